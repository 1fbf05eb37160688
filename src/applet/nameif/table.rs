//! Which interface gets which name: pairs of arguments, or lines of a file.

use heapless::Vec;

use super::ETHERNET;
use crate::kernel::{Errno, File, Result, System, c_string};
use crate::parse;
use crate::text::Message;

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

/// Names, each with a hardware address.
pub struct Table<'a, S, A> {
    pub system: S,
    pub args: A,
    /// The operands are pairs of a name and an address; or else, lines of the file are.
    pub pairs: bool,
    /// The file's path.
    pub file: &'a [u8],
}

/// Is told an entry: its number, the name and the address.
pub type Each<'e> = dyn FnMut(usize, &[u8], &[u8]) + 'e;

/// `linux/limits.h`: the most bytes of a path, with its NUL.
const PATH_MAX: usize = 4096;

/// More than a name or an address has.
const WORD: usize = 20;

impl<'a, S, A> Table<'a, S, A>
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    /// Tells each entry, which is not known to be right.
    #[inline(never)]
    pub fn each(&self, each: &mut Each<'_>) -> Result<()> {
        let mut at = 0;
        if self.pairs {
            let mut operands = Operands::new(self.args.clone());
            while let (Some(name), Some(address)) =
                (operands.next_operand(), operands.next_operand())
            {
                each(at, name, address);
                at += 1;
            }
            return Ok(());
        }
        let mut path = [0; PATH_MAX];
        let path = c_string(self.file, &mut path).ok_or(Errno::NAMETOOLONG)?;
        let file = self.system.open(path)?;
        // Of a line, the first two words count; `#` begins a comment.
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
                        each(at, name, address);
                        at += 1;
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

    /// How many of the entries behind this one have this address.
    #[inline(never)]
    pub fn behind(&self, at: usize, address: &[u8; ETHERNET]) -> usize {
        let mut count = 0;
        // If it cannot be read again, the next entry tells.
        let _ = self.each(&mut |other_at, _, text| {
            let mut other = [0; ETHERNET];
            parse::hwaddr(text, &mut other);
            if other_at > at && other == *address {
                count += 1;
            }
        });
        count
    }
}
