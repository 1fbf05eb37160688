//! Texts in little space: two bytes that are often beside each other are written as one.
//!
//! Texts are printable ASCII, tabs and line feeds. Any other byte but 0 stands for a pair of bytes, each of
//! which may stand for a pair itself (byte pair encoding). Packed, the program's texts and the table of pairs take two
//! thirds of what the texts have; unpacking is [`unpack`]. Packing is done by the compiler.

/// A key of two bytes, neither of them 0.
pub type Key = [u8; 2];

/// A key and its text.
pub type Entry = (Key, &'static str);

/// The first byte that stands for a pair. Behind 0xff follow those below the blank.
const FIRST: u8 = 0x7f;

/// How many bytes there are from the first one on, up to the blank.
const CODES: usize = 0x100 - FIRST as usize + b' ' as usize;

/// Whether a byte stands for itself.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b' '..FIRST)
}

/// Room for all texts while they are packed.
const ROOM: usize = 16384;

/// Texts on their way to be packed: a key, its text, a NUL, the next key…
#[derive(Clone, Copy)]
pub struct Packing {
    bytes: [u8; ROOM],
    /// The bytes that are used.
    pub len: usize,
    pairs: [[u8; 2]; CODES],
    /// The pairs that are used, and in their places zeros for what stands for itself.
    pub count: usize,
}

// The compiler makes an error of an index out of bounds, and of a failed assertion.
#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation)]
impl Packing {
    /// Packs the entries of all of `tables`.
    pub const fn new(tables: &[&[Entry]]) -> Self {
        let mut packing = Self::join(tables);
        loop {
            let (pair, uses) = packing.most_frequent_pair();
            // A pair takes two bytes, and saves one at each use.
            if uses < 3 || packing.count == packing.pairs.len() {
                return packing;
            }
            packing.replace(pair);
        }
    }

    /// The entries as they are.
    const fn join(tables: &[&[Entry]]) -> Self {
        let mut packing = Self { bytes: [0; ROOM], len: 0, pairs: [[0; 2]; CODES], count: 0 };
        let mut table = 0;
        while table < tables.len() {
            let mut entry = 0;
            while entry < tables[table].len() {
                let (key, text) = (tables[table][entry].0, tables[table][entry].1.as_bytes());
                let mut at = 0;
                while at < 2 + text.len() {
                    let byte = if at < 2 { key[at] } else { text[at - 2] };
                    assert!(byte != 0 && (at < 2 || is_plain(byte)));
                    packing.bytes[packing.len + at] = byte;
                    at += 1;
                }
                packing.len += at + 1;
                entry += 1;
            }
            table += 1;
        }
        packing
    }

    /// The pair that is in the texts most often, and how often it is there. (In "aaa" it is there
    /// twice: that matters little.)
    const fn most_frequent_pair(&self) -> ([u8; 2], u16) {
        let mut uses = [[0; 256]; 256];
        let mut best = ([0; 2], 0);
        let mut at = 2;
        while at + 1 < self.len {
            let [first, second] = [self.bytes[at], self.bytes[at + 1]];
            if first == 0 {
                // The next text is behind its key.
                at += 3;
                continue;
            }
            let count = &mut uses[first as usize][second as usize];
            *count += 1;
            if second != 0 && *count > best.1 {
                best = ([first, second], *count);
            }
            at += 1;
        }
        best
    }

    /// Gives a pair a byte of its own.
    const fn replace(&mut self, pair: [u8; 2]) {
        let mut code = FIRST.wrapping_add(self.count as u8);
        while code == 0 || is_plain(code) {
            self.count += 1;
            code = code.wrapping_add(1);
        }
        let (mut from, mut to) = (0, 0);
        let mut text = 2;
        while from < self.len {
            let mut byte = self.bytes[from];
            if from >= text && byte == pair[0] && self.bytes[from + 1] == pair[1] {
                byte = code;
                from += 1;
            } else if from >= text && byte == 0 {
                text = from + 3;
            }
            self.bytes[to] = byte;
            to += 1;
            from += 1;
        }
        self.len = to;
        self.pairs[self.count] = pair;
        self.count += 1;
    }

