// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interfaces as they are shown: the classic's layout, to the byte.
//!
//! In the texts, `␣` is a space at the end of a line.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "these are tests")]

mod simulated;

use ifenslave::kernel::Errno;
use simulated::*;

const DEV: &str = "/proc/net/dev";
const IF_INET6: &str = "/proc/net/if_inet6";

/// ARPHRD_PPP
const PPP: u16 = 512;
/// ARPHRD_CSLIP
const CSLIP: u16 = 257;
/// ARPHRD_CSLIP6
const CSLIP6: u16 = 259;

/// The columns of /proc/net/dev: no two are the same.
const COLUMNS: [u64; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

/// A run that printed this and was content.
fn printed(text: &str) -> Run {
    Run { stdout: text.replace('␣', " "), ..done() }
}

/// A run that printed this, and said in these lines what failed.
fn printed_but(text: &str, lines: &[&str]) -> Run {
    Run { stdout: printed(text).stdout, ..failed(lines) }
}

/// An interface, shown alone.
#[track_caller]
fn shown(interface: Interface) -> String {
    let name = interface.name.clone();
    let run = Machine::with([interface]).ifenslave(&[name]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    run.stdout
}

/// Of what is shown of an interface, the lines that begin like this, without the indent.
#[track_caller]
fn lines(interface: Interface, start: &str) -> Vec<String> {
    let shown = shown(interface);
    let lines = shown.lines().map(str::trim_start).filter(|line| line.starts_with(start));
    lines.map(str::to_owned).collect()
}

/// A card of which there is nothing to show but what all have.
const PLAIN_ETH0: &str = "\
eth0      Link encap:Ethernet  HWaddr 52:54:00:00:00:01␣␣
          BROADCAST MULTICAST  MTU:1500  Metric:1
          RX packets:0 errors:0 dropped:0 overruns:0 frame:0
          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0
          collisions:0 txqueuelen:1000␣
          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)

";

/// The same of which there are no statistics.
const NO_STATISTICS: &str = "\
eth0      Link encap:Ethernet  HWaddr 52:54:00:00:00:01␣␣
          BROADCAST MULTICAST  MTU:1500  Metric:1

";

mod an_interface {
    use super::*;

    #[test]
    fn with_nothing_special_is_shown_like_this() {
        assert_eq!(Machine::with([ethernet("eth0")]).ifenslave(&["eth0"]), printed(PLAIN_ETH0));
    }

    #[test]
    fn with_everything_is_shown_like_this() {
        let everything = Interface { flags: 0, ..ethernet("ppp0") }
            .hardware(CSLIP, [1, 2, 3, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 9, 10, 11, 12, 13, 14])
            .flags(u16::MAX)
            .address("192.0.2.1/24 peer 192.0.2.9 brd 192.0.2.255")
            .address("2001:db8::1/64")
            .address("fe80::1/10")
            .mtu(296)
            .statistics(COLUMNS)
            .txqueuelen(10)
            .map(Map {
                mem_start: 0xd0000,
                mem_end: 0xdffff,
                base_addr: 0x300,
                irq: 5,
                dma: 0xa,
                port: 3,
            });
        let text = "\
ppp0      Link encap:UNSPEC  HWaddr 01-02-03-AA-BB-CC-DD-EE-00-00-00-00-00-00-00-00  Media:AUI(auto)
          inet addr:192.0.2.1  P-t-P:192.0.2.9  Bcast:192.0.2.255  Mask:255.255.255.0
          inet6 addr: 2001:db8::1/64 Scope:Global
          inet6 addr: fe80::1/10 Scope:Link
          UP BROADCAST DEBUG LOOPBACK POINTOPOINT NOTRAILERS RUNNING NOARP PROMISC ALLMULTI SLAVE \
MASTER MULTICAST  MTU:296  Metric:1
          RX packets:2 errors:3 dropped:4 overruns:5 frame:6
             compressed:7
          TX packets:10 errors:11 dropped:12 overruns:13 carrier:15
          collisions:14 compressed:16 txqueuelen:10␣
          RX bytes:1 (1.0 B)  TX bytes:9 (9.0 B)
          Interrupt:5 Base address:0x300 Memory:d0000-dffff DMA chan:a␣

";
        assert_eq!(shown(everything), printed(text).stdout);
    }

    #[test]
    fn has_the_title_of_its_hardware_type_and_the_address_in_its_form() {
        const ADDRESS: [u8; 14] = [0, 1, 0x2b, 0xc3, 0xff, 0x5e, 0x70, 8, 9, 10, 11, 12, 13, 14];
        const LONG: &str = "HWaddr 00-01-2B-C3-FF-5E-70-08-00-00-00-00-00-00-00-00  ";
        for (kind, title, address) in [
            (772, "Local Loopback", ""),
            (PPP, "Point-to-Point Protocol", ""),
            (776, "IPv6-in-IPv4", ""),
            (1, "Ethernet", "HWaddr 00:01:2B:C3:FF:5E  "),
            (32, "InfiniBand", LONG),
            // ARPHRD_NETROM, SLIP, TUNNEL, IPGRE, IEEE80211, NONE and VOID, which has no number
            // above it.
            (0, "UNSPEC", LONG),
            (256, "UNSPEC", LONG),
            (768, "UNSPEC", LONG),
            (778, "UNSPEC", LONG),
            (801, "UNSPEC", LONG),
            (0xfffe, "UNSPEC", LONG),
            (0xffff, "UNSPEC", LONG),
        ] {
            let shown = shown(ethernet("eth0").hardware(kind, ADDRESS));
            let first = format!("eth0      Link encap:{title}  {address}");
            assert_eq!(shown.lines().next().unwrap(), first, "type {kind}");
        }
    }

    #[test]
    fn has_its_address_shown_where_that_is_zeros() {
        let zeros = ["HWaddr 00:00:00:00:00:00  ", "HWaddr 00-00-00-00-00-00-00-00-00-00-00-00-00"];
        for (kind, zeros) in [1, 65534].into_iter().zip(zeros) {
            let shown = shown(ethernet("eth0").hardware(kind, [0; 14]));
            assert!(shown.contains(zeros), "{shown}");
        }
    }

    #[test]
    fn has_its_port_shown_where_that_can_be_selected() {
        let media = |port, flags| {
            let card = ethernet("eth0").flags(flags).map(Map { port, ..Map::default() });
            shown(card).lines().next().unwrap().split_once("01  ").unwrap().1.to_owned()
        };
        for (port, name) in [
            (0, "unknown"),
            (1, "10base2"),
            (2, "10baseT"),
            (3, "AUI"),
            (4, "100baseT"),
            (5, "100baseTX"),
            (6, "100baseFX"),
            // No such ports.
            (7, "unknown"),
            (8, "unknown"),
            (254, "unknown"),
            (255, "unknown"),
        ] {
            assert_eq!(media(port, iff::PORTSEL), format!("Media:{name}"));
            assert_eq!(media(port, iff::PORTSEL | iff::AUTOMEDIA), format!("Media:{name}(auto)"));
            assert_eq!(media(port, iff::AUTOMEDIA), "");
        }
    }

    #[test]
    fn has_of_its_ipv4_address_what_its_flags_tell() {
        let address = "192.0.2.1/25 peer 192.0.2.9 brd 192.0.2.127";
        for (flags, line) in [
            (0, "inet addr:192.0.2.1  Mask:255.255.255.128"),
            (iff::POINTOPOINT, "inet addr:192.0.2.1  P-t-P:192.0.2.9  Mask:255.255.255.128"),
            (iff::BROADCAST, "inet addr:192.0.2.1  Bcast:192.0.2.127  Mask:255.255.255.128"),
            (
                iff::POINTOPOINT | iff::BROADCAST,
                "inet addr:192.0.2.1  P-t-P:192.0.2.9  Bcast:192.0.2.127  Mask:255.255.255.128",
            ),
        ] {
            let card = Interface { flags, ..ethernet("eth0") }.address(address);
            assert_eq!(lines(card, "inet addr"), [line]);
        }
        assert!(lines(ethernet("eth0"), "inet addr").is_empty());
    }

    #[test]
    fn has_ipv4_addresses_of_any_digits() {
        for (address, line) in [
            ("0.0.0.1/0", "inet addr:0.0.0.1  Bcast:0.0.0.0  Mask:0.0.0.0"),
            (
                "255.255.255.254/32 brd 255.255.255.255",
                "inet addr:255.255.255.254  Bcast:255.255.255.255  Mask:255.255.255.255",
            ),
            ("1.20.103.0/9", "inet addr:1.20.103.0  Bcast:0.0.0.0  Mask:255.128.0.0"),
        ] {
            assert_eq!(lines(ethernet("eth0").address(address), "inet addr"), [line]);
        }
    }

    #[test]
    fn has_the_first_of_several_ipv4_addresses() {
        let card = ethernet("eth0").address("192.0.2.1/24").address("198.51.100.1/24");
        let line = "inet addr:192.0.2.1  Bcast:0.0.0.0  Mask:255.255.255.0";
        assert_eq!(lines(card, "inet addr"), [line]);
    }

    #[test]
    fn has_no_ipv4_address_where_that_goes_while_it_is_read() {
        let flags = iff::POINTOPOINT | iff::BROADCAST;
        let card = Interface { flags, ..ethernet("eth0") };
        let without = Machine::with([card.clone()]).ifenslave(&["eth0"]);
        for request in ["GetDestination", "GetBroadcast", "GetNetmask"] {
            let machine = Machine::with([card.clone().address("192.0.2.1/24 peer 192.0.2.2")]);
            let machine = machine.fail_each(&format!("{request} eth0"), Errno::ADDRNOTAVAIL);
            assert_eq!(machine.ifenslave(&["eth0"]), without, "{request}");
        }
    }

    #[test]
    fn has_its_flags_in_the_classics_order() {
        let flags = |flags| {
            let shown = shown(Interface { flags, ..ethernet("eth0") });
            let line = shown.lines().find_map(|line| line.strip_suffix(" MTU:1500  Metric:1"));
            line.unwrap().trim_start().to_owned()
        };
        for (flag, name) in [
            (0, "[NO FLAGS] "),
            (iff::UP, "UP "),
            (iff::BROADCAST, "BROADCAST "),
            (iff::DEBUG, "DEBUG "),
            (iff::LOOPBACK, "LOOPBACK "),
            (iff::POINTOPOINT, "POINTOPOINT "),
            (iff::NOTRAILERS, "NOTRAILERS "),
            (iff::RUNNING, "RUNNING "),
            (iff::NOARP, "NOARP "),
            (iff::PROMISC, "PROMISC "),
            (iff::ALLMULTI, "ALLMULTI "),
            (iff::SLAVE, "SLAVE "),
            (iff::MASTER, "MASTER "),
            (iff::MULTICAST, "MULTICAST "),
            // These have no names.
            (iff::PORTSEL, ""),
            (iff::AUTOMEDIA, ""),
            (iff::MASTER | iff::SLAVE | iff::UP, "UP SLAVE MASTER "),
        ] {
            assert_eq!(flags(flag), name, "{flag:#x}");
        }
    }

    #[test]
    fn has_a_last_line_only_for_a_card_that_is_somewhere() {
        let map = Map::default();
        for (map, line) in [
            (Map { irq: 255, ..map }, "Interrupt:255 "),
            (Map { base_addr: 0x100, ..map }, "Base address:0x100 "),
            (Map { base_addr: 0xfffe, ..map }, "Base address:0xfffe "),
            (Map { mem_start: 0xfeb0_0000, ..map }, "Memory:feb00000-0 "),
            (
                Map { mem_start: usize::MAX, mem_end: usize::MAX, ..map },
                &format!("Memory:{0:x}-{0:x} ", usize::MAX),
            ),
            (Map { dma: 0x1f, ..map }, "DMA chan:1f "),
            (Map { irq: 9, dma: 1, ..map }, "Interrupt:9 DMA chan:1 "),
            // One below 0x100 is no base address; but the line is there.
            (Map { base_addr: 0xff, ..map }, ""),
            (Map { base_addr: 1, irq: 3, ..map }, "Interrupt:3 "),
        ] {
            let with_line = PLAIN_ETH0.replace("\n\n", &format!("\n          {line}\n\n"));
            assert_eq!(shown(ethernet("eth0").map(map)), printed(&with_line).stdout, "{map:?}");
        }
        for map in [Map { port: 4, ..map }, Map { mem_end: 7, ..map }] {
            assert_eq!(shown(ethernet("eth0").map(map)), printed(PLAIN_ETH0).stdout, "{map:?}");
        }
    }

    #[test]
    fn has_no_txqueuelen_where_that_cannot_be_read() {
        let machine = Machine::with([ethernet("eth0")]).fail_each("GetTxQLen eth0", Errno::INVAL);
        let without = PLAIN_ETH0.replace("txqueuelen:1000␣", "");
        assert_eq!(machine.ifenslave(&["eth0"]), printed(&without.replace(":0 \n", ":0␣\n")));
    }

    #[test]
    fn has_a_txqueuelen_of_0_shown() {
        assert!(shown(ethernet("eth0").txqueuelen(0)).contains("collisions:0 txqueuelen:0 \n"));
    }

    #[test]
    fn has_what_is_compressed_shown_only_for_compressed_slip() {
        for kind in [CSLIP, CSLIP6] {
            let shown = shown(ethernet("sl0").kind(kind).statistics(COLUMNS));
            assert!(
                shown.contains(" frame:6\n             compressed:7\n          TX "),
                "{shown}"
            );
            assert!(shown.contains(" collisions:14 compressed:16 txqueuelen:"), "{shown}");
        }
        for kind in [1, 256, 258, 260, PPP] {
            let shown = shown(ethernet("sl0").kind(kind).statistics(COLUMNS));
            assert!(!shown.contains("compressed"), "{shown}");
        }
        let machine = Machine::with([ethernet("sl0").kind(CSLIP)]).file(DEV, "");
        let run = machine.ifenslave(&["sl0"]);
        assert!(run.status == 0 && !run.stdout.contains("compressed"), "{run:?}");
    }

    #[test]
    fn has_its_name_padded_to_nine_bytes() {
        for (name, padded) in [
            ("a", "a         Link"),
            ("lan-four", "lan-four  Link"),
            ("lan-fifth", "lan-fifth Link"),
            ("lan-sixth0", "lan-sixth0 Link"),
            ("fifteen-bytes-x", "fifteen-bytes-x Link"),
        ] {
            assert!(shown(ethernet(name)).starts_with(padded));
        }
    }

    #[test]
    fn may_have_any_name_that_the_kernel_takes() {
        let odd = [
            "-",
            "--",
            "-a",
            "...",
            "{@}",
            "{A",
            "}",
            "@",
            "*",
            "%",
            "#b",
            "$x",
            "~a",
            "&s",
            "\\",
            "|",
            "face",
            "é",
            "\u{1}",
            "\u{7f}",
            "'",
            "\"",
            "0",
            "0x1",
            "compressed",
            "bytes",
        ];
        let machine = Machine::with(odd.map(|name| ethernet(name).statistics(COLUMNS)));
        let run = machine.ifenslave(&["-a"]);
        let mut sorted = odd;
        sorted.sort_unstable();
        assert_eq!((run.status, run.names()), (0, sorted.into()));
        for name in odd {
            let run = machine.ifenslave(&["--", name]);
            assert_eq!((run.status, run.names()), (0, vec![name]));
            assert!(run.stdout.contains("RX packets:2 errors:3 "), "{run:?}");
        }
    }
}

mod ipv6 {
    use super::*;

    /// The lines of a card for the addresses in this file.
    #[track_caller]
    fn in_the_file(file: &str) -> Vec<String> {
        let machine = Machine::with([ethernet("eth0")]).file(IF_INET6, file);
        let run = machine.ifenslave(&["eth0"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let lines = run.stdout.lines();
        lines.filter_map(|line| line.strip_prefix("          inet6 ").map(str::to_owned)).collect()
    }

    #[test]
    fn scopes_have_names() {
        let mut file = String::new();
        let mut expected = Vec::new();
        for (scope, name) in [
            ("00", "Global"),
            ("10", "Host"),
            ("20", "Link"),
            ("40", "Site"),
            ("80", "Compat"),
            ("0f", "Global"),
            ("2f", "Link"),
            ("30", "Unknown"),
            ("50", "Unknown"),
            ("90", "Unknown"),
            ("f0", "Unknown"),
        ] {
            file += &format!("fe8000000000000000000000000000ab 02 40 {scope} 80     eth0\n");
            expected.push(format!("addr: fe80::ab/64 Scope:{name}"));
        }
        assert_eq!(in_the_file(&file), expected);
    }

    #[test]
    fn addresses_are_in_the_form_of_inet_ntop() {
        for (digits, text) in [
            ("00000000000000000000000000000000", "::"),
            ("00000000000000000000000000000001", "::1"),
            ("0000000000000000000000000000ffff", "::ffff"),
            ("00000000000000000000000005060708", "::5.6.7.8"),
            ("00000000000000000000000000010000", "::0.1.0.0"),
            ("00000000000000000000ffff01020304", "::ffff:1.2.3.4"),
            ("00000000000000000000ffff00000000", "::ffff:0.0.0.0"),
            ("00000000000000000000fffe01020304", "::fffe:102:304"),
            ("0000000000000000ffff000001020304", "::ffff:0:102:304"),
            ("20010db8000000000000000000000000", "2001:db8::"),
            ("20010db8000000000001000000000001", "2001:db8::1:0:0:1"),
            ("20010db8000000010000000000000001", "2001:db8:0:1::1"),
            ("20010db8000000010001000100010001", "2001:db8:0:1:1:1:1:1"),
            ("00010002000300040005000600070000", "1:2:3:4:5:6:7:0"),
            ("00000001000200030004000500060007", "0:1:2:3:4:5:6:7"),
            ("00000000000200030004000500060007", "::2:3:4:5:6:7"),
            ("00010002000300040005000600000000", "1:2:3:4:5:6::"),
            ("fe80000000000000c0de00fffe000a0b", "fe80::c0de:ff:fe00:a0b"),
            ("ffffffffffffffffffffffffffffffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ] {
            let file = format!("{digits} 02 80 00 80     eth0\n");
            assert_eq!(in_the_file(&file), [format!("addr: {text}/128 Scope:Global")]);
        }
    }

    #[test]
    fn addresses_are_in_the_order_of_the_file_and_those_of_others_are_not_shown() {
        let file = "\
20010db8000000000000000000000009 02 40 00 80     eth0
fe800000000000000000000000000001 03 40 20 80    eth01
20010db8000000000000000000000001 02 00 00 80     eth0
fe800000000000000000000000000001 03 40 20 80      eth
fe800000000000000000000000000001 02 0a 20 80     eth0
";
        let expected = [
            "addr: 2001:db8::9/64 Scope:Global",
            "addr: 2001:db8::1/0 Scope:Global",
            "addr: fe80::1/10 Scope:Link",
        ];
        assert_eq!(in_the_file(file), expected);
    }

    #[test]
    fn lines_that_are_none_are_skipped() {
        let long = "0".repeat(100_000);
        let file = format!(
            "\
garbage

20010db800000000000000000000000 02 40 00 80     eth0
20010db8000000000000000000000000a 02 40 00 80     eth0
20010db800000000000000000000000g 02 40 00 80     eth0
20010db8000000000000000000000001 02 40
20010db8000000000000000000000001 02 40 00 80
20010db8000000000000000000000001 02 xx 00 80     eth0
20010db8000000000000000000000001 02 40 -1 80     eth0
20010db8000000000000000000000001 02 40 00 80     {long}
{long} 02 40 00 80     eth0
20010db8000000000000000000000002 02 40 00 80     eth0 {long}
20010db8000000000000000000000003\t02\t40\t00\t80\teth0"
        );
        let expected = ["addr: 2001:db8::2/64 Scope:Global", "addr: 2001:db8::3/64 Scope:Global"];
        assert_eq!(in_the_file(&file), expected);
    }

    #[test]
    fn a_kernel_without_it_is_no_failure() {
        let machine = Machine::with([ethernet("eth0").address("2001:db8::1/64")]);
        assert_eq!(machine.without(IF_INET6).ifenslave(&["eth0"]), printed(PLAIN_ETH0));
        let machine = Machine::with([ethernet("eth0")]).file(IF_INET6, "");
        assert_eq!(machine.ifenslave(&["eth0"]), printed(PLAIN_ETH0));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_failure_and_the_rest_is_shown() {
        for (call, reason, line) in [
            ("open /proc/net/if_inet6", Errno::ACCESS, "/proc/net/if_inet6: Permission denied"),
            ("read /proc/net/if_inet6 at 0", Errno::IO, "/proc/net/if_inet6: Input/output error"),
        ] {
            let card = ethernet("eth0").address("2001:db8::1/64");
            let run = Machine::with([card]).fail_each(call, reason).ifenslave(&["eth0"]);
            assert_eq!(run, printed_but(PLAIN_ETH0, &[line]));
        }
    }
}

mod statistics {
    use super::*;

    /// A card, up or down, with this /proc/net/dev.
    fn with(file: impl AsRef<[u8]>) -> Machine {
        Machine::with([ethernet("eth0")]).file(DEV, file)
    }

    /// A card with these statistics.
    fn counted(rx: &str, tx: &str, bytes: &str) -> Run {
        let text = format!(
            "\
eth0      Link encap:Ethernet  HWaddr 52:54:00:00:00:01␣␣
          BROADCAST MULTICAST  MTU:1500  Metric:1
          RX {rx}
          TX {tx} txqueuelen:1000␣
          {bytes}

"
        );
        printed(&text)
    }

    /// A card with the numbers from 1 to 16 in each place.
    fn all_counted() -> Run {
        counted(
            "packets:2 errors:3 dropped:4 overruns:5 frame:6",
            "packets:10 errors:11 dropped:12 overruns:13 carrier:15\n          collisions:14",
            "RX bytes:1 (1.0 B)  TX bytes:9 (9.0 B)",
        )
    }

    #[test]
    fn of_todays_format_have_sixteen_columns() {
        let file = format!("{HEAD}  eth0:       1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
        assert_eq!(with(file).ifenslave(&["eth0"]), all_counted());
        let eth0 = ethernet("eth0").statistics(COLUMNS);
        assert_eq!(Machine::with([eth0]).ifenslave(&["eth0"]), all_counted());
    }

    #[test]
    fn of_the_format_before_that_have_no_compressed_packets() {
        let head = "\
Inter-|   Receive                           |  Transmit
 face |bytes    packets errs drop fifo frame|bytes    packets errs drop fifo colls carrier
";
        let file = format!("{head}  eth0:       1 2 3 4 5 6 9 10 11 12 13 14 15\n");
        assert_eq!(with(&file).ifenslave(&["eth0"]), all_counted());
        let machine = Machine::with([ethernet("eth0").kind(CSLIP)]).file(DEV, file);
        let run = machine.ifenslave(&["eth0"]);
        assert!(run.stdout.contains("\n             compressed:0\n"), "{run:?}");
        assert!(run.stdout.contains(" collisions:14 compressed:0 txqueuelen:1000 \n"), "{run:?}");
    }

    #[test]
    fn of_the_first_format_have_no_bytes() {
        let head = "\
Inter-|   Receive                  |  Transmit
 face |packets errs drop fifo frame|packets errs drop fifo colls carrier
";
        let file = format!("{head}  eth0:       2 3 4 5 6 10 11 12 13 14 15\n");
        let expected = all_counted().stdout.replace("bytes:1 (1.0", "bytes:0 (0.0");
        let expected = expected.replace("bytes:9 (9.0", "bytes:0 (0.0");
        assert_eq!(with(file).ifenslave(&["eth0"]), printed(&expected));
    }

    #[test]
    fn may_touch_the_name_and_be_as_large_as_can_be() {
        let most = u64::MAX.to_string();
        let columns = [most.as_str(); 16].join(" ");
        let expected = counted(
            &format!("packets:{most} errors:{most} dropped:{most} overruns:{most} frame:{most}"),
            &format!(
                "packets:{most} errors:{most} dropped:{most} overruns:{most} carrier:{most}\n          \
                 collisions:{most}"
            ),
            &format!("RX bytes:{most} (16777215.9 TiB)  TX bytes:{most} (16777215.9 TiB)"),
        );
        for space in ["", " ", "\t"] {
            let file = format!("{HEAD}eth0:{space}{columns}\n");
            assert_eq!(with(file).ifenslave(&["eth0"]), expected);
        }
    }

    #[test]
    fn of_bytes_are_in_a_unit_too_cut_and_not_rounded() {
        for (bytes, text) in [
            (0, "0 (0.0 B)"),
            (1023, "1023 (1023.0 B)"),
            (1024, "1024 (1.0 KiB)"),
            (1126, "1126 (1.0 KiB)"),
            (1127, "1127 (1.1 KiB)"),
            (10239, "10239 (9.9 KiB)"),
            (1_048_575, "1048575 (1023.9 KiB)"),
            (1_048_576, "1048576 (1.0 MiB)"),
            (1_073_741_823, "1073741823 (1023.9 MiB)"),
            (1_073_741_824, "1073741824 (1.0 GiB)"),
            (1_099_511_627_776, "1099511627776 (1.0 TiB)"),
            (1_125_899_906_842_624, "1125899906842624 (1024.0 TiB)"),
        ] {
            let mut columns = COLUMNS;
            (columns[0], columns[8]) = (bytes, bytes);
            let shown = lines(ethernet("eth0").statistics(columns), "RX bytes");
            assert_eq!(shown, [format!("RX bytes:{text}  TX bytes:{text}")]);
        }
    }

    #[test]
    fn are_shown_only_of_what_is_listed() {
        for file in
            [HEAD.to_owned(), format!("{HEAD}  eth1: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n")]
        {
            assert_eq!(with(file).ifenslave(&["eth0"]), printed(NO_STATISTICS));
        }
    }

    #[test]
    fn in_lines_that_are_none_are_skipped() {
        let long = "1".repeat(100_000);
        for line in [
            "garbage",
            ":",
            "",
            "eth0",
            "eth0:",
            "eth0: 1 2 3",
            "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
            "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 x",
            "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 -16",
            "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 1a",
            "eth0: 18446744073709551616 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
            "eth0 : 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
            "eth0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
            "eth0/1: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
            "sixteen-bytes-xx: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
            &format!("eth0: {long} 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"),
            &long,
            &format!("{long}: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"),
        ] {
            let columns = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16";
            let alone = with(format!("{HEAD}{line}\n"));
            assert_eq!(alone.ifenslave(&["eth0"]), printed(NO_STATISTICS), "{line}");
            let others = Machine::with(["a", "eth0", "z"].map(ethernet));
            let others = others.file(DEV, format!("{HEAD}a: {columns}\n{line}\nz: {columns}\n"));
            let run = others.ifenslave(&["-a"]);
            assert_eq!((run.status, run.names()), (0, vec!["a", "z"]), "{line}");
            assert_eq!(run.stdout.matches("RX packets:2 errors:3 ").count(), 2, "{line}");
        }
    }

    #[test]
    fn may_have_more_behind_them_and_no_newline_at_the_end() {
        let long = format!("{}{}", " ".repeat(100_000), "7 ".repeat(50_000));
        let columns = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16";
        for line in [
            format!("eth0: {columns}"),
            format!("eth0: {columns} "),
            format!("eth0: {columns} 17 18\n"),
            format!("eth0: {columns}{long}\n"),
            format!("{}eth0: {columns}", " ".repeat(100_000)),
        ] {
            assert_eq!(with(format!("{HEAD}{line}")).ifenslave(&["eth0"]), all_counted());
        }
    }

    #[test]
    fn are_read_in_pieces_of_any_size() {
        let machine = || {
            let cards = (0..40).map(|number| {
                let card = ethernet(&format!("eth{number}")).address("2001:db8::1/64").up();
                card.statistics(COLUMNS.map(|column| column << number))
            });
            Machine::with(cards)
        };
        let whole = machine().ifenslave(&["-a"]);
        assert_eq!((whole.status, whole.names().len()), (0, 40));
        for bytes in [1, 2, 3, 5, 7, 64, 100, 129, 1000] {
            assert_eq!(machine().piece(bytes).ifenslave(&["-a"]), whole, "pieces of {bytes} bytes");
        }
    }

    #[test]
    fn are_none_in_a_file_that_is_cut_short() {
        for file in ["", "\n", "\n\n", "Inter-|   Receive", "Inter-| Receive\n face |bytes"] {
            assert_eq!(with(file).ifenslave(&["eth0"]), printed(NO_STATISTICS), "{file:?}");
            assert_eq!(with(file).ifenslave(&["-a"]), done(), "{file:?}");
        }
    }
}

mod a_listing {
    use super::*;

    /// Two cards that are up, with an alias each, and two that are down.
    fn machine() -> Machine {
        let eth1 =
            ethernet("eth1").up().address("192.0.2.1/24").address("192.0.2.2/24 label eth1:1");
        let eth0 = ethernet("eth0").up().address("10.0.0.1/32 label eth0:web");
        Machine::with([eth1, ethernet("eth3"), loopback(), eth0, ethernet("eth2")])
    }

    #[test]
    fn has_what_is_up() {
        for args in [&[][..], &["-f"], &["-v"]] {
            let run = machine().ifenslave(args);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""));
            assert_eq!(run.names(), ["eth0", "eth0:web", "eth1", "eth1:1", "lo"]);
        }
    }

    #[test]
    fn has_what_is_down_too_where_all_is_asked_for() {
        for args in [&["-a"][..], &["--all-interfaces"], &["-av"]] {
            let run = machine().ifenslave(args);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""));
            assert_eq!(run.names(), ["eth0", "eth0:web", "eth1", "eth1:1", "eth2", "eth3", "lo"]);
        }
    }

    #[test]
    fn is_what_a_change_without_a_slave_gets_with_status_2() {
        let up = machine().ifenslave::<&str>(&[]);
        for args in [["-c", "eth0"], ["-d", "eth0"], ["-d", "nosuch"], ["-fc", "lo"]] {
            assert_eq!(machine().ifenslave(&args), Run { status: 2, ..up.clone() }, "{args:?}");
        }
        let all = machine().ifenslave(&["-a"]);
        assert_eq!(machine().ifenslave(&["-ad", "eth0"]), Run { status: 2, ..all });
        // A failure counts for more.
        let machine = machine().fail_each("GetFlags lo", Errno::IO);
        assert_eq!(machine.ifenslave(&["-d", "eth0"]).status, 1);
    }

    #[test]
    fn is_in_the_order_of_strcmp() {
        let sorted = [
            "Eth0",
            "_",
            "eth0",
            "eth0-1",
            "eth0.5",
            "eth00",
            "eth0:1",
            "eth0:1x",
            "eth0a",
            "eth1",
            "eth10",
            "eth2",
            "fifteen-bytes-a",
            "fifteen-bytes-b",
            "lo",
            "é",
        ];
        let aliases = ["eth0:1x", "eth0:1"];
        let mut cards = Vec::new();
        for name in sorted.iter().rev().filter(|name| !aliases.contains(name)) {
            let mut card = ethernet(name);
            if *name == "eth0" {
                card =
                    card.address("10.0.0.1/32 label eth0:1x").address("10.0.0.2/32 label eth0:1");
            }
            cards.push(card);
        }
        assert_eq!(Machine::with(cards).ifenslave(&["-a"]).names(), sorted);
    }

    #[test]
    fn of_one_interface_is_the_same_as_that_part_of_all() {
        let all = machine().ifenslave(&["-a"]);
        let mut joined = String::new();
        for name in all.names() {
            let run = machine().ifenslave(&[name]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""));
            assert_eq!(machine().ifenslave(&["-a", name]), run);
            joined += &run.stdout;
        }
        assert_eq!(joined, all.stdout);
    }

    #[test]
    fn of_a_missing_interface_is_a_failure() {
        for name in ["nosuch", "eth", "eth00", "nosuch:1", "-"] {
            let line = format!("{name}: can't get flags: No such device");
            assert_eq!(machine().ifenslave(&[name]), failed(&[&line]));
        }
    }

    #[test]
    fn of_no_interfaces_is_empty() {
        assert_eq!(Machine::with([]).ifenslave(&["-a"]), done());
        assert_eq!(Machine::with([ethernet("eth0")]).ifenslave::<&str>(&[]), done());
    }

    #[test]
    fn leaves_out_what_has_vanished_meanwhile() {
        for request in ["GetFlags", "GetAddress", "GetMtu", "GetMap", "GetHwAddr"] {
            let machine = machine().fail_each(&format!("{request} eth1"), Errno::NODEV);
            let run = machine.ifenslave(&["-a"]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""));
            assert_eq!(run.names(), ["eth0", "eth0:web", "eth1:1", "eth2", "eth3", "lo"]);
        }
    }

    #[test]
    fn changes_nothing_and_can_be_stopped_at_any_time() {
        let machine = machine().unprivileged();
        let before = machine.state();
        for args in [&[][..], &["-a"], &["eth0"], &["eth1:1"], &["-d", "eth0"]] {
            machine.ifenslave(args);
            assert!(!machine.signals_are_held(), "{args:?}");
            assert_eq!(machine.state(), before, "{args:?}");
        }
    }
}

