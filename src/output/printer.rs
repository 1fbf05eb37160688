//! The printer: it fills in templates, and prints them to the standard streams.

use heapless::Vec;

use super::message::Message;
use super::{Fact, Field, Text, errno, layout, template};
use crate::applet::Applet;
use crate::kernel::{Errno, IfName, Result, Stream, System};
use crate::{DONE, FAILED};

/// Prints texts to the standard streams, through one buffer.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Printer<S> {
    system: S,
    /// Who it prints for.
    pub applet: Applet,
    /// The bond's name.
    pub master: IfName,
    /// The name of the slave that all is about at the time.
    pub slave: IfName,
    /// The name of the interface that a message is about, be it the master or the slave; or of the
    /// one that is shown.
    pub about: IfName,
    /// The facts that hold: a bit for each.
    pub facts: u32,
    /// What holds in each text of the state of bonds; nothing where that is not what is told.
    #[cfg(feature = "boot")]
    pub of_bonds: u32,
    /// The exit status.
    pub status: u8,
    /// The next line tells of a step that is not made: it is what was asked for, for standard output.
    #[cfg(feature = "boot")]
    pub plan: bool,
    /// What goes to standard error goes to the system's log, too.
    #[cfg(feature = "nameif")]
    pub log: bool,
    /// Where the buffer's bytes go.
    stream: Stream,
    /// Of the writes to standard output, the one that failed.
    outcome: Result<()>,
    /// The values of fields.
    pub numbers: [u64; FIELDS],
    buffer: Vec<u8, 2048>,
}

/// As many fields as an encoded template can have.
pub const FIELDS: usize = 64;

