// SPDX-License-Identifier: MIT OR Apache-2.0
//! Renaming cards: `ifname=NAME:MAC`.
//!
//! A card may want a name that another one still has, which is to get a third one, or even the name of the first. So a
//! card whose name is free is renamed first; if there is none, one gets a temporary name. If a rename fails, all names
//! are restored, and the other cards are renamed without that one.

use core::mem::swap;

use heapless::Vec;

use super::BondChange;
use super::lower::look_up_slave;
use super::progress::{Bits, Progress, announce};
use super::report::report_absent;
use super::spec_list::SpecList;
use crate::kernel::{Errno, IfName, Kernel, Result, System};
use crate::output::Message;

/// So many cards are renamed at most: as many as there are bits.
const MOST: usize = Bits::BITS as usize;

/// The temporary name.
const TEMPORARY: &[u8] = b"ifname-a";

/// A card that gets another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Card {
    bit: Bits,
    index: u32,
    /// The name that it had, the name that it has, and the name that it is to get.
    old: IfName,
    name: IfName,
    wanted: IfName,
}

impl Card {
    fn is_done(&self) -> bool {
        self.name == self.wanted
    }
}

/// The card to rename next, by its place, and whether it gets the temporary name.
#[inline(never)]
fn plan(cards: &[Card]) -> Option<(usize, bool)> {
    let mut first = None;
    for (at, card) in cards.iter().enumerate() {
        if card.is_done() {
            continue;
        }
        if !cards.iter().any(|other| !other.is_done() && other.name == card.wanted) {
            return Some((at, false));
        }
        first = first.or(Some((at, true)));
    }
    first
}

/// Renames all cards that are present and lack their names. If one fails, renames the others.
#[inline(never)]
pub fn rename_all<S: System>(
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    progress: &mut Progress,
) {
    let mut skipped = 0;
    while let Some(failed @ 1..) = attempt(tx, words, progress, skipped) {
        skipped |= failed;
    }
    tx.change.messages.flush();
}

/// Renames all cards but those that are skipped. If one fails, restores all names, and returns the bit of that card.
fn attempt<S: System>(
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    progress: &mut Progress,
    skipped: Bits,
) -> Option<Bits> {
    let mut cards = Vec::new();
    look(tx, words, progress, skipped, &mut cards);
    let temporary = IfName::new(TEMPORARY, false).unwrap_or(IfName::NONE);
    let (mut is_parked, mut failed) = (false, None);
    while let Some((at, parks)) = plan(&cards) {
        let card = cards.get_mut(at)?;
        is_parked |= parks;
        let to = if parks { temporary } else { card.wanted };
        let Err(reason) = rename(tx, card.index, card.name, to) else {
            card.name = to;
            continue;
        };
        let bit = card.bit;
        // The name may become free; but names are not exchanged again and again.
        if reason != Errno::EXIST || progress.last || is_parked {
            tx.change.messages.fail(Message::Rename, reason);
            progress.bonds_given_up |= bit;
        } else {
            progress.waiting = true;
        }
        if failed.is_some() {
            // It cannot be restored.
            cards.remove(at);
            continue;
        }
        failed = Some(bit);
        // From now on, each is to get its old name.
        for card in &mut cards {
            swap(&mut card.old, &mut card.wanted);
        }
    }
    progress.others_work |= failed.is_none() && !cards.is_empty();
    failed
}

