//! The layout in which interfaces and the state of bonds are shown: BusyBox's, to the byte.

use super::{Table, Text};

/// The parts of the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Layout {
    /// The hardware and the IPv4 address. The name of the interface is before it.
    Start,
    /// An IPv6 address follows.
    Ipv6,
    /// Its prefix and its scope.
    Ipv6Scope,
    /// A number of bytes, and the same in a unit.
    Size,
    /// Everything from the flags on.
    Rest,
}

/// The text of each part.
pub const TEXTS: &[&str] = &[
    " Link encap:{hardware}{portsel?Media:{port}{automedia?(auto)}}\n\
     {address?          inet addr:{address} {point-to-point? P-t-P:{peer} }\
     {broadcast? Bcast:{broadcast} } Mask:{netmask}\n}",
    "          inet6 addr: ",
    "/{prefix} Scope:{scope}\n",
    "{bytes} ({whole}.{tenths} {unit})",
    "          {up?UP }{broadcast?BROADCAST }{debug?DEBUG }{loopback?LOOPBACK }\
     {point-to-point?POINTOPOINT }{notrailers?NOTRAILERS }{running?RUNNING }{noarp?NOARP }\
     {promisc?PROMISC }{allmulti?ALLMULTI }{slave?SLAVE }{master?MASTER }{multicast?MULTICAST }\
     {no flags?[NO FLAGS] } MTU:{mtu}  Metric:1\n\
     {statistics?          RX packets:{rx packets} errors:{rx errors} \
     dropped:{rx dropped} overruns:{rx overruns} frame:{rx frame}\n\
     {compressed?             compressed:{rx compressed}\n}          \
     TX packets:{tx packets} errors:{tx errors} \
     dropped:{tx dropped} overruns:{tx overruns} carrier:{carrier}\n          \
     collisions:{collisions} {compressed?compressed:{tx compressed} }\
     {txqueuelen?txqueuelen:{txqueuelen} }\n          \
     RX bytes:{rx bytes}  TX bytes:{tx bytes}\n}\
     {map?          {irq?Interrupt:{irq} }{base address?Base address:0x{base address} }\
     {memory?Memory:{memory start}-{memory end} }{dma?DMA chan:{dma} }\n}\n",
];

impl From<Layout> for Text {
    fn from(part: Layout) -> Self {
        Table::Layout.text(part as u8)
    }
}

/// The units of 1024 bytes to the power of 0 to 4.
pub const UNITS: &[&str] = &["B", "KiB", "MiB", "GiB", "TiB"];

/// The titles of hardware types; the last one is for all others.
pub const TITLES: &[&str] = &[
    "Ethernet  HWaddr {hwaddr}  ",
    "Local Loopback  ",
    "Point-to-Point Protocol  ",
    "IPv6-in-IPv4  ",
    "InfiniBand  HWaddr {long hwaddr}  ",
    "UNSPEC  HWaddr {long hwaddr}  ",
];
static HARDWARE_KEYS: [u16; 5] =
    [ARPHRD_ETHER, ARPHRD_LOOPBACK, ARPHRD_PPP, ARPHRD_SIT, ARPHRD_INFINIBAND];

// From linux/if_arp.h.
const ARPHRD_ETHER: u16 = 1;
const ARPHRD_INFINIBAND: u16 = 32;
const ARPHRD_PPP: u16 = 512;
const ARPHRD_LOOPBACK: u16 = 772;
const ARPHRD_SIT: u16 = 776;

/// The scopes of IPv6 addresses; the last one is for all others.
pub const SCOPES: &[&str] = &["Link", "Global", "Host", "Site", "Compat", "Unknown"];
static SCOPE_KEYS: [u8; 5] = [0x20, 0x00, 0x10, 0x40, 0x80];

/// The ports of `ifmap`; the last one is for all others.
pub const PORTS: &[&str] =
    &["unknown", "10base2", "10baseT", "AUI", "100baseT", "100baseTX", "100baseFX", "unknown"];

/// Names of the bonding driver: modes, states of slaves, and states of their links. After each of these, there is
/// one for all others.
#[cfg(feature = "boot")]
pub const BONDING: &[&str] = &[
    "balance-rr",
    "active-backup",
    "balance-xor",
    "broadcast",
    "802.3ad",
    "balance-tlb",
    "balance-alb",
    "{other mode}",
    "active",
    "backup",
    "",
    "up",
    "going down",
    "down",
    "going back",
    "",
];

/// The title of a hardware type, ARPHRD_*.
pub fn title(hardware: u64) -> Text {
    Table::Titles.find(HARDWARE_KEYS.iter().map(|&known| known.into()), hardware)
}

/// The scope of an IPv6 address, as /proc/net/if_inet6 has it.
pub fn scope(scope: u64) -> Text {
    Table::Scopes.find(SCOPE_KEYS.iter().map(|&known| known.into()), scope & 0xf0)
}

/// The unit of 1024 bytes to this power.
pub fn unit(power: u64) -> Text {
    nth(Table::Units, 0, power, 4)
}

/// The port of a network card.
pub fn port(port: u64) -> Text {
    nth(Table::Ports, 0, port, 7)
}

/// The mode of a bond.
#[cfg(feature = "boot")]
pub fn mode(mode: u64) -> Text {
    nth(Table::Bonding, 0, mode, 7)
}

/// The state of a slave.
#[cfg(feature = "boot")]
pub fn state(state: u64) -> Text {
    nth(Table::Bonding, 8, state, 2)
}

/// The state of a slave's link.
#[cfg(feature = "boot")]
pub fn link(link: u64) -> Text {
    nth(Table::Bonding, 11, link, 4)
}

/// A text of a list that begins at `first`; after `last` others, there is one for all other numbers.
#[allow(clippy::cast_possible_truncation)] // It is at most `last`.
fn nth(table: Table, first: u8, number: u64, last: u8) -> Text {
    table.text(first + number.min(last.into()) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hardware_type_has_a_title_or_the_last_one() {
        assert_eq!(title(1), Table::Titles.text(0));
        assert_eq!(title(776), Table::Titles.text(3));
        for hardware in [0, 2, 775, 777, 0xfffe, 0xffff] {
            assert!(title(hardware).to_string().starts_with("UNSPEC"), "{hardware}");
        }
    }

    #[test]
    fn a_number_without_a_name_has_the_last_one() {
        assert_eq!(port(6).to_string(), "100baseFX");
        assert_eq!(port(7).to_string(), "unknown");
        assert_eq!(port(255).to_string(), "unknown");
        assert_eq!(scope(0xf0).to_string(), "Unknown");
        assert_eq!(scope(0x2f).to_string(), "Link");
    }
}
