// SPDX-License-Identifier: MIT OR Apache-2.0
//! Everything that a kernel command line requests in addition to bonds, on simulated machines: VLANs, bridges and new
//! names, in any order of the words.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod simulated;

use ifenslave::kernel::Errno;
use proptest::prelude::*;
use simulated::*;

/// Three cards, and this command line.
fn booted(cmdline: &str) -> Machine {
    Machine::with(["eth0", "eth1", "eth2"].map(ethernet)).file("/proc/cmdline", cmdline)
}

/// The words of a whole network, from the bottom up: a card that is renamed, a bond, a VLAN on it, a bridge.
const WORDS: [&str; 5] = [
    "ifname=lan0:52:54:00:00:00:01",
    "bond=bond0:lan0,eth1:mode=active-backup",
    "vlan=bond0.5:bond0",
    "bridge=br0:bond0.5,eth2",
    "vlan=vlan7:br0",
];

fn index(machine: &Machine, name: &str) -> u32 {
    machine.interface(name).index
}

/// There is such a VLAN, and it and its device are up.
#[track_caller]
fn assert_vlan(machine: &Machine, name: &str, id: u16, device: &str) {
    let vlan = machine.interface(name);
    assert_eq!(vlan.role, Role::Vlan { id, device: index(machine, device) }, "{name}");
    assert!(vlan.is_up() && machine.interface(device).is_up(), "{name}");
}

/// There is such a bridge, and it and its ports are up.
#[track_caller]
fn assert_bridge(machine: &Machine, name: &str, ports: &[&str]) {
    assert_eq!(machine.interface(name).role, Role::Bridge, "{name}");
    let bridge = index(machine, name);
    assert!(machine.interface(name).is_up(), "{name}");
    for port in machine.interfaces() {
        let is_port = port.role == Role::Port(bridge) || port.master == bridge;
        assert_eq!(is_port, ports.contains(&&port.name[..]), "{}", port.name);
        assert!(!is_port || port.is_up(), "{}", port.name);
    }
}

/// All of [`WORDS`] is there.
#[track_caller]
fn assert_whole(machine: &Machine) {
    let mut slaves = machine.slaves("bond0");
    slaves.sort();
    assert_eq!(slaves, ["eth1", "lan0"]);
    assert_eq!(index(machine, "lan0"), 1);
    assert_vlan(machine, "bond0.5", 5, "bond0");
    assert_bridge(machine, "br0", &["bond0.5", "eth2"]);
    assert_vlan(machine, "vlan7", 7, "br0");
}

/// A second run has nothing to do.
#[track_caller]
fn assert_complete(machine: &Machine) {
    let before = machine.state();
    assert_eq!(machine.ifenslave(&["--boot"]), done());
    assert_eq!(machine.changes(), 0);
    assert_eq!(machine.state(), before);
}

proptest! {
    #[test]
    fn a_network_is_created_from_the_bottom_up_and_deleted_from_the_top_down(
        words in Just(WORDS.to_vec()).prop_shuffle(), waits: bool
    ) {
        let line = format!("quiet {} ro\n", words.join(" "));
        let machine = booted(&line);
        let before = machine.state();
        let args: &[&str] = if waits { &["-w", "5", "--boot"] } else { &["--boot"] };
        prop_assert_eq!(machine.ifenslave(args), done());
        assert_whole(&machine);
        assert_complete(&machine);
        prop_assert_eq!(machine.ifenslave(&["-D", "--boot"]), done());
        let names: Vec<String> = machine.interfaces().into_iter().map(|card| card.name).collect();
        prop_assert_eq!(names, ["lan0", "eth1", "eth2"]);
        prop_assert_eq!(machine.interface("lan0").role, before.interface("eth0").role.clone());
        prop_assert_eq!(machine.ifenslave(&["-D", "--boot"]), done());
        prop_assert_eq!(machine.changes(), 0);
    }

    #[test]
    fn names_are_exchanged_in_any_circle(names in Just(vec![0, 1, 2, 3, 4]).prop_shuffle()) {
        let cards = (0..5).map(|number| ethernet(&format!("eth{number}")));
        let words = names.iter().zip(1..).map(|(name, mac)| format!("ifname=eth{name}:52:54:00:00:00:0{mac}"));
        let line = words.collect::<Vec<_>>().join(" ");
        let machine = Machine::with(cards).file("/proc/cmdline", &line);
        prop_assert_eq!(machine.ifenslave(&["--boot"]), done());
        for (name, number) in names.iter().zip(1..) {
            prop_assert_eq!(index(&machine, &format!("eth{name}")), number);
        }
        assert_complete(&machine);
    }

    #[test]
    fn nothing_is_left_half_done_whatever_fails(call in 0..60_usize, words in Just(WORDS.to_vec()).prop_shuffle()) {
        let machine = booted(&words.join(" "));
        machine.fail(call, Errno::NOMEM);
        let run = machine.ifenslave(&["--boot"]);
        prop_assert_eq!(run.status == 0, run.stderr.is_empty(), "{:?}", run);
        // The next run completes it.
        prop_assert_eq!(machine.ifenslave(&["--boot"]), done());
        assert_whole(&machine);
    }
}

