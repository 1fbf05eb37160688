// SPDX-License-Identifier: MIT OR Apache-2.0
//! Attaching, detaching and changing the active slave on simulated machines: with current drivers and those of
//! Linux 2.4, with success and with errors.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod simulated;

use ifenslave::kernel::Errno;
use simulated::*;

/// A hardware address that an administrator chose.
const CHOSEN: [u8; 6] = [0x02, 0, 0, 0, 0, 0xaa];
/// ARPHRD_INFINIBAND
const INFINIBAND: u16 = 32;

/// Drivers of every age, with both ways of numbering requests. (In this order, one of each age is
/// left where they are sampled.)
fn drivers() -> Vec<Driver> {
    let new = [Abi::V2, Abi::V1, Abi::V0].map(Driver::of);
    sampled(new.into_iter().chain(old_drivers()), 4).collect()
}

/// Drivers that know their requests by the old numbers only.
fn old_drivers() -> impl Iterator<Item = Driver> {
    [Abi::V0, Abi::V1].into_iter().flat_map(|abi| {
        [Errno::OPNOTSUPP, Errno::INVAL, Errno::NOTTY]
            .map(|reason| Driver::of(abi).with_old_numbers_only(reason))
    })
}

/// Drivers that leave addresses and MTU to the program.
fn drivers_that_need_help() -> impl Iterator<Item = Driver> {
    drivers().into_iter().filter(|driver| driver.abi < Abi::V2)
}

/// A card that is up, with more than one address and an MTU of its own.
fn busy_card(name: &str) -> Interface {
    ethernet(name)
        .up()
        .mtu(9000)
        .address("192.0.2.1/24 brd 192.0.2.255")
        .address("192.0.2.2/24 brd 192.0.2.127")
        .address(&format!("198.51.100.9/30 label {name}:web"))
        .address("2001:db8::1/64")
}

/// Slaves of a bond are up, have its MTU and hardware address, and no IPv4 addresses of their
/// own.
#[track_caller]
fn assert_attached(machine: &Machine, bond: &str, slaves: &[&str]) {
    let master = machine.interface(bond);
    assert_eq!(machine.slaves(bond), slaves, "slaves of {bond}");
    for name in slaves {
        let slave = machine.interface(name);
        assert!(matches!(&slave.role, Role::Slave { bond: of, .. } if of == bond), "{slave:?}");
        assert!(slave.is_up(), "{slave:?} is up");
        assert_eq!(slave.mtu, master.mtu, "MTU of {slave:?}");
        assert_eq!(slave.mac(), master.mac(), "hardware address of {slave:?}");
    }
}

/// A program that rejects a command changes nothing.
#[track_caller]
fn assert_refused(machine: &Machine, args: &[&str], line: &str) {
    let before = machine.state();
    assert_eq!(machine.ifenslave(args).plain(), failed(&[line]), "{args:?}");
    assert_eq!(machine.state(), before, "{args:?}");
}

mod attach {
    use super::*;

    #[test]
    fn a_slave_that_is_down_is_attached() {
        for driver in drivers() {
            let machine = Machine::with([bond("bond0"), ethernet("eth0")]).driver(driver);
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            assert_attached(&machine, "bond0", &["eth0"]);
            assert_eq!(machine.active("bond0").as_deref(), Some("eth0"));
        }
    }

    #[test]
    fn a_slave_that_is_up_is_attached_and_loses_every_ipv4_address() {
        for driver in drivers() {
            let machine = Machine::with([bond("bond0"), busy_card("eth0")]).driver(driver.clone());
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            assert_attached(&machine, "bond0", &["eth0"]);
            assert_eq!(machine.interface("eth0").ipv4, [], "{driver:?}");
        }
    }

