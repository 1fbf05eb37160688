//! The options of a bond: their names and values, as in the bonding driver's documentation and in sysfs, and their
//! attributes in rtnetlink (IFLA_BOND_* of `linux/if_link.h`).

use crate::native;
use crate::netlink::{Buffer, append, attribute as attribute_value, put};
use crate::parse::{cut, digits, hwaddr, ipv6, place, quad, until};

/// The properties of an option.
#[derive(Clone, Copy)]
pub struct Row {
    /// The type of its attribute.
    pub attribute: u8,
    /// The kind of its value.
    pub kind: u8,
    /// The largest number that it can be: [`bits`], or [`names`].
    largest: u8,
    /// The modes in which the driver takes it: bit 0 for balance-rr, and so on.
    pub modes: u8,
}

// Kinds. An integer of so many bytes;
const U8: u8 = 1;
const U16: u8 = 2;
const U32: u8 = 4;
// one in milliseconds, which the driver rounds down to a multiple of miimon;
const DELAY: u8 = 0x10 | U32;
// an interface, by its index;
const IFINDEX: u8 = 0x20 | U32;
// a hardware address, of so many bytes;
const MAC: u8 = 0x20 | 6;
// IPv4 addresses, IPv6 addresses.
const IPV4: u8 = 0x30;
const IPV6: u8 = 0x31;

// Modes.
const ANY: u8 = 0x7f;
const RR: u8 = 1 << 0;
const LACP: u8 = 1 << 4;
// 802.3ad and those that balance by load do not watch links by ARP.
const ARP: u8 = 0x0f;
const TLB: u8 = 1 << 5 | 1 << 6;
// Those in which one slave receives.
const ONE: u8 = 1 << 1 | TLB;

/// IFLA_BOND_AD_INFO: reported, not set. The state of 802.3ad.
const AD_INFO: u8 = 23;
const AD_INFO_PARTNER_MAC: u8 = 5;

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
const FROM_1: u8 = 0x40;

/// One of so many names, or its number: the first is 0.
const fn names(count: u8) -> u8 {
    NAMED | (count - 1)
}
const NAMED: u8 = 0x80;

/// Off or on.
const SWITCH: u8 = names(2);
const OFF_ON: &[u8] = b"off\0on";

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
static NAMES: [u8; length(false)] = column(false);

/// A line for each: the names of its values, with NULs between them. Those of switches are not there.
static VALUES: [u8; length(true)] = column(true);

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
fn line(lines: &'static [u8], number: usize) -> &'static [u8] {
    let (mut rest, mut line) = (lines, lines);
    for _ in 0..=number {
        line = cut(&mut rest, b'\n');
    }
    line
}

/// What is to be known of this option; nothing, if there is none.
#[inline(never)]
fn row_of(option: usize) -> Row {
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

/// How many colons a value of this option has, at most: others end it.
pub fn colons(number: usize) -> usize {
    match row_of(number).kind {
        MAC => 5,
        IPV6 => usize::MAX,
        _ => 0,
    }
}

/// The number that a value of this option is, by its name or as it is written.
pub fn number(option: usize, value: &[u8]) -> Option<u64> {
    match place(names_of(option), 0, value) {
        Some(place) if !value.is_empty() => Some(place as u64),
        _ => {
            let (least, most) = range(option);
            digits(value, 10, most).filter(|&number| number >= least)
        }
    }
}

/// The names of the values that this option can have, with NULs between them: the first one is the number 0.
/// Empty where they have none.
pub fn names_of(option: usize) -> &'static [u8] {
    if row_of(option).largest & NAMED == 0 {
        return b"";
    }
    match line(&VALUES, option) {
        b"" => OFF_ON,
        names => names,
    }
}

/// The least and the largest number that this option can be.
pub fn range(option: usize) -> (u64, u64) {
    let largest = row_of(option).largest;
    if largest & NAMED != 0 {
        (0, u64::from(largest & !NAMED))
    } else {
        (u64::from(largest & FROM_1 != 0), (1 << (largest & !FROM_1)) - 1)
    }
}

/// An example of the values of an option that is no number; empty where it is one.
pub fn example(option: usize) -> &'static [u8] {
    match row_of(option).kind {
        IFINDEX => b"one of its slaves",
        MAC => b"as in 02-00-00-00-00-01",
        IPV4 => b"as in 192.0.2.1;192.0.2.2",
        IPV6 => b"as in 2001:db8::1;2001:db8::2",
        _ => b"",
    }
}

