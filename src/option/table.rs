//! The table of the options: their names, the names of their values, and their attributes.

use crate::parse::{cut, place, until};

/// The properties of an option.
#[derive(Clone, Copy)]
pub struct Row {
    /// The type of its attribute.
    pub attribute: u8,
    /// The kind of its value.
    pub kind: u8,
    /// The largest number that it can be: [`bits`], or [`names`].
    pub(super) largest: u8,
    /// The modes in which the driver takes it: bit 0 for balance-rr, and so on.
    pub modes: u8,
}

// Kinds. An integer of so many bytes;
const U8: u8 = 1;
const U16: u8 = 2;
const U32: u8 = 4;
// one in milliseconds, which the driver rounds down to a multiple of miimon;
pub(super) const DELAY: u8 = 0x10 | U32;
// an interface, by its index;
pub(super) const IFINDEX: u8 = 0x20 | U32;
// a hardware address, of so many bytes;
pub(super) const MAC: u8 = 0x20 | 6;
// IPv4 addresses, IPv6 addresses.
pub(super) const IPV4: u8 = 0x30;
pub(super) const IPV6: u8 = 0x31;

// Modes.
const ANY: u8 = 0x7f;
const RR: u8 = 1 << 0;
const LACP: u8 = 1 << 4;
// 802.3ad and those that balance by load do not watch links by ARP.
const ARP: u8 = 0x0f;
const TLB: u8 = 1 << 5 | 1 << 6;
// Those in which one slave receives.
const ONE: u8 = 1 << 1 | TLB;

// Attributes that the program reads.
const IFLA_BOND_MODE: u8 = 1;
const IFLA_BOND_MIIMON: u8 = 3;
const IFLA_BOND_ARP_INTERVAL: u8 = 7;

/// No attribute of IFLA_BOND_*: the bond's hardware address is an attribute of every interface.
const HARDWARE_ADDRESS: u8 = 0;

/// The numbers of options that the program treats specially.
pub const MODE: usize = of(IFLA_BOND_MODE);
/// The interval of MII monitoring.
pub const MIIMON: usize = of(IFLA_BOND_MIIMON);
/// The interval of ARP monitoring.
pub const ARP_INTERVAL: usize = of(IFLA_BOND_ARP_INTERVAL);
/// Whether the answers to it are validated.
pub const ARP_VALIDATE: usize = of(9);
/// The preferred slave.
pub const PRIMARY: usize = of(11);
/// The priority of this system for LACP.
pub const AD_ACTOR_SYS_PRIO: usize = of(24);
/// The upper bits of a port's key for LACP.
pub const AD_USER_PORT_KEY: usize = of(25);
/// The address of this system for LACP.
pub const AD_ACTOR_SYSTEM: usize = of(26);
/// The hardware address of the bond itself. It is not one of the driver's options.
pub const HWADDR: usize = of(HARDWARE_ADDRESS);

/// The number of the option with this attribute.
#[allow(clippy::indexing_slicing)] // The compiler looks.
const fn of(attribute: u8) -> usize {
    let mut at = 0;
    while TABLE[at].2.attribute != attribute {
        at += 1;
    }
    at
}

/// Each option: its names (first that of sysfs, then others of iproute2, of its JSON and of older versions), the
/// names of its values, and its attribute. They are in the order in which ifenslave sets them: miimon, for
/// example, comes before the delays, which are multiples of it.
const TABLE: &[(&str, &str, Row)] = &[
    (
        "mode",
        "balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb",
        row(1, U8, names(7), ANY),
    ),
    ("miimon", "", row(3, U32, bits(31), ANY)),
    ("updelay", "", row(4, DELAY, bits(31), ANY)),
    ("downdelay", "", row(5, DELAY, bits(31), ANY)),
    ("peer_notif_delay peer_notify_delay", "", row(28, DELAY, bits(19), ANY)),
    ("use_carrier", "", row(6, U8, SWITCH, ANY)),
    ("arp_interval", "", row(7, U32, bits(31), ARP)),
    ("arp_ip_target", "", row(8, IPV4, 0, ANY)),
    ("ns_ip6_target", "", row(31, IPV6, 0, ANY)),
    (
        "arp_validate",
        "none active backup all filter filter_active filter_backup",
        row(9, U32, names(7), ARP),
    ),
    ("arp_all_targets", "any all", row(10, U32, names(2), ANY)),
    ("primary", "", row(11, IFINDEX, 0, ONE)),
    ("primary_reselect", "always better failure", row(12, U8, names(3), ANY)),
    ("fail_over_mac", "none active follow", row(13, U8, names(3), ANY)),
    (
        "xmit_hash_policy",
        "layer2 layer3+4 layer2+3 encap2+3 encap3+4 vlan+srcmac",
        row(14, U8, names(6), ANY),
    ),
    ("resend_igmp", "", row(15, U32, bits(8), ANY)),
    ("num_grat_arp num_unsol_na num_peer_notif", "", row(16, U8, bits(8), ANY)),
    ("all_slaves_active", "", row(17, U8, SWITCH, ANY)),
    ("min_links", "", row(18, U32, bits(31), ANY)),
    ("lp_interval", "", row(19, U32, from_1(31), ANY)),
    ("packets_per_slave", "", row(20, U32, bits(16), RR)),
    ("lacp_active ad_lacp_active", "", row(29, U8, SWITCH, LACP)),
    ("lacp_rate ad_lacp_rate", "slow fast", row(21, U8, names(2), LACP)),
    ("ad_select", "stable bandwidth count actor_port_prio", row(22, U8, names(4), ANY)),
    ("ad_actor_sys_prio", "", row(24, U16, from_1(16), LACP)),
    ("ad_user_port_key", "", row(25, U16, bits(10), LACP)),
    ("ad_actor_system", "", row(26, MAC, 0, LACP)),
    ("tlb_dynamic_lb", "", row(27, U8, SWITCH, TLB)),
    ("arp_missed_max missed_max", "", row(30, U8, from_1(8), ARP)),
    ("coupled_control", "", row(32, U8, SWITCH, LACP)),
    ("broadcast_neighbor", "", row(33, U8, SWITCH, LACP)),
    ("lacp_strict", "", row(34, U8, SWITCH, LACP)),
    ("mac", "", row(HARDWARE_ADDRESS, MAC, 0, ANY)),
];

