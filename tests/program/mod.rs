//! The program under test, as `make` builds it for its users.

#![allow(dead_code, reason = "each file of tests uses a part of it")]
#![allow(clippy::panic, clippy::expect_used, reason = "for tests only")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The program: that of the environment's `IFENSLAVE`, or else what `make` makes, once.
pub fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| match env::var_os("IFENSLAVE") {
        Some(path) => fs::canonicalize(&path)
            .unwrap_or_else(|error| panic!("IFENSLAVE={}: {error}", path.display())),
        None => make(&[]),
    })
}

/// Makes the program, with these further arguments for `make`, and says where it is.
pub fn make(arguments: &[&str]) -> PathBuf {
    let make = || {
        let mut make = Command::new("make");
        // Not the make that may have started us: its options are not for this one. And the
        // program has its place, wherever the tests are built.
        for variable in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CARGO_TARGET_DIR", "RUSTFLAGS"] {
            make.env_remove(variable);
        }
        make.current_dir(env!("CARGO_MANIFEST_DIR")).arg("-s").args(arguments);
        make.stdin(Stdio::null()).stderr(Stdio::inherit());
        make
    };
    let built = make().stdout(Stdio::null()).status().expect("make can be run");
    assert!(built.success(), "make {arguments:?} failed");
    let said = make().arg("where").output().expect("make can be run");
    let said = String::from_utf8(said.stdout).expect("a path in UTF-8");
    assert_eq!(said.lines().count(), 1, "`make -s where` prints the path and nothing else");
    said.trim_end().into()
}
