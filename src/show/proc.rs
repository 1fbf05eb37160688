//! /proc/net/dev and /proc/net/if_inet6, read byte by byte: no line is too long.

use heapless::Vec;

use crate::kernel::{File, IfName, Result};

/// The words of a file, line by line. White space and `:` end a word.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Words<F> {
    file: F,
    /// What kept the file from being read to its end.
    pub outcome: Result<()>,
    /// What the word ended with; a newline also where the file ends.
    end: u8,
    /// The file has ended.
    over: bool,
    // What is longer is no name, number or address: it is cut, but stays too long.
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
            over: false,
            word: Vec::new(),
            taken: 0,
            read: 0,
            numbers: [0; WORDS],
            buffer: [0; 3584],
        }
    }

    /// Goes on to the next line, if there is one.
    #[inline(never)]
    pub fn next_line(&mut self) -> bool {
        while !self.next().is_empty() {}
        self.end = b' ';
        !self.over
    }

    /// The next word of the line; empty at its end.
    #[inline(never)]
    pub fn next(&mut self) -> &[u8] {
        self.word.clear();
        while self.end != b'\n' {
            let byte = self.byte();
            if matches!(byte, b' ' | b'\t' | b':' | b'\n') {
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
        // What is behind bytes that could not be read is not what it seems to be.
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

    /// Reads the two lines at the head of /proc/net/dev, and tells which columns there are: bit 1
    /// for the first, and so on.
    pub fn columns(&mut self) -> u32 {
        // In kernels before 2.1, no bytes and nothing compressed.
        let mut columns = 0b0_1111_1100_0111_1100;
        self.next_line();
        self.next_line();
        loop {
            let word = self.next();
            if word.is_empty() {
                return columns;
            }
            // The first column stands behind a bar: `|bytes`. And `compressed`.
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
                if !name.read(self.next(), false) || at == 0 && self.end != b':' {
                    return false;
                }
            } else if format.numbers >> at & 1 != 0 {
                let word = self.next();
                for &digit in word {
                    let Some(digit) = char::from(digit).to_digit(format.radix) else {
                        return false;
                    };
                    // Too large for 128 bits is only what has too many digits for an address.
                    number = number
                        .wrapping_mul(u128::from(format.radix))
                        .wrapping_add(u128::from(digit));
                }
                // Of 128 bits is only an address, which has all its digits.
                let right = if at == 0 { word.len() == 32 } else { number >> 64 == 0 };
                if !right || word.is_empty() {
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

/// What is in a line.
pub struct Format {
    /// Which word is the name. Where it is the first, there is a `:` behind it.
    pub name: usize,
    /// Which words are numbers, and their radix.
    pub numbers: u32,
    pub radix: u32,
}

/// The words of a line of /proc/net/dev: the name; bytes, packets, errs, drop, fifo, frame,
/// compressed and multicast received; bytes, packets, errs, drop, fifo, colls, carrier and
/// compressed sent.
pub const WORDS: usize = 17;

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;

    type Statistics = [u128; WORDS - 1];

    /// A file with this text, of which a read gives a few bytes.
    struct Text<'a>(Cell<&'a [u8]>);

    impl File for Text<'_> {
        fn read(&self, buffer: &mut [u8]) -> Result<usize> {
            let (piece, rest) = self.0.get().split_at(self.0.get().len().min(97));
            buffer[..piece.len()].copy_from_slice(piece);
            self.0.set(rest);
            Ok(piece.len())
        }
    }

    fn words(text: &str) -> Words<Text<'_>> {
        Words::new(Text(Cell::new(text.as_bytes())))
    }

    /// What is read of a line, if it is right.
    fn line(words: &mut Words<Text<'_>>, format: &Format) -> Option<(IfName, [u128; WORDS])> {
        let mut name = IfName::NONE;
        words.line(format, &mut name).then_some((name, words.numbers))
    }

    /// Bytes that lines are made of, in an order that is none (xorshift64).
    struct Noise(u64);

    impl Noise {
        fn below(&mut self, end: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % 0xffff_ffff).unwrap() % end
        }

        fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
            all[self.below(all.len())]
        }

        /// Lines that are almost right, or right.
        fn text(&mut self, words: &[&str], count: usize) -> String {
            let mut text = String::new();
            for _ in 0..400 {
                text += self.one_of(&["", " ", "\t "]);
                text +=
                    self.one_of(&["eth0", "e", "fifteen-bytes-x", "sixteen-bytes-xx", "..", ""]);
                text += self.one_of(&[":", ": ", ":", ": \t", " :", " "]);
                for _ in 0..count - 1 + self.below(3) {
                    text += self.one_of(words);
                    text += self.one_of(&[" ", " ", "  ", "\t", ":"]);
                }
                text += self.one_of(&["\n", " \n", "\n", "\n", "\n\n"]);
            }
            text
        }
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

    #[test]
    fn devices_are_read_as_by_plainer_code() {
        let right = ["0", "1", "23", "18446744073709551615", "007"];
        let wrong = ["0", "1", "18446744073709551616", "-1", "+1", "x", "a"];
        for (columns, count) in
            [(0x1_fffe, 16), (0b0_1111_1110_0111_1110, 13), (0b0_1111_1100_0111_1100, 11)]
        {
            let mut noise = Noise(1);
            let text = noise.text(&right, count) + &noise.text(&wrong, count) + "eth0: 1 2";
            let mut found = 0;
            let mut words = words(&text);
            let format = Format { name: 0, numbers: columns, radix: 10 };
            for text in text.lines() {
                assert!(words.next_line(), "{text}");
                let read = line(&mut words, &format)
                    .map(|(name, [_, statistics @ ..])| (name, statistics));
                assert_eq!(read, plain_device(text, columns), "{text:?}");
                found += usize::from(read.is_some());
            }
            assert!(!words.next_line());
            assert!((50..700).contains(&found), "{found} of 800 lines are right");
        }
    }

    #[test]
    fn ipv6_addresses_are_read_as_by_plainer_code() {
        let mut noise = Noise(1);
        let mut text = String::new();
        for _ in 0..1000 {
            text += noise.one_of(&[
                "20010db80000000000000000000000ff",
                "FE80000000000000000000000000000a",
                "2001db80000000000000000000000ff",
                "20010db80000000g0000000000000000",
            ]);
            for field in
                [&["01", "ffff", "x"][..], &["40", "0", "80", "-1"], &["20", "f0", "q"], &["80"]]
            {
                text += noise.one_of(&[" ", " ", " ", " \t", "\n"]);
                text += noise.one_of(field);
            }
            text +=
                noise.one_of(&["     eth0\n", " e\n", " sixteen-bytes-xx\n", "\n", " eth0 e\n"]);
        }
        let mut found = 0;
        let mut words = words(&text);
        let format = Format { name: 5, numbers: 0b1_1111, radix: 16 };
        for text in text.lines() {
            assert!(words.next_line());
            let read = line(&mut words, &format)
                .map(|(name, numbers)| (name, *numbers.first_chunk().unwrap()));
            assert_eq!(read, plain_inet6(text), "{text:?}");
            found += usize::from(read.is_some());
        }
        assert!((20..700).contains(&found), "{found} of 1000 lines are right");
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
    fn the_head_tells_which_columns_there_are() {
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
