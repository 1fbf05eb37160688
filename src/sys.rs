//! System calls. All of them are made here, without a C library.

pub mod calls;
pub mod errno;
pub mod fd;
pub mod socket;
mod syscall;
