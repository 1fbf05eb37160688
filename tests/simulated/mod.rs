// SPDX-License-Identifier: MIT OR Apache-2.0
//! A simulated machine that implements the system interface: interfaces as netdevice(7) has them, and a
//! bonding driver of any age, with its refusals.
//!
//! A test sets a machine up, runs the program on it, and looks at the state it is in afterwards,
//! at what was printed and at the exit status. It does not look at the calls that were made: any
//! way that leads there is as good.
//!
//! ```ignore
//! let machine = Machine::with([bond("bond0"), ethernet("eth0").up().address("192.0.2.1/24")]);
//! let before = machine.state();
//! let run = machine.ifenslave(&["bond0", "eth0"]);
//! ```
//!
//! Any call can be made to fail (see [`Machine::fail`]); it has no effect then.

#![allow(dead_code, unused_imports, reason = "each file of tests uses a part of it")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "for tests only")]

mod bonding;
mod interface;
mod netdevice;
mod options;
mod proc;
mod sampling;
mod stacked;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::ffi::CStr;
use std::fmt;
use std::net::Ipv6Addr;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use ifenslave::cli::{self, Applet};
use ifenslave::kernel::{
    self, Answer, Drvinfo, Errno, File, Flags, IfName, Ifbond, Ifreq, Ifslave, In6Ifreq,
    Ipv6Request, Item, Kernel, LinkMonitor, Names, Obstacle, Obstacles, OldBonding, OldRequest,
    Place, Record, Request, Result, Stacked, Stream, System as Seam, Way,
};
use ifenslave::netlink::message::{LinkRecord, RTM_NEWLINK, header_of, start};
use ifenslave::netlink::{Buffer, By, Each, Link, Parts, Rejected, SlaveState, begin, end, put};

pub use bonding::{Abi, Driver};
pub use ifenslave::netdevice::Map;
pub use interface::{Interface, Mode, Origin, Role, bond, ethernet, iff, loopback};
use interface::{Ipv4, Ipv6, Route};
pub use options::Options;
pub use proc::HEAD;
pub use sampling::sampled;

/// How a run of the program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub status: u8,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// Without the text in brackets at the end of lines: how to correct the error. Those are words
    /// for people, which may change; a script can rely on the others.
    pub fn plain(self) -> Self {
        let plain = |line: &str| match line.rsplit_once(" (") {
            Some((line, hint)) if hint.ends_with(')') => format!("{line}\n"),
            _ => format!("{line}\n"),
        };
        Self { stderr: self.stderr.lines().map(plain).collect(), ..self }
    }

    /// Without the lines of `-w` that say what the program waits for.
    pub fn without_waits(self) -> Self {
        let other = self.stderr.lines().filter(|line| !line.contains(": waiting for "));
        Self { stderr: other.map(|line| format!("{line}\n")).collect(), ..self }
    }

    /// The names of the interfaces in a listing.
    pub fn names(&self) -> Vec<&str> {
        let first_lines = self.stdout.lines().filter(|line| line.contains(" Link encap:"));
        first_lines.map(|line| line.split_whitespace().next().unwrap()).collect()
    }
}

/// A run that did all it was asked for, and so had nothing to say.
pub fn done() -> Run {
    Run { status: 0, stdout: String::new(), stderr: String::new() }
}

/// A run of `-b` or `--boot` after which a bond works and something is missing: these lines name it.
pub fn partial(lines: &[&str]) -> Run {
    Run { status: 3, ..failed(lines) }
}

/// A run that failed and said why, in these lines.
pub fn failed(lines: &[&str]) -> Run {
    let stderr = lines.iter().map(|line| format!("ifenslave: {line}\n")).collect();
    Run { status: 1, stdout: String::new(), stderr }
}

/// All interfaces of a machine, by name.
#[derive(Clone, PartialEq)]
pub struct State(BTreeMap<String, Interface>);

impl State {
    /// An interface that must be there.
    pub fn interface(&self, name: &str) -> &Interface {
        self.0.get(name).unwrap_or_else(|| panic!("the machine has no {name}"))
    }

    /// Whether there is such an interface.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether an interface is a slave of this bond, with all that belongs to it; half a slave is
    /// none.
    pub fn is_attached(&self, bond: &str, name: &str) -> bool {
        let (bond, slave) = (self.interface(bond), self.interface(name));
        let Role::Bond { slaves, .. } = &bond.role else { return false };
        // Drivers of Linux 2.4 want their slaves to have the bond's address, and no other.
        let bonds_own = bond.ipv4.first().map(|address| address.local);
        slaves.iter().any(|slave| slave == name)
            && slave.is_up()
            && slave.mtu == bond.mtu
            && slave.mac() == bond.mac()
            && slave.ipv4.len() <= 1
            && slave.ipv4.iter().all(|address| Some(address.local) == bonds_own)
    }

    /// The interface with this index, if it is there.
    pub fn by_number(&self, index: u32) -> Option<&Interface> {
        self.0.values().find(|interface| interface.index == index)
    }

    fn at(&mut self, index: u32) -> Result<&mut Interface> {
        self.0.values_mut().find(|interface| interface.index == index).ok_or(Errno::NODEV)
    }

    /// All interfaces, in the order of their coming.
    fn by_index(&self) -> Vec<&Interface> {
        let mut all: Vec<_> = self.0.values().collect();
        all.sort_unstable_by_key(|interface| interface.index);
        all
    }

