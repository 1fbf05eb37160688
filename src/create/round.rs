// SPDX-License-Identifier: MIT OR Apache-2.0
//! Creating bonds in rounds: each adds whatever is missing and present, until nothing is missing or the time is
//! over.

use super::BondChange;
use super::check::{Verdict, check};
use super::configure::{configure, set_primary};
use super::lower::{look_up_lower, look_up_slave};
use super::progress::{Bits, Progress, announce};
use super::report::{fail_about, report, report_absent, report_invalid};
use super::request::Kind;
use super::spec::Spec;
use super::spec_list::SpecList;
use super::{rename, rollback, stacked};
use crate::bond::Trial;
use crate::bond::step::Role;
use crate::kernel::{Errno, Kernel, LinkMonitor, MOST_SECONDS, Result, System};
use crate::netlink::BondState;
use crate::option;
use crate::output::{Field, Message, Printer};
use crate::parse::{cut, digits, until};
use crate::status::judge::{self, Port};
use crate::status::problem;
use crate::{DONE, FAILED, PARTIAL};

/// For so many seconds at most, a slave that is present waits for those before it in its SPEC: the bond has
/// the address of the first slave, whichever card the kernel finds first.
const IN_ORDER: u64 = 5;

/// Creates bonds, one for each SPEC, after it has checked all of them.
pub fn create_bonds<S: System>(
    system: S,
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    seconds: Option<u64>,
) {
    let seconds = wait_of(words, seconds, tx.change.messages);
    let mut progress = Progress::default();
    check_all(tx, words, &mut progress);
    // At boot, a network of the valid ones is better than none.
    if tx.change.messages.status != DONE && !words.boot {
        return;
    }
    let mut trial = match tx.change.begin_trial() {
        Ok(trial) => trial,
        Err(failure) => return tx.change.report_failure(failure),
    };
    let _held = trial.is_some().then(|| system.hold_signals());
    progress.first = true;
    let outcome = match seconds {
        Some(seconds) if !tx.change.options.no_act() => match &mut trial {
            Some(trial) => create_in_time(system, tx, words, &mut progress, seconds, trial),
            None => tx.change.kernel.monitor(false).and_then(|mut monitor| {
                create_in_time(system, tx, words, &mut progress, seconds, &mut monitor)
            }),
        },
        _ => {
            let _held = system.hold_signals();
            progress.last = true;
            create_round(tx, words, &mut progress);
            Ok(())
        }
    };
    if let Err(reason) = outcome {
        tx.change.messages.fail(Message::Socket, reason);
    }
    if let Some(trial) = &mut trial
        && rollback::end_trial(tx, trial)
    {
        return;
    }
    // Where there is a bond to create, it decides.
    let works = if progress.has_bonds { progress.works } else { progress.others_work };
    if tx.change.messages.status != DONE && works {
        tx.change.messages.status = PARTIAL;
    }
}

/// Creates bonds in rounds, until nothing is missing or the time is over.
#[inline(never)]
fn create_in_time<S: System>(
    system: S,
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    progress: &mut Progress,
    seconds: u64,
    monitor: &mut Trial<S>,
) -> Result<()> {
    tx.change.messages.set(Field::Seconds, seconds);
    monitor.set_timer(seconds.min(IN_ORDER))?;
    let _held = system.hold_signals();
    progress.links = true;
    progress.in_order = true;
    loop {
        create_round(tx, words, progress);
        if !progress.waiting || progress.last {
            return Ok(());
        }
        progress.first = false;
        let event = monitor.wait();
        if event == Err(Errno::INTR) {
            // The change is rejected. Nothing may have changed yet.
            tx.change.messages.status = FAILED;
            return Ok(());
        }
        if event != Ok(true) {
            // The time is over: first that in which slaves wait for each other, then all of it.
            let left = seconds.saturating_sub(IN_ORDER);
            progress.last = left == 0 || !progress.in_order || monitor.set_timer(left).is_err();
            progress.in_order = false;
        }
    }
}

/// How many seconds to wait: those of `bondwait=` on the kernel's command line, or else those of `-w`.
#[inline(never)]
fn wait_of<S: System>(
    words: &SpecList,
    seconds: Option<u64>,
    messages: &mut Printer<S>,
) -> Option<u64> {
    let Some(text) = words.value(b"bondwait").filter(|_| words.boot) else { return seconds };
    let wait = digits(text, 10, MOST_SECONDS);
    if wait.is_none() {
        messages.step(Message::BadSeconds, text, None);
    }
    wait.or(seconds)
}

