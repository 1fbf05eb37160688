// SPDX-License-Identifier: MIT OR Apache-2.0
//! `struct ifreq`: what every request of netdevice(7) carries, in and out.

use core::mem::size_of;
use core::ops::{BitOr, Sub};

use super::ifname::IfName;
use crate::native;

/// The requests of netdevice(7) and of the bonding driver that are made here, by the low bytes of
/// their numbers in `linux/sockios.h` and `linux/if_bonding.h`. The high byte of all is 0x89. Those
/// that follow a pointer are none of them: they are methods of [`crate::kernel::Kernel`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Request {
    /// SIOCGIFNAME: the name of the interface with an index.
    GetName = 0x10,
    /// SIOCGIFFLAGS
    GetFlags = 0x13,
    /// SIOCSIFFLAGS
    SetFlags = 0x14,
    /// SIOCGIFADDR. EADDRNOTAVAIL where the interface has no IPv4 address.
    GetAddress = 0x15,
    /// SIOCSIFADDR. An address of 0.0.0.0 removes the one that is there.
    SetAddress = 0x16,
    /// SIOCGIFDSTADDR
    GetDestination = 0x17,
    /// SIOCSIFDSTADDR
    SetDestination = 0x18,
    /// SIOCGIFBRDADDR
    GetBroadcast = 0x19,
    /// SIOCSIFBRDADDR
    SetBroadcast = 0x1a,
    /// SIOCGIFNETMASK
    GetNetmask = 0x1b,
    /// SIOCSIFNETMASK
    SetNetmask = 0x1c,
    /// SIOCGIFMETRIC
    GetMetric = 0x1d,
    /// SIOCSIFMETRIC
    SetMetric = 0x1e,
    /// SIOCGIFMTU
    GetMtu = 0x21,
    /// SIOCSIFMTU
    SetMtu = 0x22,
    /// SIOCSIFNAME
    SetName = 0x23,
    /// SIOCSIFHWADDR
    SetHwAddr = 0x24,
    /// SIOCGIFHWADDR
    GetHwAddr = 0x27,
    /// SIOCADDMULTI
    AddMulti = 0x31,
    /// SIOCDELMULTI
    DelMulti = 0x32,
    /// SIOCGIFINDEX
    GetIndex = 0x33,
    /// SIOCSIFPFLAGS
    SetPFlags = 0x34,
    /// SIOCGIFPFLAGS
    GetPFlags = 0x35,
    /// SIOCSIFHWBROADCAST
    SetHwBroadcast = 0x37,
    /// SIOCGIFTXQLEN
    GetTxQLen = 0x42,
    /// SIOCSIFTXQLEN
    SetTxQLen = 0x43,
    /// SIOCGIFMAP
    GetMap = 0x70,
    /// SIOCSIFMAP
    SetMap = 0x71,
    /// SIOCBONDENSLAVE
    Enslave = 0x90,
    /// SIOCBONDRELEASE
    Release = 0x91,
    /// SIOCBONDCHANGEACTIVE
    ChangeActive = 0x95,
}

impl Request {
    /// Whether it is about an IPv4 address, which an interface may lack.
    pub fn is_of_ipv4(self) -> bool {
        matches!(self as u8, 0x15..=0x1c)
    }

    /// Whether it is a request of the bonding driver, about a master and a slave.
    pub fn is_of_driver(self) -> bool {
        self as u8 >= Self::Enslave as u8
    }

    /// The request of the bonding driver by its old number.
    pub fn old(self) -> Option<OldRequest> {
        match self {
            Self::Enslave => Some(OldRequest::Enslave),
            Self::Release => Some(OldRequest::Release),
            Self::ChangeActive => Some(OldRequest::ChangeActive),
            _ => None,
        }
    }
}

/// The bytes of `ifr_ifru`: struct ifmap is its largest member, with two longs and eight bytes.
const IFRU: usize = 2 * size_of::<usize>() + 8;

/// `sa_family` of IPv4.
const AF_INET: u16 = 2;

/// `struct ifreq` of `linux/if.h`: an interface's name, and a union that is kept as bytes here
/// and seen through the method for each of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Ifreq {
    /// `ifr_name`
    pub name: IfName,
    ifru: [u8; IFRU],
}

const _: () =
    assert!(size_of::<Ifreq>() == if cfg!(target_pointer_width = "64") { 40 } else { 32 });

impl Ifreq {
    /// The bytes of the union.
    pub const VALUE: usize = IFRU;

