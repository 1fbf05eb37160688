// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line, by the rules of getopt_long(3), to a [`Command`].
//!
//! Letters cluster (`-cd`), options may follow operands, `--` ends them, a long option may be
//! abbreviated while it stays unambiguous. A command walks the arguments again for its operands, and
//! stores no list of them, however many there are.
//!
//! Options say what to do, and operands with which interfaces: `-d bond0 eth0`, `-b bond0:eth0,eth1`. So
//! only `-w` and `--try` take an argument. (`--bond=SPEC` is written often, and is the same as `--bond SPEC`.)

use core::slice;

pub use super::options::Options;
use super::options::{
    BOND, BOOT, CHANGE_ACTIVE, CHECK, DETACH, HANDOVER, HELP, JSON, MOVE, STATUS, Set, TRY, UNBOND,
    USAGE, VERSION, WAIT, WITH_VALUE, with_letter, with_name,
};
use crate::kernel::{IfName, MOST_SECONDS};
use crate::output::Message;
use crate::parse;

/// A command line that is valid.
pub struct Command<A> {
    /// What it asks for.
    pub task: Task,
    /// The options.
    pub options: Options,
    /// `-w`: the seconds to wait.
    pub seconds: Option<u64>,
    /// `--try`: the seconds until the change is rolled back.
    pub trial: Option<u64>,
    args: A,
}

/// What a command line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Enslave the slaves.
    Attach,
    /// `-b`: create bonds, or complete existing ones.
    Bond,
    /// `--boot`: create the bonds of the kernel's command line, or of a file.
    Boot,
    /// `--check`: print the problems of bonds.
    Check,
    /// `-c`: make the slave the active one.
    ChangeActive,
    /// `-d`: release the slaves.
    Detach,
    /// Show interfaces.
    Show,
    /// Show interfaces, because there is no slave: `-c` or `-d` with a bond alone.
    ShowInstead,
    /// `-s`: show the state of bonds.
    Status,
    /// `-D`: delete bonds.
    Unbond,
    /// `-D --boot`: delete the bonds of the kernel's command line, or of a file.
    UnbondBoot,
    /// `-h`
    Help,
    /// `-u`
    Usage,
    /// `-V`
    Version,
}

impl<'a, A: Iterator<Item = &'a [u8]> + Clone> Command<A> {
    /// The operands: the one interface to show (or an alias of one); or the bond, and its slaves; or
    /// bonds. [`parse()`] has checked that they are names. Those of [`Task::Bond`] are SPECs, and that of
    /// [`Task::Boot`] and [`Task::UnbondBoot`] is a path.
    pub fn operands(&self) -> impl Iterator<Item = &'a [u8]> + Clone {
        Operands::new(self.args.clone())
    }
}

/// Why a command line is invalid: an error, and the part of the command line that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid<'a>(pub Message, pub &'a [u8]);

/// Reads the arguments after the program's own name.
///
/// Of several errors, it returns that of the first option, or else that of the first slave.
pub fn parse<'a, A>(args: A) -> Result<Command<A>, Invalid<'a>>
where
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut operands = Operands::new(args.clone());
    let name = operands.next();
    let (mut slaves, mut bad_slave) = (0, None);
    for slave in operands.by_ref() {
        slaves += 1;
        if bad_slave.is_none() && IfName::new(slave, false).is_none() {
            bad_slave = Some(slave);
        }
    }
    if let Some(error) = operands.error {
        return Err(error);
    }
    let options = Options(operands.options);
    // With these options, operands are ignored, or are no names.
    let are_names = !options.has(HELP | USAGE | VERSION | BOND | BOOT);
    if let Some(slave) = bad_slave
        && are_names
    {
        return Err(Invalid(Message::BadName, slave));
    }
    let task = task(options, name.is_some(), slaves)?;
    // An alias can be shown, and no more.
    if let Some(name) = name
        && are_names
        && IfName::new(name, task == Task::Show).is_none()
    {
        return Err(Invalid(Message::BadName, name));
    }
    let Operands { seconds, trial, .. } = operands;
    Ok(Command { task, options, seconds, trial, args })
}

