//! The options in the JSON of `ip -json -details link`.

use super::table::{IFINDEX, IPV4, NAMES, OFF_ON, Row, VALUES, line, row_of};
use crate::parse::cut;

/// The shapes of options in iproute2's JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A number, a hardware address or, if its values have names, one of those.
    Plain,
    /// True or false.
    Truth,
    /// The name of the interface with this index.
    Interface,
    /// An array of addresses.
    Targets,
}

/// The shape of an option in iproute2's JSON.
pub fn shape(option: usize) -> Shape {
    let Row { attribute, kind, .. } = row_of(option);
    match kind {
        IFINDEX => Shape::Interface,
        IPV4.. => Shape::Targets,
        _ if attribute > NEWEST_NUMBER => Shape::Truth,
        _ => Shape::Plain,
    }
}

/// IFLA_BOND_AD_LACP_ACTIVE: of the switches, iproute2 prints this one as a text,
const LACP_ACTIVE: u8 = 29;
/// and those after this one, IFLA_BOND_NS_IP6_TARGET, as truth values. Others are numbers.
const NEWEST_NUMBER: u8 = 31;

/// The name of an option in iproute2's JSON: the longest of all.
pub fn json_name(option: usize) -> &'static [u8] {
    let (mut rest, mut longest) = (line(&NAMES, option), &b""[..]);
    while !rest.is_empty() {
        let name = cut(&mut rest, 0);
        if name.len() > longest.len() {
            longest = name;
        }
    }
    longest
}

/// The names of an option's values in iproute2's JSON, with NULs between them; empty if they are numbers there.
pub fn json_names(option: usize) -> &'static [u8] {
    if row_of(option).attribute == LACP_ACTIVE { OFF_ON } else { line(&VALUES, option) }
}

/// The word with this number, from 0 on, of words with NULs between them; empty if there are fewer.
pub fn nth(words: &'static [u8], number: u32) -> &'static [u8] {
    let (mut rest, mut word) = (words, words);
    for _ in 0..=number {
        if rest.is_empty() {
            return b"";
        }
        word = cut(&mut rest, 0);
    }
    word
}
