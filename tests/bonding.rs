// SPDX-License-Identifier: MIT OR Apache-2.0
//! The library's bonds, on simulated machines: the same result as with `ifenslave`, errors as values, and everything as it
//! was after a failure.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "for tests only")]

mod simulated;

use std::net::Ipv4Addr;
use std::time::Duration;

use ifenslave::bonding::{
    Bond, Error, LacpRate, LinkState, Mode, Options, Port, Slave, Status, Step, Verdict,
    XmitHashPolicy,
};
use ifenslave::kernel::{Errno, IfName};
use simulated::{Abi, Driver, Interface, Machine, bond, done, ethernet, loopback};

const TEN_SECONDS: Duration = Duration::from_secs(10);

fn name(name: &str) -> IfName {
    name.parse().unwrap()
}

/// A card that is up, with something to lose.
fn busy_card(name: &str) -> Interface {
    ethernet(name)
        .up()
        .mtu(1476)
        .address("192.0.2.1/24 brd 192.0.2.255")
        .address("192.0.2.2/24")
        .address("2001:db8::1/64")
        .route("default via 192.0.2.254")
}

/// Two cards and a bond with a third one.
fn bonded() -> Machine {
    let machine = Machine::with([
        bond("bond0").miimon(100),
        busy_card("eth0"),
        ethernet("eth1"),
        ethernet("eth2"),
    ]);
    assert_eq!(machine.ifenslave(&["bond0", "eth2"]), done());
    machine
}

fn open(machine: &Machine) -> Bond<&Machine> {
    Bond::open_on(machine, "bond0").unwrap()
}

/// The state of a bond, and of its slaves.
fn status(bond: &Bond<&Machine>) -> (Status, Vec<Slave>) {
    let mut slaves = Vec::new();
    let status = bond.status(|slave| slaves.push(*slave)).unwrap();
    (status, slaves)
}

/// The step, the errno and the text of an error, after which nothing has changed.
fn told(error: Error) -> (Step, Option<Errno>, String) {
    assert!(error.is_restored(), "{error:?}");
    (error.step(), error.errno(), error.to_string())
}

#[test]
fn a_bond_from_its_creation_to_its_end() {
    let machine = Machine::with(["eth0", "eth1"].map(ethernet));
    let before = machine.state();
    machine.library(|machine| {
        let options = Options::new(Mode::ActiveBackup).miimon(50).primary("eth1");
        let bond = Bond::create_on(machine, "bond0", &options).unwrap();
        assert_eq!((bond.name(), bond.index()), (name("bond0"), 3));
        assert!(machine.interface("bond0").is_up());
        bond.enslave("eth0").unwrap();
        bond.enslave(b"eth1").unwrap();
        assert_eq!(machine.slaves("bond0"), ["eth0", "eth1"]);
        assert_eq!(machine.option("bond0", "primary"), "eth1");
        bond.set_active(name("eth0")).unwrap();
        assert_eq!(machine.active("bond0").as_deref(), Some("eth0"));
        assert_eq!(bond.wait(TEN_SECONDS), Ok(true));

        let (status, slaves) = status(&bond);
        assert_eq!((status.name, status.index, status.slaves), (name("bond0"), 3, 2));
        assert_eq!((status.mode, status.miimon), (Some(Mode::ActiveBackup), 50));
        assert_eq!((status.up, status.link, status.verdict), (true, true, Verdict::Whole));
        assert_eq!((status.active_slave, status.primary), (Some(name("eth0")), Some(name("eth1"))));
        assert_eq!((status.monitored, status.lacp_partner), (Some(true), None));
        let short = |slave: &Slave| (slave.name, slave.active, slave.link, slave.port);
        let slaves: Vec<_> = slaves.iter().map(short).collect();
        let up = |slave, active| (name(slave), active, LinkState::Up, Port::Whole);
        assert_eq!(slaves, [up("eth0", true), up("eth1", false)]);

        bond.release("eth0").unwrap();
        assert_eq!(machine.slaves("bond0"), ["eth1"]);
        bond.delete().unwrap();
    });
    assert_eq!(machine.state(), before);
}