/// What these options ask for, with or without an operand, and with this number of further operands.
fn task(options: Options, has_operand: bool, slaves: usize) -> Result<Task, Invalid<'static>> {
    let tasks = options.0 & (CHANGE_ACTIVE | DETACH | BOND | UNBOND | STATUS | CHECK | BOOT);
    // The only two that go together.
    let unboot = UNBOND != 0 && tasks == UNBOND | BOOT;
    let attaches = tasks == 0 && slaves != 0;
    let error = if options.has(HELP) {
        return Ok(Task::Help);
    } else if options.has(USAGE) {
        return Ok(Task::Usage);
    } else if options.has(VERSION) {
        return Ok(Task::Version);
    } else if tasks & tasks.wrapping_sub(1) != 0 && !unboot {
        Invalid(Message::ExclusiveOptions, b"")
    } else if options.has(HANDOVER) && !unboot {
        Invalid(Message::NoUnboot, b"--handover")
    } else if options.has(WAIT) && (unboot || !options.has(BOND | BOOT)) {
        Invalid(Message::NoBond, b"-w")
    } else if options.has(MOVE) && !attaches && !options.has(BOND | BOOT | UNBOND) {
        Invalid(Message::NoChange, b"-m")
    } else if options.has(TRY) && (options.has(STATUS | CHECK | BOOT) || tasks == 0 && !attaches) {
        Invalid(Message::NoChange, b"--try")
    } else if options.has(JSON) && !options.has(STATUS) {
        Invalid(Message::NoStatus, b"--json")
    } else if options.has(BOND) && !has_operand {
        Invalid(Message::NoSpec, b"")
    } else if options.has(BOOT) && slaves > 0 {
        Invalid(Message::OneFile, b"")
    } else if options.has(UNBOND) && !unboot && !has_operand {
        Invalid(Message::Missing, b"-D")
    } else if options.has(CHANGE_ACTIVE) && slaves > 1 {
        Invalid(Message::OneActive, b"")
    } else {
        return Ok(if options.has(BOND) {
            Task::Bond
        } else if unboot {
            Task::UnbondBoot
        } else if options.has(BOOT) {
            Task::Boot
        } else if options.has(UNBOND) {
            Task::Unbond
        } else if options.has(STATUS) {
            Task::Status
        } else if options.has(CHECK) {
            Task::Check
        } else if !has_operand || tasks == 0 && slaves == 0 {
            Task::Show
        } else if slaves == 0 {
            Task::ShowInstead
        } else if options.has(CHANGE_ACTIVE) {
            Task::ChangeActive
        } else if options.has(DETACH) {
            Task::Detach
        } else {
            Task::Attach
        });
    };
    Err(error)
}

/// The operands among the arguments; and of those that came so far, the options.
#[derive(Clone)]
struct Operands<'a, A> {
    args: A,
    options: Set,
    seconds: Option<u64>,
    trial: Option<u64>,
    /// `--` came: all that follow are operands.
    ended: bool,
    /// Why an option is invalid. There is no operand after it.
    error: Option<Invalid<'a>>,
}

impl<'a, A: Iterator<Item = &'a [u8]>> Operands<'a, A> {
    #[inline(never)] // Saves 48 bytes with xz.
    fn new(args: A) -> Self {
        Self { args, options: 0, seconds: None, trial: None, ended: false, error: None }
    }

    /// Adds an option that is written like this. `-w` and `--try` take their arguments, which may be pasted to them.
    fn add(&mut self, found: Set, text: &'a [u8], pasted: &mut Option<&'a [u8]>) {
        self.options |= found;
        if found == 0 {
            self.error = Some(Invalid(Message::UnknownOption, text));
        } else if !found.is_power_of_two() {
            self.error = Some(Invalid(Message::AmbiguousOption, text));
        } else if Options(found).has(WAIT | TRY) {
            let text = pasted.take().or_else(|| self.args.next()).unwrap_or_default();
            let seconds = parse::digits(text, 10, MOST_SECONDS);
            if found == WAIT {
                self.seconds = seconds;
            } else {
                self.trial = seconds;
            }
            // To try something for no time is to roll it back at once.
            if seconds.is_none() || self.trial == Some(0) {
                self.error = Some(Invalid(Message::BadSeconds, text));
            }
        }
    }
}

impl<'a, A: Iterator<Item = &'a [u8]>> Iterator for Operands<'a, A> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        while self.error.is_none() {
            let argument = self.args.next()?;
            match argument {
                _ if self.ended => return Some(argument),
                b"--" => self.ended = true,
                [b'-', b'-', text @ ..] => {
                    let (name, mut pasted) = split(text);
                    self.add(with_name(name, pasted.is_some()), argument, &mut pasted);
                    if pasted.is_some() {
                        return pasted;
                    }
                }
                [b'-', letters @ ..] if !letters.is_empty() => {
                    let mut letters = letters;
                    while let [letter, rest @ ..] = letters
                        && self.error.is_none()
                    {
                        let mut pasted = Some(rest).filter(|rest| !rest.is_empty());
                        self.add(with_letter(*letter), slice::from_ref(letter), &mut pasted);
                        // If the option has not taken the rest, that is letters.
                        letters = pasted.unwrap_or_default();
                    }
                }
                _ => return Some(argument),
            }
        }
        None
    }
}

/// A long option's name, and the value that is pasted to it.
fn split(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    // Without the feature `boot`, no option takes a value.
    if WITH_VALUE == 0 {
        return (text, None);
    }
    let name = parse::until(text, b'=');
    (name, text.get(name.len() + 1..))
}