    #[test]
    fn a_slave_that_is_down_loses_its_addresses_too() {
        let eth0 = ethernet("eth0").address("192.0.2.1/24").address("192.0.2.2/24");
        let machine = Machine::with([bond("bond0"), eth0]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
        assert_attached(&machine, "bond0", &["eth0"]);
        assert_eq!(machine.interface("eth0").ipv4, []);
    }

    #[test]
    fn several_slaves_are_attached_in_their_order_and_others_are_left_alone() {
        for driver in drivers() {
            let machine = Machine::with([
                bond("bond0"),
                busy_card("eth1"),
                busy_card("eth0"),
                ethernet("eth2"),
                busy_card("eth3"),
            ])
            .driver(driver);
            let bystander = machine.interface("eth3");
            assert_eq!(machine.ifenslave(&["bond0", "eth1", "eth0", "eth2"]), done());
            assert_attached(&machine, "bond0", &["eth1", "eth0", "eth2"]);
            assert_eq!(machine.interface("eth3"), bystander);
        }
    }

    #[test]
    fn the_bond_keeps_its_hardware_address_on_a_second_run() {
        for driver in drivers() {
            let machine =
                Machine::with([bond("bond0"), ethernet("eth0"), busy_card("eth1")]).driver(driver);
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            let hwaddr = machine.interface("bond0").hwaddr;
            assert_eq!(machine.ifenslave(&["bond0", "eth1"]), done());
            assert_attached(&machine, "bond0", &["eth0", "eth1"]);
            assert_eq!(machine.interface("bond0").hwaddr, hwaddr);
        }
    }

    #[test]
    fn a_hardware_address_that_the_bond_was_given_stays_and_the_slaves_get_it() {
        for driver in drivers() {
            let machine =
                Machine::with([bond("bond0").hwaddr(CHOSEN), busy_card("eth0"), ethernet("eth1")])
                    .driver(driver);
            assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
            assert_attached(&machine, "bond0", &["eth0", "eth1"]);
            assert_eq!(machine.interface("bond0").mac(), CHOSEN);
            assert_eq!(machine.interface("bond0").hwaddr.origin, Origin::Set);
        }
    }

    #[test]
    fn a_hardware_address_that_is_random_gives_way_to_the_first_slaves() {
        let machine = Machine::with([bond("bond0"), ethernet("eth0"), ethernet("eth1")]);
        let own = machine.interface("eth0").mac();
        assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
        assert_eq!(machine.interface("bond0").mac(), own);
        assert_eq!(machine.interface("bond0").hwaddr.origin, Origin::Stolen);
    }

    #[test]
    fn a_bond_without_a_hardware_address_gets_its_first_slaves() {
        for driver in drivers_that_need_help() {
            let machine =
                Machine::with([bond("bond0").no_hwaddr(), busy_card("eth0"), ethernet("eth1")])
                    .driver(driver.clone());
            let own = machine.interface("eth0").mac();
            let run = machine.ifenslave(&["bond0", "eth0", "eth1"]);
            assert_eq!(run, done(), "{driver:?}");
            assert_attached(&machine, "bond0", &["eth0", "eth1"]);
            assert_eq!(machine.interface("bond0").mac(), own);
            assert!(machine.interface("bond0").is_up());
        }
    }

    #[test]
    fn an_old_driver_gets_slaves_with_the_bonds_address_in_place_of_their_own() {
        for driver in drivers_that_need_help() {
            let of_the_bond = "203.0.113.5/26 brd 203.0.113.62 peer 203.0.113.6";
            let machine = Machine::with([
                bond("bond0").address(of_the_bond).address("10.1.1.1/8"),
                busy_card("eth0"),
                ethernet("eth1"),
            ])
            .driver(driver.clone());
            assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done(), "{driver:?}");
            assert_attached(&machine, "bond0", &["eth0", "eth1"]);
            for slave in ["eth0", "eth1"] {
                let expected = ethernet(slave).address(of_the_bond).ipv4;
                assert_eq!(machine.interface(slave).ipv4, expected, "{driver:?}");
            }
        }
    }

    #[test]
    fn an_old_driver_gets_slaves_with_the_bonds_mtu() {
        for driver in drivers_that_need_help() {
            let machine = Machine::with([
                bond("bond0").mtu(1400),
                ethernet("eth0").mtu(1500),
                ethernet("eth1").mtu(1400),
            ])
            .driver(driver);
            assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
            assert_attached(&machine, "bond0", &["eth0", "eth1"]);
        }
    }

    #[test]
    fn an_interface_whose_mtu_is_too_small_for_ipv4_is_attached() {
        for driver in drivers() {
            for tiny in [ethernet("eth0").mtu(60), ethernet("eth0").mtu(60).up()] {
                let machine = Machine::with([bond("bond0"), tiny]).driver(driver.clone());
                assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
                assert_attached(&machine, "bond0", &["eth0"]);
            }
        }
    }

    #[test]
    fn a_bond_that_is_down_is_no_obstacle_where_it_is_forced() {
        for option in ["-f", "--force"] {
            let machine = Machine::with([bond("bond0").down(), busy_card("eth0")]);
            assert_eq!(machine.ifenslave(&[option, "bond0", "eth0"]), done());
            assert_attached(&machine, "bond0", &["eth0"]);
            assert!(!machine.interface("bond0").is_up());
        }
    }

