// SPDX-License-Identifier: MIT OR Apache-2.0
//! All texts that are printed, and the way they are printed.
//!
//! A text is a template (`template`) in one of several tables: messages and their hints (`message`), the layout of
//! interfaces (`layout`), the texts of errno (`errno`). The [`Printer`] prints it, and fills in its placeholders.

mod errno;
mod help;
mod hint;
mod layout;
mod message;
mod number;
mod printer;
mod report;
mod stream;
mod template;

pub use errno::text as text_of_errno;
pub use layout::Layout;
pub use message::Message;
pub use printer::{FIELDS, Printer};
pub use template::{Fact, Field};

/// A text: its position among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(u16);

/// Declares the tables of texts.
macro_rules! tables {
    ($($Table:ident = $texts:expr;)*) => {
        #[derive(Clone, Copy)]
        #[allow(dead_code)] // Without the feature `boot`, some are empty.
        enum Table { $($Table,)* }

        const TABLES: &[&[&str]] = &[$($texts,)*];
    };
}

// Short texts are first, because reading begins with the first one. The messages are last: those of absent features
// are empty, and take no place at the end.
tables! {
    Units = layout::UNITS;
    Titles = layout::TITLES;
    Scopes = layout::SCOPES;
    Ports = layout::PORTS;
    Parts = layout::PARTS;
    Hints = hint::TEXTS;
    Errnos = errno::TEXTS;
    Messages = message::TEXTS;
}

/// The position of each table's first text.
#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // The compiler checks them.
const STARTS: [u16; TABLES.len()] = {
    let (mut starts, mut table) = ([0; TABLES.len()], 1);
    while table < TABLES.len() {
        starts[table] = starts[table - 1] + TABLES[table - 1].len() as u16;
        table += 1;
    }
    starts
};

impl Table {
    #[allow(clippy::indexing_slicing)] // There are as many.
    const fn start(self) -> u16 {
        STARTS[self as usize]
    }

    /// The text at this position of the table.
    const fn text(self, position: u8) -> Text {
        Text(self.start() + position as u16)
    }

    /// The text at this position, or the last one.
    #[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)] // As above; the last one has 8 bits.
    fn nth(self, position: u32) -> Text {
        let last = TABLES[self as usize].len() as u32 - 1;
        self.text(position.min(last) as u8)
    }

    /// The text whose position is that of a key among `keys`; without such a key, the text after those of all keys.
    fn find<K: PartialEq>(self, keys: impl Iterator<Item = K>, key: K) -> Text {
        let mut text = self.text(0);
        for known in keys {
            if known == key {
                break;
            }
            text.0 += 1;
        }
        text
    }
}

impl Text {
    /// The bytes of the encoded template.
    fn bytes(self) -> impl Iterator<Item = u8> {
        let mut bytes = TEXTS.iter().copied();
        for _ in 0..self.0 {
            bytes.find(|&byte| byte == 0);
        }
        bytes.take_while(|&byte| byte != 0)
    }
}

/// All encoded texts, with a NUL after each.
static TEXTS: [u8; ALL.1] = {
    let mut texts = [0; ALL.1];
    texts.copy_from_slice(ALL.0.split_at(ALL.1).0);
    texts
};

/// The same, with room to spare, and their length.
#[allow(clippy::indexing_slicing)] // The compiler checks them.
const ALL: ([u8; 16384], usize) = {
    let (mut texts, mut at, mut len) = ([0; 16384], 0, 0);
    let mut table = 0;
    while table < TABLES.len() {
        let mut text = 0;
        while text < TABLES[table].len() {
            let start = at;
            at = template::encode(TABLES[table][text], &mut texts, at) + 1;
            if at > start + 1 {
                len = at;
            }
            text += 1;
        }
        table += 1;
    }
    (texts, len)
};

#[cfg(test)]
impl std::fmt::Display for Text {
    /// Its bytes, as they are.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.bytes().try_for_each(|byte| write!(f, "{}", char::from(byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "takes minutes, and all here is safe code")]
    fn each_text_is_found_at_its_position() {
        for (position, written) in (0..).zip(TABLES.concat()) {
            let mut encoded = [0; 2048];
            let len = template::encode(written, &mut encoded, 0);
            assert!(Text(position).bytes().eq(encoded.into_iter().take(len)), "{written:?}");
        }
    }

    #[test]
    fn every_message_has_a_text() {
        // All applets are tested. Some messages have their text after the word.
        let mut empty = (0..).zip(message::TEXTS).filter(|&(number, text)| {
            let mut after_words =
                message::HINTS.iter().filter(|(_, key, _)| *key == errno::AFTER_WORD);
            text.is_empty() && !after_words.any(|&(message, _, _)| message as u8 == number)
        });
        assert_eq!(empty.next().map(|(number, _)| number), Some(Message::File as u8));
        assert_eq!(empty.next(), None);
    }
}
