// SPDX-License-Identifier: MIT OR Apache-2.0
//! A change of a bond and one slave: looks at both, and performs steps.

use super::failure::{Failure, Outcome};
use super::journal::{Journal, Kind, Part};
use super::legacy::{self, Abi};
use super::plan;
use super::step::{Role, Setting, Step, Value, value_of_number};
use crate::HAS_BOOT;
use crate::kernel::{
    Errno, Flags, IfName, Ifreq, Kernel, OldBonding, Place, Request, Result, System, Way, handshake,
};
use crate::netlink::{Buffer, By, Link, Parts};
use crate::output::{Message, Printer};

/// The reason why a step is not performed: there was nothing to do. It is no errno, so no request returns it.
pub(super) const UNCHANGED: Errno = Errno::new(0);

/// The options of a change.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The bond need not be up.
    pub force: bool,
    /// Each step is reported.
    pub verbose: bool,
    /// See [`no_act`](Self::no_act).
    pub plan_only: bool,
    /// See [`moves`](Self::moves).
    pub move_all: bool,
    /// See [`trial`](Self::trial).
    pub try_seconds: Option<u64>,
}

impl Options {
    /// No step is performed: the plan is printed. Only with the feature `boot`.
    pub const fn no_act(self) -> bool {
        HAS_BOOT && self.plan_only
    }

    /// The configuration of a slave moves to its bond, or that of the bond to a slave. Only with the feature `boot`.
    pub const fn moves(self) -> bool {
        HAS_BOOT && self.move_all
    }

    /// The change is rolled back unless it is confirmed within so many seconds. Only with the feature `boot`, and not if
    /// the plan is printed.
    pub fn trial(self) -> Option<u64> {
        self.try_seconds.filter(|_| HAS_BOOT && !self.plan_only)
    }
}

/// A change of a bond and one slave.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Change<'m, S: System> {
    /// The process.
    pub system: S,
    /// The kernel's network configuration.
    pub kernel: S::Kernel,
    /// Messages are buffered while steps are performed: a terminal that takes no text does not stop a change
    /// half-way.
    pub messages: &'m mut Printer<S>,
    /// The options of the command line.
    pub options: Options,
    /// The number of steps that were performed, or printed with `-n`.
    pub steps: u32,
    /// The bond: its state before the change.
    pub bond: Link,
    /// The slave at hand: its state before the change.
    pub slave: Link,
    /// The proof that the driver has version 0 or 1 of the ABI.
    old: Option<OldBonding<S::Kernel>>,
    /// Options of the bond were set.
    pub options_set: bool,
    /// The process ID, if the change is tried.
    pub(super) process: u32,
    /// See [`is_whole`](Self::is_whole).
    pub(super) whole: bool,
    /// The part at hand.
    pub(super) part: Part,
    /// The steps so far.
    pub(super) journal: Journal,
    /// The addresses, routes and neighbours of the interface that goes down.
    pub(super) snapshot: <S::Kernel as Kernel>::Snapshot,
}

impl<'m, S: System> Change<'m, S> {
    /// A change that has not begun.
    #[inline(never)] // Two commands share it: 100 bytes with xz.
    pub fn new(
        system: S,
        kernel: S::Kernel,
        options: Options,
        messages: &'m mut Printer<S>,
    ) -> Self {
        Self {
            system,
            kernel,
            messages,
            options,
            steps: 0,
            bond: Link::NONE,
            slave: Link::NONE,
            old: None,
            options_set: false,
            process: 0,
            whole: false,
            part: Part::NONE,
            journal: Journal::new(),
            snapshot: Default::default(),
        }
    }

    /// Starts with the next slave.
    pub fn begin_slave(&mut self, name: &[u8]) {
        self.begin_part();
        self.messages.slave.read(name, false);
        self.slave.index = 0;
    }

    /// The journal and the snapshot have all parts of the change, for a rollback of all of it.
    pub(super) fn is_whole(&self) -> bool {
        HAS_BOOT && self.whole
    }

    /// Begins another part. One without anything to undo is used again.
    pub(super) fn begin_part(&mut self) {
        let whole = self.is_whole();
        let keep = whole && (self.part.kind != Kind::Slave || self.journal.steps() != 0);
        if keep {
            let (bond, slave) = (self.bond.index, self.slave.index);
            self.journal.begin_part(Part { bond, slave, ..self.part });
        } else if whole {
            self.snapshot.clear_part();
        } else {
            self.journal.clear();
        }
        self.snapshot.begin_part(whole);
        self.part = Part { snapshot: self.snapshot.part(), ..Part::NONE };
    }

