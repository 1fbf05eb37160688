// SPDX-License-Identifier: MIT OR Apache-2.0
//! The structure of the sources: dependencies point down, and no file is too long to read.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "for tests only")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the top down. A file may use those of its own layer and of the layers below.
const LAYERS: &[&[&str]] = &[
    &["main", "kit", "start"],
    &["bonding", "cli"],
    &["status", "create"],
    &["bond", "show"],
    &["option"],
    &["output"],
    &["netdevice"],
    &["kernel"],
    &["netlink"],
    &["netdevice/drvinfo", "netdevice/ifbond", "netdevice/ifreq"],
    &["netdevice/ifname", "sys"],
    &["native", "parse"],
];

/// The lines that a file may have, without its tests.
const LONGEST: usize = 400;

/// The lines of all files that may depend on a feature.
const FEATURE_LINES: usize = 45;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// A module's path, with slashes, and its code without tests.
fn modules() -> BTreeMap<String, String> {
    fn collect(folder: &Path, to: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, to);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(source()).unwrap().with_extension("");
                let text = fs::read_to_string(&path).unwrap();
                let tests =
                    text.find("\n#[cfg(test)]\nmod tests").or(text.find("\n#[cfg(all(test"));
                let code = text[..tests.unwrap_or(text.len())].to_owned();
                to.insert(name.to_str().unwrap().into(), code);
            }
        }
    }
    let mut modules = BTreeMap::new();
    collect(&source(), &mut modules);
    modules.remove("lib");
    modules
}

/// The modules that a module uses: for each `use`, the file that defines the name or re-exports it.
fn used(name: &str, code: &str, modules: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for path in use_paths(code) {
        let mut parts: Vec<&str> = path.split("::").collect();
        let mut at: Vec<&str> = match parts[0] {
            "crate" => Vec::new(),
            "super" => name.split('/').collect(),
            // A child of this module, or another crate.
            _ if modules.contains_key(&format!("{name}/{}", parts[0])) => {
                name.split('/').chain([parts[0]]).collect()
            }
            _ => continue,
        };
        while parts.first() == Some(&"super") {
            at.pop();
            parts.remove(0);
        }
        let mut found = None;
        let mut file = at.join("/");
        if modules.contains_key(&file) {
            found = Some(file.clone());
        }
        for part in parts.iter().filter(|part| **part != "crate") {
            file = if file.is_empty() { (*part).to_owned() } else { format!("{file}/{part}") };
            if modules.contains_key(&file) {
                found = Some(file.clone());
            }
        }
        used.extend(found.filter(|found| found != name));
    }
    used
}

/// The paths in the `use` declarations, each name of a group on its own.
fn use_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        let starts_line = rest[..at].rsplit('\n').next().is_some_and(|line| {
            let line = line.trim();
            line.is_empty() || line == "pub" || line == "pub(crate)" || line == "pub(super)"
        });
        rest = &rest[at + 4..];
        if !starts_line {
            continue;
        }
        let end = rest.find(';').unwrap();
        expand("", rest[..end].trim(), &mut paths);
    }
    paths
}

/// Expands `a::{b, c::{d, e}}`.
fn expand(prefix: &str, path: &str, to: &mut Vec<String>) {
    let Some((start, group)) = path.split_once('{') else {
        to.push(format!("{prefix}{}", path.split(" as ").next().unwrap().trim()));
        return;
    };
    let prefix = format!("{prefix}{}", start.trim());
    let group = group.trim().strip_suffix('}').unwrap();
    let (mut depth, mut begin) = (0, 0);
    for (at, character) in group.char_indices().chain([(group.len(), ',')]) {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let part = group[begin..at].trim();
                begin = (at + 1).min(group.len());
                match part {
                    "" => {}
                    "self" => to.push(prefix.trim_end_matches("::").to_owned()),
                    part => expand(&prefix, part, to),
                }
            }
            _ => {}
        }
    }
}

/// The number of a module's layer: that of the longest entry that it is, or is in.
fn layer(name: &str) -> usize {
    let matches = |entry: &str| name == entry || name.starts_with(&format!("{entry}/"));
    let entries =
        LAYERS.iter().enumerate().flat_map(|(at, layer)| layer.iter().map(move |e| (at, *e)));
    let found = entries.filter(|(_, entry)| matches(entry)).max_by_key(|(_, entry)| entry.len());
    found.unwrap_or_else(|| panic!("src/{name}.rs is in no layer")).0
}

#[test]
fn dependencies_point_down() {
    let modules = modules();
    let mut wrong = Vec::new();
    for (name, code) in &modules {
        for other in used(name, code, &modules) {
            if layer(&other) < layer(name) {
                wrong.push(format!("src/{name}.rs uses src/{other}.rs"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_uses_itself_through_others() {
    let modules = modules();
    let mut left: BTreeMap<&String, BTreeSet<String>> =
        modules.iter().map(|(name, code)| (name, used(name, code, &modules))).collect();
    // A module's own children may use its names: `use super::…`.
    for (name, uses) in &mut left {
        uses.retain(|other| !name.starts_with(&format!("{other}/")));
    }
    loop {
        let names: BTreeSet<String> = left.keys().map(|name| (*name).clone()).collect();
        let before = left.len();
        left.retain(|_, uses| uses.iter().any(|other| names.contains(other)));
        if left.len() == before {
            break;
        }
    }
    assert!(left.is_empty(), "a cycle: {left:#?}");
}

#[test]
fn a_use_is_found_in_each_form() {
    let code = "use crate::a::B;\n    use super::c::{self, D, e::{F, G}};\npub use h::I as J;\n// use k::L;\n";
    let paths =
        ["crate::a::B", "super::c", "super::c::D", "super::c::e::F", "super::c::e::G", "h::I"];
    assert_eq!(use_paths(code), paths);
}

#[test]
fn the_modules_that_a_file_uses_are_found() {
    let modules = modules();
    let used = used("bond/change", &modules["bond/change"], &modules);
    for other in ["bond/plan", "bond/step", "kernel", "netlink", "output"] {
        assert!(used.contains(other), "{other}: {used:?}");
    }
    assert!(!used.contains("cli"), "{used:?}");
}

#[test]
fn no_file_is_long() {
    let long: Vec<String> = (modules().iter())
        .map(|(name, code)| (name, code.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(name, lines)| format!("src/{name}.rs: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn few_lines_depend_on_a_feature() {
    let all = modules();
    let lines = all.values().flat_map(|code| code.lines());
    let count = lines.filter(|line| line.contains("cfg") && line.contains("feature = ")).count();
    assert!(count <= FEATURE_LINES, "{count} lines");
}

#[test]
fn each_file_names_its_licence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["src", "tests", "staticlib/src"].map(|name| folder.join(name)).into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !fs::read_to_string(&path)
                    .unwrap()
                    .starts_with("// SPDX-License-Identifier: MIT OR Apache-2.0\n")
            {
                missing.push(path);
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
