// SPDX-License-Identifier: MIT OR Apache-2.0
//! RTM_GETLINK and RTM_NEWLINK: the state of one interface.

use super::altname::{IFLA_ALT_IFNAME, tried_by};
use super::message::{
    Attributes, Buffer, LinkRecord, NLM_F_ACK, NLM_F_DUMP, RTM_GETLINK, RTM_NEWLINK, append,
    attribute, attributes_after, int, put, read, record, start, start_link,
};
use super::socket::Each;
use super::state::SlaveState;
use super::{Socket, until_complete};
use crate::HAS_BOOT;
use crate::netdevice::ifname::IfName;
use crate::netdevice::ifreq::Flags;
use crate::parse::{place, until};
use crate::sys::errno::{Errno, Result};

// Attributes of an interface (linux/if_link.h).
pub const IFLA_ADDRESS: u16 = 1;
pub const IFLA_IFNAME: u16 = 3;
pub const IFLA_MTU: u16 = 4;
pub(super) const IFLA_MASTER: u16 = 10;
pub const IFLA_OPERSTATE: u16 = 16;
pub const IFLA_LINKINFO: u16 = 18;
const IFLA_EXT_MASK: u16 = 29;
pub(super) const IFLA_CARRIER: u16 = 33;
pub(super) const IFLA_MIN_MTU: u16 = 50;
pub(super) const IFLA_MAX_MTU: u16 = 51;
const IFLA_PERM_ADDRESS: u16 = 54;
// Of IFLA_LINKINFO.
pub const IFLA_INFO_KIND: u16 = 1;
pub const IFLA_INFO_DATA: u16 = 2;
pub const IFLA_INFO_SLAVE_KIND: u16 = 4;
pub const IFLA_INFO_SLAVE_DATA: u16 = 5;
/// IFLA_BOND_SLAVE_PERM_HWADDR
const IFLA_BOND_SLAVE_PERM_HWADDR: u16 = 4;

/// RTEXT_FILTER_SKIP_STATS of `linux/rtnetlink.h`: the kernel leaves out the counters.
const SKIP_STATS: u32 = 1 << 3;
/// IFF_RUNNING of `linux/if.h`
const IFF_RUNNING: u32 = 0x40;
/// IFF_UP
pub(super) const IFF_UP: u32 = 1;

/// The kind of a bond.
pub const BOND: &[u8] = b"bond";

/// How an interface is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By<'a> {
    /// By its index.
    Index(u32),
    /// By its name or an alternative name, which may have up to 127 bytes.
    Name(&'a [u8]),
}

/// The state of an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// IFLA_IFNAME
    pub name: IfName,
    /// `ifi_index`; 0 stands for an interface that does not exist.
    pub index: u32,
    /// The low half of `ifi_flags`.
    pub flags: Flags,
    /// IFLA_MTU, in bytes.
    pub mtu: u32,
    /// IFLA_MIN_MTU: its least possible MTU; 0 if the kernel does not report it (before 4.19).
    pub min_mtu: u32,
    /// IFLA_MAX_MTU: its largest possible MTU; 0 if there is no limit or the kernel does not report it.
    pub max_mtu: u32,
    /// IFLA_MASTER: the index of its bond, bridge or VRF; 0 if it has none.
    pub master: u32,
    /// IFLA_ADDRESS: the first six bytes of its hardware address, or zeros if it has fewer.
    pub hwaddr: [u8; 6],
    /// It is running (IFF_RUNNING) and has a carrier (IFLA_CARRIER).
    pub running: bool,
    /// The process that tries a change of it (`--try`); 0 if there is none. Only with the feature `boot`.
    pub tried_by: u32,
    /// Its state as its bond sees it. Read only by [`bond`].
    pub slave: SlaveState,
}

impl Link {
    /// An interface that does not exist.
    pub const NONE: Self = Self {
        name: IfName::NONE,
        index: 0,
        flags: Flags(0),
        mtu: 0,
        min_mtu: 0,
        max_mtu: 0,
        master: 0,
        hwaddr: [0; 6],
        running: false,
        tried_by: 0,
        slave: SlaveState::NONE,
    };
}

/// Reads the state of an interface into `link`. ENODEV if there is no such interface.
#[inline(never)]
pub fn link(socket: &Socket, by: By<'_>, link: &mut Link) -> Result<()> {
    get(socket, by, &mut |kind, message| _ = link.read(kind, message))
}

/// Reads the state of an interface into `link`; that of its link as its bond sees it, if it is a slave; and into
/// `options` those that it has as a bond. If it is none, it has no options.
pub fn bond(socket: &Socket, by: By<'_>, link: &mut Link, options: &mut Buffer) -> Result<()> {
    let mut room = Ok(());
    options.clear();
    get(socket, by, &mut |kind, message| {
        let attributes = link.read(kind, message);
        link.slave = SlaveState::read(slave_data(attributes));
        room = append(options, bond_data(attributes));
    })?;
    room
}

/// Asks for an interface, without counters.
pub(super) fn get(socket: &Socket, by: By<'_>, each: Each<'_>) -> Result<()> {
    let index = if let By::Index(index) = by { index } else { 0 };
    let mut request = Buffer::new();
    start_link(&mut request, RTM_GETLINK, 0, index);
    put(&mut request, IFLA_EXT_MASK, &SKIP_STATS.to_ne_bytes());
    if let By::Name(name) = by {
        let long = name.len() >= IfName::SIZE;
        put(&mut request, if long { IFLA_ALT_IFNAME } else { IFLA_IFNAME }, name);
    }
    match socket.ask(&mut request, each) {
        // Before Linux 5.5 there are no alternative names: a request without a name is invalid.
        Err(Errno::INVAL) if index == 0 => Err(Errno::NODEV),
        outcome => outcome,
    }
}

