//! Rollback: the steps that were performed are undone, and the snapshot is restored.

use super::change::{Change, UNCHANGED};
use super::failure::Failure;
use crate::kernel::{Kernel, System};
use crate::output::Message;

impl<S: System> Change<'_, S> {
    /// Undoes the steps that were performed, the last one first, and restores the snapshot. Reports everything that
    /// cannot be restored.
    pub fn roll_back(&mut self) {
        if !self.stored {
            return;
        }
        self.undo(0);
        // Last of all: an interface that goes down loses its routes and its IPv6 addresses; and the slave of an old
        // driver got the bond's addresses instead of its own. But if another process has made it a slave meanwhile,
        // it is to have none.
        if !self.is_slave(false) {
            self.restore();
        }
    }

    /// Undoes all but the first steps that were performed, the last one first.
    #[inline(never)]
    pub fn undo(&mut self, first: usize) {
        while self.journal.len() > first
            && let Some((step, mut value)) = self.journal.pop()
        {
            let Some(inverse) = step.inverse() else { continue };
            match self.perform(inverse, &mut value) {
                Ok(()) | Err(UNCHANGED) => self.report_step(inverse),
                Err(reason) => self.report_failure(Failure::of(inverse, reason)),
            }
        }
    }

    /// Restores the snapshot.
    #[inline(never)]
    pub fn restore(&mut self) {
        let messages = &mut *self.messages;
        self.kernel.restore(&mut self.snapshot, &mut |item, reason| {
            messages.fail(Message::lost(item), reason);
        });
    }

    /// Restores the snapshot, if this change has taken one.
    pub fn restore_stored(&mut self) {
        if self.stored {
            self.restore();
        }
    }

    /// Whether this change has taken a snapshot.
    pub fn is_stored(&self) -> bool {
        self.stored
    }
}
