//! Making bonds: what is missing of each, in rounds, until nothing is missing or the time is over.

use super::attach::attach;
use super::cmdline::Words;
use super::option;
use super::spec::Spec;
use super::transaction::{Transaction, Who};
use crate::applet::ifenslave::args::{Command, Task, Wrong};
use crate::kernel::{Errno, Ifbond, Kernel, Link, Notices, Request, Result, System, append};
use crate::parse::cut;
use crate::text::Message;

/// A bit for each bond and each slave, as they are asked for. Those behind the 63rd have none: nothing is
/// remembered of them, and each round tries them again.
type Bits = u64;

/// What has come of the bonds so far.
#[derive(Default)]
struct Round {
    /// The bond or slave at hand.
    bit: Bits,
    /// Those that were refused: they are not tried again.
    given_up: Bits,
    /// Bonds that are as they should be, but for their slaves.
    settled: Bits,
    /// Of these, those that were not there before.
    created: Bits,
    /// Something may still come.
    waiting: bool,
    /// Links are waited for, too.
    links: bool,
    /// It is the first round.
    first: bool,
    /// It is the last one: what is missing now, is missing.
    last: bool,
}

impl Round {
    /// The next bond or slave. False if it was refused before.
    fn next(&mut self) -> bool {
        self.bit <<= 1;
        self.given_up & self.bit == 0
    }
}

/// Makes bonds: of each SPEC one. All are looked at before any is made.
// Out of line: the stack of all other tasks has no room for SPECs then.
#[inline(never)]
pub fn make<'a, S, A>(system: S, work: &mut Transaction<'_, S>, command: &Command<A>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut words = Words::new(command.task == Task::Boot);
    if let Err((word, reason)) = words.gather(system, &mut command.operands()) {
        return work.messages.fail_with(Message::FILE, word, reason);
    }
    each(work, &words, None);
    if work.messages.status != 0 {
        return;
    }
    let mut notices = None;
    if let Some(seconds) = command.seconds
        && !work.options.no_act()
    {
        match work.kernel.notices(seconds) {
            Ok(open) => notices = Some(open),
            Err(reason) => return work.messages.fail(Message::SOCKET, reason),
        }
    }
    let _held = system.hold_signals();
    let links = notices.is_some();
    let mut round = Round { first: true, last: !links, links, ..Round::default() };
    loop {
        round.bit = 1;
        round.waiting = false;
        each(work, &words, Some(&mut round));
        match &mut notices {
            Some(notices) if round.waiting && !round.last => {
                round.first = false;
                round.last = notices.wait() != Ok(true);
            }
            _ => return,
        }
    }
}

/// Goes through the SPECs: checks each, or makes what is missing of its bond.
#[inline(never)]
fn each<S: System>(work: &mut Transaction<'_, S>, words: &Words, mut round: Option<&mut Round>) {
    for text in words.specs() {
        match (Spec::read(text), &mut round) {
            (Ok(spec), None) => check(work, &spec),
            (Ok(spec), Some(round)) => bond(work, &spec, round),
            (Err(Wrong(message, part)), _) => work.messages.line(message, part, false),
        }
        work.messages.flush();
    }
}

/// Checks what can be checked of a bond before anything is touched: what has its name is one, and all its
/// options are for its mode.
#[inline(never)]
fn check<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>) {
    meet(work, spec.name);
    read(work);
    let mode = option::number(option::MODE, spec.option(option::MODE))
        .unwrap_or_else(|| option::mode(&mut work.found));
    // Where all links are in use, the driver looks at them by itself.
    let miimon = spec.is_set(option::MIIMON)
        || spec.option(option::MIIMON).is_empty()
            && (mode >= LACP || option::miimon(&mut work.found) != 0);
    for number in 0..option::COUNT {
        if !spec.option(number).is_empty() && option::modes(number) >> mode & 1 == 0 {
            refuse(work, Message::NOT_IN_MODE, number);
        }
        if !miimon && option::is_delay(number) && spec.is_set(number) {
            refuse(work, Message::NO_MIIMON, number);
        }
    }
}

/// The first mode in which the driver always looks at links: 802.3ad.
const LACP: u64 = 4;

/// Says why an option makes no sense.
fn refuse<S: System>(work: &mut Transaction<'_, S>, message: Message, number: usize) {
    if !work.failed {
        work.failed = true;
        work.messages.line(message, option::name(number), false);
    }
}

