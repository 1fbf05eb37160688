//! Deleting bonds.

use heapless::Vec;

use super::make::delete;
use super::transaction::{Transaction, Who};
use crate::kernel::{Errno, Flags, IfName, Ifbond, Ifslave, Kernel, Request, System};
use crate::text::Message;

/// So many slaves are told of.
const TOLD: usize = 64;

/// Deletes each bond. Its driver lets go of its slaves first, all or none, and leaves each as it was before
/// it was attached.
#[inline(never)]
pub fn unbond<'a, S: System>(
    work: &mut Transaction<'_, S>,
    masters: &mut dyn Iterator<Item = &'a [u8]>,
) {
    for master in masters {
        work.begin_bond(master);
        work.look_up(Who::Master);
        work.read(Request::GetFlags, Who::Master);
        let mut info = Ifbond::default();
        let asked = work.kernel.bond_info(&mut work.ifreq, &mut info);
        if asked == Err(Errno::OPNOTSUPP) {
            work.refuse(Message::NOT_MASTER);
        }
        work.check(asked, Message::SETTINGS);
        if work.failed {
            continue;
        }
        let mut slaves: Vec<IfName, TOLD> = Vec::new();
        for id in 0..info.num_slaves {
            let mut slave = Ifslave::of(id);
            work.ifreq.name = work.messages.master;
            if work.kernel.slave_info(&mut work.ifreq, &mut slave).is_ok()
                && let Some(name) = slave.name()
            {
                let _ = slaves.push(name);
            }
        }
        work.ifreq.name = work.messages.master;
        delete(work);
        for slave in slaves {
            work.messages.slave = slave;
            if !work.failed {
                work.made(Ok(()), Message::of(Request::Release, Flags(0)));
            }
        }
        work.messages.flush();
    }
}
