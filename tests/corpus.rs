// SPDX-License-Identifier: MIT OR Apache-2.0
//! Input that was kept, by hand or by a fuzzer, for what it found or for where it leads: what must
//! hold for any holds for it.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod fuzzing;
mod simulated;

use std::fs;
use std::path::Path;

/// Checks every file of a target's corpus, and names the one that breaks.
fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let files =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort_unstable();
    assert!(!files.is_empty(), "nothing is in {}", folder.display());
    for file in files {
        // What is printed in a test shows where it fails.
        println!("{}", file.display());
        check(&fs::read(&file).unwrap());
    }
}

#[test]
fn command_lines_are_read_as_by_the_c_library() {
    replay("command_line", fuzzing::command_line::check);
}

#[test]
fn devices_are_read_as_by_plain_code() {
    replay("proc_net_dev", fuzzing::proc_net_dev::check);
}

#[test]
fn ipv6_addresses_are_read_as_by_std() {
    replay("if_inet6", fuzzing::if_inet6::check);
}

#[test]
fn drivers_versions_are_read_as_by_the_c_library() {
    replay("driver_version", fuzzing::driver_version::check);
}

#[test]
fn what_makes_no_sense_changes_nothing() {
    replay("ifconfig_nameif", fuzzing::ifconfig_nameif::check);
    for case in 1..=5000 {
        // By numbers of words, of which a few are enough.
        let mut words = noise(case);
        words.truncate(2 + usize::from(words[2]) % 12);
        words[0] &= 2;
        words[1] %= 64;
        fuzzing::ifconfig_nameif::check(&words);
    }
}

#[test]
fn bonds_are_refused_or_made_and_twice_is_once() {
    replay("spec", fuzzing::spec::check);
    for case in 1..=5000 {
        // By numbers of pieces, of which a few are enough.
        let mut pieces = noise(case);
        pieces.truncate(2 + usize::from(pieces[2]) % 24);
        pieces[0] |= 2;
        fuzzing::spec::check(&pieces);
    }
}

#[test]
fn what_is_asked_for_is_done_or_all_is_as_found_or_it_is_told() {
    replay("whole_program", fuzzing::whole_program::check);
}

#[test]
fn that_holds_for_whatever_machines_and_failures_come() {
    for case in 1..=2000 {
        println!("case {case}");
        fuzzing::whole_program::check(&noise(case));
    }
}

/// Bytes in an order that is none, another one for each case (xorshift64).
fn noise(case: u64) -> Vec<u8> {
    let mut state = case.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let words = (0..64).flat_map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.collect()
}
