// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a change does: pure functions of the state that was found and the state that is wanted.

use super::legacy::{self, Abi};
use super::step::{Role, Step};
use super::{Action, Failure, Outcome};
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
        // its own would answer for them in addition to the bond.
        Abi::V2 => &[Step::SetDown(Role::Slave), Step::Enslave, Step::ClearIpv4],
    }
}

/// The most steps of an attach that is tried: those above, the moves of addresses, neighbours and routes, and the choice of
/// the slave as the primary one.
pub const MOST_STEPS: usize = 7;

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
pub fn of_slave(action: Action, slave: &Link, abi: Abi) -> Outcome<&'static [Step]> {
    // Whether it is a slave of this bond is for the driver to check.
    if !slave.flags.has(Flags::SLAVE) {
        return Err(Failure::rejected(Message::NotSlave));
    }
    if action == Action::Activate {
        return Ok(&[Step::ChangeActive]);
    }
    // A list for each version would become a table of addresses, which nothing relocates.
    let steps = if abi == Abi::V0 { legacy::DETACH_V0 } else { legacy::DETACH_V1 };
    // Since version 2, the driver restores the slave: the release is all.
    let count = if abi == Abi::V2 { 1 } else { steps.len() };
    Ok(steps.get(..count).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: Flags = Flags::UP;
    const BOND: Link = Link {
        index: 1,
        flags: Flags(Flags::MASTER.0 | Flags::UP.0),
        mtu: 1500,
        hwaddr: [2, 0, 0, 0, 0, 1],
        ..Link::NONE
    };
    const CARD: Link = Link { index: 2, mtu: 1500, hwaddr: [2, 0, 0, 0, 0, 2], ..Link::NONE };

    /// The steps of an attach that are needed, one after the other.
    fn steps(mut bond: Link, mut slave: Link, abi: Abi) -> Vec<Step> {
        let mut steps = Vec::new();
        for &step in attach(&bond, abi) {
            if !is_needed(step, &bond, &slave) {
                continue;
            }
            match step {
                Step::SetUp(Role::Bond) => bond.flags.set(UP, true),
                Step::SetDown(Role::Bond) => bond.flags.set(UP, false),
                Step::SetUp(Role::Slave) => slave.flags.set(UP, true),
                Step::SetDown(Role::Slave) => slave.flags.set(UP, false),
                _ => {}
            }
            steps.push(step);
        }
        steps
    }

    #[test]
    fn a_slave_that_is_up_is_brought_down_before_it_is_attached() {
        let up = Link { flags: UP, ..CARD };
        let wanted = [Step::SetDown(Role::Slave), Step::Enslave, Step::ClearIpv4];
        assert_eq!(steps(BOND, up, Abi::V2), wanted);
        assert_eq!(steps(BOND, CARD, Abi::V2), wanted[1..]);
    }

    #[test]
    fn a_bond_of_linux_2_4_without_a_hardware_address_gets_the_slaves_while_it_is_down() {
        let bare = Link { hwaddr: [0; 6], ..BOND };
        for (abi, bond, wanted) in [
            (Abi::V0, BOND, &[Step::SetUp(Role::Slave)][..]),
            (
                Abi::V0,
                bare,
                &[Step::SetDown(Role::Bond), Step::SetUp(Role::Bond), Step::SetUp(Role::Slave)],
            ),
            (Abi::V1, BOND, &[]),
            (Abi::V1, bare, &[]),
        ] {
            let steps = steps(bond, CARD, abi);
            let changes = |step: &&Step| matches!(step, Step::SetUp(_) | Step::SetDown(_));
            assert_eq!(
                steps.iter().filter(changes).collect::<Vec<_>>(),
                wanted.iter().collect::<Vec<_>>()
            );
            assert_eq!(steps.last(), Some(&Step::Enslave));
        }
    }

    #[test]
    fn a_slave_is_rejected_for_the_first_of_these_reasons() {
        let with = |flags, master, max_mtu, index| {
            check_slave(&BOND, &Link { flags, master, max_mtu, index, ..CARD })
        };
        let rejected = |message| Err(Failure::rejected(message));
        assert_eq!(with(Flags(0), 0, 0, 2), Ok(()));
        assert_eq!(with(UP, 0, 1500, 2), Ok(()));
        assert_eq!(with(Flags::SLAVE, 0, 0, 1), rejected(Message::AlreadySlave));
        assert_eq!(with(Flags::LOOPBACK, 0, 0, 1), rejected(Message::Itself));
        assert_eq!(with(Flags::LOOPBACK, 7, 0, 2), rejected(Message::Loopback));
        let busy = Err(Failure::failed(Message::Enslave, Errno::BUSY));
        assert_eq!(with(UP, 7, 68, 2), busy);
        assert_eq!(with(UP, 0, 1499, 2), rejected(Message::Mtu));
        // The driver rejects it before anything is changed.
        assert_eq!(with(Flags(0), 7, 68, 2), Ok(()));
    }

    #[test]
    fn a_bond_must_be_one_and_be_up_unless_that_is_forced() {
        let down = Link { flags: Flags::MASTER, ..BOND };
        assert_eq!(check_bond(&BOND, false), Ok(()));
        assert_eq!(check_bond(&down, true), Ok(()));
        assert_eq!(check_bond(&down, false), Err(Failure::rejected(Message::NotUp)));
        assert_eq!(check_bond(&CARD, true), Err(Failure::rejected(Message::NotMaster)));
    }

    #[test]
    fn only_a_slave_is_detached_or_made_active() {
        let slave = Link { flags: Flags::SLAVE, ..CARD };
        for action in [Action::Detach, Action::Activate] {
            let failure = Err(Failure::rejected(Message::NotSlave));
            assert_eq!(of_slave(action, &CARD, Abi::V2), failure);
        }
        assert_eq!(of_slave(Action::Activate, &slave, Abi::V0), Ok(&[Step::ChangeActive][..]));
        assert_eq!(of_slave(Action::Detach, &slave, Abi::V2), Ok(&[Step::Release][..]));
    }

    #[test]
    fn each_step_but_a_change_of_the_active_slave_has_an_inverse_that_undoes_it() {
        for abi in [Abi::V0, Abi::V1, Abi::V2] {
            for step in attach(&Link { hwaddr: [0; 6], ..BOND }, abi) {
                assert!(step.inverse().is_some(), "{step:?}");
            }
        }
        assert_eq!(Step::ChangeActive.inverse(), None);
        for step in [Step::Enslave, Step::SetUp(Role::Bond), Step::SetDown(Role::Slave)] {
            assert_eq!(step.inverse().and_then(Step::inverse), Some(step));
        }
    }
}
