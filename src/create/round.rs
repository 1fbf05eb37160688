// SPDX-License-Identifier: MIT OR Apache-2.0
//! Creating bonds in rounds: each adds whatever is missing and present, until nothing is missing or the time is
//! over.

use super::Work;
use super::check::{Verdict, check};
use super::configure::{configure, set_primary};
use super::lower::{look_up_lower, look_up_slave};
use super::progress::{Bits, Progress, announce};
use super::report::{fail_about, report, report_absent, report_invalid};
use super::request::Kind;
use super::spec::Spec;
use super::words::Words;
use super::{rename, rollback, stacked};
use crate::bond::Trial;
use crate::bond::step::Role;
use crate::kernel::{Errno, Kernel, MOST_SECONDS, Notices, Result, System};
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
    work: &mut Work<'_, S>,
    words: &Words,
    seconds: Option<u64>,
) {
    let seconds = wait_of(words, seconds, work.change.messages);
    let mut progress = Progress::default();
    check_all(work, words, &mut progress);
    // At boot, a network of the valid ones is better than none.
    if work.change.messages.status != DONE && !words.boot {
        return;
    }
    let mut trial = match work.change.begin_trial() {
        Ok(trial) => trial,
        Err(failure) => return work.change.report_failure(failure),
    };
    let _held = trial.is_some().then(|| system.hold_signals());
    progress.first = true;
    let outcome = match seconds {
        Some(seconds) if !work.change.options.no_act() => match &mut trial {
            Some(trial) => create_in_time(system, work, words, &mut progress, seconds, trial),
            None => work.change.kernel.notices(false).and_then(|mut notices| {
                create_in_time(system, work, words, &mut progress, seconds, &mut notices)
            }),
        },
        _ => {
            let _held = system.hold_signals();
            progress.last = true;
            create_round(work, words, &mut progress);
            Ok(())
        }
    };
    if let Err(reason) = outcome {
        work.change.messages.fail(Message::Socket, reason);
    }
    if let Some(trial) = &mut trial {
        if work.change.is_rejected(trial) {
            return rollback::roll_back_all(work);
        }
        work.change.end_trial();
    }
    // Where there is a bond to create, it decides.
    let works = if progress.has_bonds { progress.works } else { progress.others_work };
    if work.change.messages.status != DONE && works {
        work.change.messages.status = PARTIAL;
    }
}

/// Creates bonds in rounds, until nothing is missing or the time is over.
#[inline(never)]
fn create_in_time<S: System>(
    system: S,
    work: &mut Work<'_, S>,
    words: &Words,
    progress: &mut Progress,
    seconds: u64,
    notices: &mut Trial<S>,
) -> Result<()> {
    work.change.messages.set(Field::Seconds, seconds);
    notices.set_timer(seconds.min(IN_ORDER))?;
    let _held = system.hold_signals();
    progress.links = true;
    progress.in_order = true;
    loop {
        create_round(work, words, progress);
        if !progress.waiting || progress.last {
            return Ok(());
        }
        progress.first = false;
        let event = notices.wait();
        if event == Err(Errno::INTR) {
            // The change is rejected. Nothing may have changed yet.
            work.change.messages.status = FAILED;
            return Ok(());
        }
        if event != Ok(true) {
            // The time is over: first that in which slaves wait for each other, then all of it.
            let left = seconds.saturating_sub(IN_ORDER);
            progress.last = left == 0 || !progress.in_order || notices.set_timer(left).is_err();
            progress.in_order = false;
        }
    }
}

