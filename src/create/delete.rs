// SPDX-License-Identifier: MIT OR Apache-2.0
//! Deleting bonds.

use super::BondChange;
use super::rollback;
use crate::bond::step::{Role, Step};
use crate::bond::{Failure, Outcome};
use crate::kernel::{Errno, Flags, IfName, Ifbond, Ifslave, Kernel, System};
use crate::netlink::{Buffer, append};
use crate::output::Message;
use crate::parse::until;

/// The name of a slave, with a NUL.
type Name = [u8; IfName::SIZE];

/// Deletes bonds. If the change is tried, they are only set down, and deleted when it is confirmed.
pub fn delete_bonds<'a, S: System>(
    tx: &mut BondChange<'_, S>,
    names: &mut impl Iterator<Item = &'a [u8]>,
) {
    let mut trial = match tx.change.begin_trial() {
        Ok(trial) => trial,
        Err(failure) => return tx.change.report_failure(failure),
    };
    names.for_each(|name| delete_with_slaves(tx, name));
    if let Some(trial) = &mut trial {
        rollback::end_trial(tx, trial);
    }
}

/// Releases the slaves of a bond, and deletes it. The driver leaves a slave as it was before it was attached, and
/// down. If anything fails, the slaves are attached again.
///
/// (A bond in mode balance-alb that is deleted with its slaves leaves one of them promiscuous.)
pub fn delete_with_slaves<S: System>(tx: &mut BondChange<'_, S>, master: &[u8]) {
    let mut slaves = Slaves::default();
    tx.change.begin_whole();
    match look_up(tx, master, &mut slaves) {
        Ok(()) if !tx.exists() => tx.change.report(Message::NoSuchBond, Role::Bond),
        Ok(()) => {
            if let Err(failure) = release_and_delete(tx, &slaves) {
                tx.change.report_failure(failure);
                rollback::roll_back_bond(tx);
            }
        }
        Err(failure) => tx.change.report_failure(failure),
    }
    tx.change.end_whole();
    tx.change.messages.flush();
}

/// The slaves of a bond.
#[derive(Default)]
pub struct Slaves {
    /// Their names.
    names: Buffer,
    /// The number of the one that gets the configuration of the bond, with `-m`: the active one, or another one that has
    /// a link, or the first one.
    heir: Option<usize>,
    /// The place of the snapshot with the configuration of the bond.
    snapshot: u32,
}

impl Slaves {
    fn names(&self) -> &[Name] {
        self.names.as_chunks().0
    }

    fn heir(&self) -> Option<&Name> {
        self.names().get(self.heir?)
    }
}

/// Looks up a bond, which may not exist, and its slaves, and checks what must hold before any step.
pub fn look_up<S: System>(
    tx: &mut BondChange<'_, S>,
    master: &[u8],
    slaves: &mut Slaves,
) -> Outcome<()> {
    tx.begin_bond(master)?;
    if !tx.exists() {
        return Ok(());
    }
    tx.change.check_pending()?;
    list_slaves(tx, slaves)?;
    check_configuration(tx, slaves.heir())?;
    slaves.snapshot = tx.change.snapshot_place();
    tx.change.keep_bond(&mut tx.found)?;
    tx.change.delete_later();
    Ok(())
}

/// Releases the slaves and deletes the bond. The last slave is the first one: so in a rollback they are attached in their
/// order.
pub fn release_and_delete<S: System>(tx: &mut BondChange<'_, S>, slaves: &Slaves) -> Outcome<()> {
    for slave in slaves.names().iter().rev() {
        begin_slave(tx, slave)?;
        tx.change.apply(&[Step::Release])?;
    }
    leave(tx, slaves)
}

/// Lists the slaves of the bond.
fn list_slaves<S: System>(tx: &BondChange<'_, S>, slaves: &mut Slaves) -> Outcome<()> {
    let kernel = &tx.change.kernel;
    let bond = tx.change.bond.name;
    let mut info = Ifbond::default();
    match kernel.bond_info(&bond, &mut info) {
        Err(Errno::OPNOTSUPP) => return Err(Failure::rejected(Message::NotMaster)),
        outcome => outcome.map_err(|reason| Failure::failed(Message::Settings, reason))?,
    }
    let mut in_use = false;
    // There is room for the names of 80 slaves: the driver releases others itself.
    for id in 0..info.num_slaves {
        let mut slave = Ifslave::default();
        match kernel.slave_info(&bond, id, &mut slave) {
            // It was released meanwhile.
            Err(Errno::NODEV) => break,
            outcome => outcome.map_err(|reason| Failure::failed(Message::Settings, reason))?,
        }
        let is_better = slaves.heir.is_none() || !in_use && slave.is_in_use();
        if is_better && tx.change.options.moves() {
            slaves.heir = Some(slaves.names().len());
            in_use = slave.is_in_use();
        }
        let _ = append(&mut slaves.names, &slave.slave_name);
    }
    Ok(())
}

/// Checks before any step that the configuration of the bond can be moved to its heir, or restored after a trial.
fn check_configuration<S: System>(tx: &mut BondChange<'_, S>, heir: Option<&Name>) -> Outcome<()> {
    let options = tx.change.options;
    if !options.moves() && options.trial().is_none() {
        return Ok(());
    }
    if let Some(heir) = heir {
        begin_slave(tx, heir)?;
    }
    tx.change.system.lock_memory();
    store(tx)?;
    if options.moves() && heir.is_none() && tx.change.has_configuration() {
        return Err(Failure::rejected(Message::NoHeir));
    }
    tx.change.check_snapshot(Role::Bond)?;
    // Messages about its addresses have this name.
    tx.change.slave = tx.change.bond;
    tx.change.messages.slave = tx.change.messages.master;
    Ok(())
}

/// Moves the configuration of the bond to its heir, which is brought up; then deletes the bond, or, if the change is
/// tried, sets it down.
fn leave<S: System>(tx: &mut BondChange<'_, S>, slaves: &Slaves) -> Outcome<()> {
    if let Some(heir) = slaves.heir() {
        begin_slave(tx, heir)?;
        // With `-n`, it is still a slave.
        tx.change.slave.flags.set(Flags::UP, false);
        // The bond may have lost its neighbours: it has got another hardware address with the release of the last slave.
        tx.change.use_snapshot(slaves.snapshot);
        tx.change.apply(&[Step::SetUp(Role::Slave)])?;
        tx.change.move_configuration(Role::Bond)?;
    }
    let is_tried = tx.change.options.trial().is_some();
    if is_tried { tx.change.apply(&[Step::SetDown(Role::Bond)]) } else { tx.delete() }
}

/// Takes a snapshot of the bond.
fn store<S: System>(tx: &mut BondChange<'_, S>) -> Outcome<()> {
    tx.change.store(Role::Bond).map_err(|reason| Failure::failed(Message::Settings, reason))
}

/// Starts with a slave.
fn begin_slave<S: System>(tx: &mut BondChange<'_, S>, slave: &Name) -> Outcome<()> {
    let name = until(slave, 0);
    tx.change.begin_slave(name);
    tx.change.look_up(Role::Slave, name, Message::Flags)
}
