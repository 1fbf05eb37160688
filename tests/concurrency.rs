// SPDX-License-Identifier: MIT OR Apache-2.0
//! Another process changes the same interfaces while the program runs: no interface ends up in a
//! state that neither asked for.
//!
//! The same attach is repeated on simulated machines, each time with another process coming
//! in before another of its calls. In the end, the slave is the bond's, with all that belongs to it,
//! or it is as the other made it; and every other interface is as if the program had not been there.

#![allow(clippy::panic, clippy::unwrap_used, reason = "these are tests")]

mod simulated;

use simulated::*;

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

// Their indexes, by which they are known whatever their names are.
const BOND0: u32 = 1;
const BOND1: u32 = 2;
const SLAVE: u32 = 3;
const ETH1: u32 = 4;
const ETH2: u32 = 5;
const NEW: u32 = 99;

/// bond0 is to get eth0, with or without another slave in it.
fn machines() -> [fn() -> Machine; 4] {
    fn of(slave: Interface) -> Machine {
        Machine::with([bond("bond0"), bond("bond1"), slave, busy_card("eth1"), ethernet("eth2")])
    }
    fn with_another(machine: Machine) -> Machine {
        assert_eq!(machine.ifenslave(&["bond0", "eth2"]), done());
        machine
    }
    [
        || of(busy_card("eth0")),
        || of(busy_card("eth0").down()),
        || with_another(of(busy_card("eth0"))),
        // The driver rejects it, but not before it is down.
        || with_another(of(busy_card("eth0").kind(32))),
    ]
}

/// An action of another process, in words.
type Deed = (&'static str, fn(&mut OtherProcess<'_>));

const DEEDS: [Deed; 9] = [
    ("the slave is renamed", |somebody| somebody.rename("eth0", "lan0")),
    ("the slave vanishes", |somebody| somebody.remove("eth0")),
    ("another one comes in the slave's place", |somebody| {
        somebody.remove("eth0");
        somebody.add(busy_card("eth0"), NEW);
    }),
    ("another bond gets the slave", |somebody| somebody.attach("bond1", "eth0")),
    ("the same bond gets the slave", |somebody| somebody.attach("bond0", "eth0")),
    ("the slave comes up", |somebody| somebody.interface("eth0").set_up(true)),
    ("the bond is renamed", |somebody| somebody.rename("bond0", "bond7")),
    ("the bond vanishes", |somebody| somebody.remove("bond0")),
    ("another bond comes in the bond's place", |somebody| {
        somebody.remove("bond0");
        somebody.add(bond("bond0"), NEW);
    }),
];

/// Runs the attach once for each of its calls, with another process doing this before it.
fn before_each_call((words, deed): Deed, judge: impl Fn(&str, &Run, [&State; 3])) {
    for make in machines() {
        let before = make().state();
        let alone = make();
        alone.somebody(deed);
        let alone = alone.state();
        for number in sampled(0.., 5) {
            let machine = make();
            machine.meanwhile(number, deed);
            let run = machine.ifenslave(&["bond0", "eth0"]);
            if machine.calls() <= number {
                break;
            }
            let at = format!("{words} before call {number} ({})", machine.call(number));
            // What was looked up just before this call was right then: a change by another process between
            // the two is beyond any program. The kernel takes names here, or gives to the interface that has it.
            let call = machine.call(number);
            let blind = match words {
                "another bond gets the slave" | "the same bond gets the slave" => &["restore "][..],
                _ => &["SetFlags ", "Enslave ", "Release "],
            };
            let renames = !words.contains("vanishes") && !words.contains("up");
            if renames && blind.iter().any(|start| call.starts_with(start)) {
                continue;
            }
            judge(&at, &run, [&before, &alone, &machine.state()]);
            assert!(number < 1000, "there is no end to the calls");
        }
    }
}

/// Whether one is attached to the other, with all that belongs to it, whatever their names are.
fn is_attached(state: &State, bond: u32, slave: u32) -> bool {
    let (Some(bond), Some(slave)) = (state.by_number(bond), state.by_number(slave)) else {
        return false;
    };
    state.is_attached(&bond.name, &slave.name)
}

#[test]
fn no_interface_ends_up_as_nobody_wanted_it() {
    for deed in DEEDS {
        before_each_call(deed, |at, run, [before, alone, after]| {
            let at = &format!("{at}: {run:?}\nit is{after:?}");
            assert!(run.status == 0 || run.stderr.starts_with("ifenslave: "), "{at}");
            // What takes the name before it is looked up is what is meant.
            let pairs = [(BOND0, SLAVE), (BOND0, NEW), (NEW, SLAVE)];
            let attached = pairs.iter().find(|(bond, slave)| is_attached(after, *bond, *slave));
            // A bond that goes lets its slaves go, as a release does.
            let let_go = run.status == 0 && alone.by_number(BOND0).is_none();
            for index in [BOND1, SLAVE, ETH1, ETH2, NEW] {
                let changed = attached.is_some_and(|pair| [pair.0, pair.1].contains(&index));
                // A bond that comes too late for the slave is as it was.
                let too_late = index == BOND1 && attached.is_some();
                if changed
                    || let_go && index == SLAVE
                    || too_late && after.by_number(index) == before.by_number(index)
                {
                    continue;
                }
                assert_eq!(after.by_number(index), alone.by_number(index), "{at}");
            }
            let there = alone.by_number(SLAVE).is_some() && alone.by_number(BOND0).is_some();
            assert!(run.status != 0 || attached.is_some() || !there, "{at}");
        });
    }
}
