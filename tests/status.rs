// SPDX-License-Identifier: MIT OR Apache-2.0
//! `ifenslave -s`: the state of bonds, for people and for scripts.

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

/// Of each element of an array, this value.
fn each<'a>(list: &'a Value, pointer: &str) -> Vec<&'a Value> {
    let elements = list.as_array().unwrap_or_else(|| panic!("no array: {list}")).iter();
    elements.map(|element| element.pointer(pointer).unwrap_or(&Value::Null)).collect()
}

/// The names of bonds, or of slaves.
fn names_in(list: &Value) -> Vec<&Value> {
    each(list, "/ifname")
}

const BOND1: &str = "bond1             down    link down        802.3ad, aggregator 1, partner_mac 00:00:00:00:00:00, not up, \
     links are not monitored\n";

#[test]
fn for_people_a_bond_and_each_of_its_slaves_is_a_line() {
    let wanted = "\
bond0             up      link up          active-backup, miimon 100, active_slave eth0
  eth0            active  link up          perm_hwaddr 52:54:00:00:00:01, link_failure_count 0
  eth1            backup  link going down  perm_hwaddr 52:54:00:00:00:02, link_failure_count 3, no link
"
    .to_owned()
        + BOND1;
    assert_eq!(machine().ifenslave(&["-s"]), told(&wanted));
}

#[test]
fn json_has_the_names_the_values_and_the_nesting_of_iproute2() {
    let run = machine().ifenslave(&["-s", "--json"]);
    let told = parsed(&run);
    assert_eq!((run.status, &*run.stderr), (0, ""));
    assert_eq!(names_in(&told), ["bond0", "bond1"]);
    let slave = |index, name: &str, mac: &str, data| {
        json!({
            "ifindex": index,
            "ifname": name,
            "mtu": 1500,
            "operstate": "UP",
            "address": "52:54:00:00:00:01",
            "master": "bond0",
            "linkinfo": {
                "info_slave_kind": "bond",
                "info_slave_data": {
                    "state": if index == 1 { "ACTIVE" } else { "BACKUP" },
                    "mii_status": if index == 1 { "UP" } else { "GOING_DOWN" },
                    "link_failure_count": data,
                    "perm_hwaddr": mac,
                    "queue_id": 0,
                    "prio": 0,
                },
            },
        })
    };
    let wanted = json!({
        "ifindex": 4,
        "ifname": "bond0",
        "mtu": 1500,
        "operstate": "UP",
        "address": "52:54:00:00:00:01",
        "linkinfo": {
            "info_kind": "bond",
            "info_data": {
                "mode": "active-backup",
                "active_slave": "eth0",
                "miimon": 100,
                "updelay": 0,
                "downdelay": 0,
                "peer_notify_delay": 0,
                "use_carrier": 1,
                "arp_interval": 0,
                "arp_missed_max": 2,
                "arp_validate": null,
                "arp_all_targets": "any",
                "primary_reselect": "always",
                "fail_over_mac": "none",
                "xmit_hash_policy": "layer2",
                "resend_igmp": 1,
                "num_peer_notif": 1,
                "all_slaves_active": 0,
                "min_links": 0,
                "lp_interval": 1,
                "packets_per_slave": 1,
                "ad_lacp_active": "on",
                "ad_lacp_rate": "slow",
                "ad_select": "stable",
                "tlb_dynamic_lb": 1,
                "coupled_control": true,
                "broadcast_neighbor": false,
                "lacp_strict": false,
            },
        },
        "slaves": [
            slave(1, "eth0", "52:54:00:00:00:01", 0),
            slave(2, "eth1", "52:54:00:00:00:02", 3),
        ],
    });
    assert_eq!(told[0], wanted);
}

#[test]
fn json_of_802_3ad_has_the_aggregators_and_the_states_of_ports() {
    let machine = lacp([(1, 0x3f), (2, 0x07)]);
    let told = parsed(&machine.ifenslave(&["-s", "--json"]));
    let data = &told[0]["linkinfo"]["info_data"];
    assert_eq!(data["ad_info"], json!({ "aggregator": 1, "partner_mac": "02:00:00:00:00:09" }));
    assert_eq!(data["ad_actor_system"], "00:00:00:00:00:00");
    let slaves = each(&told[0]["slaves"], "/linkinfo/info_slave_data");
    let all = ["active", "short_timeout", "aggregating", "in_sync", "collecting", "distributing"];
    for (slave, aggregator, state, words) in [(slaves[0], 1, 0x3f, 6), (slaves[1], 2, 0x07, 3)] {
        assert_eq!(slave["ad_aggregator_id"], aggregator);
        assert_eq!(slave["ad_actor_oper_port_state"], state);
        assert_eq!(slave["ad_actor_oper_port_state_str"], json!(all[..words]));
        assert_eq!(slave["ad_partner_oper_port_state"], state);
        // Older kernels do not report it, and it is never guessed.
        assert_eq!(slave.get("ad_churn_actor_state"), None);
    }
}

