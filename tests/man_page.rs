// SPDX-License-Identifier: MIT OR Apache-2.0
//! The man pages: their form, and that they describe the programs.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;
mod simulated;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

const PAGES: [&str; 4] = ["ifconfig", "ifenslave", "ifkit", "nameif"];

fn page_of(program: &str) -> String {
    fs::read_to_string(file(&format!("man/{program}.8"))).expect("there is a man page")
}

fn page() -> String {
    page_of("ifenslave")
}

/// What mandoc says, and whether it is content.
fn mandoc(program: &str, arguments: &[&str]) -> (bool, String) {
    let need = Command::new(file("tests/need")).arg("mandoc:mandoc").stdin(Stdio::null()).status();
    assert!(need.expect("tests/need can be run").success(), "there is no mandoc");
    let mut mandoc = Command::new("mandoc");
    let said = mandoc.args(arguments).arg(file(&format!("man/{program}.8"))).output();
    let said = said.expect("mandoc can be run");
    (said.status.success(), String::from_utf8(said.stdout).expect("text in UTF-8"))
}

fn printed_by(option: &str) -> String {
    let said = Command::new(program::path()).arg(option).output().expect("the program can be run");
    String::from_utf8(said.stdout).expect("text in UTF-8")
}

/// The options that a text has: `-a`, and `--all-interfaces`.
fn options(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.filter(|word| word.starts_with('-') && word.len() > 1).map(str::to_owned).collect()
}

#[test]
fn mandoc_has_nothing_to_complain_of() {
    for page in PAGES {
        let (content, said) = mandoc(page, &["-T", "lint", "-W", "warning"]);
        assert!(content && said.is_empty(), "{said}");
    }
}

#[test]
fn it_has_the_options_of_the_help_and_no_others() {
    // In the page, an option follows Fl: `.It Fl a , Fl -all-interfaces`.
    let page = page();
    let items = page.lines().filter_map(|line| line.strip_prefix(".It Fl "));
    let items: String = items.map(|item| format!("-{} ", item.replace(", Fl ", "-"))).collect();
    let help = printed_by("--help");
    let help = help.split_once("\n\n").expect("the usage is before the options").1;
    let help: String = help.lines().filter(|line| line.starts_with("  -")).collect();
    assert_eq!(options(&items), options(&help));
    assert!(options(&help).contains("--all-interfaces"), "{help}");
}

#[test]
fn its_synopsis_has_the_options_of_the_usage_and_no_others() {
    let (content, said) = mandoc("ifenslave", &["-T", "markdown"]);
    assert!(content, "mandoc can print it");
    let synopsis = said.split("# ").find(|section| section.starts_with("SYNOPSIS"));
    // Letters may be in clusters; long options are words.
    let single = |text: &str| -> BTreeSet<String> {
        let (long, clusters): (Vec<_>, Vec<_>) =
            options(text).into_iter().partition(|option| option.starts_with("--"));
        let letters: Vec<_> = clusters.iter().flat_map(|cluster| cluster.chars().skip(1)).collect();
        long.into_iter().chain(letters.into_iter().map(String::from)).collect()
    };
    // Markdown's emphasis.
    let synopsis = synopsis.expect("there is a synopsis").replace('*', "");
    assert_eq!(single(&synopsis), single(&printed_by("--usage")));
}

/// The options of a bond: all names, the names of the values, and the rest of the row, as the program has them.
fn bond_options() -> Vec<(Vec<String>, Vec<String>, String)> {
    let source = fs::read_to_string(file("src/option/table.rs")).expect("the options are there");
    let table = source.split("const TABLE").nth(1).and_then(|rest| rest.split("];").next());
    // A row: `("lacp_rate", "slow fast", row(21, ...)),`; of a SWITCH, the values are off and on.
    let pieces: Vec<&str> = table.expect("there is a table").split('"').skip(1).collect();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let row = |row: &[&str]| match *row {
        [names, _, _, rest] if rest.contains("SWITCH") => {
            (words(names), words("off on"), rest.to_owned())
        }
        [names, _, values, rest] => (words(names), words(values), rest.to_owned()),
        _ => panic!("{row:?}"),
    };
    let rows: Vec<_> = pieces.chunks(4).map(row).collect();
    assert!(rows.len() > 30, "{rows:#?}");
    rows
}

/// The section of the page with the options of a bond.
fn bond_options_of_the_page() -> String {
    let page = page();
    let section = page.split(".Sh ").find(|section| section.starts_with("BOND OPTIONS"));
    section.expect("there is a section about the options of a bond").to_owned()
}