    /// The index of an interface's master, 0 where it has none.
    fn master_of(&self, interface: &Interface) -> u32 {
        match &interface.role {
            Role::Free | Role::Bridge | Role::Bond { .. } | Role::Vlan { .. } => interface.master,
            Role::BridgePort => 1000,
            Role::Port(bridge) => *bridge,
            Role::Slave { bond, .. } => self.interface(bond).index,
        }
    }

    fn get(&self, name: &[u8]) -> Result<&Interface> {
        str::from_utf8(name).ok().and_then(|name| self.0.get(name)).ok_or(Errno::NODEV)
    }

    fn get_mut(&mut self, name: &[u8]) -> Result<&mut Interface> {
        str::from_utf8(name).ok().and_then(|name| self.0.get_mut(name)).ok_or(Errno::NODEV)
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for interface in self.0.values() {
            write!(f, "\n  {interface:?}")?;
        }
        Ok(())
    }
}

/// Where a stream's text goes.
#[derive(Clone, Copy, Debug)]
pub enum Sink {
    /// All of it is taken.
    Open,
    /// A write takes this many bytes at most.
    Short(usize),
    /// Every write fails: EBADF where it is closed, ENOSPC where it is full.
    Fails(Errno),
}

/// The ID of the process.
pub const PROCESS: u32 = 4711;

/// A simulated machine, with the process that runs on it.
pub struct Machine(Rc<RefCell<Inner>>);

/// The way to a simulated machine's network configuration.
pub struct Network(Rc<RefCell<Inner>>);

/// An action of another process while the program runs.
type Meanwhile = Box<dyn FnOnce(&mut OtherProcess<'_>)>;

/// Another process, which changes the machine.
pub struct OtherProcess<'a>(&'a mut Inner);

struct Inner {
    state: State,
    driver: Driver,
    privileged: bool,
    /// The highest index that an interface has had.
    last_index: u32,
    /// Hardware addresses that were made up.
    random: u16,
    /// Lines that the driver wrote to the kernel's log because it rejected something.
    refusals: usize,
    /// The calls of this run, in words: to name the one that was made to fail, not to compare.
    calls: Vec<String>,
    faults: Vec<(usize, Errno)>,
    faults_by_words: Vec<(String, Errno)>,
    /// An action of another process before a call.
    meanwhile: Option<(usize, Meanwhile)>,
    sinks: [Sink; 2],
    written: [Vec<u8>; 2],
    /// How many changes were asked for in this run, whatever came of them.
    changes: usize,
    /// Actions of another process while the program waits, one after the other.
    /// None: the timer expires.
    events: VecDeque<Option<Meanwhile>>,
    /// The state at each message.
    seen: Vec<State>,
    /// The contents of files instead of what the kernel would report; `None` if a file does not exist.
    files: BTreeMap<String, Option<Vec<u8>>>,
    /// The bytes that a read gives at most.
    piece: usize,
    /// Signals were held in this run.
    held: bool,
    /// They are, now.
    holding: bool,
    /// The user's answers to changes that are tried; after them, none.
    answers: VecDeque<Answer>,
    /// The kernel has these drivers.
    has_8021q_and_bridge: bool,
    /// It is newer than Linux 6.1.
    renames_what_is_up: bool,
}

impl Machine {
    /// A machine with these interfaces, a current driver, and a privileged user.
    pub fn with(interfaces: impl IntoIterator<Item = Interface>) -> Self {
        let mut state = State(BTreeMap::new());
        let mut last_index = 0;
        for (index, mut interface) in (1..).zip(interfaces) {
            last_index = index;
            interface.index = index;
            interface.make_up_hwaddr(index);
            state.0.insert(interface.name.clone(), interface);
        }
        Self(Rc::new(RefCell::new(Inner {
            state,
            driver: Driver::of(Abi::V2),
            privileged: true,
            last_index,
            random: 0,
            refusals: 0,
            calls: Vec::new(),
            faults: Vec::new(),
            faults_by_words: Vec::new(),
            meanwhile: None,
            sinks: [Sink::Open; 2],
            written: [Vec::new(), Vec::new()],
            changes: 0,
            events: VecDeque::new(),
            seen: Vec::new(),
            files: BTreeMap::new(),
            piece: usize::MAX,
            held: false,
            holding: false,
            answers: VecDeque::new(),
            has_8021q_and_bridge: true,
            renames_what_is_up: true,
        })))
    }

    /// It has no drivers for VLANs and bridges.
    pub fn without_8021q_and_bridge(self) -> Self {
        self.0.borrow_mut().has_8021q_and_bridge = false;
        self
    }

    /// It renames only interfaces that are down, as before Linux 6.2.
    pub fn that_renames_what_is_down(self) -> Self {
        self.0.borrow_mut().renames_what_is_up = false;
        self
    }

    /// Its bonds are of this driver.
    pub fn driver(self, driver: Driver) -> Self {
        self.0.borrow_mut().driver = driver;
        self
    }

    /// The user has no CAP_NET_ADMIN.
    pub fn unprivileged(self) -> Self {
        self.0.borrow_mut().privileged = false;
        self
    }

    /// What becomes of text for stdout.
    pub fn stdout(self, sink: Sink) -> Self {
        self.0.borrow_mut().sinks[0] = sink;
        self
    }

    /// What becomes of text for stderr.
    pub fn stderr(self, sink: Sink) -> Self {
        self.0.borrow_mut().sinks[1] = sink;
        self
    }

