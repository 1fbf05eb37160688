//! Whatever fails, an interface is a slave or it is as it was found.
//!
//! The same attach is made over and over on simulated machines, each time with another call
//! failing, until there are no more calls to fail. Then with two calls failing: that of a step
//! and that of a step which undoes it. What cannot be undone must at least be told.
//!
//! And whatever fails, what else there is to show is shown.

#![allow(clippy::panic, clippy::indexing_slicing, reason = "these are tests")]

mod simulated;

use ifenslave::kernel::Errno;
use simulated::*;

/// Reasons that a call may have to fail. Some of them mean more than a failure to a program that
/// talks to old drivers: that a request has another number, or that there is no address.
const REASONS: [Errno; 6] =
    [Errno::IO, Errno::PERM, Errno::NODEV, Errno::INVAL, Errno::NOBUFS, Errno::NOMEM];

/// Drivers of every age, with both ways of numbering requests.
fn drivers() -> [Driver; 6] {
    [
        Driver::of(Abi::V2),
        Driver::of(Abi::V1),
        Driver::of(Abi::V1).with_old_numbers_only(Errno::OPNOTSUPP),
        Driver::of(Abi::V0),
        Driver::of(Abi::V0).with_old_numbers_only(Errno::INVAL),
        Driver::of(Abi::V0).with_old_numbers_only(Errno::NOTTY),
    ]
}

/// An interface with much to lose: more addresses of every sort, an MTU, a hardware address and
/// flags of its own.
fn rich(name: &str) -> Interface {
    const NOARP: u16 = 0x80;
    const PROMISC: u16 = 0x100;
    ethernet(name)
        .up()
        .flags(NOARP | PROMISC)
        .mtu(1476)
        .hwaddr([0x02, 0, 0, 0, 0x77, 0x01])
        .address("192.0.2.1/24 brd 192.0.2.255")
        .address(&format!("192.0.2.2/24 brd 192.0.2.127 label {name}:web"))
        .address("198.51.100.9/30")
        .address("10.9.8.7/32 peer 10.9.8.6")
        .address(&format!("203.0.113.77/28 label {name}:db"))
        .address("203.0.113.78/28")
        .address("2001:db8::1/64")
        .address("2001:db8::2/64")
}

/// The same, down.
fn rich_and_down(name: &str) -> Interface {
    rich(name).down()
}

/// Bonds that a slave may come to.
fn bonds(abi: Abi) -> Vec<Interface> {
    let chosen = [0x02, 0, 0, 0, 0, 0xaa];
    let mut bonds = vec![bond("bond0"), bond("bond0").hwaddr(chosen).mtu(1400)];
    if abi < Abi::V2 {
        let address = "192.0.2.200/26 brd 192.0.2.255";
        bonds.push(bond("bond0").no_hwaddr());
        // With this one, there is something to do in every step.
        let address_of_a_link = "192.0.2.200/26 peer 192.0.2.201 brd 192.0.2.254";
        bonds.push(bond("bond0").no_hwaddr().mtu(1400).address(address_of_a_link));
        bonds.push(bond("bond0").hwaddr(chosen).address(address).address("10.0.0.1/8"));
    }
    bonds
}

/// Each combination of a driver, a bond, with a slave or without, and an interface to attach.
fn machines() -> impl Iterator<Item = impl Fn() -> Machine> {
    drivers().into_iter().flat_map(|driver| {
        bonds(driver.abi).into_iter().flat_map(move |bond| {
            let driver = driver.clone();
            let sorts =
                [(rich as fn(&str) -> Interface, false), (rich_and_down, false), (rich, true)];
            sorts.map(move |(sort, second)| {
                let (driver, bond) = (driver.clone(), bond.clone());
                move || {
                    let bystander = rich("eth9").mtu(1480);
                    let interfaces = [bond.clone(), sort("eth0"), bystander, ethernet("eth1")];
                    let machine = Machine::with(interfaces).driver(driver.clone());
                    if second {
                        assert_eq!(machine.ifenslave(&["bond0", "eth1"]), done());
                    }
                    machine
                }
            })
        })
    })
}

/// Runs of one attach, on machines that are alike, each with the next call failing.
fn each_call_failing(
    machine: &impl Fn() -> Machine,
    args: &[&str],
    fail: impl Fn(&Machine, usize),
    judge: impl Fn(&Machine, &State, &Run, usize),
) {
    for number in 0.. {
        let machine = machine();
        let before = machine.state();
        fail(&machine, number);
        let run = machine.ifenslave(args);
        judge(&machine, &before, &run, number);
        if machine.calls() <= number {
            assert_eq!(run.status, 0, "with no call failing");
            return;
        }
        assert!(number < 1000, "there is no end to the calls");
    }
}

