//! Creating bonds: each round adds whatever is missing and present, until nothing is missing or the time is
//! over.

use super::attach::attach;
use super::cmdline::Words;
use super::option;
use super::spec::{self, Invalid, Remedy, Spec};
use super::transaction::{Transaction, Who};
use super::unbond::unbond;
use crate::applet::ifenslave::args::{Command, MOST_SECONDS, Task};
use crate::kernel::{
    Errno, Flags, IfName, Ifbond, Ifreq, Kernel, Link, LinkState, Notices, Request, Result, System,
    append,
};
use crate::output::{Field, Message, Printer};
use crate::parse::{cut, digits, until};
use crate::{DONE, FAILED, PARTIAL};

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

/// Creates the bonds of operands or of the kernel's command line, or deletes those of the latter.
// Out of line: other commands have no room for SPECs on their stack, then.
#[inline(never)]
pub fn of_words<'a, S, A>(system: S, work: &mut Transaction<'_, S>, command: &Command<A>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut words = Words::new(command.task != Task::Bond);
    if let Err((word, reason)) = words.gather(system, &mut command.operands()) {
        return work.messages.fail_with(Message::File, word, reason);
    }
    if command.task != Task::UnbondBoot {
        create_bonds(system, work, &words, command.seconds);
    } else if !command.options.handover() || words.value(b"bondkeep") == Some(b"no") {
        let _held = system.hold_signals();
        for text in words.specs() {
            // The rest of a command line that is invalid has created nothing.
            if let Ok(spec) = words.read(text) {
                unbond(work, spec.name);
            }
        }
    }
}

/// Creates bonds, one for each SPEC, after it has checked all of them.
#[inline(never)]
fn create_bonds<S: System>(
    system: S,
    work: &mut Transaction<'_, S>,
    words: &Words,
    seconds: Option<u64>,
) {
    let seconds = wait_of(words, seconds, work.messages);
    let mut progress = Progress::default();
    go_through(work, words, &mut progress, Pass::Check);
    // At boot, a network of the valid ones is better than none.
    if work.messages.status != DONE && !words.boot {
        return;
    }
    progress.first = true;
    let outcome = match seconds {
        Some(seconds) if !work.options.no_act() => {
            create_in_time(system, work, words, &mut progress, seconds)
        }
        _ => {
            let _held = system.hold_signals();
            progress.last = true;
            go_through(work, words, &mut progress, Pass::Create);
            Ok(())
        }
    };
    if let Err(reason) = outcome {
        work.messages.fail(Message::Socket, reason);
    }
    if work.messages.status != DONE && progress.works {
        work.messages.status = PARTIAL;
    }
}

