//! Which interface gets which name: pairs of arguments, or lines of a file.

use heapless::Vec;

use crate::kernel::{Errno, File, IfName, Ifreq, Memory, Result, System, c_string};
use crate::parse;
use crate::text::{Message, Printer};

/// The file, where none is named.
const MACTAB: &[u8] = b"/etc/mactab";

/// Arguments that are no options, by the rules of getopt(3); and once they have been walked, what the
/// options say.
pub struct Operands<'a, A> {
    args: A,
    /// `--` has been seen.
    ended: bool,
    /// `-s`: what is said goes to the system's log, too.
    pub log: bool,
    /// `-c`: the file's path.
    pub file: &'a [u8],
    /// What is wrong with an option,
    pub wrong: Option<Message>,
    /// which is this one; or else, the last argument.
    pub last: &'a [u8],
}

impl<'a, A: Iterator<Item = &'a [u8]>> Operands<'a, A> {
    /// Those of all arguments.
    #[inline(never)]
    pub fn new(args: A) -> Self {
        Self { args, ended: false, log: false, file: MACTAB, wrong: None, last: b"" }
    }

    /// The next one; none after what is wrong.
    #[inline(never)]
    pub fn next_operand(&mut self) -> Option<&'a [u8]> {
        loop {
            if self.wrong.is_some() {
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
                self.wrong = Some(Message::UNKNOWN_OPTION);
            } else if !rest.is_empty() {
                self.file = rest;
                return;
            } else if let Some(file) = self.args.next() {
                self.file = file;
            } else {
                self.wrong = Some(Message::MISSING);
            }
        }
    }
}

/// Names, each with a hardware address, in the order in which they were given.
pub struct Table<'m> {
    pub records: &'m mut Memory,
    pub count: usize,
}

/// The name, in two halves, and the address as a number; the rest is not used.
type Entry = [u64; 5];

/// The name of an entry.
pub fn name(&[first, second, ..]: &Entry) -> IfName {
    IfName::from_word(u128::from(first) << 64 | u128::from(second))
}

/// The address of an entry, as [`number`] has it.
pub fn address(&[_, _, address, ..]: &Entry) -> u64 {
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

/// More than a name or an address has.
const WORD: usize = 24;

impl Table<'_> {
    /// Adds an entry, or says what of it makes no sense.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // Halves.
    pub fn add<S: System>(&mut self, name: &[u8], address: &[u8], printer: &mut Printer<S>) {
        let mut bytes = [0; ETHERNET];
        if !printer.slave.read(name, false) {
            return printer.line(Message::BAD_NAME, name);
        }
        // As BusyBox's may be told that it is no name of a driver.
        let digits = address.strip_prefix(b"mac=").unwrap_or(address);
        if !parse::hwaddr(digits, &mut bytes) {
            return printer.line(Message::PARSE, address);
        }
        let mut ifreq = Ifreq::new(&printer.slave);
        ifreq.set_hwaddr(0, &bytes);
        let Some(record) = self.records.get_mut(self.count) else {
            return printer.fail(Message::MEMORY, Errno::NOBUFS);
        };
        let word = printer.slave.word();
        *record = [(word >> 64) as u64, word as u64, number(&ifreq), 0, 0];
        self.count += 1;
    }

    /// Adds what the lines of a file say: two words each, and `#` begins a comment.
    pub fn read_file<S: System>(&mut self, system: S, path: &[u8], printer: &mut Printer<S>) {
        if let Err(reason) = self.try_file(system, path, printer) {
            printer.fail_with(Message::FILE, path, reason);
        }
    }

    fn try_file<S: System>(
        &mut self,
        system: S,
        path: &[u8],
        printer: &mut Printer<S>,
    ) -> Result<()> {
        let file = if path == b"-" {
            system.stdin()?
        } else {
            let mut room = [0; PATH_MAX];
            system.open(c_string(path, &mut room).ok_or(Errno::NAMETOOLONG)?)?
        };
        let mut words: [Vec<u8, WORD>; 2] = [Vec::new(), Vec::new()];
        let mut which = 0;
        let mut piece = [0; 512];
        loop {
            let read = file.read(&mut piece)?;
            // The last line may have no end.
            let bytes = if read == 0 { b"\n" } else { piece.get(..read).unwrap_or_default() };
            for &byte in bytes {
                if byte == b'\n' {
                    let [name, address] = &mut words;
                    if !name.is_empty() {
                        self.add(name, address, printer);
                    }
                    name.clear();
                    address.clear();
                    which = 0;
                } else if byte == b'#' {
                    which = 2;
                } else if let Some(word) = words.get_mut(which) {
                    if byte > b' ' {
                        // One that there is no room for is too long in any case.
                        let _ = word.push(byte);
                    } else if !word.is_empty() {
                        which += 1;
                    }
                }
            }
            if read == 0 {
                return Ok(());
            }
        }
    }

    /// The entries.
    pub fn entries(&self) -> &[Entry] {
        self.records.get(..self.count).unwrap_or_default()
    }
}
