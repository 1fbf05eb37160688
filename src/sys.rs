// SPDX-License-Identifier: MIT OR Apache-2.0
//! System calls: rustix's, and our own where it has none (`setsockopt(2)` for netlink) or would cost too much (32-bit
//! x86).

pub mod calls;
pub mod errno;
pub mod fd;
pub mod setsockopt;
#[cfg(target_arch = "x86")]
mod x86;
