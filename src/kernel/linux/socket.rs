// SPDX-License-Identifier: MIT OR Apache-2.0
//! The kernel's network configuration: the only ioctl, and rtnetlink(7).
//!
//! # Safety
//!
//! An ioctl is safe if its number and its operand agree:
//!
//! - every [`Request`] reads and writes no more than the `struct ifreq` that it is given, whatever bytes are
//!   in it, and whatever driver the interface has: the kernel defines the number for all drivers, and none
//!   of the union's members that it takes is a pointer;
//! - those that follow a pointer are made only here: SIOCETHTOOL to a [`Drvinfo`], SIOCGIFCONF to an
//!   array of [`Ifreq`], SIOCBONDINFOQUERY to an [`Ifbond`] and SIOCBONDSLAVEINFOQUERY to an [`Ifslave`];
//! - an [`Ipv6Request`] takes a struct in6_ifreq, on an AF_INET6 socket;
//! - an [`OldRequest`] is for bonds alone, see there.

use core::cell::OnceCell;
use core::ffi::{c_int, c_void};
use core::ptr;

use rustix::fd::{AsFd, BorrowedFd};
use rustix::ioctl::{Ioctl, IoctlOutput, Opcode};
use rustix::net::AddressFamily;

use super::monitor;
use crate::kernel::Kernel;
use crate::kernel::old_bonding::OldBonding;
use crate::netdevice::drvinfo::Drvinfo;
use crate::netdevice::ifbond::{Ifbond, Ifslave};
use crate::netdevice::ifname::IfName;
use crate::netdevice::ifreq::{Flags, Ifreq, In6Ifreq, Ipv6Request, OldRequest, Request};
use crate::netlink::{
    self, Buffer, By, Each, Family, Ifaddr, Ifinfo, Item, Link, Names, Obstacles, Place, Rejected,
    Snapshot, Stacked, Way,
};
use crate::sys::calls;
use crate::sys::errno::{Errno, Result};
use crate::sys::fd::{Fd, opened};

/// The sockets of a run: one for the requests of netdevice(7), and one for rtnetlink(7). Each is opened when it is
/// needed.
#[derive(Default)]
pub struct Socket {
    ioctls: OnceCell<Fd>,
    netlink: netlink::Socket,
}

// The low bytes of the requests that follow a pointer.
/// SIOCGIFCONF
const CONF: u8 = 0x12;
/// SIOCETHTOOL
const ETHTOOL: u8 = 0x46;
/// SIOCBONDSLAVEINFOQUERY
const SLAVE_INFO: u8 = 0x93;
/// SIOCBONDINFOQUERY
const BOND_INFO: u8 = 0x94;

/// `struct ifconf` of `linux/if.h`.
#[repr(C)]
struct Ifconf {
    /// `ifc_len`, in bytes.
    len: c_int,
    /// `ifc_req`
    req: *mut Ifreq,
}

const _: () = assert!(size_of::<Ifconf>() == 2 * size_of::<usize>());

/// Makes the request with this low byte.
///
/// # Safety
///
/// The operand is what the kernel takes it for.
#[inline(never)] // Saves 52 bytes with xz.
unsafe fn ioctl(socket: impl AsFd, request: u8, operand: *mut c_void) -> Result<()> {
    let opcode = 0x8900 | Opcode::from(request);
    // SAFETY: the caller's word.
    Ok(unsafe { calls::ioctl(socket, Call { opcode, operand }) }?)
}

impl Socket {
    /// The AF_INET socket for ioctls.
    #[inline(never)]
    fn ioctls(&self) -> Result<BorrowedFd<'_>> {
        opened(&self.ioctls, AddressFamily::INET)
    }

    /// Makes the request with this low byte, whose `ifr_data` is a pointer to a record.
    ///
    /// # Safety
    ///
    /// The request takes a pointer to such a record, and writes nothing there that is invalid in it.
    #[inline(never)] // Saves 36 bytes with xz.
    unsafe fn ask(&self, request: u8, interface: &IfName, record: *mut c_void) -> Result<()> {
        let mut ifreq = Ifreq::new(interface);
        ifreq.set(record.expose_provenance().to_ne_bytes());
        // SAFETY: the caller passes the record of this request.
        unsafe { ioctl(self.ioctls()?, request, ptr::from_mut(&mut ifreq).cast()) }
    }
}

impl Kernel for Socket {
    type Snapshot = Snapshot;
    type LinkMonitor = monitor::Sockets;

