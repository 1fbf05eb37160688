// SPDX-License-Identifier: MIT OR Apache-2.0
//! What must hold whatever comes in: a module for each sort of input, with a `check` that panics
//! where it does not hold.
//!
//! Each compares the program with something independent of it: the C library's functions, plain
//! code with std, or the promise that is made to its users. `make fuzz` has libFuzzer look for
//! input that breaks them; `tests/corpus.rs` replays what is kept in `fuzz/corpus`.

#![allow(dead_code, reason = "each fuzz target uses a part of it")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "for tests only")]

pub mod command_line;
pub mod driver_version;
pub mod if_inet6;
pub mod ifconfig_nameif;
pub mod proc_net_dev;
pub mod spec;
pub mod whole_program;

/// Whether an interface can be called this, by the kernel's dev_valid_name().
fn is_name(name: &[u8]) -> bool {
    let bad = |byte: &u8| matches!(byte, b'/' | b':' | b' ' | b'\t'..=b'\r' | 0xa0);
    (1..16).contains(&name.len()) && name != b"." && name != b".." && !name.iter().any(bad)
}

/// The words of a line that are separated by blanks.
fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty())
}

/// All that could be the name of an interface, however one reads a file.
fn names(file: &[u8]) -> Vec<String> {
    let words = file.split(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b':'));
    let names = words.filter(|word| is_name(word) && !word.contains(&0));
    let mut names: Vec<String> =
        names.filter_map(|name| Some(str::from_utf8(name).ok()?.to_owned())).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// An unsigned number of 64 bits, of digits alone. The kernel writes twenty at most: what has
/// more than 32, zeros or not, is none.
fn number(word: &[u8], radix: u32) -> Option<u64> {
    let text =
        str::from_utf8(word).ok().filter(|text| !text.starts_with('+') && text.len() <= 32)?;
    u64::from_str_radix(text, radix).ok()
}

/// A listing, cut into the lines about each interface: its name, and all of it.
fn interfaces(listing: &str) -> Vec<(&str, &str)> {
    let mut rest = listing;
    let mut found = Vec::new();
    while let Some(end) = rest.find("\n\n") {
        let (interface, behind) = rest.split_at(end + 2);
        found.push((interface.split(' ').next().unwrap(), interface));
        rest = behind;
    }
    assert_eq!(rest, "", "behind the last interface");
    found
}
