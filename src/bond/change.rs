//! A change of a bond and one slave: looks at both, performs steps, and rolls them back.

use heapless::Vec;

use super::legacy::{self, Abi};
use super::plan;
use super::step::{Role, Setting, Step, Value};
use crate::FAILED;
use crate::kernel::{
    Errno, Flags, IfName, Ifreq, Kernel, OldBonding, Request, Result, System, handshake,
};
use crate::netlink::{By, Link};
use crate::output::{Message, Printer};

/// The reason why a change stops.
// It fits in a register; and in this order, its first byte is the one that differs in an `Outcome` without a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Failure {
    /// What was rejected or failed.
    pub message: Message,
    /// What the message is about.
    pub subject: Subject,
    /// The errno of the request that failed; none if the change was rejected before any.
    pub reason: Option<Errno>,
}

const _: () = assert!(size_of::<Outcome<bool>>() == 4);

/// An interface, or an option of the bond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject(u8);

impl Subject {
    /// The number of the first option: those below are the roles.
    const OPTIONS: u8 = 2;

    /// The option with this number.
    #[allow(clippy::cast_possible_truncation)] // There are not so many.
    pub const fn option(number: usize) -> Self {
        Self(Self::OPTIONS + number as u8)
    }

    /// The number of the option.
    pub fn number(self) -> usize {
        self.0.wrapping_sub(Self::OPTIONS).into()
    }

    const fn interface(role: Role) -> Self {
        Self(role as u8)
    }

    fn role(self) -> Role {
        if self == Self::interface(Role::Bond) { Role::Bond } else { Role::Slave }
    }
}

/// The reason why a step is not performed: there was nothing to do. It is no errno, so no request returns it.
const UNCHANGED: Errno = Errno::new(0);

/// The outcome of a part of a change.
pub type Outcome<T> = core::result::Result<T, Failure>;

impl Failure {
    /// The state that was found, or the request, makes the change impossible or harmful.
    pub const fn rejected(message: Message) -> Self {
        Self { message, subject: Subject::interface(Role::Slave), reason: None }
    }

    /// A step failed.
    pub fn of(step: Step, reason: Errno) -> Self {
        let (message, role) = message_of(step);
        Self { message, subject: Subject::interface(role), reason: Some(reason) }
    }

    /// A request failed.
    pub const fn failed(message: Message, reason: Errno) -> Self {
        Self { message, subject: Subject::interface(Role::Slave), reason: Some(reason) }
    }

    /// An option of the bond is rejected, or a request failed that sets it.
    pub const fn of_option(message: Message, number: usize, reason: Option<Errno>) -> Self {
        Self { message, subject: Subject::option(number), reason }
    }
}

/// The value of [`Setting::Mtu`].
pub fn value_of_mtu(mtu: u32) -> Value {
    let mut value = [0; Ifreq::VALUE];
    if let Some(start) = value.first_chunk_mut() {
        *start = mtu.to_ne_bytes();
    }
    value
}

/// The options of a change.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The bond need not be up.
    pub force: bool,
    /// Each step is reported.
    pub verbose: bool,
    no_act: bool,
}

impl Options {
    /// `no_act` matters only with the feature `boot`.
    pub const fn new(force: bool, verbose: bool, no_act: bool) -> Self {
        Self { force, verbose, no_act }
    }

    /// No step is performed: the plan is printed.
    pub const fn no_act(self) -> bool {
        cfg!(feature = "boot") && self.no_act
    }
}

/// A change of a bond and one slave.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Change<'m, S: System> {
    /// The kernel's network configuration.
    pub kernel: S::Kernel,
    /// Messages are buffered while steps are performed: a terminal that takes no text does not stop a change
    /// half-way.
    pub messages: &'m mut Printer<S>,
    /// How the change is carried out.
    pub options: Options,
    /// The number of steps that were performed, or printed with `-n`.
    pub steps: u32,
    /// The bond: its state before the change.
    pub bond: Link,
    /// The slave at hand: its state before the change.
    pub slave: Link,
    /// The proof that the driver has version 0 or 1 of the ABI.
    old: Option<OldBonding<S::Kernel>>,
    /// The steps so far, each with the value that was found before. An attach under ABI 0 has the most.
    journal: Vec<(Step, Value), 12>,
    /// The addresses, routes and neighbours of the interface that goes down.
    snapshot: <S::Kernel as Kernel>::Snapshot,
    /// The snapshot belongs to this change.
    stored: bool,
}

