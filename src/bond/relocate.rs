// SPDX-License-Identifier: MIT OR Apache-2.0
//! `-m`: the configuration of an interface moves to the other one.

use super::change::Change;
use super::failure::{Failure, Outcome};
use super::plan;
use super::step::{Role, Step, Value};
use crate::kernel::{Errno, Item, Kernel, Obstacle, Result, System};
use crate::netlink::{CAPACITY, Parts};
use crate::output::{Field, Message};

impl<S: System> Change<'_, S> {
    /// Checks before any step that everything in the snapshot of an interface can be moved to the other one, with `-m`,
    /// and restored, with `--try`.
    pub fn check_snapshot(&mut self, from: Role) -> Outcome<()> {
        self.check_stored(from).inspect_err(|_| {
            // Nothing is lost, so nothing is restored.
            self.part.stored = None;
        })
    }

    fn check_stored(&mut self, from: Role) -> Outcome<()> {
        if !self.moves_or_tries() {
            return Ok(());
        }
        self.check_addresses(from)?;
        if self.options.moves() {
            self.report_long_labels(from);
        }
        self.check_obstacles(from)
    }

    /// Whether a configuration must be one that can be moved and restored: with `-m` and `--try`.
    pub fn moves_or_tries(&self) -> bool {
        self.options.moves() || self.options.trial().is_some()
    }

    /// Checks before any change that the configuration of the slave at hand can be moved and restored, so that none of
    /// several slaves is attached if one of them cannot be. An error of another kind is for its attach to report.
    pub fn check_slave(&mut self) -> Outcome<()> {
        if plan::check_slave(&self.bond, &self.slave).is_err() {
            return Ok(());
        }
        let stored = self.store(Role::Slave);
        self.part.stored = None;
        stored.map_err(|reason| Failure::failed(Message::SlaveSettings, reason))?;
        self.check_addresses(Role::Slave)?;
        // Otherwise the attach names them.
        if self.options.force { Ok(()) } else { self.check_obstacles(Role::Slave) }
    }

    /// Checks that the snapshot is complete, and that its addresses can move.
    fn check_addresses(&mut self, from: Role) -> Outcome<()> {
        if !self.snapshot.is_complete() {
            self.messages.set(Field::Number, CAPACITY as u64);
            return Err(Failure::rejected_of(from, Message::TooMany));
        }
        if self.options.moves()
            && self.is_taken(from).map_err(|reason| Failure::failed(Message::Flags, reason))?
        {
            return Err(Failure::rejected_of(from.other(), Message::AddressTaken));
        }
        Ok(())
    }

    /// Whether there is anything in the snapshot.
    pub fn has_configuration(&mut self) -> bool {
        Item::ALL.into_iter().any(|item| self.snapshot.has(item))
    }

    /// Whether the other interface has one of the addresses that would move there.
    fn is_taken(&mut self, from: Role) -> Result<bool> {
        let to = self.link(from.other()).index;
        match self.kernel.is_taken(&mut self.snapshot, to) {
            // With `-n`, it may not exist yet.
            Err(Errno::NODEV) => Ok(false),
            outcome => outcome,
        }
    }

    /// Reports the labels that do not follow their addresses.
    fn report_long_labels(&mut self, from: Role) {
        let way = self.way(from);
        self.messages.about = way.from.name;
        let messages = &mut *self.messages;
        self.snapshot.long_labels(way, &mut |label| {
            messages.step(Message::LongLabel, label.as_bytes(), None);
        });
    }

    /// Names everything that refers to an interface, and neither moves nor is restored in a rollback. It is an error
    /// unless `-f` is given.
    fn check_obstacles(&mut self, role: Role) -> Outcome<()> {
        let place = self.place(role);
        let obstacles = self.kernel.obstacles(place);
        let obstacles = obstacles.map_err(|reason| Failure::failed(Message::Flags, reason))?;
        self.messages.about = place.name;
        let mut found = false;
        for &obstacle in &obstacles {
            match obstacle {
                // A rule stays as it is, whatever becomes of the interface.
                Obstacle::Rule(_) if !self.options.moves() => continue,
                Obstacle::Rule(number) => self.messages.say_number(Message::InRule, number),
                Obstacle::Nexthop(id) => self.messages.say_number(Message::InNexthop, id),
                Obstacle::Upper(name) => {
                    self.messages.step(Message::IsBelow, name.as_bytes(), None);
                }
            }
            found = true;
        }
        if found && !self.options.force {
            return Err(Failure::rejected_of(role, Message::Obstacles));
        }
        Ok(())
    }

    /// The place of the snapshot of the part at hand.
    pub fn snapshot_place(&self) -> u32 {
        self.part.snapshot
    }

    /// Uses the snapshot of an earlier part, which has that place.
    pub fn use_snapshot(&mut self, place: u32) {
        self.snapshot.repeat_part(place);
        self.part.snapshot = self.snapshot.part();
    }

    /// Moves everything that the snapshot has of an interface to the other one.
    pub fn move_configuration(&mut self, from: Role) -> Outcome<()> {
        if !self.options.moves() {
            return Ok(());
        }
        for item in Item::ALL {
            if self.snapshot.has(item) {
                self.apply_step(Step::Move(item, from), Value::default())?;
            }
        }
        Ok(())
    }
}
