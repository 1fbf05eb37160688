// SPDX-License-Identifier: MIT OR Apache-2.0
//! A bond's options, as Linux's bonding driver has them: what it takes, when, and what comes with it.
//!
//! The table is written from the driver's behaviour, and knows nothing of the program's own.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::RangeInclusive;

use ifenslave::kernel::{Errno, Result};
use ifenslave::netlink::{Buffer, Rejected, put};

use super::Inner;
use super::interface::{Interface, Mode, Port, Role};

/// An option that is a number.
struct Rule {
    /// IFLA_BOND_*
    attribute: u8,
    /// Its name in sysfs.
    name: &'static str,
    /// How many bytes it has.
    bytes: usize,
    /// What a new bond has.
    default: u32,
    range: RangeInclusive<u32>,
    /// The modes that have it, by their numbers.
    modes: &'static [u8],
    needs: Needs,
}

/// When an option can be set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Always.
    Nothing,
    /// While the bond is down.
    Down,
    /// While it has no slaves.
    NoSlaves,
    /// While miimon is not 0: it is kept as a multiple of that.
    Miimon,
}

use Needs::{Down, Miimon, NoSlaves, Nothing};

const ANY: &[u8] = &[0, 1, 2, 3, 4, 5, 6];
const ARP: &[u8] = &[0, 1, 2, 3];
const PRIMARY: &[u8] = &[1, 5, 6];
const LACP: &[u8] = &[4];
const INT: RangeInclusive<u32> = 0..=0x7fff_ffff;

const MODE: u8 = 1;
const ACTIVE_SLAVE: u8 = 2;
const MIIMON: u8 = 3;
const ARP_INTERVAL: u8 = 7;
const ARP_IP_TARGET: u8 = 8;
const ARP_VALIDATE: u8 = 9;
const PRIMARY_SLAVE: u8 = 11;
const AD_INFO: u8 = 23;
const AD_ACTOR_SYSTEM: u8 = 26;
const TLB_DYNAMIC_LB: u8 = 27;
const NS_IP6_TARGET: u8 = 31;
/// The options of 802.3ad that the kernel reports only to privileged users.
const PRIVATE: RangeInclusive<u8> = 24..=26;

/// Targets that a bond can have, of either sort.
const MOST_TARGETS: usize = 16;

#[rustfmt::skip]
const RULES: &[Rule] = &[
    rule(MIIMON, "miimon", 4, 0, INT, ANY, Nothing),
    rule(4, "updelay", 4, 0, INT, ANY, Miimon),
    rule(5, "downdelay", 4, 0, INT, ANY, Miimon),
    rule(6, "use_carrier", 1, 1, 0..=1, ANY, Nothing),
    rule(ARP_INTERVAL, "arp_interval", 4, 0, INT, ARP, Nothing),
    rule(ARP_VALIDATE, "arp_validate", 4, 0, 0..=6, ARP, Nothing),
    rule(10, "arp_all_targets", 4, 0, 0..=1, ANY, Nothing),
    rule(12, "primary_reselect", 1, 0, 0..=2, ANY, Nothing),
    rule(13, "fail_over_mac", 1, 0, 0..=2, ANY, NoSlaves),
    rule(14, "xmit_hash_policy", 1, 0, 0..=5, ANY, Nothing),
    rule(15, "resend_igmp", 4, 1, 0..=255, ANY, Nothing),
    rule(16, "num_grat_arp", 1, 1, 0..=255, ANY, Nothing),
    rule(17, "all_slaves_active", 1, 0, 0..=1, ANY, Nothing),
    rule(18, "min_links", 4, 0, INT, ANY, Nothing),
    rule(19, "lp_interval", 4, 1, 1..=0x7fff_ffff, ANY, Nothing),
    rule(20, "packets_per_slave", 4, 1, 0..=0xffff, &[0], Nothing),
    rule(21, "lacp_rate", 1, 0, 0..=1, LACP, Down),
    rule(22, "ad_select", 1, 0, 0..=3, ANY, Down),
    rule(24, "ad_actor_sys_prio", 2, 65535, 1..=65535, LACP, Down),
    rule(25, "ad_user_port_key", 2, 0, 0..=1023, LACP, Down),
    rule(TLB_DYNAMIC_LB, "tlb_dynamic_lb", 1, 1, 0..=1, &[5, 6], Down),
    rule(28, "peer_notif_delay", 4, 0, 0..=300_000, ANY, Miimon),
    rule(29, "lacp_active", 1, 1, 0..=1, LACP, Down),
    rule(30, "missed_max", 1, 2, 1..=255, ARP, Nothing),
    rule(32, "coupled_control", 1, 1, 0..=1, LACP, Down),
    rule(33, "broadcast_neighbor", 1, 0, 0..=1, LACP, Nothing),
    rule(34, "lacp_strict", 1, 0, 0..=1, LACP, Down),
];

