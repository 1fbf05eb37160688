//! The system's log: `/dev/log`, as syslog(3) writes to it.

use heapless::Vec;

use crate::sys::calls::{self, AF_UNIX, MSG_DONTWAIT};
use crate::sys::errno::Result;
use crate::sys::socket;

/// LOG_ERR of LOG_LOCAL0.
const PRIORITY: &[u8] = b"<131>";

/// Sends this text, or as much of it as there is room for.
pub fn send(text: &[u8]) -> Result<()> {
    let mut message: Vec<u8, 2048> = Vec::new();
    for &byte in PRIORITY.iter().chain(text) {
        let _ = message.push(byte);
    }
    let socket = socket::open(AF_UNIX)?;
    // A daemon that does not listen does not delay the applet.
    calls::send(&socket, &message, MSG_DONTWAIT, &DEV_LOG)?;
    Ok(())
}

/// A struct sockaddr_un: its family, and the path `/dev/log`.
static DEV_LOG: [u8; 11] = {
    let mut address = *b"__/dev/log\0";
    [address[0], address[1]] = calls::address_family(AF_UNIX).to_ne_bytes();
    address
};
