// SPDX-License-Identifier: MIT OR Apache-2.0
//! The program for musl targets, which is what is released, and for the host's own target.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::fs;
use std::process::Command;

/// The small program that `make` makes for a target: plain builds have the core that was installed for it.
fn made_for(target: &str) -> Vec<u8> {
    let path = program::make(&["SMALL=yes", &format!("TARGET={target}")]);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
#[ignore = "compiles core for both: make test-all"]
fn the_musl_and_the_gnu_target_give_the_same_program() {
    let said = Command::new("rustc").arg("-vV").output().expect("rustc can be run").stdout;
    let about = String::from_utf8(said).expect("rustc speaks UTF-8");
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let (gnu, musl) = (host.replace("-musl", "-gnu"), host.replace("-gnu", "-musl"));

    let (for_musl, for_gnu) = (made_for(&musl), made_for(&gnu));
    assert_eq!(for_musl.len(), for_gnu.len(), "bytes of the programs for {musl} and {gnu}");
    assert!(for_musl == for_gnu, "the programs for {musl} and {gnu} differ");
}
