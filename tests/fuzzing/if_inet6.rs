// SPDX-License-Identifier: MIT OR Apache-2.0
//! /proc/net/if_inet6, compared with std's Ipv6Addr.
//!
//! Input: a byte for how much a read gives at most (a NUL for all), and the file.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{interfaces, is_name, names, number, words};
use crate::simulated::*;

pub fn check(data: &[u8]) {
    let &[piece, ref file @ ..] = data else { return };
    let names = names(file);
    let machine = Machine::with(names.iter().map(|name| ethernet(name)));
    let machine = machine.file("/proc/net/if_inet6", file);
    let machine = if piece == 0 { machine } else { machine.piece(piece.into()) };
    let run = machine.ifenslave(&["-a"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));

    let shown = interfaces(&run.stdout);
    // There is no NUL in what the kernel writes.
    if file.contains(&0) {
        return;
    }
    assert!(shown.iter().map(|shown| shown.0).eq(names.iter()), "{run:?}");
    for (name, shown) in shown {
        let of = |line: &[u8]| match read(line) {
            Line::Of(found, text) if found == name.as_bytes() => Some(Some(text)),
            Line::Odd(words) if words.iter().any(|word| word == name) => Some(None),
            _ => None,
        };
        let told = file.split(|byte| *byte == b'\n').filter_map(of);
        if let Some(told) = told.collect::<Option<Vec<_>>>() {
            let shown =
                shown.lines().map(str::trim_start).filter(|line| line.starts_with("inet6 "));
            assert_eq!(shown.collect::<Vec<_>>(), told, "{name}");
        }
    }
}

/// What there is in a line.
enum Line {
    /// An address of an interface, as it is shown.
    Of(Vec<u8>, String),
    /// Nothing that makes sense.
    Nothing,
    /// What may be read in one way or another: a colon, a number that is too large for what it
    /// reports. These are the interfaces that it may be about.
    Odd(Vec<String>),
}

fn read(line: &[u8]) -> Line {
    let odd = || Line::Odd(names(line));
    if line.contains(&b':') {
        return odd();
    }
    let words: Vec<_> = words(line).collect();
    let &[address, ref numbers @ .., name] = &words[..words.len().min(6)] else {
        return Line::Nothing;
    };
    let numbers: Option<Vec<u64>> = numbers.iter().map(|word| number(word, 16)).collect();
    let halves = address.split_at_checked(16);
    let halves = halves.map(|(high, low)| (number(high, 16), number(low, 16), low.len()));
    let (Some((Some(high), Some(low), 16)), Some(numbers)) = (halves, numbers) else {
        return Line::Nothing;
    };
    let &[index, prefix, scope, flags] = &numbers[..] else { return Line::Nothing };
    if !is_name(name) {
        return Line::Nothing;
    }
    if index > u64::from(u32::MAX) || prefix > 128 || scope > 0xff || flags > 0xff {
        return odd();
    }
    let address = Ipv6Addr::from(u128::from(high) << 64 | u128::from(low));
    let scope = match scope & 0xf0 {
        0x00 => "Global",
        0x10 => "Host",
        0x20 => "Link",
        0x40 => "Site",
        0x80 => "Compat",
        _ => "Unknown",
    };
    Line::Of(name.into(), format!("inet6 addr: {}/{prefix} Scope:{scope}", text(address)))
}

/// As inet_ntop(3) of glibc writes it, which differs from std in one thing: the last 32 bits are
/// an IPv4 address where all before them are zero, but not the first 16 of them.
fn text(address: Ipv6Addr) -> String {
    match address.segments() {
        [0, 0, 0, 0, 0, 0, high, _] if high != 0 => {
            let [.., a, b, c, d] = address.octets();
            format!("::{}", Ipv4Addr::new(a, b, c, d))
        }
        _ => address.to_string(),
    }
}
