// SPDX-License-Identifier: MIT OR Apache-2.0
//! Creating bonds on simulated machines: what is created, in which order, what is left alone, and what
//! becomes of a bond that cannot be had.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod simulated;

use ifenslave::kernel::Errno;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use simulated::*;

/// Three cards, and nothing of a bond.
fn cards() -> Machine {
    Machine::with(["eth0", "eth1", "eth2"].map(ethernet))
}

/// An existing bond, with one slave, and two cards.
fn bonded() -> Machine {
    let machine =
        Machine::with([bond("bond0"), ethernet("eth0"), ethernet("eth1"), ethernet("eth2")]);
    assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
    machine
}

/// The bond is up, and so are its slaves, which are these.
#[track_caller]
fn assert_bonded(machine: &Machine, bond: &str, slaves: &[&str]) {
    assert!(machine.interface(bond).is_up(), "{bond} is up");
    assert_eq!(machine.slaves(bond), slaves, "slaves of {bond}");
    for slave in slaves {
        assert!(machine.state().is_attached(bond, slave), "{:?}", machine.state());
    }
}

/// It fails with these words, and nothing was changed, or tried.
#[track_caller]
fn assert_refused(machine: &Machine, args: &[&str], line: &str) {
    let before = machine.state();
    assert_eq!(machine.ifenslave(args).plain(), failed(&[line]), "{args:?}");
    assert_eq!(machine.changes(), 0, "{args:?}");
    assert_eq!(machine.state(), before, "{args:?}");
}

/// A second run has nothing to do.
#[track_caller]
fn assert_complete(machine: &Machine, args: &[&str]) {
    let before = machine.state();
    assert_eq!(machine.ifenslave(args), done(), "{args:?}, once more");
    assert_eq!(machine.changes(), 0, "{args:?}, once more");
    assert_eq!(machine.state(), before, "{args:?}, once more");
}

mod make {
    use super::*;

    #[test]
    fn a_bond_is_made_in_every_mode_with_its_slaves() {
        for (number, name) in [
            "balance-rr",
            "active-backup",
            "balance-xor",
            "broadcast",
            "802.3ad",
            "balance-tlb",
            "balance-alb",
        ]
        .into_iter()
        .enumerate()
        {
            for mode in [name, &number.to_string()] {
                let machine = cards();
                let spec = format!("bond0:eth1,eth0:mode={mode},miimon=100");
                assert_eq!(machine.ifenslave(&["-b", &spec]), done());
                assert_bonded(&machine, "bond0", &["eth1", "eth0"]);
                assert_eq!(machine.mode("bond0"), Mode::ALL[number]);
                assert_eq!(machine.option("bond0", "miimon"), "100");
                assert_complete(&machine, &["-b", &spec]);
            }
        }
    }

    #[test]
    fn a_spec_without_options_gives_a_monitored_bond_in_the_drivers_mode() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0,eth1"]), done());
        assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
        assert_eq!(machine.mode("bond0"), Mode::BalanceRr);
        assert_eq!(machine.option("bond0", "miimon"), "100");
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond7:"]), done());
        assert_bonded(&machine, "bond7", &[]);
    }

    #[test]
    fn a_bond_gets_its_mtu_and_its_slaves_have_it() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0,eth1:miimon=100:9000"]), done());
        assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
        assert_eq!(machine.interface("eth1").mtu, 9000);
        assert_complete(&machine, &["-b", "bond0:eth0,eth1:miimon=100:9000"]);
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0,eth1::1400"]), done());
        assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
        assert_eq!(machine.interface("eth1").mtu, 1400);
    }

    #[test]
    fn an_option_may_stand_before_one_that_it_needs() {
        let machine = cards();
        let options = "lacp_rate=fast,updelay=250,ad_actor_sys_prio=7,miimon=100,mode=802.3ad";
        assert_eq!(machine.ifenslave(&["-b", &format!("bond0:eth0:{options}")]), done());
        for (option, value) in
            [("lacp_rate", "1"), ("updelay", "200"), ("ad_actor_sys_prio", "7"), ("miimon", "100")]
        {
            assert_eq!(machine.option("bond0", option), value, "{option}");
        }
        assert_complete(&machine, &["-b", &format!("bond0:eth0:{options}")]);
    }

    #[test]
    fn a_slave_is_preferred_once_it_is_one() {
        let machine = cards();
        let args = ["-b", "bond0:eth0,eth1:primary=eth1,mode=active-backup"];
        assert_eq!(machine.ifenslave(&args), done());
        assert_eq!(machine.option("bond0", "primary"), "eth1");
        assert_eq!(machine.active("bond0").as_deref(), Some("eth1"));
        assert_complete(&machine, &args);
    }

    #[test]
    fn targets_are_lists_and_may_stand_in_brackets() {
        let machine = cards();
        let targets = "ns_ip6_target=[2001:db8::1];[2001:db8::2],arp_ip_target=192.0.2.1;192.0.2.2";
        let args = ["-b", &format!("bond0:eth0:arp_interval=200,{targets}")];
        assert_eq!(machine.ifenslave(&args), done());
        assert_eq!(machine.option("bond0", "arp_ip_target"), "192.0.2.1;192.0.2.2");
        assert_eq!(machine.option("bond0", "ns_ip6_target"), "2001:db8::1;2001:db8::2");
        assert_complete(&machine, &args);
    }

    #[test]
    fn a_second_run_makes_no_change_and_says_so() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0,eth1:mode=1"]), done());
        let run = machine.ifenslave(&["-vb", "bond0:eth0,eth1:mode=1"]);
        let stderr = "ifenslave: bond0: already configured\n".into();
        assert_eq!(run, Run { stderr, ..done() });
        assert_eq!(machine.changes(), 0);
    }

    #[test]
    fn a_half_made_bond_gets_what_it_lacks_and_no_more() {
        let whole = cards();
        let args = ["-b", "bond0:eth0,eth1:mode=active-backup,miimon=100,primary=eth1:1400"];
        assert_eq!(whole.ifenslave(&args), done());
        for half in [
            "bond0:",
            "bond0:eth0:mode=active-backup",
            "bond0:eth0,eth1:mode=1",
            "bond0:eth1:mode=1,miimon=50:9000",
        ] {
            let machine = cards();
            assert_eq!(machine.ifenslave(&["-b", half]), done(), "{half}");
            let slaves = machine.slaves("bond0");
            assert_eq!(machine.ifenslave(&args), done(), "{half}");
            assert!(machine.slaves("bond0").starts_with(&slaves), "{half}");
            for option in ["miimon", "primary"] {
                let expected = whole.option("bond0", option);
                assert_eq!(machine.option("bond0", option), expected, "{half}");
            }
            assert_eq!(machine.interface("bond0").mtu, 1400, "{half}");
            assert_complete(&machine, &args);
        }
    }

    #[test]
    fn a_bond_that_is_up_without_slaves_gets_another_mode_and_keeps_its_network() {
        let empty = bond("bond0").address("192.0.2.1/24").address("2001:db8::1/64");
        let empty = empty.route("default via 192.0.2.254");
        let machine = Machine::with([empty, ethernet("eth0"), ethernet("eth1")]);
        let before = machine.interface("bond0");
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0:mode=802.3ad,lacp_rate=1"]), done());
        assert_eq!(machine.mode("bond0"), Mode::Lacp);
        let after = machine.interface("bond0");
        assert_eq!(after.addresses(), before.addresses());
        assert_eq!(after.routes, before.routes);
    }

    #[test]
    fn slaves_that_are_not_asked_for_stay() {
        let machine = bonded();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth1:mode=1"]), done());
        assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
    }

    #[test]
    fn several_bonds_are_made() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0:mode=1", "lan:eth1,eth2::1400"]), done());
        assert_bonded(&machine, "bond0", &["eth0"]);
        assert_bonded(&machine, "lan", &["eth1", "eth2"]);
    }

    #[test]
    fn a_bond_that_the_driver_makes_itself_is_the_one_that_is_meant() {
        let driver = Driver::of(Abi::V2).that_makes("bond0");
        for name in ["bond0", "lan"] {
            let machine = cards().driver(driver.clone());
            let spec = format!("{name}:eth0:mode=6");
            assert_eq!(machine.ifenslave(&["-b", &spec]), done());
            assert_bonded(&machine, name, &["eth0"]);
            assert_eq!(machine.mode(name), Mode::BalanceAlb);
        }
    }

    #[test]
    fn hundreds_of_slaves_are_attached_and_each_that_is_refused_is_told() {
        let names: Vec<String> = (0..200).map(|number| format!("eth{number}")).collect();
        let bad = ["eth3", "eth62", "eth63", "eth64", "eth150"];
        let interfaces = names.iter().map(|name| {
            let card = ethernet(name);
            if bad.contains(&&name[..]) { card.up().in_a_bridge() } else { card }
        });
        let machine = Machine::with(interfaces);
        let run = machine.ifenslave(&["-b", &format!("bond0:{}", names.join(","))]);
        let lines =
            bad.map(|name| format!("can't enslave {name} to bond0: Device or resource busy"));
        assert_eq!(run.plain(), partial(&lines.each_ref().map(|line| &line[..])));
        let good: Vec<&str> =
            names.iter().map(|name| &name[..]).filter(|name| !bad.contains(name)).collect();
        assert_bonded(&machine, "bond0", &good);
    }
}

