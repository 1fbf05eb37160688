// SPDX-License-Identifier: MIT OR Apache-2.0
//! The order of the words on a command line: an interface is created after those below it, wherever their words stand.

use super::request::{Request, Requests};
use crate::parse::{cut, place, until};

/// Puts words, with a NUL after each, into the order in which their interfaces are created: each after those that it
/// needs. Otherwise they keep their order. In a circle, the first word comes first: its interface waits for one that
/// never appears.
#[inline(never)]
pub fn sort(words: &mut [u8]) {
    let mut rest = words;
    while !rest.is_empty() {
        let (at, len) = next(rest);
        // Rotates the word to the front: reverses all bytes, and then those of either part.
        if let Some(both) = rest.get_mut(..at + len) {
            both.reverse();
            let (word, others) = both.split_at_mut_checked(len).unwrap_or_default();
            word.reverse();
            others.reverse();
        }
        rest = rest.get_mut(len..).unwrap_or_default();
    }
}

/// The place and the length of the word that comes first.
#[inline(never)]
fn next(words: &[u8]) -> (usize, usize) {
    let mut rest = words;
    while !rest.is_empty() {
        let at = words.len() - rest.len();
        let word = cut(&mut rest, 0);
        if Request::read(word).is_none_or(|request| is_ready(request, words)) {
            return (at, word.len() + 1);
        }
    }
    (0, until(words, 0).len() + 1)
}

/// Whether none of these words must come before this one of them.
#[inline(never)]
fn is_ready(request: Request<'_>, words: &[u8]) -> bool {
    let lower = request.lower();
    let mut is_before = true;
    Requests::of(words, true).all(|other| {
        if core::ptr::eq(other.text, request.text) {
            is_before = false;
            return true;
        }
        // The last word for a name wins.
        let is_replaced = is_before && other.name() == request.name();
        !is_replaced && place(lower, b',', other.name()).is_none()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The words in their order.
    fn sorted(line: &str) -> String {
        let mut words: Vec<u8> =
            line.bytes().map(|byte| if byte == b' ' { 0 } else { byte }).collect();
        words.push(0);
        sort(&mut words);
        assert_eq!(words.pop(), Some(0));
        String::from_utf8(words).unwrap().replace('\0', " ")
    }

    #[test]
    fn an_interface_comes_after_those_below_it() {
        for (line, expected) in [
            ("", ""),
            ("quiet ro", "quiet ro"),
            ("vlan=vlan5:bond0 bond=bond0:eth0,eth1", "bond=bond0:eth0,eth1 vlan=vlan5:bond0"),
            (
                "bridge=br0:bond0.5,eth2 vlan=bond0.5:bond0 quiet bond=bond0:lan0 ifname=lan0:52:54:00:00:00:01 ro",
                "quiet ifname=lan0:52:54:00:00:00:01 bond=bond0:lan0 vlan=bond0.5:bond0 bridge=br0:bond0.5,eth2 ro",
            ),
            // A bond of VLANs, and a VLAN of a VLAN.
            (
                "vlan=b.7:bond1 bond=bond1:eth0.5,eth1.5 vlan=eth1.5:eth1 vlan=eth0.5:eth0",
                "vlan=eth1.5:eth1 vlan=eth0.5:eth0 bond=bond1:eth0.5,eth1.5 vlan=b.7:bond1",
            ),
            ("vlan=x6:x5 vlan=x5:eth0", "vlan=x5:eth0 vlan=x6:x5"),
        ] {
            assert_eq!(sorted(line), expected, "{line}");
        }
    }

    #[test]
    fn words_for_one_name_keep_their_order() {
        assert_eq!(
            sorted("bond=b:v5 vlan=v5:eth0 bond=b:eth1 bondwait=1 bondwait=2"),
            "vlan=v5:eth0 bond=b:v5 bond=b:eth1 bondwait=1 bondwait=2"
        );
    }

    #[test]
    fn a_circle_is_left_as_it_is() {
        for circle in
            ["vlan=a5:b6 vlan=b6:a5", "bond=b:b", "bridge=br0:v5 vlan=v5:br0 bond=bond0:eth0"]
        {
            let mut words: Vec<String> = circle.split(' ').map(Into::into).collect();
            let sorted = sorted(circle);
            let mut found: Vec<String> = sorted.split(' ').map(Into::into).collect();
            words.sort();
            found.sort();
            assert_eq!(found, words);
        }
    }

    proptest! {
        #[test]
        fn any_order_of_words_gives_an_order_that_works(
            words in Just(vec![
                "ifname=lan0:52:54:00:00:00:01", "bond=bond0:lan0,eth1", "vlan=bond0.5:bond0", "bridge=br0:bond0.5,eth2",
                "vlan=v6:br0", "bond=bond1:v6",
            ]).prop_shuffle()
        ) {
            let line = "ifname=lan0:52:54:00:00:00:01 bond=bond0:lan0,eth1 vlan=bond0.5:bond0 \
                        bridge=br0:bond0.5,eth2 vlan=v6:br0 bond=bond1:v6";
            prop_assert_eq!(sorted(&words.join(" ")), line);
        }
    }
}
