// SPDX-License-Identifier: MIT OR Apache-2.0
//! Our own system calls, with the signatures of rustix's.
//!
//! On MIPS, rustix has none without a libc (big-endian), or with a compiler's unstable features only (little-endian). On
//! 32-bit x86, it makes them through the kernel's vDSO, for speed: to find it takes 2,250 bytes more, and memory that is
//! written to, of which this program has none.

#![allow(dead_code)]
// It depends on the features which of these are made.
#![allow(unsafe_code)]
// A register has 32 bits, signed or not.
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use core::ffi::{CStr, c_void};
use core::mem::MaybeUninit;
use core::slice;

use linux_raw_sys::general as linux;
#[cfg(target_arch = "x86")]
use linux_raw_sys::net;
use rustix::event::PollFd;
use rustix::fd::{AsFd, AsRawFd, RawFd};
use rustix::fs::{Mode, OFlags};
use rustix::io::{Errno, Result};
use rustix::ioctl::Ioctl;
use rustix::mm::{MapFlags, MremapFlags, ProtFlags};
use rustix::net::addr::SocketAddrArg;
use rustix::net::{AddressFamily, Protocol, RecvFlags, SendFlags, SocketFlags, SocketType};
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec};

use super::syscall;

/// The largest errno that the kernel returns: MAX_ERRNO of `linux/err.h`.
const MAX_ERRNO: usize = 4095;

/// Calls the kernel. An answer that is an errno is an error.
///
/// # Safety
///
/// This system call takes these arguments.
#[inline(always)] // Most arguments are constants, or in the right registers already.
unsafe fn call<const N: usize>(number: u32, arguments: [usize; N]) -> Result<usize> {
    // SAFETY: the caller passes what this system call takes.
    let answer = unsafe { syscall::call(number, arguments) };
    match answer.wrapping_neg() {
        errno @ 1..=MAX_ERRNO => Err(Errno::from_raw_os_error(errno as i32)),
        _ => Ok(answer),
    }
}

/// One of the functions of sockets, which are one system call on 32-bit x86 in every version of the kernel: its number
/// is one of `linux/net.h`, SYS_….
///
/// # Safety
///
/// The function takes these arguments.
#[cfg(target_arch = "x86")]
pub unsafe fn socketcall<const N: usize>(number: u32, arguments: &[usize; N]) -> Result<usize> {
    // SAFETY: the kernel reads as many arguments as the function takes.
    unsafe { call(linux::__NR_socketcall, [number as usize, arguments.as_ptr() as usize]) }
}

/// Calls such a function by the name of its number, with an array of arguments. (In `unsafe`: it takes them.)
macro_rules! socket_call {
    ($call:ident, $function:ident, $arguments:expr) => {{
        #[cfg(target_arch = "x86")]
        let answer = socketcall(net::$function, &$arguments);
        #[cfg(not(target_arch = "x86"))]
        let answer = call(linux::$call, $arguments);
        answer
    }};
}

fn raw(fd: &impl AsFd) -> usize {
    fd.as_fd().as_raw_fd() as usize
}

pub fn read(fd: impl AsFd, buffer: &mut [u8]) -> Result<usize> {
    // SAFETY: the kernel writes only to the buffer.
    unsafe { call(linux::__NR_read, [raw(&fd), buffer.as_mut_ptr() as usize, buffer.len()]) }
}

pub fn write(fd: impl AsFd, bytes: &[u8]) -> Result<usize> {
    // SAFETY: the kernel reads only these bytes.
    unsafe { call(linux::__NR_write, [raw(&fd), bytes.as_ptr() as usize, bytes.len()]) }
}

pub fn open(path: &CStr, flags: OFlags, _: Mode) -> Result<RawFd> {
    // SAFETY: the path ends with a NUL.
    unsafe { call(linux::__NR_open, [path.as_ptr() as usize, flags.bits() as usize]) }
        .map(|fd| fd as RawFd)
}

pub fn fcntl_dupfd_cloexec(fd: impl AsFd, min: RawFd) -> Result<RawFd> {
    // SAFETY: no memory is touched.
    unsafe { call(linux::__NR_fcntl, [raw(&fd), linux::F_DUPFD_CLOEXEC as usize, min as usize]) }
        .map(|fd| fd as RawFd)
}

/// # Safety
///
/// The file descriptor is open, and nothing uses it any more.
pub unsafe fn close(fd: RawFd) {
    // SAFETY: the caller guarantees it.
    let _ = unsafe { call(linux::__NR_close, [fd as usize]) };
}

/// # Safety
///
/// This request takes this operand.
pub unsafe fn ioctl<I: Ioctl>(fd: impl AsFd, mut request: I) -> Result<I::Output> {
    let operand = request.as_ptr();
    // SAFETY: the caller guarantees it.
    unsafe {
        let answer =
            call(linux::__NR_ioctl, [raw(&fd), request.opcode() as usize, operand as usize])?;
        I::output_from_ptr(answer as i32, operand)
    }
}

