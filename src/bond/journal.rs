// SPDX-License-Identifier: MIT OR Apache-2.0
//! The journal: the steps that were performed, in parts. A part is about one slave, or about the bond as a whole.
//!
//! Most commands keep a journal of the part at hand only: the parts before it are complete, and stay. With `--try`, and
//! when a bond is deleted, it has all parts, so all of them can be undone.

use heapless::Vec;

use super::step::{Role, Step, Value};
use crate::HAS_BOOT;

/// The entries of a journal that has all parts. With `--try`, a slave takes four, or seven with `-m`.
const CAPACITY: usize = if HAS_BOOT { 176 } else { 16 };

/// What a part is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A slave.
    Slave,
    /// A bond.
    Bond(Found),
}

/// The state of a bond before the change: everything that steps of its slaves change, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// This command has created it.
    pub created: bool,
    /// This command deletes it when the change is confirmed.
    pub deleted: bool,
    /// It had slaves.
    pub has_slaves: bool,
    /// The index of its active slave; 0 if there was none.
    pub active: u32,
    /// Its hardware address.
    pub hwaddr: [u8; 6],
}

/// A part of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub kind: Kind,
    /// The index of the bond; 0 if there is none yet.
    pub bond: u32,
    /// The index of the slave; 0 if there is none.
    pub slave: u32,
    /// The interface whose configuration the snapshot has.
    pub stored: Option<Role>,
    /// The place of this configuration in the snapshot.
    pub snapshot: u32,
}

impl Part {
    /// A part about nothing yet.
    pub const NONE: Self = Self { kind: Kind::Slave, bond: 0, slave: 0, stored: None, snapshot: 0 };
}

/// An entry of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    /// A step, with the value that was found before.
    Step(Step, Value),
    /// Another part begins: this is the one before.
    After(Part),
}

/// The steps that were performed.
#[derive(Debug)]
pub struct Journal {
    entries: Vec<Entry, CAPACITY>,
}

impl Journal {
    /// A journal without entries.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Forgets all entries.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Whether there is room for so many steps, and for the beginnings of parts before them and after them.
    pub fn has_room(&self, steps: usize) -> bool {
        self.entries.len() + steps + 2 <= CAPACITY
    }

    /// Whether there is any step, in any part.
    pub fn has_steps(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry, Entry::Step(..)))
    }

    /// The parts before the last one.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::After(part) => Some(*part),
            Entry::Step(..) => None,
        })
    }

    /// Records a step, with the value that was found before.
    pub fn record(&mut self, step: Step, value: Value) {
        // A step is performed only if there is room.
        let _ = self.entries.push(Entry::Step(step, value));
    }

    /// The number of steps in the last part.
    pub fn steps(&self) -> usize {
        self.entries.iter().rev().take_while(|entry| matches!(entry, Entry::Step(..))).count()
    }

    /// Removes the last step of the last part. None if it has none.
    pub fn pop_step(&mut self) -> Option<(Step, Value)> {
        let &Entry::Step(step, value) = self.entries.last()? else { return None };
        self.entries.pop();
        Some((step, value))
    }

    /// Begins another part after this one.
    pub fn begin_part(&mut self, before: Part) {
        let _ = self.entries.push(Entry::After(before));
    }

    /// Goes back to the part before the last one, which has no steps left. None if there is none.
    pub fn pop_part(&mut self) -> Option<Part> {
        let &Entry::After(part) = self.entries.last()? else { return None };
        self.entries.pop();
        Some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_undone_part_by_part_the_last_one_first() {
        let mut journal = Journal::new();
        let [up, down] = [Step::SetUp(Role::Bond), Step::SetDown(Role::Slave)];
        let value = Value::default();
        journal.record(up, value);
        journal.begin_part(Part { slave: 7, ..Part::NONE });
        journal.record(down, value);
        journal.record(Step::Enslave, value);
        assert_eq!(journal.steps(), 2);
        assert_eq!(journal.pop_part(), None);
        assert_eq!(journal.pop_step(), Some((Step::Enslave, value)));
        assert_eq!(journal.pop_step(), Some((down, value)));
        assert_eq!(journal.pop_step(), None);
        assert_eq!(journal.pop_part().map(|part| part.slave), Some(7));
        assert_eq!(journal.pop_step(), Some((up, value)));
        assert_eq!((journal.pop_step(), journal.pop_part()), (None, None));
    }
}