/// How many seconds to wait: those of `bondwait=` on the kernel's command line, or else those of `-w`.
#[inline(never)]
fn wait_of<S: System>(
    words: &Words,
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
fn check_all<S: System>(work: &mut Work<'_, S>, words: &Words, progress: &mut Progress) {
    progress.start_round();
    let mut requests = words.requests();
    while let Some(request) = requests.next() {
        let text = request.text;
        if let Some(last) = requests.replaced(request) {
            // The same SPEC twice counts once.
            if last != text {
                if !words.boot {
                    return work.change.messages.line(Message::Twice, text);
                }
                work.change.messages.step(Message::LastWins, text, None);
            }
            continue;
        }
        progress.next_bond();
        progress.has_bonds |= request.kind == Kind::Bond;
        let status = work.change.messages.status;
        let verdict = match words.read(request) {
            Ok(spec) if spec.id.is_some() => Verdict::Valid,
            Ok(mut spec) => match work.begin_bond(spec.name) {
                Ok(()) => match check(work, &mut spec, words.boot) {
                    Verdict::Valid => check_slaves(work, words, &spec),
                    verdict => verdict,
                },
                Err(failure) => {
                    work.change.report_failure(failure);
                    Verdict::Rejected
                }
            },
            Err(invalid) => {
                // On a command line, there may be several.
                let name = if words.boot { until(text, b':') } else { b"" };
                work.change.messages.master.read(name, false);
                report_invalid(work.change.messages, &invalid);
                // The bare word `vlan` asks for nothing.
                if text.is_empty() && request.kind == Kind::Vlan {
                    work.change.messages.status = status;
                }
                Verdict::Rejected
            }
        };
        match verdict {
            Verdict::Valid => {}
            Verdict::Rejected => progress.bonds_given_up |= progress.bond,
            Verdict::NoSpec => return,
        }
        work.change.messages.flush();
    }
}

/// Checks before any change that the configuration of each new slave that is present can be moved, with `-m`, and
/// restored, with `--try`.
fn check_slaves<S: System>(work: &mut Work<'_, S>, words: &Words, spec: &Spec<'_>) -> Verdict {
    let mut slaves = spec.slaves;
    while !slaves.is_empty() && work.change.is_checked() {
        let word = cut(&mut slaves, b',');
        if look_up_lower(work, words, spec.name, word).is_ok()
            && let Err(failure) = work.change.check_slave()
        {
            work.change.report_failure(failure);
            return Verdict::Rejected;
        }
    }
    Verdict::Valid
}

/// Gives each bond everything that it lacks and that is present. If others replace a SPEC, the last of them counts.
fn create_round<S: System>(work: &mut Work<'_, S>, words: &Words, progress: &mut Progress) {
    progress.start_round();
    rename::rename_all(work, words, progress);
    let mut requests = words.requests();
    while let Some(request) = requests.next() {
        if requests.replaced(request).is_some() {
            continue;
        }
        let wanted = progress.next_bond();
        if request.kind != Kind::Rename
            && let Ok(mut spec) = words.read(request)
        {
            complete(work, words, &mut spec, progress, wanted);
        }
        work.change.messages.flush();
    }
}

/// Gives a bond everything that it lacks and that is present.
#[inline(never)]
fn complete<S: System>(
    work: &mut Work<'_, S>,
    words: &Words,
    spec: &mut Spec<'_>,
    progress: &mut Progress,
    mut wanted: bool,
) {
    let bond = progress.bond;
    let steps = work.change.steps;
    let is_bond = spec.id.is_none();
    let configured = match stacked::begin(work, spec) {
        Ok(()) if wanted && !is_bond && spec.slaves.is_empty() => stacked::stack(work, spec),
        Ok(()) if is_bond && wanted && progress.settled & bond == 0 => {
            progress.settled |= bond;
            configure(work, spec)
        }
        outcome => outcome,
    };
    if let Err(failure) = configured {
        if wanted {
            report(work, Some(spec), failure);
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
        let done = match look_up_lower(work, words, spec.name, word) {
            Err(Errno::NODEV) if !progress.last => {
                missing = true;
                let announced = &mut progress.slaves_announced;
                announce(work.change.messages, progress.slave, announced, Message::Wait, word);
                continue;
            }
            Err(reason) => {
                report_absent(work.change.messages, word, reason, progress.links);
                false
            }
            Ok(()) if is_bond && is_attached(work) => true,
            Ok(()) if missing && progress.in_order => continue,
            Ok(()) => attach(work, spec),
        };
        if !done {
            progress.slaves_given_up |= progress.slave;
            continue;
        }
        attached = true;
        // The primary can be set, and read, once it is a slave.
        if word == spec.value(option::PRIMARY)
            && let Err(error) = set_primary(work, spec)
        {
            report(work, Some(spec), error);
        }
    }
    if !wanted {
        return;
    }
    if work.created {
        progress.created |= bond;
    }
    let unchanged = work.change.steps == steps;
    if progress.first && unchanged && !missing && work.change.messages.status == DONE {
        work.change.report(Message::Complete, Role::Bond);
    }
    if !attached && !missing && progress.created & bond != 0 && !spec.slaves.is_empty() {
        progress.created &= !bond;
        if let Err(failure) = work.delete() {
            work.change.report_failure(failure);
        }
        return;
    }
    progress.waiting |= missing;
    let works = attached || spec.slaves.is_empty();
    if !is_bond {
        progress.others_work |= works;
    } else if attached && progress.links {
        links(work, spec, progress, before);
    } else {
        progress.works |= works;
    }
}

/// Attaches the slave at hand, or stacks a VLAN or a bridge upon it. False if it is unchanged.
fn attach<S: System>(work: &mut Work<'_, S>, spec: &mut Spec<'_>) -> bool {
    let is_bond = spec.id.is_none();
    let outcome = if is_bond { work.change.attach() } else { stacked::stack(work, spec) };
    if let Err(failure) = outcome {
        work.change.report_failure(failure);
        work.change.undo(0);
        work.change.roll_back();
    }
    outcome.is_ok()
}

/// Whether the slave at hand is one of the bond at hand.
fn is_attached<S: System>(work: &Work<'_, S>) -> bool {
    work.exists() && work.change.slave.master == work.change.bond.index
}

/// Judges a bond and its slaves, and reports what is missing: in the last round as a failure, in an earlier one as the
/// reason for waiting, once. `bit` is that of the slave before the first one.
#[inline(never)]
fn links<S: System>(
    work: &mut Work<'_, S>,
    spec: &Spec<'_>,
    progress: &mut Progress,
    mut bit: Bits,
) {
    if let Err(failure) = work.look_again() {
        work.change.bond.running = false;
        work.change.report_failure(failure);
    }
    let state = BondState::read(&mut work.found);
    let mut bond = judge::Bond::new(&work.change.bond, &state);
    let (mut all, mut whole) = (true, true);
    let mut slaves = spec.slaves;
    while !slaves.is_empty() {
        let word = cut(&mut slaves, b',');
        bit <<= 1;
        if progress.slaves_given_up & bit != 0 {
            continue;
        }
        match look_up_slave(work, word) {
            Ok(()) if is_attached(work) => {}
            // A slave that is not attached is reported as such.
            Ok(()) | Err(Errno::NODEV) => continue,
            Err(reason) => {
                report_absent(work.change.messages, word, reason, false);
                progress.slaves_given_up |= bit;
                continue;
            }
        }
        let port = bond.add(&work.change.slave);
        let has_link = port != Port::NoLink;
        all &= has_link;
        whole &= port == Port::Whole;
        let messages = &mut *work.change.messages;
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
    let messages = &mut *work.change.messages;
    if progress.last {
        fail_about(messages, Message::File, b"", missing, None);
    } else if all {
        announce(messages, progress.bond, &mut progress.bonds_announced, waiting, word);
    }
}
