//! The command line, by the rules of getopt_long(3), to a [`Command`].
//!
//! Letters cluster (`-cd`), options may follow operands, `--` ends them, a long option may be
//! abbreviated while it stays unambiguous. No option takes an argument, so every argument that
//! is not an option is an operand: operands are found again by walking the arguments once more,
//! and no list of them is kept, however many there are.

use crate::kernel::IfName;
use crate::text::packed::Entries;
use crate::text::{self, Message};

/// What the command line asks for.
pub enum Command<'a, A> {
    /// `-h`, `-u`, `-V`: text to print.
    Print(&'static [u8]),
    /// Interfaces to show.
    Show(Show<'a>),
    /// A bond to change.
    Change(Change<'a, A>),
}

/// Interfaces to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Show<'a> {
    /// Just this one, or an alias of one; otherwise those that are up.
    pub only: Option<IfName<'a>>,
    /// Those that are down, too (`-a`).
    pub all: bool,
    /// It is shown in place of a change (`-c` or `-d`) that names no slave.
    pub no_slave: bool,
}

/// A change of a bond.
pub struct Change<'a, A> {
    /// What is to be done with the slaves.
    pub action: Action,
    /// The bond.
    pub master: IfName<'a>,
    /// The bond need not be up (`-f`).
    pub force: bool,
    /// Each step is to be told (`-v`).
    pub verbose: bool,
    slaves: Select<A>,
}

/// What is to be done with slaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Enslave them.
    Attach,
    /// `-c`: make one the active slave.
    ChangeActive,
    /// `-d`: release them.
    Detach,
}

impl<'a, A: Iterator<Item = &'a [u8]> + Clone> Change<'a, A> {
    /// The slaves, in the order of the command line.
    pub fn slaves(&self) -> impl Iterator<Item = IfName<'a>> {
        // `parse` has seen that each is a name: none is left out here.
        self.slaves.clone().filter_map(IfName::new)
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
const FORCE: u8 = 1 << 2;
const ALL: u8 = 1 << 3;
const VERBOSE: u8 = 1 << 4;
const HELP: u8 = 1 << 5;
const USAGE: u8 = 1 << 6;
const VERSION: u8 = 1 << 7;

/// Reads the arguments after the program's own name.
///
/// Of all that is wrong, the first option counts, or else the first operand; `-h`, `-u` and `-V`
/// ask for no operands, so none of theirs is wrong.
pub fn parse<'a, A>(args: A) -> Result<Command<'a, A>, Wrong<'a>>
where
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut given = 0;
    for option in (Select { options: true, ended: false, args: args.clone() }) {
        if let Some(name) = option.strip_prefix(b"--") {
            given |= matching(1, name).map_err(|message| Wrong(message, option))?;
        } else {
            for letter in option.chunks(1).skip(1) {
                given |= matching(0, letter).map_err(|message| Wrong(message, letter))?;
            }
        }
    }
    for (option, text) in [(HELP, text::HELP), (USAGE, text::USAGE), (VERSION, text::VERSION)] {
        if given & option != 0 {
            return Ok(Command::Print(text));
        }
    }
    let action = match given & (CHANGE_ACTIVE | DETACH) {
        0 => Action::Attach,
        CHANGE_ACTIVE => Action::ChangeActive,
        DETACH => Action::Detach,
        _ => return Err(Wrong(Message::EXCLUSIVE_OPTIONS, b"")),
    };

    let mut slaves = Select { options: false, ended: false, args };
    let master = slaves.next();
    let mut count = 0;
    for name in slaves.clone() {
        if_name(name)?;
        count += 1;
        if count > 1 && action == Action::ChangeActive {
            return Err(Wrong(Message::ONE_ACTIVE, name));
        }
    }
    let mut show = Show { only: None, all: given & ALL != 0, no_slave: false };
    if let Some(master) = master {
        if count > 0 {
            return Ok(Command::Change(Change {
                action,
                master: if_name(master)?,
                force: given & FORCE != 0,
                verbose: given & VERBOSE != 0,
                slaves,
            }));
        }
        if action == Action::Attach {
            show.only = Some(IfName::with_alias(master).ok_or(Wrong(Message::BAD_NAME, master))?);
        } else {
            if_name(master)?;
            show.no_slave = true;
        }
    }
    Ok(Command::Show(show))
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

fn if_name(name: &[u8]) -> Result<IfName<'_>, Wrong<'_>> {
    IfName::new(name).ok_or(Wrong(Message::BAD_NAME, name))
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

#[cfg(test)]
mod tests {}