/// Checks all SPECs before anything is changed, and reports the errors.
#[inline(never)]
fn check_all<S: System>(tx: &mut BondChange<'_, S>, words: &SpecList, progress: &mut Progress) {
    progress.start_round();
    let mut requests = words.requests();
    while let Some(request) = requests.next() {
        let text = request.text;
        if let Some(last) = requests.replaced(request) {
            // The same SPEC twice counts once.
            if last != text {
                if !words.boot {
                    return tx.change.messages.line(Message::Twice, text);
                }
                tx.change.messages.step(Message::LastWins, text, None);
            }
            continue;
        }
        progress.next_bond();
        progress.has_bonds |= request.kind == Kind::Bond;
        let status = tx.change.messages.status;
        let verdict = match words.read(request) {
            Ok(spec) if spec.id.is_some() => Verdict::Valid,
            Ok(mut spec) => match tx.begin_bond(spec.name) {
                Ok(()) => match check(tx, &mut spec, words.boot) {
                    Verdict::Valid => check_slaves(tx, words, &spec),
                    verdict => verdict,
                },
                Err(failure) => {
                    tx.change.report_failure(failure);
                    Verdict::Rejected
                }
            },
            Err(invalid) => {
                // On a command line, there may be several.
                let name = if words.boot { until(text, b':') } else { b"" };
                tx.change.messages.master.read(name, false);
                report_invalid(tx.change.messages, &invalid);
                // The bare word `vlan` asks for nothing.
                if text.is_empty() && request.kind == Kind::Vlan {
                    tx.change.messages.status = status;
                }
                Verdict::Rejected
            }
        };
        match verdict {
            Verdict::Valid => {}
            Verdict::Rejected => progress.bonds_given_up |= progress.bond,
            Verdict::NoSpec => return,
        }
        tx.change.messages.flush();
    }
}

/// Checks before any change that the configuration of each new slave that is present can be moved, with `-m`, and
/// restored, with `--try`.
fn check_slaves<S: System>(
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    spec: &Spec<'_>,
) -> Verdict {
    let mut slaves = spec.slaves;
    while !slaves.is_empty() && tx.change.moves_or_tries() {
        let word = cut(&mut slaves, b',');
        if look_up_lower(tx, words, spec.name, word).is_ok()
            && let Err(failure) = tx.change.check_slave()
        {
            tx.change.report_failure(failure);
            return Verdict::Rejected;
        }
    }
    Verdict::Valid
}

/// Gives each bond everything that it lacks and that is present. If others replace a SPEC, the last of them counts.
fn create_round<S: System>(tx: &mut BondChange<'_, S>, words: &SpecList, progress: &mut Progress) {
    progress.start_round();
    rename::rename_all(tx, words, progress);
    let mut requests = words.requests();
    while let Some(request) = requests.next() {
        if requests.replaced(request).is_some() {
            continue;
        }
        let wanted = progress.next_bond();
        if request.kind != Kind::Rename
            && let Ok(mut spec) = words.read(request)
        {
            complete(tx, words, &mut spec, progress, wanted);
        }
        tx.change.messages.flush();
    }
}

/// Gives a bond everything that it lacks and that is present.
#[inline(never)]
fn complete<S: System>(
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    spec: &mut Spec<'_>,
    progress: &mut Progress,
    mut wanted: bool,
) {
    let bond = progress.bond;
    let steps = tx.change.steps;
    let is_bond = spec.id.is_none();
    let configured = match stacked::begin(tx, spec) {
        Ok(()) if wanted && !is_bond && spec.slaves.is_empty() => stacked::stack(tx, spec),
        Ok(()) if is_bond && wanted && progress.settled & bond == 0 => {
            progress.settled |= bond;
            configure(tx, spec)
        }
        outcome => outcome,
    };
    if let Err(failure) = configured {
        if wanted {
            report(tx, Some(spec), failure);
        }
        progress.bonds_given_up |= bond;
        wanted = false;
    }
    let before = progress.slave;
    let (mut attached, mut missing) = (false, false);
    let mut slaves = spec.slaves;
    while !slaves.is_empty() {
        let word = cut(&mut slaves, b',');
        if !(progress.next_slave() && wanted) {
            continue;
        }
        let done = match look_up_lower(tx, words, spec.name, word) {
            Err(Errno::NODEV) if !progress.last => {
                missing = true;
                let announced = &mut progress.slaves_announced;
                announce(tx.change.messages, progress.slave, announced, Message::Wait, word);
                continue;
            }
            Err(reason) => {
                report_absent(tx.change.messages, word, reason, progress.links);
                false
            }
            Ok(()) if is_bond && is_attached(tx) => true,
            Ok(()) if missing && progress.in_order => continue,
            Ok(()) => attach(tx, spec),
        };
        if !done {
            progress.slaves_given_up |= progress.slave;
            continue;
        }
        attached = true;
        // The primary can be set, and read, once it is a slave.
        if word == spec.value(option::PRIMARY)
            && let Err(error) = set_primary(tx, spec)
        {
            report(tx, Some(spec), error);
        }
    }
    if !wanted {
        return;
    }
    if tx.created {
        progress.created |= bond;
    }
    let unchanged = tx.change.steps == steps;
    if progress.first && unchanged && !missing && tx.change.messages.status == DONE {
        tx.change.report(Message::Complete, Role::Bond);
    }
    if !attached && !missing && progress.created & bond != 0 && !spec.slaves.is_empty() {
        progress.created &= !bond;
        if let Err(failure) = tx.delete() {
            tx.change.report_failure(failure);
        }
        return;
    }
    progress.waiting |= missing;
    let works = attached || spec.slaves.is_empty();
    if !is_bond {
        progress.others_work |= works;
    } else if attached && progress.links {
        links(tx, spec, progress, before);
    } else {
        progress.works |= works;
    }
}

