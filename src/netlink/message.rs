// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages of rtnetlink(7): a header, a struct for the kind of thing that it is about, and attributes.
//!
//! The structs are laid out as the kernel's. They are packed: a message may begin at any address, and a field is
//! copied when it is read.

use heapless::{Vec, VecView};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::netdevice::ifname::IfName;
use crate::parse::until;
use crate::sys::errno::{Errno, Result};

/// Declares a struct of the kernel, and checks its size in bytes.
macro_rules! record {
    ($(#[$about:meta])* $name:ident: $size:literal { $($(#[$field_about:meta])* $field:ident: $of:ty,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Default, FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned)]
        #[repr(C, packed)]
        pub struct $name {
            $($(#[$field_about])* pub $field: $of,)*
        }

        const _: () = assert!(size_of::<$name>() == $size);
    };
}

record! {
    /// `struct nlmsghdr` of `linux/netlink.h`: each message begins with it.
    Header: 16 {
        /// The bytes of the message, with this header.
        length: u32,
        /// NLMSG_* or RTM_*.
        kind: u16,
        /// NLM_F_*
        flags: u16,
        /// An answer has that of its request.
        sequence: u32,
        /// The port ID of the sender; 0 is the kernel.
        port: u32,
    }
}

record! {
    /// `struct ifinfomsg` of `linux/rtnetlink.h`: an interface.
    LinkRecord: 16 {
        /// AF_UNSPEC
        family: u8,
        /// Padding.
        pad: u8,
        /// ARPHRD_*
        hardware: u16,
        /// The interface's index.
        index: u32,
        /// IFF_*
        flags: u32,
        /// In a request: the flags to change.
        change: u32,
    }
}

record! {
    /// `struct ifaddrmsg` of `linux/if_addr.h`: an address of an interface.
    AddressRecord: 8 {
        /// AF_INET or AF_INET6.
        family: u8,
        /// The length of its prefix, in bits.
        prefixlen: u8,
        /// The low byte of IFA_F_*.
        flags: u8,
        /// RT_SCOPE_*
        scope: u8,
        /// The interface's index.
        index: u32,
    }
}

record! {
    /// `struct ndmsg` of `linux/neighbour.h`: the hardware address of a neighbour.
    NeighbourRecord: 12 {
        /// AF_INET, AF_INET6 or AF_BRIDGE.
        family: u8,
        /// Padding.
        pad: [u8; 3],
        /// The interface's index.
        index: u32,
        /// NUD_*
        state: u16,
        /// NTF_*
        flags: u8,
        /// RTN_*
        kind: u8,
    }
}

record! {
    /// `struct rtmsg` of `linux/rtnetlink.h`: a route.
    RouteRecord: 12 {
        /// AF_INET or AF_INET6.
        family: u8,
        /// The length of the destination's prefix, in bits.
        dst_len: u8,
        /// The length of the source's prefix, in bits.
        src_len: u8,
        /// The type of service.
        tos: u8,
        /// The low byte of the routing table.
        table: u8,
        /// RTPROT_*: the origin of the route.
        protocol: u8,
        /// RT_SCOPE_*
        scope: u8,
        /// RTN_*
        kind: u8,
        /// RTM_F_* and RTNH_F_*
        flags: u32,
    }
}

record! {
    /// `struct nhmsg` of `linux/nexthop.h`: a nexthop object.
    NexthopRecord: 8 {
        /// AF_INET or AF_INET6.
        family: u8,
        /// RT_SCOPE_*
        scope: u8,
        /// RTPROT_*: the origin of the object.
        protocol: u8,
        /// Padding.
        pad: u8,
        /// RTNH_F_*
        flags: u32,
    }
}

record! {
    /// `struct rtattr` of `linux/rtnetlink.h`: an attribute begins with it.
    AttributeHeader: 4 {
        /// The bytes of the attribute, with this header and without padding.
        length: u16,
        /// Its type, and NLA_F_*.
        kind: u16,
    }
}

record! {
    /// `struct rtnexthop` of `linux/rtnetlink.h`: one way of a multipath route.
    Nexthop: 8 {
        /// Its bytes, with its attributes.
        length: u16,
        /// RTNH_F_*
        flags: u8,
        /// Its weight, less one.
        hops: u8,
        /// The index of the output interface.
        index: u32,
    }
}

/// Types and flags of messages, by the names that they have in `linux/netlink.h` and `linux/rtnetlink.h`.
#[allow(missing_docs)] // The headers define them.
mod constants {
    // Types.
    pub const NLMSG_ERROR: u16 = 2;
    pub const NLMSG_DONE: u16 = 3;
    pub const RTM_NEWLINK: u16 = 16;
    pub const RTM_DELLINK: u16 = 17;
    pub const RTM_GETLINK: u16 = 18;
    pub const RTM_NEWADDR: u16 = 20;
    pub const RTM_DELADDR: u16 = 21;
    pub const RTM_GETADDR: u16 = 22;
    pub const RTM_NEWROUTE: u16 = 24;
    pub const RTM_DELROUTE: u16 = 25;
    pub const RTM_GETROUTE: u16 = 26;
    pub const RTM_NEWNEIGH: u16 = 28;
    pub const RTM_DELNEIGH: u16 = 29;
    pub const RTM_GETNEIGH: u16 = 30;
    pub const RTM_NEWRULE: u16 = 32;
    pub const RTM_GETRULE: u16 = 34;
    pub const RTM_NEWNEXTHOP: u16 = 104;
    pub const RTM_GETNEXTHOP: u16 = 106;
    pub const RTM_NEWLINKPROP: u16 = 108;
    pub const RTM_DELLINKPROP: u16 = 109;

    // Flags.
    pub const NLM_F_REQUEST: u16 = 0x1;
    pub const NLM_F_MULTI: u16 = 0x2;
    pub const NLM_F_ACK: u16 = 0x4;
    pub const NLM_F_DUMP_INTR: u16 = 0x10;
    pub const NLM_F_ACK_TLVS: u16 = 0x200;
    pub const NLM_F_DUMP: u16 = 0x300;
    pub const NLM_F_REPLACE: u16 = 0x100;
    pub const NLM_F_EXCL: u16 = 0x200;
    pub const NLM_F_CREATE: u16 = 0x400;
    pub const NLM_F_APPEND: u16 = 0x800;
}
pub use constants::*;

/// AF_INET
pub const AF_INET: u8 = 2;
/// AF_INET6
pub const AF_INET6: u8 = 10;

/// The bits of an attribute's type without NLA_F_NESTED and NLA_F_NET_BYTEORDER.
const ATTRIBUTE_TYPE: u16 = 0x3fff;

/// The struct at the start of some bytes.
pub fn read<T: FromBytes>(bytes: &[u8]) -> Option<T> {
    T::read_from_prefix(bytes).ok().map(|(record, _)| record)
}

/// The struct of a message, after the header.
pub fn record<T: FromBytes>(message: &[u8]) -> Option<T> {
    read(message.get(size_of::<Header>()..)?)
}

/// The attributes of a message whose struct is `T`.
pub fn attributes_after<T>(message: &mut [u8]) -> &mut [u8] {
    message.get_mut(size_of::<Header>() + size_of::<T>()..).unwrap_or_default()
}

/// Takes so many bytes off `rest`, and the padding to a multiple of four bytes after them. The padding of the last
/// record may be missing.
pub fn split<'a>(rest: &mut &'a mut [u8], length: usize) -> Option<&'a mut [u8]> {
    let record = rest.split_off_mut(..length)?;
    let padding = (length.wrapping_neg() & 3).min(rest.len());
    let _ = rest.split_off_mut(..padding);
    Some(record)
}

/// Takes the first message off `rest`. Of one that is longer, it is the beginning.
#[inline(never)]
pub fn next_message<'a>(rest: &mut &'a mut [u8]) -> Option<&'a mut [u8]> {
    let header: Header = read(rest)?;
    let length = usize::try_from(header.length).ok()?.clamp(size_of::<Header>(), rest.len());
    split(rest, length)
}

