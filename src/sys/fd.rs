//! File descriptors.

#![allow(unsafe_code)]

use core::mem::ManuallyDrop;

use linux_raw_sys::general::__NR_close;

use super::syscall::call;

/// A file descriptor that is closed when it is dropped: the number that the kernel returned.
pub struct Fd(usize);

impl Fd {
    /// Takes over a file descriptor.
    ///
    /// # Safety
    ///
    /// It has just been opened.
    pub(super) const unsafe fn own(number: usize) -> Self {
        Self(number)
    }

    /// A standard stream: 0, 1 or 2. It stays open. If it was closed at the start, its use gives EBADF, which is
    /// reported.
    pub const fn standard(number: usize) -> ManuallyDrop<Self> {
        ManuallyDrop::new(Self(number))
    }

    /// Its number.
    pub const fn number(&self) -> usize {
        self.0
    }
}

impl Drop for Fd {
    /// `close(2)`
    fn drop(&mut self) {
        // SAFETY: it is open, and nothing uses it afterwards. The kernel closes it even if it reports an error.
        let _ = unsafe { call(__NR_close, [self.0]) };
    }
}
