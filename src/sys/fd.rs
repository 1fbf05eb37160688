//! File descriptors.

#![allow(unsafe_code)]

use core::cell::OnceCell;

use rustix::fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd};
use rustix::net::{AddressFamily, SocketFlags, SocketType};

use super::calls;
use super::errno::{Errno, Result};

/// A file descriptor that is closed when it is dropped.
///
/// In place of rustix's OwnedFd, which asserts at each use that it is not -1.
pub struct Fd(BorrowedFd<'static>);

impl Fd {
    /// Opens a SOCK_DGRAM socket that never takes the place of a closed standard stream, and that no
    /// program inherits.
    #[inline(never)]
    pub fn socket(family: AddressFamily) -> Result<Self> {
        let mut flags = SocketFlags::CLOEXEC;
        loop {
            match calls::socket_with(family, SocketType::DGRAM, flags, None) {
                // Linux 2.4 takes the flag for another type of socket.
                Err(rustix::io::Errno::INVAL) if !flags.is_empty() => flags = SocketFlags::empty(),
                opened => {
                    let fd = Self::own(opened?);
                    // While one holds a low number, the next gets a higher; then it is closed.
                    return if fd.0.as_raw_fd() > 2 { Ok(fd) } else { Self::socket(family) };
                }
            }
        }
    }

    /// Takes over a file descriptor that has just been opened.
    pub(crate) fn own(fd: impl IntoRawFd) -> Self {
        // SAFETY: it is open, and nobody else has it, until it is dropped.
        Self(unsafe { BorrowedFd::borrow_raw(fd.into_raw_fd()) })
    }
}

impl Drop for Fd {
    fn drop(&mut self) {
        // SAFETY: it is open, and it is not used from here on.
        unsafe { calls::close(self.0.as_raw_fd()) };
    }
}

impl AsFd for Fd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0
    }
}

/// The socket in a cell, which is opened, and set up, if there is none.
pub fn opened(
    cell: &OnceCell<Fd>,
    family: AddressFamily,
    set_up: impl FnOnce(&Fd),
) -> Result<BorrowedFd<'_>> {
    if cell.get().is_none() {
        let fd = Fd::socket(family)?;
        set_up(&fd);
        let _ = cell.set(fd);
    }
    cell.get().map(|fd| fd.0).ok_or(Errno::BADF)
}
