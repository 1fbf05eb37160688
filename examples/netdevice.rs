// SPDX-License-Identifier: MIT OR Apache-2.0
//! Asks the kernel one thing about a network interface, or sets it: each request of the library's
//! module `netdevice`, from a command line.
//!
//! ```text
//! netdevice eth0 mtu                 tell the MTU
//! netdevice eth0 mtu 1400            set it
//! ```
//!
//! What is told is, in these words, what can be set:
//!
//! ```text
//! flags 0x1043        pflags 0x1        metric 0          mtu 1500          txqlen 1000
//! addr 192.0.2.1      dstaddr 192.0.2.2                   brdaddr 192.0.2.255
//! netmask 255.255.255.0                 map MEM_START MEM_END BASE_ADDR IRQ DMA PORT
//! hwaddr 1 52:54:00:00:00:01            the ARPHRD_ number, and the address
//! ```
//!
//! What else there is to tell, and to do:
//!
//! ```text
//! netdevice eth0 index | link
//! netdevice eth0 name lan0
//! netdevice eth0 hwbroadcast 1 ff:ff:ff:ff:ff:ff
//! netdevice eth0 addmulti 0 01:00:5e:00:00:07        and delmulti
//! netdevice eth0 add6 2001:db8::1/64                 and del6
//! netdevice bond0 bond_info | slave_info 0
//! netdevice bond0 enslave eth0                       and release, change_active
//! netdevice -i INDEX        the name of an interface
//! netdevice -c ROOM         SIOCGIFCONF, with room for so many addresses (no more than 64)
//! netdevice -l | -a | -n    all interfaces | all addresses | how many of both there are
//! ```
//!
//! The exit status is 0, or 1 with the reason on stderr. As the executables of this package it has
//! neither libc nor allocator, and is built for the same targets: `make netdevice TARGET=...`.

#![no_std]
#![no_main]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

#[path = "../src/start.rs"]
mod start;

use core::fmt::{self, Write};
use core::net::{Ipv4Addr, Ipv6Addr};
use core::str::{self, FromStr};

use heapless::Vec;
use ifenslave::kernel::{Args, Errno, Flags, IfName, Ifreq, Kernel, Linux, Stream, System};
use ifenslave::netdevice::{self, Conf, HwAddr, Interface, Map};
use ifenslave::netlink::Family;
use ifenslave::{DONE, FAILED};

/// Why it was not done.
enum Wrong {
    /// The command line is none of those above.
    Words,
    /// The kernel said no.
    Reason(Errno),
}

impl From<Errno> for Wrong {
    fn from(reason: Errno) -> Self {
        Self::Reason(reason)
    }
}

fn main(system: Linux, args: Args<'_>) -> u8 {
    let mut words: Vec<&str, 9> = Vec::new();
    for arg in args.skip(1) {
        // One that does not fit or is no text makes a command line of which there is none.
        let _ = words.push(str::from_utf8(arg).unwrap_or_default());
    }
    let mut stderr = Text(system, Stream::Stderr);
    let said = match run(system, &words) {
        Ok(()) => return DONE,
        Err(Wrong::Words) => writeln!(stderr, "netdevice: which request? (see its source)"),
        Err(Wrong::Reason(reason)) => match NAMES.iter().find(|(errno, _)| *errno == reason) {
            Some((_, name)) => writeln!(stderr, "netdevice: {name}"),
            None => writeln!(stderr, "netdevice: errno {}", reason.number()),
        },
    };
    // If that cannot be told either, the exit status still does.
    let _ = said;
    FAILED
}

/// What errno(3) calls the reasons that these requests fail for.
const NAMES: [(Errno, &str); 15] = [
    (Errno::PERM, "EPERM"),
    (Errno::NOENT, "ENOENT"),
    (Errno::INTR, "EINTR"),
    (Errno::NXIO, "ENXIO"),
    (Errno::ACCESS, "EACCES"),
    (Errno::BUSY, "EBUSY"),
    (Errno::EXIST, "EEXIST"),
    (Errno::NODEV, "ENODEV"),
    (Errno::INVAL, "EINVAL"),
    (Errno::NOTTY, "ENOTTY"),
    (Errno::RANGE, "ERANGE"),
    (Errno::OPNOTSUPP, "EOPNOTSUPP"),
    (Errno::AFNOSUPPORT, "EAFNOSUPPORT"),
    (Errno::ADDRNOTAVAIL, "EADDRNOTAVAIL"),
    (Errno::NOBUFS, "ENOBUFS"),
];

fn run(system: Linux, words: &[&str]) -> Result<(), Wrong> {
    let kernel = system.kernel()?;
    let mut out = Text(system, Stream::Stdout);
    match words {
        [option, values @ ..] if option.starts_with('-') => list(&kernel, option, values, &mut out),
        [name, request] => get(&Interface::new(&kernel, self::name(name)?), request, &mut out),
        [name, request, values @ ..] => {
            set(Interface::new(&kernel, self::name(name)?), request, values, &mut out)
        }
        _ => Err(Wrong::Words),
    }
}

