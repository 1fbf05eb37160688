//! The netdevice(7) interface: each of its requests as a method, under that page's names.
//!
//! A method makes one request of the kernel and stores nothing: a value was right at that moment, and an error is the
//! errno of that very request. The kernel checks values; the methods do not. An [`Interface`] is no more than a name,
//! which may be another interface's a moment later: to be sure, compare its [`Interface::index`] before and after.
//!
//! ```
//! use ifenslave::kernel::{Flags, Hosted, IfName, System};
//! use ifenslave::netdevice::{self, Interface};
//!
//! let kernel = Hosted.kernel()?;
//! let name = IfName::new(b"lo", false).expect("a name that an interface can have");
//! let lo = Interface::new(&kernel, name);
//!
//! assert!(lo.flags()?.has(Flags::LOOPBACK));
//! assert_eq!(lo.hwaddr()?.family, 772); // ARPHRD_LOOPBACK
//! assert_eq!(netdevice::name_of(&kernel, lo.index()?)?, name);
//! # Ok::<(), ifenslave::kernel::Errno>(())
//! ```
//!
//! | of netdevice(7)            | here |
//! |----------------------------|------|
//! | SIOCGIFNAME                | [`name_of`] |
//! | SIOCGIFINDEX               | [`Interface::index`] |
//! | SIOCGIFFLAGS, SIOCSIFFLAGS | [`Interface::flags`], [`Interface::set_flags`] |
//! | SIOCGIFPFLAGS, SIOCSIFPFLAGS | [`Interface::private_flags`], [`Interface::set_private_flags`] |
//! | SIOCGIFADDR, SIOCSIFADDR   | [`Interface::address`], [`Interface::set_address`]; of IPv6 [`Interface::add_ipv6`] |
//! | SIOCDIFADDR                | [`Interface::del_ipv6`] |
//! | SIOCGIFDSTADDR, SIOCSIFDSTADDR | [`Interface::destination`], [`Interface::set_destination`] |
//! | SIOCGIFBRDADDR, SIOCSIFBRDADDR | [`Interface::broadcast`], [`Interface::set_broadcast`] |
//! | SIOCGIFNETMASK, SIOCSIFNETMASK | [`Interface::netmask`], [`Interface::set_netmask`] |
//! | SIOCGIFMETRIC, SIOCSIFMETRIC | [`Interface::metric`], [`Interface::set_metric`] |
//! | SIOCGIFMTU, SIOCSIFMTU     | [`Interface::mtu`], [`Interface::set_mtu`] |
//! | SIOCGIFHWADDR, SIOCSIFHWADDR | [`Interface::hwaddr`], [`Interface::set_hwaddr`] |
//! | SIOCSIFHWBROADCAST         | [`Interface::set_hw_broadcast`] |
//! | SIOCGIFMAP, SIOCSIFMAP     | [`Interface::map`], [`Interface::set_map`] |
//! | SIOCADDMULTI, SIOCDELMULTI | [`Interface::add_multicast`], [`Interface::del_multicast`] |
//! | SIOCGIFTXQLEN, SIOCSIFTXQLEN | [`Interface::tx_queue_len`], [`Interface::set_tx_queue_len`] |
//! | SIOCSIFNAME                | [`Interface::set_name`] |
//! | SIOCGIFCONF                | [`conf`] |
//!
//! There are also the requests of the bonding driver ([`Interface::enslave`] and those next to it), and what only
//! rtnetlink(7) reports: [`interfaces`], [`addresses`], [`Interface::link`].
//!
//! Every request that the kernel implements fails with ENODEV if there is no such interface. Each that sets something
//! needs CAP_NET_ADMIN in the user namespace of the network, and fails with EPERM without it. The other errors are
//! documented with each request, as Linux 5.10 to 7 return them.

mod bonding;
pub mod drvinfo;
pub mod ifbond;
pub mod ifname;
pub mod ifreq;
mod lists;
pub mod other_systems;

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::kernel::{Flags, IfName, Ifreq, In6Ifreq, Ipv6Request, Kernel, Request, Result};
pub use lists::{
    Conf, addresses, conf, interfaces, name_of, number_of_addresses, number_of_interfaces,
};

