// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls: rustix's, and our own where it has none (see `calls`).

pub mod calls;
pub mod errno;
pub mod fd;
#[cfg(all(not(miri), any(target_arch = "mips", target_arch = "x86")))]
mod own;
mod process;
pub mod setsockopt;
mod syscall;
