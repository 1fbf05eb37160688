// SPDX-License-Identifier: MIT OR Apache-2.0
//! The files of /proc/net, as Linux has them.

use std::fmt::Write;
use std::net::Ipv6Addr;

use super::{Interface, State};

/// What a file has; none is not there.
pub fn file(path: &str, state: &State) -> Option<Vec<u8>> {
    let mut text = String::new();
    match path {
        "/proc/net/dev" => {
            text.push_str(HEAD);
            for interface in state.by_index() {
                write_device(&mut text, interface);
            }
        }
        "/proc/net/if_inet6" => {
            for interface in state.by_index() {
                write_inet6(&mut text, interface);
            }
        }
        _ => return None,
    }
    Some(text.into())
}

/// The head of /proc/net/dev.
pub const HEAD: &str = "\
Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|\
bytes    packets errs drop fifo colls carrier compressed
";

fn write_device(text: &mut String, interface: &Interface) {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = interface.statistics;
    writeln!(
        text,
        "{:>6}: {a:7} {b:7} {c:4} {d:4} {e:4} {f:5} {g:10} {h:9} \
         {i:8} {j:7} {k:4} {l:4} {m:4} {n:5} {o:7} {p:10}",
        interface.name
    )
    .unwrap();
}

fn write_inet6(text: &mut String, interface: &Interface) {
    for address in &interface.ipv6 {
        let (address, prefix) = address.split_once('/').unwrap();
        let address: Ipv6Addr = address.parse().unwrap();
        let (prefix, scope) = (prefix.parse::<u8>().unwrap(), scope(address));
        let (bits, index) = (address.to_bits(), interface.index);
        writeln!(text, "{bits:032x} {index:02x} {prefix:02x} {scope:02x} 80 {:>8}", interface.name)
            .unwrap();
    }
}

/// The scope of an address: IPV6_ADDR_* of `net/ipv6.h`.
fn scope(address: Ipv6Addr) -> u8 {
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 1] => 0x10,
        [0, 0, 0, 0, 0, 0, ..] => 0x80,
        [0xfe80..=0xfebf, ..] => 0x20,
        [0xfec0..=0xfeff, ..] => 0x40,
        _ => 0,
    }
}
