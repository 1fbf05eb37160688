// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interfaces: what they are, how a test describes one, and how the kernel keeps its addresses.

use ifenslave::netdevice::Map;
use std::collections::BTreeSet;
use std::fmt;
use std::net::Ipv4Addr;

use super::options::Options;

/// IFF_* of `linux/if.h`.
pub mod iff {
    pub const UP: u16 = 0x1;
    pub const BROADCAST: u16 = 0x2;
    pub const DEBUG: u16 = 0x4;
    pub const LOOPBACK: u16 = 0x8;
    pub const POINTOPOINT: u16 = 0x10;
    pub const NOTRAILERS: u16 = 0x20;
    pub const RUNNING: u16 = 0x40;
    pub const NOARP: u16 = 0x80;
    pub const PROMISC: u16 = 0x100;
    pub const ALLMULTI: u16 = 0x200;
    pub const MASTER: u16 = 0x400;
    pub const SLAVE: u16 = 0x800;
    pub const MULTICAST: u16 = 0x1000;
    pub const PORTSEL: u16 = 0x2000;
    pub const AUTOMEDIA: u16 = 0x4000;
    pub const DYNAMIC: u16 = 0x8000;
}

/// ARPHRD_ETHER
pub const ETHERNET: u16 = 1;
/// ARPHRD_LOOPBACK
const LOOPBACK: u16 = 772;

/// An interface.
#[derive(Clone, PartialEq)]
pub struct Interface {
    pub name: String,
    pub index: u32,
    pub flags: u16,
    pub mtu: u32,
    pub max_mtu: u32,
    /// Whether its cable is plugged in.
    pub link: bool,
    /// What its bond says of the link, BOND_LINK_*, where that is not what the cable says: it waits.
    pub bond_link: Option<i8>,
    /// How often its bond has seen the link fail.
    pub failures: u32,
    pub hwaddr: HwAddr,
    /// Alternative names, of any length.
    pub alternative_names: Vec<String>,
    /// Primary addresses first, each in the order of its coming.
    pub ipv4: Vec<Ipv4>,
    pub ipv6: BTreeSet<Ipv6>,
    /// Routes through it that an administrator added.
    pub routes: BTreeSet<Route>,
    pub role: Role,
    /// The index of the bridge that a VLAN or a bond is a port of; else 0.
    pub master: u32,
    /// A bond's options, but for its mode.
    pub options: Options,
    /// Whether what is at the other end of its cable speaks LACP.
    pub partner: bool,
    /// Of a slave in 802.3ad: its aggregator, the state of its port, and the states of churn detection, where they are
    /// not those of a port in the active aggregator.
    pub port: Option<Port>,
    /// The most packets that wait to be sent.
    pub txqueuelen: u32,
    pub map: Map,
    /// The columns of /proc/net/dev.
    pub statistics: [u64; 16],
}

/// A port of 802.3ad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port {
    pub aggregator: u16,
    /// LACP_STATE_*
    pub state: u8,
    /// AD_CHURN_* of both ends; recent kernels alone report them.
    pub churn: Option<[u8; 2]>,
}

/// A hardware address.
#[derive(Clone, Copy)]
pub struct HwAddr {
    /// ARPHRD_*
    pub kind: u16,
    pub bytes: [u8; 14],
    pub origin: Origin,
}

/// Where a hardware address comes from (`addr_assign_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// 0: the card's own.
    Permanent,
    /// 1: made up by the kernel.
    Random,
    /// 2: a bond's, from its first slave.
    Stolen,
    /// 3: set from outside.
    Set,
}

impl PartialEq for HwAddr {
    /// One that is made up is as good as another.
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.origin == other.origin
            && (self.bytes == other.bytes || self.origin == Origin::Random)
    }
}

/// What an interface is to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its own master.
    Free,
    /// A port of a bridge.
    BridgePort,
    /// A port of the bridge with this index.
    Port(u32),
    /// A bridge.
    Bridge,
    /// A VLAN with this ID, on the interface with this index.
    Vlan { id: u16, device: u32 },
    /// A slave, and what the driver gives back on release.
    Slave { bond: String, own_mtu: u32, own_hwaddr: [u8; 14] },
    /// A bond.
    Bond { mode: Mode, slaves: Vec<String>, active: Option<String> },
}

/// The mode of a bond, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the driver's word for it")]
pub enum Mode {
    BalanceRr = 0,
    ActiveBackup = 1,
    BalanceXor = 2,
    Broadcast = 3,
    Lacp = 4,
    BalanceTlb = 5,
    BalanceAlb = 6,
    /// One of a driver to come.
    Unheard = 7,
}

