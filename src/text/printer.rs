//! What goes to the standard streams: texts with blanks, and what is filled in.

use heapless::Vec;

use super::message::Message;
use super::{Key, find};
use crate::applet::Applet;
use crate::kernel::{Errno, IfName, Result, Stream, System};
use crate::{DONE, FAILED};

/// Prints texts to the standard streams, through one buffer. In a text,
///
/// | these     | stand for                                                 |
/// |-----------|-----------------------------------------------------------|
/// | `!i`      | the name of the interface that it is about                |
/// | `!m` `!s` | the name of the master, of the slave                      |
/// | `#x`      | number x in decimal, see [`Printer::set`]                 |
/// | `$x`      | the same in hexadecimal                                   |
/// | `%x`      | the same in decimal, and in a unit: `2048 (2.0 KiB)`      |
/// | `&x`      | the same as an IPv4 address: its bytes, as in memory      |
/// | `!:` `!-` | the hardware address, of 6 or of 16 bytes                 |
/// | `{x…}`    | …, if fact x holds, see [`Printer::note`]                 |
/// | `"x`      | x, whatever it would stand for                            |
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
    /// What holds: bit 0 for the fact `@`, bit 1 for `A` and so on.
    pub facts: u32,
    /// What holds in each text of the state of bonds; nothing where that is not what is told.
    #[cfg(feature = "boot")]
    pub of_bonds: u32,
    /// The exit status.
    pub status: u8,
    /// The next line tells of a step that is not made: it is what was asked for, for standard output.
    plan: bool,
    /// What goes to standard error goes to the system's log, too.
    #[cfg(feature = "nameif")]
    pub log: bool,
    /// Where the buffer's bytes go.
    stream: Stream,
    /// Of the writes to standard output, the one that failed.
    outcome: Result<()>,
    /// Number `a` is at index 1, `b` at 2 and so on.
    pub numbers: [u64; 32],
    buffer: Vec<u8, 2048>,
}

/// The bit of a fact.
pub const fn bit(fact: u8) -> u32 {
    1 << (fact & 31)
}

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
            plan: false,
            #[cfg(feature = "nameif")]
            log: false,
            stream: Stream::Stderr,
            outcome: Ok(()),
            numbers: [0; 32],
            buffer: Vec::new(),
        }
    }

    /// Prints the text of this key, if there is one.
    #[inline(never)]
    pub fn print(&mut self, key: Key) -> bool {
        let Some(bytes) = find(key) else { return false };
        // What is to be done with the next byte; 0 to print it.
        let mut operator = 0;
        // Nothing is printed up to as many `}`.
        let mut skipping = 0_u8;
        for byte in bytes.take_while(|&byte| byte != 0) {
            match (operator, byte) {
                (0, b'!'..=b'&' | b'{') => {
                    operator = byte;
                    continue;
                }
                (0, b'}') => skipping = skipping.saturating_sub(1),
                (b'{', fact) if skipping != 0 || !self.has(fact) => skipping += 1,
                (b'{', _) => {}
                _ if skipping == 0 => self.operate(operator, byte),
                _ => {}
            }
            operator = 0;
        }
        true
    }

    /// Prints what an operator and its operand stand for.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // An IPv4 address has 32 bits.
    fn operate(&mut self, operator: u8, operand: u8) {
        let number = self.get(operand);
        match operator {
            0 => self.put(operand),
            b'!' if operand < b'a' => self.hwaddr(operand),
            b'!' => self.name(operand),
            #[cfg(feature = "boot")]
            b'"' => self.put(operand),
            b'$' => self.number(number, 16),
            b'%' => self.size(number),
            b'&' => self.ipv4(number as u32),
            _ => self.number(number, 10),
        }
    }

    /// Whether the next line is a step of a plan: it is what was asked for, for standard output.
    pub fn is_plan(&mut self, is_plan: bool) {
        self.plan = is_plan;
    }

    /// Prints the name of the master (`m`), of the slave (`s`), or of what it is about.
    pub fn name(&mut self, which: u8) {
        let name = match which {
            b'm' => self.master,
            b's' => self.slave,
            _ => self.about,
        };
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
        self.set(b'a', reason.number().into());
        if !self.print(Message::reason(reason)) {
            self.print(Message::UNKNOWN_REASON.key());
        }
        self.print(message.hint(reason));
    }

    /// Begins a line; the message may have other words for a failure.
    #[cfg_attr(feature = "boot", inline(never))]
    pub fn begin(&mut self, message: Message, failed: bool) {
        let plan = core::mem::take(&mut self.plan);
        self.to(if plan { Stream::Stdout } else { Stream::Stderr });
        self.print(Message::prefix(self.applet));
        // The fact `A`.
        self.facts = u32::from(failed) << 1;
        self.print(message.key());
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

    /// Says what is wrong with the command line, and how it should be.
    pub fn wrong(&mut self, message: Message, part: &[u8]) {
        self.line(message, part, false);
        self.print(Message::usage(self.applet));
    }

    /// Says what is wrong with a word, which ends the line; or a quote does, of which the message has
    /// the beginning.
    pub fn line(&mut self, message: Message, word: &[u8], quoted: bool) {
        self.begin(message, false);
        self.word(word);
        if quoted {
            self.put(b'\'');
            self.print(message.remedy());
        }
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
    pub fn has(&self, fact: u8) -> bool {
        self.facts & bit(fact) != 0
    }

    /// Notes a fact.
    pub fn note(&mut self, fact: u8) {
        self.facts |= bit(fact);
    }

    /// A number.
    pub fn get(&self, number: u8) -> u64 {
        self.numbers.get(usize::from(number & 31)).copied().unwrap_or(0)
    }

    /// Sets a number.
    pub fn set(&mut self, number: u8, value: u64) {
        if let Some(place) = self.numbers.get_mut(usize::from(number & 31)) {
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
            self.fail(Message::STDOUT, reason);
            self.flush();
        }
        self.status
    }
}