    /// This file has these bytes, whatever interfaces there are.
    pub fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref().to_vec();
        self.0.borrow_mut().files.insert(path.into(), Some(bytes));
        self
    }

    /// There is no such file.
    pub fn without(self, path: &str) -> Self {
        self.0.borrow_mut().files.insert(path.into(), None);
        self
    }

    /// A read gives this many bytes at most.
    pub fn piece(self, bytes: usize) -> Self {
        self.0.borrow_mut().piece = bytes;
        self
    }

    /// Each of the next run's calls in these words fails, as with [`Machine::fail`]: `GetMtu eth0`,
    /// or `read /proc/net/dev at 100`.
    pub fn fail_each(self, words: &str, reason: Errno) -> Self {
        self.0.borrow_mut().faults_by_words.push((words.into(), reason));
        self
    }

    /// The next run's call with this number, from 0, fails for this reason and has no effect. A
    /// call is anything that the program asks of the system: a request, addresses, a write.
    pub fn fail(&self, call: usize, reason: Errno) -> &Self {
        self.0.borrow_mut().faults.push((call, reason));
        self
    }

    /// Just before the next run's call with this number, another process does this.
    pub fn meanwhile(
        &self,
        call: usize,
        what: impl FnOnce(&mut OtherProcess<'_>) + 'static,
    ) -> &Self {
        self.0.borrow_mut().meanwhile = Some((call, Box::new(what)));
        self
    }

    /// The waiting program is woken by this, too, after the earlier events. When there is nothing left
    /// to wake it, its time is over.
    pub fn event(self, what: impl FnOnce(&mut OtherProcess<'_>) + 'static) -> Self {
        self.0.borrow_mut().events.push_back(Some(Box::new(what)));
        self
    }

    /// After the events before, a timer expires.
    pub fn time_passes(self) -> Self {
        self.0.borrow_mut().events.push_back(None);
        self
    }

    /// The user answers like this to a change that is tried.
    pub fn answers(self, answers: impl IntoIterator<Item = Answer>) -> Self {
        self.0.borrow_mut().answers.extend(answers);
        self
    }

    /// Another process does this now.
    pub fn somebody(&self, what: impl FnOnce(&mut OtherProcess<'_>)) {
        what(&mut OtherProcess(&mut self.0.borrow_mut()));
    }

    /// Runs `ifenslave`.
    pub fn ifenslave<A: AsRef<[u8]>>(&self, args: &[A]) -> Run {
        self.run(|machine| Applet::Ifenslave.run(machine, args.iter().map(AsRef::as_ref)))
    }

    /// Runs the toolkit, by the name and with the arguments of a command line.
    pub fn kit(&self, command: &str) -> Run {
        self.kit_of(&command.split_whitespace().map(str::as_bytes).collect::<Vec<_>>())
    }

    /// The same, word by word.
    pub fn kit_of(&self, words: &[&[u8]]) -> Run {
        self.run(|machine| cli::ifkit::run(machine, words.iter().copied()))
    }

    /// Runs a program that uses the library, and returns its outcome. It prints nothing.
    pub fn library<T>(&self, program: impl FnOnce(&Self) -> T) -> T {
        let mut outcome = None;
        let run = self.run(|machine| {
            outcome = Some(program(machine));
            0
        });
        assert_eq!(run, done());
        outcome.unwrap()
    }

    /// Runs a program.
    fn run(&self, program: impl FnOnce(&Self) -> u8) -> Run {
        {
            let mut inner = self.0.borrow_mut();
            inner.calls.clear();
            inner.seen.clear();
            inner.changes = 0;
            inner.held = false;
            inner.written = [Vec::new(), Vec::new()];
        }
        let status = program(self);
        let mut inner = self.0.borrow_mut();
        inner.faults.clear();
        inner.faults_by_words.clear();
        inner.meanwhile = None;
        let text = |written: &[u8]| String::from_utf8_lossy(written).into_owned();
        Run { status, stdout: text(&inner.written[0]), stderr: text(&inner.written[1]) }
    }

    /// Every interface as it is now.
    pub fn state(&self) -> State {
        self.0.borrow().state.clone()
    }

    /// One interface as it is now.
    pub fn interface(&self, name: &str) -> Interface {
        self.0.borrow().state.interface(name).clone()
    }

    /// All of them, in the order of their coming.
    pub fn interfaces(&self) -> Vec<Interface> {
        self.0.borrow().state.by_index().into_iter().cloned().collect()
    }

    /// A bond's slaves, in the order of their coming.
    pub fn slaves(&self, bond: &str) -> Vec<String> {
        match self.interface(bond).role {
            Role::Bond { slaves, .. } => slaves,
            role => panic!("{bond} is no bond: {role:?}"),
        }
    }

    /// A bond's active slave.
    pub fn active(&self, bond: &str) -> Option<String> {
        match self.interface(bond).role {
            Role::Bond { active, .. } => active,
            role => panic!("{bond} is no bond: {role:?}"),
        }
    }

    /// How many lines the driver has written to the kernel's log because it rejected something.
    pub fn refusals_logged(&self) -> usize {
        self.0.borrow().refusals
    }

    /// A bond's mode.
    pub fn mode(&self, bond: &str) -> Mode {
        match self.interface(bond).role {
            Role::Bond { mode, .. } => mode,
            role => panic!("{bond} is no bond: {role:?}"),
        }
    }

    /// What a bond has of an option, as sysfs has it.
    pub fn option(&self, bond: &str, name: &str) -> String {
        self.interface(bond).options.get(name)
    }

    /// How many changes the last run asked for, whatever came of them.
    pub fn changes(&self) -> usize {
        self.0.borrow().changes
    }

    /// How many calls the last run made.
    pub fn calls(&self) -> usize {
        self.0.borrow().calls.len()
    }

    /// What the last run's call with this number was, in words for people.
    pub fn call(&self, number: usize) -> String {
        self.0.borrow().calls.get(number).cloned().unwrap_or_default()
    }

    /// Whether the last run held signals back.
    pub fn signals_are_held(&self) -> bool {
        self.0.borrow().held
    }

    /// The states in which the machine was when a message was written.
    pub fn seen(&self) -> Vec<State> {
        self.0.borrow().seen.clone()
    }
}

impl Inner {
    /// Counts a call, and fails it if it is to fail.
    fn call(&mut self, what: impl FnOnce() -> String) -> Result<()> {
        let number = self.calls.len();
        if let Some((_, meanwhile)) = self.meanwhile.take_if(|(call, _)| *call == number) {
            meanwhile(&mut OtherProcess(self));
        }
        let words = what();
        let by_number = self.faults.iter().find(|(call, _)| *call == number).map(|fault| fault.1);
        let by_words = self.faults_by_words.iter().find(|(call, _)| *call == words);
        self.calls.push(words);
        by_number.or(by_words.map(|fault| fault.1)).map_or(Ok(()), Err)
    }

    /// What needs CAP_NET_ADMIN: every change.
    fn admin(&mut self) -> Result<()> {
        assert!(self.holding, "a signal can stop the program between this change and the next");
        self.changes += 1;
        if self.privileged { Ok(()) } else { Err(Errno::PERM) }
    }
}

impl OtherProcess<'_> {
    /// Gives an interface another name; one that has that name gets the old one.
    pub fn rename(&mut self, from: &str, to: &str) {
        let State(all) = &mut self.0.state;
        for (interface, name) in [(all.remove(from), to), (all.remove(to), from)] {
            if let Some(interface) = interface {
                all.insert(name.into(), Interface { name: name.into(), ..interface });
            }
        }
        for interface in all.values_mut() {
            interface.knows(from, to);
        }
    }

    /// Takes an interface out of the machine, and first out of what it is in.
    pub fn remove(&mut self, name: &str) {
        match self.0.state.interface(name).role.clone() {
            Role::Slave { bond, .. } => self.0.release(&bond, name).unwrap(),
            Role::Bond { slaves, .. } => {
                slaves.iter().for_each(|slave| self.0.release(name, slave).unwrap());
            }
            _ => {}
        }
        let index = self.0.state.interface(name).index;
        self.0.unstack(index);
        self.0.state.0.remove(name);
    }

    /// An interface appears, or one that has the name already is as this one.
    pub fn appears(&mut self, interface: Interface) {
        self.0.last_index += 1;
        let index = self.0.last_index;
        self.add(interface, index);
    }

    /// Puts a new interface into the machine.
    pub fn add(&mut self, mut interface: Interface, index: u32) {
        interface.index = index;
        interface.make_up_hwaddr(index);
        self.0.state.0.insert(interface.name.clone(), interface);
    }

    /// Attaches a slave, if the bond takes it.
    pub fn attach(&mut self, bond: &str, slave: &str) {
        let before = self.interface(slave).clone();
        self.interface(slave).set_up(false);
        match self.0.enslave(bond, slave) {
            Ok(()) => self.interface(slave).ipv4.clear(),
            Err(_) => *self.interface(slave) = before,
        }
    }

    /// An interface, to be changed.
    pub fn interface(&mut self, name: &str) -> &mut Interface {
        self.0.state.get_mut(name.as_bytes()).unwrap()
    }
}

/// While signals are held.
pub struct Held {
    machine: Rc<RefCell<Inner>>,
    /// They were held before.
    before: bool,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.machine.borrow_mut().holding = self.before;
    }
}