#[test]
fn a_vlan_on_a_card_and_a_bridge_by_itself_need_no_bond() {
    for (line, id, device) in
        [("vlan=eth0.5:eth0", 5, "eth0"), ("vlan=eth0.5:52-54-00-00-00-02", 5, "eth1")]
    {
        let machine = booted(line);
        assert_eq!(machine.ifenslave(&["--boot"]), done());
        assert_vlan(&machine, "eth0.5", id, device);
        assert_complete(&machine);
    }
    for line in ["bridge", "bridge=", "bridge=br0:eth0"] {
        let machine = booted(line);
        assert_eq!(machine.ifenslave(&["--boot"]), done());
        assert_bridge(&machine, "br0", &["eth0"]);
        assert_complete(&machine);
    }
    let machine = booted("bridge=lan:");
    assert_eq!(machine.ifenslave(&["--boot"]), done());
    assert_bridge(&machine, "lan", &[]);
    assert_complete(&machine);
}

#[test]
fn a_bare_vlan_is_reported_and_ignored() {
    for word in ["vlan", "vlan="] {
        let machine = booted(&format!("{word} bond=bond0:eth0"));
        let run = machine.ifenslave(&["--boot"]).plain();
        assert_eq!(run, Run { status: 0, ..failed(&["invalid value: "]) });
        assert_eq!(machine.slaves("bond0"), ["eth0"]);
    }
}

#[test]
fn an_invalid_word_is_named_and_the_others_count() {
    for (word, line) in [
        ("vlan=vlan4095:bond0", "vlan4095: invalid value: vlan4095:bond0"),
        ("vlan=trunk:bond0", "trunk: invalid value: trunk:bond0"),
        ("vlan=vlan5", "invalid value: vlan5"),
        ("bridge=br0", "invalid value: br0"),
        ("bridge=br0:br0", "br0: invalid value: br0:br0"),
        ("ifname=lan0:52:54", "lan0: invalid value: lan0:52:54"),
        ("ifname=lan0", "invalid value: lan0"),
        ("ifname", "invalid value: "),
        ("ifname=lan%d:52:54:00:00:00:02", "lan%d: invalid value: lan%d:52:54:00:00:00:02"),
    ] {
        let machine = booted(&format!("{word} bond=bond0:eth0"));
        assert_eq!(machine.ifenslave(&["--boot"]).plain(), partial(&[line]));
        assert_eq!(machine.slaves("bond0"), ["eth0"]);
        let machine = booted(word);
        assert_eq!(machine.ifenslave(&["--boot"]).plain(), failed(&[line]));
        assert_eq!(machine.changes(), 0);
        // Without a bond, another interface is enough to work.
        let machine = booted(&format!("{word} vlan=vlan9:eth1"));
        assert_eq!(machine.ifenslave(&["--boot"]).plain(), partial(&[line]));
        assert_vlan(&machine, "vlan9", 9, "eth1");
    }
}

#[test]
fn cards_that_come_later_are_waited_for() {
    let machine = Machine::with([ethernet("eth0")])
        .file(
            "/proc/cmdline",
            "vlan=vlan5:eth1 bridge=br0:eth0,lan0 ifname=lan0:52:54:00:00:00:02 vlan=vlan6:br0",
        )
        .event(|somebody| somebody.appears(ethernet("eth7").hwaddr([0x52, 0x54, 0, 0, 0, 2])))
        .event(|somebody| somebody.appears(ethernet("eth1")));
    let run = machine.ifenslave(&["-w", "9", "--boot"]);
    let lines =
        ["lan0: waiting for 52:54:00:00:00:02", "vlan5: waiting for eth1", "br0: waiting for lan0"];
    for line in lines {
        assert!(run.stderr.contains(&format!("ifenslave: {line}\n")), "{run:?}");
    }
    assert_eq!(run.without_waits(), done());
    assert_eq!(machine.interface("lan0").mac(), [0x52, 0x54, 0, 0, 0, 2]);
    assert_vlan(&machine, "vlan5", 5, "eth1");
    assert_bridge(&machine, "br0", &["eth0", "lan0"]);
    assert_vlan(&machine, "vlan6", 6, "br0");
}