#[test]
fn one_failing_call_leaves_a_slave_attached_or_as_it_was_found() {
    for machine in machines() {
        for reason in REASONS {
            each_call_failing(
                &machine,
                &["bond0", "eth0"],
                |machine, number| _ = machine.fail(number, reason),
                |machine, before, run, number| {
                    let after = machine.state();
                    let what = machine.call(number);
                    let at =
                        format!("errno {} at call {number} ({what}): {run:?}", reason.number());
                    match run.status {
                        0 => assert!(after.is_attached("bond0", "eth0"), "{at}\nit is{after:?}"),
                        _ => assert_eq!(after, *before, "{at}"),
                    }
                    assert_eq!(run.status != 0, run.stderr.starts_with("ifenslave: "), "{at}");
                    assert_eq!(run.stdout, "");
                },
            );
        }
    }
}

#[test]
fn an_answer_that_is_lost_leaves_a_slave_attached_or_as_it_was_found() {
    for machine in machines() {
        each_call_failing(
            &machine,
            &["bond0", "eth0"],
            |machine, number| _ = machine.fail_late(number, Errno::NOBUFS),
            |machine, before, run, number| {
                let after = machine.state();
                let at = format!("call {number} ({}): {run:?}", machine.call(number));
                match run.status {
                    0 => assert!(after.is_attached("bond0", "eth0"), "{at}\nit is{after:?}"),
                    _ => assert_eq!(after, *before, "{at}"),
                }
            },
        );
    }
}

#[test]
fn one_failing_call_among_several_slaves_is_the_loss_of_one_at_most() {
    let slaves = ["eth0", "eth2", "eth3"];
    for driver in drivers() {
        let machine = || {
            let [a, b, c] = slaves;
            Machine::with([bond("bond0"), rich(a), rich_and_down(b), rich(c)])
                .driver(driver.clone())
        };
        each_call_failing(
            &machine,
            &["bond0", "eth0", "eth2", "eth3"],
            |machine, number| _ = machine.fail(number, Errno::IO),
            |machine, before, run, number| {
                let after = machine.state();
                let at = format!("call {number} ({}): {run:?}", machine.call(number));
                let mut lost = 0;
                for slave in slaves {
                    if !after.is_attached("bond0", slave) {
                        lost += 1;
                        assert_eq!(after.interface(slave), before.interface(slave), "{at}");
                    }
                }
                assert!(lost <= 1 || lost == slaves.len() && after == *before, "{at}{after:?}");
                assert_eq!(run.status != 0, lost > 0, "{at}");
            },
        );
    }
}

#[test]
fn what_cannot_be_undone_is_told() {
    for machine in machines() {
        each_call_failing(
            &machine,
            &["bond0", "eth0"],
            |machine, number| _ = machine.fail(number, Errno::IO),
            |first, _, _, number| {
                for second in number + 1..first.calls() {
                    let machine = machine();
                    let before = machine.state();
                    machine.fail(number, Errno::IO).fail(second, Errno::NOMEM);
                    let run = machine.ifenslave(&["bond0", "eth0"]);
                    let after = machine.state();
                    let calls = (machine.call(number), machine.call(second));
                    if run.status == 0 {
                        assert!(after.is_attached("bond0", "eth0"), "{calls:?}: {run:?}{after:?}");
                    } else if after != before && !calls.1.starts_with("write") {
                        assert!(
                            run.stderr.contains(": Cannot allocate memory"),
                            "{calls:?}: {run:?}\nfound{before:?}\nleft{after:?}"
                        );
                    }
                }
            },
        );
    }
}

#[test]
fn a_message_that_cannot_be_written_changes_nothing_else() {
    for machine in machines() {
        each_call_failing(
            &machine,
            &["-v", "bond0", "eth0"],
            |machine, number| _ = machine.fail(number, Errno::PIPE),
            |machine, before, run, number| {
                let after = machine.state();
                let at = format!("call {number} ({}): {run:?}", machine.call(number));
                assert!(
                    after.is_attached("bond0", "eth0") || after == *before,
                    "{at}\nit is{after:?}"
                );
                for seen in machine.seen() {
                    assert!(seen == after || seen == *before, "{at}\nit was{seen:?}");
                }
            },
        );
    }
}

#[test]
fn one_failing_call_leaves_a_slave_released_or_as_it_was() {
    for reason in REASONS {
        let machine = || {
            let machine = Machine::with([bond("bond0"), rich("eth0"), rich("eth1")]);
            assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
            machine
        };
        each_call_failing(
            &machine,
            &["-d", "bond0", "eth0"],
            |machine, number| _ = machine.fail(number, reason),
            |machine, before, run, number| {
                let at = format!(
                    "errno {} at call {number} ({})",
                    reason.number(),
                    machine.call(number)
                );
                match run.status {
                    0 => assert_eq!(machine.interface("eth0").role, Role::Free, "{at}"),
                    _ => assert_eq!(machine.state(), *before, "{at}"),
                }
                assert_eq!(run.status != 0, run.stderr.starts_with("ifenslave: "), "{at}");
            },
        );
    }
}

