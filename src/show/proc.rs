// SPDX-License-Identifier: MIT OR Apache-2.0
//! /proc/net/dev and /proc/net/if_inet6, read byte by byte: no line is too long.
//!
//! ```
//! use ifenslave::kernel::{Hosted, IfName, System};
//! use ifenslave::show::proc::{Format, Words};
//!
//! let mut words = Words::new(Hosted.open(c"/proc/net/dev")?);
//! // The columns after the name follow from the head.
//! let format = Format { name: 0, numbers: words.columns(), radix: 10 };
//! let mut name = IfName::NONE;
//! while words.next_line() {
//!     if words.line(&format, &mut name) {
//!         let [_, rx_bytes, rx_packets, ..] = words.numbers;
//!         println!("{}: {rx_bytes} {rx_packets}", String::from_utf8_lossy(name.as_bytes()));
//!     }
//! }
//! words.outcome?;
//!
//! // Where the kernel has IPv6:
//! if let Ok(file) = Hosted.open(c"/proc/net/if_inet6") {
//!     let mut words = Words::new(file);
//!     let format = Format { name: 5, numbers: 0b1_1111, radix: 16 };
//!     while words.next_line() {
//!         if words.line(&format, &mut name) {
//!             let [address, _, prefixlen, ..] = words.numbers;
//!             println!("{}/{prefixlen}", std::net::Ipv6Addr::from_bits(address));
//!         }
//!     }
//!     words.outcome?;
//! }
//! # Ok::<(), ifenslave::kernel::Errno>(())
//! ```

use heapless::Vec;

use crate::kernel::{File, IfName, Result};

/// The words of a file, line by line. White space and the separator end a word.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Words<F> {
    file: F,
    /// The error that kept the file from being read to its end.
    pub outcome: Result<()>,
    /// The byte that ended the word; a newline also at the end of the file.
    end: u8,
    /// `:` in the files of /proc.
    pub separator: u8,
    /// The file has ended.
    over: bool,
    // No name, number or address is longer. Longer words are cut, but stay too long.
    word: Vec<u8, 33>,
    /// Bytes of the buffer that were taken, of those that were read.
    taken: usize,
    read: usize,
    /// The numbers of the line, each at its word's place.
    pub numbers: [u128; WORDS],
    // A read of these files gives a page at most.
    buffer: [u8; 3584],
}

impl<F: File> Words<F> {
    /// Before the first line.
    pub fn new(file: F) -> Self {
        Self {
            file,
            outcome: Ok(()),
            end: b'\n',
            separator: b':',
            over: false,
            word: Vec::new(),
            taken: 0,
            read: 0,
            numbers: [0; WORDS],
            buffer: [0; 3584],
        }
    }

    /// Goes on to the next line, if there is one.
    pub fn next_line(&mut self) -> bool {
        while !self.next_word().is_empty() {}
        self.end = b' ';
        !self.over
    }

    /// The next word of the line; empty at its end.
    pub fn next_word(&mut self) -> &[u8] {
        self.word.clear();
        while self.end != b'\n' {
            let byte = self.byte();
            if byte == self.separator || matches!(byte, b' ' | b'\t' | b'\n') {
                self.end = byte;
                if !self.word.is_empty() {
                    break;
                }
            } else {
                let _ = self.word.push(byte);
            }
        }
        &self.word
    }

    /// The next byte of the file; a newline at its end.
    fn byte(&mut self) -> u8 {
        // After an error, the next bytes may belong to another line.
        if self.taken == self.read && self.outcome.is_ok() {
            self.taken = 0;
            self.read = match self.file.read(&mut self.buffer) {
                Ok(read) => read,
                Err(reason) => {
                    self.outcome = Err(reason);
                    0
                }
            };
        }
        match self.buffer.get(..self.read).and_then(|read| read.get(self.taken)) {
            Some(&byte) => {
                self.taken += 1;
                byte
            }
            None => {
                self.over = true;
                b'\n'
            }
        }
    }

    /// Reads the two lines at the head of /proc/net/dev, and returns which columns there are: bit 1
    /// for the first, and so on.
    pub fn columns(&mut self) -> u32 {
        // In kernels before 2.1, no bytes and nothing compressed.
        let mut columns = 0b0_1111_1100_0111_1100;
        self.next_line();
        self.next_line();
        loop {
            let word = self.next_word();
            if word.is_empty() {
                return columns;
            }
            // The first column follows a bar: `|bytes`. The other word is `compressed`.
            let end = word.last_chunk();
            if end == Some(b"ytes") {
                columns |= 0b0_0000_0010_0000_0010;
            }
            if end == Some(b"ssed") {
                columns = 0x1_fffe;
            }
        }
    }

