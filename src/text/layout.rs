//! How an interface is shown: the classic's layout, to the byte.

use super::printer::bit;
use super::{Entry, Key};

/// The parts of the layout, in their order, and what is filled in.
///
/// Of the [facts](super::Printer::facts), `@` to `O` are the bits of `ifr_flags`; of the
/// [numbers](super::Printer::numbers), `a` to `p` are the columns of /proc/net/dev.
pub enum Layout {}

impl Layout {
    /// The hardware type, ARPHRD_* of `linux/if_arp.h`.
    pub const fn title(hardware: u16) -> Key {
        // No other key begins with 0xa0 to 0xa3, and no type that has a title makes it have a 0.
        hardware.wrapping_add(0xa001).to_be_bytes()
    }
    /// A hardware type without a title.
    pub const UNSPEC: Key = [1, Self::PART];

    /// `ifmap.port`
    pub const fn port(port: u8) -> Key {
        [port.wrapping_add(1), Self::PORT]
    }
    /// A port without a name.
    pub const UNKNOWN_PORT: Key = Self::port(0);

    /// The end of the line, and the IPv4 address.
    pub const IPV4: Key = [2, Self::PART];

    /// An IPv6 address follows.
    pub const IPV6: Key = [3, Self::PART];
    /// Its prefix and scope: those of /proc/net/if_inet6.
    pub const fn scope(scope: u8) -> Key {
        [scope & 0xf0 | 1, Self::SCOPE]
    }
    /// A scope without a name.
    pub const UNKNOWN_SCOPE: Key = [4, Self::PART];

    /// All from the flags on.
    pub const REST: Key = [5, Self::PART];

    /// A number of bytes in a unit: 1024 to this power.
    pub const fn unit(power: u8) -> Key {
        [power + 1, Self::UNIT]
    }

    const PART: u8 = 0xfe;
    const PORT: u8 = 0xfd;
    const SCOPE: u8 = 0xfc;
    const UNIT: u8 = 0xfb;
}

#[allow(missing_docs)] // The texts below tell.
impl Layout {
    pub const PORTSEL: u8 = b'M';
    pub const NO_FLAGS: u8 = b'^';
    pub const BROADCAST: u8 = b'A';
    pub const POINTOPOINT: u8 = b'D';
    pub const STATISTICS: u8 = b'R';
    pub const COMPRESSED: u8 = b'S';
    pub const TXQUEUELEN: u8 = b'T';
    /// The number that a hardware address is.
    pub const HWADDR: u8 = b'{';
    pub const ADDRESS: u8 = b'U';
    pub const MAP: u8 = b'V';
    pub const INTERRUPT: u8 = b'W';
    pub const BASE_ADDRESS: u8 = b'X';
    pub const MEMORY: u8 = b'Y';
    pub const DMA: u8 = b'Z';
    /// Any of these four.
    pub const IN_MAP: u32 =
        bit(Self::INTERRUPT) | bit(Self::BASE_ADDRESS) | bit(Self::MEMORY) | bit(Self::DMA);
}

/// The texts: those first that are looked up most.
pub const TABLE: &[Entry] = &[
    (Layout::title(ARPHRD_ETHER), " Link encap:Ethernet  HWaddr !:  "),
    (Layout::title(ARPHRD_LOOPBACK), " Link encap:Local Loopback  "),
    (Layout::UNSPEC, " Link encap:UNSPEC  HWaddr !-  "),
    (Layout::IPV4, "\n{U          inet addr:&s {D P-t-P:&t }{A Bcast:&u } Mask:&v\n}"),
    (Layout::unit(0), "#s (#t.#u B)"),
    (Layout::unit(1), "#s (#t.#u KiB)"),
    (Layout::unit(2), "#s (#t.#u MiB)"),
    (Layout::unit(3), "#s (#t.#u GiB)"),
    (Layout::unit(4), "#s (#t.#u TiB)"),
    (Layout::IPV6, "          inet6 addr: "),
    (Layout::scope(0x20), "/#s Scope:Link\n"),
    (Layout::scope(0x00), "/#s Scope:Global\n"),
    (Layout::scope(0x10), "/#s Scope:Host\n"),
    (
        Layout::REST,
        "          {@UP }{ABROADCAST }{BDEBUG }{CLOOPBACK }{DPOINTOPOINT }{ENOTRAILERS }\
         {FRUNNING }{GNOARP }{HPROMISC }{IALLMULTI }{KSLAVE }{JMASTER }{LMULTICAST }\
         {^[NO FLAGS] } MTU:#q  Metric:1\n\
         {R          RX packets:#b errors:#c dropped:#d overruns:#e frame:#f\n\
         {S             compressed:#g\n}          \
         TX packets:#j errors:#k dropped:#l overruns:#m carrier:#o\n          \
         collisions:#n {Scompressed:#p }{Ttxqueuelen:#r }\n          \
         RX bytes:%a  TX bytes:%i\n}\
         {V          {WInterrupt:#w }{XBase address:0x$x }{YMemory:$y-$z }\
         {ZDMA chan:$` }\n}\n",
    ),
    (Layout::scope(0x40), "/#s Scope:Site\n"),
    (Layout::scope(0x80), "/#s Scope:Compat\n"),
    (Layout::UNKNOWN_SCOPE, "/#s Scope:Unknown\n"),
    (Layout::title(ARPHRD_PPP), " Link encap:Point-to-Point Protocol  "),
    (Layout::title(ARPHRD_SIT), " Link encap:IPv6-in-IPv4  "),
    (Layout::title(ARPHRD_INFINIBAND), " Link encap:InfiniBand  HWaddr !-  "),
    (Layout::port(0), "Media:unknown{N(auto)}"),
    (Layout::port(1), "Media:10base2{N(auto)}"),
    (Layout::port(2), "Media:10baseT{N(auto)}"),
    (Layout::port(3), "Media:AUI{N(auto)}"),
    (Layout::port(4), "Media:100baseT{N(auto)}"),
    (Layout::port(5), "Media:100baseTX{N(auto)}"),
    (Layout::port(6), "Media:100baseFX{N(auto)}"),
];

const ARPHRD_ETHER: u16 = 1;
const ARPHRD_INFINIBAND: u16 = 32;
const ARPHRD_PPP: u16 = 512;
const ARPHRD_LOOPBACK: u16 = 772;
const ARPHRD_SIT: u16 = 776;
