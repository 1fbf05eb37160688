// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is released: the program for each target, how large it may be, that any user can build the same
//! one, and what is packed and installed.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use program::{alone, ask_make, folder, make_command, read};

fn make(arguments: &[&str]) -> String {
    ask_make(make_command().args(arguments))
}

/// An argument for `make`: only these targets.
fn only(targets: &[String]) -> String {
    format!("TARGETS={}", targets.join(" "))
}

/// The small program that `make` has made for a target.
fn made_for(target: &str) -> Vec<u8> {
    read(Path::new(make(&["where", "SMALL=yes", &format!("TARGET={target}")]).trim_end()))
}

/// What a command prints that does what it should.
fn printed(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?} failed");
    String::from_utf8(output.stdout).expect("text in UTF-8")
}

/// The numbers in the first or second cell of a table's lines, by the words in the other one.
fn table(lines: &[&str], number: usize) -> Vec<(String, usize)> {
    let rows = lines.iter().map(|line| {
        let mut cells = line.split('|').map(str::trim).skip(1).take(2);
        let mut cell = || cells.next().unwrap_or_default().to_owned();
        let (first, second) = (cell(), cell());
        let (digits, words) = if number == 0 { (first, second) } else { (second, first) };
        (words, digits.replace(',', "").parse().unwrap_or_else(|_| panic!("{line:?}")))
    });
    rows.collect()
}

#[test]
fn each_target_stays_within_its_budget() {
    let _alone = alone();
    let targets = program::targets();
    make(&["all", &only(&targets)]);
    let sizes = targets.into_iter().map(|target| (made_for(&target).len(), target));
    let sizes: BTreeMap<String, usize> = sizes.map(|(size, target)| (target, size)).collect();
    let budgets = program::budgets();
    let grown: Vec<String> = sizes
        .iter()
        .filter(|(target, size)| budgets.get(*target).is_none_or(|budget| *size > budget))
        .map(|(target, size)| format!("{target} takes {size}, may take {:?}", budgets.get(target)))
        .collect();
    assert!(grown.is_empty(), "tests/budget: {grown:#?}");
    let all = make(&["targets"]);
    let without: Vec<&String> = budgets
        .keys()
        .filter(|name| name.contains("-linux-") && !all.lines().any(|target| target == *name))
        .collect();
    assert!(without.is_empty(), "tests/budget has lines for what is no target: {without:#?}");
}

#[test]
#[ignore = "compiles core with line numbers: make test-all"]
fn the_tables_of_sizes_account_for_every_byte() {
    let _alone = alone();
    let targets = program::targets();
    let said = make(&["size", &only(&targets)]);
    // Four tables, each with two lines of headings.
    let tables: Vec<Vec<&str>> =
        said.split("\n\n").map(|table| table.lines().skip(2).collect()).collect();
    let [builds, programs, modules, _] = tables.as_slice() else { panic!("{said}") };

    let builds = table(builds, 1);
    let expected = [
        ("where", "", "target/release/ifenslave"),
        ("where", "", "target/small/ifenslave"),
        ("where", "BOOT=no", "target/no-boot/release/ifenslave"),
        ("where", "BOOT=no", "target/small/no-boot/ifenslave"),
        ("where-kit", "", "target/release/ifkit"),
        ("where-kit", "", "target/small/ifkit"),
    ]
    .map(|(goal, part, place)| {
        let small = if place.contains("/small/") { "SMALL=yes" } else { "SMALL=no" };
        let arguments = [goal, small, part];
        let path = make(&arguments[..if part.is_empty() { 2 } else { 3 }]);
        (place.to_owned(), read(Path::new(path.trim_end())).len())
    });
    assert_eq!(builds, expected);

    let programs = table(programs, 1);
    let expected = targets.into_iter().map(|target| (target.clone(), made_for(&target).len()));
    assert_eq!(programs, expected.collect::<Vec<_>>());

    let modules = table(modules, 0);
    let Some(((_, all), parts)) = modules.split_last() else { panic!("{said}") };
    assert_eq!(*all, read(program::small()).len(), "{said}");
    assert_eq!(parts.iter().map(|(_, bytes)| bytes).sum::<usize>(), *all, "{said}");
    let known = |what: &str| {
        let found = parts.iter().find(|(words, _)| words.starts_with(what));
        found.unwrap_or_else(|| panic!("no {what} in {said}")).1
    };
    assert!(known("not accounted for") * 100 < *all, "{said}");
    for what in ["show", "bond", "kernel", "applet", "texts", "headers"] {
        assert!(known(what) > 0, "{what} in {said}");
    }
}

