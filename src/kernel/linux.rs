// SPDX-License-Identifier: MIT OR Apache-2.0
//! The process and the kernel it runs on, by system calls.
//!
//! # Safety
//!
//! Unsafe code is here, in [`crate::sys`], in the executable's entry, and in the functions for C (`staticlib`).

#![allow(unsafe_code)]

use core::ffi::CStr;

use rustix::fd::BorrowedFd;
use rustix::fs::{Mode, OFlags};

mod args;
mod hosted;
mod memory;
mod monitor;
mod socket;
mod syslog;
mod trial;

pub use args::{Args, c_string};
pub use hosted::Hosted;
use memory::Mapped;
pub use socket::Socket;

use super::{File, Stream, System};
use crate::sys::calls::{self, SignalSet};
use crate::sys::errno::Result;
use crate::sys::fd::Fd;

#[cfg(not(miri))]
pub use crate::sys::calls::exit_group;

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
    type Memory = Mapped;
    type Held = ();

    fn kernel(&self) -> Result<Socket> {
        Ok(Socket::default())
    }

    /// Blocks every signal: a Ctrl-C, or the hang-up of the very link that is being changed, comes
    /// after the change, not in the middle of it. (SIGKILL and SIGSTOP cannot be held.)
    #[inline(never)] // Saves 53 bytes.
    fn hold_signals(&self) {
        // SAFETY: the caller of `without_libc` promised that there is no libc in the process, and no code that
        // waits for a signal. It cannot fail: the arguments are constants that the kernel accepts.
        unsafe { calls::block_signals(&SignalSet::ALL) };
    }

    fn lock_memory(&self) {
        calls::lock_memory();
    }

    fn process(&self) -> u32 {
        calls::process()
    }

    fn memory(&self, populated: bool) -> Result<Mapped> {
        Mapped::new(populated)
    }

    #[inline(never)] // Saves 24 bytes with xz.
    fn open(&self, path: &CStr) -> Result<Fd> {
        Ok(Fd::own(calls::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?))
    }

    fn stdin(&self) -> Result<Fd> {
        // A descriptor of its own: it is closed afterwards.
        Ok(Fd::own(calls::fcntl_dupfd_cloexec(STDIN, 0)?))
    }

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
const STDIN: BorrowedFd<'_> = unsafe { BorrowedFd::borrow_raw(0) };
// SAFETY: as above.
const STDERR: BorrowedFd<'_> = unsafe { BorrowedFd::borrow_raw(2) };

impl File for Fd {
    fn read(&self, buffer: &mut [u8]) -> Result<usize> {
        Ok(calls::read(self, buffer)?)
    }
}
