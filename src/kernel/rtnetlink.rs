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
use super::{Errno, IfName, Names, Result};

// Message types (linux/netlink.h, linux/rtnetlink.h).
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
const RTM_NEWADDR: u16 = 20;
const RTM_DELADDR: u16 = 21;
const RTM_GETADDR: u16 = 22;
const RTM_GETLINK: u16 = 18;

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

// Where its attributes are: behind struct ifinfomsg or ifaddrmsg.
const IFLA: usize = 32;
const IFA: usize = 24;
/// The attribute that is a name, with a NUL behind it: also IFA_LABEL.
const IFLA_IFNAME: u8 = 3;

// `ifa_family`.
const ANY_FAMILY: u8 = 0;
const AF_INET: u8 = 2;

/// The kernel answers in pieces of at most NLMSG_GOODSIZE, which is never more than this.
const PIECE: usize = 8192;

/// Bytes for the addresses of one interface. One takes about a hundred, so there is room for 240.
const CAPACITY: usize = 24576;

/// The addresses of one interface.
#[repr(C)]
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
    let Addresses { messages, piece } = addresses;
    loop {
        messages.clear();
        let mut room = Ok(());
        let outcome = talk(&GET_ADDRESSES, piece, &mut |message| {
            if message.get(IFA_INDEX..).and_then(<[u8]>::first_chunk) == Some(&index.to_ne_bytes())
                && messages.extend_from_slice(message).is_err()
            {
                room = Err(Errno::NOBUFS);
            }
        });
        if outcome != Err(Errno::INTR) {
            return outcome.and(room);
        }
    }
}

/// Tells every name in a list.
pub fn names(list: Names, mut each: impl FnMut(&IfName)) -> Result<()> {
    let mut piece = [MaybeUninit::uninit(); PIECE];
    let (request, attributes) = match list {
        Names::Links => (&GET_LINKS, IFLA),
        Names::Labels => (&GET_IPV4_ADDRESSES, IFA),
    };
    let outcome = talk(request, &mut piece, &mut |message| {
        let mut rest = message.get(attributes..).unwrap_or_default();
        while let Some(&[a, b, kind, _]) = rest.first_chunk() {
            let len = usize::from(u16::from_ne_bytes([a, b]));
            // There is none without a value among those up to the name.
            let Some(value) = rest.get(4..len.wrapping_sub(1)) else { break };
            if kind == IFLA_IFNAME
                && let Some(name) = IfName::new(value, true)
            {
                each(&name);
            }
            rest = rest.get((len + 3) & !3..).unwrap_or_default();
        }
    });
    // Interfaces come and go while they are told.
    if outcome == Err(Errno::INTR) { Ok(()) } else { outcome }
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
    let Addresses { messages, piece } = addresses;
    let mut outcome = Ok(());
    let mut rest = messages.as_mut_slice();
    while let Some(message) = next(&mut rest) {
        let Some(header) = message.first_chunk_mut() else { break };
        put_u16(header, TYPE, kind);
        put_u16(header, FLAGS, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_ACK);
        if (header[IFA_FAMILY] == family || family == ANY_FAMILY)
            && let Err(reason) = talk(message, piece, &mut |_| {})
        {
            outcome = Err(reason);
        }
    }
    outcome
}

/// Makes a request and hears its answers, up to the one that ends them, which is an error or none.
/// `each` gets the others. That an address is there already, or is not, is no error. EINTR where
/// the list changed while it was told, so that some of it may be missing.
fn talk(
    request: &[u8],
    piece: &mut [MaybeUninit<u8>; PIECE],
    each: &mut dyn FnMut(&[u8]),
) -> Result<()> {
    // The protocol is NETLINK_ROUTE, 0, which is also what no protocol means.
    let fd = Fd::socket(AddressFamily::NETLINK)?;
    send(&fd, request, SendFlags::empty())?;
    let mut outcome = Ok(());
    loop {
        let ((mut rest, _), _) = recv(&fd, &mut *piece, RecvFlags::empty())?;
        while let Some(message) = next(&mut rest) {
            let Some(header) = message.first_chunk() else { break };
            if u16_at(header, FLAGS) & NLM_F_DUMP_INTR != 0 {
                outcome = Err(Errno::INTR);
            }
            let kind = u16_at(header, TYPE);
            if kind == NLMSG_ERROR || kind == NLMSG_DONE {
                let error = Errno::new(u16_at(header, ERROR).wrapping_neg());
                if error.number() != 0 && error != Errno::EXIST && error != Errno::ADDRNOTAVAIL {
                    outcome = Err(error);
                }
                return outcome;
            }
            each(message);
        }
    }
}

/// Takes the first message off `rest`, with its padding to a multiple of four bytes.
#[inline(never)]
fn next<'a>(rest: &mut &'a mut [u8]) -> Option<&'a mut [u8]> {
    let length = u32::from_ne_bytes(*rest.first_chunk()?) as usize;
    rest.split_off_mut(..length.wrapping_add(3) & !3)
}

/// A request for all of a list: nlmsghdr, and of ifaddrmsg or ifinfomsg nothing but the family.
const fn get(kind: u16, family: u8) -> Header {
    let mut header = [0; 20];
    header[if cfg!(target_endian = "little") { LENGTH } else { LENGTH + 3 }] = 20;
    put_u16(&mut header, TYPE, kind);
    put_u16(&mut header, FLAGS, NLM_F_REQUEST | NLM_F_DUMP);
    header[IFA_FAMILY] = family;
    header
}

static GET_LINKS: Header = get(RTM_GETLINK, ANY_FAMILY);
static GET_ADDRESSES: Header = get(RTM_GETADDR, ANY_FAMILY);
// Those of IPv6 have no labels.
static GET_IPV4_ADDRESSES: Header = get(RTM_GETADDR, AF_INET);

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
