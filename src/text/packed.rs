//! Tables of texts as runs of bytes: a key, its text, a NUL, the next key…
//!
//! A slice of string slices takes 16 bytes an entry beside the text; this takes two.

/// The bytes that [`pack`] needs for `entries`.
pub const fn packed_len<const K: usize>(entries: &[([u8; K], &str)]) -> usize {
    let mut len = 0;
    let mut entry = 0;
    while entry < entries.len() {
        len += K + entries[entry].1.len() + 1;
        entry += 1;
    }
    len
}

/// The table of `entries`, each a key of `K` bytes, none of them 0, and its text.
pub const fn pack<const K: usize, const LEN: usize>(entries: &[([u8; K], &str)]) -> [u8; LEN] {
    let mut table = [0; LEN];
    let mut at = 0;
    let mut entry = 0;
    while entry < entries.len() {
        let (key, text) = (entries[entry].0, entries[entry].1.as_bytes());
        let mut byte = 0;
        while byte < K + text.len() {
            table[at] = if byte < K { key[byte] } else { text[byte - K] };
            assert!(table[at] != 0);
            at += 1;
            byte += 1;
        }
        at += 1;
        entry += 1;
    }
    table
}

/// A table's entries, each a key and its text.
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

/// The text of `key`, empty where the table has none.
pub fn find(table: &'static [u8], key: &[u8]) -> &'static [u8] {
    Entries(table).find_map(|entry| entry.strip_prefix(key)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: &[([u8; 1], &str)] = &[([7], "seven"), ([b'e'], ""), ([9], "nine")];
    const TABLE: &[u8] = &pack::<1, { packed_len(ENTRIES) }>(ENTRIES);

    #[test]
    fn every_key_has_its_own_text() {
        for (key, text) in ENTRIES {
            assert_eq!(find(TABLE, key), text.as_bytes());
        }
    }

    #[test]
    fn a_key_that_is_not_there_has_the_empty_text() {
        assert_eq!(find(TABLE, &[8]), b"");
        assert_eq!(find(TABLE, b"s"), b"");
    }
}
