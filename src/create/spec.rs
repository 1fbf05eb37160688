//! A bond as a user asks for it, in the syntax of dracut's `bond=`:
//! `NAME[:SLAVE,SLAVE…[:OPTION=VALUE,…[:MTU]]]`.

use crate::kernel::IfName;
use crate::netlink::Buffer;
use crate::option;
use crate::output::Message;
use crate::parse::{cut, digits, place, until};

/// What the bare word `bond` on the kernel's command line means.
pub const DEFAULT: &[u8] = b"bond0:eth0,eth1:mode=balance-rr";

/// The slaves of a bond on the kernel's command line that names none, as in dracut.
pub const DEFAULT_SLAVES: &[u8] = b"eth0,eth1";

/// The least and the largest MTU of a bond.
const LEAST_MTU: u64 = 68;
const LARGEST_MTU: u64 = 65535;

/// A bond as a user asks for it.
pub struct Spec<'a> {
    /// Its name.
    pub name: &'a [u8],
    /// Its slaves, separated by commas: each is a name, an alternative name or a hardware address.
    pub slaves: &'a [u8],
    /// The SPEC is a name and nothing else.
    pub is_bare: bool,
    /// The options as they are written, separated by commas.
    options: &'a [u8],
    /// It has the option miimon=100, although it is not written.
    pub has_default_miimon: bool,
    /// Its MTU, in bytes; 0 for the driver's own.
    pub mtu: u32,
    /// None for a bond; 0 for a bridge, whose ports are its slaves; or the ID of a VLAN, whose device is its slave.
    pub id: Option<u16>,
    /// The index of the device that an existing VLAN has; else 0.
    pub device: u32,
}

/// The reason why a SPEC is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid<'a> {
    /// The text that names the error.
    pub message: Message,
    /// The part of the SPEC that is invalid.
    pub part: &'a [u8],
    /// How to mend it.
    pub remedy: Remedy,
}

/// How to mend a SPEC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The message says it all.
    None,
    /// As this text says.
    Hint(Message),
    /// By a value that this option can have.
    Values,
    /// By an option that there is.
    Options,
}

impl<'a> Spec<'a> {
    /// A VLAN or a bridge.
    pub fn stacked(name: &'a [u8], slaves: &'a [u8], id: u16) -> Self {
        let options = b"";
        Self {
            name,
            slaves,
            is_bare: false,
            options,
            has_default_miimon: false,
            mtu: 0,
            id: Some(id),
            device: 0,
        }
    }

