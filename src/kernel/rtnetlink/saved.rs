//! What an interface has besides its settings, saved before it may be lost: its addresses, the routes
//! through it, and its permanent neighbours.
//!
//! netdevice(7) can neither tell nor set all of an interface's addresses: SIOCSIFADDR sees only the
//! first of those that share a label, and cannot add a second. Of routes it tells nothing. The
//! kernel's own messages are complete. So they are kept as they came, unread but for whose they are,
//! and sent back: an address with prefix, broadcast, label, scope, flags and lifetimes, a route with
//! gateway, table and metrics.

use heapless::Vec;

use super::{
    AF_INET, FAMILY, FLAGS, GET_ALL, HIGH, IFLA, NLM_F_ACK, NLM_F_CREATE, NLM_F_REQUEST,
    RTM_NEWLINK, TYPE, attribute, index_of, next, put_u16, talk,
};
use crate::kernel::{Errno, Link, Result, Thing};

/// `rtm_protocol`
const PROTOCOL: usize = 21;
/// The low byte of `rtm_flags`, which tells of the nexthop, and of `ndm_state`.
const NEXTHOP: usize = 24 + HIGH + HIGH / 2;
const STATE: usize = 24 + HIGH / 2;

/// Where the attributes of a route are: behind struct rtmsg.
const RTA: usize = 28;
const RTA_MULTIPATH: u8 = 9;
pub const IFLA_MASTER: u8 = 10;
const IFLA_MAX_MTU: u8 = 51;

// `rtm_protocol`: the kernel makes these routes by itself.
const RTPROT_REDIRECT: u8 = 1;
const RTPROT_KERNEL: u8 = 2;
const RTPROT_RA: u8 = 9;

/// Of a nexthop's flags, the one that it is made with: the others tell of its link.
const RTNH_F_ONLINK: u8 = 4;

/// `ndm_state` of a neighbour that somebody made.
const NUD_PERMANENT: u8 = 0x80;

/// Bytes for what is saved of one interface. An address or a route takes about a hundred, so there
/// is room for more than 200. (With more, creating a bond would take more than 64 KiB of stack.)
const CAPACITY: usize = 24576;

#[allow(clippy::cast_possible_truncation)] // It is 16.
const LINK: Thing = Thing(RTM_NEWLINK as u8);

/// What was read of one interface.
#[repr(C)]
pub struct Saved {
    /// How many messages there are.
    count: usize,
    /// ENOBUFS where they are not all.
    room: Result<()>,
    /// RTM_NEWADDR, RTM_NEWROUTE and RTM_NEWNEIGH messages, in the kernel's order.
    messages: Vec<u8, CAPACITY>,
}

impl Default for Saved {
    fn default() -> Self {
        Self { count: 0, room: Ok(()), messages: Vec::new() }
    }
}

/// Reads what there is to know of the interface with this index, which is up or down.
pub fn save(index: u32, up: bool, saved: &mut Saved, link: &mut Link) -> Result<()> {
    let index = index.to_ne_bytes();
    saved.messages.clear();
    saved.count = 0;
    saved.room = Ok(());
    let mut all = Ok(());
    // One that is down has nothing through it: its addresses are all.
    for list in GET_ALL.iter().take(if up { 4 } else { 1 }) {
        // That there is no room for all routes matters only if they are lost.
        all = saved.room;
        let mut tries = 0;
        while let Err(reason) = talk(list, &mut |message| keep(message, index, saved, link)) {
            // What changed meanwhile is told again. To keep something twice does no harm.
            tries += 1;
            if reason != Errno::INTR || tries == 99 {
                return Err(reason);
            }
        }
    }
    all
}

/// Keeps a message that is of interest.
#[inline(always)] // There is one call of it.
fn keep(message: &mut [u8], index: [u8; 4], saved: &mut Saved, link: &mut Link) {
    let Some(start) = message.first_chunk_mut() else { return };
    let kind = Thing(start[TYPE + HIGH / 2]);
    let of = index_of(start);
    if kind == Thing::ROUTE {
        start[NEXTHOP] &= RTNH_F_ONLINK;
        if matches!(start[PROTOCOL], RTPROT_REDIRECT | RTPROT_KERNEL | RTPROT_RA) {
            return;
        }
        let mut nexthops = attribute(message, RTA, RTA_MULTIPATH);
        while let Some([_, _, flags, ..]) = next(&mut nexthops, 0) {
            *flags &= RTNH_F_ONLINK;
        }
        // It is that of RTA_OIF, or of a nexthop. A route that has the number for something else is
        // kept as well: what is still there is not put back.
        if !message.chunks_exact(4).any(|word| *word == index) {
            return;
        }
    } else if of != index || kind == Thing::NEIGHBOUR && start[STATE] & NUD_PERMANENT == 0 {
        return;
    } else if kind == LINK {
        link.master = int(message, IFLA_MASTER);
        link.max_mtu = int(message, IFLA_MAX_MTU);
        return;
    }
    if saved.messages.extend_from_slice(message).is_err() {
        saved.room = Err(Errno::NOBUFS);
    } else {
        saved.count += 1;
    }
}

/// Puts back what was saved, IPv4 addresses only if they are meant too, and tells what cannot be.
/// That something is there already is no error.
pub fn restore(saved: &mut Saved, ipv4: bool, lost: &mut dyn FnMut(Thing, Errno)) {
    // Of IPv6 addresses the kernel tells those first that came last: so the last one is the first to
    // be put back. Then come all, and again those that failed: the way to a gateway may be one of the
    // routes behind it.
    for pass in 0..3 {
        for at in 0..saved.count {
            let at = if pass == 0 { saved.count - 1 - at } else { at };
            let mut rest = saved.messages.as_mut_slice();
            for _ in 0..at {
                next(&mut rest, HIGH);
            }
            let Some(message) = next(&mut rest, HIGH) else { break };
            let Some(header) = message.first_chunk_mut() else { break };
            let thing = Thing(header[TYPE + HIGH / 2]);
            if thing == Thing::ADDRESS && header[FAMILY] == AF_INET && (pass == 0 || !ipv4) {
                continue;
            }
            put_u16(header, FLAGS, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK);
            if let Err(reason) = talk(message, &mut |_| {})
                && pass == 2
            {
                lost(thing, reason);
            }
        }
    }
    if let Err(reason) = saved.room {
        lost(Thing::ROUTE, reason);
    }
}

/// An attribute of an interface that is an int; 0 where there is none.
#[inline(never)]
pub fn int(message: &mut [u8], wanted: u8) -> u32 {
    let value = attribute(message, IFLA, wanted);
    value.first_chunk().map_or(0, |int| u32::from_ne_bytes(*int))
}
