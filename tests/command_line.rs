// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line, by the rules of getopt_long(3), and what bad ones get.
//!
//! Each is tried on a simulated machine, which shows that nothing was touched, and where that can
//! do no harm also on the program itself, as a process.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod program;
mod simulated;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Output, Stdio};

use ifenslave::kernel::Errno;
use simulated::*;

const USAGE: &str = "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfmnv] [--try SECONDS] MASTER SLAVE...
       ifenslave [-fmnv] [-w SECONDS] [--try SECONDS] -b SPEC...
       ifenslave [-fmnv] [-w SECONDS] --boot [FILE]
       ifenslave [-fmnv] [--try SECONDS] -D MASTER...
       ifenslave [-fmnv] -D --boot [--handover] [FILE]
       ifenslave -s [--json] [MASTER...] | --check [MASTER...]
       ifenslave -h | -u | -V
";

const HELP: &str = "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfmnv] [--try SECONDS] MASTER SLAVE...
       ifenslave [-fmnv] [-w SECONDS] [--try SECONDS] -b SPEC...
       ifenslave [-fmnv] [-w SECONDS] --boot [FILE]
       ifenslave [-fmnv] [--try SECONDS] -D MASTER...
       ifenslave [-fmnv] -D --boot [--handover] [FILE]
       ifenslave -s [--json] [MASTER...] | --check [MASTER...]
       ifenslave -h | -u | -V

Show interfaces, enslave network cards to a bond, or create whole bonds

  -a, --all-interfaces\tshow interfaces that are down, too
  -b, --bond\t\tcreate bonds, or complete existing ones
  --boot\t\tcreate the bonds, VLANs and bridges of the kernel command line
  -c, --change-active\tmake SLAVE the active slave
  --check\t\tprint the problems of bonds
  -D, --unbond\t\trelease all slaves and delete the bonds
  -d, --detach\t\trelease slaves
  -f, --force\t\taccept a MASTER that is down; move what can be moved
  --handover\t\tdelete only if the kernel command line has bondkeep=no
  --json\t\tprint the status as JSON, with the names of iproute2
  -m, --move\t\tmove addresses and routes to the bond; with -D, from it
  -n, --no-act\t\tprint each step, change nothing
  -s, --status\t\tshow the state of bonds
  --try SECONDS\t\troll the change back unless Enter or SIGUSR1 confirms it
  -v, --verbose\t\tprint each step
  -w, --wait SECONDS\twait for cards and links
  -h, --help  -u, --usage  -V, --version

SPEC is NAME[:SLAVE,...[:OPTION=VALUE,...[:MTU]]], as in
  bond0:eth0,eth1:mode=active-backup,miimon=100
";

const VERSION: &str = concat!("ifenslave ", env!("CARGO_PKG_VERSION"), "\n");

/// A bond with two slaves, of which eth0 is active, and a card that is none.
fn machine() -> Machine {
    let eth2 = ethernet("eth2").up().address("192.0.2.1/24");
    let machine = Machine::with([bond("bond0"), ethernet("eth0"), ethernet("eth1"), eth2]);
    assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
    machine
}

/// A usage error: one line that names the error, then the usage.
fn usage_error(line: &str) -> Run {
    Run { status: 1, stdout: String::new(), stderr: format!("ifenslave: {line}\n{USAGE}") }
}

