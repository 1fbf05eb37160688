// SPDX-License-Identifier: MIT OR Apache-2.0
//! The toolkit's other applets, on simulated machines: invalid input changes nothing, whatever
//! fails is reported, and nothing is done after it. (The lab compares them with BusyBox's on real kernels:
//! scenarios ifconfig-* and nameif-*.)

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod simulated;

use ifenslave::kernel::Errno;
use simulated::*;

const REASONS: [Errno; 4] = [Errno::IO, Errno::PERM, Errno::NODEV, Errno::ADDRNOTAVAIL];

fn machine() -> Machine {
    let eth1 = ethernet("eth1").up().address("192.0.2.1/24");
    Machine::with([loopback(), ethernet("eth0").hwaddr([0x52, 0x54, 0, 0, 0, 1]), eth1])
}

/// A program that says one thing, and fails.
fn says(program: &str, line: &str) -> Run {
    Run { status: 1, stdout: String::new(), stderr: format!("{program}: {line}\n") }
}

/// The same without the usage that may follow.
fn said(run: Run) -> Run {
    let line = run.stderr.split_inclusive('\n').next().unwrap_or_default().to_owned();
    let usage = &run.stderr[line.len()..];
    assert!(usage.is_empty() || usage.starts_with("Usage: "), "more than one line: {usage}");
    Run { stderr: line, ..run }
}

mod ifconfig {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// Words, and what is said of the bad one among them.
    const BAD: &[(&str, &str)] = &[
        ("nonsense", "bad address 'nonsense'"),
        ("-1", "bad address '-1'"),
        ("10.0.0.256", "bad address '10.0.0.256'"),
        ("10.0.0.1/33", "invalid number '33' (0 to 32)"),
        ("10.0.0.1/", "invalid number '' (0 to 32)"),
        ("fe80::1/129", "invalid number '129' (0 to 128)"),
        ("netmask nonsense", "bad address 'nonsense'"),
        ("netmask ::1", "bad address '::1'"),
        ("netmask", "argument missing: netmask"),
        ("broadcast -", "bad address '-'"),
        ("pointopoint up", "bad address 'up'"),
        ("dstaddr", "argument missing: dstaddr"),
        ("add", "argument missing: add"),
        ("add 1::2::3", "bad address '1::2::3'"),
        ("del 10.0.0.1", "bad address '10.0.0.1'"),
        ("hw", "argument missing: hw"),
        ("hw ether", "argument missing: hw"),
        ("hw token 52:54:00:00:00:01", "unknown hardware type: token"),
        ("hw ether 52:54:00:00:00", "invalid hw-addr '52:54:00:00:00'"),
        ("hw infiniband 52:54:00:00:00:01", "invalid hw-addr '52:54:00:00:00:01'"),
        ("hw ether 01:00:5e:00:00:01", "invalid hw-addr '01:00:5e:00:00:01' (multicast or zero)"),
        ("hw ether 0:0:0:0:0:0", "invalid hw-addr '0:0:0:0:0:0' (multicast or zero)"),
        (
            "hw infiniband 80000048fe80000000000000000002c902002013",
            "eth0 is not of type 'infiniband'",
        ),
        ("netmask 0.255.255.255", "bad netmask '0.255.255.255' (ones must come first)"),
        ("netmask 255.0.255.0", "bad netmask '255.0.255.0' (ones must come first)"),
        ("224.0.0.1", "bad address '224.0.0.1' (not a unicast address)"),
        ("239.255.255.255/8", "bad address '239.255.255.255/8' (not a unicast address)"),
        ("dstaddr 230.1.2.3", "bad address '230.1.2.3' (not a unicast address)"),
        ("pointopoint 230.1.2.3", "bad address '230.1.2.3' (not a unicast address)"),
        ("::", "bad address '::' (not a unicast address)"),
        ("add ff02::1/64", "bad address 'ff02::1/64' (not a unicast address)"),
        ("del ::/64", "bad address '::/64' (not a unicast address)"),
        ("mtu nope", "invalid number 'nope' (0 to 9216)"),
        ("mtu 14x", "invalid number '14x' (0 to 9216)"),
        ("mtu -1", "invalid number '-1' (0 to 9216)"),
        ("mtu 9217", "invalid number '9217' (0 to 9216)"),
        ("mtu 4294968696", "invalid number '4294968696' (0 to 9216)"),
        ("metric 2147483648", "invalid number '2147483648' (0 to 2147483647)"),
        ("txqueuelen 08", "invalid number '08' (0 to 2147483647)"),
        ("io_addr 65536", "invalid number '65536' (0 to 65535)"),
        ("irq 256", "invalid number '256' (0 to 255)"),
        #[cfg(target_pointer_width = "64")]
        ("mem_start 0x", "invalid number '0x' (0 to 18446744073709551615)"),
        ("-up", "bad: '-up'"),
        ("-mtu 1400", "bad: '-mtu'"),
        ("outfill 5", "bad address 'outfill'"),
    ];

