// SPDX-License-Identifier: MIT OR Apache-2.0
//! The configuration of an interface that is lost when the interface goes down, becomes a slave or loses its
//! addresses: its addresses, the routes through it and its permanent neighbours.
//!
//! netdevice(7) can neither read nor set all of it: SIOCSIFADDR sees only the first of the addresses that share a
//! label, and cannot add a second. The kernel's own messages are complete: an address with prefix, broadcast,
//! label, scope, flags and lifetimes; a route with gateway, table and metrics. So a snapshot consists of the
//! messages, in the kernel's order, and restoring sends them back. [`relocate`](super::relocate) sends them to another
//! interface.

use heapless::Vec;

use super::lists::{IFA_ADDRESS, IFA_LOCAL, start_all_addresses};
use super::message::{
    AF_INET, AddressRecord, Buffer, Header, LinkRecord, NLM_F_ACK, NLM_F_APPEND, NLM_F_CREATE,
    NLM_F_DUMP, NLM_F_REQUEST, NeighbourRecord, Nexthop, RTM_DELADDR, RTM_GETNEIGH, RTM_GETROUTE,
    RTM_NEWADDR, RTM_NEWLINK, RTM_NEWNEIGH, RTM_NEWROUTE, RouteRecord, append, attribute,
    attributes_after, header_of, int, is_ipv4, next_message, put, read, record, split, start,
    start_link,
};
use super::way::{Way, long_label};
use super::{Socket, until_complete};
use crate::netdevice::ifname::IfName;
use crate::sys::errno::{Errno, Result};

/// RTA_OIF of `linux/rtnetlink.h`: the index of a route's output interface.
pub(super) const RTA_OIF: u16 = 4;
/// RTA_MULTIPATH: the nexthops of a route with several.
pub(super) const RTA_MULTIPATH: u16 = 9;
/// NDA_IFINDEX of `linux/neighbour.h`
const NDA_IFINDEX: u16 = 8;

// The origin of a route (`rtm_protocol`): the kernel adds and removes these itself.
const RTPROT_REDIRECT: u8 = 1;
const RTPROT_KERNEL: u8 = 2;
const RTPROT_RA: u8 = 9;

/// RTNH_F_ONLINK: the only flag of a nexthop that a user sets. The others report the state of its link.
const RTNH_F_ONLINK: u8 = 4;

/// NUD_PERMANENT: a neighbour that a user added.
const NUD_PERMANENT: u16 = 0x80;

/// A part of an interface's configuration, by the type of rtnetlink's message about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Item {
    /// RTM_NEWADDR: an IPv4 or IPv6 address.
    Address = 20,
    /// RTM_NEWROUTE: a route through it.
    Route = 24,
    /// RTM_NEWNEIGH: a permanent neighbour.
    Neighbour = 28,
}

impl Item {
    /// All of them, in the order in which they are restored: routes need addresses.
    pub const ALL: [Self; 3] = [Self::Address, Self::Neighbour, Self::Route];
}

/// The bytes of a snapshot. An address or a route takes about a hundred, so there is room for more than 200. (With
/// more, creating a bond would take more than 64 KiB of stack.)
pub const CAPACITY: usize = 22528;

/// The configuration of one interface after the other.
pub struct Snapshot {
    /// Where the last part begins.
    start: usize,
    /// The IPv4 addresses were removed, so they are restored, too.
    removed: bool,
    /// ENOBUFS if there was no room for all of it.
    room: Result<()>,
    /// RTM_NEWADDR, RTM_NEWROUTE and RTM_NEWNEIGH messages.
    messages: Vec<u8, CAPACITY>,
}

impl Default for Snapshot {
    fn default() -> Self {
        Self { start: 0, removed: false, room: Ok(()), messages: Vec::new() }
    }
}

/// A snapshot in parts, one for each interface. Only the last part is read, restored and moved.
pub trait Parts: Default {
    /// Begins a part for another interface. With `keep`, the parts before it stay.
    fn begin_part(&mut self, keep: bool);

    /// Where the last part begins.
    fn part(&self) -> u32;

    /// Empties the last part.
    fn clear_part(&mut self);

    /// Drops the last part: the one that begins there is the last one now.
    fn drop_part(&mut self, part: u32);

    /// The last part, which is empty, has what the part has that begins there, if those between them are empty.
    fn repeat_part(&mut self, part: u32);

    /// The IPv4 addresses of the last part were removed, so [`restore`](Snapshot::restore) restores them, too.
    fn note_removed(&mut self);

    /// Whether there was room for everything.
    fn is_complete(&self) -> bool;

    /// Whether the last part has something of this kind.
    fn has(&mut self, item: Item) -> bool;

    /// Calls `each` for the labels of IPv4 addresses that are too long for another interface: the address gets its
    /// name as the label.
    fn long_labels(&mut self, way: Way, each: &mut dyn FnMut(IfName));