/// Creates bonds in rounds, until nothing is missing or the time is over.
fn create_in_time<S: System>(
    system: S,
    work: &mut Transaction<'_, S>,
    words: &Words,
    progress: &mut Progress,
    seconds: u64,
) -> Result<()> {
    work.messages.set(Field::Seconds, seconds);
    let mut notices = work.kernel.notices()?;
    notices.set_timer(seconds.min(IN_ORDER))?;
    let _held = system.hold_signals();
    progress.links = true;
    progress.in_order = true;
    loop {
        go_through(work, words, progress, Pass::Create);
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

/// What is done with each SPEC.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// It is checked, before anything is changed.
    Check,
    /// Its bond gets everything that it lacks.
    Create,
}

/// Goes through the SPECs. If others replace one, the last of them counts.
#[inline(never)]
fn go_through<S: System>(
    work: &mut Transaction<'_, S>,
    words: &Words,
    progress: &mut Progress,
    pass: Pass,
) {
    progress.start_round();
    let mut specs = words.specs();
    while let Some(text) = specs.next() {
        if let Some(last) = specs.replaced(text) {
            if pass == Pass::Check && last != text {
                if !words.boot {
                    return work.messages.line(Message::Twice, text);
                }
                work.messages.step(Message::LastWins, text, None);
            }
            continue;
        }
        let wanted = progress.next_bond();
        match words.read(text) {
            Ok(mut spec) => {
                work.begin_bond(spec.name);
                if pass == Pass::Create {
                    bond(work, &mut spec, progress, wanted);
                } else if !work.failed && !check(work, &mut spec, words.boot) {
                    return;
                }
            }
            Err(invalid) if pass == Pass::Check => {
                // On a command line, there may be several.
                work.messages.master.read(if words.boot { until(text, b':') } else { b"" }, false);
                report(work, &invalid);
            }
            Err(_) => {}
        }
        if pass == Pass::Check && work.failed {
            progress.bonds_given_up |= progress.bond;
        }
        work.messages.flush();
    }
}

/// Prints why a SPEC is rejected, and how to mend it.
#[inline(never)]
fn report<S: System>(work: &mut Transaction<'_, S>, invalid: &Invalid<'_>) {
    let messages = &mut *work.messages;
    if messages.master == IfName::NONE || invalid.part == messages.master.as_bytes() {
        messages.begin(invalid.message, true);
    } else {
        messages.begin(Message::OfBond, true);
        messages.print(invalid.message);
    }
    messages.word(invalid.part);
    match invalid.remedy {
        Remedy::None => {}
        Remedy::Hint(text) => messages.print(text),
        Remedy::Values => list_values(messages, spec::split(invalid.part).0),
        Remedy::Options => {
            let mut before = &b" ("[..];
            for number in 0..option::COUNT {
                messages.word(before);
                messages.word(option::name(number));
                before = b" ";
            }
            messages.put(b')');
        }
    }
    messages.end(invalid.message, None);
    messages.status = FAILED;
    work.failed = true;
}

/// Prints the values that an option can have.
fn list_values<S: System>(messages: &mut Printer<S>, option: usize) {
    messages.word(b" (");
    let (names, example) = (option::names_of(option), option::example(option));
    for &byte in names {
        messages.put(if byte == 0 { b' ' } else { byte });
    }
    messages.word(example);
    if names.is_empty() && example.is_empty() {
        let (least, most) = option::range(option);
        messages.set(Field::Min, least);
        messages.set(Field::Max, most);
        messages.print(Message::Range);
    }
    messages.put(b')');
}

/// Checks whatever can be checked of a bond before a change: an interface that has its name is a bond, and its
/// options suit its mode. Reports errors. False if even the SPECs that follow make no sense.
#[inline(never)]
fn check<S: System>(work: &mut Transaction<'_, S>, spec: &mut Spec<'_>, boot: bool) -> bool {
    let invalid = |message, hint| Invalid { message, part: spec.name, remedy: Remedy::Hint(hint) };
    if work.index[0] == 0 && !spec.name.iter().all(|byte| is_for_new_bond(*byte)) {
        let pasted = spec.name.starts_with(b"bond=");
        let hint = if pasted { Message::Pasted } else { Message::Example };
        report(work, &invalid(Message::BadBond, hint));
        return true;
    }
    if spec.is_bare && !boot {
        let is_bond = work.index[0] != 0
            && work.kernel.link(work.index[0], &mut work.found).is_ok()
            && !work.found.is_empty();
        if !is_bond {
            // What follows a bare name may be meant as its slaves.
            report(work, &invalid(Message::NoSlaves, Message::Example));
            return false;
        }
    }
    read(work);
    if work.failed {
        return true;
    }
    monitor_by_default(work, spec);
    let mode = number(work, spec, option::MODE);
    // In the last modes, the driver monitors links by itself.
    let by_itself = spec.value(option::MIIMON).is_empty() && mode >= option::MODE_LACP.into();
    let miimon = by_itself || number(work, spec, option::MIIMON) != 0;
    for number in 0..option::COUNT {
        if !spec.value(number).is_empty() && option::modes(number) >> mode & 1 == 0 {
            refuse(work, Message::NotInMode, number);
        }
        if !miimon && option::is_delay(number) && spec.is_set(number) {
            refuse(work, Message::NoMiimon, number);
        }
    }
    let monitored = miimon || number(work, spec, option::ARP_INTERVAL) != 0;
    let chosen = !spec.value(option::MIIMON).is_empty() || is_unused(work);
    if chosen && !monitored && !work.failed {
        work.messages.say(Message::Unmonitored, None);
    }
    true
}

/// Whether the name of a new bond may have this byte. Others have a meaning in SPECs, on the kernel's command
/// line or in the kernel (`bond%d`), or none at all.
fn is_for_new_bond(byte: u8) -> bool {
    !matches!(byte, 0..=b' ' | 0x7f | b'=' | b',' | b'%' | b'"' | b'\'')
}

/// The number that an option of a bond will be: that of the SPEC, or else the one that it is.
#[inline(never)]
fn number<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>, option: usize) -> u64 {
    option::number(option, spec.value(option))
        .unwrap_or_else(|| option::found_number(option, &mut work.found).into())
}