mod an_alias {
    use super::*;

    #[test]
    fn has_its_own_address_and_neither_statistics_nor_ipv6() {
        let card = ethernet("eth0").up().statistics(COLUMNS).map(Map { irq: 9, ..Map::default() });
        let card = card.address("192.0.2.1/24 brd 192.0.2.255");
        let card = card.address("198.51.100.7/25 brd 198.51.100.127 label eth0:1");
        let alias = "\
eth0:1    Link encap:Ethernet  HWaddr 52:54:00:00:00:01␣␣
          inet addr:198.51.100.7  Bcast:198.51.100.127  Mask:255.255.255.128
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          Interrupt:9␣

";
        let interface = "\
eth0      Link encap:Ethernet  HWaddr 52:54:00:00:00:01␣␣
          inet addr:192.0.2.1  Bcast:192.0.2.255  Mask:255.255.255.0
          inet6 addr: fe80::1/64 Scope:Link
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
          RX packets:2 errors:3 dropped:4 overruns:5 frame:6
          TX packets:10 errors:11 dropped:12 overruns:13 carrier:15
          collisions:14 txqueuelen:1000␣
          RX bytes:1 (1.0 B)  TX bytes:9 (9.0 B)
          Interrupt:9␣

";
        let machine = Machine::with([card]);
        assert_eq!(machine.ifenslave(&["eth0:1"]), printed(alias));
        assert_eq!(machine.ifenslave(&["eth0"]), printed(interface));
        let both = format!("{interface}{alias}");
        assert_eq!(machine.ifenslave::<&str>(&[]), printed(&both));
    }

