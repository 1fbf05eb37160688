// SPDX-License-Identifier: MIT OR Apache-2.0
//! Looks up the interfaces that words refer to: slaves, ports of bridges and devices of VLANs.

use super::BondChange;
use super::spec_list::SpecList;
use crate::kernel::{Errno, Flags, IfName, Kernel, Result, System};
use crate::netlink::{Buffer, By, Link};
use crate::option;

/// An index that no interface has: that of one which `-n` would create.
const PLANNED: u32 = u32::MAX;

/// Looks up the interface that a word of a SPEC refers to; it is the slave at hand from now on.
#[inline(never)]
pub fn look_up_slave<S: System>(tx: &mut BondChange<'_, S>, word: &[u8]) -> Result<()> {
    let change = &mut tx.change;
    change.begin_slave(word);
    let by = match option::unicast(word) {
        Some(hwaddr) => By::Index(change.kernel.card(&hwaddr)?),
        None => By::Name(word),
    };
    change.kernel.bond(by, &mut change.slave, &mut Buffer::new())?;
    if change.messages.slave == IfName::NONE {
        change.messages.slave = change.slave.name;
    }
    Ok(())
}

/// With `-n`, an interface that would be created exists from now on, and is up.
pub fn pretend(link: &mut Link, name: IfName) {
    (link.name, link.index, link.flags, link.master) = (name, PLANNED, Flags::UP, 0);
}

/// Looks up what a word refers to, below the interface with the name `upper`: it is the slave at hand from now on. A name
/// that a card is to get is that card's. With `-n`, an interface that would be created before counts, too.
#[inline(never)]
pub fn look_up_lower<S: System>(
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    upper: &[u8],
    word: &[u8],
) -> Result<()> {
    let no_act = tx.change.options.no_act();
    let (mut planned, mut by) = (false, word);
    for request in words.requests() {
        if request.name() == upper {
            break;
        }
        if request.name() == word {
            planned = no_act;
            by = if request.hwaddr().is_some() { request.hwaddr_word() } else { word };
        }
    }
    let mut outcome = look_up_slave(tx, by);
    let change = &mut tx.change;
    change.messages.slave.read(word, false);
    let name = change.messages.slave;
    if planned && outcome == Err(Errno::NODEV) {
        pretend(&mut change.slave, name);
        outcome = Ok(());
    }
    // It lacks its name as yet.
    if by != word && outcome.is_ok() && !no_act && change.slave.name != name {
        return Err(Errno::NODEV);
    }
    outcome
}
