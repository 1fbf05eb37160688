//! Every word that is printed, and how it gets out.

mod errno;
mod message;
mod number;
mod output;
pub mod packed;

pub use message::Message;
pub use output::Output;

use crate::kernel::{Errno, IfName, Stream, System};

/// `-h`
pub const HELP: &[u8] = b"\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfv] MASTER SLAVE...
       ifenslave -h | -u | -V

Show interfaces, or attach slaves to a bond

  -a, --all-interfaces\tshow those that are down, too
  -c, --change-active\tmake SLAVE the active one
  -d, --detach\t\trelease slaves
  -f, --force\t\tMASTER may be down
  -v, --verbose\t\ttell each step
  -h, --help  -u, --usage  -V, --version
";

/// `-u`, and what follows a usage error: the first three lines of the help.
pub const USAGE: &[u8] = HELP.split_at(101).0;

/// `-V`
pub const VERSION: &[u8] = concat!("ifenslave ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// Messages on their way to standard error, and the names that they speak of.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Messages<'a, S> {
    /// The bond's name.
    pub master: IfName,
    /// The name of the slave that all is about at the time.
    pub slave: IfName,
    out: Output<'a, S>,
}

impl<'a, S: System> Messages<'a, S> {
    /// None yet, and no names.
    pub fn new(system: &'a S) -> Self {
        let out = Output::new(system, Stream::Stderr);
        Self { master: IfName::NONE, slave: IfName::NONE, out }
    }

    /// Adds a line that says what was done to the interface `about`, or what failed and why.
    pub fn say(&mut self, message: Message, about: &[u8], reason: Option<Errno>) {
        self.out.push(b"ifenslave: ");
        for byte in message.text() {
            self.out.push(match byte {
                b'@' => about,
                b'%' => self.slave.as_bytes(),
                b'#' => self.master.as_bytes(),
                b'!' if reason.is_none() => b"",
                b'!' => b"can't ",
                byte => core::slice::from_ref(byte),
            });
        }
        if let Some(reason) = reason {
            self.out.push(b": ");
            let words = message::reason(reason);
            self.out.push(words);
            if words.is_empty() {
                self.out.push(b"Unknown error ");
                number::push(&mut self.out, reason.number().into());
            }
            self.out.push(message.hint(reason));
        }
        self.out.push(b"\n");
    }

    /// Adds the usage.
    pub fn usage(&mut self) {
        self.out.push(USAGE);
    }

    /// Writes them.
    #[inline(never)]
    pub fn tell(&mut self) {
        // Where standard error takes no text, there is nowhere left to say so.
        let _ = self.out.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usage_is_the_help_up_to_its_first_empty_line() {
        let end = HELP.windows(2).position(|bytes| bytes == b"\n\n").unwrap();
        assert_eq!(USAGE, &HELP[..=end]);
    }
}
