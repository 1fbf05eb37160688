//! The options of a bond: their names and values, as the bonding driver's documentation and sysfs have them,
//! and the attributes that they are to rtnetlink (IFLA_BOND_* of `linux/if_link.h`).

use crate::kernel::{Attributes, attribute_of, put_attribute};
use crate::parse::{digits, hwaddr, ipv4, ipv6, place, until};

/// What is to be known of an option besides its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The type of its attribute.
    pub attribute: u8,
    /// What that carries.
    pub kind: u8,
    /// So many bits has the largest number that it can be; 0 where its values have names, and the last
    /// of those has that number.
    bits: u8,
    /// The modes in which the driver takes it: bit 0 for balance-rr, and so on.
    pub modes: u8,
}

// Kinds: an integer of 8, 16 or 32 bits,
const U8: u8 = 1;
const U16: u8 = 2;
const U32: u8 = 4;
/// of 32 bits, in milliseconds, which the driver rounds down to a multiple of miimon,
pub const DELAY: u8 = 5;
/// an interface, by its index,
pub const IFINDEX: u8 = 6;
/// a hardware address,
const MAC: u8 = 7;
/// IPv4 addresses, IPv6 addresses.
const IPV4: u8 = 8;
const IPV6: u8 = 9;

// Modes.
const ANY: u8 = 0x7f;
const RR: u8 = 1 << 0;
const LACP: u8 = 1 << 4;
/// Those that balance by the slaves' load, 802.3ad among them, do not watch links by ARP.
const ARP: u8 = 0x0f;
/// Those with one slave that receives.
const PRIMARY: u8 = 1 << 1 | TLB;
const TLB: u8 = 1 << 5 | 1 << 6;

// The types of attributes that are looked at.
pub const MODE: u8 = 1;
pub const MIIMON: u8 = 3;
pub const ARP_INTERVAL: u8 = 7;
pub const ARP_VALIDATE: u8 = 9;
/// IFLA_BOND_AD_INFO: told, not set. It has what 802.3ad has come to.
const AD_INFO: u8 = 23;
const AD_INFO_PARTNER_MAC: u8 = 5;
/// Of 802.3ad, what is told to the privileged alone.
pub const PRIVATE: core::ops::RangeInclusive<u8> = 24..=26;

/// Each option with the names of its values, in the order in which the driver sets them: miimon, say, is
/// there before what is a multiple of it.
const TABLE: &[(&str, Row)] = &[
    (
        "mode balance-rr active-backup balance-xor broadcast 802.3ad balance-tlb balance-alb",
        row(MODE, U8, 0, ANY),
    ),
    ("miimon", row(MIIMON, U32, 31, ANY)),
    ("updelay", row(4, DELAY, 31, ANY)),
    ("downdelay", row(5, DELAY, 31, ANY)),
    ("peer_notif_delay", row(28, DELAY, 19, ANY)),
    ("use_carrier off on", row(6, U8, 0, ANY)),
    ("arp_interval", row(ARP_INTERVAL, U32, 31, ARP)),
    ("arp_ip_target", row(8, IPV4, 0, ANY)),
    ("ns_ip6_target", row(31, IPV6, 0, ANY)),
    (
        "arp_validate none active backup all filter filter_active filter_backup",
        row(ARP_VALIDATE, U32, 0, ARP),
    ),
    ("arp_all_targets any all", row(10, U32, 0, ANY)),
    ("primary", row(11, IFINDEX, 0, PRIMARY)),
    ("primary_reselect always better failure", row(12, U8, 0, ANY)),
    ("fail_over_mac none active follow", row(13, U8, 0, ANY)),
    (
        "xmit_hash_policy layer2 layer3+4 layer2+3 encap2+3 encap3+4 vlan+srcmac",
        row(14, U8, 0, ANY),
    ),
    ("resend_igmp", row(15, U32, 8, ANY)),
    ("num_grat_arp", row(16, U8, 8, ANY)),
    ("num_unsol_na", row(16, U8, 8, ANY)),
    ("all_slaves_active off on", row(17, U8, 0, ANY)),
    ("min_links", row(18, U32, 31, ANY)),
    ("lp_interval", row(19, U32, 31, ANY)),
    ("packets_per_slave", row(20, U32, 16, RR)),
    ("lacp_active off on", row(29, U8, 0, LACP)),
    ("lacp_rate slow fast", row(21, U8, 0, LACP)),
    ("ad_select stable bandwidth count actor_port_prio", row(22, U8, 0, ANY)),
    ("ad_actor_sys_prio", row(24, U16, 16, LACP)),
    ("ad_user_port_key", row(25, U16, 10, LACP)),
    ("ad_actor_system", row(26, MAC, 0, LACP)),
    ("tlb_dynamic_lb off on", row(27, U8, 0, TLB)),
    ("missed_max", row(30, U8, 8, ARP)),
    ("coupled_control off on", row(32, U8, 0, LACP)),
    ("broadcast_neighbor off on", row(33, U8, 0, LACP)),
    ("lacp_strict off on", row(34, U8, 0, LACP)),
];

const fn row(attribute: u8, kind: u8, bits: u8, modes: u8) -> Row {
    Row { attribute, kind, bits, modes }
}

/// All that there are.
pub static ROWS: [Row; TABLE.len()] = {
    let mut rows = [row(0, 0, 0, 0); TABLE.len()];
    let mut at = 0;
    while at < TABLE.len() {
        rows[at] = TABLE[at].1;
        at += 1;
    }
    rows
};

