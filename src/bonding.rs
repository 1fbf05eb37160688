// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bonds, for other programs: create one, attach slaves, wait for links, read the state, delete it.
//!
//! The steps, the checks before them and the rollback after a failure are those of `ifenslave`, because it is the same
//! code: a rejected slave has its former flags, MTU, hardware address, addresses, neighbours and routes again.
//!
//! ```no_run
//! use core::time::Duration;
//! use ifenslave::bonding::{Bond, Mode, Options};
//!
//! let options = Options::new(Mode::ActiveBackup).miimon(100).primary("eth0");
//! let bond = Bond::create("bond0", &options)?;
//! bond.enslave("eth0")?;
//! bond.enslave("eth1")?;
//! if !bond.wait(Duration::from_secs(10))? {
//!     bond.status(|slave| println!("{}: {:?}", slave.name, slave.port))?;
//! }
//! bond.set_active("eth1")?;
//! bond.release("eth0")?;
//! bond.delete()?;
//! # Ok::<(), ifenslave::bonding::Error>(())
//! ```
//!
//! An [`Error`] is a value: the step that failed, the interface, and the errno. It is printed in the words of
//! `ifenslave`:
//!
//! ```
//! use ifenslave::bonding::{Bond, Step};
//!
//! let error = Bond::open("lo").expect_err("lo is no bond");
//! assert_eq!((error.step(), error.errno()), (Step::Check, None));
//! assert_eq!(error.to_string(), "lo is not a master");
//! ```
//!
//! Each method makes system calls of its own and keeps nothing open. It identifies the bond by its index: a new name
//! does not confuse it. As the index belongs to a network namespace, the thread must be in the same one at each call.
//! Changes need CAP_NET_ADMIN, and nothing is printed. A bond of which `ifenslave --try` tries a change is not changed:
//! [`Step::Check`]. [`Hosted`] documents what the process must provide.
//!
//! `examples/bonding.rs` in the repository is a complete program.

mod display;
mod error;
mod options;
mod silent;
mod status;

pub use error::{Error, Step};
pub use options::{
    AdSelect, ArpAllTargets, ArpValidate, FailOverMac, LacpRate, Mode, Options, PrimaryReselect,
    XmitHashPolicy,
};
pub use status::{LinkState, Slave, Status};

use core::cell::Cell;
use core::time::Duration;

use crate::bond::step::Role;
use crate::bond::{self, Action, Failure, Outcome, plan};
use crate::create::BondChange;
use crate::create::check::{check_options, is_for_new_bond};
use crate::create::configure::{configure, set_primary};
use crate::create::delete::{self, Slaves};
use crate::create::rollback::roll_back_bond;
use crate::create::spec::{Spec, may_be_slave};
use crate::kernel::{Errno, Hosted, IfName, Kernel, LinkMonitor, MOST_SECONDS, System};
use crate::netlink::{Buffer, Rejected, put};
use crate::option;
use crate::output::Message;
pub use crate::status::judge::{Port, Verdict};
use silent::{Silent, perform};

/// The outcome of a request about a bond.
pub type Result<T> = core::result::Result<T, Error>;

/// A bond at hand. Dropping this value changes nothing of the bond itself.
#[derive(Debug)]
pub struct Bond<S: System = Hosted> {
    system: S,
    index: u32,
    /// The name when it was created or opened.
    name: IfName,
    /// The slave that becomes the primary once it is attached.
    primary: IfName,
}

impl Bond {
    /// Creates a bond and brings it up: all of it, or nothing. It has no slaves yet.
    ///
    /// # Errors
    ///
    /// [`Step::Check`] without errno if the options do not suit the mode or each other; [`Step::Create`] with EEXIST if
    /// an interface has this name, EINVAL if no new bond can have it, EPERM without CAP_NET_ADMIN, EOPNOTSUPP without
    /// the bonding driver; [`Step::SetOption`] if the driver rejects an option, with EOPNOTSUPP if it is too old to
    /// know it.
    #[inline] // Compiled only where it is used, see `Error`.
    pub fn create(name: impl AsRef<[u8]>, options: &Options<'_>) -> Result<Self> {
        Self::create_on(Hosted, name, options)
    }

