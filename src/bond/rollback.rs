// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rollback: the steps that were performed are undone, and the snapshot is restored.

use super::change::{Change, UNCHANGED};
use super::failure::Failure;
use super::journal::{Found, Kind, Part};
use super::step::{Role, Setting, Step, value_of_hwaddr};
use crate::HAS_BOOT;
use crate::kernel::{Errno, Ifreq, Kernel, Result, System};
use crate::netlink::{BondState, Buffer, By, IFLA_BOND_ACTIVE_SLAVE, Link, Parts, put};
use crate::output::Message;

impl<S: System> Change<'_, S> {
    /// Undoes the steps of the part at hand that were performed, the last one first, and restores its snapshot. Reports
    /// everything that cannot be restored.
    pub fn roll_back(&mut self) {
        if self.part.stored.is_none() && !self.is_whole() {
            return;
        }
        self.undo(0);
        // Last of all: an interface that goes down loses its routes and its IPv6 addresses; and the slave of an old
        // driver got the bond's addresses instead of its own. But if another process has made it a slave meanwhile,
        // it is to have none.
        if self.part.stored != Some(Role::Slave) || !self.is_slave(false) {
            self.restore_stored();
        }
    }

    /// Undoes all parts of a whole change, the last one first.
    pub fn roll_back_all(&mut self) {
        loop {
            self.roll_back();
            if let Kind::Bond(found) = self.part.kind {
                self.restore_found(found);
            }
            if !self.begin_previous_part() {
                return;
            }
        }
    }

    /// Goes back to the part before the one at hand, which is undone. False if there is none.
    pub fn begin_previous_part(&mut self) -> bool {
        // Those of a bond that this command has created go with it.
        while self.journal.pop_step().is_some() {}
        let Some(part) = self.journal.pop_part() else {
            self.part = Part::NONE;
            return false;
        };
        self.snapshot.drop_part(part.snapshot);
        self.part = part;
        self.find(Role::Slave, part.slave);
        self.find(Role::Bond, part.bond);
        (self.messages.master, self.messages.slave) = (self.bond.name, self.slave.name);
        true
    }

    /// Looks up an interface of a part that is undone. One that is gone has no steps to undo, or each of them reports it.
    pub(super) fn find(&mut self, role: Role, index: u32) -> bool {
        let (kernel, link) = match role {
            Role::Bond => (&self.kernel, &mut self.bond),
            Role::Slave => (&self.kernel, &mut self.slave),
        };
        *link = Link::NONE;
        if index == 0 {
            return false;
        }
        // If it fails, it is repeated: otherwise everything would be left as it is.
        let mut look = || kernel.link(By::Index(index), link);
        match look().or_else(|_| look()) {
            Err(reason) if reason != Errno::NODEV => {
                self.report_failure(Failure::failed(Message::Flags, reason));
                false
            }
            outcome => outcome.is_ok(),
        }
    }

    /// Gives the bond what steps of its slaves have changed: its hardware address and its active slave.
    pub fn restore_found(&mut self, found: Found) {
        let mut options = Buffer::new();
        let index = self.bond.index;
        let mut look = || self.kernel.bond(By::Index(index), &mut self.bond, &mut options);
        if let Err(reason) = look().or_else(|_| look()) {
            return self.report_failure(Failure::failed(Message::Settings, reason));
        }
        if found.has_slaves {
            let mut value = value_of_hwaddr(&found.hwaddr);
            let outcome = self.replace(Setting::HwAddress, Role::Bond, &mut value);
            if let Err(reason) = outcome
                && reason != UNCHANGED
            {
                let step = Step::Set(Setting::HwAddress, Role::Bond);
                self.report_failure(Failure::of(step, reason));
            }
        }
        if found.active != 0 && found.active != BondState::read(&mut options).active {
            options.clear();
            put(&mut options, IFLA_BOND_ACTIVE_SLAVE, &found.active.to_ne_bytes());
            if let Err(rejected) = self.kernel.set_bond(index, &options) {
                let _ = self.kernel.link(By::Index(found.active), &mut self.slave);
                self.report_failure(Failure::of(Step::ChangeActive, rejected.reason));
            }
        }
        if let Err(failure) = self.mark(false) {
            self.report_failure(failure);
        }
    }

    /// Undoes all but the first steps of the part at hand, the last one first.
    #[inline(never)]
    pub fn undo(&mut self, first: usize) {
        while self.journal.steps() > first
            && let Some((step, mut value)) = self.journal.pop_step()
        {
            let Some(inverse) = step.inverse() else { continue };
            if step == Step::ClearIpv4 {
                self.snapshot.note_removed();
            }
            let outcome = match step {
                Step::Enslave if HAS_BOOT => self.release_again(),
                _ => self.perform(inverse, &mut value),
            };
            match outcome {
                Ok(()) | Err(UNCHANGED) => self.report_step(inverse),
                Err(reason) => self.report_failure(Failure::of(inverse, reason)),
            }
        }
    }

    /// Releases the slave. If it is the last one, the driver gives the bond a random hardware address; but the bond gets
    /// its own back, unless that was the slave's.
    fn release_again(&mut self) -> Result<()> {
        let mut before = Ifreq::new(&self.bond.name);
        let mut known = self.read(Setting::HwAddress, &mut before);
        if known.is_err() {
            // If it fails, it is repeated: otherwise the address would be lost.
            known = self.read(Setting::HwAddress, &mut before);
        }
        if let Err(reason) = known {
            self.report_failure(Failure::of(Step::Set(Setting::HwAddress, Role::Bond), reason));
        }
        self.perform(Step::Release, &mut before.setting())?;
        let mut of_slave = Ifreq::new(&self.slave.name);
        self.read(Setting::HwAddress, &mut of_slave)?;
        if known.is_err() || of_slave.has(&before.setting()) {
            return Ok(());
        }
        self.replace(Setting::HwAddress, Role::Bond, &mut before.setting())
    }

    /// Restores the snapshot, if the part at hand has one.
    #[inline(never)]
    pub fn restore_stored(&mut self) {
        if self.part.stored.is_none() {
            return;
        }
        let messages = &mut *self.messages;
        self.kernel.restore(&mut self.snapshot, &mut |item, reason| {
            messages.fail(Message::lost(item), reason);
        });
    }

    /// Whether the part at hand has a snapshot.
    pub fn is_stored(&self) -> bool {
        self.part.stored.is_some()
    }
}
