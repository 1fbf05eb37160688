// SPDX-License-Identifier: MIT OR Apache-2.0
//! How numbers, sizes and addresses are printed.

use super::{Field, Layout, Printer};
use crate::kernel::System;

impl<S: System> Printer<S> {
    /// Prints a number in this radix, which is at most 16.
    pub fn number(&mut self, number: u64, radix: u32) {
        let [quotient, rest] = if cfg!(target_pointer_width = "64") {
            [number / u64::from(radix), number % u64::from(radix)]
        } else {
            in_steps(number, radix)
        };
        // The largest number has twenty digits.
        if quotient != 0 {
            self.number(quotient, radix);
        }
        let [digit, ..] = rest.to_le_bytes();
        self.digit(digit, b'a');
    }

    /// Prints a digit; `ten` is the digit after 9.
    #[inline(never)]
    fn digit(&mut self, digit: u8, ten: u8) {
        self.put(if digit < 10 { b'0' + digit } else { ten - 10 + digit });
    }

    /// Prints a number of bytes, and in parentheses the same in the largest suitable unit, a power of 1024, with one
    /// digit after the point: cut, not rounded.
    pub fn size(&mut self, bytes: u64) {
        let (mut whole, mut tenths, mut unit) = (bytes, 0, 0);
        while whole >= 1024 && unit < 4 {
            tenths = whole % 1024 * 10 / 1024;
            whole /= 1024;
            unit += 1;
        }
        self.set(Field::Bytes, bytes);
        self.set(Field::Whole, whole);
        self.set(Field::Tenths, tenths);
        self.set(Field::Unit, unit);
        self.print(Layout::Size);
    }

    /// Prints an IPv4 address, whose bytes in memory are this number.
    pub fn ipv4(&mut self, address: u32) {
        for (at, byte) in address.to_ne_bytes().into_iter().enumerate() {
            if at > 0 {
                self.put(b'.');
            }
            self.number(byte.into(), 10);
        }
    }

    /// Prints the hardware address: six bytes if colons separate them, or else sixteen bytes. Of those, all after the
    /// eighth are zero.
    pub fn hwaddr(&mut self, separator: u8) {
        let bytes = self.get(Field::HwAddr).to_ne_bytes();
        for at in 0..if separator == b':' { 6 } else { 16 } {
            if at > 0 {
                self.put(separator);
            }
            let byte = bytes.get(at).copied().unwrap_or(0);
            self.digit(byte >> 4, b'A');
            self.digit(byte & 15, b'A');
        }
    }

    /// Prints an IPv6 address as inet_ntop(3) does.
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // To the last 32 bits.
    pub fn ipv6(&mut self, address: u128) {
        let bytes = address.to_be_bytes();
        let (groups, _) = bytes.as_chunks::<2>();
        // The longest run of two or more groups that are zero, and the first of those.
        let (mut start, mut zeros) = (8, 1);
        for at in 0..8 {
            let mut run = 0;
            while groups.get(at + run) == Some(&[0; 2]) {
                run += 1;
            }
            if run > zeros {
                (start, zeros) = (at, run);
            }
        }
        for (at, &group) in groups.iter().enumerate() {
            let in_run = at >= start && at < start + zeros;
            // `::` is the colon before the run and the one after it.
            if if in_run { at == start } else { at > 0 } {
                self.put(b':');
            }
            if in_run {
                continue;
            }
            // An IPv4 address that is compatible with IPv6, or mapped into it.
            if at == 6 && matches!(address >> 32, 0 | 0xffff) {
                return self.ipv4((address as u32).to_be());
            }
            self.number(u16::from_be_bytes(group).into(), 16);
        }
        if start + zeros == 8 {
            self.put(b':');
        }
    }
}

/// A number divided by a radix, and the remainder: byte by byte, with divisions of 32 bits. A division of 64 bits is a
/// function of the compiler's on processors of 32 bits, and takes 400 to 900 bytes.
fn in_steps(number: u64, radix: u32) -> [u64; 2] {
    let (mut quotient, mut rest) = (0, 0);
    for byte in number.to_be_bytes() {
        rest = rest << 8 | u32::from(byte);
        quotient = quotient << 8 | u64::from(rest / radix);
        rest %= radix;
    }
    [quotient, rest.into()]
}

#[cfg(test)]
mod tests {
    use core::cell::RefCell;
    use core::ffi::CStr;
    use std::net::{Ipv4Addr, Ipv6Addr};

    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::kernel::{Linux, Result, Stream};
    use crate::output::Message;

    /// A system that has paper, and nothing else.
    struct Paper(RefCell<Vec<u8>>);