    #[test]
    fn that_there_is_no_address_for_is_shown_without() {
        let machine = Machine::with([ethernet("eth0").address("192.0.2.1/24")]);
        let text = NO_STATISTICS.replace("eth0  ", "eth0:1");
        assert_eq!(machine.ifenslave(&["eth0:1"]), printed(&text));
    }

    #[test]
    fn of_several_addresses_is_shown_once() {
        let card = ethernet("eth0").up();
        let card = card.address("10.0.0.1/32 label eth0:a").address("10.0.0.2/32 label eth0:a");
        let run = Machine::with([card]).ifenslave::<&str>(&[]);
        assert_eq!(run.names(), ["eth0", "eth0:a"]);
        assert!(run.stdout.contains("inet addr:10.0.0.1 "), "{run:?}");
    }
}

mod without_proc {
    use super::*;

    const LINE: &str = "ifenslave: /proc/net/dev: No such file or directory (no statistics)\n";

    #[test]
    fn interfaces_are_shown_all_the_same_with_a_warning() {
        let cards = || [ethernet("eth1").up(), ethernet("eth0").statistics(COLUMNS)];
        let machine = || Machine::with(cards()).without(DEV).without(IF_INET6);
        let eth1 = "\
eth1      Link encap:Ethernet  HWaddr 52:54:00:00:00:01␣␣
          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1

";
        let eth0 = NO_STATISTICS.replace("00:01", "00:02");
        for (args, text) in [
            (&[][..], eth1),
            (&["-a"], &format!("{eth0}{eth1}")),
            (&["eth0"], &eth0),
            (&["eth1"], eth1),
        ] {
            let expected = Run { stderr: LINE.into(), ..printed(text) };
            assert_eq!(machine().ifenslave(args), expected, "{args:?}");
        }
    }

