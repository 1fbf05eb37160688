// SPDX-License-Identifier: MIT OR Apache-2.0
//! Lists of interfaces and addresses, with everything that netdevice(7) does not report: link state, 64-bit counters,
//! the limits of the MTU, and the addresses of both families.
//!
//! Each message is read into a struct of a fixed size. An attribute that a kernel does not report is 0 or none.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use heapless::Vec;

use super::link::{
    IFLA_ADDRESS, IFLA_CARRIER, IFLA_IFNAME, IFLA_MASTER, IFLA_MAX_MTU, IFLA_MIN_MTU, IFLA_MTU,
    IFLA_OPERSTATE, start_all_links,
};
use super::message::{
    AF_INET, AF_INET6, AddressRecord, Attributes, Header, LinkRecord, NLM_F_DUMP, RTM_GETADDR,
    RTM_GETLINK, RTM_NEWADDR, RTM_NEWLINK, attribute, attributes_after, name, read, record, start,
    start_link,
};
use super::{Buffer, Socket};
use crate::netdevice::ifname::IfName;
use crate::sys::errno::{Errno, Result};

// Attributes of an interface (linux/if_link.h).
const IFLA_BROADCAST: u16 = 2;
const IFLA_TXQLEN: u16 = 13;
const IFLA_STATS64: u16 = 23;
const IFLA_CARRIER_CHANGES: u16 = 35;

// Attributes of an address (linux/if_addr.h).
pub(super) const IFA_ADDRESS: u16 = 1;
pub(super) const IFA_LOCAL: u16 = 2;
pub(super) const IFA_LABEL: u16 = 3;
const IFA_BROADCAST: u16 = 4;
pub(super) const IFA_FLAGS: u16 = 8;

/// Lists of interfaces' names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Of all interfaces.
    Links,
    /// Of the IPv4 addresses: interfaces and their aliases.
    Labels,
}

/// The family of addresses to read, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Family {
    /// AF_UNSPEC: of IPv4 and of IPv6.
    Unspec = 0,
    /// AF_INET: of IPv4.
    Inet = AF_INET,
    /// AF_INET6: of IPv6.
    Inet6 = AF_INET6,
}

/// `operstate`: the state of a link by RFC 2863, IF_OPER_* of `linux/if.h`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Operstate {
    /// IF_OPER_UNKNOWN: the driver does not report it. An interface that is up is used.
    #[default]
    Unknown,
    /// IF_OPER_NOTPRESENT
    NotPresent,
    /// IF_OPER_DOWN: no cable, say.
    Down,
    /// IF_OPER_LOWERLAYERDOWN: that which it is stacked on is down.
    LowerLayerDown,
    /// IF_OPER_TESTING
    Testing,
    /// IF_OPER_DORMANT: it waits for something, for authentication, say.
    Dormant,
    /// IF_OPER_UP: packets can be sent and received.
    Up,
}

impl Operstate {
    fn of(number: u8) -> Self {
        use Operstate::*;
        let all = [Unknown, NotPresent, Down, LowerLayerDown, Testing, Dormant, Up];
        all.get(usize::from(number)).copied().unwrap_or_default()
    }
}

/// `struct ifinfomsg` with the attributes of most interest: an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ifinfo {
    /// IFLA_IFNAME
    pub name: IfName,
    /// `ifi_index`
    pub index: u32,
    /// `ifi_type`: ARPHRD_*, 1 for Ethernet, 772 for loopback.
    pub hardware: u16,
    /// `ifi_flags`: IFF_*. The low half is what [`crate::kernel::Flags`] has; then come IFF_LOWER_UP
    /// (0x10000), IFF_DORMANT (0x20000) and IFF_ECHO (0x40000).
    pub flags: u32,
    /// IFLA_MTU, in bytes.
    pub mtu: u32,
    /// IFLA_MIN_MTU: the least MTU that it can have; 0 if it is not reported (before 4.19).
    pub min_mtu: u32,
    /// IFLA_MAX_MTU: the largest; 0 if it is not reported, or if there is no limit.
    pub max_mtu: u32,
    /// IFLA_TXQLEN: how many packets wait to be sent, at most.
    pub tx_queue_len: u32,
    /// IFLA_MASTER: the index of the bond, bridge or VRF that it is in; 0 for none.
    pub master: u32,
    /// IFLA_OPERSTATE: the state of the link.
    pub operstate: Operstate,
    /// IFLA_CARRIER: whether there is one; none if it is not reported (before 3.9).
    pub carrier: Option<bool>,
    /// IFLA_CARRIER_CHANGES: how often it has come or gone.
    pub carrier_changes: u32,
    /// IFLA_ADDRESS: the hardware address; empty where it has none.
    pub address: Vec<u8, 32>,
    /// IFLA_BROADCAST: the hardware address that is for all.
    pub broadcast: Vec<u8, 32>,
    /// IFLA_STATS64
    pub stats: Stats64,
}

