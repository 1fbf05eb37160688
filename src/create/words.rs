//! The words that ask for bonds and other interfaces: the operands of `-b`, or the kernel's command line.

use heapless::Vec;

use super::spec::{DEFAULT, DEFAULT_SLAVES, Invalid, Remedy, Spec};
use super::{order, rename, stacked};
use crate::kernel::{Errno, File, Result, System, c_string};
use crate::output::Message;
use crate::parse::{cut, place, until};

/// Bytes for all SPECs, or for a kernel's command line: no boot loader's is longer than 4,096 bytes, on
/// any architecture, but a bootconfig may add to it.
const ROOM: usize = 8192;

/// Bytes of the longest path, with its NUL.
const PATH_MAX: usize = 4096;

/// What the bare word `bridge` means.
const DEFAULT_BRIDGE: &[u8] = b"br0:eth0";

/// The kernel's own command line.
const CMDLINE: &[u8] = b"/proc/cmdline";

/// Words, some of which are SPECs. There is a NUL after each.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Words {
    /// They are a kernel's command line: `bond=SPEC` is a SPEC, and so is `bond` alone.
    pub boot: bool,
    /// The next byte is between double quotes, where white space does not end a word.
    quoted: bool,
    text: Vec<u8, ROOM>,
}

impl Words {
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
        Requests { rest: &self.text, boot: self.boot }
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
            Kind::Bridge => (stacked::read(request), Message::ExampleBridge),
            Kind::Vlan => (stacked::read(request), Message::ExampleVlan),
            Kind::Rename => {
                (rename::read(request).map(|_| Spec::stacked(b"", b"", 0)), Message::ExampleRename)
            }
        };
        let remedy = Remedy::Hint(hint);
        spec.ok_or(Invalid { message: Message::BadValue, part: request.text, remedy })
    }
}

/// The object of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `bond=SPEC`
    Bond,
    /// `bridge=NAME:PORT,...`
    Bridge,
    /// `vlan=NAME:DEVICE`
    Vlan,
    /// `ifname=NAME:MAC`
    Rename,
}

/// What a word asks for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The object.
    pub kind: Kind,
    /// The value of the word, or what a word without a value means.
    pub text: &'a [u8],
}

impl<'a> Request<'a> {
    /// Reads a word of a command line. None if it asks for nothing.
    #[inline(never)]
    pub fn read(mut word: &'a [u8]) -> Option<Self> {
        let kind = match place(b"bond bridge vlan ifname", b' ', cut(&mut word, b'='))? {
            0 => Kind::Bond,
            1 => Kind::Bridge,
            2 => Kind::Vlan,
            _ => Kind::Rename,
        };
        if word.is_empty() {
            word = match kind {
                Kind::Bond => DEFAULT,
                Kind::Bridge => DEFAULT_BRIDGE,
                _ => word,
            };
        }
        Some(Self { kind, text: word })
    }

    /// The name of the interface.
    pub fn name(self) -> &'a [u8] {
        until(self.text, b':')
    }

    /// The interfaces below it, with commas between them.
    pub fn lower(self) -> &'a [u8] {
        let mut rest = self.text;
        // A bond's name alone means these slaves.
        let is_bare = cut(&mut rest, b':').len() == self.text.len();
        if is_bare { DEFAULT_SLAVES } else { until(rest, b':') }
    }
}

/// Goes through the requests among words.
#[derive(Clone)]
pub struct Requests<'a> {
    rest: &'a [u8],
    boot: bool,
}

impl<'a> Requests<'a> {
    /// Those among the words of a command line, with a NUL after each.
    pub fn of(words: &'a [u8]) -> Self {
        Self { rest: words, boot: true }
    }

    /// The last request for the interface of this one among those that follow; none if this one is the last.
    #[inline(never)]
    pub fn replaced(&self, request: Request<'_>) -> Option<&'a [u8]> {
        let mut last = None;
        for other in self.clone() {
            if other.name() == request.name() {
                last = Some(other.text);
            }
        }
        last
    }
}

impl<'a> Iterator for Requests<'a> {
    type Item = Request<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Request<'a>> {
        while !self.rest.is_empty() {
            let word = cut(&mut self.rest, 0);
            if !self.boot {
                return Some(Request { kind: Kind::Bond, text: word });
            }
            let request = Request::read(word);
            if request.is_some() {
                return request;
            }
        }
        None
    }
}