    #[test]
    fn a_list_that_cannot_be_had_either_is_a_failure() {
        let machine = Machine::with([ethernet("eth0"), loopback()]).without(DEV);
        let run = machine.fail_each("list Links", Errno::PERM).ifenslave(&["-a"]);
        assert_eq!((run.status, run.names()), (1, vec!["lo"]));
        let second = "ifenslave: can't list interfaces: Operation not permitted";
        assert!(run.stderr.starts_with(&format!("{LINE}{second}")), "{run:?}");
    }
}

mod what_fails {
    use super::*;

    #[test]
    fn in_proc_net_dev_is_told_and_interfaces_are_shown_all_the_same() {
        for (call, reason, line) in [
            ("open /proc/net/dev", Errno::ACCESS, "/proc/net/dev: Permission denied"),
            ("open /proc/net/dev", Errno::MFILE, "/proc/net/dev: Too many open files"),
            ("read /proc/net/dev at 0", Errno::IO, "/proc/net/dev: Input/output error"),
        ] {
            for args in ["-a", "eth0"] {
                let machine = Machine::with([ethernet("eth0")]).fail_each(call, reason);
                assert_eq!(machine.ifenslave(&[args]), printed_but(NO_STATISTICS, &[line]));
            }
        }
    }

    #[test]
    fn half_way_through_proc_net_dev_leaves_the_statistics_that_were_read() {
        let cards = ["eth0", "eth1"].map(|name| ethernet(name).statistics(COLUMNS));
        let machine = Machine::with(cards).piece(HEAD.len() + 150);
        let call = format!("read /proc/net/dev at {}", HEAD.len() + 150);
        let run = machine.fail_each(&call, Errno::IO).ifenslave(&["-a"]);
        assert_eq!((run.status, run.names()), (1, vec!["eth0", "eth1"]));
        assert_eq!(run.stderr, "ifenslave: /proc/net/dev: Input/output error\n");
        assert_eq!(run.stdout.matches("RX bytes:1 (1.0 B)  TX bytes:9 (9.0 B)\n").count(), 1);
        assert_eq!(run.stdout.matches("RX packets:").count(), 1);
    }