const fn rule(
    attribute: u8,
    name: &'static str,
    bytes: usize,
    default: u32,
    range: RangeInclusive<u32>,
    modes: &'static [u8],
    needs: Needs,
) -> Rule {
    Rule { attribute, name, bytes, default, range, modes, needs }
}

/// What a bond has of them.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Those that are not as a new bond has them. A delay is reported in milliseconds, and stored in
    /// multiples of miimon.
    numbers: BTreeMap<u8, u32>,
    arp_ip_target: Vec<Ipv4Addr>,
    ns_ip6_target: Vec<Ipv6Addr>,
    ad_actor_system: [u8; 6],
    /// The name of the slave that is preferred, also while it is none.
    pub primary: String,
    /// The bond's mode is 802.3ad.
    pub is_lacp: bool,
}

impl PartialEq for Options {
    /// Values that are never reported make no difference: a delay without miimon, and the private ones of 802.3ad.
    fn eq(&self, other: &Self) -> bool {
        let hidden = |rule: &&Rule| !self.is_lacp && PRIVATE.contains(&rule.attribute);
        let mut told = RULES.iter().filter(|rule| !hidden(rule));
        told.all(|rule| self.told(rule) == other.told(rule))
            && (!self.is_lacp || self.ad_actor_system == other.ad_actor_system)
            && self.arp_ip_target == other.arp_ip_target
            && self.ns_ip6_target == other.ns_ip6_target
            && self.primary == other.primary
    }
}

impl Options {
    /// What sysfs has in the file of this name.
    pub fn get(&self, name: &str) -> String {
        match name {
            "arp_ip_target" => joined(&self.arp_ip_target),
            "ns_ip6_target" => joined(&self.ns_ip6_target),
            "primary" => self.primary.clone(),
            "ad_actor_system" => self.ad_actor_system.map(|byte| format!("{byte:02x}")).join(":"),
            _ => {
                let rule = RULES.iter().find(|rule| rule.name == name);
                let rule = rule.unwrap_or_else(|| panic!("{name} is no option of a bond"));
                self.told(rule).to_string()
            }
        }
    }

    /// Sets what is a number, whatever the driver says to that.
    pub fn set(&mut self, name: &str, value: u32) {
        let rule = RULES.iter().find(|rule| rule.name == name);
        self.put(rule.unwrap_or_else(|| panic!("{name} is no number")), value);
    }

    fn told(&self, rule: &Rule) -> u32 {
        let kept = self.number(rule.attribute);
        if rule.needs == Miimon { kept * self.number(MIIMON) } else { kept }
    }

    fn put(&mut self, rule: &Rule, value: u32) {
        let value = if rule.needs == Miimon { value / self.number(MIIMON).max(1) } else { value };
        self.keep(rule.attribute, value);
    }

    fn keep(&mut self, attribute: u8, value: u32) {
        self.numbers.remove(&attribute);
        if value != self.number(attribute) {
            self.numbers.insert(attribute, value);
        }
    }

    fn number(&self, attribute: u8) -> u32 {
        let default =
            || RULES.iter().find(|rule| rule.attribute == attribute).map(|rule| rule.default);
        self.numbers.get(&attribute).copied().or_else(default).unwrap_or_default()
    }

