// SPDX-License-Identifier: MIT OR Apache-2.0
//! The whole program on simulated machines of every sort, with calls that fail: what is asked for
//! is done, or nothing is changed, or the failure is reported.
//!
//! Input: what [`Unstructured`] makes a machine, commands and faults of.

use std::collections::BTreeSet;
use std::io;

use arbitrary::{Result, Unstructured};
use ifenslave::kernel::Errno;

use super::is_name;
use crate::simulated::*;

pub fn check(data: &[u8]) {
    // There is no error: where the input ends, it goes on with zeros.
    scenario(&mut Unstructured::new(data)).unwrap();
}

fn scenario(input: &mut Unstructured<'_>) -> Result<()> {
    let (driver, knows_version) = driver(input)?;
    let interfaces = interfaces(input)?;
    let names: Vec<String> = interfaces.iter().map(|interface| interface.name.clone()).collect();
    let abi = driver.abi;
    let mut machine = Machine::with(interfaces).driver(driver);
    let mut privileged = true;
    for _ in 0..input.int_in_range(1..=4)? {
        let command = Command::of(input, &names)?;
        if privileged && input.ratio(1, 24)? {
            privileged = false;
            machine = machine.unprivileged();
        }
        machine = machine.stdout(command.sinks[0]).stderr(command.sinks[1]);
        for &(call, reason) in &command.faults {
            machine.fail(call, reason);
        }
        let before = machine.state();
        let run = machine.ifenslave(&command.args());
        let after = machine.state();
        let outcome = Outcome {
            abi,
            knows_version,
            privileged,
            names: &names,
            hits: command.hits(&machine),
            calls: (0..machine.calls()).map(|call| machine.call(call)).collect(),
            seen: machine.seen(),
            command,
            before,
            after,
            run,
        };
        outcome.judge();
    }
    Ok(())
}

/// A driver of any age, and whether it reports its version.
fn driver(input: &mut Unstructured<'_>) -> Result<(Driver, bool)> {
    let abi = *input.choose(&[Abi::V2, Abi::V2, Abi::V1, Abi::V0])?;
    let driver = Driver::of(abi);
    let versions: &[&str] = match abi {
        Abi::V2 => &["2", "2", "3", "0x2", "010", "4294967296"],
        Abi::V1 => &["1", "01", "0x1"],
        Abi::V0 => &["0", "00", "0x0"],
    };
    let driver = match input.int_in_range(0..=15)? {
        0..=9 => driver,
        10..=13 => driver.that_answers(input.choose(versions)?),
        14 => {
            let odd = input.choose(&["", "junk", "2.1", "08", "-1", "0x"])?;
            return Ok((driver.that_answers(odd), false));
        }
        _ => {
            let reason = *input.choose(&[Errno::PERM, Errno::NODEV, Errno::NOTTY, Errno::IO])?;
            return Ok((driver.that_answers_with(reason), false));
        }
    };
    if abi < Abi::V2 && input.ratio(1, 3)? {
        let reason = *input.choose(&[Errno::OPNOTSUPP, Errno::INVAL, Errno::NOTTY])?;
        return Ok((driver.with_old_numbers_only(reason), true));
    }
    Ok((driver, true))
}

fn interfaces(input: &mut Unstructured<'_>) -> Result<Vec<Interface>> {
    let mut interfaces = Vec::new();
    for number in 0..input.int_in_range(1..=3)? {
        interfaces.push(a_bond(input, &format!("bond{number}"))?);
    }
    for number in 0..input.int_in_range(1..=5)? {
        interfaces.push(a_card(input, &format!("eth{number}"))?);
    }
    if input.ratio(1, 4)? {
        interfaces.push(loopback());
    }
    Ok(interfaces)
}

fn a_bond(input: &mut Unstructured<'_>, name: &str) -> Result<Interface> {
    let modes = [
        Mode::ActiveBackup,
        Mode::BalanceRr,
        Mode::BalanceXor,
        Mode::Broadcast,
        Mode::Lacp,
        Mode::BalanceTlb,
        Mode::BalanceAlb,
    ];
    let mut it = bond(name).mode(*input.choose(&modes)?);
    if input.ratio(1, 6)? {
        it = it.down();
    }
    it = it.mtu(*input.choose(&[1500, 1500, 1400, 9000, 60, 65535])?);
    it = match input.int_in_range(0..=3)? {
        0 | 1 => it,
        2 => it.no_hwaddr(),
        _ => it.hwaddr([2, 0, 0, 0, 0, input.arbitrary()?]),
    };
    // Of its IPv4 addresses, the first has no label: drivers of Linux 2.4 give that to their slaves.
    addresses(input, it, 3)
}

