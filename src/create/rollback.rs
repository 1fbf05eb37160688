// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rollback of a whole change: of one bond with its slaves, or of all bonds of a command.

use super::Work;
use super::configure;
use crate::bond::{Found, Kind};
use crate::kernel::System;
use crate::netlink::Buffer;

/// Undoes the parts of a change, the last one first.
pub fn roll_back_all<S: System>(work: &mut Work<'_, S>) {
    while roll_back_part(work).is_some() {}
}

/// Undoes the parts that are about the bond at hand and its slaves.
pub fn roll_back_bond<S: System>(work: &mut Work<'_, S>) {
    while roll_back_part(work) == Some(Kind::Slave) {}
}

/// Undoes the part at hand, and goes back to the one before. Returns what was undone; none if there was nothing before.
fn roll_back_part<S: System>(work: &mut Work<'_, S>) -> Option<Kind> {
    let kind = work.change.kind();
    match kind {
        Kind::Slave => work.change.roll_back(),
        Kind::Bond(found) => restore_bond(work, found),
    }
    work.change.begin_previous_part().then_some(kind)
}

/// Deletes a bond that this command has created, or makes it what it was.
fn restore_bond<S: System>(work: &mut Work<'_, S>, found: Found) {
    // It may have been deleted since: one without any slave is.
    if !work.exists() {
        return;
    }
    let mut before = Buffer::new();
    work.change.kept_options(&mut before);
    work.created = found.created;
    if found.created {
        // It may be that it cannot be deleted.
        let _ = work.change.mark(false);
    }
    configure::roll_back(work, &mut before);
    if !found.created {
        work.change.restore_found(found);
        if found.deleted {
            // With another hardware address, it loses its neighbours.
            work.change.restore_stored();
        }
    }
}
