// SPDX-License-Identifier: MIT OR Apache-2.0
//! File descriptors.

#![allow(unsafe_code)]

use core::cell::OnceCell;

use rustix::fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd};
use rustix::net::{AddressFamily, SocketFlags, SocketType};

use super::calls;
use super::errno::Result;
use super::setsockopt::enable;

/// A file descriptor that is closed when it is dropped.
///
/// rustix's OwnedFd asserts at each use that it is not -1.
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

    /// The same file with a higher number, if this one has that of a standard stream.
    pub fn above_streams(self) -> Result<Self> {
        if self.0.as_raw_fd() > 2 {
            return Ok(self);
        }
        Ok(Self::own(calls::fcntl_dupfd_cloexec(self.0, 3)?))
    }

    /// Takes over a file descriptor that has just been opened.
    pub(crate) fn own(fd: impl IntoRawFd) -> Self {
        // SAFETY: it is open, and it has no other owner.
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

/// NETLINK_GET_STRICT_CHK of `linux/netlink.h`: the kernel filters dumps by the fields and attributes of the request.
const GET_STRICT_CHK: usize = 12;

/// The socket in a cell, which is opened if there is none.
#[inline(never)]
pub fn opened(cell: &OnceCell<Fd>, family: AddressFamily) -> Result<BorrowedFd<'_>> {
    if let Some(fd) = cell.get() {
        return Ok(fd.0);
    }
    let socket = Fd::socket(family)?;
    let fd = socket.0;
    if family == AddressFamily::NETLINK {
        // Before Linux 4.20 the kernel does not filter: callers skip what they did not ask for.
        enable(fd, GET_STRICT_CHK);
    }
    let _ = cell.set(socket);
    Ok(fd)
}
