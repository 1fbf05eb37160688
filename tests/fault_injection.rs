// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whatever fails, an interface is a slave or it is unchanged.
//!
//! The same attach is made over and over on simulated machines, each time with another call
//! failing, until there are no more calls to fail. Then with two calls failing: that of a step
//! and that of a step which undoes it. A change that cannot be undone must at least be reported.
//!
//! And whatever fails, all other interfaces are shown.

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
        .route("default via 192.0.2.254")
        .route("10.0.0.0/8 via 192.0.2.253 metric 7 table 5")
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

/// Makes machines that are alike.
type Make = Box<dyn Fn() -> Machine>;

/// Each combination of a driver, a bond, with a slave or without, and an interface to attach.
fn machines() -> impl Iterator<Item = Make> {
    drivers().into_iter().flat_map(|driver| {
        bonds(driver.abi).into_iter().flat_map(move |bond| {
            let driver = driver.clone();
            let sorts =
                [(rich as fn(&str) -> Interface, false), (rich_and_down, false), (rich, true)];
            sorts.map(move |(sort, second)| {
                let (driver, bond) = (driver.clone(), bond.clone());
                let make = move || {
                    let bystander = rich("eth9").mtu(1480);
                    let interfaces = [bond.clone(), sort("eth0"), bystander, ethernet("eth1")];
                    let machine = Machine::with(interfaces).driver(driver.clone());
                    if second {
                        assert_eq!(machine.ifenslave(&["bond0", "eth1"]), done());
                    }
                    machine
                };
                Box::new(make) as Make
            })
        })
    })
}

/// Machines with two slaves, the second of which has much to lose.
fn machines_with_slaves() -> impl Iterator<Item = Make> {
    drivers().into_iter().map(|driver| {
        let make = move || {
            let bond = bond("bond0").mtu(1400);
            let machine = Machine::with([bond, rich("eth0"), ethernet("eth1"), rich("eth9")]);
            let machine = machine.driver(driver.clone());
            assert_eq!(machine.ifenslave(&["bond0", "eth1", "eth0"]), done());
            machine
        };
        Box::new(make) as Make
    })
}

/// A change that the program makes.
struct Change {
    args: [&'static str; 3],
    is_done: fn(&State) -> bool,
    machines: Vec<Make>,
}

fn changes() -> [Change; 3] {
    [
        Change {
            args: ["-f", "bond0", "eth0"],
            is_done: |state| state.is_attached("bond0", "eth0"),
            machines: sampled(machines(), 13).collect(),
        },
        Change {
            args: ["-d", "bond0", "eth0"],
            is_done: |state| {
                state.interface("eth0").role == Role::Free
                    && state.interface("eth1").role != Role::Free
            },
            machines: sampled(machines_with_slaves(), 3).collect(),
        },
        Change {
            args: ["-c", "bond0", "eth0"],
            is_done: |state| match &state.interface("bond0").role {
                Role::Bond { active, .. } => active.as_deref() == Some("eth0"),
                _ => false,
            },
            machines: sampled(machines_with_slaves(), 3).collect(),
        },
    ]
}

/// What is said of a call that fails, or of the step that it belongs to.
fn step(call: &str) -> &'static str {
    let words = [
        ("open the kernel", "can't open a socket: "),
        ("open /proc/cmdline", "/proc/cmdline: "),
        ("read /proc/cmdline", "/proc/cmdline: "),
        ("listen to changes", "can't open a socket: "),
        ("set the timer", "can't open a socket: "),
        // A wait that fails ends at once.
        ("wait", "eth2: not present after "),
        ("create bond0", "bond0: can't create: "),
        ("options of ", "bond0: can't set "),
        ("delete ", "bond0: can't delete: "),
        ("look at ", ": can't get "),
        ("look up ", ": can't get "),
        // What has slaves, or may have some, is not set down for a moment.
        ("ask about", "bond0: can't "),
        ("drvinfo", "bond0: SIOCETHTOOL error: "),
        ("Get", ": can't "),
        ("read addresses", ": can't get settings: "),
        ("SetFlags", ": can't "),
        ("set up", ": can't up: "),
        ("set down", ": can't down: "),
        ("Set", ": can't set "),
        ("restore addresses", ": can't set address: "),
        ("restore routes", ": can't set route: "),
        ("remove addresses", ": can't clear address: "),
        ("EnslaveOld", "can't enslave eth0 to bond0: "),
        ("Enslave", "can't enslave eth"),
        ("ReleaseOld", "can't release eth0 from bond0: "),
        ("Release", "can't release eth"),
        ("ChangeActive", "master bond0, slave eth0: can't change active: "),
        ("write to Stderr", ""),
    ];
    let found = words.iter().find(|(start, _)| call.starts_with(start));
    found.unwrap_or_else(|| panic!("what is said of {call}?")).1
}

