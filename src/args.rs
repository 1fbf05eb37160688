//! The command line, by the rules of getopt_long(3), to a [`Command`].
//!
//! Letters cluster (`-cd`), options may follow operands, `--` ends them, a long option may be
//! abbreviated while it stays unambiguous. No option takes an argument, so every argument that
//! is not an option is an operand: operands are found again by walking the arguments once more,
//! and no list of them is kept, however many there are.

use crate::kernel::IfName;
use crate::text::Message;
use crate::text::packed::Entries;

/// What the command line asks for.
pub struct Command<'a, A> {
    /// What is to be done.
    pub task: Task,
    options: u8,
    /// The first operand: the one interface to show (or an alias of one), or the bond.
    name: Option<&'a [u8]>,
    slaves: Select<A>,
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

impl<'a, A: Iterator<Item = &'a [u8]> + Clone> Command<'a, A> {
    /// Interfaces are shown that are down, too (`-a`).
    pub fn all(&self) -> bool {
        self.options & ALL != 0
    }

    /// The bond need not be up (`-f`).
    pub fn force(&self) -> bool {
        self.options & FORCE != 0
    }

    /// Each step is to be told (`-v`).
    pub fn verbose(&self) -> bool {
        self.options & VERBOSE != 0
    }

    /// The one interface to show (or an alias of one), or the bond.
    pub fn name(&self) -> Option<IfName> {
        self.name.and_then(|name| IfName::new(name, true))
    }

    /// The slaves, in the order of the command line.
    pub fn slaves(&self) -> impl Iterator<Item = IfName> {
        // `parse` has seen that each is a name: none is left out here.
        self.slaves.clone().filter_map(|name| IfName::new(name, false))
    }
}

/// What is wrong with a command line, and the part of it that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong<'a>(pub Message, pub &'a [u8]);

/// Each option's letter and long name. The first has bit 0 in a set of options, and so on.
const OPTIONS: &[u8] =
    b"cchange-active\0ddetach\0fforce\0aall-interfaces\0vverbose\0hhelp\0uusage\0Vversion\0";
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
pub fn parse<'a, A>(args: A) -> Result<Command<'a, A>, Wrong<'a>>
where
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut options = 0;
    for option in (Select { options: true, ended: false, args: args.clone() }) {
        if let Some(name) = option.strip_prefix(b"--") {
            options |= matching(1, name).map_err(|message| Wrong(message, option))?;
        } else {
            for letter in option.get(1..).unwrap_or_default().chunks(1) {
                options |= matching(0, letter).map_err(|message| Wrong(message, letter))?;
            }
        }
    }

    // To print a text about itself, the program needs no operand: none of them is wrong.
    let check = |name, may_be_alias| {
        let right = options & PRINT != 0 || IfName::new(name, may_be_alias).is_some();
        if right { Ok(()) } else { Err(Wrong(Message::BAD_NAME, name)) }
    };
    let mut slaves = Select { options: false, ended: false, args };
    let name = slaves.next();
    let mut count = 0;
    for slave in slaves.clone() {
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
    Ok(Command { task, options, name, slaves })
}

/// The bit of the one option that begins with `name`, after `skip` bytes of [`OPTIONS`]' entry:
/// none for a letter, one for a long name.
fn matching(skip: usize, name: &[u8]) -> Result<u8, Message> {
    let mut found = 0;
    let mut bit = 1;
    for option in Entries(OPTIONS) {
        if option.get(skip..).is_some_and(|option| option.starts_with(name)) {
            if found != 0 {
                return Err(Message::AMBIGUOUS_OPTION);
            }
            found = bit;
        }
        bit <<= 1;
    }
    if found == 0 { Err(Message::UNKNOWN_OPTION) } else { Ok(found) }
}

/// Those of the arguments that are options, or those that are operands.
#[derive(Clone)]
struct Select<A> {
    options: bool,
    /// `--` has been seen: there are only operands behind it.
    ended: bool,
    args: A,
}

impl<'a, A: Iterator<Item = &'a [u8]>> Iterator for Select<A> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        loop {
            let arg = self.args.next()?;
            let option = !self.ended && matches!(arg, [b'-', _, ..]);
            if option && arg == b"--" {
                self.ended = true;
            } else if option == self.options {
                return Some(arg);
            }
        }
    }
}