    /// Stores the options of a bond (IFLA_BOND_* of `linux/if_link.h`). ENOBUFS if there is no room.
    fn store_options(&mut self, options: &[u8]) -> Result<()>;

    /// Reads them.
    fn options(&mut self, options: &mut Buffer);
}

impl Parts for Snapshot {
    fn begin_part(&mut self, keep: bool) {
        if !keep {
            self.messages.clear();
        }
        self.begin_at(self.messages.len());
    }

    #[allow(clippy::cast_possible_truncation)] // It has fewer than 65,536 bytes.
    fn part(&self) -> u32 {
        self.start as u32
    }

    fn clear_part(&mut self) {
        self.messages.truncate(self.start);
        self.begin_at(self.start);
    }

    fn drop_part(&mut self, part: u32) {
        // One that repeats an earlier part has no messages of its own.
        if (part as usize) < self.start {
            self.messages.truncate(self.start);
        }
        self.begin_at(part as usize);
    }

    fn repeat_part(&mut self, part: u32) {
        self.start = part as usize;
    }

    fn note_removed(&mut self) {
        self.removed = true;
    }

    fn is_complete(&self) -> bool {
        self.room.is_ok()
    }

    fn has(&mut self, item: Item) -> bool {
        self.next(item, &mut 0).is_some()
    }

    fn long_labels(&mut self, way: Way, each: &mut dyn FnMut(IfName)) {
        let mut at = 0;
        while let Some((message, _)) = self.next(Item::Address, &mut at) {
            if let Some(label) = long_label(message, way) {
                each(label);
            }
        }
    }

    #[allow(clippy::cast_possible_truncation)] // As above.
    fn store_options(&mut self, options: &[u8]) -> Result<()> {
        let mut message = Buffer::new();
        start_link(&mut message, RTM_NEWLINK, 0, 0);
        append(&mut message, options)?;
        let length = message.len();
        if let Some(header) = header_of(&mut message) {
            header.length = length as u32;
        }
        append(&mut self.messages, &message)
    }

    fn options(&mut self, options: &mut Buffer) {
        for number in 0..self.count() {
            if let Some((RTM_NEWLINK, message)) = self.get(number) {
                let _ = append(options, attributes_after::<LinkRecord>(message));
            }
        }
    }
}

impl Snapshot {
    /// The last part begins there.
    fn begin_at(&mut self, start: usize) {
        self.start = start;
        self.removed = false;
        self.room = Ok(());
    }

    /// Reads the addresses of the interface with this index; and if it is up, its permanent neighbours and the
    /// routes through it that the kernel does not add itself. (An interface that is down has none.)
    ///
    /// ENOBUFS if there are more addresses than fit. If there is no room for all neighbours and routes, it matters
    /// only if they are lost, and [`restore`](Self::restore) reports it.
    pub fn store(&mut self, socket: &Socket, index: u32, up: bool) -> Result<()> {
        let mut request = Buffer::new();
        start_all_addresses(&mut request, 0, index);
        self.store_list(socket, index, &mut request)?;
        self.room?;
        if up {
            for (list, filter) in [(RTM_GETNEIGH, NDA_IFINDEX), (RTM_GETROUTE, RTA_OIF)] {
                // Of both structs, every field is 0.
                const _: () = assert!(size_of::<NeighbourRecord>() == size_of::<RouteRecord>());
                start(&mut request, list, NLM_F_DUMP, &RouteRecord::default());
                put(&mut request, filter, &index.to_ne_bytes());
                self.store_list(socket, index, &mut request)?;
            }
        }
        Ok(())
    }

    /// Stores the messages of a list that are about an interface.
    fn store_list(&mut self, socket: &Socket, index: u32, list: &mut Buffer) -> Result<()> {
        let before = self.messages.len();
        until_complete(|| {
            self.messages.truncate(before);
            socket.ask(list, &mut |kind, message| self.add(index, kind, message))
        })
    }

    /// Stores a message, as the request that restores it, if it is about this interface. (Before Linux 4.20 the kernel
    /// does not filter.)
    fn add(&mut self, index: u32, kind: u16, message: &mut [u8]) {
        let wanted = match kind {
            RTM_NEWADDR => record(message).is_some_and(|of: AddressRecord| of.index == index),
            RTM_NEWNEIGH => record(message).is_some_and(|of: NeighbourRecord| {
                of.index == index && of.state & NUD_PERMANENT != 0
            }),
            RTM_NEWROUTE => is_through(index, message),
            _ => false,
        };
        let Some(header) = header_of(message).filter(|_| wanted) else { return };
        header.flags = restoring(kind);
        if let Err(full) = append(&mut self.messages, message) {
            self.room = Err(full);
        }
    }