    impl System for &Paper {
        type Kernel = <Linux as System>::Kernel;
        type File = <Linux as System>::File;
        type Memory = <Linux as System>::Memory;
        type Held = ();

        fn process(&self) -> u32 {
            1
        }

        fn kernel(&self) -> Result<Self::Kernel> {
            unreachable!()
        }
        fn hold_signals(&self) {
            unreachable!()
        }
        fn memory(&self, _: bool) -> Result<Self::Memory> {
            unreachable!()
        }
        fn open(&self, _: &CStr) -> Result<Self::File> {
            unreachable!()
        }
        fn log(&self, _: &[u8]) {
            unreachable!()
        }
        fn write(&self, _: Stream, bytes: &[u8]) -> Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }
    }

    fn printed(print: impl FnOnce(&mut Printer<&Paper>)) -> String {
        let paper = Paper(RefCell::default());
        let mut printer = Printer::new(&paper, Message::PrefixIfenslave, Message::UsageIfenslave);
        print(&mut printer);
        printer.flush();
        String::from_utf8(paper.0.take()).unwrap()
    }

    /// Numbers with any number of bits, and those about powers of two, hence of 1024.
    fn number() -> impl Strategy<Value = u64> {
        let about = |(power, more): (u32, u64)| (1_u64 << power).wrapping_add(more).wrapping_sub(2);
        prop_oneof![
            (any::<u64>(), 0..64_u32).prop_map(|(number, shift)| number >> shift),
            (0..64_u32, 0..4_u64).prop_map(about),
            Just(0),
            Just(u64::MAX),
        ]
    }

    proptest! {
        #[test]
        fn a_number_is_divided_in_steps_as_at_once(number: u64, radix in 2..=16_u32) {
            let at_once = [number / u64::from(radix), number % u64::from(radix)];
            prop_assert_eq!(in_steps(number, radix), at_once);
        }

        #[test]
        fn numbers_are_printed_as_std_does(number in number()) {
            prop_assert_eq!(printed(|printer| printer.number(number, 10)), number.to_string());
            prop_assert_eq!(printed(|printer| printer.number(number, 16)), format!("{number:x}"));
        }

        #[test]
        fn a_size_is_cut_to_a_tenth_of_the_largest_unit_that_it_has(bytes in number()) {
            let power = (1..=4).rev().find(|&power| bytes >= 1 << (10 * power)).unwrap_or(0);
            // As in BusyBox: whole KiB are cut to tenths of MiB, and so on.
            let finer = bytes >> (10 * power.max(1) - 10);
            let (whole, tenths) = match power {
                0 => (u128::from(finer), 0),
                _ => (u128::from(finer) / 1024, u128::from(finer) * 10 / 1024 % 10),
            };
            let unit = ["B", "KiB", "MiB", "GiB", "TiB"][power];
            prop_assert_eq!(
                printed(|printer| printer.size(bytes)),
                format!("{bytes} ({whole}.{tenths} {unit})")
            );
        }

        #[test]
        fn an_ipv4_address_is_printed_as_std_does(bytes: [u8; 4]) {
            prop_assert_eq!(
                printed(|printer| printer.ipv4(u32::from_ne_bytes(bytes))),
                Ipv4Addr::from(bytes).to_string()
            );
        }

        #[test]
        fn an_ipv6_address_is_printed_as_std_does_but_for_compatible_ones(
            groups in proptest::array::uniform8(prop_oneof![
                4 => Just(0),
                1 => select(&[1, 0xa, 0xffff][..]),
                2 => any::<u16>(),
            ])
        ) {
            let address = Ipv6Addr::from(groups);
            let expected = match groups {
                // As inet_ntop(3) of glibc has it.
                [0, 0, 0, 0, 0, 0, 1..=0xffff, _] => {
                    let [.., a, b, c, d] = address.octets();
                    format!("::{}", Ipv4Addr::new(a, b, c, d))
                }
                _ => address.to_string(),
            };
            prop_assert_eq!(printed(|printer| printer.ipv6(address.to_bits())), expected);
        }

        #[test]
        fn a_hardware_address_is_its_bytes_in_capitals(bytes: [u8; 8]) {
            let hwaddr = |separator| printed(|printer| {
                printer.set(Field::HwAddr, u64::from_ne_bytes(bytes));
                printer.hwaddr(separator);
            });
            let bytes = bytes.map(|byte| format!("{byte:02X}"));
            prop_assert_eq!(hwaddr(b':'), bytes[..6].join(":"));
            prop_assert_eq!(hwaddr(b'-'), bytes.join("-") + &"-00".repeat(8));
        }
    }
}
