// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the words of a command line ask for.

use super::check::is_for_new_bond;
use super::spec::{DEFAULT, DEFAULT_SLAVES, Spec, may_be_slave};
use crate::kernel::IfName;
use crate::option;
use crate::parse::{cut, digits, place, until};

/// What the bare word `bridge` means.
const DEFAULT_BRIDGE: &[u8] = b"br0:eth0";

/// The largest ID of a VLAN.
const LARGEST_ID: u64 = 4094;

/// The object of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `bond=SPEC`
    Bond,
    /// `bridge=NAME:PORT,...`
    Bridge,
    /// `vlan=NAME:DEVICE`
    Vlan,
    /// `ifname=NAME:MAC`
    Rename,
}

/// What a word asks for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The object.
    pub kind: Kind,
    /// The value of the word, or what a word without a value means.
    pub text: &'a [u8],
}

impl<'a> Request<'a> {
    /// Reads a word of a command line. None if it asks for nothing.
    #[inline(never)]
    pub fn read(mut word: &'a [u8]) -> Option<Self> {
        let kind = match place(b"bond bridge vlan ifname", b' ', cut(&mut word, b'='))? {
            0 => Kind::Bond,
            1 => Kind::Bridge,
            2 => Kind::Vlan,
            _ => Kind::Rename,
        };
        if word.is_empty() {
            word = match kind {
                Kind::Bond => DEFAULT,
                Kind::Bridge => DEFAULT_BRIDGE,
                _ => word,
            };
        }
        Some(Self { kind, text: word })
    }

    /// The name of the interface.
    pub fn name(self) -> &'a [u8] {
        until(self.text, b':')
    }

    /// The interfaces below it, with commas between them.
    pub fn lower(self) -> &'a [u8] {
        let mut rest = self.text;
        // A bond's name alone means these slaves.
        let is_bare = cut(&mut rest, b':').len() == self.text.len();
        if is_bare { DEFAULT_SLAVES } else { until(rest, b':') }
    }

    /// Reads a request for a VLAN or a bridge; None if it is invalid.
    #[inline(never)]
    pub fn stacked(self) -> Option<Spec<'a>> {
        let mut lower = self.text;
        let name = cut(&mut lower, b':');
        let is_vlan = self.kind == Kind::Vlan;
        let id = if is_vlan { id_of(name)? } else { 0 };
        let (mut rest, mut count) = (lower, 0);
        while !rest.is_empty() {
            let word = cut(&mut rest, b',');
            count += 1;
            if word == name || !may_be_slave(word) {
                return None;
            }
        }
        // A bridge without ports has a colon after its name, as a bond without slaves.
        let is_complete = if is_vlan { count == 1 } else { name.len() < self.text.len() };
        (may_be_created(name) && is_complete).then(|| Spec::stacked(name, lower, id))
    }

    /// Reads the hardware address in a request for a new name; None if it is another request, or invalid.
    #[inline(never)]
    pub fn hwaddr(self) -> Option<[u8; 6]> {
        let is_valid = self.kind == Kind::Rename && may_be_created(self.name());
        option::unicast(self.hwaddr_word()).filter(|&hwaddr| is_valid && hwaddr != [0; 6])
    }

    /// The word for that address.
    pub fn hwaddr_word(self) -> &'a [u8] {
        let mut rest = self.text;
        cut(&mut rest, b':');
        rest
    }
}

/// The ID of a VLAN: the number at the end of its name.
#[allow(clippy::cast_possible_truncation)] // The largest ID has 12 bits.
fn id_of(name: &[u8]) -> Option<u16> {
    let start = name.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    digits(name.get(start..)?, 10, LARGEST_ID).filter(|&id| id > 0).map(|id| id as u16)
}

/// Whether an interface can be given this name.
fn may_be_created(name: &[u8]) -> bool {
    IfName::new(name, false).is_some() && name.iter().all(|&byte| is_for_new_bond(byte))
}

/// Goes through the requests among words.
#[derive(Clone)]
pub struct Requests<'a> {
    rest: &'a [u8],
    boot: bool,
}

impl<'a> Requests<'a> {
    /// Those among the words of a command line, or if not `boot` operands; with a NUL after each.
    pub fn of(words: &'a [u8], boot: bool) -> Self {
        Self { rest: words, boot }
    }

    /// The last request for the interface of this one among those that follow; none if this one is the last.
    #[inline(never)]
    pub fn replaced(&self, request: Request<'_>) -> Option<&'a [u8]> {
        let mut last = None;
        for other in self.clone() {
            if other.name() == request.name() {
                last = Some(other.text);
            }
        }
        last
    }
}

impl<'a> Iterator for Requests<'a> {
    type Item = Request<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Request<'a>> {
        while !self.rest.is_empty() {
            let word = cut(&mut self.rest, 0);
            if !self.boot {
                return Some(Request { kind: Kind::Bond, text: word });
            }
            let request = Request::read(word);
            if request.is_some() {
                return request;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn read(kind: Kind, text: &str) -> Option<(u16, String)> {
        let spec = Request { kind, text: text.as_bytes() }.stacked()?;
        Some((spec.id?, String::from_utf8_lossy(spec.slaves).into_owned()))
    }

    #[test]
    fn the_id_of_a_vlan_is_at_the_end_of_its_name() {
        for (text, id) in [
            ("vlan5:bond0", Some(5)),
            ("vlan0005:bond0", Some(5)),
            ("bond0.5:bond0", Some(5)),
            ("bond0.0005:bond0", Some(5)),
            ("dmz4094:eth0", Some(4094)),
            ("100:eth0", Some(100)),
            ("vlan5:52:54:00:00:00:01", Some(5)),
            ("vlan5:52-54-00-00-00-01", Some(5)),
            ("vlan0:bond0", None),
            ("vlan4095:bond0", None),
            ("vlan:bond0", None),
            ("bond0.x:bond0", None),
            ("vlan5", None),
            ("vlan5:", None),
            ("vlan5:vlan5", None),
            ("vlan5:eth0,eth1", None),
            ("vlan5:eth0:eth1", None),
            ("v/5:eth0", None),
            ("vlan%d5:eth0", None),
            ("a-long-name.4094:eth0", None),
            (":eth0", None),
            ("", None),
        ] {
            assert_eq!(read(Kind::Vlan, text).map(|(id, _)| id), id, "{text}");
        }
    }

    #[test]
    fn a_bridge_has_ports() {
        for (text, ports) in [
            ("br0:eth0", Some("eth0")),
            ("br0:eth0,bond0.5", Some("eth0,bond0.5")),
            ("br0:", Some("")),
            ("br0", None),
            ("br0:br0", None),
            ("br0:eth0,,eth1", None),
            ("br0:eth0:eth1", None),
            ("br 0:eth0", None),
        ] {
            let expected = ports.map(|ports| (0, ports.to_owned()));
            assert_eq!(read(Kind::Bridge, text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_word_is_read_as_a_name_and_an_address(bytes in vec(any::<u8>(), 6)) {
            let valid = bytes[0] & 1 == 0 && bytes.iter().any(|&byte| byte != 0);
            let mac: std::vec::Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            for separator in [":", "-"] {
                let text = format!("lan0:{}", mac.join(separator));
                let found = Request { kind: Kind::Rename, text: text.as_bytes() }.hwaddr();
                prop_assert_eq!(found.is_some(), valid);
                prop_assert!(found.is_none_or(|hwaddr| hwaddr[..] == bytes));
            }
        }
    }
}