    #[test]
    fn all_that_can_be_attached_is_attached_and_the_status_tells_of_the_rest() {
        for driver in drivers() {
            let machine = Machine::with([
                bond("bond0"),
                busy_card("eth0"),
                busy_card("eth1").in_a_bridge(),
                ethernet("eth2"),
            ])
            .driver(driver);
            let port = machine.interface("eth1");
            let run = machine.ifenslave(&["bond0", "nosuch", "eth0", "eth1", "eth2"]);
            let expected = [
                "skipping nosuch: can't get settings: No such device",
                "can't enslave eth1 to bond0: Device or resource busy",
            ];
            assert_eq!(run.plain(), failed(&expected));
            assert_attached(&machine, "bond0", &["eth0", "eth2"]);
            assert_eq!(machine.interface("eth1"), port);
        }
    }

    #[test]
    fn a_slave_that_is_named_twice_is_attached_once() {
        for driver in drivers() {
            let machine = Machine::with([bond("bond0"), busy_card("eth0")]).driver(driver);
            let run = machine.ifenslave(&["bond0", "eth0", "eth0"]);
            assert_eq!(run, failed(&["eth0 is already a slave"]));
            assert_attached(&machine, "bond0", &["eth0"]);
        }
    }

    #[test]
    fn a_refused_slave_is_as_it_was_found() {
        for driver in drivers() {
            let machine = Machine::with([
                bond("bond0"),
                bond("bond1"),
                ethernet("eth0"),
                ethernet("eth1"),
                busy_card("port").in_a_bridge(),
                ethernet("lame").in_a_bridge(),
                busy_card("ib0").kind(INFINIBAND),
                loopback(),
            ])
            .driver(driver.clone());
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            assert_eq!(machine.ifenslave(&["bond1", "eth1"]), done());

            let refused = |slave: &str, line: &str| {
                assert_refused(&machine, &["bond0", slave], line);
            };
            refused("eth0", "eth0 is already a slave");
            refused("eth1", "eth1 is already a slave");
            refused("nosuch", "skipping nosuch: can't get settings: No such device");
            for port in ["port", "lame"] {
                let line = format!("can't enslave {port} to bond0: Device or resource busy");
                refused(port, &line);
            }
            if driver.abi > Abi::V0 {
                let line = "can't enslave ib0 to bond0: Invalid argument";
                refused("ib0", line);
            }
        }
    }

    #[test]
    fn what_it_can_only_harm_is_refused_before_it_is_touched() {
        for driver in drivers() {
            let machine = Machine::with([bond("bond0"), loopback()]).driver(driver);
            let before = machine.state();
            for name in ["bond0", "lo"] {
                let run = machine.ifenslave(&["-v", "bond0", name]);
                let line = format!("ifenslave: can't enslave {name} to bond0: ");
                assert_eq!(run.status, 1);
                assert!(
                    run.stderr.starts_with(&line) && run.stderr.lines().count() == 1,
                    "{run:?}"
                );
                assert_eq!(machine.state(), before);
            }
        }
    }

    #[test]
    fn a_slave_that_cannot_have_the_bonds_mtu_is_as_it_was_found() {
        for driver in drivers() {
            let line = match driver.abi {
                Abi::V2 => "can't enslave eth0 to bond0: Invalid argument",
                _ => "eth0: can't set MTU: Invalid argument",
            };
            let eth0 = ethernet("eth0").address("192.0.2.1/24").max_mtu(1500);
            let machine = Machine::with([bond("bond0").mtu(9000), eth0]).driver(driver);
            assert_refused(&machine, &["bond0", "eth0"], line);
        }
    }

    #[test]
    fn what_the_driver_would_refuse_is_refused_before_a_slave_goes_down() {
        for driver in drivers() {
            let machine = Machine::with([
                bond("bond0").mtu(9000),
                busy_card("eth0").in_a_bridge(),
                busy_card("eth1").mtu(1500).max_mtu(1500),
            ])
            .driver(driver);
            let before = machine.state();
            let run = machine.ifenslave(&["-v", "bond0", "eth0", "eth1"]);
            let lines = [
                "can't enslave eth0 to bond0: Device or resource busy",
                "can't enslave eth1 to bond0: Invalid argument",
            ];
            assert_eq!(run.plain(), failed(&lines), "no step was made");
            assert_eq!(machine.state(), before);
            assert_eq!(machine.refusals_logged(), 0);
        }
    }

