//! The program for musl targets, which is what is released, and for the host's own target.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::fs;
use std::path::Path;
use std::process::Command;

/// What the toolchain's compiler says when it is asked this.
fn rustc(arguments: &[&str]) -> String {
    let said = Command::new("rustc").args(arguments).output().expect("rustc can be run");
    String::from_utf8(said.stdout).expect("rustc speaks UTF-8")
}

/// The program that `make` makes for a target.
fn made_for(target: &str, toolchain: Option<&str>) -> Vec<u8> {
    let target = format!("TARGET={target}");
    let toolchain = toolchain.map(|toolchain| format!("TOOLCHAIN={toolchain}"));
    let arguments: Vec<&str> = [target.as_str()].into_iter().chain(toolchain.as_deref()).collect();
    let path = program::make(&arguments);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_musl_and_the_gnu_target_give_the_same_program() {
    let about = rustc(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let (gnu, musl) = (host.replace("-musl", "-gnu"), host.replace("-gnu", "-musl"));

    // Asked for by name, the musl target gets what it needs: rustup's, or Debian's compiler. The
    // two programs can only be the same if they are of one compiler.
    let for_musl = made_for(&musl, None);
    let has = |target: &str| {
        Path::new(rustc(&["--print=target-libdir", "--target", target]).trim()).exists()
    };
    let toolchain = if has(&musl) { None } else { Some("debian") };
    let for_gnu = made_for(&gnu, toolchain);

    assert_eq!(for_musl.len(), for_gnu.len(), "bytes of the programs for {musl} and {gnu}");
    assert!(for_musl == for_gnu, "the programs for {musl} and {gnu} differ");
}
