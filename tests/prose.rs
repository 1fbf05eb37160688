// SPDX-License-Identifier: MIT OR Apache-2.0
//! Plain English: no file of `CHECKED` contains an idiom of `IDIOMS`.
//!
//! Only prose is checked: not code, quoted output, or messages, which are often BusyBox's own.

#![allow(clippy::panic, clippy::indexing_slicing, clippy::expect_used, reason = "these are tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// The files to check: a folder, with the folders in it, and the end of the names.
const CHECKED: &[(&str, &str)] = &[
    ("", ".md"),
    ("man", ".8"),
    ("", "Makefile"),
    ("contrib/completion", ".bash"),
    ("src", ".rs"),
    ("tests", ".rs"),
    ("tests", ".sh"),
    ("contrib", ".sh"),
];

/// Folders that are not ours.
const SKIPPED: &[&str] = &["target", ".git", "fuzz/target"];

/// Idioms that are hard to understand, and what to write instead. `*` stands for one word.
const IDIOMS: &[(&str, &str)] = &[
    ("tell", "report, print, return or read"),
    ("tells", "reports, prints, returns or reads"),
    ("told", "reported, printed or known"),
    ("whoever", "the caller, or another process"),
    ("somebody", "another process, or a user"),
    ("anybody", "any user"),
    ("nobody", "no process"),
    ("for who", "for the user who"),
    ("what cannot", "an item that cannot"),
    ("what can be", "an item that can be"),
    ("what is refused", "a rejected request"),
    ("what is wrong", "an error"),
    ("what makes no sense", "invalid input"),
    ("make no sense", "are invalid"),
    ("makes no sense", "is invalid"),
    ("refuse", "reject"),
    ("refuses", "rejects"),
    ("refused", "rejected"),
    ("put back", "restored"),
    ("puts back", "restores"),
    ("let go", "released"),
    ("has its turn", "is next"),
    ("is passed over", "is ignored"),
    ("affair", "is managed by"),
    ("as it was found", "restored"),
    ("as they were found", "restored"),
    ("as found", "restored"),
    ("from nothing", "create"),
    ("behind", "after"),
    ("beside", "next to, or compared with"),
    ("besides", "also"),
    ("likewise", "the same"),
    ("in place of", "instead of"),
    ("and its kin", "and similar functions"),
    ("and its like", "and similar signals"),
    ("the classic", "BusyBox"),
    ("the seam", "the system interface"),
    ("hosted", "linked into BusyBox"),
    ("2.4 age", "Linux 2.4"),
    ("sceptic", "fault injection"),
    ("stand in the way", "prevent"),
    ("stands in the way", "prevents"),
    ("in * way of", "prevents"),
    ("leaves to the program", "are performed by ifenslave"),
    ("leave to the program", "are performed by ifenslave"),
    ("the last one counts", "the last option wins"),
    ("asks for by", "requests"),
    ("of old", "traditional"),
    ("of today", "current"),
    ("anew", "again"),
    ("by then", "then"),
    ("what else", "other items"),
    ("once more", "again"),
];

/// Places where an idiom is right: the file, and text around it.
const ALLOWED: &[(&str, &str)] = &[
    // A number of repetitions.
    ("docs/performance.md", "once more for each further few thousand"),
    // An example of an idiom.
    ("tests/prose.rs", "let told = 1;"),
];

/// A word of prose, and its line. A sign that ends a clause is a word, too, so that no idiom spans it.
struct Word {
    text: String,
    line: usize,
}

fn words(lines: impl Iterator<Item = (usize, String)>) -> Vec<Word> {
    let mut words = Vec::new();
    for (line, text) in lines {
        let mut word = String::new();
        for c in text.to_lowercase().chars().chain([' ']) {
            if c.is_alphanumeric() || "'-_/.".contains(c) {
                word.push(c);
                continue;
            }
            let ended = word.ends_with('.') || ".,;:!?()|".contains(c);
            let text = word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            word.clear();
            if !text.is_empty() {
                words.push(Word { text, line });
            }
            if ended {
                words.push(Word { text: ".".to_owned(), line });
            }
        }
    }
    words
}

/// The prose of Markdown: without blocks of code, and with a placeholder for code in a line.
fn markdown(text: &str) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut prose = Vec::new();
    let mut code = false;
    for (line, text) in text.lines().enumerate() {
        if text.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && (code || !text.starts_with("    ")) {
            // Code may continue on the next line.
            let mut kept = String::new();
            for (index, piece) in text.split('`').enumerate() {
                if index > 0 {
                    code = !code;
                    kept.push_str(if code { " code " } else { " " });
                }
                if !code {
                    // A link leads somewhere; its text is prose.
                    kept.push_str(&piece.replace("](", "] | "));
                }
            }
            prose.push((line + 1, kept));
        }
        if text.is_empty() {
            code = false;
        }
    }
    prose
}