    #[test]
    fn a_refused_slave_leaves_the_hardware_address_of_the_bond_random() {
        let machine = Machine::with([bond("bond0"), busy_card("eth0").in_a_bridge()]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0"]).status, 1);
        assert_eq!(machine.interface("bond0").hwaddr.origin, Origin::Random);
    }

    #[test]
    fn a_user_without_privilege_changes_nothing_and_is_told_what_is_missing() {
        for driver in drivers() {
            let machine =
                Machine::with([bond("bond0"), busy_card("eth0")]).driver(driver).unprivileged();
            let line = "eth0: can't down: Operation not permitted";
            assert_refused(&machine, &["bond0", "eth0"], line);
        }
        let machine = Machine::with([bond("bond0"), ethernet("eth0")]).unprivileged();
        let line = "can't enslave eth0 to bond0: Operation not permitted";
        assert_refused(&machine, &["bond0", "eth0"], line);
    }

    #[test]
    fn each_step_is_told_where_that_is_asked_for() {
        let machine = Machine::with([bond("bond0"), busy_card("eth0"), ethernet("eth1")]);
        let run = machine.ifenslave(&["-v", "bond0", "eth0", "eth1"]);
        let stderr = "ifenslave: eth0: down\n\
                      ifenslave: enslave eth0 to bond0\n\
                      ifenslave: eth0: clear address\n\
                      ifenslave: enslave eth1 to bond0\n\
                      ifenslave: eth1: clear address\n";
        assert_eq!(run, Run { stderr: stderr.into(), ..done() });
        assert_attached(&machine, "bond0", &["eth0", "eth1"]);
    }

    #[test]
    fn the_steps_that_undo_an_attach_are_told_as_well() {
        let ib0 = busy_card("ib0").kind(INFINIBAND);
        let machine = Machine::with([bond("bond0"), ethernet("eth0"), ib0]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
        let before = machine.state();
        let expected = ["ib0: down", "can't enslave ib0 to bond0: Invalid argument", "ib0: up"];
        let run = machine.ifenslave(&["--verbose", "bond0", "ib0"]);
        assert_eq!(run.plain(), failed(&expected));
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn an_old_driver_needs_more_steps_and_each_is_told() {
        let machine = Machine::with([
            bond("bond0").mtu(1400).address("192.0.2.9/24 brd 192.0.2.255"),
            ethernet("eth0").up(),
        ])
        .driver(Driver::of(Abi::V0));
        let run = machine.ifenslave(&["-v", "bond0", "eth0"]);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""));
        for step in ["set address", "set MTU", "set hw address", "up"] {
            assert!(run.stderr.contains(&format!("ifenslave: eth0: {step}\n")), "{}", run.stderr);
        }
        assert_attached(&machine, "bond0", &["eth0"]);
    }
}

mod detach {
    use super::*;

    #[test]
    fn a_released_slave_is_down_and_has_its_own_mtu_and_hardware_address_again() {
        let machine = Machine::with([bond("bond0"), ethernet("eth0"), busy_card("eth1")]);
        let own = machine.interface("eth1");
        assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
        for option in ["-d", "--detach"] {
            assert_eq!(machine.ifenslave(&[option, "bond0", "eth1"]), done());
            assert_attached(&machine, "bond0", &["eth0"]);
            let released = machine.interface("eth1");
            assert_eq!(released.role, Role::Free);
            assert!(!released.is_up());
            assert_eq!((released.mtu, released.hwaddr), (own.mtu, own.hwaddr));
            assert_eq!(machine.ifenslave(&["bond0", "eth1"]), done());
        }
    }

    #[test]
    fn an_old_drivers_slave_is_down_and_has_ethernets_mtu() {
        for driver in drivers_that_need_help() {
            let machine =
                Machine::with([bond("bond0").mtu(1400), busy_card("eth0")]).driver(driver.clone());
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            assert_eq!(machine.ifenslave(&["-d", "bond0", "eth0"]), done());
            let released = machine.interface("eth0");
            assert_eq!(released.role, Role::Free);
            assert!(!released.is_up(), "{driver:?}");
            assert_eq!(released.mtu, 1500, "{driver:?}");
        }
    }