/// Memory for a list of interfaces.
pub struct Memory {
    records: Vec<Record>,
    machine: Rc<RefCell<Inner>>,
}

impl Deref for Memory {
    type Target = [Record];

    fn deref(&self) -> &[Record] {
        &self.records
    }
}

impl DerefMut for Memory {
    fn deref_mut(&mut self) -> &mut [Record] {
        &mut self.records
    }
}

impl kernel::Memory for Memory {
    fn grow(&mut self) -> Result<()> {
        let mut machine = self.machine.borrow_mut();
        machine.call(|| format!("grow memory of {} records", self.records.len()))?;
        self.records.resize(2 * self.records.len(), [0; 5]);
        Ok(())
    }
}

impl Seam for &Machine {
    type Kernel = Network;
    type File = Open;
    type Memory = Memory;
    type Held = Held;

    fn kernel(&self) -> Result<Network> {
        self.0.borrow_mut().call(|| "open the kernel".into())?;
        Ok(Network(Rc::clone(&self.0)))
    }

    fn hold_signals(&self) -> Held {
        let mut inner = self.0.borrow_mut();
        let before = inner.holding;
        (inner.held, inner.holding) = (true, true);
        Held { machine: Rc::clone(&self.0), before }
    }

    fn memory(&self, _: bool) -> Result<Memory> {
        self.0.borrow_mut().call(|| "get memory".into())?;
        Ok(Memory { records: vec![[0; 5]; 8192], machine: Rc::clone(&self.0) })
    }

