// SPDX-License-Identifier: MIT OR Apache-2.0
//! Our own system calls for 32-bit x86, with rustix's signatures.
//!
//! rustix makes them there through the kernel's vDSO, for speed: to find it takes 2,250 bytes more,
//! and memory that is written to, of which this program has none. This is the plain `int 0x80`,
//! which every kernel knows.

#![allow(dead_code)]
// It depends on the features which of these are made.
#![allow(unsafe_code)]
// A register has 32 bits, signed or not.
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use core::ffi::{CStr, c_void};
use core::mem::MaybeUninit;
use core::slice;

use rustix::event::PollFd;
use rustix::fd::{AsFd, AsRawFd, RawFd};
use rustix::fs::{Mode, OFlags};
use rustix::io::{Errno, Result};
use rustix::ioctl::Ioctl;
use rustix::mm::{MapFlags, MremapFlags, ProtFlags};
use rustix::net::addr::SocketAddrArg;
use rustix::net::{AddressFamily, Protocol, RecvFlags, SendFlags, SocketFlags, SocketType};
use rustix::runtime_448b8ad740e2a26f::{How, KernelSigSet};
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec};

// asm/unistd_32.h
const READ: usize = 3;
const WRITE: usize = 4;
const OPEN: usize = 5;
const CLOSE: usize = 6;
const IOCTL: usize = 54;
const FCNTL: usize = 55;
const MMAP: usize = 90;
const MUNMAP: usize = 91;
const SOCKETCALL: usize = 102;
const MREMAP: usize = 163;
const POLL: usize = 168;
const RT_SIGPROCMASK: usize = 175;
const EXIT_GROUP: usize = 252;
const TIMERFD_CREATE: usize = 322;
const TIMERFD_SETTIME: usize = 325;
// linux/net.h
const SOCKET: usize = 1;
const BIND: usize = 2;
const SEND: usize = 9;
const RECV: usize = 10;
const SENDTO: usize = 11;
const SETSOCKOPT: usize = 14;

/// A system call: the number in eax, arguments in ebx, ecx, edx and esi, and the answer in eax.
// Assembly as a whole: the compiler keeps ebx and esi to itself.
#[unsafe(naked)]
unsafe extern "C" fn syscall(number: usize, a: usize, b: usize, c: usize, d: usize) -> isize {
    core::arch::naked_asm!(
        "push ebx",
        "push esi",
        "mov eax, [esp + 12]",
        "mov ebx, [esp + 16]",
        "mov ecx, [esp + 20]",
        "mov edx, [esp + 24]",
        "mov esi, [esp + 28]",
        "int 0x80",
        "pop esi",
        "pop ebx",
        "ret",
    );
}

/// The same, with a negative answer as the error that it is.
///
/// # Safety
///
/// This system call takes these arguments.
#[inline(never)]
unsafe fn call(number: usize, [a, b, c, d]: [usize; 4]) -> Result<usize> {
    // SAFETY: the caller guarantees it.
    let answer = unsafe { syscall(number, a, b, c, d) };
    match answer {
        -4095..=-1 => Err(Errno::from_raw_os_error(-answer as i32)),
        _ => Ok(answer as usize),
    }
}

fn raw(fd: &impl AsFd) -> usize {
    fd.as_fd().as_raw_fd() as usize
}

pub fn read(fd: impl AsFd, buffer: &mut [u8]) -> Result<usize> {
    // SAFETY: the kernel writes only to the buffer.
    unsafe { call(READ, [raw(&fd), buffer.as_mut_ptr() as usize, buffer.len(), 0]) }
}

pub fn write(fd: impl AsFd, bytes: &[u8]) -> Result<usize> {
    // SAFETY: the kernel reads only these bytes.
    unsafe { call(WRITE, [raw(&fd), bytes.as_ptr() as usize, bytes.len(), 0]) }
}

pub fn open(path: &CStr, flags: OFlags, _: Mode) -> Result<RawFd> {
    // SAFETY: the path ends with a NUL.
    unsafe { call(OPEN, [path.as_ptr() as usize, flags.bits() as usize, 0, 0]) }
        .map(|fd| fd as RawFd)
}

pub fn fcntl_dupfd_cloexec(fd: impl AsFd, min: RawFd) -> Result<RawFd> {
    const F_DUPFD_CLOEXEC: usize = 1030;
    // SAFETY: no memory is touched.
    unsafe { call(FCNTL, [raw(&fd), F_DUPFD_CLOEXEC, min as usize, 0]) }.map(|fd| fd as RawFd)
}

/// # Safety
///
/// The file descriptor is open, and nothing uses it any more.
pub unsafe fn close(fd: RawFd) {
    // SAFETY: the caller guarantees it.
    let _ = unsafe { call(CLOSE, [fd as usize, 0, 0, 0]) };
}

