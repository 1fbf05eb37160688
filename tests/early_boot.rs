// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bonds in early boot: initramfs images made by Debian's own tools, with the hooks of `contrib/` in
//! them, booted under QEMU with two network cards and `bond=` on the kernel command line.
//!
//! `tests/lab/initramfs` makes them. What is looked at in a guest is in `tests/lab/early-boot`: `look` in
//! the initramfs, where the gateway is reached through the bond, and `system` after it, where then
//! 802.3ad finds its partners. `tests/lab/dropbear` logs in to an initramfs. All for amd64; `SUITE=bookworm` has the tools of Debian 12 instead of 13's.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, PoisonError};

/// A VLAN on a bond of the two cards that there are, and a bond without slaves, in both forms of quotes. The first bond
/// occurs twice.
/// (Field case F4.)
const BONDS: &str = r#"vlan=bond0.5:bond0 "bond=bond0:eth0,eth1:mode=active-backup" bond="bond0:eth0,eth1:mode=active-backup" bond="bond1:" lab.bonds=bond0,bond1"#;
/// A VLAN on a bond of the same cards and one that never appears. The other SPEC is invalid.
const BOND_OF_THREE: &str = "bond=bond0:eth0,eth7,eth1:mode=active-backup,miimon=100 bond=bond1:eth8:mode=9 \
                             bondwait=2 vlan=bond0.5:bond0 lab.bonds=bond0";
/// What the hooks print if something went wrong.
const COMPLAINTS: [&str; 3] = [INCOMPLETE, "No bond was created", "was not removed"];
const INCOMPLETE: &str = "are incomplete";
/// A root filesystem of the lab's, and an address, as for one over the network.
const INITRAMFS_TOOLS: &str = "boot=lab ip=10.0.2.15::10.0.2.2:255.255.255.0::bond0:off";
/// The images are for this architecture.
const AMD64_ONLY: &str = "TARGETS=x86_64-unknown-linux-musl";
/// The longest that a boot may take, in seconds: under emulation it is some 20.
const BOOT_SECONDS: &str = "300";

/// A script of the lab.
fn lab_command(script: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(Path::new("tests/lab").join(script));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).stdin(Stdio::null());
    command.env("IFENSLAVE", program::path());
    command
}

/// Runs a script of the lab.
fn lab(script: &str, arguments: &[&str]) -> Output {
    lab_command(script, arguments).output().expect("bash can be run")
}

/// All that it printed.
fn text(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// Has a tool make an initramfs: the folder that has it and a kernel, and what the tool said.
fn initramfs(tool: &str, variant: &str, further: &[&str]) -> (PathBuf, String) {
    // One at a time: `make` strips the program where it is.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{tool}{variant}"));
    let path = folder.to_str().expect("a path in UTF-8");
    let made = lab("initramfs", &[&[tool, path], further].concat());
    assert!(made.status.success(), "{}", text(&made));
    (folder, text(&made))
}

/// Boots it, with these words on the command line: all that it is to show holds. The console's text.
fn boots(folder: &Path, words: &str) -> String {
    let kernel = folder.to_str().expect("a path in UTF-8");
    let append = format!("net.ifnames=0 init=/init {words}");
    let arguments = ["--kernel", kernel, "--initrd", &format!("{kernel}/initrd")];
    let machine =
        ["--net", "--quick", "--memory", "512", "--seconds", BOOT_SECONDS, "--append", &append];
    let booted = lab("boot", &[&arguments[..], &machine].concat());
    let console = text(&booted).replace('\r', "");
    assert!(booted.status.success(), "{words}: {console}");
    console
}

/// Which of the complaints of the hooks are on a console.
fn complaints(console: &str) -> Vec<&str> {
    COMPLAINTS.into_iter().filter(|complaint| console.contains(complaint)).collect()
}

#[test]
fn initramfs_tools_reaches_the_network_through_a_bond_and_keeps_or_removes_it() {
    let (folder, _) = initramfs("initramfs-tools", "", &[]);
    let console = boots(&folder, &format!("{INITRAMFS_TOOLS} {BONDS} bondkeep=no"));
    assert_eq!(complaints(&console), [""; 0], "{console}");
    let console = boots(&folder, &format!("{INITRAMFS_TOOLS} {BOND_OF_THREE}"));
    assert_eq!(complaints(&console), [INCOMPLETE], "{console}");
    for named in ["eth7", "mode=9"] {
        let reported = |line: &str| line.contains("ifenslave: ") && line.contains(named);
        assert!(console.lines().any(reported), "{named}: {console}");
    }
    // Files that cannot be removed are in the target folder.
    let _ = fs::remove_dir_all(folder);
}

#[test]
#[ignore = "builds Debian packages: make test-all"]
fn the_debian_packages_reach_the_network_through_a_bond() {
    program::ask_make(program::make_command().args(["deb", "ANY_RUST=yes", AMD64_ONLY]));
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/deb");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("initramfs-tools-packages");
    let path = folder.to_str().expect("a path in UTF-8");
    let mut initramfs = lab_command("initramfs", &["initramfs-tools", path]);
    let made = initramfs.env("PACKAGES", &packages).output().expect("bash can be run");
    assert!(made.status.success(), "{}", text(&made));
    let console = boots(&folder, &format!("{INITRAMFS_TOOLS} {BONDS}"));
    assert_eq!(complaints(&console), [""; 0], "{console}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
#[ignore = "boots twice more, which takes a minute: make test-all"]
fn a_session_from_the_initramfs_goes_on_when_the_bond_is_removed() {
    let folder = program::folder("dropbear");
    let output = lab("dropbear", &[folder.to_str().expect("a path in UTF-8")]);
    let console = text(&output);
    assert!(output.status.success(), "{console}");
    let outcomes = ["The session goes on.", "The session has ended."];
    assert!(outcomes.iter().all(|outcome| console.contains(outcome)), "{console}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn dracut_leaves_the_bond_to_its_own_network_modules() {
    let options = ["--no-kernel", "--add", "ifenslave systemd-networkd"];
    let (folder, output) = initramfs("dracut", "-networkd", &options);
    assert!(output.contains("as systemd-networkd creates the bonds"), "{output}");
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn dracut_reaches_the_network_through_a_bond_and_removes_it() {
    // Those that Debian 12 adds wherever they are installed.
    let (folder, _) = initramfs("dracut", "", &["--add", "ifenslave", "--omit", "ifcfg network"]);
    // bond2 is in the image's /etc/cmdline.d.
    let console = boots(&folder, &format!("{BONDS},bond2 bondkeep=no"));
    assert_eq!(complaints(&console), [""; 0], "{console}");
    let _ = fs::remove_dir_all(folder);
}
