//! Attaching one slave.

use super::Abi;
use super::transaction::{Failed, Transaction};
use crate::kernel::{Flags, IfName, Ifreq, Kernel, Request, System};
use crate::text::Message;

/// Attaches one slave, or leaves it, and the master, as they were found.
pub fn attach<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    let mut found = Ifreq::new(work.slave);
    work.read(Request::GetFlags, &mut found, Message::SLAVE_SETTINGS)?;

    // The driver would refuse these too, or worse; but by then the slave would be down.
    let refusal = if found.flags().has(Flags::SLAVE) {
        Message::ALREADY_SLAVE
    } else if work.slave == work.master {
        Message::ITSELF
    } else if found.flags().has(Flags::LOOPBACK) {
        Message::LOOPBACK
    } else {
        return attach_or_undo(work, &mut found);
    };
    Err(work.refuse(refusal))
}

/// Attaches a slave that can be attached. `flags` has its flags.
// Out of line: the room for addresses makes a large stack frame, and in a large frame each use of
// a local variable takes three bytes more.
#[inline(never)]
fn attach_or_undo<S: System>(
    work: &mut Transaction<'_, '_, S>,
    flags: &mut Ifreq,
) -> Result<(), Failed> {
    let mut addresses = <S::Kernel as Kernel>::Addresses::default();
    let outcome = work.kernel.addresses(work.slave, &mut addresses);
    work.check(outcome, Message::SLAVE_SETTINGS, b"")?;
    let outcome = steps(work, flags, &mut addresses);
    if outcome.is_err() && work.roll_back() {
        // Last of all: a step may have taken addresses with it. An interface that goes down
        // loses those of IPv6; the slave of an old driver got its master's in their place.
        let outcome = work.kernel.restore(&mut addresses);
        let _ = work.check(outcome, Message::SET_ADDRESS, b"");
    }
    outcome
}

/// The steps of an attach.
#[inline(never)]
fn steps<S: System>(
    work: &mut Transaction<'_, '_, S>,
    flags: &mut Ifreq,
    addresses: &mut <S::Kernel as Kernel>::Addresses,
) -> Result<(), Failed> {
    // The driver attaches only what is down. It opens the slave itself.
    if flags.flags().has(Flags::UP) {
        work.set_flags(flags, flags.flags() - Flags::UP)?;
    }
    if work.abi < Abi::V2 {
        copy_settings(work)?;
    }
    let mut ifreq = work.master_and_slave();
    work.make(Request::Enslave, &mut ifreq)?;
    work.on_undo(Request::Release, &ifreq);
    // A slave with addresses of its own would answer for them beside the bond.
    if work.abi == Abi::V2 {
        let outcome = work.kernel.remove_ipv4(addresses);
        work.check(outcome, Message::CLEAR_ADDRESS, b"")?;
    }
    Ok(())
}

/// What the drivers of ABI 0 and 1 leave to the program: the slave gets the master's IPv4
/// settings and MTU; a master without a hardware address gets the slave's; and under ABI 0 the
/// slave gets the hardware address of a master that has one, and is up when it is attached.
#[inline(never)]
fn copy_settings<S: System>(work: &mut Transaction<'_, '_, S>) -> Result<(), Failed> {
    let (master, slave) = (work.master, work.slave);
    let no_address = Ifreq::new(slave);
    for (get, set) in [
        (Request::GetAddress, Request::SetAddress),
        (Request::GetDestination, Request::SetDestination),
        (Request::GetBroadcast, Request::SetBroadcast),
        (Request::GetNetmask, Request::SetNetmask),
    ] {
        let mut value = Ifreq::new(master);
        work.read(get, &mut value, Message::SETTINGS)?;
        value.name = no_address.name;
        work.make(set, &mut value)?;
        // The slave's own addresses are put back after all else.
        work.on_undo(Request::SetAddress, &no_address);
    }
    copy(work, Request::GetMtu, Request::SetMtu, master, slave)?;

    let mut hwaddr = Ifreq::new(master);
    work.read(Request::GetHwAddr, &mut hwaddr, Message::SETTINGS)?;
    let (from, to) = if hwaddr.hwaddr() == [0; 14] {
        (slave, master)
    } else if work.abi == Abi::V0 {
        (master, slave)
    } else {
        return Ok(());
    };
    // Under ABI 0, what gets a hardware address is down, and up afterwards.
    let mut found = Ifreq::new(to);
    work.read(Request::GetFlags, &mut found, Message::SETTINGS)?;
    let down = found.flags() - Flags::UP;
    if work.abi == Abi::V0 {
        work.set_flags(&mut found, down)?;
    }
    copy(work, Request::GetHwAddr, Request::SetHwAddr, from, to)?;
    if work.abi == Abi::V0 {
        work.set_flags(&mut found, down | Flags::UP)?;
    }
    Ok(())
}

/// Sets on one interface what the other has, where they differ.
#[inline(never)]
fn copy<S: System>(
    work: &mut Transaction<'_, '_, S>,
    get: Request,
    set: Request,
    from: IfName<'_>,
    to: IfName<'_>,
) -> Result<(), Failed> {
    let mut value = Ifreq::new(from);
    work.read(get, &mut value, Message::SETTINGS)?;
    let mut before = Ifreq::new(to);
    work.read(get, &mut before, Message::SETTINGS)?;
    value.name = before.name;
    if value != before {
        work.change(set, &mut value, &before)?;
    }
    Ok(())
}