impl Mode {
    /// By their numbers.
    pub const ALL: [Self; 7] = [
        Self::BalanceRr,
        Self::ActiveBackup,
        Self::BalanceXor,
        Self::Broadcast,
        Self::Lacp,
        Self::BalanceTlb,
        Self::BalanceAlb,
    ];
}

/// An IPv4 address of an interface.
#[derive(Clone, PartialEq, Eq)]
pub struct Ipv4 {
    pub local: Ipv4Addr,
    /// The address itself but on a point-to-point link.
    pub destination: Ipv4Addr,
    pub mask: Ipv4Addr,
    pub broadcast: Ipv4Addr,
    pub label: String,
    pub secondary: bool,
}

impl Ipv4 {
    /// The same address on another interface.
    pub fn moved(&self, from: &str, to: &str) -> Self {
        Self { label: self.label.replacen(from, to, 1), ..self.clone() }
    }

    fn network(&self) -> (Ipv4Addr, Ipv4Addr) {
        (self.mask, self.destination & self.mask)
    }
}

/// An IPv6 address of an interface, with its prefix length: nothing here looks into it.
pub type Ipv6 = String;

/// A route, in the words of ip-route(8): nothing here looks into it.
pub type Route = String;

/// A bond in active-backup mode, up, with a hardware address that the kernel made up.
pub fn bond(name: &str) -> Interface {
    let mode = Mode::ActiveBackup;
    let role = Role::Bond { mode, slaves: Vec::new(), active: None };
    let flags = iff::BROADCAST | iff::MULTICAST | iff::MASTER;
    let mut bond = Interface { role, flags, max_mtu: 65535, ..ethernet(name) }.up();
    bond.hwaddr.origin = Origin::Random;
    bond
}

/// An Ethernet card, down, without addresses.
pub fn ethernet(name: &str) -> Interface {
    Interface {
        name: name.into(),
        index: 0,
        flags: iff::BROADCAST | iff::MULTICAST,
        mtu: 1500,
        max_mtu: 9216,
        link: true,
        bond_link: None,
        failures: 0,
        hwaddr: HwAddr { kind: ETHERNET, bytes: [0; 14], origin: Origin::Permanent },
        alternative_names: Vec::new(),
        ipv4: Vec::new(),
        ipv6: BTreeSet::new(),
        routes: BTreeSet::new(),
        role: Role::Free,
        master: 0,
        options: Options::default(),
        partner: true,
        port: None,
        txqueuelen: 1000,
        map: Map::default(),
        statistics: [0; 16],
    }
}

/// `lo`, up, with its addresses.
pub fn loopback() -> Interface {
    let flags = iff::LOOPBACK | iff::UP | iff::RUNNING;
    let hwaddr = HwAddr { kind: LOOPBACK, bytes: [0; 14], origin: Origin::Permanent };
    let lo = Interface { flags, mtu: 65535, max_mtu: 65535, hwaddr, ..ethernet("lo") };
    lo.address("127.0.0.1/8").address("::1/128")
}

/// What a test says of an interface.
impl Interface {
    /// It is up, with the link-local address that an interface gets then.
    pub fn up(mut self) -> Self {
        self.flags |= iff::UP | iff::RUNNING;
        self.ipv6.insert(LINK_LOCAL.into());
        self
    }

    /// It is down.
    pub fn down(mut self) -> Self {
        self.set_up(false);
        self
    }

    /// Its cable is not plugged in.
    pub fn unplugged(mut self) -> Self {
        self.link = false;
        self.flags &= !iff::RUNNING;
        self
    }

    /// What its bond says of the link, BOND_LINK_*, and how often it has seen it fail.
    pub fn seen_by_bond(mut self, link: i8, failures: u32) -> Self {
        (self.bond_link, self.failures) = (Some(link), failures);
        self
    }

    /// These further IFF_* are set.
    pub fn flags(mut self, flags: u16) -> Self {
        self.flags |= flags;
        self
    }

    /// Its MTU, in bytes.
    pub fn mtu(mut self, mtu: u32) -> Self {
        self.mtu = mtu;
        self
    }

    /// The largest MTU that it can have.
    pub fn max_mtu(mut self, mtu: u32) -> Self {
        self.max_mtu = mtu;
        self
    }

    /// Its hardware address was set to this.
    pub fn hwaddr(mut self, mac: [u8; 6]) -> Self {
        self.hwaddr = HwAddr { bytes: padded(mac), origin: Origin::Set, ..self.hwaddr };
        self
    }

    /// It has this alternative name, too.
    pub fn also_called(mut self, name: &str) -> Self {
        self.alternative_names.push(name.into());
        self
    }

    /// The hardware address by which a card is known: not that of its bond, and none for a bond.
    pub fn permanent_mac(&self) -> Option<[u8; 6]> {
        match &self.role {
            Role::Bond { .. } | Role::Bridge | Role::Vlan { .. } => None,
            Role::Slave { own_hwaddr, .. } => own_hwaddr.first_chunk().copied(),
            _ => Some(self.mac()),
        }
    }