#[test]
fn the_result_is_that_of_ifenslave() {
    let cards = || Machine::with([busy_card("eth0"), ethernet("eth1")]);
    let (library, program) = (cards(), cards());
    let spec = "bond0:eth0,eth1:mode=4,miimon=200,lacp_rate=fast,xmit_hash_policy=layer3+4:1400";
    assert_eq!(program.ifenslave(&["-b", spec]), done());
    library.library(|machine| {
        let options = Options::new(Mode::Lacp)
            .miimon(200)
            .lacp_rate(LacpRate::Fast)
            .xmit_hash_policy(XmitHashPolicy::Layer34)
            .mtu(1400);
        let bond = Bond::create_on(machine, "bond0", &options).unwrap();
        bond.enslave("eth0").unwrap();
        bond.enslave("eth1").unwrap();
    });
    assert_eq!(library.state(), program.state());

    assert_eq!(program.ifenslave(&["-D", "bond0"]), done());
    library.library(|machine| open(machine).delete()).unwrap();
    assert_eq!(library.state(), program.state());
}

#[test]
fn a_new_bond_is_monitored_unless_the_options_say_otherwise() {
    let targets = [Ipv4Addr::new(192, 0, 2, 1), Ipv4Addr::new(192, 0, 2, 2)];
    let arp = Options::new(Mode::ActiveBackup).arp_interval(1000).arp_ip_target(&targets);
    for (options, miimon, arp_interval) in [
        (Options::default(), "100", "0"),
        (Options::new(Mode::ActiveBackup).miimon(0), "0", "0"),
        (arp, "0", "1000"),
    ] {
        let machine = Machine::with([]);
        machine.library(|machine| {
            Bond::create_on(machine, "bond0", &options).unwrap();
        });
        assert_eq!(machine.option("bond0", "miimon"), miimon, "{options:?}");
        assert_eq!(machine.option("bond0", "arp_interval"), arp_interval, "{options:?}");
    }
}