#[test]
fn what_never_comes_is_reported_after_the_wait() {
    let line = "bond=bond0:eth0 vlan=vlan5:eth9 bridge=br0:eth1,eth8 ifname=lan0:52:54:00:00:00:99 vlan=vlan6:br1";
    let machine = booted(line);
    let run = machine.ifenslave(&["-w", "4", "--boot"]);
    let lines = [
        "52:54:00:00:00:99: not present after 4 s",
        "eth9: not present after 4 s",
        "eth8: not present after 4 s",
        "br1: not present after 4 s",
    ];
    assert_eq!(run.without_waits(), partial(&lines));
    assert_bridge(&machine, "br0", &["eth1"]);
    assert!(!machine.state().has("vlan5") && !machine.state().has("vlan6"));
    let before = machine.state();
    assert_eq!(machine.ifenslave(&["--boot"]).status, 3);
    assert_eq!(machine.state(), before);
}

#[test]
fn a_circle_is_reported_and_the_rest_is_created() {
    let machine = booted("vlan=a5:b6 vlan=b6:a5 bond=bond0:eth0");
    let run = machine.ifenslave(&["-w", "4", "--boot"]);
    assert_eq!(
        run.without_waits(),
        partial(&["b6: not present after 4 s", "a5: not present after 4 s"])
    );
    assert_eq!(machine.slaves("bond0"), ["eth0"]);
}

#[test]
fn a_name_that_another_card_keeps_is_reported_after_the_wait() {
    let machine = booted("ifname=eth1:52:54:00:00:00:01 bond=bond0:eth1,eth2");
    let before = machine.interface("eth1");
    let run = machine.ifenslave(&["-w", "4", "--boot"]);
    let lines = ["can't change ifname eth0 to eth1: File exists", "eth1: not present after 4 s"];
    assert_eq!(run.without_waits(), partial(&lines));
    // The card that has the name is not the one that was meant.
    assert_eq!(machine.interface("eth1"), before);
    assert_eq!(machine.slaves("bond0"), ["eth2"]);
    // If it goes away in time, all is well.
    let machine = booted("ifname=eth1:52:54:00:00:00:01 bond=bond0:eth1,eth2")
        .event(|somebody| somebody.rename("eth1", "wan0"));
    assert_eq!(machine.ifenslave(&["-w", "4", "--boot"]).without_waits(), done());
    assert_eq!(machine.slaves("bond0"), ["eth1", "eth2"]);
}

#[test]
fn a_circle_of_names_is_as_it_was_where_one_cannot_be_changed() {
    let line =
        "ifname=eth1:52:54:00:00:00:01 ifname=eth2:52:54:00:00:00:02 ifname=eth0:52:54:00:00:00:03";
    let cards = [ethernet("eth0"), ethernet("eth1").up(), ethernet("eth2")];
    let machine = Machine::with(cards).that_renames_what_is_down().file("/proc/cmdline", line);
    let before = machine.state();
    let run = machine.ifenslave(&["--boot"]).plain();
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr.contains("can't change ifname eth1 to eth2: Device or resource busy\n"),
        "{run:?}"
    );
    assert_eq!(machine.state(), before);
}

#[test]
fn a_card_has_one_name() {
    let machine = booted("ifname=lan0:52:54:00:00:00:01 ifname=lan1:52:54:00:00:00:01");
    let run = machine.ifenslave(&["--boot"]);
    assert_eq!(run, partial(&["can't change ifname eth0 to lan1: Name not unique on network"]));
    assert_eq!(index(&machine, "lan0"), 1);
}