#[test]
fn it_has_the_options_of_a_bond_with_their_values_in_order_and_no_others() {
    let (section, options) = (bond_options_of_the_page(), bond_options());
    // Other names follow the first one; in the page, they are in parentheses.
    let others: Vec<&String> = options.iter().flat_map(|(names, ..)| &names[1..]).collect();
    assert!(others.len() > 3, "{others:?}");
    let lines = section.lines().filter_map(|line| line.strip_prefix(".Pq Cm "));
    assert_eq!(lines.flat_map(|line| line.split(" , ")).collect::<Vec<_>>(), others);
    // In the page: `.It Cm lacp_rate=slow|fast`, or `.It Cm miimon Ns = Ns Ar MILLISECONDS`.
    let expected: Vec<String> = options
        .iter()
        .map(|(names, values, _)| match values.as_slice() {
            [] => names[0].clone(),
            values => format!("{}={}", names[0], values.join("|")),
        })
        .collect();
    let items = section.lines().filter_map(|line| line.strip_prefix(".It Cm "));
    let items: Vec<&str> = items.map(|item| item.split(' ').next().unwrap_or(item)).collect();
    assert_eq!(items, expected);
}

#[test]
fn its_table_of_bond_options_has_their_values_and_modes() {
    let section = bond_options_of_the_page();
    // A row: `.It lacp_rate Ta 3.14 Ta 4 Ta slow, fast`.
    let rows = section.lines().filter(|line| line.contains(" Ta ") && !line.contains(" Sy "));
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split(" Ta ").collect()).collect();
    let options = bond_options();
    assert_eq!(rows.len(), options.len());
    for (row, (names, values, rest)) in rows.iter().zip(&options) {
        let [name, since, modes, described] = row.as_slice() else { panic!("{row:?}") };
        assert_eq!(name.strip_prefix(".It "), Some(names[0].as_str()));
        let version = since.split('.').all(|part| part.parse::<u32>().is_ok());
        assert!(version || *since == "any", "{row:?}");
        assert!(described.starts_with(&values.join(", ")), "{row:?}: {values:?}");
        if names[0] != "mode" {
            let in_source = rest.rsplit(", ").find_map(|word| {
                let word = word.trim_matches(|c: char| !c.is_ascii_alphabetic());
                [
                    ("ANY", "all"),
                    ("ARP", r"0\(en3"),
                    ("ONE", "1, 5, 6"),
                    ("RR", "0"),
                    ("LACP", "4"),
                    ("TLB", "5, 6"),
                ]
                .iter()
                .find(|(constant, _)| *constant == word)
            });
            assert_eq!(in_source.map(|(_, text)| text), Some(modes), "{row:?}");
        }
    }
}

#[test]
fn a_scenario_tries_each_bond_option_on_the_kernels_that_have_it() {
    let scenario = fs::read_to_string(file("tests/lab/scenarios/bond-options-since.sh"));
    let scenario = scenario.expect("the scenario is there");
    let section = bond_options_of_the_page();
    let mut count = 0;
    for row in section.lines().filter(|line| line.contains(" Ta ") && !line.contains(" Sy ")) {
        let row: Vec<&str> = row.split(" Ta ").collect();
        let [name, since, _, described] = row.as_slice() else { panic!("{row:?}") };
        let name = name.trim_start_matches(".It ");
        // A value may be younger: `(the last since 5.12)`. No kernel of the lab is older than the first few.
        let younger =
            described.split_once("since ").and_then(|(_, rest)| rest.split([' ', ')']).next());
        for version in [Some(*since), younger].into_iter().flatten() {
            if ["any", "3.13", "3.14", "3.15"].contains(&version) {
                continue;
            }
            let tried = match name {
                "use_carrier" => "rejects use_carrier".to_owned(),
                _ => format!("\n{name} {version} "),
            };
            assert!(scenario.contains(&tried), "{name} {version}");
            count += 1;
        }
    }
    assert!(count > 10, "{count} options");
}

#[test]
fn a_scenario_runs_its_examples() {
    let scenario = fs::read_to_string(file("tests/lab/scenarios/man-page-examples.sh"));
    let scenario = scenario.expect("the scenario is there");
    let page = page();
    let examples = page.split(".Sh ").find(|section| section.starts_with("EXAMPLES"));
    let examples = examples.expect("there are examples");
    let mut commands = 0;
    for block in examples.split(".Bd -literal").skip(1) {
        let block = block.split(".Ed").next().unwrap_or_default().lines().skip(1);
        for line in block.map(|line| line.replace(r"\e", r"\")) {
            // What no guest of the lab has.
            if !["jq ", "--json", "modprobe"].iter().any(|word| line.contains(word)) {
                assert!(scenario.contains(line.trim()), "{line}");
                commands += 1;
            }
        }
    }
    assert!(commands > 15, "{commands} commands");
}

/// The words of a text that are ifconfig's: those in small letters.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
    let words = words.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase() || c == '-'));
    words
        .map(|word| word.trim_start_matches('-').to_owned())
        .filter(|word| word.len() > 1)
        .collect()
}