    const GOOD: &[&str] = &[
        "10.1.2.3/24",
        "10.1.2.3",
        "10.1.2.3 netmask 255.255.0.0",
        "10.1.2.3 netmask 224.0.0.0",
        "10.1.2.3 netmask 255.255.255.255",
        "10.1.2.3 netmask 0.0.0.0",
        "10.1.2.3 broadcast 10.1.255.255",
        "10.1.2.3 broadcast +",
        "mtu 1400",
        "txqueuelen 0x20",
        "promisc",
        "-arp",
        "allmulti",
        "-multicast",
        "dynamic",
        "hw ether 52:54:00:00:00:99",
        "up",
        "down",
        "fe80::1/64",
        "del fe80::1/64",
        "inet",
    ];

    proptest! {
        #[test]
        fn a_bad_word_anywhere_touches_nothing(
            before in prop::collection::vec(select(GOOD), 0..4),
            (bad, line) in select(BAD),
            // After a word that lacks its argument, it would be the argument.
            after in prop::collection::vec(select(GOOD), 0..3),
        ) {
            let after = if line.starts_with("argument missing") { Vec::new() } else { after };
            let machine = machine();
            let state = machine.state();
            let words = [&before[..], &[bad], &after].concat().join(" ");
            let run = machine.kit(&format!("ifconfig eth0 {words}"));
            prop_assert_eq!(said(run), says("ifconfig", line));
            prop_assert!(machine.state() == state, "{words} changed something");
        }

        #[test]
        fn a_name_that_is_none_touches_nothing(word in select(GOOD)) {
            for name in ["sixteen-bytes-xx", "a/b", ".", "eth0:alias-of-many"] {
                let machine = machine();
                let run = machine.kit(&format!("ifconfig {name} {word}"));
                let line = format!("not an interface name: {name}");
                prop_assert_eq!(said(run), says("ifconfig", &line));
                prop_assert!(machine.state() == super::machine().state());
            }
        }

        #[test]
        fn each_word_alone_does_what_it_says_or_fails_aloud(word in select(GOOD)) {
            let machine = machine();
            let run = machine.kit(&format!("ifconfig eth1 {word}"));
            prop_assert_eq!(run.status == 0, run.stderr.is_empty(), "{:?}", run);
        }
    }

    const COMMAND: &str = "ifconfig eth0 10.1.2.3/16 broadcast + mtu 1400 txqueuelen 5 -arp 2001:db8::9/64 \
        hw ether 52:54:00:00:00:99 up";

    #[test]
    fn whichever_call_fails_is_told_and_ends_it() {
        // The hardware address of one that is up stays.
        let busy = says("ifconfig", "SIOCSIFHWADDR: Device or resource busy");
        let (calls, checks) = {
            let machine = machine();
            assert_eq!(machine.kit(COMMAND), busy);
            let is_change = |&call: &usize| machine.call(call).starts_with("SetAddress");
            (machine.calls(), (0..machine.calls()).find(is_change).unwrap())
        };
        assert!(calls > 15 && checks < 5, "{calls} {checks}");
        // A file that cannot be read before the first change is not checked.
        for call in 1..checks {
            let machine = machine();
            machine.fail(call, Errno::IO);
            assert_eq!(machine.kit(COMMAND), busy, "{}", machine.call(call));
        }
        // The last call is the message.
        for call in (0..1).chain(checks..calls - 1) {
            for reason in REASONS {
                let machine = machine();
                machine.fail(call, reason);
                let run = machine.kit(COMMAND);
                assert_eq!(run.status, 1, "{}", machine.call(call));
                assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
                let made = machine.calls();
                assert_eq!(made, call + 2, "after {} it went on", machine.call(call));
            }
        }
    }

    #[test]
    fn an_address_with_a_prefix_has_the_mask_and_the_broadcast_address_of_it() {
        let machine = machine();
        assert_eq!(machine.kit("ifconfig eth0 10.1.2.3/20 up"), done());
        let eth0 = machine.interface("eth0");
        let address = eth0.ipv4.first().unwrap();
        assert_eq!(address.local.to_string(), "10.1.2.3");
        assert_eq!(address.mask.to_string(), "255.255.240.0");
        assert_eq!(address.broadcast.to_string(), "10.1.15.255");
        assert!(eth0.is_up());
    }