    #[test]
    fn once_in_proc_net_dev_is_not_taken_for_another_format() {
        let machine = Machine::with([ethernet("eth0").statistics(COLUMNS)]);
        let number = (0..20).find(|number| {
            machine.ifenslave(&["-a"]);
            machine.call(*number) == "read /proc/net/dev at 0"
        });
        machine.fail(number.unwrap(), Errno::NOMEM);
        let line = "/proc/net/dev: Cannot allocate memory";
        assert_eq!(machine.ifenslave(&["-a"]), printed_but(NO_STATISTICS, &[line]));
    }

    #[test]
    fn in_a_request_is_told_and_others_are_shown() {
        for request in ["GetFlags", "GetAddress", "GetMtu", "GetMap", "GetHwAddr"] {
            let machine = Machine::with(["a", "b", "c"].map(ethernet));
            let machine = machine.fail_each(&format!("{request} b"), Errno::IO);
            let run = machine.ifenslave(&["-a"]);
            assert_eq!((run.status, run.names()), (1, vec!["a", "c"]), "{request}");
            assert_eq!(run.stderr, "ifenslave: b: can't get flags: Input/output error\n");
        }
    }

    #[test]
    fn with_aliases_is_told_and_interfaces_are_shown() {
        let machine = || Machine::with([ethernet("eth0").address("10.0.0.1/8 label eth0:a")]);
        let run = machine().fail_each("list Labels", Errno::NOBUFS).ifenslave(&["-a"]);
        let line = "can't list interfaces: No buffer space available";
        assert_eq!(run, printed_but(PLAIN_ETH0, &[line]));
        // They are not asked for where one interface is to be shown.
        let run = machine().fail_each("list Labels", Errno::NOBUFS).ifenslave(&["eth0"]);
        assert_eq!(run, printed(PLAIN_ETH0));
    }