    /// An existing bond, by its name or an alternative name.
    ///
    /// # Errors
    ///
    /// [`Step::LookUp`] with ENODEV if there is no such interface; [`Step::Check`] if it is no bond.
    #[inline] // As above.
    pub fn open(name: impl AsRef<[u8]>) -> Result<Self> {
        Self::open_on(Hosted, name)
    }
}

impl<S: System> Bond<S> {
    /// [`Bond::create`] with a system of your own. Its streams get no text.
    pub fn create_on(system: S, name: impl AsRef<[u8]>, options: &Options<'_>) -> Result<Self> {
        let name = name.as_ref();
        let create = |tx: &mut BondChange<'_, Silent<S>>| {
            tx.change.messages.master.read(name, false);
            if IfName::new(name, false).is_none() || !name.iter().all(|&byte| is_for_new_bond(byte))
            {
                return Err(Failure::failed(Message::Create, Errno::INVAL));
            }
            tx.begin_bond(name)?;
            if tx.exists() {
                return Err(Failure::failed(Message::Create, Errno::EXIST));
            }
            let primary = options.primary_name()?;
            set_options(tx, options)?;
            Ok(Self::at_hand(system, tx, primary))
        };
        // What is created and then rejected is deleted there.
        perform(system, create, |_| {})
    }

    /// [`Bond::open`] with a system of your own.
    pub fn open_on(system: S, name: impl AsRef<[u8]>) -> Result<Self> {
        let name = name.as_ref();
        let open = |tx: &mut BondChange<'_, Silent<S>>| {
            check_name(name, Message::Settings)?;
            tx.begin_bond(name)?;
            if !tx.exists() {
                return Err(Failure::failed(Message::Settings, Errno::NODEV));
            }
            plan::check_bond(&tx.change.bond, true)?;
            Ok(Self::at_hand(system, tx, IfName::NONE))
        };
        perform(system, open, |_| {})
    }

    /// The bond that was created or looked up.
    fn at_hand(system: S, tx: &BondChange<'_, Silent<S>>, primary: IfName) -> Self {
        let (index, name) = (tx.change.bond.index, tx.change.bond.name);
        Self { system, index, name, primary }
    }

    /// Its name when it was created or opened. [`Bond::status`] reads the current one.
    pub fn name(&self) -> IfName {
        self.name
    }

    /// Its index, which stays the same as long as it exists.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Gives the bond these options; all others stay as they are. If one is rejected, the bond has its former options
    /// again. The primary becomes so when it is attached.
    ///
    /// # Errors
    ///
    /// As of [`Bond::create`]; [`Step::SetOption`] with ENOTEMPTY or EBUSY if an option can be changed only without
    /// slaves, or only while the bond is down.
    pub fn configure(&mut self, options: &Options<'_>) -> Result<()> {
        let configure = |tx: &mut BondChange<'_, Silent<S>>| {
            self.look_up(tx)?;
            let primary = options.primary_name()?;
            set_options(tx, options)?;
            Ok(primary)
        };
        let primary = perform(self.system, configure, |_| {})?;
        if primary != IfName::NONE {
            self.primary = primary;
        }
        Ok(())
    }

    /// Attaches a slave. If it is up, it is down for a moment, and loses its IPv4 addresses. If a step fails, the slave
    /// and the bond are as before.
    ///
    /// # Errors
    ///
    /// [`Step::LookUp`] with ENODEV if there is no such interface; [`Step::Check`] if it is a slave already, the bond
    /// itself or a loopback device, or if its largest MTU is too small; [`Step::Enslave`] with EBUSY if it is in a
    /// bridge, EINVAL if the driver rejects its type, EPERM without CAP_NET_ADMIN.
    pub fn enslave(&self, slave: impl AsRef<[u8]>) -> Result<()> {
        let slave = slave.as_ref();
        let attach = |tx: &mut BondChange<'_, Silent<S>>| {
            self.change_slave(tx, Action::Attach, slave)?;
            let primary = self.primary;
            let is_primary = primary == tx.change.slave.name || primary.as_bytes() == slave;
            if is_primary { make_primary(tx) } else { Ok(()) }
        };
        perform(self.system, attach, |tx| {
            tx.change.undo(0);
            tx.change.roll_back();
        })
    }

    /// Releases a slave. The driver gives it its own MTU and hardware address again, and leaves it down.
    ///
    /// # Errors
    ///
    /// [`Step::LookUp`] with ENODEV if there is no such interface; [`Step::Check`] if it is no slave;
    /// [`Step::Release`] with EINVAL if it is another bond's, EPERM without CAP_NET_ADMIN.
    pub fn release(&self, slave: impl AsRef<[u8]>) -> Result<()> {
        let release = |tx: &mut BondChange<'_, Silent<S>>| {
            self.change_slave(tx, Action::Detach, slave.as_ref())
        };
        perform(self.system, release, |tx| tx.change.roll_back())
    }

    /// Makes a slave the active one.
    ///
    /// # Errors
    ///
    /// [`Step::LookUp`] with ENODEV if there is no such interface; [`Step::Check`] if it is no slave;
    /// [`Step::SetActive`] with EINVAL if it is another bond's or has no link, EACCES if the mode has no active slave,
    /// EPERM without CAP_NET_ADMIN.
    pub fn set_active(&self, slave: impl AsRef<[u8]>) -> Result<()> {
        let activate = |tx: &mut BondChange<'_, Silent<S>>| {
            self.change_slave(tx, Action::Activate, slave.as_ref())
        };
        perform(self.system, activate, |tx| tx.change.roll_back())
    }

    /// Makes a slave the primary: the bond uses it whenever it has link.
    ///
    /// # Errors
    ///
    /// [`Step::LookUp`] with ENODEV if there is no such interface; [`Step::Check`] if it is no slave of this bond;
    /// [`Step::SetOption`] with EACCES if the mode has no primary, EPERM without CAP_NET_ADMIN.
    pub fn set_primary(&self, slave: impl AsRef<[u8]>) -> Result<()> {
        let slave = slave.as_ref();
        let set = |tx: &mut BondChange<'_, Silent<S>>| {
            self.look_up(tx)?;
            check_name(slave, Message::SlaveSettings)?;
            tx.change.begin_slave(slave);
            tx.change.look_up(Role::Slave, slave, Message::SlaveSettings)?;
            if tx.change.slave.master != self.index {
                return Err(Failure::rejected(Message::NotSlave));
            }
            make_primary(tx)
        };
        perform(self.system, set, |_| {})
    }

    /// Reads the state of the bond and passes each slave, in the order of their names. It needs no privilege.
    ///
    /// # Errors
    ///
    /// [`Step::LookUp`] with ENODEV if the bond does not exist any more; [`Step::List`] if the kernel does not list the
    /// interfaces.
    pub fn status(&self, mut each: impl FnMut(&Slave)) -> Result<Status> {
        let failed = |failure| Error::new(failure, self.name, IfName::NONE);
        let kernel = self.system.kernel();
        let kernel = kernel.map_err(|reason| failed(Failure::failed(Message::Socket, reason)))?;
        status::read(self.system, &kernel, self.index, &mut each)
            .map_err(|reason| failed(Failure::failed(Message::Names, reason)))?
            .ok_or_else(|| failed(Failure::failed(Message::Settings, Errno::NODEV)))
    }

    /// Waits until the bond has a link and all of its slaves work: they have link and, in mode 802.3ad, an LACP partner
    /// in the active aggregator. True if so; false when this time is over, in whole seconds rounded up. It wakes only
    /// when an interface changes.
    ///
    /// # Errors
    ///
    /// As of [`Bond::status`]; [`Step::Connect`] if there is no file descriptor left to wait with.
    pub fn wait(&self, time: Duration) -> Result<bool> {
        let failed =
            |reason| Error::new(Failure::failed(Message::Socket, reason), self.name, IfName::NONE);
        let kernel = self.system.kernel().map_err(failed)?;
        // From here on no change is missed.
        let mut monitor = kernel.monitor(false).map_err(failed)?;
        let seconds = time.as_secs() + u64::from(time.subsec_nanos() != 0);
        monitor.set_timer(seconds.min(MOST_SECONDS)).map_err(failed)?;
        let mut has_time = true;
        loop {
            let mut all_work = true;
            let status = self.status(|slave| all_work &= slave.port == Port::Whole)?;
            if status.link && all_work || !has_time {
                return Ok(status.link && all_work);
            }
            has_time = monitor.wait().map_err(failed)?;
        }
    }

    /// Releases all slaves and deletes the bond. Each slave has its own MTU and hardware address again, and is down. If
    /// a step fails, the released slaves are attached again. If the bond does not exist any more, nothing is done.
    ///
    /// # Errors
    ///
    /// [`Step::Release`] or [`Step::Delete`], with EPERM without CAP_NET_ADMIN.
    pub fn delete(self) -> Result<()> {
        let has_begun = Cell::new(false);
        let delete = |tx: &mut BondChange<'_, Silent<S>>| {
            match self.look_up(tx) {
                Err(Failure { reason: Some(Errno::NODEV), .. }) => return Ok(()),
                outcome => outcome?,
            }
            let (name, mut slaves) = (tx.change.bond.name, Slaves::default());
            tx.change.begin_whole();
            delete::look_up(tx, name.as_bytes(), &mut slaves)?;
            if !tx.exists() {
                return Ok(());
            }
            has_begun.set(true);
            delete::release_and_delete(tx, &slaves)
        };
        perform(self.system, delete, |tx| {
            if has_begun.get() {
                roll_back_bond(tx);
            }
        })
    }

    /// Looks up the bond by its index.
    fn look_up(&self, tx: &mut BondChange<'_, Silent<S>>) -> Outcome<()> {
        tx.change.messages.master = self.name;
        tx.change.bond.index = self.index;
        tx.look_again()?;
        plan::check_bond(&tx.change.bond, true)?;
        tx.change.check_pending()
    }

    /// Changes one slave, as `ifenslave` does.
    fn change_slave(
        &self,
        tx: &mut BondChange<'_, Silent<S>>,
        action: Action,
        slave: &[u8],
    ) -> Outcome<()> {
        self.look_up(tx)?;
        tx.change.shake_hands()?;
        check_name(slave, Message::SlaveSettings)?;
        bond::change_slave(&mut tx.change, action, slave)
    }
}

