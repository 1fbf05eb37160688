// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system interface: every request of the kernel, under the names of netdevice(7), the bonding driver and
//! rtnetlink(7).
//!
//! [`Linux`] makes the system calls, for an executable; [`Hosted`] makes the same ones within a process that continues
//! afterwards. Tests implement the traits with a simulated machine, for conditions that no kernel at hand can produce:
//! drivers of Linux 2.4, and any call failing.

use core::ffi::CStr;
use core::ops::DerefMut;

mod linux;
mod old_bonding;

#[cfg(not(miri))]
pub use linux::exit_group;
pub use linux::{Args, Hosted, Linux, Socket, c_string};
pub use old_bonding::OldBonding;

pub use crate::netdevice::drvinfo::Drvinfo;
pub use crate::netdevice::ifbond::{Ifbond, Ifslave};
pub use crate::netdevice::ifname::IfName;
pub use crate::netdevice::ifreq::{Flags, Ifreq, In6Ifreq, Ipv6Request, OldRequest, Request};
use crate::netlink::{Buffer, By, Each, Family, Ifaddr, Ifinfo, Link, Parts, Rejected};
pub use crate::netlink::{Item, Names, Obstacle, Obstacles, Place, Stacked, Way};
pub use crate::sys::errno::{Errno, Result};

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

    /// Locks all pages of the process in memory: the next steps may cut the connection to the disk with the executable. A
    /// process that does other things, too, locks none.
    fn lock_memory(&self) {}

    /// The process ID.
    fn process(&self) -> u32;

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

/// What a timer of any processor can be set to, in seconds.
pub const MOST_SECONDS: u64 = 0x7fff_ffff;

/// The user's answer to a change that is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Enter on standard input, or SIGUSR1.
    Confirmed,
    /// The timer has expired; or SIGHUP, SIGINT, SIGQUIT or SIGTERM has arrived since the change began.
    Rejected,
    /// Standard input has ended: from now on, only a signal is an answer.
    NoInput,
}

/// Changes of interfaces, and a timer.
pub trait LinkMonitor {
    /// Sets the timer to a number of seconds.
    fn set_timer(&mut self, seconds: u64) -> Result<()>;

    /// Waits until an interface has appeared, changed or gone since the last call: true. False if the timer has
    /// expired. Signals are delivered meanwhile; or if a change is tried, EINTR if one has rejected it.
    fn wait(&mut self) -> Result<bool>;

    /// Waits for the user's answer to a change that is tried, or for the timer.
    fn answer(&mut self) -> Result<Answer>;
}

/// The kernel's network configuration.
pub trait Kernel: Sized {
    /// The addresses, routes and permanent neighbours of one interface, with everything that is needed to restore
    /// them: of an address prefix, broadcast, label, scope, flags and lifetimes; of a route gateway, table and
    /// metrics.
    type Snapshot: Parts;

    /// Wakes a caller that waits.
    type LinkMonitor: LinkMonitor;

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

