//! Attaching one slave.

use super::Abi;
use super::transaction::{Failed, Transaction, Who};
use crate::kernel::{Flags, Ifreq, Kernel, Request, System};
use crate::text::Message;

/// Attaches one slave, or leaves it, and the master, as they were found.
#[inline(never)]
pub fn attach<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    let mut found = work.ifreq(Who::Slave);
    work.read(Request::GetFlags, &mut found, Message::SLAVE_SETTINGS)?;

    // The driver would refuse these too, or worse; but by then the slave would be down.
    let refusal = if found.flags().has(Flags::SLAVE) {
        Message::ALREADY_SLAVE
    } else if work.name(Who::Slave) == work.name(Who::Master) {
        Message::ITSELF
    } else if found.flags().has(Flags::LOOPBACK) {
        Message::LOOPBACK
    } else {
        let outcome = work.kernel.addresses(&found.name, &mut work.addresses);
        work.check(outcome, Message::SLAVE_SETTINGS, b"")?;
        let outcome = steps(work, &mut found);
        if outcome.is_err() {
            work.roll_back();
        }
        return outcome;
    };
    Err(work.refuse(refusal))
}

/// The steps of an attach. `flags` has the slave's.
#[inline(never)]
fn steps<S: System>(work: &mut Transaction<'_, '_, S>, flags: &mut Ifreq) -> Result<(), Failed> {
    // The driver attaches only what is down. It opens the slave itself.
    work.set_up(flags, false)?;
    if work.abi < Abi::V2 {
        copy_settings(work)?;
    }
    let mut ifreq = work.master_and_slave();
    work.make(Request::Enslave, &mut ifreq)?;
    work.on_undo(Request::Release, &ifreq);
    // A slave with addresses of its own would answer for them beside the bond.
    if work.abi == Abi::V2 {
        let outcome = work.kernel.remove_ipv4(&mut work.addresses);
        work.check(outcome, Message::CLEAR_ADDRESS, b"")?;
    }
    Ok(())
}

/// What the drivers of ABI 0 and 1 leave to the program: the slave gets the master's IPv4
/// settings and MTU; a master without a hardware address gets the slave's; and under ABI 0 the
/// slave gets the hardware address of a master that has one, and is up when it is attached.
#[inline(never)]
fn copy_settings<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    for (get, set) in [
        (Request::GetAddress, Request::SetAddress),
        (Request::GetDestination, Request::SetDestination),
        (Request::GetBroadcast, Request::SetBroadcast),
        (Request::GetNetmask, Request::SetNetmask),
        (Request::GetMtu, Request::SetMtu),
    ] {
        work.copy(get, set, Who::Slave)?;
    }
    let mut hwaddr = work.ifreq(Who::Master);
    work.read(Request::GetHwAddr, &mut hwaddr, Message::SETTINGS)?;
    let to = if hwaddr.hwaddr() == [0; 14] { Who::Master } else { Who::Slave };
    if work.abi == Abi::V0 {
        // What gets a hardware address is down, and up afterwards.
        let mut flags = work.ifreq(to);
        work.read(Request::GetFlags, &mut flags, Message::SETTINGS)?;
        work.set_up(&mut flags, false)?;
        work.copy(Request::GetHwAddr, Request::SetHwAddr, to)?;
        work.set_up(&mut flags, true)?;
    } else if to == Who::Master {
        work.copy(Request::GetHwAddr, Request::SetHwAddr, to)?;
    }
    Ok(())
}
