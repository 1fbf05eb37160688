// SPDX-License-Identifier: MIT OR Apache-2.0
//! `--try`: a change that is rolled back unless the user confirms it. The journal has all parts of it.

use super::change::Change;
use super::failure::{Failure, Outcome};
use super::journal::{Found, Kind, Part};
use super::step::{Role, Step, Value, value_of_number};
use crate::HAS_BOOT;
use crate::kernel::{Answer, Errno, Ifbond, Kernel, LinkMonitor, Result, System};
use crate::netlink::{BondState, Buffer, IFLA_BOND_PRIMARY, Parts, put};
use crate::output::{Field, Message};

/// What receives the confirmation.
pub type Trial<S> = <<S as System>::Kernel as Kernel>::LinkMonitor;

impl<S: System> Change<'_, S> {
    /// Announces that the change is rolled back unless it is confirmed, if it is tried. From here on, it is one whole.
    pub fn begin_trial(&mut self) -> Outcome<Option<Trial<S>>> {
        let Some(seconds) = self.options.trial() else {
            return Ok(None);
        };
        let trial = self.kernel.monitor(true);
        let trial = trial.map_err(|reason| Failure::failed(Message::Socket, reason))?;
        self.whole = true;
        self.process = self.system.process();
        self.system.lock_memory();
        self.messages.set(Field::Number, self.process.into());
        self.messages.set(Field::Seconds, seconds);
        self.messages.say(Message::Trial, None);
        self.messages.flush();
        Ok(Some(trial))
    }

    /// Waits for the user's answer, if there is a change to confirm. True if it is to be rolled back.
    pub fn is_rejected(&mut self, trial: &mut Trial<S>) -> bool {
        if !self.journal.has_steps() && !self.options_set {
            return false;
        }
        let seconds = self.options.trial().unwrap_or(0);
        let mut outcome = trial.set_timer(seconds);
        self.messages.flush();
        while outcome.is_ok() {
            match trial.answer() {
                Ok(Answer::Confirmed) => return false,
                Ok(Answer::Rejected) => break,
                Ok(Answer::NoInput) => {
                    self.messages.set(Field::Number, self.process.into());
                    self.messages.say(Message::NoInput, None);
                    self.messages.flush();
                }
                Err(reason) => outcome = Err(reason),
            }
        }
        self.messages.refuse(Message::Rejected);
        true
    }

    /// Whether another process tries a change of the bond: then it cannot be changed.
    pub fn check_pending(&self) -> Outcome<()> {
        if HAS_BOOT && self.bond.tried_by != 0 && self.bond.tried_by != self.process {
            return Err(Failure::rejected_of(Role::Bond, Message::Pending));
        }
        Ok(())
    }

    /// Stores the state of the bond, with these options, for the rollback of a whole change.
    pub fn keep_bond(&mut self, options: &mut Buffer) -> Outcome<()> {
        if !self.is_whole() {
            return Ok(());
        }
        let no_room = |reason| Failure::failed(Message::Settings, reason);
        if !self.journal.has_room(1) {
            return Err(no_room(Errno::NOBUFS));
        }
        self.snapshot.store_options(options).map_err(no_room)?;
        let mut info = Ifbond::default();
        let known = self.kernel.bond_info(&self.bond.name, &mut info);
        self.part.kind = Kind::Bond(Found {
            has_slaves: known.is_ok() && info.num_slaves != 0,
            active: BondState::read(options).active,
            hwaddr: self.bond.hwaddr,
            ..Found::default()
        });
        self.mark(true)
    }

    /// Notes that this command has created the bond.
    pub fn note_created(&mut self) -> Outcome<()> {
        if let Kind::Bond(found) = &mut self.part.kind {
            found.created = true;
            self.mark(true)?;
        }
        Ok(())
    }

    /// Forgets the state of the bond: it is restored.
    pub fn forget_bond(&mut self) -> Outcome<()> {
        self.part.kind = Kind::Slave;
        self.mark(false)
    }

    /// Notes that the slave at hand was made the primary one: before, it was the one with this index, or none.
    pub fn note_primary(&mut self, before: u32) -> Outcome<()> {
        if !self.journal.has_room(1) {
            return Err(Failure::of(Step::SetPrimary, Errno::NOBUFS));
        }
        self.journal.record(Step::SetPrimary, value_of_number(before));
        Ok(())
    }

    /// Makes another slave the primary one again, or none.
    pub(super) fn set_primary(&self, value: &Value) -> Result<()> {
        let mut options = Buffer::new();
        let index = value.get(..size_of::<u32>()).unwrap_or_default();
        put(&mut options, IFLA_BOND_PRIMARY, index);
        let outcome = self.kernel.set_bond(self.bond.index, &options);
        outcome.map_err(|rejected| rejected.reason)
    }

    /// The options that the bond had before the change.
    pub fn kept_options(&mut self, options: &mut Buffer) {
        self.snapshot.options(options);
    }

    /// Ends the trial of a change that is confirmed: deletes the bonds that are to be deleted, and removes the marks.
    pub fn end_trial(&mut self) {
        let last = Part { bond: self.bond.index, ..self.part };
        let mut number = 0;
        loop {
            let before = self.journal.parts().nth(number);
            let part = before.unwrap_or(last);
            if let Kind::Bond(found) = part.kind
                && self.find(Role::Bond, part.bond)
                && let Err(failure) = self.end_trial_of_bond(found)
            {
                self.report_failure(failure);
            }
            if before.is_none() {
                return;
            }
            number += 1;
        }
    }

    fn end_trial_of_bond(&mut self, found: Found) -> Outcome<()> {
        if !found.deleted {
            return self.mark(false);
        }
        let delete = || self.kernel.delete(self.bond.index);
        // If it fails, it is repeated: the rest of the change is confirmed.
        if let Err(reason) = delete().or_else(|_| delete()) {
            self.mark(false)?;
            return Err(Failure::failed(Message::Delete, reason));
        }
        self.report_done(Message::Delete);
        Ok(())
    }

    /// Notes that the bond is deleted when the change is confirmed.
    pub fn delete_later(&mut self) {
        if let Kind::Bond(found) = &mut self.part.kind {
            found.deleted = true;
        }
    }

    /// From here on, the parts of the change are one whole, which can be rolled back.
    pub fn begin_whole(&mut self) {
        if self.options.trial().is_none() {
            self.whole = false;
            self.begin_part();
            self.whole = true;
        }
    }

    /// The parts so far are complete.
    pub fn end_whole(&mut self) {
        self.whole = self.options.trial().is_some();
    }

    /// What the part at hand is about.
    pub fn kind(&self) -> Kind {
        self.part.kind
    }

    /// Marks the bond as one whose change is tried, or removes the mark.
    pub fn mark(&self, set: bool) -> Outcome<()> {
        if self.options.trial().is_none() || self.bond.index == 0 {
            return Ok(());
        }
        let mark = || self.kernel.mark_trial(self.bond.index, self.process, set);
        let mut outcome = mark();
        if outcome.is_err() && !set {
            // A mark that is left would keep everyone from changing the bond.
            outcome = mark();
        }
        outcome.map_err(|reason| Failure::failed(Message::Mark, reason))
    }
}