    #[test]
    fn before_anything_is_shown_is_told() {
        for args in [&[][..], &["eth0"], &["-a"]] {
            let machine = || Machine::with([ethernet("eth0").up()]);
            let run = machine().fail_each("get memory", Errno::NOMEM).ifenslave(args);
            assert_eq!(run, failed(&["can't get memory: Cannot allocate memory"]));
            let run = machine().fail_each("open the kernel", Errno::MFILE).ifenslave(args);
            assert_eq!(run, failed(&["can't open a socket: Too many open files"]));
        }
    }
}

mod streams {
    use super::*;

    fn cards(count: usize) -> Machine {
        Machine::with((0..count).map(|number| ethernet(&format!("eth{number:04}")).up()))
    }

    #[test]
    fn a_stdout_that_takes_no_text_is_an_error() {
        for (sink, line) in [
            (Sink::Fails(Errno::NOSPC), "standard output: No space left on device"),
            (Sink::Fails(Errno::BADF), "standard output: Bad file descriptor"),
            (Sink::Fails(Errno::PIPE), "standard output: Broken pipe"),
            (Sink::Short(0), "standard output: Input/output error"),
        ] {
            for args in [&[][..], &["-a"], &["eth0000"], &["-d", "eth0000"]] {
                for count in [1, 100] {
                    let run = cards(count).stdout(sink).ifenslave(args);
                    assert_eq!(run, failed(&[line]), "{args:?}");
                }
            }
        }
    }