/// The attributes in some bytes: the type of each, without its flags, and its value.
pub struct Attributes<'a>(pub &'a mut [u8]);

impl<'a> Iterator for Attributes<'a> {
    type Item = (u16, &'a mut [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let header: AttributeHeader = read(self.0)?;
        let attribute = split(&mut self.0, header.length.into())?;
        Some((header.kind & ATTRIBUTE_TYPE, attribute.get_mut(size_of::<AttributeHeader>()..)?))
    }
}

/// The value of an attribute; empty if there is none of this type.
pub fn attribute(attributes: &mut [u8], wanted: u16) -> &mut [u8] {
    Attributes(attributes)
        .find(|&(kind, _)| kind == wanted)
        .map(|(_, value)| value)
        .unwrap_or_default()
}

/// The value of an attribute that is a 32-bit integer; 0 if there is none of this type.
#[inline(never)]
pub fn int(attributes: &mut [u8], wanted: u16) -> u32 {
    read(attribute(attributes, wanted)).unwrap_or(0)
}

/// An integer of one, two or four bytes; 0 if there is none.
pub fn number(value: &[u8]) -> u32 {
    match *value {
        [byte] => byte.into(),
        [a, b] => u16::from_ne_bytes([a, b]).into(),
        _ => read(value).unwrap_or(0),
    }
}