fn a_card(input: &mut Unstructured<'_>, name: &str) -> Result<Interface> {
    let mut it = ethernet(name);
    if input.arbitrary()? {
        it = it.up();
    }
    if input.ratio(1, 6)? {
        it = it.unplugged();
    }
    let mtu = *input.choose(&[1500, 1500, 1400, 9000, 1476, 1280, 576, 68, 60])?;
    it = it.mtu(mtu).max_mtu(mtu.max(*input.choose(&[9216, 65535, 9000, 1500, 68])?));
    if input.ratio(1, 3)? {
        it = it.hwaddr([2, 0, 0, 0, 1, input.arbitrary()?]);
    }
    if input.ratio(1, 10)? {
        it = it.kind(INFINIBAND);
    }
    if input.ratio(1, 8)? {
        it = it.in_a_bridge();
    }
    let flags = [
        iff::NOARP,
        iff::PROMISC,
        iff::ALLMULTI,
        iff::DYNAMIC,
        iff::DEBUG,
        iff::NOTRAILERS,
        iff::POINTOPOINT,
        iff::PORTSEL,
    ];
    let some: u8 = input.arbitrary()?;
    for (bit, flag) in flags.into_iter().enumerate() {
        if some >> bit & 1 == 1 {
            it = it.flags(flag);
        }
    }
    addresses(input, it, 6)
}

/// ARPHRD_INFINIBAND
const INFINIBAND: u16 = 32;

/// Addresses of every sort, up to this many of IPv4: primary and secondary ones, with a broadcast
/// address or a peer.
fn addresses(input: &mut Unstructured<'_>, mut it: Interface, most: usize) -> Result<Interface> {
    let most = if it.has_ipv4() { most } else { 0 };
    for number in 0..input.int_in_range(0..=most)? {
        let [a, b, c, d]: [u8; 4] = match input.int_in_range(0..=3)? {
            // In one network, often.
            0 | 1 => [192, 0, 2, input.int_in_range(1..=8)?],
            2 => [10, 0, 0, input.arbitrary()?],
            _ => input.arbitrary()?,
        };
        // None that the kernel does not take: class D and E, or network 0.
        let a = a % 223 + 1;
        let prefix = *input.choose(&[24, 24, 25, 32, 8, 1, 30])?;
        let mut text = format!("{a}.{b}.{c}.{d}/{prefix}");
        match input.int_in_range(0..=3)? {
            0 => {}
            1 => text += &format!(" brd {a}.{b}.{c}.255"),
            2 => text += &format!(" peer {a}.{b}.{c}.{}", input.arbitrary::<u8>()?),
            _ => text += &format!(" peer {b}.{a}.{d}.{c} brd {a}.{b}.{c}.127"),
        }
        if number > 0 && input.ratio(1, 3)? {
            text += &format!(" label {}:{number}", it.name);
        }
        it = it.address(&text);
    }
    for number in 0..input.int_in_range(0..=2)? {
        it = it.address(&format!("2001:db8::{number}/64"));
    }
    Ok(it)
}

