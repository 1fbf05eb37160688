// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the kernel reports of bonds and slaves, with the names, the values and the nesting of `ip -json -details link`
//! (iproute2): as JSON, or a few of the fields in a line for people.

use super::read::Bond;
use crate::kernel::System;
use crate::netlink::link::bond_data;
use crate::netlink::message::Attributes;
use crate::netlink::{attribute, number};
use crate::option::{self, Shape};
use crate::output::Printer;
use crate::parse::cut;

/// IFLA_BOND_ACTIVE_SLAVE
pub const ACTIVE_SLAVE: u16 = 2;

/// Attributes of a slave, from 1 on: the name of each, and the names of its values. One
/// whose name ends in `_str` is a number with that name less the ending, and an array of the names of its bits.
pub const SLAVE: &[u8] = b"state\0ACTIVE\0BACKUP\n\
    mii_status\0UP\0GOING_DOWN\0DOWN\0GOING_BACK\n\
    link_failure_count\n\
    perm_hwaddr\n\
    queue_id\n\
    ad_aggregator_id\n\
    ad_actor_oper_port_state_str\n\
    ad_partner_oper_port_state_str\n\
    prio\n\
    actor_port_prio\n\
    ad_churn_actor_state\0monitoring\0churned\0none\n\
    ad_churn_partner_state\0monitoring\0churned\0none";

/// Attributes of IFLA_BOND_AD_INFO, from 1 on.
pub const AD_INFO: &[u8] = b"aggregator\nnum_ports\nactor_key\npartner_key\npartner_mac";

/// LACP_STATE_* of `linux/if_bonding.h`, from bit 0 on.
const PORT_STATES: &[u8] =
    b"active\0short_timeout\0aggregating\0in_sync\0collecting\0distributing\0defaulted\0expired";

/// Writes fields.
pub struct Fields<'a, S: System> {
    pub printer: &'a mut Printer<S>,
    /// As JSON.
    pub json: bool,
    /// Nothing comes before the next field or element.
    pub first: bool,
}

