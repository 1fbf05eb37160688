// SPDX-License-Identifier: MIT OR Apache-2.0
//! A machine whose root filesystem comes over the network card that is to be bonded: a guest under QEMU that mounts it by
//! NBD from Debian's initramfs. From that filesystem, `ip` and BusyBox's commands hang half-way, and `ifenslave -m -b`
//! does not; the filesystem then survives the loss of either cable.
//!
//! `tests/lab/nbd-root` boots it, and `tests/lab/guest/nbd-root/watch` has what is checked there. `SUITE=bookworm` takes
//! Debian 12's kernel and tools instead of 13's.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn the_card_of_the_root_filesystem_is_bonded() {
    let folder = program::folder("nbd-root");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lab/nbd-root");
    let mut command = Command::new(script);
    command.arg(&folder).env("IFENSLAVE", program::path()).stdin(Stdio::null());
    let output = command.output().expect("bash can be run");
    let [console, errors] =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{console}{errors}");
    // It has an image of a filesystem.
    let _ = fs::remove_dir_all(folder);
}