/// Makes what is missing of a bond.
#[inline(never)]
fn bond<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>, round: &mut Round) {
    let mut wanted = round.next();
    let bond = round.bit;
    meet(work, spec.name);
    if wanted && round.settled & bond == 0 {
        if settle(work, spec) {
            round.created |= bond;
        }
        round.settled |= bond;
    }
    if work.failed {
        round.given_up |= bond;
        wanted = false;
    }
    let (mut attached, mut missing) = (false, false);
    let mut slaves = spec.slaves;
    while !slaves.is_empty() {
        let name = cut(&mut slaves, b',');
        if !(round.next() && wanted) {
            continue;
        }
        let (index, ours) = slave(work, name);
        if index == 0 && !round.last {
            missing = true;
            continue;
        }
        if !ours {
            attach(work);
        }
        if work.failed {
            round.given_up |= round.bit;
        } else {
            attached = true;
        }
    }
    if !wanted {
        return;
    }
    work.failed = false;
    // Which one is preferred can be set, and seen, when it is a slave.
    prefer(work, spec);
    if round.first && !work.changed && !missing && work.messages.status == 0 {
        work.made(Ok(()), Message::COMPLETE);
    }
    if !attached && !missing && round.created & bond != 0 && !spec.slaves.is_empty() {
        round.created &= !bond;
        delete(work);
    } else if attached && round.links {
        match link(work) {
            Err(message) if round.last => work.refuse(message),
            outcome => missing |= outcome.is_err(),
        }
    }
    round.waiting |= missing;
}

/// The next bond, as it is found, if it is.
#[inline(never)]
fn meet<S: System>(work: &mut Transaction<'_, S>, name: &[u8]) {
    work.begin_bond(name);
    work.index[0] = work.find(Who::Master);
}

/// The index of a slave, 0 where there is none of this name; and whether it is the bond's.
#[inline(never)]
fn slave<S: System>(work: &mut Transaction<'_, S>, name: &[u8]) -> (u32, bool) {
    work.begin(name);
    let index = work.find(Who::Slave);
    let ours = index != 0 && work.index[0] != 0 && is_member(work, index);
    (index, ours)
}

/// Makes a bond as it should be, but for its slaves, or leaves it as it was found. True if there was none.
#[inline(never)]
fn settle<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>) -> bool {
    let created = work.index[0] == 0 && create(work);
    read(work);
    work.before.clear();
    let _ = append(&mut work.before, &work.found);
    if work.failed && !created {
        return false;
    }
    // In the driver's order, not in that of the SPEC.
    for number in 0..option::COUNT {
        let value = spec.option(number);
        if !value.is_empty() && number != option::PRIMARY {
            option::read(number, value, &mut work.wanted);
            option::round(number, &mut work.found, &mut work.wanted);
            if let Some(outcome) = set(work, number) {
                work.made_of(outcome, spec.text(number));
            }
        }
    }
    let lowered = work.steps();
    if spec.mtu != 0 {
        work.set_mtu(spec.mtu);
    }
    work.set_up(Who::Master, true);
    if !work.failed {
        work.restore();
    } else if created {
        work.failed = false;
        // What failed may have been to look it up.
        if work.index[0] == 0 {
            work.look_up(Who::Master);
        }
        delete(work);
        work.failed = true;
    } else if !work.options.no_act() {
        work.undo_to(lowered);
        back(work);
        work.roll_back();
        work.failed = true;
    }
    created
}

/// Gives a bond all options back that it had: what was set may have changed others, too.
fn back<S: System>(work: &mut Transaction<'_, S>) {
    // First what it can only have in the mode that it is in, in which some cannot be set, and the mode last;
    // then all that is not as it was yet.
    for at in 0..2 * option::COUNT {
        let last = at >= option::COUNT;
        let number = if last { at - option::COUNT } else { option::COUNT - 1 - at };
        work.failed = false;
        if at == 0 {
            read(work);
        }
        if option::back(number, &mut work.before, &mut work.wanted)
            && let Some(outcome) = set(work, number)
            && (last || outcome.is_ok())
        {
            work.made_of(outcome, option::name(number));
        }
    }
}

/// Makes a bond. True if it was not there, and is now.
#[inline(never)]
fn create<S: System>(work: &mut Transaction<'_, S>) -> bool {
    if work.failed {
        return false;
    }
    if work.options.no_act() {
        work.made(Ok(()), Message::CREATE);
        return false;
    }
    let mut outcome = work.kernel.new_bond(&work.messages.master);
    // A driver that is loaded for this very request makes one by itself, perhaps of that name.
    let created = outcome != Err(Errno::EXIST);
    if created {
        // If it fails, once more: what is lost may be the answer.
        if outcome.is_err() {
            outcome = match work.kernel.new_bond(&work.messages.master) {
                Err(Errno::EXIST) => Ok(()),
                again => again,
            };
        }
        work.made(outcome, Message::CREATE);
    }
    work.look_up(Who::Master);
    created && outcome.is_ok()
}

