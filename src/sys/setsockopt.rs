// SPDX-License-Identifier: MIT OR Apache-2.0
//! `setsockopt(2)` at the level SOL_NETLINK, which rustix does not have.

#![allow(unsafe_code)]

#[cfg(not(target_arch = "x86"))]
use linux_raw_sys::general::__NR_setsockopt as SETSOCKOPT;
use rustix::fd::{AsRawFd, BorrowedFd};

#[cfg(target_arch = "x86")]
use super::own::socketcall;
#[cfg(not(target_arch = "x86"))]
use super::syscall::call;

/// SOL_NETLINK of `linux/socket.h`
const SOL_NETLINK: usize = 270;

/// Switches an option of a netlink socket on: NETLINK_* of `linux/netlink.h`. No effect if the kernel is
/// too old to know it.
#[inline(never)] // Saves 14 bytes.
#[allow(clippy::cast_sign_loss)] // A file descriptor is not negative.
pub fn enable(socket: BorrowedFd<'_>, option: usize) {
    static ON: i32 = 1;
    let (fd, start) = (socket.as_raw_fd() as usize, &raw const ON as usize);
    let arguments = [fd, SOL_NETLINK, option, start, size_of::<i32>()];
    // SAFETY: the option is an int, which the kernel reads.
    #[cfg(not(target_arch = "x86"))]
    let _ = unsafe { call(SETSOCKOPT, arguments) };
    // SAFETY: as above.
    #[cfg(target_arch = "x86")]
    let _ = unsafe { socketcall(linux_raw_sys::net::SYS_SETSOCKOPT, &arguments) };
}
