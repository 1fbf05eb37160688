//! The progress of a command: which bonds and slaves are given up, and which ones the user knows to be missing.

use crate::kernel::System;
use crate::output::{Message, Printer};

/// A bit for each bond, or for each slave, in the order of the SPECs. From the 64th on there are none: nothing
/// is remembered of those, and each round tries them again.
pub type Bits = u64;

/// The progress of this command.
#[derive(Default)]
pub struct Progress {
    /// The bond and the slave at hand.
    pub bond: Bits,
    pub slave: Bits,
    /// Bonds and slaves that were rejected: they are not tried again.
    pub bonds_given_up: Bits,
    pub slaves_given_up: Bits,
    /// Bonds that are as they should be, but for their slaves.
    pub settled: Bits,
    /// Of these, those that this command has created.
    pub created: Bits,
    /// Bonds and slaves of which the user knows that their links are waited for, and slaves that are.
    pub bonds_announced: Bits,
    pub links_announced: Bits,
    pub slaves_announced: Bits,
    /// With `-w`: it matters whether links are up.
    pub links: bool,
    /// Something is missing that may still come.
    pub waiting: bool,
    /// Slaves wait for those before them.
    pub in_order: bool,
    /// This is the first round.
    pub first: bool,
    /// This is the last round: there is no more time for anything that is missing now.
    pub last: bool,
    /// One of the bonds works.
    pub works: bool,
    /// A bond was asked for.
    pub has_bonds: bool,
    /// One of the other interfaces is as it should be.
    pub others_work: bool,
}

impl Progress {
    /// Goes back to the first bond.
    pub fn start_round(&mut self) {
        (self.bond, self.slave) = (1, 1);
        self.waiting = false;
        self.works = false;
        self.others_work = false;
    }

    /// Goes on to the next bond. False if it was rejected before.
    pub fn next_bond(&mut self) -> bool {
        self.bond <<= 1;
        self.bonds_given_up & self.bond == 0
    }

    /// Goes on to the next slave. False if it was rejected before.
    pub fn next_slave(&mut self) -> bool {
        self.slave <<= 1;
        self.slaves_given_up & self.slave == 0
    }
}

/// Reports once that a bond waits for something.
pub fn announce<S: System>(
    messages: &mut Printer<S>,
    bit: Bits,
    announced: &mut Bits,
    message: Message,
    word: &[u8],
) {
    if bit & !*announced != 0 {
        *announced |= bit;
        messages.step(message, word, None);
    }
}
