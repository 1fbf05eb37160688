//! Reports why a bond is not created.

use super::option;
use super::spec::{self, Invalid, Remedy, Spec};
use super::Work;
use crate::FAILED;
use crate::bond::Failure;
use crate::kernel::{Errno, IfName, System};
use crate::output::{Field, Message, Printer};

/// The reason why a bond is not created or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// An option is not valid for this bond.
    Option(Message, u8),
    /// The driver rejects an option.
    Set(u8, Errno),
    /// A request failed, or the state that was found makes the change impossible.
    Change(Failure),
}

// With a short number of the option, an error fits in a register.
#[allow(clippy::cast_possible_truncation)] // There are not so many options.
impl Error {
    /// An option is not valid for this bond.
    pub fn option(message: Message, number: usize) -> Self {
        Self::Option(message, number as u8)
    }

    /// The driver rejects an option.
    pub fn set(number: usize, reason: Errno) -> Self {
        Self::Set(number as u8, reason)
    }
}

const _: () = assert!(size_of::<Result<bool, Error>>() <= 8);

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Change(failure)
    }
}

/// Prints an error about a bond, and the SPEC's value of an option that is rejected.
#[inline(never)]
pub fn report<S: System>(work: &mut Work<'_, S>, spec: Option<&Spec<'_>>, error: Error) {
    match error {
        Error::Option(message, number) => {
            work.change.messages.line(message, option::name(number.into()));
        }
        Error::Set(number, reason) => {
            print_option(work.change.messages, number.into(), spec, Some(reason));
            work.change.messages.status = FAILED;
        }
        Error::Change(failure) => work.change.report_failure(failure),
    }
}

/// Prints that an option was set to a value of the SPEC, or why it was not.
#[inline(never)]
pub fn print_option<S: System>(
    messages: &mut Printer<S>,
    number: usize,
    spec: Option<&Spec<'_>>,
    reason: Option<Errno>,
) {
    messages.begin(Message::SetOption, reason.is_some());
    messages.word(option::name(number));
    if let Some(spec) = spec {
        let mut before = b'=';
        for value in spec.values(number) {
            messages.put(before);
            messages.word(value);
            before = b';';
        }
    }
    messages.end(Message::SetOption, reason);
}

/// Prints why a SPEC is rejected, and how to mend it.
#[inline(never)]
pub fn report_invalid<S: System>(messages: &mut Printer<S>, invalid: &Invalid<'_>) {
    if messages.master == IfName::NONE || invalid.part == messages.master.as_bytes() {
        messages.begin(invalid.message, true);
    } else {
        messages.begin(Message::OfBond, true);
        messages.print(invalid.message);
    }
    messages.word(invalid.part);
    match invalid.remedy {
        Remedy::None => {}
        Remedy::Hint(text) => _ = messages.print(text),
        Remedy::Values => list_values(messages, spec::split(invalid.part).0),
        Remedy::Options => {
            let mut before = &b" ("[..];
            for number in 0..option::COUNT {
                messages.word(before);
                messages.word(option::name(number));
                before = b" ";
            }
            messages.put(b')');
        }
    }
    messages.end(invalid.message, None);
    messages.status = FAILED;
}

/// Prints the values that an option can have.
fn list_values<S: System>(messages: &mut Printer<S>, option: usize) {
    messages.word(b" (");
    let (names, example) = (option::names_of(option), option::example(option));
    for &byte in names {
        messages.put(if byte == 0 { b' ' } else { byte });
    }
    messages.word(example);
    if names.is_empty() && example.is_empty() {
        let (least, most) = option::range(option);
        messages.set(Field::Min, least);
        messages.set(Field::Max, most);
        messages.print(Message::Range);
    }
    messages.put(b')');
}

/// Reports a slave that cannot be looked up, in the words of an attach, or as missing after a wait.
pub fn report_absent<S: System>(
    messages: &mut Printer<S>,
    word: &[u8],
    reason: Errno,
    waited: bool,
) {
    if waited && reason == Errno::NODEV {
        fail_about(messages, Message::File, word, Message::Absent, None);
    } else {
        fail_about(messages, Message::Skipping, word, Message::NoSlave, Some(reason));
    }
}

/// Reports that something failed, by what two messages say before and after a word; for this reason, or because
/// the time is over.
#[inline(never)]
pub fn fail_about<S: System>(
    messages: &mut Printer<S>,
    before: Message,
    word: &[u8],
    after: Message,
    reason: Option<Errno>,
) {
    messages.begin(before, true);
    messages.word(word);
    messages.print(after);
    if reason.is_none() {
        messages.print(Message::After);
    }
    messages.end(after, reason);
    messages.status = FAILED;
}