    /// Reads a line: the name of an interface, and the numbers that there are; others are 0. False
    /// if it is no such line.
    pub fn line(&mut self, format: &Format, name: &mut IfName) -> bool {
        for at in 0..WORDS {
            let mut number: u128 = 0;
            if at == format.name {
                if !name.read(self.next_word(), false) || at == 0 && self.end != b':' {
                    return false;
                }
            } else if format.numbers >> at & 1 != 0 {
                let word = self.next_word();
                for &digit in word {
                    let Some(digit) = char::from(digit).to_digit(format.radix) else {
                        return false;
                    };
                    // Only a word with too many digits for an address is too large for 128 bits.
                    number = number
                        .wrapping_mul(u128::from(format.radix))
                        .wrapping_add(u128::from(digit));
                }
                // Only an address has 128 bits, and it has all its digits.
                let right = if at == 0 { word.len() == 32 } else { number >> 64 == 0 };
                if !right || !matches!(word.len(), 1..=32) {
                    return false;
                }
            }
            if let Some(place) = self.numbers.get_mut(at) {
                *place = number;
            }
        }
        true
    }
}

/// The format of a line.
pub struct Format {
    /// Which word is the name. If it is the first, a `:` follows it.
    pub name: usize,
    /// Which words are numbers: bit 0 for the first, and so on.
    pub numbers: u32,
    /// Their radix, 10 or 16.
    pub radix: u32,
}

