//! Numbers and addresses, as they are written on a command line and in files.
//!
//! All of a text counts: what has anything else behind it is refused.

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
#[inline(never)]
pub fn number(text: &[u8], max: u64) -> Option<u64> {
    let (digits, radix) = match text {
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'0', _, ..] => (text, 8),
        _ => (text, 10),
    };
    self::digits(digits, radix, max)
}

/// A number of digits alone, at least one, in this radix and at most `max`.
#[inline(never)]
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
/// last fills all bytes that are left; or `default`, which is 0.0.0.0.
///
/// ```
/// use ifenslave::parse::ipv4;
///
/// assert_eq!(ipv4(b"192.0.2.1"), Some([192, 0, 2, 1]));
/// assert_eq!(ipv4(b"10.1"), Some([10, 0, 0, 1]));
/// assert_eq!(ipv4(b"192.0.2.256"), None);
/// ```
#[inline(never)]
pub fn ipv4(text: &[u8]) -> Option<[u8; 4]> {
    if text == b"default" {
        return Some([0; 4]);
    }
    let (mut head, mut last, mut left) = (0, 0, 32);
    for part in text.split(|&byte| byte == b'.') {
        // What turns out not to be the last part is one byte.
        if left == 0 || last > 255 {
            return None;
        }
        head = head << 8 | last;
        last = number(part, 0xffff_ffff)?;
        left -= 8;
    }
    if last >> left >> 8 != 0 {
        return None;
    }
    let [a, b, c, d, ..] = (head << left << 8 | last).to_le_bytes();
    Some([d, c, b, a])
}

/// An IPv6 address as inet_pton(3) reads it.
///
/// ```
/// use ifenslave::parse::ipv6;
///
/// assert_eq!(ipv6(b"::1"), Some([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
/// assert_eq!(ipv6(b"1::2::3"), None);
/// ```
#[inline(never)]
pub fn ipv6(text: &[u8]) -> Option<[u8; 16]> {
    let mut address = [0; 16];
    let (mut len, mut gap) = (0, None);
    let mut rest = text;
    loop {
        match rest {
            [b':', b':', more @ ..] if gap.is_none() => {
                gap = Some(len);
                rest = more;
                if rest.is_empty() {
                    break;
                }
            }
            [b':', more @ ..] if len > 0 => rest = more,
            _ => {}
        }
        let end = rest.iter().position(|&byte| byte == b':').unwrap_or(rest.len());
        let (part, more) = rest.split_at_checked(end)?;
        rest = more;
        let room = address.get_mut(len..)?;
        if rest.is_empty() && part.iter().filter(|&&byte| byte == b'.').count() == 3 {
            *room.first_chunk_mut()? = ipv4(part)?;
            len += 4;
        } else {
            if part.len() > 4 {
                return None;
            }
            let [low, high, ..] = digits(part, 16, 0xffff)?.to_le_bytes();
            *room.first_chunk_mut()? = [high, low];
            len += 2;
        }
        if rest.is_empty() {
            break;
        }
    }
    // Behind the gap, all moves to the end.
    let start = gap.unwrap_or(len);
    if (len == 16) == gap.is_some() {
        return None;
    }
    for at in (start..len).rev() {
        address.swap(at, at + 16 - len);
    }
    Some(address)
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
#[inline(never)]
pub fn hwaddr(mut text: &[u8], address: &mut [u8]) -> bool {
    for (at, byte) in address.iter_mut().enumerate() {
        if at > 0
            && let [b':', rest @ ..] = text
        {
            text = rest;
        }
        *byte = 0;
        let mut digits = 0;
        while digits < 2
            && let [first, rest @ ..] = text
            && let Some(digit) = char::from(*first).to_digit(16)
        {
            *byte = *byte << 4 | digit.to_le_bytes()[0];
            text = rest;
            digits += 1;
        }
        if digits == 0 || digits == 1 && !matches!(text, [] | [b':', ..]) {
            return false;
        }
    }
    text.is_empty()
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Texts of these pieces, in any order: most are nearly right.
    fn of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
        vec(proptest::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
    }

    const PIECES: &[&str] =
        &["::", ":", ":", "0", "1", "ffff", "ABcd", "10.1.2.3", ".", "255", "256", "g", "00012"];

    proptest! {
        #[test]
        fn an_ipv6_address_is_read_as_std_does(text in of(PIECES)) {
            // What is in the way of IPv4 is inet_aton(3)'s here.
            let wanted = text.parse().ok().map(|address: Ipv6Addr| address.octets());
            let read = ipv6(text.as_bytes());
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
            prop_assert_eq!(ipv6(address.to_string().as_bytes()), Some(address.octets()));
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
            assert_eq!(ipv6(text.as_bytes()), None, "{text:?}");
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
        assert_eq!(ipv4(b"default"), Some(Ipv4Addr::UNSPECIFIED.octets()));
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
