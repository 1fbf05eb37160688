//! Numbers and addresses, as they are written on a command line and in files.
//!
//! A text with anything after the number or address is invalid.

/// The bytes before the first such byte, or all if there is none.
#[inline(never)] // Saves 28 bytes with xz (ifkit).
pub fn until(text: &[u8], end: u8) -> &[u8] {
    let at = text.iter().position(|&byte| byte == end);
    text.get(..at.unwrap_or(text.len())).unwrap_or_default()
}

/// Removes the bytes before the first such byte from `rest`, and the byte; or all if there is none. Returns
/// the removed bytes, without that byte.
#[inline(never)] // Saves 184 bytes with xz.
pub fn cut<'a>(rest: &mut &'a [u8], end: u8) -> &'a [u8] {
    let part = until(rest, end);
    *rest = rest.get(part.len() + 1..).unwrap_or_default();
    part
}

/// The place of a word among words that have such a byte between them.
pub fn place(words: &[u8], end: u8, word: &[u8]) -> Option<usize> {
    let (mut rest, mut at) = (words, 0);
    loop {
        let known = until(rest, end);
        if known == word {
            return Some(at);
        }
        rest = rest.get(known.len() + 1..)?;
        at += 1;
    }
}

/// A number as strtoul(3) reads it with a base of 0, in decimal, hexadecimal (`0x`) or octal (`0`), and
/// at most `max`.
///
/// ```
/// use ifenslave::parse::number;
///
/// assert_eq!(number(b"1500", 0xffff), Some(1500));
/// assert_eq!(number(b"0x5dc", 0xffff), Some(1500));
/// assert_eq!(number(b"02734", 0xffff), Some(1500));
/// assert_eq!(number(b"65536", 0xffff), None);
/// assert_eq!(number(b"15x", 0xffff), None);
/// ```
pub fn number(text: &[u8], max: u64) -> Option<u64> {
    let (digits, radix) = match text {
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'0', _, ..] => (text, 8),
        _ => (text, 10),
    };
    self::digits(digits, radix, max)
}

/// A number of digits alone, at least one, in this radix and at most `max`.
pub fn digits(digits: &[u8], radix: u32, max: u64) -> Option<u64> {
    let mut number: u64 = 0;
    for &digit in digits {
        let digit = char::from(digit).to_digit(radix)?;
        number = number.checked_mul(radix.into())?.checked_add(digit.into())?;
        if number > max {
            return None;
        }
    }
    if digits.is_empty() { None } else { Some(number) }
}

/// An IPv4 address as inet_aton(3) reads it: one to four numbers with dots between them, of which the
/// last fills all bytes that are left; or `default`, which is 0.0.0.0. Its first byte is the highest.
///
/// ```
/// use ifenslave::parse::ipv4;
///
/// assert_eq!(ipv4(b"192.0.2.1"), Some(0xc000_0201));
/// assert_eq!(ipv4(b"10.1"), Some(0x0a00_0001));
/// assert_eq!(ipv4(b"192.0.2.256"), None);
/// ```
#[allow(clippy::cast_possible_truncation)] // No part has more than 32 bits.
pub fn ipv4(text: &[u8]) -> Option<u32> {
    if text == b"default" {
        return Some(0);
    }
    let (mut address, mut right) = (0, 32_u32);
    let mut rest = Some(text);
    while let Some(text) = rest {
        let part = until(text, b'.');
        rest = text.get(part.len() + 1..);
        right = right.checked_sub(8)?;
        let (max, left) = match rest {
            Some(_) => (0xff, right),
            None => (0xffff_ffff >> (24 - right), 0),
        };
        address |= (number(part, max)? as u32) << left;
    }
    Some(address)
}

/// An IPv4 address of as many bytes as there is room for, each of them a number, with dots between them.
/// False if the text is none.
pub fn quad(text: &[u8], address: &mut [u8]) -> bool {
    bytes(text, b'.', address)
}

/// An IPv6 address as inet_pton(3) reads it. False if the text is none.
///
/// ```
/// use ifenslave::parse::ipv6;
///
/// let mut address = [0; 16];
/// assert!(ipv6(b"::1", &mut address));
/// assert_eq!(address, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
/// assert!(!ipv6(b"1::2::3", &mut address));
/// ```
pub fn ipv6(text: &[u8], address: &mut [u8; 16]) -> bool {
    *address = [0; 16];
    let (mut len, mut gap) = (0, usize::MAX);
    let mut rest = text;
    while !rest.is_empty() {
        match rest {
            [b':', b':', more @ ..] if gap > len => {
                gap = len;
                rest = more;
                if rest.is_empty() {
                    break;
                }
            }
            [_, more @ ..] if len > 0 => rest = more,
            _ => {}
        }
        let part = until(rest, b':');
        rest = rest.get(part.len()..).unwrap_or_default();
        let room = address.get_mut(len..).unwrap_or_default();
        let group = digits(part, 16, 0xffff).filter(|_| part.len() <= 4);
        if let (Some(group), [a, b, ..]) = (group, &mut *room) {
            [*b, *a, ..] = group.to_le_bytes();
            len += 2;
        } else if rest.is_empty() && quad(part, room.get_mut(..4).unwrap_or_default()) {
            len += 4;
        } else {
            return false;
        }
    }
    // All bytes after the gap move to the end.
    for at in (gap.min(len)..len).rev() {
        if let Some([from, .., to]) = address.get_mut(at..=at + 16 - len) {
            core::mem::swap(from, to);
        }
    }
    (len == 16) == (gap > len)
}

