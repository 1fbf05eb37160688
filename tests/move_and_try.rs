// SPDX-License-Identifier: MIT OR Apache-2.0
//! `--move` and `--try` on simulated machines: what moves, what is rolled back, and what becomes of both if calls fail.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod simulated;

use ifenslave::kernel::{Answer, Errno};
use simulated::*;

/// A card with a network.
fn configured(name: &str, net: u8) -> Interface {
    ethernet(name)
        .up()
        .mtu(1476)
        .address(&format!("192.0.{net}.1/24 brd 192.0.{net}.255"))
        .address(&format!("192.0.{net}.2/24 label {name}:web"))
        .address(&format!("2001:db8:{net}::1/64"))
        .route(&format!("default via 192.0.{net}.254 metric {net}"))
}

/// A bond without slaves, one with two, and cards with networks.
fn machine() -> Machine {
    let with_network = bond("bond1").address("198.51.100.1/24").address("2001:db8:77::1/64");
    let machine = Machine::with([
        bond("bond0").hwaddr([0x02, 0, 0, 0, 0, 0xaa]),
        with_network.route("10.0.0.0/8 via 198.51.100.254"),
        configured("eth0", 1),
        configured("eth1", 2),
        ethernet("eth2"),
        ethernet("eth3"),
    ]);
    assert_eq!(machine.ifenslave(&["bond1", "eth2", "eth3"]), done());
    machine
}

/// All interfaces, but for addresses that the kernel creates itself.
fn interfaces(machine: &Machine) -> Vec<Interface> {
    let mut all = machine.interfaces();
    for interface in &mut all {
        interface.ipv6.remove("fe80::1/64");
        // A slave that was released is the last one after a rollback.
        if let Role::Bond { slaves, .. } = &mut interface.role {
            slaves.sort();
        }
    }
    all
}

/// The mark of a trial stays on no interface.
#[track_caller]
fn assert_no_mark(machine: &Machine, at: &str) {
    for interface in machine.interfaces() {
        assert_eq!(interface.tried_by(), 0, "{at}: {interface:?}");
    }
}

/// Changes that can be tried.
const CHANGES: &[&[&str]] = &[
    &["bond0", "eth0"],
    &["bond0", "eth0", "eth1"],
    &["-m", "bond0", "eth0", "eth1"],
    &["-m", "bond1", "eth0"],
    &["-d", "bond1", "eth3"],
    &["-d", "bond1", "eth3", "eth2"],
    &["-c", "bond1", "eth3"],
    &["-b", "bond2:eth0,eth1:mode=802.3ad,lacp_rate=fast:1400"],
    &["-b", "bond1:eth2,eth0:miimon=50,primary=eth0:1400"],
    &["-b", "bond0:eth0:mode=4"],
    &["-m", "-b", "bond2:eth0", "bond3:eth1", "bond0:"],
    &["-m", "-b", "bond2:eth0,eth1:mode=1,primary=eth1"],
    &["-D", "bond1"],
    &["-D", "bond0", "bond1"],
    &["-m", "-D", "bond1"],
];

fn tried<'a>(change: &[&'a str]) -> Vec<&'a str> {
    [&["--try", "9"], change].concat()
}

#[test]
fn a_change_that_is_not_confirmed_is_rolled_back() {
    for change in sampled(CHANGES, 8) {
        for answers in [&[][..], &[Answer::NoInput], &[Answer::Rejected]] {
            let machine = machine().answers(answers.iter().copied());
            let before = interfaces(&machine);
            let run = machine.ifenslave(&tried(change));
            let at = format!("{change:?}: {run:?}");
            assert_eq!(run.status, 1, "{at}");
            assert!(run.stderr.ends_with("ifenslave: not confirmed: rolled back\n"), "{at}");
            assert_eq!(run.stderr.contains("has ended"), answers == [Answer::NoInput], "{at}");
            assert_eq!(interfaces(&machine), before, "{at}");
        }
    }
}

#[test]
fn a_change_that_is_confirmed_is_the_same_as_one_that_is_not_tried() {
    for change in sampled(CHANGES, 8) {
        let expected = machine();
        assert_eq!(expected.ifenslave(change), done(), "{change:?}");
        for answers in [&[Answer::Confirmed][..], &[Answer::NoInput, Answer::Confirmed]] {
            let machine = machine().answers(answers.iter().copied());
            let run = machine.ifenslave(&tried(change));
            assert_eq!(run.status, 0, "{change:?}: {run:?}");
            assert_eq!(interfaces(&machine), interfaces(&expected), "{change:?}");
        }
    }
}