/// Gives a new bond the option miimon=100, unless it will be monitored or not as the SPEC or the driver says.
fn monitor_by_default<S: System>(work: &mut Transaction<'_, S>, spec: &mut Spec<'_>) {
    let given = !spec.value(option::MIIMON).is_empty()
        || !spec.value(option::ARP_INTERVAL).is_empty()
        || spec.is_set(option::ARP_VALIDATE);
    if !given
        && number(work, spec, option::MODE) < option::MODE_LACP.into()
        && !option::is_monitored(&mut work.found)
        && is_unused(work)
    {
        spec.set_value(option::MIIMON, b"100");
    }
}

/// Whether a bond is new: this command creates it, or nobody has used it since it was created, as the one
/// that the module creates by itself.
fn is_unused<S: System>(work: &mut Transaction<'_, S>) -> bool {
    if work.index[0] == 0 {
        return true;
    }
    work.read(Request::GetFlags, Who::Master);
    let up = work.ifreq.flags().has(Flags::UP);
    !work.failed && !up && is_empty(work)
}

/// Whether a bond has no slaves, as far as is known. The request at hand has its name.
fn is_empty<S: System>(work: &mut Transaction<'_, S>) -> bool {
    let mut info = Ifbond::default();
    work.kernel.bond_info(&work.ifreq.name, &mut info).is_ok() && info.num_slaves == 0
}

/// Reports why an option is invalid for this bond.
fn refuse<S: System>(work: &mut Transaction<'_, S>, message: Message, number: usize) {
    if !work.failed {
        work.failed = true;
        work.messages.line(message, option::name(number));
    }
}

/// Adds whatever is missing of a bond.
#[inline(never)]
fn bond<S: System>(
    work: &mut Transaction<'_, S>,
    spec: &mut Spec<'_>,
    progress: &mut Progress,
    mut wanted: bool,
) {
    let bond = progress.bond;
    if wanted && progress.settled & bond == 0 {
        if settle(work, spec) {
            progress.created |= bond;
        }
        progress.settled |= bond;
    }
    if work.failed {
        progress.bonds_given_up |= bond;
        wanted = false;
    }
    let before = progress.slave;
    let (mut attached, mut missing, mut primary) = (false, false, false);
    let mut slaves = spec.slaves;
    while !slaves.is_empty() {
        let word = cut(&mut slaves, b',');
        if !(progress.next_slave() && wanted) {
            continue;
        }
        match look_up_slave(work, word) {
            Err(Errno::NODEV) if !progress.last => {
                missing = true;
                let announced = &mut progress.slaves_announced;
                announce(work.messages, progress.slave, announced, Message::Wait, word);
                continue;
            }
            Err(reason) => report_absent(work, word, reason, progress.links),
            Ok(slave) if slave.ours => {}
            Ok(_) if missing && progress.in_order => continue,
            Ok(_) => attach(work),
        }
        if work.failed {
            progress.slaves_given_up |= progress.slave;
        } else {
            attached = true;
            primary |= word == spec.value(option::PRIMARY);
        }
    }
    if !wanted {
        return;
    }
    work.failed = false;
    // The primary can be set, and read, once it is a slave.
    if primary {
        set_primary(work, spec);
    }
    if progress.first && !work.changed && !missing && work.messages.status == DONE {
        work.report(Message::Complete);
    }
    if !attached && !missing && progress.created & bond != 0 && !spec.slaves.is_empty() {
        progress.created &= !bond;
        return delete(work);
    }
    progress.waiting |= missing;
    if attached && progress.links {
        links(work, spec, progress, before);
    } else {
        progress.works |= attached || spec.slaves.is_empty();
    }
}