/// The least MTU of an interface that has IPv4 addresses (RFC 791): with less, it loses them.
pub const IPV4_MIN_MTU: u32 = 68;

/// The least MTU of an interface that has IPv6 addresses (RFC 8200): with less, it loses them.
pub const IPV6_MIN_MTU: u32 = 1280;

/// A hardware address, or another of the link layer: `ifr_hwaddr`, a struct sockaddr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HwAddr {
    /// `sa_family`: ARPHRD_* of `linux/if_arp.h`; 1 for Ethernet, 32 for InfiniBand, 772 for loopback.
    pub family: u16,
    /// `sa_data`: the address, and zeros after a shorter one. Of a longer one it has the first 14
    /// bytes; [`Interface::link`] has all of InfiniBand's 20.
    pub data: [u8; 14],
}

impl HwAddr {
    /// ARPHRD_ETHER
    pub const ETHER: u16 = 1;

    /// AF_UNSPEC: the family of addresses in [`Interface::add_multicast`].
    pub const UNSPEC: u16 = 0;

    /// A hardware address of so many bytes, 14 at most.
    pub fn new(family: u16, address: &[u8]) -> Option<Self> {
        let mut data = [0; 14];
        data.get_mut(..address.len())?.copy_from_slice(address);
        Some(Self { family, data })
    }

    fn from(ifreq: &Ifreq) -> Self {
        // `sa_family` is where `ifr_flags` is.
        let family = ifreq.flags().0;
        Self { family, data: ifreq.hwaddr().first_chunk().copied().unwrap_or_default() }
    }

    fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..2].copy_from_slice(&self.family.to_ne_bytes());
        bytes[2..].copy_from_slice(&self.data);
        bytes
    }
}

/// `ifr_map`, a struct ifmap: the resources of an old card. The driver defines their meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// The address where its memory starts.
    pub mem_start: usize,
    /// The address where its memory ends.
    pub mem_end: usize,
    /// The first of its I/O ports.
    pub base_addr: u16,
    /// Its interrupt.
    pub irq: u8,
    /// Its DMA channel.
    pub dma: u8,
    /// IF_PORT_* of `linux/netdevice.h`: its medium.
    pub port: u8,
}

/// The bytes of a long.
const LONG: usize = size_of::<usize>();

impl Map {
    fn from(ifreq: &Ifreq) -> Self {
        let value = ifreq.value();
        let long = |at| value.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default();
        let [base_low, base_high, irq, dma, port, ..] =
            value.last_chunk().copied().unwrap_or([0; 8]);
        Self {
            mem_start: usize::from_ne_bytes(long(0)),
            mem_end: usize::from_ne_bytes(long(LONG)),
            base_addr: u16::from_ne_bytes([base_low, base_high]),
            irq,
            dma,
            port,
        }
    }

    fn bytes(&self) -> [u8; Ifreq::VALUE] {
        let mut bytes = [0; Ifreq::VALUE];
        bytes[..LONG].copy_from_slice(&self.mem_start.to_ne_bytes());
        bytes[LONG..2 * LONG].copy_from_slice(&self.mem_end.to_ne_bytes());
        bytes[2 * LONG..2 * LONG + 2].copy_from_slice(&self.base_addr.to_ne_bytes());
        bytes[2 * LONG + 2..2 * LONG + 5].copy_from_slice(&[self.irq, self.dma, self.port]);
        bytes
    }
}

// struct ifmap is the largest member of the union, and is padded to a multiple of 8 bytes.
const _: () = assert!(Ifreq::VALUE == 2 * LONG + 8);

/// An interface by its name, or by the name of an alias of it (`eth0:1`), which is one of its IPv4
/// addresses: the requests for addresses are about that one then.
#[derive(Debug)]
pub struct Interface<'k, K> {
    kernel: &'k K,
    name: IfName,
}

