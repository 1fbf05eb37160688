//! What is done to a bond and its slaves, in which order, and how it is undone.

mod abi;
mod attach;
mod transaction;

use crate::args::{Command, Task};
use crate::kernel::{Drvinfo, Errno, Flags, IfName, Kernel, Request, System};
use crate::text::{Message, Messages};
use crate::{DONE, FAILED};
use abi::Abi;
use transaction::{Failed, Transaction, Who};

/// Attaches, detaches or makes active, slave by slave, going on to the next after a failure, and
/// returns the exit status. Messages are told when all is done to a slave, or undone.
pub fn run<'a, S, A>(system: &S, command: &Command<'a, A>, messages: &mut Messages<'_, S>) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    messages.master = command.name().unwrap_or(IfName::NONE);
    let kernel = match system.kernel() {
        Ok(kernel) => kernel,
        Err(reason) => {
            messages.say(Message::SOCKET, b"", Some(reason));
            return FAILED;
        }
    };
    let mut work = Transaction::new(&kernel, command.verbose(), messages);
    if check_master(&mut work, command.force()).is_err() {
        return FAILED;
    }
    work.unreadable = match command.task {
        Task::Attach => Message::SLAVE_SETTINGS,
        Task::Detach => Message::SLAVE_FLAGS,
        _ => Message::FLAGS,
    };
    let mut status = DONE;
    for slave in command.slaves() {
        work.begin(slave);
        let outcome = match command.task {
            Task::Attach => attach::attach(&mut work),
            Task::Detach => change(&mut work, Request::Release),
            _ => change(&mut work, Request::ChangeActive),
        };
        if outcome.is_err() {
            status = FAILED;
        }
        work.messages.tell();
    }
    status
}

/// Checks what must hold before anything is touched. It ends with the handshake.
#[inline(never)]
fn check_master<S: System>(work: &mut Transaction<'_, '_, S>, force: bool) -> Result<(), Failed> {
    work.read(Request::GetFlags, Who::Master)?;
    let flags = work.ifreq.flags();
    if !flags.has(Flags::MASTER) {
        return Err(work.refuse(Message::NOT_MASTER));
    }
    if !force && !flags.has(Flags::UP) {
        return Err(work.refuse(Message::NOT_UP));
    }
    let outcome = handshake(work);
    work.check(outcome, Message::ABI)
}

/// Who asks, and for which version of the ABI, goes to the driver; its own version comes back. A
/// driver that cannot answer has version 0; one whose answer is no number is no bonding driver
/// (EINVAL).
fn handshake<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Errno> {
    let mut info = Drvinfo::default();
    info.ask_as_ifenslave();
    work.abi = match work.kernel.drvinfo(&work.messages.master, &mut info) {
        Ok(()) => Abi::from_text(info.fw_version()).ok_or(Errno::INVAL)?,
        Err(Errno::OPNOTSUPP) => Abi::V0,
        Err(reason) => return Err(reason),
    };
    Ok(())
}

/// The MTU that a driver of ABI 0 or 1 does not restore on release: Ethernet's, in bytes.
const ETHERNET_MTU: u32 = 1500;

/// Releases a slave, or makes it the active one. The driver tells whether it is this bond's.
fn change<S: System>(work: &mut Transaction<'_, '_, S>, request: Request) -> Result<(), Failed> {
    work.read(Request::GetFlags, Who::Slave)?;
    if !work.ifreq.flags().has(Flags::SLAVE) {
        return Err(work.refuse(Message::NOT_SLAVE));
    }
    work.drive(request)?;
    // From ABI 2 on, the driver leaves a slave as it was before it was attached.
    if request == Request::Release && work.abi < Abi::V2 {
        if work.abi == Abi::V0 {
            work.set_up(Who::Slave, false)?;
        }
        work.read(Request::GetMtu, Who::Slave)?;
        work.ifreq.set(ETHERNET_MTU.to_ne_bytes());
        work.make(Request::SetMtu)?;
    }
    Ok(())
}