/// BOND_LINK_UP of `linux/if_bonding.h`.
const MII_STATUS_UP: u8 = 0;

/// Reads whether a bond, and each of its slaves, has a link, and in 802.3ad a partner. Reports a missing one: in
/// the last round as a failure, in an earlier one as the reason for waiting, once. `bit` is that of the slave
/// before the first one.
#[inline(never)]
fn links<S: System>(
    work: &mut Transaction<'_, S>,
    spec: &Spec<'_>,
    progress: &mut Progress,
    mut bit: Bits,
) {
    let state = work.kernel.link(work.index[0], &mut work.found);
    work.check(state.map(|_| ()), Message::Settings);
    // Without monitoring, the driver takes each link for up: then the carrier of the slaves counts.
    let monitored = option::is_monitored(&mut work.found);
    let lacks_partner = option::lacks_partner(&mut work.found);
    let mut linked = monitored && state.is_ok_and(|state| state.running);
    let mut all = true;
    let mut slaves = spec.slaves;
    while !slaves.is_empty() {
        let word = cut(&mut slaves, b',');
        bit <<= 1;
        if progress.slaves_given_up & bit != 0 {
            continue;
        }
        let state = match look_up_slave(work, word) {
            Ok(slave) if slave.ours => slave.state,
            // A slave that is not attached is reported as such.
            Ok(_) | Err(Errno::NODEV) => continue,
            Err(reason) => {
                report_absent(work, word, reason, false);
                progress.slaves_given_up |= bit;
                continue;
            }
        };
        let up = match state.mii_status {
            Some(status) if monitored => status == MII_STATUS_UP,
            _ => state.running,
        };
        linked |= up && !monitored;
        all &= up;
        if !up && progress.last {
            fail_about(work.messages, Message::OfBond, word, Message::SlaveNoLink, None);
        } else if !up {
            let announced = &mut progress.links_announced;
            announce(work.messages, bit, announced, Message::WaitLink, word);
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
    if progress.last {
        fail_about(work.messages, Message::File, b"", missing, None);
    } else if all {
        announce(work.messages, progress.bond, &mut progress.bonds_announced, waiting, word);
    }
}

/// Reports once that a bond waits for something.
#[inline(never)]
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

/// Reports a slave that cannot be looked up, in the words of an attach, or as missing after a wait.
fn report_absent<S: System>(
    work: &mut Transaction<'_, S>,
    word: &[u8],
    reason: Errno,
    waited: bool,
) {
    work.failed = true;
    if waited && reason == Errno::NODEV {
        fail_about(work.messages, Message::File, word, Message::Absent, None);
    } else {
        fail_about(work.messages, Message::Skipping, word, Message::NoSlave, Some(reason));
    }
}

/// Reports that something failed, by what two messages say before and after a word; for this reason, or because
/// the time is over.
#[inline(never)]
fn fail_about<S: System>(
    messages: &mut Printer<S>,
    before: Message,
    word: &[u8],
    after: Message,
    reason: Option<Errno>,
) {
    messages.begin(before, true);
    messages.word(word);
    messages.print(after);
    if reason.is_none() {
        messages.print(Message::After);
    }
    messages.end(after, reason);
    messages.status = FAILED;
}

/// An interface that a SPEC names as a slave.
struct Slave {
    index: u32,
    /// It is a slave of the bond at hand.
    ours: bool,
    state: LinkState,
}

/// Looks up the interface that a word of a SPEC refers to; it is the slave at hand from now on.
#[inline(never)]
fn look_up_slave<S: System>(work: &mut Transaction<'_, S>, word: &[u8]) -> Result<Slave> {
    work.begin(word);
    let mut ifreq = Ifreq::new(&work.messages.slave);
    let index = if work.messages.slave != IfName::NONE {
        work.kernel.request(Request::GetIndex, &mut ifreq)?;
        ifreq.number()
    } else if let Some(hwaddr) = option::unicast(word) {
        work.kernel.index_of_card(&hwaddr)?
    } else {
        work.kernel.index_of_alias(word)?
    };
    let state = work.kernel.link(index, &mut work.found)?;
    if work.messages.slave == IfName::NONE {
        ifreq.set(index.to_ne_bytes());
        work.kernel.request(Request::GetName, &mut ifreq)?;
        work.messages.slave = ifreq.name;
    }
    let ours = work.index[0] != 0 && state.master == work.index[0];
    Ok(Slave { index, ours, state })
}

/// Makes a bond as it should be, but for its slaves, or leaves it as it was found. True if there was none.
#[inline(never)]
fn settle<S: System>(work: &mut Transaction<'_, S>, spec: &mut Spec<'_>) -> bool {
    let created = work.index[0] == 0 && create(work);
    read(work);
    monitor_by_default(work, spec);
    work.before.clear();
    let _ = append(&mut work.before, &work.found);
    if work.failed && !created {
        return false;
    }
    // In the driver's order, not in that of the SPEC.
    for number in 0..option::COUNT {
        if !spec.value(number).is_empty() && !matches!(number, option::PRIMARY | option::HWADDR) {
            spec.attribute(number, &mut work.wanted);
            option::round(number, &mut work.found, &mut work.wanted);
            set_as_asked(work, spec, number);
        }
    }
    let lowered = work.steps();
    if spec.mtu != 0 {
        work.set_mtu(spec.mtu);
    }
    work.set_up(Who::Master, true);
    // Last: the address that it has now is random, and could not be made random again.
    if spec.attribute(option::HWADDR, &mut work.wanted) && !work.wanted.is_empty() {
        work.set_hwaddr();
    }
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
            work.made_of(outcome, number, None);
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
        work.made(Ok(()), Message::Create);
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
        work.made(outcome, Message::Create);
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
    work.check(outcome, Message::Settings);
    if work.found.is_empty() {
        work.refuse(Message::NotMaster);
    }
}

/// Sets an option of the SPEC, if it is not set so, and reports it.
fn set_as_asked<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>, number: usize) {
    if let Some(outcome) = set(work, number) {
        work.made_of(outcome, number, Some(spec));
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
    if !is_empty(work) {
        return false;
    }
    // What cannot be put back is told with this name.
    work.messages.slave = work.messages.master;
    let saved = work.kernel.save(work.index[0], true, &mut work.saved, &mut Link::default());
    work.check(saved, Message::Settings);
    work.set_up(Who::Master, false);
    !work.failed
}

/// Sets the primary, which is a slave.
fn set_primary<S: System>(work: &mut Transaction<'_, S>, spec: &Spec<'_>) {
    let word = spec.value(option::PRIMARY);
    match look_up_slave(work, word) {
        Ok(slave) if slave.ours || work.options.no_act() => {
            read(work);
            work.wanted.clear();
            let _ = append(&mut work.wanted, &slave.index.to_ne_bytes());
            set_as_asked(work, spec, option::PRIMARY);
        }
        // Another process has released it.
        Ok(_) => {}
        Err(reason) => report_absent(work, word, reason, false),
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
    work.made(outcome, Message::Delete);
}

/// That something is not there any more is what was wanted.
fn is_gone(reason: Errno) -> Result<()> {
    if reason == Errno::NODEV { Ok(()) } else { Err(reason) }
}