/// Whether a word is the name of a mode: in older documentation, it stands alone.
pub fn is_mode_name(word: &[u8]) -> bool {
    place(line(&VALUES, MODE), 0, word).is_some()
}

/// Whether an option is a list of addresses: where it is repeated, its values add up.
pub fn is_list(option: usize) -> bool {
    row_of(option).kind >= IPV4
}

/// Appends the bytes that the attribute of an option carries for this value. False if the value is invalid.
///
/// (For an interface it appends nothing: another one may have that name a moment later.)
pub fn read(option: usize, value: &[u8], to: &mut Buffer) -> bool {
    let kind = row_of(option).kind;
    match kind {
        IFINDEX => true,
        IPV4 | IPV6 => targets(value, kind == IPV6, to),
        MAC => unicast(value).is_some_and(|address| {
            // All zeros is the driver's own default for LACP, but no interface's address.
            (option != HWADDR || address != [0; 6]) && append(to, &address).is_ok()
        }),
        _ => number(option, value).is_some_and(|number| {
            let mut bytes = [0; 4];
            let bytes = bytes.get_mut(..usize::from(kind & 0xf)).unwrap_or_default();
            native::write(number, bytes);
            append(to, bytes).is_ok()
        }),
    }
}

/// A hardware address that is not a group's (bit 0 of the first byte), with colons or dashes between its
/// bytes.
pub fn unicast(text: &[u8]) -> Option<[u8; 6]> {
    let mut colons = [b':'; 17];
    for (to, &byte) in colons.iter_mut().zip(text) {
        *to = if byte == b'-' { b':' } else { byte };
    }
    let mut address = [0; 6];
    let valid = hwaddr(colons.get(..text.len())?, &mut address) && address[0] & 1 == 0;
    valid.then_some(address)
}

/// Appends addresses, which have semicolons between them, as attributes. False if one is invalid, or if there
/// are too many.
fn targets(mut list: &[u8], is_ipv6: bool, to: &mut Buffer) -> bool {
    let len = if is_ipv6 { 16 } else { 4 };
    while !list.is_empty() {
        let mut text = cut(&mut list, b';');
        // Configuration files of Red Hat's initscripts have a plus before a target that they add.
        text = text.strip_prefix(b"+").unwrap_or(text);
        if let [b'[', inside @ .., b']'] = text {
            text = inside;
        }
        let mut address = [0; 16];
        let valid = if is_ipv6 { ipv6(text, &mut address) } else { quad(text, &mut address[..4]) };
        // Each takes the header of an attribute, too.
        let count = to.len() / (4 + len);
        if !valid || count == MOST_TARGETS {
            return false;
        }
        #[allow(clippy::cast_possible_truncation)] // There are 16.
        put(to, count as u16, address.get(..len).unwrap_or_default());
    }
    true
}

/// BOND_MAX_ARP_TARGETS and BOND_MAX_NS_TARGETS
const MOST_TARGETS: usize = 16;

/// Rounds a delay as the driver does, in a bond with this miimon.
pub fn round(option: usize, miimon: u64, wanted: &mut Buffer) {
    #[allow(clippy::cast_possible_truncation)] // The largest miimon has 31 bits.
    let miimon = miimon as u32;
    if is_delay(option)
        && let Some(bytes) = wanted.first_chunk_mut()
    {
        let delay = u32::from_ne_bytes(*bytes);
        *bytes = (delay - delay.checked_rem(miimon).unwrap_or(0)).to_ne_bytes();
    }
}

/// Whether an option is a number of milliseconds that miimon divides.
pub fn is_delay(option: usize) -> bool {
    row_of(option).kind == DELAY
}

/// The number that an option is in a bond that has these options; 0 where it is not reported.
#[allow(clippy::cast_possible_truncation)] // It has 32 bits at most.
pub fn found_number(option: usize, found: &mut Buffer) -> u32 {
    native::number(attribute_value(found, attribute(option))) as u32
}

