// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rollback of a whole change: of one bond with its slaves, or of all bonds of a command.

use super::BondChange;
use super::configure;
use crate::bond::{Found, Kind, Trial};
use crate::kernel::System;
use crate::netlink::Buffer;

/// Waits for the answer to a change that is tried, and rolls the change back unless it is confirmed: then this returns
/// true.
pub fn end_trial<S: System>(tx: &mut BondChange<'_, S>, trial: &mut Trial<S>) -> bool {
    let rejected = tx.change.is_rejected(trial);
    if rejected {
        while roll_back_part(tx).is_some() {}
    } else {
        tx.change.end_trial();
    }
    rejected
}

/// Undoes the parts that are about the bond at hand and its slaves.
pub fn roll_back_bond<S: System>(tx: &mut BondChange<'_, S>) {
    while roll_back_part(tx) == Some(Kind::Slave) {}
}

/// Undoes the part at hand, and goes back to the one before. Returns what was undone; none if there was nothing before.
fn roll_back_part<S: System>(tx: &mut BondChange<'_, S>) -> Option<Kind> {
    let kind = tx.change.kind();
    match kind {
        Kind::Slave => tx.change.roll_back(),
        Kind::Bond(found) => restore_bond(tx, found),
    }
    tx.change.begin_previous_part().then_some(kind)
}

/// Deletes a bond that this command has created, or makes it what it was.
fn restore_bond<S: System>(tx: &mut BondChange<'_, S>, found: Found) {
    // It may have been deleted since: one without any slave is.
    if !tx.exists() {
        return;
    }
    let mut before = Buffer::new();
    tx.change.kept_options(&mut before);
    tx.created = found.created;
    if found.created {
        // It may be that it cannot be deleted.
        let _ = tx.change.mark(false);
    }
    configure::roll_back(tx, &mut before);
    if !found.created {
        tx.change.restore_found(found);
        if found.deleted {
            // With another hardware address, it loses its neighbours.
            tx.change.restore_stored();
        }
    }
}
