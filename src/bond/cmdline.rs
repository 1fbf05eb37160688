//! Where the SPECs of bonds are: among the arguments, or on the kernel's own command line.

use heapless::Vec;

use super::spec::DEFAULT;
use crate::kernel::{Errno, File, Result, System, c_string};
use crate::parse::cut;

/// Bytes for all SPECs, or for a kernel's command line: no boot loader's is longer than 4,096 bytes, on
/// any architecture, but a bootconfig may add to it.
const ROOM: usize = 8192;

/// Bytes of the longest path, with its NUL.
const PATH_MAX: usize = 4096;

/// The kernel's own command line.
const CMDLINE: &[u8] = b"/proc/cmdline";

/// Words, some of which are SPECs.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Words {
    /// They are a kernel's command line: `bond=SPEC` is one, or `bond` alone.
    boot: bool,
    /// What comes next is between double quotes, where blanks do not end a word.
    quoted: bool,
    text: Vec<u8, ROOM>,
}

impl Words {
    /// None yet.
    pub fn new(boot: bool) -> Self {
        Self { boot, quoted: !boot, text: Vec::new() }
    }

    /// Gathers operands: SPECs, or the paths of files with words. Where there are none: nothing, which is a
    /// SPEC, or the kernel's command line. What cannot be read is told, and why.
    pub fn gather<'a, S: System>(
        &mut self,
        system: S,
        operands: &mut impl Iterator<Item = &'a [u8]>,
    ) -> core::result::Result<(), (&'a [u8], Errno)> {
        let mut next = operands.next().or(Some(if self.boot { CMDLINE } else { b"" }));
        while let Some(word) = next {
            self.add(system, word).map_err(|reason| (word, reason))?;
            next = operands.next();
        }
        Ok(())
    }

    /// Appends SPECs; or the words of the file that has this path. ENOBUFS where there is no room.
    #[inline(never)] // The room for a path is needed for as long as this takes, not longer.
    fn add<S: System>(&mut self, system: S, word: &[u8]) -> Result<()> {
        if !self.boot {
            self.append(word)?;
            return self.text.push(b' ').map_err(|_| Errno::NOBUFS);
        }
        // For the path, and then for what is read.
        let mut room = [0; PATH_MAX];
        let file = system.open(c_string(word, &mut room).ok_or(Errno::NAMETOOLONG)?)?;
        loop {
            let count = file.read(&mut room)?;
            if count == 0 {
                return Ok(());
            }
            self.append(room.get(..count).unwrap_or_default())?;
        }
    }

    /// Appends some text, with a blank between words; and with a slash for what is no end of a word, for no
    /// SPEC has either.
    fn append(&mut self, text: &[u8]) -> Result<()> {
        for &byte in text {
            let byte = match byte {
                b'"' if self.boot => {
                    self.quoted = !self.quoted;
                    continue;
                }
                ..=b' ' if self.quoted => b'/',
                byte => byte.max(b' '),
            };
            self.text.push(byte).map_err(|_| Errno::NOBUFS)?;
        }
        Ok(())
    }

    /// Each SPEC.
    pub fn specs(&self) -> Specs<'_> {
        Specs { rest: &self.text, boot: self.boot }
    }
}

/// Goes through the SPECs among words.
pub struct Specs<'a> {
    rest: &'a [u8],
    boot: bool,
}

impl<'a> Iterator for Specs<'a> {
    type Item = &'a [u8];

    #[inline(never)]
    fn next(&mut self) -> Option<&'a [u8]> {
        while !self.rest.is_empty() {
            let mut spec = cut(&mut self.rest, b' ');
            if self.boot && cut(&mut spec, b'=') != b"bond" {
                continue;
            }
            return Some(if spec.is_empty() { DEFAULT } else { spec });
        }
        None
    }
}
