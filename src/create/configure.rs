// SPDX-License-Identifier: MIT OR Apache-2.0
//! Creates a bond, or changes what differs from its SPEC.

use super::BondChange;
use super::check::{check_is_bond, is_empty, monitor_by_default, number};
use super::report::{print_option, report};
use super::spec::Spec;
use crate::bond::step::{Role, Setting, Step};
use crate::bond::{Failure, Outcome, value_of_hwaddr, value_of_number};
use crate::kernel::{Errno, Flags, Kernel, System};
use crate::netlink::{Buffer, Rejected, append, put};
use crate::option;
use crate::output::Message;

/// A bit for each option.
type Options = u64;

const _: () = assert!(option::COUNT <= 64);

/// Options of 802.3ad that may be set, and yet not be reported, for lack of privilege.
const MAY_BE_HIDDEN: Options =
    1 << option::AD_ACTOR_SYS_PRIO | 1 << option::AD_USER_PORT_KEY | 1 << option::AD_ACTOR_SYSTEM;

/// Makes a bond what its SPEC says, but for its slaves, or leaves it unchanged.
#[inline(never)]
pub fn configure<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>) -> Outcome<()> {
    check_is_bond(tx)?;
    monitor_by_default(tx, spec);
    tx.change.keep_bond(&mut tx.found)?;
    let mut before = tx.found.clone();
    let mut outcome = set_all(tx, spec);
    if outcome.is_ok() {
        // What it lost when it was down for a moment.
        tx.change.restore_stored();
        if tx.created {
            outcome = tx.change.note_created();
        }
    }
    if outcome.is_err() && !tx.change.options.no_act() {
        roll_back(tx, &mut before);
        tx.change.forget_bond()?;
    }
    outcome
}

/// Gives a bond everything that the SPEC asks for.
fn set_all<S: System>(tx: &mut BondChange<'_, S>, spec: &Spec<'_>) -> Outcome<()> {
    let mut request = Buffer::new();
    let mut options = differing(tx, spec, &mut request);
    let no_act = tx.change.options.no_act();
    let mut complete = no_act;
    if !tx.exists() {
        if !no_act {
            complete = create(tx, &request)?;
        }
        if no_act || tx.created {
            tx.change.report_done(Message::Create);
        }
    }
    if !complete {
        change_options(tx, spec, &mut options)?;
    }
    if !no_act {
        // A driver ignores those that it is too old to know.
        check_set(tx, spec, options & !MAY_BE_HIDDEN, Errno::OPNOTSUPP)?;
    }
    for number in chosen(options) {
        report_option(tx, number, Some(spec));
    }
    if spec.mtu != 0 && spec.mtu != tx.change.bond.mtu {
        let value = value_of_number(spec.mtu);
        tx.change.apply_step(Step::Set(Setting::Mtu, Role::Bond), value)?;
    }
    tx.change.apply(&[Step::SetUp(Role::Bond)])?;
    // Last: the address that it has now is random, and could not be made random again.
    if let Some(hwaddr) = option::unicast(spec.value(option::HWADDR))
        && hwaddr != tx.change.bond.hwaddr
    {
        set_hwaddr(tx, hwaddr)?;
    }
    Ok(())
}

/// Gives the bond a hardware address.
fn set_hwaddr<S: System>(tx: &mut BondChange<'_, S>, hwaddr: [u8; 6]) -> Outcome<()> {
    let step = Step::Set(Setting::HwAddress, Role::Bond);
    tx.change.apply_step(step, value_of_hwaddr(&hwaddr))?;
    if !tx.change.options.no_act() {
        // With fail_over_mac, the driver does nothing, and reports no error.
        tx.look_again()?;
        if tx.change.bond.hwaddr != hwaddr {
            return Err(Failure::of(step, Errno::OPNOTSUPP));
        }
    }
    Ok(())
}