/// Tells something of an interface.
fn get<K: Kernel>(
    interface: &Interface<'_, K>,
    request: &str,
    out: &mut Text,
) -> Result<(), Wrong> {
    match request {
        "index" => writeln!(out, "{}", interface.index()?),
        "flags" => writeln!(out, "{:#x}", interface.flags()?.0),
        "pflags" => writeln!(out, "{:#x}", interface.private_flags()?),
        "addr" => writeln!(out, "{}", interface.address()?),
        "dstaddr" => writeln!(out, "{}", interface.destination()?),
        "brdaddr" => writeln!(out, "{}", interface.broadcast()?),
        "netmask" => writeln!(out, "{}", interface.netmask()?),
        "metric" => writeln!(out, "{}", interface.metric()?),
        "mtu" => writeln!(out, "{}", interface.mtu()?),
        "txqlen" => writeln!(out, "{}", interface.tx_queue_len()?),
        "hwaddr" => {
            let HwAddr { family, data } = interface.hwaddr()?;
            writeln!(out, "{family} {}", Bytes(&data))
        }
        "map" => {
            let Map { mem_start, mem_end, base_addr, irq, dma, port } = interface.map()?;
            writeln!(out, "{mem_start:#x} {mem_end:#x} {base_addr:#x} {irq} {dma} {port}")
        }
        "bond_info" => {
            let info = interface.bond_info()?;
            writeln!(
                out,
                "mode {} slaves {} miimon {}",
                info.bond_mode, info.num_slaves, info.miimon
            )
        }
        "link" => {
            let link = interface.link()?;
            writeln!(
                out,
                "operstate {:?} carrier {} changes {} mtu {}..{} master {} address {} broadcast {}",
                link.operstate,
                link.carrier.map_or("unknown", |carrier| if carrier { "on" } else { "off" }),
                link.carrier_changes,
                link.min_mtu,
                link.max_mtu,
                link.master,
                Bytes(&link.address),
                Bytes(&link.broadcast)
            )?;
            let stats = link.stats;
            writeln!(
                out,
                "rx {} bytes {} packets tx {} bytes {} packets",
                stats.rx_bytes, stats.rx_packets, stats.tx_bytes, stats.tx_packets
            )
        }
        _ => return Err(Wrong::Words),
    }
    .map_err(Wrong::from)
}

/// Sets something of an interface, or has something done.
fn set<K: Kernel>(
    mut interface: Interface<'_, K>,
    request: &str,
    values: &[&str],
    out: &mut Text,
) -> Result<(), Wrong> {
    match (request, values) {
        ("flags", [flags]) => interface.set_flags(Flags(number(flags)?)),
        ("pflags", [flags]) => interface.set_private_flags(number(flags)?),
        ("addr", [address]) => interface.set_address(parsed(address)?),
        ("dstaddr", [address]) => interface.set_destination(parsed(address)?),
        ("brdaddr", [address]) => interface.set_broadcast(parsed(address)?),
        ("netmask", [mask]) => interface.set_netmask(parsed::<Ipv4Addr>(mask)?),
        ("metric", [metric]) => interface.set_metric(number(metric)?),
        ("mtu", [mtu]) => interface.set_mtu(number(mtu)?),
        ("txqlen", [packets]) => interface.set_tx_queue_len(number(packets)?),
        ("hwaddr", [family, address]) => interface.set_hwaddr(&hwaddr(family, address)?),
        ("hwbroadcast", [family, address]) => interface.set_hw_broadcast(&hwaddr(family, address)?),
        ("addmulti", [family, address]) => interface.add_multicast(&hwaddr(family, address)?),
        ("delmulti", [family, address]) => interface.del_multicast(&hwaddr(family, address)?),
        ("map", [mem_start, mem_end, base_addr, irq, dma, port]) => interface.set_map(&Map {
            mem_start: number(mem_start)?,
            mem_end: number(mem_end)?,
            base_addr: number(base_addr)?,
            irq: number(irq)?,
            dma: number(dma)?,
            port: number(port)?,
        }),
        ("add6" | "del6", [address]) => {
            let (address, prefixlen) = address.split_once('/').ok_or(Wrong::Words)?;
            let (address, prefixlen): (Ipv6Addr, _) = (parsed(address)?, number(prefixlen)?);
            if request == "add6" {
                interface.add_ipv6(address, prefixlen)
            } else {
                interface.del_ipv6(address, prefixlen)
            }
        }
        ("name", [new]) => interface.set_name(name(new)?),
        ("enslave", [slave]) => interface.enslave(name(slave)?),
        ("release", [slave]) => interface.release(name(slave)?),
        ("change_active", [slave]) => interface.change_active(name(slave)?),
        ("slave_info", [slave]) => {
            let info = interface.slave_info(number(slave)?)?;
            let name = info.name().unwrap_or(IfName::NONE);
            let (link, state, failures) = (info.link, info.state, info.link_failure_count);
            let name = str::from_utf8(name.as_bytes()).unwrap_or("?");
            writeln!(out, "{name} link {link} state {state} failures {failures}").map_err(failed)
        }
        _ => return Err(Wrong::Words),
    }
    .map_err(Wrong::from)
}

