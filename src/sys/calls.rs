// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system calls: rustix makes them, except on 32-bit x86, where they are our own.

#[cfg(all(not(target_arch = "x86"), not(miri)))]
pub use rustix::runtime_448b8ad740e2a26f::{
    exit_group, kernel_sigprocmask, kernel_sigprocmask as exchange_sigmask,
};
#[cfg(not(target_arch = "x86"))]
pub use rustix::{
    event::poll,
    fs::open,
    io::{close, fcntl_dupfd_cloexec, read, write},
    ioctl::ioctl,
    mm::{mmap_anonymous, mremap, munmap},
    net::{bind, recv, send, sendto, socket_with},
    time::{timerfd_create, timerfd_settime},
};

#[cfg(target_arch = "x86")]
pub use super::x86::*;
