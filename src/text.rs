//! Every word that is printed, and how it gets out.

mod errno;
mod message;
mod number;
mod output;
pub mod packed;

pub use message::Message;
pub use output::Output;

use crate::kernel::{Errno, System};

/// `-u`, and what follows a usage error.
pub const USAGE: &[u8] = b"\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfv] MASTER SLAVE...
       ifenslave -h | -u | -V
";

/// What `-h` adds to the usage.
pub const OPTIONS: &[u8] = b"
Attach network interfaces to a bond, or show interfaces

  -c, --change-active   make SLAVE the active one
  -d, --detach          release slaves
  -f, --force           even if MASTER is down
  -v, --verbose         tell each step
  -a, --all-interfaces  show interfaces that are down, too
  -h, --help  -u, --usage  -V, --version
";

/// `-V`
pub const VERSION: &[u8] = concat!("ifenslave ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// The names that a message may speak of.
#[derive(Clone, Copy, Default)]
pub struct Names<'a> {
    /// The bond's.
    pub master: &'a [u8],
    /// The slave's that all is about at the time.
    pub slave: &'a [u8],
}

/// Appends a line that says what was done to the interface `about`, or what failed and why.
pub fn say<S: System>(
    out: &mut Output<'_, S>,
    names: Names<'_>,
    message: Message,
    about: &[u8],
    reason: Option<Errno>,
) {
    out.push(b"ifenslave: ");
    for byte in message.text() {
        out.push(match byte {
            b'@' => about,
            b'%' => names.slave,
            b'#' => names.master,
            b'!' if reason.is_none() => b"",
            b'!' => b"can't ",
            byte => core::slice::from_ref(byte),
        });
    }
    if let Some(reason) = reason {
        out.push(b": ");
        errno::push(out, reason);
        out.push(message.hint(reason));
    }
    out.push(b"\n");
}