/// # Safety
///
/// No other part of the process uses the memory: `address` is null, say.
pub unsafe fn mmap_anonymous(
    address: *mut c_void,
    len: usize,
    protection: ProtFlags,
    flags: MapFlags,
) -> Result<*mut c_void> {
    let flags = flags.bits() | linux::MAP_ANONYMOUS;
    let no_file = usize::MAX;
    let arguments = [address as usize, len, protection.bits() as usize, flags as usize, no_file, 0];
    // SAFETY: the caller's word; the arguments are where this system call looks for them.
    #[cfg(target_arch = "x86")]
    let start = unsafe { call(linux::__NR_mmap, [arguments.as_ptr() as usize]) };
    // SAFETY: the caller's word.
    #[cfg(not(target_arch = "x86"))]
    let start = unsafe { call(linux::__NR_mmap, arguments) };
    start.map(|at| at as *mut c_void)
}

/// # Safety
///
/// This memory was mapped, and nothing uses it any more.
pub unsafe fn munmap(address: *mut c_void, len: usize) -> Result<()> {
    // SAFETY: the caller guarantees it.
    unsafe { call(linux::__NR_munmap, [address as usize, len]) }.map(|_| ())
}

/// # Safety
///
/// This memory was mapped as a whole, and no reference to it is used any more.
pub unsafe fn mremap(
    address: *mut c_void,
    old_len: usize,
    len: usize,
    flags: MremapFlags,
) -> Result<*mut c_void> {
    // SAFETY: the caller guarantees it.
    unsafe { call(linux::__NR_mremap, [address as usize, old_len, len, flags.bits() as usize]) }
        .map(|at| at as *mut c_void)
}

pub fn socket_with(
    family: AddressFamily,
    kind: SocketType,
    flags: SocketFlags,
    _: Option<Protocol>,
) -> Result<RawFd> {
    let kind = kind.as_raw() | flags.bits();
    let arguments = [usize::from(family.as_raw()), kind as usize, 0];
    // SAFETY: no memory is touched but these arguments.
    unsafe { socket_call!(__NR_socket, SYS_SOCKET, arguments) }.map(|fd| fd as RawFd)
}

pub fn bind(fd: impl AsFd, address: &impl SocketAddrArg) -> Result<()> {
    // SAFETY: the kernel reads these arguments, and the address.
    unsafe {
        address.with_sockaddr(|address, len| {
            let arguments = [raw(&fd), address as usize, len as usize];
            socket_call!(__NR_bind, SYS_BIND, arguments).map(|_| ())
        })
    }
}

/// Without a time-out.
pub fn poll(fds: &mut [PollFd<'_>], _: Option<&Timespec>) -> Result<usize> {
    // SAFETY: the kernel writes to these alone.
    unsafe { call(linux::__NR_poll, [fds.as_mut_ptr() as usize, fds.len(), usize::MAX]) }
}

pub fn timerfd_create(clock: TimerfdClockId, flags: TimerfdFlags) -> Result<RawFd> {
    // SAFETY: no memory is touched.
    unsafe { call(linux::__NR_timerfd_create, [clock as usize, flags.bits() as usize]) }
        .map(|fd| fd as RawFd)
}

/// With integers of 32 bits, which every kernel knows.
pub fn timerfd_settime(fd: impl AsFd, flags: TimerfdTimerFlags, new: &Itimerspec) -> Result<()> {
    let numbers =
        [new.it_interval, new.it_value].map(|time| [time.tv_sec as usize, time.tv_nsec as usize]);
    let new = numbers.as_ptr() as usize;
    // SAFETY: the kernel reads these numbers.
    unsafe { call(linux::__NR_timerfd_settime, [raw(&fd), flags.bits() as usize, new, 0]) }
        .map(|_| ())
}

pub fn send(fd: impl AsFd, bytes: &[u8], flags: SendFlags) -> Result<usize> {
    let arguments = [raw(&fd), bytes.as_ptr() as usize, bytes.len(), flags.bits() as usize];
    // SAFETY: the kernel reads these arguments, and the bytes.
    unsafe { socket_call!(__NR_send, SYS_SEND, arguments) }
}

pub fn sendto(
    fd: impl AsFd,
    bytes: &[u8],
    flags: SendFlags,
    address: &impl SocketAddrArg,
) -> Result<usize> {
    // SAFETY: the kernel reads these arguments, the bytes, and the address.
    unsafe {
        address.with_sockaddr(|address, len| {
            let (start, flags) = (bytes.as_ptr() as usize, flags.bits() as usize);
            let arguments = [raw(&fd), start, bytes.len(), flags, address as usize, len as usize];
            socket_call!(__NR_sendto, SYS_SENDTO, arguments)
        })
    }
}

#[allow(clippy::type_complexity)] // It is rustix's.
pub fn recv(
    fd: impl AsFd,
    buffer: &mut [MaybeUninit<u8>],
    flags: RecvFlags,
) -> Result<((&mut [u8], ()), usize)> {
    let start = buffer.as_mut_ptr().cast::<u8>();
    let arguments = [raw(&fd), start as usize, buffer.len(), flags.bits() as usize];
    // SAFETY: the kernel reads these arguments, and writes to the buffer alone. With MSG_TRUNC it returns
    // the length of the whole message, which may be more than the buffer has.
    unsafe {
        let len = socket_call!(__NR_recv, SYS_RECV, arguments)?;
        Ok(((slice::from_raw_parts_mut(start, len.min(buffer.len())), ()), len))
    }
}