    /// It has the hardware address 00:00:00:00:00:00, as a bond of 2.4 has at first.
    pub fn no_hwaddr(self) -> Self {
        self.hwaddr([0; 6])
    }

    /// Its hardware is of this ARPHRD_* type.
    pub fn kind(mut self, kind: u16) -> Self {
        self.hwaddr.kind = kind;
        self
    }

    /// Its hardware is of this ARPHRD_* type, and this is what the kernel reports of its address.
    pub fn hardware(mut self, kind: u16, bytes: [u8; 14]) -> Self {
        self.hwaddr = HwAddr { kind, bytes, origin: Origin::Set };
        self
    }

    /// No more packets than these wait to be sent.
    pub fn txqueuelen(mut self, packets: u32) -> Self {
        self.txqueuelen = packets;
        self
    }

    /// Where the card is.
    pub fn map(mut self, map: Map) -> Self {
        self.map = map;
        self
    }

    /// What it has received and sent: the columns of /proc/net/dev.
    pub fn statistics(mut self, columns: [u64; 16]) -> Self {
        self.statistics = columns;
        self
    }

    /// It is in a bridge.
    pub fn in_a_bridge(mut self) -> Self {
        self.role = Role::BridgePort;
        self
    }

    /// The bond's mode.
    pub fn mode(mut self, new: Mode) -> Self {
        if let Role::Bond { mode, .. } = &mut self.role {
            *mode = new;
        }
        self.options.is_lacp = new == Mode::Lacp;
        self
    }

    /// One of the bond's options has this number.
    pub fn option(mut self, name: &str, value: u32) -> Self {
        self.options.set(name, value);
        self
    }

    /// What is at the other end of its cable does not speak LACP.
    pub fn without_partner(mut self) -> Self {
        self.partner = false;
        self
    }

    /// As a slave in 802.3ad, it is in this aggregator, and its port has this state, LACP_STATE_*.
    pub fn port(mut self, aggregator: u16, state: u8) -> Self {
        self.port = Some(Port { aggregator, state, churn: None });
        self
    }

    /// As a slave in 802.3ad, its port and its partner's have these AD_CHURN_*.
    pub fn churn(mut self, states: [u8; 2]) -> Self {
        if let Some(port) = &mut self.port {
            port.churn = Some(states);
        }
        self
    }

    /// How often the bond looks at its slaves' links, in milliseconds.
    pub fn miimon(self, milliseconds: u32) -> Self {
        self.option("miimon", milliseconds)
    }

    /// One more address, in the words of ip-address(8): `192.0.2.1/24 brd 192.0.2.255 peer
    /// 192.0.2.9 label eth0:web`, or an IPv6 address.
    pub fn address(mut self, text: &str) -> Self {
        let mut words = text.split_whitespace();
        let (local, prefix) = words.next().unwrap().split_once('/').unwrap();
        if local.contains(':') {
            self.ipv6.insert(text.into());
            return self;
        }
        let ip = |text: &str| text.parse::<Ipv4Addr>().unwrap();
        let mut address = Ipv4 {
            local: ip(local),
            destination: ip(local),
            mask: mask_of(prefix.parse().unwrap()),
            broadcast: Ipv4Addr::UNSPECIFIED,
            label: self.name.clone(),
            secondary: false,
        };
        while let (Some(what), Some(value)) = (words.next(), words.next()) {
            match what {
                "brd" => address.broadcast = ip(value),
                "peer" => address.destination = ip(value),
                "label" => address.label = value.into(),
                _ => panic!("{what} is no word of an address"),
            }
        }
        self.insert(address);
        self
    }

    /// One more route through it, in the words of ip-route(8).
    pub fn route(mut self, text: &str) -> Self {
        self.routes.insert(text.into());
        self
    }

    /// A card has a hardware address from its making, a bond has one that the kernel makes up.
    pub fn make_up_hwaddr(&mut self, index: u32) {
        let [.., high, low] = index.to_be_bytes();
        match self.hwaddr.origin {
            Origin::Permanent if self.hwaddr.kind != LOOPBACK => {
                self.hwaddr.bytes = padded([0x52, 0x54, 0, 0, high, low]);
            }
            Origin::Random => self.hwaddr.bytes = padded([0x02, 0, 0xff, 0, high, low]),
            _ => {}
        }
    }
}

/// The link-local address. Which one does not matter here.
const LINK_LOCAL: &str = "fe80::1/64";

/// What a test asks of an interface, and what the kernel does with it.
impl Interface {
    pub fn is_up(&self) -> bool {
        self.flags & iff::UP != 0
    }

