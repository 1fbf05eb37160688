//! The real kernel behind the seam: the only ioctl, and every other system call.
//!
//! # Safety
//!
//! Unsafe code is here, in the executable's entry, and in the functions for C (`staticlib`). An ioctl
//! is safe if its number and its operand agree:
//!
//! - every [`Request`] reads and writes no more than the `struct ifreq` that it is given, whatever bytes are
//!   in it, and whatever driver the interface has: the kernel defines the number for all drivers, and none
//!   of the union's members that it takes is a pointer;
//! - those that follow a pointer are made only here: SIOCETHTOOL to a [`Drvinfo`], SIOCGIFCONF to an
//!   array of [`Ifreq`], SIOCBONDINFOQUERY to an [`Ifbond`] and SIOCBONDSLAVEINFOQUERY to an [`Ifslave`];
//! - an [`Ipv6Request`] takes a struct in6_ifreq, on an AF_INET6 socket;
//! - an [`OldRequest`] is for bonds alone, see there.

#![allow(unsafe_code)]

use core::ffi::{CStr, c_int, c_void};
use core::ptr;

use rustix::fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd};
use rustix::fs::{Mode, OFlags};
use rustix::ioctl::{Ioctl, IoctlOutput, Opcode};
use rustix::mm::{MapFlags, ProtFlags};
use rustix::net::{AddressFamily, SocketFlags, SocketType};
// Under Miri, rustix is over libc, and does not have this.
#[cfg(not(miri))]
use rustix::runtime_448b8ad740e2a26f::{How, KernelSigSet};

mod args;
mod hosted;
mod notices;
mod setsockopt;
#[cfg(feature = "nameif")]
mod syslog;
#[cfg(target_arch = "x86")]
mod x86;

pub use args::Args;
pub use args::c_string;
pub use hosted::Hosted;

#[cfg(all(not(miri), target_endian = "big"))]
compile_error!(
    "rustix makes system calls of its own for little-endian processors only (see README.md)"
);

use core::cell::OnceCell;

use super::{
    Drvinfo, Errno, File, Flags, IfName, Ifbond, Ifreq, Ifslave, In6Ifreq, Ipv6Request, Item,
    Kernel, Memory, Names, OldBonding, OldRequest, Request, Result, Stream, System,
};
use crate::netlink::{self, Buffer, By, Family, Ifaddr, Ifinfo, Link, Rejected, Snapshot};

/// The system calls that are made: rustix's, but on 32-bit x86.
mod calls {
    #[cfg(all(not(target_arch = "x86"), not(miri)))]
    pub use rustix::runtime_448b8ad740e2a26f::{
        exit_group, kernel_sigprocmask, kernel_sigprocmask as exchange_sigmask,
    };
    #[cfg(not(target_arch = "x86"))]
    pub use rustix::{
        event::poll,
        net::bind,
        time::{timerfd_create, timerfd_settime},
    };
    #[cfg(not(target_arch = "x86"))]
    pub use rustix::{
        fs::open,
        io::{close, read, write},
        ioctl::ioctl,
        mm::{mmap_anonymous, munmap},
        net::{recv, send, socket_with},
    };
    #[cfg(all(feature = "nameif", not(target_arch = "x86")))]
    pub use rustix::{io::fcntl_dupfd_cloexec, net::sendto};

    #[cfg(target_arch = "x86")]
    pub use super::x86::*;
}
#[cfg(not(miri))]
pub use calls::exit_group;
pub(crate) use calls::{recv, send};
pub(crate) use setsockopt::enable;

/// The process's own streams, and the kernel it runs on: for an executable without a libc, which does one
/// thing and exits. [`Hosted`] is for all others.
///
/// It blocks every signal, those of a libc too, and does not restore the mask; and it maps memory that
/// it does not unmap. The latter is merely a leak.
///
/// ```compile_fail,E0423
/// let system = ifenslave::kernel::Linux;
/// ```
///
/// ```compile_fail,E0133
/// let system = ifenslave::kernel::Linux::without_libc();
/// ```
#[derive(Clone, Copy)]
pub struct Linux(());

