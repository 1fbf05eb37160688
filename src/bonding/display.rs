// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages as core::fmt takes them, for users of the library. The executables print without it.

use core::cell::{Cell, RefCell};
use core::ffi::CStr;
use core::fmt::{self, Formatter};

use crate::kernel::{Errno, Hosted, Result, Stream, System};
use crate::output::{Fact, Field, Message, Printer, text_of_errno};

/// Prints into a formatter. Bytes that are no UTF-8 become U+FFFD.
pub(super) fn display(
    f: &mut Formatter<'_>,
    print: impl FnOnce(&mut Printer<Sink<'_, '_>>),
) -> fmt::Result {
    let (formatter, outcome) = (RefCell::new(f), Cell::new(Ok(())));
    let sink = Sink { formatter: &formatter, outcome: &outcome };
    let mut printer = Printer::new(sink, Message::PrefixIfenslave, Message::UsageIfenslave);
    print(&mut printer);
    printer.flush();
    outcome.get()
}

/// A system whose streams are a formatter.
#[derive(Clone, Copy)]
pub(super) struct Sink<'a, 'f> {
    formatter: &'a RefCell<&'a mut Formatter<'f>>,
    /// Its first error.
    outcome: &'a Cell<fmt::Result>,
}

impl System for Sink<'_, '_> {
    type Kernel = <Hosted as System>::Kernel;
    type File = <Hosted as System>::File;
    type Memory = <Hosted as System>::Memory;
    type Held = <Hosted as System>::Held;

    fn kernel(&self) -> Result<Self::Kernel> {
        Hosted.kernel()
    }

    fn hold_signals(&self) -> Self::Held {
        Hosted.hold_signals()
    }

    fn process(&self) -> u32 {
        Hosted.process()
    }

    fn memory(&self, populated: bool) -> Result<Self::Memory> {
        Hosted.memory(populated)
    }

    fn open(&self, path: &CStr) -> Result<Self::File> {
        Hosted.open(path)
    }

    fn write(&self, _: Stream, bytes: &[u8]) -> Result<usize> {
        let mut formatter = self.formatter.borrow_mut();
        for chunk in bytes.utf8_chunks() {
            let invalid = if chunk.invalid().is_empty() { "" } else { "\u{fffd}" };
            for text in [chunk.valid(), invalid] {
                self.outcome.set(self.outcome.get().and_then(|()| formatter.write_str(text)));
            }
        }
        Ok(bytes.len())
    }
}

/// Prints that something failed or is rejected, with a word where the message has one; but not the end of the line.
pub(super) fn print_failure<S: System>(
    printer: &mut Printer<S>,
    message: Message,
    word: &[u8],
    reason: Option<Errno>,
) {
    printer.facts = 0;
    printer.note(Fact::Failed);
    printer.print(message);
    printer.word(word);
    printer.print(message.after_word());
    if let Some(reason) = reason {
        printer.word(b": ");
        printer.set(Field::Errno, reason.number().into());
        printer.print(text_of_errno(reason));
        printer.print(message.hint(reason));
    }
}
