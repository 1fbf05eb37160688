//! The layout in which interfaces are shown: BusyBox's, to the byte.

use super::{Table, Text};

/// Declares the parts of the layout, with their texts.
macro_rules! parts {
    ($($(#[$doc:meta])* $Name:ident = $text:literal;)*) => {
        /// A part of the layout.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Layout { $($(#[$doc])* $Name,)* }

        /// The text of each part.
        pub const PARTS: &[&str] = &[$($text,)*];
    };
}

parts! {
    /// The hardware and the IPv4 address. The name of the interface is before it.
    Start = " Link encap:{hardware}{portsel?Media:{port}{automedia?(auto)}}\n\
        {address?          inet addr:{address} {point-to-point? P-t-P:{peer} }\
        {broadcast? Bcast:{broadcast} } Mask:{netmask}\n}";
    /// An IPv6 address follows,
    Ipv6 = "          inet6 addr: ";
    /// and then its prefix and its scope.
    Ipv6Scope = "/{prefix} Scope:{scope}\n";
    /// A number of bytes, and the same in a unit.
    Size = "{bytes} ({whole}.{tenths} {unit})";
    /// Everything from the flags on.
    Rest = "          {up?UP }{broadcast?BROADCAST }{debug?DEBUG }{loopback?LOOPBACK }\
        {point-to-point?POINTOPOINT }{notrailers?NOTRAILERS }{running?RUNNING }{noarp?NOARP }\
        {promisc?PROMISC }{allmulti?ALLMULTI }{slave?SLAVE }{master?MASTER }{multicast?MULTICAST }\
        {no flags?[NO FLAGS] } MTU:{mtu}  Metric:1\n\
        {statistics?          RX packets:{rx packets} errors:{rx errors} dropped:{rx dropped} \
        overruns:{rx overruns} frame:{rx frame}\n\
        {compressed?             compressed:{rx compressed}\n}          \
        TX packets:{tx packets} errors:{tx errors} dropped:{tx dropped} \
        overruns:{tx overruns} carrier:{carrier}\n          \
        collisions:{collisions} {compressed?compressed:{tx compressed} }\
        {txqueuelen?txqueuelen:{txqueuelen} }\n          \
        RX bytes:{rx bytes}  TX bytes:{tx bytes}\n}\
        {map?          {irq?Interrupt:{irq} }{base address?Base address:0x{base address} }\
        {memory?Memory:{memory start}-{memory end} }{dma?DMA chan:{dma} }\n}\n";
}

impl From<Layout> for Text {
    fn from(part: Layout) -> Self {
        Table::Parts.text(part as u8)
    }
}

/// Declares texts for certain numbers, and one for all others.
macro_rules! choice {
    ($TEXTS:ident, $KEYS:ident: $int:ty { $($key:expr => $text:literal,)* else => $other:literal, }) => {
        pub const $TEXTS: &[&str] = &[$($text,)* $other];
        static $KEYS: [$int; $TEXTS.len() - 1] = [$($key,)*];
    };
}

// The titles of hardware types: ARPHRD_* of linux/if_arp.h.
choice! {
    TITLES, HARDWARE_KEYS: u16 {
        ARPHRD_ETHER => "Ethernet  HWaddr {hwaddr}  ",
        ARPHRD_LOOPBACK => "Local Loopback  ",
        ARPHRD_PPP => "Point-to-Point Protocol  ",
        ARPHRD_SIT => "IPv6-in-IPv4  ",
        ARPHRD_INFINIBAND => "InfiniBand  HWaddr {long hwaddr}  ",
        else => "UNSPEC  HWaddr {long hwaddr}  ",
    }
}

const ARPHRD_ETHER: u16 = 1;
const ARPHRD_INFINIBAND: u16 = 32;
const ARPHRD_PPP: u16 = 512;
const ARPHRD_LOOPBACK: u16 = 772;
const ARPHRD_SIT: u16 = 776;

// The scopes of IPv6 addresses, as /proc/net/if_inet6 has them.
choice! {
    SCOPES, SCOPE_KEYS: u8 {
        0x20 => "Link",
        0x00 => "Global",
        0x10 => "Host",
        0x40 => "Site",
        0x80 => "Compat",
        else => "Unknown",
    }
}

// In these, the last text is for all other numbers.
/// The units: 1024 bytes to the power of the number.
pub const UNITS: &[&str] = &["B", "KiB", "MiB", "GiB", "TiB"];
/// The ports of network cards: IF_PORT_* of linux/netdevice.h.
pub const PORTS: &[&str] =
    &["unknown", "10base2", "10baseT", "AUI", "100baseT", "100baseTX", "100baseFX", "unknown"];

/// The title of a hardware type.
pub fn title(hardware: u32) -> Text {
    Table::Titles.find(HARDWARE_KEYS.iter().map(|&known| known.into()), hardware)
}

/// The scope of an IPv6 address.
pub fn scope(scope: u32) -> Text {
    Table::Scopes.find(SCOPE_KEYS.iter().map(|&known| known.into()), scope & 0xf0)
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
        let port = |number| Table::Ports.nth(number).to_string();
        assert_eq!(port(6), "100baseFX");
        assert_eq!(port(7), "unknown");
        assert_eq!(port(255), "unknown");
        assert_eq!(Table::Units.nth(4).to_string(), "TiB");
        assert_eq!(scope(0xf0).to_string(), "Unknown");
        assert_eq!(scope(0x2f).to_string(), "Link");
    }
}
