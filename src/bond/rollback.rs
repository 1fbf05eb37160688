// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rollback: the steps that were performed are undone, and the snapshot is restored.

use super::change::{Change, UNCHANGED};
use super::failure::Failure;
use super::step::{Role, Setting, Step};
use crate::kernel::{Ifreq, Kernel, Result, System};
use crate::output::Message;

impl<S: System> Change<'_, S> {
    /// Undoes the steps of the part at hand that were performed, the last one first, and restores its snapshot. Reports
    /// everything that cannot be restored.
    pub fn roll_back(&mut self) {
        if self.part.stored.is_none() && !self.whole {
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

    /// Undoes all but the first steps of the part at hand, the last one first.
    #[inline(never)]
    pub fn undo(&mut self, first: usize) {
        while self.journal.steps() > first
            && let Some((step, mut value)) = self.journal.pop_step()
        {
            let Some(inverse) = step.inverse() else { continue };
            let outcome = match step {
                Step::Enslave => self.release_again(),
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
        let known = self.read(Setting::HwAddress, &mut before);
        self.perform(Step::Release, &mut before.value())?;
        let mut of_slave = Ifreq::new(&self.slave.name);
        self.read(Setting::HwAddress, &mut of_slave)?;
        if known.is_err() || of_slave.has(&before.value()) {
            return Ok(());
        }
        self.replace(Setting::HwAddress, Role::Bond, &mut before.value())
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