impl<S: System> Fields<'_, S> {
    /// Prints options of a bond: those with these numbers, as bits, that the kernel reports, and the active slave. For
    /// people, a number that is 0 is left out.
    pub fn options(&mut self, bond: &mut Bond<'_>, options: u64) {
        for option in 0..=option::COUNT {
            let is_active = option == option::COUNT;
            let (name, kind, shape) = if is_active {
                (&b"active_slave"[..], ACTIVE_SLAVE, Shape::Interface)
            } else {
                // For people, the mode stands alone.
                let name = if self.json || option != option::MODE {
                    option::json_name(option)
                } else {
                    b""
                };
                (name, option::attribute(option), option::shape(option))
            };
            let value = attribute(bond_data(bond.attributes(0)), kind);
            let value_number = number(value);
            if value.is_empty()
                || options >> option & 1 == 0
                || !self.json && value_number == 0 && option != option::MODE
            {
                continue;
            }
            match shape {
                Shape::Targets => {
                    self.open(name, b'[');
                    for (_, target) in Attributes(value) {
                        self.key(b"");
                        self.printer.put(b'"');
                        match target.first_chunk() {
                            None => self.printer.ipv4(number(target)),
                            Some(bytes) => self.printer.ipv6(u128::from_be_bytes(*bytes)),
                        }
                        self.printer.put(b'"');
                    }
                    self.close(b']');
                }
                Shape::Interface => {
                    let interface = bond.name_of(value_number);
                    if value_number != 0 {
                        self.string_field(name, interface.as_bytes());
                    }
                }
                Shape::Truth => self.word(name, if value_number == 0 { b"false" } else { b"true" }),
                // iproute2 has no name for this one.
                Shape::Plain if option == option::ARP_VALIDATE && value_number == 0 => {
                    self.word(name, b"null")
                }
                Shape::Plain => self.field(name, value, option::json_names(option)),
            }
        }
    }

    /// Prints attributes: their names are these, from 1 on, and their types are bits.
    pub fn attributes(&mut self, data: &mut [u8], mut names: &'static [u8], kinds: u32) {
        let mut kind = 0;
        while !names.is_empty() {
            let mut words = cut(&mut names, b'\n');
            let name = cut(&mut words, 0);
            kind += 1;
            let value = attribute(data, kind);
            if value.is_empty() || kinds >> kind & 1 == 0 {
                continue;
            }
            let of_number = name.strip_suffix(b"_str").unwrap_or(name);
            self.field(of_number, value, words);
            if of_number != name {
                self.open(name, b'[');
                let state = number(value);
                for bit in (0..8).filter(|bit| state >> bit & 1 != 0) {
                    self.string_field(b"", option::nth(PORT_STATES, bit));
                }
                self.close(b']');
            }
        }
    }

    /// Prints a field: one of these words, a hardware address or a number.
    pub fn field(&mut self, name: &[u8], value: &[u8], words: &'static [u8]) {
        let value_number = number(value);
        if value.len() > 4 {
            self.key(name);
            self.quote();
            for (at, byte) in value.iter().enumerate() {
                if at > 0 {
                    self.printer.put(b':');
                }
                self.hexadecimal(*byte);
            }
            self.quote();
        } else if words.is_empty() {
            self.key(name);
            let mut number = value_number;
            // This one alone can be negative.
            if name == b"prio" && number.cast_signed() < 0 {
                self.printer.put(b'-');
                number = number.wrapping_neg();
            }
            self.printer.number(number.into(), 10);
        } else {
            let word = option::nth(words, value_number);
            self.string_field(name, if word.is_empty() { b"UNKNOWN" } else { word });
        }
    }

    /// Prints a field whose value is a bare word.
    fn word(&mut self, name: &[u8], word: &[u8]) {
        self.key(name);
        self.printer.word(word);
    }

    /// Prints a field that is a text.
    #[inline(never)]
    pub fn string_field(&mut self, name: &[u8], text: &[u8]) {
        self.key(name);
        self.string(text);
    }

    /// Begins a field, or an element without a name.
    fn key(&mut self, name: &[u8]) {
        if !self.first {
            self.printer.put(b',');
            if !self.json {
                self.printer.put(b' ');
            }
        }
        self.first = false;
        if !name.is_empty() {
            self.string(name);
            self.printer.put(if self.json { b':' } else { b' ' });
        }
    }

    /// Begins an object or an array.
    pub fn open(&mut self, name: &[u8], bracket: u8) {
        self.key(name);
        self.printer.put(bracket);
        self.first = true;
    }

    /// Ends it.
    #[inline(never)]
    pub fn close(&mut self, bracket: u8) {
        self.printer.put(bracket);
        self.first = false;
    }

    /// In JSON, prints the quotation mark before or after a string.
    fn quote(&mut self) {
        if self.json {
            self.printer.put(b'"');
        }
    }

    /// Prints a string. A byte that is no printable ASCII is escaped, unless all of them are UTF-8.
    fn string(&mut self, text: &[u8]) {
        let is_utf8 = is_utf8(text);
        self.quote();
        for &byte in text {
            let escaped = match byte {
                ..b' ' | b'"' | b'\\' | 0x7f => true,
                _ => byte > 0x7f && !is_utf8,
            };
            if escaped && self.json {
                self.printer.word(b"\\u00");
                self.hexadecimal(byte);
            } else {
                self.printer.put(byte);
            }
        }
        self.quote();
    }

    /// Prints a byte as two digits.
    fn hexadecimal(&mut self, byte: u8) {
        self.printer.number(u64::from(byte >> 4), 16);
        self.printer.number(u64::from(byte & 15), 16);
    }
}

/// Whether some bytes are UTF-8: after the first byte of a character, which has as many ones at its left as the
/// character has bytes, the others have the highest bit alone.
fn is_utf8(text: &[u8]) -> bool {
    let mut rest = 0;
    let mut valid = true;
    for byte in text {
        match (byte.leading_ones(), rest) {
            (1, 1..) => rest -= 1,
            (0, 0) => {}
            (count @ 2..=4, 0) => rest = count - 1,
            _ => valid = false,
        }
    }
    valid && rest == 0
}
