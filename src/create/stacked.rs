//! VLANs and bridges: their words on the command line, and the steps that create what is missing of them.

use super::Work;
use super::check::is_for_new_bond;
use super::delete;
use super::rename;
use super::round::look_up_slave;
use super::spec::{Spec, may_be_slave};
use super::words::{Kind, Request, Words};
use crate::bond::step::{Role, Step};
use crate::bond::{Failure, Outcome};
use crate::kernel::{Errno, Flags, IfName, Kernel, Result, System};
use crate::netlink::{Link, Stacked};
use crate::output::Message;
use crate::parse::{cut, digits};

/// The largest ID of a VLAN.
const LARGEST_ID: u64 = 4094;

/// An index that no interface has: that of one which `-n` would create.
const PLANNED: u32 = u32::MAX;

/// Reads the word for a VLAN or a bridge; None if it is for another interface, or invalid.
#[inline(never)]
pub fn read(request: Request<'_>) -> Option<Spec<'_>> {
    let mut lower = request.text;
    let name = cut(&mut lower, b':');
    let is_vlan = request.kind == Kind::Vlan;
    let id = if is_vlan { id_of(name)? } else { 0 };
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
    (may_be_created(name) && is_complete).then(|| Spec::stacked(name, lower, id))
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

/// The requests that create what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    /// Creates the VLAN or the bridge.
    create: bool,
    /// Adds the interface below to the bridge.
    add: bool,
}

/// Plans how an interface is stacked upon a lower one; `device` is the index of that below an existing VLAN. (Those that
/// are up already are not brought up, see [`crate::bond::plan`].)
fn plan(wanted: Stacked, device: u32, upper: &Link, lower: &Link) -> Outcome<Plan> {
    let create = upper.index == 0;
    if !create && device != wanted.device {
        return Err(Failure::rejected(Message::Taken));
    }
    // Brought up, it would get addresses before the kernel rejects it.
    if lower.flags.has(Flags::LOOPBACK) {
        return Err(Failure::rejected(Message::Loopback));
    }
    let is_port = !create && lower.master == upper.index;
    let add = wanted.id == 0 && lower.index != 0 && !is_port;
    // The kernel would take it away from its other master.
    if add && lower.master != 0 {
        return Err(Failure::failed(Message::Enslave, Errno::BUSY));
    }
    Ok(Plan { create, add })
}

/// Looks up a bond, a VLAN or a bridge, which may not exist.
#[inline(never)]
pub fn begin<S: System>(work: &mut Work<'_, S>, spec: &mut Spec<'_>) -> Outcome<()> {
    work.begin_bond(spec.name)?;
    if work.exists()
        && let Some(id) = spec.id
    {
        match work.change.kernel.stacked(work.change.bond.index) {
            Err(reason) => return Err(Failure::failed(Message::Settings, reason)),
            Ok(Some(found)) if found.id == id => spec.device = found.device,
            Ok(_) => return Err(Failure::rejected(Message::Taken)),
        }
    }
    Ok(())
}

/// Stacks the interface at hand upon the lower one, if there is one.
#[inline(never)]
pub fn stack<S: System>(work: &mut Work<'_, S>, spec: &mut Spec<'_>) -> Outcome<()> {
    let change = &mut work.change;
    let lower = change.slave.index;
    let id = spec.id.unwrap_or(0);
    let wanted = Stacked { id, device: if id == 0 { 0 } else { lower } };
    let plan = plan(wanted, spec.device, &change.bond, &change.slave)?;
    // A VLAN can be up only while the interface below is.
    if lower != 0 {
        change.apply(&[Step::SetUp(Role::Slave)])?;
    }
    if plan.create {
        let name = change.messages.master;
        if change.options.no_act() {
            pretend(&mut change.bond, name);
        } else {
            let create = change.kernel.new_stacked(&name, wanted);
            create.map_err(|reason| Failure::failed(Message::Stack, reason))?;
            work.created = true;
            // Once more if that fails: without its index, it could not be deleted.
            work.look_up_new().or_else(|_| work.look_up_new())?;
        }
        spec.device = wanted.device;
        work.change.report_done(Message::Stack);
    }
    let change = &mut work.change;
    if plan.add {
        if !change.options.no_act() {
            let add = change.kernel.set_master(lower, change.bond.index);
            add.map_err(|reason| Failure::failed(Message::Enslave, reason))?;
        }
        change.report_done(Message::Enslave);
    }
    change.apply(&[Step::SetUp(Role::Bond)])
}

/// With `-n`, an interface that would be created exists from now on, and is up.
fn pretend(link: &mut Link, name: IfName) {
    (link.name, link.index, link.flags, link.master) = (name, PLANNED, Flags::UP, 0);
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
    let (mut planned, mut by) = (false, word);
    for request in words.requests() {
        if request.name() == upper {
            break;
        }
        if request.name() == word {
            planned = no_act;
            by = if rename::read(request).is_some() { rename::hwaddr(request) } else { word };
        }
    }
    let mut outcome = look_up_slave(work, by);
    let change = &mut work.change;
    change.messages.slave.read(word, false);
    let name = change.messages.slave;
    if planned && outcome == Err(Errno::NODEV) {
        pretend(&mut change.slave, name);
        outcome = Ok(());
    }
    // It lacks its name as yet.
    if by != word && outcome.is_ok() && !no_act && change.slave.name != name {
        return Err(Errno::NODEV);
    }
    outcome
}

/// Deletes a VLAN or a bridge.
#[inline(never)]
pub fn delete<S: System>(work: &mut Work<'_, S>, spec: &mut Spec<'_>) {
    let outcome = match begin(work, spec) {
        Ok(()) if !work.exists() => {
            work.change.report(Message::NoSuchBond, Role::Bond);
            Ok(())
        }
        outcome => outcome.and_then(|()| delete::delete(work)),
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
        let spec = super::read(Request { kind, text: text.as_bytes() })?;
        Some((spec.id?, String::from_utf8_lossy(spec.slaves).into_owned()))
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
        assert_eq!(plan(vlan, 0, &Link::NONE, &at(2, 0)), plans(true, false));
        assert_eq!(plan(vlan, 2, &at(9, 0), &at(2, 0)), plans(false, false));
        // A slave of a bond, or a port, may have a VLAN.
        assert_eq!(plan(vlan, 0, &Link::NONE, &at(2, 7)), plans(true, false));
        assert_eq!(plan(vlan, 3, &at(9, 0), &at(2, 0)), Err(Failure::rejected(Message::Taken)));
        assert_eq!(plan(bridge, 0, &Link::NONE, &at(2, 0)), plans(true, true));
        assert_eq!(plan(bridge, 0, &Link::NONE, &Link::NONE), plans(true, false));
        assert_eq!(plan(bridge, 0, &at(9, 0), &at(2, 0)), plans(false, true));
        assert_eq!(plan(bridge, 0, &at(9, 0), &at(2, 9)), plans(false, false));
        let lo = Link { flags: Flags::LOOPBACK, ..at(1, 0) };
        for wanted in [vlan, bridge] {
            assert_eq!(
                plan(wanted, 0, &Link::NONE, &lo),
                Err(Failure::rejected(Message::Loopback))
            );
        }
        let busy = Failure::failed(Message::Enslave, Errno::BUSY);
        for upper in [Link::NONE, at(9, 0)] {
            assert_eq!(plan(bridge, 0, &upper, &at(2, 7)), Err(busy));
        }
    }
}
