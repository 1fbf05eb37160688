//! Creating bonds in rounds: each adds whatever is missing and present, until nothing is missing or the time is
//! over.

use super::Work;
use super::check::{Verdict, check};
use super::configure::{configure, set_primary};
use super::delete::delete;
use super::option;
use super::report::{fail_about, report, report_absent, report_invalid};
use super::spec::Spec;
use super::words::Words;
use crate::bond::step::Role;
use crate::kernel::{Errno, IfName, Kernel, MOST_SECONDS, Notices, Result, System};
use crate::netlink::{Buffer, By, Link};
use crate::output::{Field, Message, Printer};
use crate::parse::{cut, digits, until};
use crate::{DONE, PARTIAL};

/// A bit for each bond, or for each slave, in the order of the SPECs. From the 64th on there are none: nothing
/// is remembered of those, and each round tries them again.
type Bits = u64;

/// For so many seconds at most, a slave that is present waits for those before it in its SPEC: the bond has
/// the address of the first slave, whichever card the kernel finds first.
const IN_ORDER: u64 = 5;

/// The progress of this command.
#[derive(Default)]
struct Progress {
    /// The bond and the slave at hand.
    bond: Bits,
    slave: Bits,
    /// Bonds and slaves that were rejected: they are not tried again.
    bonds_given_up: Bits,
    slaves_given_up: Bits,
    /// Bonds that are as they should be, but for their slaves.
    settled: Bits,
    /// Of these, those that this command has created.
    created: Bits,
    /// Bonds and slaves of which the user knows that their links are waited for, and slaves that are.
    bonds_announced: Bits,
    links_announced: Bits,
    slaves_announced: Bits,
    /// With `-w`: it matters whether links are up.
    links: bool,
    /// Something is missing that may still come.
    waiting: bool,
    /// Slaves wait for those before them.
    in_order: bool,
    /// This is the first round.
    first: bool,
    /// This is the last round: there is no more time for anything that is missing now.
    last: bool,
    /// One of the bonds works.
    works: bool,
}

impl Progress {
    /// Goes back to the first bond.
    fn start_round(&mut self) {
        (self.bond, self.slave) = (1, 1);
        self.waiting = false;
        self.works = false;
    }

    /// Goes on to the next bond. False if it was rejected before.
    fn next_bond(&mut self) -> bool {
        self.bond <<= 1;
        self.bonds_given_up & self.bond == 0
    }

