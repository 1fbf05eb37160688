//! A bond as it is asked for, in the words that dracut's users know from the kernel's command line:
//! `NAME[:SLAVE,SLAVE…[:OPTION=VALUE,…[:MTU]]]`.

use super::option;
use crate::applet::ifenslave::args::Wrong;
use crate::kernel::{Attributes, IfName};
use crate::parse::{cut, digits, place, until};
use crate::text::Message;

/// What no SPEC at all means.
pub const DEFAULT: &[u8] = b"bond0:eth0,eth1:mode=balance-rr";

/// The slaves of a bond that is named alone, as dracut has it.
const SLAVES: &[u8] = b"eth0,eth1";

/// The least and the largest MTU of a bond.
const LEAST_MTU: u64 = 68;
const LARGEST_MTU: u64 = 65535;

/// A bond as it is asked for.
pub struct Spec<'a> {
    /// Its name.
    pub name: &'a [u8],
    /// The names of its slaves, with commas between them.
    pub slaves: &'a [u8],
    /// Each option as it is written, by its number; empty where it is not.
    pub options: [&'a [u8]; option::COUNT],
    /// Its MTU, in bytes; 0 for what the driver gives it.
    pub mtu: u32,
}

impl<'a> Spec<'a> {
    /// Reads a SPEC. Of all that is wrong, the first counts.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // The largest MTU has 16 bits.
    pub fn read(text: &'a [u8]) -> Result<Self, Wrong<'a>> {
        let mut rest = text;
        let name = cut(&mut rest, b':');
        let mut spec = Self { name, slaves: SLAVES, options: [b""; option::COUNT], mtu: 0 };
        if name.len() != text.len() {
            spec.slaves = cut(&mut rest, b':');
        }
        let (mut name, mut names) = (name, spec.slaves);
        while IfName::new(name, false).is_some() {
            if names.is_empty() {
                spec.read_options(&mut rest)?;
                if !rest.is_empty() {
                    match digits(rest, 10, LARGEST_MTU) {
                        Some(mtu @ LEAST_MTU..) => spec.mtu = mtu as u32,
                        _ => return Err(Wrong(Message::BAD_MTU, rest)),
                    }
                }
                return Ok(spec);
            }
            name = cut(&mut names, b',');
            if name == spec.name {
                return Err(Wrong(Message::BAD_VALUE, name));
            }
        }
        Err(Wrong(Message::BAD_NAME, name))
    }

    /// Takes the options, and the colon behind them, off `rest`.
    fn read_options(&mut self, rest: &mut &'a [u8]) -> Result<(), Wrong<'a>> {
        let mut attribute = Attributes::new();
        let mut end = b',';
        while end == b',' {
            let len = extent(rest);
            let text = rest.get(..len).unwrap_or_default();
            end = rest.get(len).copied().unwrap_or(0);
            *rest = rest.get(len + 1..).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let mut value = text;
            let mut number = option::find(cut(&mut value, b'='));
            // Of an option with two names, the last one counts.
            if number == option::NUM_UNSOL_NA {
                number = option::NUM_GRAT_ARP;
            }
            let Some(option) = self.options.get_mut(number) else {
                return Err(Wrong(Message::NO_OPTION, text));
            };
            *option = text;
            if value.is_empty()
                || !option::read(number, value, &mut attribute)
                || number == option::PRIMARY && place(self.slaves, b',', value).is_none()
            {
                return Err(Wrong(Message::BAD_VALUE, text));
            }
            // Links are watched in one way or in the other.
            let arp = self.is_set(option::ARP_INTERVAL) || self.is_set(option::ARP_VALIDATE);
            // (What is behind miimon are delays, which are multiples of it.)
            if arp && (option::MIIMON..option::MIIMON + 4).any(|number| self.is_set(number)) {
                return Err(Wrong(Message::MII_OR_ARP, text));
            }
        }
        Ok(())
    }

    /// An option as it is written; empty where it is not.
    pub fn text(&self, number: usize) -> &'a [u8] {
        self.options.get(number).copied().unwrap_or_default()
    }

    /// The value of an option; empty where it has none here.
    #[inline(never)]
    pub fn option(&self, number: usize) -> &'a [u8] {
        let mut value = self.text(number);
        cut(&mut value, b'=');
        value
    }

    /// Whether an option is a number other than 0.
    #[inline(never)]
    pub fn is_set(&self, number: usize) -> bool {
        matches!(option::number(number, self.option(number)), Some(1..))
    }
}

/// How many bytes the option at the beginning of a text has, up to a comma or a colon. Addresses have colons
/// of their own; between brackets, they have no others.
fn extent(text: &[u8]) -> usize {
    let most = option::colons(option::find(until(text, b'=')));
    let mut colons = most;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b';' => colons = most,
            b'[' => colons = usize::MAX,
            b']' => colons = 0,
            b':' if colons > 0 => colons -= 1,
            b':' | b',' => return at,
            _ => {}
        }
    }
    text.len()
}
