// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system calls: rustix makes them, except
//!
//! - those of every processor that it keeps to itself: `exit_group(2)` and `rt_sigprocmask(2)`, see `process`, and those
//!   that it does not have, see `setsockopt`;
//! - all of them on MIPS, where it calls a libc, and on 32-bit x86, see `own`.

#[cfg(any(miri, not(any(target_arch = "mips", target_arch = "x86"))))]
pub use rustix::{
    event::poll,
    fs::open,
    io::{close, fcntl_dupfd_cloexec, read, write},
    ioctl::ioctl,
    mm::{mmap_anonymous, mremap, munmap},
    net::{bind, recv, send, sendto, socket_with},
    time::{timerfd_create, timerfd_settime},
};

#[cfg(all(not(miri), any(target_arch = "mips", target_arch = "x86")))]
pub use super::own::*;
#[cfg(not(miri))]
pub use super::process::exit_group;
pub use super::process::{
    How, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SignalSet, block_signals, exchange_signals,
    lock_memory, process, signal_fd,
};
