// SPDX-License-Identifier: MIT OR Apache-2.0
//! The state of bonds in words: a line for each bond and each slave, or one for each problem.

use super::fields::{AD_INFO, Fields, SLAVE};
use super::judge::{self, Port, Verdict};
use super::read::Bond;
use crate::kernel::System;
use crate::netlink::link::{bond_data, slave_data};
use crate::netlink::{BondState, IFLA_BOND_AD_INFO, Link, attribute};
use crate::option;
use crate::output::{Message, Printer};

/// The options and attributes that the lines for people have, as bits: the mode is first, and the active slave comes
/// after all options. Of an aggregator its number and the partner, of a slave the address, the failures, the aggregator.
const OPTIONS: u64 = 1 << option::MODE
    | 1 << option::MIIMON
    | 1 << option::ARP_INTERVAL
    | 1 << option::PRIMARY
    | 1 << option::COUNT;
const OF_AGGREGATOR: u32 = 1 << 1 | 1 << 5;
static OF_SLAVE: [u32; 3] = [1 << 4, 1 << 3, 1 << 6];

/// The states of links, BOND_LINK_*.
const LINKS: &[u8] = b"up\0going down\0down\0going back";

/// What ends the line of a slave, in the order of [`Port`]; and what follows its name in a line about the problem.
static TERMS: [Message; 6] = [
    Message::TermWhole,
    Message::TermNoLink,
    Message::TermNoPartner,
    Message::TermOtherAggregator,
    Message::TermChurned,
    Message::TermNegotiating,
];
static PROBLEMS: [Message; 6] = [
    Message::File,
    Message::SlaveNoLink,
    Message::SlaveNoPartner,
    Message::SlaveOtherAggregator,
    Message::SlaveChurned,
    Message::SlaveNegotiating,
];

/// The same of a bond: it is down, has no link, is not monitored, has no partner.
static OF_BOND: [[Message; 2]; 4] = [
    [Message::TermNotUp, Message::NotUp],
    [Message::TermNoLink, Message::NoLink],
    [Message::TermUnmonitored, Message::Unmonitored],
    [Message::TermNoPartner, Message::NoPartner],
];

/// The message about a slave in this state.
pub fn problem(port: Port) -> Message {
    PROBLEMS.get(port as usize).copied().unwrap_or(Message::File)
}

/// Prints a bond and its slaves.
pub fn print<S: System>(fields: &mut Fields<'_, S>, bond: &mut Bond<'_>) {
    let mut judged = judge(bond);
    for number in 0..bond.len() {
        let link = bond.read(number);
        let is_slave = number > 0;
        let (state, link_state) = if is_slave {
            (if link.slave.is_backup { &b"backup"[..] } else { b"active" }, judged.link_of(&link))
        } else {
            let state = if judged.is_up() { &b"up"[..] } else { b"down" };
            (state, if judged.has_link() { 0 } else { judge::LINK_DOWN })
        };
        if is_slave {
            pad(fields.printer, b"", 2);
        }
        pad(fields.printer, link.name.as_bytes(), if is_slave { 16 } else { 18 });
        pad(fields.printer, state, 8);
        pad(fields.printer, b"link", 5);
        pad(fields.printer, option::nth(LINKS, link_state.into()), 12);
        fields.first = true;
        if is_slave {
            for kinds in &OF_SLAVE {
                fields.attributes(slave_data(bond.attributes(number)), SLAVE, *kinds);
            }
            let port = judged.add(&link);
            if judged.is_lacp || port != Port::Whole {
                fields.printer.print(TERMS.get(port as usize).copied().unwrap_or(Message::File));
            }
        } else {
            fields.options(bond, OPTIONS);
            let info = attribute(bond_data(bond.attributes(0)), IFLA_BOND_AD_INFO);
            fields.attributes(info, AD_INFO, OF_AGGREGATOR);
            print_problems_of_bond(fields.printer, &judged, false);
        }
        fields.printer.put(b'\n');
    }
}

/// Prints a line for each problem of a bond, and returns the verdict.
pub fn print_problems<S: System>(printer: &mut Printer<S>, bond: &mut Bond<'_>) -> Verdict {
    printer.master = bond.read(0).name;
    printer.facts = 0;
    let mut judged = judge(bond);
    let mut verdict = judged.verdict();
    print_problems_of_bond(printer, &judged, true);
    for number in 1..bond.len() {
        let slave = bond.read(number);
        let port = judged.add(&slave);
        // If the bond has no partner at all, one line says so.
        if port != Port::Whole && !(port == Port::NoPartner && judged.lacks_partner()) {
            verdict = verdict.max(Verdict::Degraded);
            printer.print(Message::OfBond);
            printer.word(slave.name.as_bytes());
            printer.print(problem(port));
            printer.put(b'\n');
        }
    }
    verdict
}

/// Prints the problems of a bond itself: each as a line, or at the end of one.
fn print_problems_of_bond<S: System>(printer: &mut Printer<S>, bond: &judge::Bond, lines: bool) {
    let problems = u32::from(!bond.is_up())
        | u32::from(bond.is_up() && !bond.has_link()) << 1
        | u32::from(bond.monitored == Some(false)) << 2
        | u32::from(bond.lacks_partner()) << 3;
    for (bit, [term, line]) in OF_BOND.iter().enumerate() {
        if problems >> bit & 1 != 0 {
            printer.print(if lines { *line } else { *term });
            if lines {
                printer.put(b'\n');
            }
        }
    }
}

/// Judges a bond with all its slaves.
pub fn judge(bond: &mut Bond<'_>) -> judge::Bond {
    let link: Link = bond.read(0);
    let mut judged = judge::Bond::new(&link, &BondState::read(bond_data(bond.attributes(0))));
    for number in 1..bond.len() {
        judged.add(&bond.read(number));
    }
    judged
}

/// Prints a word, and spaces up to this width.
fn pad<S: System>(printer: &mut Printer<S>, word: &[u8], width: usize) {
    printer.word(word);
    for _ in word.len()..width {
        printer.put(b' ');
    }
}