    /// Looks an interface up. From here on it is known by its index: names change, and may be another interface's
    /// a moment later.
    pub fn look_up(&mut self, role: Role, name: &[u8], unreadable: Message) -> Outcome<()> {
        let found = match role {
            Role::Bond => &mut self.bond,
            Role::Slave => &mut self.slave,
        };
        let by = By::Name(name);
        let mut outcome = self.kernel.link(by, found);
        let mut ifreq = Ifreq::new(&IfName::NONE);
        if outcome == Err(Errno::NODEV)
            && ifreq.name.read(name, false)
            // This loads the module whose alias is the name, if there is one.
            && self.kernel.request(Request::GetIndex, &mut ifreq).is_ok()
        {
            outcome = self.kernel.link(by, found);
        }
        outcome.map_err(|reason| Failure::failed(unreadable, reason))
    }

    /// Looks the bond up, and reads its options.
    #[inline(never)]
    pub fn look_up_bond(&mut self, by: By<'_>, options: &mut Buffer) -> Outcome<()> {
        let outcome = self.kernel.bond(by, &mut self.bond, options);
        outcome.map_err(|reason| Failure::failed(Message::Settings, reason))
    }

    /// Asks the driver for the version of its ABI.
    pub fn shake_hands(&mut self) -> Outcome<()> {
        let mut ifreq = Ifreq::new(&self.bond.name);
        self.old = handshake(&self.kernel, &mut ifreq)
            .map_err(|reason| Failure::failed(Message::Abi, reason))?;
        Ok(())
    }

    /// The version of the driver's ABI.
    pub fn abi(&self) -> Abi {
        match &self.old {
            None => Abi::V2,
            Some(bond) if bond.version() == 0 => Abi::V0,
            Some(_) => Abi::V1,
        }
    }

    /// Attaches the slave.
    pub fn attach(&mut self) -> Outcome<()> {
        if self.old.is_some() {
            // It may have got the hardware address of the slave before.
            let _ = self.kernel.link(By::Index(self.bond.index), &mut self.bond);
        }
        plan::check_slave(&self.bond, &self.slave)?;
        // With `-n`, nothing is lost, and the slave may not exist yet.
        let no_act = self.options.no_act();
        if !no_act || self.options.moves() {
            let stored = self.store(Role::Slave);
            if !no_act {
                stored.map_err(|reason| Failure::failed(Message::SlaveSettings, reason))?;
            }
        }
        self.check_snapshot(Role::Slave)?;
        // Otherwise the slave would be down for nothing.
        if self.is_whole() && !self.journal.has_room(plan::MOST_STEPS) {
            return Err(Failure::of(Step::Enslave, Errno::NOBUFS));
        }
        if self.slave.flags.has(Flags::UP) {
            self.system.lock_memory();
        }
        self.apply(plan::attach(&self.bond, self.abi()))?;
        self.move_configuration(Role::Slave)
    }

    /// Takes a snapshot of an interface before its configuration may be lost.
    #[inline(never)]
    pub fn store(&mut self, role: Role) -> Result<()> {
        let Link { index, flags, .. } = *self.link(role);
        self.kernel.store(index, flags.has(Flags::UP), &mut self.snapshot)?;
        self.part.stored = Some(role);
        Ok(())
    }

    /// Performs the steps of a plan, records and reports them; with `-n`, only reports them.
    pub fn apply(&mut self, plan: &[Step]) -> Outcome<()> {
        let value = value_of_number(legacy::ETHERNET_MTU);
        plan.iter().try_for_each(|&step| self.apply_step(step, value))
    }

    /// Performs a step, records and reports it; with `-n`, only reports it. `value` is that which [`Step::Set`] sets.
    #[inline(never)]
    pub fn apply_step(&mut self, step: Step, mut value: Value) -> Outcome<()> {
        if !plan::is_needed(step, &self.bond, &self.slave) {
            return Ok(());
        }
        if !self.options.no_act() {
            if !self.journal.has_room(1) {
                return Err(Failure::of(step, Errno::NOBUFS));
            }
            match self.perform(step, &mut value) {
                Ok(()) => self.journal.record(step, value),
                Err(UNCHANGED) => return Ok(()),
                Err(reason) => return Err(Failure::of(step, reason)),
            }
        }
        if let Step::SetUp(role) | Step::SetDown(role) = step {
            self.link_mut(role).flags.set(Flags::UP, step.is_up());
        }
        self.report_step(step);
        Ok(())
    }