/// Whether a bond notices that a link is gone.
pub fn is_monitored(found: &mut Buffer) -> bool {
    found_number(MIIMON, found) | found_number(ARP_INTERVAL, found) != 0
}

/// Reads the value that an option had, for its attribute. False if there was none: but lists of addresses can be
/// empty.
pub fn restored(option: usize, before: &mut Buffer, to: &mut Buffer) -> bool {
    let kind = row_of(option).kind;
    let value = attribute_value(before, attribute(option));
    let len = if kind >= IPV4 { value.len() } else { usize::from(kind & 0xf) };
    to.clear();
    value.get(..len).is_some_and(|value| append(to, value).is_ok())
}

/// Whether an option of a bond has this value.
pub fn is(option: usize, found: &mut Buffer, wanted: &[u8]) -> bool {
    attribute_value(found, attribute(option)) == wanted
}

/// Whether a bond is in mode 802.3ad and has no partner at the other end. (Before it has an active aggregator,
/// the driver does not report one.)
pub fn lacks_partner(found: &mut Buffer) -> bool {
    let is_lacp = found_number(MODE, found) == MODE_LACP;
    let partner =
        attribute_value(attribute_value(found, AD_INFO.into()), AD_INFO_PARTNER_MAC.into());
    is_lacp && partner.iter().all(|&byte| byte == 0)
}

/// The number of mode 802.3ad: the first one in which the driver always monitors links.
pub const MODE_LACP: u32 = 4;

#[cfg(test)]
mod tests {
    use super::*;

    /// What an attribute carries, if the value is one.
    fn carried(name: &str, value: &str) -> Option<Vec<u8>> {
        let number = find(name.as_bytes());
        assert!(number < COUNT, "{name}");
        let mut to = Buffer::new();
        read(number, value.as_bytes(), &mut to).then(|| to.to_vec())
    }

    #[test]
    fn each_option_is_found_by_its_name_and_has_the_attribute_of_if_link_h() {
        for (name, attribute) in [
            ("mode", 1),
            ("miimon", 3),
            ("updelay", 4),
            ("downdelay", 5),
            ("use_carrier", 6),
            ("arp_interval", 7),
            ("arp_ip_target", 8),
            ("arp_validate", 9),
            ("arp_all_targets", 10),
            ("primary", 11),
            ("primary_reselect", 12),
            ("fail_over_mac", 13),
            ("xmit_hash_policy", 14),
            ("resend_igmp", 15),
            ("num_grat_arp", 16),
            ("num_unsol_na", 16),
            ("all_slaves_active", 17),
            ("min_links", 18),
            ("lp_interval", 19),
            ("packets_per_slave", 20),
            ("lacp_rate", 21),
            ("ad_select", 22),
            ("ad_actor_sys_prio", 24),
            ("ad_user_port_key", 25),
            ("ad_actor_system", 26),
            ("tlb_dynamic_lb", 27),
            ("peer_notif_delay", 28),
            ("lacp_active", 29),
            ("missed_max", 30),
            ("arp_missed_max", 30),
            ("peer_notify_delay", 28),
            ("ns_ip6_target", 31),
            ("coupled_control", 32),
            ("broadcast_neighbor", 33),
            ("lacp_strict", 34),
        ] {
            assert_eq!(super::attribute(find(name.as_bytes())), attribute, "{name}");
        }
        assert_eq!(COUNT, 33);
        for number in 0..COUNT {
            assert_eq!(find(name(number)), number);
        }
        for name in ["", "mod", "modes", "active_slave", "Mode", "mode\0balance-rr", "\n"] {
            assert_eq!(find(name.as_bytes()), COUNT, "{name:?}");
        }
    }

