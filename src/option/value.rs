// SPDX-License-Identifier: MIT OR Apache-2.0
//! The values of options: as they are written, and as their attributes carry them.

use super::table::{
    DELAY, FROM_1, HWADDR, IFINDEX, IPV4, IPV6, MAC, MODE, NAMED, OFF_ON, VALUES, attribute, line,
    row_of,
};
use crate::native;
use crate::netlink::{Buffer, append, attribute as attribute_value, number as integer, put};
use crate::parse::{cut, digits, hwaddr, ipv6, place, quad};

/// How many colons a value of this option has, at most: others end it.
pub fn colons(number: usize) -> usize {
    match row_of(number).kind {
        MAC => 5,
        IPV6 => usize::MAX,
        _ => 0,
    }
}

/// The number that a value of this option is, by its name or as it is written.
pub fn number(option: usize, value: &[u8]) -> Option<u64> {
    match place(names_of(option), 0, value) {
        Some(place) if !value.is_empty() => Some(place as u64),
        _ => {
            let (least, most) = range(option);
            digits(value, 10, most).filter(|&number| number >= least)
        }
    }
}

/// The names of the values that this option can have, with NULs between them: the first one is the number 0.
/// Empty where they have none.
pub fn names_of(option: usize) -> &'static [u8] {
    if row_of(option).largest & NAMED == 0 {
        return b"";
    }
    match line(&VALUES, option) {
        b"" => OFF_ON,
        names => names,
    }
}

/// The least and the largest number that this option can be.
pub fn range(option: usize) -> (u64, u64) {
    let largest = row_of(option).largest;
    if largest & NAMED != 0 {
        (0, u64::from(largest & !NAMED))
    } else {
        (u64::from(largest & FROM_1 != 0), (1 << (largest & !FROM_1)) - 1)
    }
}

/// An example of the values of an option that is no number; empty where it is one.
pub fn example(option: usize) -> &'static [u8] {
    match row_of(option).kind {
        IFINDEX => b"one of its slaves",
        MAC => b"as in 02-00-00-00-00-01",
        IPV4 => b"as in 192.0.2.1;192.0.2.2",
        IPV6 => b"as in 2001:db8::1;2001:db8::2",
        _ => b"",
    }
}

/// Whether a word is the name of a mode: in older documentation, it stands alone.
pub fn is_mode_name(word: &[u8]) -> bool {
    place(line(&VALUES, MODE), 0, word).is_some()
}

/// Whether an option is a list of addresses: where it is repeated, its values add up.
pub fn is_list(option: usize) -> bool {
    row_of(option).kind >= IPV4
}

/// Appends the bytes that the attribute of an option carries for this value. False if the value is invalid.
///
/// (For an interface it appends nothing: another one may have that name a moment later.)
pub fn read(option: usize, value: &[u8], to: &mut Buffer) -> bool {
    let kind = row_of(option).kind;
    match kind {
        IFINDEX => true,
        IPV4 | IPV6 => targets(value, kind == IPV6, to),
        MAC => unicast(value).is_some_and(|address| {
            // All zeros is the driver's own default for LACP, but no interface's address.
            (option != HWADDR || address != [0; 6]) && append(to, &address).is_ok()
        }),
        _ => number(option, value).is_some_and(|number| {
            append(to, native::low(&number.to_ne_bytes(), (kind & 0xf).into())).is_ok()
        }),
    }
}

/// A hardware address that is not a group's (bit 0 of the first byte), with colons or dashes between its
/// bytes.
pub fn unicast(text: &[u8]) -> Option<[u8; 6]> {
    let mut colons = [b':'; 17];
    for (to, &byte) in colons.iter_mut().zip(text) {
        *to = if byte == b'-' { b':' } else { byte };
    }
    let mut address = [0; 6];
    let valid = hwaddr(colons.get(..text.len())?, &mut address) && address[0] & 1 == 0;
    valid.then_some(address)
}

/// Appends addresses, which have semicolons between them, as attributes. False if one is invalid, or if there
/// are too many.
fn targets(mut list: &[u8], is_ipv6: bool, to: &mut Buffer) -> bool {
    let len = if is_ipv6 { 16 } else { 4 };
    while !list.is_empty() {
        let mut text = cut(&mut list, b';');
        // Configuration files of Red Hat's initscripts have a plus before a target that they add.
        text = text.strip_prefix(b"+").unwrap_or(text);
        if let [b'[', inside @ .., b']'] = text {
            text = inside;
        }
        let mut address = [0; 16];
        let valid = if is_ipv6 { ipv6(text, &mut address) } else { quad(text, &mut address[..4]) };
        // Each takes the header of an attribute, too.
        let count = to.len() / (4 + len);
        if !valid || count == MOST_TARGETS {
            return false;
        }
        #[allow(clippy::cast_possible_truncation)] // There are 16.
        put(to, count as u16, address.get(..len).unwrap_or_default());
    }
    true
}

/// BOND_MAX_ARP_TARGETS and BOND_MAX_NS_TARGETS
const MOST_TARGETS: usize = 16;

/// Rounds a delay as the driver does, in a bond with this miimon.
pub fn round(option: usize, miimon: u64, wanted: &mut Buffer) {
    #[allow(clippy::cast_possible_truncation)] // The largest miimon has 31 bits.
    let miimon = miimon as u32;
    if is_delay(option)
        && let Some(bytes) = wanted.first_chunk_mut()
    {
        let delay = u32::from_ne_bytes(*bytes);
        *bytes = (delay - delay.checked_rem(miimon).unwrap_or(0)).to_ne_bytes();
    }
}

/// Whether an option is a number of milliseconds that miimon divides.
pub fn is_delay(option: usize) -> bool {
    row_of(option).kind == DELAY
}

/// The number that an option is in a bond that has these options; 0 where it is not reported.
pub fn found_number(option: usize, found: &mut Buffer) -> u32 {
    integer(attribute_value(found, attribute(option)))
}

/// Reads the value that an option had, for its attribute. False if there was none: but lists of addresses can be
/// empty.
pub fn restored(option: usize, before: &mut Buffer, to: &mut Buffer) -> bool {
    let kind = row_of(option).kind;
    let value = attribute_value(before, attribute(option));
    let len = if kind >= IPV4 { value.len() } else { usize::from(kind & 0xf) };
    to.clear();
    value.get(..len).is_some_and(|value| append(to, value).is_ok())
}

/// Whether an option of a bond has this value.
pub fn is(option: usize, found: &mut Buffer, wanted: &[u8]) -> bool {
    attribute_value(found, attribute(option)) == wanted
}
