// SPDX-License-Identifier: MIT OR Apache-2.0
//! The public interface of the library, with its exact types: a change that breaks a program does not compile here, or fails.
//!
//! This is what the versions promise (docs/embedding.md): `bonding`, `netdevice`, `cli::Applet`, the exit statuses, and of
//! `kernel` what these take and return. Each public item of their sources must be used here.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "for tests only")]
#![allow(clippy::type_complexity, reason = "the types are what is checked")]

use std::collections::BTreeSet;
use std::ffi::CStr;
use std::fmt::{Debug, Display};
use std::fs;
use std::hash::Hash;
use std::iter::Empty;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use ifenslave::bonding::{
    self, AdSelect, ArpAllTargets, ArpValidate, Error, FailOverMac, LacpRate, LinkState, Mode,
    Options, Port, PrimaryReselect, Slave, Status, Step, Verdict, XmitHashPolicy,
};
use ifenslave::cli::Applet;
use ifenslave::kernel::{
    self, Errno, File, Flags, Hosted, IfName, Ifbond, Ifreq, Ifslave, Linux, Memory, Record,
    Result, Stream, System,
};
use ifenslave::netdevice::{self, Conf, HwAddr, Interface, Map};
use ifenslave::netlink::{Family, Ifaddr, Ifinfo};
use ifenslave::{Bond, DEGRADED, DONE, DOWN, FAILED, PARTIAL};

/// The way to the kernel of a program with a libc.
type Kernel = <Hosted as System>::Kernel;

/// These types have what most programs need of a value.
const fn is_value<T: Copy + Debug + PartialEq + Send + Sync + 'static>() {}
const fn is_named<T: Copy + Debug + Display + Eq + Hash>() {}
const fn is_error<T: std::error::Error + Copy + Eq + Send + Sync + 'static>() {}
const fn is_shared<T: Debug + Send + Sync + 'static>() {}

const _: () = {
    is_value::<Options<'static>>();
    is_value::<Status>();
    is_value::<Slave>();
    is_value::<Step>();
    is_value::<LinkState>();
    is_value::<Port>();
    is_value::<Verdict>();
    is_value::<IfName>();
    is_value::<Flags>();
    is_value::<HwAddr>();
    is_value::<Map>();
    is_named::<Mode>();
    is_named::<ArpValidate>();
    is_named::<ArpAllTargets>();
    is_named::<PrimaryReselect>();
    is_named::<FailOverMac>();
    is_named::<XmitHashPolicy>();
    is_named::<LacpRate>();
    is_named::<AdSelect>();
    is_error::<Error>();
    is_error::<Errno>();
    is_shared::<Bond>();
    is_shared::<Bond<Hosted>>();
};

#[test]
fn exit_statuses() {
    let all: [u8; 5] = [DONE, FAILED, PARTIAL, DEGRADED, DOWN];
    assert_eq!(all, [0, 1, 3, 3, 4]);
}