/// Runs of one change, on machines that are alike, each with the next call failing.
fn each_call_failing(
    machine: &impl Fn() -> Machine,
    args: &[&str],
    fail: impl Fn(&Machine, usize),
    judge: impl Fn(&Machine, &State, &Run, usize),
) {
    for number in sampled(0.., 7) {
        let machine = machine();
        let before = machine.state();
        fail(&machine, number);
        let run = machine.ifenslave(args);
        let calls = machine.calls();
        judge(&machine, &before, &run, number);
        if calls <= number {
            assert_eq!(run.status, 0, "with no call failing");
            return;
        }
        assert!(number < 1000, "there is no end to the calls");
    }
}

#[test]
fn one_failing_call_leaves_a_change_done_or_all_as_it_was_found() {
    for Change { args, is_done, machines } in changes() {
        for machine in machines {
            for reason in sampled(REASONS, 5) {
                each_call_failing(
                    &machine,
                    &args,
                    |machine, number| _ = machine.fail(number, reason),
                    |machine, before, run, number| {
                        let after = machine.state();
                        let call = machine.call(number);
                        let errno = reason.number();
                        let at =
                            format!("{args:?}, errno {errno} at call {number} ({call}): {run:?}");
                        match run.status {
                            0 => assert!(is_done(&after), "{at}\nit is{after:?}"),
                            _ => {
                                // A driver of Linux 2.4 that has released a slave leaves more to do:
                                // a step of that which fails is reported.
                                if args[0] != "-d" || !is_done(&after) {
                                    assert_eq!(after, *before, "{at}");
                                }
                                // The handshake with a driver of Linux 2.4 takes other requests, too.
                                let in_handshake =
                                    call.starts_with("Get") && run.stderr.contains(step("drvinfo"));
                                assert!(in_handshake || run.stderr.contains(step(&call)), "{at}");
                            }
                        }
                        assert_eq!(run.status != 0, run.stderr.starts_with("ifenslave: "), "{at}");
                        assert_eq!(run.stdout, "");
                    },
                );
            }
        }
    }
}

/// What is done to bonds as a whole.
struct Whole {
    args: &'static [&'static str],
    machine: fn() -> Machine,
}

/// A bond that watches its links by ARP, and has a network.
fn watching() -> Interface {
    let bond = bond("bond0").mode(Mode::BalanceXor).option("arp_interval", 500);
    let bond = bond.option("arp_validate", 3).option("resend_igmp", 7);
    bond.address("192.0.2.77/24").address("2001:db8::77/64").route("default via 192.0.2.254")
}

const WHOLES: &[Whole] = &[
    Whole {
        args: &["-b", "bond0:eth0,eth2:mode=1,miimon=100,updelay=250,primary=eth2:1400"],
        machine: || Machine::with([rich("eth0"), rich_and_down("eth2"), rich("eth9")]),
    },
    Whole {
        args: &["-w5", "-b", "bond0:eth0,eth2:mode=802.3ad,lacp_rate=fast,ad_user_port_key=7"],
        machine: || {
            let machine = Machine::with([rich("eth0"), rich("eth9")]);
            machine.event(|_| ()).event(|somebody| somebody.appears(rich("eth2")))
        },
    },
    Whole {
        args: &["-b", "bond0:eth0:mode=4,lacp_rate=fast,arp_ip_target=192.0.2.1;192.0.2.2:1400"],
        machine: || Machine::with([watching(), rich("eth0"), rich("eth9")]),
    },
    Whole {
        args: &["-b", "bond0:eth0,eth1:miimon=50,downdelay=100,xmit_hash_policy=1:1400"],
        machine: || {
            let cards = [rich("eth0"), ethernet("eth1"), rich("eth9")];
            let machine = Machine::with([watching()].into_iter().chain(cards));
            assert_eq!(machine.ifenslave(&["bond0", "eth1"]), done());
            machine
        },
    },
    Whole {
        args: &["--boot"],
        machine: || {
            let machine = Machine::with([rich("eth0"), ethernet("eth1"), rich("eth9")]);
            machine.file("/proc/cmdline", "quiet bond=bond0:eth0,eth1:mode=5,tlb_dynamic_lb=0\n")
        },
    },
    Whole {
        args: &["-D", "bond0"],
        machine: || {
            let cards = [rich("eth0"), ethernet("eth1"), rich("eth9")];
            let machine = Machine::with([watching()].into_iter().chain(cards));
            assert_eq!(machine.ifenslave(&["bond0", "eth1", "eth0"]), done());
            machine
        },
    },
];

