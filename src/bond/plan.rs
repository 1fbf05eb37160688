//! What a change does: pure functions of the state that was found and the state that is wanted.

use super::legacy::{self, Abi};
use super::step::{Role, Step};
use super::{Failure, Outcome};
use crate::applet::ifenslave::args::Task;
use crate::kernel::{Errno, Flags};
use crate::netlink::Link;
use crate::output::Message;

/// Checks that an interface is a bond, and up unless `force` is set.
pub fn check_bond(bond: &Link, force: bool) -> Outcome<()> {
    if !bond.flags.has(Flags::MASTER) {
        return Err(Failure::rejected(Message::NotMaster));
    }
    if !force && !bond.flags.has(Flags::UP) {
        return Err(Failure::rejected(Message::NotUp));
    }
    Ok(())
}

/// Checks whether an interface can become a slave of a bond. The driver would reject most of these, too, but only
/// when the interface is down already.
pub fn check_slave(bond: &Link, slave: &Link) -> Outcome<()> {
    if slave.flags.has(Flags::SLAVE) {
        return Err(Failure::rejected(Message::AlreadySlave));
    }
    // The names may differ: there are alternative names.
    if slave.index == bond.index {
        return Err(Failure::rejected(Message::Itself));
    }
    if slave.flags.has(Flags::LOOPBACK) {
        return Err(Failure::rejected(Message::Loopback));
    }
    if slave.flags.has(Flags::UP) {
        if slave.master != 0 {
            return Err(Failure::failed(Message::Enslave, Errno::BUSY));
        }
        if slave.max_mtu != 0 && slave.max_mtu < bond.mtu {
            return Err(Failure::rejected(Message::Mtu));
        }
    }
    Ok(())
}

/// The steps of an attach.
pub fn attach(bond: &Link, abi: Abi) -> &'static [Step] {
    match abi {
        Abi::V0 if legacy::lacks_hwaddr(bond) => legacy::ATTACH_V0_TO_BOND,
        Abi::V0 => legacy::ATTACH_V0,
        Abi::V1 if legacy::lacks_hwaddr(bond) => legacy::ATTACH_V1_TO_BOND,
        Abi::V1 => legacy::ATTACH_V1,
        // The driver attaches only an interface that is down, and brings it up itself. A slave with addresses of
        // its own would answer for them beside the bond.
        Abi::V2 => &[Step::SetDown(Role::Slave), Step::Enslave, Step::ClearIpv4],
    }
}

/// Whether a step changes anything: an interface that is up already need not be brought up.
pub fn is_needed(step: Step, bond: &Link, slave: &Link) -> bool {
    let is_up = |role| match role {
        Role::Bond => bond.flags.has(Flags::UP),
        Role::Slave => slave.flags.has(Flags::UP),
    };
    match step {
        Step::SetUp(role) | Step::SetDown(role) => is_up(role) != step.is_up(),
        _ => true,
    }
}

/// The steps of a detach, or of a change of the active slave.
pub fn of_slave(task: Task, slave: &Link, abi: Abi) -> Outcome<&'static [Step]> {
    // Whether it is a slave of this bond is for the driver to check.
    if !slave.flags.has(Flags::SLAVE) {
        return Err(Failure::rejected(Message::NotSlave));
    }
    if task == Task::ChangeActive {
        return Ok(&[Step::ChangeActive]);
    }
    // A list for each version would become a table of addresses, which nothing relocates.
    let steps = if abi == Abi::V0 { legacy::DETACH_V0 } else { legacy::DETACH_V1 };
    // Since version 2, the driver restores the slave: the release is all.
    let count = if abi == Abi::V2 { 1 } else { steps.len() };
    Ok(steps.get(..count).unwrap_or_default())
}