/// What is asked of the program, and what fails meanwhile.
struct Command {
    task: Task,
    force: bool,
    verbose: bool,
    master: String,
    slaves: Vec<String>,
    /// The call's number, and its reason to fail.
    faults: Vec<(usize, Errno)>,
    sinks: [Sink; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Attach,
    Detach,
    ChangeActive,
    ShowUp,
    ShowAll,
}

/// A call that failed, in words, and its reason.
struct Hit {
    call: String,
    reason: Errno,
}

impl Command {
    fn of(input: &mut Unstructured<'_>, names: &[String]) -> Result<Self> {
        let task = match input.int_in_range(0..=10)? {
            0..=4 => Task::Attach,
            5..=6 => Task::Detach,
            7..=8 => Task::ChangeActive,
            9 => Task::ShowUp,
            _ => Task::ShowAll,
        };
        let (bonds, others): (Vec<_>, Vec<_>) =
            names.iter().cloned().partition(|name| name.starts_with("bond"));
        let any = |input: &mut Unstructured<'_>| {
            Ok(match input.int_in_range(0..=15)? {
                0 => "nosuch".into(),
                1 => input.choose(&["a/b", "", "sixteen-bytes-xx", "eth0:1"])?.to_string(),
                _ => input.choose(names)?.clone(),
            })
        };
        let master = if input.ratio(1, 12)? { any(input)? } else { input.choose(&bonds)?.clone() };
        let most = if task == Task::ChangeActive { 1 } else { 4 };
        let slaves = (0..input.int_in_range(1..=most)?)
            .map(|_| if input.ratio(1, 6)? { any(input) } else { input.choose(&others).cloned() });
        let slaves = slaves.collect::<Result<Vec<_>>>()?;
        let mut faults = Vec::new();
        let count = match input.int_in_range(0..=9)? {
            0..=3 => 0,
            4..=7 => 1,
            more => more - 6,
        };
        for _ in 0..count {
            let call = input.int_in_range(0..=60)?;
            let reason = match input.int_in_range(0..=3)? {
                0 => Errno::new(input.int_in_range(1..=133)?),
                1 | 2 => *input.choose(&[Errno::IO, Errno::NOMEM, Errno::BUSY, Errno::PERM])?,
                _ => {
                    *input.choose(&[Errno::INVAL, Errno::OPNOTSUPP, Errno::NOTTY, Errno::NODEV])?
                }
            };
            // That there is no address is no failure.
            let reason = if reason == Errno::ADDRNOTAVAIL { Errno::NOBUFS } else { reason };
            // Saved inputs have something here that is no longer used.
            let _ = input.ratio(1, 6)?;
            // The one after it too, at times: it may be the same again.
            let calls = if count > 1 { input.int_in_range(1..=2)? } else { 1 };
            faults.extend((call..call + calls).map(|call| (call, reason)));
        }
        let mut sink = || {
            Ok(match input.int_in_range(0..=15)? {
                0 => Sink::Fails(*input.choose(&[Errno::BADF, Errno::NOSPC, Errno::PIPE])?),
                1 => Sink::Short(0),
                2 => Sink::Short(input.int_in_range(1..=100)?),
                _ => Sink::Open,
            })
        };
        let sinks = [sink()?, sink()?];
        let [force, verbose] = [input.ratio(1, 4)?, input.ratio(1, 4)?];
        Ok(Self { task, force, verbose, master, slaves, faults, sinks })
    }

    fn args(&self) -> Vec<&str> {
        let task = match self.task {
            Task::ShowUp => return vec![],
            Task::ShowAll => return vec!["-a"],
            Task::Attach => None,
            Task::Detach => Some("-d"),
            Task::ChangeActive => Some("-c"),
        };
        let options = [task, self.force.then_some("-f"), self.verbose.then_some("-v")];
        let names = [&self.master].into_iter().chain(&self.slaves);
        options.into_iter().flatten().chain(["--"]).chain(names.map(String::as_str)).collect()
    }

    /// The calls that failed.
    fn hits(&self, machine: &Machine) -> Vec<Hit> {
        let faults = self.faults.iter().filter(|(call, _)| *call < machine.calls());
        faults.map(|&(call, reason)| Hit { call: machine.call(call), reason }).collect()
    }

    fn is_change(&self) -> bool {
        !matches!(self.task, Task::ShowUp | Task::ShowAll)
    }

    /// The slaves, each once.
    fn each(&self) -> BTreeSet<&str> {
        self.slaves.iter().map(String::as_str).collect()
    }

    fn names_a_slave_twice(&self) -> bool {
        self.each().len() < self.slaves.len()
    }
}

/// What came of a command.
struct Outcome<'a> {
    abi: Abi,
    knows_version: bool,
    privileged: bool,
    names: &'a [String],
    command: Command,
    hits: Vec<Hit>,
    calls: Vec<String>,
    seen: Vec<State>,
    before: State,
    after: State,
    run: Run,
}

