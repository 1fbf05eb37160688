//! Bonds from nothing, on simulated machines: what is made, in which order, what is left alone, and what
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
    fn what_is_not_said_is_as_for_dracut() {
        for args in [&["-b"][..], &["-b", "bond0"], &["-b", "bond0:eth0,eth1"]] {
            let machine = cards();
            assert_eq!(machine.ifenslave(args), done(), "{args:?}");
            assert_bonded(&machine, "bond0", &["eth0", "eth1"]);
            assert_eq!(machine.mode("bond0"), Mode::BalanceRr, "{args:?}");
        }
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
        let stderr = "ifenslave: bond0: nothing is missing\n".into();
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
        assert_eq!(run.plain(), failed(&lines.each_ref().map(|line| &line[..])));
        let good: Vec<&str> =
            names.iter().map(|name| &name[..]).filter(|name| !bad.contains(name)).collect();
        assert_bonded(&machine, "bond0", &good);
    }
}
