//! Changes of a bond and its slaves. Each takes the same path:
//!
//! 1. **Look**: [`Change::look_up`] reads the state of the interfaces, with one request each.
//! 2. **Plan**: [`plan`] checks the state and returns the steps, or the reason why there are none.
//! 3. **Apply**: [`Change::apply`] performs the steps. The journal gets the inverse of each.
//! 4. **Report**: a step is printed with `-v`, a [`Failure`] always; after a failure the journal is rolled back.

mod change;
pub mod legacy;
pub mod plan;
pub mod step;

pub use change::{Change, Failure, Outcome, value_of_mtu};

use crate::applet::ifenslave::args::{Command, Task};
use crate::kernel::System;
use crate::output::{Message, Printer};
use step::Role;

/// Attaches slaves, detaches them or makes one active, one after the other: after a failure it continues with the
/// next one. The exit status is the printer's.
#[inline(never)]
pub fn run<'a, S, A>(system: S, kernel: S::Kernel, command: &Command<A>, messages: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let _held = system.hold_signals();
    let mut change = Change::new(kernel, command.options, messages);
    let mut names = command.operands();
    let Some(master) = names.next() else { return };
    if let Err(failure) = look_up_bond(&mut change, master) {
        return change.report_failure(failure);
    }
    for slave in names {
        if let Err(failure) = change_slave(&mut change, command.task, slave) {
            change.report_failure(failure);
            change.roll_back();
        }
        change.messages.flush();
    }
    change.report_obstacles();
}

/// Looks up the bond and checks what must hold before any change. The handshake is last.
fn look_up_bond<S: System>(change: &mut Change<'_, S>, name: &[u8]) -> Outcome<()> {
    change.messages.master.read(name, false);
    change.look_up(Role::Bond, name, Message::Settings)?;
    plan::check_bond(&change.bond, change.options.force())?;
    change.shake_hands()
}

/// Changes one slave: look, plan, apply.
#[inline(never)]
fn change_slave<S: System>(change: &mut Change<'_, S>, task: Task, name: &[u8]) -> Outcome<()> {
    change.begin_slave(name);
    let unreadable = match task {
        Task::Attach => Message::SlaveSettings,
        Task::Detach => Message::SlaveFlags,
        _ => Message::Flags,
    };
    change.look_up(Role::Slave, name, unreadable)?;
    match task {
        Task::Attach => change.attach(),
        task => {
            let steps = plan::of_slave(task, &change.slave, change.abi())?;
            change.apply(steps)
        }
    }
}
