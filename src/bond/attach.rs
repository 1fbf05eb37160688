//! Attaching one slave.

use super::Abi;
use super::transaction::{Failed, Transaction, Who};
use crate::kernel::{Flags, Kernel, Request, System};
use crate::text::Message;

/// Attaches one slave, or leaves it, and the master, as they were found.
#[inline(never)]
pub fn attach<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    work.read(Request::GetFlags, Who::Slave)?;
    let flags = work.ifreq.flags();
    work.read(Request::GetIndex, Who::Slave)?;
    let index = work.ifreq.number();
    if flags.has(Flags::MASTER) {
        // It may be the master itself. Names cannot tell: there are alternative names.
        work.read(Request::GetIndex, Who::Master)?;
    }

    // The driver would refuse these too, or worse; but by then the slave would be down.
    let refusal = if flags.has(Flags::SLAVE) {
        Message::ALREADY_SLAVE
    } else if flags.has(Flags::MASTER) && index == work.ifreq.number() {
        Message::ITSELF
    } else if flags.has(Flags::LOOPBACK) {
        Message::LOOPBACK
    } else {
        let outcome = work.kernel.addresses(index, &mut work.addresses);
        work.check(outcome, work.unreadable)?;
        let outcome = steps(work);
        if outcome.is_err() {
            work.roll_back();
        }
        return outcome;
    };
    Err(work.refuse(refusal))
}

/// The steps of an attach.
fn steps<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    // The driver attaches only what is down. It opens the slave itself.
    work.set_up(Who::Slave, false)?;
    if work.abi < Abi::V2 {
        // What the slave gets in their place goes before its own addresses are put back.
        work.ifreq.renew(&work.messages.slave);
        work.on_undo(Request::SetAddress);
        remove_addresses(work)?;
        copy_settings(work)?;
    }
    work.drive(Request::Enslave)?;
    work.on_undo(Request::Release);
    // A slave with addresses of its own would answer for them beside the bond.
    if work.abi == Abi::V2 { remove_addresses(work) } else { Ok(()) }
}

/// Removes the slave's IPv4 addresses.
fn remove_addresses<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    let mut outcome = work.kernel.remove_ipv4(&mut work.addresses);
    if outcome.is_err() {
        // Once more: to undo the attach would be worse. The driver gives a bond without slaves a
        // random hardware address, even where a user had set one.
        outcome = work.kernel.remove_ipv4(&mut work.addresses);
    }
    work.made(outcome, Message::CLEAR_ADDRESS)
}

/// What the drivers of ABI 0 and 1 leave to the program: the slave gets the master's IPv4
/// settings and MTU; a master without a hardware address gets the slave's; and under ABI 0 the
/// slave gets the hardware address of a master that has one, and is up when it is attached.
fn copy_settings<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    for &(get, set) in &[
        (Request::GetAddress, Request::SetAddress),
        (Request::GetDestination, Request::SetDestination),
        (Request::GetBroadcast, Request::SetBroadcast),
        (Request::GetNetmask, Request::SetNetmask),
        (Request::GetMtu, Request::SetMtu),
    ] {
        work.copy(get, set, Who::Slave)?;
    }

    work.read(Request::GetHwAddr, Who::Master)?;
    let none = work.ifreq.hwaddr().iter().all(|&byte| byte == 0);
    let to = if none { Who::Master } else { Who::Slave };
    // Under ABI 0, what gets a hardware address is down, and in the end all is up.
    if work.abi == Abi::V0 {
        work.set_up(to, false)?;
    }
    if none || work.abi == Abi::V0 {
        work.copy(Request::GetHwAddr, Request::SetHwAddr, to)?;
    }
    if work.abi == Abi::V0 {
        work.set_up(to, true)?;
        work.set_up(Who::Slave, true)?;
    }
    Ok(())
}
