// SPDX-License-Identifier: MIT OR Apache-2.0
//! Lines of messages. Each begins with the name of the applet.

use super::{Fact, Field, Message, Printer, errno};
use crate::FAILED;
use crate::kernel::{Errno, Stream, System};

impl<S: System> Printer<S> {
    /// Reports a step, or, with a reason, that it failed.
    #[inline(never)]
    pub fn say(&mut self, message: Message, reason: Option<Errno>) {
        self.step(message, b"", reason);
    }

    /// Reports that something failed.
    #[inline(never)]
    pub fn fail(&mut self, message: Message, reason: Errno) {
        self.say(message, Some(reason));
        self.status = FAILED;
    }

    /// Reports that something is rejected.
    pub fn refuse(&mut self, message: Message) {
        self.say(message, None);
        self.status = FAILED;
    }

    /// Reports an error on the command line, and prints the usage.
    pub fn wrong(&mut self, message: Message, word: &[u8]) {
        self.line(message, word);
        self.print(self.usage);
    }

    /// Reports an error in a word.
    pub fn line(&mut self, message: Message, word: &[u8]) {
        self.begin(message, false);
        self.word(word);
        self.print(message.after_word());
        self.put(b'\n');
        self.status = FAILED;
    }

    /// Reports that something failed with a word.
    #[cfg(any(feature = "boot", feature = "nameif"))]
    pub fn fail_with(&mut self, message: Message, word: &[u8], reason: Errno) {
        self.step(message, word, Some(reason));
        self.status = FAILED;
    }

    /// Reports a step with a word, or, with a reason, that it failed.
    pub fn step(&mut self, message: Message, word: &[u8], reason: Option<Errno>) {
        self.begin(message, reason.is_some());
        self.word(word);
        self.end(message, reason);
    }

    /// Prints a line with a number in it.
    pub fn say_number(&mut self, message: Message, number: u32) {
        self.set(Field::Number, number.into());
        self.say(message, None);
    }

    /// The next line is a step of a plan, if `is_plan`: it is what was asked for, so it goes to standard output.
    pub fn is_plan(&mut self, is_plan: bool) {
        self.plan = is_plan;
    }

    /// Begins a line. The message may have another text for a failure.
    #[cfg_attr(feature = "boot", inline(never))]
    pub fn begin(&mut self, message: Message, failed: bool) {
        let plan = core::mem::take(&mut self.plan);
        self.to(if plan { Stream::Stdout } else { Stream::Stderr });
        self.print(self.prefix);
        self.facts = if failed { Fact::Failed.bit() } else { 0 };
        self.print(message);
    }

    /// Ends a line, with the reason for a failure.
    #[cfg_attr(feature = "boot", inline(never))]
    pub fn end(&mut self, message: Message, reason: Option<Errno>) {
        if let Some(reason) = reason {
            self.put(b':');
            self.put(b' ');
            self.set(Field::Errno, reason.number().into());
            self.print(errno::text(reason));
            self.print(message.hint(reason));
        }
        self.put(b'\n');
    }

    /// Prints the usage of the applet to standard output.
    pub fn usage(&mut self) {
        self.to(Stream::Stdout);
        self.print(self.usage);
    }
}
