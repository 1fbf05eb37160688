//! The completion for bash, in a real bash: options, bond options with their values, and interfaces.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/contrib/completion/ifenslave.bash");

/// A machine with bond0 (slaves eth0 and eth1), bond1, eth2 and lo, as sysfs shows them.
fn sysfs(test: &str) -> PathBuf {
    let folder = program::folder(&format!("completion-{test}"));
    let net = folder.join("net");
    for (name, slaves) in [("bond0", Some("eth0 eth1\n")), ("bond1", Some("\n"))]
        .into_iter()
        .chain(["eth0", "eth1", "eth2", "lo"].map(|name| (name, None)))
    {
        // There, each interface is a link to the folder of its device.
        let device = folder.join("devices").join(name);
        fs::create_dir_all(device.join(if slaves.is_some() { "bonding" } else { "queues" }))
            .expect("a folder");
        if let Some(slaves) = slaves {
            fs::write(device.join("bonding/slaves"), slaves).expect("a file");
        }
        fs::create_dir_all(&net).expect("a folder");
        symlink(&device, net.join(name)).expect("a link");
    }
    fs::write(net.join("bonding_masters"), "bond0 bond1\n").expect("a file");
    net
}

/// The completions of this command line, with the cursor at its end.
fn completions(net: &Path, line: &str) -> Vec<String> {
    completions_with(net, line, "$' \\t\\n\"\\'><=;|&(:'")
}

/// The same where bash splits words at these characters.
fn completions_with(net: &Path, line: &str, breaks: &str) -> Vec<String> {
    let script = format!(
        "source '{SCRIPT}'; _ifenslave_net=$1; COMP_WORDBREAKS={breaks}; \
         COMP_LINE=$2; COMP_POINT=${{#2}}; _ifenslave; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let bash = Command::new("bash")
        .args(["--norc", "-uc", &script, "bash"])
        .arg(net)
        .arg(line)
        .stdin(Stdio::null())
        .output()
        .expect("bash can be run");
    assert_eq!(String::from_utf8_lossy(&bash.stderr), "", "{line}");
    let offered = String::from_utf8(bash.stdout).expect("text in UTF-8");
    offered.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn interfaces_are_offered_where_the_command_takes_them() {
    let net = sysfs("interfaces");
    for (line, expected) in [
        ("ifenslave ", "bond0 bond1 eth0 eth1 eth2 lo"),
        ("ifenslave b", "bond0 bond1"),
        ("ifenslave bond0 ", "eth0 eth1 eth2"),
        ("ifenslave -v bond0 eth", "eth0 eth1 eth2"),
        ("ifenslave -d ", "bond0 bond1"),
        ("ifenslave -d bond0 ", "eth0 eth1"),
        ("ifenslave --detach bond1 ", ""),
        ("ifenslave -vc bond0 eth1", "eth1"),
        ("ifenslave -D ", "bond0 bond1"),
        ("ifenslave -s bond0 bond", "bond0 bond1"),
        ("ifenslave --check bond", "bond0 bond1"),
        ("ifenslave -w ", ""),
        ("ifenslave -w 10 -b b", "bond0: bond1:"),
    ] {
        assert_eq!(completions(&net, line).join(" "), expected, "{line}");
    }
}

#[test]
fn a_spec_is_completed_field_by_field() {
    let net = sysfs("spec");
    for (line, whole, last) in [
        ("bond2:", "bond2:eth0 bond2:eth1 bond2:eth2", "eth0 eth1 eth2"),
        ("bond2:eth0,", "bond2:eth0,eth1 bond2:eth0,eth2", "eth0,eth1 eth0,eth2"),
        ("bond2:eth0,eth1:mo", "bond2:eth0,eth1:mode=", "mode="),
        ("bond2::mode=act", "bond2::mode=active-backup", "active-backup"),
        (
            "bond2::mode=4,lacp_rate=",
            "bond2::mode=4,lacp_rate=slow bond2::mode=4,lacp_rate=fast",
            "slow fast",
        ),
        (
            "bond2:eth0,eth1:primary=",
            "bond2:eth0,eth1:primary=eth0 bond2:eth0,eth1:primary=eth1",
            "eth0 eth1",
        ),
        ("bond2::miimon=", "", ""),
        ("bond2::mode=1:", "", ""),
    ] {
        let line = format!("ifenslave -b {line}");
        // Bash replaces what follows the last colon or equals sign, or else the whole word.
        assert_eq!(completions(&net, &line).join(" "), last, "{line}");
        assert_eq!(completions_with(&net, &line, "' '").join(" "), whole, "{line}");
    }
}

#[test]
fn it_offers_the_options_of_the_help() {
    let net = sysfs("options");
    let offered: BTreeSet<String> = completions(&net, "ifenslave -").into_iter().collect();
    let help =
        Command::new(program::path()).arg("--help").output().expect("the program can be run");
    let help = String::from_utf8(help.stdout).expect("text in UTF-8");
    let help: String = help.lines().filter(|line| line.starts_with("  -")).collect();
    let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let options = words.filter(|word| word.starts_with('-') && word.len() > 1);
    assert_eq!(offered, options.map(str::to_owned).collect());
}

#[test]
fn it_offers_the_bond_options_and_values_of_the_man_page() {
    // Another test compares those with the program.
    let net = sysfs("bond-options");
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("man/ifenslave.8"));
    let page = page.expect("there is a man page");
    let section = page.split(".Sh ").find(|section| section.starts_with("BOND OPTIONS"));
    let items =
        section.expect("the section").lines().filter_map(|line| line.strip_prefix(".It Cm "));
    let mut names = Vec::new();
    for item in items.map(|item| item.split(' ').next().unwrap_or(item)) {
        let (name, values) = item.split_once('=').unwrap_or((item, ""));
        names.push(format!("bond2::{name}="));
        let offered = completions(&net, &format!("ifenslave -b bond2::{name}="));
        assert_eq!(offered.join("|"), values, "{name}");
    }
    assert!(names.len() > 30, "{names:?}");
    assert_eq!(completions_with(&net, "ifenslave -b bond2::", "' '"), names);
}

#[test]
fn bash_itself_completes_a_line() {
    let net = sysfs("interactive");
    // In an interactive bash, a tab completes the line, and the command prints its arguments.
    let script = format!(
        "PS1= PS2=\nsource '{SCRIPT}'\n_ifenslave_net='{}'\nifenslave() {{ printf '<%s>\\n' \"$@\"; }}\n\
         ifenslave -b bond2:eth2:mode=active-b\t\nexit\n",
        net.display()
    );
    let mut bash = Command::new("bash")
        .args(["--norc", "--noprofile", "-i"])
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("bash can be run");
    bash.stdin.take().expect("its input").write_all(script.as_bytes()).expect("it reads");
    let output = bash.wait_with_output().expect("it ends");
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.contains("<bond2:eth2:mode=active-backup>"), "{output}");
}
