//! The command line, by the rules of getopt_long(3), to a [`Command`].
//!
//! Letters cluster (`-cd`), options may follow operands, `--` ends them, a long option may be
//! abbreviated while it stays unambiguous. Operands are found again by walking the arguments once
//! more, and no list of them is kept, however many there are.
//!
//! What is to be done is an option, and what it is done to are operands: `-d bond0 eth0`,
//! `-b bond0:eth0,eth1`. So `-w` alone takes an argument. (`--bond=SPEC` is written often, and is the same
//! as `--bond SPEC`.)

use core::slice;

use crate::kernel::IfName;
use crate::output::Message;
#[cfg(feature = "boot")]
use crate::parse;
use crate::parse::cut;

/// What the command line asks for.
pub struct Command<A> {
    /// What is to be done.
    pub task: Task,
    /// The options.
    pub options: Options,
    /// `-w`: for how long is waited; none where it is not.
    #[cfg(feature = "boot")]
    pub seconds: Option<u64>,
    args: A,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Enslave the slaves.
    Attach,
    /// `-b`: make bonds, or what is missing of them.
    #[cfg(feature = "boot")]
    Bond,
    /// `--boot`: make the bonds of the kernel's command line, or of a file.
    #[cfg(feature = "boot")]
    Boot,
    /// `-c`: make the slave the active one.
    ChangeActive,
    /// `-d`: release the slaves.
    Detach,
    /// Show interfaces.
    Show,
    /// Show interfaces, for want of a slave: `-c` or `-d` with a bond alone.
    ShowInstead,
    /// `-s`: tell the state of bonds.
    #[cfg(feature = "boot")]
    Status,
    /// `-D`: delete bonds.
    #[cfg(feature = "boot")]
    Unbond,
    /// `-D --boot`: delete the bonds of the kernel's command line, or of a file.
    #[cfg(feature = "boot")]
    UnbondBoot,
    /// `-h`
    Help,
    /// `-u`
    Usage,
    /// `-V`
    Version,
}

/// The options that say how it is to be done.
#[derive(Clone, Copy)]
pub struct Options(Set);

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
        self.0 & (VERBOSE | NO_ACT) != 0
    }

    /// No step is to be made (`-n`).
    #[cfg(feature = "boot")]
    pub fn no_act(self) -> bool {
        self.0 & NO_ACT != 0
    }

    /// There is no `-n`.
    #[cfg(not(feature = "boot"))]
    pub fn no_act(self) -> bool {
        false
    }

    /// Bonds stay unless the kernel's command line has `bondkeep=no` (`--handover`).
    #[cfg(feature = "boot")]
    pub fn handover(self) -> bool {
        self.0 & HANDOVER != 0
    }

    /// In JSON (`--json`).
    #[cfg(feature = "boot")]
    pub fn json(self) -> bool {
        self.0 & JSON != 0
    }
}

impl<'a, A: Iterator<Item = &'a [u8]> + Clone> Command<A> {
    /// The operands: the one interface to show (or an alias of one); or the bond, and its slaves; or
    /// bonds. [`parse()`] has checked that they are names. Those of [`Task::Bond`] are SPECs, and that of
    /// [`Task::Boot`] and [`Task::UnbondBoot`] is a path.
    pub fn operands(&self) -> impl Iterator<Item = &'a [u8]> {
        Select { which: Which::Operands, args: self.args.clone() }
    }
}

/// What is wrong with a command line, and the part of it that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong<'a>(pub Message, pub &'a [u8]);

/// A bit for each option.
#[cfg(not(feature = "boot"))]
type Set = u8;
/// A bit for each option.
#[cfg(feature = "boot")]
type Set = u16;

/// Each option's letter. The first has bit 0 in a set of options, and so on.
#[cfg(not(feature = "boot"))]
const LETTERS: &[u8] = b"cdfavhuV";
/// Their long names, in the same order.
#[cfg(not(feature = "boot"))]
const NAMES: &[u8] = b"change-active\0detach\0force\0all-interfaces\0verbose\0help\0usage\0version";
/// Each option's letter. The last three options have none.
#[cfg(feature = "boot")]
const LETTERS: &[u8] = b"cdfavhuVbDsnw";
/// Likewise.
#[cfg(feature = "boot")]
const NAMES: &[u8] =
    b"change-active\0detach\0force\0all-interfaces\0verbose\0help\0usage\0version\0\
    bond\0unbond\0status\0no-act\0wait\0boot\0json\0handover";
