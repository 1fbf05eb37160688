//! Which interface gets which name: pairs of arguments, or lines of a file.

use heapless::Vec;

use crate::kernel::{Errno, File, Result, System, c_string};

/// The file, where none is named.
const MACTAB: &[u8] = b"/etc/mactab";

/// Arguments that are no options, by the rules of getopt(3); and once they have been walked, what the
/// options say.
#[derive(Clone)]
pub struct Operands<'a, A> {
    args: A,
    /// `--` has been seen.
    ended: bool,
    /// `-c`: the file's path.
    pub file: &'a [u8],
    /// `-c` is last, without a path.
    pub lacks_file: bool,
    /// `-s`: what is said goes to the system's log, too.
    pub log: bool,
    /// An option that there is not.
    pub unknown: Option<&'a [u8]>,
    /// The last argument.
    pub last: &'a [u8],
}

impl<'a, A: Iterator<Item = &'a [u8]>> Operands<'a, A> {
    /// Those of all arguments.
    pub fn new(args: A) -> Self {
        Self {
            args,
            ended: false,
            file: MACTAB,
            lacks_file: false,
            log: false,
            unknown: None,
            last: b"",
        }
    }

    /// Reads a cluster of options.
    fn options(&mut self, mut letters: &'a [u8]) {
        while let [letter, rest @ ..] = letters {
            match letter {
                b's' => self.log = true,
                b'c' => {
                    let file = if rest.is_empty() { self.args.next() } else { Some(rest) };
                    self.lacks_file |= file.is_none();
                    self.file = file.unwrap_or(MACTAB);
                    return;
                }
                _ => self.unknown = Some(letters),
            }
            letters = rest;
        }
    }
}

impl<'a, A: Iterator<Item = &'a [u8]>> Iterator for Operands<'a, A> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        loop {
            let arg = self.args.next()?;
            self.last = arg;
            match arg {
                b"--" if !self.ended => self.ended = true,
                [b'-', letters @ ..] if !self.ended && !letters.is_empty() => self.options(letters),
                _ => return Some(arg),
            }
        }
    }
}

/// Names, each with a hardware address.
pub enum Table<'a, S, A> {
    /// Arguments.
    Pairs(Operands<'a, A>),
    /// The file of this path. Of a line two words count; `#` begins a comment.
    File(S, &'a [u8]),
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
    /// The file's path.
    pub fn path(&self) -> &'a [u8] {
        match self {
            Self::Pairs(_) => b"",
            Self::File(_, path) => path,
        }
    }

    /// Tells each entry, which is not known to be right.
    #[inline(never)]
    pub fn each(&self, each: &mut Each<'_>) -> Result<()> {
        let mut at = 0;
        match self {
            Self::Pairs(operands) => {
                let mut operands = operands.clone();
                while let (Some(name), Some(address)) = (operands.next(), operands.next()) {
                    each(at, name, address);
                    at += 1;
                }
                Ok(())
            }
            Self::File(system, path) => {
                let file =
                    system.open(c_string(path, &mut [0; PATH_MAX]).ok_or(Errno::NAMETOOLONG)?)?;
                // Of a line: its first two words.
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
                            which = words.len();
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
        }
    }
}
