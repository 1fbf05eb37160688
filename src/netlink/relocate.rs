//! Messages of a snapshot for another interface: addresses, routes and neighbours that move from a slave to its bond,
//! or back.

use zerocopy::IntoBytes;

use super::message::{
    AF_INET6, AddressRecord, Attributes, Buffer, Header, NeighbourRecord, Nexthop, RTM_NEWADDR,
    RTM_NEWNEIGH, RouteRecord, append, attributes_after, name, put, read, record, split,
};
use super::snapshot::{RTA_MULTIPATH, RTA_OIF};
use crate::netdevice::ifname::IfName;
use crate::sys::errno::Result;

/// IFA_LABEL of `linux/if_addr.h`
const IFA_LABEL: u16 = 3;
/// IFA_FLAGS
const IFA_FLAGS: u16 = 8;
/// IFA_F_NODAD: the address is used at once. It was in use, so the kernel need not look for a duplicate.
const IFA_F_NODAD: u32 = 2;
/// RT_SCOPE_LINK of `linux/rtnetlink.h`: of IPv6, the kernel creates these addresses itself.
const RT_SCOPE_LINK: u8 = 253;

/// An interface, by its index and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its index.
    pub index: u32,
    /// Its name.
    pub name: IfName,
}

/// Writes the message that adds to one interface what this message adds to another. False if the kernel does so
/// itself: an IPv6 address of link scope. ENOBUFS if it does not fit.
pub fn relocate(message: &mut [u8], from: Place, to: Place, copy: &mut Buffer) -> Result<bool> {
    let Some(header) = read::<Header>(message) else { return Ok(false) };
    copy.clear();
    append(copy, header.as_bytes())?;
    match header.kind {
        RTM_NEWADDR => {
            let Some(mut address) = record::<AddressRecord>(message) else { return Ok(false) };
            if address.family == AF_INET6 && address.scope == RT_SCOPE_LINK {
                return Ok(false);
            }
            address.index = to.index;
            append(copy, address.as_bytes())?;
            for (kind, value) in Attributes(attributes_after::<AddressRecord>(message)) {
                match kind {
                    IFA_LABEL => {
                        put(copy, kind, relabel(name(value), from.name, to.name).as_field())
                    }
                    IFA_FLAGS if address.family == AF_INET6 => {
                        let flags = read(value).unwrap_or(0) | IFA_F_NODAD;
                        put(copy, kind, flags.as_bytes());
                    }
                    _ => put(copy, kind, value),
                }
            }
        }
        RTM_NEWNEIGH => {
            let Some(mut neighbour) = record::<NeighbourRecord>(message) else { return Ok(false) };
            neighbour.index = to.index;
            append(copy, neighbour.as_bytes())?;
            append(copy, attributes_after::<NeighbourRecord>(message))?;
        }
        _ => {
            let Some(route) = record::<RouteRecord>(message) else { return Ok(false) };
            append(copy, route.as_bytes())?;
            for (kind, value) in Attributes(attributes_after::<RouteRecord>(message)) {
                match kind {
                    RTA_OIF if read(value) == Some(from.index) => {
                        put(copy, kind, to.index.as_bytes());
                        continue;
                    }
                    RTA_MULTIPATH => replace_nexthops(value, from.index, to.index),
                    _ => {}
                }
                put(copy, kind, value);
            }
        }
    }
    Ok(true)
}

/// The label that an address gets: that of the interface with the same suffix, if it fits; otherwise the name.
fn relabel(label: IfName, from: IfName, to: IfName) -> IfName {
    let suffix = label.as_bytes().strip_prefix(from.as_bytes()).unwrap_or_default();
    let mut text = heapless::Vec::<u8, { 2 * IfName::SIZE }>::new();
    let _ = text.extend_from_slice(to.as_bytes());
    let _ = text.extend_from_slice(suffix);
    IfName::new(&text, true).unwrap_or(to)
}