const CHANGE_ACTIVE: Set = 1 << 0;
const DETACH: Set = 1 << 1;
const FORCE: Set = 1 << 2;
const ALL: Set = 1 << 3;
const VERBOSE: Set = 1 << 4;
const HELP: Set = 1 << 5;
const USAGE: Set = 1 << 6;
const VERSION: Set = 1 << 7;
const PRINT: Set = HELP | USAGE | VERSION;

#[cfg(feature = "boot")]
const BOND: Set = 1 << 8;
#[cfg(feature = "boot")]
const UNBOND: Set = 1 << 9;
#[cfg(feature = "boot")]
const STATUS: Set = 1 << 10;
const NO_ACT: Set = if cfg!(feature = "boot") { 1 << 11 } else { 0 };
#[cfg(feature = "boot")]
const WAIT: Set = 1 << 12;
#[cfg(feature = "boot")]
const BOOT: Set = 1 << 13;
#[cfg(feature = "boot")]
const JSON: Set = 1 << 14;
#[cfg(feature = "boot")]
const HANDOVER: Set = 1 << 15;

/// What a timer of any processor can be set to.
#[cfg(feature = "boot")]
pub const MOST_SECONDS: u64 = 0x7fff_ffff;

/// What can be asked for: one of these.
#[cfg(not(feature = "boot"))]
const TASKS: Set = CHANGE_ACTIVE | DETACH;
/// What can be asked for: one of these.
#[cfg(feature = "boot")]
const TASKS: Set = CHANGE_ACTIVE | DETACH | BOND | UNBOND | STATUS | BOOT;

/// `-D --boot`, the only two that go together.
#[cfg(feature = "boot")]
const UNBOOT: Set = UNBOND | BOOT;
/// There are none.
#[cfg(not(feature = "boot"))]
const UNBOOT: Set = 0;

/// Options with operands that are no names.
#[cfg(not(feature = "boot"))]
const NO_NAMES: Set = PRINT;
/// Options with operands that are no names.
#[cfg(feature = "boot")]
const NO_NAMES: Set = PRINT | BOND | BOOT;

