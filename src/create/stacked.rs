//! VLANs and bridges: their words on the command line, and the steps that create what is missing of them.

use super::Work;
use super::check::{Verdict, is_for_new_bond};
use super::delete;
use super::rename;
use super::report::report_absent;
use super::round::{Progress, announce, look_up_slave};
use super::spec::may_be_slave;
use super::words::{Kind, Request, Words};
use crate::DONE;
use crate::bond::step::{Role, Step};
use crate::bond::{Failure, Outcome};
use crate::kernel::{Errno, Flags, IfName, Kernel, Result, System};
use crate::netlink::{Buffer, By, Link, Stacked};
use crate::output::{Message, Printer};
use crate::parse::{cut, digits};

/// The largest ID of a VLAN.
const LARGEST_ID: u64 = 4094;

/// An index that no interface has: that of one which `-n` would create.
const PLANNED: u32 = u32::MAX;

/// A VLAN or a bridge that a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted<'a> {
    name: &'a [u8],
    /// The ID of a VLAN; 0 for a bridge.
    id: u16,
    /// The interface below a VLAN, or the ports of a bridge, with commas between them.
    lower: &'a [u8],
}

impl<'a> Wanted<'a> {
    /// Reads the word for a VLAN or a bridge; None if it is invalid.
    fn read(request: Request<'a>) -> Option<Self> {
        let mut lower = request.text;
        let name = cut(&mut lower, b':');
        let is_vlan = request.kind == Kind::Vlan;
        let id = if is_vlan { id_of(name) } else { Some(0) }?;
        let (mut rest, mut count) = (lower, 0);
        while !rest.is_empty() {
            let word = cut(&mut rest, b',');
            count += 1;
            if word == name || !may_be_slave(word) {
                return None;
            }
        }
        // A bridge without ports has a colon after its name, as a bond without slaves.
        let is_complete = if is_vlan { count == 1 } else { name.len() < request.text.len() };
        (may_be_created(name) && is_complete).then_some(Self { name, id, lower })
    }
}

/// The ID of a VLAN: the number at the end of its name.
#[allow(clippy::cast_possible_truncation)] // The largest ID has 12 bits.
fn id_of(name: &[u8]) -> Option<u16> {
    let start = name.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    digits(name.get(start..)?, 10, LARGEST_ID).filter(|&id| id > 0).map(|id| id as u16)
}

/// Whether an interface can be given this name.
pub fn may_be_created(name: &[u8]) -> bool {
    IfName::new(name, false).is_some() && name.iter().all(|&byte| is_for_new_bond(byte))
}

/// Checks a word for anything but a bond, and reports it if it is invalid.
pub fn check<S: System>(messages: &mut Printer<S>, request: Request<'_>) -> Verdict {
    let (valid, message) = match request.kind {
        Kind::Rename => (rename::read(request).is_some(), Message::BadRename),
        Kind::Vlan => (Wanted::read(request).is_some(), Message::BadVlan),
        _ => (Wanted::read(request).is_some(), Message::BadBridge),
    };
    if valid {
        return Verdict::Valid;
    }
    let status = messages.status;
    messages.line(message, request.text);
    // The bare word `vlan` asks for nothing.
    if request.kind == Kind::Vlan && request.text.is_empty() {
        messages.status = status;
    }
    Verdict::Rejected
}

/// The requests that create what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    /// Creates the VLAN or the bridge.
    create: bool,
    /// Adds the interface below to the bridge.
    add: bool,
}

/// Plans how an interface is stacked upon a lower one. (Those that are up already are not brought up, see
/// [`crate::bond::plan`].)
fn plan(found: Option<Stacked>, wanted: Stacked, upper: &Link, lower: &Link) -> Outcome<Plan> {
    let create = upper.index == 0;
    if !create && found != Some(wanted) {
        return Err(Failure::rejected(Message::Taken));
    }
    let is_port = !create && lower.master == upper.index;
    let add = wanted.id == 0 && !is_port;
    // The kernel would take it away from its other master.
    if add && lower.master != 0 {
        return Err(Failure::failed(Message::Enslave, Errno::BUSY));
    }
    Ok(Plan { create, add })
}