#[test]
fn another_folder_gives_the_same_program() {
    builds_the_same_in_another_folder("SMALL=no");
}

#[test]
#[ignore = "compiles core in another folder: make test-all"]
fn another_folder_gives_the_same_small_program() {
    builds_the_same_in_another_folder("SMALL=yes");
}

fn builds_the_same_in_another_folder(small: &str) {
    let _alone = alone();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let other = folder("another-folder/of-another-length");
    for entry in fs::read_dir(root).expect("the sources can be listed") {
        let path = entry.expect("the sources can be listed").path();
        if path.file_name().is_none_or(|name| name != "target" && name != ".git") {
            printed(Command::new("cp").arg("-R").arg(&path).arg(&other));
        }
    }
    // Nor is it of importance where cargo keeps the crates' sources.
    let home = |variable: &str| std::env::var_os(variable).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| Some(home("HOME")?.join(".cargo")));
    let cargo = cargo.expect("cargo has a home");
    let elsewhere = folder("another-home-of-cargo");
    for name in ["registry", "config.toml", "config"] {
        if cargo.join(name).exists() {
            let link = std::os::unix::fs::symlink(cargo.join(name), elsewhere.join(name));
            link.unwrap_or_else(|error| panic!("{}: {error}", elsewhere.display()));
        }
    }
    let built = |arguments: &[&str]| {
        let mut make = make_command();
        make.current_dir(&other).env("CARGO_HOME", &elsewhere);
        ask_make(make.args(arguments).arg("FOLDER=programs"))
    };
    built(&["build", small]);
    let there = read(Path::new(built(&["where", small]).trim_end()));
    let here = read(&program::make(&[small]));
    assert_eq!(there.len(), here.len(), "{small}: bytes of the two programs");
    assert!(there == here, "{small}: the two programs differ");
}

/// What `make dist` has packed, by name, with this mask of permissions.
fn dist(targets: &[String], mask: &str) -> BTreeMap<String, PathBuf> {
    let make = make_command();
    // The mask is the shell's to set.
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask $0 && exec \"$@\"", mask, "make"]).args(make.get_args());
    // (The other requirements, its budgets and the compiler that they are for, are tested in build.rs.)
    shell
        .args(["dist", "SOURCE_DATE_EPOCH=1000000000", "ANY_RUST=yes", &only(targets)])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    for (variable, value) in make.get_envs() {
        assert!(value.is_none(), "make's variables are only removed");
        shell.env_remove(variable);
    }
    let said = ask_make(&mut shell);
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    said.lines().map(|line| (name(Path::new(line)), PathBuf::from(line))).collect()
}

/// The name of the release.
fn release() -> String {
    format!("ifenslave-{}", env!("CARGO_PKG_VERSION"))
}

/// The files below a folder, by their paths in it.
fn files_in(folder: &Path) -> BTreeSet<String> {
    let found = printed(Command::new("find").args([".", "-type", "f"]).current_dir(folder));
    found.lines().map(|path| path.trim_start_matches("./").to_owned()).collect()
}