impl<'k, K: Kernel> Interface<'k, K> {
    /// The interface of this name, be it there or not.
    pub fn new(kernel: &'k K, name: IfName) -> Self {
        Self { kernel, name }
    }

    /// The name that it is asked for by.
    pub fn name(&self) -> IfName {
        self.name
    }

    /// `ifr_ifindex`, which stays the same as long as the interface is there.
    #[doc(alias = "SIOCGIFINDEX")]
    pub fn index(&self) -> Result<u32> {
        Ok(self.get(Request::GetIndex)?.number())
    }

    /// `ifr_flags`: the active flag word, IFF_*.
    #[doc(alias = "SIOCGIFFLAGS")]
    pub fn flags(&self) -> Result<Flags> {
        Ok(self.get(Request::GetFlags)?.flags())
    }

    /// Sets `ifr_flags`. Of the flags, IFF_UP, IFF_DEBUG, IFF_NOTRAILERS, IFF_NOARP, IFF_PROMISC,
    /// IFF_ALLMULTI, IFF_MULTICAST, IFF_PORTSEL, IFF_AUTOMEDIA and IFF_DYNAMIC can be set; what the
    /// others are is not looked at.
    ///
    /// Where the name is an alias's, clearing IFF_UP removes its address. To set an interface up, the
    /// driver may have its own errors: ENETDOWN, EBUSY, ENOMEM.
    #[doc(alias = "SIOCSIFFLAGS")]
    pub fn set_flags(&self, flags: Flags) -> Result<()> {
        self.set(Request::SetFlags, flags.0.to_ne_bytes())
    }

    /// The private flags, such as IFF_802_1Q_VLAN. Current kernels do not implement it: EINVAL.
    #[doc(alias = "SIOCGIFPFLAGS")]
    pub fn private_flags(&self) -> Result<u16> {
        Ok(self.get(Request::GetPFlags)?.flags().0)
    }

    /// Sets the private flags. Current kernels do not implement it: EINVAL.
    #[doc(alias = "SIOCSIFPFLAGS")]
    pub fn set_private_flags(&self, flags: u16) -> Result<()> {
        self.set(Request::SetPFlags, flags.to_ne_bytes())
    }

    /// `ifr_addr`: its IPv4 address; the first one if it has several. EADDRNOTAVAIL if it has none.
    /// [`addresses`] reads all, of IPv6 too.
    #[doc(alias = "SIOCGIFADDR")]
    pub fn address(&self) -> Result<Ipv4Addr> {
        Ok(self.get(Request::GetAddress)?.ipv4().into())
    }

    /// Replaces its first IPv4 address, or adds one; the netmask is then that of the address's class. 0.0.0.0 removes
    /// the address.
    ///
    /// EINVAL where it is of no class (multicast), ENOBUFS where the MTU is too small for IPv4.
    #[doc(alias = "SIOCSIFADDR")]
    pub fn set_address(&self, address: Ipv4Addr) -> Result<()> {
        self.set_ipv4(Request::SetAddress, address)
    }

    /// `ifr_dstaddr`: the IPv4 address at the other end of a point-to-point link; elsewhere the
    /// interface's own. EADDRNOTAVAIL where it has no address.
    #[doc(alias = "SIOCGIFDSTADDR")]
    pub fn destination(&self) -> Result<Ipv4Addr> {
        Ok(self.get(Request::GetDestination)?.ipv4().into())
    }

    /// Sets `ifr_dstaddr`. EADDRNOTAVAIL where it has no address, EINVAL where this one is of no class.
    #[doc(alias = "SIOCSIFDSTADDR")]
    pub fn set_destination(&self, address: Ipv4Addr) -> Result<()> {
        self.set_ipv4(Request::SetDestination, address)
    }

    /// `ifr_broadaddr`: the broadcast address; 0.0.0.0 for none. EADDRNOTAVAIL where it has no address.
    #[doc(alias = "SIOCGIFBRDADDR")]
    pub fn broadcast(&self) -> Result<Ipv4Addr> {
        Ok(self.get(Request::GetBroadcast)?.ipv4().into())
    }