/// What is printed where that is what was asked for.
fn printed(what: &str) -> Run {
    Run { stdout: what.into(), ..done() }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs the program itself.
fn process<A: AsRef<[u8]>>(args: &[A]) -> Run {
    let args = args.iter().map(|arg| OsStr::from_bytes(arg.as_ref()));
    ended(&Command::new(program::path()).args(args).stdin(Stdio::null()).output().unwrap())
}

/// Runs the program itself, as a shell does by this line; `$0` is the program.
fn shell(line: &str) -> Run {
    let mut shell = Command::new("sh");
    ended(&shell.args(["-c", line]).arg(program::path()).output().unwrap())
}

fn ended(output: &Output) -> Run {
    let status = output.status.code().unwrap_or_else(|| panic!("{output:?}"));
    let status = status.try_into().unwrap();
    Run { status, stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

/// The run ends like this, as a process (which Miri cannot start) and on a simulated machine, which
/// stays as it is.
#[track_caller]
fn assert_only_says<A: AsRef<[u8]> + std::fmt::Debug>(args: &[A], expected: &Run) {
    let machine = machine();
    let before = machine.state();
    assert_eq!(machine.ifenslave(args), *expected, "{args:?}");
    assert_eq!(machine.state(), before, "{args:?}");
    if cfg!(not(miri)) {
        assert_eq!(process(args), *expected, "as a process: {args:?}");
    }
}

mod options {
    use super::*;

    #[test]
    fn may_follow_operands() {
        let machine = machine();
        assert_eq!(machine.ifenslave(&["bond0", "-c", "eth1"]), done());
        assert_eq!(machine.active("bond0").as_deref(), Some("eth1"));
        assert_eq!(machine.ifenslave(&["bond0", "eth1", "--detach"]), done());
        assert_eq!(machine.slaves("bond0"), ["eth0"]);
    }

    #[test]
    fn may_be_in_a_cluster() {
        for cluster in ["-df", "-fd", "-dff", "-dad"] {
            let machine = machine();
            assert_eq!(machine.ifenslave(&[cluster, "bond0", "eth1"]), done(), "{cluster}");
            assert_eq!(machine.slaves("bond0"), ["eth0"], "{cluster}");
        }
    }

    #[test]
    fn may_be_abbreviated() {
        for option in ["--detach", "--det", "--d", "-d"] {
            let machine = machine();
            assert_eq!(machine.ifenslave(&[option, "bond0", "eth1"]), done(), "{option}");
            assert_eq!(machine.slaves("bond0"), ["eth0"], "{option}");
        }
        for option in ["--change-active", "--change", "--c"] {
            let machine = machine();
            assert_eq!(machine.ifenslave(&[option, "bond0", "eth1"]), done(), "{option}");
            assert_eq!(machine.active("bond0").as_deref(), Some("eth1"), "{option}");
        }
        for option in ["--verbose", "--verb"] {
            let machine = machine();
            let run = machine.ifenslave(&[option, "--cha", "bond0", "eth1"]);
            let stderr = "ifenslave: master bond0, slave eth1: change active\n";
            assert_eq!(run, Run { stderr: stderr.into(), ..done() });
        }
        for option in ["--force", "--fo", "--f"] {
            let machine = Machine::with([bond("bond0").down(), ethernet("eth0")]);
            assert_eq!(machine.ifenslave(&[option, "bond0", "eth0"]), done(), "{option}");
            assert_eq!(machine.slaves("bond0"), ["eth0"], "{option}");
        }
    }

    #[test]
    fn that_are_cut_too_short_are_ambiguous() {
        for option in ["--v", "--ve", "--ver"] {
            let error = usage_error(&format!("ambiguous option: {option}"));
            assert_only_says(&[option], &error);
            assert_only_says(&[option, "bond0", "eth2"], &error);
        }
        assert_only_says(&["--vers"], &printed(VERSION));
    }

    #[test]
    fn end_at_a_double_dash() {
        let machine = Machine::with([bond("bond0"), ethernet("-d"), ethernet("--force")]);
        assert_eq!(machine.ifenslave(&["bond0", "--", "-d", "--force"]), done());
        assert_eq!(machine.slaves("bond0"), ["-d", "--force"]);
        assert_eq!(machine.ifenslave(&["--det", "--", "bond0", "-d"]), done());
        assert_eq!(machine.slaves("bond0"), ["--force"]);
    }

    #[test]
    fn do_not_begin_with_a_dash_alone() {
        let machine = Machine::with([bond("bond0"), ethernet("-")]);
        assert_eq!(machine.ifenslave(&["bond0", "-"]), done());
        assert_eq!(machine.slaves("bond0"), ["-"]);
    }

    #[test]
    fn a_second_double_dash_is_a_name() {
        let machine = Machine::with([bond("bond0"), ethernet("--")]);
        assert_eq!(machine.ifenslave(&["bond0", "--", "--"]), done());
        assert_eq!(machine.slaves("bond0"), ["--"]);
    }

    #[test]
    fn that_are_unknown_are_refused_wherever_they_are() {
        for (option, told) in [
            ("-x", "x"),
            ("-dx", "x"),
            ("-xd", "x"),
            ("-c-", "-"),
            ("-C", "C"),
            ("--nosuch", "--nosuch"),
            ("--detached", "--detached"),
            ("--force=yes", "--force=yes"),
            ("--Force", "--Force"),
            ("---", "---"),
        ] {
            let error = usage_error(&format!("unrecognized option: {told}"));
            assert_only_says(&[option, "bond0", "eth2"], &error);
            assert_only_says(&["bond0", "eth2", option], &error);
            assert_only_says(&[option], &error);
        }
    }

    #[test]
    fn that_exclude_each_other_are_refused() {
        let error = usage_error("options exclude each other: -b -c -d -D -s --boot --check");
        for options in [
            &["-cd"][..],
            &["-dc"],
            &["-d", "-c"],
            &["--change", "--det"],
            &["-bs"],
            &["-Dd"],
            &["--boot", "-b"],
            &["--bond", "--unb"],
        ] {
            assert_only_says(&[options, &["bond0", "eth0"]].concat(), &error);
            assert_only_says(&[&["bond0", "eth2"], options].concat(), &error);
        }
    }

    #[test]
    fn that_ask_for_text_get_it_on_stdout() {
        for (options, what) in [
            (["-h", "--help", "--h"], HELP),
            (["-u", "--usage", "--u"], USAGE),
            (["-V", "--version", "--versi"], VERSION),
        ] {
            for option in options {
                assert_only_says(&[option], &printed(what));
            }
        }
        assert_only_says(&["-vh"], &printed(HELP));
    }

    #[test]
    fn the_help_names_them_all() {
        for option in [
            "-c, --change-active",
            "-d, --detach",
            "-f, --force",
            "-a, --all-interfaces",
            "-v, --verbose",
            "-h, --help",
            "-u, --usage",
            "-V, --version",
            "-b, --bond",
            "-D, --unbond",
            "-n, --no-act",
            "-s, --status",
            "-w, --wait",
            "--boot",
            "--json",
        ] {
            assert!(HELP.contains(option), "{option}");
        }
    }

    #[test]
    fn the_help_begins_with_the_usage() {
        let printed = |option| machine().ifenslave(&[option]).stdout;
        assert!(printed("-h").starts_with(&printed("-u")));
    }
}

mod names {
    use super::*;

    /// What no interface can be called; `eth0:1` is an alias, which is no interface of its own.
    const BAD: &[&str] = &[
        "",
        ".",
        "..",
        "a/b",
        "/",
        "../eth0",
        "a b",
        " eth0",
        "eth0 ",
        "eth0\n",
        "a\tb",
        "a\x0bb",
        "eth0:1",
        ":",
        "sixteen-bytes-xx",
        "averyverylongname",
    ];

    #[test]
    fn that_no_interface_can_have_are_refused_before_anything_is_touched() {
        for bad in BAD {
            // A control character may do something to a terminal.
            let printed = bad.replace(|byte: char| byte.is_ascii_control(), "?");
            let error = usage_error(&format!("not an interface name: {printed}"));
            for options in [&[][..], &["-f"], &["-d"], &["-c"], &["-v"]] {
                assert_only_says(&[options, &["bond0", bad]].concat(), &error);
                assert_only_says(&[options, &[bad, "eth2"]].concat(), &error);
            }
            assert_only_says(&["bond0", "eth2", bad], &error);
            assert_only_says(&["-d", "bond0", "eth0", bad, "eth1"], &error);
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "runs the program as a process")]
    fn need_not_be_utf_8() {
        let bad = [&b"bond0"[..], b"\xff\xfe\xa0"];
        let run = process(&bad);
        assert_eq!(run.status, 1);
        assert!(run.stderr.starts_with("ifenslave: not an interface name: "), "{run:?}");
    }

    #[test]
    fn of_fifteen_bytes_are_the_longest() {
        let machine = Machine::with([bond("fifteen-bytes-a"), ethernet("fifteen-bytes-b")]);
        assert_eq!(machine.ifenslave(&["fifteen-bytes-a", "fifteen-bytes-b"]), done());
        assert_eq!(machine.slaves("fifteen-bytes-a"), ["fifteen-bytes-b"]);
    }

    #[test]
    fn that_are_too_long_are_not_those_of_other_interfaces() {
        let machine = Machine::with([bond("fifteen-bytes-a"), ethernet("fifteen-bytes-b")]);
        let before = machine.state();
        for args in
            [["fifteen-bytes-a", "fifteen-bytes-bc"], ["fifteen-bytes-ab", "fifteen-bytes-b"]]
        {
            assert_eq!(machine.ifenslave(&args).status, 1);
            assert_eq!(machine.state(), before);
        }
    }

    #[test]
    fn only_one_can_be_that_of_the_active_slave() {
        let error = usage_error("only one slave can be active");
        assert_only_says(&["-c", "bond0", "eth1", "eth0"], &error);
        assert_only_says(&["bond0", "eth1", "--change", "eth0", "eth2"], &error);
        assert_only_says(&["-c", "bond0", "eth1", "eth1"], &error);
    }
}

mod without_slaves {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "runs the program as a process")]
    fn an_interface_is_shown() {
        let run = process(&["lo"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.starts_with("lo        Link encap:Local Loopback  \n"), "{run:?}");
        assert!(run.stdout.ends_with("\n\n"), "{run:?}");
        assert_eq!(run.stdout.matches(" Link encap:").count(), 1, "{run:?}");
    }

    #[test]
    fn a_missing_interface_is_told() {
        let error = failed(&["nosuch: can't get flags: No such device"]);
        assert_only_says(&["nosuch"], &error);
        assert_only_says(&["-a", "--", "nosuch"], &error);
        let error = failed(&["nosuch:1: can't get flags: No such device"]);
        assert_only_says(&["nosuch:1"], &error);
    }

    #[test]
    #[cfg_attr(miri, ignore = "runs the program as a process")]
    fn a_change_shows_all_that_is_up_instead() {
        let names = |run: &Run| {
            let lines = run.stdout.lines().filter(|line| line.contains(" Link encap:"));
            lines.map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let bare = process::<&str>(&[]);
        assert_eq!((bare.status, bare.stderr.as_str()), (0, ""));
        // With no operand at all the status is 0, as with BusyBox (field case F18).
        for option in ["-c", "-d"] {
            for (words, status) in
                [(&[option, "nosuch"][..], 2), (&[option, "lo"], 2), (&[option], 0)]
            {
                let run = process(words);
                assert_eq!((run.status, run.stderr.as_str()), (status, ""), "{words:?}");
                assert_eq!(names(&run), names(&bare), "{words:?}");
            }
        }
    }

    #[test]
    fn an_alias_is_only_shown() {
        let machine = Machine::with([ethernet("eth0").address("10.0.0.1/8 label eth0:1")]);
        let run = machine.ifenslave(&["eth0:1"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.starts_with("eth0:1    Link encap:Ethernet  "), "{run:?}");
        for args in [&["-c", "eth0:1"][..], &["-d", "eth0:1"], &["eth0:1", "eth1"]] {
            assert_only_says(args, &usage_error("not an interface name: eth0:1"));
        }
    }

    #[test]
    fn what_no_interface_can_be_called_is_refused() {
        for bad in ["", ".", "..", "a/b", "a b", "sixteen-bytes-xx", "eth0:1234567890a"] {
            assert_only_says(&[bad], &usage_error(&format!("not an interface name: {bad}")));
        }
    }
}

/// What makes bonds, deletes them, and waits for them.
mod bonds {
    use super::*;

    /// Two cards, and no bond.
    fn cards() -> Machine {
        Machine::with([ethernet("eth0"), ethernet("eth1")])
    }

    #[test]
    fn a_spec_may_stand_behind_the_option_or_behind_a_sign_or_anywhere() {
        for args in [
            &["-b", "bond7:eth0"][..],
            &["bond7:eth0", "-b"],
            &["--bond", "bond7:eth0"],
            &["--bond=bond7:eth0"],
            &["--bon=bond7:eth0"],
            &["-bv", "bond7:eth0"],
            &["-b", "--", "bond7:eth0"],
        ] {
            let machine = cards();
            assert_eq!(machine.ifenslave(args).status, 0, "{args:?}");
            assert_eq!(machine.slaves("bond7"), ["eth0"], "{args:?}");
        }
        let machine = cards();
        assert_eq!(machine.ifenslave(&["--bond=a:eth0", "--bond=b:eth1"]), done());
        assert_eq!(
            (machine.slaves("a"), machine.slaves("b")),
            (vec!["eth0".into()], vec!["eth1".into()])
        );
    }

    #[test]
    fn seconds_are_taken_in_every_form() {
        for wait in [
            &["-w5"][..],
            &["-w", "5"],
            &["--wait=5"],
            &["--wait", "5"],
            &["--w", "5"],
            &["--w=5"],
            &["-vw5"],
            &["-nvw", "5"],
            &["-w0005"],
            &["-w", "3", "-w5"],
        ] {
            let machine = cards();
            let args = [&["-b", "bond7:eth0"], wait].concat();
            let run = machine.ifenslave(&args);
            assert_eq!(run.status, 0, "{args:?}: {run:?}");
            let timer = "set the timer to 5 seconds";
            let waits = (0..machine.calls()).any(|call| machine.call(call) == timer);
            assert_eq!(waits, !args.contains(&"-nvw"), "{args:?}");
            let args = [wait, &["-b", "bond7:eth0"]].concat();
            assert_eq!(cards().ifenslave(&args).status, 0, "{args:?}");
        }
    }

    #[test]
    fn what_is_no_number_of_seconds_is_refused() {
        for (wait, told) in [
            (&["-wx"][..], "x"),
            (&["-w5s"], "5s"),
            (&["-w", "-5"], "-5"),
            (&["--wait="], ""),
            (&["--wait=2147483648"], "2147483648"),
            (&["-w", "0x5"], "0x5"),
            (&["-w", ""], ""),
            (&["-b", "-w"], ""),
            (&["--wait"], ""),
        ] {
            let error = usage_error(&format!("not a number of seconds: {told}"));
            assert_only_says(&[&["bond7:eth0", "-b"], wait].concat(), &error);
        }
    }

    #[test]
    fn an_argument_of_another_option_is_no_operand() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-w", "5", "-b", "bond7:eth0"]), done());
        assert!(!machine.state().has("5"));
        // After a double dash, -w is no option.
        let error = usage_error("not an interface name: /");
        assert_only_says(&["-d", "--", "bond0", "-w", "/"], &error);
    }

    #[test]
    fn what_only_suits_another_option_is_refused() {
        for args in [&["-w5"][..], &["-w", "5", "bond0", "eth2"], &["-D", "bond0", "--wait=1"]] {
            assert_only_says(args, &usage_error("-w requires -b or --boot"));
        }
        for args in [&["--json"][..], &["--js", "bond0"], &["-d", "--json", "bond0", "eth0"]] {
            assert_only_says(args, &usage_error("--json requires -s"));
        }
        assert_only_says(&["--boot", "a", "b"], &usage_error("only one file"));
        for args in [&["-D"][..], &["--unbond"], &["-vD", "--"]] {
            assert_only_says(args, &usage_error("argument missing: -D"));
        }
        for args in
            [&["-D", "a/b"][..], &["-D", "bond0", "x:y"], &["--unbond=bond0:1"], &["-s", "a/b"]]
        {
            let run = machine().ifenslave(args);
            assert!(run.stderr.starts_with("ifenslave: not an interface name: "), "{args:?}");
        }
    }

    #[test]
    fn a_move_or_a_trial_needs_a_change() {
        for args in [
            &["-m"][..],
            &["-m", "-c", "bond0", "eth0"],
            &["-md", "bond0", "eth0"],
            &["-m", "-s"],
            &["--move", "--check"],
            &["-m", "bond0"],
        ] {
            assert_only_says(args, &usage_error("-m does not go with this"));
        }
        for args in [
            &["--try", "5"][..],
            &["--try=5", "bond0"],
            &["--try=5", "-s"],
            &["--try=5", "--boot"],
            &["--try=5", "-D", "--boot"],
        ] {
            assert_only_says(args, &usage_error("--try does not go with this"));
        }
        for (seconds, told) in [
            (&["--try", "0"][..], "0"),
            (&["--try=x"], "x"),
            (&["--try=-1"], "-1"),
            (&["--try=2147483648"], "2147483648"),
            (&["--try"], ""),
        ] {
            let error = usage_error(&format!("not a number of seconds: {told}"));
            assert_only_says(&[&["-d", "bond0", "eth0"], seconds].concat(), &error);
        }
    }

    #[test]
    fn abbreviations_of_before_keep_their_meaning() {
        for option in ["--u", "--us"] {
            assert_eq!(machine().ifenslave(&[option]), printed(USAGE), "{option}");
        }
        for option in ["--un", "--unbond", "-D"] {
            let machine = machine();
            assert_eq!(machine.ifenslave(&[option, "bond0"]), done(), "{option}");
            assert!(!machine.state().has("bond0"), "{option}");
        }
        for option in ["--b", "--bo"] {
            let error = usage_error(&format!("ambiguous option: {option}"));
            assert_only_says(&[option, "bond0:eth2"], &error);
        }
    }

    #[test]
    fn a_sign_behind_an_option_without_an_argument_is_refused() {
        for option in ["--no-act=1", "--json=x", "--detach=", "--verbose=bond0"] {
            let error = usage_error(&format!("unrecognized option: {option}"));
            assert_only_says(&[option, "bond0", "eth2"], &error);
        }
    }

    #[test]
    fn a_plan_of_any_change_is_none() {
        for options in [&["-n"][..], &["--no-act"], &["-vn"], &["-nf"]] {
            let machine = machine();
            let before = machine.state();
            let run = machine.ifenslave(&[options, &["bond0", "eth2"]].concat());
            assert_eq!((run.status, &run.stderr[..]), (0, ""), "{options:?}");
            assert!(run.stdout.contains("enslave eth2 to bond0\n"), "{options:?}");
            assert_eq!(machine.state(), before, "{options:?}");
        }
    }
}

mod limits {
    use super::*;

    /// The kernel takes arguments of up to 128 KiB.
    const LONG: usize = 100_000;

    #[test]
    fn an_argument_of_any_length_is_told_whole() {
        let long = "x".repeat(LONG);
        let error = usage_error(&format!("not an interface name: {long}"));
        assert_only_says(&["bond0", &long], &error);
        assert_only_says(&[&long, "eth2"], &error);
        let option = format!("--{long}");
        assert_only_says(&[&option], &usage_error(&format!("unrecognized option: {option}")));
    }

    #[test]
    fn a_cluster_may_be_of_any_length() {
        let machine = machine();
        let cluster = format!("-{}d", "f".repeat(LONG));
        assert_eq!(machine.ifenslave(&[&cluster, "bond0", "eth1"]), done());
        assert_eq!(machine.slaves("bond0"), ["eth0"]);
    }

    #[test]
    fn thousands_of_slaves_are_attached() {
        let names: Vec<String> = (0..5000).map(|number| format!("eth{number}")).collect();
        let cards = names.iter().map(|name| ethernet(name));
        let machine = Machine::with([bond("bond0")].into_iter().chain(cards));
        let args: Vec<&str> =
            ["bond0"].into_iter().chain(names.iter().map(String::as_str)).collect();
        assert_eq!(machine.ifenslave(&args), done());
        assert_eq!(machine.slaves("bond0"), names);
    }

    #[test]
    fn each_of_thousands_of_slaves_that_are_missing_is_told() {
        let names: Vec<String> = (0..5000).map(|number| format!("no{number}")).collect();
        let lines: Vec<String> = names
            .iter()
            .map(|name| format!("skipping {name}: can't get settings: No such device"))
            .collect();
        let args: Vec<&str> =
            ["bond0"].into_iter().chain(names.iter().map(String::as_str)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(machine().ifenslave(&args), failed(&lines));
    }

    #[test]
    #[cfg_attr(miri, ignore = "runs the program as a process")]
    fn a_process_takes_thousands_of_arguments() {
        let names: Vec<String> = (0..5000).map(|number| format!("no{number}")).collect();
        let line = "no0: can't get settings: No such device";
        assert_eq!(process(&names).plain(), failed(&[line]));
    }
}

mod streams {
    use super::*;

    const NO_SPACE: &str = "ifenslave: standard output: No space left on device\n";
    const CLOSED: &str = "ifenslave: standard output: Bad file descriptor\n";

    #[test]
    #[cfg_attr(miri, ignore = "runs the program as a process")]
    fn a_stdout_that_takes_no_text_is_an_error() {
        for (sink, line) in [
            (Sink::Fails(Errno::NOSPC), NO_SPACE),
            (Sink::Fails(Errno::BADF), CLOSED),
            (Sink::Fails(Errno::PIPE), "ifenslave: standard output: Broken pipe\n"),
            (Sink::Short(0), "ifenslave: standard output: Input/output error\n"),
        ] {
            for option in ["-h", "-u", "-V"] {
                let run = machine().stdout(sink).ifenslave(&[option]);
                let expected = Run { status: 1, stderr: line.into(), ..done() };
                assert_eq!(run, expected, "{option} {sink:?}");
            }
        }
        for option in ["-h", "-u", "-V", "-a", "lo"] {
            let run = shell(&format!("\"$0\" {option} >/dev/full"));
            assert_eq!(run, Run { status: 1, stderr: NO_SPACE.into(), ..done() });
            let run = shell(&format!("\"$0\" {option} >&-"));
            assert_eq!(run, Run { status: 1, stderr: CLOSED.into(), ..done() });
        }
    }

    #[test]
    fn a_stdout_that_takes_little_at_a_time_gets_all() {
        for most in [1, 100] {
            let run = machine().stdout(Sink::Short(most)).ifenslave(&["-h"]);
            assert_eq!(run, printed(HELP));
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "runs the program as a process")]
    fn streams_that_are_closed_at_the_start_show_in_the_status_alone() {
        for (closed, status) in
            [("<&-", 0), ("2>&-", 0), ("<&- 2>&-", 0), (">&- 2>&-", 1), ("<&- >&- 2>&-", 1)]
        {
            let run = shell(&format!("\"$0\" -h {closed}"));
            assert_eq!((run.status, run.stderr.as_str()), (status, ""), "{closed}");
        }
        for closed in ["2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
            for args in ["nosuch eth0", "-cd nosuch eth0", "--nosuch"] {
                let run = shell(&format!("\"$0\" {args} {closed}"));
                assert_eq!(run, Run { status: 1, ..done() }, "{args} {closed}");
            }
        }
    }
}