#[test]
fn what_is_rejected_changes_nothing() {
    let machine = Machine::with([
        bond("bond0").miimon(100),
        bond("bond1"),
        ethernet("eth0").up().in_a_bridge(),
        ethernet("eth1"),
        ethernet("eth2"),
        loopback(),
    ]);
    assert_eq!(machine.ifenslave(&["bond1", "eth2"]), done());
    let before = machine.state();
    let new = Options::new(Mode::ActiveBackup);
    let create = |name: &'static str, options: Options<'static>| {
        move |machine: &Machine| Bond::create_on(machine, name, &options).map(|_| ())
    };
    type Request = Box<dyn Fn(&Machine) -> Result<(), Error>>;
    let requests: [(Request, Step, Option<Errno>, &str); 17] = [
        (
            Box::new(create("bond0", new)),
            Step::Create,
            Some(Errno::EXIST),
            "bond0: can't create: File exists",
        ),
        (
            Box::new(create("b,nd0", new)),
            Step::Create,
            Some(Errno::INVAL),
            "b,nd0: can't create: Invalid argument",
        ),
        (
            Box::new(create("", new)),
            Step::Create,
            Some(Errno::INVAL),
            ": can't create: Invalid argument",
        ),
        (
            Box::new(create("bond9", new.miimon(1 << 31))),
            Step::Check,
            None,
            "bond9: invalid value: miimon",
        ),
        (
            Box::new(create("bond9", new.lacp_rate(LacpRate::Fast))),
            Step::Check,
            None,
            "bond9: lacp_rate is not valid in this mode",
        ),
        (
            Box::new(create("bond9", new.miimon(0).updelay(100))),
            Step::Check,
            None,
            "bond9: updelay requires miimon",
        ),
        (
            Box::new(create("bond9", new.miimon(100).arp_interval(100))),
            Step::Check,
            None,
            "bond9: miimon and arp_interval exclude each other: arp_interval",
        ),
        (
            Box::new(create("bond9", new.mtu(67))),
            Step::SetMtu,
            Some(Errno::INVAL),
            "bond9: can't set MTU: Invalid argument",
        ),
        (
            Box::new(create("bond9", new.primary("no/name"))),
            Step::Check,
            None,
            "bond9: invalid value: primary",
        ),
        (
            Box::new(|machine| open(machine).enslave("eth0")),
            Step::Enslave,
            Some(Errno::BUSY),
            "can't enslave eth0 to bond0: Device or resource busy (in a bridge?)",
        ),
        (
            Box::new(|machine| open(machine).enslave("lo")),
            Step::Check,
            None,
            "can't enslave lo to bond0: a loopback device",
        ),
        (
            Box::new(|machine| open(machine).enslave("eth2")),
            Step::Check,
            None,
            "eth2 is already a slave",
        ),
        (
            Box::new(|machine| open(machine).enslave("eth9")),
            Step::LookUp,
            Some(Errno::NODEV),
            "skipping eth9: can't get settings: No such device",
        ),
        (
            Box::new(|machine| open(machine).enslave("eth1\0")),
            Step::LookUp,
            Some(Errno::INVAL),
            "skipping : can't get settings: Invalid argument",
        ),
        (
            Box::new(|machine| open(machine).release("eth1")),
            Step::Check,
            None,
            "eth1 is not a slave",
        ),
        (
            Box::new(|machine| open(machine).set_active("eth2")),
            Step::SetActive,
            Some(Errno::INVAL),
            "master bond0, slave eth2: can't change active: Invalid argument (not this bond's, or no link)",
        ),
        (
            Box::new(|machine| open(machine).set_primary("eth2")),
            Step::Check,
            None,
            "eth2 is not a slave",
        ),
    ];
    for (request, step, errno, text) in requests {
        let error = machine.library(|machine| request(machine)).unwrap_err();
        assert_eq!(told(error), (step, errno, text.to_owned()));
        assert_eq!(machine.state(), before, "{text}");
    }
    for (name, step, text) in [
        ("bond9", Step::LookUp, "bond9: can't get settings: No such device (is bonding loaded?)"),
        ("eth1", Step::Check, "eth1 is not a master"),
        ("a/b", Step::LookUp, ": can't get settings: Invalid argument"),
    ] {
        let error =
            machine.library(|machine| Bond::open_on(machine, name).map(|_| ())).unwrap_err();
        assert_eq!((error.step(), error.to_string().as_str()), (step, text));
    }
}

#[test]
fn an_error_names_the_interface_and_the_option() {
    let driver = Driver::of(Abi::V2).with_options_up_to(20);
    let machine = Machine::with([ethernet("eth0").in_a_bridge()]).driver(driver);
    machine.library(|machine| {
        let options = Options::new(Mode::Lacp).lacp_rate(LacpRate::Fast);
        let error = Bond::create_on(machine, "bond0", &options).map(|_| ()).unwrap_err();
        assert_eq!((error.step(), error.errno()), (Step::SetOption, Some(Errno::OPNOTSUPP)));
        assert_eq!((error.interface(), error.option()), (name("bond0"), Some("lacp_rate")));
        assert_eq!(error.to_string(), "bond0: can't set lacp_rate: Operation not supported");
        assert!(!machine.state().has("bond0"));

        let bond = Bond::create_on(machine, "bond0", &Options::default()).unwrap();
        let error = bond.enslave("eth0").unwrap_err();
        assert_eq!((error.interface(), error.option()), (name("eth0"), None));
        let debugged = format!("{error:?}");
        assert!(debugged.contains("Enslave") && debugged.contains("EBUSY"), "{debugged}");
    });
}