/// Makes a struct of counters, and reads it from so many integers of 64 bits, as the kernel has it.
macro_rules! counters {
    ($(#[$about:meta])* $name:ident { $($(#[$what:meta])* $counter:ident)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$what])* pub $counter: u64,)*
        }

        impl $name {
            fn of(value: &[u8]) -> Self {
                let mut all = value.as_chunks().0.iter().map(|&bytes| u64::from_ne_bytes(bytes));
                // What a kernel does not count yet is 0.
                Self { $($counter: all.next().unwrap_or(0),)* }
            }
        }
    };
}

counters! {
    /// `struct rtnl_link_stats64` of `linux/if_link.h`: counters since the interface was made.
    Stats64 {
        /// Packets received.
        rx_packets
        /// Packets sent.
        tx_packets
        /// Bytes received.
        rx_bytes
        /// Bytes sent.
        tx_bytes
        /// Bad packets received, of all kinds below.
        rx_errors
        /// Packets that could not be sent, of all kinds below.
        tx_errors
        /// Packets received that were dropped, for want of memory, say.
        rx_dropped
        /// Packets dropped on their way out.
        tx_dropped
        /// Multicast packets received.
        multicast
        /// Collisions.
        collisions
        /// Too long or too short.
        rx_length_errors
        /// Receiver overflow.
        rx_over_errors
        /// Wrong checksum.
        rx_crc_errors
        /// Wrong alignment.
        rx_frame_errors
        /// Receiver FIFO overrun.
        rx_fifo_errors
        /// Missed by the receiver.
        rx_missed_errors
        /// Aborted.
        tx_aborted_errors
        /// Carrier lost.
        tx_carrier_errors
        /// Sender FIFO overrun.
        tx_fifo_errors
        /// No heartbeat.
        tx_heartbeat_errors
        /// Late collision.
        tx_window_errors
        /// Compressed packets received.
        rx_compressed
        /// Compressed packets sent.
        tx_compressed
        /// Dropped as no handler was found.
        rx_nohandler
        /// Dropped as they are another host's (since 5.19).
        rx_otherhost_dropped
    }
}

/// `struct ifaddrmsg` with its attributes: an address of an interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ifaddr {
    /// `ifa_index`: the interface, by its index.
    pub index: u32,
    /// IFA_LOCAL, or IFA_ADDRESS if that is not reported: the interface's own address.
    pub address: IpAddr,
    /// IFA_ADDRESS where it is another's: the address at the other end.
    pub peer: Option<IpAddr>,
    /// `ifa_prefixlen`, in bits; of the other end's address where there is one.
    pub prefixlen: u8,
    /// `ifa_scope`: RT_SCOPE_*, 0 global, 253 link, 254 host.
    pub scope: u8,
    /// IFA_FLAGS: IFA_F_*.
    pub flags: u32,
    /// IFA_BROADCAST
    pub broadcast: Option<IpAddr>,
    /// IFA_LABEL, of an IPv4 address alone: the interface's name, or an alias.
    pub label: Option<IfName>,
}

/// Reads the interface with this index, or all interfaces if that is 0.
pub fn links(socket: &Socket, index: u32, each: &mut dyn FnMut(&Ifinfo)) -> Result<()> {
    let flags = if index == 0 { NLM_F_DUMP } else { 0 };
    let mut request = Buffer::new();
    start_link(&mut request, RTM_GETLINK, flags, index);
    let mut complete = Ok(());
    socket.ask(&mut request, &mut |kind, message| {
        if kind != RTM_NEWLINK {
        } else if read::<Header>(message)
            .is_some_and(|header| header.length as usize > message.len())
        {
            complete = Err(Errno::NOBUFS);
        } else if let Some(info) = Ifinfo::of(message) {
            each(&info);
        }
    })?;
    complete
}

