// SPDX-License-Identifier: MIT OR Apache-2.0
//! Creating bonds, VLANs and bridges, renaming cards, waiting for cards and links, and deleting what was created.

pub mod check;
pub mod configure;
pub mod delete;
mod lower;
mod order;
mod progress;
mod rename;
mod report;
mod request;
pub mod rollback;
mod round;
pub mod spec;
mod spec_list;
mod stacked;

use crate::bond::{Change, Failure, Options, Outcome};
use crate::kernel::{Errno, Kernel, System};
use crate::netlink::{Buffer, By, Link};
use crate::output::{Message, Printer};
use request::Kind;
use spec_list::SpecList;

/// A change of bonds as a whole: the bond at hand, and the options that it had.
pub(crate) struct BondChange<'m, S: System> {
    pub change: Change<'m, S>,
    /// The options that the bond has (IFLA_BOND_* of `linux/if_link.h`); none if it does not exist, or is no bond.
    pub found: Buffer,
    /// This command has created it since [`begin_bond`](Self::begin_bond).
    created: bool,
}

impl<'m, S: System> BondChange<'m, S> {
    /// No bond is at hand yet.
    pub fn new(
        system: S,
        kernel: S::Kernel,
        options: Options,
        messages: &'m mut Printer<S>,
    ) -> Self {
        let change = Change::new(system, kernel, options, messages);
        Self { change, found: Buffer::new(), created: false }
    }

    /// Starts with the next bond, and looks it up. It may not exist.
    pub fn begin_bond(&mut self, name: &[u8]) -> Outcome<()> {
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
    fn look_up_bond(&mut self, by: By<'_>) -> Outcome<()> {
        self.change.look_up_bond(by, &mut self.found)
    }

    /// Looks up the bond by its name, now that it exists.
    fn look_up_new(&mut self) -> Outcome<()> {
        let name = self.change.messages.master;
        self.look_up_bond(By::Name(name.as_bytes()))
    }

    /// Reads the state of the bond and its options again.
    #[inline(never)]
    pub fn look_again(&mut self) -> Outcome<()> {
        self.look_up_bond(By::Index(self.change.bond.index))
    }

    /// Deletes the bond.
    fn delete(&mut self) -> Outcome<()> {
        if !self.change.options.no_act() {
            let outcome = self.change.kernel.delete(self.change.bond.index);
            outcome.map_err(|reason| Failure::failed(Message::Delete, reason))?;
        }
        self.change.report_done(Message::Delete);
        Ok(())
    }

    /// Whether the bond exists.
    pub fn exists(&self) -> bool {
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
    let mut tx = BondChange::new(system, kernel, options, messages);
    if command == Command::Delete {
        let _held = system.hold_signals();
        delete::delete_bonds(&mut tx, operands);
        tx.change.report_obstacles(true);
    } else {
        of_words(system, &mut tx, command, operands, seconds);
    }
}

/// Creates the bonds of operands or the interfaces of the kernel's command line, or deletes those of the latter.
// Out of line: other commands have no room for words on their stack, then.
#[inline(never)]
fn of_words<'a, S: System>(
    system: S,
    tx: &mut BondChange<'_, S>,
    command: Command,
    operands: &mut impl Iterator<Item = &'a [u8]>,
    seconds: Option<u64>,
) {
    let mut words = SpecList::new(command != Command::Create);
    if let Err((word, reason)) = words.gather(system, operands) {
        return tx.change.messages.fail_with(Message::File, word, reason);
    }
    if let Command::DeleteOfCommandLine { handover } = command {
        if !handover || words.value(b"bondkeep") == Some(b"no") {
            let _held = system.hold_signals();
            delete_all(tx, &words);
        }
    } else {
        round::create_bonds(system, tx, &words, seconds);
    }
    let has_bonds = words.requests().any(|request| request.kind == Kind::Bond);
    tx.change.report_obstacles(has_bonds);
}

/// Deletes what the words ask for, the upper interfaces first.
fn delete_all<S: System>(tx: &mut BondChange<'_, S>, words: &SpecList) {
    for number in (0..words.requests().count()).rev() {
        let mut requests = words.requests();
        let Some(request) = requests.nth(number) else { continue };
        if request.kind == Kind::Rename || requests.replaced(request).is_some() {
            continue;
        }
        // An invalid word has created nothing.
        if let Ok(mut spec) = words.read(request) {
            if spec.id.is_none() {
                delete::delete_with_slaves(tx, spec.name);
            } else {
                stacked::delete(tx, &mut spec);
            }
        }
    }
}