/// The prose of a manual page: without displays of code, and without messages.
fn manual(text: &str) -> Vec<(usize, String)> {
    let mut prose = Vec::new();
    let (mut display, mut messages) = (false, false);
    for (line, text) in text.lines().enumerate() {
        let mut fields = text.split(' ');
        match fields.next().unwrap_or_default() {
            ".Bd" => display = true,
            ".Ed" => display = false,
            ".Bl" => messages = text.contains("-diag"),
            ".El" => messages = false,
            ".It" if messages => {}
            ".Dl" | ".Ql" | ".D1" | ".\\\"" => {}
            ".Ss" | ".Sh" | ".Nd" => prose.push((line + 1, text[3..].to_owned() + ".")),
            ".It" | ".Pq" | ".Dq" | ".Qq" => prose.push((line + 1, text[3..].to_owned())),
            macros if macros.starts_with('.') => prose.push((line + 1, "code".to_owned())),
            _ if display => {}
            _ => prose.push((line + 1, text.to_owned())),
        }
    }
    prose
}

/// The comments of a source: Rust's, or a script's.
fn comments(text: &str, sign: &str) -> Vec<(usize, String)> {
    let mut prose = Vec::new();
    // In documentation, examples are code.
    let mut example = false;
    for (line, text) in text.lines().enumerate() {
        let comment = match text.trim_start().strip_prefix(sign) {
            Some(whole) => Some(whole),
            None => text.split_once(&format!(" {sign} ")).map(|(_, comment)| comment),
        };
        // A scenario's `# hosted: no` is a setting.
        let is_setting =
            comment.is_some_and(|comment| comment.ends_with(": no") || comment.ends_with(": yes"));
        if let Some(comment) = comment.filter(|_| !is_setting) {
            let comment = comment.trim_start_matches(['/', '!']);
            if comment.trim_start().starts_with("```") {
                example = !example;
            }
            if example {
                continue;
            }
            prose.extend(
                markdown(comment.trim_start()).into_iter().map(|(_, text)| (line + 1, text)),
            );
        } else {
            // Comments with code between them are separate.
            prose.push((line + 1, ".".to_owned()));
        }
    }
    prose
}

fn prose(path: &str, text: &str) -> Vec<Word> {
    let lines = match path.rsplit(['.', '/']).next() {
        Some("md") => markdown(text),
        Some("8") => manual(text),
        Some("rs") => comments(text, "//"),
        Some("sh" | "bash" | "Makefile") => comments(text, "#"),
        _ => panic!("{path}: which part of it is prose?"),
    };
    words(lines.into_iter())
}

/// The idioms in a text: their lines, themselves, and what to write.
fn found(words: &[Word]) -> Vec<(usize, &'static str, &'static str)> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        for (idiom, better) in IDIOMS {
            let mut pattern = idiom.split(' ').enumerate();
            let is = |(index, part): (usize, &str)| {
                words.get(at + index).is_some_and(|word| {
                    if part == "*" { word.text != "." } else { word.text == part }
                })
            };
            if pattern.all(is) {
                found.push((words[at].line, *idiom, *better));
            }
        }
    }
    found
}

/// The files in a folder, and in those below it, whose names end so.
fn files(folder: &Path, end: &str, list: &mut Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join(folder)).expect("a folder of the project");
    let mut names: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").file_name().into()).collect();
    names.sort();
    for name in names {
        let path = folder.join(name);
        let text = path.to_string_lossy().into_owned();
        if root.join(&path).is_dir() {
            if !SKIPPED.contains(&&*text) {
                files(&path, end, list);
            }
        } else if text.ends_with(end) {
            list.push(text);
        }
    }
}

#[test]
fn the_prose_is_plain_english() {
    let mut list = Vec::new();
    for (folder, end) in CHECKED {
        files(Path::new(folder), end, &mut list);
    }
    assert!(list.len() > 15, "{list:?}");
    let mut complaints = Vec::new();
    for path in &list {
        let text =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a text");
        let lines: Vec<&str> = text.lines().collect();
        for (line, idiom, better) in found(&prose(path, &text)) {
            let around = lines[line.saturating_sub(2)..lines.len().min(line + 1)].join(" ");
            if !ALLOWED.iter().any(|(file, text)| file == path && around.contains(text)) {
                complaints.push(format!("{path}:{line}: \"{idiom}\": write {better}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn each_allowed_place_exists() {
    for (path, text) in ALLOWED {
        let page =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a text");
        let page = page.lines().collect::<Vec<_>>().join(" ");
        assert!(page.contains(text), "{path}: {text}");
    }
}

#[test]
fn idioms_are_found_in_prose_and_not_in_code() {
    for (path, text, lines) in [
        ("a.md", "It tells.\n\n    tells\n\nIt `tells` what\ncannot be.\n", vec![1, 5]),
        ("a.md", "```\ntold\n```\nRun [tell](told.md), and `a\ntold` b, told.\n", vec![4, 5]),
        ("a.8", ".Bd -literal\ntold\n.Ed\n.Bl -diag\n.It refused\nIt was refused.\n.El\n", vec![6]),
        ("a.8", ".Fl a\ntells\n.Ql told\n.Sh Told\n", vec![2, 4]),
        (
            "a.rs",
            "/// It\n/// is put\n/// back.\nlet told = 1; // as it was found\n// `told`\n",
            vec![2, 4],
        ),
        ("a.sh", "#!/bin/sh\n# Nobody waits.\necho nobody\n", vec![2]),
    ] {
        let found: Vec<usize> = found(&prose(path, text)).iter().map(|(line, ..)| *line).collect();
        assert_eq!(found, lines, "{path}: {text}");
    }
}