#[test]
fn a_release_by_an_old_driver_that_is_not_completed_is_told() {
    for driver in drivers() {
        let machine = || {
            let machine = Machine::with([bond("bond0").mtu(1400), rich("eth0"), ethernet("eth1")])
                .driver(driver.clone());
            assert_eq!(machine.ifenslave(&["bond0", "eth1", "eth0"]), done());
            machine
        };
        each_call_failing(
            &machine,
            &["-d", "bond0", "eth0"],
            |machine, number| _ = machine.fail(number, Errno::IO),
            |machine, before, run, number| {
                let at = format!("call {number} ({}): {run:?}", machine.call(number));
                let released = machine.interface("eth0");
                if run.status == 0 {
                    assert_eq!(released.role, Role::Free, "{at}");
                    assert!(!released.is_up(), "{at}");
                } else {
                    let as_found = machine.state() == *before;
                    assert!(as_found || released.role == Role::Free, "{at}");
                    assert!(run.stderr.ends_with(": Input/output error\n"), "{at}");
                }
            },
        );
    }
}

#[test]
fn one_failing_call_changes_the_active_slave_or_nothing() {
    for driver in drivers() {
        let machine = || {
            let machine =
                Machine::with([bond("bond0"), rich("eth0"), rich("eth1")]).driver(driver.clone());
            assert_eq!(machine.ifenslave(&["bond0", "eth0", "eth1"]), done());
            machine
        };
        each_call_failing(
            &machine,
            &["-c", "bond0", "eth1"],
            |machine, number| _ = machine.fail(number, Errno::IO),
            |machine, before, run, number| {
                let at = format!("call {number} ({}): {run:?}", machine.call(number));
                match run.status {
                    0 => assert_eq!(machine.active("bond0").as_deref(), Some("eth1"), "{at}"),
                    _ => assert_eq!(machine.state(), *before, "{at}"),
                }
            },
        );
    }
}

#[test]
fn one_failing_call_keeps_nothing_else_from_being_shown() {
    const NO_STREAM_OR_MEMORY: [&str; 3] = ["open the kernel", "get memory", "write to Stdout"];
    let link = Interface { flags: iff::UP | iff::POINTOPOINT, ..ethernet("ppp0") };
    let link = link.address("192.0.2.7/32 peer 192.0.2.8").statistics([1 << 40; 16]);
    let machine = || Machine::with([rich("eth0"), ethernet("eth1"), loopback(), link.clone()]);
    for args in [&[][..], &["-a"], &["eth0"], &["eth0:web"], &["ppp0"]] {
        let whole = machine().ifenslave(args);
        let further = [Errno::NOENT, Errno::ADDRNOTAVAIL];
        for reason in REASONS.into_iter().chain(further) {
            each_call_failing(
                &machine,
                args,
                |machine, number| _ = machine.fail(number, reason),
                |machine, before, run, number| {
                    let what = machine.call(number);
                    let at = format!("{args:?}: errno {} at {what:?}: {run:?}", reason.number());
                    assert_eq!(machine.state(), *before, "{at}");

                    // A line may lack what could not be read, but there is nothing wrong in it.
                    for line in run.stdout.lines() {
                        assert!(whole.stdout.lines().any(|known| known.starts_with(line)), "{at}");
                    }
                    if run.status == 0 && run.stdout != whole.stdout {
                        let vanished = reason == Errno::NODEV && what.starts_with("Get");
                        let no_file = reason == Errno::NOENT && what.contains(" /proc/net/");
                        let no_address = reason == Errno::ADDRNOTAVAIL && what.starts_with("Get");
                        let no_txqueuelen = what.starts_with("GetTxQLen ");
                        assert!(vanished || no_file || no_address || no_txqueuelen, "{at}");
                    }
                    let warning = run.stderr.ends_with(" (no statistics)\n");
                    assert_eq!(run.status == 1, !run.stderr.is_empty() && !warning, "{at}");

                    // Of other interfaces than the one that it is about, none is lost.
                    let shown = run.names();
                    let all = NO_STREAM_OR_MEMORY.iter().any(|start| what.starts_with(start));
                    let lost = whole.names().into_iter().filter(|name| !shown.contains(name));
                    for name in lost {
                        let about = what.starts_with("Get") && what.ends_with(&format!(" {name}"));
                        let alias = what == "list Labels" && name.contains(':');
                        assert!(about || alias || all, "{name}: {at}");
                    }
                },
            );
        }
    }
}