#[test]
fn nothing_is_asked_if_nothing_changes() {
    for (change, status) in [
        (&["bond1", "eth2"][..], 1),
        (&["bond0", "eth9"], 1),
        (&["-d", "bond0", "eth0"], 1),
        (&["-c", "bond0", "eth2"], 1),
        (&["-b", "bond1:eth2,eth3"], 0),
        (&["-D", "bond9"], 0),
        (&["-n", "bond0", "eth0"], 0),
        (&["-n", "-m", "-b", "bond2:eth0"], 0),
    ] {
        let machine = machine();
        let before = interfaces(&machine);
        let run = machine.ifenslave(&tried(change));
        assert_eq!(run.status, status, "{change:?}: {run:?}");
        let asked = (0..machine.calls()).any(|call| machine.call(call) == "wait for an answer");
        assert!(!asked, "{change:?}: {run:?}");
        assert_eq!(interfaces(&machine), before, "{change:?}");
    }
}

#[test]
fn a_configuration_moves_and_back() {
    let machine = machine();
    let before = interfaces(&machine);
    assert_eq!(machine.ifenslave(&["-m", "-b", "bond2:eth0,eth1"]), done());
    let bond = machine.interface("bond2");
    assert_eq!(bond.ipv4.len(), 4, "{bond:?}");
    let labels: Vec<_> = bond.ipv4.iter().map(|address| address.label.as_str()).collect();
    assert_eq!(labels, ["bond2", "bond2", "bond2:web", "bond2:web"]);
    assert_eq!(bond.routes.len(), 2, "{bond:?}");
    for name in ["eth0", "eth1"] {
        assert!(
            machine.interface(name).ipv4.is_empty() && machine.interface(name).routes.is_empty()
        );
    }
    assert_eq!(machine.ifenslave(&["-D", "-m", "bond2"]), done());
    let after = interfaces(&machine);
    let card = |all: &[Interface]| all.iter().find(|card| card.name == "eth0").unwrap().clone();
    assert!(card(&before).ipv4.iter().all(|address| card(&after).ipv4.contains(address)));
    assert!(card(&after).routes.is_superset(&card(&before).routes));
    assert!(card(&after).is_up());
}

#[test]
fn a_slave_that_cannot_move_keeps_the_others_from_it() {
    for change in [&["-m", "bond1", "eth0", "eth1"][..], &["-m", "-b", "bond1:eth0,eth1:miimon=50"]]
    {
        let machine = machine();
        machine.somebody(|other| {
            let bond = other.interface("bond1");
            *bond = bond.clone().address("192.0.2.1/24");
        });
        let before = machine.state();
        let run = machine.ifenslave(change);
        assert_eq!(run.plain(), failed(&["bond1 has an address that would move to it"]));
        assert_eq!(machine.changes(), 0);
        assert_eq!(machine.state(), before);
    }
}

#[test]
fn a_bond_whose_change_is_pending_is_left_alone() {
    for change in CHANGES.iter().flat_map(|change| [change.to_vec(), tried(change)]) {
        let machine = machine();
        machine.somebody(|other| {
            for name in ["bond0", "bond1"] {
                other.interface(name).alternative_names.push("try-1-7".into());
            }
        });
        if change.iter().any(|word| word.starts_with("bond2")) {
            continue;
        }
        let before = machine.state();
        let run = machine.ifenslave(&change);
        assert_eq!(run.status, 1, "{run:?}");
        assert!(run.stderr.contains("another process tries a change of it"), "{run:?}");
        assert_eq!(machine.changes(), 0, "{run:?}");
        assert_eq!(machine.state(), before, "{run:?}");
    }
}

/// Runs a change with each of its calls failing.
fn each_call_failing(change: &[&str], answer: Answer, judge: impl Fn(&Machine, &Run, &str, bool)) {
    for reason in sampled([Errno::IO, Errno::NODEV, Errno::INVAL, Errno::NOBUFS], 5) {
        for number in sampled(0.., 29) {
            let machine = machine().answers([answer]);
            machine.fail(number, reason);
            let run = machine.ifenslave(change);
            if machine.calls() <= number {
                break;
            }
            let in_rollback = (0..number).any(|call| machine.call(call) == "wait for an answer");
            let at = format!(
                "{change:?}, {reason:?} at call {number} ({}): {run:?}",
                machine.call(number)
            );
            // What is not there when it is looked for is taken for what has gone.
            if reason != Errno::NODEV || !machine.call(number).starts_with("look up ") {
                judge(&machine, &run, &at, in_rollback);
            }
        }
    }
}