impl Linux {
    /// For a process without a libc.
    ///
    /// # Safety
    ///
    /// There is no libc in the process, nor any other code that waits for a signal: a C library needs
    /// some signals for itself (to cancel threads, and to change the user ID of all of them), and must
    /// get them.
    pub const unsafe fn without_libc() -> Self {
        Self(())
    }

    /// For system calls that ask nothing of the process.
    const fn new() -> Self {
        Self(())
    }
}

impl System for Linux {
    type Kernel = Socket;
    type File = Fd;
    type Memory = &'static mut Memory;
    type Held = ();

    fn kernel(&self) -> Result<Socket> {
        Ok(Socket::default())
    }

    /// Blocks every signal: a Ctrl-C, or the hang-up of the very link that is being changed, comes
    /// after the change, not in the middle of it. (SIGKILL and SIGSTOP cannot be held.)
    #[cfg(not(miri))]
    #[cfg_attr(any(feature = "boot", feature = "ifkit"), inline(never))]
    fn hold_signals(&self) {
        let all = KernelSigSet::all();
        // SAFETY: the caller of `without_libc` promised that there is no libc in the process, and no code that
        // waits for a signal. It cannot fail: the arguments are constants that the kernel accepts.
        let _ = unsafe { calls::kernel_sigprocmask(How::BLOCK, Some(&all)) };
    }

    #[cfg(miri)]
    fn hold_signals(&self) {}

    fn memory(&self, populated: bool) -> Result<&'static mut Memory> {
        let flags = if populated { MapFlags::POPULATE } else { MapFlags::empty() };
        // SAFETY: new memory is nobody else's, and it is never taken back. It is made of whole
        // pages, which are aligned, and zeros are a value of `Memory`.
        unsafe {
            let memory = calls::mmap_anonymous(
                ptr::null_mut(),
                size_of::<Memory>(),
                ProtFlags::READ | ProtFlags::WRITE,
                flags | MapFlags::PRIVATE,
            )?;
            Ok(&mut *memory.cast())
        }
    }

    #[cfg_attr(feature = "ifkit", inline(never))]
    fn open(&self, path: &CStr) -> Result<Fd> {
        Ok(Fd::own(calls::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?))
    }

    #[cfg(feature = "nameif")]
    fn stdin(&self) -> Result<Fd> {
        // A descriptor of its own: it is closed afterwards.
        Ok(Fd::own(calls::fcntl_dupfd_cloexec(STDIN, 0)?))
    }

    #[cfg(feature = "nameif")]
    fn log(&self, text: &[u8]) {
        // Where no daemon listens, as in early boot, there is no log.
        let _ = syslog::send(text);
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize> {
        let fd = match stream {
            Stream::Stdout => STDOUT,
            Stream::Stderr => STDERR,
        };
        Ok(calls::write(fd, bytes)?)
    }
}

// SAFETY: nothing in the program closes file descriptors 0, 1 and 2 that were open at the start. Where
// they were not, a write gives EBADF, which is reported; also while a file that is open for reading
// has that number. (Constants, for a check of their numbers at compile time.)
const STDOUT: BorrowedFd<'_> = unsafe { BorrowedFd::borrow_raw(1) };
// SAFETY: as above.
#[cfg(feature = "nameif")]
const STDIN: BorrowedFd<'_> = unsafe { BorrowedFd::borrow_raw(0) };
// SAFETY: as above.
const STDERR: BorrowedFd<'_> = unsafe { BorrowedFd::borrow_raw(2) };

