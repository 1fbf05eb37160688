// SPDX-License-Identifier: MIT OR Apache-2.0
//! The system's log: `/dev/log`, as syslog(3) writes to it.

use heapless::Vec;
use rustix::net::addr::{SocketAddrArg, SocketAddrLen, SocketAddrOpaque};
use rustix::net::{AddressFamily, SendFlags};

use crate::sys::calls;
use crate::sys::errno::Result;
use crate::sys::fd::Fd;

/// LOG_ERR of LOG_LOCAL0.
const PRIORITY: &[u8] = b"<131>";

/// Sends this text, or as much of it as there is room for.
pub fn send(text: &[u8]) -> Result<()> {
    let mut message: Vec<u8, 2048> = Vec::new();
    for &byte in PRIORITY.iter().chain(text) {
        let _ = message.push(byte);
    }
    let socket = Fd::socket(AddressFamily::UNIX)?;
    // A daemon that does not listen does not delay the applet.
    calls::sendto(&socket, &message, SendFlags::DONTWAIT, &DevLog)?;
    Ok(())
}

/// A struct sockaddr_un with the path `/dev/log`.
struct DevLog;

// SAFETY: the address is its family and a path that ends with a NUL, and lives as long as the program.
unsafe impl SocketAddrArg for DevLog {
    unsafe fn with_sockaddr<R>(
        &self,
        call: impl FnOnce(*const SocketAddrOpaque, SocketAddrLen) -> R,
    ) -> R {
        const AF_UNIX: [u8; 2] = 1_u16.to_ne_bytes();
        static ADDRESS: [u8; 11] = {
            let mut address = *b"__/dev/log\0";
            [address[0], address[1]] = AF_UNIX;
            address
        };
        call(ADDRESS.as_ptr().cast(), 11)
    }
}