    /// Reads a SPEC; `slaves` are those of a SPEC that is a bare name. The first error wins.
    #[allow(clippy::cast_possible_truncation)] // The largest MTU has 16 bits.
    pub fn read(text: &'a [u8], slaves: &'a [u8]) -> Result<Self, Invalid<'a>> {
        let mut rest = text;
        let name = cut(&mut rest, b':');
        let is_bare = name.len() == text.len();
        let slaves = if is_bare { slaves } else { cut(&mut rest, b':') };
        let mut spec = Self { is_bare, id: None, ..Self::stacked(name, slaves, 0) };
        let invalid = |message, part, remedy| Err(Invalid { message, part, remedy });
        if IfName::new(name, false).is_none() {
            return invalid(Message::BadName, name, Remedy::Hint(Message::Example));
        }
        let mut names = slaves;
        while !names.is_empty() {
            let word = cut(&mut names, b',');
            if let Err((message, hint)) = check_slave(word, name) {
                return invalid(message, word, Remedy::Hint(hint));
            }
        }
        let options = rest;
        // A comma after this option may be meant as a semicolon.
        let mut after_targets = false;
        let mut more = true;
        while more {
            let option;
            (option, more) = cut_option(&mut rest);
            spec.options = options.get(..options.len() - rest.len()).unwrap_or_default();
            if option.is_empty() {
                continue;
            }
            match spec.read_option(option, after_targets) {
                Ok(is_list) => after_targets = is_list,
                Err((message, remedy)) => return invalid(message, option, remedy),
            }
        }
        if !rest.is_empty() {
            match digits(rest, 10, LARGEST_MTU) {
                Some(mtu @ LEAST_MTU..) => spec.mtu = mtu as u32,
                _ => {
                    // The colon before it may be meant as a comma.
                    let option = option::find(until(rest, b'=')) < option::COUNT;
                    let hint = if option { Message::CommasOptions } else { Message::MtuRange };
                    return invalid(Message::BadMtu, rest, Remedy::Hint(hint));
                }
            }
        }
        Ok(spec)
    }

    /// Reads the last one of the options so far. True if it is a list.
    #[inline(never)]
    fn read_option(
        &self,
        option: &'a [u8],
        after_targets: bool,
    ) -> Result<bool, (Message, Remedy)> {
        let (number, value) = split(option);
        if number == option::COUNT {
            let remedy = if after_targets {
                Remedy::Hint(Message::Semicolons)
            } else if until(option, b'=').len() == option.len() {
                Remedy::Hint(Message::Commas)
            } else {
                Remedy::Options
            };
            return Err((Message::NoOption, remedy));
        }
        if value.is_empty()
            || !self.attribute(number, &mut Buffer::new())
            || number == option::PRIMARY && place(self.slaves, b',', value).is_none()
        {
            // A wrong separator makes the next option a part of this value.
            let remedy = if until(value, b'=') != value {
                Remedy::Hint(Message::CommasOptions)
            } else {
                Remedy::Values
            };
            return Err((Message::BadValue, remedy));
        }
        // The driver monitors links in one way or in the other.
        let arp = self.is_set(option::ARP_INTERVAL) || self.is_set(option::ARP_VALIDATE);
        // (The options after miimon are delays, which are multiples of it.)
        if arp && (option::MIIMON..option::MIIMON + 4).any(|number| self.is_set(number)) {
            return Err((Message::MiiOrArp, Remedy::None));
        }
        Ok(option::is_list(number))
    }

    /// The last value of an option; empty where the SPEC does not give it.
    pub fn value(&self, number: usize) -> &'a [u8] {
        self.values(number).last().unwrap_or_default()
    }

    /// The values of an option in their order: for a list all of them, else the last one.
    #[inline(never)]
    pub fn values(&self, number: usize) -> Values<'a> {
        let default = self.has_default_miimon && number == option::MIIMON;
        Values { number, default: default.then_some(b"100"), options: self.options }
    }

    /// Reads the bytes that the attribute of an option carries. False if a value of it is invalid.
    pub fn attribute(&self, number: usize, to: &mut Buffer) -> bool {
        to.clear();
        self.values(number).all(|value| option::read(number, value, to))
    }

    /// Whether an option is a number other than 0.
    pub fn is_set(&self, number: usize) -> bool {
        matches!(option::number(number, self.value(number)), Some(1..))
    }
}

/// Goes through the values of an option.
pub struct Values<'a> {
    number: usize,
    /// The value of an option that is not among them.
    default: Option<&'static [u8]>,
    /// The options that follow.
    options: &'a [u8],
}

impl<'a> Iterator for Values<'a> {
    type Item = &'a [u8];

    #[inline(never)]
    fn next(&mut self) -> Option<&'a [u8]> {
        let mut found = self.default.take();
        while !self.options.is_empty() && (found.is_none() || !option::is_list(self.number)) {
            let (number, value) = split(cut_option(&mut self.options).0);
            if number == self.number {
                found = Some(value);
            }
        }
        found
    }
}

/// Checks the word for a slave of the bond with this name. An error has a hint.
fn check_slave(word: &[u8], bond: &[u8]) -> Result<(), (Message, Message)> {
    let name = until(word, b'=');
    if name.len() < word.len() && option::find(name) < option::COUNT {
        Err((Message::BadName, Message::ColonOptions))
    } else if word == bond {
        Err((Message::BadValue, Message::ItsOwnSlave))
    } else if !may_be_slave(word) {
        Err((Message::BadName, Message::Commas))
    } else {
        Ok(())
    }
}

/// Whether a word can refer to a slave: by a name that an interface can have (its own or an alternative one), by
/// a hardware address, or by an alternative name that is too long for an interface's own.
pub fn may_be_slave(word: &[u8]) -> bool {
    IfName::new(word, false).is_some()
        || match option::unicast(word) {
            Some(address) => address != [0; 6],
            None => {
                (IfName::SIZE..=LONGEST_NAME).contains(&word.len())
                    && word.iter().all(|&byte| byte > b' ' && byte != b'/')
            }
        }
}

/// The bytes of the longest alternative name: ALTIFNAMSIZ of `linux/if.h`, less the NUL.
const LONGEST_NAME: usize = 127;

/// Takes an option, and the byte after it, off the options of a SPEC. True if that is a comma: there is another
/// one. False at the colon or at the end.
fn cut_option<'a>(rest: &mut &'a [u8]) -> (&'a [u8], bool) {
    let text = *rest;
    let len = extent(text);
    *rest = text.get(len + 1..).unwrap_or_default();
    (text.get(..len).unwrap_or_default(), text.get(len) == Some(&b','))
}