#[test]
fn bonds() {
    type Outcome<T> = bonding::Result<T>;
    let _: fn(&'static str, &Options<'static>) -> Outcome<Bond> = Bond::create;
    let _: fn(IfName, &Options<'static>) -> Outcome<Bond> = Bond::create;
    let _: fn(&'static [u8]) -> Outcome<Bond> = Bond::open;
    let _: fn(Hosted, &'static str, &Options<'static>) -> Outcome<Bond> = Bond::create_on;
    let _: fn(Linux, String) -> Outcome<Bond<Linux>> = Bond::open_on;
    let _: fn(&Bond) -> IfName = Bond::name;
    let _: fn(&Bond) -> u32 = Bond::index;
    let _: fn(&mut Bond, &Options<'static>) -> Outcome<()> = Bond::configure;
    let _: [fn(&Bond, &'static str) -> Outcome<()>; 4] =
        [Bond::enslave, Bond::release, Bond::set_active, Bond::set_primary];
    let _: fn(&Bond, fn(&Slave)) -> Outcome<Status> = Bond::status;
    let _: fn(&Bond, Duration) -> Outcome<bool> = Bond::wait;
    let _: fn(Bond) -> Outcome<()> = Bond::delete;

    let _: fn(&Error) -> Step = Error::step;
    let _: fn(&Error) -> IfName = Error::interface;
    let _: fn(&Error) -> Option<&'static str> = Error::option;
    let _: fn(&Error) -> Option<Errno> = Error::errno;
    let _: fn(&Error) -> bool = Error::is_restored;
    let _ = [
        Step::Connect,
        Step::List,
        Step::LookUp,
        Step::Check,
        Step::Create,
        Step::Delete,
        Step::SetOption,
        Step::Enslave,
        Step::Release,
        Step::SetActive,
        Step::SetUp,
        Step::SetDown,
        Step::SetMtu,
        Step::SetHwAddr,
        Step::SetAddress,
        Step::Restore,
    ];
}

#[test]
fn the_state_of_a_bond() {
    fn of_bond(status: Status) {
        let Status {
            name, index, mode, up, link, verdict, monitored, miimon, arp_interval, ..
        } = status;
        let _: (IfName, u32, Option<Mode>, bool, bool, Verdict) =
            (name, index, mode, up, link, verdict);
        let _: (Option<bool>, u32, u32) = (monitored, miimon, arp_interval);
        let Status { active_slave, primary, lacp_partner, hwaddr, mtu, slaves, .. } = status;
        let _: ([Option<IfName>; 2], Option<[u8; 6]>) = ([active_slave, primary], lacp_partner);
        let _: ([u8; 6], u32, usize) = (hwaddr, mtu, slaves);
    }
    fn of_slave(slave: Slave) {
        let Slave {
            name, index, active, link, port, link_failures, perm_hwaddr, aggregator, ..
        } = slave;
        let _: (IfName, u32, bool, LinkState, Port) = (name, index, active, link, port);
        let _: (u32, [u8; 6], u32) = (link_failures, perm_hwaddr, aggregator);
    }
    let _: (fn(Status), fn(Slave)) = (of_bond, of_slave);
    // No more than these.
    let number = |link| match link {
        LinkState::Up => 0,
        LinkState::GoingDown => 1,
        LinkState::Down => 2,
        LinkState::GoingBack => 3,
    };
    assert_eq!(number(LinkState::Down), 2);
    assert!(Verdict::Whole < Verdict::Degraded && Verdict::Unknown < Verdict::Down);
    let _ = [
        Port::Whole,
        Port::NoLink,
        Port::NoPartner,
        Port::OtherAggregator,
        Port::Churned,
        Port::Negotiating,
    ];
}

#[test]
fn options_of_a_bond() {
    const V4: &[Ipv4Addr] = &[Ipv4Addr::LOCALHOST];
    const V6: &[Ipv6Addr] = &[Ipv6Addr::LOCALHOST];
    // Whatever is numbers has exactly these types.
    let (byte, short, number): (u8, u16, u32) = (1, 1, 1);
    let mac: [u8; 6] = [2, 0, 0, 0, 0, 1];
    let options: Options<'static> = Options::new(Mode::ActiveBackup)
        .mode(Mode::BalanceXor)
        .miimon(number)
        .updelay(number)
        .downdelay(number)
        .peer_notif_delay(number)
        .use_carrier(true)
        .arp_interval(number)
        .arp_ip_target(V4)
        .ns_ip6_target(V6)
        .arp_validate(ArpValidate::None)
        .arp_all_targets(ArpAllTargets::Any)
        .primary("eth0")
        .primary_reselect(PrimaryReselect::Better)
        .fail_over_mac(FailOverMac::Active)
        .xmit_hash_policy(XmitHashPolicy::Layer2)
        .resend_igmp(number)
        .num_grat_arp(byte)
        .all_slaves_active(true)
        .min_links(number)
        .lp_interval(number)
        .packets_per_slave(short)
        .lacp_active(true)
        .lacp_rate(LacpRate::Slow)
        .ad_select(AdSelect::Stable)
        .ad_actor_sys_prio(short)
        .ad_user_port_key(short)
        .ad_actor_system(mac)
        .tlb_dynamic_lb(true)
        .arp_missed_max(byte)
        .coupled_control(true)
        .broadcast_neighbor(true)
        .lacp_strict(true)
        .mac(mac)
        .mtu(number);
    assert_ne!(options, Options::default());

    let modes: &'static [Mode] = Mode::ALL;
    let [rr, backup, xor, broadcast, lacp, tlb, alb] = modes else { panic!("{modes:?}") };
    assert_eq!([rr, backup, xor], [&Mode::BalanceRr, &Mode::ActiveBackup, &Mode::BalanceXor]);
    assert_eq!([broadcast, lacp], [&Mode::Broadcast, &Mode::Lacp]);
    assert_eq!([tlb, alb], [&Mode::BalanceTlb, &Mode::BalanceAlb]);
    let _: (fn(u32) -> Option<Mode>, fn(Mode) -> &'static str) = (Mode::new, Mode::name);
    let _ = [ArpValidate::Active, ArpValidate::Backup, ArpValidate::All, ArpValidate::Filter];
    let _ = [ArpValidate::FilterActive, ArpValidate::FilterBackup];
    let _ = [ArpAllTargets::All];
    let _ = [PrimaryReselect::Always, PrimaryReselect::Failure];
    let _ = [FailOverMac::None, FailOverMac::Follow];
    let _ = [XmitHashPolicy::Layer34, XmitHashPolicy::Layer23, XmitHashPolicy::Encap23];
    let _ = [XmitHashPolicy::Encap34, XmitHashPolicy::VlanSrcmac];
    let _ = [LacpRate::Fast];
    let _ = [AdSelect::Bandwidth, AdSelect::Count, AdSelect::ActorPortPrio];
}

#[test]
fn requests_of_netdevice() {
    type Of<T> = fn(&Interface<'static, Kernel>) -> Result<T>;
    type Set<T> = fn(&Interface<'static, Kernel>, T) -> Result<()>;
    let _: fn(&'static Kernel, IfName) -> Interface<'static, Kernel> = Interface::new;
    let _: fn(&Interface<'static, Kernel>) -> IfName = Interface::name;
    let _: [Of<u32>; 4] =
        [Interface::index, Interface::metric, Interface::mtu, Interface::tx_queue_len];
    let _: (Of<Flags>, Set<Flags>) = (Interface::flags, Interface::set_flags);
    let _: (Of<u16>, Set<u16>) = (Interface::private_flags, Interface::set_private_flags);
    let _: [Of<Ipv4Addr>; 4] =
        [Interface::address, Interface::destination, Interface::broadcast, Interface::netmask];
    let _: [Set<Ipv4Addr>; 4] = [
        Interface::set_address,
        Interface::set_destination,
        Interface::set_broadcast,
        Interface::set_netmask,
    ];
    let _: [fn(&Interface<'static, Kernel>, Ipv6Addr, u32) -> Result<()>; 2] =
        [Interface::add_ipv6, Interface::del_ipv6];
    let _: [Set<u32>; 3] = [Interface::set_metric, Interface::set_mtu, Interface::set_tx_queue_len];
    let _: Of<HwAddr> = Interface::hwaddr;
    let _: [fn(&Interface<'static, Kernel>, &HwAddr) -> Result<()>; 4] = [
        Interface::set_hwaddr,
        Interface::set_hw_broadcast,
        Interface::add_multicast,
        Interface::del_multicast,
    ];
    let _: (Of<Map>, fn(&Interface<'static, Kernel>, &Map) -> Result<()>) =
        (Interface::map, Interface::set_map);
    let _: fn(&mut Interface<'static, Kernel>, IfName) -> Result<()> = Interface::set_name;
    let _: [Set<IfName>; 3] = [Interface::enslave, Interface::release, Interface::change_active];
    let _: (Of<Ifbond>, Of<Ifinfo>) = (Interface::bond_info, Interface::link);
    let _: fn(&Interface<'static, Kernel>, i32) -> Result<Ifslave> = Interface::slave_info;

    let _: fn(&Kernel, u32) -> Result<IfName> = netdevice::name_of;
    let _: fn(&Kernel, &'static mut [Ifreq]) -> Result<Conf<'static>> = netdevice::conf;
    let _: fn(&Kernel, fn(&Ifinfo)) -> Result<()> = netdevice::interfaces;
    let _: fn(&Kernel, Family, fn(&Ifaddr)) -> Result<()> = netdevice::addresses;
    let _: fn(&Kernel) -> Result<usize> = netdevice::number_of_interfaces;
    let _: fn(&Kernel, Family) -> Result<usize> = netdevice::number_of_addresses;
    fn parts(conf: Conf<'_>) {
        match conf {
            Conf::Whole(ifreqs) => _ = ifreqs as &[Ifreq],
            Conf::PerhapsCut { found, needed } => {
                let _: (&[Ifreq], usize) = (found, needed);
            }
        }
        let _: Option<Vec<(IfName, Ipv4Addr)>> = conf.whole().map(Iterator::collect);
    }
    let _: fn(Conf<'_>) = parts;
    let _: fn(u16, &[u8]) -> Option<HwAddr> = HwAddr::new;
    let HwAddr { family, data } = HwAddr::new(HwAddr::ETHER, &[2; 6]).unwrap();
    let _: (u16, [u8; 14]) = (family, data);
    let Map { mem_start, mem_end, base_addr, irq, dma, port } = Map::default();
    let _: ([usize; 2], u16, [u8; 3]) = ([mem_start, mem_end], base_addr, [irq, dma, port]);
    let bytes: [u32; 2] = [netdevice::IPV4_MIN_MTU, netdevice::IPV6_MIN_MTU];
    assert_eq!((HwAddr::UNSPEC, bytes), (0, [68, 1280]));
}

#[test]
fn what_they_take_and_return() {
    let _: fn(&[u8], bool) -> Option<IfName> = IfName::new;
    let _: fn(&mut IfName, &[u8], bool) -> bool = IfName::read;
    let _: fn(&IfName) -> &[u8] = IfName::as_bytes;
    let _: fn(&IfName) -> &[u8; IfName::SIZE] = IfName::as_field;
    let _: fn(&str) -> std::result::Result<IfName, Errno> = IfName::from_str;
    assert_eq!((IfName::SIZE, IfName::NONE.as_ref().len()), (16, 0));
    let _: (fn(Errno) -> u16, fn(u16) -> Errno) = (Errno::number, Errno::new);
    let _: (fn(i32) -> Option<Errno>, fn(Errno) -> Option<&'static str>) =
        (Errno::negated, Errno::name);

    let _: fn(Applet, Hosted, Empty<&'static [u8]>) -> u8 = Applet::run;
    let _ = [Applet::Ifenslave, Applet::Ifconfig, Applet::Nameif];
    let _: unsafe fn() -> Linux = Linux::without_libc;
}

/// A system of the program's own needs no more than this.
#[derive(Clone, Copy)]
struct Own;

impl System for Own {
    type Kernel = Kernel;
    type File = NoFile;
    type Memory = <Hosted as System>::Memory;
    type Held = ();

    fn kernel(&self) -> Result<Kernel> {
        Hosted.kernel()
    }

    fn hold_signals(&self) {}

    fn process(&self) -> u32 {
        Hosted.process()
    }

    fn memory(&self, populated: bool) -> Result<Self::Memory> {
        let mut memory = Hosted.memory(populated)?;
        let _: &mut [Record] = &mut memory;
        Memory::grow(&mut memory)?;
        Ok(memory)
    }

    fn open(&self, _: &CStr) -> Result<NoFile> {
        Err(Errno::NOENT)
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize> {
        assert!(matches!(stream, Stream::Stdout | Stream::Stderr));
        Ok(bytes.len())
    }
}

struct NoFile;

impl File for NoFile {
    fn read(&self, _: &mut [u8]) -> kernel::Result<usize> {
        Ok(0)
    }
}

#[test]
fn a_system_of_ones_own() {
    let error = Bond::open_on(Own, "lo").map(|_| ()).unwrap_err();
    assert_eq!((error.step(), error.interface()), (Step::Check, "lo".parse().unwrap()));
}

/// The sources whose public items programs use.
const SOURCES: [&str; 9] = [
    "bonding.rs",
    "bonding/error.rs",
    "bonding/options.rs",
    "bonding/status.rs",
    "netdevice.rs",
    "netdevice/bonding.rs",
    "netdevice/ifname.rs",
    "netdevice/lists.rs",
    "sys/errno.rs",
];

/// The names of the public items in a source: functions, types, constants, fields and variants; and those that the macros
/// `values!` and `options!` declare.
fn public_items(source: &str) -> BTreeSet<String> {
    let code = source.split("#[cfg(test)]").next().unwrap();
    let is_word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let word = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap().to_owned()
    };
    let mut items = BTreeSet::new();
    // The block that a line is in: an enum or one of the macros.
    let mut block = "";
    for line in code.lines() {
        let text = line.trim();
        match line {
            "}" => block = "",
            "values! {" | "options! {" => block = line,
            _ if line.starts_with("pub enum ") => block = "enum",
            _ => {}
        }
        let declared = match block {
            "options! {" => {
                text.split_once(": ").map(|(name, _)| name).filter(|name| is_word(name))
            }
            "values! {" => {
                text.strip_suffix(',').or(text.split_once(" of b").map(|(name, _)| name))
            }
            // Some variants have fields.
            "enum" => {
                text.strip_suffix([',', '{']).filter(|text| text.starts_with(char::is_uppercase))
            }
            _ => None,
        };
        let public = text.strip_prefix("pub ").map(|item| {
            let keywords = ["const fn ", "fn ", "struct ", "enum ", "const ", "type ", "trait "];
            keywords.iter().find_map(|keyword| item.strip_prefix(keyword)).unwrap_or(item)
        });
        let is_item = |item: &&str| !item.starts_with("mod ") && !item.starts_with("use ");
        items.extend(public.or(declared).filter(is_item).map(word));
    }
    items.remove("");
    items
}

#[test]
fn every_public_item_is_used_here() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let here = fs::read_to_string(project.join("tests/public_api.rs")).unwrap();
    let words: BTreeSet<&str> = here.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let (mut missing, mut count) = (Vec::new(), 0);
    for source in SOURCES {
        for item in public_items(&fs::read_to_string(project.join("src").join(source)).unwrap()) {
            count += 1;
            if !words.contains(item.as_str()) {
                missing.push(format!("src/{source}: {item}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    // All kinds of items are found.
    assert!(count > 170, "{count}");
    let options =
        public_items(&fs::read_to_string(project.join("src/bonding/options.rs")).unwrap());
    for item in [
        "Mode",
        "Layer34",
        "miimon",
        "ns_ip6_target",
        "lacp_strict",
        "mtu",
        "primary",
        "ALL",
        "name",
    ] {
        assert!(options.contains(item), "{item}: {options:?}");
    }
}