    #[test]
    fn a_stdout_that_takes_little_at_a_time_gets_all() {
        let whole = cards(20).ifenslave::<&str>(&[]);
        for most in [1, 7, 1000] {
            assert_eq!(cards(20).stdout(Sink::Short(most)).ifenslave::<&str>(&[]), whole);
        }
    }

    #[test]
    fn a_message_stands_between_what_was_printed_before_and_after_it() {
        let machine = Machine::with(["a", "b", "c"].map(ethernet));
        let machine = machine.fail_each("GetMtu b", Errno::IO);
        machine.ifenslave(&["-a"]);
        let calls = (0..machine.calls()).map(|number| machine.call(number));
        let written: Vec<String> = calls.filter(|call| call.starts_with("write to ")).collect();
        let starts = [
            "write to Stdout: a         Link encap:",
            "write to Stderr: ifenslave: b: can't get flags: Input/output error\n",
            "write to Stdout: c         Link encap:",
        ];
        assert_eq!(written.len(), starts.len(), "{written:?}");
        for (written, start) in written.iter().zip(starts) {
            assert!(written.starts_with(start), "{written}");
        }
    }

    #[test]
    fn a_stderr_that_takes_no_text_keeps_nothing_from_being_shown() {
        let machine = Machine::with(["a", "b", "c"].map(ethernet));
        let machine = machine.stderr(Sink::Fails(Errno::BADF)).fail_each("GetMtu b", Errno::IO);
        let run = machine.ifenslave(&["-a"]);
        assert_eq!((run.status, run.names()), (1, vec!["a", "c"]));
    }
}

mod any_number {
    use super::*;
    use std::net::Ipv6Addr;

    /// Numbers of all lengths, in an order that is none (xorshift64).
    struct Random(u64);

    impl Random {
        fn bits(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }

        fn number(&mut self) -> u64 {
            self.bits() >> (self.bits() % 64)
        }