/// Reads each address of a family.
pub fn addresses(socket: &Socket, family: Family, each: &mut dyn FnMut(&Ifaddr)) -> Result<()> {
    let mut request = Buffer::new();
    start_all_addresses(&mut request, family as u8, 0);
    socket.ask(&mut request, &mut |kind, message| {
        // A kernel without a family answers with all that it has.
        if kind == RTM_NEWADDR
            && let Some(address) = Ifaddr::of(message)
            && match family {
                Family::Unspec => true,
                Family::Inet => address.address.is_ipv4(),
                Family::Inet6 => address.address.is_ipv6(),
            }
        {
            each(&address);
        }
    })
}

/// Starts a request for the addresses of a family that the interface with this index has, or all interfaces if it
/// is 0.
pub(super) fn start_all_addresses(request: &mut Buffer, family: u8, index: u32) {
    let record = AddressRecord { family, index, ..AddressRecord::default() };
    start(request, RTM_GETADDR, NLM_F_DUMP, &record);
}

/// Reads every name in a list.
pub fn names(socket: &Socket, list: Names, mut each: impl FnMut(&IfName)) -> Result<()> {
    let mut request = Buffer::new();
    match list {
        Names::Links => start_all_links(&mut request),
        Names::Labels => start_all_addresses(&mut request, AF_INET, 0),
    }
    let outcome = socket.ask(&mut request, &mut |kind, message| {
        // IFA_LABEL has the same number as IFLA_IFNAME.
        let name = name(match kind {
            RTM_NEWLINK => attribute(attributes_after::<LinkRecord>(message), IFLA_IFNAME),
            RTM_NEWADDR => attribute(attributes_after::<AddressRecord>(message), IFA_LABEL),
            _ => return,
        });
        if name != IfName::NONE {
            each(&name);
        }
    });
    // Interfaces come and go while they are read.
    if outcome == Err(Errno::INTR) { Ok(()) } else { outcome }
}

impl Ifinfo {
    /// Reads an RTM_NEWLINK message. None if it is too short, or if its name is none.
    fn of(message: &mut [u8]) -> Option<Self> {
        let record: LinkRecord = record(message)?;
        let mut info = Self {
            name: IfName::NONE,
            index: record.index,
            hardware: record.hardware,
            flags: record.flags,
            mtu: 0,
            min_mtu: 0,
            max_mtu: 0,
            tx_queue_len: 0,
            master: 0,
            operstate: Operstate::Unknown,
            carrier: None,
            carrier_changes: 0,
            address: Vec::new(),
            broadcast: Vec::new(),
            stats: Stats64::default(),
        };
        for (kind, value) in Attributes(attributes_after::<LinkRecord>(message)) {
            let int = || read(value).unwrap_or(0);
            let byte = value.first().copied();
            match kind {
                IFLA_IFNAME => info.name = name(value),
                IFLA_ADDRESS => info.address = Vec::from_slice(value).unwrap_or_default(),
                IFLA_BROADCAST => info.broadcast = Vec::from_slice(value).unwrap_or_default(),
                IFLA_MTU => info.mtu = int(),
                IFLA_MIN_MTU => info.min_mtu = int(),
                IFLA_MAX_MTU => info.max_mtu = int(),
                IFLA_MASTER => info.master = int(),
                IFLA_TXQLEN => info.tx_queue_len = int(),
                IFLA_OPERSTATE => info.operstate = Operstate::of(byte.unwrap_or(0)),
                IFLA_CARRIER => info.carrier = byte.map(|byte| byte != 0),
                IFLA_CARRIER_CHANGES => info.carrier_changes = int(),
                IFLA_STATS64 => info.stats = Stats64::of(value),
                _ => {}
            }
        }
        Some(info)
    }
}