/// Attaches the slave at hand, or stacks a VLAN or a bridge upon it. False if it is unchanged.
fn attach<S: System>(tx: &mut BondChange<'_, S>, spec: &mut Spec<'_>) -> bool {
    let is_bond = spec.id.is_none();
    let outcome = if is_bond { tx.change.attach() } else { stacked::stack(tx, spec) };
    if let Err(failure) = outcome {
        tx.change.report_failure(failure);
        tx.change.undo(0);
        tx.change.roll_back();
    }
    outcome.is_ok()
}

/// Whether the slave at hand is one of the bond at hand.
fn is_attached<S: System>(tx: &BondChange<'_, S>) -> bool {
    tx.exists() && tx.change.slave.master == tx.change.bond.index
}

/// Judges a bond and its slaves, and reports what is missing: in the last round as a failure, in an earlier one as the
/// reason for waiting, once. `bit` is that of the slave before the first one.
#[inline(never)]
fn links<S: System>(
    tx: &mut BondChange<'_, S>,
    spec: &Spec<'_>,
    progress: &mut Progress,
    mut bit: Bits,
) {
    if let Err(failure) = tx.look_again() {
        tx.change.bond.running = false;
        tx.change.report_failure(failure);
    }
    let state = BondState::read(&mut tx.found);
    let mut bond = judge::Bond::new(&tx.change.bond, &state);
    let (mut all, mut whole) = (true, true);
    let mut slaves = spec.slaves;
    while !slaves.is_empty() {
        let word = cut(&mut slaves, b',');
        bit <<= 1;
        if progress.slaves_given_up & bit != 0 {
            continue;
        }
        match look_up_slave(tx, word) {
            Ok(()) if is_attached(tx) => {}
            // A slave that is not attached is reported as such.
            Ok(()) | Err(Errno::NODEV) => continue,
            Err(reason) => {
                report_absent(tx.change.messages, word, reason, false);
                progress.slaves_given_up |= bit;
                continue;
            }
        }
        let port = bond.add(&tx.change.slave);
        let has_link = port != Port::NoLink;
        all &= has_link;
        whole &= port == Port::Whole;
        let messages = &mut *tx.change.messages;
        // If the bond has no partner at all, one line says so.
        if port == Port::Whole || port == Port::NoPartner && !bond.has_partner {
        } else if progress.last {
            fail_about(messages, Message::OfBond, word, problem(port), None);
        } else if !has_link {
            announce(messages, bit, &mut progress.links_announced, Message::WaitLink, word);
        }
    }
    progress.works |= bond.has_link();
    let (missing, waiting, word) = if bond.is_lacp && !bond.has_partner && all {
        (Message::NoPartner, Message::WaitPartner, &b""[..])
    } else if !bond.has_link() {
        (Message::NoLink, Message::WaitLink, spec.name)
    } else if !whole && !progress.last {
        (Message::NoPartner, Message::WaitPartner, &b""[..])
    } else {
        return;
    };
    progress.waiting = true;
    let messages = &mut *tx.change.messages;
    if progress.last {
        fail_about(messages, Message::File, b"", missing, None);
    } else if all {
        announce(messages, progress.bond, &mut progress.bonds_announced, waiting, word);
    }
}
