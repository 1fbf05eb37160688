// SPDX-License-Identifier: MIT OR Apache-2.0
//! The README and the other Markdown pages: length, links, quoted output, and the recording of the demo.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The Markdown files of the repository, as git lists them.
fn pages() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "*.md"])
        .current_dir(project())
        .output()
        .expect("git can be run");
    let listed = String::from_utf8(listed.stdout).expect("text in UTF-8");
    listed.lines().filter(|path| project().join(path).exists()).map(str::to_owned).collect()
}

/// The anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// The text outside code blocks.
fn prose(page: &str) -> String {
    let mut code = false;
    let outside = page.lines().filter(|line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !code && !fence && !line.starts_with("    ")
    });
    outside.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_readme_fits_on_one_page() {
    let lines = read("README.md").lines().count();
    assert!(lines <= 170, "README.md has {lines} lines");
}

#[test]
fn each_link_leads_to_a_file_and_a_heading_that_exist() {
    let pages = pages();
    assert!(pages.len() > 10, "{pages:?}");
    for page in &pages {
        let text = prose(&read(page));
        let targets = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        for target in targets.filter(|target| !target.contains("://")) {
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let folder = Path::new(page).parent().expect("a file is in a folder");
            let path = if path.is_empty() { PathBuf::from(page) } else { folder.join(path) };
            assert!(project().join(&path).exists(), "{page}: {target} does not exist");
            if !heading.is_empty() {
                let other = read(&path.to_string_lossy());
                let mut headings = other.lines().filter(|line| line.starts_with('#'));
                let found =
                    headings.any(|line| anchor(line.trim_start_matches(['#', ' '])) == heading);
                assert!(found, "{page}: {target} is no heading");
            }
        }
    }
}

#[test]
fn the_commands_of_the_readme_print_what_a_scenario_expects() {
    // The scenario runs the commands on real kernels.
    let scenario = read("tests/lab/scenarios/readme-commands.sh");
    let transcript = scenario.split_once("<<'TRANSCRIPT'\n").expect("the transcript").1;
    let transcript = transcript.split_once("TRANSCRIPT\n").expect("its end").0;
    let readme = read("README.md");
    let mut shown = String::new();
    let mut inside = false;
    for line in readme.lines() {
        let code = line.strip_prefix("    ");
        inside = code.is_some_and(|code| inside || code.starts_with("$ "));
        if let Some(code) = code.filter(|_| inside) {
            shown += &format!("{code}\n");
        }
    }
    assert_eq!(shown, transcript);
}

#[test]
fn the_recording_is_small_and_shows_the_demo() {
    let recording = read("docs/demo.svg");
    assert!(recording.len() < 60_000, "{} bytes", recording.len());
    assert!(recording.contains("prefers-color-scheme: dark"), "it has one theme only");
    let demo = read("tests/lab/guest/demo.sh");
    let texts = recording.split("<text ").skip(1).map(|text| {
        let text = text.split_once('>').expect("a tag").1.split_once("</text>").expect("its end").0;
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    });
    let mut commands = 0;
    for text in texts {
        if let Some(command) = text.strip_prefix("$ ") {
            let command = command.trim_end_matches(" &");
            assert!(demo.contains(command), "the demo does not run {command}: make recording");
            commands += 1;
        } else if let Some(told) = text.strip_prefix("* ") {
            assert!(demo.contains(told), "the demo does not say {told}: make recording");
        }
    }
    assert!(commands > 3, "{commands} commands");
}
