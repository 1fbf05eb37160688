//! What is read and changed over rtnetlink(7): what netdevice(7) has no request for, or takes a name
//! for that may be another interface's a moment later.
//!
//! Each change is one request with one answer: however many there are, their answers do not overflow
//! the socket's buffer.

#[cfg(feature = "boot")]
mod bond;
mod lists;
mod saved;

use core::mem::MaybeUninit;

use rustix::net::{AddressFamily, RecvFlags, SendFlags};

use super::linux::{Fd, recv, send};
use super::{Errno, IfName, Names, Result};
use crate::parse::until;
#[cfg(feature = "boot")]
pub use bond::{
    Attributes, append, delete, get as attribute_of, index_of_alias, index_of_card, link, may_bond,
    new_bond, put as put_attribute, set_bond,
};
pub use lists::{Family, Ifaddr, Ifinfo, Operstate, Stats64, addresses, links, mtu};
pub use saved::{Saved, restore, save};

// Message types (linux/netlink.h, linux/rtnetlink.h); there are those of [`super::Thing`] besides.
const NLMSG_ERROR: u16 = 2;
const NLMSG_DONE: u16 = 3;
const RTM_NEWLINK: u16 = 16;
#[cfg(feature = "boot")]
const RTM_DELLINK: u16 = 17;
const RTM_GETLINK: u16 = 18;
const RTM_DELADDR: u16 = 21;
const RTM_GETADDR: u16 = 22;
const RTM_GETROUTE: u16 = 26;
const RTM_GETNEIGH: u16 = 30;

// Message flags.
const NLM_F_REQUEST: u16 = 0x1;
const NLM_F_ACK: u16 = 0x4;
const NLM_F_DUMP_INTR: u16 = 0x10;
const NLM_F_DUMP: u16 = 0x300;
#[cfg(feature = "boot")]
const NLM_F_EXCL: u16 = 0x200;
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
const ERROR: usize = 16 + HIGH;
/// `ifa_family`, and of a struct ifinfomsg or rtmsg the same.
const FAMILY: usize = 16;

/// Of a message of any interest: the header, all of struct ifaddrmsg and ndmsg, and most of
/// ifinfomsg and rtmsg.
type Start = [u8; 28];

/// `ifi_index`, `ifa_index` and `ndm_ifindex`: four bytes.
const INDEX: usize = 20;

/// How many bytes of an int are before its low half.
const HIGH: usize = if cfg!(target_endian = "little") { 0 } else { 2 };

// Where the attributes are: behind struct ifinfomsg or ifaddrmsg.
const IFLA: usize = 32;
const IFA: usize = 24;
/// The attribute that is a name, with a NUL behind it: also IFA_LABEL.
const IFLA_IFNAME: u8 = 3;

// `ifa_family`.
const ANY_FAMILY: u8 = 0;
const AF_INET: u8 = 2;

/// The kernel answers in pieces of at most NLMSG_GOODSIZE, which is never more than this.
const PIECE: usize = 8192;

/// Sets IFF_UP of the interface with this index, or clears it.
#[inline(never)]
pub fn set_up(index: u32, up: bool) -> Result<()> {
    // Behind the header: struct ifinfomsg, with the index, the flags, and which of them are set.
    let mut message = [0; IFLA];
    message[..20].copy_from_slice(&SET_LINK);
    message[INDEX..INDEX + 4].copy_from_slice(&index.to_ne_bytes());
    message[INDEX + 4..INDEX + 8].copy_from_slice(&u32::from(up).to_ne_bytes());
    message[INDEX + 8..].copy_from_slice(&1_u32.to_ne_bytes());
    talk(&message, &mut |_| {})
}

