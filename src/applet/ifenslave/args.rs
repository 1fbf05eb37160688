//! The command line, by the rules of getopt_long(3), to a [`Command`].
//!
//! Letters cluster (`-cd`), options may follow operands, `--` ends them, a long option may be
//! abbreviated while it stays unambiguous. No option takes an argument, so every argument that
//! is not an option is an operand: operands are found again by walking the arguments once more,
//! and no list of them is kept, however many there are.

use core::slice;

use crate::kernel::IfName;
use crate::text::Message;

/// What the command line asks for.
pub struct Command<A> {
    /// What is to be done.
    pub task: Task,
    /// The options.
    pub options: Options,
    args: A,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Enslave the slaves.
    Attach,
    /// `-c`: make the slave the active one.
    ChangeActive,
    /// `-d`: release the slaves.
    Detach,
    /// Show interfaces.
    Show,
    /// Show interfaces, for want of a slave: `-c` or `-d` with a bond alone.
    ShowInstead,
    /// `-h`
    Help,
    /// `-u`
    Usage,
    /// `-V`
    Version,
}

/// The options that say how it is to be done.
#[derive(Clone, Copy)]
pub struct Options(u8);

impl Options {
    /// Interfaces are shown that are down, too (`-a`).
    pub fn all(self) -> bool {
        self.0 & ALL != 0
    }

    /// The bond need not be up (`-f`).
    pub fn force(self) -> bool {
        self.0 & FORCE != 0
    }

    /// Each step is to be told (`-v`).
    pub fn verbose(self) -> bool {
        self.0 & VERBOSE != 0
    }
}

impl<'a, A: Iterator<Item = &'a [u8]> + Clone> Command<A> {
    /// The operands: the one interface to show (or an alias of one); or the bond, and its slaves. They
    /// are names, as [`parse`] has seen.
    pub fn operands(&self) -> impl Iterator<Item = &'a [u8]> {
        Select { which: Which::Operands, args: self.args.clone() }
    }
}

/// What is wrong with a command line, and the part of it that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong<'a>(pub Message, pub &'a [u8]);

/// Each option's letter. The first has bit 0 in a set of options, and so on.
const LETTERS: &[u8] = b"cdfavhuV";
/// Their long names, in the same order.
const NAMES: &[u8] = b"change-active\0detach\0force\0all-interfaces\0verbose\0help\0usage\0version";
const CHANGE_ACTIVE: u8 = 1 << 0;
const DETACH: u8 = 1 << 1;
const BOTH: u8 = CHANGE_ACTIVE | DETACH;
const FORCE: u8 = 1 << 2;
const ALL: u8 = 1 << 3;
const VERBOSE: u8 = 1 << 4;
const HELP: u8 = 1 << 5;
const USAGE: u8 = 1 << 6;
const VERSION: u8 = 1 << 7;
const PRINT: u8 = HELP | USAGE | VERSION;

/// Reads the arguments after the program's own name.
///
/// Of all that is wrong, the first option counts, or else the first slave.
pub fn parse<'a, A>(args: A) -> Result<Command<A>, Wrong<'a>>
where
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut options = 0;
    for option in (Select { which: Which::Options, args: args.clone() }) {
        if let [_, b'-', name @ ..] = option {
            let found = matching(name);
            if found == 0 {
                return Err(Wrong(Message::UNKNOWN_OPTION, option));
            }
            if !found.is_power_of_two() {
                return Err(Wrong(Message::AMBIGUOUS_OPTION, option));
            }
            options |= found;
        } else if let [_, letters @ ..] = option {
            for letter in letters {
                let Some(bit) = LETTERS.iter().position(|known| known == letter) else {
                    return Err(Wrong(Message::UNKNOWN_OPTION, slice::from_ref(letter)));
                };
                options |= 1 << bit;
            }
        }
    }

    // To print a text about itself, the program needs no operand: none of them is wrong.
    let check = |name, may_be_alias| {
        let right = options & PRINT != 0 || IfName::new(name, may_be_alias).is_some();
        if right { Ok(()) } else { Err(Wrong(Message::BAD_NAME, name)) }
    };
    let mut operands = Select { which: Which::Operands, args: args.clone() };
    let name = operands.next();
    let mut count = 0;
    for slave in operands {
        check(slave, false)?;
        count += 1;
    }
    let task = match options & BOTH {
        _ if options & HELP != 0 => Task::Help,
        _ if options & USAGE != 0 => Task::Usage,
        _ if options & VERSION != 0 => Task::Version,
        BOTH => return Err(Wrong(Message::EXCLUSIVE_OPTIONS, b"")),
        CHANGE_ACTIVE if count > 1 => return Err(Wrong(Message::ONE_ACTIVE, b"")),
        _ if name.is_none() => Task::Show,
        0 if count == 0 => Task::Show,
        0 => Task::Attach,
        _ if count == 0 => Task::ShowInstead,
        CHANGE_ACTIVE => Task::ChangeActive,
        _ => Task::Detach,
    };
    if let Some(name) = name {
        // An alias can be shown, and no more.
        check(name, task == Task::Show)?;
    }
    Ok(Command { task, options: Options(options), args })
}

/// The options whose long names begin with `name`.
fn matching(name: &[u8]) -> u8 {
    let mut found = 0;
    let mut bit = 1;
    for option in NAMES.split(|&byte| byte == 0) {
        if option.starts_with(name) {
            found |= bit;
        }
        bit <<= 1;
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Options,
    Operands,
    /// Operands, and `--` has been seen: there is nothing else behind it.
    Rest,
}

/// Those of the arguments that are options, or those that are operands.
#[derive(Clone)]
struct Select<A> {
    which: Which,
    args: A,
}

impl<'a, A: Iterator<Item = &'a [u8]>> Iterator for Select<A> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        loop {
            let arg = self.args.next()?;
            let option = self.which != Which::Rest && matches!(arg, [b'-', _, ..]);
            if option && arg == b"--" {
                if self.which == Which::Options {
                    return None;
                }
                self.which = Which::Rest;
            } else if option == (self.which == Which::Options) {
                return Some(arg);
            }
        }
    }
}
