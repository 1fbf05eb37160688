// SPDX-License-Identifier: MIT OR Apache-2.0
//! Changes of a bond and its slaves. Each takes the same path:
//!
//! 1. **Look**: [`Change::look_up`] reads the state of the interfaces, with one request each.
//! 2. **Plan**: [`plan`] checks the state and returns the steps, or the reason why there are none.
//! 3. **Apply**: [`Change::apply`] performs the steps. The journal gets the inverse of each.
//! 4. **Report**: a step is printed with `-v`, a [`Failure`] always; after a failure the journal is rolled back.

mod change;
mod failure;
mod journal;
pub mod legacy;
pub mod plan;
mod relocate;
mod report;
mod rollback;
pub mod step;
mod trial;

pub use change::{Change, Options};
pub use failure::{Failure, Outcome};
pub use journal::{Found, Kind};
pub use trial::Trial;

use crate::kernel::System;
use crate::netlink::{Buffer, By};
use crate::output::{Message, Printer};
use step::Role;
pub use step::{value_of_hwaddr, value_of_number};

/// A change of one slave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Attaches it to the bond.
    Attach,
    /// Detaches it.
    Detach,
    /// Makes it the active slave.
    Activate,
}

/// Changes the slaves of a bond, one after the other: after a failure it continues with the next one. `names` are
/// those of the bond and of the slaves. The exit status is the printer's.
#[inline(never)]
pub fn run<'a, S: System>(
    system: S,
    kernel: S::Kernel,
    action: Action,
    names: &mut (impl Iterator<Item = &'a [u8]> + Clone),
    options: Options,
    messages: &mut Printer<S>,
) {
    let _held = system.hold_signals();
    let mut change = Change::new(system, kernel, options, messages);
    let Some(master) = names.next() else { return };
    let outcome = look_up_bond(&mut change, master)
        .and_then(|()| check_slaves(&mut change, action, &mut names.clone()))
        .and_then(|()| begin_trial(&mut change));
    let mut trial = match outcome {
        Ok(trial) => trial,
        Err(failure) => return change.report_failure(failure),
    };
    for slave in names {
        if let Err(failure) = change_slave(&mut change, action, slave) {
            change.report_failure(failure);
            change.roll_back();
        }
        change.messages.flush();
    }
    change.report_obstacles(true);
    if let Some(trial) = &mut trial {
        if change.is_rejected(trial) {
            change.roll_back_all();
        } else {
            change.end_trial();
        }
    }
}

/// Looks up the bond and checks what must hold before any change. The handshake is last.
fn look_up_bond<S: System>(change: &mut Change<'_, S>, name: &[u8]) -> Outcome<()> {
    change.messages.master.read(name, false);
    change.look_up(Role::Bond, name, Message::Settings)?;
    change.check_pending()?;
    plan::check_bond(&change.bond, change.options.force)?;
    change.shake_hands()
}

/// Checks before any change that the configuration of each new slave can be moved, with `-m`, and restored, with `--try`.
fn check_slaves<'a, S: System>(
    change: &mut Change<'_, S>,
    action: Action,
    names: &mut impl Iterator<Item = &'a [u8]>,
) -> Outcome<()> {
    if action != Action::Attach || !change.moves_or_tries() {
        return Ok(());
    }
    for name in names {
        change.begin_slave(name);
        if change.look_up(Role::Slave, name, Message::SlaveSettings).is_ok() {
            change.check_slave()?;
        }
    }
    Ok(())
}

/// If the change is to be tried, announces it, and stores the state of the bond.
fn begin_trial<S: System>(change: &mut Change<'_, S>) -> Outcome<Option<Trial<S>>> {
    change.begin_slave(b"");
    let trial = change.begin_trial()?;
    if trial.is_some() {
        let mut options = Buffer::new();
        change.look_up_bond(By::Index(change.bond.index), &mut options)?;
        change.keep_bond(&mut options)?;
    }
    Ok(trial)
}

/// Changes one slave: look, plan, apply.
#[inline(never)]
pub fn change_slave<S: System>(
    change: &mut Change<'_, S>,
    action: Action,
    name: &[u8],
) -> Outcome<()> {
    change.begin_slave(name);
    let unreadable = match action {
        Action::Attach => Message::SlaveSettings,
        Action::Detach => Message::SlaveFlags,
        Action::Activate => Message::Flags,
    };
    change.look_up(Role::Slave, name, unreadable)?;
    match action {
        Action::Attach => change.attach(),
        action => change.apply(plan::of_slave(action, &change.slave, change.abi())?),
    }
}