/// Tells what is of no one interface.
fn list<K: Kernel>(kernel: &K, option: &str, values: &[&str], out: &mut Text) -> Result<(), Wrong> {
    // What cannot be printed is told by the last line that cannot be.
    let mut printed = Ok(());
    match (option, values) {
        ("-i", [index]) => {
            let name = netdevice::name_of(kernel, number(index)?)?;
            printed = writeln!(out, "{}", str::from_utf8(name.as_bytes()).unwrap_or("?"));
        }
        ("-c", [room]) => {
            let mut buffer = [Ifreq::new(&IfName::NONE); 64];
            let room: usize = number(room)?;
            let buffer = buffer.get_mut(..room).ok_or(Wrong::Words)?;
            let found = match netdevice::conf(kernel, buffer)? {
                Conf::Whole(all) => all,
                Conf::PerhapsCut { found, needed } => {
                    printed = writeln!(out, "perhaps cut: {needed} needed");
                    found
                }
            };
            for ifreq in found {
                let label = str::from_utf8(ifreq.name.as_bytes()).unwrap_or("?");
                printed = writeln!(out, "{label} {}", Ipv4Addr::from(ifreq.ipv4()));
            }
        }
        ("-l", []) => netdevice::interfaces(kernel, |interface| {
            let name = str::from_utf8(interface.name.as_bytes()).unwrap_or("?");
            let (index, flags, mtu) = (interface.index, interface.flags, interface.mtu);
            printed = writeln!(out, "{index} {name} {flags:#x} {mtu} {:?}", interface.operstate);
        })?,
        ("-a", []) => netdevice::addresses(kernel, Family::Unspec, |address| {
            let (index, own, prefix) = (address.index, address.address, address.prefixlen);
            printed = match address.peer {
                Some(peer) => writeln!(out, "{index} {own} peer {peer}/{prefix}"),
                None => writeln!(out, "{index} {own}/{prefix}"),
            };
        })?,
        ("-n", []) => {
            let interfaces = netdevice::number_of_interfaces(kernel)?;
            let [any, inet, inet6] = [Family::Unspec, Family::Inet, Family::Inet6]
                .map(|family| netdevice::number_of_addresses(kernel, family));
            printed = writeln!(
                out,
                "{interfaces} interfaces {} + {} = {} addresses",
                inet?, inet6?, any?
            );
        }
        _ => return Err(Wrong::Words),
    }
    Ok(printed.map_err(failed)?)
}

/// Why standard output is not to be written to is not told by core::fmt.
fn failed(_: fmt::Error) -> Errno {
    Errno::IO
}

impl From<fmt::Error> for Wrong {
    fn from(error: fmt::Error) -> Self {
        Self::Reason(failed(error))
    }
}

fn name(text: &str) -> Result<IfName, Wrong> {
    IfName::new(text.as_bytes(), true).ok_or(Wrong::Words)
}

fn parsed<T: FromStr>(text: &str) -> Result<T, Wrong> {
    text.parse().map_err(|_| Wrong::Words)
}

/// A number that is decimal, or hexadecimal behind 0x.
fn number<T: TryFrom<u64>>(text: &str) -> Result<T, Wrong> {
    let number = match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).map_err(|_| Wrong::Words)?,
        None => parsed(text)?,
    };
    number.try_into().map_err(|_| Wrong::Words)
}

/// The ARPHRD_ number, and bytes in hexadecimal with colons between them.
fn hwaddr(family: &str, address: &str) -> Result<HwAddr, Wrong> {
    let mut bytes: Vec<u8, 14> = Vec::new();
    for byte in address.split(':') {
        let byte = u8::from_str_radix(byte, 16).map_err(|_| Wrong::Words)?;
        bytes.push(byte).map_err(|_| Wrong::Words)?;
    }
    HwAddr::new(number(family)?, &bytes).ok_or(Wrong::Words)
}

/// The same, printed.
struct Bytes<'a>(&'a [u8]);

impl fmt::Display for Bytes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            write!(f, "{}{byte:02x}", if at == 0 { "" } else { ":" })?;
        }
        Ok(())
    }
}

/// A standard stream that text is written to.
struct Text(Linux, Stream);

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let written = self.0.write(self.1, rest).map_err(|_| fmt::Error)?;
            rest = rest.get(written..).unwrap_or_default();
        }
        Ok(())
    }
}
