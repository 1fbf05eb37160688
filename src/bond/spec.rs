//! A bond as it is asked for, in the words that dracut's users know from the kernel's command line:
//! `NAME[:SLAVE,SLAVE…[:OPTION=VALUE,…[:MTU]]]`.

use super::option;
use crate::applet::ifenslave::args::Wrong;
use crate::kernel::{Attributes, IfName};
use crate::parse::{digits, until};
use crate::text::Message;

/// What no SPEC at all means.
pub const DEFAULT: &[u8] = b"bond0:eth0,eth1:mode=balance-rr";

/// A bond as it is asked for.
pub struct Spec<'a> {
    /// Its name.
    pub name: &'a [u8],
    /// The names of its slaves, with commas between them.
    slaves: &'a [u8],
    /// Its options, with commas between them.
    options: &'a [u8],
    /// Its MTU, in bytes; 0 for what the driver gives it.
    pub mtu: u32,
}

/// The largest MTU of a bond.
const LARGEST_MTU: u64 = 65535;

impl<'a> Spec<'a> {
    /// Reads a SPEC. Of all that is wrong, the first counts.
    pub fn read(text: &'a [u8]) -> Result<Self, Wrong<'a>> {
        let (name, rest) = field(text);
        let (slaves, rest) = match rest {
            Some(rest) => field(rest),
            // As dracut has it.
            None => (&b"eth0,eth1"[..], None),
        };
        let mut spec = Self { name, slaves, options: b"", mtu: 0 };
        for name in [name].into_iter().chain(spec.slaves()) {
            if IfName::new(name, false).is_none() {
                return Err(Wrong(Message::BAD_NAME, name));
            }
        }
        let Some(rest) = rest else { return Ok(spec) };
        let mut options = Walk { rest: Some(rest), more: true };
        let mut attribute = Attributes::new();
        // Links are watched in one way or the other.
        let (mut mii, mut arp) = (false, false);
        for Choice { text, name, value } in options.by_ref() {
            let Some((row, names)) = option::find(name) else {
                return Err(Wrong(Message::NO_OPTION, text));
            };
            if !row.read(names, value, &mut attribute)
                || row.kind == option::IFINDEX && !spec.slaves().any(|slave| slave == value)
            {
                return Err(Wrong(Message::BAD_VALUE, text));
            }
            let set = option::int(&mut attribute, row.attribute) != 0;
            match row.attribute {
                option::MIIMON => mii = set,
                option::ARP_INTERVAL | option::ARP_VALIDATE => arp |= set,
                _ => {}
            }
            if mii && arp {
                return Err(Wrong(Message::MII_OR_ARP, text));
            }
        }
        spec.options = rest;
        if let Some(mtu @ [_, ..]) = options.rest {
            match digits(mtu, 10, LARGEST_MTU) {
                Some(number @ 1..) => spec.mtu = number as u32,
                _ => return Err(Wrong(Message::BAD_MTU, mtu)),
            }
        }
        Ok(spec)
    }

    /// The names of its slaves.
    pub fn slaves(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let none = self.slaves.is_empty();
        self.slaves.split(|&byte| byte == b',').filter(move |_| !none)
    }

    /// Its options.
    pub fn options(&self) -> Walk<'a> {
        Walk { rest: Some(self.options), more: true }
    }
}

/// A field, up to a colon, and what is behind that.
fn field(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    let field = until(text, b':');
    (field, text.get(field.len() + 1..))
}

/// An option that is chosen.
pub struct Choice<'a> {
    /// As it is written: `mode=802.3ad`.
    pub text: &'a [u8],
    /// Its name.
    pub name: &'a [u8],
    /// Its value; empty where there is none.
    pub value: &'a [u8],
}

/// Goes through the options, up to the colon behind them.
pub struct Walk<'a> {
    /// What is behind the last option: the others, or the next field, if there is one.
    rest: Option<&'a [u8]>,
    /// There are others.
    more: bool,
}

impl<'a> Iterator for Walk<'a> {
    type Item = Choice<'a>;

    fn next(&mut self) -> Option<Choice<'a>> {
        let rest = self.rest.filter(|_| self.more)?;
        let is_end = |byte: &u8| matches!(byte, b'=' | b',' | b':');
        let len = rest.iter().position(is_end).unwrap_or(rest.len());
        let name = rest.get(..len)?;
        // An address has colons of its own; in brackets, they are no others.
        let mut colons = option::find(name).map_or(0, |(row, _)| row.colons());
        let mut brackets = false;
        let mut end = len;
        while let Some(byte) = rest.get(end) {
            match byte {
                b'[' => (brackets, colons) = (true, 0),
                b']' => brackets = false,
                b':' if brackets => {}
                b':' if colons > 0 => colons -= 1,
                b',' | b':' => break,
                _ => {}
            }
            end += 1;
        }
        let text = rest.get(..end)?;
        self.more = rest.get(end) == Some(&b',');
        self.rest = rest.get(end + 1..);
        if text.is_empty() && !self.more {
            return None;
        }
        Some(Choice { text, name, value: text.get(len + 1..).unwrap_or_default() })
    }
}