/// Appends the options of the SPEC that differ from those of the bond, and returns which ones.
#[inline(never)] // Its buffer is on the stack for as long as this takes, not longer.
fn differing<S: System>(
    tx: &mut BondChange<'_, S>,
    spec: &Spec<'_>,
    request: &mut Buffer,
) -> Options {
    let mut differing = 0;
    // In the driver's order, not in that of the SPEC.
    for number in 0..option::COUNT {
        let mut wanted = Buffer::new();
        if wants(tx, spec, number, &mut wanted) {
            put(request, option::attribute(number), &wanted);
            differing |= 1 << number;
        }
    }
    differing
}

/// Whether the bond lacks a value that the SPEC gives to an option: `wanted` becomes that value.
fn wants<S: System>(
    tx: &mut BondChange<'_, S>,
    spec: &Spec<'_>,
    option: usize,
    wanted: &mut Buffer,
) -> bool {
    if spec.value(option).is_empty() || matches!(option, option::PRIMARY | option::HWADDR) {
        return false;
    }
    spec.attribute(option, wanted);
    let miimon = number(tx, spec, option::MIIMON);
    option::round(option, miimon, wanted);
    // Without miimon, the driver rejects any delay, even none. (In 802.3ad it sets miimon itself, so others are asked
    // for.)
    let is_no_delay = option::is_delay(option) && miimon == 0 && !spec.is_set(option);
    !is_no_delay && !option::is(option, &mut tx.found, wanted)
}

/// Creates a bond, unless another process, or the driver, has created one with that name. True if it has these
/// options.
fn create<S: System>(tx: &mut BondChange<'_, S>, options: &[u8]) -> Outcome<bool> {
    let name = tx.change.messages.master;
    let mut outcome = tx.change.kernel.new_bond(&name, options);
    let complete = outcome.is_ok();
    if let Err(Rejected { option: 0, reason }) = outcome
        && reason != Errno::EXIST
    {
        // The kernel does not say which option is at fault, if it is one (before Linux 5.19).
        outcome = tx.change.kernel.new_bond(&name, &[]);
    }
    tx.created = outcome.is_ok();
    match outcome {
        // A driver that is loaded for this very request creates a bond by itself, perhaps with that name.
        Ok(()) | Err(Rejected { reason: Errno::EXIST, .. }) => {}
        Err(Rejected { option: 0, reason }) => {
            return Err(Failure::failed(Message::Create, reason));
        }
        Err(Rejected { option, reason }) => {
            return Err(not_set(option::with_attribute(option), reason));
        }
    }
    tx.look_up_new()?;
    check_is_bond(tx)?;
    Ok(complete)
}

/// The driver rejects an option.
#[inline(never)]
fn not_set(number: usize, reason: Errno) -> Failure {
    Failure::of_option(Message::SetOption, number, Some(reason))
}

/// Sets one option of the bond.
fn set_option<S: System>(tx: &mut BondChange<'_, S>, number: usize, value: &[u8]) -> Outcome<()> {
    let mut request = Buffer::new();
    put(&mut request, option::attribute(number), value);
    let outcome = tx.change.kernel.set_bond(tx.change.bond.index, &request);
    tx.look_again()?;
    outcome.map_err(|rejected| not_set(number, rejected.reason))
}

/// Sets the options of a bond that differ from those of the SPEC: `options` become these.
fn change_options<S: System>(
    tx: &mut BondChange<'_, S>,
    spec: &Spec<'_>,
    options: &mut Options,
) -> Outcome<()> {
    let mut request = Buffer::new();
    *options = differing(tx, spec, &mut request);
    if *options == 0 {
        return Ok(());
    }
    let mut outcome = tx.change.kernel.set_bond(tx.change.bond.index, &request);
    if matches!(outcome, Err(Rejected { reason: Errno::BUSY, .. })) && set_down_if_empty(tx)? {
        outcome = tx.change.kernel.set_bond(tx.change.bond.index, &request);
    }
    tx.look_again()?;
    if let Err(Rejected { option, reason }) = outcome {
        if option != 0 {
            return Err(not_set(option::with_attribute(option), reason));
        }
        check_set(tx, spec, *options, reason)?;
    }
    Ok(())
}

