//! `ifenslave -s`: what is told of bonds, for people and for scripts.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "for tests only")]

mod simulated;

use ifenslave::kernel::{Errno, IfName};
use proptest::collection::btree_set;
use proptest::prelude::*;
use serde_json::{Value, json};
use simulated::*;

/// Two bonds and what is none, in no order.
fn machine() -> Machine {
    let machine = Machine::with([
        ethernet("eth0"),
        ethernet("eth1").seen_by_bond(1, 3),
        bond("bond1").down().mode(Mode::Lacp).miimon(0),
        bond("bond0").miimon(100),
        ethernet("vrf0").flags(iff::MASTER),
        loopback(),
    ]);
    machine.somebody(|somebody| {
        somebody.attach("bond0", "eth0");
        somebody.attach("bond0", "eth1");
    });
    machine
}

fn told(stdout: &str) -> Run {
    Run { stdout: stdout.into(), ..done() }
}

/// What a run with `--json` prints, which must be one line of it.
fn parsed(run: &Run) -> Value {
    assert_eq!(run.stdout.matches('\n').count(), 1, "{run:?}");
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn bond0() -> Value {
    json!({
        "name": "bond0",
        "up": true,
        "link": true,
        "mode": "active-backup",
        "miimon": 100,
        "slaves": [
            { "name": "eth0", "state": "active", "link": "up", "failures": 0 },
            { "name": "eth1", "state": "backup", "link": "going down", "failures": 3 },
        ],
    })
}

fn bond1() -> Value {
    json!({
        "name": "bond1",
        "up": false,
        "link": false,
        "mode": "802.3ad",
        "miimon": 0,
        "slaves": [],
    })
}

#[test]
fn for_people_a_bond_and_each_of_its_slaves_is_a_line() {
    let wanted = "\
bond0             up      link up, active-backup, miimon 100, slaves: 2
  eth0            active  link up, failures: 0
  eth1            backup  link going down, failures: 3
bond1             down    link down, 802.3ad, miimon 0, slaves: 0, links are not monitored
";
    assert_eq!(machine().ifenslave(&["-s"]), told(wanted));
}

#[test]
fn in_json_all_bonds_are_one_array_in_the_order_of_their_names() {
    let run = machine().ifenslave(&["-s", "--json"]);
    assert_eq!(parsed(&run), json!([bond0(), bond1()]));
    assert_eq!((run.status, &*run.stderr), (0, ""));
}

#[test]
fn only_those_that_are_named_are_told_in_that_order() {
    let run = machine().ifenslave(&["-s", "--json", "bond1", "bond0", "bond1"]);
    assert_eq!(parsed(&run), json!([bond1(), bond0(), bond1()]));
    let run = machine().ifenslave(&["-s", "bond1"]);
    assert_eq!(run.stdout.lines().count(), 1, "{run:?}");
}

#[test]
fn where_there_is_no_bond_there_is_nothing_to_tell() {
    let machine = Machine::with([loopback(), ethernet("vrf0").flags(iff::MASTER)]);
    assert_eq!(machine.ifenslave(&["-s"]), done());
    assert_eq!(machine.ifenslave(&["-s", "--json"]), told("[]\n"));
}

#[test]
fn what_is_no_bond_or_not_there_is_told_and_the_others_are_too() {
    let wanted = Run {
        status: 1,
        stderr: "\
ifenslave: eth0: can't get settings: Operation not supported (not a bond)
ifenslave: vrf0: can't get settings: Operation not supported (not a bond)
ifenslave: bond9: can't get settings: No such device (is bonding loaded?)
"
        .into(),
        stdout: "bond1             down    link down, 802.3ad, miimon 0, slaves: 0, \
                 links are not monitored\n"
            .into(),
    };
    let machine = machine();
    let names = ["eth0", "vrf0", "bond1", "bond9"];
    assert_eq!(machine.ifenslave(&[&["-s"], &names[..]].concat()), wanted);
    let run = machine.ifenslave(&[&["-s", "--json"], &names[..]].concat());
    assert_eq!((parsed(&run), run.status, run.stderr), (json!([bond1()]), 1, wanted.stderr));
}

#[test]
fn names_of_any_length_leave_the_columns_where_they_are() {
    let machine =
        Machine::with([bond("fifteen-bytes-x"), ethernet("e"), ethernet("another-of-15-b")]);
    machine.somebody(|somebody| {
        somebody.attach("fifteen-bytes-x", "e");
        somebody.attach("fifteen-bytes-x", "another-of-15-b");
    });
    let run = machine.ifenslave(&["-s"]);
    let columns: Vec<_> = run.stdout.lines().map(|line| line.find("link ").unwrap()).collect();
    assert_eq!(columns, [26; 3], "{run:?}");
}

// Field: F3.
#[test]
fn no_byte_of_a_longer_name_follows_a_shorter_one() {
    let machine = Machine::with([
        bond("bond1").mode(Mode::BalanceXor).miimon(100),
        ethernet("eno49np0"),
        ethernet("ens3f1"),
        ethernet("e"),
    ]);
    let slaves = ["eno49np0", "ens3f1", "e"];
    for slave in slaves {
        machine.somebody(move |somebody| somebody.attach("bond1", slave));
    }
    let run = machine.ifenslave(&["-s"]);
    let lines = slaves.map(|slave| format!("  {slave:16}active  link up, failures: 0"));
    assert!(run.stdout.lines().skip(1).eq(lines), "{run:?}");
    let told = parsed(&machine.ifenslave(&["-s", "--json"]));
    let names = told[0]["slaves"].as_array().unwrap().iter().map(|slave| &slave["name"]);
    assert!(names.eq(slaves.iter()), "{told}");
}

#[test]
fn a_mode_is_told_by_its_name_or_else_by_its_number() {
    let modes = [
        (Mode::BalanceRr, "balance-rr"),
        (Mode::ActiveBackup, "active-backup"),
        (Mode::BalanceXor, "balance-xor"),
        (Mode::Broadcast, "broadcast"),
        (Mode::Lacp, "802.3ad"),
        (Mode::BalanceTlb, "balance-tlb"),
        (Mode::BalanceAlb, "balance-alb"),
        (Mode::Unheard, "7"),
    ];
    for (mode, name) in modes {
        let machine = Machine::with([bond("bond0").mode(mode).miimon(100)]);
        assert_eq!(parsed(&machine.ifenslave(&["-s", "--json"]))[0]["mode"], name);
        let run = machine.ifenslave(&["-s"]);
        assert!(run.stdout.contains(&format!("link up, {name}, miimon")), "{run:?}");
    }
}

#[test]
fn a_link_is_told_in_the_words_of_sysfs() {
    for (link, words) in (0..).zip(["up", "going down", "down", "going back"]) {
        let machine = Machine::with([bond("bond0"), ethernet("eth0").seen_by_bond(link, u32::MAX)]);
        machine.somebody(|somebody| somebody.attach("bond0", "eth0"));
        let slave = &parsed(&machine.ifenslave(&["-s", "--json"]))[0]["slaves"][0];
        assert_eq!((&slave["link"], &slave["failures"]), (&json!(words), &json!(u32::MAX)));
        let run = machine.ifenslave(&["-s"]);
        assert!(run.stdout.contains(&format!("link {words}, failures: {}", u32::MAX)), "{run:?}");
    }
}

/// A bond of eth0 and eth1, whose driver takes both links for up. Then the cables are pulled out of those that are
/// not plugged in.
fn trusting(mode: Mode, option: &str, value: u32, plugged: [bool; 2]) -> Machine {
    let cards = ["eth0", "eth1"];
    let slaves = cards.map(|name| ethernet(name).seen_by_bond(0, 0));
    let bond = bond("bond0").mode(mode).option(option, value);
    let machine = Machine::with([bond].into_iter().chain(slaves));
    machine.somebody(|somebody| {
        cards.iter().for_each(|name| somebody.attach("bond0", name));
        for (name, _) in cards.iter().zip(plugged).filter(|(_, plugged)| !plugged) {
            let card = somebody.interface(name);
            *card = card.clone().unplugged();
        }
    });
    machine
}

#[test]
fn without_monitoring_the_carrier_decides_whether_a_link_is_up() {
    let links = |machine: Machine| {
        let run = machine.ifenslave(&["-s"]);
        assert_eq!((run.status, &*run.stderr), (0, ""));
        let is_up = |line: &str| line.split_once("link ").unwrap().1.starts_with("up");
        let links: Vec<_> = run.stdout.lines().map(is_up).collect();
        (links, run.stdout.contains("slaves: 2, links are not monitored\n"))
    };
    for mode in [Mode::BalanceRr, Mode::ActiveBackup, Mode::BalanceXor, Mode::Broadcast] {
        for plugged in [[true, true], [true, false], [false, true], [false, false]] {
            let [first, second] = plugged;
            // In mode active-backup, the bond uses eth0 alone.
            let bond = first || second && mode != Mode::ActiveBackup;
            let unmonitored = trusting(mode, "miimon", 0, plugged);
            assert_eq!(links(unmonitored), (vec![bond, first, second], true), "{mode:?}");
            // With monitoring, the driver knows better.
            for option in ["miimon", "arp_interval"] {
                let (links, reported) = links(trusting(mode, option, 100, plugged));
                assert_eq!((&links[1..], reported), (&[true, true][..], false), "{option}");
            }
        }
    }
}

#[test]
fn json_has_the_same_fields_without_monitoring() {
    let machine = trusting(Mode::ActiveBackup, "miimon", 0, [false, true]);
    let wanted = json!([{
        "name": "bond0",
        "up": true,
        "link": false,
        "mode": "active-backup",
        "miimon": 0,
        "slaves": [
            { "name": "eth0", "state": "active", "link": "down", "failures": 0 },
            { "name": "eth1", "state": "backup", "link": "up", "failures": 0 },
        ],
    }]);
    assert_eq!(parsed(&machine.ifenslave(&["-s", "--json"])), wanted);
}

/// A name as JSON has it: each byte is the character with its number.
fn in_latin_1(name: &str) -> String {
    name.bytes().map(char::from).collect()
}

proptest! {
    #[test]
    fn whatever_interfaces_are_called_it_is_json(
        names in btree_set(r#"[a"\\{}\[\],'!#$%&\x01-\x1f\x7fé€]{1,6}"#, 2..6)
    ) {
        let names: Vec<_> = names
            .into_iter()
            .filter(|name| IfName::new(name.as_bytes(), false).is_some())
            .collect();
        prop_assume!(names.len() > 1);
        let cards = names[1..].iter().map(|name| ethernet(name));
        let machine = Machine::with([bond(&names[0])].into_iter().chain(cards));
        for card in &names[1..] {
            let (bond, card) = (names[0].clone(), card.clone());
            machine.somebody(move |somebody| somebody.attach(&bond, &card));
        }
        let told = parsed(&machine.ifenslave(&["-s", "--json"]));
        prop_assert_eq!(&told[0]["name"], &json!(in_latin_1(&names[0])));
        let slaves = told[0]["slaves"].as_array().unwrap();
        let slaves: Vec<_> = slaves.iter().map(|slave| slave["name"].as_str().unwrap()).collect();
        let wanted: Vec<_> = names[1..].iter().map(|name| in_latin_1(name)).collect();
        prop_assert_eq!(slaves, wanted);
    }
}

/// What is told without somebody, and what is at each call at which somebody does this.
fn meanwhile(options: &[&str], what: impl Fn(&mut Somebody<'_>) + Copy + 'static) -> Vec<Run> {
    let calls = {
        let machine = machine();
        machine.ifenslave(options);
        machine.calls()
    };
    let run = |call| {
        let machine = machine();
        machine.meanwhile(call, what);
        machine.ifenslave(options)
    };
    (0..calls).map(run).collect()
}

#[test]
fn a_bond_that_vanishes_meanwhile_is_left_out_or_is_told_and_the_others_are_told() {
    for run in meanwhile(&["-s", "--json"], |somebody| somebody.remove("bond0")) {
        assert_eq!((run.status, &*run.stderr), (0, ""));
        let told = parsed(&run);
        let bonds = told.as_array().unwrap();
        assert_eq!(bonds.last(), Some(&bond1()), "{run:?}");
        assert!(bonds.len() < 3 && bonds.iter().all(|bond| bond["slaves"].is_array()));
    }
}

#[test]
fn a_slave_that_vanishes_meanwhile_is_left_out_or_is_told() {
    for run in meanwhile(&["-s", "--json"], |somebody| somebody.remove("eth1")) {
        assert_eq!((run.status, &*run.stderr), (0, ""));
        let told = parsed(&run);
        assert_eq!(told.as_array().unwrap().len(), 2, "{run:?}");
        assert_eq!(told[0]["slaves"][0], bond0()["slaves"][0], "{run:?}");
    }
}

#[test]
fn an_unmonitored_slave_that_vanishes_meanwhile_has_no_link_or_is_left_out() {
    let machine = || trusting(Mode::BalanceRr, "miimon", 0, [true, true]);
    let calls = {
        let machine = machine();
        machine.ifenslave(&["-s"]);
        machine.calls()
    };
    for call in 0..calls {
        let machine = machine();
        machine.meanwhile(call, |somebody| somebody.remove("eth1"));
        let run = machine.ifenslave(&["-s"]);
        assert_eq!((run.status, &*run.stderr), (0, ""));
        assert!(run.stdout.contains("eth0            active  link up"), "{run:?}");
    }
}

#[test]
fn whatever_fails_is_told() {
    whatever_fails_on(machine);
    whatever_fails_on(|| trusting(Mode::BalanceRr, "miimon", 0, [true, false]));
}

fn whatever_fails_on(machine: impl Fn() -> Machine) {
    let calls = {
        let machine = machine();
        machine.ifenslave(&["-s", "--json"]);
        machine.calls()
    };
    assert!(calls > 5, "{calls} calls");
    for call in 0..calls {
        let machine = machine();
        let run = machine.fail(call, Errno::IO);
        let run = run.ifenslave(&["-s", "--json"]);
        let what = machine.call(call);
        assert!(run.stderr.contains("Input/output error"), "{what}: {run:?}");
        assert_eq!(run.status, 1, "{what}: {run:?}");
        // Where it can be printed at all, it is JSON.
        if !what.starts_with("write") && what != "open the kernel" {
            parsed(&run);
        }
    }
}

#[test]
fn no_privilege_is_needed_and_no_file_and_nothing_changes() {
    let machine = machine().unprivileged().without("/proc/net/dev").without("/proc/net/if_inet6");
    let before = machine.state();
    let run = machine.ifenslave(&["-s"]);
    assert_eq!((run.status, run.stdout.lines().count(), &*run.stderr), (0, 4, ""));
    assert!(machine.state() == before && !machine.signals_are_held());
    assert!((0..machine.calls()).all(|call| !machine.call(call).contains('/')));
}