const fn row(attribute: u8, kind: u8, largest: u8, modes: u8) -> Row {
    Row { attribute, kind, largest, modes }
}

/// A number of so many bits at most.
const fn bits(count: u8) -> u8 {
    count
}

/// A number of so many bits at most, and at least 1.
const fn from_1(bits: u8) -> u8 {
    FROM_1 | bits
}
pub(super) const FROM_1: u8 = 0x40;

/// One of so many names, or its number: the first is 0.
const fn names(count: u8) -> u8 {
    NAMED | (count - 1)
}
pub(super) const NAMED: u8 = 0x80;

/// Off or on.
const SWITCH: u8 = names(2);
pub(super) const OFF_ON: &[u8] = b"off\0on";

/// How many options there are.
pub const COUNT: usize = TABLE.len();

/// What is to be known of each.
#[allow(clippy::indexing_slicing)] // The compiler looks.
static ROWS: [Row; COUNT] = {
    let mut rows = [row(0, 0, 0, 0); COUNT];
    let mut at = 0;
    while at < COUNT {
        rows[at] = TABLE[at].2;
        at += 1;
    }
    rows
};

/// A line for each option: its names, with NULs between them.
pub(super) static NAMES: [u8; length(false)] = column(false);

/// A line for each: the names of its values, with NULs between them. Those of switches are not there.
pub(super) static VALUES: [u8; length(true)] = column(true);

/// One column of the table, a line for each option.
#[allow(clippy::indexing_slicing)] // As above.
const fn column<const LENGTH: usize>(values: bool) -> [u8; LENGTH] {
    let mut column = [0; LENGTH];
    let (mut at, mut to) = (0, 0);
    while at < COUNT {
        let text = if values { TABLE[at].1 } else { TABLE[at].0 }.as_bytes();
        let mut from = 0;
        while from < text.len() {
            column[to + from] = if text[from] == b' ' { 0 } else { text[from] };
            from += 1;
        }
        to += text.len() + 1;
        column[to - 1] = b'\n';
        at += 1;
    }
    column
}

#[allow(clippy::indexing_slicing)] // As above.
const fn length(values: bool) -> usize {
    let (mut at, mut length) = (0, 0);
    while at < COUNT {
        length += if values { TABLE[at].1 } else { TABLE[at].0 }.len() + 1;
        at += 1;
    }
    length
}

/// The number of the option with this name, from 0 on; or of all of them where there is none.
pub fn find(name: &[u8]) -> usize {
    let mut rest = NAMES.as_slice();
    let mut number = 0;
    while !rest.is_empty() && place(cut(&mut rest, b'\n'), 0, name).is_none() {
        number += 1;
    }
    number
}

/// The name of the option with this number: sysfs's.
pub fn name(number: usize) -> &'static [u8] {
    until(line(&NAMES, number), 0)
}

/// The line with this number, from 0 on.
pub(super) fn line(lines: &'static [u8], number: usize) -> &'static [u8] {
    let (mut rest, mut line) = (lines, lines);
    for _ in 0..=number {
        line = cut(&mut rest, b'\n');
    }
    line
}

/// What is to be known of this option; nothing, if there is none.
#[inline(never)]
pub(super) fn row_of(option: usize) -> Row {
    ROWS.get(option).copied().unwrap_or(row(0, 0, 0, 0))
}

/// The type of this option's attribute.
pub fn attribute(number: usize) -> u16 {
    row_of(number).attribute.into()
}

/// The option with this type of attribute.
pub fn with_attribute(attribute: u16) -> usize {
    (0..COUNT).find(|&number| self::attribute(number) == attribute).unwrap_or(COUNT)
}

/// The modes in which the driver takes this option, as bits.
pub fn modes(number: usize) -> u8 {
    row_of(number).modes
}

/// The number of mode 802.3ad: the first one in which the driver always monitors links.
pub const MODE_LACP: u32 = 4;
