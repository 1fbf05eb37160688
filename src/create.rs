//! Creating bonds from SPECs, waiting for their slaves and links, and deleting them.

mod check;
mod configure;
mod delete;
pub mod option;
mod report;
mod round;
pub mod spec;
mod words;

use crate::bond::{Change, Failure, Options, Outcome};
use crate::kernel::{Errno, Kernel, System};
use crate::netlink::{Buffer, By, Link};
use crate::output::{Message, Printer};
use words::Words;

/// The bond at hand.
pub(crate) struct Work<'m, S: System> {
    change: Change<'m, S>,
    /// The options that the bond has (IFLA_BOND_* of `linux/if_link.h`); none if it does not exist, or is no bond.
    found: Buffer,
    /// This command has created it since [`begin_bond`](Self::begin_bond).
    created: bool,
}

impl<S: System> Work<'_, S> {
    /// Starts with the next bond, and looks it up. It may not exist.
    fn begin_bond(&mut self, name: &[u8]) -> Outcome<()> {
        self.change.begin_slave(b"");
        self.change.messages.master.read(name, false);
        self.change.bond = Link::NONE;
        self.found.clear();
        self.created = false;
        match self.look_up_bond(By::Name(name)) {
            Err(Failure { reason: Some(Errno::NODEV), .. }) => Ok(()),
            outcome => outcome,
        }
    }

    /// Reads the state of the bond and its options.
    #[inline(never)]
    fn look_up_bond(&mut self, by: By<'_>) -> Outcome<()> {
        let outcome = self.change.kernel.bond(by, &mut self.change.bond, &mut self.found);
        outcome.map_err(|reason| Failure::failed(Message::Settings, reason))
    }

    /// Looks up the bond by its name, now that it exists.
    fn look_up_new(&mut self) -> Outcome<()> {
        let name = self.change.messages.master;
        self.look_up_bond(By::Name(name.as_bytes()))
    }

    /// Reads the state of the bond and its options again.
    #[inline(never)]
    fn look_again(&mut self) -> Outcome<()> {
        self.look_up_bond(By::Index(self.change.bond.index))
    }

    /// Whether the bond exists.
    fn exists(&self) -> bool {
        self.change.bond.index != 0
    }
}

/// A command about bonds as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Creates the bonds of operands, and adds to existing ones what they lack.
    Create,
    /// The same with those of the kernel's command line, or of a file in its place, whose path is the operand.
    CreateOfCommandLine,
    /// Deletes the bonds that are the operands.
    Delete,
    /// Deletes those of the kernel's command line.
    DeleteOfCommandLine {
        /// At the hand-over to the system: only if the line has `bondkeep=no`.
        handover: bool,
    },
}

/// Carries out a command; if it creates bonds, it waits for `seconds` for their slaves and links. The exit status is the
/// printer's.
#[inline(never)]
pub fn run<'a, S: System>(
    system: S,
    kernel: S::Kernel,
    command: Command,
    operands: &mut impl Iterator<Item = &'a [u8]>,
    seconds: Option<u64>,
    options: Options,
    messages: &mut Printer<S>,
) {
    let change = Change::new(kernel, options, messages);
    let mut work = Work { change, found: Buffer::new(), created: false };
    if command == Command::Delete {
        let _held = system.hold_signals();
        operands.for_each(|name| delete::delete_with_slaves(&mut work, name));
    } else {
        of_words(system, &mut work, command, operands, seconds);
    }
    work.change.report_obstacles();
}

/// Creates the bonds of operands or of the kernel's command line, or deletes those of the latter.
// Out of line: other commands have no room for words on their stack, then.
#[inline(never)]
fn of_words<'a, S: System>(
    system: S,
    work: &mut Work<'_, S>,
    command: Command,
    operands: &mut impl Iterator<Item = &'a [u8]>,
    seconds: Option<u64>,
) {
    let mut words = Words::new(command != Command::Create);
    if let Err((word, reason)) = words.gather(system, operands) {
        return work.change.messages.fail_with(Message::File, word, reason);
    }
    let Command::DeleteOfCommandLine { handover } = command else {
        return round::create_bonds(system, work, &words, seconds);
    };
    if handover && words.value(b"bondkeep") != Some(b"no") {
        return;
    }
    let _held = system.hold_signals();
    for text in words.specs() {
        // The rest of a command line that is invalid has created nothing.
        if let Ok(spec) = words.read(text) {
            delete::delete_with_slaves(work, spec.name);
        }
    }
}