/// The words of a line of /proc/net/dev: the name; bytes, packets, errs, drop, fifo, frame,
/// compressed and multicast received; bytes, packets, errs, drop, fifo, colls, carrier and
/// compressed sent.
pub const WORDS: usize = 17;

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    type Statistics = [u128; WORDS - 1];

    /// A file with the rest of this text, of which a read returns a few bytes.
    struct Text<'a> {
        rest: Cell<&'a [u8]>,
        piece: usize,
    }

    impl File for Text<'_> {
        fn read(&self, buffer: &mut [u8]) -> Result<usize> {
            let rest = self.rest.get();
            let (piece, rest) = rest.split_at(rest.len().min(self.piece).min(buffer.len()));
            buffer[..piece.len()].copy_from_slice(piece);
            self.rest.set(rest);
            Ok(piece.len())
        }
    }

    fn words(text: &str) -> Words<Text<'_>> {
        Words::new(Text { rest: Cell::new(text.as_bytes()), piece: 97 })
    }

    /// The contents of a line, if it is valid.
    fn line(words: &mut Words<Text<'_>>, format: &Format) -> Option<(IfName, [u128; WORDS])> {
        let mut name = IfName::NONE;
        words.line(format, &mut name).then_some((name, words.numbers))
    }

    fn is_end(character: char) -> bool {
        matches!(character, ' ' | '\t' | ':')
    }

    fn words_of(line: &str) -> std::vec::Vec<&str> {
        line.split(is_end).filter(|word| !word.is_empty()).collect()
    }

    /// As std reads a number, without a sign.
    fn plain_number(word: &str, radix: u32) -> Option<u128> {
        u64::from_str_radix(word, radix).ok().filter(|_| !word.starts_with('+')).map(u128::from)
    }

    fn plain_device(line: &str, columns: u32) -> Option<(IfName, Statistics)> {
        let line = line.trim_start_matches(is_end);
        let (name, numbers) = line.split_once(is_end)?;
        let name =
            IfName::new(name.as_bytes(), false).filter(|_| line[name.len()..].starts_with(':'))?;
        let mut words = words_of(numbers).into_iter();
        let mut statistics = [0; WORDS - 1];
        for (column, number) in statistics.iter_mut().enumerate() {
            if columns >> (column + 1) & 1 == 1 {
                *number = plain_number(words.next()?, 10)?;
            }
        }
        Some((name, statistics))
    }

    /// The address, the interface's index, the prefix, the scope and the flags.
    fn plain_inet6(line: &str) -> Option<(IfName, [u128; 5])> {
        let words = words_of(line);
        let &[address, index, prefix, scope, flags, name, ..] = &words[..] else { return None };
        let address = u128::from_str_radix(address, 16).ok().filter(|_| address.len() == 32)?;
        let number = |word| plain_number(word, 16);
        let numbers = [address, number(index)?, number(prefix)?, number(scope)?, number(flags)?];
        Some((IfName::new(name.as_bytes(), false)?, numbers))
    }

    /// Sets of columns, and how many numbers those are.
    const COLUMNS: [(u32, usize); 3] =
        [(0x1_fffe, 16), (0b0_1111_1110_0111_1110, 13), (0b0_1111_1100_0111_1100, 11)];

    const INET6: Format = Format { name: 5, numbers: 0b1_1111, radix: 16 };

    /// Words that are this, for the most part; the others are wrong in many places.
    fn mostly<S: Strategy<Value = String> + 'static>(right: S) -> impl Strategy<Value = String> {
        const WRONG: &[&str] =
            &["", "x", "-1", "+1", "18446744073709551616", "10000000000000000", ":", "\n"];
        prop_oneof![30 => right, 1 => select(WRONG).prop_map(String::from)]
    }

    fn decimal() -> impl Strategy<Value = String> {
        any::<u64>().prop_map(|number| number.to_string())
    }

    fn hexadecimal() -> impl Strategy<Value = String> {
        any::<u64>().prop_map(|number| format!("{number:02x}"))
    }

    fn address() -> impl Strategy<Value = String> {
        any::<u128>().prop_map(|address| format!("{address:032x}"))
    }

    fn blanks() -> impl Strategy<Value = &'static str> {
        select(&[" ", "  ", "\t", " \t"][..])
    }

    /// A name that an interface can have.
    fn name() -> impl Strategy<Value = IfName> {
        const NAMES: &[&str] = &["eth0", "e", "fifteen-bytes-x", "bond0.100", "...", "\u{e9}\u{1}"];
        select(NAMES).prop_map(|name| IfName::new(name.as_bytes(), false).unwrap())
    }

    /// Words in the place of a name.
    fn name_or_none() -> impl Strategy<Value = &'static str> {
        select(&["eth0", "e", "fifteen-bytes-x", "sixteen-bytes-xx", "..", ""][..])
    }

    proptest! {
        #[test]
        fn devices_are_read_as_by_plainer_code(
            start in select(&["", " ", "\t "][..]),
            name in name_or_none(),
            end in select(&[":", ": ", " :", " ", ": \t"][..]),
            numbers in vec((mostly(decimal()), select(&[" ", "  ", "\t", ":"][..])), 10..18),
            (columns, _) in select(&COLUMNS[..]),
        ) {
            let numbers: String = numbers.iter().flat_map(|(word, end)| [word, *end]).collect();
            let text = format!("{start}{name}{end}{numbers}");
            let format = Format { name: 0, numbers: columns, radix: 10 };
            let mut words = words(&text);
            for text in text.split('\n') {
                prop_assert!(words.next_line());
                let read = line(&mut words, &format)
                    .map(|(name, [_, statistics @ ..])| (name, statistics));
                prop_assert_eq!(read, plain_device(text, columns), "{:?}", text);
            }
            prop_assert!(!words.next_line());
        }

        #[test]
        fn ipv6_addresses_are_read_as_by_plainer_code(
            address in mostly(address()),
            numbers in vec((blanks(), mostly(hexadecimal())), 3..6),
            name in name_or_none(),
            end in select(&["", " ", " e"][..]),
        ) {
            let numbers: String = numbers.iter().flat_map(|(blanks, word)| [*blanks, word]).collect();
            let text = format!("{address}{numbers} {name}{end}");
            let mut words = words(&text);
            for text in text.split('\n') {
                prop_assert!(words.next_line());
                let read = line(&mut words, &INET6)
                    .map(|(name, numbers)| (name, *numbers.first_chunk().unwrap()));
                prop_assert_eq!(read, plain_inet6(text), "{:?}", text);
            }
        }

        #[test]
        fn statistics_are_read_as_they_were_written(
            interfaces in vec((name(), vec((blanks(), any::<u64>()), 16)), 0..4),
            touching: bool,
            (columns, count) in select(&COLUMNS[..]),
        ) {
            let mut text = String::new();
            for (name, numbers) in &interfaces {
                text += &format!("{:>6}:", str::from_utf8(name.as_bytes()).unwrap());
                for (at, (blanks, number)) in numbers[..count].iter().enumerate() {
                    // The kernel itself wrote no blank in front of a large number.
                    text += if touching && at == 0 { "" } else { blanks };
                    text += &number.to_string();
                }
                text.push('\n');
            }
            let format = Format { name: 0, numbers: columns, radix: 10 };
            let mut words = words(&text);
            for (name, numbers) in &interfaces {
                prop_assert!(words.next_line());
                let (read, statistics) = line(&mut words, &format).expect("a right line");
                prop_assert_eq!(read, *name);
                let mut written = numbers.iter().map(|&(_, number)| u128::from(number));
                for (column, number) in statistics.into_iter().enumerate() {
                    // A number without a column is zero.
                    let there = columns >> column & 1 == 1;
                    prop_assert_eq!(number, if there { written.next().unwrap() } else { 0 });
                }
            }
        }

        #[test]
        fn ipv6_addresses_are_read_as_they_were_written(
            lines in vec((name(), any::<(u128, u32, u8, u8, u8)>()), 0..4)
        ) {
            let mut text = String::new();
            for (name, (address, index, prefix, scope, flags)) in &lines {
                let name = str::from_utf8(name.as_bytes()).unwrap();
                // As net/ipv6/addrconf.c has it.
                text += &format!("{address:032x} {index:02x} {prefix:02x} {scope:02x} {flags:02x} {name:>8}\n");
            }
            let mut words = words(&text);
            for (name, (address, index, prefix, scope, flags)) in lines {
                prop_assert!(words.next_line());
                let (read, numbers) = line(&mut words, &INET6).expect("a right line");
                let [prefix, scope, flags] = [prefix, scope, flags].map(u128::from);
                prop_assert_eq!(read, name);
                prop_assert_eq!(&numbers[..5], [address, index.into(), prefix, scope, flags]);
            }
        }

        #[test]
        fn any_bytes_are_lines_that_end_and_do_not_depend_on_how_they_are_read(
            bytes in vec(prop_oneof![
                2 => select(&b" \t:\n"[..]),
                3 => b'0'..=b'9',
                1 => any::<u8>(),
            ], 0..300),
            piece in 1..40_usize,
            (columns, _) in select(&COLUMNS[..]),
            inet6: bool,
        ) {
            let format =
                if inet6 { INET6 } else { Format { name: 0, numbers: columns, radix: 10 } };
            let [mut at_once, mut in_pieces] = [usize::MAX, piece]
                .map(|piece| Words::new(Text { rest: Cell::new(&bytes), piece }));
            for _ in bytes.split(|&byte| byte == b'\n') {
                prop_assert!(at_once.next_line() && in_pieces.next_line());
                let read = line(&mut at_once, &format);
                prop_assert_eq!(read, line(&mut in_pieces, &format));
            }
            prop_assert!(!at_once.next_line() && !in_pieces.next_line());
        }
    }

    #[test]
    fn numbers_are_of_digits_alone_and_of_64_bits() {
        for radix in [10, 16] {
            let format = Format { name: 0, numbers: 0b10, radix };
            for word in [
                "0",
                "9",
                "a",
                "F",
                "g",
                "+1",
                "-1",
                "18446744073709551615",
                "18446744073709551616",
                "ffffffffffffffff",
                "10000000000000000",
                "1x",
                "",
            ] {
                let text = format!("eth0: {word}");
                let mut words = words(&text);
                assert!(words.next_line());
                let read = line(&mut words, &format).map(|(_, numbers)| numbers[1]);
                assert_eq!(read, plain_number(word, radix), "{word:?}");
            }
        }
    }

    #[test]
    fn columns_follow_from_the_head() {
        for (second_line, expected) in [
            ("face |bytes packets frame compressed multicast|bytes carrier compressed", 0x1_fffe),
            ("face |bytes packets frame|bytes packets carrier", 0b0_1111_1110_0111_1110),
            ("face |packets errs drop fifo frame|packets colls carrier", 0b0_1111_1100_0111_1100),
            ("", 0b0_1111_1100_0111_1100),
        ] {
            for end in ["", "\n", "\n bytes compressed\n"] {
                let text = format!("Inter-| bytes compressed\n{second_line}{end}");
                assert_eq!(words(&text).columns(), expected, "{text:?}");
            }
        }
    }
}
