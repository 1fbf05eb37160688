// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interface names.

use core::fmt;
use core::str::FromStr;

use crate::parse;
use crate::sys::errno::Errno;

/// An interface's name, which is valid.
///
/// 1 to 15 bytes (IFNAMSIZ less the NUL), not `.` or `..`, without `/`, `:`, white space or NUL: the
/// kernel's own rule. A longer name is rejected, never cut: cut, it may be another interface's. After
/// the name there are NULs alone, so that equal names have equal bytes. [`IfName::NONE`] is the only
/// value that is not such a name.
///
/// ```compile_fail,E0624
/// let name = ifenslave::kernel::IfName::from_word(u128::MAX);
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
// Aligned, it is copied by words on any processor: 400 bytes of the executable on MIPS.
#[repr(C, align(8))]
pub struct IfName([u8; IfName::SIZE]);

impl IfName {
    /// IFNAMSIZ of `linux/if.h`: the bytes of `ifr_name`, with the NUL that ends it.
    pub const SIZE: usize = 16;

    /// No interface's name: empty.
    pub const NONE: Self = Self([0; Self::SIZE]);

    /// The name of an interface, or, if it `may_be_alias`, of an alias of one (`eth0:1`): that is
    /// a label of an IPv4 address, which can be shown, not attached.
    pub fn new(name: &[u8], may_be_alias: bool) -> Option<Self> {
        let mut new = Self::NONE;
        new.read(name, may_be_alias).then_some(new)
    }

    /// Becomes that name, in its place, if it is one; otherwise [`IfName::NONE`], and returns false.
    pub fn read(&mut self, name: &[u8], may_be_alias: bool) -> bool {
        *self = Self::NONE;
        if name.len() >= Self::SIZE || b"..".starts_with(name) {
            return false;
        }
        let mut valid = true;
        for (to, &byte) in self.0.iter_mut().zip(name) {
            *to = byte;
            // The kernel's isspace() is of Latin-1: the no-break space counts.
            valid &= match byte {
                0 | b'/' | b' ' | b'\t'..=b'\r' | 0xa0 => false,
                b':' => may_be_alias,
                _ => true,
            };
        }
        if !valid {
            *self = Self::NONE;
        }
        valid
    }

    /// Its bytes, without padding.
    pub fn as_bytes(&self) -> &[u8] {
        parse::until(&self.0, 0)
    }

    /// Its bytes as one number, whose order is that of strcmp(3).
    pub(crate) fn word(&self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    /// The name that is this number, which [`IfName::word`] returned.
    pub(crate) fn from_word(word: u128) -> Self {
        Self(word.to_be_bytes())
    }

    /// Its bytes as `ifr_name` and `ifr_slave` carry them, padded with NULs.
    pub fn as_field(&self) -> &[u8; Self::SIZE] {
        &self.0
    }
}

impl fmt::Display for IfName {
    /// The name. In the place of bytes that are no UTF-8, it has U+FFFD.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.as_bytes().utf8_chunks() {
            f.write_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                f.write_str("\u{fffd}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for IfName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.as_bytes().escape_ascii())
    }
}

impl AsRef<[u8]> for IfName {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl FromStr for IfName {
    type Err = Errno;

    /// The name of an interface; EINVAL if no interface can have it.
    fn from_str(name: &str) -> Result<Self, Errno> {
        Self::new(name.as_bytes(), false).ok_or(Errno::INVAL)
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_kept_or_refused_by_the_kernels_rule(
            name in vec(prop_oneof![
                1 => select(&b"/: \t\n\x0b\x0c\r\xa0\0"[..]),
                3 => Just(b'.'),
                9 => 1..=255_u8,
            ], 0..20),
            may_be_alias: bool,
        ) {
            let is_space = |byte| b" \t\n\x0b\x0c\r\xa0".contains(byte);
            let right = (1..=15).contains(&name.len())
                && name != b"."
                && name != b".."
                && !name.contains(&b'/')
                && !name.contains(&0)
                && !name.iter().any(is_space)
                && (may_be_alias || !name.contains(&b':'));
            let read = IfName::new(&name, may_be_alias);
            prop_assert_eq!(read.is_some(), right);
            // Nothing remains of a name that was there before, or of one that is rejected.
            let mut again = IfName::new(b"fifteen-bytes-x", false).unwrap();
            prop_assert_eq!(again.read(&name, may_be_alias), right);
            prop_assert_eq!(again, read.unwrap_or(IfName::NONE));
            if let Some(read) = read {
                prop_assert_eq!(read.as_bytes(), name);
                prop_assert_eq!(IfName::from_word(read.word()), read);
            }
        }

        #[test]
        fn the_order_of_words_is_that_of_the_names(
            names in vec(vec(prop_oneof![b'a'..=b'c', 1..=255_u8], 1..16), 2)
        ) {
            let [a, b] = [&names[0], &names[1]].map(|name| IfName::new(name, true));
            prop_assume!(a.is_some() && b.is_some());
            prop_assert_eq!(a.unwrap().word().cmp(&b.unwrap().word()), names[0].cmp(&names[1]));
        }
    }

    #[test]
    fn a_name_of_one_to_fifteen_bytes_is_kept_as_it_is() {
        for name in [&b"a"[..], b"eth0", b"fifteen-bytes-x", b"...", b"-", b"\xff\x01"] {
            assert_eq!(IfName::new(name, false).unwrap().as_bytes(), name);
        }
    }

    #[test]
    fn what_no_interface_can_be_called_is_refused() {
        for name in [
            &b""[..],
            b".",
            b"..",
            b"a/b",
            b"eth0:1",
            b"a b",
            b"a\tb",
            b"a\x0bb",
            b"a\n",
            b"a\xa0",
            b"a\0",
            b"a\0b",
            b"\0",
            b"sixteen-bytes-xx",
            b"a-name-much-longer-than-sixteen-bytes",
        ] {
            assert_eq!(IfName::new(name, false), None, "{name:?}");
        }
    }

    #[test]
    fn a_colon_is_for_names_that_are_only_shown() {
        assert_eq!(IfName::new(b"eth0:1", true).unwrap().as_bytes(), b"eth0:1");
        assert_eq!(IfName::new(b"eth0:12345678901", true), None);
    }

    #[test]
    fn a_name_is_formatted_and_parsed() {
        let name: IfName = "eth0".parse().unwrap();
        assert_eq!((name.to_string().as_str(), format!("{name:?}").as_str()), ("eth0", "\"eth0\""));
        let odd = IfName::new(b"a\xffb\"", false).unwrap();
        assert_eq!(
            (odd.to_string().as_str(), format!("{odd:?}").as_str()),
            ("a\u{fffd}b\"", r#""a\xffb\"""#)
        );
        assert_eq!("eth0:1".parse::<IfName>(), Err(Errno::INVAL));
    }

    #[test]
    fn the_field_is_padded_with_nuls() {
        assert_eq!(
            IfName::new(b"eth0", false).unwrap().as_field(),
            b"eth0\0\0\0\0\0\0\0\0\0\0\0\0"
        );
    }
}