#[test]
fn one_failing_call_leaves_a_move_done_or_all_as_it_was_found() {
    for change in sampled(CHANGES.iter().filter(|change| change[0] == "-m"), 5) {
        let expected = machine();
        assert_eq!(expected.ifenslave(change), done());
        let (before, wanted) = (interfaces(&machine()), interfaces(&expected));
        each_call_failing(change, Answer::Rejected, |machine, run, at, _| {
            let found = interfaces(machine);
            if run.status == 0 {
                assert!(found == wanted, "{at}\nfound {found:?}");
                return;
            }
            assert!(run.stderr.starts_with("ifenslave: "), "{at}");
            assert_no_mark(machine, at);
            if found == before || found == wanted {
                return;
            }
            // One of several slaves or bonds: it is whole, and so is the other one.
            for name in ["eth0", "eth1"] {
                let find =
                    |all: &[Interface]| all.iter().find(|one| one.name == name).unwrap().clone();
                let (was, is) = (find(&before), find(&found));
                if is == was {
                    continue;
                }
                let Role::Slave { bond, .. } = &is.role else { panic!("{at}\nfound {found:?}") };
                let bond = machine.interface(bond);
                let addresses: Vec<_> = bond.ipv4.iter().map(|address| address.local).collect();
                let moved = was.ipv4.iter().all(|address| addresses.contains(&address.local));
                assert!(moved, "{at}\nfound {bond:?}");
                assert!(bond.ipv6.is_superset(&was.ipv6), "{at}\nfound {bond:?}");
                assert!(bond.routes.is_superset(&was.routes), "{at}\nfound {bond:?}");
            }
        });
    }
}

#[test]
fn one_failing_call_of_a_change_that_is_rolled_back_is_no_loss_or_is_reported() {
    let before = interfaces(&machine());
    for change in sampled(CHANGES, 8) {
        each_call_failing(&tried(change), Answer::Rejected, |machine, run, at, in_rollback| {
            assert_no_mark(machine, at);
            assert_eq!(run.status, 1, "{at}");
            if interfaces(machine) != before {
                assert!(in_rollback, "{at}\nfound {:?}", machine.state());
                let errors = run.stderr.lines().filter(|line| line.contains(": can't ")).count();
                assert!(errors != 0, "{at}\nfound {:?}", machine.state());
            }
        });
    }
}

#[test]
fn one_failing_call_of_a_change_that_is_confirmed_leaves_no_mark() {
    let before = interfaces(&machine());
    for change in sampled(CHANGES, 8) {
        let expected = machine();
        assert_eq!(expected.ifenslave(change), done());
        let wanted = interfaces(&expected);
        each_call_failing(&tried(change), Answer::Confirmed, |machine, run, at, _| {
            assert_no_mark(machine, at);
            if run.status == 0 {
                assert_eq!(interfaces(machine), wanted, "{at}");
            } else {
                assert!(run.stderr.contains(": "), "{at}");
            }
            if change == &["bond0", "eth0"] && interfaces(machine) != wanted {
                assert_eq!(interfaces(machine), before, "{at}");
            }
        });
    }
}

#[test]
fn of_two_failing_calls_what_is_not_rolled_back_is_reported() {
    let before = interfaces(&machine());
    for change in sampled(CHANGES, 8) {
        let change = tried(change);
        let calls = {
            let machine = machine();
            machine.ifenslave(&change);
            machine.calls()
        };
        for first in sampled(0..calls, 31) {
            for second in sampled((first + 1..calls + 9).step_by(3), 17) {
                let machine = machine();
                machine.fail(first, Errno::IO).fail(second, Errno::NOMEM);
                let run = machine.ifenslave(&change);
                let calls = [machine.call(first), machine.call(second)];
                let at = format!("{change:?}, {first}, {second}: {calls:?}: {run:?}");
                assert_ne!(run.status, 0, "{at}");
                let is_marked =
                    machine.interfaces().iter().any(|interface| interface.tried_by() != 0);
                if is_marked || interfaces(&machine) != before {
                    let lost = calls.iter().any(|call| call.starts_with("write to Stderr"));
                    assert!(
                        lost || run.stderr.contains(": can't "),
                        "{at}\nfound {:?}",
                        machine.state()
                    );
                }
            }
        }
    }
}