/// Whether an RTM_NEWADDR message is about an IPv4 address.
pub fn is_ipv4(message: &[u8]) -> bool {
    record(message).is_some_and(|address: AddressRecord| address.family == AF_INET)
}

/// A name: a NUL ends it. [`IfName::NONE`] if it is none.
pub fn name(value: &[u8]) -> IfName {
    let mut name = IfName::NONE;
    name.read(until(value, 0), true);
    name
}

/// A request, or attributes. A bond with all its options and 32 targets of either kind takes some 1,100 bytes.
pub type Buffer = Vec<u8, 1280>;

/// Starts a new request with its header and its struct. The length is set when it is sent.
// In its place: returned by value, each request would be copied.
pub fn start(request: &mut Buffer, kind: u16, flags: u16, record: &(impl IntoBytes + Immutable)) {
    start_with(request, kind, flags, record.as_bytes());
}

fn start_with(request: &mut Buffer, kind: u16, flags: u16, record: &[u8]) {
    let header = Header { kind, flags: flags | NLM_F_REQUEST, ..Header::default() };
    request.clear();
    let _ = append(request, header.as_bytes());
    let _ = append(request, record);
}

/// Starts a new request about the interface with this index; 0 stands for any.
#[inline(never)]
pub fn start_link(request: &mut Buffer, kind: u16, flags: u16, index: u32) {
    start(request, kind, flags, &LinkRecord { index, ..LinkRecord::default() });
}

/// Appends some bytes. ENOBUFS if there is no room for them.
#[inline(never)]
pub fn append(buffer: &mut VecView<u8>, bytes: &[u8]) -> Result<()> {
    buffer.extend_from_slice(bytes).map_err(|_| Errno::NOBUFS)
}

/// Appends an attribute, with its padding to a multiple of four bytes.
#[allow(clippy::cast_possible_truncation)] // A buffer has fewer than 65,536 bytes.
pub fn put(buffer: &mut Buffer, kind: u16, value: &[u8]) {
    let length = (size_of::<AttributeHeader>() + value.len()) as u16;
    // A buffer that is too short for all shows when the request is sent.
    let _ = append(buffer, AttributeHeader { length, kind }.as_bytes());
    let _ = append(buffer, value);
    let _ = append(buffer, [0; 3].get(..value.len().wrapping_neg() & 3).unwrap_or_default());
}

/// Begins an attribute that contains others. Returns its place, for [`end`].
pub fn begin(buffer: &mut Buffer, kind: u16) -> usize {
    let start = buffer.len();
    put(buffer, kind, b"");
    start
}

