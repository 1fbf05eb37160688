// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system calls that change the process itself. rustix has them in a module that it hides and may change in any
//! release, because they confuse a libc.

#![allow(unsafe_code)]
// File descriptors and process IDs have 31 bits.
#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)]

use rustix::fd::RawFd;

use super::errno::{Errno, Result};
use super::syscall::call;
use linux_raw_sys::general::{
    __NR_getpid as GETPID, __NR_mlockall as MLOCKALL, __NR_rt_sigprocmask as RT_SIGPROCMASK,
    __NR_signalfd4 as SIGNALFD4, _NSIG as SIGNALS, MCL_CURRENT, MCL_FUTURE, O_CLOEXEC, SIG_BLOCK,
    SIG_SETMASK,
};
pub use linux_raw_sys::general::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1};

/// A set of signals, as the kernel has it: a bit each, in words of the processor.
#[derive(Clone, Copy)]
pub struct SignalSet([usize; Self::WORDS]);

impl SignalSet {
    const WORDS: usize = (SIGNALS / usize::BITS) as usize;

    /// All signals.
    pub const ALL: Self = Self([usize::MAX; Self::WORDS]);
    /// No signal.
    pub const NONE: Self = Self([0; Self::WORDS]);

    /// The set and the signal of this number.
    #[allow(clippy::indexing_slicing)] // As below.
    pub const fn with(mut self, number: u32) -> Self {
        let bit = number as usize - 1;
        self.0[bit / usize::BITS as usize] |= 1 << (bit % usize::BITS as usize);
        self
    }

    /// The set without the signal of this number.
    #[allow(clippy::indexing_slicing)] // The compiler checks it: only constants are made with it.
    pub const fn without(mut self, number: usize) -> Self {
        const BITS: usize = usize::BITS as usize;
        self.0[(number - 1) / BITS] &= !(1 << ((number - 1) % BITS));
        self
    }
}

/// What is done with the signals of a set.
#[derive(Clone, Copy)]
#[repr(u32)]
pub enum How {
    /// They are blocked, too.
    Block = SIG_BLOCK,
    /// They are blocked, and no others.
    SetMask = SIG_SETMASK,
}

/// Blocks these signals, too: `rt_sigprocmask(2)`.
///
/// # Safety
///
/// No code waits for a signal in the set.
pub unsafe fn block_signals(set: &SignalSet) {
    let arguments = [How::Block as usize, &raw const *set as usize, 0, size_of::<SignalSet>()];
    // SAFETY: the kernel reads the set, and writes no old one to a null pointer.
    let _ = unsafe { call(RT_SIGPROCMASK, arguments) };
}

/// Changes the signal mask, if there is a set, and returns the former one: `rt_sigprocmask(2)`.
///
/// It fails only if a filter rejects all of these calls, seccomp(2). Then this returns an empty set, and the mask is never
/// changed.
///
/// # Safety
///
/// No code waits for a signal in the set.
pub unsafe fn exchange_signals(how: How, set: Option<&SignalSet>) -> SignalSet {
    let mut old = SignalSet::NONE;
    let set = set.map_or(0, |set| &raw const *set as usize);
    let old_set = &raw mut old as usize;
    // SAFETY: the kernel reads the set, and writes the old one.
    let _ = unsafe { call(RT_SIGPROCMASK, [how as usize, set, old_set, size_of::<SignalSet>()]) };
    old
}

/// Opens a file descriptor that is readable when one of these signals, which are blocked, has arrived: `signalfd(2)`.
pub fn signal_fd(set: &SignalSet) -> Result<RawFd> {
    let new = usize::MAX;
    let arguments = [new, &raw const *set as usize, size_of::<SignalSet>(), O_CLOEXEC as usize];
    // SAFETY: the kernel reads the set.
    let answer = unsafe { call(SIGNALFD4, arguments) } as RawFd;
    if answer < 0 { Err(Errno::negated(answer).unwrap_or(Errno::INVAL)) } else { Ok(answer) }
}

/// Keeps all pages of the process in memory, those that come later, too: `mlockall(2)`. Without the privilege, it does
/// nothing.
pub fn lock_memory() {
    // SAFETY: no memory changes.
    let _ = unsafe { call(MLOCKALL, [(MCL_CURRENT | MCL_FUTURE) as usize]) };
}

/// `getpid(2)`
pub fn process() -> u32 {
    // SAFETY: it reads and writes no memory. (It does not fail.)
    unsafe { call(GETPID, []) as u32 }
}

/// `exit_group(2)`
#[cfg(not(miri))]
#[inline(always)] // Saves 8 bytes.
#[allow(clippy::cast_sign_loss)] // The kernel takes the low byte.
pub fn exit_group(status: i32) -> ! {
    // SAFETY: it does not return.
    unsafe {
        let _ = call(linux_raw_sys::general::__NR_exit_group, [status as usize]);
        core::hint::unreachable_unchecked()
    }
}
