//! Opening sockets.

use core::cell::OnceCell;

use super::calls::{AF_NETLINK, enable, socket};
use super::errno::{Errno, Result};
use super::fd::Fd;

/// Opens a SOCK_DGRAM socket of this family, AF_…, that never takes the place of a closed standard stream, and that no
/// program inherits.
#[inline(never)]
pub fn open(family: u32) -> Result<Fd> {
    let mut cloexec = true;
    loop {
        match socket(family, cloexec) {
            // Linux 2.4 takes the flag for another type of socket.
            Err(Errno::INVAL) if cloexec => cloexec = false,
            opened => {
                let fd = opened?;
                // While one has a low number, the next one gets a higher number; then it is closed.
                return if fd.number() > 2 { Ok(fd) } else { open(family) };
            }
        }
    }
}

/// NETLINK_GET_STRICT_CHK of `linux/netlink.h`: the kernel filters dumps by the fields and attributes of the request.
const GET_STRICT_CHK: usize = 12;

/// The socket in a cell, which is opened if there is none.
#[inline(never)]
pub fn opened(cell: &OnceCell<Fd>, family: u32) -> Result<&Fd> {
    if cell.get().is_none() {
        let socket = open(family)?;
        if family == AF_NETLINK {
            // Before Linux 4.20 the kernel does not filter: callers skip what they did not ask for.
            let _ = enable(&socket, GET_STRICT_CHK);
        }
        let _ = cell.set(socket);
    }
    cell.get().ok_or(Errno::BADF)
}