    /// Its Ethernet address.
    pub fn mac(&self) -> [u8; 6] {
        *self.hwaddr.bytes.first_chunk().unwrap()
    }

    /// Its addresses, IPv4 and then IPv6, in the words of ip-address(8).
    pub fn addresses(&self) -> Vec<String> {
        let ipv4 = self.ipv4.iter().map(|address| format!("{address:?}"));
        ipv4.chain(self.ipv6.iter().cloned()).collect()
    }

    /// Brings it up or down. What goes down loses its IPv6 addresses and its routes; what comes up
    /// gets a link-local address, but for a slave.
    pub fn set_up(&mut self, up: bool) {
        if up && !self.is_up() {
            self.flags |= iff::UP | if self.link { iff::RUNNING } else { 0 };
            if self.flags & iff::SLAVE == 0 {
                self.ipv6.insert(LINK_LOCAL.into());
            }
        } else if !up {
            self.flags &= !(iff::UP | iff::RUNNING);
            self.ipv6.clear();
            self.routes.clear();
        }
    }

    /// Two names have been exchanged: what belongs together still does.
    pub fn knows(&mut self, a: &str, b: &str) {
        let rename = |name: &mut String| {
            if name == a {
                *name = b.into();
            } else if name == b {
                *name = a.into();
            }
        };
        match &mut self.role {
            Role::Bond { slaves, active, .. } => slaves.iter_mut().chain(active).for_each(rename),
            Role::Slave { bond, .. } => rename(bond),
            _ => {}
        }
    }

    /// Whether IPv4 is possible on it: below 68 bytes an MTU is too small.
    pub fn has_ipv4(&self) -> bool {
        self.mtu >= 68
    }

    /// Sets the MTU. If it is too small for IPv4, the addresses go.
    pub fn set_mtu(&mut self, mtu: u32) {
        self.mtu = mtu;
        if !self.has_ipv4() {
            self.ipv4.clear();
        }
    }

    /// Adds an IPv4 address, if it is not there: after those of its kind, and as a secondary
    /// one where the same network has one already.
    pub fn insert(&mut self, mut address: Ipv4) {
        let same = || self.ipv4.iter().filter(|known| known.network() == address.network());
        if same().any(|known| known.local == address.local) {
            return;
        }
        address.secondary = same().next().is_some();
        let primaries = self.ipv4.iter().filter(|known| !known.secondary).count();
        let at = if address.secondary { self.ipv4.len() } else { primaries };
        self.ipv4.insert(at, address);
    }

    /// The process whose `--try` has marked it; 0 if there is none.
    pub fn tried_by(&self) -> u32 {
        let mark = self.alternative_names.iter().find_map(|name| name.strip_prefix("try-"));
        mark.and_then(|mark| mark.split('-').next()?.parse().ok()).unwrap_or(0)
    }

    /// Removes an IPv4 address, if it is there; with a primary one go the secondary ones of its
    /// network.
    pub fn remove(&mut self, address: &Ipv4) {
        let same = |known: &Ipv4| known.local == address.local && known.mask == address.mask;
        let Some(at) = self.ipv4.iter().position(same) else { return };
        let gone = self.ipv4.remove(at);
        if !gone.secondary {
            self.ipv4.retain(|known| !known.secondary || known.network() != gone.network());
        }
    }
}

/// An Ethernet address as `sa_data`.
pub fn padded(mac: [u8; 6]) -> [u8; 14] {
    let mut bytes = [0; 14];
    bytes[..6].copy_from_slice(&mac);
    bytes
}

/// The mask of a prefix.
pub fn mask_of(prefix: u32) -> Ipv4Addr {
    u32::MAX.checked_shl(32 - prefix).unwrap_or(0).into()
}

impl fmt::Debug for Ipv4 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.local, self.mask.to_bits().count_ones())?;
        if self.destination != self.local {
            write!(f, " peer {}", self.destination)?;
        }
        if !self.broadcast.is_unspecified() {
            write!(f, " brd {}", self.broadcast)?;
        }
        write!(f, " label {}", self.label)?;
        if self.secondary { write!(f, " secondary") } else { Ok(()) }
    }
}

impl fmt::Debug for HwAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "type {} ", self.kind)?;
        for byte in self.bytes.iter().take(6) {
            write!(f, "{byte:02x}:")?;
        }
        write!(f, " {:?}", self.origin)
    }
}

impl fmt::Debug for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: flags {:#x}, MTU {}, {:?}, ", self.name, self.flags, self.mtu, self.hwaddr)?;
        write!(f, "{:?}, {:?}, {:?}", self.addresses(), self.routes, self.role)?;
        if let Role::Bond { .. } = self.role { write!(f, ", {:?}", self.options) } else { Ok(()) }
    }
}