/// # Safety
///
/// This request takes this operand.
pub unsafe fn ioctl<I: Ioctl>(fd: impl AsFd, mut request: I) -> Result<I::Output> {
    let operand = request.as_ptr();
    // SAFETY: the caller guarantees it.
    unsafe {
        let answer = call(IOCTL, [raw(&fd), request.opcode() as usize, operand as usize, 0])?;
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
    const MAP_ANONYMOUS: u32 = 0x20;
    let flags = flags.bits() | MAP_ANONYMOUS;
    let no_file = usize::MAX;
    let arguments = [address as usize, len, protection.bits() as usize, flags as usize, no_file, 0];
    // SAFETY: the caller's word; the arguments are where this system call looks for them.
    unsafe { call(MMAP, [arguments.as_ptr() as usize, 0, 0, 0]) }.map(|at| at as *mut c_void)
}

/// # Safety
///
/// This memory was mapped, and nothing uses it any more.
pub unsafe fn munmap(address: *mut c_void, len: usize) -> Result<()> {
    // SAFETY: the caller guarantees it.
    unsafe { call(MUNMAP, [address as usize, len, 0, 0]) }.map(|_| ())
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
    unsafe { call(MREMAP, [address as usize, old_len, len, flags.bits() as usize]) }
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
    unsafe { call(SOCKETCALL, [SOCKET, arguments.as_ptr() as usize, 0, 0]) }.map(|fd| fd as RawFd)
}

pub fn bind(fd: impl AsFd, address: &impl SocketAddrArg) -> Result<()> {
    // SAFETY: the kernel reads these arguments, and the address.
    unsafe {
        address.with_sockaddr(|address, len| {
            let arguments = [raw(&fd), address as usize, len as usize];
            call(SOCKETCALL, [BIND, arguments.as_ptr() as usize, 0, 0]).map(|_| ())
        })
    }
}

/// Without a time-out.
pub fn poll(fds: &mut [PollFd<'_>], _: Option<&Timespec>) -> Result<usize> {
    // SAFETY: the kernel writes to these alone.
    unsafe { call(POLL, [fds.as_mut_ptr() as usize, fds.len(), usize::MAX, 0]) }
}

pub fn timerfd_create(clock: TimerfdClockId, flags: TimerfdFlags) -> Result<RawFd> {
    // SAFETY: no memory is touched.
    unsafe { call(TIMERFD_CREATE, [clock as usize, flags.bits() as usize, 0, 0]) }
        .map(|fd| fd as RawFd)
}

/// With integers of 32 bits, which every kernel knows.
pub fn timerfd_settime(fd: impl AsFd, flags: TimerfdTimerFlags, new: &Itimerspec) -> Result<()> {
    let numbers =
        [new.it_interval, new.it_value].map(|time| [time.tv_sec as usize, time.tv_nsec as usize]);
    let new = numbers.as_ptr() as usize;
    // SAFETY: the kernel reads these numbers.
    unsafe { call(TIMERFD_SETTIME, [raw(&fd), flags.bits() as usize, new, 0]) }.map(|_| ())
}

/// Returns a negative errno or 0.
///
/// # Safety
///
/// The kernel may read `length` bytes at `value`.
pub unsafe fn setsockopt(
    fd: i32,
    level: i32,
    option: i32,
    value: *const i32,
    length: usize,
) -> isize {
    let arguments = [fd as usize, level as usize, option as usize, value as usize, length];
    // SAFETY: the kernel reads these arguments, and the value.
    unsafe { syscall(SOCKETCALL, SETSOCKOPT, arguments.as_ptr() as usize, 0, 0) }
}

pub fn send(fd: impl AsFd, bytes: &[u8], flags: SendFlags) -> Result<usize> {
    let arguments = [raw(&fd), bytes.as_ptr() as usize, bytes.len(), flags.bits() as usize];
    // SAFETY: the kernel reads these arguments, and the bytes.
    unsafe { call(SOCKETCALL, [SEND, arguments.as_ptr() as usize, 0, 0]) }
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
            call(SOCKETCALL, [SENDTO, arguments.as_ptr() as usize, 0, 0])
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
        let len = call(SOCKETCALL, [RECV, arguments.as_ptr() as usize, 0, 0])?;
        Ok(((slice::from_raw_parts_mut(start, len.min(buffer.len())), ()), len))
    }
}

/// # Safety
///
/// No code waits for a signal in the set.
pub unsafe fn kernel_sigprocmask(how: How, set: Option<&KernelSigSet>) -> Result<()> {
    let set = set.map_or(0, |set| core::ptr::from_ref(set) as usize);
    // SAFETY: the kernel reads the set alone; it writes no old one to a null pointer.
    unsafe { call(RT_SIGPROCMASK, [how as usize, set, 0, size_of::<KernelSigSet>()]) }.map(|_| ())
}

/// The same, with the old set: an executable has no use for it.
///
/// # Safety
///
/// No code waits for a signal in the set.
pub unsafe fn exchange_sigmask(how: How, set: Option<&KernelSigSet>) -> Result<KernelSigSet> {
    let set = set.map_or(0, |set| core::ptr::from_ref(set) as usize);
    let mut old = KernelSigSet::empty();
    let old_set = core::ptr::from_mut(&mut old) as usize;
    // SAFETY: the kernel reads the set alone, and writes the old one alone.
    unsafe { call(RT_SIGPROCMASK, [how as usize, set, old_set, size_of::<KernelSigSet>()]) }?;
    Ok(old)
}

/// `exit_group(2)`
pub fn exit_group(status: i32) -> ! {
    loop {
        // SAFETY: it does not come back.
        let _ = unsafe { call(EXIT_GROUP, [status as usize, 0, 0, 0]) };
    }
}