/// The number of an option, and its value. A mode's name may stand alone.
pub fn split(option: &[u8]) -> (usize, &[u8]) {
    if option::is_mode_name(option) {
        return (option::MODE, option);
    }
    let mut value = option;
    (option::find(cut(&mut value, b'=')), value)
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
            // A hardware address with dashes has no colons.
            b']' | b'-' => colons = 0,
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
        let invalid = |invalid: Invalid<'_>| {
            (invalid.message, String::from_utf8_lossy(invalid.part).into_owned())
        };
        Spec::read(text.as_bytes(), DEFAULT_SLAVES).map_err(invalid)
    }

    /// The fields of a SPEC that is valid.
    fn fields(text: &str) -> (String, String, Vec<String>, u32) {
        let spec = read(text).unwrap_or_else(|invalid| panic!("{text}: {invalid:?}"));
        let string = |bytes: &[u8]| String::from_utf8(bytes.into()).unwrap();
        let mut chosen = Vec::new();
        for number in 0..option::COUNT {
            let values: Vec<String> = spec.values(number).map(string).collect();
            if !spec.value(number).is_empty() {
                chosen.push(format!("{}={}", string(option::name(number)), values.join(";")));
            }
        }
        (string(spec.name), string(spec.slaves), chosen, spec.mtu)
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
        assert_eq!(fields("b::num_grat_arp=1,num_unsol_na=2").2, ["num_grat_arp=2"]);
        assert_eq!(fields("b::balance-rr,mode=1").2, ["mode=1"]);
        assert_eq!(fields("b::mode=1,balance-rr:1400").2, ["mode=balance-rr"]);
        assert_eq!(fields("b::num_unsol_na=2,num_grat_arp=1").2, ["num_grat_arp=1"]);
    }

    #[test]
    fn of_one_list_all_values_count() {
        let lists = "b::arp_ip_target=+192.0.2.1,mode=1,arp_ip_target=192.0.2.2;192.0.2.3:1400";
        let (_, _, options, mtu) = fields(lists);
        assert_eq!(options, ["mode=1", "arp_ip_target=+192.0.2.1;192.0.2.2;192.0.2.3"]);
        assert_eq!(mtu, 1400);
        let mut attribute = Buffer::new();
        let spec = read(lists).unwrap();
        assert!(spec.attribute(option::find(b"arp_ip_target"), &mut attribute));
        assert_eq!(attribute.len(), 3 * 8);
    }

    #[test]
    fn a_hardware_address_with_dashes_ends_at_a_colon() {
        for mac in ["02-00-00-00-00-01", "02:00:00:00:00:01"] {
            let (_, _, options, mtu) = fields(&format!("b::mode=1,mac={mac}:1400"));
            assert_eq!(options, ["mode=1".to_owned(), format!("mac={mac}")]);
            assert_eq!(mtu, 1400);
        }
    }

    #[test]
    fn of_all_that_is_wrong_the_first_is_told() {
        for (text, message, part) in [
            ("", Message::BadName, ""),
            (":eth0", Message::BadName, ""),
            ("a/b:c/d:mode=9", Message::BadName, "a/b"),
            ("sixteen-bytes-xx", Message::BadName, "sixteen-bytes-xx"),
            ("b:eth0,,eth1", Message::BadName, ""),
            ("b:,eth0", Message::BadName, ""),
            ("b:c/d:mode=9", Message::BadName, "c/d"),
            ("b::mode=9,nosuch", Message::BadValue, "mode=9"),
            ("b::nosuch,mode=9", Message::NoOption, "nosuch"),
            ("b::mode", Message::BadValue, "mode"),
            ("b::mode=", Message::BadValue, "mode="),
            ("b::=1", Message::NoOption, "=1"),
            ("b::mode=1=1", Message::BadValue, "mode=1=1"),
            ("b:eth0:primary=eth1", Message::BadValue, "primary=eth1"),
            ("b:eth0:primary=eth", Message::BadValue, "primary=eth"),
            ("b::miimon=1,arp_interval=1", Message::MiiOrArp, "arp_interval=1"),
            ("b::arp_interval=1,miimon=1", Message::MiiOrArp, "miimon=1"),
            ("b::arp_validate=3,miimon=1", Message::MiiOrArp, "miimon=1"),
            ("b::arp_interval=1,updelay=1", Message::MiiOrArp, "updelay=1"),
            ("b:::0", Message::BadMtu, "0"),
            ("b:::67", Message::BadMtu, "67"),
            ("b:::65536", Message::BadMtu, "65536"),
            ("b:::1400:", Message::BadMtu, "1400:"),
            ("b:::x", Message::BadMtu, "x"),
        ] {
            assert_eq!(read(text).err(), Some((message, part.into())), "{text}");
        }
    }
}