impl Ifaddr {
    /// Reads an RTM_NEWADDR message. None if it is too short, or without an address.
    fn of(message: &mut [u8]) -> Option<Self> {
        let record: AddressRecord = record(message)?;
        let family = record.family;
        let (mut address, mut local, mut broadcast) = (None, None, None);
        let (mut label, mut flags) = (None, u32::from(record.flags));
        for (kind, value) in Attributes(attributes_after::<AddressRecord>(message)) {
            match kind {
                IFA_ADDRESS => address = ip(family, value),
                IFA_LOCAL => local = ip(family, value),
                IFA_BROADCAST => broadcast = ip(family, value),
                IFA_LABEL => label = Some(name(value)).filter(|&name| name != IfName::NONE),
                // More of them than the byte above has room for.
                IFA_FLAGS => flags = read(value)?,
                _ => {}
            }
        }
        let own = local.or(address)?;
        Some(Self {
            index: record.index,
            address: own,
            peer: address.filter(|&address| address != own),
            prefixlen: record.prefixlen,
            scope: record.scope,
            flags,
            broadcast,
            label,
        })
    }
}

/// An address of a family.
fn ip(family: u8, value: &[u8]) -> Option<IpAddr> {
    match family {
        AF_INET => Some(Ipv4Addr::from(*value.first_chunk::<4>()?).into()),
        AF_INET6 => Some(Ipv6Addr::from(*value.first_chunk::<16>()?).into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// A message as the kernel makes it: the header of netlink, what is fixed, and attributes.
    fn message(kind: u16, fixed: &[u8], attributes: &[(u16, Vec<u8, 256>)]) -> std::vec::Vec<u8> {
        let mut message = [[0; 4], [0; 4], [0; 4], [0; 4]].concat();
        message[4..6].copy_from_slice(&kind.to_ne_bytes());
        message.extend(fixed);
        for (kind, value) in attributes {
            let length = u16::try_from(4 + value.len()).unwrap();
            message.extend(length.to_ne_bytes());
            message.extend(kind.to_ne_bytes());
            message.extend(value);
            message.resize(message.len().next_multiple_of(4), 0);
        }
        message
    }

    fn value(bytes: &[u8]) -> Vec<u8, 256> {
        Vec::from_slice(bytes).unwrap()
    }

    /// struct ifinfomsg
    fn ifinfomsg(hardware: u16, index: u32, flags: u32) -> std::vec::Vec<u8> {
        let hardware = hardware.to_ne_bytes();
        [&[0, 0], &hardware[..], &index.to_ne_bytes(), &flags.to_ne_bytes(), &[0xff; 4]].concat()
    }

    proptest! {
        #[test]
        fn an_interface_is_read_as_it_was_written(
            (hardware, index, flags) in any::<(u16, u32, u32)>(),
            ints in any::<[u32; 6]>(),
            operstate in 0..7_u8,
            carrier: bool,
            address in vec(any::<u8>(), 0..=32),
            counters in any::<[u64; 25]>(),
            // What older kernels count.
            counted in 23..=25_usize,
            nested in 0..=1_u16,
        ) {
            let [mtu, min_mtu, max_mtu, tx_queue_len, master, carrier_changes] = ints;
            let counters: std::vec::Vec<u8> =
                counters[..counted].iter().flat_map(|counter| counter.to_ne_bytes()).collect();
            let info = Ifinfo::of(&mut message(RTM_NEWLINK, &ifinfomsg(hardware, index, flags), &[
                (IFLA_IFNAME, value(b"eth0\0")),
                (IFLA_TXQLEN, value(&tx_queue_len.to_ne_bytes())),
                (IFLA_OPERSTATE, value(&[operstate])),
                (IFLA_MTU, value(&mtu.to_ne_bytes())),
                (IFLA_MIN_MTU, value(&min_mtu.to_ne_bytes())),
                (IFLA_MAX_MTU, value(&max_mtu.to_ne_bytes())),
                (IFLA_CARRIER, value(&[carrier.into()])),
                (IFLA_CARRIER_CHANGES, value(&carrier_changes.to_ne_bytes())),
                // Something else, be it nested or not.
                (18 | nested << 15, value(&[1; 77])),
                (IFLA_ADDRESS, value(&address)),
                (IFLA_STATS64, value(&counters)),
                (IFLA_MASTER, value(&master.to_ne_bytes())),
            ]))
            .unwrap();
            prop_assert_eq!(info.name.as_bytes(), b"eth0");
            prop_assert_eq!((info.hardware, info.index, info.flags), (hardware, index, flags));
            let read = [info.mtu, info.min_mtu, info.max_mtu, info.tx_queue_len, info.master];
            prop_assert_eq!((read, info.carrier_changes), (ints[..5].try_into().unwrap(), ints[5]));
            prop_assert_eq!(info.operstate as u8, operstate);
            prop_assert_eq!(info.carrier, Some(carrier));
            prop_assert_eq!(&info.address[..], address);
            let stats = info.stats;
            let read = [stats.rx_packets, stats.tx_packets, stats.rx_bytes, stats.tx_compressed];
            let word = |at: usize| u64::from_ne_bytes(counters[8 * at..][..8].try_into().unwrap());
            prop_assert_eq!(read, [0, 1, 2, 22].map(word));
            prop_assert_eq!(stats.rx_nohandler, if counted > 23 { word(23) } else { 0 });
            prop_assert_eq!(stats.rx_otherhost_dropped, if counted > 24 { word(24) } else { 0 });
        }

        #[test]
        fn an_address_is_read_as_it_was_written(
            (prefixlen, byte_flags, scope, index) in any::<(u8, u8, u8, u32)>(),
            all_flags in any::<Option<u32>>(),
            own: IpAddr,
            peer in any::<Option<[u8; 16]>>(),
        ) {
            let (family, bytes) = match own {
                IpAddr::V4(address) => (AF_INET, value(&address.octets())),
                IpAddr::V6(address) => (AF_INET6, value(&address.octets())),
            };
            let peer = peer.map(|peer| value(&peer[..bytes.len()]));
            let mut attributes = std::vec![
                (IFA_ADDRESS, peer.clone().unwrap_or(bytes.clone())),
                (IFA_LOCAL, bytes),
                (IFA_LABEL, value(b"eth0:1\0")),
            ];
            attributes.extend(all_flags.map(|flags| (IFA_FLAGS, value(&flags.to_ne_bytes()))));
            let index_bytes = index.to_ne_bytes();
            let fixed = [&[family, prefixlen, byte_flags, scope], &index_bytes[..]].concat();
            let address = Ifaddr::of(&mut message(20, &fixed, &attributes)).unwrap();
            prop_assert_eq!((address.index, address.address), (index, own));
            prop_assert_eq!((address.prefixlen, address.scope), (prefixlen, scope));
            prop_assert_eq!(address.flags, all_flags.unwrap_or(byte_flags.into()));
            let peer = peer.and_then(|peer| ip(family, &peer)).filter(|peer| *peer != own);
            prop_assert_eq!(address.peer, peer);
            prop_assert_eq!(address.label, IfName::new(b"eth0:1", true));
            prop_assert_eq!(address.broadcast, None);
        }

        #[test]
        fn a_message_that_is_cut_anywhere_is_read_as_far_as_it_goes(
            kind in prop_oneof![Just(RTM_NEWLINK), Just(20), any::<u16>()],
            bytes in vec(any::<u8>(), 0..99),
            attributes in vec((0..60_u16, vec(any::<u8>(), 0..40)), 0..9),
            cut in 0..500_usize,
        ) {
            let attributes: std::vec::Vec<_> =
                attributes.into_iter().map(|(kind, bytes)| (kind, value(&bytes))).collect();
            let mut message = message(kind, &bytes, &attributes);
            message.truncate(cut);
            if let Some(info) = Ifinfo::of(&mut message) {
                prop_assert_eq!(&info.index.to_ne_bytes(), &message[20..24]);
            }
            if let Some(address) = Ifaddr::of(&mut message) {
                prop_assert_eq!(&address.index.to_ne_bytes(), &message[20..24]);
            }
        }
    }

    #[test]
    fn attributes_that_a_kernel_does_not_report_are_0_or_none() {
        let info = Ifinfo::of(&mut message(RTM_NEWLINK, &ifinfomsg(1, 7, 0), &[])).unwrap();
        assert_eq!((info.name, info.mtu, info.max_mtu, info.master), (IfName::NONE, 0, 0, 0));
        assert_eq!((info.carrier, info.operstate), (None, Operstate::Unknown));
        assert_eq!(info.stats, Stats64::default());
        assert!(info.address.is_empty());
        // An address without one is none.
        assert_eq!(Ifaddr::of(&mut message(20, &[AF_INET, 24, 0, 0, 1, 0, 0, 0], &[])), None);
    }
}