#[test]
fn what_has_another_kind_or_another_device_is_left_alone() {
    for (line, text) in [
        ("vlan=bond5:eth0", "bond5: another interface has this name"),
        ("vlan=eth15:eth0", "eth15: another interface has this name"),
        ("bridge=eth15:eth0", "eth15: another interface has this name"),
        ("vlan=vlan5:eth2", "vlan5: another interface has this name"),
        ("vlan=other5:eth0", "other5: can't create: File exists"),
        ("bridge=br0:eth1", "can't enslave eth1 to br0: Device or resource busy"),
    ] {
        let cards = [
            ethernet("eth0"),
            ethernet("eth1").in_a_bridge(),
            ethernet("eth2"),
            ethernet("eth15"),
            bond("bond5"),
        ];
        let machine =
            Machine::with(cards).file("/proc/cmdline", "vlan=vlan5:eth0").file("/line", line);
        assert_eq!(machine.ifenslave(&["--boot"]), done());
        let before = machine.state();
        assert_eq!(machine.ifenslave(&["--boot", "/line"]).plain(), failed(&[text]));
        assert_eq!(machine.state(), before, "{line}");
        if text.ends_with("name") && !line.contains("eth2") {
            assert_eq!(machine.ifenslave(&["-D", "--boot", "/line"]).plain(), failed(&[text]));
            assert_eq!(machine.state(), before, "{line}");
        }
    }
}

#[test]
fn without_a_driver_the_device_is_as_it_was() {
    for (line, name) in [("vlan=vlan5:eth0", "vlan5"), ("bridge=br0:eth0", "br0")] {
        let machine = booted(line).without_8021q_and_bridge();
        let before = machine.state();
        let text = format!("{name}: can't create: Operation not supported");
        assert_eq!(machine.ifenslave(&["--boot"]).plain(), failed(&[&text]));
        assert_eq!(machine.state(), before);
    }
}

#[test]
fn a_plan_without_bonds_needs_no_bonding_driver() {
    let machine = || booted("vlan=vlan5:eth0").driver(Driver::of(Abi::V1));
    assert_eq!(machine().ifenslave(&["-n", "--boot"]).status, 0);
    let run = machine().unprivileged().ifenslave(&["-n", "--boot"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stderr.contains("can't carry out the plan: Operation not permitted"), "{run:?}");
}

#[test]
fn the_plan_has_every_step_and_changes_nothing() {
    let machine = booted(&WORDS.join(" "));
    let before = machine.state();
    let run = machine.ifenslave(&["-n", "--boot"]);
    let steps = [
        "change ifname eth0 to lan0",
        "bond0: create",
        "enslave lan0 to bond0",
        "enslave eth1 to bond0",
        "bond0.5: create",
        "br0: create",
        "enslave bond0.5 to br0",
        "eth2: up",
        "enslave eth2 to br0",
        "vlan7: create",
    ];
    let mut rest = &run.stdout[..];
    for step in steps {
        let line = format!("ifenslave: {step}\n");
        let at = rest.find(&line).unwrap_or_else(|| panic!("{step}: {run:?}"));
        rest = &rest[at + line.len()..];
    }
    assert_eq!((run.status, &run.stderr[..]), (0, ""));
    assert_eq!(machine.state(), before);
    // With -v, the same steps are reported as they are made.
    let run = machine.ifenslave(&["-v", "--boot"]);
    for step in steps {
        assert!(run.stderr.contains(&format!("ifenslave: {step}\n")), "{step}: {run:?}");
    }
    let run = machine.ifenslave(&["-v", "--boot"]);
    assert!(run.stderr.contains("ifenslave: bond0.5: already configured\n"), "{run:?}");
    // And the plan of what exists is empty.
    assert_eq!(machine.ifenslave(&["-n", "--boot"]).stdout.matches("create").count(), 0);
    let run = machine.ifenslave(&["-n", "-D", "--boot"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_whole(&machine);
}

#[test]
fn of_two_words_for_one_name_the_last_one_wins() {
    let machine = booted("vlan=vlan5:eth0 vlan=vlan5:eth1 bond=x5:eth0 vlan=x5:eth2");
    let lines = ["vlan5:eth0", "x5:eth0"]
        .map(|word| format!("two different words for one interface, the last one wins: {word}"));
    let run = machine.ifenslave(&["--boot"]);
    assert_eq!(run, Run { status: 0, ..failed(&[&lines[0], &lines[1]]) });
    assert_vlan(&machine, "vlan5", 5, "eth1");
    assert_vlan(&machine, "x5", 5, "eth2");
}
