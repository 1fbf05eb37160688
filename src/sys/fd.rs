//! File descriptors.

#![allow(unsafe_code)]

use core::cell::OnceCell;
use core::mem::ManuallyDrop;

use super::calls::{self, AF_NETLINK, enable};
use super::errno::{Errno, Result};

/// A file descriptor that is closed when it is dropped: the number that the kernel returned.
pub struct Fd(usize);

impl Fd {
    /// Opens a SOCK_DGRAM socket of this family, AF_…, that never takes the place of a closed standard stream, and
    /// that no program inherits.
    #[inline(never)]
    pub fn socket(family: u32) -> Result<Self> {
        let mut cloexec = true;
        loop {
            match calls::socket(family, cloexec) {
                // Linux 2.4 takes the flag for another type of socket.
                Err(Errno::INVAL) if cloexec => cloexec = false,
                opened => {
                    let fd = opened?;
                    // While one has a low number, the next one gets a higher number; then it is closed.
                    return if fd.0 > 2 { Ok(fd) } else { Self::socket(family) };
                }
            }
        }
    }

    /// Takes over a file descriptor.
    ///
    /// # Safety
    ///
    /// It has just been opened.
    pub(super) const unsafe fn own(number: usize) -> Self {
        Self(number)
    }

    /// A standard stream: 0, 1 or 2. It stays open.
    pub const fn standard(number: usize) -> ManuallyDrop<Self> {
        ManuallyDrop::new(Self(number))
    }

    /// Its number.
    pub const fn number(&self) -> usize {
        self.0
    }
}

impl Drop for Fd {
    fn drop(&mut self) {
        // SAFETY: it is open, and nothing uses it afterwards.
        unsafe { calls::close(self) };
    }
}

/// NETLINK_GET_STRICT_CHK of `linux/netlink.h`: the kernel filters dumps by the fields and attributes of the request.
const GET_STRICT_CHK: usize = 12;

/// The socket in a cell, which is opened if there is none.
#[inline(never)]
pub fn opened(cell: &OnceCell<Fd>, family: u32) -> Result<&Fd> {
    if cell.get().is_none() {
        let socket = Fd::socket(family)?;
        if family == AF_NETLINK {
            // Before Linux 4.20 the kernel does not filter: callers skip what they did not ask for.
            let _ = enable(&socket, GET_STRICT_CHK);
        }
        let _ = cell.set(socket);
    }
    cell.get().ok_or(Errno::BADF)
}
