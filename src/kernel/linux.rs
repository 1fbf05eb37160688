//! The process and the kernel it runs on, by system calls.
//!
//! # Safety
//!
//! Unsafe code is here, in [`crate::sys`], in the executable's entry, and in the functions for C (`staticlib`).

#![allow(unsafe_code)]

use core::ffi::CStr;

mod args;
mod hosted;
mod memory;
mod notices;
mod socket;
mod syslog;

pub use args::{Args, c_string};
pub use hosted::Hosted;
use memory::Mapped;
pub use socket::Socket;

use super::{File, Stream, System};
use crate::sys::calls::{self, SIG_BLOCK, SignalSet};
use crate::sys::errno::Result;
use crate::sys::fd::Fd;

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
        let _ = unsafe { calls::exchange_signals(SIG_BLOCK, &SignalSet::ALL) };
    }

    fn memory(&self, populated: bool) -> Result<Mapped> {
        Mapped::new(populated)
    }

    #[inline(never)] // Saves 24 bytes with xz.
    fn open(&self, path: &CStr) -> Result<Fd> {
        calls::open(path)
    }

    fn stdin(&self) -> Result<Fd> {
        // A descriptor of its own: it is closed afterwards.
        calls::duplicate(&Fd::standard(0))
    }

    fn log(&self, text: &[u8]) {
        // Where no daemon listens, as in early boot, there is no log.
        let _ = syslog::send(text);
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize> {
        calls::write(&Fd::standard(stream as usize), bytes)
    }
}

impl File for Fd {
    fn read(&self, buffer: &mut [u8]) -> Result<usize> {
        calls::read(self, buffer)
    }
}
