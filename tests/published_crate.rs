// SPDX-License-Identifier: MIT OR Apache-2.0
//! The crate as it is published: what is in it, that it builds, and that another program can depend on it.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use program::folder;

/// A program that uses the library, and rustix for itself.
const PROGRAM: &str = r#"
use std::time::Duration;

use ifenslave::bonding::{Bond, Mode, Options};

/// Not run: this needs a privilege and a driver.
fn bond() -> Result<bool, ifenslave::bonding::Error> {
    let bond = Bond::create("bond0", &Options::new(Mode::ActiveBackup).miimon(100))?;
    bond.enslave("eth0")?;
    bond.wait(Duration::from_secs(10))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::args().len() > 1 {
        println!("{}", bond()?);
    }
    let name = rustix::system::uname();
    println!("{}", name.sysname().to_str()?);
    println!("{}", Bond::open("lo").expect_err("lo is no bond"));
    Ok(())
}
"#;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a command prints, which succeeds.
fn printed(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).stderr(Stdio::piped()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let reason = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {reason}");
    String::from_utf8(output.stdout).expect("text in UTF-8")
}

/// Cargo in a folder, without network, and with a place of its own for what it builds.
fn cargo(place: &Path, built: &Path) -> Command {
    let mut cargo = Command::new("cargo");
    for variable in ["CARGO_BUILD_TARGET", "RUSTFLAGS", "RUSTDOCFLAGS"] {
        cargo.env_remove(variable);
    }
    cargo.current_dir(place).env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", built);
    cargo
}

/// The packed crate, unpacked. Cargo has built it as `cargo publish` does.
fn packed(built: &Path) -> PathBuf {
    printed(cargo(project(), built).args(["package", "--locked", "--allow-dirty"]));
    let place = folder("packed-crate");
    let name = concat!("ifenslave-", env!("CARGO_PKG_VERSION"));
    let archive = built.join("package").join(format!("{name}.crate"));
    printed(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&place));
    place.join(name)
}

#[test]
fn the_packed_crate_builds_and_works_in_a_program_with_a_rustix_of_its_own() {
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crate");
    let packed = packed(&built);
    let entries = fs::read_dir(&packed)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"));
    let expected = [
        ".cargo_vcs_info.json",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "Cargo.toml.orig",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "build.rs",
        "docs",
        "examples",
        "man",
        "src",
    ];
    let found: BTreeSet<String> = entries.collect();
    // Cargo notes the commit only in a repository.
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    let expected: Vec<&str> = (expected.into_iter())
        .filter(|name| *name != ".cargo_vcs_info.json" || found.contains(name))
        .collect();
    assert_eq!(found, expected);
    let manifest = fs::read_to_string(packed.join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("\nall-features = true\n"), "docs.rs shows all features: {manifest}");
    assert!(!manifest.contains("publish = "), "{manifest}");

    let user = folder("user-of-the-crate");
    fs::create_dir(user.join("src")).expect("a folder");
    fs::write(user.join("src/main.rs"), PROGRAM).expect("a program");
    let manifest = format!(
        "[package]\nname = \"user\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         ifenslave = {{ path = {packed:?} }}\nrustix = {{ version = \"1\", features = [\"system\"] }}\n",
    );
    fs::write(user.join("Cargo.toml"), manifest).expect("a manifest");
    // The versions that are on this machine.
    fs::copy(project().join("Cargo.lock"), user.join("Cargo.lock")).expect("Cargo.lock");
    let said = printed(cargo(&user, &built).args(["run", "--quiet"]));
    assert_eq!(said, "Linux\nlo is not a master\n");
}