/// Removes all IPv4 addresses of the interface with this index.
pub fn remove_ipv4(index: u32) -> Result<()> {
    // Whatever is removed while the list is told may hide what is behind it. Each time, some go.
    for _ in 0..99 {
        let mut found = false;
        let mut outcome = Ok(());
        let told = talk(&GET_IPV4_ADDRESSES, &mut |message| {
            if let Some(start) = message.first_chunk()
                && index_of(start) == index.to_ne_bytes()
                && let Some(header) = message.first_chunk_mut()
            {
                found = true;
                put_u16(header, TYPE, RTM_DELADDR);
                put_u16(header, FLAGS, NLM_F_REQUEST | NLM_F_ACK);
                // All that is heard is an error, with this message behind it: that takes 200 bytes,
                // and the list has its own piece on the stack already.
                let mut piece = [MaybeUninit::uninit(); 1024];
                outcome = outcome.and(converse(&mut piece, message, &mut |_| {}));
            }
        });
        if outcome.is_err() || !found && told != Err(Errno::INTR) {
            return outcome.and(told);
        }
    }
    Err(Errno::BUSY)
}

/// Tells every name in a list.
pub fn names(list: Names, mut each: impl FnMut(&IfName)) -> Result<()> {
    let (request, attributes) = match list {
        Names::Links => (GET_LINKS, IFLA),
        Names::Labels => (&GET_IPV4_ADDRESSES, IFA),
    };
    let outcome = talk(request, &mut |message| {
        let mut name = IfName::NONE;
        if read_name(message, attributes, &mut name) {
            each(&name);
        }
    });
    // Interfaces come and go while they are told.
    if outcome == Err(Errno::INTR) { Ok(()) } else { outcome }
}

/// Reads the name in a message, if it has one.
fn read_name(message: &mut [u8], attributes: usize, name: &mut IfName) -> bool {
    // A NUL ends it, and there may be padding.
    name.read(until(attribute(message, attributes, IFLA_IFNAME), 0), true)
}

fn index_of(start: &Start) -> [u8; 4] {
    [start[INDEX], start[INDEX + 1], start[INDEX + 2], start[INDEX + 3]]
}

/// The value of an attribute of a message, whose attributes begin at `from`, padded to a multiple
/// of four bytes; empty where it has none.
#[inline(never)]
fn attribute(message: &mut [u8], from: usize, wanted: u8) -> &mut [u8] {
    let mut rest = message.get_mut(from..).unwrap_or_default();
    while let Some([_, _, a, b, value @ ..]) = next(&mut rest, 0) {
        // There is no type above 255, but for its flags.
        if wanted == if HIGH == 0 { *a } else { *b } {
            return value;
        }
    }
    &mut []
}

/// Makes a request and hears its answers, up to the one that ends them, which is an error or none.
/// `each` gets the others. That an address or a route is there already, or is not, is no error.
/// ENOBUFS if a piece of the answer is longer than the buffer.
/// EINTR where the list changed while it was told, so that some of it may be missing.
#[inline(never)] // So that the piece is on the stack for as long as this takes, not longer.
fn talk(request: &[u8], each: &mut dyn FnMut(&mut [u8])) -> Result<()> {
    converse(&mut [MaybeUninit::uninit(); PIECE], request, each)
}

/// The same, where the longest piece of an answer is known.
#[inline(never)]
fn converse(
    piece: &mut [MaybeUninit<u8>],
    request: &[u8],
    each: &mut dyn FnMut(&mut [u8]),
) -> Result<()> {
    // The protocol is NETLINK_ROUTE, 0, which is also what no protocol means.
    let fd = Fd::socket(AddressFamily::NETLINK)?;
    send(&fd, request, SendFlags::empty())?;
    let mut outcome = Ok(());
    loop {
        // With MSG_TRUNC, the length is that of the whole piece, even if the buffer is shorter.
        let ((mut rest, _), length) = recv(&fd, &mut *piece, RecvFlags::TRUNC)?;
        if length > rest.len() {
            return Err(Errno::NOBUFS);
        }
        while let Some(message) = next(&mut rest, HIGH) {
            let Some(header) = message.first_chunk() else { break };
            if u16_at(header, FLAGS) & NLM_F_DUMP_INTR != 0 {
                outcome = Err(Errno::INTR);
            }
            let kind = u16_at(header, TYPE);
            if kind == NLMSG_ERROR || kind == NLMSG_DONE {
                let error = Errno::new(u16_at(header, ERROR).wrapping_neg());
                let forgiven =
                    error == Errno::EXIST && !makes_link(request) || error == Errno::ADDRNOTAVAIL;
                if error.number() != 0 && !forgiven {
                    outcome = Err(error);
                }
                return outcome;
            }
            each(message);
        }
    }
}