    /// The bytes of a [`setting`](Self::setting): those of a struct sockaddr, the largest one.
    pub const SETTING: usize = 16;

    /// About an interface. The union is a struct sockaddr_in of 0.0.0.0: what is asked for an
    /// IPv4 address, and stays there where the interface has none.
    pub fn new(name: &IfName) -> Self {
        let mut ifreq = Self { name: *name, ifru: [0; IFRU] };
        ifreq.renew(name);
        ifreq
    }

    /// Makes it [`Ifreq::new`], in its place.
    #[inline(never)] // Saves 96 bytes with xz on armv7.
    pub fn renew(&mut self, name: &IfName) {
        self.name = *name;
        self.clear();
    }

    /// Makes the union what it is in [`Ifreq::new`].
    pub fn clear(&mut self) {
        self.ifru = [0; IFRU];
        self.set(AF_INET.to_ne_bytes());
    }

    /// Sets the bytes at the start of the union.
    pub fn set<const N: usize>(&mut self, bytes: [u8; N]) {
        if let Some(start) = self.ifru.first_chunk_mut() {
            *start = bytes;
        }
    }

    /// Sets bytes at the start of the union, as many as there is room for.
    pub fn set_start(&mut self, bytes: &[u8]) {
        for (to, &byte) in self.ifru.iter_mut().zip(bytes) {
            *to = byte;
        }
    }

    /// All of the union.
    pub fn value(&self) -> [u8; IFRU] {
        self.ifru
    }

    /// A setting: the union as a struct sockaddr, or what is shorter.
    pub fn setting(&self) -> [u8; Self::SETTING] {
        self.get(0)
    }

    /// Whether it has this setting.
    pub fn has(&self, value: &[u8; Self::SETTING]) -> bool {
        self.ifru.starts_with(value)
    }

    /// `ifr_flags`
    pub fn flags(&self) -> Flags {
        Flags(u16::from_ne_bytes(self.get(0)))
    }

    /// Sets `ifr_flags`.
    pub fn set_flags(&mut self, flags: Flags) {
        self.set(flags.0.to_ne_bytes());
    }

    /// Sets some of `ifr_flags`, or clears them.
    pub fn change_flags(&mut self, flags: Flags, set: bool) {
        let found = self.flags();
        self.set_flags(if set { found | flags } else { found - flags });
    }

    /// Sets IFF_UP in `ifr_flags`, or clears it.
    pub fn set_up(&mut self, up: bool) {
        self.change_flags(Flags::UP, up);
    }

    /// `ifr_mtu` in bytes, or `ifr_ifindex`.
    pub fn number(&self) -> u32 {
        u32::from_ne_bytes(self.get(0))
    }

    /// The IPv4 address of `ifr_addr` and similar members, each a struct sockaddr_in.
    pub fn ipv4(&self) -> [u8; 4] {
        self.get(4)
    }

    /// Sets the IPv4 address of `ifr_addr` and similar members.
    #[inline(never)] // Saves 76 bytes with xz (ifkit).
    pub fn set_ipv4(&mut self, address: [u8; 4]) {
        self.clear();
        self.put(4, 4, u32::from_ne_bytes(address).into());
    }

    /// Sets `ifr_hwaddr`: its type, ARPHRD_* of `linux/if_arp.h`, and the hardware address, as far as
    /// there is room for it.
    pub fn set_hwaddr(&mut self, family: u16, address: &[u8]) {
        self.set(family.to_ne_bytes());
        for (to, &byte) in self.ifru.iter_mut().skip(2).zip(address) {
            *to = byte;
        }
    }

    /// `sa_data` of `ifr_hwaddr`: a hardware address, and zeros after a shorter one.
    pub fn hwaddr(&self) -> &[u8] {
        self.ifru.get(2..16).unwrap_or_default()
    }

    /// Whether the hardware address is all zeros.
    pub fn lacks_hwaddr(&self) -> bool {
        // Of its 14 bytes, the first eight and the last.
        self.get(2) == [0; 8] && self.get(8) == [0; 8]
    }

    /// An integer of the union that has `len` bytes from `offset` on.
    pub fn answer(&self, offset: usize, len: usize) -> u64 {
        native::number(self.ifru.get(offset..offset + len).unwrap_or_default())
    }

    /// Sets an integer of the union that has `len` bytes from `offset` on.
    pub fn put(&mut self, offset: usize, len: usize, number: u64) {
        native::write(number, self.ifru.get_mut(offset..offset + len).unwrap_or_default());
    }

