//! Making bonds: what is missing of each, in rounds, until nothing is missing or the time is over.

use super::attach::attach;
use super::option::{self, Row};
use super::spec::{Choice, Spec};
use super::transaction::{Transaction, Who};
use crate::applet::ifenslave::args::Wrong;
use crate::kernel::{
    Attributes, Errno, Flags, Ifbond, Kernel, Link, Notices, Request, Result, System, put_attribute,
};
use crate::text::Message;

/// A bit for each bond and each slave, as they are asked for; the 64th and those behind it share one.
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
        let next = self.bit << 1;
        if next != 0 {
            self.bit = next;
        }
        self.given_up & self.bit == 0
    }
}

/// Makes bonds: of each SPEC one, with NULs between these. All are looked at before any is made.
pub fn make<S: System>(
    system: S,
    work: &mut Transaction<'_, S>,
    specs: &[u8],
    seconds: Option<u64>,
) {
    for text in specs.split(|&byte| byte == 0) {
        match Spec::read(text) {
            Ok(spec) => check(work, &spec),
            Err(Wrong(message, part)) => work.messages.line(message, part, false),
        }
    }
    if work.messages.status != 0 {
        return;
    }
    let mut notices = None;
    if let Some(seconds) = seconds
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
        for text in specs.split(|&byte| byte == 0) {
            if let Ok(spec) = Spec::read(text) {
                bond(work, &spec, &mut round);
                work.messages.flush();
            }
        }
        match &mut notices {
            Some(notices) if round.waiting && !round.last => {
                round.first = false;
                round.last = notices.wait() != Ok(true);
            }
            _ => return,
        }
    }
}

/// Checks what can be checked of a bond before anything is touched: what has its name is one, and all its
/// options are for its mode.
fn check<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>) {
    let mut found = Attributes::new();
    work.begin_bond(spec.name);
    work.index[0] = work.find(Who::Master);
    read(work, &mut found);
    let mut mode = option::mode(&mut found);
    for Choice { name, value, .. } in spec.options() {
        if let Some((row, names)) = option::find(name)
            && row.attribute == option::MODE
        {
            mode = row.number(names, value).unwrap_or(mode);
        }
    }
    for Choice { name, text, .. } in spec.options() {
        let takes = option::find(name).is_some_and(|(row, _)| row.modes >> mode & 1 != 0);
        if !takes && !work.failed {
            work.messages.line(Message::NOT_IN_MODE, text, false);
            work.failed = true;
        }
    }
}