#[test]
fn the_page_of_ifconfig_has_the_words_of_the_usage_and_the_program_takes_them() {
    let page = page_of("ifconfig");
    let items = page.lines().filter_map(|line| line.strip_prefix(".It Cm "));
    let items: Vec<&str> = items.map(|item| item.split(" Ar ").next().unwrap_or(item)).collect();
    let in_page = words(&items.join(" ").replace("Ns | Ns Cm", "").replace(" Cm ", " "));

    let machine = simulated::Machine::with([simulated::ethernet("eth0")]);
    let usage = machine.kit("ifconfig --help").stdout;
    // After the interface's name.
    let usage = usage.split_once("ifconfig IFACE").expect("how one is configured").1;
    assert_eq!(in_page, words(usage));
    for word in in_page {
        let run = machine.kit(&format!("ifconfig eth0 {word}"));
        assert!(
            !run.stderr.contains("bad address") || "ether infiniband".contains(&word),
            "{run:?}"
        );
    }
}

#[test]
fn its_messages_are_in_the_words_of_the_program() {
    let source = fs::read_to_string(file("src/output/message.rs")).expect("the messages are there");
    let words = source.replace("{can't }", "can't ");
    // Strings of the source, between quotation marks.
    let words: Vec<&str> = words.split('"').skip(1).step_by(2).collect();
    let page = page();
    let diagnostics = page.split(".Bl -diag").nth(1).and_then(|rest| rest.split(".El").next());
    let diagnostics = diagnostics.expect("there is a list of messages");
    let messages: Vec<String> = diagnostics
        .lines()
        .filter_map(|line| line.strip_prefix(".It "))
        .map(|line| {
            // These are words between two texts of the program's.
            line.replace(" after SECONDS s", "")
                .replace("MASTER: SLAVE has", " has")
                .replace("MASTER: SLAVE is", " is")
                .replace("MASTER: SLAVE does", " does")
                .replace("MASTER: OPTION is", " is")
                .replace("MASTER: OPTION requires", " requires")
                .replace("SLAVE: not", ": not")
                .replace("waiting for SLAVE", "waiting for ")
                .replace("NAME: ", "{master}: ")
                .replace("OLD to NEW", "{master} to {slave}")
                .replace(": NAME", ": ")
                .replace(": SPEC", ": ")
                .replace(": LABEL", ": ")
                .replace("below UPPER", "below ")
                .replace("-m does", " does")
                .replace("22528", "{number}")
                .replace("NUMBER", "{number}")
                .replace("SECONDS", "{seconds}")
                .replace("INTERFACE", "{interface}")
                .replace("MASTER", "{master}")
                .replace("SLAVE", "{slave}")
                .replace("OPTION=VALUE", "")
                .replace("OPTION", "")
        })
        .collect();
    assert!(messages.len() > 10, "{messages:#?}");
    for message in messages {
        // In a message with a reason, a colon precedes the reason, and a hint in parentheses follows it.
        let (rest, hint) = message
            .split_once(" (")
            .map_or((&*message, None), |(rest, hint)| (rest, Some(format!(" ({hint}"))));
        let said = rest.rsplit_once(": ").map_or(rest, |(said, _)| said);
        let is = |text: &str| words.contains(&text);
        let whole = is(rest) || is(&message);
        assert!(whole || is(said) && hint.as_deref().is_none_or(is), "{message}");
    }
}

#[test]
fn the_messages_of_the_other_pages_are_what_is_said() {
    use ifenslave::kernel::Errno;
    use simulated::{Machine, ethernet};

    let machine = || Machine::with([ethernet("eth0").hwaddr([2, 0, 0, 0, 0, 1]), ethernet("eth1")]);
    let refused = |what: &str, reason| machine().fail_each(what, reason);
    let said = [
        refused("SetMtu eth0", Errno::INVAL).kit("ifconfig eth0 mtu 9"),
        machine().kit("ifconfig eth0 eth1"),
        machine().kit("ifconfig eth0 224.0.0.1"),
        machine().kit("ifconfig eth0 10.0.0.1 netmask 0.255.255.255"),
        machine().kit("ifconfig eth1 netmask 255.0.0.0"),
        machine().kit("ifconfig eth0 hw ether ff:ff:ff:ff:ff:ff"),
        machine().kit("ifconfig eth0 hw infiniband 80000048fe80000000000000000002c902002013"),
        machine().kit("ifconfig eth0 io_addr 14x"),
        machine().kit("ifconfig eth9"),
        machine().kit("nameif lan0 52:54"),
        refused("SetName eth0", Errno::BUSY).kit("nameif lan0 2:0:0:0:0:1"),
        machine().kit("nameif eth1 2:0:0:0:0:1"),
    ];
    let page = [page_of("ifconfig"), page_of("nameif")].concat();
    let messages: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".It ")).collect();
    let messages =
        messages.into_iter().filter(|line| line.contains("if: ") || line.contains("ig: "));
    assert_eq!(
        messages.collect::<Vec<_>>(),
        said.map(|run| run.stderr).concat().lines().collect::<Vec<_>>()
    );
}