    /// Links are watched in one way: the other one is off, then.
    fn watch(&mut self, by: u8) {
        let off: &[u8] = if by == MIIMON { &[ARP_INTERVAL, ARP_VALIDATE] } else { &[MIIMON] };
        off.iter().for_each(|&attribute| self.keep(attribute, 0));
    }

    /// A bond gets another mode.
    fn turn(&mut self, mode: Mode) {
        self.is_lacp = mode == Mode::Lacp;
        if !ARP.contains(&(mode as u8)) {
            self.keep(ARP_INTERVAL, 0);
            if self.number(MIIMON) == 0 {
                self.keep(MIIMON, 100);
            }
        }
        if mode == Mode::BalanceAlb {
            self.keep(TLB_DYNAMIC_LB, 1);
        }
        self.keep(ARP_VALIDATE, 0);
    }

    /// Which slave is the active one, if the preferred one is among these.
    pub(super) fn preferred(&self, slaves: &[String]) -> Option<String> {
        slaves.iter().find(|name| **name == self.primary).cloned()
    }
}

fn joined<T: ToString>(list: &[T]) -> String {
    list.iter().map(T::to_string).collect::<Vec<_>>().join(";")
}

/// The attributes in a list of them, by their types.
fn attributes(mut list: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    std::iter::from_fn(move || {
        let (&[a, b, kind, 0], _) = list.split_first_chunk()? else { panic!("a type in one byte") };
        let end = usize::from(u16::from_ne_bytes([a, b]));
        let value = &list[4..end];
        list = &list[end.next_multiple_of(4).min(list.len())..];
        Some((kind, value))
    })
}

/// A number of so many bytes; one that has fewer is rejected.
fn number(value: &[u8], bytes: usize) -> Result<u32> {
    let value = value.get(..bytes).ok_or(Errno::RANGE)?;
    let mut all = [0; 4];
    all[..bytes].copy_from_slice(value);
    Ok(u32::from_le_bytes(all))
}

impl Inner {
    /// RTM_NEWLINK that makes a bond.
    pub(super) fn new_bond(&mut self, name: &str) -> Result<()> {
        self.admin()?;
        // A driver that is loaded for it makes a bond of its own first.
        if let Some(own) = self.driver.own_bond.take()
            && self.state.get(own.as_bytes()).is_err()
        {
            self.add_bond(&own);
        }
        if self.state.get(name.as_bytes()).is_ok() {
            return Err(Errno::EXIST);
        }
        self.add_bond(name);
        Ok(())
    }

    fn add_bond(&mut self, name: &str) {
        self.last_index += 1;
        let bond = super::bond(name).down().mode(Mode::BalanceRr);
        let bond = Interface { options: Options::default(), ..bond };
        let index = self.last_index;
        super::OtherProcess(self).add(bond, index);
    }

    /// RTM_DELLINK. The slaves go first.
    pub(super) fn delete(&mut self, index: u32) -> Result<()> {
        self.admin()?;
        let interface = self.state.at(index)?;
        if !matches!(interface.role, Role::Bond { .. } | Role::Bridge | Role::Vlan { .. }) {
            return Err(Errno::OPNOTSUPP);
        }
        let name = interface.name.clone();
        super::OtherProcess(self).remove(&name);
        Ok(())
    }

    /// RTM_NEWLINK that sets options, one after the other until one is rejected.
    pub(super) fn set_options(
        &mut self,
        index: u32,
        options: &[u8],
    ) -> std::result::Result<(), Rejected> {
        self.admin()?;
        for (option, value) in attributes(options) {
            self.set_option(index, option, value).map_err(|reason| Rejected {
                reason,
                option: if self.driver.names_options { option.into() } else { 0 },
            })?;
        }
        Ok(())
    }

    /// Sets an option.
    fn set_option(&mut self, index: u32, option: u8, value: &[u8]) -> Result<()> {
        let newest = self.driver.newest_option;
        let primary =
            matches!(option, PRIMARY_SLAVE | ACTIVE_SLAVE).then(|| number(value, 4)).transpose()?;
        // Of an index without an interface, there is no name.
        let primary = primary.and_then(|index| Some(self.state.by_number(index)?.name.clone()));
        let bond = self.state.at(index)?;
        if !matches!(bond.role, Role::Bond { .. }) {
            return Err(Errno::OPNOTSUPP);
        }
        // One that is not known is ignored.
        if option > newest { Ok(()) } else { bond.set_option(option, value, primary) }
    }

