//! Deleting bonds.

use super::make::delete;
use super::transaction::{Transaction, Who};
use crate::kernel::{Attributes, Errno, IfName, Ifbond, Ifslave, Kernel, Request, System, append};
use crate::output::Message;
use crate::parse::until;

/// Releases the slaves of a bond, and deletes it. The driver leaves a slave as it was before it was
/// attached, and down.
///
/// (A bond in mode balance-alb that is deleted with its slaves leaves one of them promiscuous.)
#[inline(never)]
pub fn unbond<S: System>(work: &mut Transaction<'_, S>, master: &[u8]) {
    work.begin_bond(master);
    if work.index[0] == 0 && !work.failed {
        return work.report(Message::NoSuchBond);
    }
    work.read(Request::GetFlags, Who::Master);
    let mut info = Ifbond::default();
    if !work.failed {
        let asked = work.kernel.bond_info(&work.ifreq.name, &mut info);
        if asked == Err(Errno::OPNOTSUPP) {
            work.refuse(Message::NotMaster);
        }
        work.check(asked, Message::Settings);
    }
    // There is room for 64 names: the driver lets go of other slaves itself.
    let mut names = Attributes::new();
    for id in 0..info.num_slaves {
        let mut slave = Ifslave::default();
        if work.kernel.slave_info(&work.ifreq.name, id, &mut slave).is_ok() {
            let _ = append(&mut names, &slave.slave_name);
        }
    }
    let (slaves, _) = names.as_chunks();
    let mut released = 0;
    for slave in slaves {
        if !work.failed {
            change(work, slave, Request::Release);
            released += usize::from(!work.failed);
        }
    }
    if !work.failed {
        delete(work);
    }
    if work.failed {
        for slave in slaves.iter().take(released) {
            change(work, slave, Request::Enslave);
        }
    }
    work.messages.flush();
}

/// Releases a slave, or attaches it again.
fn change<S: System>(work: &mut Transaction<'_, S>, slave: &[u8; IfName::SIZE], request: Request) {
    work.begin(until(slave, 0));
    work.look_up(Who::Slave);
    work.make(request, Who::Slave);
}