/// Gives the bond at hand everything that the options ask for, or leaves it unchanged.
fn set_options<S: System>(tx: &mut BondChange<'_, S>, options: &Options<'_>) -> Outcome<()> {
    let text = options.text(tx.change.messages.master)?;
    let mut spec = options::read(&text)?;
    check_options(tx, &mut spec)?;
    configure(tx, &mut spec)
}

/// Makes the slave at hand the primary, or leaves the primary as it is.
fn make_primary<S: System>(tx: &mut BondChange<'_, S>) -> Outcome<()> {
    let before = option::found_number(option::PRIMARY, &mut tx.found);
    let outcome = set_primary(tx, &Spec::stacked(b"", b"", 0));
    // It may be set, and only the state afterwards is unknown.
    if let Err(Failure { message: Message::Settings, .. }) = outcome {
        let mut request = Buffer::new();
        put(&mut request, option::attribute(option::PRIMARY), &before.to_ne_bytes());
        match tx.change.kernel.set_bond(tx.change.bond.index, &request) {
            // In other modes there is none.
            Ok(()) | Err(Rejected { reason: Errno::ACCESS, .. }) => {}
            Err(Rejected { reason, .. }) => {
                let failure = Failure::of_option(Message::SetOption, option::PRIMARY, Some(reason));
                tx.change.report_failure(failure);
            }
        }
    }
    outcome
}

/// Checks that an interface can have this name or alternative name.
fn check_name(name: &[u8], message: Message) -> Outcome<()> {
    if may_be_slave(name) { Ok(()) } else { Err(Failure::failed(message, Errno::INVAL)) }
}
