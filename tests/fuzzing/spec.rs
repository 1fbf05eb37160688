// SPDX-License-Identifier: MIT OR Apache-2.0
//! SPECs of bonds, and kernels' command lines: each is rejected, and then nothing is changed, or it is created;
//! what is made once is there, and a plan of it changes nothing.
//!
//! Input: a byte that says where it stands, how it is written, and what there is of a bond before; then the
//! text, or pieces of it by their numbers, a byte each. A NUL is between two SPECs.

use crate::simulated::*;

/// Pieces of SPECs, and what is around them, that may lead somewhere.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "bond0", "lan", "eth0", "eth1", "eth9", "lo", "busy", ":", ":", ":", ",", ",", "=", ";", "[", "]",
    "\0", " ", "\n", "\"", "bond=", "bond", "quiet", "1500", "9000", "67", "0", "1", "2", "4", "100",
    "2147483648", "mode=", "mode=active-backup", "mode=802.3ad", "mode=balance-alb", "miimon=100",
    "miimon=0", "updelay=", "downdelay=250", "peer_notif_delay=100", "use_carrier=off", "arp_interval=",
    "arp_interval=100", "arp_ip_target=192.0.2.1", "192.0.2.2", "ns_ip6_target=", "2001:db8::1", "::1",
    "arp_validate=all", "arp_all_targets=any", "primary=eth0", "primary=", "primary_reselect=better",
    "fail_over_mac=1", "xmit_hash_policy=layer3+4", "resend_igmp=255", "num_grat_arp=3",
    "num_unsol_na=3", "all_slaves_active=on", "min_links=1", "lp_interval=9", "packets_per_slave=4",
    "lacp_active=off", "lacp_rate=fast", "ad_select=count", "ad_actor_sys_prio=7",
    "ad_user_port_key=1023", "ad_actor_system=02:00:00:00:00:01", "tlb_dynamic_lb=0", "missed_max=3",
    "coupled_control=off", "nosuch=1", "arp_missed_max=3", "peer_notify_delay=100", "balance-rr",
    "arp_ip_target=192.0.2.3", "mac=02-00-00-00-00-07", "52-54-00-00-00-02", "bondwait=2", "bondkeep=no", "%d",
];

/// How invalid input is reported, before any change.
const REFUSALS: &[&str] = &[
    "invalid value: ",
    "invalid MTU: ",
    "unknown bond option: ",
    "not an interface name: ",
    "miimon and arp_interval exclude each other: ",
    "no slaves are named: ",
    "invalid bond name: ",
    "two different SPECs for one bond: ",
    "/proc/cmdline: ",
];

/// What a run may report that does all it was asked for.
const WARNINGS: &[&str] = &[
    ": links are not monitored",
    ": not a number of seconds: ",
    ": two different words for one interface, the last one wins: ",
];

pub fn check(data: &[u8]) {
    let Some((&how, rest)) = data.split_first() else { return };
    let text: Vec<u8> = if how & 2 == 0 {
        rest.to_vec()
    } else {
        let pieces = rest.iter().map(|&at| PIECES[usize::from(at) % PIECES.len()]);
        pieces.collect::<String>().into()
    };
    // The simulated machine knows names that are text.
    if str::from_utf8(&text).is_err() {
        return;
    }
    let args: Vec<&[u8]> = if how & 1 == 0 {
        [&b"-b"[..], b"--"].into_iter().chain(text.split(|&byte| byte == 0)).collect()
    } else {
        vec![b"--boot"]
    };
    let machine = machine(how >> 2).file("/proc/cmdline", &text);
    let before = machine.state();

    let plan = machine.ifenslave(&[&[&b"-n"[..]], &args[..]].concat());
    let told = format!("{:?} {args:?} {plan:?}", String::from_utf8_lossy(&text));
    assert_eq!(machine.changes(), 0, "{told}");
    assert!(machine.state() == before, "{told}");

    let run = machine.ifenslave(&args);
    let told = format!("{told} {run:?}\nfound{before:?}\nleft{:?}", machine.state());
    assert!(matches!(run.status, 0 | 1 | 3) && run.stdout.is_empty(), "{told}");
    let is_warning = |line: &str| {
        line.contains(": waiting for ") || WARNINGS.iter().any(|warning| line.contains(warning))
    };
    assert_eq!(run.status == 0, run.stderr.lines().all(is_warning), "{told}");
    assert!(run.stderr.lines().all(|line| line.starts_with("ifenslave: ")), "{told}");
    let refused = |run: &Run| {
        let mut lines = run.stderr.lines().filter_map(|line| line.strip_prefix("ifenslave: "));
        lines.any(|line| REFUSALS.iter().any(|refusal| line.starts_with(refusal)))
    };
    if refused(&run) || refused(&plan) {
        assert_ne!((plan.status, run.status), (0, 0), "{told}");
        // At boot, the valid ones are created all the same.
        if how & 1 == 0 {
            assert_eq!((run.status, machine.changes()), (1, 0), "{told}");
            assert!(machine.state() == before, "{told}");
        }
    }
    // A bond in a bond belongs to that one.
    let nested = machine.interfaces().iter().any(|interface| {
        matches!(interface.role, Role::Bond { .. }) && interface.flags & iff::SLAVE != 0
    });
    if run.status == 0 && !nested {
        let after = machine.state();
        let again = machine.ifenslave(&args);
        assert!(again.status == 0 && again.stderr.lines().all(is_warning), "{again:?}: {told}");
        assert_eq!(machine.changes(), 0, "once more: {told}");
        assert!(machine.state() == after, "once more: {told}");
    }
}

/// Cards, and one of several sorts of bonds, or none.
fn machine(sort: u8) -> Machine {
    let bond = match sort % 5 {
        0 => None,
        1 => Some(bond("bond0").mode(Mode::BalanceXor).option("arp_interval", 500)),
        2 => Some(bond("bond0").option("miimon", 50).option("updelay", 150)),
        3 => Some(bond("bond0").mode(Mode::Lacp).option("miimon", 100).down()),
        _ => Some(bond("bond0").mode(Mode::BalanceTlb).option("miimon", 100)),
    };
    let bonded = bond.is_some() && sort & 8 != 0;
    let busy = ethernet("busy").up().address("198.51.100.1/24").in_a_bridge();
    let cards = [ethernet("eth0").up().address("192.0.2.1/24"), ethernet("eth1"), busy, loopback()];
    let machine = Machine::with(bond.into_iter().chain(cards));
    if bonded {
        assert_eq!(machine.ifenslave(&["-f", "bond0", "eth1"]), done());
    }
    machine
}