/// Unpacks an archive, whose files are in one folder with its name.
fn unpacked(archive: &Path, name: &str) -> PathBuf {
    // Everything is root's, of the time that was asked for, and for all to read.
    let details = printed(Command::new("tar").args(["--utc", "-tvf"]).arg(archive));
    for line in details.lines() {
        assert!(line.contains(" 0/0 ") && line.contains(" 2001-09-09 01:46 "), "{line}");
        assert!(line.starts_with("-rw-r--r--") || line.contains("rwxr-xr-x"), "{line}");
    }
    let folder = folder(name);
    printed(Command::new("tar").arg("-C").arg(&folder).arg("-xf").arg(archive));
    let inside = folder.join(name);
    assert!(inside.is_dir(), "{} is in a folder {name}", archive.display());
    inside
}

#[test]
fn a_release_has_an_archive_for_each_target_and_is_the_same_whoever_makes_it() {
    let _alone = alone();
    let targets = program::targets();
    let packed = dist(&targets, "022");
    let archives: BTreeMap<&String, String> =
        targets.iter().map(|target| (target, format!("{}-{target}", release()))).collect();
    let expected: BTreeSet<String> = archives
        .values()
        .map(|name| format!("{name}.tar.gz"))
        .chain(["tar.gz", "cdx.json"].map(|end| format!("{}.{end}", release())))
        .collect();
    let names: BTreeSet<String> =
        packed.keys().filter(|name| *name != "SHA256SUMS").cloned().collect();
    assert_eq!(names, expected);
    let sums = packed.get("SHA256SUMS").expect("checksums");
    let folder = sums.parent().expect("a folder");
    assert_eq!(files_in(folder), packed.keys().cloned().collect(), "and nothing else");
    let check = ["--check", "--strict", "--quiet", "SHA256SUMS"];
    printed(Command::new("sha256sum").args(check).current_dir(folder));
    let sums = fs::read_to_string(sums).expect("text");
    let summed = sums.lines().filter_map(|line| Some(line.split_once("  ")?.1.to_owned()));
    assert_eq!(summed.collect::<BTreeSet<_>>(), expected);

    let sources = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (target, name) in &archives {
        let inside = unpacked(packed.get(&format!("{name}.tar.gz")).expect("an archive"), name);
        assert!(read(&inside.join("ifenslave")) == made_for(target), "the program for {target}");
        for (goal, file) in [("where-kit", "ifkit"), ("where-staticlib", "lib/libifenslave.a")] {
            let built = make(&[goal, "SMALL=yes", &format!("TARGET={target}")]);
            assert!(
                read(&inside.join(file)) == read(Path::new(built.trim_end())),
                "{file} for {target}"
            );
        }
        // Each folder is complete, as are the pages at the top.
        for part in ["contrib", "docs", "man"] {
            assert_eq!(files_in(&inside.join(part)), files_in(&sources.join(part)), "{part}");
        }
        for (file, source) in [
            ("README.md", "README.md"),
            ("CHANGELOG.md", "CHANGELOG.md"),
            ("LICENSE-MIT", "LICENSE-MIT"),
            ("LICENSE-APACHE", "LICENSE-APACHE"),
            ("include/ifenslave.h", "staticlib/ifenslave.h"),
        ] {
            assert!(read(&inside.join(file)) == read(&sources.join(source)), "{file}");
        }
        // The licences of all that is linked, as the SBOM lists it.
        let sbom = packed.get(&format!("{}.cdx.json", release())).expect("an SBOM");
        for (name, version) in components(sbom, "required") {
            let name = if name == "rust-core" { "rust" } else { &name };
            let folder = inside.join("licenses").join(format!("{name}-{version}"));
            assert!(folder.is_dir(), "the licence of {name} {version}");
            let licences = files_in(&folder);
            assert!(licences.iter().any(|file| file.contains("LICENSE")), "{licences:?}");
        }
    }

    let bytes = |packed: &BTreeMap<String, PathBuf>| -> BTreeMap<String, Vec<u8>> {
        packed.iter().map(|(name, path)| (name.clone(), read(path))).collect()
    };
    let first = bytes(&packed);
    let second = bytes(&dist(&targets, "077"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, content) in &first {
        assert!(second.get(name) == Some(content), "{name} differs the second time");
    }
}

/// The components of an SBOM with this scope: name and version.
fn components(sbom: &Path, scope: &str) -> BTreeSet<(String, String)> {
    let sbom: serde_json::Value = serde_json::from_slice(&read(sbom)).expect("JSON");
    let all = sbom.get("components").and_then(|all| all.as_array()).expect("components");
    let text = |of: &serde_json::Value, field: &str| {
        of.get(field).and_then(|value| value.as_str()).expect("a text").to_owned()
    };
    let chosen = all.iter().filter(|component| text(component, "scope") == scope);
    chosen.map(|component| (text(component, "name"), text(component, "version"))).collect()
}

#[test]
fn the_sbom_lists_what_is_linked_and_nothing_that_changes() {
    let mut sbom = Command::new("packaging/sbom");
    sbom.args(program::targets()).current_dir(env!("CARGO_MANIFEST_DIR"));
    let said = printed(&mut sbom);
    assert_eq!(printed(&mut sbom), said);
    for word in ["serialNumber", "timestamp", env!("CARGO_MANIFEST_DIR")] {
        assert!(!said.contains(word), "{word} in {said}");
    }
    let path = folder("sbom").join("sbom.cdx.json");
    fs::write(&path, &said).expect("a file");
    let names = |scope| -> BTreeSet<String> {
        components(&path, scope).into_iter().map(|(name, _)| name).collect()
    };
    let (linked, compiler) = (names("required"), names("excluded"));
    for name in ["rustix", "linux-raw-sys", "heapless", "zerocopy", "rust-core"] {
        assert!(linked.contains(name), "{name}: {linked:?}");
    }
    for name in ["zerocopy-derive", "syn"] {
        assert!(compiler.contains(name), "{name}: {compiler:?}");
    }
    // Tests use these, and other systems than Linux.
    for name in ["proptest", "serde_json", "object", "windows-sys"] {
        assert!(!linked.contains(name) && !compiler.contains(name), "{name}");
    }

    // Each reference leads to a component, and each crate has the checksum of Cargo.lock.
    let sbom: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(sbom.get("bomFormat").and_then(|format| format.as_str()), Some("CycloneDX"));
    let version = sbom.pointer("/metadata/component/version").and_then(|version| version.as_str());
    assert_eq!(version, Some(env!("CARGO_PKG_VERSION")));
    let list =
        |field: &str| sbom.get(field).and_then(|list| list.as_array()).expect("a list").clone();
    let reference = |value: Option<&serde_json::Value>| value.expect("a reference").to_string();
    let mut known = BTreeSet::from([reference(sbom.pointer("/metadata/component/bom-ref"))]);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let lock = fs::read_to_string(lock).expect("Cargo.lock can be read");
    for component in list("components") {
        let sum = component.pointer("/hashes/0/content").and_then(|sum| sum.as_str());
        let is_core = component.get("name").is_some_and(|name| name == "rust-core");
        assert!(is_core || sum.is_some_and(|sum| lock.contains(sum)), "{component}");
        known.insert(reference(component.get("bom-ref")));
    }
    let nodes = list("dependencies");
    assert_eq!(nodes.len(), known.len(), "each component has a node");
    for node in nodes {
        let needs = node.get("dependsOn").and_then(|needs| needs.as_array()).expect("a list");
        for named in needs.iter().chain(node.get("ref")) {
            assert!(known.contains(&named.to_string()), "{named}");
        }
    }
}

#[test]
fn the_source_archive_builds_the_same_program_without_network() {
    let _alone = alone();
    let packed = dist(&program::targets(), "022");
    let archive = packed.get(&format!("{}.tar.gz", release())).expect("the sources");
    let sources = unpacked(archive, &release());
    // Crates come from the archive, whatever registry this machine uses.
    let config = fs::read_to_string(sources.join(".cargo/config.toml")).expect("text");
    assert!(config.contains("[source.vendor]") && !config.contains("://"), "{config}");
    let repository = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".cargo/config.toml"));
    assert!(config.as_bytes().starts_with(&repository), "{config}");

    let built = |arguments: &[&str]| {
        let mut make = make_command();
        make.current_dir(&sources).env("CARGO_NET_OFFLINE", "true");
        ask_make(make.env("CARGO_HOME", folder("no-crates")).args(arguments))
    };
    built(&["build"]);
    let there = read(Path::new(built(&["where"]).trim_end()));
    assert!(there == read(&program::make(&[])), "another program");
}

