//! The seam to the system: all that the program asks of the world, under the names of
//! netdevice(7), the bonding driver and rtnetlink(7).
//!
//! [`Linux`] makes the real system calls, for an executable; [`Hosted`] makes the same ones within a
//! process that goes on afterwards. Tests put a simulated machine behind the same traits,
//! for what no kernel at hand can be made to do: drivers of another age, and any call failing.

use core::ffi::CStr;
use core::ops::DerefMut;

mod drvinfo;
mod errno;
mod ifbond;
mod ifname;
mod ifreq;
mod linux;
mod old_bonding;
mod rtnetlink;

pub use drvinfo::Drvinfo;
pub use errno::Errno;
pub use ifbond::{Ifbond, Ifslave};
pub use ifname::IfName;
pub use ifreq::{Flags, Ifreq, In6Ifreq, Ipv6Request, Request};
pub use linux::c_string;
#[cfg(not(miri))]
pub use linux::exit_group;
pub use linux::{Args, Hosted, Linux, Socket};
pub use old_bonding::{OldBonding, OldRequest, handshake};
#[cfg(feature = "boot")]
pub use rtnetlink::{Attributes, append, attribute_of, put_attribute};
pub use rtnetlink::{Family, Ifaddr, Ifinfo, Operstate, Stats64};

/// A request's outcome; the error is the errno of that very call.
pub type Result<T> = core::result::Result<T, Errno>;

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// File descriptor 1.
    Stdout = 1,
    /// File descriptor 2.
    Stderr = 2,
}

/// The process and what surrounds it.
pub trait System: Copy {
    /// The kernel's network configuration.
    type Kernel: Kernel;

    /// A file that is read.
    type File: File;

    /// Memory for a list of interfaces.
    type Memory: Memory;

    /// Signals are held back, until it is dropped.
    type Held;

    /// Opens the way to the kernel's network configuration.
    fn kernel(&self) -> Result<Self::Kernel>;

    /// From here on holds back every signal that can be held: none stops a change half-way.
    #[must_use]
    fn hold_signals(&self) -> Self::Held;

    /// Memory for a list of interfaces: 8,192 records. The kernel provides it at once if it is
    /// `populated`, otherwise page by page at the first use.
    fn memory(&self, populated: bool) -> Result<Self::Memory>;

    /// `open(2)`, for reading.
    fn open(&self, path: &CStr) -> Result<Self::File>;

    /// Standard input, as a file.
    fn stdin(&self) -> Result<Self::File> {
        Err(Errno::BADF)
    }

    /// Sends text to the system's log, LOG_ERR of LOG_LOCAL0 (syslog(3)). Where there is none, it is lost.
    fn log(&self, text: &[u8]) {
        let _ = text;
    }

    /// `write(2)`: writes some of `bytes`, says how many.
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize>;
}

/// A record of an interface, in a [list](Memory) of them.
pub type Record = [u64; 5];

/// Memory for a list of interfaces: records, which are all zero at first.
pub trait Memory: DerefMut<Target = [Record]> {
    /// Doubles the number of records. Those that there are stay as they are, but may be moved.
    fn grow(&mut self) -> Result<()>;
}

/// A file that is read.
pub trait File {
    /// `read(2)`: reads some bytes, says how many; none at the end.
    fn read(&self, buffer: &mut [u8]) -> Result<usize>;
}

/// Lists of interfaces' names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Of all interfaces.
    Links,
    /// Of the IPv4 addresses: interfaces and their aliases.
    Labels,
}

/// Something that an interface has besides its settings, by the type of rtnetlink's message of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing(pub u8);

impl Thing {
    /// RTM_NEWADDR: an IPv4 or IPv6 address.
    pub const ADDRESS: Self = Self(20);
    /// RTM_NEWROUTE: a route through it.
    pub const ROUTE: Self = Self(24);
    /// RTM_NEWNEIGH: a permanent entry among its neighbours' hardware addresses.
    pub const NEIGHBOUR: Self = Self(28);
}

/// What an interface's own driver and its place in the network allow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The index of its master: of a bond, a bridge, a VRF. 0 where it has none.
    pub master: u32,
    /// The largest MTU that it can have, in bytes. 0 where there is no limit, or it is not known.
    pub max_mtu: u32,
}