/// A file descriptor that is closed when it is let go of.
///
/// In place of rustix's OwnedFd, which asserts at each use that it is not -1.
pub struct Fd(BorrowedFd<'static>);

impl Fd {
    /// Opens a SOCK_DGRAM socket that never takes the place of a closed standard stream, and that no
    /// program inherits.
    pub fn socket(family: AddressFamily) -> Result<Self> {
        let mut flags = SocketFlags::CLOEXEC;
        loop {
            match calls::socket_with(family, SocketType::DGRAM, flags, None) {
                // Linux 2.4 takes the flag for another type of socket.
                Err(rustix::io::Errno::INVAL) if !flags.is_empty() => flags = SocketFlags::empty(),
                opened => {
                    let fd = Self::own(opened?);
                    // While one holds a low number, the next gets a higher; then it is closed.
                    return if fd.0.as_raw_fd() > 2 { Ok(fd) } else { Self::socket(family) };
                }
            }
        }
    }

    /// Takes over what has just been opened.
    fn own(fd: impl IntoRawFd) -> Self {
        // SAFETY: it is open, and nobody else has it, until it is dropped.
        Self(unsafe { BorrowedFd::borrow_raw(fd.into_raw_fd()) })
    }
}

impl Drop for Fd {
    fn drop(&mut self) {
        // SAFETY: it is open, and it is not used from here on.
        unsafe { calls::close(self.0.as_raw_fd()) };
    }
}

impl File for Fd {
    fn read(&self, buffer: &mut [u8]) -> Result<usize> {
        Ok(calls::read(self, buffer)?)
    }
}

impl AsFd for Fd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0
    }
}

/// The sockets of a run: one for the requests of netdevice(7), and one for rtnetlink(7). Each is opened when it is
/// needed.
#[derive(Default)]
pub struct Socket {
    ioctls: OnceCell<Fd>,
    netlink: netlink::Socket,
}

/// The socket in a cell, which is opened if there is none.
#[inline(never)]
pub(crate) fn opened(cell: &OnceCell<Fd>, family: AddressFamily) -> Result<BorrowedFd<'_>> {
    if let Some(fd) = cell.get() {
        return Ok(fd.0);
    }
    let socket = Fd::socket(family)?;
    let fd = socket.0;
    if family == AddressFamily::NETLINK {
        // Before Linux 4.20 the kernel does not filter: callers skip what they did not ask for.
        let _ = enable(&fd, GET_STRICT_CHK);
    }
    let _ = cell.set(socket);
    Ok(fd)
}

/// NETLINK_GET_STRICT_CHK of `linux/netlink.h`: the kernel filters dumps by the fields and attributes of the request.
const GET_STRICT_CHK: i32 = 12;

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
// Out of line: inlined, its system call would stand in the program a dozen times.
#[inline(never)]
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
    // Saves 122 bytes where there are several calls, and costs 21 where there is one.
    #[cfg_attr(feature = "boot", inline(never))]
    unsafe fn ask(&self, request: u8, interface: &IfName, record: *mut c_void) -> Result<()> {
        let mut ifreq = Ifreq::new(interface);
        ifreq.set(record.expose_provenance().to_ne_bytes());
        // SAFETY: the caller passes the record of this request.
        unsafe { ioctl(self.ioctls()?, request, ptr::from_mut(&mut ifreq).cast()) }
    }
}

impl Kernel for Socket {
    type Snapshot = Snapshot;
    type Notices = notices::Sockets;

    #[inline(never)]
    fn request(&self, request: Request, ifreq: &mut Ifreq) -> Result<()> {
        let name = ifreq.name;
        // This one alone writes a name, and leaves the end of a longer one behind it.
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

    fn delete(&self, index: u32) -> Result<()> {
        netlink::delete(&self.netlink, index)
    }

    fn may_bond(&self) -> Result<()> {
        netlink::may_bond(&self.netlink)
    }

    fn notices(&self) -> Result<notices::Sockets> {
        notices::Sockets::new()
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

// SAFETY: the operand is what whoever makes it says; the kernel may write to it, and there is no output
// but what it writes there.
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