    /// Goes on to the next slave. False if it was rejected before.
    fn next_slave(&mut self) -> bool {
        self.slave <<= 1;
        self.slaves_given_up & self.slave == 0
    }
}

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
    progress.first = true;
    let outcome = match seconds {
        Some(seconds) if !work.change.options.no_act() => {
            create_in_time(system, work, words, &mut progress, seconds)
        }
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
    if work.change.messages.status != DONE && progress.works {
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
) -> Result<()> {
    work.change.messages.set(Field::Seconds, seconds);
    let mut notices = work.change.kernel.notices()?;
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
        if notices.wait() != Ok(true) {
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
    let mut specs = words.specs();
    while let Some(text) = specs.next() {
        if let Some(last) = specs.replaced(text) {
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
        let verdict = match words.read(text) {
            Ok(mut spec) => match work.begin_bond(spec.name) {
                Ok(()) => check(work, &mut spec, words.boot),
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

/// Gives each bond everything that it lacks and that is present. If others replace a SPEC, the last of them counts.
fn create_round<S: System>(work: &mut Work<'_, S>, words: &Words, progress: &mut Progress) {
    progress.start_round();
    let mut specs = words.specs();
    while let Some(text) = specs.next() {
        if specs.replaced(text).is_some() {
            continue;
        }
        let wanted = progress.next_bond();
        if let Ok(mut spec) = words.read(text) {
            complete(work, &mut spec, progress, wanted);
        }
        work.change.messages.flush();
    }
}

/// Gives a bond everything that it lacks and that is present.
#[inline(never)]
fn complete<S: System>(
    work: &mut Work<'_, S>,
    spec: &mut Spec<'_>,
    progress: &mut Progress,
    mut wanted: bool,
) {
    let bond = progress.bond;
    let steps = work.change.steps;
    let configured = match work.begin_bond(spec.name) {
        Ok(()) if wanted && progress.settled & bond == 0 => {
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
    } else if work.created {
        progress.created |= bond;
    }
    let before = progress.slave;
    let (mut attached, mut missing) = (false, false);
    let mut slaves = spec.slaves;
    while !slaves.is_empty() {
        let word = cut(&mut slaves, b',');
        if !(progress.next_slave() && wanted) {
            continue;
        }
        let done = match look_up_slave(work, word) {
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
            Ok(()) if is_attached(work) => true,
            Ok(()) if missing && progress.in_order => continue,
            Ok(()) => attach(work),
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
    let unchanged = work.change.steps == steps;
    if progress.first && unchanged && !missing && work.change.messages.status == DONE {
        work.change.report(Message::Complete, Role::Bond);
    }
    if !attached && !missing && progress.created & bond != 0 && !spec.slaves.is_empty() {
        progress.created &= !bond;
        if let Err(failure) = delete(work) {
            work.change.report_failure(failure);
        }
        return;
    }
    progress.waiting |= missing;
    if attached && progress.links {
        links(work, spec, progress, before);
    } else {
        progress.works |= attached || spec.slaves.is_empty();
    }
}

/// Attaches the slave at hand. False if it is unchanged.
fn attach<S: System>(work: &mut Work<'_, S>) -> bool {
    let outcome = work.change.attach();
    if let Err(failure) = outcome {
        work.change.report_failure(failure);
        work.change.roll_back();
    }
    outcome.is_ok()
}

/// Whether the slave at hand is one of the bond at hand.
fn is_attached<S: System>(work: &Work<'_, S>) -> bool {
    work.exists() && work.change.slave.master == work.change.bond.index
}

/// Looks up the interface that a word of a SPEC refers to; it is the slave at hand from now on.
fn look_up_slave<S: System>(work: &mut Work<'_, S>, word: &[u8]) -> Result<()> {
    let change = &mut work.change;
    change.begin_slave(word);
    let by = match option::unicast(word) {
        Some(hwaddr) => By::Index(change.kernel.card(&hwaddr)?),
        None => By::Name(word),
    };
    change.kernel.bond(by, &mut change.slave, &mut Buffer::new())?;
    if change.messages.slave == IfName::NONE {
        change.messages.slave = change.slave.name;
    }
    Ok(())
}

/// BOND_LINK_UP of `linux/if_bonding.h`.
const MII_STATUS_UP: u8 = 0;

/// Reads whether a bond, and each of its slaves, has a link, and in 802.3ad a partner. Reports a missing one: in
/// the last round as a failure, in an earlier one as the reason for waiting, once. `bit` is that of the slave
/// before the first one.
#[inline(never)]
fn links<S: System>(
    work: &mut Work<'_, S>,
    spec: &Spec<'_>,
    progress: &mut Progress,
    mut bit: Bits,
) {
    let state = work.look_again();
    if let Err(failure) = state {
        work.change.report_failure(failure);
    }
    // Without monitoring, the driver takes each link for up: then the carrier of the slaves counts.
    let monitored = option::is_monitored(&mut work.found);
    let lacks_partner = option::lacks_partner(&mut work.found);
    let mut linked = monitored && state.is_ok() && work.change.bond.running;
    let mut all = true;
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
        let Link { mii_status, running, .. } = work.change.slave;
        let up = match mii_status {
            Some(status) if monitored => status == MII_STATUS_UP,
            _ => running,
        };
        linked |= up && !monitored;
        all &= up;
        let messages = &mut *work.change.messages;
        if !up && progress.last {
            fail_about(messages, Message::OfBond, word, Message::SlaveNoLink, None);
        } else if !up {
            announce(messages, bit, &mut progress.links_announced, Message::WaitLink, word);
        }
    }
    progress.works |= linked;
    let (missing, waiting, word) = if lacks_partner && all {
        (Message::NoPartner, Message::WaitPartner, &b""[..])
    } else if !linked {
        (Message::NoLink, Message::WaitLink, spec.name)
    } else {
        progress.waiting |= !all;
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

/// Reports once that a bond waits for something.
fn announce<S: System>(
    messages: &mut Printer<S>,
    bit: Bits,
    announced: &mut Bits,
    message: Message,
    word: &[u8],
) {
    if bit & !*announced != 0 {
        *announced |= bit;
        messages.step(message, word, None);
    }
}