mod refuse {
    use super::*;

    #[test]
    fn what_is_wrong_in_any_spec_is_told_before_anything_is_made() {
        let good = "lan:eth2:mode=active-backup";
        for (bad, line) in [
            ("bond0:eth0:mode=7", "invalid value: mode=7"),
            ("bond0:eth0:mode=active", "invalid value: mode=active"),
            ("bond0:eth0:mode", "invalid value: mode"),
            ("bond0:eth0:nosuch=1", "unknown bond option: nosuch=1"),
            ("bond0:eth0:miimon=-1", "invalid value: miimon=-1"),
            ("bond0:eth0:miimon=2147483648", "invalid value: miimon=2147483648"),
            ("bond0:eth0:arp_ip_target=192.0.2", "invalid value: arp_ip_target=192.0.2"),
            ("bond0:eth0:mode=1,primary=eth1", "invalid value: primary=eth1"),
            ("bond0:eth0::0", "invalid MTU: 0"),
            ("bond0:eth0::65536", "invalid MTU: 65536"),
            ("bond0:eth0::1500:", "invalid MTU: 1500:"),
            ("bond/0:eth0", "not an interface name: bond/0"),
            (":eth0", "not an interface name: "),
            ("bond0:eth0,,eth1", "not an interface name: "),
            ("sixteen-bytes-xx:eth0", "not an interface name: sixteen-bytes-xx"),
            ("bond0:eth0,with a blank", "not an interface name: with a blank"),
            ("eth2:eth0", "eth2 is not a master"),
            ("bond0:eth0:primary=eth0", "bond0: primary is not valid in this mode"),
            ("bond0:eth0:mode=4,arp_interval=100", "bond0: arp_interval is not valid in this mode"),
            ("bond0:eth0:lacp_rate=1", "bond0: lacp_rate is not valid in this mode"),
        ] {
            for specs in [[bad, good], [good, bad]] {
                assert_refused(&cards(), &["-b", specs[0], specs[1]], line);
            }
        }
    }

    #[test]
    fn links_are_watched_in_one_way() {
        for options in
            ["miimon=100,arp_interval=200", "arp_validate=all,miimon=1", "updelay=1,arp_interval=9"]
        {
            let run = cards().ifenslave(&["-b", &format!("bond0:eth0:{options}")]);
            assert!(run.stderr.contains("miimon and arp_interval exclude each other"), "{run:?}");
        }
        // What is off excludes nothing.
        let machine = cards();
        let args = ["-b", "bond0:eth0:miimon=0,arp_interval=200"];
        assert_eq!(machine.ifenslave(&args), done());
        assert_complete(&machine, &args);
    }

    #[test]
    fn an_existing_bond_is_as_it_was_where_an_option_is_refused() {
        let with_slaves = |bond: Interface| {
            let machine = Machine::with([bond, ethernet("eth0"), ethernet("eth1")]);
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            machine
        };
        let arp = || bond("bond0").option("arp_interval", 500).option("arp_validate", 3);
        let mii = || bond("bond0").option("miimon", 50).option("updelay", 150);
        for (bond, options) in [
            // What is watched in the other way.
            (arp(), "miimon=100,fail_over_mac=1"),
            (mii(), "arp_interval=100,fail_over_mac=1"),
            // What the delays are multiples of.
            (mii(), "miimon=100,downdelay=300,fail_over_mac=1"),
            (mii(), "miimon=0,fail_over_mac=1"),
            (mii(), "mode=6,lp_interval=7"),
            (mii(), "lp_interval=7,ad_select=1"),
            (mii(), "arp_ip_target=192.0.2.1;192.0.2.2;192.0.2.1"),
        ] {
            let machine = with_slaves(bond.mode(Mode::BalanceXor));
            let before = machine.state();
            let args = ["-b", &format!("bond0:eth1:{options}")];
            let run = machine.ifenslave(&args);
            assert_eq!(run.status, 1, "{args:?}");
            let lines = run.stderr.lines().filter(|line| !line.ends_with("are not monitored"));
            let lines: Vec<&str> = lines.collect();
            assert_eq!(lines.len(), 1, "{run:?}");
            assert!(lines[0].starts_with("ifenslave: bond0: can't set "), "{run:?}");
            assert_eq!(machine.state(), before, "{args:?}");
        }
    }

    #[test]
    fn a_bond_that_is_up_and_empty_is_as_it_was_where_its_mtu_is_refused() {
        let empty = bond("bond0").max_mtu(2000).address("192.0.2.1/24").route("default");
        for empty in [empty.clone(), empty.clone().down()] {
            let empty = empty.mode(Mode::BalanceRr).option("arp_interval", 100);
            let machine = Machine::with([empty.option("arp_validate", 1), ethernet("eth0")]);
            let before = machine.state();
            let run = machine.ifenslave(&["-b", "bond0:eth0:mode=4,lacp_rate=1:9000"]);
            assert_eq!(run, failed(&["bond0: can't set MTU: Invalid argument"]));
            assert_eq!(machine.state(), before);
        }
    }

    #[test]
    fn a_new_bond_is_gone_where_an_option_is_refused() {
        for (options, told) in [
            ("ad_select=1,arp_ip_target=0.1.2.3", "0.1.2.3: Invalid argument (see dmesg)"),
            ("miimon=0,updelay=100", "updelay"),
            ("miimon=100,ns_ip6_target=::1", "ns_ip6_target=::1: Invalid argument (see dmesg)"),
        ] {
            let machine = cards();
            let before = machine.state();
            let run = machine.ifenslave(&["-b", &format!("bond0:eth0:{options}")]);
            assert_eq!(run.status, 1, "{run:?}");
            assert!(run.stderr.contains(told), "{run:?}");
            assert_eq!(machine.state(), before, "{options}");
        }
    }