impl<S: System> Printer<S> {
    /// Without names, facts or numbers.
    pub fn new(system: S, applet: Applet) -> Self {
        Self {
            system,
            applet,
            master: IfName::NONE,
            slave: IfName::NONE,
            about: IfName::NONE,
            facts: 0,
            #[cfg(feature = "boot")]
            of_bonds: 0,
            status: DONE,
            #[cfg(feature = "boot")]
            plan: false,
            #[cfg(feature = "nameif")]
            log: false,
            stream: Stream::Stderr,
            outcome: Ok(()),
            numbers: [0; FIELDS],
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
    #[allow(clippy::cast_possible_truncation)] // An IPv4 address has 32 bits.
    fn field(&mut self, code: u8) {
        let Some(field) = Field::from_code(code) else { return };
        let number = self.get(field);
        match field {
            Field::Interface => self.name(self.about),
            Field::Master => self.name(self.master),
            Field::Slave => self.name(self.slave),
            Field::RxBytes | Field::TxBytes => self.size(number),
            Field::Address | Field::Peer | Field::Broadcast | Field::Netmask => {
                self.ipv4(number as u32);
            }
            Field::HwAddr => self.hwaddr(b':'),
            Field::LongHwAddr => self.hwaddr(b'-'),
            Field::BaseAddress | Field::MemoryStart | Field::MemoryEnd | Field::Dma => {
                self.number(number, 16);
            }
            Field::Hardware => self.print(layout::title(number)),
            Field::Port => self.print(layout::port(number)),
            Field::Scope => self.print(layout::scope(number)),
            Field::Unit => self.print(layout::unit(number)),
            #[cfg(feature = "boot")]
            Field::HighNibble | Field::LowNibble => self.number(number, 16),
            #[cfg(feature = "boot")]
            Field::Mode => self.print(layout::mode(number)),
            #[cfg(feature = "boot")]
            Field::State => self.print(layout::state(number)),
            #[cfg(feature = "boot")]
            Field::Link => self.print(layout::link(number)),
            _ => self.number(number, 10),
        }
    }

    /// Prints the name of an interface.
    fn name(&mut self, name: IfName) {
        self.word(name.as_bytes());
    }

    /// Prints a line that says what was done, or what failed and why.
    #[inline(never)]
    pub fn say(&mut self, message: Message, reason: Option<Errno>) {
        self.step(message, b"", reason);
    }

    /// Says why.
    fn reason(&mut self, message: Message, reason: Errno) {
        self.put(b':');
        self.put(b' ');
        self.set(Field::Errno, reason.number().into());
        self.print(errno::text(reason));
        self.print(message.hint(reason));
    }

    /// Begins a line; the message may have other words for a failure.
    #[cfg_attr(feature = "boot", inline(never))]
    pub fn begin(&mut self, message: Message, failed: bool) {
        #[cfg(not(feature = "boot"))]
        self.to(Stream::Stderr);
        #[cfg(feature = "boot")]
        let plan = core::mem::take(&mut self.plan);
        #[cfg(feature = "boot")]
        self.to(if plan { Stream::Stdout } else { Stream::Stderr });
        self.print(Message::prefix(self.applet));
        self.facts = if failed { Fact::Failed.bit() } else { 0 };
        self.print(message);
    }

    /// Says that something failed.
    #[inline(never)]
    pub fn fail(&mut self, message: Message, reason: Errno) {
        self.say(message, Some(reason));
        self.status = FAILED;
    }

    /// Says why something is not done at all.
    pub fn refuse(&mut self, message: Message) {
        self.say(message, None);
        self.status = FAILED;
    }

    /// Reports an error on the command line, and prints the usage.
    pub fn wrong(&mut self, message: Message, part: &[u8]) {
        self.line(message, part);
        self.print(Message::usage(self.applet));
    }

    /// Reports an error in a word.
    pub fn line(&mut self, message: Message, word: &[u8]) {
        self.begin(message, false);
        self.word(word);
        self.print(message.after_word());
        self.put(b'\n');
        self.status = FAILED;
    }

    /// Says that something failed with a word, and why.
    #[cfg(any(feature = "boot", feature = "nameif"))]
    pub fn fail_with(&mut self, message: Message, word: &[u8], reason: Errno) {
        self.step(message, word, Some(reason));
        self.status = FAILED;
    }

    /// Prints a line that says what was done with a word, or what failed and why.
    pub fn step(&mut self, message: Message, word: &[u8], reason: Option<Errno>) {
        self.begin(message, reason.is_some());
        self.word(word);
        self.end(message, reason);
    }

    /// Ends a line, with the reason for a failure.
    #[cfg_attr(feature = "boot", inline(never))]
    pub fn end(&mut self, message: Message, reason: Option<Errno>) {
        if let Some(reason) = reason {
            self.reason(message, reason);
        }
        self.put(b'\n');
    }

    /// Prints a word as it was given; in messages, with a `?` for each control character, which might do
    /// something to a terminal.
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

    /// Prints how the applet is used, on standard output.
    pub fn usage(&mut self) {
        self.to(Stream::Stdout);
        self.print(Message::usage(self.applet));
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

    /// Prints a byte.
    #[inline(never)]
    pub fn put(&mut self, byte: u8) {
        if self.buffer.is_full() {
            self.flush();
        }
        let _ = self.buffer.push(byte);
    }

    /// From here on, what is printed goes to this stream.
    #[inline(never)]
    pub fn to(&mut self, stream: Stream) {
        if self.stream != stream {
            self.flush();
            self.stream = stream;
        }
    }

    /// Writes what is left.
    #[inline(never)]
    pub fn flush(&mut self) {
        let mut rest = self.buffer.as_slice();
        #[cfg(feature = "nameif")]
        if self.log && self.stream == Stream::Stderr && !rest.is_empty() {
            self.system.log(rest);
        }
        // Behind what standard output did not take, it gets nothing: it would be in a wrong place.
        while !rest.is_empty() && (self.stream == Stream::Stderr || self.outcome.is_ok()) {
            let reason = match self.system.write(self.stream, rest) {
                Ok(written @ 1..) => {
                    rest = rest.get(written..).unwrap_or_default();
                    continue;
                }
                Ok(0) => Errno::IO,
                Err(reason) => reason,
            };
            // Where standard error takes no text, there is nowhere left to say so.
            if self.stream == Stream::Stdout {
                self.outcome = Err(reason);
            }
            break;
        }
        self.buffer.clear();
    }

    /// Whether standard output has taken all so far.
    pub fn outcome(&self) -> Result<()> {
        self.outcome
    }

    /// Writes all that is left, says if standard output did not take all, and returns the exit
    /// status.
    pub fn finish(&mut self) -> u8 {
        self.flush();
        if let Err(reason) = self.outcome {
            self.fail(Message::Stdout, reason);
            self.flush();
        }
        self.status
    }
}