    /// IFLA_BOND_SLAVE_MII_STATUS: without monitoring, the driver takes each link for up.
    pub(super) fn mii_status(&self, interface: &Interface) -> Option<u8> {
        let Role::Slave { bond, .. } = &interface.role else { return None };
        let options = &self.state.interface(bond).options;
        if options.number(MIIMON) == 0 && options.number(ARP_INTERVAL) == 0 {
            return Some(0);
        }
        let by_cable = if interface.link { 0 } else { 2 };
        Some(interface.bond_link.map_or(by_cable, i8::cast_unsigned))
    }

    /// What RTM_GETLINK has of a slave, IFLA_BOND_SLAVE_*; nothing of anything else.
    pub(super) fn slave_data(&self, interface: &Interface) -> Buffer {
        let mut told = Buffer::new();
        let Role::Slave { bond, own_hwaddr, .. } = &interface.role else { return told };
        let bond = self.state.interface(bond);
        let Role::Bond { mode, active, .. } = &bond.role else { return told };
        let is_backup = active.as_ref().is_some_and(|active| *active != interface.name);
        put(&mut told, 1, &[is_backup.into()]);
        put(&mut told, 2, &[self.mii_status(interface).unwrap_or(0)]);
        put(&mut told, 3, &interface.failures.to_ne_bytes());
        put(&mut told, 4, &own_hwaddr[..6]);
        put(&mut told, 5, &0_u16.to_ne_bytes());
        if *mode == Mode::Lacp {
            let state = if interface.link && interface.partner { 0x3d } else { 0x45 };
            let usual = Port { aggregator: 1, state, churn: None };
            let port = interface.port.unwrap_or(usual);
            put(&mut told, 6, &port.aggregator.to_ne_bytes());
            put(&mut told, 7, &[port.state]);
            put(&mut told, 8, &u16::from(port.state & 0x3f).to_ne_bytes());
            for (kind, state) in (11..).zip(port.churn.iter().flatten()) {
                put(&mut told, kind, &[*state]);
            }
        }
        put(&mut told, 9, &0_i32.to_ne_bytes());
        told
    }

    /// What RTM_GETLINK has of a bond's options; nothing of anything else.
    pub(super) fn options(&self, bond: &Interface) -> Buffer {
        let mut told = Buffer::new();
        let Role::Bond { mode, slaves, active } = &bond.role else { return told };
        let mut tell = |attribute: u8, value: &[u8]| {
            let is_for = |mode: Mode| mode == Mode::Lacp && self.privileged;
            if attribute <= self.driver.newest_option
                && (!PRIVATE.contains(&attribute) || is_for(*mode))
            {
                put(&mut told, attribute.into(), value);
            }
        };
        let options = &bond.options;
        tell(MODE, &[*mode as u8]);
        if let Some(active) = active {
            tell(ACTIVE_SLAVE, &self.state.interface(active).index.to_ne_bytes());
        }
        for rule in RULES {
            tell(rule.attribute, &options.told(rule).to_le_bytes()[..rule.bytes]);
        }
        tell(AD_ACTOR_SYSTEM, &options.ad_actor_system);
        let ipv4 = options.arp_ip_target.iter().map(|target| target.octets().to_vec());
        let ipv6 = options.ns_ip6_target.iter().map(|target| target.octets().to_vec());
        for (attribute, list) in [(ARP_IP_TARGET, nested(ipv4)), (NS_IP6_TARGET, nested(ipv6))] {
            // An empty list is not reported.
            if !list.is_empty() {
                tell(attribute, &list);
            }
        }
        if let Some(primary) = options.preferred(slaves) {
            tell(PRIMARY_SLAVE, &self.state.interface(&primary).index.to_ne_bytes());
        }
        if *mode == Mode::Lacp {
            let has_partner = |name: &String| {
                let slave = self.state.interface(name);
                slave.link && slave.partner
            };
            let partner = if slaves.iter().any(has_partner) { [2, 0, 0, 0, 0, 9] } else { [0; 6] };
            let mut info = Buffer::new();
            put(&mut info, 1, &1_u16.to_ne_bytes());
            put(&mut info, 5, &partner);
            tell(AD_INFO, &info);
        }
        told
    }
}

