// SPDX-License-Identifier: MIT OR Apache-2.0
//! Hints: the texts that follow a message for certain errnos, and the texts after words.

use super::errno::AFTER_WORD;
use super::message::{HINTS, Message};
use super::{Table, Text, errno};
use crate::kernel::Errno;

/// The number of hints, without those of absent messages.
#[allow(clippy::indexing_slicing)] // The compiler checks the bounds.
const COUNT: usize = {
    let (mut count, mut at) = (0, 0);
    while at < HINTS.len() {
        count += !HINTS[at].2.is_empty() as usize;
        at += 1;
    }
    count
};

/// The messages, the errnos and the texts of the hints. The last text is empty: it is for all other errnos.
#[allow(clippy::indexing_slicing)] // As above.
const ALL: ([[u8; COUNT]; 2], [&str; COUNT + 1]) = {
    let (mut keys, mut texts) = ([[0; COUNT]; 2], [""; COUNT + 1]);
    let (mut to, mut at) = (0, 0);
    while at < HINTS.len() {
        let (message, errno, text) = HINTS[at];
        if !text.is_empty() {
            keys[0][to] = message as u8;
            keys[1][to] = errno;
            texts[to] = text;
            to += 1;
        }
        at += 1;
    }
    (keys, texts)
};

pub const TEXTS: &[&str] = &ALL.1;
static HINT_KEYS: [[u8; COUNT]; 2] = ALL.0;

impl Message {
    /// The hint for an errno: empty if there is none.
    pub fn hint(self, reason: Errno) -> Text {
        self.find_hint(errno::key(reason))
    }

    /// The text that follows the word: empty if there is none.
    pub fn after_word(self) -> Text {
        self.find_hint(AFTER_WORD)
    }

    fn find_hint(self, errno: u8) -> Text {
        let [messages, errnos] = &HINT_KEYS;
        Table::Hints.find(messages.iter().zip(errnos), (&(self as u8), &errno))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "ifenslave")]
    fn a_hint_is_given_for_the_failures_that_have_one() {
        let hint = |message: Message, reason| message.hint(reason).to_string();
        assert_eq!(hint(Message::Enslave, Errno::BUSY), " (in a bridge?)");
        assert_eq!(hint(Message::Enslave, Errno::NOMEM), "");
        assert_eq!(hint(Message::NotUp, Errno::BUSY), "");
    }

    #[test]
    #[cfg(feature = "ifconfig")]
    fn a_message_continues_after_its_word() {
        assert_eq!(Message::BadNetmask.after_word().to_string(), "' (ones must come first)");
        assert_eq!(Message::BadName.after_word().to_string(), "");
    }
}
