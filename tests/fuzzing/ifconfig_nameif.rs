// SPDX-License-Identifier: MIT OR Apache-2.0
//! `ifconfig` and `nameif`: invalid input changes nothing, and failures are reported.
//!
//! Input: a byte that says which of them, and whether the words are written out; a byte for the call that
//! fails, if not 0; then the words, either by their numbers, a byte each, or written out, a NUL between
//! two. After a byte of 255, a table for nameif.

use ifenslave::kernel::Errno;

use crate::simulated::*;

/// Words that may lead somewhere.
const WORDS: &[&str] = &[
    "up",
    "down",
    "arp",
    "-arp",
    "trailers",
    "promisc",
    "-promisc",
    "allmulti",
    "multicast",
    "dynamic",
    "broadcast",
    "-broadcast",
    "pointopoint",
    "-pointopoint",
    "dstaddr",
    "netmask",
    "add",
    "del",
    "hw",
    "ether",
    "infiniband",
    "mtu",
    "metric",
    "txqueuelen",
    "mem_start",
    "io_addr",
    "irq",
    "inet",
    "+",
    "default",
    "10.1.2.3",
    "10.1.2.3/24",
    "10.1.2.3/33",
    "255.255.0.0",
    "fe80::1/64",
    "2001:db8::1/129",
    "::",
    "1500",
    "0x5dc",
    "67",
    "65536",
    "-1",
    "52:54:00:00:00:01",
    "52:54:00:00:00:02",
    "52:54",
    "eth0",
    "eth1",
    "eth0:1",
    "net%d",
    "a/b",
    "sixteen-bytes-xx",
    "-c",
    "-s",
    "--",
    "-a",
    "--help",
    // The corpus has the words above by their numbers.
    "0.255.255.255",
    "224.0.0.1",
    "ff02::1/64",
    "ff:ff:ff:ff:ff:ff",
    "-h",
];

/// How invalid input is reported.
const REFUSALS: &[&str] = &[
    "bad ",
    "bad: ",
    "invalid ",
    "argument missing: ",
    "unknown hardware type: ",
    "can't parse ",
    "not an interface name: ",
    "unrecognized option: ",
    "eth0 is not of type '",
    "eth0 has no IPv4 address for '",
];

pub fn check(data: &[u8]) {
    let (&[how, fault], rest) = data.split_first_chunk().unwrap_or((&[0, 0], &[]));
    let (words, table) = match rest.iter().position(|&byte| byte == 255) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, &[][..]),
    };
    // The simulated machine knows names and paths that are text.
    if how & 1 != 0 && str::from_utf8(words).is_err() || str::from_utf8(table).is_err() {
        return;
    }
    let words: Vec<&[u8]> = if how & 1 == 0 {
        words.iter().map(|&at| WORDS[usize::from(at) % WORDS.len()].as_bytes()).collect()
    } else {
        words.split(|&byte| byte == 0).collect()
    };
    let (applet, first): (_, &[&[u8]]) =
        if how & 2 == 0 { ("ifconfig", &[b"ifconfig", b"eth0"]) } else { ("nameif", &[b"nameif"]) };

    let eth0 = ethernet("eth0").hwaddr([0x52, 0x54, 0, 0, 0, 1]);
    let eth1 = ethernet("eth1").hwaddr([0x52, 0x54, 0, 0, 0, 2]).up().address("192.0.2.1/24");
    let machine = Machine::with([loopback(), eth0, eth1]).file("/etc/mactab", table);
    let before = machine.state();
    if fault != 0 {
        machine.fail(usize::from(fault), Errno::IO);
    }
    let run = machine.kit_of(&[first, &words].concat());

    let told = format!("{words:?} {run:?}");
    assert!(run.status <= 1, "{told}");
    // A message that cannot be written is lost.
    assert!(run.stderr.is_empty() || run.status == 1, "{told}");
    assert!(!run.stderr.is_empty() || run.status == 0 || fault != 0, "{told}");
    // After one fault, the old names can be restored; only a table that has a temporary name leaves one.
    let is_wanted = |text: &[u8]| text.windows(7).any(|part| part == b"nameif-");
    if !words.iter().any(|word| is_wanted(word)) && !is_wanted(table) {
        let after = machine.state();
        for interface in (1..=3).filter_map(|index| after.by_number(index)) {
            assert!(!interface.name.starts_with("nameif-"), "{told}");
        }
    }
    let Some(line) = run.stderr.lines().next() else { return };
    let line = line.strip_prefix(applet).and_then(|line| line.strip_prefix(": "));
    let line = line.unwrap_or_else(|| panic!("not {applet}'s: {told}"));
    if REFUSALS.iter().any(|refusal| line.starts_with(refusal)) {
        assert!(machine.state() == before, "refused, but something changed: {told}");
    }
}