    /// The messages of the last part.
    fn messages(&mut self) -> &mut [u8] {
        self.messages.get_mut(self.start..).unwrap_or_default()
    }

    /// The number of messages in the last part.
    fn count(&mut self) -> usize {
        let mut rest = self.messages();
        core::iter::from_fn(|| next_message(&mut rest)).count()
    }

    /// The message with this number, and its type.
    fn get(&mut self, number: usize) -> Option<(u16, &mut [u8])> {
        let mut rest = self.messages();
        for _ in 0..number {
            next_message(&mut rest);
        }
        let message = next_message(&mut rest)?;
        Some((read::<Header>(message)?.kind, message))
    }

    /// The next message of this kind from `at` on, in the order in which the kernel is to get them; and whether it is the
    /// last time for this message.
    ///
    /// The kernel lists IPv6 addresses that were added last first: so the last one is passed first, after the IPv4
    /// addresses. All others are passed twice: the way to a gateway may be one of the routes after it.
    #[inline(never)]
    pub(super) fn next(&mut self, item: Item, at: &mut usize) -> Option<(&mut [u8], bool)> {
        let count = self.count();
        while *at < 2 * count {
            let again = *at >= count;
            let number = match item {
                Item::Address if again => 2 * count - 1 - *at,
                _ if again => *at - count,
                _ => *at,
            };
            *at += 1;
            let (kind, message) = self.get(number)?;
            if kind == item as u16 && (item != Item::Address || is_ipv4(message) != again) {
                let last = again || item == Item::Address;
                return self.get(number).map(|(_, message)| (message, last));
            }
        }
        None
    }

    /// Removes the interface's IPv4 addresses.
    pub fn remove_ipv4(&mut self, socket: &Socket) -> Result<()> {
        for number in 0..self.count() {
            let Some((RTM_NEWADDR, message)) = self.get(number) else { continue };
            if let Some(address) = record::<AddressRecord>(message)
                && address.family == AF_INET
            {
                remove(socket, &address, attributes_after::<AddressRecord>(message))?;
                self.removed = true;
            }
        }
        Ok(())
    }

    /// Restores everything; IPv4 addresses only if they were removed. What exists already stays as it is.
    /// `lost` is called for everything that cannot be restored, and with ENOBUFS if the snapshot had no room.
    pub fn restore(&mut self, socket: &Socket, lost: &mut dyn FnMut(Item, Errno)) {
        let removed = self.removed;
        for item in Item::ALL {
            let mut at = 0;
            while let Some((message, last)) = self.next(item, &mut at) {
                if item == Item::Address && is_ipv4(message) && !removed {
                    continue;
                }
                if let Err(reason) = socket.request(message)
                    && last
                {
                    lost(item, reason);
                }
            }
        }
        if let Err(reason) = self.room {
            lost(Item::Route, reason);
        }
    }
}

/// The flags of the request that restores something. A route is added after others with the same destination and
/// metric: so those keep their order.
pub(super) fn restoring(kind: u16) -> u16 {
    let append = if kind == RTM_NEWROUTE { NLM_F_APPEND } else { 0 };
    NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | append
}

/// Removes an address, whatever its label: labels change with the name of the interface.
#[inline(never)] // Its buffer is on the stack for as long as this takes, not longer.
pub(super) fn remove(
    socket: &Socket,
    address: &AddressRecord,
    attributes: &mut [u8],
) -> Result<()> {
    let mut request = Buffer::new();
    start(&mut request, RTM_DELADDR, NLM_F_ACK, address);
    for kind in [IFA_LOCAL, IFA_ADDRESS] {
        let value = attribute(attributes, kind);
        if !value.is_empty() {
            put(&mut request, kind, value);
        }
    }
    socket.request(&mut request)
}

/// Whether a route goes through this interface and is to be restored. Its flags become those that it was added
/// with.
fn is_through(index: u32, message: &mut [u8]) -> bool {
    let Some(route) = record_of(message) else { return false };
    if matches!(route.protocol, RTPROT_REDIRECT | RTPROT_KERNEL | RTPROT_RA) {
        return false;
    }
    route.flags &= u32::from(RTNH_F_ONLINK);
    let attributes = attributes_after::<RouteRecord>(message);
    let mut found = int(attributes, RTA_OIF) == index;
    let mut nexthops = attribute(attributes, RTA_MULTIPATH);
    while let Some(nexthop) = next_nexthop(&mut nexthops) {
        nexthop.flags &= RTNH_F_ONLINK;
        found |= nexthop.index == index;
    }
    found
}

/// The struct of a route, to be changed.
fn record_of(message: &mut [u8]) -> Option<&mut RouteRecord> {
    use zerocopy::FromBytes;
    let (_, rest) = message.split_at_mut_checked(size_of::<super::message::Header>())?;
    RouteRecord::mut_from_prefix(rest).ok().map(|(record, _)| record)
}