/// Attributes of a list: their types are 0, 1 and so on.
fn nested(values: impl Iterator<Item = Vec<u8>>) -> Buffer {
    let mut list = Buffer::new();
    for (at, value) in (0..).zip(values) {
        put(&mut list, at, &value);
    }
    list
}

impl Interface {
    /// What RTM_NEWLINK does with one option of a bond.
    fn set_option(&mut self, option: u8, value: &[u8], primary: Option<String>) -> Result<()> {
        let up = self.is_up();
        let Role::Bond { mode, slaves, active } = &mut self.role else {
            return Err(Errno::OPNOTSUPP);
        };
        let options = &mut self.options;
        let empty = if slaves.is_empty() { Ok(()) } else { Err(Errno::NOTEMPTY) };
        let down = if up { Err(Errno::BUSY) } else { Ok(()) };
        let only = |modes: &[u8]| {
            if modes.contains(&(*mode as u8)) { Ok(()) } else { Err(Errno::ACCESS) }
        };
        match option {
            MODE => {
                empty?;
                down?;
                *mode = *Mode::ALL.get(number(value, 1)? as usize).ok_or(Errno::INVAL)?;
                options.turn(*mode);
            }
            ACTIVE_SLAVE => {
                only(PRIMARY)?;
                *active = primary.filter(|name| slaves.contains(name));
            }
            PRIMARY_SLAVE => {
                only(PRIMARY)?;
                options.primary = primary.unwrap_or_default();
                if let Some(preferred) = options.preferred(slaves) {
                    *active = Some(preferred);
                }
            }
            AD_ACTOR_SYSTEM => {
                only(LACP)?;
                down?;
                let address: [u8; 6] = value.try_into().map_err(|_| Errno::RANGE)?;
                if address[0] & 1 != 0 {
                    return Err(Errno::INVAL);
                }
                options.ad_actor_system = address;
            }
            // A list takes the place of the one that was there, one by one.
            ARP_IP_TARGET => {
                options.arp_ip_target.clear();
                for (_, value) in attributes(value) {
                    let value: [u8; 4] = value.try_into().map_err(|_| Errno::INVAL)?;
                    let target = Ipv4Addr::from(value);
                    let bad = target.octets()[0] == 0 || target.is_broadcast();
                    add(&mut options.arp_ip_target, target, bad)?;
                }
            }
            NS_IP6_TARGET => {
                options.ns_ip6_target.clear();
                for (_, value) in attributes(value) {
                    let value: [u8; 16] = value.try_into().map_err(|_| Errno::INVAL)?;
                    let target = Ipv6Addr::from(value);
                    let bad =
                        target.is_unspecified() || target.is_loopback() || target.is_multicast();
                    add(&mut options.ns_ip6_target, target, bad)?;
                }
            }
            _ => {
                let rule = RULES.iter().find(|rule| rule.attribute == option);
                let rule = rule.unwrap_or_else(|| panic!("{option} cannot be set"));
                let value = number(value, rule.bytes)?;
                only(rule.modes)?;
                match rule.needs {
                    Down => down?,
                    NoSlaves => empty?,
                    Miimon if options.number(MIIMON) == 0 => return Err(Errno::PERM),
                    Miimon | Nothing => {}
                }
                if !rule.range.contains(&value) {
                    return Err(Errno::INVAL);
                }
                options.put(rule, value);
                if matches!(option, MIIMON | ARP_INTERVAL) && value != 0 {
                    options.watch(option);
                }
            }
        }
        Ok(())
    }
}

/// Adds a target, if it is a good one that is not there.
fn add<T: PartialEq>(list: &mut Vec<T>, target: T, bad: bool) -> Result<()> {
    if bad || list.contains(&target) || list.len() == MOST_TARGETS {
        return Err(Errno::INVAL);
    }
    list.push(target);
    Ok(())
}