impl Link {
    /// Reads an RTM_NEWLINK message, and returns its attributes. (The alternative names may make it longer than the
    /// buffer; but everything that is of interest is before them.)
    #[inline(never)]
    pub fn read<'m>(&mut self, kind: u16, message: &'m mut [u8]) -> &'m mut [u8] {
        let Some(record) = record::<LinkRecord>(message).filter(|_| kind == RTM_NEWLINK) else {
            return &mut [];
        };
        let attributes = attributes_after::<LinkRecord>(message);
        // Before Linux 6.2, a new bond is running even without a carrier.
        let carrier = attribute(attributes, IFLA_CARRIER).first() != Some(&0);
        self.running = carrier && record.flags & IFF_RUNNING != 0;
        self.index = record.index;
        #[allow(clippy::cast_possible_truncation)] // The low half.
        {
            self.flags = Flags(record.flags as u16);
        }
        self.name.read(until(attribute(attributes, IFLA_IFNAME), 0), true);
        self.mtu = int(attributes, IFLA_MTU);
        self.min_mtu = int(attributes, IFLA_MIN_MTU);
        self.max_mtu = int(attributes, IFLA_MAX_MTU);
        self.master = int(attributes, IFLA_MASTER);
        self.hwaddr = read(attribute(attributes, IFLA_ADDRESS)).unwrap_or_default();
        if HAS_BOOT {
            self.tried_by = tried_by(attributes);
        }
        attributes
    }
}

/// The attributes that the bonding driver reports of an interface: those of a bond (IFLA_BOND_*), or those of a
/// slave (IFLA_BOND_SLAVE_*). Empty if `kind` says that it is none.
fn of_driver(attributes: &mut [u8], kind: u16, data: u16) -> &mut [u8] {
    for (found, info) in Attributes(attributes) {
        if found == IFLA_LINKINFO
            && attribute(info, kind).starts_with(BOND)
            && !attribute(info, data).is_empty()
        {
            return attribute(info, data);
        }
    }
    &mut []
}

/// The attributes of a bond, IFLA_BOND_*; empty if the interface is none.
pub fn bond_data(attributes: &mut [u8]) -> &mut [u8] {
    of_driver(attributes, IFLA_INFO_KIND, IFLA_INFO_DATA)
}

/// The attributes of a slave of a bond, IFLA_BOND_SLAVE_*; empty if the interface is none.
pub fn slave_data(attributes: &mut [u8]) -> &mut [u8] {
    of_driver(attributes, IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA)
}

/// Passes the message about each interface. EINTR if the list changed while it was read.
pub fn dump(socket: &Socket, each: Each<'_>) -> Result<()> {
    socket.open()?;
    let mut request = Buffer::new();
    start_all_links(&mut request);
    socket.ask(&mut request, each)
}

/// Brings the interface with this index up or down.
pub fn set_up(socket: &Socket, index: u32, up: bool) -> Result<()> {
    let flags = if up { IFF_UP } else { 0 };
    let record = LinkRecord { index, flags, change: IFF_UP, ..LinkRecord::default() };
    let mut request = Buffer::new();
    start(&mut request, RTM_NEWLINK, NLM_F_ACK, &record);
    socket.request(&mut request)
}

/// Starts a request for all interfaces, without counters.
pub(super) fn start_all_links(request: &mut Buffer) {
    start_link(request, RTM_GETLINK, NLM_F_DUMP, 0);
    put(request, IFLA_EXT_MASK, &SKIP_STATS.to_ne_bytes());
}

/// Returns the index of the card with this permanent hardware address. Interfaces on top of a card, which may have
/// its address, do not count. ENODEV if there is none, ENOTUNIQ if there are two.
#[inline(never)]
pub fn card(socket: &Socket, hwaddr: &[u8; 6]) -> Result<u32> {
    let (mut count, mut index) = (0, 0);
    let mut request = Buffer::new();
    start_all_links(&mut request);
    until_complete(|| {
        count = 0;
        socket.ask(&mut request, &mut |kind, message| {
            if kind == RTM_NEWLINK
                && let Some(record) = record::<LinkRecord>(message)
                && has_hwaddr(attributes_after::<LinkRecord>(message), hwaddr)
            {
                count += 1;
                index = record.index;
            }
        })
    })?;
    match count {
        0 => Err(Errno::NODEV),
        1 => Ok(index),
        _ => Err(Errno::NOTUNIQ),
    }
}

/// Whether an interface is a card with this hardware address: its permanent one. An interface without (veth, for
/// example) has the one that it had before it became a slave.
fn has_hwaddr(attributes: &mut [u8], hwaddr: &[u8; 6]) -> bool {
    let kind = attribute(attribute(attributes, IFLA_LINKINFO), IFLA_INFO_KIND);
    // These have the address of an interface below them.
    if place(STACKED, b' ', until(kind, 0)).is_some() {
        return false;
    }
    let mut address = attribute(attributes, IFLA_PERM_ADDRESS);
    if address.is_empty() {
        address = attribute(slave_data(attributes), IFLA_BOND_SLAVE_PERM_HWADDR);
    }
    if address.is_empty() {
        address = attribute(attributes, IFLA_ADDRESS);
    }
    address.starts_with(hwaddr)
}

const STACKED: &[u8] = b"bond bridge ipvlan macsec macvlan team vlan";
