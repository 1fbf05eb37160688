//! Deleting bonds.

use super::Work;
use crate::bond::step::{Role, Step};
use crate::bond::{Failure, Outcome};
use crate::kernel::{Errno, IfName, Ifbond, Ifslave, Kernel, System};
use crate::netlink::{Buffer, append};
use crate::output::Message;
use crate::parse::until;

/// Releases the slaves of a bond, and deletes it. The driver leaves a slave as it was before it was attached, and
/// down. If anything fails, the slaves are attached again.
///
/// (A bond in mode balance-alb that is deleted with its slaves leaves one of them promiscuous.)
pub fn delete_with_slaves<S: System>(work: &mut Work<'_, S>, master: &[u8]) {
    let mut names = Buffer::new();
    let mut released = 0;
    if let Err(failure) = release_and_delete(work, master, &mut names, &mut released) {
        work.change.report_failure(failure);
        let (slaves, _) = names.as_chunks();
        for slave in slaves.iter().take(released) {
            if let Err(failure) = change(work, slave, Step::Enslave) {
                work.change.report_failure(failure);
            }
        }
    }
    work.change.messages.flush();
}

/// Does it. `names` become those of the slaves, and `released` the number of those that are released.
fn release_and_delete<S: System>(
    work: &mut Work<'_, S>,
    master: &[u8],
    names: &mut Buffer,
    released: &mut usize,
) -> Outcome<()> {
    work.begin_bond(master)?;
    if !work.exists() {
        work.change.report(Message::NoSuchBond, Role::Bond);
        return Ok(());
    }
    let kernel = &work.change.kernel;
    let bond = work.change.bond.name;
    let mut info = Ifbond::default();
    match kernel.bond_info(&bond, &mut info) {
        Err(Errno::OPNOTSUPP) => return Err(Failure::rejected(Message::NotMaster)),
        outcome => outcome.map_err(|reason| Failure::failed(Message::Settings, reason))?,
    }
    // There is room for the names of 80 slaves: the driver releases others itself.
    for id in 0..info.num_slaves {
        let mut slave = Ifslave::default();
        if kernel.slave_info(&bond, id, &mut slave).is_ok() {
            let _ = append(names, &slave.slave_name);
        }
    }
    for slave in names.as_chunks().0 {
        change(work, slave, Step::Release)?;
        *released += 1;
    }
    delete(work)
}

/// Releases a slave, or attaches it again.
fn change<S: System>(
    work: &mut Work<'_, S>,
    slave: &[u8; IfName::SIZE],
    step: Step,
) -> Outcome<()> {
    let name = until(slave, 0);
    work.change.begin_slave(name);
    work.change.look_up(Role::Slave, name, Message::Flags)?;
    work.change.apply(&[step])
}

/// Deletes the bond.
pub fn delete<S: System>(work: &mut Work<'_, S>) -> Outcome<()> {
    if !work.change.options.no_act() {
        work.change
            .kernel
            .delete(work.change.bond.index)
            .map_err(|reason| Failure::failed(Message::Delete, reason))?;
    }
    work.change.report_done(Message::Delete);
    Ok(())
}