/// Reads the arguments after the program's own name.
///
/// Of all that is wrong, the first option counts, or else the first slave.
pub fn parse<'a, A>(args: A) -> Result<Command<A>, Wrong<'a>>
where
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut options = 0;
    #[cfg(feature = "boot")]
    let mut seconds = None;
    let mut select = Select { which: Which::Options, args: args.clone() };
    #[allow(clippy::while_let_on_iterator)] // `-w` takes one of the arguments.
    while let Some(option) = select.next() {
        if let [_, b'-', name @ ..] = option {
            let found = matching(name);
            if found == 0 {
                return Err(Wrong(Message::UnknownOption, option));
            }
            if !found.is_power_of_two() {
                return Err(Wrong(Message::AmbiguousOption, option));
            }
            options |= found;
        } else if let [_, letters @ ..] = option {
            for letter in letters {
                let Some(bit) = LETTERS.iter().position(|known| known == letter) else {
                    return Err(Wrong(Message::UnknownOption, slice::from_ref(letter)));
                };
                options |= 1 << bit;
                #[cfg(feature = "boot")]
                if *letter == b'w' {
                    break; // The rest is its argument.
                }
            }
        }
        #[cfg(feature = "boot")]
        if let Some(inside) = waits(option) {
            let text = inside.or_else(|| select.args.next()).unwrap_or_default();
            seconds = parse::digits(text, 10, MOST_SECONDS);
            if seconds.is_none() {
                return Err(Wrong(Message::BadSeconds, text));
            }
        }
    }

    // To print a text about itself, the program needs no operand: none of them is wrong.
    let check = |name, may_be_alias| {
        let right = options & NO_NAMES != 0 || IfName::new(name, may_be_alias).is_some();
        if right { Ok(()) } else { Err(Wrong(Message::BadName, name)) }
    };
    let mut operands = Select { which: Which::Operands, args: args.clone() };
    let name = operands.next();
    let mut count = 0;
    for slave in operands {
        check(slave, false)?;
        count += 1;
    }
    let tasks = options & TASKS;
    let task = match tasks {
        _ if options & HELP != 0 => Task::Help,
        _ if options & USAGE != 0 => Task::Usage,
        _ if options & VERSION != 0 => Task::Version,
        _ if tasks & tasks.wrapping_sub(1) != 0 && tasks != UNBOOT => {
            return Err(Wrong(Message::ExclusiveOptions, b""));
        }
        #[cfg(feature = "boot")]
        _ if options & HANDOVER != 0 && tasks != UNBOOT => {
            return Err(Wrong(Message::NoUnboot, b"--handover"));
        }
        #[cfg(feature = "boot")]
        _ if seconds.is_some() && !matches!(tasks, BOND | BOOT) => {
            return Err(Wrong(Message::NoBond, b"-w"));
        }
        #[cfg(feature = "boot")]
        _ if options & (JSON | STATUS) == JSON => {
            return Err(Wrong(Message::NoStatus, b"--json"));
        }
        #[cfg(feature = "boot")]
        BOND if name.is_none() => return Err(Wrong(Message::NoSpec, b"")),
        #[cfg(feature = "boot")]
        BOND => Task::Bond,
        #[cfg(feature = "boot")]
        BOOT | UNBOOT if count > 0 => return Err(Wrong(Message::OneFile, b"")),
        #[cfg(feature = "boot")]
        BOOT => Task::Boot,
        #[cfg(feature = "boot")]
        UNBOOT => Task::UnbondBoot,
        #[cfg(feature = "boot")]
        STATUS => Task::Status,
        #[cfg(feature = "boot")]
        UNBOND if name.is_none() => return Err(Wrong(Message::Missing, b"-D")),
        #[cfg(feature = "boot")]
        UNBOND => Task::Unbond,
        CHANGE_ACTIVE if count > 1 => return Err(Wrong(Message::OneActive, b"")),
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
    Ok(Command {
        task,
        options: Options(options),
        #[cfg(feature = "boot")]
        seconds,
        args,
    })
}

/// The options whose long names begin with `name`; or which is the name of one that takes what is
/// behind a `=` there.
fn matching(name: &[u8]) -> Set {
    let mut found = 0;
    let mut bit = 1;
    #[cfg(feature = "boot")]
    let (name, takes) = {
        let before = parse::until(name, b'=');
        (before, before.len() < name.len())
    };
    let mut names = NAMES;
    while !names.is_empty() {
        if cut(&mut names, 0).starts_with(name) {
            found |= bit;
        }
        bit <<= 1;
    }
    #[cfg(feature = "boot")]
    if takes {
        found &= BOND | UNBOND | STATUS | BOOT | WAIT;
    }
    // What is short enough for a program without these options is for this one.
    #[cfg(feature = "boot")]
    if found & 0xff != 0 {
        found &= 0xff;
    }
    found
}

/// What an option has for `-w`, if it is that: some text, or none, which is then the next argument.
#[cfg(feature = "boot")]
fn waits(option: &[u8]) -> Option<Option<&[u8]>> {
    let end = match option {
        [b'-', b'-', name @ ..] if matching(name) == WAIT => b'=',
        [b'-', b'-', ..] => return None,
        _ => b'w',
    };
    match option.get(parse::until(option, end).len() + 1..) {
        None if end == b'w' => None,
        Some(b"") if end == b'w' => Some(None),
        text => Some(text),
    }
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
            #[cfg(feature = "boot")]
            if option {
                match waits(arg) {
                    Some(None) => _ = self.args.next(),
                    None if matches!(arg, [b'-', b'-', ..]) => {
                        let behind = arg.get(parse::until(arg, b'=').len() + 1..);
                        if behind.is_some() {
                            return behind;
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}
