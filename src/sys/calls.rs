//! The system calls that are made, with types.
//!
//! Numbers and flags are those of `linux_raw_sys`, which takes them from the kernel's headers for each architecture:
//! MIPS has its own numbers of nearly all of them.

#![allow(unsafe_code)]

use core::ffi::{CStr, c_void};
use core::mem::MaybeUninit;
use core::ptr;
use core::slice;

use linux_raw_sys::general as linux;
use linux_raw_sys::net;

use super::errno::Result;
use super::fd::Fd;
use super::syscall::call;

pub use linux::{SIG_BLOCK, SIG_SETMASK};
pub use net::{AF_INET, AF_INET6, AF_NETLINK, AF_UNIX, MSG_DONTWAIT, MSG_TRUNC};

/// `read(2)`
pub fn read(fd: &Fd, buffer: &mut [u8]) -> Result<usize> {
    // SAFETY: the kernel writes to the buffer only.
    unsafe { call(linux::__NR_read, [fd.number(), buffer.as_mut_ptr() as usize, buffer.len()]) }
}

/// `write(2)`
pub fn write(fd: &Fd, bytes: &[u8]) -> Result<usize> {
    // SAFETY: the kernel reads these bytes only.
    unsafe { call(linux::__NR_write, [fd.number(), bytes.as_ptr() as usize, bytes.len()]) }
}

/// `open(2)`, for reading; no program inherits the file descriptor.
pub fn open(path: &CStr) -> Result<Fd> {
    const FLAGS: usize = (linux::O_RDONLY | linux::O_CLOEXEC) as usize;
    let path = path.as_ptr() as usize;
    // SAFETY: the path ends with a NUL.
    #[cfg(not(any(target_arch = "aarch64", target_arch = "riscv64")))]
    let fd = unsafe { call(linux::__NR_open, [path, FLAGS]) }?;
    // SAFETY: as above.
    #[cfg(any(target_arch = "aarch64", target_arch = "riscv64"))]
    let fd = unsafe { call(linux::__NR_openat, [linux::AT_FDCWD as usize, path, FLAGS]) }?;
    // SAFETY: it has just been opened.
    Ok(unsafe { Fd::own(fd) })
}

/// `fcntl(2)` with F_DUPFD_CLOEXEC: another file descriptor for the same file, which no program inherits.
pub fn duplicate(fd: &Fd) -> Result<Fd> {
    // SAFETY: the kernel accesses no memory of the process.
    let fd = unsafe { call(linux::__NR_fcntl, [fd.number(), linux::F_DUPFD_CLOEXEC as usize, 0]) }?;
    // SAFETY: it has just been opened.
    Ok(unsafe { Fd::own(fd) })
}

/// `ioctl(2)`
///
/// # Safety
///
/// This request takes this operand.
pub unsafe fn ioctl(fd: &Fd, request: u32, operand: *mut c_void) -> Result<()> {
    // SAFETY: the caller passes the operand of the request.
    unsafe { call(linux::__NR_ioctl, [fd.number(), request as usize, operand as usize]) }?;
    Ok(())
}

/// `mmap(2)`: memory that nothing else refers to, all zero. The kernel provides it at once if it is `populated`.
pub fn map(len: usize, populated: bool) -> Result<*mut c_void> {
    const PROTECTION: u32 = linux::PROT_READ | linux::PROT_WRITE;
    let populate = if populated { linux::MAP_POPULATE } else { 0 };
    let flags = linux::MAP_PRIVATE | linux::MAP_ANONYMOUS | populate;
    const NO_FILE: usize = usize::MAX;
    let arguments = [0, len, PROTECTION as usize, flags as usize, NO_FILE, 0];
    // SAFETY: the kernel chooses an address that nothing else has.
    #[cfg(not(any(target_arch = "arm", target_arch = "x86", target_arch = "s390x")))]
    let start = unsafe { call(linux::__NR_mmap, arguments) };
    // SAFETY: as above.
    #[cfg(target_arch = "arm")]
    let start = unsafe { call(linux::__NR_mmap2, arguments) };
    // SAFETY: as above, and the kernel reads these arguments.
    #[cfg(any(target_arch = "x86", target_arch = "s390x"))]
    let start = unsafe { call(linux::__NR_mmap, [arguments.as_ptr() as usize]) };
    Ok(ptr::with_exposed_provenance_mut(start?))
}

