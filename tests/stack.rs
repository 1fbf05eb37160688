//! The stack that the program takes, with its arguments and its environment: 64 KiB are enough.
//!
//! What changes a bond is tried in the lab, by the scenario `small-stack`.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

/// Everything that can do no harm where these tests are run: showing, texts, refusals.
const COMMANDS: [&[&str]; 10] = [
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
        let (small, large) = (with_stack("64", args), with_stack("8192", args));
        assert!(small.status.code().is_some(), "{args:?}: {small:?}");
        assert_eq!(small.status, large.status, "{args:?}");
        assert_eq!(small.stderr, large.stderr, "{args:?}");
    }
}

#[test]
fn a_stack_that_is_too_small_is_noticed() {
    const SIGSEGV: i32 = 11;
    for args in COMMANDS {
        let run = with_stack("16", args);
        assert_eq!(run.status.signal(), Some(SIGSEGV), "{args:?}: {run:?}");
    }
}