    fn open(&self, path: &CStr) -> Result<Open> {
        let path = path.to_str().unwrap();
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("open {path}"))?;
        let bytes = match inner.files.get(path) {
            Some(bytes) => bytes.clone(),
            None => proc::file(path, &inner.state),
        };
        let bytes = bytes.ok_or(Errno::NOENT)?;
        Ok(Open { machine: Rc::clone(&self.0), path: path.into(), bytes, at: Cell::new(0) })
    }

    fn process(&self) -> u32 {
        PROCESS
    }

    fn log(&self, _: &[u8]) {}

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("write to {stream:?}: {}", String::from_utf8_lossy(bytes)))?;
        if stream == Stream::Stderr {
            let seen = inner.state.clone();
            inner.seen.push(seen);
        }
        let stream = stream as usize - 1;
        let taken = match inner.sinks[stream] {
            Sink::Open => bytes,
            Sink::Short(most) => &bytes[..most.min(bytes.len())],
            Sink::Fails(reason) => return Err(reason),
        };
        inner.written[stream].extend_from_slice(taken);
        Ok(taken.len())
    }
}

/// A file that is open.
pub struct Open {
    machine: Rc<RefCell<Inner>>,
    path: String,
    bytes: Vec<u8>,
    at: Cell<usize>,
}

impl File for Open {
    fn read(&self, buffer: &mut [u8]) -> Result<usize> {
        let mut inner = self.machine.borrow_mut();
        let at = self.at.get();
        inner.call(|| format!("read {} at {at}", self.path))?;
        let rest = &self.bytes[at..];
        let read = rest.len().min(buffer.len()).min(inner.piece);
        buffer[..read].copy_from_slice(&rest[..read]);
        self.at.set(at + read);
        Ok(read)
    }
}

/// An interface's addresses and routes as they were read, or a bond's options; and those of other interfaces before.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    last: Stored,
    before: Vec<Stored>,
}

#[derive(Clone, Debug, Default)]
struct Stored {
    index: u32,
    removed: bool,
    ipv4: Vec<Ipv4>,
    ipv6: Vec<Ipv6>,
    routes: Vec<Route>,
    options: Vec<u8>,
}

impl Parts for Snapshot {
    fn begin_part(&mut self, keep: bool) {
        let last = std::mem::take(&mut self.last);
        if keep {
            self.before.push(last);
        } else {
            self.before.clear();
        }
    }

    fn part(&self) -> u32 {
        self.before.len().try_into().unwrap()
    }

    fn clear_part(&mut self) {
        self.last = Stored::default();
    }

    fn repeat_part(&mut self, part: u32) {
        self.last = self.before[usize::try_from(part).unwrap()].clone();
    }

    fn drop_part(&mut self, part: u32) {
        // The last part may be begun again, and leaves an empty one then.
        self.last = Stored::default();
        while self.part() > part {
            self.last = self.before.pop().unwrap();
        }
        assert_eq!(self.part(), part, "there was such a part");
    }

    fn note_removed(&mut self) {
        self.last.removed = true;
    }

    fn is_complete(&self) -> bool {
        true
    }

    fn has(&mut self, item: Item) -> bool {
        match item {
            Item::Address => !self.last.ipv4.is_empty() || !self.last.ipv6.is_empty(),
            Item::Route => !self.last.routes.is_empty(),
            Item::Neighbour => false,
        }
    }

    fn long_labels(&mut self, _: Way, _: &mut dyn FnMut(IfName)) {}

    fn store_options(&mut self, options: &[u8]) -> Result<()> {
        self.last.options = options.to_vec();
        Ok(())
    }

    fn options(&mut self, options: &mut Buffer) {
        options.extend_from_slice(&self.last.options).unwrap();
    }
}

/// The events of [`Machine::event`] and a timer.
pub struct Events {
    machine: Rc<RefCell<Inner>>,
    /// The timer is set to no time at all.
    over: bool,
}

impl LinkMonitor for Events {
    fn set_timer(&mut self, seconds: u64) -> Result<()> {
        self.machine.borrow_mut().call(|| format!("set the timer to {seconds} seconds"))?;
        self.over = seconds == 0;
        Ok(())
    }

    fn wait(&mut self) -> Result<bool> {
        let mut inner = self.machine.borrow_mut();
        inner.call(|| "wait".into())?;
        if self.over {
            return Ok(false);
        }
        match inner.events.pop_front() {
            Some(Some(event)) => {
                event(&mut OtherProcess(&mut inner));
                Ok(true)
            }
            // The timer expires.
            Some(None) | None => Ok(false),
        }
    }

    fn answer(&mut self) -> Result<Answer> {
        let mut inner = self.machine.borrow_mut();
        inner.call(|| "wait for an answer".into())?;
        Ok(inner.answers.pop_front().unwrap_or(Answer::Rejected))
    }
}

impl Kernel for Network {
    type Snapshot = Snapshot;
    type LinkMonitor = Events;

    fn new_bond(&self, name: &IfName, options: &[u8]) -> std::result::Result<(), Rejected> {
        let mut inner = self.0.borrow_mut();
        let name = String::from_utf8_lossy(name.as_bytes()).into_owned();
        inner.call(|| format!("create {name}"))?;
        if inner.driver.abi < Abi::V2 {
            return Err(Errno::OPNOTSUPP.into());
        }
        inner.new_bond(&name)?;
        let index = inner.state.interface(&name).index;
        let outcome = inner.set_options(index, options);
        if outcome.is_err() {
            // All of it, or nothing.
            inner.delete(index)?;
        }
        outcome
    }