/// The state of an interface's link.
#[cfg(feature = "boot")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkState {
    /// IFLA_MASTER: the index of its master, 0 if it has none.
    pub master: u32,
    /// It is running (IFF_RUNNING) and has a carrier (IFLA_CARRIER).
    pub running: bool,
    /// IFLA_BOND_SLAVE_MII_STATUS: what its bond thinks of the link, BOND_LINK_* of `linux/if_bonding.h`, where 0
    /// is up. None if it is no slave, or if the kernel does not report it (before 3.14).
    pub mii_status: Option<u8>,
}

/// Changes of interfaces, and a timer.
#[cfg(feature = "boot")]
pub trait Notices {
    /// Sets the timer to a number of seconds.
    fn set_timer(&mut self, seconds: u64) -> Result<()>;

    /// Waits until an interface has appeared, changed or gone since the last call: true. False if the timer has
    /// expired. Signals are delivered meanwhile.
    fn wait(&mut self) -> Result<bool>;
}

/// The kernel's network configuration.
pub trait Kernel: Sized {
    /// What one interface has as it was read, with all that it takes to put it back: of an address
    /// prefix, broadcast, label, scope, flags and lifetimes; of a route gateway, table and metrics.
    type Saved: Default;

    /// What wakes somebody who waits.
    #[cfg(feature = "boot")]
    type Notices: Notices;

    /// `ioctl(2)`: a request of netdevice(7) or of the bonding driver. The answer, where there is
    /// one, is in `ifreq` afterwards.
    fn request(&self, request: Request, ifreq: &mut Ifreq) -> Result<()>;

    /// `ioctl(2)` on an AF_INET6 socket: adds an IPv6 address or removes it. EAFNOSUPPORT if the kernel
    /// has no IPv6.
    fn request_ipv6(&self, request: Ipv6Request, in6_ifreq: &In6Ifreq) -> Result<()>;

    /// `ioctl(2)`: a request of a bonding driver of Linux 2.4, about its bond and this slave. EOPNOTSUPP
    /// if the interface with the bond's index is no longer such a bond.
    fn request_old(
        &self,
        bond: &OldBonding<Self>,
        request: OldRequest,
        slave: &IfName,
    ) -> Result<()>;

    /// SIOCETHTOOL with ETHTOOL_GDRVINFO: asks the driver of an interface the question of
    /// [`Drvinfo::ask_as_ifenslave`], which replaces the contents of `info`; `info` receives the answer.
    fn drvinfo(&self, interface: &IfName, info: &mut Drvinfo) -> Result<()>;

    /// RTM_GETADDR: `saved` becomes every address of the interface with this index; and if it is up,
    /// RTM_GETLINK, RTM_GETNEIGH and RTM_GETROUTE: every permanent neighbour, and every route through
    /// it that the kernel does not make by itself. ENOBUFS where there are more addresses than can
    /// be held, then.
    fn save(&self, index: u32, up: bool, saved: &mut Self::Saved, link: &mut Link) -> Result<()>;

    /// RTM_NEWADDR, RTM_NEWROUTE and RTM_NEWNEIGH: puts back what was saved, of the IPv4 addresses
    /// only if `ipv4` is set. What is there already stays as it is; what cannot be put back is
    /// `lost`, ENOBUFS if it could not be held.
    fn restore(&self, saved: &mut Self::Saved, ipv4: bool, lost: &mut dyn FnMut(Thing, Errno));

    /// RTM_NEWLINK: sets IFF_UP of the interface with this index, or clears it.
    fn set_up(&self, index: u32, up: bool) -> Result<()>;

    /// RTM_DELADDR for each IPv4 address that the interface with this index has.
    fn remove_ipv4(&self, index: u32) -> Result<()>;

    /// RTM_GETLINK or RTM_GETADDR: tells each name.
    fn names(&self, list: Names, each: impl FnMut(&IfName)) -> Result<()>;

    /// RTM_GETLINK: returns the MTU of the interface with this index, the least and the largest one that it can
    /// have. A limit that the kernel does not report is 0.
    fn mtu(&self, index: u32) -> Result<[u32; 3]> {
        let _ = index;
        Err(Errno::OPNOTSUPP)
    }

