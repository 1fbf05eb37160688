//! Texts as one run of bytes: a key of two bytes, its text, a NUL, the next key…
//!
//! A slice of string slices takes 16 bytes an entry beside the text; this takes three.

// The tables are packed while compiling, where an index out of bounds is an error.
#![allow(clippy::indexing_slicing)]

/// A key of two bytes, neither of them 0, and its text.
pub type Entry = ([u8; 2], &'static str);

/// The bytes that [`pack`] needs for all of `tables`.
pub const fn packed_len(tables: &[&[Entry]]) -> usize {
    let mut len = 0;
    let mut table = 0;
    while table < tables.len() {
        let mut entry = 0;
        while entry < tables[table].len() {
            len += 2 + tables[table][entry].1.len() + 1;
            entry += 1;
        }
        table += 1;
    }
    len
}

/// The entries of all of `tables`.
pub const fn pack<const LEN: usize>(tables: &[&[Entry]]) -> [u8; LEN] {
    let mut packed = [0; LEN];
    let mut at = 0;
    let mut table = 0;
    while table < tables.len() {
        let mut entry = 0;
        while entry < tables[table].len() {
            let (key, text) = (tables[table][entry].0, tables[table][entry].1.as_bytes());
            let mut byte = 0;
            while byte < 2 + text.len() {
                packed[at] = if byte < 2 { key[byte] } else { text[byte - 2] };
                assert!(packed[at] != 0);
                at += 1;
                byte += 1;
            }
            at += 1;
            entry += 1;
        }
        table += 1;
    }
    packed
}

/// Entries that NULs end, without them.
#[derive(Clone)]
pub struct Entries<'a>(pub &'a [u8]);

impl<'a> Iterator for Entries<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.0.iter().position(|&byte| byte == 0)?;
        let (entry, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(1..)?;
        Some(entry)
    }
}

/// The text of `key`, empty where there is none.
pub fn find(packed: &'static [u8], key: [u8; 2]) -> &'static [u8] {
    for entry in Entries(packed) {
        if let Some((found, text)) = entry.split_first_chunk()
            && *found == key
        {
            return text;
        }
    }
    b""
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &[&[Entry]] = &[&[(*b"\x01\xff", "seven"), (*b"ab", "")], &[(*b"ac", "nine")]];
    const PACKED: &[u8] = &pack::<{ packed_len(TABLES) }>(TABLES);

    #[test]
    fn every_key_has_its_own_text() {
        for (key, text) in TABLES.concat() {
            assert_eq!(find(PACKED, key), text.as_bytes());
        }
    }

    #[test]
    fn a_key_that_is_not_there_has_the_empty_text() {
        assert_eq!(find(PACKED, *b"zz"), b"");
        assert_eq!(find(PACKED, *b"se"), b"");
    }
}