/// A hardware address of as many bytes as there is room for: pairs of hexadecimal digits, with or
/// without a colon between them; before a colon, and at the end, one digit is enough. False if the text
/// is none.
///
/// ```
/// use ifenslave::parse::hwaddr;
///
/// let mut address = [0; 6];
/// for text in ["52:54:00:00:00:01", "52:54:0:0:0:1", "525400000001"] {
///     assert!(hwaddr(text.as_bytes(), &mut address));
///     assert_eq!(address, [0x52, 0x54, 0, 0, 0, 1]);
/// }
/// for text in ["52:54:00:00:00", "52-54-00-00-00-01", "52:54:00:00:00:01:02"] {
///     assert!(!hwaddr(text.as_bytes(), &mut address));
/// }
/// ```
pub fn hwaddr(text: &[u8], address: &mut [u8]) -> bool {
    bytes(text, b':', address)
}

/// As many bytes as there is room for: numbers with dots between them, or pairs of hexadecimal digits with
/// colons.
#[allow(clippy::cast_possible_truncation)] // None is larger than a byte.
fn bytes(text: &[u8], separator: u8, bytes: &mut [u8]) -> bool {
    let mut rest = Some(text);
    for byte in bytes {
        let text = rest.unwrap_or_default();
        let part = until(text, separator);
        let mut end = part.len();
        let value = if separator == b':' {
            // A byte has two digits, unless a colon follows.
            if end > 3 {
                end = 2;
            }
            digits(part.get(..end).unwrap_or_default(), 16, 0xff).filter(|_| end < 3)
        } else {
            number(part, 0xff)
        };
        let Some(value) = value else { return false };
        *byte = value as u8;
        rest = text.get(end + usize::from(end == part.len())..);
    }
    rest.is_none()
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn address_of(text: &str) -> Option<[u8; 16]> {
        let mut address = [0; 16];
        ipv6(text.as_bytes(), &mut address).then_some(address)
    }

    /// Texts of these pieces, in any order: most are nearly right.
    fn of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
        vec(proptest::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
    }

    const PIECES: &[&str] =
        &["::", ":", ":", "0", "1", "ffff", "ABcd", "10.1.2.3", ".", "255", "256", "g", "00012"];

    proptest! {
        #[test]
        fn an_ipv6_address_is_read_as_std_does(text in of(PIECES)) {
            // An IPv4 address at the end is read as by inet_aton(3) here.
            let wanted = text.parse().ok().map(|address: Ipv6Addr| address.octets());
            let read = address_of(&text);
            prop_assert!(read == wanted || read.is_some() && text.contains('.'), "{read:?}");
            if wanted.is_some() {
                prop_assert_eq!(read, wanted);
            }
        }

        #[test]
        fn an_ipv6_address_that_std_prints_is_read_back(
            groups in proptest::array::uniform8(prop_oneof![Just(0), any::<u16>()])
        ) {
            let address = Ipv6Addr::from(groups);
            prop_assert_eq!(address_of(&address.to_string()), Some(address.octets()));
        }

        #[test]
        fn a_hardware_address_is_read_back(bytes: [u8; 20], len in 1..20_usize, style in 0..3) {
            let bytes = &bytes[..len];
            let text: Vec<String> = bytes
                .iter()
                .map(|byte| if style == 0 { format!("{byte:x}") } else { format!("{byte:02X}") })
                .collect();
            let text = text.join(if style == 2 { "" } else { ":" });
            let mut read = vec![0; len];
            prop_assert!(hwaddr(text.as_bytes(), &mut read));
            prop_assert_eq!(&read[..], bytes);
            let mut other = vec![0; len + 1];
            prop_assert!(!hwaddr(text.as_bytes(), &mut other) || style == 2);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in
            ["", ":", ":::", "1:", ":1", "1::2::3", "1.2.3.4::", "::1.2.3", "1:2:3:4:5:6:7::8"]
        {
            assert_eq!(address_of(text), None, "{text:?}");
        }
        for text in [
            "",
            ".",
            "1.",
            ".1",
            "1..2",
            "1.2.3.4.5",
            "256.1",
            "1.16777216",
            "4294967296",
            "+1",
            "-1",
            " 1",
        ] {
            assert_eq!(ipv4(text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(ipv4(b"default"), Some(Ipv4Addr::UNSPECIFIED.to_bits()));
        for text in [
            "",
            ":",
            "1",
            "52:54:00:00:00:",
            ":52:54:00:00:00:01",
            "52:54::00:00:01",
            "052:54:0:0:0:1",
            "g2:54:0:0:0:1",
        ] {
            assert!(!hwaddr(text.as_bytes(), &mut [0; 6]), "{text:?}");
        }
    }
}