        fn u16(&mut self) -> u16 {
            let [a, b, ..] = self.number().to_le_bytes();
            u16::from_le_bytes([a, b])
        }
    }

    /// In a unit: 1024 to the power of one less than the sets of ten bits that it has.
    fn in_a_unit(bytes: u64) -> String {
        let power = (bytes.checked_ilog2().unwrap_or(0) / 10).min(4);
        let unit = ["B", "KiB", "MiB", "GiB", "TiB"][power as usize];
        let below = if power == 0 { 0 } else { bytes >> (10 * (power - 1)) & 1023 };
        format!("{bytes} ({}.{} {unit})", bytes >> (10 * power), below * 10 / 1024)
    }

    #[test]
    fn is_printed_as_std_prints_it() {
        let mut random = Random(1);
        let mut expected = Vec::new();
        let mut cards = Vec::new();
        for card in 0..300 {
            let statistics = [0; 16].map(|_| random.number());
            let [a, b, c, d, e, f, _, _, tx, ..] = statistics;
            let (mtu, [start, end]) = (random.u16(), [0; 2].map(|_| usize::from(random.u16())));
            let map = Map { mem_start: start, mem_end: end, irq: 1, ..Map::default() };
            let card = ethernet(&format!("eth{card:03}")).mtu(mtu.into());
            cards.push(card.statistics(statistics).map(map));
            expected.push(format!(" MTU:{mtu}  Metric:1"));
            expected.push(format!("RX packets:{b} errors:{c} dropped:{d} overruns:{e} frame:{f}"));
            expected.push(format!("RX bytes:{}  TX bytes:{}", in_a_unit(a), in_a_unit(tx)));
            let memory =
                if start == 0 { String::new() } else { format!("Memory:{start:x}-{end:x} ") };
            expected.push(format!("Interrupt:1 {memory}"));
        }
        let run = Machine::with(cards).ifenslave(&["-a"]);
        let mut lines = run.stdout.lines();
        for expected in expected {
            assert!(lines.any(|line| line.ends_with(&expected)), "{expected}");
        }
    }

    /// As glibc's inet_ntop writes it.
    fn inet_ntop(address: Ipv6Addr) -> String {
        match address.to_ipv4() {
            // Std has dots only after ::ffff:.
            Some(ipv4) if ipv4.octets()[..2] != [0; 2] && address.to_ipv4_mapped().is_none() => {
                format!("::{ipv4}")
            }
            _ => address.to_string(),
        }
    }

    #[test]
    fn of_ipv6_addresses_is_printed_as_std_prints_it() {
        let mut random = Random(1);
        let mut file = String::new();
        let mut expected = Vec::new();
        for _ in 0..3000 {
            // One in two groups is zero.
            let zeros = random.bits();
            let mut segments = [0; 8];
            for (bit, segment) in segments.iter_mut().enumerate() {
                *segment = if zeros >> bit & 1 == 0 { 0 } else { random.u16() };
            }
            let address = Ipv6Addr::from(segments);
            let prefix = random.bits() & 127;
            file += &format!("{:032x} 01 {prefix:02x} 00 80 lo\n", address.to_bits());
            expected.push(format!("{}/{prefix} Scope:Global", inet_ntop(address)));
        }
        let run = Machine::with([loopback()]).file(IF_INET6, file).ifenslave(&["lo"]);
        let lines = run.stdout.lines().filter_map(|line| line.split_once("inet6 addr: "));
        assert_eq!(lines.map(|(_, line)| line).collect::<Vec<_>>(), expected);
    }
}

mod more_interfaces_than_the_memory_holds_at_first {
    use super::*;

    /// So many, in no order. Each takes up to two records; at first, the memory holds 8,192.
    fn machine(count: usize) -> Machine {
        let numbers = (0..count).map(|number| number * 7919 % count);
        Machine::with(numbers.map(|number| ethernet(&format!("d{number}")).up()))
    }

    fn sorted(count: usize) -> Vec<String> {
        let mut names: Vec<String> = (0..count).map(|number| format!("d{number}")).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn are_all_shown_in_order_and_each_once() {
        const COUNT: usize = 9000;
        let run = machine(COUNT).ifenslave::<&str>(&[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.names() == sorted(COUNT));
        assert_eq!(run.stdout.matches("\n          RX packets:0 ").count(), COUNT);
        assert_eq!(
            run.stdout.matches("\n          inet6 addr: fe80::1/64 Scope:Link\n").count(),
            COUNT
        );
    }

    #[test]
    fn are_shown_without_proc_with_one_warning() {
        let run = machine(14_000).without(DEV).without(IF_INET6).ifenslave::<&str>(&[]);
        assert!(run.names() == sorted(14_000));
        let line = "ifenslave: /proc/net/dev: No such file or directory (no statistics)\n";
        assert_eq!((run.status, run.stderr.as_str()), (0, line));
    }

    #[test]
    fn are_shown_as_far_as_there_is_memory() {
        let fault = "grow memory of 8192 records";
        let run = machine(9000).fail_each(fault, Errno::NOMEM).ifenslave::<&str>(&[]);
        let mut names: Vec<_> =
            (0..8192).map(|number| format!("d{}", number * 7919 % 9000)).collect();
        names.sort_unstable();
        let line = "ifenslave: can't get memory: Cannot allocate memory\n";
        assert_eq!((run.status, run.stderr.as_str()), (1, line));
        assert!(run.names() == names);
    }

    #[test]
    fn leave_room_for_the_one_that_is_wanted() {
        let machine = machine(9000);
        let run = machine.ifenslave(&["d8999"]);
        assert_eq!((run.status, run.names()), (0, vec!["d8999"]));
        assert!((0..machine.calls()).all(|call| !machine.call(call).starts_with("grow memory")));
    }

    #[test]
    fn are_read_once_and_not_all_asked_for_if_they_cannot_be_printed() {
        const COUNT: usize = 9000;
        let machine = machine(COUNT).stdout(Sink::Fails(Errno::PIPE));
        assert_eq!(machine.ifenslave::<&str>(&[]), failed(&["standard output: Broken pipe"]));
        let opened =
            (0..machine.calls()).filter(|call| machine.call(*call) == "open /proc/net/dev");
        assert_eq!(opened.count(), 1);
        assert!(machine.calls() < COUNT, "{} calls", machine.calls());
    }
}