impl<'m, S: System> Change<'m, S> {
    /// A change of a bond and a slave that are yet to be looked up.
    #[inline(never)]
    pub fn new(kernel: S::Kernel, options: Options, messages: &'m mut Printer<S>) -> Self {
        Self {
            kernel,
            messages,
            options,
            steps: 0,
            bond: Link::NONE,
            slave: Link::NONE,
            old: None,
            journal: Vec::new(),
            snapshot: Default::default(),
            stored: false,
        }
    }

    /// Starts with the next slave.
    pub fn begin_slave(&mut self, name: &[u8]) {
        self.messages.slave.read(name, false);
        self.slave.index = 0;
        self.journal.clear();
        self.stored = false;
    }

    /// Looks an interface up. From here on it is known by its index: names change, and may be another interface's
    /// a moment later.
    #[inline(never)]
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
        self.store(Role::Slave)
            .map_err(|reason| Failure::failed(Message::SlaveSettings, reason))?;
        self.apply(plan::attach(&self.bond, self.abi()))
    }

    /// Takes a snapshot of an interface before its configuration may be lost.
    #[inline(never)]
    pub fn store(&mut self, role: Role) -> Result<()> {
        let Link { index, flags, .. } = *self.link(role);
        self.kernel.store(index, flags.has(Flags::UP), &mut self.snapshot)?;
        self.stored = true;
        Ok(())
    }

    /// Performs the steps of a plan, records and reports them; with `-n`, only reports them.
    pub fn apply(&mut self, plan: &[Step]) -> Outcome<()> {
        let value = value_of_mtu(legacy::ETHERNET_MTU);
        plan.iter().try_for_each(|&step| self.apply_step(step, value))
    }

    /// Performs a step, records and reports it; with `-n`, only reports it. `value` is that which [`Step::Set`] sets.
    #[inline(never)]
    pub fn apply_step(&mut self, step: Step, mut value: Value) -> Outcome<()> {
        if !plan::is_needed(step, &self.bond, &self.slave) {
            return Ok(());
        }
        if !self.options.no_act() {
            match self.perform(step, &mut value) {
                // There is room for all, see there.
                Ok(()) => _ = self.journal.push((step, value)),
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
    #[inline(never)]
    fn perform(&mut self, step: Step, value: &mut Value) -> Result<()> {
        match step {
            Step::Enslave => self.enslave(),
            Step::Release => self.driver(Request::Release),
            Step::ChangeActive => self.driver(Request::ChangeActive),
            Step::SetUp(role) | Step::SetDown(role) => self.set_up(role, step.is_up()),
            Step::ClearIpv4 => {
                // The address 0.0.0.0: its inverse removes what the slave got instead of its own.
                *value = Ifreq::new(&IfName::NONE).value();
                let mut remove = || self.kernel.remove_ipv4(&mut self.snapshot);
                // If it fails, it is repeated: to undo the attach would be worse. A bond without slaves gets a random
                // hardware address, even if a user had set one.
                remove().or_else(|_| remove())
            }
            Step::Copy(setting, to) => {
                let from = if to == Role::Slave { Role::Bond } else { Role::Slave };
                let mut ifreq = Ifreq::new(&self.link(from).name);
                self.read(setting, &mut ifreq)?;
                *value = ifreq.value();
                self.replace(setting, to, value)
            }
            Step::Set(setting, role) => self.replace(setting, role, value),
        }
    }

    /// Gives an interface a value of a setting. `value` becomes the one that it had before; [`UNCHANGED`] if it is the
    /// same.
    #[inline(never)]
    fn replace(&mut self, setting: Setting, role: Role, value: &mut Value) -> Result<()> {
        let mut ifreq = Ifreq::new(&self.link(role).name);
        self.read(setting, &mut ifreq)?;
        if ifreq.has(value) {
            return Err(UNCHANGED);
        }
        let found = ifreq.value();
        ifreq.set(core::mem::replace(value, found));
        let [_, set] = setting.requests();
        match self.kernel.request(set, &mut ifreq) {
            Err(reason) if legacy::removes_nothing(set, &ifreq, reason) => Ok(()),
            outcome => outcome,
        }
    }

    /// Reads a setting of the interface that `ifreq` names. An IPv4 address that the interface lacks is 0.0.0.0.
    #[inline(never)]
    fn read(&self, setting: Setting, ifreq: &mut Ifreq) -> Result<()> {
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
    #[inline(never)]
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
    fn is_slave(&self, unknown: bool) -> bool {
        let mut link = Link::NONE;
        let outcome = self.kernel.link(By::Index(self.slave.index), &mut link);
        outcome.map_or(unknown, |()| link.flags.has(Flags::SLAVE))
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

    /// Undoes the steps that were performed, the last one first, and restores the snapshot. Reports everything that
    /// cannot be restored.
    pub fn roll_back(&mut self) {
        if !self.stored {
            return;
        }
        self.undo(0);
        // Last of all: an interface that goes down loses its routes and its IPv6 addresses; and the slave of an old
        // driver got the bond's addresses instead of its own. But if another process has made it a slave meanwhile,
        // it is to have none.
        if !self.is_slave(false) {
            self.restore();
        }
    }

    /// Undoes all but the first steps that were performed, the last one first.
    #[inline(never)]
    pub fn undo(&mut self, first: usize) {
        while self.journal.len() > first
            && let Some((step, mut value)) = self.journal.pop()
        {
            let Some(inverse) = step.inverse() else { continue };
            match self.perform(inverse, &mut value) {
                Ok(()) | Err(UNCHANGED) => self.report_step(inverse),
                Err(reason) => self.report_failure(Failure::of(inverse, reason)),
            }
        }
    }

    /// Restores the snapshot.
    #[inline(never)]
    pub fn restore(&mut self) {
        let messages = &mut *self.messages;
        self.kernel.restore(&mut self.snapshot, &mut |item, reason| {
            messages.fail(Message::lost(item), reason);
        });
    }

    /// Restores the snapshot, if this change has taken one.
    pub fn restore_stored(&mut self) {
        if self.stored {
            self.restore();
        }
    }

    /// Whether this change has taken a snapshot.
    pub fn is_stored(&self) -> bool {
        self.stored
    }

    /// Reports that the bond was created or deleted.
    pub fn report_done(&mut self, message: Message) {
        self.steps += 1;
        self.report(message, Role::Bond);
    }

    /// Reports a step, with `-v` or `-n`.
    pub fn report_step(&mut self, step: Step) {
        let (message, role) = message_of(step);
        self.steps += 1;
        self.report(message, role);
    }

    /// Prints a line with `-v` or `-n`; with `-n` on standard output.
    #[inline(never)]
    pub fn report(&mut self, message: Message, role: Role) {
        if self.options.verbose {
            self.messages.is_plan(self.options.no_act());
            self.say(message, role, None);
        }
    }

    /// Prints the reason why a change stops.
    #[inline(never)]
    pub fn report_failure(&mut self, failure: Failure) {
        let Failure { message, subject, reason } = failure;
        self.messages.status = FAILED;
        self.say(message, subject.role(), reason);
    }

    fn say(&mut self, message: Message, role: Role, reason: Option<Errno>) {
        self.messages.about = match role {
            Role::Bond if self.bond.index == 0 => self.messages.master,
            Role::Bond => self.bond.name,
            Role::Slave if self.slave.index == 0 => self.messages.slave,
            Role::Slave => self.slave.name,
        };
        self.messages.say(message, reason);
    }

    /// Reports obstacles to the steps that `-n` has printed: a missing driver or privilege.
    pub fn report_obstacles(&mut self) {
        if self.options.no_act()
            && self.steps != 0
            && let Err(reason) = self.kernel.may_bond()
        {
            self.messages.fail(Message::Plan, reason);
        }
    }
}

/// The message about a step, and the interface that it is about.
fn message_of(step: Step) -> (Message, Role) {
    match step {
        Step::Enslave => (Message::Enslave, Role::Slave),
        Step::Release => (Message::Release, Role::Slave),
        Step::ChangeActive => (Message::ChangeActive, Role::Slave),
        Step::SetUp(role) => (Message::Up, role),
        Step::SetDown(role) => (Message::Down, role),
        Step::ClearIpv4 => (Message::ClearAddress, Role::Slave),
        Step::Copy(setting, role) | Step::Set(setting, role) => (message_of_setting(setting), role),
    }
}

/// The message about a setting.
fn message_of_setting(setting: Setting) -> Message {
    match setting {
        Setting::Mtu => Message::SetMtu,
        Setting::HwAddress => Message::SetHwAddr,
        _ => Message::SetAddress,
    }
}