    #[test]
    fn without_an_address_there_is_none_to_change() {
        for words in ["netmask 255.0.0.0", "broadcast +", "broadcast 0", "pointopoint 10.0.0.2"] {
            let word = words.split(' ').next().unwrap();
            for command in [
                format!("ifconfig eth0 up {words}"),
                format!("ifconfig eth0 mtu 1400 {words} 10.0.0.1"),
                format!("ifconfig eth1:7 mtu 1400 {words}"),
            ] {
                let name = command.split(' ').nth(1).unwrap();
                let machine = machine();
                let line = format!("{name} has no IPv4 address for '{word}'");
                assert_eq!(machine.kit(&command), says("ifconfig", &line), "{command}");
                assert!(machine.state() == super::machine().state(), "{command}");
            }
            assert_eq!(machine().kit(&format!("ifconfig eth0 10.0.0.1 {words}")), done());
            assert_eq!(machine().kit(&format!("ifconfig eth1 {words}")), done());
        }
    }

    #[test]
    fn a_netmask_is_accepted_if_its_ones_come_first() {
        for bits in 0..=32 {
            let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
            let machine = machine();
            assert_eq!(machine.kit(&format!("ifconfig eth1 netmask {mask:#x}")), done());
            let eth1 = machine.interface("eth1");
            assert_eq!(eth1.ipv4.first().unwrap().mask.to_bits(), mask);
        }
    }

    #[test]
    fn an_mtu_that_the_device_has_or_can_have_is_set() {
        for mtu in ["0", "1500", "9216"] {
            assert_eq!(machine().kit(&format!("ifconfig eth0 mtu {mtu}")), done());
        }
        let mut large = ethernet("eth0");
        large.mtu = 70_000;
        let machine = Machine::with([large]);
        let line = "invalid number '70001' (0 to 9216)";
        assert_eq!(machine.kit("ifconfig eth0 up mtu 70001"), says("ifconfig", line));
        // The kernel compares it with the one that the device has before it looks at the range.
        assert!(!machine.kit("ifconfig eth0 mtu 70000").stderr.contains("invalid number"));
    }

    #[test]
    fn what_is_shown_is_what_ifenslave_shows() {
        for (ours, others) in [("", ""), (" -a", " -a"), (" eth0", " eth0"), (" -a eth0", " eth0")]
        {
            let machine = machine();
            let shown = machine.kit(&format!("ifconfig{ours}"));
            assert_eq!(shown, machine.kit(&format!("ifenslave{others}")));
            assert!(shown.stdout.contains("Link encap:"), "{shown:?}");
        }
    }

    #[test]
    fn a_missing_interface_is_told_in_the_words_that_it_always_had() {
        let line = "eth9: error fetching interface information: Device not found";
        assert_eq!(machine().kit("ifconfig eth9"), says("ifconfig", line));
    }
}

mod nameif {
    use proptest::prelude::*;

    use super::*;

    const FIRST: &str = "52:54:00:00:00:01";
    const SECOND: &str = "52:54:00:00:00:02";

    fn machine() -> Machine {
        let cards = [("eth0", 1), ("eth1", 2), ("eth2", 3)];
        let cards = cards.map(|(name, last)| ethernet(name).hwaddr([0x52, 0x54, 0, 0, 0, last]));
        Machine::with([loopback()].into_iter().chain(cards))
    }

    /// The names, in the order of the interfaces' coming.
    fn names(machine: &Machine) -> Vec<String> {
        let state = machine.state();
        (1..=4).map(|index| state.by_number(index).unwrap().name.clone()).collect()
    }

    #[test]
    fn names_that_are_handed_on_find_their_order() {
        let machine = machine();
        let table = format!("eth2 {SECOND}\nlan 52:54:00:00:00:03\neth1 {FIRST}");
        assert_eq!(machine.file("/etc/mactab", table).kit("nameif"), done());
        let machine = self::machine();
        let table = format!("nameif eth1 {FIRST} eth2 {SECOND} lan 52:54:00:00:00:03");
        assert_eq!(machine.kit(&table), done());
        assert_eq!(names(&machine), ["lo", "eth1", "eth2", "lan"]);
    }

    /// Interfaces eth0, eth1, ... with the addresses 52:54:00:00:00:01, ...:02, and so on.
    fn machine_of(count: u8) -> Machine {
        let card = |at| ethernet(&format!("eth{at}")).hwaddr([0x52, 0x54, 0, 0, 0, at + 1]);
        Machine::with((0..count).map(card))
    }