    #[test]
    fn a_bond_whose_last_slave_goes_has_a_random_hardware_address_again() {
        let machine = Machine::with([bond("bond0"), ethernet("eth0"), ethernet("eth1")]);
        let before = machine.state();
        assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
        assert_eq!(machine.ifenslave(&["-d", "bond0", "eth0"]), done());
        assert_eq!(machine.interface("bond0").hwaddr.origin, Origin::Stolen);
        assert_eq!(machine.ifenslave(&["-d", "bond0", "eth1"]), done());
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn another_slave_takes_over_from_an_active_one_that_goes() {
        let machine = Machine::with([bond("bond0"), ethernet("eth0"), ethernet("eth1")]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
        assert_eq!(machine.ifenslave(&["-d", "bond0", "eth0"]), done());
        assert_eq!(machine.active("bond0").as_deref(), Some("eth1"));
    }

    #[test]
    fn all_that_can_be_released_is_released_and_the_status_tells_of_the_rest() {
        for driver in drivers() {
            let machine = Machine::with([
                bond("bond0"),
                bond("bond1"),
                ethernet("eth0"),
                ethernet("eth1"),
                busy_card("eth2"),
                ethernet("eth3"),
            ])
            .driver(driver);
            assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth3"]), done());
            assert_eq!(machine.ifenslave(&["bond1", "eth1"]), done());
            let (free, of_another) = (machine.interface("eth2"), machine.interface("eth1"));

            let run = machine.ifenslave(&["-d", "bond0", "eth2", "eth1", "nosuch", "eth0"]);
            let expected = [
                "eth2 is not a slave",
                "can't release eth1 from bond0: Invalid argument",
                "skipping nosuch: can't get flags: No such device",
            ];
            assert_eq!(run.plain(), failed(&expected));
            assert_attached(&machine, "bond0", &["eth3"]);
            assert_attached(&machine, "bond1", &["eth1"]);
            assert_eq!(machine.interface("eth2"), free);
            assert_eq!(machine.interface("eth1"), of_another);
            assert_eq!(machine.interface("eth0").role, Role::Free);
        }
    }

    #[test]
    fn a_user_without_privilege_releases_nothing() {
        let machine = Machine::with([bond("bond0"), ethernet("eth0")]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
        let machine = machine.unprivileged();
        let line = "can't release eth0 from bond0: Operation not permitted";
        assert_refused(&machine, &["-d", "bond0", "eth0"], line);
    }

    #[test]
    fn each_step_is_told_where_that_is_asked_for() {
        for (abi, told) in [
            (Abi::V2, "ifenslave: release eth0 from bond0\n"),
            (Abi::V1, "ifenslave: release eth0 from bond0\nifenslave: eth0: set MTU\n"),
            (
                Abi::V0,
                "ifenslave: release eth0 from bond0\n\
                 ifenslave: eth0: down\n\
                 ifenslave: eth0: set MTU\n",
            ),
        ] {
            let bond = bond("bond0").mtu(1400);
            let machine = Machine::with([bond, ethernet("eth0")]).driver(Driver::of(abi));
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            let run = machine.ifenslave(&["-dv", "bond0", "eth0"]);
            assert_eq!(run, Run { stderr: told.into(), ..done() });
        }
    }
}

mod change_active {
    use super::*;

    /// A bond with two slaves, of which eth0 is active where the mode has such a slave.
    fn with_two_slaves(mode: Mode, driver: Driver) -> Machine {
        let machine = Machine::with([
            bond("bond0").mode(mode),
            ethernet("eth0"),
            ethernet("eth1"),
            ethernet("eth2").up(),
            bond("bond1").mode(mode),
            ethernet("eth3"),
            ethernet("eth4").unplugged(),
        ])
        .driver(driver);
        assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1", "eth4"]), done());
        assert_eq!(machine.ifenslave(&["bond1", "eth3"]), done());
        machine
    }

    #[test]
    fn a_slave_is_made_the_active_one() {
        for driver in drivers() {
            for mode in [Mode::ActiveBackup, Mode::BalanceTlb, Mode::BalanceAlb] {
                let machine = with_two_slaves(mode, driver.clone());
                assert_eq!(machine.active("bond0").as_deref(), Some("eth0"));
                for (option, slave) in [("-c", "eth1"), ("-c", "eth1"), ("--change-active", "eth0")]
                {
                    assert_eq!(machine.ifenslave(&[option, "bond0", slave]), done());
                    assert_eq!(machine.active("bond0").as_deref(), Some(slave));
                    assert_attached(&machine, "bond0", &["eth0", "eth1", "eth4"]);
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_active_is_refused() {
        for driver in drivers() {
            let machine = with_two_slaves(Mode::ActiveBackup, driver);
            let refused = |slave: &str, line: &str| {
                assert_refused(&machine, &["-c", "bond0", slave], line);
            };
            refused("eth2", "eth2 is not a slave");
            refused("bond0", "bond0 is not a slave");
            for slave in ["eth3", "eth4"] {
                let line = format!(
                    "master bond0, slave {slave}: can't change active: \
                     Invalid argument"
                );
                refused(slave, &line);
            }
        }
    }

    #[test]
    fn one_that_is_missing_is_refused() {
        let machine = with_two_slaves(Mode::ActiveBackup, Driver::of(Abi::V2));
        let before = machine.state();
        let run = machine.ifenslave(&["-c", "bond0", "nosuch"]);
        assert_eq!(run.status, 1);
        assert!(run.stderr.ends_with("nosuch: can't get flags: No such device\n"), "{run:?}");
        assert_eq!(machine.state(), before);
    }

    #[test]
    fn a_mode_without_an_active_slave_is_named_as_the_cause() {
        for driver in drivers() {
            for mode in [Mode::BalanceRr, Mode::BalanceXor, Mode::Broadcast, Mode::Lacp] {
                let machine = with_two_slaves(mode, driver.clone());
                let line = "master bond0, slave eth1: can't change active: \
                            Permission denied";
                assert_refused(&machine, &["-c", "bond0", "eth1"], line);
            }
        }
    }

    #[test]
    fn a_user_without_privilege_changes_nothing() {
        let machine = with_two_slaves(Mode::ActiveBackup, Driver::of(Abi::V2)).unprivileged();
        let line = "master bond0, slave eth1: can't change active: \
                    Operation not permitted";
        assert_refused(&machine, &["-c", "bond0", "eth1"], line);
    }

    #[test]
    fn it_is_told_where_that_is_asked_for() {
        let machine = with_two_slaves(Mode::ActiveBackup, Driver::of(Abi::V2));
        let run = machine.ifenslave(&["-cv", "bond0", "eth1"]);
        let stderr = "ifenslave: master bond0, slave eth1: change active\n";
        assert_eq!(run, Run { stderr: stderr.into(), ..done() });
    }
}

mod master {
    use super::*;

    /// Each way to name a slave in a change.
    const CHANGES: [&[&str]; 4] = [&[], &["-d"], &["-c"], &["-v"]];

    /// Every change is rejected with this one line, and nothing is changed.
    #[track_caller]
    fn assert_refuses_all(machine: &Machine, master: &str, line: &str) {
        for options in CHANGES {
            assert_refused(machine, &[options, &[master, "eth0"]].concat(), line);
        }
    }

    #[test]
    fn one_that_is_missing_is_told_from_one_that_is_no_bond() {
        let machine = Machine::with([bond("bond0"), busy_card("eth0"), busy_card("eth1")]);
        let line = "nosuch: can't get settings: No such device";
        assert_refuses_all(&machine, "nosuch", line);
        assert_refuses_all(&machine, "eth1", "eth1 is not a master");
        assert_refuses_all(&machine, "eth0", "eth0 is not a master");
    }

    #[test]
    fn one_that_is_down_is_refused() {
        let machine = Machine::with([bond("bond0").down(), busy_card("eth0")]);
        assert_refuses_all(&machine, "bond0", "bond0 is not up");
    }

    #[test]
    fn what_is_no_bond_is_told_so_even_if_it_is_down_and_forced() {
        let machine = Machine::with([ethernet("eth1"), busy_card("eth0")]);
        assert_refuses_all(&machine, "eth1", "eth1 is not a master");
        assert_refused(&machine, &["-f", "eth1", "eth0"], "eth1 is not a master");
        let line = "nosuch: can't get settings: No such device";
        assert_refused(&machine, &["-f", "nosuch", "eth0"], line);
    }

    #[test]
    fn one_that_is_down_is_told_so_before_its_driver_is_asked() {
        let driver = Driver::of(Abi::V2).that_answers("junk");
        let machine = Machine::with([bond("bond0").down(), busy_card("eth0")]).driver(driver);
        assert_refuses_all(&machine, "bond0", "bond0 is not up");
        let line = "bond0: SIOCETHTOOL error: Invalid argument";
        assert_refused(&machine, &["-f", "bond0", "eth0"], line);
    }

    #[test]
    fn its_refusal_comes_once_however_many_slaves_are_named() {
        let machine = Machine::with([bond("bond0").down(), busy_card("eth0"), ethernet("eth1")]);
        assert_refused(&machine, &["bond0", "eth0", "eth1", "nosuch"], "bond0 is not up");
    }

    #[test]
    fn a_kernel_that_cannot_be_reached_is_the_first_thing_that_is_told() {
        let machine = Machine::with([bond("bond0"), busy_card("eth0")]);
        machine.fail(0, Errno::MFILE);
        assert_refused(&machine, &["bond0", "eth0"], "can't open a socket: Too many open files");
        machine.fail(0, Errno::AFNOSUPPORT);
        let line = "can't open a socket: Address family not supported by protocol";
        assert_refused(&machine, &["bond0", "eth0"], line);
    }

    #[test]
    fn a_reason_without_a_text_is_told_by_its_number() {
        let machine = Machine::with([bond("bond0"), busy_card("eth0")]);
        machine.fail(0, rustix::io::Errno::from_raw_os_error(133).into());
        assert_refused(&machine, &["bond0", "eth0"], "can't open a socket: Unknown error 133");
    }
}

mod handshake {
    use super::*;

    /// On release, the drivers' ages can be distinguished: see [`detach`].
    #[track_caller]
    fn assert_taken_for(abi: Abi, driver: &Driver) {
        let machine =
            Machine::with([bond("bond0").mtu(1400), busy_card("eth0")]).driver(driver.clone());
        assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done(), "{driver:?}");
        assert_attached(&machine, "bond0", &["eth0"]);
        assert_eq!(machine.ifenslave(&["-d", "bond0", "eth0"]), done(), "{driver:?}");
        let released = machine.interface("eth0");
        assert_eq!(released.mtu, if abi < Abi::V2 { 1500 } else { 9000 }, "{driver:?}");
        assert!(!released.is_up(), "{driver:?}");
    }

    #[test]
    fn a_version_may_be_in_any_of_cs_notations() {
        for text in ["2", "02", "0x2", "0X2", "002", "3", "10", "010", "0x10", "4294967295"] {
            assert_taken_for(Abi::V2, &Driver::of(Abi::V2).that_answers(text));
        }
        for text in ["1", "01", "0x1", "0X01"] {
            assert_taken_for(Abi::V1, &Driver::of(Abi::V1).that_answers(text));
        }
        for text in ["0", "00", "0x0"] {
            assert_taken_for(Abi::V0, &Driver::of(Abi::V0).that_answers(text));
        }
    }

    #[test]
    fn a_version_may_fill_its_field() {
        let text = format!("{:0>32}", 2);
        assert_taken_for(Abi::V2, &Driver::of(Abi::V2).that_answers(&text));
    }

    #[test]
    fn a_driver_without_an_answer_is_of_the_first_age() {
        let driver = Driver::of(Abi::V0).that_answers_with(Errno::OPNOTSUPP);
        assert_taken_for(Abi::V0, &driver);
    }

    #[test]
    fn what_is_no_number_is_no_version() {
        for text in ["", "junk", "N/A", "2.1", "2x", "x2", "0x", "0xg", "08"] {
            let driver = Driver::of(Abi::V2).that_answers(text);
            let machine = Machine::with([bond("bond0"), busy_card("eth0")]).driver(driver);
            let line = "bond0: SIOCETHTOOL error: Invalid argument";
            assert_refused(&machine, &["bond0", "eth0"], line);
        }
    }

    #[test]
    fn another_error_is_told() {
        for (reason, text) in [
            (Errno::PERM, "Operation not permitted"),
            (Errno::NODEV, "No such device"),
            (Errno::NOTTY, "Inappropriate ioctl for device"),
            (Errno::NOMEM, "Cannot allocate memory"),
        ] {
            let driver = Driver::of(Abi::V2).that_answers_with(reason);
            let machine = Machine::with([bond("bond0"), busy_card("eth0")]).driver(driver);
            let line = format!("bond0: SIOCETHTOOL error: {text}");
            assert_refused(&machine, &["bond0", "eth0"], &line);
        }
    }
}

mod old_numbers {
    use super::*;

    #[test]
    fn a_driver_that_knows_no_others_attaches_detaches_and_changes() {
        for driver in old_drivers() {
            let machine =
                Machine::with([bond("bond0"), ethernet("eth0"), busy_card("eth1")]).driver(driver);
            assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
            assert_attached(&machine, "bond0", &["eth0", "eth1"]);
            assert_eq!(machine.ifenslave(&["-c", "bond0", "eth1"]), done());
            assert_eq!(machine.active("bond0").as_deref(), Some("eth1"));
            assert_eq!(machine.ifenslave(&["-d", "bond0", "eth1"]), done());
            assert_attached(&machine, "bond0", &["eth0"]);
            assert_eq!(machine.refusals_logged(), 0);
        }
    }

    #[test]
    fn its_refusal_is_the_reason_that_is_told() {
        for driver in old_drivers() {
            let machine =
                Machine::with([bond("bond0"), ethernet("eth0").in_a_bridge()]).driver(driver);
            let line = "can't enslave eth0 to bond0: Device or resource busy";
            assert_refused(&machine, &["bond0", "eth0"], line);
            assert_eq!(machine.refusals_logged(), 1);
        }
    }

    #[test]
    fn a_refusal_by_a_driver_of_today_is_in_the_kernels_log_once() {
        let machine = Machine::with([
            bond("bond0"),
            bond("bond1"),
            ethernet("eth0").max_mtu(1500),
            ethernet("eth1"),
            ethernet("eth2").in_a_bridge(),
        ]);
        assert_eq!(machine.ifenslave(&["bond0", "eth1"]), done());
        let refusals: [&[&str]; 3] =
            [&["bond0", "eth2"], &["-d", "bond1", "eth1"], &["-c", "bond1", "eth1"]];
        for (count, args) in (1..).zip(refusals) {
            assert_eq!(machine.ifenslave(args).status, 1);
            assert_eq!(machine.refusals_logged(), count, "{args:?}");
        }
    }
}

mod hints {
    use super::*;

    /// What is in brackets after a reason.
    #[track_caller]
    fn assert_hint(machine: &Machine, args: &[&str], hint: &str) {
        let run = machine.ifenslave(args);
        let line = run.stderr.strip_suffix(")\n").unwrap_or_default();
        let (_, said) = line.rsplit_once(" (").unwrap_or_default();
        assert!(said.contains(hint), "{args:?}: {run:?}");
    }

    #[test]
    fn a_cause_that_is_known_is_told_after_the_reason() {
        let machine = Machine::with([
            bond("bond0"),
            bond("bond1").mode(Mode::BalanceRr),
            ethernet("eth0"),
            ethernet("eth1"),
            ethernet("eth2").in_a_bridge(),
            ethernet("eth3").max_mtu(1000).mtu(1000),
        ]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
        assert_eq!(machine.ifenslave(&["bond1", "eth1"]), done());
        assert_hint(&machine, &["nosuch", "eth0"], "bonding");
        assert_hint(&machine, &["bond0", "eth2"], "bridge");
        assert_hint(&machine, &["-d", "bond0", "eth1"], "bond");
        assert_hint(&machine, &["-c", "bond0", "eth1"], "bond");
        assert_hint(&machine, &["-c", "bond0", "eth1"], "link");
        assert_hint(&machine, &["-c", "bond1", "eth1"], "mode");

        let machine = machine.unprivileged();
        for args in [&["bond0", "eth3"][..], &["-d", "bond0", "eth0"], &["-c", "bond0", "eth0"]] {
            assert_hint(&machine, args, "CAP_NET_ADMIN");
        }
    }
}

mod streams {
    use super::*;

    #[test]
    fn messages_that_go_nowhere_keep_nothing_from_being_done() {
        for sink in [Sink::Fails(Errno::BADF), Sink::Fails(Errno::NOSPC), Sink::Short(0)] {
            let machine =
                Machine::with([bond("bond0"), busy_card("eth0"), ethernet("eth1")]).stderr(sink);
            assert_eq!(machine.ifenslave(&["-v", "bond0", "eth0", "nosuch", "eth1"]).status, 1);
            assert_attached(&machine, "bond0", &["eth0", "eth1"]);
        }
    }

    #[test]
    fn a_stream_that_takes_little_at_a_time_gets_all() {
        for most in [1, 7] {
            let machine = Machine::with([bond("bond0"), busy_card("eth0").in_a_bridge()])
                .stderr(Sink::Short(most));
            let line = "can't enslave eth0 to bond0: Device or resource busy";
            assert_refused(&machine, &["bond0", "eth0"], line);
        }
    }

    #[test]
    fn nothing_is_written_while_a_slave_is_half_way() {
        for driver in drivers() {
            let machine =
                Machine::with([bond("bond0"), busy_card("eth0"), busy_card("eth1").in_a_bridge()])
                    .driver(driver.clone());
            let before = machine.state();
            assert_eq!(machine.ifenslave(&["-v", "bond0", "eth1"]).status, 1);
            assert!(machine.seen().iter().all(|seen| *seen == before), "{driver:?}");

            assert_eq!(machine.ifenslave(&["-v", "bond0", "eth0", "eth1"]).status, 1);
            let attached = machine.state();
            assert!(!machine.seen().is_empty());
            assert!(machine.seen().iter().all(|seen| *seen == attached), "{driver:?}");
        }
    }
}