/// `mremap(2)`: gives the memory another length and perhaps another address.
///
/// # Safety
///
/// [`map`] returned this memory with this length, and nothing refers to it.
pub unsafe fn remap(start: *mut c_void, old_len: usize, len: usize) -> Result<*mut c_void> {
    let arguments = [start as usize, old_len, len, linux::MREMAP_MAYMOVE as usize];
    // SAFETY: nothing refers to this memory; the kernel chooses an address that nothing else has.
    let start = unsafe { call(linux::__NR_mremap, arguments) }?;
    Ok(ptr::with_exposed_provenance_mut(start))
}

/// `munmap(2)`
///
/// # Safety
///
/// [`map`] or [`remap`] returned this memory with this length, and nothing refers to it.
pub unsafe fn unmap(start: *mut c_void, len: usize) {
    // SAFETY: nothing refers to this memory. It cannot fail for a mapping as a whole.
    let _ = unsafe { call(linux::__NR_munmap, [start as usize, len]) };
}

/// Calls one of the functions of sockets.
///
/// # Safety
///
/// It takes these arguments.
macro_rules! socket_call {
    ($number:ident, $name:ident, $arguments:expr) => {{
        #[cfg(not(any(target_arch = "x86", target_arch = "s390x")))]
        {
            call(linux::$number, $arguments)
        }
        // One system call has all of them, in every version of the kernel: socketcall(2).
        #[cfg(any(target_arch = "x86", target_arch = "s390x"))]
        {
            let arguments = $arguments;
            call(linux::__NR_socketcall, [net::$name as usize, arguments.as_ptr() as usize])
        }
    }};
}

/// `socket(2)` of SOCK_DGRAM; no program inherits it if `cloexec` is set, which Linux 2.6.27 introduced.
pub fn socket(family: u32, cloexec: bool) -> Result<Fd> {
    // SOCK_CLOEXEC has the value of O_CLOEXEC.
    let kind = net::SOCK_DGRAM | if cloexec { linux::O_CLOEXEC } else { 0 };
    // SAFETY: the kernel accesses no memory of the process but the arguments.
    let fd = unsafe { socket_call!(__NR_socket, SYS_SOCKET, [family as usize, kind as usize, 0]) }?;
    // SAFETY: it has just been opened.
    Ok(unsafe { Fd::own(fd) })
}

/// AF_… as an address begins with it.
#[allow(clippy::cast_possible_truncation)] // They are small numbers.
pub const fn address_family(family: u32) -> u16 {
    family as u16
}

/// `bind(2)` of a netlink socket to multicast groups.
pub fn bind_netlink(socket: &Fd, groups: u32) -> Result<()> {
    /// `struct sockaddr_nl` of `linux/netlink.h`
    #[repr(C)]
    struct Address {
        family: u16,
        padding: u16,
        port: u32,
        groups: u32,
    }
    let address = Address { family: address_family(AF_NETLINK), padding: 0, port: 0, groups };
    let arguments = [socket.number(), &raw const address as usize, size_of::<Address>()];
    // SAFETY: the kernel reads the address.
    unsafe { socket_call!(__NR_bind, SYS_BIND, arguments) }?;
    Ok(())
}

/// `sendto(2)`: sends a message to an address, or, without one, as `send(2)` does.
pub fn send(socket: &Fd, bytes: &[u8], flags: u32, address: &[u8]) -> Result<usize> {
    let (start, len) = (bytes.as_ptr() as usize, bytes.len());
    let to = if address.is_empty() { 0 } else { address.as_ptr() as usize };
    let arguments = [socket.number(), start, len, flags as usize, to, address.len()];
    // SAFETY: the kernel reads these bytes and the address.
    unsafe { socket_call!(__NR_sendto, SYS_SENDTO, arguments) }
}

/// `recv(2)`: returns the part of the buffer that was written, and, with MSG_TRUNC, the length of the whole message.
pub fn recv<'a>(
    socket: &Fd,
    buffer: &'a mut [MaybeUninit<u8>],
    flags: u32,
) -> Result<(&'a mut [u8], usize)> {
    let start = buffer.as_mut_ptr().cast::<u8>();
    let arguments = [socket.number(), start as usize, buffer.len(), flags as usize, 0, 0];
    // SAFETY: the kernel writes to the buffer only, and no sender's address to null pointers. What it reports as
    // received and has room in the buffer is initialized.
    unsafe {
        let len = socket_call!(__NR_recvfrom, SYS_RECVFROM, arguments)?;
        Ok((slice::from_raw_parts_mut(start, len.min(buffer.len())), len))
    }
}