    /// Sets `ifr_broadaddr`. EADDRNOTAVAIL where it has no address.
    #[doc(alias = "SIOCSIFBRDADDR")]
    pub fn set_broadcast(&self, address: Ipv4Addr) -> Result<()> {
        self.set_ipv4(Request::SetBroadcast, address)
    }

    /// `ifr_netmask`. EADDRNOTAVAIL where it has no address.
    #[doc(alias = "SIOCGIFNETMASK")]
    pub fn netmask(&self) -> Result<Ipv4Addr> {
        Ok(self.get(Request::GetNetmask)?.ipv4().into())
    }

    /// Sets `ifr_netmask`; a broadcast address that is the end of the network stays so. EADDRNOTAVAIL
    /// where it has no address, EINVAL where the bits that are set are not the first ones.
    #[doc(alias = "SIOCSIFNETMASK")]
    pub fn set_netmask(&self, mask: Ipv4Addr) -> Result<()> {
        self.set_ipv4(Request::SetNetmask, mask)
    }

    /// Adds an IPv6 address, with the length of its prefix in bits, to those that it has: SIOCSIFADDR on
    /// an AF_INET6 socket, with a struct in6_ifreq, by its index.
    ///
    /// EEXIST where it has it already, EINVAL where the prefix is longer than 128 bits or the MTU is too
    /// small for IPv6, EACCES where IPv6 is disabled on it, EAFNOSUPPORT where the kernel has none.
    #[doc(alias = "SIOCSIFADDR")]
    pub fn add_ipv6(&self, address: Ipv6Addr, prefixlen: u32) -> Result<()> {
        self.request_ipv6(Ipv6Request::Add, address, prefixlen)
    }

    /// Removes an IPv6 address: SIOCDIFADDR. EADDRNOTAVAIL where it has no such address with a prefix
    /// of this length, ENXIO where it has no IPv6 at all.
    #[doc(alias = "SIOCDIFADDR")]
    pub fn del_ipv6(&self, address: Ipv6Addr, prefixlen: u32) -> Result<()> {
        self.request_ipv6(Ipv6Request::Delete, address, prefixlen)
    }

    /// `ifr_metric`. The kernel does not implement it: it is 0.
    #[doc(alias = "SIOCGIFMETRIC")]
    pub fn metric(&self) -> Result<u32> {
        Ok(self.get(Request::GetMetric)?.number())
    }

    /// Sets `ifr_metric`. The kernel does not implement it: EOPNOTSUPP, for 0 too.
    #[doc(alias = "SIOCSIFMETRIC")]
    pub fn set_metric(&self, metric: u32) -> Result<()> {
        self.set(Request::SetMetric, metric.to_ne_bytes())
    }

    /// `ifr_mtu`: the maximum transmission unit, in bytes.
    #[doc(alias = "SIOCGIFMTU")]
    pub fn mtu(&self) -> Result<u32> {
        Ok(self.get(Request::GetMtu)?.number())
    }

    /// Sets `ifr_mtu`. EINVAL where it is less or more than the driver allows ([`Interface::link`]
    /// reports the limits). With less than [`IPV4_MIN_MTU`] or [`IPV6_MIN_MTU`], the addresses of that family go.
    #[doc(alias = "SIOCSIFMTU")]
    pub fn set_mtu(&self, mtu: u32) -> Result<()> {
        self.set(Request::SetMtu, mtu.to_ne_bytes())
    }

    /// `ifr_hwaddr`: the hardware address, with the type of the hardware.
    #[doc(alias = "SIOCGIFHWADDR")]
    pub fn hwaddr(&self) -> Result<HwAddr> {
        Ok(HwAddr::from(&self.get(Request::GetHwAddr)?))
    }

    /// Sets `ifr_hwaddr`. EINVAL where the family is not the interface's own, EADDRNOTAVAIL where
    /// the address is multicast or all zeros, EBUSY where the driver cannot change it while the
    /// interface is up, EOPNOTSUPP where it never can.
    #[doc(alias = "SIOCSIFHWADDR")]
    pub fn set_hwaddr(&self, address: &HwAddr) -> Result<()> {
        self.set(Request::SetHwAddr, address.bytes())
    }

