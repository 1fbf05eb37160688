//! The bonding driver's ABI version: how much a program must do itself.

/// Who does what on attach and release.
///
/// Every kernel since 2.6 has [`Abi::V2`]; the others are of the 2.4 age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Abi(u32);

impl Abi {
    /// The program sets the slave's addresses, MTU and hardware address, and its state. (From
    /// version 1 on, the driver sees to the hardware address and the state.)
    pub const V0: Self = Self(0);
    /// This version and later: the driver does all that needs doing.
    pub const V2: Self = Self(2);

    /// The version in a NUL-padded field, as C writes integers: 10, 0x10, 010.
    pub fn from_text(field: &[u8]) -> Option<Self> {
        let (radix, digits) = match field {
            [b'0', b'x' | b'X', digits @ ..] => (16, digits),
            // The 0 itself may be all of an octal number.
            [b'0', ..] => (8, field),
            _ => (10, field),
        };
        let mut version = 0;
        let mut count = 0;
        while let Some(&digit @ 1..) = digits.get(count) {
            // Beyond 2, they are all the same.
            version = (version * radix + char::from(digit).to_digit(radix)?).min(2);
            count += 1;
        }
        if count == 0 { None } else { Some(Self(version)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// As C reads an integer, but for signs and white space. The field has 32 bytes, so that 128
    /// bits hold what is in it.
    fn plain(field: &[u8]) -> Option<u128> {
        let text = str::from_utf8(field.split(|&byte| byte == 0).next()?).ok()?;
        let (radix, digits) = match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
            Some(digits) => (16, digits),
            None if text.starts_with('0') => (8, text),
            None => (10, text),
        };
        u128::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))
    }

    proptest! {
        #[test]
        fn a_version_is_read_as_by_c(
            start in select(&["", "0", "0x", "0X", "00", "1", " ", "+", "-", "0x+"][..]),
            digits in prop_oneof![
                4 => vec(select(&b"012"[..]), 0..=28),
                2 => vec(select(&b"0123456789abcdefABCDEF"[..]), 0..=28),
                1 => vec(any::<u8>(), 0..=28),
            ],
            end in select(&["", "\0", "\0x"][..]),
        ) {
            let field = [start.as_bytes(), &digits, end.as_bytes()].concat();
            let expected = plain(&field).map(|version| Abi(version.min(2) as u32));
            prop_assert_eq!(Abi::from_text(&field), expected);
        }
    }

    #[test]
    fn a_version_is_read_in_all_three_notations() {
        for (text, version) in [
            (&b"2\0\0"[..], 2),
            (b"0\0", 0),
            (b"1\0junk", 1),
            (b"0x0\0", 0),
            (b"0X1", 1),
            (b"0x1F", 2),
            (b"010", 2),
            (b"01", 1),
            (b"00", 0),
            (b"4294967295", 2),
            (b"99999999999999999999999999999999", 2),
        ] {
            assert_eq!(Abi::from_text(text), Some(Abi(version)), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_no_version() {
        for text in [&b""[..], b"\0", b"N/A", b"2.1", b"-1", b"0x", b"0x\0", b"09", b" 2"] {
            assert_eq!(Abi::from_text(text), None, "{text:?}");
        }
    }
}