/// A line for each: its name and those of its values, with NULs between them.
static WORDS: [u8; LENGTH] = {
    let mut words = [0; LENGTH];
    let (mut line, mut to) = (0, 0);
    while line < TABLE.len() {
        let text = TABLE[line].0.as_bytes();
        let mut from = 0;
        while from < text.len() {
            words[to] = if text[from] == b' ' { 0 } else { text[from] };
            from += 1;
            to += 1;
        }
        words[to] = b'\n';
        to += 1;
        line += 1;
    }
    words
};
const LENGTH: usize = {
    let (mut line, mut length) = (0, 0);
    while line < TABLE.len() {
        length += TABLE[line].0.len() + 1;
        line += 1;
    }
    length
};

/// The name of each.
pub fn names() -> impl Iterator<Item = &'static [u8]> {
    WORDS.split(|&byte| byte == b'\n').map(|line| until(line, 0))
}

/// The option of this name: what there is to know, and the names of its values.
pub fn find(name: &[u8]) -> Option<(Row, &'static [u8])> {
    let lines = WORDS.split(|&byte| byte == b'\n');
    for (&row, line) in ROWS.iter().zip(lines) {
        let known = until(line, 0);
        if known == name {
            return Some((row, line.get(known.len() + 1..).unwrap_or_default()));
        }
    }
    None
}

impl Row {
    /// How many colons a value has, at most: others end it.
    pub fn colons(self) -> usize {
        match self.kind {
            MAC => 5,
            IPV6 => usize::MAX,
            _ => 0,
        }
    }

    /// The number that a value is, by its name or as it is written.
    pub fn number(self, names: &[u8], value: &[u8]) -> Option<u64> {
        if self.bits != 0 {
            return digits(value, 10, (1 << self.bits) - 1);
        }
        let named = place(names, value);
        let names = names.split(|&byte| byte == 0).count() as u64;
        named.map(|place| place as u64).or_else(|| digits(value, 10, names - 1))
    }

    /// Makes a value its attribute. False if it is none.
    ///
    /// (Of [`IFINDEX`] there is none: what has the name of an interface may have another's a moment later.)
    pub fn read(self, names: &[u8], value: &[u8], to: &mut Attributes) -> bool {
        to.clear();
        let mut bytes = Attributes::new();
        match self.kind {
            IFINDEX => return !value.is_empty(),
            MAC => {
                let mut address = [0; 6];
                if !hwaddr(value, &mut address) {
                    return false;
                }
                let _ = bytes.extend_from_slice(&address);
            }
            IPV4 | IPV6 => {
                let mut count = 0;
                for text in value.split(|&byte| byte == b';') {
                    let text = match text {
                        [b'[', text @ .., b']'] => text,
                        _ => text,
                    };
                    let mut address = [0; 16];
                    let address = if self.kind == IPV6 {
                        if !ipv6(text, &mut address) {
                            return false;
                        }
                        &address[..]
                    } else {
                        // All four numbers.
                        if text.iter().filter(|&&byte| byte == b'.').count() != 3 {
                            return false;
                        }
                        let Some(number) = ipv4(text) else { return false };
                        address[..4].copy_from_slice(&number.to_be_bytes());
                        &address[..4]
                    };
                    if count == MOST_TARGETS || put_attribute(&mut bytes, count, address).is_err() {
                        return false;
                    }
                    count += 1;
                }
            }
            kind => {
                let Some(number) = self.number(names, value) else { return false };
                let _ = match kind {
                    U8 => bytes.extend_from_slice(&(number as u8).to_ne_bytes()),
                    U16 => bytes.extend_from_slice(&(number as u16).to_ne_bytes()),
                    _ => bytes.extend_from_slice(&(number as u32).to_ne_bytes()),
                };
            }
        }
        put_attribute(to, self.attribute, &bytes).is_ok()
    }

    /// Makes what a bond has of it its attribute. False if it has none, but for lists, which can be empty.
    pub fn copy(self, found: &mut Attributes, to: &mut Attributes) -> bool {
        to.clear();
        let value = attribute_of(found, self.attribute);
        if value.is_empty() && !matches!(self.kind, IPV4 | IPV6) {
            return false;
        }
        put_attribute(to, self.attribute, value).is_ok()
    }

    /// Whether a bond has what this attribute of it says.
    pub fn is(self, found: &mut Attributes, wanted: &mut Attributes) -> bool {
        let miimon = int(found, MIIMON);
        let wanted_number = int(wanted, self.attribute);
        if self.kind == DELAY && miimon != 0 {
            return int(found, self.attribute) == wanted_number - wanted_number % miimon;
        }
        attribute_of(found, self.attribute) == attribute_of(wanted, self.attribute)
    }
}

/// BOND_MAX_ARP_TARGETS and BOND_MAX_NS_TARGETS
const MOST_TARGETS: u8 = 16;

/// An attribute that is an integer of 32 bits; 0 where there is none.
pub fn int(attributes: &mut Attributes, kind: u8) -> u32 {
    attribute_of(attributes, kind).first_chunk().map_or(0, |int| u32::from_ne_bytes(*int))
}

/// The mode of a bond.
pub fn mode(found: &mut Attributes) -> u64 {
    attribute_of(found, MODE).first().map_or(0, |&mode| mode.into())
}

/// Whether the driver tells that a bond in 802.3ad has no partner at the other end.
pub fn lacks_partner(found: &mut Attributes) -> bool {
    let info = attribute_of(found, AD_INFO);
    let known = !info.is_empty();
    known && attribute_of(info, AD_INFO_PARTNER_MAC).iter().all(|&byte| byte == 0)
}
