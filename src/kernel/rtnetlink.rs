//! An interface's addresses, over rtnetlink(7): read, removed, put back.
//!
//! netdevice(7) can neither tell nor set all of an interface's addresses: SIOCSIFADDR sees only
//! the first of those that share a label, and cannot add a second. The kernel's own message for
//! an address, RTM_NEWADDR, is complete. So the messages are kept as they came, unread but for
//! whose address it is, and sent back: as RTM_DELADDR to remove an address, as RTM_NEWADDR to
//! restore it with prefix, broadcast, label, scope, flags and lifetimes.
//!
//! All messages go in one `send`, and the kernel acts on them before it returns: there is no
//! half-sent change.

use heapless::Vec;
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketType, recv, send};

use super::linux::socket;
use super::{Errno, Result};

// Message types (linux/netlink.h, linux/rtnetlink.h).
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
const RTM_NEWADDR: u16 = 20;
const RTM_DELADDR: u16 = 21;
const RTM_GETADDR: u16 = 22;

// Message flags.
const NLM_F_REQUEST: u16 = 0x1;
const NLM_F_ACK: u16 = 0x4;
const NLM_F_DUMP_INTR: u16 = 0x10;
const NLM_F_DUMP: u16 = 0x300;
const NLM_F_CREATE: u16 = 0x400;

/// The start of a message, as far as it is looked at: struct nlmsghdr (length, type, flags,
/// sequence and port), then of RTM_*ADDR struct ifaddrmsg, of NLMSG_ERROR and NLMSG_DONE an int.
type Header = [u8; 24];

// Where it has what.
const LENGTH: usize = 0;
const TYPE: usize = 4;
const FLAGS: usize = 6;
/// A negative errno, or 0; the low half of the int tells all.
const ERROR: usize = if cfg!(target_endian = "little") { 16 } else { 18 };
const IFA_FAMILY: usize = 16;
const IFA_INDEX: usize = 20;

/// `ifa_family` of IPv4.
const AF_INET: u8 = 2;

/// The kernel answers in pieces of at most NLMSG_GOODSIZE, which is never more than this.
const PIECE: usize = 8192;

/// The addresses of one interface: RTM_NEWADDR messages in the kernel's order, primary ones
/// first. One takes about a hundred bytes, so there is room for some 160.
#[derive(Default)]
pub struct Addresses(Vec<u8, 16384>);

/// Adds every IPv4 and IPv6 address of the interface with this index to `found`.
pub fn addresses_of(index: [u8; 4], found: &mut Addresses) -> Result<()> {
    loop {
        found.0.clear();
        match talk(&GET_ADDRESSES, 1, index, Some(found)) {
            Err(Errno::INTR) => {}
            outcome => return outcome,
        }
    }
}

/// Removes the IPv4 addresses. One that is gone already is no error: a primary address takes its
/// secondaries with it.
pub fn remove_ipv4(addresses: &mut Addresses) -> Result<()> {
    // What is no request, the kernel acknowledges and passes over.
    send_back(addresses, RTM_DELADDR, NLM_F_ACK)
}

/// Adds the addresses. One that is there already is no error.
pub fn restore(addresses: &mut Addresses) -> Result<()> {
    send_back(addresses, RTM_NEWADDR, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK)
}

/// Sends addresses back as messages of the type `kind`; those that are not of IPv4 with the flags
/// `other_flags`.
fn send_back(addresses: &mut Addresses, kind: u16, other_flags: u16) -> Result<()> {
    let mut count = 0;
    let mut at = 0;
    while let Some(header) = addresses.0.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        let flags = if header[IFA_FAMILY] == AF_INET {
            NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK
        } else {
            other_flags
        };
        put_u16(header, TYPE, kind);
        put_u16(header, FLAGS, flags);
        at += padded_length(header);
        count += 1;
    }
    talk(&addresses.0, count, [0; 4], None)
}

/// Sends `count` requests and hears their answers: the addresses of the interface with the index
/// `wanted` are added to `found`. That an address is there already, or is not, is no error.
///
/// Each request ends with one answer that is an error or none. EINTR where addresses changed
/// while they were told, so that some may be missing.
fn talk(
    requests: &[u8],
    mut count: usize,
    wanted: [u8; 4],
    mut found: Option<&mut Addresses>,
) -> Result<()> {
    let mut outcome = Ok(());
    if count == 0 {
        return outcome;
    }
    // The protocol is NETLINK_ROUTE, 0, which is also what no protocol means.
    let fd = socket(AddressFamily::NETLINK, SocketType::RAW)?;
    send(&fd, requests, SendFlags::empty())?;
    let mut piece = [0; PIECE];
    while count > 0 {
        let (length, _) = recv(&fd, &mut piece, RecvFlags::empty())?;
        let mut at = 0;
        while at < length
            && let Some(header) = piece.get(at..).and_then(<[u8]>::first_chunk)
        {
            let kind = u16_at(header, TYPE);
            let next = at + padded_length(header);
            if kind == RTM_NEWADDR
                && header[IFA_INDEX..] == wanted
                && let Some(found) = &mut found
                && let Some(message) = piece.get(at..next)
            {
                found.0.extend_from_slice(message).map_err(|_| Errno::NOBUFS)?;
            }
            if u16_at(header, FLAGS) & NLM_F_DUMP_INTR != 0 {
                outcome = Err(Errno::INTR);
            }
            if kind == NLMSG_ERROR || kind == NLMSG_DONE {
                count -= 1;
                let error = Errno::new(u16_at(header, ERROR).wrapping_neg());
                if error.number() != 0 && error != Errno::EXIST && error != Errno::ADDRNOTAVAIL {
                    outcome = Err(error);
                }
            }
            at = next;
        }
    }
    outcome
}

/// A request for the addresses of every family and interface: nlmsghdr and an empty ifaddrmsg.
const GET_ADDRESSES: Header = {
    let mut request = [0; 24];
    request[if cfg!(target_endian = "little") { LENGTH } else { LENGTH + 3 }] = 24;
    put_u16(&mut request, TYPE, RTM_GETADDR);
    put_u16(&mut request, FLAGS, NLM_F_REQUEST | NLM_F_DUMP);
    request
};

/// A message's length with its padding to a multiple of four bytes.
fn padded_length(header: &Header) -> usize {
    let [a, b, c, d, ..] = *header;
    let length = u32::from_ne_bytes([a, b, c, d]) as usize;
    // It has a header at least; so nothing that is read here goes on for ever.
    (length.wrapping_add(3) & !3).max(16)
}

const fn u16_at(header: &Header, at: usize) -> u16 {
    u16::from_ne_bytes([header[at], header[at + 1]])
}

const fn put_u16(header: &mut Header, at: usize, value: u16) {
    let [first, second] = value.to_ne_bytes();
    header[at] = first;
    header[at + 1] = second;
}