/// Makes what is missing of a bond.
#[inline(never)]
fn bond<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>, round: &mut Round) {
    let mut wanted = round.next();
    let bond = round.bit;
    work.begin_bond(spec.name);
    work.index[0] = work.find(Who::Master);
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
    let mut found = Attributes::new();
    let (mut attached, mut missing) = (false, false);
    for name in spec.slaves() {
        if !(round.next() && wanted) {
            continue;
        }
        work.begin(name);
        let index = work.find(Who::Slave);
        if index == 0 && !round.last {
            missing = true;
            continue;
        }
        let master = work.index[0];
        if index == 0 || master == 0 || work.kernel.link(index, &mut found) != Ok(master) {
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
    for choice in spec.options() {
        prefer(work, &choice);
    }
    if round.first && !work.changed && !missing && work.messages.status == 0 {
        work.made(Ok(()), Message::COMPLETE);
    }
    if !attached && !missing && round.created & bond != 0 && spec.slaves().next().is_some() {
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

/// Makes a bond as it should be, but for its slaves, or leaves it as it was found. True if there was none.
fn settle<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>) -> bool {
    let created = work.index[0] == 0 && create(work);
    let (mut found, mut wanted) = (Attributes::new(), Attributes::new());
    read(work, &mut found);
    let mut before = found.clone();
    // In the driver's order, not in that of the SPEC.
    for row in &option::ROWS {
        for Choice { text, name, value } in spec.options() {
            if let Some((named, names)) = option::find(name)
                && named == *row
                && row.kind != option::IFINDEX
            {
                row.read(names, value, &mut wanted);
                set(work, *row, text, &mut found, &mut wanted);
            }
        }
    }
    let lowered = work.steps();
    if spec.mtu != 0 {
        work.set_mtu(spec.mtu);
    }
    work.bring_up();
    if !work.failed {
        work.restore();
    } else if created {
        work.failed = false;
        delete(work);
        work.failed = true;
    } else if !work.options.no_act() {
        work.undo_to(lowered);
        // What was set may have changed other things, too.
        for (row, name) in option::ROWS.iter().zip(option::names()) {
            work.failed = false;
            read(work, &mut found);
            if row.copy(&mut before, &mut wanted) {
                set(work, *row, name, &mut found, &mut wanted);
            }
        }
        work.roll_back();
        work.failed = true;
    }
    created
}

/// Makes a bond. True if it was not there, and is now.
fn create<S: System>(work: &mut Transaction<'_, S>) -> bool {
    if work.failed || work.options.no_act() {
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
fn read<S: System>(work: &mut Transaction<'_, S>, found: &mut Attributes) {
    if work.failed || work.index[0] == 0 {
        return;
    }
    let outcome = work.kernel.link(work.index[0], found).map(|_| ());
    work.check(outcome, Message::SETTINGS);
    if found.is_empty() {
        work.refuse(Message::NOT_MASTER);
    }
}

/// Sets an option, if it is not set so.
#[inline(never)]
fn set<S: System>(
    work: &mut Transaction<'_, S>,
    row: Row,
    text: &[u8],
    found: &mut Attributes,
    wanted: &mut Attributes,
) {
    if work.failed || row.is(found, wanted) {
        return;
    }
    let mut outcome = Ok(());
    if !work.options.no_act() {
        outcome = work.kernel.set_bond(work.index[0], wanted);
        if outcome == Err(Errno::BUSY) && lower(work) {
            outcome = work.kernel.set_bond(work.index[0], wanted);
        }
        read(work, found);
        if row.is(found, wanted) {
            // What is lost may just be the answer.
            outcome = Ok(());
        } else if outcome.is_ok() && !option::PRIVATE.contains(&row.attribute) {
            // A driver passes over what it is too old to know.
            outcome = Err(Errno::OPNOTSUPP);
        }
    }
    work.made_of(outcome, Message::SET_OPTION, text);
}

/// Sets a bond down that has no slaves: then it can be given what it cannot while it is up. False if it
/// stays as it is.
fn lower<S: System>(work: &mut Transaction<'_, S>) -> bool {
    let mut info = Ifbond::default();
    work.read(Request::GetFlags, Who::Master);
    let outcome = work.kernel.bond_info(&mut work.ifreq, &mut info);
    if outcome.is_err() || info.num_slaves != 0 {
        return false;
    }
    let saved = work.kernel.save(work.index[0], true, &mut work.saved, &mut Link::default());
    work.check(saved, Message::SETTINGS);
    work.set_up(Who::Master, false);
    !work.failed
}

/// Sets which slave is preferred, if it is a slave, and if this is the option for it.
fn prefer<S: System>(work: &mut Transaction<'_, S>, choice: &Choice<'_>) {
    let Some((row, _)) = option::find(choice.name) else { return };
    if row.kind != option::IFINDEX {
        return;
    }
    let (mut found, mut wanted) = (Attributes::new(), Attributes::new());
    work.begin(choice.value);
    let slave = work.find(Who::Slave);
    let master = work.kernel.link(slave, &mut found);
    if slave != 0 && (master == Ok(work.index[0]) || work.options.no_act()) {
        read(work, &mut found);
        let _ = put_attribute(&mut wanted, row.attribute, &slave.to_ne_bytes());
        set(work, row, choice.text, &mut found, &mut wanted);
    }
}

/// Whether a bond's link is up, as far as the kernel tells; if not, what is to be said of it.
fn link<S: System>(work: &mut Transaction<'_, S>) -> core::result::Result<(), Message> {
    let mut found = Attributes::new();
    read(work, &mut found);
    work.read(Request::GetFlags, Who::Master);
    if !work.ifreq.flags().has(Flags::RUNNING) {
        Err(Message::NO_LINK)
    } else if option::lacks_partner(&mut found) {
        Err(Message::NO_PARTNER)
    } else {
        Ok(())
    }
}

/// Deletes a bond.
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
