// SPDX-License-Identifier: MIT OR Apache-2.0
//! Moves the configuration in a snapshot to another interface, and back: from a slave to its bond, or from a bond to
//! the card that replaces it.

use zerocopy::IntoBytes;

use super::lists::{IFA_ADDRESS, IFA_FLAGS, IFA_LABEL, IFA_LOCAL, start_all_addresses};
use super::message::{
    AF_INET, AF_INET6, AddressRecord, Attributes, Buffer, Header, NLM_F_ACK, NLM_F_CREATE,
    NLM_F_EXCL, NLM_F_REPLACE, NLM_F_REQUEST, NLMSG_ERROR, NeighbourRecord, Nexthop, RTM_DELNEIGH,
    RTM_DELROUTE, RTM_NEWADDR, RTM_NEWNEIGH, RouteRecord, append, attribute, attributes_after,
    header_of, int, is_ipv4, name, put, read, record, start,
};
use super::snapshot::{
    Item, RTA_MULTIPATH, RTA_OIF, Snapshot, next_nexthop, remove, restoring, split_nexthop,
};
use super::way::{Place, Way, relabel};
use super::{Socket, until_complete};
use crate::sys::errno::{Errno, Result};

/// RTA_NH_ID of `linux/rtnetlink.h`: the ID of the nexthop object of a route.
const RTA_NH_ID: u16 = 30;
/// IFA_F_NODAD of `linux/if_addr.h`: the kernel does not look for a duplicate before it uses the address.
const IFA_F_NODAD: u32 = 2;
/// IFA_F_SECONDARY: there is another address of the same network.
const IFA_F_SECONDARY: u32 = 1;
/// NDA_DST of `linux/neighbour.h`: the address of a neighbour.
const NDA_DST: u16 = 1;
/// NTF_USE: the kernel looks the neighbour up.
const NTF_USE: u8 = 1;
/// IFA_F_NOPREFIXROUTE: the kernel adds no route to the network of the address.
const IFA_F_NOPREFIXROUTE: u32 = 0x200;
/// RT_SCOPE_LINK of `linux/rtnetlink.h`: of IPv6, the kernel creates these addresses itself.
const RT_SCOPE_LINK: u8 = 253;

/// A mark in the header of a stored message (`nlmsg_pid`, which the kernel ignores in requests): the other interface
/// has it now.
const MOVED: u32 = 1;

