// SPDX-License-Identifier: MIT OR Apache-2.0
//! How it is built and installed, on whatever system: with plain cargo, without network, without installing
//! anything; and what happens where something is missing.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use program::{alone, ask_make, folder, make_command, read};

/// What `make` builds, each with a goal that installs it.
const GOALS: [(&str, &str); 3] =
    [("build", "install"), ("kit", "install-kit"), ("staticlib", "install-staticlib")];

/// What a Makefile may rely on: a shell and what POSIX has, and `install`.
const TOOLS: [&str; 22] = [
    "ar", "cat", "cut", "env", "find", "grep", "install", "ln", "ls", "make", "mkdir", "mv",
    "objcopy", "rm", "sed", "sh", "sort", "tr", "true", "uname", "wc", "xargs",
];

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with these tools, for a PATH that has nothing else.
fn folder_of_tools(name: &str, tools: &[&str]) -> PathBuf {
    let folder = folder(name);
    let path = env::var_os("PATH").expect("a PATH");
    for tool in tools {
        let found =
            env::split_paths(&path).map(|folder| folder.join(tool)).find(|tool| tool.is_file());
        let found = found.unwrap_or_else(|| panic!("no {tool} in the PATH"));
        symlink(found, folder.join(tool)).expect("a link");
    }
    folder
}

/// Puts a shell script into a folder of tools.
fn script(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a script");
}

/// Runs `make` with this PATH.
fn make_with(path: &Path, arguments: &[&str]) -> Output {
    let mut make = make_command();
    for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        make.env_remove(variable);
    }
    make.env("PATH", path).args(arguments).stdin(Stdio::null());
    make.output().expect("make can be run")
}

/// The only line on standard error of a `make` that fails, but for what make itself adds.
fn complaint(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().filter(|line| !line.starts_with("make: ***")).collect();
    let [line] = lines.as_slice() else { panic!("one line: {said}") };
    (*line).to_owned()
}

#[test]
fn a_compiler_that_is_missing_or_too_old_is_one_line() {
    let needed = env!("CARGO_PKG_RUST_VERSION");
    let readme = String::from_utf8(read(&project().join("README.md"))).expect("text in UTF-8");
    assert!(readme.contains(&format!("stable Rust, {needed} or later")), "the README's version");
    let none = folder_of_tools("no-compiler", &TOOLS);
    let no_cargo = folder_of_tools("no-cargo", &TOOLS);
    script(&no_cargo, "rustc", "echo 'rustc 1.99.0 (0123456789 2026-10-01)'");
    let old = folder_of_tools("old-compiler", &TOOLS);
    script(&old, "rustc", "echo 'rustc 1.63.0 (4b91a6ea7 2022-08-08)'");
    // It is not even asked to build.
    script(&old, "cargo", "[ \"$*\" = -V ] && echo 'cargo 1.65.0' || echo 'cargo is run' >&2");
    for small in ["SMALL=no", "SMALL=yes"] {
        for goal in ["build", "kit", "staticlib", "netdevice"] {
            for (path, found) in [
                (&none, "found: rustc none, cargo none"),
                (&no_cargo, "found: rustc 1.99.0, cargo none"),
                (&old, "found: rustc 1.63.0, cargo 1.65.0"),
            ] {
                let line = complaint(&make_with(path, &[goal, small]));
                assert!(line.starts_with(&format!("Rust {needed} or later is needed")), "{line}");
                assert!(line.contains(found), "{goal} {small}: {line}");
                assert!(line.contains("rustup") && line.contains("packages"), "{line}");
            }
        }
    }
}

#[test]
fn building_asks_for_no_network_and_installs_nothing() {
    let _alone = alone();
    let fakes = folder("fake-installers");
    let called = fakes.join("called");
    for name in ["apt-get", "curl", "dpkg", "rustup", "sudo", "wget"] {
        script(&fakes, name, &format!("echo \"{name} $*\" >>{}; exit 1", called.display()));
    }
    let path = env::var_os("PATH").expect("a PATH");
    let path = [fakes].into_iter().chain(env::split_paths(&path));
    let path = env::join_paths(path).expect("a PATH");
    let root = folder("offline");
    for (goal, install) in GOALS.into_iter().chain([("netdevice", "install-dracut")]) {
        let mut make = make_command();
        make.env("PATH", &path).env("CARGO_NET_OFFLINE", "true");
        ask_make(make.args([goal, install]).arg(format!("DESTDIR={}", root.display())));
    }
    assert!(!called.exists(), "{}", String::from_utf8_lossy(&read(&called)));
}

