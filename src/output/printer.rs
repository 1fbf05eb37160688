//! The printer: it fills in templates, and prints them to the standard streams.

use heapless::Vec;

use super::{Fact, Field, Message, Table, Text, layout, template};
use crate::DONE;
use crate::kernel::{IfName, Result, Stream, System};

/// Prints texts to the standard streams, through one buffer.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Printer<S> {
    pub(super) system: S,
    /// The beginning of each line of standard error.
    pub prefix: Message,
    /// The usage, which follows an error on the command line.
    pub usage: Message,
    /// The bond.
    pub master: IfName,
    /// The interface that is, or becomes, its slave.
    pub slave: IfName,
    /// The interface that a message is about, be it the master or the slave; or the one that is shown.
    pub about: IfName,
    /// The facts that hold: a bit for each.
    pub facts: u32,
    /// The exit status.
    pub status: u8,
    /// The next line is a step of a plan, which goes to standard output.
    pub plan: bool,
    /// The system's log receives everything that is written to standard error, too.
    #[cfg(feature = "nameif")]
    pub log: bool,
    /// The stream that the buffer is for.
    pub(super) stream: Stream,
    /// The first error of standard output.
    pub(super) outcome: Result<()>,
    /// The values of the fields that are numbers.
    pub numbers: [u64; FIELDS as usize],
    pub(super) buffer: Vec<u8, 2048>,
}

/// The number of fields that an encoded template has room for.
pub const FIELDS: u8 = 64;

impl<S: System> Printer<S> {
    /// A printer with the prefix and the usage of an applet.
    pub fn new(system: S, prefix: Message, usage: Message) -> Self {
        Self {
            system,
            prefix,
            usage,
            master: IfName::NONE,
            slave: IfName::NONE,
            about: IfName::NONE,
            facts: 0,
            status: DONE,
            plan: false,
            #[cfg(feature = "nameif")]
            log: false,
            stream: Stream::Stderr,
            outcome: Ok(()),
            numbers: [0; FIELDS as usize],
            buffer: Vec::new(),
        }
    }

    /// Prints a text.
    pub fn print(&mut self, text: impl Into<Text>) {
        self.fill_in(text.into());
    }

    /// Prints a text: fills in its fields, and leaves out the parts whose facts do not hold.
    #[inline(never)]
    fn fill_in(&mut self, text: Text) {
        // How many parts around this byte are left out, from the outermost of these on.
        let mut skipped = 0_u8;
        for byte in text.bytes() {
            match byte {
                template::END => skipped = skipped.saturating_sub(1),
                template::ELSE if skipped < 2 => skipped ^= 1,
                template::IF.. if skipped != 0 || !self.holds(byte) => skipped += 1,
                template::ELSE | template::IF.. => {}
                _ if skipped != 0 => {}
                template::FIELD.. => self.field(byte & !template::FIELD),
                _ => self.put(byte),
            }
        }
    }

    /// Prints a field.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // IPv4 addresses and numbers that choose texts have 32 bits.
    fn field(&mut self, code: u8) {
        let Some(field) = Field::from_code(code) else { return };
        let number = self.get(field);
        let short = number as u32;
        match field {
            Field::Interface => self.name(self.about),
            Field::Master => self.name(self.master),
            Field::Slave => self.name(self.slave),
            Field::RxBytes | Field::TxBytes => self.size(number),
            Field::Address | Field::Peer | Field::Broadcast | Field::Netmask => {
                self.ipv4(short);
            }
            Field::HwAddr => self.hwaddr(b':'),
            Field::LongHwAddr => self.hwaddr(b'-'),
            Field::BaseAddress | Field::MemoryStart | Field::MemoryEnd | Field::Dma => {
                self.number(number, 16);
            }
            Field::Hardware => self.print(layout::title(short)),
            Field::Port => self.print(Table::Ports.nth(short)),
            Field::Scope => self.print(layout::scope(short)),
            Field::Unit => self.print(Table::Units.nth(short)),
            _ => self.number(number, 10),
        }
    }

    /// Prints the name of an interface.
    fn name(&mut self, name: IfName) {
        self.word(name.as_bytes());
    }

    /// Prints a word as it was given. In messages, it has a `?` for each control character, because those can
    /// control a terminal.
    #[cfg_attr(any(feature = "boot", feature = "ifkit"), inline(never))]
    pub fn word(&mut self, word: &[u8]) {
        let mut before = 0;
        for &byte in word {
            // In UTF-8, those from U+0080 to U+009F have 0xc2 before them.
            let is_control = match byte {
                ..b' ' | 0x7f => true,
                0x80..=0x9f => before == 0xc2,
                _ => false,
            };
            before = byte;
            self.put(if is_control && self.stream == Stream::Stderr { b'?' } else { byte });
        }
    }

    /// Whether a fact holds.
    pub fn has(&self, fact: Fact) -> bool {
        self.facts & fact.bit() != 0
    }

    /// The same, of the fact that the low bits stand for.
    fn holds(&self, code: u8) -> bool {
        self.facts >> (code & 31) & 1 != 0
    }

    /// Notes that a fact holds.
    pub fn note(&mut self, fact: Fact) {
        self.facts |= fact.bit();
    }

    /// The value of a field.
    pub fn get(&self, field: Field) -> u64 {
        self.numbers.get(field as usize).copied().unwrap_or(0)
    }

    /// Sets the value of a field.
    pub fn set(&mut self, field: Field, value: u64) {
        if let Some(place) = self.numbers.get_mut(field as usize) {
            *place = value;
        }
    }
}
