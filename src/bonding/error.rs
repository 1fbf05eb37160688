// SPDX-License-Identifier: MIT OR Apache-2.0
//! The error of a request about a bond.

use core::fmt;

use super::display::{display, print_failure};
use crate::bond::Failure;
use crate::bond::step::Role;
use crate::create::BondChange;
use crate::kernel::{Errno, IfName, System};
use crate::option;
use crate::output::Message;

/// Why a request about a bond failed: the step, the interface, and the errno of the system call. Its text is that of
/// `ifenslave`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Error {
    failure: Failure,
    bond: IfName,
    slave: IfName,
    is_restored: bool,
}

/// What was done when a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// A socket was opened.
    Connect,
    /// The interfaces were listed.
    List,
    /// The state of an interface was read.
    LookUp,
    /// The request was checked against the state that was found, before any change. There is no errno.
    Check,
    /// The bond was created.
    Create,
    /// The bond was deleted.
    Delete,
    /// An option of the bond was set.
    SetOption,
    /// A slave was attached.
    Enslave,
    /// A slave was released.
    Release,
    /// A slave was made the active one.
    SetActive,
    /// An interface was brought up.
    SetUp,
    /// An interface was brought down.
    SetDown,
    /// The MTU was set.
    SetMtu,
    /// A hardware address was set.
    SetHwAddr,
    /// The IPv4 addresses of a slave were removed, or on Linux 2.4 set.
    SetAddress,
    /// Addresses, routes or neighbours of the bond were restored, which it had lost when it was down for a moment. The
    /// request succeeded otherwise.
    Restore,
}

impl Error {
    pub(super) fn new(failure: Failure, bond: IfName, slave: IfName) -> Self {
        Self { failure, bond, slave, is_restored: true }
    }

    /// An error about the interfaces at hand.
    pub(super) fn of<S: System>(tx: &BondChange<'_, S>, failure: Failure) -> Self {
        let change = &tx.change;
        let bond = if change.bond.index == 0 { change.messages.master } else { change.bond.name };
        let slave = if change.slave.index == 0 { change.messages.slave } else { change.slave.name };
        Self::new(failure, bond, slave)
    }

    /// The same error, after the rollback.
    pub(super) fn restored(self, is_restored: bool) -> Self {
        Self { is_restored, ..self }
    }

    /// The change is done, but something that the bond had is lost.
    pub(super) fn lost<S: System>(tx: &BondChange<'_, S>) -> Self {
        Self::of(tx, Failure::rejected(Message::SetRoute)).restored(false)
    }

    /// The step that failed.
    pub fn step(&self) -> Step {
        match self.failure.message {
            Message::Socket => Step::Connect,
            Message::Names => Step::List,
            Message::Settings | Message::SlaveSettings | Message::SlaveFlags => Step::LookUp,
            Message::Flags | Message::Abi => Step::LookUp,
            Message::Create => Step::Create,
            Message::Delete => Step::Delete,
            Message::SetOption => Step::SetOption,
            Message::Enslave => Step::Enslave,
            Message::Release => Step::Release,
            Message::ChangeActive => Step::SetActive,
            Message::Up => Step::SetUp,
            Message::Down => Step::SetDown,
            Message::SetMtu => Step::SetMtu,
            Message::SetHwAddr => Step::SetHwAddr,
            Message::ClearAddress | Message::SetAddress => Step::SetAddress,
            Message::SetRoute => Step::Restore,
            // Whatever is rejected.
            _ => Step::Check,
        }
    }

    /// The interface that the step is about: the bond or the slave. Empty ([`IfName::NONE`]) if no interface can have
    /// the name that was passed.
    pub fn interface(&self) -> IfName {
        match self.failure.message {
            Message::Socket | Message::Names | Message::Settings | Message::Create => self.bond,
            Message::NotMaster | Message::Abi | Message::Delete => self.bond,
            _ if self.option().is_some() => self.bond,
            _ if self.failure.subject.role() == Role::Bond => self.bond,
            _ => self.slave,
        }
    }

    /// The option that the step is about, by its name in sysfs.
    pub fn option(&self) -> Option<&'static str> {
        let number = self.failure.subject.number();
        // An interface has none of these numbers.
        let name = (number < option::COUNT).then(|| option::name(number));
        name.and_then(|name| str::from_utf8(name).ok())
    }

    /// The errno of the system call that failed; none if the request was rejected before any.
    pub fn errno(&self) -> Option<Errno> {
        self.failure.reason
    }

    /// Whether everything is as before the request. If not, the rollback failed, too, or was incomplete.
    pub fn is_restored(&self) -> bool {
        self.is_restored
    }
}

impl fmt::Debug for Error {
    // Compiled only where it is used: the executables would share its instances of generic functions, and change by some
    // bytes.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("step", &self.step())
            .field("interface", &self.interface())
            .field("option", &self.option())
            .field("errno", &self.errno())
            .field("is_restored", &self.is_restored)
            .field("text", &format_args!("{self}"))
            .finish()
    }
}

impl fmt::Display for Error {
    /// The message of `ifenslave` without its name, with a hint where the cause is known.
    #[inline] // As above.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Failure { message, subject, reason } = self.failure;
        display(f, |printer| {
            (printer.master, printer.slave) = (self.bond, self.slave);
            printer.about = if subject.role() == Role::Bond { self.bond } else { self.slave };
            if let Message::BadValue | Message::MiiOrArp = message {
                printer.print(Message::OfBond);
            }
            print_failure(printer, message, self.option().unwrap_or_default().as_bytes(), reason);
        })
    }
}

impl core::error::Error for Error {}