impl Snapshot {
    /// Moves everything of this kind that the last part has, or nothing of it.
    pub fn relocate(&mut self, socket: &Socket, item: Item, way: Way) -> Result<()> {
        let mut at = 0;
        while let Some((message, last)) = self.next(item, &mut at) {
            if is_moved(message) {
                continue;
            }
            match relocate(socket, message, way) {
                Ok(moved) => mark(message, moved),
                Err(reason) if last => {
                    // The reason for the failure is of more interest than those that may come after it.
                    let _ = self.move_back(socket, item, way);
                    return Err(reason);
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Removes everything of this kind from the interface that got it. [`restore`](Self::restore) restores it where it
    /// was.
    pub fn move_back(&mut self, socket: &Socket, item: Item, way: Way) -> Result<()> {
        let mut outcome = Ok(());
        let mut at = 0;
        while let Some((message, _)) = self.next(item, &mut at) {
            if is_moved(message) {
                mark(message, false);
                outcome = withdraw(socket, message, way).and(outcome);
            }
        }
        outcome
    }

    /// Whether the interface with this index has one of the addresses in the last part, which cannot be moved there.
    pub fn is_taken(&mut self, socket: &Socket, index: u32) -> Result<bool> {
        let mut taken = false;
        let mut request = Buffer::new();
        start_all_addresses(&mut request, 0, index);
        until_complete(|| {
            socket.ask(&mut request, &mut |kind, other| {
                if kind == RTM_NEWADDR
                    && record(other).is_some_and(|of: AddressRecord| of.index == index)
                {
                    let mut at = 0;
                    while let Some((message, _)) = self.next(Item::Address, &mut at) {
                        taken |= is_same(message, other);
                    }
                }
            })
        })?;
        Ok(taken)
    }
}

/// Whether two messages are about the same address, and not one that the kernel creates.
fn is_same(message: &mut [u8], other: &mut [u8]) -> bool {
    let [one, two] = [message, other].map(|message| {
        let address: AddressRecord = record(message).unwrap_or_default();
        // An IPv4 address may occur with several prefixes.
        let prefix = if address.family == AF_INET { address.prefixlen } else { 0 };
        let attributes = attributes_after::<AddressRecord>(message);
        // An IPv6 address has IFA_LOCAL only if there is a peer.
        let has_local = !attribute(attributes, IFA_LOCAL).is_empty();
        let local = attribute(attributes, if has_local { IFA_LOCAL } else { IFA_ADDRESS });
        (address.family, address.scope, prefix, local)
    });
    one == two && !is_link_local(one.0, one.1)
}

/// Whether the kernel creates addresses of this family and this scope itself.
fn is_link_local(family: u8, scope: u8) -> bool {
    family == AF_INET6 && scope == RT_SCOPE_LINK
}

fn is_moved(message: &[u8]) -> bool {
    read(message).is_some_and(|header: Header| header.port == MOVED)
}

/// Marks a stored message as moved, or as not moved.
fn mark(message: &mut [u8], moved: bool) {
    if let Some(header) = header_of(message) {
        header.port = if moved { MOVED } else { 0 };
    }
}

/// Adds to one interface what another has by this message. False if there was nothing to add: the kernel creates it
/// itself, or the other interface has the same route already.
fn relocate(socket: &Socket, message: &mut [u8], way: Way) -> Result<bool> {
    let mut copy = Buffer::new();
    let kind = rewrite(message, way, &mut copy)?;
    let flags = restoring(kind);
    match kind {
        RTM_NEWADDR => {
            let address: AddressRecord = record(&copy).unwrap_or_default();
            if is_link_local(address.family, address.scope) {
                return Ok(false);
            }
            add_address(socket, &mut copy, flags)?;
        }
        RTM_NEWNEIGH => send(socket, &mut copy, kind, flags | NLM_F_REPLACE)?,
        // The object is one of the other interface: with `-f`, it and its routes do not move.
        _ if !attribute(attributes_after::<RouteRecord>(message), RTA_NH_ID).is_empty() => {
            return Ok(false);
        }
        _ => {
            if has_other_nexthop(message, way.from.index) {
                drop_route(socket, message, way.from);
            }
            let mut exists = false;
            set_header(&mut copy, kind, flags);
            socket.ask(&mut copy, &mut |kind, answer| {
                let errno = Errno::negated(record(answer).unwrap_or(0));
                exists |= kind == NLMSG_ERROR && errno == Some(Errno::EXIST);
            })?;
            return Ok(!exists);
        }
    }
    Ok(true)
}

/// Adds an address.
fn add_address(socket: &Socket, copy: &mut Buffer, flags: u16) -> Result<()> {
    let wanted = int(attributes_after::<AddressRecord>(copy), IFA_FLAGS);
    if !is_ipv4(copy) {
        return add_ipv6(socket, copy, flags, wanted);
    }
    send(socket, copy, RTM_NEWADDR, flags | NLM_F_EXCL)?;
    if wanted & IFA_F_SECONDARY == 0 {
        announce(socket, copy);
    }
    Ok(())
}

/// Adds an IPv6 address in two steps. It was in use, so the kernel need not look for a duplicate before it uses it; then
/// it becomes as any other. The second step also adds the route to its network, because the change of an address may
/// change the metric of another one's route. An address with a peer is not changed: the kernel would add a route to the
/// network of the peer.
fn add_ipv6(socket: &Socket, copy: &mut Buffer, flags: u16, wanted: u32) -> Result<()> {
    let has_peer = !attribute(attributes_after::<AddressRecord>(copy), IFA_LOCAL).is_empty();
    let without_route = if has_peer { 0 } else { IFA_F_NOPREFIXROUTE };
    set_flags(copy, wanted | IFA_F_NODAD | without_route);
    send(socket, copy, RTM_NEWADDR, flags | NLM_F_EXCL)?;
    if has_peer {
        return Ok(());
    }
    set_flags(copy, wanted);
    send(socket, copy, RTM_NEWADDR, flags | NLM_F_REPLACE).inspect_err(|_| {
        let address: AddressRecord = record(copy).unwrap_or_default();
        let _ = remove(socket, &address, attributes_after::<AddressRecord>(copy));
    })
}

/// Announces the hardware address that goes with an IPv4 address now: it may be another one, which the peers would notice
/// only after seconds. The kernel looks up a neighbour by an ARP request from its own address in the same network, and
/// here the neighbour is this address itself: that is a gratuitous ARP. If this fails, the peers notice later.
#[inline(never)] // Its buffer is on the stack for as long as this takes, not longer.
fn announce(socket: &Socket, message: &mut [u8]) {
    let AddressRecord { family, index, .. } = record(message).unwrap_or_default();
    let neighbour = NeighbourRecord { family, index, flags: NTF_USE, ..NeighbourRecord::default() };
    let mut request = Buffer::new();
    start(&mut request, RTM_NEWNEIGH, NLM_F_ACK | NLM_F_CREATE, &neighbour);
    put(&mut request, NDA_DST, attribute(attributes_after::<AddressRecord>(message), IFA_LOCAL));
    let _ = socket.request(&mut request);
    // There is no such neighbour.
    let _ = send(socket, &mut request, RTM_DELNEIGH, DELETING);
}

/// Sets IFA_F_* of an address.
fn set_flags(message: &mut [u8], flags: u32) {
    let value = attribute(attributes_after::<AddressRecord>(message), IFA_FLAGS);
    if let Some(value) = value.first_chunk_mut() {
        *value = flags.to_ne_bytes();
    }
}

/// Removes a route with several nexthops: it has lost the one through the interface that went down. If there is none,
/// it was removed before.
#[inline(never)] // As above.
fn drop_route(socket: &Socket, message: &mut [u8], place: Place) {
    let mut copy = Buffer::new();
    let unchanged = Way { from: place, to: place };
    if rewrite(message, unchanged, &mut copy).is_ok() {
        let _ = send(socket, &mut copy, RTM_DELROUTE, DELETING);
    }
}

/// Removes from one interface what it got of another by this message.
fn withdraw(socket: &Socket, message: &mut [u8], way: Way) -> Result<()> {
    let mut copy = Buffer::new();
    let kind = match rewrite(message, way, &mut copy)? {
        RTM_NEWADDR => {
            let address: AddressRecord = record(&copy).unwrap_or_default();
            return remove(socket, &address, attributes_after::<AddressRecord>(&mut copy));
        }
        RTM_NEWNEIGH => RTM_DELNEIGH,
        _ => RTM_DELROUTE,
    };
    match send(socket, &mut copy, kind, DELETING) {
        // It went with an address.
        Err(Errno::SRCH | Errno::NOENT) => Ok(()),
        outcome => outcome,
    }
}

/// The flags of a request that removes something.
const DELETING: u16 = NLM_F_REQUEST | NLM_F_ACK;

/// Sends a message as a request of this type, with these flags.
fn send(socket: &Socket, message: &mut Buffer, kind: u16, flags: u16) -> Result<()> {
    set_header(message, kind, flags);
    socket.request(message)
}

/// Makes a message a request of this type, with these flags.
fn set_header(message: &mut Buffer, kind: u16, flags: u16) {
    if let Some(header) = header_of(message) {
        (header.kind, header.flags) = (kind, flags);
    }
}

/// Writes the message with the other interface as the one that has it, and returns its type. ENOBUFS if it
/// does not fit.
fn rewrite(message: &mut [u8], way: Way, copy: &mut Buffer) -> Result<u16> {
    let Some(header) = read::<Header>(message) else { return Err(Errno::INVAL) };
    append(copy, header.as_bytes())?;
    match header.kind {
        RTM_NEWADDR => {
            let address: AddressRecord = record(message).unwrap_or_default();
            append(copy, AddressRecord { index: way.to.index, ..address }.as_bytes())?;
            for (kind, value) in Attributes(attributes_after::<AddressRecord>(message)) {
                match kind {
                    IFA_LABEL => put(copy, kind, relabel(name(value), way).as_field()),
                    _ => put(copy, kind, value),
                }
            }
        }
        RTM_NEWNEIGH => {
            let neighbour: NeighbourRecord = record(message).unwrap_or_default();
            append(copy, NeighbourRecord { index: way.to.index, ..neighbour }.as_bytes())?;
            append(copy, attributes_after::<NeighbourRecord>(message))?;
        }
        _ => {
            append(copy, record::<RouteRecord>(message).unwrap_or_default().as_bytes())?;
            for (kind, value) in Attributes(attributes_after::<RouteRecord>(message)) {
                match kind {
                    RTA_OIF if read(value) == Some(way.from.index) => {
                        put(copy, kind, &way.to.index.to_ne_bytes());
                    }
                    RTA_MULTIPATH => put(copy, kind, &redirected(value, way)?),
                    _ => put(copy, kind, value),
                }
            }
        }
    }
    Ok(header.kind)
}

/// The nexthops of a route, through the other interface. Two that become the same are one: IPv6 has no route with both.
fn redirected(mut rest: &mut [u8], way: Way) -> Result<Buffer> {
    let mut nexthops = Buffer::new();
    while let Some(bytes) = split_nexthop(&mut rest) {
        let nexthop: Nexthop = read(bytes).ok_or(Errno::INVAL)?;
        if nexthop.index == way.from.index {
            let mut other = Buffer::new();
            append(&mut other, Nexthop { index: way.to.index, ..nexthop }.as_bytes())?;
            append(&mut other, bytes.get(size_of::<Nexthop>()..).unwrap_or_default())?;
            add_nexthop(&mut nexthops, &other)?;
        } else {
            add_nexthop(&mut nexthops, bytes)?;
        }
    }
    Ok(nexthops)
}

/// Appends a nexthop, unless there is one with the same interface and gateway, whatever its weight.
fn add_nexthop(nexthops: &mut Buffer, nexthop: &[u8]) -> Result<()> {
    const INDEX: usize = core::mem::offset_of!(Nexthop, index);
    let mut rest = nexthops.as_mut_slice();
    while let Some(other) = split_nexthop(&mut rest) {
        if other.get(INDEX..) == nexthop.get(INDEX..) {
            return Ok(());
        }
    }
    append(nexthops, nexthop)
}

/// Whether a route has a nexthop through another interface than this one.
fn has_other_nexthop(message: &mut [u8], index: u32) -> bool {
    let mut nexthops = attribute(attributes_after::<RouteRecord>(message), RTA_MULTIPATH);
    core::iter::from_fn(|| next_nexthop(&mut nexthops)).any(|nexthop| nexthop.index != index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netdevice::ifname::IfName;
    use crate::netlink::message::RTM_NEWROUTE;

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

    const WAY: fn() -> Way = || Way { from: place(7, "eth0"), to: place(9, "bond0") };

    fn moved(mut message: Buffer) -> Buffer {
        let mut copy = Buffer::new();
        rewrite(&mut message, WAY(), &mut copy).unwrap();
        copy
    }

    #[test]
    fn an_address_keeps_everything_but_its_interface_and_its_label() {
        let address =
            AddressRecord { family: AF_INET, prefixlen: 24, scope: 0, index: 7, flags: 0x80 };
        let attributes: &[(u16, &[u8])] =
            &[(1, &[192, 0, 2, 1]), (IFA_LABEL, b"eth0:a\0"), (6, &[5; 16])];
        let mut copy = moved(message(RTM_NEWADDR, address.as_bytes(), attributes));
        let found = record::<AddressRecord>(&copy).unwrap();
        assert_eq!((found.prefixlen, { found.index }, found.flags), (24, 9, 0x80));
        let attributes = attributes_after::<AddressRecord>(&mut copy);
        assert_eq!(attribute(attributes, 1), [192, 0, 2, 1]);
        assert_eq!(name(attribute(attributes, IFA_LABEL)).as_bytes(), b"bond0:a");
        assert_eq!(attribute(attributes, 6), [5; 16]);
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
        let mut stored = message(RTM_NEWROUTE, route.as_bytes(), attributes);
        assert!(has_other_nexthop(&mut stored, 7));
        let mut copy = moved(stored);
        let attributes = attributes_after::<RouteRecord>(&mut copy);
        assert_eq!([int(attributes, 15), int(attributes, RTA_OIF)], [7, 9]);
        assert_eq!(attribute(attributes, RTA_MULTIPATH), ways(9, 8).as_bytes());
        let mut stored = message(RTM_NEWROUTE, route.as_bytes(), &[(RTA_OIF, &other)]);
        assert!(!has_other_nexthop(&mut stored, 7));
        let mut copy = moved(stored);
        assert_eq!(int(attributes_after::<RouteRecord>(&mut copy), RTA_OIF), 8);
    }

    #[test]
    fn two_ways_that_become_the_same_are_one() {
        let ways = [(7, 1), (8, 2), (9, 3)].map(|(index, hops)| Nexthop {
            length: 8,
            flags: 4,
            hops,
            index,
        });
        let nexthops: &[(u16, &[u8])] = &[(RTA_MULTIPATH, ways.as_bytes())];
        let mut copy = moved(message(RTM_NEWROUTE, RouteRecord::default().as_bytes(), nexthops));
        let [first, second, _] = ways;
        let expected = [Nexthop { index: 9, ..first }, second];
        let attributes = attributes_after::<RouteRecord>(&mut copy);
        assert_eq!(attribute(attributes, RTA_MULTIPATH), expected.as_bytes());
    }

    #[test]
    fn an_address_is_the_same_whatever_its_label_but_not_with_another_prefix() {
        let message = |family, prefixlen, scope, local: &[u8]| {
            let address = AddressRecord { family, prefixlen, scope, ..AddressRecord::default() };
            message(RTM_NEWADDR, address.as_bytes(), &[(IFA_ADDRESS, local)])
        };
        let same = |mut one: Buffer, mut two: Buffer| is_same(&mut one, &mut two);
        let ipv4 = |prefixlen| message(AF_INET, prefixlen, 0, &[192, 0, 2, 1]);
        assert!(same(ipv4(24), ipv4(24)));
        assert!(!same(ipv4(24), ipv4(32)));
        let ipv6 = |prefixlen, scope| message(AF_INET6, prefixlen, scope, &[0xfd; 16]);
        assert!(same(ipv6(64, 0), ipv6(128, 0)));
        assert!(!same(ipv6(64, RT_SCOPE_LINK), ipv6(64, RT_SCOPE_LINK)));
    }
}
