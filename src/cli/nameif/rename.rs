// SPDX-License-Identifier: MIT OR Apache-2.0
//! Renaming: in which order, and through which temporary name.
//!
//! An entry may want a name that the interface of another entry still has. So the entries form chains
//! (eth0 becomes eth1, and eth1 becomes lan0) and cycles (eth0 becomes eth1, and eth1 becomes eth0). A chain
//! is renamed from its end. In a cycle, one interface gets a temporary name first; if a rename fails
//! then, all interfaces of the cycle get their old names again.

use super::find;
use super::table::{ROOM, Table, address};
use crate::kernel::{Errno, IfName, Ifreq, Kernel, Record, Request, Result, System};
use crate::output::{Message, Printer};
use crate::show::records::{halves, joined, name};

/// A name, in the two halves that a record has. No interface has the name 0.
type Name = [u64; 2];

const NONE: Name = [0; 2];

/// The first halves of the temporary names. The second halves are empty.
const FIRST: u64 = u64::from_be_bytes(*b"nameif-a");
const LAST: u64 = u64::from_be_bytes(*b"nameif-z");

/// The entries of a table while their interfaces are renamed. A record has the name that the interface is to
/// get; the address, in whose place comes the index of the entry that waits for this one; and the name
/// that the interface has now, or `NONE` if there is nothing left to do for the entry.
pub struct Renaming<'m, S: System> {
    pub table: Table<'m>,
    pub kernel: S::Kernel,
    pub printer: &'m mut Printer<S>,
}

impl<S: System> Renaming<'_, S> {
    /// Looks up the interface of each entry, then renames them. If a look-up fails, renames none.
    #[inline(never)] // Saves 56 bytes with xz.
    pub fn run(&mut self) {
        let mut at = 0;
        while let Some([entry, rest @ ..]) = self.table.entries().get(at..) {
            // Of entries with one address, the last is for the first such interface.
            let before = rest.iter().filter(|other| address(other) == address(entry)).count();
            let mut found = IfName::NONE;
            if let Err(reason) = find(&self.kernel, address(entry), before, &mut found) {
                return self.printer.fail(Message::Names, reason);
            }
            let is_right = found == name(entry);
            self.set_current(at, if is_right { NONE } else { halves(found.word()) });
            at += 1;
        }
        for first in 0..at {
            while self.current(first) != NONE {
                self.rename_chain(first);
            }
        }
    }

    /// Renames the interface of this entry, after those that have the names in its way. If these form a
    /// cycle, renames that cycle.
    fn rename_chain(&mut self, first: usize) {
        let mut last = first;
        let mut steps = 0;
        loop {
            let wanted = self.wanted(last);
            let Some(holder) = self.holder(wanted) else { break };
            self.entry(holder)[2] = last as u64;
            last = holder;
            steps += 1;
            // After as many steps as there are entries, one of them has come twice.
            if steps == self.table.count {
                return self.rename_cycle(last);
            }
        }
        loop {
            self.rename_entry(last);
            self.set_current(last, NONE);
            if last == first {
                return;
            }
            last = self.waiting(last);
        }
    }

    /// Renames all interfaces of a cycle, or none.
    fn rename_cycle(&mut self, first: usize) {
        let mut at = first;
        if self.park(first) {
            loop {
                at = self.waiting(at);
                if !self.rename_entry(at) {
                    self.restore(at, first);
                    break;
                }
                if at == first {
                    break;
                }
            }
        }
        while self.current(at) != NONE {
            self.set_current(at, NONE);
            at = self.waiting(at);
        }
    }

    /// Gives the interface of this entry a temporary name.
    fn park(&mut self, at: usize) -> bool {
        let current = self.current(at);
        let mut temporary = [FIRST, 0];
        let mut outcome;
        loop {
            outcome = self.request(current, temporary);
            if outcome != Err(Errno::EXIST) || temporary[0] == LAST {
                break;
            }
            temporary[0] += 1;
        }
        if outcome.is_ok() {
            self.set_current(at, temporary);
        }
        self.report(current, temporary, outcome)
    }

    /// Restores the names of a cycle. The interface that was renamed last had the name that `failed` did not
    /// get; `parked` has a temporary name.
    fn restore(&mut self, failed: usize, parked: usize) {
        let mut free = self.wanted(failed);
        while let Some(at) = self.holder(free) {
            let name = self.wanted(at);
            self.rename(name, free);
            free = name;
        }
        let temporary = self.current(parked);
        self.rename(temporary, free);
    }

    /// Gives the interface of an entry its new name.
    fn rename_entry(&mut self, at: usize) -> bool {
        let (from, to) = (self.current(at), self.wanted(at));
        self.rename(from, to)
    }

    /// Renames an interface; if that fails, reports it and returns false.
    fn rename(&mut self, from: Name, to: Name) -> bool {
        let outcome = self.request(from, to);
        self.report(from, to, outcome)
    }

    fn report(&mut self, from: Name, to: Name, outcome: Result<()>) -> bool {
        if let Err(reason) = outcome {
            self.printer.master = IfName::from_word(joined(from));
            self.printer.slave = IfName::from_word(joined(to));
            let mut ifreq = Ifreq::new(&self.printer.slave);
            let mut message = Message::Rename;
            // The kernel finds an interface by its alternative names, too.
            if reason == Errno::EXIST
                && self.kernel.request(Request::GetIndex, &mut ifreq) == Ok(())
                && self.kernel.request(Request::GetName, &mut ifreq) == Ok(())
                && ifreq.name != self.printer.slave
            {
                self.printer.about = ifreq.name;
                message = Message::RenameTaken;
            }
            self.printer.fail(message, reason);
        }
        outcome.is_ok()
    }

    fn request(&self, from: Name, to: Name) -> Result<()> {
        let mut ifreq = Ifreq::new(&IfName::from_word(joined(from)));
        ifreq.set_slave(&IfName::from_word(joined(to)));
        self.kernel.request(Request::SetName, &mut ifreq)
    }

    /// The entry whose interface has this name and is to get another.
    fn holder(&self, name: Name) -> Option<usize> {
        self.table.entries().iter().position(|&[_, _, _, first, second]| [first, second] == name)
    }

    #[allow(clippy::indexing_slicing)] // The index is less than the length.
    fn entry(&mut self, at: usize) -> &mut Record {
        &mut self.table.records[at % ROOM]
    }

    fn wanted(&mut self, at: usize) -> Name {
        let [first, second, ..] = *self.entry(at);
        [first, second]
    }

    fn current(&mut self, at: usize) -> Name {
        let [.., first, second] = *self.entry(at);
        [first, second]
    }

    /// The entry that waits for this one.
    #[allow(clippy::cast_possible_truncation)] // It is the index of an entry.
    fn waiting(&mut self, at: usize) -> usize {
        self.entry(at)[2] as usize
    }

    fn set_current(&mut self, at: usize, [first, second]: Name) {
        let [.., high, low] = self.entry(at);
        [*high, *low] = [first, second];
    }
}