#[test]
fn json_has_addresses_and_the_primary_slave_by_name() {
    let machine = machine();
    let spec = "bond0::arp_interval=100,arp_ip_target=192.0.2.1;192.0.2.2,ns_ip6_target=2001:db8::1,primary=eth1";
    assert_eq!(machine.ifenslave(&["-b", &spec.replace("::arp", ":eth0,eth1:arp")]), done());
    let told = parsed(&machine.ifenslave(&["-s", "--json", "bond0"]));
    let data = &told[0]["linkinfo"]["info_data"];
    assert_eq!(data["arp_ip_target"], json!(["192.0.2.1", "192.0.2.2"]));
    assert_eq!(data["ns_ip6_target"], json!(["2001:db8::1"]));
    assert_eq!(data["primary"], "eth1");
    let run = machine.ifenslave(&["-s", "bond0"]);
    let line = "active-backup, arp_interval 100, primary eth1, active_slave eth1\n";
    assert!(run.stdout.contains(line), "{run:?}");
}

#[test]
fn only_those_that_are_named_are_told_in_that_order() {
    let run = machine().ifenslave(&["-s", "--json", "bond1", "bond0", "bond1"]);
    assert_eq!(names_in(&parsed(&run)), ["bond1", "bond0", "bond1"]);
    let run = machine().ifenslave(&["-s", "bond1"]);
    assert_eq!(run, told(BOND1));
}

#[test]
fn a_bond_is_found_by_an_alternative_name() {
    let machine = Machine::with([bond("bond0").also_called("uplink"), bond("bond1")]);
    assert_eq!(names_in(&parsed(&machine.ifenslave(&["-s", "--json", "uplink"]))), ["bond0"]);
}

#[test]
fn many_bonds_are_told_in_the_order_of_their_names_each_with_its_slaves() {
    const COUNT: usize = 300;
    // In another order, a slave being before its bond or after it.
    let numbers = || (0..COUNT).map(|number| number * 7 % COUNT);
    let machine = Machine::with(numbers().flat_map(|n| {
        [ethernet(&format!("z{n:03}")), bond(&format!("b{n:03}")), ethernet(&format!("a{n:03}"))]
    }));
    for n in numbers() {
        let [bond, first, second] = ["b", "z", "a"].map(|letter| format!("{letter}{n:03}"));
        machine.somebody(move |somebody| {
            somebody.attach(&bond, &first);
            somebody.attach(&bond, &second);
        });
    }
    let run = machine.ifenslave(&["-s"]);
    let names: Vec<_> =
        run.stdout.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect();
    let wanted: Vec<_> =
        (0..COUNT).flat_map(|n| ["b", "a", "z"].map(|letter| format!("{letter}{n:03}"))).collect();
    assert_eq!(names, wanted);
    assert!(machine.calls() < 60, "{} calls", machine.calls());
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
        stdout: BOND1.into(),
    };
    let machine = machine();
    let names = ["eth0", "vrf0", "bond1", "bond9"];
    assert_eq!(machine.ifenslave(&[&["-s"], &names[..]].concat()), wanted);
    let run = machine.ifenslave(&[&["-s", "--json"], &names[..]].concat());
    assert_eq!(names_in(&parsed(&run)), ["bond1"]);
    assert_eq!((run.status, &run.stderr), (1, &wanted.stderr));
    // A bond that is down is worse than one that does not exist.
    let run = machine.ifenslave(&[&["--check"], &names[..]].concat());
    assert_eq!((run.status, run.stderr), (4, wanted.stderr));
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
    let slaves = ["e", "eno49np0", "ens3f1"];
    for slave in ["eno49np0", "ens3f1", "e"] {
        machine.somebody(move |somebody| somebody.attach("bond1", slave));
    }
    // A driver that does not report it by rtnetlink writes a name only up to its NUL.
    for machine in [machine, with_old_kernel(slaves)] {
        let run = machine.ifenslave(&["-s"]);
        let lines = slaves.map(|slave| format!("  {slave:16}active  link up          "));
        assert!(
            run.stdout.lines().skip(1).zip(&lines).all(|(line, start)| line.starts_with(start)),
            "{run:?}"
        );
        let told = parsed(&machine.ifenslave(&["-s", "--json"]));
        assert_eq!(names_in(&told[0]["slaves"]), slaves);
    }
}