/// `setsockopt(2)`: switches an option of a netlink socket on: NETLINK_* of `linux/netlink.h`. ENOPROTOOPT if the kernel
/// is too old to know it.
pub fn enable(socket: &Fd, option: usize) -> Result<()> {
    let value: i32 = 1;
    let (level, start) = (net::SOL_NETLINK as usize, &raw const value as usize);
    let arguments = [socket.number(), level, option, start, size_of::<i32>()];
    // SAFETY: the option is an int, which the kernel reads.
    unsafe { socket_call!(__NR_setsockopt, SYS_SETSOCKOPT, arguments) }?;
    Ok(())
}

/// `ppoll(2)`: waits until one of two files can be read, and returns whether it is the second. Neither, if a signal was
/// delivered.
#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap)] // File descriptors and POLLIN are small.
pub fn poll(first: &Fd, second: &Fd) -> bool {
    let mut both = [first, second].map(|fd| linux::pollfd {
        fd: fd.number() as i32,
        events: linux::POLLIN as i16,
        revents: 0,
    });
    // SAFETY: the kernel writes to these two. Null pointers stand for no time-out and for the signal mask as it is.
    let _ = unsafe { call(linux::__NR_ppoll, [both.as_mut_ptr() as usize, both.len(), 0, 0]) };
    both[1].revents != 0
}

/// `timerfd_create(2)`: a timer that no program inherits, on a clock that no process sets.
pub fn timerfd_create() -> Result<Fd> {
    const ARGUMENTS: [usize; 2] = [linux::CLOCK_MONOTONIC as usize, linux::TFD_CLOEXEC as usize];
    // SAFETY: the kernel accesses no memory of the process.
    let fd = unsafe { call(linux::__NR_timerfd_create, ARGUMENTS) }?;
    // SAFETY: it has just been opened.
    Ok(unsafe { Fd::own(fd) })
}

/// `timerfd_settime(2)`: the timer expires once, after so many seconds and nanoseconds.
pub fn timerfd_settime(timer: &Fd, seconds: usize, nanoseconds: usize) -> Result<()> {
    // A struct itimerspec, its interval first. Each number is a long: this system call, unlike the one with 64 in its
    // name on 32-bit processors, is as old as the timers.
    let times = [0, 0, seconds, nanoseconds];
    let arguments = [timer.number(), 0, times.as_ptr() as usize, 0];
    // SAFETY: the kernel reads the times, and writes no old ones to a null pointer.
    unsafe { call(linux::__NR_timerfd_settime, arguments) }?;
    Ok(())
}

/// A set of signals, as the kernel has it.
#[derive(Clone, Copy)]
pub struct SignalSet([usize; Self::WORDS]);

impl SignalSet {
    const WORDS: usize = (linux::_NSIG / usize::BITS) as usize;

    /// All signals.
    pub const ALL: Self = Self([usize::MAX; Self::WORDS]);
    /// No signal.
    pub const NONE: Self = Self([0; Self::WORDS]);

    /// The set without the signal of this number.
    #[allow(clippy::indexing_slicing)] // The compiler checks it: only constants are made with it.
    pub const fn without(mut self, number: usize) -> Self {
        const BITS: usize = usize::BITS as usize;
        self.0[(number - 1) / BITS] &= !(1 << ((number - 1) % BITS));
        self
    }
}

/// `rt_sigprocmask(2)`: changes the signal mask as `how` says, SIG_BLOCK or SIG_SETMASK, and returns the former one.
///
/// # Safety
///
/// No code waits for a signal in the set.
pub unsafe fn exchange_signals(how: u32, set: &SignalSet) -> Result<SignalSet> {
    let mut old = SignalSet::NONE;
    let (set, old_set) = (&raw const *set as usize, &raw mut old as usize);
    let arguments = [how as usize, set, old_set, size_of::<SignalSet>()];
    // SAFETY: the kernel reads the set, and writes the old one.
    unsafe { call(linux::__NR_rt_sigprocmask, arguments) }?;
    Ok(old)
}

/// `exit_group(2)`
pub fn exit_group(status: u8) -> ! {
    loop {
        // SAFETY: it does not return.
        let _ = unsafe { call(linux::__NR_exit_group, [status.into()]) };
    }
}