    fn set_bond(&self, index: u32, options: &[u8]) -> std::result::Result<(), Rejected> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("options of {index}: {options:?}"))?;
        inner.set_options(index, options)
    }

    fn stacked(&self, index: u32) -> Result<Option<Stacked>> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("kind of {index}"))?;
        Ok(stacked::stacked_of(&inner.state.at(index)?.role))
    }

    fn new_stacked(&self, name: &IfName, stacked: Stacked) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("create {}", String::from_utf8_lossy(name.as_bytes())))?;
        inner.new_stacked(name, stacked)
    }

    fn set_master(&self, index: u32, master: u32) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("add {index} to {master}"))?;
        inner.set_master(index, master)
    }

    fn rename(&self, index: u32, name: &IfName) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("rename {index} to {}", String::from_utf8_lossy(name.as_bytes())))?;
        inner.new_name(index, name)
    }

    fn delete(&self, index: u32) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("delete {index}"))?;
        inner.delete(index)
    }

    fn link(&self, by: By<'_>, link: &mut Link) -> Result<()> {
        self.bond(by, link, &mut Buffer::new())
    }

    fn bond(&self, by: By<'_>, link: &mut Link, options: &mut Buffer) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| match by {
            By::Index(index) => format!("look at {index}"),
            By::Name(name) => format!("look up {}", String::from_utf8_lossy(name)),
        })?;
        let is_called = |interface: &&Interface, wanted: &[u8]| {
            let mut names = interface.alternative_names.iter().chain([&interface.name]);
            names.any(|name| name.as_bytes() == wanted)
        };
        let interface = match by {
            By::Index(0) => return Err(Errno::INVAL),
            By::Index(index) => inner.state.at(index)?.clone(),
            By::Name(name) => {
                let mut all = inner.state.by_index().into_iter();
                all.find(|interface| is_called(interface, name)).ok_or(Errno::NODEV)?.clone()
            }
        };
        *options = inner.options(&interface);
        let flags = inner.flags(&interface);
        *link = Link {
            name: IfName::new(interface.name.as_bytes(), false).unwrap(),
            index: interface.index,
            flags: Flags(flags),
            mtu: interface.mtu,
            min_mtu: 0,
            max_mtu: interface.max_mtu,
            master: inner.state.master_of(&interface),
            hwaddr: interface.hwaddr.bytes[..6].try_into().unwrap(),
            tried_by: interface.tried_by(),
            running: match interface.role {
                Role::Bond { .. } => flags & iff::RUNNING != 0,
                _ => interface.is_up() && interface.link,
            },
            slave: SlaveState::read(&mut inner.slave_data(&interface)),
        };
        Ok(())
    }

    fn dump(&self, each: Each<'_>) -> Result<()> {
        let messages: Vec<_> = {
            let mut inner = self.0.borrow_mut();
            inner.call(|| "list Links".into())?;
            let inner = &*inner;
            inner.state.by_index().into_iter().map(|interface| inner.message(interface)).collect()
        };
        // The receiver of a message may send further requests.
        messages.into_iter().for_each(|mut message| each(RTM_NEWLINK, &mut message));
        Ok(())
    }

    fn card(&self, hwaddr: &[u8; 6]) -> Result<u32> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("look up {hwaddr:x?}"))?;
        let all = inner.state.by_index().into_iter();
        let found: Vec<u32> = all
            .filter(|interface| interface.permanent_mac() == Some(*hwaddr))
            .map(|interface| interface.index)
            .collect();
        match found[..] {
            [] => Err(Errno::NODEV),
            [index] => Ok(index),
            _ => Err(Errno::NOTUNIQ),
        }
    }

    fn may_bond(&self) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| "try to bond".into())?;
        if !inner.privileged {
            return Err(Errno::PERM);
        }
        if inner.driver.abi < Abi::V2 { Err(Errno::OPNOTSUPP) } else { Ok(()) }
    }

    fn monitor(&self, _: bool) -> Result<Events> {
        self.0.borrow_mut().call(|| "listen to changes".into())?;
        Ok(Events { machine: Rc::clone(&self.0), over: false })
    }

    fn request(&self, request: Request, ifreq: &mut Ifreq) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("{request:?} {}", String::from_utf8_lossy(ifreq.name.as_bytes())))?;
        match request {
            Request::Enslave | Request::Release | Request::ChangeActive => {
                let new_numbers = inner.driver.new_numbers;
                inner.bonding(request, &ifreq.name, &ifreq.slave(), new_numbers)
            }
            Request::SetName => {
                inner.admin()?;
                let [old, new] = [*ifreq.name.as_field(), ifreq.slave()].map(|name| {
                    String::from_utf8(name.split(|&byte| byte == 0).next().unwrap().into()).unwrap()
                });
                inner.state.get(old.as_bytes())?;
                if inner.state.get(new.as_bytes()).is_ok() {
                    return Err(Errno::EXIST);
                }
                OtherProcess(&mut inner).rename(&old, &new);
                Ok(())
            }
            Request::GetName => {
                let name = &inner.state.at(ifreq.number())?.name;
                assert!(ifreq.name.read(name.as_bytes(), false), "{name} is an interface's name");
                Ok(())
            }
            _ => inner.netdevice(request, ifreq),
        }
    }

    fn request_old(
        &self,
        bond: &OldBonding<Self>,
        request: OldRequest,
        slave: &IfName,
    ) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        let master = inner.state.at(bond.index())?.name.clone();
        inner.call(|| format!("{request:?}Old {master}"))?;
        let master = IfName::new(master.as_bytes(), false).unwrap();
        let request = match request {
            OldRequest::Enslave => Request::Enslave,
            OldRequest::Release => Request::Release,
            OldRequest::ChangeActive => Request::ChangeActive,
        };
        inner.bonding(request, &master, slave.as_field(), Ok(()))
    }

    fn request_ipv6(&self, request: Ipv6Request, in6_ifreq: &In6Ifreq) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        let &In6Ifreq { addr, prefixlen, ifindex } = in6_ifreq;
        let address: Ipv6 = format!("{}/{prefixlen}", Ipv6Addr::from(addr));
        inner.call(|| format!("{request:?} {address} {ifindex}"))?;
        inner.admin()?;
        let addresses = &mut inner.state.at(ifindex)?.ipv6;
        let (done, otherwise) = match request {
            Ipv6Request::Add => (addresses.insert(address), Errno::EXIST),
            Ipv6Request::Delete => (addresses.remove(&address), Errno::ADDRNOTAVAIL),
        };
        if done { Ok(()) } else { Err(otherwise) }
    }

    fn conf(&self, buffer: Option<&mut [Ifreq]>) -> Result<usize> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| "list IPv4 addresses".into())?;
        let all = inner.state.by_index().into_iter().flat_map(|interface| &interface.ipv4);
        let Some(buffer) = buffer else { return Ok(all.count()) };
        // Entries for which there is no room are omitted without an error.
        let told = buffer.iter_mut().zip(all).map(|(ifreq, address)| {
            ifreq.renew(&IfName::new(address.label.as_bytes(), true).unwrap());
            ifreq.set_ipv4(address.local.octets());
        });
        Ok(told.count())
    }

    fn bond_info(&self, bond: &IfName, info: &mut Ifbond) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| "ask about the bond".into())?;
        let bond = inner.state.get(bond.as_bytes())?;
        let Role::Bond { mode, slaves, .. } = &bond.role else {
            return Err(Errno::OPNOTSUPP);
        };
        let num_slaves = slaves.len().try_into().unwrap();
        let miimon = bond.options.get("miimon").parse().unwrap();
        *info = Ifbond { bond_mode: *mode as i32, num_slaves, miimon };
        Ok(())
    }

    fn slave_info(&self, bond: &IfName, slave_id: i32, info: &mut Ifslave) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("ask about slave {slave_id}"))?;
        let bond = inner.state.get(bond.as_bytes())?;
        let Role::Bond { slaves, active, .. } = &bond.role else { return Err(Errno::OPNOTSUPP) };
        let slave = usize::try_from(slave_id).ok().and_then(|id| slaves.get(id));
        let slave = slave.ok_or(Errno::NODEV)?;
        let card = inner.state.interface(slave);
        *info = Ifslave {
            link: card.bond_link.unwrap_or(if card.link { 0 } else { 2 }),
            state: i8::from(active.as_ref().is_some_and(|active| active != slave)),
            link_failure_count: card.failures,
            ..Ifslave::of(slave_id)
        };
        // As by strcpy(): the bytes after the NUL stay as they were.
        info.slave_name[..slave.len()].copy_from_slice(slave.as_bytes());
        info.slave_name[slave.len()] = 0;
        Ok(())
    }

    fn drvinfo(&self, interface: &IfName, info: &mut Drvinfo) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("drvinfo {}", String::from_utf8_lossy(interface.as_bytes())))?;
        inner.state.get(interface.as_bytes())?;
        info.ask_as_ifenslave();
        info.set_fw_version(&inner.driver.fw_version()?);
        Ok(())
    }

    fn store(&self, index: u32, up: bool, snapshot: &mut Snapshot) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("read addresses and routes of interface {index}"))?;
        // The kernel lists all there are: those of an index without an interface are none, which is no error.
        let stored = &mut snapshot.last;
        stored.index = index;
        let Ok(interface) = inner.state.at(index) else { return Ok(()) };
        stored.ipv4.clone_from(&interface.ipv4);
        stored.ipv6 = interface.ipv6.iter().cloned().collect();
        if up {
            stored.routes = interface.routes.iter().cloned().collect();
        }
        Ok(())
    }

    fn restore(&self, snapshot: &mut Snapshot, lost: &mut dyn FnMut(Item, Errno)) {
        let stored = &snapshot.last;
        if !stored.ipv4.is_empty() || !stored.ipv6.is_empty() {
            self.change("restore addresses", stored.index, |interface| {
                if stored.removed {
                    stored.ipv4.iter().for_each(|address| interface.insert(address.clone()));
                }
                interface.ipv6.extend(stored.ipv6.iter().cloned());
                Ok(())
            })
            .unwrap_or_else(|reason| lost(Item::Address, reason));
        }
        if !stored.routes.is_empty() {
            self.change("restore routes", stored.index, |interface| {
                if !interface.is_up() {
                    return Err(Errno::NETDOWN);
                }
                interface.routes.extend(stored.routes.iter().cloned());
                Ok(())
            })
            .unwrap_or_else(|reason| lost(Item::Route, reason));
        }
    }

    fn remove_ipv4(&self, snapshot: &mut Snapshot) -> Result<()> {
        let stored = &mut snapshot.last;
        if stored.ipv4.is_empty() {
            return Ok(());
        }
        let outcome = self.change("remove addresses", stored.index, |interface| {
            interface.ipv4.retain(|address| !stored.ipv4.contains(address));
            Ok(())
        });
        stored.removed = outcome.is_ok();
        outcome
    }

    fn relocate(&self, snapshot: &mut Snapshot, item: Item, way: Way) -> Result<()> {
        let stored = &snapshot.last;
        self.change("move", way.to.index, |interface| {
            match item {
                Item::Address => {
                    let [from, to] = [way.from, way.to]
                        .map(|place| String::from_utf8(place.name.as_bytes().into()).unwrap());
                    stored.ipv4.iter().for_each(|old| interface.insert(old.moved(&from, &to)));
                    interface.ipv6.extend(stored.ipv6.iter().cloned());
                }
                Item::Route if !interface.is_up() => return Err(Errno::NETDOWN),
                Item::Route => interface.routes.extend(stored.routes.iter().cloned()),
                Item::Neighbour => {}
            }
            Ok(())
        })
    }

    fn move_back(&self, snapshot: &mut Snapshot, item: Item, way: Way) -> Result<()> {
        let stored = &snapshot.last;
        self.change("move back", way.to.index, |interface| {
            match item {
                Item::Address => {
                    let moved = |own: &Ipv4| stored.ipv4.iter().any(|old| old.local == own.local);
                    interface.ipv4.retain(|own| !moved(own));
                    interface.ipv6.retain(|own| !stored.ipv6.contains(own));
                }
                Item::Route => interface.routes.retain(|own| !stored.routes.contains(own)),
                Item::Neighbour => {}
            }
            Ok(())
        })
    }

    fn is_taken(&self, snapshot: &mut Snapshot, index: u32) -> Result<bool> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("read addresses of interface {index}"))?;
        let own = &inner.state.at(index)?.ipv4;
        let wanted = &snapshot.last.ipv4;
        Ok(own.iter().any(|own| wanted.iter().any(|wanted| own.local == wanted.local)))
    }

    fn obstacles(&self, place: Place) -> Result<Obstacles> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| "list rules, nexthop objects and interfaces".into())?;
        let is_on_it = |upper: &&Interface| matches!(upper.role, Role::Vlan { device, .. } if device == place.index);
        let uppers = inner.state.by_index().into_iter().filter(is_on_it);
        Ok(uppers
            .map(|upper| Obstacle::Upper(IfName::new(upper.name.as_bytes(), false).unwrap()))
            .collect())
    }

    fn mark_trial(&self, index: u32, process: u32, set: bool) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("mark {index}: {set}"))?;
        inner.admin()?;
        let names = &mut inner.state.at(index)?.alternative_names;
        let mark = format!("try-{process}-{index}");
        names.retain(|name| *name != mark);
        if set {
            names.push(mark);
        }
        Ok(())
    }

    fn set_up(&self, index: u32, up: bool) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| format!("set {} {index}", if up { "up" } else { "down" }))?;
        if inner.driver.abi < Abi::V2 {
            return Err(Errno::OPNOTSUPP);
        }
        inner.admin()?;
        inner.state.at(index)?.set_up(up);
        Ok(())
    }

    fn names(&self, list: Names, mut each: impl FnMut(&IfName)) -> Result<()> {
        self.0.borrow_mut().call(|| format!("list {list:?}"))?;
        // The receiver of a name may send further requests.
        let state = self.0.borrow().state.clone();
        for interface in state.by_index() {
            let mut tell = |name: &str| each(&IfName::new(name.as_bytes(), true).unwrap());
            match list {
                Names::Links => tell(&interface.name),
                Names::Labels => interface.ipv4.iter().for_each(|address| tell(&address.label)),
            }
        }
        Ok(())
    }
}

