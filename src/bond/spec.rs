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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Spec<'_>, (Message, String)> {
        let wrong =
            |Wrong(message, part): Wrong<'_>| (message, String::from_utf8_lossy(part).into_owned());
        Spec::read(text.as_bytes()).map_err(wrong)
    }

    /// The fields of a SPEC that is none but right.
    fn fields(text: &str) -> (String, String, Vec<String>, u32) {
        let spec = read(text).unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"));
        let string = |bytes: &[u8]| String::from_utf8(bytes.into()).unwrap();
        let chosen = spec.options.iter().filter(|text| !text.is_empty());
        let chosen = chosen.map(|text| string(text));
        (string(spec.name), string(spec.slaves), chosen.collect(), spec.mtu)
    }

    #[test]
    fn each_field_may_be_empty_or_left_out() {
        for (text, slaves, options, mtu) in [
            ("bond0", "eth0,eth1", &[][..], 0),
            ("bond0:", "", &[], 0),
            ("bond0::", "", &[], 0),
            ("bond0:::", "", &[], 0),
            ("bond0:::1400", "", &[], 1400),
            ("bond0:eth5", "eth5", &[], 0),
            ("bond0:eth5,eth6:", "eth5,eth6", &[], 0),
            ("bond0:eth5:mode=1", "eth5", &["mode=1"], 0),
            ("bond0:eth5:miimon=100,mode=1:", "eth5", &["mode=1", "miimon=100"], 0),
            ("bond0:eth5:mode=1:68", "eth5", &["mode=1"], 68),
            ("bond0:eth5:mode=1,:65535", "eth5", &["mode=1"], 65535),
        ] {
            let options: Vec<String> = options.iter().map(|&option| option.into()).collect();
            assert_eq!(fields(text), ("bond0".into(), slaves.into(), options, mtu), "{text}");
        }
    }

    #[test]
    fn addresses_keep_their_colons() {
        for (text, option, mtu) in [
            ("b::mode=4,ad_actor_system=02:00:00:00:00:01", "ad_actor_system=02:00:00:00:00:01", 0),
            (
                "b::ad_actor_system=02:00:00:00:00:01:1400",
                "ad_actor_system=02:00:00:00:00:01",
                1400,
            ),
            ("b::ns_ip6_target=2001:db8::1", "ns_ip6_target=2001:db8::1", 0),
            ("b::ns_ip6_target=[2001:db8::1]:1400", "ns_ip6_target=[2001:db8::1]", 1400),
            ("b::ns_ip6_target=[::2];[::3]:1400", "ns_ip6_target=[::2];[::3]", 1400),
        ] {
            let (_, _, options, found) = fields(text);
            assert!(options.contains(&option.into()), "{text}: {options:?}");
            assert_eq!(found, mtu, "{text}");
        }
    }

    #[test]
    fn of_one_option_the_last_value_counts() {
        assert_eq!(fields("b::mode=1,mode=2").2, ["mode=2"]);
        assert_eq!(fields("b::num_grat_arp=1,num_unsol_na=2").2, ["num_unsol_na=2"]);
        assert_eq!(fields("b::num_unsol_na=2,num_grat_arp=1").2, ["num_grat_arp=1"]);
    }

    #[test]
    fn of_all_that_is_wrong_the_first_is_told() {
        for (text, message, part) in [
            ("", Message::BAD_NAME, ""),
            (":eth0", Message::BAD_NAME, ""),
            ("a/b:c/d:mode=9", Message::BAD_NAME, "a/b"),
            ("sixteen-bytes-xx", Message::BAD_NAME, "sixteen-bytes-xx"),
            ("b:eth0,,eth1", Message::BAD_NAME, ""),
            ("b:,eth0", Message::BAD_NAME, ""),
            ("b:c/d:mode=9", Message::BAD_NAME, "c/d"),
            ("b::mode=9,nosuch", Message::BAD_VALUE, "mode=9"),
            ("b::nosuch,mode=9", Message::NO_OPTION, "nosuch"),
            ("b::mode", Message::BAD_VALUE, "mode"),
            ("b::mode=", Message::BAD_VALUE, "mode="),
            ("b::=1", Message::NO_OPTION, "=1"),
            ("b::mode=1=1", Message::BAD_VALUE, "mode=1=1"),
            ("b:eth0:primary=eth1", Message::BAD_VALUE, "primary=eth1"),
            ("b:eth0:primary=eth", Message::BAD_VALUE, "primary=eth"),
            ("b::miimon=1,arp_interval=1", Message::MII_OR_ARP, "arp_interval=1"),
            ("b::arp_interval=1,miimon=1", Message::MII_OR_ARP, "miimon=1"),
            ("b::arp_validate=3,miimon=1", Message::MII_OR_ARP, "miimon=1"),
            ("b::arp_interval=1,updelay=1", Message::MII_OR_ARP, "updelay=1"),
            ("b:::0", Message::BAD_MTU, "0"),
            ("b:::67", Message::BAD_MTU, "67"),
            ("b:::65536", Message::BAD_MTU, "65536"),
            ("b:::1400:", Message::BAD_MTU, "1400:"),
            ("b:::x", Message::BAD_MTU, "x"),
        ] {
            assert_eq!(read(text).err(), Some((message, part.into())), "{text}");
        }
    }
}