    #[test]
    fn a_value_is_known_by_its_name_and_by_its_number() {
        for (name, values) in [
            (
                "mode",
                &[
                    "balance-rr",
                    "active-backup",
                    "balance-xor",
                    "broadcast",
                    "802.3ad",
                    "balance-tlb",
                    "balance-alb",
                ][..],
            ),
            ("use_carrier", &["off", "on"]),
            (
                "arp_validate",
                &["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"],
            ),
            ("arp_all_targets", &["any", "all"]),
            ("primary_reselect", &["always", "better", "failure"]),
            ("fail_over_mac", &["none", "active", "follow"]),
            (
                "xmit_hash_policy",
                &["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"],
            ),
            ("lacp_rate", &["slow", "fast"]),
            ("ad_select", &["stable", "bandwidth", "count"]),
            ("tlb_dynamic_lb", &["off", "on"]),
        ] {
            for (number, value) in values.iter().enumerate() {
                let bytes = carried(name, value);
                assert_eq!(
                    bytes.as_ref().map(|bytes| usize::from(bytes[0])),
                    Some(number),
                    "{value}"
                );
                assert_eq!(carried(name, &number.to_string()), bytes, "{value}");
            }
            for bad in ["", "-1", "9", "+1", "1 ", &values[0][1..], "none\0"] {
                assert_eq!(carried(name, bad), None, "{name}={bad:?}");
            }
        }
    }

    #[test]
    fn a_number_has_its_limits_and_its_bytes() {
        for (name, least, most, bytes) in [
            ("miimon", 0, 0x7fff_ffff_u64, 4),
            ("updelay", 0, 0x7fff_ffff, 4),
            ("arp_interval", 0, 0x7fff_ffff, 4),
            ("min_links", 0, 0x7fff_ffff, 4),
            ("resend_igmp", 0, 255, 4),
            ("num_grat_arp", 0, 255, 1),
            ("num_unsol_na", 0, 255, 1),
            ("lp_interval", 1, 0x7fff_ffff, 4),
            ("packets_per_slave", 0, 65535, 4),
            ("ad_actor_sys_prio", 1, 65535, 2),
            ("ad_user_port_key", 0, 1023, 2),
            ("missed_max", 1, 255, 1),
        ] {
            for number in [least, most / 2, most] {
                let mut expected = vec![0; bytes];
                native::write(number, &mut expected);
                assert_eq!(carried(name, &number.to_string()), Some(expected), "{name}={number}");
            }
            let below = least.checked_sub(1).map(|below| below.to_string());
            for bad in [below.as_deref().unwrap_or("-1"), &(most + 1).to_string(), "", "0x1", "1ms"]
            {
                assert_eq!(carried(name, bad), None, "{name}={bad}");
            }
        }
    }

    #[test]
    fn addresses_are_whole() {
        assert_eq!(carried("ad_actor_system", "02:00:00:00:00:0a"), Some(vec![2, 0, 0, 0, 0, 10]));
        assert_eq!(carried("ad_actor_system", "02:00:00:00:00"), None);
        let one = [8, 0, 0, 0, 192, 0, 2, 1];
        let two = [8, 0, 1, 0, 192, 0, 2, 2];
        assert_eq!(carried("arp_ip_target", "192.0.2.1"), Some(one.to_vec()));
        assert_eq!(carried("arp_ip_target", "[192.0.2.1];192.0.2.2"), Some([one, two].concat()));
        for bad in ["192.0.2", "192.0.2.256", "default", ";", "192.0.2.1;;192.0.2.2", "::1"] {
            assert_eq!(carried("arp_ip_target", bad), None, "{bad}");
        }
        let mut expected = vec![20, 0, 0, 0, 0x20, 1, 0x0d, 0xb8];
        expected.extend([0; 11]);
        expected.push(1);
        for text in ["2001:db8::1", "[2001:db8::1]", "2001:0db8:0:0::0.0.0.1"] {
            assert_eq!(carried("ns_ip6_target", text), Some(expected.clone()), "{text}");
        }
        for bad in ["2001:db8::1::", "[2001:db8::1", "192.0.2.1", "2001:db8::1]"] {
            assert_eq!(carried("ns_ip6_target", bad), None, "{bad}");
        }
        let sixteen = ["192.0.2.1"; 16].join(";");
        assert!(carried("arp_ip_target", &sixteen).is_some());
        assert_eq!(carried("arp_ip_target", &format!("{sixteen};192.0.2.1")), None);
    }
}