#[test]
fn without_privilege_the_state_can_be_read() {
    let machine = bonded().unprivileged();
    machine.library(|machine| {
        let bond = open(machine);
        assert_eq!(status(&bond).0.slaves, 1);
        let error = bond.release("eth2").unwrap_err();
        assert_eq!((error.step(), error.errno()), (Step::Release, Some(Errno::PERM)));
        let error = bond.enslave("eth0").unwrap_err();
        assert!(error.is_restored(), "{error:?}");
        assert_eq!((error.step(), error.errno()), (Step::SetDown, Some(Errno::PERM)));
    });
}

#[test]
fn a_bond_that_ifenslave_tries_a_change_of_is_not_changed() {
    let tried = bond("bond0").also_called("try-7-1");
    let machine = Machine::with([tried, ethernet("eth0")]);
    let before = machine.state();
    machine.library(|machine| {
        let mut bond = open(machine);
        let errors = [
            bond.enslave("eth0").unwrap_err(),
            bond.configure(&Options::default().miimon(200)).unwrap_err(),
            bond.delete().unwrap_err(),
        ];
        let text = "bond0: another process tries a change of it (--try)";
        for error in errors {
            assert_eq!(told(error), (Step::Check, None, text.to_owned()));
            assert_eq!(error.interface(), name("bond0"));
        }
    });
    assert_eq!(machine.state(), before);
}

#[test]
fn options_of_an_existing_bond_are_changed_or_stay_as_they_are() {
    let machine = bonded();
    machine.library(|machine| {
        let mut bond = open(machine);
        let options = Options::default().miimon(200).primary("eth0");
        bond.configure(&options).unwrap();
        bond.enslave("eth0").unwrap();
        assert_eq!(machine.option("bond0", "primary"), "eth0");
        assert_eq!(machine.option("bond0", "miimon"), "200");
        let before = machine.state();
        let error = bond.configure(&Options::new(Mode::BalanceRr).miimon(300)).unwrap_err();
        assert_eq!(told(error).0, Step::SetOption);
        assert_eq!(machine.state(), before);
    });
}

#[test]
fn a_wait_ends_when_every_slave_works_or_when_the_time_is_over() {
    let unplugged = || {
        let machine = Machine::with([
            bond("bond0").miimon(100),
            ethernet("eth0"),
            ethernet("eth1").unplugged(),
        ]);
        assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
        machine
    };
    let plugged = |somebody: &mut simulated::OtherProcess<'_>| {
        somebody.interface("eth1").link = true;
    };
    let machine = unplugged().event(|_| ()).event(plugged);
    assert_eq!(machine.library(|machine| open(machine).wait(TEN_SECONDS)), Ok(true));
    let machine = unplugged().event(|_| ()).time_passes();
    assert_eq!(machine.library(|machine| open(machine).wait(TEN_SECONDS)), Ok(false));
    assert_eq!(machine.library(|machine| open(machine).wait(Duration::ZERO)), Ok(false));
    // A bond without slaves has no link.
    let machine = Machine::with([bond("bond0")]);
    assert_eq!(machine.library(|machine| open(machine).wait(Duration::from_millis(1))), Ok(false));
}

#[test]
fn a_bond_is_known_by_its_index() {
    let machine = bonded();
    machine.library(|machine| {
        let bond = open(machine);
        machine.somebody(|somebody| somebody.rename("bond0", "lan"));
        bond.enslave("eth0").unwrap();
        assert_eq!(machine.slaves("lan"), ["eth2", "eth0"]);
        assert_eq!((status(&bond).0.name, bond.name()), (name("lan"), name("bond0")));
        machine.somebody(|somebody| somebody.remove("lan"));
        let error = bond.enslave("eth1").unwrap_err();
        assert_eq!(told(error).1, Some(Errno::NODEV));
        assert_eq!(bond.status(|_| ()).unwrap_err().errno(), Some(Errno::NODEV));
        // It is gone already.
        bond.delete().unwrap();
    });
}

