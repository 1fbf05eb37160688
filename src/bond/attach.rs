//! Attaching one slave.

use super::transaction::{Setting, Transaction, Who};
use crate::kernel::{Errno, Flags, IfName, Ifreq, Kernel, Link, Request, System};
use crate::output::Message;

/// Attaches one slave, or leaves it, and the master, as they were found.
#[inline(never)]
pub fn attach<S: System>(work: &mut Transaction<'_, S>) {
    work.unreadable = Message::SlaveSettings;
    work.look_up(Who::Slave);
    work.read(Request::GetFlags, Who::Slave);
    let flags = work.ifreq.flags();

    // The driver would refuse these too, or worse; but by then the slave would be down.
    if flags.has(Flags::SLAVE) {
        work.refuse(Message::AlreadySlave);
    }
    // Names cannot tell: there are alternative names.
    if work.index[0] == work.index[1] {
        work.refuse(Message::Itself);
    }
    if flags.has(Flags::LOOPBACK) {
        work.refuse(Message::Loopback);
    }
    if work.failed {
        return;
    }
    let mut link = Link::default();
    let up = flags.has(Flags::UP);
    let outcome = work.kernel.save(work.index[1], up, &mut work.saved, &mut link);
    work.check(outcome, work.unreadable);
    if up {
        if link.master != 0 {
            work.check(Err(Errno::BUSY), Message::Enslave);
        }
        work.read(Request::GetMtu, Who::Master);
        if link.max_mtu != 0 && link.max_mtu < work.ifreq.number() {
            work.refuse(Message::Mtu);
        }
    }
    steps(work);
    if work.failed {
        work.roll_back();
    }
}

/// The steps of an attach.
fn steps<S: System>(work: &mut Transaction<'_, S>) {
    // The driver attaches only what is down. It opens the slave itself.
    work.set_up(Who::Slave, false);
    if work.old.is_some() && !work.failed {
        remove_addresses(work);
        // What the slave gets in their place goes before its own addresses are put back.
        let none = Ifreq::new(&IfName::NONE).value();
        work.on_undo(Request::SetAddress, Who::Slave, &none);
        copy_settings(work);
    }
    work.make(Request::Enslave, Who::Slave);
    // The driver takes names. If another interface got the slave's at that very moment, it goes free.
    if !work.failed && !work.options.no_act() && !work.is_slave(Flags::SLAVE) {
        let _ = work.kernel.request(Request::Release, &mut work.ifreq);
        work.check(Err(Errno::NODEV), Message::Enslave);
    }
    work.on_undo(Request::Release, Who::Slave, &[0; Ifreq::VALUE]);
    // A slave with addresses of its own would answer for them beside the bond.
    if work.old.is_none() {
        remove_addresses(work);
    }
}

/// Removes the slave's IPv4 addresses.
#[inline(never)]
fn remove_addresses<S: System>(work: &mut Transaction<'_, S>) {
    if work.failed {
        return;
    }
    if work.options.no_act() {
        return work.made(Ok(()), Message::ClearAddress);
    }
    work.removed = true;
    let remove = || work.kernel.remove_ipv4(work.index[1]);
    // If it fails, once more: to undo the attach would be worse. The driver gives a bond without
    // slaves a random hardware address, even where a user had set one.
    let outcome = remove().or_else(|_| remove());
    work.made(outcome, Message::ClearAddress);
}

/// What the slave of an old driver gets from its master.
const SETTINGS: &[Setting] = &[
    [Request::GetAddress, Request::SetAddress],
    [Request::GetDestination, Request::SetDestination],
    [Request::GetBroadcast, Request::SetBroadcast],
    [Request::GetNetmask, Request::SetNetmask],
    [Request::GetMtu, Request::SetMtu],
];

const HW_ADDR: Setting = [Request::GetHwAddr, Request::SetHwAddr];

/// What the drivers of ABI 0 and 1 leave to the program: the slave gets the master's IPv4
/// settings and MTU; a master without a hardware address gets the slave's; and under ABI 0 the
/// slave gets the hardware address of a master that has one, and is up when it is attached.
fn copy_settings<S: System>(work: &mut Transaction<'_, S>) {
    for &setting in SETTINGS {
        work.copy(setting, Who::Slave);
    }

    work.read(Request::GetHwAddr, Who::Master);
    let none = work.ifreq.lacks_hwaddr();
    let to = if none { Who::Master } else { Who::Slave };
    // Under ABI 0, what gets a hardware address is down, and in the end all is up.
    if work.has_version_0() {
        work.set_up(to, false);
        work.copy(HW_ADDR, to);
        work.set_up(to, true);
        work.set_up(Who::Slave, true);
    } else if none {
        work.copy(HW_ADDR, to);
    }
}