    #[inline(never)] // Saves 84 bytes with xz.
    fn request(&self, request: Request, ifreq: &mut Ifreq) -> Result<()> {
        let name = ifreq.name;
        // This one alone writes a name, and leaves the end of a longer one after it.
        if request == Request::GetName {
            ifreq.name = IfName::NONE;
        }
        // SAFETY: every request takes a struct ifreq, and `Ifreq` is laid out as one. None of them follows
        // a pointer: they are not SIOCDEVPRIVATE, nor do they have `ifr_data`.
        let outcome = unsafe { ioctl(self.ioctls()?, request as u8, ptr::from_mut(ifreq).cast()) };
        if outcome.is_err() {
            ifreq.name = name;
        }
        outcome
    }

    fn request_ipv6(&self, request: Ipv6Request, in6_ifreq: &In6Ifreq) -> Result<()> {
        /// Before it looks at the family of the socket, a 64-bit kernel copies a whole struct ifreq
        /// from a 32-bit process (`compat_ifreq_ioctl`, up to Linux 5.14).
        #[repr(C)]
        struct Padded {
            in6_ifreq: In6Ifreq,
            padding: [u8; size_of::<Ifreq>() - size_of::<In6Ifreq>()],
        }
        let socket = Fd::socket(AddressFamily::INET6)?;
        let padding = [0; size_of::<Ifreq>() - size_of::<In6Ifreq>()];
        let mut padded = Padded { in6_ifreq: *in6_ifreq, padding };
        // SAFETY: on an AF_INET6 socket, both requests take a struct in6_ifreq, and write nothing.
        unsafe { ioctl(&socket, request as u8, ptr::from_mut(&mut padded).cast()) }
    }

    fn request_old(
        &self,
        bond: &OldBonding<Self>,
        request: OldRequest,
        slave: &IfName,
    ) -> Result<()> {
        // The module's documentation explains why the proof alone does not suffice.
        let mut ifreq = Ifreq::new(&IfName::NONE);
        ifreq.set(bond.index().to_ne_bytes());
        self.request(Request::GetName, &mut ifreq)?;
        self.request(Request::GetFlags, &mut ifreq)?;
        if !ifreq.flags().has(Flags::MASTER) {
            return Err(Errno::OPNOTSUPP);
        }
        ifreq.set_slave(slave);
        // SAFETY: a bonding driver of Linux 2.4 takes a struct ifreq with the name of a slave. The
        // interface has IFF_MASTER: no other driver with this flag writes to the address in the union.
        unsafe { ioctl(self.ioctls()?, request as u8, ptr::from_mut(&mut ifreq).cast()) }
    }

    fn drvinfo(&self, interface: &IfName, info: &mut Drvinfo) -> Result<()> {
        info.ask_as_ifenslave();
        // SAFETY: this request takes a pointer to a struct ethtool_drvinfo if the command at its start
        // is ETHTOOL_GDRVINFO. `Drvinfo` has the layout of one, and any bytes are valid in it.
        unsafe { self.ask(ETHTOOL, interface, ptr::from_mut(info).cast()) }
    }

    fn link(&self, by: By<'_>, link: &mut Link) -> Result<()> {
        netlink::link(&self.netlink, by, link)
    }

    fn bond(&self, by: By<'_>, link: &mut Link, options: &mut Buffer) -> Result<()> {
        netlink::bond_link(&self.netlink, by, link, options)
    }

    fn dump(&self, each: Each<'_>) -> Result<()> {
        netlink::link::dump(&self.netlink, each)
    }

    fn card(&self, hwaddr: &[u8; 6]) -> Result<u32> {
        netlink::card(&self.netlink, hwaddr)
    }

    fn store(&self, index: u32, up: bool, snapshot: &mut Snapshot) -> Result<()> {
        snapshot.store(&self.netlink, index, up)
    }

    fn restore(&self, snapshot: &mut Snapshot, lost: &mut dyn FnMut(Item, Errno)) {
        snapshot.restore(&self.netlink, lost);
    }

    fn remove_ipv4(&self, snapshot: &mut Snapshot) -> Result<()> {
        snapshot.remove_ipv4(&self.netlink)
    }

    fn relocate(&self, snapshot: &mut Snapshot, item: Item, way: Way) -> Result<()> {
        snapshot.relocate(&self.netlink, item, way)
    }

    fn move_back(&self, snapshot: &mut Snapshot, item: Item, way: Way) -> Result<()> {
        snapshot.move_back(&self.netlink, item, way)
    }

    fn is_taken(&self, snapshot: &mut Snapshot, index: u32) -> Result<bool> {
        snapshot.is_taken(&self.netlink, index)
    }

    fn obstacles(&self, place: Place) -> Result<Obstacles> {
        netlink::obstacles(&self.netlink, place)
    }