    /// Performs a step. `value` is the value that [`Step::Set`] sets; it becomes the value that was found before.
    /// [`UNCHANGED`] if there was nothing to do.
    pub(super) fn perform(&mut self, step: Step, value: &mut Value) -> Result<()> {
        match step {
            Step::Enslave => self.enslave(),
            Step::Release => self.driver(Request::Release),
            Step::ChangeActive => self.driver(Request::ChangeActive),
            Step::SetUp(role) | Step::SetDown(role) => self.set_up(role, step.is_up()),
            Step::ClearIpv4 => {
                // The address 0.0.0.0: its inverse removes what the slave got instead of its own.
                *value = Ifreq::new(&IfName::NONE).setting();
                let mut remove = || self.kernel.remove_ipv4(&mut self.snapshot);
                // If it fails, it is repeated: to undo the attach would be worse. A bond without slaves gets a random
                // hardware address, even if a user had set one.
                remove().or_else(|_| remove())
            }
            Step::Copy(setting, to) => {
                let from = if to == Role::Slave { Role::Bond } else { Role::Slave };
                let mut ifreq = Ifreq::new(&self.link(from).name);
                self.read(setting, &mut ifreq)?;
                *value = ifreq.setting();
                self.replace(setting, to, value)
            }
            Step::Set(setting, role) => self.replace(setting, role, value),
            Step::SetPrimary if HAS_BOOT => self.set_primary(value),
            Step::Move(item, from) if HAS_BOOT => {
                let way = self.way(from);
                self.kernel.relocate(&mut self.snapshot, item, way)
            }
            Step::MoveBack(item, from) if HAS_BOOT => {
                let way = self.way(from);
                self.kernel.move_back(&mut self.snapshot, item, way)
            }
            Step::SetPrimary | Step::Move(..) | Step::MoveBack(..) => Err(Errno::OPNOTSUPP),
        }
    }

    /// Gives an interface a value of a setting. `value` becomes the one that it had before; [`UNCHANGED`] if it is the
    /// same.
    pub(super) fn replace(
        &mut self,
        setting: Setting,
        role: Role,
        value: &mut Value,
    ) -> Result<()> {
        let mut ifreq = Ifreq::new(&self.link(role).name);
        self.read(setting, &mut ifreq)?;
        if ifreq.has(value) {
            return Err(UNCHANGED);
        }
        let found = ifreq.setting();
        ifreq.set(core::mem::replace(value, found));
        let [_, set] = setting.requests();
        match self.kernel.request(set, &mut ifreq) {
            Err(reason) if legacy::removes_nothing(set, &ifreq, reason) => Ok(()),
            outcome => outcome,
        }
    }

    /// Reads a setting of the interface that `ifreq` names. An IPv4 address that the interface lacks is 0.0.0.0.
    #[inline(never)]
    pub(super) fn read(&self, setting: Setting, ifreq: &mut Ifreq) -> Result<()> {
        let [get, _] = setting.requests();
        match self.kernel.request(get, ifreq) {
            Err(Errno::ADDRNOTAVAIL) if get.is_of_ipv4() => Ok(()),
            outcome => outcome,
        }
    }

    /// Brings an interface up or down.
    #[inline(never)]
    fn set_up(&self, role: Role, up: bool) -> Result<()> {
        let link = self.link(role);
        match self.kernel.set_up(link.index, up) {
            // A kernel of that age does it by an ioctl.
            Err(reason) if self.old.is_some() && legacy::is_unknown(reason) => {
                let mut ifreq = Ifreq::new(&link.name);
                self.kernel.request(Request::GetFlags, &mut ifreq)?;
                ifreq.set_up(up);
                self.kernel.request(Request::SetFlags, &mut ifreq)
            }
            outcome => outcome,
        }
    }

    /// Attaches the slave.
    fn enslave(&mut self) -> Result<()> {
        self.driver(Request::Enslave)?;
        // The driver takes names. If another interface got the slave's at that very moment, it is released.
        if !self.is_slave(true) {
            let _ = self.driver(Request::Release);
            return Err(Errno::NODEV);
        }
        Ok(())
    }

    /// Makes a request of the bonding driver.
    fn driver(&self, request: Request) -> Result<()> {
        let mut ifreq = Ifreq::new(&self.bond.name);
        ifreq.set_slave(&self.slave.name);
        match (self.kernel.request(request, &mut ifreq), &self.old, request.old()) {
            // (A current driver would only log the same error twice.)
            (Err(reason), Some(bond), Some(old)) if legacy::is_unknown(reason) => {
                self.kernel.request_old(bond, old, &self.slave.name)
            }
            (outcome, ..) => outcome,
        }
    }

    /// Whether the slave is one; `unknown` if that cannot be read.
    pub(super) fn is_slave(&self, unknown: bool) -> bool {
        let mut link = Link::NONE;
        let outcome = self.kernel.link(By::Index(self.slave.index), &mut link);
        outcome.map_or(unknown, |()| link.flags.has(Flags::SLAVE))
    }

    /// The way of a configuration from one interface to the other.
    pub(super) fn way(&self, from: Role) -> Way {
        let [from, to] = [from, from.other()].map(|role| self.place(role));
        Way { from, to }
    }

    /// The index and the name of an interface.
    pub(super) fn place(&self, role: Role) -> Place {
        let link = self.link(role);
        Place { index: link.index, name: link.name }
    }

    fn link_mut(&mut self, role: Role) -> &mut Link {
        match role {
            Role::Bond => &mut self.bond,
            Role::Slave => &mut self.slave,
        }
    }

    /// One of the two interfaces.
    pub fn link(&self, role: Role) -> &Link {
        match role {
            Role::Bond => &self.bond,
            Role::Slave => &self.slave,
        }
    }
}