/// Reasons that a call may have to fail.
const ERRNOS: [Errno; 4] = [Errno::IO, Errno::PERM, Errno::NOBUFS, Errno::NODEV];

/// Makes each call of a request fail, one after the other: then it is done, or everything is as it was, or the error says
/// that it is not.
#[track_caller]
fn each_call_fails(
    errnos: &[Errno],
    machine: impl Fn() -> Machine,
    request: impl Fn(&Machine) -> Result<(), Error>,
    is_done: impl Fn(&Machine) -> bool,
) {
    for &errno in errnos {
        for call in 0.. {
            let machine = machine();
            let before = machine.state();
            machine.fail(call, errno);
            let outcome = machine.library(|machine| request(machine));
            if machine.calls() <= call {
                assert!(is_done(&machine) && call > 3, "{:?}", machine.state());
                break;
            }
            let what = machine.call(call);
            match outcome {
                Ok(()) => assert!(is_done(&machine), "{what}: {errno:?}: {:?}", machine.state()),
                Err(error) if error.is_restored() => {
                    assert_eq!(machine.state(), before, "{what}: {error:?}");
                }
                Err(error) => {
                    panic!("{what}: one call has failed, and not all is restored: {error:?}")
                }
            }
        }
    }
}

#[test]
fn whatever_fails_a_slave_is_attached_or_everything_is_as_it_was() {
    each_call_fails(
        &ERRNOS,
        bonded,
        |machine| Bond::open_on(machine, "bond0")?.enslave("eth0"),
        |machine| machine.state().is_attached("bond0", "eth0"),
    );
    // With a primary, which is set last.
    each_call_fails(
        &ERRNOS,
        bonded,
        |machine| {
            let mut bond = Bond::open_on(machine, "bond0")?;
            bond.configure(&Options::default().primary("eth0"))?;
            bond.enslave("eth0")
        },
        |machine| machine.option("bond0", "primary") == "eth0",
    );
}

#[test]
fn whatever_fails_a_bond_is_created_or_not() {
    each_call_fails(
        &ERRNOS,
        || Machine::with([ethernet("eth0")]),
        |machine| {
            let options = Options::new(Mode::BalanceTlb).mtu(1400).mac([2, 0, 0, 0, 0, 7]);
            Bond::create_on(machine, "bond0", &options).map(|_| ())
        },
        |machine| machine.state().has("bond0") && machine.interface("bond0").is_up(),
    );
}

#[test]
fn whatever_fails_a_bond_is_deleted_or_everything_is_as_it_was() {
    each_call_fails(
        // With ENODEV, the bond is gone already.
        &ERRNOS[..3],
        || {
            let machine = bonded();
            assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
            machine
        },
        |machine| Bond::open_on(machine, "bond0")?.delete(),
        |machine| !machine.state().has("bond0"),
    );
}

#[test]
fn if_a_bond_cannot_be_deleted_its_slaves_are_attached_again() {
    let machine = bonded();
    assert_eq!(machine.ifenslave(&["bond0", "eth0"]), done());
    let machine = machine.fail_each("delete 1", Errno::IO);
    let error = machine.library(|machine| open(machine).delete()).unwrap_err();
    assert_eq!(
        told(error),
        (Step::Delete, Some(Errno::IO), "bond0: can't delete: Input/output error".into())
    );
    assert_eq!(machine.slaves("bond0"), ["eth2", "eth0"]);
}

#[test]
fn what_cannot_be_restored_is_part_of_the_error() {
    let machine =
        bonded().fail_each("Enslave bond0", Errno::INVAL).fail_each("set up 2", Errno::IO);
    let error = machine.library(|machine| open(machine).enslave("eth0")).unwrap_err();
    assert_eq!((error.step(), error.is_restored()), (Step::Enslave, false), "{error:?}");
}