/// Creates a VLAN or a bridge if what is below it is present; adds the ports that a bridge lacks.
#[inline(never)]
pub fn complete<S: System>(
    work: &mut Work<'_, S>,
    words: &Words,
    request: Request<'_>,
    progress: &mut Progress,
    mut is_wanted: bool,
) {
    let Some(wanted) = Wanted::read(request).filter(|_| request.kind != Kind::Rename) else { return };
    let steps = work.change.steps;
    let mut found = match begin(work, &wanted) {
        Ok(found) => found,
        Err(failure) => {
            if is_wanted {
                work.change.report_failure(failure);
            }
            progress.bonds_given_up |= progress.bond;
            is_wanted = false;
            None
        }
    };
    let (mut works, mut missing) = (wanted.lower.is_empty(), false);
    if works && is_wanted {
        works = apply(work, &wanted, &mut found, None);
    }
    let mut rest = wanted.lower;
    while !rest.is_empty() {
        let word = cut(&mut rest, b',');
        if !(progress.next_slave() && is_wanted) {
            continue;
        }
        let done = match look_up_lower(work, words, wanted.name, word) {
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
            Ok(()) => {
                let lower = work.change.slave;
                apply(work, &wanted, &mut found, Some(&lower))
            }
        };
        works |= done;
        if !done {
            progress.slaves_given_up |= progress.slave;
        }
    }
    progress.waiting |= missing;
    progress.others_work |= works && is_wanted;
    let unchanged = work.change.steps == steps;
    if is_wanted && progress.first && unchanged && !missing && work.change.messages.status == DONE {
        work.change.report(Message::Complete, Role::Bond);
    }
}

/// Looks up a VLAN or a bridge, which may not exist.
fn begin<S: System>(work: &mut Work<'_, S>, wanted: &Wanted<'_>) -> Outcome<Option<Stacked>> {
    work.change.begin_slave(b"");
    work.change.messages.master.read(wanted.name, false);
    work.change.bond = Link::NONE;
    match look(work, wanted.name) {
        Err(Errno::NODEV) => Ok(None),
        Err(reason) => Err(Failure::failed(Message::Settings, reason)),
        Ok(Some(found)) if found.id == wanted.id => Ok(Some(found)),
        Ok(_) => Err(Failure::rejected(Message::Taken)),
    }
}

fn look<S: System>(work: &mut Work<'_, S>, name: &[u8]) -> Result<Option<Stacked>> {
    work.change.kernel.stacked(By::Name(name), &mut work.change.bond)
}

/// Stacks the interface at hand upon a lower one, if there is one; or leaves both as they were found.
fn apply<S: System>(
    work: &mut Work<'_, S>,
    wanted: &Wanted<'_>,
    found: &mut Option<Stacked>,
    lower: Option<&Link>,
) -> bool {
    let exists = work.exists();
    let outcome = stack(work, wanted, found, lower);
    if let Err(failure) = outcome {
        work.change.report_failure(failure);
        if !exists && work.exists() {
            if let Err(failure) = delete::delete(work) {
                work.change.report_failure(failure);
            }
            work.change.bond = Link::NONE;
        }
        work.change.undo(0);
    }
    outcome.is_ok()
}

/// Does it.
fn stack<S: System>(
    work: &mut Work<'_, S>,
    wanted: &Wanted<'_>,
    found: &mut Option<Stacked>,
    lower: Option<&Link>,
) -> Outcome<()> {
    let change = &mut work.change;
    let lower = lower.unwrap_or(&Link::NONE);
    let device = if wanted.id == 0 { 0 } else { lower.index };
    let stacked = Stacked { id: wanted.id, device };
    let plan = plan(*found, stacked, &change.bond, lower)?;
    // A VLAN can be up only while the interface below is.
    if lower.index != 0 {
        change.apply(&[Step::SetUp(Role::Slave)])?;
    }
    if plan.create {
        let name = change.messages.master;
        if change.options.no_act() {
            change.bond = Link { name, index: PLANNED, flags: Flags::UP, ..Link::NONE };
        } else {
            change.kernel.new_stacked(&name, stacked).map_err(|reason| Failure::failed(Message::Stack, reason))?;
            // If nothing comes back, once more: it exists, and must not stay without its index.
            look(work, wanted.name)
                .or_else(|_| look(work, wanted.name))
                .map_err(|reason| Failure::failed(Message::Settings, reason))?;
        }
        *found = Some(stacked);
        work.change.report_done(Message::Stack);
    }
    let change = &mut work.change;
    if plan.add && lower.index != 0 {
        if !change.options.no_act() {
            change
                .kernel
                .set_master(lower.index, change.bond.index)
                .map_err(|reason| Failure::failed(Message::Enslave, reason))?;
        }
        change.report_done(Message::Enslave);
    }
    change.apply(&[Step::SetUp(Role::Bond)])
}

/// Looks up what a word refers to, below the interface with the name `upper`: it is the slave at hand from now on. A name
/// that a card is to get is that card's. With `-n`, an interface that would be created before counts, too.
#[inline(never)]
pub fn look_up_lower<S: System>(
    work: &mut Work<'_, S>,
    words: &Words,
    upper: &[u8],
    word: &[u8],
) -> Result<()> {
    let no_act = work.change.options.no_act();
    let mut planned = false;
    for request in words.requests().take_while(|request| request.name() != upper) {
        if request.name() != word {
            continue;
        }
        if let Some((name, hwaddr)) = rename::read(request) {
            let index = work.change.kernel.card(&hwaddr)?;
            look_up_index(work, index)?;
            work.change.messages.slave = name;
            let is_renamed = work.change.slave.name == name || no_act;
            return if is_renamed { Ok(()) } else { Err(Errno::NODEV) };
        }
        planned = no_act;
    }
    let outcome = look_up_slave(work, word);
    if planned && outcome == Err(Errno::NODEV) {
        let name = work.change.messages.slave;
        work.change.slave = Link { name, index: PLANNED, flags: Flags::UP, ..Link::NONE };
        return Ok(());
    }
    outcome
}