/// Whether a request makes or changes an interface: then what is there already is another one.
fn makes_link(request: &[u8]) -> bool {
    cfg!(feature = "boot")
        && request.first_chunk().is_some_and(|header| u16_at(header, TYPE) == RTM_NEWLINK)
}

/// Takes the first message off `rest`, or the first attribute or nexthop, with its padding to a
/// multiple of four bytes. Its length is at `length`: of an int the low half.
fn next<'a>(rest: &mut &'a mut [u8], length: usize) -> Option<&'a mut [u8]> {
    let length = u16::from_ne_bytes(*rest.get(length..)?.first_chunk()?);
    rest.split_off_mut(..(usize::from(length) + 3) & !3)
}

/// A request: nlmsghdr, and of ifaddrmsg, ifinfomsg, rtmsg or ndmsg nothing but the family.
const fn request(kind: u16, flags: u16, family: u8, length: u8) -> Header {
    let mut header = [0; 20];
    header[if cfg!(target_endian = "little") { LENGTH } else { LENGTH + 3 }] = length;
    put_u16(&mut header, TYPE, kind);
    put_u16(&mut header, FLAGS, NLM_F_REQUEST | flags);
    header[FAMILY] = family;
    header
}

/// A request for all of a list.
const fn get(kind: u16, family: u8) -> Header {
    request(kind, NLM_F_DUMP, family, 20)
}

static SET_LINK: Header = request(RTM_NEWLINK, NLM_F_ACK, ANY_FAMILY, 32);
/// For all that an interface may have, in the order in which it is saved: its addresses first.
static GET_ALL: [Header; 4] = [
    get(RTM_GETADDR, ANY_FAMILY),
    get(RTM_GETLINK, ANY_FAMILY),
    get(RTM_GETNEIGH, ANY_FAMILY),
    get(RTM_GETROUTE, ANY_FAMILY),
];
const GET_LINKS: &Header = &GET_ALL[1];
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

#[cfg(all(test, not(miri)))]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_longer_than_its_buffer_is_an_error() {
        let told = |piece: &mut [MaybeUninit<u8>], request| {
            let mut count = 0;
            converse(piece, request, &mut |_| count += 1).map(|()| count)
        };
        // A message about an interface takes some 1,400 bytes.
        for size in [0, 1, 16, 32, 1000] {
            let piece = &mut [MaybeUninit::uninit(); 1000][..size];
            assert_eq!(told(piece, GET_LINKS), Err(Errno::NOBUFS), "{size} bytes");
        }
        let all = told(&mut [MaybeUninit::uninit(); PIECE], GET_LINKS);
        assert!(matches!(all, Ok(1..) | Err(Errno::INTR)), "{all:?}");
    }

    #[test]
    fn a_name_of_any_length_is_read_without_its_padding() {
        for text in ["a", "lo", "eth", "eth0", "bond0", "fifteen-bytes-x"] {
            let mut attribute = Vec::from([0; 4]);
            let len = 4 + text.len() + 1;
            attribute[..2].copy_from_slice(&u16::try_from(len).unwrap_or_default().to_ne_bytes());
            attribute[2..].copy_from_slice(&u16::from(IFLA_IFNAME).to_ne_bytes());
            attribute.extend(text.as_bytes());
            attribute.resize(len.next_multiple_of(4), 0);
            let mut name = IfName::NONE;
            assert!(read_name(&mut attribute, 0, &mut name), "{text}");
            assert_eq!(name.as_bytes(), text.as_bytes());
        }
    }
}