    #[test]
    fn an_option_that_the_driver_is_too_old_to_know_is_told_and_the_bond_is_not_made() {
        let machine = cards().driver(Driver::of(Abi::V2).with_options_up_to(28));
        let before = machine.state();
        let run = machine.ifenslave(&["-b", "bond0:eth0:mode=4,lacp_active=off"]);
        let line = "bond0: can't set lacp_active=off: Operation not supported";
        assert_eq!(run.plain(), failed(&[line]));
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn without_the_driver_nothing_is_made() {
        let machine = cards().fail_each("create bond0", Errno::OPNOTSUPP);
        let before = machine.state();
        let line = "bond0: can't create: Operation not supported (is bonding loaded?)";
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0"]), failed(&[line]));
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn a_new_bond_that_gets_no_slave_is_gone() {
        let machine = Machine::with([ethernet("eth0").in_a_bridge().up(), loopback()]);
        let before = machine.state();
        let run = machine.ifenslave(&["-b", "bond0:eth0,lo,eth9"]);
        let lines = [
            "can't enslave eth0 to bond0: Device or resource busy",
            "can't enslave lo to bond0: a loopback device",
            "skipping eth9: can't get settings: No such device",
        ];
        assert_eq!(run.plain(), failed(&lines));
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn a_bond_with_some_of_its_slaves_is_better_than_none() {
        let machine = cards();
        let run = machine.ifenslave(&["-b", "bond0:eth0,eth9,eth1"]);
        assert_eq!(run, partial(&["skipping eth9: can't get settings: No such device"]));
        assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
    }

    #[test]
    fn a_slave_of_another_bond_stays_there() {
        let machine = Machine::with([bond("bond0"), ethernet("eth0"), ethernet("eth1")]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
        let run = machine.ifenslave(&["-b", "lan:eth0,eth1"]);
        assert_eq!(run, partial(&["eth0 is already a slave"]));
        assert_bonded(&machine, "bond0", &["eth0"]);
        assert_bonded(&machine, "lan", &["eth1"]);
    }

    #[test]
    fn what_one_bond_cannot_have_the_next_one_can() {
        let machine = bonded();
        let run = machine.ifenslave(&["-b", "bond0::fail_over_mac=1", "lan:eth1"]);
        assert_eq!(run.status, 3);
        assert_bonded(&machine, "bond0", &["eth0"]);
        assert_bonded(&machine, "lan", &["eth1"]);
    }

    #[test]
    fn without_privilege_nothing_is_made() {
        let machine = cards().unprivileged();
        let before = machine.state();
        let line = "bond0: can't create: Operation not permitted";
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0"]).plain(), failed(&[line]));
        assert_eq!(machine.state(), before);
    }
}

mod wait {
    use super::*;

    #[test]
    fn slaves_that_come_later_are_attached_when_they_come() {
        let machine = Machine::with([ethernet("eth0")])
            .event(|_| ())
            .event(|somebody| somebody.appears(ethernet("eth2")))
            .event(|somebody| somebody.appears(ethernet("eth1")));
        let args = ["-w5", "-b", "bond0:eth1,eth0,eth2:mode=1,primary=eth1"];
        assert_eq!(machine.ifenslave(&args).without_waits(), done());
        assert_bonded(&machine, "bond0", &["eth1", "eth0", "eth2"]);
        assert_eq!(machine.active("bond0").as_deref(), Some("eth1"));
        assert_complete(&machine, &args);
    }

    #[test]
    fn who_is_missing_in_the_end_is_told_and_the_others_are_there() {
        let machine = Machine::with([ethernet("eth0")])
            .event(|_| ())
            .event(|somebody| somebody.appears(ethernet("eth1")));
        let run = machine.ifenslave(&["-w5", "-b", "bond0:eth8,eth0,eth1,eth9"]);
        let lines = [
            "bond0: waiting for eth8",
            "bond0: waiting for eth1",
            "bond0: waiting for eth9",
            "eth8: not present after 5 s",
            "eth9: not present after 5 s",
        ];
        assert_eq!(run, partial(&lines));
        assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
    }

    #[test]
    fn a_bond_none_of_whose_slaves_comes_is_gone() {
        let machine = Machine::with([]).event(|_| ());
        let run = machine.ifenslave(&["-w5", "-b", "bond0:eth8"]);
        assert_eq!(run.without_waits(), failed(&["eth8: not present after 5 s"]));
        assert_eq!(machine.state(), Machine::with([]).state());
    }

    #[test]
    fn no_time_is_one_look() {
        let machine =
            Machine::with([ethernet("eth0")]).event(|somebody| somebody.appears(ethernet("eth1")));
        let run = machine.ifenslave(&["-w0", "-b", "bond0:eth0,eth1"]);
        assert_eq!(run.without_waits(), partial(&["eth1: not present after 0 s"]));
        assert_bonded(&machine, "bond0", &["eth0"]);
    }

    #[test]
    fn a_slave_that_is_refused_is_refused_once() {
        let machine = Machine::with([ethernet("eth0"), ethernet("eth1").up().in_a_bridge()])
            .event(|_| ())
            .event(|_| ())
            .event(|somebody| somebody.appears(ethernet("eth2")));
        let run = machine.ifenslave(&["-w5", "-b", "bond0:eth0,eth1,eth2"]);
        let line = "can't enslave eth1 to bond0: Device or resource busy";
        assert_eq!(run.without_waits().plain(), partial(&[line]));
        assert_bonded(&machine, "bond0", &["eth0", "eth2"]);
    }

    #[test]
    fn a_bond_that_is_refused_is_refused_once_and_the_next_one_is_waited_for() {
        let machine = bonded().event(|_| ()).event(|somebody| somebody.appears(ethernet("eth7")));
        let run = machine.ifenslave(&["-w5", "-b", "bond0:eth1:fail_over_mac=1", "lan:eth7"]);
        assert_eq!(run.status, 3, "{run:?}");
        assert_eq!(run.without_waits().stderr.lines().count(), 1);
        assert_bonded(&machine, "bond0", &["eth0"]);
        assert_bonded(&machine, "lan", &["eth7"]);
    }

    #[test]
    fn the_link_is_waited_for() {
        let machine = Machine::with([ethernet("eth0").unplugged()])
            .event(|_| ())
            .event(|somebody| somebody.interface("eth0").link = true);
        let run = machine.ifenslave(&["-w", "5", "-b", "bond0:eth0"]);
        let stderr = "ifenslave: bond0: waiting for the link of eth0\n".into();
        assert_eq!(run, Run { stderr, ..done() });

        let machine = Machine::with([ethernet("eth0").unplugged()]).event(|_| ());
        let run = machine.ifenslave(&["-w", "5", "-b", "bond0:eth0"]);
        let lines = ["bond0: eth0 has no link after 5 s", "bond0: no link after 5 s"];
        assert_eq!(run.without_waits(), failed(&lines));
        assert_bonded(&machine, "bond0", &["eth0"]);
        // Without -w, the link is nobody's concern.
        assert_complete(&machine, &["-b", "bond0:eth0"]);
    }

    #[test]
    fn a_partner_is_waited_for_in_802_3ad_alone() {
        let alone = || Machine::with([ethernet("eth0").without_partner()]);
        let args = ["-w5", "-b", "bond0:eth0:mode=802.3ad"];
        let machine = alone().event(|somebody| somebody.interface("eth0").partner = true);
        let stderr = "ifenslave: bond0: waiting for an LACP partner\n".into();
        assert_eq!(machine.ifenslave(&args), Run { stderr, ..done() });
        let run = alone().ifenslave(&args);
        assert_eq!(run.without_waits(), partial(&["bond0: no LACP partner after 5 s"]));
        assert_eq!(alone().ifenslave(&["-w5", "-b", "bond0:eth0:mode=1"]), done());
    }

    #[test]
    fn a_port_of_802_3ad_is_waited_for_until_it_works() {
        let args = ["-w5", "-b", "bond0:eth0,eth1:mode=802.3ad"];
        for (port, problem) in [
            ((2, 0x3d), " is in another aggregator"),
            ((1, 0x45), " has no LACP partner"),
            ((1, 0x0d), " does not collect and distribute"),
        ] {
            let machine =
                || Machine::with([ethernet("eth0"), ethernet("eth1").port(port.0, port.1)]);
            let run = machine().ifenslave(&args);
            let waiting = run.stderr.matches("bond0: waiting for an LACP partner\n").count();
            assert_eq!(waiting, 1, "{run:?}");
            let lines = [&*format!("bond0: eth1{problem} after 5 s")];
            assert_eq!(run.without_waits(), partial(&lines));
            let machine = machine().event(|somebody| somebody.interface("eth1").port = None);
            assert_eq!(machine.ifenslave(&args).without_waits(), done());
            assert_eq!(machine.ifenslave(&["--check"]), done());
        }
    }

    #[test]
    fn a_slave_that_went_meanwhile_is_waited_for_again() {
        let machine = Machine::with([ethernet("eth0"), ethernet("eth1")])
            .event(|somebody| somebody.remove("eth1"))
            .event(|somebody| somebody.appears(ethernet("eth2")))
            .event(|somebody| somebody.appears(ethernet("eth1")));
        let run = machine.ifenslave(&["-w5", "-b", "bond0:eth0,eth1,eth2"]);
        assert_eq!(run.without_waits(), done());
        assert_bonded(&machine, "bond0", &["eth0", "eth1", "eth2"]);
    }

    #[test]
    fn a_bond_that_somebody_deletes_meanwhile_is_told() {
        let machine = Machine::with([ethernet("eth0")])
            .event(|somebody| somebody.remove("bond0"))
            .event(|somebody| somebody.appears(ethernet("eth1")));
        let run = machine.ifenslave(&["-w5", "-b", "bond0:eth0,eth1"]);
        assert_eq!(run.status, 1, "{run:?}");
        assert_ne!(run.stderr, "");
    }
}

mod boot {
    use super::*;

    fn booted(cmdline: &str) -> Machine {
        cards().file("/proc/cmdline", cmdline)
    }

    #[test]
    fn every_bond_of_the_kernels_command_line_is_made() {
        let cmdline = "BOOT_IMAGE=/vmlinuz root=/dev/nfs bond=bond0:eth0:mode=1,miimon=100 \
            quiet bond=lan:eth1,eth2::1400 bonding=no xbond=no:eth0\n";
        for piece in [1, 7, 4096] {
            let machine = booted(cmdline).piece(piece);
            assert_eq!(machine.ifenslave(&["--boot"]), done());
            assert_bonded(&machine, "bond0", &["eth0"]);
            assert_bonded(&machine, "lan", &["eth1", "eth2"]);
            assert_complete(&machine, &["--boot"]);
        }
    }

    #[test]
    fn a_word_alone_is_dracuts_default() {
        for word in ["bond", "bond=", "\"bond=\"", "bond=bond0:eth0,eth1:mode=balance-rr"] {
            let machine = booted(&format!("ro {word} quiet\n"));
            assert_eq!(machine.ifenslave(&["--boot"]), done(), "{word}");
            assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
        }
    }

    #[test]
    fn a_word_may_be_in_quotes_as_a_whole_or_behind_the_sign() {
        for word in ["\"bond=bond0:eth0:mode=1\"", "bond=\"bond0:eth0:mode=1\""] {
            let machine = booted(word);
            assert_eq!(machine.ifenslave(&["--boot"]), done(), "{word}");
            assert_bonded(&machine, "bond0", &["eth0"]);
        }
    }

    #[test]
    fn without_a_bond_there_is_nothing_to_do() {
        for cmdline in [
            "",
            "\n",
            "quiet splash\n",
            "bonds=1 net.bond=x bondage",
            "\"x bond=bond0:eth0\" y=\"1 bond=bond0:eth0 2\"",
        ] {
            let machine = booted(cmdline);
            assert_eq!(machine.ifenslave(&["--boot"]), done(), "{cmdline:?}");
            assert_eq!(machine.changes(), 0);
        }
    }

    #[test]
    fn another_file_may_be_named() {
        let machine = booted("bond=no:eth1").file("/etc/bonds", "bond=lan:eth2\n");
        assert_eq!(machine.ifenslave(&["--boot", "/etc/bonds"]), done());
        assert_bonded(&machine, "lan", &["eth2"]);
        let missing = machine.without("/nosuch");
        let line = "/nosuch: No such file or directory";
        assert_eq!(missing.ifenslave(&["--boot", "/nosuch"]), failed(&[line]));
    }

    #[test]
    fn a_command_line_that_is_too_long_is_refused_whole() {
        let machine = booted(&format!("bond=bond0:eth0 {}", "x".repeat(10_000)));
        let run = machine.ifenslave(&["--boot"]);
        assert_eq!(run.status, 1, "{run:?}");
        assert_eq!(machine.changes(), 0);
    }
}

mod unbond {
    use super::*;

    #[test]
    fn a_bond_goes_and_its_slaves_are_what_they_were_but_for_being_down() {
        let cards = [ethernet("eth0").mtu(9000), ethernet("eth1")];
        let machine = Machine::with(cards.clone());
        let before = machine.state();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0,eth1:mode=1:1400"]), done());
        assert_eq!(machine.ifenslave(&["-D", "bond0"]), done());
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn each_slave_is_told() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0,eth1"]), done());
        let run = machine.ifenslave(&["-vD", "bond0"]);
        for line in ["bond0: delete", "release eth0 from bond0", "release eth1 from bond0"] {
            assert!(run.stderr.contains(&format!("ifenslave: {line}\n")), "{run:?}");
        }
    }

    #[test]
    fn several_go_and_one_that_does_not_exist_is_no_error() {
        let machine = cards();
        let before = machine.state();
        assert_eq!(machine.ifenslave(&["-b", "a:eth0", "b:eth1"]), done());
        assert_eq!(machine.ifenslave(&["-D", "a", "nosuch", "b"]), done());
        assert_eq!(machine.state(), before);
        let run = machine.ifenslave(&["-vD", "a", "a"]);
        let stderr = "ifenslave: a: not present\n".repeat(2);
        assert_eq!(run, Run { stderr, ..done() });
    }

    #[test]
    fn what_is_no_bond_stays() {
        let machine = Machine::with([ethernet("eth0"), loopback()]);
        for name in ["eth0", "lo"] {
            assert_refused(&machine, &["-D", name], &format!("{name} is not a master"));
        }
    }
}

mod monitoring {
    use super::*;

    #[test]
    fn a_new_bond_is_monitored_unless_the_spec_says_how() {
        for (options, miimon) in [
            ("", "100"),
            ("mode=active-backup", "100"),
            ("mode=active-backup,downdelay=5000", "100"),
            ("mode=802.3ad", "100"),
            ("miimon=250", "250"),
            ("arp_interval=500,arp_ip_target=192.0.2.1", "0"),
            ("arp_ip_target=192.0.2.1", "100"),
        ] {
            let machine = cards();
            let spec = format!("bond0:eth0,eth1:{options}");
            assert_eq!(machine.ifenslave(&["-b", &spec]), done(), "{spec}");
            assert_eq!(machine.option("bond0", "miimon"), miimon, "{spec}");
            assert_complete(&machine, &["-b", &spec]);
        }
    }

    #[test]
    fn a_bond_that_nobody_has_used_yet_is_monitored_like_a_new_one() {
        let machine = Machine::with([bond("bond0").down(), ethernet("eth0")]);
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0:downdelay=300"]), done());
        assert_eq!(machine.option("bond0", "miimon"), "100");
        assert_eq!(machine.option("bond0", "downdelay"), "300");
    }

    #[test]
    fn an_existing_bond_keeps_its_monitoring() {
        let machine = bonded();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth1"]), done());
        assert_eq!(machine.option("bond0", "miimon"), "0");
        assert_refused(
            &machine,
            &["-b", "bond0:eth1:downdelay=300"],
            "bond0: downdelay requires miimon",
        );
    }

    #[test]
    fn a_bond_without_monitoring_is_created_with_a_warning() {
        for options in
            ["miimon=0", "mode=1,miimon=0,arp_interval=0", "arp_interval=0", "mode=4,miimon=0"]
        {
            let machine = cards();
            let run = machine.ifenslave(&["-b", &format!("bond0:eth0:{options}")]);
            let stderr = "ifenslave: bond0: links are not monitored\n".into();
            assert_eq!(run, Run { stderr, ..done() }, "{options}");
            assert_eq!(machine.option("bond0", "miimon"), "0", "{options}");
        }
        assert_eq!(cards().ifenslave(&["-b", "bond0:eth0:miimon=0,arp_interval=9"]), done());
    }

    #[test]
    fn a_wait_reads_the_carrier_of_slaves_that_the_driver_does_not_monitor() {
        let machine = Machine::with([ethernet("eth0").unplugged(), ethernet("eth1").unplugged()]);
        let args = ["-w2", "-b", "bond0:eth0,eth1:mode=1,miimon=0"];
        let run = machine.ifenslave(&args).without_waits();
        let lines = [
            "bond0: links are not monitored",
            "bond0: eth0 has no link after 2 s",
            "bond0: eth1 has no link after 2 s",
            "bond0: no link after 2 s",
        ];
        assert_eq!(run, failed(&lines));
        machine.somebody(|somebody| somebody.interface("eth1").link = true);
        let run = machine.ifenslave(&args).without_waits();
        assert_eq!(run, partial(&[lines[0], lines[1]]));
    }
}

mod spelling {
    use super::*;

    /// It fails with this line, hint included, and changes nothing.
    #[track_caller]
    fn assert_hint(args: &[&str], line: &str) {
        let machine = cards();
        let before = machine.state();
        let run = machine.ifenslave(args);
        let first = run.stderr.lines().next().unwrap_or_default();
        assert_eq!(first, format!("ifenslave: {line}"), "{args:?}");
        assert_eq!(run.status, 1, "{args:?}");
        assert_eq!((machine.changes(), machine.state()), (0, before), "{args:?}");
    }

    const EXAMPLE: &str = "(as in bond0:eth0,eth1:mode=active-backup)";

    #[test]
    fn a_bond_is_not_created_without_a_word_about_its_slaves() {
        let example = "-b requires a bond, as in: ifenslave -b bond0:eth0,eth1:mode=active-backup";
        for args in [&["-b"][..], &["-bv"], &["--bond"], &["-b", "--"], &["-w5", "-b"]] {
            assert_hint(args, example);
        }
        let line = format!("no slaves are named: bond0 {EXAMPLE}");
        for args in [
            &["-b", "bond0"][..],
            &["-b", "bond0", "eth0", "eth1"],
            &["-b", "bond0", "mode", "1"],
            &["-b", "bond0", "mode", "802.3ad", "miimon", "100"],
        ] {
            assert_hint(args, &line);
            assert_eq!(cards().ifenslave(args).stderr.lines().count(), 1, "{args:?}");
        }
        assert_hint(&["-b", "eth0", "eth1"], &format!("no slaves are named: eth0 {EXAMPLE}"));
        // A bond that exists has its slaves.
        let machine = bonded();
        assert_eq!(machine.ifenslave(&["-b", "bond0"]), done());
        let run = machine.ifenslave(&["-b", "bond0", "eth1"]);
        assert_eq!(run, failed(&[&format!("no slaves are named: eth1 {EXAMPLE}")]));
    }

    #[test]
    fn a_new_bond_has_a_name_that_means_nothing_else() {
        for name in ["bond0=eth0", "bond0,eth0", "bond%d", "\"bond0\"", "'bond0'", "b\x1b[2J"] {
            let printed = name.replace('\x1b', "?");
            let line = format!("invalid bond name: {printed} {EXAMPLE}");
            assert_hint(&["-b", name], &line);
            assert_hint(&["-b", &format!("{name}:eth0:mode=1")], &line);
        }
        let line = "invalid bond name: bond=bond0 (without bond=)";
        assert_hint(&["-b", "bond=bond0:eth0,eth1:mode=1"], line);
        // What exists has the name that it has.
        let machine = Machine::with([bond("a=b"), ethernet("eth0")]);
        assert_eq!(machine.ifenslave(&["-b", "a=b:eth0"]), done());
    }

    #[test]
    fn an_invalid_spec_is_rejected_with_the_remedy() {
        for (spec, line) in [
            (
                "bond0:eth0:eth1:mode=4",
                "unknown bond option: eth1 (slaves are separated by commas)",
            ),
            (
                "bond0:eth0 eth1",
                "not an interface name: eth0 eth1 (slaves are separated by commas)",
            ),
            (
                "bond0:eth0\teth1",
                "not an interface name: eth0?eth1 (slaves are separated by commas)",
            ),
            (
                "bond0:eth0,mode=1",
                "not an interface name: mode=1 (options follow the second colon)",
            ),
            ("bond0:eth0,bond0", "invalid value: bond0 (a bond cannot be its own slave)"),
            (
                "bond0:eth0:arp_interval=9,arp_ip_target=192.0.2.1,192.0.2.2",
                "unknown bond option: 192.0.2.2 (targets are separated by semicolons)",
            ),
            (
                "bond0:eth0:mode=1:miimon=9",
                "invalid MTU: miimon=9 (options are separated by commas)",
            ),
            ("bond0:eth0:mode=1:9", "invalid MTU: 9 (68 to 65535)"),
            (
                "bond0:eth0:mode=lacp",
                "invalid value: mode=lacp (balance-rr active-backup balance-xor broadcast 802.3ad \
                 balance-tlb balance-alb)",
            ),
            (
                "bond0:eth0:mode=1 miimon=100",
                "invalid value: mode=1 miimon=100 (options are separated by commas)",
            ),
            (
                "bond0:eth0:mode=1;miimon=100",
                "invalid value: mode=1;miimon=100 (options are separated by commas)",
            ),
            ("bond0:eth0:use_carrier=yes", "invalid value: use_carrier=yes (off on)"),
            ("bond0:eth0:resend_igmp=256", "invalid value: resend_igmp=256 (0 to 255)"),
            ("bond0:eth0:lp_interval=0", "invalid value: lp_interval=0 (1 to 2147483647)"),
            ("bond0:eth0:primary=eth1", "invalid value: primary=eth1 (one of its slaves)"),
            (
                "bond0:eth0:arp_ip_target=host",
                "invalid value: arp_ip_target=host (as in 192.0.2.1;192.0.2.2)",
            ),
            ("bond0:eth0:mac=1", "invalid value: mac=1 (as in 02-00-00-00-00-01)"),
            (
                "bond0:eth0:mac=01-00-5e-00-00-01",
                "invalid value: mac=01-00-5e-00-00-01 (as in 02-00-00-00-00-01)",
            ),
            (
                "bond0:eth0:mac=00:00:00:00:00:00",
                "invalid value: mac=00:00:00:00:00:00 (as in 02-00-00-00-00-01)",
            ),
        ] {
            assert_hint(&["-b", spec], line);
        }
        let run = cards().ifenslave(&["-b", "bond0:eth0:miimom=100"]);
        let line = "ifenslave: unknown bond option: miimom=100 (mode miimon updelay ";
        assert!(run.stderr.starts_with(line), "{run:?}");
    }

    #[test]
    fn every_name_of_an_option_and_a_mode_alone_are_understood() {
        for (options, option, value) in [
            ("arp_interval=9,arp_missed_max=7", "missed_max", "7"),
            ("arp_interval=9,missed_max=7", "missed_max", "7"),
            ("peer_notify_delay=300", "peer_notif_delay", "300"),
            ("num_unsol_na=4", "num_grat_arp", "4"),
            ("num_unsol_na=4,num_grat_arp=5", "num_grat_arp", "5"),
            ("arp_interval=9,arp_ip_target=+192.0.2.1", "arp_ip_target", "192.0.2.1"),
            (
                "arp_ip_target=192.0.2.1;192.0.2.2,arp_interval=9,arp_ip_target=192.0.2.3",
                "arp_ip_target",
                "192.0.2.1;192.0.2.2;192.0.2.3",
            ),
            (
                "arp_interval=9,ns_ip6_target=[2001:db8::1],ns_ip6_target=[2001:db8::2]",
                "ns_ip6_target",
                "2001:db8::1;2001:db8::2",
            ),
        ] {
            let machine = cards();
            let args = ["-b", &format!("bond0:eth0:{options}")];
            assert_eq!(machine.ifenslave(&args), done(), "{options}");
            assert_eq!(machine.option("bond0", option), value, "{options}");
            assert_complete(&machine, &args);
        }
        for (mode, number) in [("balance-rr", 0), ("active-backup", 1), ("802.3ad", 4)] {
            let machine = cards();
            assert_eq!(machine.ifenslave(&["-b", &format!("bond0:eth0,eth1:{mode}")]), done());
            assert_eq!(machine.mode("bond0"), Mode::ALL[number]);
        }
        let many = vec!["arp_ip_target=192.0.2.1"; 17].join(",");
        let run = cards().ifenslave(&["-b", &format!("bond0:eth0:arp_interval=9,{many}")]);
        assert_eq!(run.plain(), failed(&["invalid value: arp_ip_target=192.0.2.1"]));
        let plan = cards().ifenslave(&[
            "-nb",
            "bond0:eth0:arp_interval=9,arp_ip_target=192.0.2.1,arp_ip_target=192.0.2.2",
        ]);
        assert!(plan.stdout.contains(": set arp_ip_target=192.0.2.1;192.0.2.2\n"), "{plan:?}");
    }
}

mod slaves {
    use super::*;

    #[test]
    fn a_slave_may_be_named_by_its_permanent_address() {
        let cards = || {
            Machine::with([
                ethernet("eth0").hwaddr([0x52, 0x54, 0, 0, 0, 0xa]),
                ethernet("eth1").hwaddr([0x52, 0x54, 0, 0, 0, 0xb]),
            ])
        };
        for (first, second) in
            [("52-54-00-00-00-0b", "52-54-00-00-00-0A"), ("52-54-00-00-00-0b", "eth0")]
        {
            let machine = cards();
            let args = ["-b", &format!("bond0:{first},{second}:mode=1,primary={second}")];
            assert_eq!(machine.ifenslave(&args), done(), "{args:?}");
            assert_bonded(&machine, "bond0", &["eth1", "eth0"]);
            assert_eq!(machine.option("bond0", "primary"), "eth0");
            // Both have the bond's address now.
            assert_complete(&machine, &args);
        }
        let run = cards().ifenslave(&["-b", "bond0:52-54-00-00-00-0c,eth0"]);
        let line = "skipping 52-54-00-00-00-0c: can't get settings: No such device";
        assert_eq!(run, partial(&[line]));
        let run = cards().ifenslave(&["-w3", "-b", "bond0:52-54-00-00-00-0c,eth0"]).without_waits();
        assert_eq!(run, partial(&["52-54-00-00-00-0c: not present after 3 s"]));
    }

    #[test]
    fn an_address_that_two_cards_have_is_no_name() {
        let same = [0x52, 0x54, 0, 0, 0, 0xa];
        let machine = Machine::with([ethernet("eth0").hwaddr(same), ethernet("eth1").hwaddr(same)]);
        let before = machine.state();
        let run = machine.ifenslave(&["-b", "bond0:52-54-00-00-00-0a"]);
        let line = "skipping 52-54-00-00-00-0a: can't get settings: \
            Name not unique on network (two cards have this address)";
        assert_eq!(run, failed(&[line]));
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn a_slave_may_be_named_by_an_alternative_name_of_any_length() {
        let long = "enp129s0f1np1-of-the-second-card-in-the-upper-slot";
        let machine = Machine::with([ethernet("eth0"), ethernet("eth1").also_called(long)]);
        let args = ["-b", &format!("bond0:{long},eth0:mode=1,primary={long}")];
        assert_eq!(machine.ifenslave(&args), done());
        assert_bonded(&machine, "bond0", &["eth1", "eth0"]);
        assert_eq!(machine.option("bond0", "primary"), "eth1");
        assert_complete(&machine, &args);
        let run = machine.ifenslave(&["-b", &format!("bond1:{}", "x".repeat(128))]);
        assert_eq!(run.status, 1, "{run:?}");
        assert!(run.stderr.starts_with("ifenslave: not an interface name: xxx"), "{run:?}");
    }

    #[test]
    fn a_bond_may_have_an_address_of_its_own() {
        for mac in ["02-00-00-00-00-07", "02:00:00:00:00:07"] {
            let machine = cards();
            let args = ["-b", &format!("bond0:eth0,eth1:mac={mac}:1400")];
            assert_eq!(machine.ifenslave(&args), done());
            assert_eq!(machine.interface("bond0").mac(), [2, 0, 0, 0, 0, 7]);
            assert_eq!(machine.interface("bond0").mtu, 1400);
            assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
            assert_complete(&machine, &args);
        }
        let plan = cards().ifenslave(&["-nb", "bond0:eth0:mac=02-00-00-00-00-07"]);
        assert!(plan.stdout.contains("bond0: set hw address\n"), "{plan:?}");
    }

    #[test]
    fn slaves_are_attached_in_the_order_of_the_spec() {
        // eth0 is late: eth1 waits for it, but no longer than five seconds.
        let machine = Machine::with([ethernet("eth1")])
            .event(|_| ())
            .event(|somebody| somebody.appears(ethernet("eth0")));
        let args = ["-w10", "-b", "bond0:eth0,eth1,eth2:mode=1"];
        let run = machine.ifenslave(&args);
        assert_eq!(run.status, 3, "{run:?}");
        assert_bonded(&machine, "bond0", &["eth0", "eth1"]);

        let machine = Machine::with([ethernet("eth1")])
            .time_passes()
            .event(|somebody| somebody.appears(ethernet("eth0")))
            .event(|somebody| somebody.appears(ethernet("eth2")));
        assert_eq!(machine.ifenslave(&args).without_waits(), done());
        assert_bonded(&machine, "bond0", &["eth1", "eth0", "eth2"]);
    }

    #[test]
    fn a_wait_of_five_seconds_or_less_is_over_at_its_end() {
        let machine = Machine::with([ethernet("eth1")])
            .time_passes()
            .event(|somebody| somebody.appears(ethernet("eth0")));
        let run = machine.ifenslave(&["-w5", "-b", "bond0:eth0,eth1"]).without_waits();
        assert_eq!(run, partial(&["eth0: not present after 5 s"]));
        assert_bonded(&machine, "bond0", &["eth1"]);
    }

    #[test]
    fn a_slave_without_a_link_is_named_and_the_bond_works() {
        let machine = Machine::with([ethernet("eth0"), ethernet("eth1").unplugged()]);
        let args = ["-w5", "-b", "bond0:eth0,eth1:mode=1"];
        let run = machine.ifenslave(&args);
        let lines = ["bond0: waiting for the link of eth1", "bond0: eth1 has no link after 5 s"];
        assert_eq!(run, partial(&lines));
        let machine = Machine::with([ethernet("eth0"), ethernet("eth1").unplugged()])
            .event(|somebody| somebody.interface("eth1").link = true);
        assert_eq!(machine.ifenslave(&args).without_waits(), done());
    }
}

mod several {
    use super::*;

    #[test]
    fn a_spec_that_is_there_twice_counts_once() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0:mode=1", "bond0:eth0:mode=1"]), done());
        assert_bonded(&machine, "bond0", &["eth0"]);
        let machine = cards().file("/proc/cmdline", "bond=bond0:eth0 ro bond=bond0:eth0");
        assert_eq!(machine.ifenslave(&["--boot"]), done());
    }

    #[test]
    fn two_specs_for_one_bond_are_an_error_and_at_boot_the_last_one_wins() {
        let args = ["-b", "bond0:eth0:mode=1", "bond0:eth0:mode=2"];
        assert_refused(&cards(), &args, "two different SPECs for one bond: bond0:eth0:mode=1");
        let machine =
            cards().file("/proc/cmdline", "bond=bond0:eth0:mode=1 bond=bond0:eth1:mode=2");
        let run = machine.ifenslave(&["--boot"]);
        let stderr = "ifenslave: two different words for one interface, the last one wins: \
            bond0:eth0:mode=1\n";
        assert_eq!(run, Run { stderr: stderr.into(), ..done() });
        assert_bonded(&machine, "bond0", &["eth1"]);
        assert_eq!(machine.mode("bond0"), Mode::BalanceXor);
    }

    #[test]
    fn at_boot_the_valid_bonds_are_created_and_the_invalid_one_is_named() {
        for (invalid, line) in [
            ("bond=lan:eth1:mode=8", "lan: invalid value: mode=8"),
            ("bond=lan:eth1/2", "lan: not an interface name: eth1/2"),
            ("bond=lan/2:eth1", "not an interface name: lan/2"),
            ("bond=lan:eth1:mode=1,lacp_rate=1", "lan: lacp_rate is not valid in this mode"),
            ("bond=eth2:eth1", "eth2 is not a master"),
            ("bond=lan%d:eth1", "invalid bond name: lan%d"),
        ] {
            for words in [[invalid, "bond=bond0:eth0"], ["bond=bond0:eth0", invalid]] {
                let machine = cards().file("/proc/cmdline", words.join(" "));
                let run = machine.ifenslave(&["--boot"]).plain();
                assert_eq!(run, partial(&[line]), "{words:?}");
                assert_bonded(&machine, "bond0", &["eth0"]);
                assert!(!machine.state().has("lan"));
            }
            let machine = cards().file("/proc/cmdline", invalid);
            assert_refused(&machine, &["--boot"], line);
        }
    }
}

mod command_line {
    use super::*;

    #[test]
    fn bonds_of_the_command_line_are_deleted_again() {
        let line = "quiet \"bond=bond0:eth0:mode=1\" bond=\"lan:eth1\" bond=bond0:eth0:mode=1 \
            bond=bad:eth2:mode=9 ro\n";
        let machine = cards().file("/proc/cmdline", line);
        let before = machine.state();
        machine.ifenslave(&["--boot"]);
        assert_bonded(&machine, "lan", &["eth1"]);
        for _ in 0..2 {
            assert_eq!(machine.ifenslave(&["-D", "--boot"]), done());
            assert_eq!(machine.state(), before);
        }
        // From another file, too.
        let machine = cards().file("/run/line", "bond=lan:eth1");
        assert_eq!(machine.ifenslave(&["--boot", "/run/line"]), done());
        assert_eq!(machine.ifenslave(&["--boot", "/run/line", "--unbond"]), done());
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn bonds_stay_at_the_hand_over_unless_the_line_says_otherwise() {
        for (word, stays) in [
            ("", true),
            ("bondkeep", true),
            ("bondkeep=yes", true),
            ("bondkeep=no", false),
            ("bondkeep=yes bondkeep=no", false),
            ("bondkeep=no bondkeep=yes", true),
            ("xbondkeep=no", true),
            ("\"bondkeep=no\"", false),
        ] {
            let machine = cards().file("/proc/cmdline", format!("{word} bond=bond0:eth0"));
            assert_eq!(machine.ifenslave(&["--boot"]), done());
            assert_eq!(machine.ifenslave(&["-D", "--boot", "--handover"]), done(), "{word}");
            assert_eq!(machine.state().has("bond0"), stays, "{word}");
        }
    }

    #[test]
    fn the_line_says_how_long_to_wait() {
        let run = |word: &str, args: &[&str]| {
            let line = format!("bond=bond0:eth0,eth9 {word}");
            let run = cards().file("/proc/cmdline", line).ifenslave(args).without_waits();
            assert_eq!(run.status, 3, "{run:?}");
            run.stderr
        };
        let after = |seconds| format!("ifenslave: eth9: not present after {seconds} s\n");
        assert_eq!(run("", &["-w30", "--boot"]), after(30));
        assert_eq!(run("bondwait=7", &["-w30", "--boot"]), after(7));
        assert_eq!(run("bondwait=7", &["--boot"]), after(7));
        let invalid = "ifenslave: not a number of seconds: soon\n";
        assert_eq!(run("bondwait=soon", &["-w30", "--boot"]), invalid.to_owned() + &after(30));
        assert_eq!(
            run("bondwait=soon", &["--boot"]),
            invalid.to_owned() + "ifenslave: skipping eth9: can't get settings: No such device\n"
        );
    }
}

mod plan {
    use super::*;

    #[test]
    fn each_step_is_told_on_stdout_and_none_is_made() {
        let machine = cards();
        let before = machine.state();
        let run =
            machine.ifenslave(&["-nb", "bond0:eth0,eth1:miimon=100,mode=1,primary=eth1:1400"]);
        assert_eq!((run.status, &run.stderr[..]), (0, ""));
        let steps: Vec<&str> = run.stdout.lines().collect();
        let at = |step: &str| {
            let at = steps.iter().position(|line| line.ends_with(step));
            at.unwrap_or_else(|| panic!("no {step} in {steps:?}"))
        };
        let order = [
            "bond0: create",
            "bond0: set mode=1",
            "bond0: set miimon=100",
            "bond0: set MTU",
            "bond0: up",
            "enslave eth0 to bond0",
            "enslave eth1 to bond0",
            "bond0: set primary=eth1",
        ];
        assert!(order.map(at).is_sorted(), "{steps:?}");
        assert_eq!(machine.changes(), 0);
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn what_is_complete_has_no_step() {
        let machine = cards();
        assert_eq!(machine.ifenslave(&["-b", "bond0:eth0:mode=1,primary=eth0"]), done());
        let run = machine.ifenslave(&["-nb", "bond0:eth0:mode=1,primary=eth0"]);
        assert_eq!((run.status, &run.stderr[..]), (0, ""));
        assert!(run.stdout.ends_with("bond0: already configured\n"), "{run:?}");
    }

    #[test]
    fn a_missing_driver_or_privilege_is_reported_after_the_plan() {
        let machine = cards().driver(Driver::of(Abi::V1));
        let run = machine.ifenslave(&["-nb", "bond0:eth0"]);
        let line = "can't carry out the plan: Operation not supported (is bonding loaded?)";
        assert_eq!(Run { stdout: String::new(), ..run.clone() }, failed(&[line]));
        assert!(run.stdout.starts_with("ifenslave: bond0: create\n"), "{run:?}");
        let machine = bonded().unprivileged();
        for args in [&["-n", "bond0", "eth1"][..], &["-nd", "bond0", "eth0"], &["-nD", "bond0"]] {
            let run = machine.ifenslave(args);
            let line = "can't carry out the plan: Operation not permitted (needs CAP_NET_ADMIN)";
            assert_eq!(Run { stdout: String::new(), ..run }, failed(&[line]), "{args:?}");
        }
        // Nothing is planned.
        for args in [["-nb", "bond0:eth0"], ["-nD", "nosuch"]] {
            assert_eq!(machine.ifenslave(&args).status, 0, "{args:?}");
        }
    }

    #[test]
    fn of_the_other_changes_none_is_made_either() {
        let machine = bonded();
        let before = machine.state();
        for (args, step) in [
            (&["-n", "bond0", "eth1"][..], "enslave eth1 to bond0"),
            (&["-nd", "bond0", "eth0"], "release eth0 from bond0"),
            (&["-nc", "bond0", "eth0"], "change active"),
            (&["-nD", "bond0"], "bond0: delete"),
        ] {
            let run = machine.ifenslave(args);
            assert_eq!((run.status, &run.stderr[..]), (0, ""), "{args:?}");
            assert!(run.stdout.contains(step), "{args:?}: {run:?}");
            assert_eq!(machine.changes(), 0, "{args:?}");
            assert_eq!(machine.state(), before, "{args:?}");
        }
    }
}

mod whatever_is_asked_for {
    use super::*;

    /// Options with some of the values that the driver takes, in some mode or other.
    const OPTIONS: &[(&str, &[&str])] = &[
        ("mode", &["0", "active-backup", "2", "broadcast", "802.3ad", "balance-tlb", "6"]),
        ("miimon", &["0", "50", "100"]),
        ("updelay", &["0", "120", "200"]),
        ("downdelay", &["0", "99", "300"]),
        ("peer_notif_delay", &["0", "100"]),
        ("use_carrier", &["0", "on"]),
        ("arp_interval", &["0", "100"]),
        ("arp_ip_target", &["192.0.2.1", "192.0.2.1;192.0.2.2", "0.1.2.3"]),
        ("ns_ip6_target", &["2001:db8::1", "[2001:db8::2];2001:db8::1", "::1"]),
        ("arp_validate", &["none", "all", "2"]),
        ("arp_all_targets", &["any", "1"]),
        ("primary", &["eth0", "eth1"]),
        ("primary_reselect", &["always", "2"]),
        ("fail_over_mac", &["none", "active"]),
        ("xmit_hash_policy", &["layer2", "layer3+4", "5"]),
        ("resend_igmp", &["0", "255"]),
        ("num_grat_arp", &["3"]),
        ("all_slaves_active", &["0", "1"]),
        ("min_links", &["0", "2"]),
        ("lp_interval", &["0", "1", "9"]),
        ("packets_per_slave", &["0", "10"]),
        ("lacp_active", &["off", "on"]),
        ("lacp_rate", &["slow", "fast"]),
        ("ad_select", &["0", "count"]),
        ("ad_actor_sys_prio", &["1", "65535"]),
        ("ad_user_port_key", &["0", "1023"]),
        ("ad_actor_system", &["02:00:00:00:00:01", "01:00:00:00:00:01"]),
        ("tlb_dynamic_lb", &["0", "1"]),
        ("missed_max", &["1", "200"]),
        ("coupled_control", &["off", "on"]),
    ];

    /// A SPEC that is well-formed. Half of them have few options, which more often suit each other.
    fn spec(name: &'static str) -> impl Strategy<Value = String> {
        let options = prop_oneof![subsequence(OPTIONS, 0..4), subsequence(OPTIONS, 0..12)];
        let values = proptest::collection::vec(any::<prop::sample::Index>(), 12);
        let slaves = subsequence(vec!["eth0", "eth1", "eth2", "busy", "eth9"], 0..4);
        let slaves = prop_oneof![3 => subsequence(vec!["eth0", "eth1", "eth2"], 0..4), 1 => slaves];
        let mtu = select(vec!["", ":1400", ":1500", ":9000", ":9300"]);
        (slaves.prop_shuffle(), options.prop_shuffle(), values, mtu).prop_map(
            move |(slaves, options, values, mtu)| {
                let chosen = options.iter().zip(values);
                let chosen =
                    chosen.map(|((name, all), value)| format!("{name}={}", value.get(all)));
                let options = chosen.collect::<Vec<_>>().join(",");
                format!("{name}:{}:{options}{mtu}", slaves.join(","))
            },
        )
    }

    /// Whether a line is no failure.
    fn is_warning(line: &str) -> bool {
        line.ends_with(": links are not monitored")
    }

    fn warnings_only(run: &Run) -> bool {
        run.stderr.lines().all(is_warning)
    }

    /// A machine with a bond as it may be found, or with none.
    fn machine() -> impl Strategy<Value = (usize, bool, usize, bool)> {
        (0..7_usize, any::<bool>(), 0..4_usize, any::<bool>())
    }

    fn machine_of((mode, up, sort, slave): (usize, bool, usize, bool)) -> Machine {
        let bond = bond("bond0").mode(Mode::ALL[mode]).address("192.0.2.77/24").route("default");
        let bond = match sort {
            1 => bond.option("miimon", 50).option("updelay", 100).option("lp_interval", 3),
            2 if mode < 4 => bond.option("arp_interval", 500).option("arp_validate", 1),
            _ => bond,
        };
        let bond = if up { bond } else { bond.down() };
        let busy = ethernet("busy").up().address("198.51.100.1/24").in_a_bridge();
        let cards = ["eth0", "eth1", "eth2"].map(|name| ethernet(name).up().route("10.0.0.0/8"));
        let bond = (sort > 0).then_some(bond);
        let machine = Machine::with(bond.into_iter().chain(cards).chain([busy, loopback()]));
        if sort > 0 && slave {
            assert_eq!(machine.ifenslave(&["-f", "bond0", "eth1"]), done());
        }
        machine
    }

    proptest! {
        #[test]
        fn twice_is_once(machine in machine(), spec in spec("bond0"), other in spec("lan")) {
            let machine = machine_of(machine);
            let args = ["-b", &spec, &other];
            let first = machine.ifenslave(&args);
            let after = machine.state();
            let second = machine.ifenslave(&args);
            prop_assert_eq!(machine.state(), after);
            prop_assert_eq!(second.status, first.status);
            if first.status == 0 {
                prop_assert_eq!(machine.changes(), 0);
                let plan = machine.ifenslave(&["-n", "-b", &spec, &other]);
                let steps = plan.stdout.lines().filter(|line| !line.ends_with(": already configured"));
                prop_assert_eq!(steps.collect::<Vec<_>>(), Vec::<&str>::new());
            }
        }

        #[test]
        fn a_plan_changes_nothing_and_reports_that_privilege_is_missing(
            machine in machine(), spec in spec("bond0"), other in spec("lan"),
        ) {
            let machine = machine_of(machine).unprivileged();
            let before = machine.state();
            let run = machine.ifenslave(&["-nb", &spec, &other]);
            prop_assert_eq!(machine.changes(), 0);
            prop_assert_eq!(machine.state(), before);
            let obstacle = "ifenslave: can't carry out the plan: Operation not permitted (needs CAP_NET_ADMIN)";
            let steps = run.stdout.lines().any(|line| !line.ends_with(": already configured"));
            prop_assert_eq!(steps, run.stderr.lines().any(|line| line == obstacle), "{:?}", run);
            prop_assert_eq!(run.status == 0, warnings_only(&run), "{:?}", run);
        }

        #[test]
        fn what_is_done_is_what_was_asked_for(machine in machine(), spec in spec("bond0")) {
            let machine = machine_of(machine);
            let before = machine.state();
            let run = machine.ifenslave(&["-b", &spec]);
            let after = machine.state();
            let fields: Vec<&str> = spec.split(':').collect();
            let slaves = fields[1].split(',').filter(|name| !name.is_empty());
            if run.status == 0 {
                prop_assert!(warnings_only(&run), "{:?}", run);
                prop_assert!(after.interface("bond0").is_up());
                for slave in slaves {
                    prop_assert!(after.is_attached("bond0", slave), "{} {:?}", slave, after);
                }
            } else {
                prop_assert!(run.stderr.starts_with("ifenslave: "), "{:?}", run);
                // A bond is unchanged, or as requested except for its slaves.
                let lines = run.stderr.lines().filter(|line| !is_warning(line));
                let lines: Vec<&str> = lines.collect();
                if lines.iter().any(|line| line.starts_with("ifenslave: bond0: ")) {
                    prop_assert_eq!(lines.len(), 1);
                    prop_assert_eq!(&after, &before);
                }
                // A slave is attached, or it is unchanged.
                for name in ["eth0", "eth1", "eth2", "busy", "lo"] {
                    let same = after.interface(name) == before.interface(name);
                    prop_assert!(same || after.is_attached("bond0", name), "{:?}", after);
                }
            }
        }

        #[test]
        fn what_is_made_of_nothing_can_be_unmade(spec in spec("bond0")) {
            let machine = Machine::with(["eth0", "eth1", "eth2"].map(ethernet));
            let before = machine.state();
            if machine.ifenslave(&["-b", &spec]).status == 0 {
                prop_assert_eq!(machine.ifenslave(&["-D", "bond0"]), done());
            } else if machine.state() != before {
                machine.ifenslave(&["-D", "bond0"]);
            }
            prop_assert_eq!(machine.state(), before);
        }
    }
}
