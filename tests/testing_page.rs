// SPDX-License-Identifier: MIT OR Apache-2.0
//! docs/testing.md, the map of the tests: everything that it names exists, and it names every scenario and every file
//! of tests.

#![allow(clippy::expect_used, reason = "these are tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A file of the project.
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).expect("a file of the project")
}

/// The names of the files in a folder that end like this, without that end.
fn files(folder: &str, end: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let names = fs::read_dir(&folder).expect("a folder of the project");
    let names =
        names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter_map(|name| Some(name.strip_suffix(end)?.to_owned())).collect()
}

/// A section of the page, by its heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, from) = page.split_once(&format!("\n## {heading}\n")).expect("the section");
    from.split_once("\n## ").map_or(from, |(section, _)| section)
}

/// What stands between backticks in the rows of its tables, their heads included.
fn names(section: &str) -> impl Iterator<Item = &str> {
    let rows = section.lines().filter(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('`').skip(1).step_by(2))
}

/// Whether a name is of this pattern, in which `*` stands for any text.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((begin, rest)) => name.strip_prefix(begin).is_some_and(|name| {
            (0..=name.len()).filter_map(|at| name.get(at..)).any(|name| matches(rest, name))
        }),
    }
}

/// The names of the map that are in the columns of tests: files, and patterns of scenarios.
fn map(page: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let rows = section(page, "The map").lines().filter(|line| line.starts_with("| "));
    let tests = rows.skip(1).flat_map(|row| row.split(" | ").skip(1));
    let names = tests.flat_map(|column| column.split('`').skip(1).step_by(2));
    // A machine has a slash in it, too.
    names.filter(|name| *name != "6.12/hosted").partition(|name| name.contains('/'))
}

#[test]
fn each_file_that_it_names_exists() {
    let page = read("docs/testing.md");
    for name in page.split('`').skip(1).step_by(2).filter(|name| name.starts_with("tests/")) {
        if name.contains('*') {
            continue;
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        assert!(path.exists(), "docs/testing.md names {name}");
    }
}

#[test]
fn it_names_each_file_of_tests() {
    let page = read("docs/testing.md");
    for name in files("tests", ".rs") {
        assert!(
            page.contains(&format!("`tests/{name}.rs`")),
            "tests/{name}.rs is not in docs/testing.md"
        );
    }
}

#[test]
fn each_scenario_that_it_names_exists_and_each_that_exists_is_named() {
    let page = read("docs/testing.md");
    let scenarios = files("tests/lab/scenarios", ".sh");
    let (_, patterns) = map(&page);
    assert!(patterns.len() > 50, "{patterns:?}");
    for pattern in &patterns {
        let any = scenarios.iter().any(|name| matches(pattern, name));
        assert!(any, "docs/testing.md names {pattern}, and there is no such scenario");
    }
    for name in &scenarios {
        let any = patterns.iter().any(|pattern| matches(pattern, name));
        assert!(any, "the scenario {name} is not in docs/testing.md");
    }
}

#[test]
fn each_word_for_scenarios_that_it_names_exists() {
    let page = read("docs/testing.md");
    let folder = "tests/lab/guest/lib";
    let mut words = String::new();
    for name in files(folder, ".sh") {
        assert!(
            page.contains(&format!("\n| `{name}` |")),
            "{folder}/{name}.sh is not in docs/testing.md"
        );
        words += &format!("\n{}", read(&format!("{folder}/{name}.sh")));
    }
    let tables = section(&page, "Writing a scenario");
    let (_, tables) = tables.split_once("\n| `network` |").expect("the tables of words");
    let mut count = 0;
    for word in names(tables) {
        if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            let is_file = files(folder, ".sh").contains(word);
            assert!(is_file || words.contains(&format!("\n{word}() ")), "there is no word {word}");
            count += 1;
        }
    }
    assert!(count > 50, "only {count} words");
}