impl Inner {
    /// RTM_NEWLINK about an interface.
    fn message(&self, interface: &Interface) -> Buffer {
        let flags = self.flags(interface);
        let running = interface.is_up() && interface.link;
        let is_bond = matches!(interface.role, Role::Bond { .. });
        let running = if is_bond { flags & iff::RUNNING != 0 } else { running };
        let flags = if running { flags | iff::RUNNING } else { flags & !iff::RUNNING };
        let record =
            LinkRecord { index: interface.index, flags: flags.into(), ..LinkRecord::default() };
        let mut message = Buffer::new();
        start(&mut message, RTM_NEWLINK, 0, &record);
        let operstate = if running { 6 } else { 2 };
        let name = [interface.name.as_bytes(), &[0]].concat();
        put(&mut message, 3, &name);
        put(&mut message, 4, &interface.mtu.to_ne_bytes());
        put(&mut message, 10, &self.state.master_of(interface).to_ne_bytes());
        put(&mut message, 16, &[operstate]);
        put(&mut message, 1, &interface.hwaddr.bytes[..6]);
        put(&mut message, 33, &[u8::from(interface.link)]);
        let info = begin(&mut message, 18);
        if is_bond {
            put(&mut message, 1, b"bond\0");
            let data = self.options(interface);
            if self.driver.reports_state {
                put(&mut message, 2, &data);
            }
        }
        let data = self.slave_data(interface);
        if !data.is_empty() && self.driver.reports_state {
            put(&mut message, 4, b"bond\0");
            put(&mut message, 5, &data);
        }
        end(&mut message, info);
        let list = begin(&mut message, 52);
        for name in &interface.alternative_names {
            put(&mut message, 53, &[name.as_bytes(), &[0]].concat());
        }
        end(&mut message, list);
        let length = message.len();
        header_of(&mut message).unwrap().length = length.try_into().unwrap();
        message
    }
}

impl Network {
    /// Changes what an interface has.
    fn change(
        &self,
        what: &str,
        index: u32,
        change: impl FnOnce(&mut Interface) -> Result<()>,
    ) -> Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.call(|| what.into())?;
        let unchanged = inner.state.at(index)?.clone();
        change(inner.state.at(index)?)?;
        // Without privilege, a request that changes nothing succeeds.
        if *inner.state.at(index)? != unchanged
            && let Err(reason) = inner.admin()
        {
            *inner.state.at(index)? = unchanged;
            return Err(reason);
        }
        Ok(())
    }
}