#[test]
fn cargo_alone_builds_the_same_program() {
    let _alone = alone();
    let path = program::make(&[]);
    assert_eq!(path, project().join("target/release/ifenslave"));
    let made = read(&path);
    fs::remove_file(&path).expect("it can be removed");
    let mut cargo = Command::new("cargo");
    for variable in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS"] {
        cargo.env_remove(variable);
    }
    let status = cargo.current_dir(project()).args(["build", "--release", "--locked"]).status();
    assert!(status.expect("cargo can be run").success());
    assert!(read(&path) == made, "cargo builds another program");
}

#[test]
fn make_ends_with_the_path_and_the_size() {
    let _alone = alone();
    for small in ["SMALL=no", "SMALL=yes"] {
        for (goal, whereabouts) in [
            ("build", "where"),
            ("kit", "where-kit"),
            ("staticlib", "where-staticlib"),
            ("netdevice", "where-netdevice"),
            ("bonding", "where-bonding"),
        ] {
            let said = ask_make(make_command().args([goal, small]));
            let path = ask_make(make_command().args([whereabouts, small]));
            let path = Path::new(path.trim_end());
            let shown = path.strip_prefix(project()).expect("a path under the project");
            let expected = format!("{}: {} bytes", shown.display(), read(path).len());
            assert_eq!(said.lines().last(), Some(expected.as_str()), "{goal} {small}");
        }
    }
}

#[test]
fn installing_copies_what_is_built_and_needs_no_compiler() {
    let _alone = alone();
    let path = folder_of_tools("no-compiler-to-install", &TOOLS);
    for small in ["SMALL=no", "SMALL=yes"] {
        for (goal, install, copy) in [
            ("build", "install", "usr/sbin/ifenslave"),
            ("kit", "install-kit", "usr/sbin/ifkit"),
            ("staticlib", "install-staticlib", "usr/lib/libifenslave.a"),
            ("build", "install-initramfs-tools", "usr/sbin/ifenslave"),
            ("build", "install-dracut", "usr/sbin/ifenslave"),
            ("build", "install-mkinitcpio", "usr/sbin/ifenslave"),
        ] {
            ask_make(make_command().args([goal, small]));
            let whereabouts =
                if goal == "build" { "where".to_owned() } else { format!("where-{goal}") };
            let built = ask_make(make_command().args([whereabouts.as_str(), small]));
            let root = folder("installed-without-a-compiler");
            let output = make_with(
                &path,
                &[install, small, "PREFIX=/usr", &format!("DESTDIR={}", root.display())],
            );
            assert!(output.status.success(), "{install} {small}: {output:?}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{install} {small}");
            let same = read(&root.join(copy)) == read(Path::new(built.trim_end()));
            assert!(same, "{install} {small}: another file is installed");
        }
    }
}

#[test]
fn installing_for_a_target_finds_the_build_that_is_there() {
    let _alone = alone();
    // As with `make TARGET=...` where rustup has no core for it; root has no compiler to ask.
    let target = "armv7-unknown-linux-musleabihf";
    let (place, root) = (folder("built-for-a-target"), folder("installed-for-a-target"));
    let built = place.join("small").join(target).join("ifenslave");
    fs::create_dir_all(built.parent().expect("a folder")).expect("a folder");
    fs::write(&built, "a program").expect("a file");
    let path = folder_of_tools("no-compiler-for-a-target", &TOOLS);
    let arguments = [
        "install",
        "PREFIX=/usr",
        &format!("TARGET={target}"),
        &format!("FOLDER={}", place.display()),
    ];
    let output =
        make_with(&path, &[&arguments[..], &[&format!("DESTDIR={}", root.display())]].concat());
    assert!(output.status.success(), "{output:?}");
    assert_eq!(read(&root.join("usr/sbin/ifenslave")), b"a program");
}

#[test]
fn where_nothing_is_built_installing_names_the_command() {
    let path = folder_of_tools("no-compiler-for-nothing", &TOOLS);
    let (place, root) = (folder("nothing-built"), folder("nothing-installed"));
    let (place, destination) =
        (format!("FOLDER={}", place.display()), format!("DESTDIR={}", root.display()));
    for (goal, install) in GOALS.into_iter().chain([("build", "install-dracut")]) {
        let goal = if goal == "build" { String::new() } else { format!(" {goal}") };
        for (arguments, shown) in [
            (&[][..], String::new()),
            (&["SMALL=yes", "BOOT=no"], "SMALL=yes BOOT=no ".to_owned()),
            (&["APPLETS=nameif ifconfig"], "APPLETS=\"nameif ifconfig\" ".to_owned()),
        ] {
            let output = make_with(&path, &[&[install, &place, &destination], arguments].concat());
            let line = complaint(&output);
            let command = format!("is not built yet: first run make{goal} {shown}{place}");
            assert!(line.ends_with(&command), "{line:?}, not {command:?}");
        }
    }
    assert_eq!(fs::read_dir(&root).expect("a folder").count(), 0, "something is installed");
}

