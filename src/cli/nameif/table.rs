// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which interface gets which name: pairs of arguments, or lines of a file.

use crate::kernel::{Errno, Ifreq, Record, Result, System, c_string};
use crate::output::{Message, Printer};
use crate::show::proc::Words;
use crate::show::records::halves;
use crate::{DONE, parse};

/// The file, where none is named.
const MACTAB: &[u8] = b"/etc/mactab";

/// The operands among the arguments, by the rules of getopt(3); and of those that came so far, the
/// options.
pub struct Operands<'a, A> {
    args: A,
    /// `--` has been seen.
    ended: bool,
    /// `-s`: messages go to the system's log, too.
    pub log: bool,
    /// `-c`: the file's path.
    pub file: &'a [u8],
    /// Why an option is invalid,
    pub error: Option<Message>,
    /// and that option; or else the last argument.
    pub last: &'a [u8],
}

impl<'a, A: Iterator<Item = &'a [u8]>> Operands<'a, A> {
    /// The operands among these arguments.
    #[inline(never)] // Saves 40 bytes with xz.
    pub fn new(args: A) -> Self {
        Self { args, ended: false, log: false, file: MACTAB, error: None, last: b"" }
    }

    /// The next operand; none after an error.
    pub fn next_operand(&mut self) -> Option<&'a [u8]> {
        loop {
            if self.error.is_some() {
                return None;
            }
            self.last = self.args.next()?;
            match self.last {
                _ if self.ended => return Some(self.last),
                b"--" => self.ended = true,
                [b'-', letters @ ..] if !letters.is_empty() => self.options(letters),
                _ => return Some(self.last),
            }
        }
    }

    /// Reads a cluster of options.
    fn options(&mut self, mut letters: &'a [u8]) {
        while let [letter, rest @ ..] = letters {
            letters = rest;
            if *letter == b's' {
                self.log = true;
            } else if *letter != b'c' {
                self.error = Some(Message::UnknownOption);
            } else if !rest.is_empty() {
                self.file = rest;
                return;
            } else if let Some(file) = self.args.next() {
                self.file = file;
            } else {
                self.error = Some(Message::Missing);
            }
        }
    }
}

/// Names, each with a hardware address, in the order in which they were given.
pub struct Table<'m> {
    pub records: &'m mut [Record; ROOM],
    pub count: usize,
}

/// The most entries of a table.
pub const ROOM: usize = 8192;

/// The address of an entry, as [`number`] returns it.
pub fn address(&[_, _, address, ..]: &Record) -> u64 {
    address
}

/// The first six bytes of `ifr_hwaddr`, as a number.
pub fn number(ifreq: &Ifreq) -> u64 {
    ifreq.answer(2, ETHERNET)
}

/// The bytes of Ethernet's hardware addresses.
const ETHERNET: usize = 6;

/// `linux/limits.h`: the most bytes of a path, with its NUL.
const PATH_MAX: usize = 4096;

impl Table<'_> {
    /// Adds an entry, or reports which part of it is invalid.
    pub fn add<S: System>(&mut self, name: &[u8], address: &[u8], printer: &mut Printer<S>) {
        begin(name, printer);
        self.end(address, printer);
    }

    /// Adds the entry that [`begin`] began, with this address.
    fn end<S: System>(&mut self, address: &[u8], printer: &mut Printer<S>) {
        // An error has been reported.
        if printer.status != DONE {
            return;
        }
        let mut bytes = [0; ETHERNET];
        // BusyBox accepts this prefix, which says that the word is no name of a driver.
        let digits = address.strip_prefix(b"mac=").unwrap_or(address);
        if !parse::hwaddr(digits, &mut bytes) {
            return printer.line(Message::Parse, address);
        }
        let mut ifreq = Ifreq::new(&printer.slave);
        ifreq.set_hwaddr(0, &bytes);
        let Some(record) = self.records.get_mut(self.count) else {
            return printer.fail(Message::Memory, Errno::NOBUFS);
        };
        let [first, second] = halves(printer.slave.word());
        *record = [first, second, number(&ifreq), 0, 0];
        self.count += 1;
    }

    /// Adds the entries of a file: lines of two words each, in which `#` begins a comment.
    pub fn read_file<S: System>(&mut self, system: S, path: &[u8], printer: &mut Printer<S>) {
        // This may be why a line is invalid, and is reported as well.
        if let Err(reason) = self.try_file(system, path, printer) {
            printer.fail_with(Message::File, path, reason);
        }
    }

    fn try_file<S: System>(
        &mut self,
        system: S,
        path: &[u8],
        printer: &mut Printer<S>,
    ) -> Result<()> {
        let mut words = Words::new(if path == b"-" {
            system.stdin()?
        } else {
            let mut room = [0; PATH_MAX];
            system.open(c_string(path, &mut room).ok_or(Errno::NAMETOOLONG)?)?
        });
        // A file from another system may have a carriage return at the end of each line.
        words.separator = b'\r';
        while words.next_line() {
            let word = words.next_word();
            let name = parse::until(word, b'#');
            if name.is_empty() {
                continue;
            }
            let comment = name.len() != word.len();
            begin(name, printer);
            let address = if comment { b"" } else { parse::until(words.next_word(), b'#') };
            self.end(address, printer);
        }
        words.outcome
    }

    /// The entries.
    pub fn entries(&self) -> &[Record] {
        self.records.get(..self.count).unwrap_or_default()
    }
}

/// Begins an entry, with this name.
fn begin<S: System>(name: &[u8], printer: &mut Printer<S>) {
    if !printer.slave.read(name, false) && printer.status == DONE {
        printer.line(Message::BadName, name);
    }
}
