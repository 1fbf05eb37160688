//! Numbers, sizes and addresses in print.

use super::{Layout, Printer};
use crate::kernel::System;

impl<S: System> Printer<S> {
    /// A number in this radix, which is at most 16.
    pub fn number(&mut self, number: u64, radix: u64) {
        // Twenty digits are what the largest takes.
        if number >= radix {
            self.number(number / radix, radix);
        }
        let [digit, ..] = (number % radix).to_le_bytes();
        self.put(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit });
    }

    /// Bytes, and in brackets the same in a unit of 1024 to the power of what suits, with one
    /// digit behind the point: cut, not rounded.
    pub fn size(&mut self, bytes: u64) {
        let (mut whole, mut tenths, mut unit) = (bytes, 0, 0);
        while whole >= 1024 && unit < 4 {
            tenths = whole % 1024 * 10 / 1024;
            whole /= 1024;
            unit += 1;
        }
        self.set(b's', bytes);
        self.set(b't', whole);
        self.set(b'u', tenths);
        self.print(Layout::unit(unit));
    }

    /// An IPv4 address: the number that its bytes are in memory.
    pub fn ipv4(&mut self, address: u32) {
        for (at, byte) in address.to_ne_bytes().into_iter().enumerate() {
            if at > 0 {
                self.put(b'.');
            }
            self.number(byte.into(), 10);
        }
    }

    /// A hardware address: six bytes where they are separated by colons, or else sixteen. Of
    /// these, all behind the eighth are zero.
    pub fn hwaddr(&mut self, separator: u8) {
        let bytes = self.get(Layout::HWADDR).to_ne_bytes();
        for at in 0..if separator == b':' { 6 } else { 16 } {
            if at > 0 {
                self.put(separator);
            }
            let byte = bytes.get(at).copied().unwrap_or(0);
            for digit in [byte >> 4, byte & 15] {
                self.put(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit });
            }
        }
    }

    /// An IPv6 address, as inet_ntop(3) writes it.
    #[inline(always)] // There is one call of it.
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
            // `::` is the colon in front of the run and the one behind it.
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