#[test]
fn a_release_takes_the_compiler_and_the_bytes_of_its_budget() {
    let _alone = alone();
    let targets = program::targets();
    let said = Command::new("rustc").arg("-V").output().expect("rustc can be run").stdout;
    let said = String::from_utf8(said).expect("rustc speaks UTF-8");
    let version = said.split(' ').nth(1).expect("a version");
    let mut exact = String::new();
    let mut one_less = String::new();
    for (at, target) in targets.iter().enumerate() {
        let bytes = read(&program::make(&["SMALL=yes", &format!("TARGET={target}")])).len();
        exact += &format!("{target} {bytes}\n");
        one_less += &format!("{target} {}\n", if at == 0 { bytes - 1 } else { bytes });
    }
    let folder = folder("budgets");
    let dist = |budget: &str, version: &str, more: &[&str]| {
        let file = folder.join("budget");
        fs::write(&file, format!("rustc {version}\n{budget}")).expect("a file");
        let mut make = make_command();
        make.args(["dist", "SOURCE_DATE_EPOCH=1000000000"]).args(more);
        make.arg(format!("BUDGET={}", file.display()))
            .arg(format!("TARGETS={}", targets.join(" ")));
        make.stdin(Stdio::null()).output().expect("make can be run")
    };
    let fails = |output: &Output, words: &str| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(words), "{words:?} is not in {said}");
    };
    assert!(dist(&exact, version, &[]).status.success());
    fails(&dist(&one_less, version, &[]), &format!("{}: ", targets.first().expect("a target")));
    fails(&dist("", version, &[]), "bytes are more than the 0 of");
    fails(&dist(&exact, "1.12.0", &[]), "releases are built with Rust 1.12.0");
    assert!(dist(&one_less, "1.12.0", &["ANY_RUST=yes"]).status.success());
}

/// Copies the sources to a new folder, with those of all crates.
fn vendored(name: &str) -> PathBuf {
    let copy = folder(name);
    for entry in fs::read_dir(project()).expect("the sources can be listed") {
        let path = entry.expect("the sources can be listed").path();
        if path.file_name().is_none_or(|name| name != "target" && name != ".git") {
            let copied = Command::new("cp").arg("-R").arg(&path).arg(&copy).status();
            assert!(copied.is_ok_and(|status| status.success()), "{}", path.display());
        }
    }
    let mut vendor = Command::new("cargo");
    vendor.current_dir(&copy).args(["vendor", "--locked"]).stderr(Stdio::null());
    let vendor = vendor.output().expect("cargo can be run");
    assert!(vendor.status.success(), "cargo vendor");
    let config = copy.join(".cargo/config.toml");
    let text = [read(&config), b"\n".to_vec(), vendor.stdout].concat();
    fs::write(&config, text).expect("cargo's configuration can be written");
    copy
}

#[test]
#[cfg(target_arch = "x86_64")]
#[ignore = "fetches 250 MB of Debian's packages: make test-all"]
fn debian_builds_it_with_its_own_compiler_offline() {
    let sources = vendored("debian-sources");
    let destination = folder("debian-installed");
    let mut build = Command::new(project().join("tests/build/debian"));
    let status = build.arg("sid").args([&sources, &destination]).stdout(Stdio::null()).status();
    assert!(status.expect("the script can be run").success(), "{build:?} failed");
    let release = sources.join("target/release");
    for (built, installed) in [
        ("ifenslave", "install/usr/sbin/ifenslave"),
        ("ifkit", "install-kit/usr/sbin/ifkit"),
        ("libifenslave.a", "install-staticlib/usr/lib/libifenslave.a"),
        ("ifenslave", "install-dracut/usr/sbin/ifenslave"),
    ] {
        assert!(read(&destination.join(installed)) == read(&release.join(built)), "{installed}");
    }
    // It is static: it runs here, too.
    let shown = Command::new(release.join("ifenslave")).arg("lo").output().expect("it can be run");
    assert!(shown.status.success(), "{shown:?}");
    assert!(shown.stdout.starts_with(b"lo        Link encap:Local Loopback"), "{shown:?}");
}
