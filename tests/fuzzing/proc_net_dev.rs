// SPDX-License-Identifier: MIT OR Apache-2.0
//! /proc/net/dev, compared with plain code.
//!
//! Input: a byte for the format (`0` to `2`, oldest first; `3` for a file with a head of its own),
//! a byte for how much a read gives at most (a NUL for all), and the lines.

use std::collections::BTreeMap;

use super::{interfaces, is_name, names, number, words};
use crate::simulated::*;

/// ARPHRD_CSLIP: of this type, the compressed packets are shown, too.
const CSLIP: u16 = 257;

/// The columns of a format, by their names; and the head that announces it.
fn format(number: u8) -> (&'static str, &'static [Column]) {
    use Column::*;
    match number % 4 {
        0 => (
            "Inter-|   Receive                  |  Transmit\n \
             face |packets errs drop fifo frame|packets errs drop fifo colls carrier\n",
            &[
                RxPackets, RxErrs, RxDrop, RxFifo, Frame, TxPackets, TxErrs, TxDrop, TxFifo, Colls,
                Carrier,
            ],
        ),
        1 => (
            "Inter-|   Receive                           |  Transmit\n \
             face |bytes packets errs drop fifo frame|bytes packets errs drop fifo colls carrier\n",
            &[
                RxBytes, RxPackets, RxErrs, RxDrop, RxFifo, Frame, TxBytes, TxPackets, TxErrs,
                TxDrop, TxFifo, Colls, Carrier,
            ],
        ),
        2 => (
            HEAD,
            &[
                RxBytes,
                RxPackets,
                RxErrs,
                RxDrop,
                RxFifo,
                Frame,
                RxCompressed,
                Multicast,
                TxBytes,
                TxPackets,
                TxErrs,
                TxDrop,
                TxFifo,
                Colls,
                Carrier,
                TxCompressed,
            ],
        ),
        _ => ("", &[]),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    RxBytes,
    RxPackets,
    RxErrs,
    RxDrop,
    RxFifo,
    Frame,
    RxCompressed,
    Multicast,
    TxBytes,
    TxPackets,
    TxErrs,
    TxDrop,
    TxFifo,
    Colls,
    Carrier,
    TxCompressed,
}

type Statistics = BTreeMap<Column, u64>;

pub fn check(data: &[u8]) {
    let &[number, piece, ref lines @ ..] = data else { return };
    let (head, columns) = format(number);
    let file = [head.as_bytes(), lines].concat();
    let names = names(lines);
    let card = |name: &String| ethernet(name).hardware(CSLIP, [7; 14]);
    let machine = Machine::with(names.iter().map(card)).file("/proc/net/dev", &file);
    let machine = if piece == 0 { machine } else { machine.piece(piece.into()) };
    let run = machine.ifenslave(&["-a"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));

    let shown = interfaces(&run.stdout);
    // There is no NUL in what the kernel writes.
    if columns.is_empty() || lines.contains(&0) {
        return;
    }
    assert!(shown.is_sorted_by(|one, next| one.0 < next.0), "{run:?}");
    for name in &names {
        let of = |line: &[u8]| match read(line, columns) {
            Line::Of(found, statistics) if found == name.as_bytes() => Some(Some(statistics)),
            Line::Odd(words) if words.contains(name) => Some(None),
            _ => None,
        };
        let told: Vec<_> = lines.split(|byte| *byte == b'\n').filter_map(of).collect();
        let shown = shown.iter().find(|shown| shown.0 == name).map(|shown| shown.1);
        match &told[..] {
            [] => assert_eq!(shown, None, "{name} is in no line that makes sense"),
            [Some(statistics)] => assert_eq!(shown, Some(expected(name, statistics).as_str())),
            // What the kernel does not write.
            _ if told.contains(&None) => {}
            _ => assert!(shown.is_some(), "{name} is missing"),
        }
    }
}

/// What there is in a line.
enum Line {
    /// The statistics of an interface.
    Of(Vec<u8>, Statistics),
    /// Nothing that makes sense.
    Nothing,
    /// What may be read in one way or another: a colon where none belongs. These are the interfaces
    /// that it may be about.
    Odd(Vec<String>),
}

fn read(line: &[u8], columns: &[Column]) -> Line {
    let odd = || Line::Odd(names(line));
    let Some(colon) = line.iter().position(|byte| *byte == b':') else { return Line::Nothing };
    let (name, [_, numbers @ ..]) = line.split_at(colon) else { return Line::Nothing };
    let name = name.trim_ascii_start();
    if name.is_empty() {
        return odd();
    }
    if !is_name(name) {
        return Line::Nothing;
    }
    let numbers: Vec<_> = words(numbers).take(columns.len()).collect();
    if numbers.iter().any(|word| word.contains(&b':')) {
        return odd();
    }
    let numbers: Option<Vec<u64>> = numbers.into_iter().map(|word| number(word, 10)).collect();
    match numbers {
        Some(numbers) if numbers.len() == columns.len() => {
            Line::Of(name.into(), columns.iter().copied().zip(numbers).collect())
        }
        _ => Line::Nothing,
    }
}

/// All that is shown of an interface.
fn expected(name: &str, statistics: &Statistics) -> String {
    use Column::*;
    let of = |column| statistics.get(&column).copied().unwrap_or(0);
    let bytes = |column| format!("{} ({})", of(column), unit(of(column)));
    format!(
        "{name:9} Link encap:UNSPEC  HWaddr 07-07-07-07-07-07-07-07-00-00-00-00-00-00-00-00  \n\
         {0:10}BROADCAST MULTICAST  MTU:1500  Metric:1\n\
         {0:10}RX packets:{1} errors:{2} dropped:{3} overruns:{4} frame:{5}\n\
         {0:10}   compressed:{6}\n\
         {0:10}TX packets:{7} errors:{8} dropped:{9} overruns:{10} carrier:{11}\n\
         {0:10}collisions:{12} compressed:{13} txqueuelen:1000 \n\
         {0:10}RX bytes:{14}  TX bytes:{15}\n\n",
        "",
        of(RxPackets),
        of(RxErrs),
        of(RxDrop),
        of(RxFifo),
        of(Frame),
        of(RxCompressed),
        of(TxPackets),
        of(TxErrs),
        of(TxDrop),
        of(TxFifo),
        of(Carrier),
        of(Colls),
        of(TxCompressed),
        bytes(RxBytes),
        bytes(TxBytes),
    )
}

/// A number of bytes in the largest unit that it has one of, with one digit. It is cut, and so is
/// the number of the next smaller units that the digit is made of: that is the classic's way.
fn unit(bytes: u64) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB"];
    match (1..=4).rev().find(|power| bytes >> (10 * power) > 0) {
        Some(power) => {
            let smaller = bytes >> (10 * (power - 1));
            format!("{}.{} {}", smaller / 1024, smaller % 1024 * 10 / 1024, units[power - 1])
        }
        None => format!("{bytes}.0 B"),
    }
}
