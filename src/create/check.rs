// SPDX-License-Identifier: MIT OR Apache-2.0
//! Checks of a bond before any change.

use super::BondChange;
use super::report::{report, report_invalid};
use super::spec::{Invalid, Remedy, Spec};
use crate::bond::{Failure, Outcome};
use crate::kernel::{Flags, Ifbond, Kernel, System};
use crate::netlink::BondState;
use crate::option;
use crate::output::Message;

/// Whether to continue with the SPECs that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The bond can be created.
    Valid,
    /// It cannot.
    Rejected,
    /// It cannot, and the words that follow are not meant as SPECs.
    NoSpec,
}

/// Checks everything that can be checked of a bond before a change: an interface that has its name is a bond, and
/// its options suit its mode. Reports all errors.
#[inline(never)]
pub fn check<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>, boot: bool) -> Verdict {
    let invalid = |message, hint| Invalid { message, part: spec.name, remedy: Remedy::Hint(hint) };
    if !tx.exists() && !spec.name.iter().all(|byte| is_for_new_bond(*byte)) {
        let pasted = spec.name.starts_with(b"bond=");
        let hint = if pasted { Message::Pasted } else { Message::Example };
        report_invalid(tx.change.messages, &invalid(Message::BadBond, hint));
        return Verdict::Rejected;
    }
    if spec.is_bare && !boot && tx.found.is_empty() {
        // What follows a bare name may be meant as its slaves.
        report_invalid(tx.change.messages, &invalid(Message::NoSlaves, Message::Example));
        return Verdict::NoSpec;
    }
    match check_options(tx, spec) {
        Ok(()) => Verdict::Valid,
        Err(error) => {
            report(tx, Some(spec), error);
            Verdict::Rejected
        }
    }
}

/// Checks that the options suit the bond and its mode.
pub fn check_options<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>) -> Outcome<()> {
    check_is_bond(tx)?;
    tx.change.check_pending()?;
    monitor_by_default(tx, spec);
    let mode = number(tx, spec, option::MODE);
    // In the last modes, the driver monitors links by itself.
    let by_itself = spec.value(option::MIIMON).is_empty() && mode >= option::MODE_LACP.into();
    let miimon = by_itself || number(tx, spec, option::MIIMON) != 0;
    for number in 0..option::COUNT {
        if !spec.value(number).is_empty() && option::modes(number) >> mode & 1 == 0 {
            return Err(Failure::of_option(Message::NotInMode, number, None));
        }
        if !miimon && option::is_delay(number) && spec.is_set(number) {
            return Err(Failure::of_option(Message::NoMiimon, number, None));
        }
    }
    let monitored = miimon || number(tx, spec, option::ARP_INTERVAL) != 0;
    let chosen = !spec.value(option::MIIMON).is_empty() || is_unused(tx);
    if chosen && !monitored {
        tx.change.messages.say(Message::Unmonitored, None);
    }
    Ok(())
}

/// Whether the name of a new bond may have this byte. Others have a meaning in SPECs, on the kernel's command
/// line or in the kernel (`bond%d`), or none at all.
pub fn is_for_new_bond(byte: u8) -> bool {
    !matches!(byte, 0..=b' ' | 0x7f | b'=' | b',' | b'%' | b'"' | b'\'')
}

/// Checks that an interface which has the bond's name is a bond.
pub fn check_is_bond<S: System>(tx: &BondChange<'_, S>) -> Outcome<()> {
    if tx.exists() && tx.found.is_empty() {
        return Err(Failure::rejected(Message::NotMaster));
    }
    Ok(())
}

/// The number that an option of the bond will be: that of the SPEC, or else the one that it is.
pub fn number<S: System>(tx: &mut BondChange<'_, S>, spec: &Spec<'_>, option: usize) -> u64 {
    option::number(option, spec.value(option))
        .unwrap_or_else(|| option::found_number(option, &mut tx.found).into())
}

/// Gives a new bond the option miimon=100, unless it will be monitored or not as the SPEC or the driver says.
pub fn monitor_by_default<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>) {
    let given = !spec.value(option::MIIMON).is_empty()
        || !spec.value(option::ARP_INTERVAL).is_empty()
        || spec.is_set(option::ARP_VALIDATE);
    if !given
        && number(tx, spec, option::MODE) < option::MODE_LACP.into()
        && BondState::read(&mut tx.found).monitored() != Some(true)
        && is_unused(tx)
    {
        spec.has_default_miimon = true;
    }
}

/// Whether a bond is new: this command creates it, or it has not been used since it was created, as the one that
/// the module creates by itself.
#[inline(never)]
fn is_unused<S: System>(tx: &BondChange<'_, S>) -> bool {
    !tx.exists() || !tx.change.bond.flags.has(Flags::UP) && is_empty(tx)
}

/// Whether a bond has no slaves, as far as is known.
pub fn is_empty<S: System>(tx: &BondChange<'_, S>) -> bool {
    let mut info = Ifbond::default();
    let outcome = tx.change.kernel.bond_info(&tx.change.bond.name, &mut info);
    outcome.is_ok() && info.num_slaves == 0
}