/// Ends the attribute that begins at `start`: its length is that of everything since.
#[allow(clippy::cast_possible_truncation)] // A buffer has fewer than 65,536 bytes.
#[inline(never)]
pub fn end(buffer: &mut Buffer, start: usize) {
    let length = (buffer.len() - start) as u16;
    let bytes = buffer.get_mut(start..).unwrap_or_default();
    if let Ok((header, _)) = AttributeHeader::mut_from_prefix(bytes) {
        header.length = length;
    }
}

/// Changes the header of a message.
pub fn header_of(message: &mut [u8]) -> Option<&mut Header> {
    Header::mut_from_prefix(message).ok().map(|(header, _)| header)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn attributes_are_read_as_they_were_put(
            written in vec((0..0x4000_u16, vec(any::<u8>(), 0..40)), 0..20),
            nested in 0..=1_u16,
        ) {
            let mut buffer = Buffer::new();
            for (kind, value) in &written {
                put(&mut buffer, kind | nested << 15, value);
            }
            let read: std::vec::Vec<_> =
                Attributes(&mut buffer).map(|(kind, value)| (kind, value.to_vec())).collect();
            prop_assert_eq!(&read, &written);
            for (kind, value) in &written {
                let first = written.iter().find(|(other, _)| other == kind).map(|(_, value)| value);
                prop_assert_eq!(Some(&attribute(&mut buffer, *kind).to_vec()), first);
                if value.len() < 4 {
                    prop_assert_eq!(int(&mut std::vec::Vec::clone(value), 0), 0);
                }
            }
        }

        #[test]
        fn whatever_bytes_there_are_attributes_end(mut bytes in vec(any::<u8>(), 0..99)) {
            let length = bytes.len();
            prop_assert!(Attributes(&mut bytes).count() <= length / size_of::<AttributeHeader>());
        }

        #[test]
        fn messages_are_read_one_after_the_other(lengths in vec(0..50_usize, 0..9), cut in 0..200_usize) {
            let mut bytes = std::vec::Vec::new();
            for length in &lengths {
                let length = size_of::<Header>() + length;
                let header = Header { length: u32::try_from(length)?, ..Header::default() };
                bytes.extend(header.as_bytes());
                bytes.resize((bytes.len() + length - size_of::<Header>()).next_multiple_of(4), 7);
            }
            bytes.truncate(bytes.len().saturating_sub(cut));
            let (mut rest, mut count) = (bytes.as_mut_slice(), 0);
            while next_message(&mut rest).is_some() {
                count += 1;
            }
            prop_assert!(rest.len() < size_of::<Header>());
            prop_assert!(count <= lengths.len());
            prop_assert!(cut > 0 || count == lengths.len());
        }
    }

    #[test]
    fn an_attribute_that_contains_others_has_their_length() {
        let mut buffer = Buffer::new();
        let outer = begin(&mut buffer, 18);
        put(&mut buffer, 1, b"bond");
        let inner = begin(&mut buffer, 2);
        put(&mut buffer, 3, &100_u32.to_ne_bytes());
        end(&mut buffer, inner);
        end(&mut buffer, outer);
        put(&mut buffer, 3, b"behind");
        assert_eq!(attribute(&mut buffer, 18).len(), 8 + 4 + 8);
        assert_eq!(attribute(attribute(&mut buffer, 18), 1), b"bond");
        assert_eq!(int(attribute(attribute(&mut buffer, 18), 2), 3), 100);
    }

    #[test]
    fn a_name_of_any_length_is_read_without_its_padding() {
        for text in ["a", "lo", "eth", "eth0", "bond0", "fifteen-bytes-x"] {
            let mut buffer = Buffer::new();
            put(&mut buffer, 3, format!("{text}\0").as_bytes());
            assert_eq!(name(attribute(&mut buffer, 3)).as_bytes(), text.as_bytes());
        }
        assert_eq!(name(b"a/b\0"), IfName::NONE);
    }
}
