// SPDX-License-Identifier: MIT OR Apache-2.0
//! The program under test, as `make` builds it for its users.

#![allow(dead_code, reason = "each file of tests uses a part of it")]
#![allow(clippy::panic, clippy::expect_used, reason = "for tests only")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The program: that of the environment's `IFENSLAVE`, or else what `make` makes, once.
pub fn path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| match env::var_os("IFENSLAVE") {
        Some(path) => fs::canonicalize(&path)
            .unwrap_or_else(|error| panic!("IFENSLAVE={}: {error}", path.display())),
        None => make(&[]),
    })
}

/// The small build of the program, which `make` makes once.
pub fn small() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| make(&["SMALL=yes"]))
}

/// Whether to test all targets, as `make test-all` does.
pub fn long() -> bool {
    env::var_os("LONG").is_some_and(|long| long == "yes")
}

/// The targets that a test of all of them is for: all of them with `LONG=yes`, as `make test-all` has it, and
/// else this machine's own, as each compiles core from source.
pub fn targets() -> Vec<String> {
    let all = ask_make(make_command().arg("targets"));
    let all = all.split_whitespace().map(str::to_owned);
    if long() {
        all.collect()
    } else {
        let arch = match env::consts::ARCH {
            "arm" => "armv7",
            "riscv64" => "riscv64gc",
            "x86" => "i686",
            arch => arch,
        };
        let own = |target: &String| target.split('-').next() == Some(arch);
        let own: Vec<String> = all.filter(own).collect();
        assert!(!own.is_empty(), "no target is for {arch}: only LONG=yes tests them here");
        own
    }
}

/// Makes the program, with these further arguments for `make`, and says where it is.
pub fn make(arguments: &[&str]) -> PathBuf {
    ask_make(make_command().args(arguments));
    let said = ask_make(make_command().args(arguments).arg("where"));
    assert_eq!(said.lines().count(), 1, "`make -s where` prints the path and nothing else");
    said.trim_end().into()
}

/// `make`, which prints only what it is asked for.
pub fn make_command() -> Command {
    let mut make = Command::new("make");
    // Not the make that may have started us: its options are not for this one. And the
    // program has its place, wherever the tests are built.
    for variable in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CARGO_TARGET_DIR", "RUSTFLAGS"] {
        make.env_remove(variable);
    }
    make.current_dir(env!("CARGO_MANIFEST_DIR")).arg("-s");
    make
}

/// What this `make` prints.
pub fn ask_make(make: &mut Command) -> String {
    let said = make.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let said = said.expect("make can be run");
    assert!(said.status.success(), "{make:?} failed");
    String::from_utf8(said.stdout).expect("paths in UTF-8")
}

/// The most bytes that a program may take, as tests/budget has them, and 2 % more: those are exact for one version
/// of the compiler, which `make dist` asks for, and tests run with any.
pub fn budgets() -> BTreeMap<String, usize> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/budget");
    let text = fs::read_to_string(&file).expect("tests/budget can be read");
    let comment =
        |line: &str| line.is_empty() || line.starts_with('#') || line.starts_with("rustc ");
    let lines = text.lines().filter(|line| !comment(line));
    let budgets = lines.map(|line| {
        let budget = line
            .split_once(' ')
            .and_then(|(target, bytes)| Some((target.to_owned(), bytes.parse::<usize>().ok()?)))
            .map(|(target, bytes)| (target, bytes + bytes / 50));
        budget.unwrap_or_else(|| panic!("tests/budget: {line:?} is not TARGET BYTES"))
    });
    budgets.collect()
}

/// For one test of a file at a time: they build the same programs.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The bytes of a file.
pub fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A new folder, with nothing in it.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // It may be there from another time.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}