/// Fails with all that is known of the outcome.
macro_rules! ensure {
    ($outcome:expr, $condition:expr, $($why:tt)+) => {
        if !$condition {
            $outcome.fail(&format!($($why)+))
        }
    };
}

impl Outcome<'_> {
    #[track_caller]
    fn fail(&self, why: &str) -> ! {
        let faults: Vec<_> = (self.hits.iter())
            .map(|hit| format!("errno {} at {}", hit.reason.number(), hit.call))
            .collect();
        panic!(
            "{why}\n{:?}, {:?} {:?}\nfailing: {faults:?}\nfound{:?}\nleft{:?}\n{:?}\ncalls: {:#?}",
            self.command.args(),
            self.abi,
            self.command.sinks,
            self.before,
            self.after,
            self.run,
            self.calls
        )
    }

    fn judge(&self) {
        self.judge_messages();
        let named = self.command.each();
        for name in self.names {
            let named = named.contains(name.as_str()) || *name == self.command.master;
            let same = self.found(name) == self.left(name);
            ensure!(self, same || named && self.command.is_change(), "{name} was not named");
        }
        if !self.command.is_change() {
            return self.judge_listing();
        }
        ensure!(self, self.run.stdout.is_empty(), "there is nothing to show");
        ensure!(self, self.calls_of_the_kernel() <= 10 + 120 * self.command.slaves.len(), "no end");
        if !self.is_well_formed() {
            ensure!(self, self.calls_of_the_kernel() == 0, "the command line is wrong");
        }
        if !self.is_well_formed() || !self.master_is_ready() || !self.privileged {
            ensure!(self, self.run.status == 1, "it cannot be done");
            ensure!(self, self.before == self.after, "it cannot be done, but something is");
            return;
        }
        match self.command.task {
            Task::Attach => self.judge_attach(),
            Task::Detach => self.judge_detach(),
            _ => self.judge_change_active(),
        }
        // Everything that is reported must be true.
        if self.failing() <= 1 && !self.command.names_a_slave_twice() {
            for (seen, slave) in
                self.seen.iter().flat_map(|seen| named.iter().map(move |s| (seen, s)))
            {
                if self.exists(slave) && **slave != self.command.master {
                    let seen = seen.interface(slave);
                    let whole = seen == self.found(slave) || seen == self.left(slave);
                    ensure!(self, whole, "{slave} was half-way when there was a message");
                }
            }
        }
    }

    /// What is on stderr, where that takes text, and the exit status.
    fn judge_messages(&self) {
        let Run { status, stderr, .. } = &self.run;
        ensure!(self, *status <= 1, "exit status {status}");
        if !self.is_heard() {
            return;
        }
        let verbose = self.command.verbose && self.command.is_change();
        let warned = !self.command.is_change() && stderr.ends_with(" (no statistics)\n");
        ensure!(self, *status == 0 || !stderr.is_empty(), "nothing is said");
        ensure!(self, *status == 1 || stderr.is_empty() || verbose || warned, "all is well");
        let usage = "ifenslave -h | -u | -V\n";
        let (lines, usage) = match stderr.split_once("Usage: ") {
            Some((lines, rest)) => (lines, rest.ends_with(usage)),
            None => (stderr.as_str(), false),
        };
        let prefixed = lines.lines().all(|line| line.starts_with("ifenslave: "));
        ensure!(self, prefixed, "a line without the program's name");
        ensure!(self, stderr.is_empty() || stderr.ends_with('\n'), "a line without an end");
        if self.command.is_change() {
            ensure!(self, usage != self.is_well_formed(), "usage is for wrong command lines");
        }
    }

    fn judge_listing(&self) {
        if self.failing() > 0 || !self.is_heard() || !matches!(self.command.sinks[0], Sink::Open) {
            return;
        }
        ensure!(self, self.run.status == 0, "nothing has failed");
        let shown = self.names.iter().map(|name| self.found(name));
        let shown =
            shown.filter(|interface| self.command.task == Task::ShowAll || interface.is_up());
        let mut names = BTreeSet::new();
        for interface in shown {
            names.insert(interface.name.as_str());
            names.extend(interface.ipv4.iter().map(|address| address.label.as_str()));
        }
        ensure!(self, self.run.names().into_iter().eq(names), "the names are others");
    }

    fn judge_attach(&self) {
        let mut attached = Vec::new();
        let mut half_way = Vec::new();
        for name in &self.command.slaves {
            if attached.contains(name) || !self.exists(name) || *name == self.command.master {
                continue;
            }
            let was_free = !matches!(self.found(name).role, Role::Slave { .. });
            if was_free && self.after.is_attached(&self.command.master, name) {
                attached.push(name.clone());
            } else if !self.is_as_found(name) {
                half_way.push(name);
            }
        }
        for name in self.command.slaves.iter().filter(|name| self.can_only_be_harmed(name)) {
            let touches =
                |call: &String| call.starts_with("Set") && call.ends_with(&format!(" {name}"));
            ensure!(self, !self.calls.iter().any(touches), "{name} can only be harmed");
        }
        for name in &half_way {
            let failing = self.failing() + usize::from(!self.fits(name));
            ensure!(self, failing > 1, "{name} is half-way");
            ensure!(self, self.is_told(name, 2), "{name} is half-way, and that is not told");
        }

        let all = attached.len() == self.command.slaves.len();
        ensure!(self, self.run.status == 1 || all, "not all are attached");
        ensure!(self, self.run.status == 0 || !all || self.failing() > 1, "all are attached");
        if self.failing() == 0 && self.is_heard() && !self.command.verbose {
            let lost = self.command.slaves.len() - attached.len();
            ensure!(self, self.run.stderr.lines().count() == lost, "a reason for each that is not");
        }
        let fitting = || self.command.slaves.iter().filter(|name| self.fits(name));
        if self.failing() == 0 {
            for name in fitting() {
                ensure!(self, attached.contains(name), "{name} could be attached");
            }
        }
        if self.failing() == 1 && fitting().count() == self.command.slaves.len() {
            let lost = self.command.each().len() - attached.len();
            ensure!(self, lost <= 1 || self.after == self.before, "one failure, and all are lost");
            if lost > 0 {
                self.judge_reason();
            }
        }
        // One that is named twice may come at the second time.
        if self.command.names_a_slave_twice()
            && let Role::Bond { slaves, .. } = &self.left(&self.command.master).role
        {
            attached.sort_by_key(|name| slaves.iter().position(|slave| slave == name));
        }
        if half_way.is_empty() {
            self.judge_bond(&attached);
        }
    }

    /// A bond that got these slaves is else as it was.
    fn judge_bond(&self, attached: &[String]) {
        let mut expected = self.found(&self.command.master).clone();
        let bond = self.left(&self.command.master);
        let lacks_hwaddr = expected.mac() == [0; 6];
        let Role::Bond { mode, slaves, active, .. } = &mut expected.role else {
            self.fail("it was no bond")
        };
        let has_active = matches!(mode, Mode::ActiveBackup | Mode::BalanceTlb | Mode::BalanceAlb);
        let first = slaves.is_empty();
        slaves.extend_from_slice(attached);
        if has_active && active.is_none() {
            *active = attached.iter().find(|name| self.found(name).link).cloned();
        }
        if let [name, ..] = attached {
            let random = expected.hwaddr.origin == Origin::Random;
            let gets_it = if self.abi == Abi::V2 { first && random } else { lacks_hwaddr };
            if gets_it && bond.hwaddr.bytes == self.found(name).hwaddr.bytes {
                expected.hwaddr = bond.hwaddr;
            }
            // To get that address, one of the first age goes down, and comes up.
            if gets_it && self.abi == Abi::V0 {
                expected.flags |= iff::UP | iff::RUNNING;
            }
        }
        // Known: what goes down loses its addresses of IPv6, and those of a bond do not come back.
        if lacks_hwaddr && self.abi == Abi::V0 {
            expected.ipv6.clone_from(&bond.ipv6);
        }
        // Known: a bond whose only slave is released gets a random one, even if that undoes what
        // was done; and then that of the next slave.
        let random = matches!(bond.hwaddr.origin, Origin::Random | Origin::Stolen);
        if self.failing() > 1 && self.abi == Abi::V2 && random {
            expected.hwaddr = bond.hwaddr;
        }
        if *bond != expected {
            let refused =
                self.command.slaves.iter().any(|name| self.exists(name) && !self.fits(name));
            let failing = self.failing() + usize::from(refused);
            ensure!(self, failing > 1, "the bond should be\n  {expected:?}");
            let told = self.is_told(&self.command.master, 2);
            ensure!(self, told, "the bond should be\n  {expected:?}\nand nothing tells");
        }
    }

    fn judge_detach(&self) {
        let mut released = Vec::new();
        let mut right = 0;
        for name in &self.command.slaves {
            if released.contains(name) || !self.exists(name) {
                continue;
            }
            let (found, left) = (self.found(name), self.left(name));
            let Role::Slave { bond, own_mtu, own_hwaddr } = &found.role else {
                let same = found == left || *name == self.command.master;
                ensure!(self, same, "{name} was no slave");
                continue;
            };
            if *bond != self.command.master || left == found {
                ensure!(self, left == found, "{name} is a slave of another bond");
                let could_be = *bond == self.command.master && self.failing() == 0;
                let mtu_fits = self.abi == Abi::V2 || left.max_mtu >= 1500;
                ensure!(self, !could_be || !mtu_fits, "{name} could be released");
                continue;
            }
            ensure!(self, left.role == Role::Free, "{name} is half a slave");
            released.push(name.clone());
            // A driver whose version could not be read is taken for one that leaves the MTU.
            let mtu = if self.abi == Abi::V2 { *own_mtu } else { 1500 };
            let taken_for_old = self.failing() > 0 && left.mtu == 1500;
            let all = !left.is_up()
                && left.flags & iff::SLAVE == 0
                && (left.mtu == mtu || taken_for_old)
                && left.ipv4 == found.ipv4
                && (self.abi == Abi::V0 || left.hwaddr.bytes == *own_hwaddr);
            if all {
                right += 1;
                continue;
            }
            ensure!(self, self.abi < Abi::V2, "{name} is half released");
            let failing = self.failing() + usize::from(left.max_mtu < 1500);
            ensure!(self, failing > 0 && self.run.status == 1, "{name} is half released");
            ensure!(self, self.is_told(name, 1), "{name} is half released, and that is not told");
        }
        let all = right == self.command.slaves.len();
        ensure!(self, self.run.status == 1 || all, "not all are released");
        ensure!(self, self.run.status == 0 || !all || self.failing() > 0, "all are released");

        let mut expected = self.found(&self.command.master).clone();
        let bond = self.left(&self.command.master);
        let Role::Bond { slaves, active, .. } = &mut expected.role else {
            self.fail("it was no bond")
        };
        slaves.retain(|slave| !released.contains(slave));
        if active.as_ref().is_some_and(|active| released.contains(active)) {
            let Role::Bond { active: next, .. } = &bond.role else { self.fail("it is no bond") };
            let is_left = next.as_ref().is_none_or(|next| slaves.contains(next));
            ensure!(self, is_left, "the active slave is none");
            active.clone_from(next);
        }
        if slaves.is_empty() && !released.is_empty() && self.abi == Abi::V2 {
            ensure!(self, bond.hwaddr.origin == Origin::Random, "a bond without slaves");
            expected.hwaddr = bond.hwaddr;
        }
        ensure!(self, *bond == expected, "the bond should be\n  {expected:?}");
    }

    fn judge_change_active(&self) {
        let name = &self.command.slaves[0];
        let mut expected = self.found(&self.command.master).clone();
        let Role::Bond { mode, slaves, active, .. } = &mut expected.role else {
            self.fail("it was no bond")
        };
        let can = matches!(mode, Mode::ActiveBackup | Mode::BalanceTlb | Mode::BalanceAlb)
            && slaves.contains(name)
            && self.found(name).link
            && self.found(name).is_up();
        if self.run.status == 0 {
            ensure!(self, can, "{name} cannot be active");
            *active = Some(name.clone());
            ensure!(self, *self.left(&self.command.master) == expected, "{name} is not active");
        } else {
            ensure!(self, !can || self.failing() > 0, "{name} could be active");
            ensure!(self, self.after == self.before, "it failed, and something is changed");
            if can && self.failing() == 1 {
                self.judge_reason();
            }
        }
    }

    /// The reason of the one call that failed is reported, unless the request was made again by its
    /// old number.
    fn judge_reason(&self) {
        let again = [Errno::OPNOTSUPP, Errno::INVAL, Errno::NOTTY];
        let sure = |hit: &Hit| !again.contains(&hit.reason);
        if self.run.status == 1 && self.is_heard() && self.hits.iter().all(sure) {
            ensure!(self, self.tells_a_reason(), "the reason is another");
        }
    }

    fn tells_a_reason(&self) -> bool {
        self.hits.iter().any(|hit| {
            let number = hit.reason.number();
            let text = io::Error::from_raw_os_error(number.into()).to_string();
            let text = text.split(" (os error").next().unwrap();
            [format!(": {text}"), format!(": Unknown error {number}")]
                .iter()
                .any(|text| self.run.stderr.contains(text))
        })
    }

    /// Whether one who reads stderr knows that so much failed, of it something about this interface
    /// or its bond.
    fn is_told(&self, name: &str, failures: usize) -> bool {
        let failed = || self.run.stderr.lines().filter(|line| line.contains("can't "));
        let about = |line: &str| {
            let mut words = line.split([' ', ':', ',']);
            words.any(|word| word == name || word == self.command.master)
        };
        !self.is_heard() || failed().any(about) && failed().count() >= failures
    }

    /// An interface before the run.
    fn found(&self, name: &str) -> &Interface {
        self.before.interface(name)
    }

    /// Whether an interface is unchanged. The origin of a hardware address is known to
    /// current kernels only, which have no drivers of Linux 2.4.
    fn is_as_found(&self, name: &str) -> bool {
        let mut left = self.left(name).clone();
        let found = self.found(name);
        if self.abi < Abi::V2 && left.hwaddr.bytes == found.hwaddr.bytes {
            left.hwaddr.origin = found.hwaddr.origin;
        }
        left == *found
    }

    /// An interface as it was left.
    fn left(&self, name: &str) -> &Interface {
        self.after.interface(name)
    }

    fn exists(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// How many calls failed that were no writes.
    fn failing(&self) -> usize {
        self.hits.iter().filter(|hit| !is_write(&hit.call)).count()
    }

    fn calls_of_the_kernel(&self) -> usize {
        self.calls.iter().filter(|call| !is_write(call)).count()
    }

    /// Whether all that was written to stderr got there.
    fn is_heard(&self) -> bool {
        let takes = matches!(self.command.sinks[1], Sink::Open | Sink::Short(1..));
        takes && !self.hits.iter().any(|hit| is_write(&hit.call))
    }

    fn is_well_formed(&self) -> bool {
        let names = [&self.command.master].into_iter().chain(&self.command.slaves);
        names.map(String::as_bytes).all(is_name)
    }

    fn master_is_ready(&self) -> bool {
        let master = &self.command.master;
        self.knows_version
            && self.exists(master)
            && matches!(self.found(master).role, Role::Bond { .. })
            && (self.command.force || self.found(master).is_up())
    }

    /// Whether an interface must not even be touched to attach it.
    fn can_only_be_harmed(&self, name: &str) -> bool {
        let flags = iff::LOOPBACK | iff::SLAVE;
        // An old driver's bond may go down, and up, for another slave.
        let itself = name == self.command.master && self.command.each().len() == 1;
        self.exists(name) && (itself || self.found(name).flags & flags != 0)
    }

    /// Whether nothing about an interface keeps it from being attached.
    fn fits(&self, name: &str) -> bool {
        let bond = self.found(&self.command.master);
        // Of another type is what only the first slave can be, with some drivers.
        let ethernet = |name: &str| {
            !self.exists(name) || self.found(name).hwaddr.kind == ethernet("eth0").hwaddr.kind
        };
        self.exists(name)
            && self.found(name).role == Role::Free
            && self.found(name).flags & (iff::LOOPBACK | iff::SLAVE) == 0
            && self.command.slaves.iter().all(|name| ethernet(name))
            && ethernet(&self.command.master)
            && bond.mtu <= self.found(name).max_mtu
            && (self.abi == Abi::V2 || self.found(name).has_ipv4() || bond.ipv4.is_empty())
    }
}

/// Whether a call was a write, which is none of the kernel's network configuration.
fn is_write(call: &str) -> bool {
    call.starts_with("write to ")
}