    /// `ifr_slave`, padded with NULs.
    pub fn slave(&self) -> [u8; IfName::SIZE] {
        self.get(0)
    }

    /// Sets `ifr_slave`.
    pub fn set_slave(&mut self, slave: &IfName) {
        self.set(*slave.as_field());
    }

    fn get<const N: usize>(&self, at: usize) -> [u8; N] {
        self.ifru.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or([0; N])
    }
}

/// The requests about an IPv6 address, by the low bytes of their numbers. Others, such as SIOCADDRT and
/// SIOCSIFDSTADDR, mean something else on an AF_INET6 socket than on an AF_INET socket, so a [`Request`]
/// is never made there:
///
/// ```compile_fail,E0308
/// use ifenslave::kernel::{In6Ifreq, Kernel, Request, Result};
///
/// fn request<K: Kernel>(kernel: &K, in6_ifreq: &In6Ifreq) -> Result<()> {
///     kernel.request_ipv6(Request::SetDestination, in6_ifreq)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ipv6Request {
    /// SIOCSIFADDR: adds the address to those that the interface has.
    Add = 0x16,
    /// SIOCDIFADDR: removes it.
    Delete = 0x36,
}

/// `struct in6_ifreq` of `linux/ipv6.h`: an IPv6 address of an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct In6Ifreq {
    /// `ifr6_addr`
    pub addr: [u8; 16],
    /// `ifr6_prefixlen`, in bits.
    pub prefixlen: u32,
    /// `ifr6_ifindex`: the interface, by its index.
    pub ifindex: u32,
}

const _: () = assert!(size_of::<In6Ifreq>() == 24);

impl In6Ifreq {
    /// An address with the length of its prefix, and the index of its interface.
    pub const fn new(addr: [u8; 16], prefixlen: u32, ifindex: u32) -> Self {
        Self { addr, prefixlen, ifindex }
    }
}

/// `ifr_flags`, the IFF_* bits of `linux/if.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Flags(pub u16);

impl Flags {
    /// IFF_UP: administratively up.
    pub const UP: Self = Self(0x1);
    /// IFF_BROADCAST: it has a broadcast address.
    pub const BROADCAST: Self = Self(0x2);
    /// IFF_DEBUG
    pub const DEBUG: Self = Self(0x4);
    /// IFF_LOOPBACK
    pub const LOOPBACK: Self = Self(0x8);
    /// IFF_POINTOPOINT: it has a destination address.
    pub const POINTOPOINT: Self = Self(0x10);
    /// IFF_NOTRAILERS
    pub const NOTRAILERS: Self = Self(0x20);
    /// IFF_RUNNING: it is up, and its link is.
    pub const RUNNING: Self = Self(0x40);
    /// IFF_NOARP
    pub const NOARP: Self = Self(0x80);
    /// IFF_PROMISC: it receives all packets.
    pub const PROMISC: Self = Self(0x100);
    /// IFF_ALLMULTI: it receives all multicast packets.
    pub const ALLMULTI: Self = Self(0x200);
    /// IFF_MASTER: a bond (or another interface that has slaves).
    pub const MASTER: Self = Self(0x400);
    /// IFF_SLAVE: a slave of a bond.
    pub const SLAVE: Self = Self(0x800);
    /// IFF_MULTICAST: it can do multicast.
    pub const MULTICAST: Self = Self(0x1000);
    /// IFF_PORTSEL: its medium can be set, by `ifr_map`.
    pub const PORTSEL: Self = Self(0x2000);
    /// IFF_AUTOMEDIA: it finds its medium by itself.
    pub const AUTOMEDIA: Self = Self(0x4000);
    /// IFF_DYNAMIC
    pub const DYNAMIC: Self = Self(0x8000);

    /// Sets these bits, or clears them.
    pub const fn set(&mut self, other: Self, set: bool) {
        self.0 = if set { self.0 | other.0 } else { self.0 & !other.0 };
    }

    /// Whether any bit of `other` is set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Flags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Sub for Flags {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// The requests of the bonding driver, by the low bytes of the numbers that they had before they got
/// their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum OldRequest {
    /// BOND_ENSLAVE_OLD: SIOCDEVPRIVATE
    Enslave = 0xf0,
    /// BOND_RELEASE_OLD
    Release = 0xf1,
    /// BOND_CHANGE_ACTIVE_OLD
    ChangeActive = 0xfd,
}
