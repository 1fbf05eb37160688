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

use core::mem::MaybeUninit;

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

// Where a message has what, in bytes: struct nlmsghdr, then the payload.
const LENGTH: usize = 0;
const TYPE: usize = 4;
const FLAGS: usize = 6;
const PAYLOAD: usize = 16;
// The payload of NLMSG_ERROR and NLMSG_DONE: a negative errno, or 0, in an int of which the low
// half tells all.
const ERROR: usize = if cfg!(target_endian = "little") { PAYLOAD } else { PAYLOAD + 2 };
// The payload of RTM_*ADDR: struct ifaddrmsg of 8 bytes, then attributes.
const IFA_FAMILY: usize = PAYLOAD;
const IFA_INDEX: usize = PAYLOAD + 4;

/// `ifa_family` of IPv4.
const AF_INET: u8 = 2;

/// The kernel answers in pieces of at most NLMSG_GOODSIZE, which is never more than this.
const PIECE: usize = 8192;

/// The addresses of one interface: RTM_NEWADDR messages in the kernel's order, primary ones
/// first. One takes about a hundred bytes, so there is room for some 160.
#[derive(Default)]
pub struct Addresses(Vec<u8, 16384>);

/// Adds every IPv4 and IPv6 address of the interface with this index to `found`.
pub fn addresses_of(index: u32, found: &mut Addresses) -> Result<()> {
    loop {
        match talk(&GET_ADDRESSES, 1, index, found) {
            Err(Errno::INTR) => found.0.clear(),
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
fn send_back(
    addresses: &mut Addresses,
    kind: u16,
    other_flags: u16,
) -> Result<()> {
    let mut count = 0;
    let mut rest = addresses.0.as_mut_slice();
    while let Some((message, next)) = split_message(rest) {
        let is_ipv4 = message.get(IFA_FAMILY) == Some(&AF_INET);
        let flags = if is_ipv4 { NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK } else { other_flags };
        put_u16(message, TYPE, kind);
        put_u16(message, FLAGS, flags);
        count += 1;
        rest = next;
    }
    talk(&addresses.0, count, 0, &mut Addresses::default())
}

/// Sends `count` requests and hears their answers: the addresses of the interface with the index
/// `wanted` are added to `found`. That an address is there already, or is not, is no error.
///
/// Each request ends with one answer that is an error or none. EINTR where addresses changed
/// while they were told, so that some may be missing.
fn talk(
    requests: &[u8],
    mut count: usize,
    wanted: u32,
    found: &mut Addresses,
) -> Result<()> {
    let mut outcome = Ok(());
    if count == 0 {
        return outcome;
    }
    // The protocol is NETLINK_ROUTE, 0, which is also what no protocol means.
    let fd = socket(AddressFamily::NETLINK, SocketType::RAW)?;
    send(&fd, requests, SendFlags::empty())?;
    let mut piece = [MaybeUninit::uninit(); PIECE];
    while count > 0 {
        let ((mut rest, _), _) = recv(&fd, &mut piece, RecvFlags::empty())?;
        while let Some((message, next)) = split_message(rest) {
            let kind = u16_at(message, TYPE);
            if kind == RTM_NEWADDR && u32_at(message, IFA_INDEX) == wanted {
                found.0.extend_from_slice(message).map_err(|_| Errno::NOBUFS)?;
            }
            if u16_at(message, FLAGS) & NLM_F_DUMP_INTR != 0 {
                outcome = Err(Errno::INTR);
            }
            if kind == NLMSG_ERROR || kind == NLMSG_DONE {
                count -= 1;
                let error = Errno::new(u16_at(message, ERROR).wrapping_neg());
                if error.number() != 0 && error != Errno::EXIST && error != Errno::ADDRNOTAVAIL {
                    outcome = Err(error);
                }
            }
            rest = next;
        }
    }
    outcome
}

/// A request for the addresses of every family and interface: nlmsghdr and an empty ifaddrmsg.
const GET_ADDRESSES: [u8; PAYLOAD + 8] = {
    let mut request = [0; PAYLOAD + 8];
    let [len, ..] = request.len().to_le_bytes();
    let [kind, _] = RTM_GETADDR.to_le_bytes();
    let flags = (NLM_F_REQUEST | NLM_F_DUMP).to_ne_bytes();
    request[if cfg!(target_endian = "little") { LENGTH } else { LENGTH + 3 }] = len;
    request[if cfg!(target_endian = "little") { TYPE } else { TYPE + 1 }] = kind;
    request[FLAGS] = flags[0];
    request[FLAGS + 1] = flags[1];
    request
};

/// The first message, with its padding to a multiple of four bytes, and what follows it.
fn split_message(bytes: &mut [u8]) -> Option<(&mut [u8], &mut [u8])> {
    let padded = (u32_at(bytes, LENGTH) as usize).wrapping_add(3) & !3;
    if padded < PAYLOAD {
        return None;
    }
    bytes.split_at_mut_checked(padded)
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |field| u16::from_ne_bytes(*field))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |field| u32::from_ne_bytes(*field))
}

fn put_u16(bytes: &mut [u8], at: usize, value: u16) {
    if let Some(field) = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *field = value.to_ne_bytes();
    }
}
