// SPDX-License-Identifier: MIT OR Apache-2.0
//! The words that ask for bonds and other interfaces: the operands of `-b`, or the kernel's command line.

use heapless::Vec;

use super::order;
use super::request::{Kind, Request, Requests};
use super::spec::{DEFAULT_SLAVES, Invalid, Remedy, Spec};
use crate::kernel::{Errno, File, Result, System, c_string};
use crate::output::Message;
use crate::parse::cut;

/// Bytes for all SPECs, or for a kernel's command line: no boot loader's is longer than 4,096 bytes, on
/// any architecture, but a bootconfig may add to it.
const ROOM: usize = 8192;

/// Bytes of the longest path, with its NUL.
const PATH_MAX: usize = 4096;

/// The kernel's own command line.
const CMDLINE: &[u8] = b"/proc/cmdline";

/// SpecList, some of which are SPECs. There is a NUL after each.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct SpecList {
    /// They are a kernel's command line: `bond=SPEC` is a SPEC, and so is `bond` alone.
    pub boot: bool,
    /// The next byte is between double quotes, where white space does not end a word.
    quoted: bool,
    text: Vec<u8, ROOM>,
}

impl SpecList {
    /// None yet.
    pub fn new(boot: bool) -> Self {
        Self { boot, quoted: !boot, text: Vec::new() }
    }

    /// Gathers operands: SPECs, or the path of a file with words, by default the kernel's command line.
    /// Returns the operand that cannot be read, and the reason.
    pub fn gather<'a, S: System>(
        &mut self,
        system: S,
        operands: &mut impl Iterator<Item = &'a [u8]>,
    ) -> core::result::Result<(), (&'a [u8], Errno)> {
        let mut next = operands.next().or(self.boot.then_some(CMDLINE));
        while let Some(word) = next {
            self.add(system, word).map_err(|reason| (word, reason))?;
            next = operands.next();
        }
        if self.boot {
            order::sort(&mut self.text);
        }
        Ok(())
    }

    /// Appends a SPEC; or the words of the file that has this path. ENOBUFS where there is no room.
    #[inline(never)] // The room for a path is needed for as long as this takes, not longer.
    fn add<S: System>(&mut self, system: S, word: &[u8]) -> Result<()> {
        if !self.boot {
            self.append(word)?;
            return self.text.push(0).map_err(|_| Errno::NOBUFS);
        }
        // For the path, and then for the file's content.
        let mut room = [0; PATH_MAX];
        let file = system.open(c_string(word, &mut room).ok_or(Errno::NAMETOOLONG)?)?;
        loop {
            let count = file.read(&mut room)?;
            if count == 0 {
                return self.text.push(0).map_err(|_| Errno::NOBUFS);
            }
            self.append(room.get(..count).unwrap_or_default())?;
        }
    }

    /// Appends some text, with quotes as the kernel's own parser reads them: around a word or its value.
    fn append(&mut self, text: &[u8]) -> Result<()> {
        for &byte in text {
            let byte = match byte {
                b'"' if self.boot => {
                    self.quoted = !self.quoted;
                    continue;
                }
                ..=b' ' if !self.quoted => 0,
                byte => byte,
            };
            self.text.push(byte).map_err(|_| Errno::NOBUFS)?;
        }
        Ok(())
    }

    /// Each request, with those that others replace.
    pub fn requests(&self) -> Requests<'_> {
        Requests::of(&self.text, self.boot)
    }

    /// The value of a word `NAME=VALUE`: the last one wins.
    pub fn value(&self, name: &[u8]) -> Option<&[u8]> {
        let mut value = None;
        let mut rest = self.text.as_slice();
        while !rest.is_empty() {
            let mut word = cut(&mut rest, 0);
            if cut(&mut word, b'=') == name {
                value = Some(word);
            }
        }
        value
    }

    /// Reads a request. Of one for a new name, only the name is of use.
    pub fn read<'a>(&self, request: Request<'a>) -> core::result::Result<Spec<'a>, Invalid<'a>> {
        let (spec, hint) = match request.kind {
            Kind::Bond => {
                return Spec::read(request.text, if self.boot { DEFAULT_SLAVES } else { b"" });
            }
            Kind::Bridge => (request.stacked(), Message::ExampleBridge),
            Kind::Vlan => (request.stacked(), Message::ExampleVlan),
            Kind::Rename => {
                (request.hwaddr().map(|_| Spec::stacked(b"", b"", 0)), Message::ExampleRename)
            }
        };
        let remedy = Remedy::Hint(hint);
        spec.ok_or(Invalid { message: Message::BadValue, part: request.text, remedy })
    }
}