    /// Sets the broadcast hardware address. EINVAL if the family is not the interface's own. No request reads it;
    /// [`Interface::link`] does.
    #[doc(alias = "SIOCSIFHWBROADCAST")]
    pub fn set_hw_broadcast(&self, address: &HwAddr) -> Result<()> {
        self.set(Request::SetHwBroadcast, address.bytes())
    }

    /// `ifr_map`
    #[doc(alias = "SIOCGIFMAP")]
    pub fn map(&self) -> Result<Map> {
        Ok(Map::from(&self.get(Request::GetMap)?))
    }

    /// Sets `ifr_map`. EOPNOTSUPP where the driver has no such setting, as hardly any has today. EPERM
    /// without CAP_NET_ADMIN in the first user namespace.
    #[doc(alias = "SIOCSIFMAP")]
    pub fn set_map(&self, map: &Map) -> Result<()> {
        self.set(Request::SetMap, map.bytes())
    }

    /// Adds an address, of the family [`HwAddr::UNSPEC`], to the link layer's multicast filter. That it
    /// is there already is no error. EINVAL with another family, or where the driver has no filter.
    #[doc(alias = "SIOCADDMULTI")]
    pub fn add_multicast(&self, address: &HwAddr) -> Result<()> {
        self.set(Request::AddMulti, address.bytes())
    }

    /// Removes an address from the link layer's multicast filter. ENOENT where it is not there; EINVAL
    /// as above.
    #[doc(alias = "SIOCDELMULTI")]
    pub fn del_multicast(&self, address: &HwAddr) -> Result<()> {
        self.set(Request::DelMulti, address.bytes())
    }

    /// `ifr_qlen`: the length of the transmit queue, in packets.
    #[doc(alias = "SIOCGIFTXQLEN")]
    pub fn tx_queue_len(&self) -> Result<u32> {
        Ok(self.get(Request::GetTxQLen)?.number())
    }

    /// Sets `ifr_qlen`. EINVAL from 2^31 on, and ERANGE, with Linux 7, from 2^15 on. EPERM without CAP_NET_ADMIN in the first user namespace.
    #[doc(alias = "SIOCSIFTXQLEN")]
    pub fn set_tx_queue_len(&self, packets: u32) -> Result<()> {
        self.set(Request::SetTxQLen, packets.to_ne_bytes())
    }

    /// Gives it another name, `ifr_newname`; from then on it is asked for by that. EEXIST where another
    /// interface has it; EBUSY where it is up, before Linux 6.2. A name with `%d` in it gets a
    /// number there, which the kernel chooses: then ask for it by [`name_of`] its index.
    #[doc(alias = "SIOCSIFNAME")]
    pub fn set_name(&mut self, name: IfName) -> Result<()> {
        self.set(Request::SetName, *name.as_field())?;
        self.name = name;
        Ok(())
    }

    fn get(&self, request: Request) -> Result<Ifreq> {
        let mut ifreq = Ifreq::new(&self.name);
        self.kernel.request(request, &mut ifreq)?;
        Ok(ifreq)
    }

    fn set<const N: usize>(&self, request: Request, value: [u8; N]) -> Result<()> {
        let mut ifreq = Ifreq::new(&self.name);
        ifreq.set(value);
        self.kernel.request(request, &mut ifreq)
    }

    fn set_ipv4(&self, request: Request, address: Ipv4Addr) -> Result<()> {
        let mut ifreq = Ifreq::new(&self.name);
        ifreq.set_ipv4(address.octets());
        self.kernel.request(request, &mut ifreq)
    }

    fn request_ipv6(&self, request: Ipv6Request, address: Ipv6Addr, prefixlen: u32) -> Result<()> {
        let in6_ifreq = In6Ifreq::new(address.octets(), prefixlen, self.index()?);
        self.kernel.request_ipv6(request, &in6_ifreq)
    }
}