    /// RTM_GETLINK: reads the state of an interface into `link`. ENODEV if there is no such interface.
    fn link(&self, by: By<'_>, link: &mut Link) -> Result<()>;

    /// RTM_GETLINK: the same; and reads the state of its link as its bond sees it, if it is a slave, and into
    /// `options` those that it has as a bond (IFLA_BOND_* of `linux/if_link.h`). If it is none, it has no options.
    fn bond(&self, by: By<'_>, link: &mut Link, options: &mut Buffer) -> Result<()>;

    /// RTM_GETLINK: passes the message about each interface. EINTR if the list changed while it was read: some may be
    /// missing.
    fn dump(&self, each: Each<'_>) -> Result<()>;

    /// RTM_GETLINK: returns the index of the card with this permanent hardware address. Interfaces on top of a
    /// card, which may have its address, do not count. ENODEV if there is none, ENOTUNIQ if there are two.
    fn card(&self, hwaddr: &[u8; 6]) -> Result<u32>;

    /// RTM_GETADDR: stores every address of the interface with this index; and if it is up, with RTM_GETNEIGH and
    /// RTM_GETROUTE, every permanent neighbour, and every route through it that the kernel does not add itself.
    /// ENOBUFS if there are more addresses than fit.
    fn store(&self, index: u32, up: bool, snapshot: &mut Self::Snapshot) -> Result<()>;

    /// RTM_NEWADDR, RTM_NEWROUTE and RTM_NEWNEIGH: restores a snapshot, IPv4 addresses only if they were removed.
    /// What exists already stays as it is. `lost` is called for everything that cannot be restored, and with
    /// ENOBUFS if the snapshot had no room for all.
    fn restore(&self, snapshot: &mut Self::Snapshot, lost: &mut dyn FnMut(Item, Errno));

    /// RTM_DELADDR for each IPv4 address in a snapshot.
    fn remove_ipv4(&self, snapshot: &mut Self::Snapshot) -> Result<()>;

    /// RTM_NEWADDR, RTM_NEWROUTE or RTM_NEWNEIGH: adds to one interface everything of this kind that the snapshot has of
    /// another, or nothing of it. IPv6 addresses of link scope are left to the kernel.
    fn relocate(&self, snapshot: &mut Self::Snapshot, item: Item, way: Way) -> Result<()>;

    /// RTM_DELADDR, RTM_DELROUTE or RTM_DELNEIGH: removes it from there.
    fn move_back(&self, snapshot: &mut Self::Snapshot, item: Item, way: Way) -> Result<()>;

    /// RTM_GETADDR: whether the interface with this index has one of the addresses in the snapshot.
    fn is_taken(&self, snapshot: &mut Self::Snapshot, index: u32) -> Result<bool>;

    /// RTM_GETRULE, RTM_GETNEXTHOP and RTM_GETLINK: reads everything that refers to an interface.
    fn obstacles(&self, place: Place) -> Result<Obstacles>;

    /// RTM_NEWLINK: brings the interface with this index up or down.
    fn set_up(&self, index: u32, up: bool) -> Result<()>;

    /// RTM_GETLINK or RTM_GETADDR: reads each name.
    fn names(&self, list: Names, each: impl FnMut(&IfName)) -> Result<()>;

    /// RTM_NEWLINK: creates a bond with this name and these options (attributes IFLA_BOND_* of `linux/if_link.h`):
    /// all of it, or nothing. EEXIST if something has the name; EOPNOTSUPP without a bonding driver.
    fn new_bond(&self, name: &IfName, options: &[u8]) -> core::result::Result<(), Rejected>;

    /// RTM_NEWLINK: sets options of the bond with this index. An option that the driver is too old to know is
    /// ignored. If one is rejected, those before it in the driver's order are set.
    fn set_bond(&self, index: u32, options: &[u8]) -> core::result::Result<(), Rejected>;

    /// RTM_GETLINK: returns the ID and the device of the interface with this index, if it is a VLAN or a bridge.
    fn stacked(&self, index: u32) -> Result<Option<Stacked>>;

    /// RTM_NEWLINK: creates a VLAN or a bridge with this name, and brings it up: all of it, or nothing. EEXIST if the
    /// name or the VLAN ID is in use; EOPNOTSUPP without a driver.
    fn new_stacked(&self, name: &IfName, stacked: Stacked) -> Result<()>;

    /// RTM_NEWLINK: makes the interface with this index a port of the bridge with the index `master`.
    fn set_master(&self, index: u32, master: u32) -> Result<()>;

    /// RTM_NEWLINKPROP or RTM_DELLINKPROP: marks the bond with this index as one whose change is tried by a process, or
    /// removes the mark. See [`Link::tried_by`].
    fn mark_trial(&self, index: u32, process: u32, set: bool) -> Result<()>;

    /// RTM_NEWLINK: gives the interface with this index another name. EEXIST if the name is in use; before Linux 6.2
    /// EBUSY if the interface is up.
    fn rename(&self, index: u32, name: &IfName) -> Result<()>;

    /// RTM_DELLINK: deletes the interface with this index; no error if it does not exist. A bond's driver releases
    /// its slaves before: they are down then, with their own MTU and hardware address.
    fn delete(&self, index: u32) -> Result<()>;

    /// RTM_NEWLINK that changes nothing: returns the error that the creation of a bond would have, EPERM
    /// without CAP_NET_ADMIN or EOPNOTSUPP without a bonding driver.
    fn may_bond(&self) -> Result<()>;

    /// From now on, [`LinkMonitor::wait`] returns at each change of an interface. If a change is `tried`, signals end the
    /// wait, and [`LinkMonitor::answer`] waits for the answer.
    fn monitor(&self, tried: bool) -> Result<Self::LinkMonitor>;

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

    /// RTM_GETLINK: reads the interface with this index, or all if that is 0. EINTR if the list changed while it was
    /// read: some may be missing.
    fn links(&self, index: u32, each: &mut dyn FnMut(&Ifinfo)) -> Result<()> {
        let _ = (index, each);
        Err(Errno::OPNOTSUPP)
    }

    /// RTM_GETADDR: reads each address of this family. EINTR as above.
    fn addresses(&self, family: Family, each: &mut dyn FnMut(&Ifaddr)) -> Result<()> {
        let _ = (family, each);
        Err(Errno::OPNOTSUPP)
    }
}

/// Asks the driver of the interface that `ifreq` names for the version of its ABI. `None` stands for
/// version 2 and later, which every kernel since 2.6 has.
///
/// EOPNOTSUPP if an interface without IFF_MASTER gives the answer of versions 0 and 1. EINVAL if the answer
/// is not a number.
pub fn handshake<K: Kernel>(kernel: &K, ifreq: &mut Ifreq) -> Result<Option<OldBonding<K>>> {
    let mut info = Drvinfo::default();
    let version = match kernel.drvinfo(&ifreq.name, &mut info) {
        Ok(()) => old_bonding::version(info.fw_version()).ok_or(Errno::INVAL)?,
        Err(Errno::OPNOTSUPP) => 0,
        Err(reason) => return Err(reason),
    };
    if version >= 2 {
        return Ok(None);
    }
    kernel.request(Request::GetFlags, ifreq)?;
    if !ifreq.flags().has(Flags::MASTER) {
        return Err(Errno::OPNOTSUPP);
    }
    kernel.request(Request::GetIndex, ifreq)?;
    Ok(Some(OldBonding::new(version, ifreq.number())))
}