#[test]
fn it_is_installed_with_its_man_page() {
    let _alone = alone();
    let root = folder("installed");
    make(&["build"]);
    make(&["install", "PREFIX=/usr", &format!("DESTDIR={}", root.display())]);
    let program = read(Path::new(make(&["where"]).trim_end()));
    assert!(read(&root.join("usr/sbin/ifenslave")) == program, "the program");
    let page = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("man/ifenslave.8"));
    assert!(read(&root.join("usr/share/man/man8/ifenslave.8")) == page, "the man page");
    let completion = root.join("usr/share/bash-completion/completions/ifenslave");
    assert!(completion.is_file(), "the completion for bash");
}

#[test]
fn the_kit_is_installed_with_a_link_and_a_man_page_for_each_applet() {
    let _alone = alone();
    let root = folder("kit");
    for applets in ["nameif", "ifconfig ifenslave nameif"] {
        let applets = format!("APPLETS={applets}");
        make(&["kit", &applets]);
        make(&["install-kit", "PREFIX=/usr", &format!("DESTDIR={}", root.display()), &applets]);
    }
    assert!(root.join("usr/share/man/man8/ifkit.8").is_file(), "the toolkit's own page");
    // As the last one was made.
    let program = read(Path::new(make(&["where-kit"]).trim_end()));
    assert!(read(&root.join("usr/sbin/ifkit")) == program, "the program");
    let listed = printed(&mut Command::new(root.join("usr/sbin/ifkit")));
    assert_eq!(listed, "ifconfig\nifenslave\nnameif\n");
    for applet in listed.lines() {
        let link = root.join("usr/sbin").join(applet);
        assert_eq!(fs::read_link(&link).expect("a link"), Path::new("ifkit"), "{applet}");
        let usage = printed(Command::new(&link).arg("--help"));
        assert!(usage.starts_with(&format!("Usage: {applet} ")), "{usage}");
        let page = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("man/{applet}.8")));
        assert!(read(&root.join(format!("usr/share/man/man8/{applet}.8"))) == page, "{applet}");
    }
}

#[test]
fn a_kit_has_the_applets_that_are_asked_for_and_no_others() {
    let _alone = alone();
    for (small, budget) in [("SMALL=no", "cargo-ifkit"), ("SMALL=yes", "ifkit")] {
        let mut sizes = Vec::new();
        for applets in ["nameif", "ifconfig nameif", "ifconfig ifenslave nameif"] {
            let applets_argument = format!("APPLETS={applets}");
            make(&["kit", small, &applets_argument]);
            let path = make(&["where-kit", small, &applets_argument]).trim_end().to_owned();
            assert_eq!(printed(&mut Command::new(&path)), applets.replace(' ', "\n") + "\n");
            sizes.push(read(Path::new(&path)).len());
        }
        assert!(sizes.is_sorted_by(|small, large| small < large), "{sizes:?}");
        let limit = program::budgets().get(budget).copied();
        let within = limit.is_some_and(|limit| sizes.last() <= Some(&limit));
        assert!(within, "{small}: {sizes:?}, may be {limit:?}");
    }
}