/// The numbers of options.
fn chosen(options: Options) -> impl Iterator<Item = usize> {
    (0..option::COUNT).filter(move |number| options >> number & 1 != 0)
}

/// Checks that the bond has these options. The first one that it lacks was not set, for this reason.
fn check_set<S: System>(
    tx: &mut BondChange<'_, S>,
    spec: &Spec<'_>,
    options: Options,
    reason: Errno,
) -> Outcome<()> {
    for number in chosen(options) {
        if wants(tx, spec, number, &mut Buffer::new()) {
            return Err(not_set(number, reason));
        }
    }
    Ok(())
}

/// Reports an option that was set or would be.
pub fn report_option<S: System>(
    tx: &mut BondChange<'_, S>,
    number: usize,
    spec: Option<&Spec<'_>>,
) {
    let change = &mut tx.change;
    change.steps += 1;
    change.options_set = true;
    if change.options.verbose {
        change.messages.is_plan(change.options.no_act());
        print_option(change.messages, number, spec, None);
    }
}

/// Brings a bond down that has no slaves: some options can be set only then. False if it stays as it is.
fn set_down_if_empty<S: System>(tx: &mut BondChange<'_, S>) -> Outcome<bool> {
    if !tx.change.bond.flags.has(Flags::UP) || !is_empty(tx) {
        return Ok(false);
    }
    // Messages about its addresses have this name.
    tx.change.messages.slave = tx.change.messages.master;
    tx.change.store(Role::Bond).map_err(|reason| Failure::failed(Message::Settings, reason))?;
    tx.change.apply(&[Step::SetDown(Role::Bond)])?;
    Ok(true)
}

/// Deletes a new bond, or gives an existing one everything back.
pub fn roll_back<S: System>(tx: &mut BondChange<'_, S>, before: &mut Buffer) {
    if tx.created {
        // It may be the look-up that failed.
        if !tx.exists()
            && let Err(failure) = tx.look_up_new()
        {
            tx.change.report_failure(failure);
        }
        if let Err(failure) = tx.delete() {
            tx.change.report_failure(failure);
        }
        return;
    }
    // Some options can be restored only while it is down.
    let first = usize::from(tx.change.is_stored());
    tx.change.undo(first);
    restore_options(tx, before);
    tx.change.roll_back();
}

/// Gives a bond all options back that it had: setting one may have changed others, too.
fn restore_options<S: System>(tx: &mut BondChange<'_, S>, before: &mut Buffer) {
    if !tx.exists() {
        return;
    }
    if let Err(failure) = tx.look_again() {
        tx.change.report_failure(failure);
    }
    // First those that it can only have in the mode that it is in, in which some cannot be set, and the mode last;
    // then all that are not as they were yet.
    for at in 0..2 * option::COUNT {
        let last = at >= option::COUNT;
        let number = if last { at - option::COUNT } else { option::COUNT - 1 - at };
        let mut wanted = Buffer::new();
        if !option::restored(number, before, &mut wanted)
            || option::is(number, &mut tx.found, &wanted)
        {
            continue;
        }
        match set_option(tx, number, &wanted) {
            Ok(()) => report_option(tx, number, None),
            Err(error) if last => report(tx, None, error),
            Err(_) => {}
        }
    }
}

/// Sets the primary, which is a slave now.
pub fn set_primary<S: System>(tx: &mut BondChange<'_, S>, spec: &Spec<'_>) -> Outcome<()> {
    let index = tx.change.slave.index.to_ne_bytes();
    if tx.exists() {
        tx.look_again()?;
    }
    let mut wanted = Buffer::new();
    let _ = append(&mut wanted, &index);
    if !option::is(option::PRIMARY, &mut tx.found, &wanted) {
        if !tx.change.options.no_act() {
            tx.change.note_primary(option::found_number(option::PRIMARY, &mut tx.found))?;
            set_option(tx, option::PRIMARY, &wanted)?;
        }
        report_option(tx, option::PRIMARY, Some(spec));
    }
    Ok(())
}