/// Has the nexthops through one interface go through another.
fn replace_nexthops(mut nexthops: &mut [u8], from: u32, to: u32) {
    use zerocopy::FromBytes;
    while let Some(header) = read::<Nexthop>(nexthops)
        && let Some(record) = split(&mut nexthops, header.length.into())
        && let Ok((nexthop, _)) = Nexthop::mut_from_prefix(record)
    {
        if nexthop.index == from {
            nexthop.index = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlink::message::{AF_INET, RTM_NEWROUTE, attribute, int};

    fn place(index: u32, name: &str) -> Place {
        Place { index, name: IfName::new(name.as_bytes(), false).unwrap() }
    }

    /// A message with this struct and these attributes.
    fn message(kind: u16, record: &[u8], attributes: &[(u16, &[u8])]) -> Buffer {
        let mut message = Buffer::new();
        append(&mut message, Header { kind, ..Header::default() }.as_bytes()).unwrap();
        append(&mut message, record).unwrap();
        attributes.iter().for_each(|(kind, value)| put(&mut message, *kind, value));
        message
    }

    fn moved(mut message: Buffer) -> Option<Buffer> {
        let mut copy = Buffer::new();
        let (from, to) = (place(7, "eth0"), place(9, "bond0"));
        relocate(&mut message, from, to, &mut copy).unwrap().then_some(copy)
    }

    #[test]
    fn labels_follow_if_they_fit() {
        for (label, from, to, wanted) in [
            ("eth0", "eth0", "bond0", "bond0"),
            ("eth0:web", "eth0", "bond0", "bond0:web"),
            ("eth0:123456789", "eth0", "bond0", "bond0:123456789"),
            ("eth0:1234567890", "eth0", "bond0", "bond0"),
            ("other", "eth0", "bond0", "bond0"),
            ("bond0:web", "bond0", "eth0", "eth0:web"),
        ] {
            let name = |text: &str| IfName::new(text.as_bytes(), true).unwrap();
            assert_eq!(relabel(name(label), name(from), name(to)), name(wanted), "{label}");
        }
    }

    #[test]
    fn an_address_keeps_everything_but_its_interface_and_its_label() {
        let address =
            AddressRecord { family: AF_INET, prefixlen: 24, scope: 0, index: 7, flags: 0x80 };
        let attributes: &[(u16, &[u8])] =
            &[(1, &[192, 0, 2, 1]), (IFA_LABEL, b"eth0:a\0"), (6, &[5; 16])];
        let mut copy = moved(message(RTM_NEWADDR, address.as_bytes(), attributes)).unwrap();
        let found = record::<AddressRecord>(&copy).unwrap();
        assert_eq!((found.prefixlen, { found.index }, found.flags), (24, 9, 0x80));
        let attributes = attributes_after::<AddressRecord>(&mut copy);
        assert_eq!(attribute(attributes, 1), [192, 0, 2, 1]);
        assert_eq!(name(attribute(attributes, IFA_LABEL)).as_bytes(), b"bond0:a");
        assert_eq!(attribute(attributes, 6), [5; 16]);
    }

    #[test]
    fn an_ipv6_address_is_used_at_once_and_one_of_link_scope_does_not_move() {
        let with =
            |scope| AddressRecord { family: AF_INET6, prefixlen: 64, scope, index: 7, flags: 0x80 };
        let attributes: &[(u16, &[u8])] = &[(1, &[0xfd; 16]), (IFA_FLAGS, &0x80_u32.to_ne_bytes())];
        let mut copy = moved(message(RTM_NEWADDR, with(0).as_bytes(), attributes)).unwrap();
        assert_eq!(int(attributes_after::<AddressRecord>(&mut copy), IFA_FLAGS), 0x82);
        assert_eq!(moved(message(RTM_NEWADDR, with(253).as_bytes(), attributes)), None);
    }

    #[test]
    fn a_route_goes_through_the_other_interface_on_each_of_its_ways() {
        let route = RouteRecord { table: 254, ..RouteRecord::default() };
        let other = 8_u32.to_ne_bytes();
        let ways = |first, second| {
            [first, second].map(|index| Nexthop { length: 8, flags: 4, hops: 1, index })
        };
        let before = ways(7, 8);
        let attributes: &[(u16, &[u8])] = &[
            (15, &7_u32.to_ne_bytes()),
            (RTA_OIF, &7_u32.to_ne_bytes()),
            (RTA_MULTIPATH, before.as_bytes()),
        ];
        let mut copy = moved(message(RTM_NEWROUTE, route.as_bytes(), attributes)).unwrap();
        let attributes = attributes_after::<RouteRecord>(&mut copy);
        assert_eq!([int(attributes, 15), int(attributes, RTA_OIF)], [7, 9]);
        assert_eq!(attribute(attributes, RTA_MULTIPATH), ways(9, 8).as_bytes());
        let mut copy =
            moved(message(RTM_NEWROUTE, route.as_bytes(), &[(RTA_OIF, &other)])).unwrap();
        assert_eq!(int(attributes_after::<RouteRecord>(&mut copy), RTA_OIF), 8);
    }
}