fn with_old_kernel(slaves: [&'static str; 3]) -> Machine {
    let bond = bond("bond1").mode(Mode::BalanceXor).miimon(100);
    let machine = Machine::with([bond].into_iter().chain(slaves.map(ethernet)));
    for slave in ["eno49np0", "ens3f1", "e"] {
        machine.somebody(move |somebody| somebody.attach("bond1", slave));
    }
    machine.driver(Driver::of(Abi::V2).that_reports_no_state())
}

#[test]
fn before_linux_3_13_the_driver_is_asked_for_what_rtnetlink_does_not_report() {
    let machine = || machine().driver(Driver::of(Abi::V2).that_reports_no_state());
    let wanted = "\
bond0             up      link up          active-backup, miimon 100
  eth0            active  link up          link_failure_count 0
  eth1            backup  link going down  link_failure_count 3, no link
bond1             down    link down        802.3ad, not up
";
    assert_eq!(machine().ifenslave(&["-s"]), told(wanted));
    let all = parsed(&machine().ifenslave(&["-s", "--json"]));
    assert_eq!(all[0]["linkinfo"]["info_data"], json!({ "mode": "active-backup", "miimon": 100 }));
    let slave = json!({ "state": "BACKUP", "mii_status": "GOING_DOWN", "link_failure_count": 3 });
    assert_eq!(all[0]["slaves"][1]["linkinfo"]["info_slave_data"], slave);
    assert_eq!(all[0]["slaves"][1]["ifindex"], 2);
    let run = machine().ifenslave(&["--check", "bond0"]);
    assert_eq!(run, Run { status: 3, ..told("bond0: eth1 has no link\n") });
    whatever_fails_on(machine);
}

#[test]
fn a_mode_is_told_by_its_name() {
    let modes = [
        (Mode::BalanceRr, "balance-rr"),
        (Mode::ActiveBackup, "active-backup"),
        (Mode::BalanceXor, "balance-xor"),
        (Mode::Broadcast, "broadcast"),
        (Mode::Lacp, "802.3ad"),
        (Mode::BalanceTlb, "balance-tlb"),
        (Mode::BalanceAlb, "balance-alb"),
        (Mode::Unheard, "UNKNOWN"),
    ];
    for (mode, name) in modes {
        let machine = Machine::with([bond("bond0").mode(mode).miimon(100)]);
        let told = parsed(&machine.ifenslave(&["-s", "--json"]));
        assert_eq!(told[0]["linkinfo"]["info_data"]["mode"], name);
        let run = machine.ifenslave(&["-s"]);
        assert!(run.stdout.contains(&format!("link up          {name}, miimon")), "{run:?}");
    }
}

#[test]
fn a_link_is_told_in_the_words_of_sysfs() {
    for (link, words) in (0..).zip(["up", "going down", "down", "going back"]) {
        let machine = Machine::with([
            bond("bond0").miimon(100),
            ethernet("eth0").seen_by_bond(link, u32::MAX),
        ]);
        machine.somebody(|somebody| somebody.attach("bond0", "eth0"));
        let told = parsed(&machine.ifenslave(&["-s", "--json"]));
        let slave = &told[0]["slaves"][0]["linkinfo"]["info_slave_data"];
        assert_eq!(slave["mii_status"], words.to_uppercase().replace(' ', "_"));
        assert_eq!(slave["link_failure_count"], u32::MAX);
        let run = machine.ifenslave(&["-s"]);
        assert!(run.stdout.contains(&format!("link {words:12}perm_hwaddr ")), "{run:?}");
        assert!(run.stdout.contains(&format!("link_failure_count {}", u32::MAX)), "{run:?}");
        let checked = machine.ifenslave(&["--check"]);
        assert_eq!(checked.status, if link == 0 { 0 } else { 3 }, "{checked:?}");
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
        (links, run.stdout.contains("links are not monitored\n"))
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
fn json_has_what_the_driver_reports_without_monitoring() {
    let machine = trusting(Mode::ActiveBackup, "miimon", 0, [false, true]);
    let told = parsed(&machine.ifenslave(&["-s", "--json"]));
    assert_eq!(each(&told[0]["slaves"], "/linkinfo/info_slave_data/mii_status"), ["UP", "UP"]);
    assert_eq!(each(&told[0]["slaves"], "/operstate"), ["DOWN", "UP"]);
}

/// A bond in 802.3ad of eth0 and eth1: the aggregator of each, and the state of its port.
fn lacp(ports: [(u16, u8); 2]) -> Machine {
    let [eth0, eth1] = [("eth0", ports[0]), ("eth1", ports[1])]
        .map(|(name, (aggregator, state))| ethernet(name).port(aggregator, state));
    with_ports([eth0, eth1])
}

fn with_ports(ports: [Interface; 2]) -> Machine {
    let bond = bond("bond0").mode(Mode::Lacp).miimon(100);
    let machine = Machine::with([bond].into_iter().chain(ports));
    machine.somebody(|somebody| {
        ["eth0", "eth1"].iter().for_each(|name| somebody.attach("bond0", name))
    });
    machine
}

/// What `-s` has at the ends of the lines of slaves, and what `--check` prints, with its status.
fn judged(machine: &Machine) -> (Vec<String>, String, u8) {
    let run = machine.ifenslave(&["-s"]);
    assert_eq!((run.status, &*run.stderr), (0, ""));
    let end = |line: &str| line.rsplit_once(", ").unwrap().1.to_owned();
    let check = machine.ifenslave(&["--check"]);
    assert_eq!(check.stderr, "");
    (run.stdout.lines().skip(1).map(end).collect(), check.stdout, check.status)
}

#[test]
fn the_ports_of_802_3ad_work_or_the_reason_is_told() {
    const GOOD: &str = "collecting and distributing";
    for (port, term, line) in [
        ((1, 0x3d), GOOD, ""),
        ((1, 0x3f), GOOD, ""),
        // Defaulted; expired.
        ((1, 0x45), "no partner", "bond0: eth1 has no LACP partner\n"),
        ((2, 0x45), "no partner", "bond0: eth1 has no LACP partner\n"),
        ((1, 0x87), "no partner", "bond0: eth1 has no LACP partner\n"),
        ((2, 0x3d), "other aggregator", "bond0: eth1 is in another aggregator\n"),
        ((1, 0x0d), "negotiating", "bond0: eth1 does not collect and distribute\n"),
        ((1, 0x1d), "negotiating", "bond0: eth1 does not collect and distribute\n"),
    ] {
        let (terms, lines, status) = judged(&lacp([(1, 0x3d), port]));
        let wanted = vec![GOOD.to_owned(), term.to_owned()];
        assert_eq!((terms, lines), (wanted, line.to_owned()), "{port:?}");
        assert_eq!(status, if line.is_empty() { 0 } else { 3 });
    }
    for states in [[1, 0], [1, 2], [0, 1]] {
        let ports = [ethernet("eth0").port(1, 0x3d), ethernet("eth1").port(1, 0x07).churn(states)];
        let (terms, lines, status) = judged(&with_ports(ports));
        assert_eq!((&*terms[1], &*lines, status), ("churned", "bond0: eth1 is churned\n", 3));
    }
    let ports = [
        ethernet("eth0").port(1, 0x3d).churn([2, 2]),
        ethernet("eth1").port(1, 0x07).churn([0, 2]),
    ];
    let machine = with_ports(ports);
    assert_eq!(judged(&machine).0[1], "negotiating");
    let told = parsed(&machine.ifenslave(&["-s", "--json"]));
    let churn =
        |end| each(&told[0]["slaves"], &format!("/linkinfo/info_slave_data/ad_churn_{end}_state"));
    assert_eq!(churn("actor"), ["none", "monitoring"]);
    assert_eq!(churn("partner"), ["none", "none"]);
}

#[test]
fn without_any_partner_one_line_says_so() {
    let machine = with_ports(["eth0", "eth1"].map(|name| ethernet(name).without_partner()));
    let (terms, lines, status) = judged(&machine);
    assert_eq!(
        (terms, &*lines, status),
        (vec!["no partner".to_owned(); 2], "bond0: no LACP partner\n", 3)
    );
    let run = machine.ifenslave(&["-s"]);
    assert!(run.stdout.lines().next().unwrap().ends_with(", no partner"), "{run:?}");
}

#[test]
fn check_is_silent_if_all_is_well() {
    for mode in Mode::ALL {
        let machine = Machine::with([
            bond("bond0").mode(mode).miimon(100),
            ethernet("eth0"),
            ethernet("eth1"),
        ]);
        machine.somebody(|somebody| {
            somebody.attach("bond0", "eth0");
            somebody.attach("bond0", "eth1");
        });
        assert_eq!(machine.ifenslave(&["--check"]), done(), "{mode:?}");
        assert_eq!(machine.ifenslave(&["--check", "bond0"]), done(), "{mode:?}");
    }
    assert_eq!(Machine::with([loopback()]).ifenslave(&["--check"]), done());
}

#[test]
fn check_ends_with_the_status_of_the_worst_bond() {
    let machine = Machine::with([
        bond("whole").miimon(100),
        bond("degraded").miimon(100),
        bond("unwatched").miimon(0),
        bond("down").miimon(100).down(),
        bond("dead").miimon(100),
        ethernet("eth0"),
        ethernet("eth1"),
        ethernet("eth2").unplugged(),
        ethernet("eth3"),
        ethernet("eth4").unplugged(),
    ]);
    machine.somebody(|somebody| {
        for (bond, slave) in [
            ("whole", "eth0"),
            ("degraded", "eth1"),
            ("degraded", "eth2"),
            ("unwatched", "eth3"),
            ("dead", "eth4"),
        ] {
            somebody.attach(bond, slave);
        }
        let dead = somebody.interface("dead");
        *dead = dead.clone().unplugged();
    });
    let unknown = "ifenslave: none: can't get settings: No such device (is bonding loaded?)\n";
    for (names, status, stdout) in [
        (&["whole"][..], 0, ""),
        (&["degraded"], 3, "degraded: eth2 has no link\n"),
        (&["unwatched"], 3, "unwatched: links are not monitored\n"),
        (&["down"], 4, "down is not up\n"),
        (&["dead"], 4, "dead: no link\ndead: eth4 has no link\n"),
        (&["none"], 1, ""),
        (&["none", "degraded"], 1, "degraded: eth2 has no link\n"),
        (&["degraded", "none", "whole"], 1, "degraded: eth2 has no link\n"),
        (&["down", "none"], 4, "down is not up\n"),
        (&["none", "down"], 4, "down is not up\n"),
        (&["unwatched", "whole"], 3, "unwatched: links are not monitored\n"),
    ] {
        let run = machine.ifenslave(&[&["--check"], names].concat());
        let stderr = if names.contains(&"none") { unknown } else { "" };
        assert_eq!(run, Run { status, stdout: stdout.into(), stderr: stderr.into() }, "{names:?}");
    }
    let run = machine.ifenslave(&["--check"]);
    assert_eq!((run.status, run.stdout.lines().count()), (4, 5), "{run:?}");
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
        prop_assert_eq!(&told[0]["ifname"], &json!(names[0]));
        let slaves = names_in(&told[0]["slaves"]);
        let wanted: Vec<_> = names[1..].iter().map(|name| json!(name)).collect();
        prop_assert_eq!(slaves, wanted.iter().collect::<Vec<_>>());
    }
}

/// The output without another process, and the output for each call before which another process does this.
fn meanwhile(options: &[&str], what: impl Fn(&mut OtherProcess<'_>) + Copy + 'static) -> Vec<Run> {
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
        let names = names_in(&told);
        assert!(names == ["bond0", "bond1"] || names == ["bond1"], "{run:?}");
    }
}

#[test]
fn a_slave_that_vanishes_meanwhile_is_left_out_or_is_told() {
    for run in meanwhile(&["-s", "--json"], |somebody| somebody.remove("eth1")) {
        assert_eq!((run.status, &*run.stderr), (0, ""));
        let told = parsed(&run);
        assert_eq!(names_in(&told), ["bond0", "bond1"]);
        assert_eq!(told[0]["slaves"][0]["ifname"], "eth0", "{run:?}");
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
    assert!(calls > 2, "{calls} calls");
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
