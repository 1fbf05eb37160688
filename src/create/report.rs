// SPDX-License-Identifier: MIT OR Apache-2.0
//! Reports why a bond is not created.

use super::BondChange;
use super::spec::{self, Invalid, Remedy, Spec};
use crate::FAILED;
use crate::bond::Failure;
use crate::kernel::{Errno, IfName, System};
use crate::option;
use crate::output::{Field, Message, Printer};

/// Prints an error about a bond, and the SPEC's value of an option that is rejected.
pub fn report<S: System>(tx: &mut BondChange<'_, S>, spec: Option<&Spec<'_>>, failure: Failure) {
    let Failure { message, subject, reason } = failure;
    match message {
        Message::NotInMode | Message::NoMiimon => {
            tx.change.messages.line(message, option::name(subject.number()));
        }
        Message::SetOption => {
            print_option(tx.change.messages, subject.number(), spec, reason);
            tx.change.messages.status = FAILED;
        }
        _ => tx.change.report_failure(failure),
    }
}

/// Prints that an option was set to a value of the SPEC, or why it was not.
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
        Remedy::Hint(text) => messages.print(text),
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