/// After a run that failed, each slave is attached or unchanged, and a bond is gone, unchanged, or
/// as it should be but for one of its slaves.
#[track_caller]
fn assert_whole(before: &State, after: &State, wanted: &State, at: &str) {
    let mut lost = 0;
    for name in ["eth0", "eth1", "eth2"] {
        if after.has(name) {
            // One that came meanwhile was free.
            let same = match before.has(name) {
                true => before.interface(name) == after.interface(name),
                false => after.interface(name).role == Role::Free && after.interface(name).is_up(),
            };
            let done = after.has("bond0") && after.is_attached("bond0", name);
            assert!(same || done, "{name}: {at}{after:?}");
            lost += usize::from(!done);
        }
    }
    let found = before.has("bond0");
    if !after.has("bond0") {
        assert_eq!(after, before, "{at}");
    } else if !(found && after.interface("bond0") == before.interface("bond0")) {
        // A bond that could not be deleted has its slaves again, in whichever order.
        let wanted = if wanted.has("bond0") { wanted } else { before };
        let (left, wanted) = (after.interface("bond0"), wanted.interface("bond0"));
        let mut options = left.options.clone();
        options.primary.clone_from(&wanted.options.primary);
        assert_eq!(options, wanted.options, "{at}");
        assert_eq!((left.mtu, left.is_up()), (wanted.mtu, true), "{at}");
        assert!(lost <= 1, "{at}{after:?}");
    }
    assert_eq!(before.interface("eth9"), after.interface("eth9"), "{at}");
}

/// All is as it should be, in whichever order it came.
#[track_caller]
fn assert_done(after: &State, wanted: &State, at: &str) {
    assert_eq!(after.has("bond0"), wanted.has("bond0"), "{at}");
    let is_attached = |state: &State, name| state.has("bond0") && state.is_attached("bond0", name);
    for name in ["eth0", "eth1", "eth2", "eth9"].into_iter().filter(|name| wanted.has(name)) {
        assert_eq!(is_attached(after, name), is_attached(wanted, name), "{name}: {at}{after:?}");
        if !is_attached(wanted, name) {
            assert_eq!(after.interface(name), wanted.interface(name), "{at}");
        }
    }
    if wanted.has("bond0") {
        let (bond, wanted) = (after.interface("bond0"), wanted.interface("bond0"));
        assert_eq!(bond.options, wanted.options, "{at}");
        assert_eq!((bond.mtu, bond.is_up()), (wanted.mtu, true), "{at}");
        assert_eq!(bond.addresses(), wanted.addresses(), "{at}");
        assert_eq!(bond.routes, wanted.routes, "{at}");
    }
}

#[test]
fn one_failing_call_leaves_bonds_whole_and_the_next_run_completes_them() {
    for Whole { args, machine } in WHOLES {
        let undisturbed = machine();
        assert_eq!(undisturbed.ifenslave(args).without_waits(), done(), "{args:?}");
        let wanted = undisturbed.state();
        for reason in sampled(REASONS, 5) {
            each_call_failing(
                machine,
                args,
                |machine, number| _ = machine.fail(number, reason),
                |machine, before, run, number| {
                    let after = machine.state();
                    let call = machine.call(number);
                    let at = format!("{args:?}, {reason:?} at call {number} ({call}): {run:?}");
                    // What is not there when it is looked for is taken for what has gone.
                    let gone = reason == Errno::NODEV && call.starts_with("look up ");
                    if run.status == 0 && (!gone || after == wanted) {
                        assert_done(&after, &wanted, &at);
                        assert_eq!(run.clone().without_waits().stderr, "", "{at}");
                        return;
                    }
                    if run.status != 0 {
                        assert!(run.stderr.starts_with("ifenslave: "), "{at}");
                        assert!(gone || run.stderr.contains(step(&call)), "{at}");
                    }
                    if call.starts_with("restore ") {
                        return; // A failed restoration is reported.
                    }
                    assert_whole(before, &after, &wanted, &at);
                    assert_eq!(machine.ifenslave(args).status, 0, "again: {at}");
                    assert_done(&machine.state(), &wanted, &format!("again: {at}"));
                },
            );
        }
    }
}

#[test]
fn one_failing_call_among_several_slaves_is_the_loss_of_one_at_most() {
    let slaves = ["eth0", "eth2", "eth3"];
    for driver in sampled(drivers(), 3) {
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
fn of_two_failing_calls_what_cannot_be_undone_is_told() {
    for Change { args, is_done, machines } in changes() {
        for machine in machines {
            each_call_failing(
                &machine,
                &args,
                |machine, number| _ = machine.fail(number, Errno::IO),
                |first, _, _, number| {
                    for second in sampled(number + 1..first.calls(), 11) {
                        let machine = machine();
                        let before = machine.state();
                        machine.fail(number, Errno::IO).fail(second, Errno::NOMEM);
                        let run = machine.ifenslave(&args);
                        let after = machine.state();
                        let calls = [machine.call(number), machine.call(second)];
                        let at = format!("{args:?}: {calls:?}: {run:?}");
                        if run.status == 0 {
                            assert!(is_done(&after), "{at}\nit is{after:?}");
                        } else if after != before
                            && (args[0] != "-d" || !is_done(&after))
                            && !calls[1].starts_with("write")
                        {
                            let told = run.stderr.contains(step(&calls[1]));
                            let told = told && run.stderr.contains(": Cannot allocate memory");
                            assert!(told, "{at}\nfound{before:?}\nleft{after:?}");
                        }
                    }
                },
            );
        }
    }
}

#[test]
fn a_message_that_cannot_be_written_changes_nothing_else() {
    for machine in sampled(machines(), 13) {
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
