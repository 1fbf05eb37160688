// SPDX-License-Identifier: MIT OR Apache-2.0
//! VLANs and bridges: their words on the command line, and the steps that create or complete them.

use super::BondChange;
use super::lower::pretend;
use super::spec::Spec;
use crate::bond::step::{Role, Step};
use crate::bond::{Failure, Outcome};
use crate::kernel::{Errno, Flags, Kernel, System};
use crate::netlink::{Link, Stacked};
use crate::output::Message;

/// The requests that create or complete an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    /// Creates the VLAN or the bridge.
    create: bool,
    /// Adds the interface below to the bridge.
    add: bool,
}

/// Plans how an interface is stacked upon a lower one; `device` is the index of that below an existing VLAN. (Those that
/// are up already are not brought up, see [`crate::bond::plan`].)
fn plan(wanted: Stacked, device: u32, upper: &Link, lower: &Link) -> Outcome<Plan> {
    let create = upper.index == 0;
    if !create && device != wanted.device {
        return Err(Failure::rejected(Message::Taken));
    }
    // Brought up, it would get addresses before the kernel rejects it.
    if lower.flags.has(Flags::LOOPBACK) {
        return Err(Failure::rejected(Message::Loopback));
    }
    let is_port = !create && lower.master == upper.index;
    let add = wanted.id == 0 && lower.index != 0 && !is_port;
    // The kernel would take it away from its other master.
    if add && lower.master != 0 {
        return Err(Failure::failed(Message::Enslave, Errno::BUSY));
    }
    Ok(Plan { create, add })
}

/// Looks up a bond, a VLAN or a bridge, which may not exist.
#[inline(never)]
pub fn begin<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>) -> Outcome<()> {
    tx.begin_bond(spec.name)?;
    if tx.exists()
        && let Some(id) = spec.id
    {
        match tx.change.kernel.stacked(tx.change.bond.index) {
            Err(reason) => return Err(Failure::failed(Message::Settings, reason)),
            Ok(Some(found)) if found.id == id => spec.device = found.device,
            Ok(_) => return Err(Failure::rejected(Message::Taken)),
        }
    }
    Ok(())
}

/// Stacks the interface at hand upon the lower one, if there is one.
#[inline(never)]
pub fn stack<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>) -> Outcome<()> {
    let change = &mut tx.change;
    let lower = change.slave.index;
    let id = spec.id.unwrap_or(0);
    let wanted = Stacked { id, device: if id == 0 { 0 } else { lower } };
    let plan = plan(wanted, spec.device, &change.bond, &change.slave)?;
    // A VLAN can be up only while the interface below is.
    if lower != 0 {
        change.apply(&[Step::SetUp(Role::Slave)])?;
    }
    if plan.create {
        let name = change.messages.master;
        if change.options.no_act() {
            pretend(&mut change.bond, name);
        } else {
            let create = change.kernel.new_stacked(&name, wanted);
            create.map_err(|reason| Failure::failed(Message::Stack, reason))?;
            tx.created = true;
            // Again if that fails: without its index, it could not be deleted.
            tx.look_up_new().or_else(|_| tx.look_up_new())?;
        }
        spec.device = wanted.device;
        tx.change.report_done(Message::Stack);
    }
    let change = &mut tx.change;
    if plan.add {
        if !change.options.no_act() {
            let add = change.kernel.set_master(lower, change.bond.index);
            add.map_err(|reason| Failure::failed(Message::Enslave, reason))?;
        }
        change.report_done(Message::Enslave);
    }
    change.apply(&[Step::SetUp(Role::Bond)])
}

/// Deletes a VLAN or a bridge.
#[inline(never)]
pub fn delete<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>) {
    let outcome = match begin(tx, spec) {
        Ok(()) if !tx.exists() => {
            tx.change.report(Message::NoSuchBond, Role::Bond);
            Ok(())
        }
        outcome => outcome.and_then(|()| tx.delete()),
    };
    if let Err(failure) = outcome {
        tx.change.report_failure(failure);
    }
    tx.change.messages.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exists_is_not_created_and_what_belongs_to_another_is_left_there() {
        let at = |index, master| Link { index, master, ..Link::NONE };
        let bridge = Stacked { id: 0, device: 0 };
        let vlan = Stacked { id: 5, device: 2 };
        let plans = |create, add| Ok(Plan { create, add });
        assert_eq!(plan(vlan, 0, &Link::NONE, &at(2, 0)), plans(true, false));
        assert_eq!(plan(vlan, 2, &at(9, 0), &at(2, 0)), plans(false, false));
        // A slave of a bond, or a port, may have a VLAN.
        assert_eq!(plan(vlan, 0, &Link::NONE, &at(2, 7)), plans(true, false));
        assert_eq!(plan(vlan, 3, &at(9, 0), &at(2, 0)), Err(Failure::rejected(Message::Taken)));
        assert_eq!(plan(bridge, 0, &Link::NONE, &at(2, 0)), plans(true, true));
        assert_eq!(plan(bridge, 0, &Link::NONE, &Link::NONE), plans(true, false));
        assert_eq!(plan(bridge, 0, &at(9, 0), &at(2, 0)), plans(false, true));
        assert_eq!(plan(bridge, 0, &at(9, 0), &at(2, 9)), plans(false, false));
        let lo = Link { flags: Flags::LOOPBACK, ..at(1, 0) };
        for wanted in [vlan, bridge] {
            assert_eq!(
                plan(wanted, 0, &Link::NONE, &lo),
                Err(Failure::rejected(Message::Loopback))
            );
        }
        let busy = Failure::failed(Message::Enslave, Errno::BUSY);
        for upper in [Link::NONE, at(9, 0)] {
            assert_eq!(plan(bridge, 0, &upper, &at(2, 7)), Err(busy));
        }
    }
}