    /// The packed texts with their keys.
    pub const fn bytes<const LEN: usize>(&self) -> [u8; LEN] {
        let mut bytes = [0; LEN];
        bytes.copy_from_slice(self.bytes.split_at(LEN).0);
        bytes
    }

    /// What the bytes from 0x80 on stand for.
    pub const fn pairs<const COUNT: usize>(&self) -> [[u8; 2]; COUNT] {
        let mut pairs = [[0; 2]; COUNT];
        pairs.copy_from_slice(self.pairs.split_at(COUNT).0);
        pairs
    }
}

/// The two bytes that a byte stands for, if it does not stand for itself.
pub fn unpack(pairs: &[[u8; 2]], byte: u8) -> Option<&[u8; 2]> {
    pairs.get(usize::from(byte.wrapping_sub(FIRST))).filter(|pair| **pair != [0; 2])
}

/// A text as it was written, looked up as a printer does; empty where there is none.
#[cfg(test)]
pub fn text(bytes: &[u8], pairs: &[[u8; 2]], key: Key) -> String {
    fn read(pairs: &[[u8; 2]], byte: u8, text: &mut String) {
        match unpack(pairs, byte) {
            Some(pair) => pair.iter().for_each(|&byte| read(pairs, byte, text)),
            None => text.push(char::from(byte)),
        }
    }
    let mut text = String::new();
    for entry in bytes.split(|&byte| byte == 0) {
        if let Some(packed) = entry.strip_prefix(&key) {
            packed.iter().for_each(|&byte| read(pairs, byte, &mut text));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::array::uniform2;
    use proptest::collection::btree_map;
    use proptest::prelude::*;

    use super::*;

    /// What the texts that are tried are cut from.
    const WORDS: &str = "how now brown cow, now now; aaaaaaaaaaaaaaaaaaaa {Acan't }\n\t~ how now";

    proptest! {
        #[test]
        fn any_texts_unpack_to_what_they_were(
            texts in btree_map(uniform2(1..=255_u8), (0..WORDS.len(), 0..WORDS.len()), 0..20)
        ) {
            let texts: Vec<Entry> = texts
                .into_iter()
                .map(|(key, (a, b))| (key, &WORDS[a.min(b)..a.max(b)]))
                .collect();
            let packing = Packing::new(&[&texts]);
            for &(key, written) in &texts {
                let (bytes, pairs) = (&packing.bytes[..packing.len], &packing.pairs);
                prop_assert_eq!(text(bytes, pairs, key), written);
            }
        }
    }

    const TABLES: &[&[Entry]] = &[
        &[(*b"\x01\xff", "how now now now brown cow"), (*b"ab", "")],
        &[(*b"ac", "now brown now brown"), (*b"no", "aaaaaaaaaaaaa")],
    ];
    const PACKING: Packing = Packing::new(TABLES);
    const BYTES: [u8; PACKING.len] = PACKING.bytes();
    const PAIRS: [[u8; 2]; PACKING.count] = PACKING.pairs();

    #[test]
    fn every_key_has_its_own_text() {
        for (key, wanted) in TABLES.concat() {
            assert_eq!(text(&BYTES, &PAIRS, key), wanted);
        }
    }

    #[test]
    fn a_key_that_is_not_there_has_the_empty_text() {
        assert_eq!(text(&BYTES, &PAIRS, *b"zz"), "");
        assert_eq!(text(&BYTES, &PAIRS, *b"ow"), "");
    }

    #[test]
    fn packed_texts_are_shorter() {
        let plain: usize = TABLES.concat().iter().map(|(_, text)| 3 + text.len()).sum();
        assert!(BYTES.len() + 2 * PAIRS.len() < plain);
    }
}
