// SPDX-License-Identifier: MIT OR Apache-2.0
//! The way of a configuration from one interface to another, and the labels of its addresses there.

use heapless::Vec;

use super::lists::IFA_LABEL;
use super::message::{AddressRecord, attribute, attributes_after, is_ipv4, name};
use crate::netdevice::ifname::IfName;

/// An interface, by its index and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its index.
    pub index: u32,
    /// Its name.
    pub name: IfName,
}

/// The interface that has a configuration, and the one that gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The one that has it.
    pub from: Place,
    /// The one that gets it.
    pub to: Place,
}

/// The label of an IPv4 address, if it is too long for the interface that gets the address.
pub fn long_label(message: &mut [u8], way: Way) -> Option<IfName> {
    let label = name(attribute(attributes_after::<AddressRecord>(message), IFA_LABEL));
    let is_long = is_ipv4(message) && label != way.from.name && relabel(label, way) == way.to.name;
    is_long.then_some(label)
}

/// The label that an address gets: that of the other interface with the same suffix, if it fits; otherwise its name.
pub fn relabel(label: IfName, way: Way) -> IfName {
    let suffix = label.as_bytes().strip_prefix(way.from.name.as_bytes()).unwrap_or_default();
    let mut text = Vec::<u8, { 2 * IfName::SIZE }>::new();
    let _ = text.extend_from_slice(way.to.name.as_bytes());
    let _ = text.extend_from_slice(suffix);
    IfName::new(&text, true).unwrap_or(way.to.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(index: u32, name: &str) -> Place {
        Place { index, name: IfName::new(name.as_bytes(), false).unwrap() }
    }

    #[test]
    fn labels_follow_if_they_fit() {
        for (label, from, to, wanted) in [
            ("eth0", "eth0", "bond0", "bond0"),
            ("eth0:web", "eth0", "bond0", "bond0:web"),
            ("eth0:123456789", "eth0", "bond0", "bond0:123456789"),
            ("eth0:1234567890", "eth0", "bond0", "bond0"),
            ("other", "eth0", "bond0", "bond0"),
            ("bond0:web", "bond0", "eth0", "eth0:web"),
        ] {
            let way = Way { from: place(7, from), to: place(9, to) };
            let name = |text: &str| IfName::new(text.as_bytes(), true).unwrap();
            assert_eq!(relabel(name(label), way), name(wanted), "{label}");
        }
    }
}
