// SPDX-License-Identifier: MIT OR Apache-2.0
//! The program for musl targets, which is what is released, and for the host's own target.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::fs;
use std::path::Path;
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

/// The big-endian targets, and the programs of QEMU that run them on this machine's kernel.
const BIG_ENDIAN: [(&str, &str); 2] =
    [("mips-unknown-linux-musl", "qemu-mips"), ("s390x-unknown-linux-musl", "qemu-s390x")];

/// What they are run with.
const COMMANDS: [&[&str]; 14] = [
    &["--help"],
    &["-V"],
    &[],
    &["-a"],
    &["lo"],
    &["nosuch0"],
    &["lo", "nosuch0"],
    &["-d", "lo", "nosuch0"],
    &["-s"],
    &["-s", "--json", "lo"],
    &["-b", "bond7:nosuch0:mode=9"],
    &["-b", "bond7:nosuch0:updelay=-1"],
    &["-n", "-b", "bond7:nosuch0:mode=802.3ad,miimon=250,arp_ip_target=192.0.2.300"],
    &["-n", "-D", "bond7"],
];

/// What a program prints, and its exit status. Counters change, and QEMU 7.2 returns the bytes of `txqueuelen` in the
/// wrong order: of the lines with these, this has the beginning.
fn run(program: &mut Command) -> (Vec<String>, Vec<String>, Option<i32>) {
    let done = program.output().unwrap_or_else(|error| panic!("{program:?}: {error}"));
    let lines = |bytes: Vec<u8>| -> Vec<String> {
        let text = String::from_utf8(bytes).expect("it prints UTF-8");
        let counted = |line: &str| {
            ["packets:", "bytes:", "collisions:"].iter().any(|word| line.contains(word))
        };
        let stable = |line: &str| {
            line.split(|c: char| counted(line) && c == ':').next().unwrap_or_default().to_owned()
        };
        text.lines().map(stable).collect()
    };
    (lines(done.stdout), lines(done.stderr), done.status.code())
}

#[test]
#[ignore = "compiles core for both: make test-all"]
fn the_big_endian_programs_print_what_that_of_this_machine_prints() {
    let need = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/need");
    for (target, emulator) in BIG_ENDIAN {
        let found = Command::new(&need).arg(format!("{emulator}:qemu-user")).status();
        assert!(found.expect("tests/need can be run").success(), "{emulator} is needed");
        let path = program::make(&["SMALL=yes", &format!("TARGET={target}")]);
        for command in COMMANDS {
            let expected = run(Command::new(program::small()).args(command));
            let found = run(Command::new(emulator).arg(&path).args(command));
            assert_eq!(found, expected, "{target}: {command:?}");
        }
    }
}
