//! An interface's addresses, over rtnetlink(7): read, removed, put back.
//!
//! netdevice(7) can neither tell nor set all of an interface's addresses: SIOCSIFADDR sees only
//! the first of those that share a label, and cannot add a second. The kernel's own message for
//! an address, RTM_NEWADDR, is complete. So the messages are kept as they came, unread but for
//! whose address it is, and sent back: as RTM_DELADDR to remove an address, as RTM_NEWADDR to
//! restore it with prefix, broadcast, label, scope, flags and lifetimes.
//!
//! Each address is one request with one answer: however many there are, their answers do not
//! overflow the socket's buffer.

use core::mem::MaybeUninit;

use heapless::Vec;
use rustix::net::{AddressFamily, RecvFlags, SendFlags, recv, send};

use super::linux::Fd;
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

/// The start of a message: struct nlmsghdr (length, type, flags, sequence and port), and four
/// bytes of what follows it: of RTM_*ADDR half a struct ifaddrmsg, of NLMSG_ERROR and NLMSG_DONE
/// an int.
type Header = [u8; 20];

// Where it has what.
const LENGTH: usize = 0;
const TYPE: usize = 4;
const FLAGS: usize = 6;
/// A negative errno, or 0; the low half of the int tells all.
const ERROR: usize = if cfg!(target_endian = "little") { 16 } else { 18 };
const IFA_FAMILY: usize = 16;
/// Behind the header: the other half.
const IFA_INDEX: usize = 20;

// `ifa_family`.
const ANY_FAMILY: u8 = 0;
const AF_INET: u8 = 2;

/// The kernel answers in pieces of at most NLMSG_GOODSIZE, which is never more than this.
const PIECE: usize = 8192;

/// Bytes for the addresses of one interface. One takes about a hundred, so there is room for 240.
const CAPACITY: usize = 24576;

/// The addresses of one interface.
pub struct Addresses {
    /// RTM_NEWADDR messages in the kernel's order, primary addresses first.
    messages: Vec<u8, CAPACITY>,
    /// What was received last.
    piece: [MaybeUninit<u8>; PIECE],
}

impl Default for Addresses {
    fn default() -> Self {
        Self { messages: Vec::new(), piece: [MaybeUninit::uninit(); PIECE] }
    }
}

/// Finds every IPv4 and IPv6 address of the interface with this index.
pub fn find(index: u32, addresses: &mut Addresses) -> Result<()> {
    let fd = open()?;
    let Addresses { messages, piece } = addresses;
    loop {
        messages.clear();
        match talk(&fd, &GET_ADDRESSES, piece, Some((index, messages))) {
            Err(Errno::INTR) => {}
            outcome => return outcome,
        }
    }
}

/// Removes the IPv4 addresses. One that is gone already is no error: a primary address takes its
/// secondaries with it.
pub fn remove_ipv4(addresses: &mut Addresses) -> Result<()> {
    send_back(addresses, RTM_DELADDR, AF_INET)
}

/// Adds the addresses. One that is there already is no error.
pub fn restore(addresses: &mut Addresses) -> Result<()> {
    send_back(addresses, RTM_NEWADDR, ANY_FAMILY)
}

/// Sends the addresses of a family back, each as a message of the type `kind`. One that fails does
/// not keep the others.
fn send_back(addresses: &mut Addresses, kind: u16, family: u8) -> Result<()> {
    if addresses.messages.is_empty() {
        return Ok(());
    }
    let fd = open()?;
    let Addresses { messages, piece } = addresses;
    let mut outcome = Ok(());
    let mut at = 0;
    while let Some(header) = header_at(messages, at) {
        put_u16(header, TYPE, kind);
        put_u16(header, FLAGS, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK);
        let next = at + padded_length(header);
        if header[IFA_FAMILY] == family || family == ANY_FAMILY {
            let request = messages.get(at..next).unwrap_or_default();
            if let Err(reason) = talk(&fd, request, piece, None) {
                outcome = Err(reason);
            }
        }
        at = next;
    }
    outcome
}

fn open() -> Result<Fd> {
    // The protocol is NETLINK_ROUTE, 0, which is also what no protocol means.
    Fd::socket(AddressFamily::NETLINK)
}

/// Makes a request and hears its answers, up to the one that ends them, which is an error or none.
/// Of the answers, `wanted` gets the addresses of the interface with its index. That an address
/// is there already, or is not, is no error. EINTR where addresses changed while they were told,
/// so that some may be missing.
fn talk(
    fd: &Fd,
    request: &[u8],
    piece: &mut [MaybeUninit<u8>; PIECE],
    mut wanted: Option<(u32, &mut Vec<u8, CAPACITY>)>,
) -> Result<()> {
    send(fd, request, SendFlags::empty())?;
    let mut outcome = Ok(());
    loop {
        let ((piece, _), _) = recv(fd, &mut *piece, RecvFlags::empty())?;
        let mut at = 0;
        while let Some(header) = header_at(piece, at) {
            let kind = u16_at(header, TYPE);
            if u16_at(header, FLAGS) & NLM_F_DUMP_INTR != 0 {
                outcome = Err(Errno::INTR);
            }
            if kind == NLMSG_ERROR || kind == NLMSG_DONE {
                let error = Errno::new(u16_at(header, ERROR).wrapping_neg());
                if error.number() != 0 && error != Errno::EXIST && error != Errno::ADDRNOTAVAIL {
                    outcome = Err(error);
                }
                return outcome;
            }
            let next = at + padded_length(header);
            if let Some((index, messages)) = &mut wanted
                && let Some(message) = piece.get(at..next)
                && message.get(IFA_INDEX..).and_then(<[u8]>::first_chunk)
                    == Some(&index.to_ne_bytes())
                && messages.extend_from_slice(message).is_err()
            {
                outcome = Err(Errno::NOBUFS);
            }
            at = next;
        }
    }
}

/// The start of the message `at` bytes into `messages`.
fn header_at(messages: &mut [u8], at: usize) -> Option<&mut Header> {
    messages.get_mut(at..)?.first_chunk_mut()
}

/// A request for the addresses of every family and interface: nlmsghdr and an empty ifaddrmsg.
const GET_ADDRESSES: [u8; 24] = {
    let mut header = [0; 20];
    header[if cfg!(target_endian = "little") { LENGTH } else { LENGTH + 3 }] = 24;
    put_u16(&mut header, TYPE, RTM_GETADDR);
    put_u16(&mut header, FLAGS, NLM_F_REQUEST | NLM_F_DUMP);
    let mut request = [0; 24];
    let (start, _) = request.split_at_mut(header.len());
    start.copy_from_slice(&header);
    request
};

/// A message's length with its padding to a multiple of four bytes.
fn padded_length(header: &Header) -> usize {
    let [a, b, c, d, ..] = *header;
    let length = u32::from_ne_bytes([a, b, c, d]) as usize;
    // It has a header at least; so nothing that is read here goes on for ever.
    (length.wrapping_add(3) & !3).max(16)
}

// Where a header has what is constant, and less than its size: the compiler leaves no check in.
#[allow(clippy::indexing_slicing)]
const fn u16_at(header: &Header, at: usize) -> u16 {
    u16::from_ne_bytes([header[at], header[at + 1]])
}

#[allow(clippy::indexing_slicing)] // As above.
const fn put_u16(header: &mut Header, at: usize, value: u16) {
    let [first, second] = value.to_ne_bytes();
    header[at] = first;
    header[at + 1] = second;
}