    fn set_up(&self, index: u32, up: bool) -> Result<()> {
        netlink::set_up(&self.netlink, index, up)
    }

    fn names(&self, list: Names, each: impl FnMut(&IfName)) -> Result<()> {
        netlink::names(&self.netlink, list, each)
    }

    fn new_bond(&self, name: &IfName, options: &[u8]) -> core::result::Result<(), Rejected> {
        netlink::new_bond(&self.netlink, name, options)
    }

    fn set_bond(&self, index: u32, options: &[u8]) -> core::result::Result<(), Rejected> {
        netlink::set_bond(&self.netlink, index, options)
    }

    fn stacked(&self, index: u32) -> Result<Option<Stacked>> {
        netlink::stacked(&self.netlink, index)
    }

    fn new_stacked(&self, name: &IfName, stacked: Stacked) -> Result<()> {
        netlink::new_stacked(&self.netlink, name, stacked)
    }

    fn set_master(&self, index: u32, master: u32) -> Result<()> {
        netlink::set_master(&self.netlink, index, master)
    }

    fn mark_trial(&self, index: u32, process: u32, set: bool) -> Result<()> {
        netlink::mark_trial(&self.netlink, index, process, set)
    }

    fn rename(&self, index: u32, name: &IfName) -> Result<()> {
        netlink::rename(&self.netlink, index, name)
    }

    fn delete(&self, index: u32) -> Result<()> {
        netlink::delete(&self.netlink, index)
    }

    fn may_bond(&self) -> Result<()> {
        netlink::may_bond(&self.netlink)
    }

    fn monitor(&self, tried: bool) -> Result<monitor::Sockets> {
        monitor::Sockets::new(tried)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // It has 40 bytes at most.
    fn conf(&self, buffer: Option<&mut [Ifreq]>) -> Result<usize> {
        const SIZE: c_int = size_of::<Ifreq>() as c_int;
        let mut ifconf = Ifconf { len: 0, req: ptr::null_mut() };
        let mut found = buffer;
        if let Some(buffer) = &mut found {
            let count = c_int::try_from(buffer.len()).unwrap_or(c_int::MAX).min(c_int::MAX / SIZE);
            ifconf = Ifconf { len: SIZE * count, req: buffer.as_mut_ptr() };
        }
        // SAFETY: this request takes a struct ifconf, with a pointer to so many bytes, which stay
        // borrowed as long as the call; or a null pointer. What it writes there are struct ifreqs.
        unsafe { ioctl(self.ioctls()?, CONF, ptr::from_mut(&mut ifconf).cast()) }?;
        let count = usize::try_from(ifconf.len / SIZE).unwrap_or(0);
        for ifreq in found.unwrap_or_default().iter_mut().take(count) {
            // The kernel checks the length of a label, and nothing else.
            let label = ifreq.name;
            ifreq.name.read(label.as_bytes(), true);
        }
        Ok(count)
    }

    fn bond_info(&self, bond: &IfName, info: &mut Ifbond) -> Result<()> {
        // SAFETY: this request takes a pointer to a struct ifbond. `Ifbond` has the layout of one, and
        // any bytes are valid in its members.
        unsafe { self.ask(BOND_INFO, bond, ptr::from_mut(info).cast()) }
    }

    fn slave_info(&self, bond: &IfName, slave_id: i32, info: &mut Ifslave) -> Result<()> {
        *info = Ifslave::of(slave_id);
        // SAFETY: as above, with a struct ifslave.
        unsafe { self.ask(SLAVE_INFO, bond, ptr::from_mut(info).cast()) }
    }

    fn links(&self, index: u32, each: &mut dyn FnMut(&Ifinfo)) -> Result<()> {
        netlink::links(&self.netlink, index, each)
    }

    fn addresses(&self, family: Family, each: &mut dyn FnMut(&Ifaddr)) -> Result<()> {
        netlink::addresses(&self.netlink, family, each)
    }
}

/// A request as rustix makes it.
struct Call {
    opcode: Opcode,
    operand: *mut c_void,
}

// SAFETY: the caller of `ioctl` promises that the operand is that of the request; the kernel may write to it, and there
// is no other output.
unsafe impl Ioctl for Call {
    type Output = ();
    const IS_MUTATING: bool = true;

    fn opcode(&self) -> Opcode {
        self.opcode
    }

    fn as_ptr(&mut self) -> *mut c_void {
        self.operand
    }

    unsafe fn output_from_ptr(_: IoctlOutput, _: *mut c_void) -> rustix::io::Result<()> {
        Ok(())
    }
}
