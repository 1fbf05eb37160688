// SPDX-License-Identifier: MIT OR Apache-2.0
//! Failures of a change, and the messages about them.

use super::step::{Role, Setting, Step};
use crate::kernel::{Errno, Item};
use crate::output::Message;

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

    /// The interface.
    pub fn role(self) -> Role {
        if self == Self::interface(Role::Bond) { Role::Bond } else { Role::Slave }
    }
}

/// The outcome of a part of a change.
pub type Outcome<T> = core::result::Result<T, Failure>;

impl Failure {
    /// The state that was found, or the request, makes the change impossible or harmful.
    pub const fn rejected(message: Message) -> Self {
        Self { message, subject: Subject::interface(Role::Slave), reason: None }
    }

    /// The same, about one of the two interfaces.
    pub const fn rejected_of(role: Role, message: Message) -> Self {
        Self { message, subject: Subject::interface(role), reason: None }
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

/// The message about a step, and the interface that it is about.
pub fn message_of(step: Step) -> (Message, Role) {
    match step {
        Step::Enslave => (Message::Enslave, Role::Slave),
        Step::Release => (Message::Release, Role::Slave),
        Step::ChangeActive => (Message::ChangeActive, Role::Slave),
        Step::SetUp(role) => (Message::Up, role),
        Step::SetDown(role) => (Message::Down, role),
        Step::ClearIpv4 => (Message::ClearAddress, Role::Slave),
        Step::Copy(setting, role) | Step::Set(setting, role) => (message_of_setting(setting), role),
        Step::SetPrimary => (Message::SetPrimary, Role::Bond),
        Step::Move(item, role) => (message_of_item(item), role),
        Step::MoveBack(item, role) => (message_of_item(item), role.other()),
    }
}

/// The message about a part of the configuration that moves.
fn message_of_item(item: Item) -> Message {
    match item {
        Item::Address => Message::MoveAddresses,
        Item::Route => Message::MoveRoutes,
        Item::Neighbour => Message::MoveNeighbours,
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