/// Looks up the cards that lack their names.
#[inline(never)]
fn look<S: System>(
    tx: &mut BondChange<'_, S>,
    words: &SpecList,
    progress: &mut Progress,
    skipped: Bits,
    cards: &mut Vec<Card, MOST>,
) {
    progress.bond = 1;
    let mut requests = words.requests();
    while let Some(request) = requests.next() {
        if requests.replaced(request).is_some() {
            continue;
        }
        let is_wanted = progress.next_bond();
        let bit = progress.bond;
        if !is_wanted || skipped & bit != 0 || request.hwaddr().is_none() {
            continue;
        }
        let word = request.hwaddr_word();
        let found = look_up_slave(tx, word);
        let (messages, link) = (&mut *tx.change.messages, &tx.change.slave);
        messages.master.read(request.name(), false);
        let wanted = messages.master;
        match found {
            Err(Errno::NODEV) if !progress.last => {
                progress.waiting = true;
                announce(messages, bit, &mut progress.bonds_announced, Message::Wait, word);
            }
            Err(reason) => {
                report_absent(messages, word, reason, progress.links);
                progress.bonds_given_up |= bit;
            }
            Ok(()) if link.name == wanted => progress.others_work = true,
            Ok(()) => {
                let card = Card { bit, index: link.index, old: link.name, name: link.name, wanted };
                // A card has one name.
                if cards.iter().any(|other| other.index == card.index) || cards.push(card).is_err()
                {
                    (messages.master, messages.slave) = (link.name, wanted);
                    messages.fail(Message::Rename, Errno::NOTUNIQ);
                    progress.bonds_given_up |= bit;
                }
            }
        }
    }
    // The round starts again.
    progress.bond = 1;
}

/// Gives the card with this index another name.
#[inline(never)]
fn rename<S: System>(
    tx: &mut BondChange<'_, S>,
    index: u32,
    from: IfName,
    to: IfName,
) -> Result<()> {
    let change = &mut tx.change;
    (change.messages.master, change.messages.slave) = (from, to);
    if !change.options.no_act() {
        change.kernel.rename(index, &to)?;
    }
    change.report_done(Message::Rename);
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(text: &str) -> IfName {
        IfName::new(text.as_bytes(), false).unwrap()
    }

    /// Cards with a name and a wanted name each.
    fn cards(pairs: &[(&str, &str)]) -> std::vec::Vec<Card> {
        let card = |&(now, wanted): &(&str, &str)| Card {
            bit: 0,
            index: 0,
            old: name(now),
            name: name(now),
            wanted: name(wanted),
        };
        pairs.iter().map(card).collect()
    }

    /// Renames as planned; returns how often a card got the temporary name. No two cards ever have one name.
    fn carry_out(cards: &mut [Card]) -> usize {
        let mut parked = 0;
        for _ in 0..=2 * cards.len() {
            let Some((at, parks)) = plan(cards) else { return parked };
            let to = if parks { name("ifname-a") } else { cards[at].wanted };
            assert!(cards.iter().all(|card| card.name != to), "{cards:?}: {to:?}");
            cards[at].name = to;
            parked += usize::from(parks);
        }
        panic!("it does not end: {cards:?}");
    }

    #[test]
    fn names_that_are_passed_on_need_no_temporary_name() {
        for pairs in [
            &[("eth0", "lan0"), ("eth1", "wan0")][..],
            &[("eth0", "eth1"), ("eth1", "eth2"), ("eth2", "eth3")],
            &[("eth2", "eth3"), ("eth0", "eth1"), ("eth1", "eth2")],
        ] {
            let mut cards = cards(pairs);
            assert_eq!(carry_out(&mut cards), 0);
            assert!(cards.iter().all(Card::is_done));
        }
    }

    #[test]
    fn each_circle_needs_it_once() {
        for (circles, pairs) in [
            (1, &[("eth0", "eth1"), ("eth1", "eth0")][..]),
            (1, &[("a", "b"), ("b", "c"), ("c", "a"), ("d", "e")]),
            (2, &[("a", "b"), ("c", "d"), ("b", "a"), ("d", "c")]),
        ] {
            let mut cards = cards(pairs);
            assert_eq!(carry_out(&mut cards), circles);
            assert!(cards.iter().all(Card::is_done));
        }
    }

    proptest! {
        #[test]
        fn any_exchange_is_possible(names in Just(std::vec::Vec::from_iter(0..20_u8)).prop_shuffle(), count in 1..20_usize) {
            let wanted: std::vec::Vec<String> = names.iter().map(|name| format!("eth{name}")).collect();
            let now: std::vec::Vec<String> = (0..20).map(|name| format!("eth{name}")).collect();
            // Cards that are not among the first ones have other names.
            let pairs = now.iter().zip(&wanted).take(count).map(|(now, wanted)| (&now[..], &wanted[..]));
            let mut cards = cards(&std::vec::Vec::from_iter(pairs));
            carry_out(&mut cards);
            prop_assert!(cards.iter().all(Card::is_done));
        }
    }
}
