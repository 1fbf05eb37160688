// SPDX-License-Identifier: MIT OR Apache-2.0
//! The state of a bond and its slaves.

use super::Mode;
use crate::kernel::{Flags, IfName, Result, System};
use crate::netlink::link::{bond_data, slave_data};
use crate::netlink::{BondState, Link, attribute, number};
use crate::option;
use crate::status::fields::ACTIVE_SLAVE;
use crate::status::judge::{self, Port, Verdict};
use crate::status::judge_all;
use crate::status::read::{self, Bonds};

// Attributes of a slave (linux/if_link.h).
const IFLA_BOND_SLAVE_LINK_FAILURE_COUNT: u16 = 3;
const IFLA_BOND_SLAVE_PERM_HWADDR: u16 = 4;

/// The state of a bond at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// Its name now.
    pub name: IfName,
    /// Its index.
    pub index: u32,
    /// Its mode; none if this library does not know it.
    pub mode: Option<Mode>,
    /// It is up (IFF_UP).
    pub up: bool,
    /// It is up and has a link. If its links are not monitored: one of the slaves that it uses has carrier.
    pub link: bool,
    /// How well it works, with all of its slaves: never [`Verdict::Unknown`].
    pub verdict: Verdict,
    /// The driver monitors the links. None if the kernel does not report it (before 3.13).
    pub monitored: Option<bool>,
    /// The interval of MII monitoring, in milliseconds; 0 if it is off.
    pub miimon: u32,
    /// The interval of ARP monitoring, in milliseconds; 0 if it is off.
    pub arp_interval: u32,
    /// The slave that it uses, in the modes that use one.
    pub active_slave: Option<IfName>,
    /// The slave that it prefers.
    pub primary: Option<IfName>,
    /// In mode 802.3ad, the hardware address of the LACP partner in the active aggregator.
    pub lacp_partner: Option<[u8; 6]>,
    /// Its hardware address.
    pub hwaddr: [u8; 6],
    /// Its MTU, in bytes.
    pub mtu: u32,
    /// The number of its slaves.
    pub slaves: usize,
}

/// The state of a slave at the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Slave {
    /// Its name.
    pub name: IfName,
    /// Its index.
    pub index: u32,
    /// The bond uses it: it is no backup.
    pub active: bool,
    /// The state of its link, as the bond sees it; its carrier, if the bond does not monitor links.
    pub link: LinkState,
    /// Whether it works, and if not, why.
    pub port: Port,
    /// How often its link has failed.
    pub link_failures: u32,
    /// Its own hardware address, which it has again once it is released; zeros if the kernel does not report it
    /// (before 3.14).
    pub perm_hwaddr: [u8; 6],
    /// In mode 802.3ad, the number of its aggregator; otherwise 0.
    pub aggregator: u32,
}

/// The state of a link, BOND_LINK_* of `linux/if_bonding.h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It is up.
    Up,
    /// It has failed, and the bond waits for `downdelay` before it counts as down.
    GoingDown,
    /// It is down.
    Down,
    /// It is there again, and the bond waits for `updelay` before it counts as up.
    GoingBack,
}

impl LinkState {
    fn new(state: u8) -> Self {
        match state {
            0 => Self::Up,
            1 => Self::GoingDown,
            3 => Self::GoingBack,
            _ => Self::Down,
        }
    }
}

/// Reads the state of the bond with this index and passes each slave. None if there is no such bond.
pub(super) fn read<S: System>(
    system: S,
    kernel: &S::Kernel,
    index: u32,
    each: &mut dyn FnMut(&Slave),
) -> Result<Option<Status>> {
    let mut bonds = Bonds::read(system, kernel)?;
    let mut status = None;
    bonds.each(None, &mut |bond| {
        let link = bond.read(0);
        if link.index == index {
            status = Some(status_of(bond, &link, each));
        }
    });
    Ok(status)
}

/// The state of a bond.
fn status_of(bond: &mut read::Bond<'_>, link: &Link, each: &mut dyn FnMut(&Slave)) -> Status {
    let state = BondState::read(bond_data(bond.attributes(0)));
    let mut judged = judge_all(bond);
    let mut verdict = judged.verdict();
    for number in 1..bond.len() {
        let slave = slave_of(bond, number, &mut judged);
        if slave.port != Port::Whole {
            verdict = verdict.max(Verdict::Degraded);
        }
        each(&slave);
    }
    Status {
        name: link.name,
        index: link.index,
        mode: Mode::new(state.mode),
        up: link.flags.has(Flags::UP),
        link: judged.has_link(),
        verdict,
        monitored: judged.monitored,
        miimon: state.miimon,
        arp_interval: state.arp_interval.unwrap_or(0),
        active_slave: interface(bond, ACTIVE_SLAVE),
        primary: interface(bond, option::attribute(option::PRIMARY)),
        lacp_partner: (judged.is_lacp && judged.has_partner).then_some(state.partner),
        hwaddr: link.hwaddr,
        mtu: link.mtu,
        slaves: bond.len().saturating_sub(1),
    }
}

/// The state of the slave with this number.
fn slave_of(bond: &mut read::Bond<'_>, number_of_slave: usize, judged: &mut judge::Bond) -> Slave {
    let link = bond.read(number_of_slave);
    let data = slave_data(bond.attributes(number_of_slave));
    let perm_hwaddr = attribute(data, IFLA_BOND_SLAVE_PERM_HWADDR).first_chunk().copied();
    Slave {
        name: link.name,
        index: link.index,
        active: !link.slave.is_backup,
        link: LinkState::new(judged.link_of(&link)),
        port: judged.add(&link),
        link_failures: number(attribute(data, IFLA_BOND_SLAVE_LINK_FAILURE_COUNT)),
        perm_hwaddr: perm_hwaddr.unwrap_or_default(),
        aggregator: link.slave.aggregator,
    }
}

/// The name of the interface whose index is in an attribute of a bond.
fn interface(bond: &mut read::Bond<'_>, kind: u16) -> Option<IfName> {
    let index = number(attribute(bond_data(bond.attributes(0)), kind));
    Some(bond.name_of(index)).filter(|name| index != 0 && *name != IfName::NONE)
}
