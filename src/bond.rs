//! What is done to a bond and its slaves, in which order, and how it is undone.

mod attach;
#[cfg(feature = "boot")]
mod cmdline;
#[cfg(feature = "boot")]
mod make;
#[cfg(feature = "boot")]
pub mod option;
#[cfg(feature = "boot")]
pub mod spec;
mod transaction;
#[cfg(feature = "boot")]
mod unbond;

use crate::applet::ifenslave::args::{Command, Task};
use crate::kernel::{Flags, Request, System, handshake};
use crate::output::{Message, Printer};
use transaction::{Transaction, Who};

/// Attaches, detaches or makes active, slave by slave, going on to the next after a failure, and
/// leaves the exit status with the messages. They are told when all is done to a slave, or undone.
#[inline(never)]
pub fn run<'a, S, A>(system: S, kernel: S::Kernel, command: &Command<A>, messages: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut work = Transaction::new(kernel, command.options, messages);
    change_bonds(system, &mut work, command);
    #[cfg(feature = "boot")]
    work.report_obstacles();
}

/// Does what the command asks for.
fn change_bonds<'a, S, A>(system: S, work: &mut Transaction<'_, S>, command: &Command<A>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut names = command.operands();
    #[cfg(feature = "boot")]
    if let Task::Bond | Task::Boot | Task::UnbondBoot = command.task {
        return make::of_words(system, work, command);
    }
    let _held = system.hold_signals();
    #[cfg(feature = "boot")]
    if command.task == Task::Unbond {
        return names.for_each(|master| unbond::unbond(work, master));
    }
    if let Some(master) = names.next() {
        work.messages.master.read(master, false);
    }
    each(work, command.task, &mut names);
}

/// Changes one slave after the other.
// Out of line: what it works on is near then, in reach of short instructions.
#[inline(never)]
fn each<'a, S: System>(
    work: &mut Transaction<'_, S>,
    task: Task,
    slaves: &mut impl Iterator<Item = &'a [u8]>,
) {
    check_master(work);
    if work.failed {
        return;
    }
    for slave in slaves {
        work.begin(slave);
        match task {
            Task::Attach => attach::attach(work),
            Task::Detach => change(work, Request::Release, Message::SlaveFlags),
            _ => change(work, Request::ChangeActive, Message::Flags),
        }
        work.messages.flush();
    }
}

/// Checks what must hold before anything is touched. It ends with the handshake.
fn check_master<S: System>(work: &mut Transaction<'_, S>) {
    work.look_up(Who::Master);
    work.read(Request::GetFlags, Who::Master);
    let flags = work.ifreq.flags();
    if !flags.has(Flags::MASTER) {
        work.refuse(Message::NotMaster);
    }
    if !work.options.force() && !flags.has(Flags::UP) {
        work.refuse(Message::NotUp);
    }
    if work.failed {
        return;
    }
    match handshake(&work.kernel, &mut work.ifreq) {
        Ok(old) => work.old = old,
        Err(reason) => work.check(Err(reason), Message::Abi),
    }
}

/// The MTU that a driver of ABI 0 or 1 does not restore on release: Ethernet's, in bytes.
const ETHERNET_MTU: u32 = 1500;

/// Releases a slave, or makes it the active one. The driver tells whether it is this bond's.
#[inline(never)]
fn change<S: System>(work: &mut Transaction<'_, S>, request: Request, unreadable: Message) {
    work.unreadable = unreadable;
    work.read(Request::GetFlags, Who::Slave);
    if !work.ifreq.flags().has(Flags::SLAVE) {
        work.refuse(Message::NotSlave);
    }
    work.make(request, Who::Slave);
    // From ABI 2 on, the driver leaves a slave as it was before it was attached.
    if request == Request::Release && work.old.is_some() {
        if work.has_version_0() {
            work.set_up(Who::Slave, false);
        }
        work.ifreq.set(ETHERNET_MTU.to_ne_bytes());
        work.make(Request::SetMtu, Who::Slave);
    }
}