/// Takes the first nexthop off `rest`, to be changed.
pub(super) fn next_nexthop<'a>(rest: &mut &'a mut [u8]) -> Option<&'a mut Nexthop> {
    use zerocopy::FromBytes;
    Nexthop::mut_from_prefix(split_nexthop(rest)?).ok().map(|(nexthop, _)| nexthop)
}

/// Takes the first nexthop with its attributes off `rest`.
pub(super) fn split_nexthop<'a>(rest: &mut &'a mut [u8]) -> Option<&'a mut [u8]> {
    let nexthop: Nexthop = read(rest)?;
    split(rest, nexthop.length.into())
}

#[cfg(test)]
mod tests {
    use zerocopy::IntoBytes;

    use super::*;
    use crate::netlink::message::Header;

    const RTA_GATEWAY: u16 = 5;
    const RTA_PRIORITY: u16 = 6;
    const ETH0: u32 = 7;

    /// An RTM_NEWROUTE message.
    fn route(protocol: u8, attributes: &[(u16, &[u8])]) -> Buffer {
        let mut message = Buffer::new();
        let header = Header { kind: RTM_NEWROUTE, ..Header::default() };
        let route = RouteRecord { protocol, flags: 0x1_0015, ..RouteRecord::default() };
        message.extend_from_slice(header.as_bytes()).unwrap();
        message.extend_from_slice(route.as_bytes()).unwrap();
        for (kind, value) in attributes {
            put(&mut message, *kind, value);
        }
        message
    }

    fn nexthop(index: u32) -> Nexthop {
        Nexthop { length: 8, flags: 0x15, hops: 0, index }
    }

    #[test]
    fn a_route_is_stored_by_its_output_interface_and_by_nothing_else() {
        let [eth0, eth1] = [ETH0, ETH0 + 1].map(u32::to_ne_bytes);
        let static_route = 4;
        let through =
            |attributes: &[(u16, &[u8])]| is_through(ETH0, &mut route(static_route, attributes));
        assert!(through(&[(RTA_OIF, &eth0)]));
        assert!(through(&[(RTA_PRIORITY, &eth1), (RTA_OIF, &eth0)]));
        assert!(!through(&[(RTA_OIF, &eth1)]));
        // The same number for something else.
        assert!(!through(&[(RTA_PRIORITY, &eth0), (RTA_GATEWAY, &eth0), (RTA_OIF, &eth1)]));
        let nexthops = [nexthop(ETH0 + 1), nexthop(ETH0)];
        assert!(through(&[(RTA_MULTIPATH, nexthops.as_bytes())]));
        assert!(!through(&[(RTA_MULTIPATH, nexthops[..1].as_bytes())]));
    }

    #[test]
    fn a_route_that_the_kernel_adds_itself_is_not_stored() {
        for (protocol, stored) in
            [(0, true), (1, false), (2, false), (3, true), (4, true), (9, false)]
        {
            let mut route = route(protocol, &[(RTA_OIF, &ETH0.to_ne_bytes())]);
            assert_eq!(is_through(ETH0, &mut route), stored, "protocol {protocol}");
        }
    }

    #[test]
    fn of_the_flags_of_a_route_only_that_of_a_user_is_restored() {
        let nexthops = [nexthop(ETH0), nexthop(ETH0)];
        let mut message = route(4, &[(RTA_MULTIPATH, nexthops.as_bytes())]);
        assert!(is_through(ETH0, &mut message));
        let flags = record::<RouteRecord>(&message).unwrap().flags;
        assert_eq!(flags, u32::from(RTNH_F_ONLINK));
        let nexthops = attribute(attributes_after::<RouteRecord>(&mut message), RTA_MULTIPATH);
        assert_eq!([nexthops[2], nexthops[10]], [RTNH_F_ONLINK; 2]);
    }

    #[test]
    fn a_part_that_repeats_an_earlier_one_leaves_it() {
        let mut snapshot = Snapshot::default();
        let store = |snapshot: &mut Snapshot, id: u8| {
            snapshot.messages.extend_from_slice(&route(id, &[])).unwrap();
        };
        store(&mut snapshot, 4);
        let first = snapshot.messages.clone();
        snapshot.begin_part(true);
        let second = snapshot.part();
        snapshot.begin_part(true);
        snapshot.repeat_part(0);
        assert_eq!(snapshot.part(), 0);
        snapshot.drop_part(second);
        assert_eq!((snapshot.messages.clone(), snapshot.part()), (first.clone(), second));
        snapshot.drop_part(0);
        assert_eq!(snapshot.messages, first);
        snapshot.begin_part(true);
        store(&mut snapshot, 5);
        snapshot.clear_part();
        assert_eq!(snapshot.messages, first);
    }
}