    /// RTM_NEWLINK: makes a bond of this name, with the options that its driver gives it. EEXIST where
    /// something has the name; EOPNOTSUPP without a bonding driver.
    #[cfg(feature = "boot")]
    fn new_bond(&self, name: &IfName) -> Result<()>;

    /// RTM_NEWLINK: sets an option of the bond with this index: the type of its attribute, IFLA_BOND_* of
    /// `linux/if_link.h`, and what that carries. One that the driver is too old to know is passed over,
    /// and no error.
    #[cfg(feature = "boot")]
    fn set_bond(&self, index: u32, option: u8, value: &[u8]) -> Result<()>;

    /// RTM_DELLINK: deletes the interface with this index. A bond's driver lets go of its slaves before:
    /// they are down then, with the MTU and the hardware address that they had.
    #[cfg(feature = "boot")]
    fn delete(&self, index: u32) -> Result<()>;

    /// RTM_GETLINK: reads the state of the interface with this index; and, if it is a bond, its options. If it
    /// is none, there are none.
    #[cfg(feature = "boot")]
    fn link(&self, index: u32, options: &mut Attributes) -> Result<LinkState>;

    /// RTM_GETLINK with IFLA_ALT_IFNAME: returns the index of the interface that has this alternative name,
    /// which may be too long for a struct ifreq. ENODEV if there is none.
    #[cfg(feature = "boot")]
    fn index_of_alias(&self, name: &[u8]) -> Result<u32>;

    /// RTM_GETLINK: returns the index of the card with this permanent hardware address. Interfaces on top of a
    /// card, which may have its address, do not count. ENODEV if there is none, ENOTUNIQ if there are two.
    #[cfg(feature = "boot")]
    fn index_of_card(&self, hwaddr: &[u8; 6]) -> Result<u32>;

    /// RTM_NEWLINK that changes nothing: returns the error that the creation of a bond would have, EPERM
    /// without CAP_NET_ADMIN or EOPNOTSUPP without a bonding driver.
    #[cfg(feature = "boot")]
    fn may_bond(&self) -> Result<()>;

    /// From now on, [`Notices::wait`] returns at each change of an interface.
    #[cfg(feature = "boot")]
    fn notices(&self) -> Result<Self::Notices>;

    // What is below is for users of the library. No applet needs it of a machine.

    /// SIOCGIFCONF: fills the buffer with IPv4 addresses, as far as it reaches, and says how many those
    /// are. Without one, with a null pointer, it says how many there are.
    fn conf(&self, buffer: Option<&mut [Ifreq]>) -> Result<usize> {
        let _ = buffer;
        Err(Errno::OPNOTSUPP)
    }

    /// SIOCBONDINFOQUERY: `info` receives the settings of a bond.
    fn bond_info(&self, bond: &IfName, info: &mut Ifbond) -> Result<()> {
        let _ = (bond, info);
        Err(Errno::OPNOTSUPP)
    }

    /// SIOCBONDSLAVEINFOQUERY: `info` receives the state of the bond's slave with this number, counted
    /// from 0.
    ///
    /// The question is a [new record](Ifslave::of), whatever `info` holds: the driver writes a name
    /// only up to its NUL, and the bytes of an earlier, longer name would follow.
    fn slave_info(&self, bond: &IfName, slave_id: i32, info: &mut Ifslave) -> Result<()> {
        let _ = (bond, slave_id, info);
        Err(Errno::OPNOTSUPP)
    }

    /// RTM_GETLINK: tells of the interface with this index, or of all where that is 0. EINTR where the
    /// list changed while it was told: some may be missing.
    fn links(&self, index: u32, each: &mut dyn FnMut(&Ifinfo)) -> Result<()> {
        let _ = (index, each);
        Err(Errno::OPNOTSUPP)
    }

    /// RTM_GETADDR: tells each address of this family. EINTR as above.
    fn addresses(&self, family: Family, each: &mut dyn FnMut(&Ifaddr)) -> Result<()> {
        let _ = (family, each);
        Err(Errno::OPNOTSUPP)
    }
}