/// Reads a bond's options; none where there is no bond yet.
#[inline(never)]
fn read<S: System>(work: &mut Transaction<'_, S>) {
    if work.failed || work.index[0] == 0 {
        return;
    }
    let outcome = work.kernel.link(work.index[0], &mut work.found).map(|_| ());
    work.check(outcome, Message::SETTINGS);
    if work.found.is_empty() {
        work.refuse(Message::NOT_MASTER);
    }
}

/// Sets an option, if it is not set so.
#[inline(never)]
fn set<S: System>(work: &mut Transaction<'_, S>, number: usize) -> Option<Result<()>> {
    if work.failed || option::is(number, &mut work.found, &work.wanted) {
        return None;
    }
    let mut outcome = Ok(());
    if !work.options.no_act() {
        let set = |work: &Transaction<'_, S>| {
            work.kernel.set_bond(work.index[0], option::attribute(number), &work.wanted)
        };
        outcome = set(work);
        if outcome == Err(Errno::BUSY) && lower(work) {
            outcome = set(work);
        }
        read(work);
        if option::is(number, &mut work.found, &work.wanted) {
            // What is lost may just be the answer.
            outcome = Ok(());
        } else if outcome.is_ok() && !option::may_be_hidden(number) {
            // A driver passes over what it is too old to know.
            outcome = Err(Errno::OPNOTSUPP);
        }
    }
    Some(outcome)
}

/// Sets a bond down that has no slaves: then it can be given what it cannot while it is up. False if it
/// stays as it is.
#[inline(never)]
fn lower<S: System>(work: &mut Transaction<'_, S>) -> bool {
    work.read(Request::GetFlags, Who::Master);
    let mut info = Ifbond::default();
    let outcome = work.kernel.bond_info(&work.ifreq.name, &mut info);
    if outcome.is_err() || info.num_slaves != 0 {
        return false;
    }
    // What cannot be put back is told with this name.
    work.messages.slave = work.messages.master;
    let saved = work.kernel.save(work.index[0], true, &mut work.saved, &mut Link::default());
    work.check(saved, Message::SETTINGS);
    work.set_up(Who::Master, false);
    !work.failed
}

/// Whether an interface is one of the bond's slaves.
#[inline(never)]
fn is_member<S: System>(work: &mut Transaction<'_, S>, index: u32) -> bool {
    let master = work.kernel.link(index, &mut work.found);
    work.check(master.map(|_| ()), Message::SLAVE_SETTINGS);
    master == Ok(work.index[0])
}

/// Sets which slave is preferred, if any is, once it is one.
fn prefer<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>) {
    let name = spec.option(option::PRIMARY);
    if name.is_empty() {
        return;
    }
    let (index, ours) = slave(work, name);
    if index != 0 && (ours || work.options.no_act()) {
        read(work);
        work.wanted.clear();
        let _ = append(&mut work.wanted, &index.to_ne_bytes());
        if let Some(outcome) = set(work, option::PRIMARY) {
            work.made_of(outcome, spec.text(option::PRIMARY));
        }
    }
}

/// Whether a bond's link is up, as far as the kernel tells; if not, what is to be said of it.
#[inline(never)]
fn link<S: System>(work: &mut Transaction<'_, S>) -> core::result::Result<(), Message> {
    read(work);
    let linked = work.kernel.has_link(work.index[0]);
    work.check(linked.map(|_| ()), Message::SETTINGS);
    if linked != Ok(true) {
        Err(Message::NO_LINK)
    } else if option::lacks_partner(&mut work.found) {
        Err(Message::NO_PARTNER)
    } else {
        Ok(())
    }
}

/// Deletes a bond.
#[inline(never)]
pub fn delete<S: System>(work: &mut Transaction<'_, S>) {
    let delete = || work.kernel.delete(work.index[0]);
    let mut outcome = Ok(());
    if !work.options.no_act() {
        // If it fails, once more: what is lost may be the answer.
        outcome = delete().or_else(|_| delete()).or_else(is_gone);
    }
    work.made(outcome, Message::DELETE);
}

/// That something is not there any more is what was wanted.
fn is_gone(reason: Errno) -> Result<()> {
    if reason == Errno::NODEV { Ok(()) } else { Err(reason) }
}
