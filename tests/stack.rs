// SPDX-License-Identifier: MIT OR Apache-2.0
//! The memory that the program takes: 64 KiB of stack are enough, with its arguments and its
//! environment, and few pages are touched.
//!
//! What changes a bond is tried in the lab, by the scenario `small-stack`.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

/// Everything that can do no harm where these tests are run: showing, texts, refusals.
const COMMANDS: [&[&str]; 15] = [
    &[],
    &["-a"],
    &["lo"],
    &["-h"],
    &["-cd"],
    &["nosuch"],
    &["-v", "nosuch", "lo"],
    &["-v", "lo", "nosuch"],
    &["-d", "lo", "nosuch"],
    &["-c", "lo", "nosuch"],
    &["-s"],
    &["-s", "--json", "nosuch"],
    &["-n", "-b", "nosuch:lo:mode=1,miimon=100,arp_ip_target=192.0.2.1;192.0.2.2:1400"],
    &["--boot", "/dev/null"],
    &["-D", "nosuch"],
];

/// Runs the program. Its stack does not grow beyond this: where it needs more, the kernel kills it.
fn with_stack(kib: &str, args: &[&str]) -> Output {
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().args(["-c", "ulimit -s \"$1\"; shift; exec \"$@\"", "sh", kib]);
    shell.arg(program::path()).args(args).output().expect("a shell can be run")
}

#[test]
fn sixty_four_kibibytes_are_enough() {
    for args in COMMANDS {
        let large = with_stack("8192", args);
        // Each time, the kernel begins the stack elsewhere in its first 8 KiB.
        for _ in 0..20 {
            let small = with_stack("64", args);
            assert!(small.status.code().is_some(), "{args:?}: {small:?}");
            assert_eq!(small.status, large.status, "{args:?}");
            assert_eq!(small.stderr, large.stderr, "{args:?}");
        }
    }
}

#[test]
fn a_stack_that_is_too_small_is_noticed() {
    const SIGSEGV: i32 = 11;
    // What changes a bond takes most; what shows takes less than this.
    let changes = |args: &&[&str]| matches!(args, ["-v" | "-d" | "-c" | "-n" | "-D", ..]);
    for args in COMMANDS.into_iter().filter(changes) {
        let run = with_stack("16", args);
        assert_eq!(run.status.signal(), Some(SIGSEGV), "{args:?}: {run:?}");
    }
}

#[test]
fn showing_one_interface_takes_no_more_than_26_page_faults() {
    let need = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/need");
    let there = Command::new(need).arg("/usr/bin/time:time").status();
    assert!(there.is_ok_and(|status| status.success()), "GNU time is needed");
    // The best of several runs: other work of the kernel in such a moment is not the program's.
    let faults = (0..5).map(|_| {
        let mut time = Command::new("/usr/bin/time");
        let run = time.args(["-f", "%R"]).arg(program::path()).arg("lo").output();
        let said = String::from_utf8(run.expect("it can be run").stderr).expect("a number");
        said.trim_end().parse::<u32>().unwrap_or_else(|error| panic!("{said}: {error}"))
    });
    let least = faults.min().expect("five runs");
    assert!(least <= 26, "{least} page faults");
}