/// Reads the state of the interface with this index; it is the slave at hand from now on.
fn look_up_index<S: System>(work: &mut Work<'_, S>, index: u32) -> Result<()> {
    work.change.begin_slave(b"");
    let found = &mut Buffer::new();
    work.change.kernel.bond(By::Index(index), &mut work.change.slave, found)
}

/// Deletes a VLAN or a bridge.
pub fn delete<S: System>(work: &mut Work<'_, S>, request: Request<'_>) {
    let Some(wanted) = Wanted::read(request).filter(|_| request.kind != Kind::Rename) else { return };
    let outcome = match begin(work, &wanted) {
        Ok(None) => {
            work.change.report(Message::NoSuchBond, Role::Bond);
            Ok(())
        }
        Ok(_) => delete::delete(work),
        Err(failure) => Err(failure),
    };
    if let Err(failure) = outcome {
        work.change.report_failure(failure);
    }
    work.change.messages.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Kind, text: &str) -> Option<(u16, String)> {
        let wanted = Wanted::read(Request { kind, text: text.as_bytes() })?;
        Some((wanted.id, String::from_utf8_lossy(wanted.lower).into_owned()))
    }

    #[test]
    fn the_id_of_a_vlan_is_at_the_end_of_its_name() {
        for (text, id) in [
            ("vlan5:bond0", Some(5)),
            ("vlan0005:bond0", Some(5)),
            ("bond0.5:bond0", Some(5)),
            ("bond0.0005:bond0", Some(5)),
            ("dmz4094:eth0", Some(4094)),
            ("100:eth0", Some(100)),
            ("vlan5:52:54:00:00:00:01", Some(5)),
            ("vlan5:52-54-00-00-00-01", Some(5)),
            ("vlan0:bond0", None),
            ("vlan4095:bond0", None),
            ("vlan:bond0", None),
            ("bond0.x:bond0", None),
            ("vlan5", None),
            ("vlan5:", None),
            ("vlan5:vlan5", None),
            ("vlan5:eth0,eth1", None),
            ("vlan5:eth0:eth1", None),
            ("v/5:eth0", None),
            ("vlan%d5:eth0", None),
            ("a-long-name.4094:eth0", None),
            (":eth0", None),
            ("", None),
        ] {
            assert_eq!(read(Kind::Vlan, text).map(|(id, _)| id), id, "{text}");
        }
    }

    #[test]
    fn a_bridge_has_ports() {
        for (text, ports) in [
            ("br0:eth0", Some("eth0")),
            ("br0:eth0,bond0.5", Some("eth0,bond0.5")),
            ("br0:", Some("")),
            ("br0", None),
            ("br0:br0", None),
            ("br0:eth0,,eth1", None),
            ("br0:eth0:eth1", None),
            ("br 0:eth0", None),
        ] {
            let expected = ports.map(|ports| (0, ports.to_owned()));
            assert_eq!(read(Kind::Bridge, text), expected, "{text}");
        }
    }

    #[test]
    fn what_exists_is_not_created_and_what_belongs_to_another_is_left_there() {
        let at = |index, master| Link { index, master, ..Link::NONE };
        let bridge = Stacked { id: 0, device: 0 };
        let vlan = Stacked { id: 5, device: 2 };
        let plans = |create, add| Ok(Plan { create, add });
        assert_eq!(plan(None, vlan, &Link::NONE, &at(2, 0)), plans(true, false));
        assert_eq!(plan(Some(vlan), vlan, &at(9, 0), &at(2, 0)), plans(false, false));
        // A slave of a bond, or a port, may have a VLAN.
        assert_eq!(plan(None, vlan, &Link::NONE, &at(2, 7)), plans(true, false));
        for other in [None, Some(bridge), Some(Stacked { id: 6, ..vlan }), Some(Stacked { device: 3, ..vlan })] {
            let taken = Failure::rejected(Message::Taken);
            assert_eq!(plan(other, vlan, &at(9, 0), &at(2, 0)), Err(taken));
        }
        assert_eq!(plan(None, bridge, &Link::NONE, &at(2, 0)), plans(true, true));
        assert_eq!(plan(Some(bridge), bridge, &at(9, 0), &at(2, 0)), plans(false, true));
        assert_eq!(plan(Some(bridge), bridge, &at(9, 0), &at(2, 9)), plans(false, false));
        let busy = Failure::failed(Message::Enslave, Errno::BUSY);
        for upper in [Link::NONE, at(9, 0)] {
            let found = (upper.index != 0).then_some(bridge);
            assert_eq!(plan(found, bridge, &upper, &at(2, 7)), Err(busy));
        }
    }
}