    fn names_of(machine: &Machine, count: u8) -> Vec<String> {
        let state = machine.state();
        (1..=count.into()).map(|index| state.by_number(index).unwrap().name.clone()).collect()
    }

    fn table(names: &[String]) -> String {
        let line = |(at, name): (usize, &String)| format!(" {name} 52:54:00:00:00:{:02x}", at + 1);
        names.iter().enumerate().map(line).collect()
    }

    const CARDS: u8 = 6;

    proptest! {
        #[test]
        fn names_are_exchanged(
            order in Just((0..CARDS).collect::<Vec<_>>()).prop_shuffle(),
            lines in Just((0..usize::from(CARDS)).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let names: Vec<_> = order.iter().map(|at| format!("eth{at}")).collect();
            let line = |&at: &usize| format!("{} 52:54:00:00:00:{:02x}\n", names[at], at + 1);
            let machine = machine_of(CARDS).file("/tab", lines.iter().map(line).collect::<String>());
            prop_assert_eq!(machine.kit("nameif -c /tab"), done());
            prop_assert_eq!(names_of(&machine, CARDS), names);
        }

        #[test]
        fn an_interface_has_its_new_name_or_its_old_one(
            // Some names are wanted twice, some are those of interfaces that keep them.
            wanted in prop::collection::vec(0..u8::MAX, 4),
            call in 0..40_usize,
            fails: bool,
        ) {
            let wanted: Vec<_> = wanted.iter().map(|at| format!("eth{}", at % 7)).collect();
            let machine = machine_of(CARDS);
            if fails {
                machine.fail(call, Errno::BUSY);
            }
            let run = machine.kit(&format!("nameif{}", table(&wanted)));
            let found = names_of(&machine, CARDS);
            let old: Vec<_> = (0..CARDS).map(|at| format!("eth{at}")).collect();
            for (at, name) in found.iter().enumerate() {
                prop_assert!(*name == old[at] || wanted.get(at) == Some(name), "{:?}", found);
            }
            let all = wanted == found[..4];
            prop_assert!(all || run.status == 1, "{:?} {:?}", found, run);
            // A message that cannot be written is lost.
            prop_assert!(run.status == 1 || run.stderr.is_empty());
        }
    }

    #[test]
    fn of_an_exchange_all_is_done_or_nothing() {
        let wanted = ["eth1", "eth2", "eth0"].map(String::from);
        let command = format!("nameif{}", table(&wanted));
        let calls = {
            let machine = machine_of(3);
            assert_eq!(machine.kit(&command), done());
            machine.calls()
        };
        for call in 0..calls {
            for reason in [Errno::IO, Errno::PERM, Errno::BUSY, Errno::EXIST] {
                let machine = machine_of(3);
                machine.fail(call, reason);
                let run = machine.kit(&command);
                let found = names_of(&machine, 3);
                if run.status == 0 {
                    assert_eq!(found, wanted, "{}", machine.call(call));
                } else {
                    assert_eq!(found, ["eth0", "eth1", "eth2"], "{}", machine.call(call));
                    assert!(run.stderr.starts_with("nameif: can't "), "{run:?}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_restored_is_reported() {
        let table = table(&["eth1", "eth2", "eth0"].map(String::from));
        let machine = machine_of(3).fail_each("SetName nameif-a", Errno::IO);
        let run = machine.kit(&format!("nameif{table}"));
        let found = names_of(&machine, 3);
        let parked = found.iter().position(|name| name == "nameif-a").unwrap();
        let old = format!("can't change ifname nameif-a to eth{parked}: Input/output error\n");
        assert!(run.stderr.ends_with(&old), "{run:?}");
        assert_eq!(run.stderr.lines().count(), 2);
        let others = (0..3).filter(|&at| at != parked).all(|at| found[at] == format!("eth{at}"));
        assert!(others, "{found:?}");
    }

    #[test]
    fn another_temporary_name_is_taken_if_one_is_in_use() {
        let machine = machine_of(2);
        machine.kit("nameif nameif-a 52:54:00:00:00:02");
        let run = machine.kit("nameif eth0 52:54:00:00:00:02 nameif-a 52:54:00:00:00:01");
        assert_eq!(run, done());
        assert_eq!(names_of(&machine, 2), ["nameif-a", "eth0"]);
    }

    #[test]
    fn what_makes_no_sense_in_a_table_touches_nothing() {
        for (line, told) in [
            ("lan", "can't parse "),
            ("lan 52:54:00:00:00", "can't parse 52:54:00:00:00"),
            ("lan nonsense", "can't parse nonsense"),
            ("a/b 52:54:00:00:00:01", "not an interface name: a/b"),
            ("sixteen-bytes-xx 52:54:00:00:00:01", "not an interface name: sixteen-bytes-xx"),
        ] {
            let table = format!("# names\nwan {FIRST} # the first\n{line}\ndmz {SECOND}\n");
            let machine = machine().file("/tab", table);
            assert_eq!(machine.kit("nameif -c /tab"), says("nameif", told));
            assert_eq!(names(&machine), ["lo", "eth0", "eth1", "eth2"]);
        }
    }

    #[test]
    fn a_name_that_is_not_given_is_told_whichever_call_fails() {
        let command = format!("nameif lan {FIRST} wan {SECOND}");
        let calls = {
            let machine = machine();
            assert_eq!(machine.kit(&command), done());
            machine.calls()
        };
        for call in 0..calls {
            for reason in [Errno::IO, Errno::PERM, Errno::BUSY] {
                let machine = machine();
                // Twice: a name that is rejected at first is tried again.
                for again in [call, call + 1, call + 2, call + 3, call + 4, call + 5, call + 6] {
                    machine.fail(again, reason);
                }
                let run = machine.kit(&command);
                let all = names(&machine) == ["lo", "lan", "wan", "eth2"];
                // A card that has its name, but could not be looked at again, may be reported as well.
                assert!(all || run.status == 1, "{}: {run:?}", machine.call(call));
                assert!(run.status == 1 || run.stderr.is_empty(), "{run:?}");
            }
        }
    }

    #[test]
    fn a_table_that_cannot_be_read_to_its_end_gives_no_name() {
        let machine = machine().file("/tab", format!("lan {FIRST}\n")).piece(4);
        let machine = machine.fail_each("read /tab at 8", Errno::IO);
        let run = machine.kit("nameif -c /tab");
        assert!(run.stderr.ends_with("nameif: /tab: Input/output error\n"), "{run:?}");
        assert_eq!(run.status, 1);
        assert_eq!(names(&machine), ["lo", "eth0", "eth1", "eth2"]);
    }

    #[test]
    fn a_table_with_more_than_there_is_room_for_gives_no_name() {
        let table = format!("lan {FIRST}\n").repeat(8193);
        let machine = machine().file("/etc/mactab", table);
        let line = "can't get memory: No buffer space available";
        assert_eq!(machine.kit("nameif"), says("nameif", line));
        assert_eq!(names(&machine), ["lo", "eth0", "eth1", "eth2"]);
    }
}

mod kit {
    use super::*;

    #[test]
    fn alone_it_lists_its_applets() {
        for command in ["ifkit", "/sbin/ifkit", "anything", "ifkit --list"] {
            let run = machine().kit(command);
            assert_eq!(run, Run { stdout: "ifconfig\nifenslave\nnameif\n".into(), ..done() });
        }
    }

    #[test]
    fn each_program_has_help() {
        for program in
            ["ifkit", "ifconfig", "nameif", "ifenslave", "ifkit ifconfig", "ifkit nameif"]
        {
            let run = machine().kit(&format!("{program} -h"));
            let name = program.split(' ').next_back().unwrap();
            assert!(run.stdout.starts_with(&format!("Usage: {name} ")), "{run:?}");
            assert_eq!(run, Run { stdout: run.stdout.clone(), ..done() });
            assert_eq!(machine().kit(&format!("{program} --help")), run);
        }
        let help = machine().kit("ifkit -h").stdout;
        assert!(help.ends_with("\nifconfig\nifenslave\nnameif\n"), "{help}");
    }

    #[test]
    fn an_applet_is_called_by_its_name_or_by_the_first_argument() {
        let wanted = machine().kit("ifenslave -V");
        assert!(wanted.stdout.starts_with("ifenslave "), "{wanted:?}");
        for command in ["/usr/sbin/ifenslave -V", "ifkit ifenslave -V", "tool /sbin/ifenslave -V"] {
            assert_eq!(machine().kit(command), wanted, "{command}");
        }
    }

    #[test]
    fn what_is_no_applet_is_refused_as_by_a_shell() {
        for name in ["ping", "ifkit", "ifconfi", "ifconfigs", "ifenslave/", "a-name-of-many-bytes"]
        {
            let run = said(machine().kit(&format!("ifkit {name} eth0")));
            let line = format!("ifkit: applet not found: {name}\n");
            assert_eq!(run, Run { status: 127, stdout: String::new(), stderr: line });
        }
    }

    #[test]
    fn a_list_that_cannot_be_written_is_an_error() {
        let run = machine().stdout(Sink::Fails(Errno::NOSPC)).kit("ifkit");
        assert_eq!(run, says("ifkit", "standard output: No space left on device"));
    }
}
