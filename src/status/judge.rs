// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether a bond is whole. `-s`, `--check` and `-w` ask the same functions.

use crate::kernel::Flags;
use crate::netlink::{BondState, Link, SlaveState};
use crate::option::MODE_LACP;

/// BOND_LINK_UP
const LINK_UP: u8 = 0;
/// BOND_LINK_DOWN
pub const LINK_DOWN: u8 = 2;

// The state of an LACP port, LACP_STATE_*.
const COLLECTING: u8 = 0x10;
const DISTRIBUTING: u8 = 0x20;
const DEFAULTED: u8 = 0x40;
const EXPIRED: u8 = 0x80;

/// The state of a bond, or of several: the worst one is the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// Everything works.
    Whole,
    /// The bond works, but something is wrong.
    Degraded,
    /// There is no such bond, or the kernel does not answer.
    Unknown,
    /// The bond does not work.
    Down,
}

/// The state of a slave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[repr(u8)]
pub enum Port {
    /// It works.
    Whole,
    /// It has no link.
    NoLink,
    /// 802.3ad: the partner does not answer.
    NoPartner,
    /// 802.3ad: it is in an aggregator other than the active one.
    OtherAggregator,
    /// 802.3ad: one end has not been in sync for a minute.
    Churned,
    /// 802.3ad: it does not collect and distribute yet.
    Negotiating,
}

/// What the driver reports of a bond, as far as it decides whether the bond is whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bond {
    /// The driver monitors its links. None if the kernel does not report it (before 3.13).
    pub monitored: Option<bool>,
    /// Its mode is 802.3ad.
    pub is_lacp: bool,
    /// It is up.
    up: bool,
    /// It has a link: if its links are not monitored, one of the slaves that it uses has carrier.
    linked: bool,
    /// 802.3ad: its active aggregator.
    aggregator: u32,
    /// 802.3ad: there is a partner in the active aggregator.
    pub has_partner: bool,
}

impl Bond {
    /// A bond. Its slaves are [added](Self::add) next.
    pub fn new(link: &Link, state: &BondState) -> Self {
        let monitored = state.monitored();
        Self {
            monitored,
            is_lacp: state.mode == MODE_LACP,
            up: link.flags.has(Flags::UP),
            linked: monitored == Some(true) && link.running,
            aggregator: state.aggregator,
            has_partner: state.partner != [0; 6],
        }
    }

    /// Adds a slave, and judges it.
    pub fn add(&mut self, slave: &Link) -> Port {
        let up = self.link_of(slave) == LINK_UP;
        self.linked |= up && self.monitored != Some(true) && !slave.slave.is_backup;
        if up { self.port(&slave.slave) } else { Port::NoLink }
    }

    /// The state of a slave's link, BOND_LINK_*. Without monitoring, the driver takes every link for up; then the
    /// carrier counts.
    pub fn link_of(&self, slave: &Link) -> u8 {
        let by_carrier = if slave.running { LINK_UP } else { LINK_DOWN };
        if self.monitored == Some(true) {
            slave.slave.mii_status.unwrap_or(by_carrier)
        } else {
            by_carrier
        }
    }

    /// The state of a slave that has a link.
    fn port(&self, slave: &SlaveState) -> Port {
        let port = slave.port.unwrap_or(if self.has_partner {
            COLLECTING | DISTRIBUTING
        } else {
            DEFAULTED
        });
        let is_other =
            self.aggregator != 0 && slave.aggregator != 0 && slave.aggregator != self.aggregator;
        if !self.is_lacp {
            Port::Whole
        } else if port & (DEFAULTED | EXPIRED) != 0 {
            Port::NoPartner
        } else if is_other {
            Port::OtherAggregator
        } else if port & (COLLECTING | DISTRIBUTING) == COLLECTING | DISTRIBUTING {
            Port::Whole
        } else if slave.is_churned {
            Port::Churned
        } else {
            Port::Negotiating
        }
    }

    /// Whether it is up.
    pub fn is_up(&self) -> bool {
        self.up
    }

    /// Whether it has a link, after all slaves were added.
    pub fn has_link(&self) -> bool {
        self.up && self.linked
    }

    /// 802.3ad: whether it has a link but no partner.
    pub fn lacks_partner(&self) -> bool {
        self.is_lacp && !self.has_partner && self.has_link()
    }

    /// The verdict about the bond alone, after all slaves were added.
    pub fn verdict(&self) -> Verdict {
        if !self.has_link() {
            Verdict::Down
        } else if self.monitored == Some(false) || self.lacks_partner() {
            Verdict::Degraded
        } else {
            Verdict::Whole
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bond that is up and running, monitored, in this mode.
    fn state(mode: u32) -> BondState {
        let (aggregator, partner) =
            if mode == MODE_LACP { (1, [2, 0, 0, 0, 0, 9]) } else { (0, [0; 6]) };
        BondState { mode, active: 0, miimon: 100, arp_interval: Some(0), aggregator, partner }
    }

    fn link(up: bool, running: bool) -> Link {
        Link { flags: Flags(up.into()), running, ..Link::NONE }
    }

    fn slave(mii_status: u8, running: bool) -> Link {
        let slave = SlaveState { mii_status: Some(mii_status), ..SlaveState::NONE };
        Link { slave, ..link(true, running) }
    }

    fn port(aggregator: u32, port: Option<u8>, is_churned: bool) -> Link {
        let mut slave = slave(LINK_UP, true);
        slave.slave = SlaveState { aggregator, port, is_churned, ..slave.slave };
        slave
    }

    #[test]
    fn a_bond_without_link_is_down() {
        for (up, running, verdict) in [
            (true, true, Verdict::Whole),
            (true, false, Verdict::Down),
            (false, true, Verdict::Down),
            (false, false, Verdict::Down),
        ] {
            let bond = Bond::new(&link(up, running), &state(1));
            assert_eq!((bond.verdict(), bond.is_up()), (verdict, up), "{up} {running}");
        }
    }

    #[test]
    fn the_driver_decides_whether_a_monitored_slave_has_link_and_else_its_carrier() {
        let unmonitored = BondState { miimon: 0, ..state(1) };
        for by_arp in [false, true] {
            let interval = Some(if by_arp { 100 } else { 0 });
            let monitored =
                BondState { arp_interval: interval, miimon: u32::from(!by_arp) * 100, ..state(1) };
            for (status, running) in
                [(0, true), (0, false), (1, true), (2, true), (3, true), (2, false)]
            {
                let mut bond = Bond::new(&link(true, true), &monitored);
                let expected = if status == LINK_UP { Port::Whole } else { Port::NoLink };
                assert_eq!(bond.add(&slave(status, running)), expected, "{status} {running}");
                assert_eq!(bond.verdict(), Verdict::Whole);
                let mut bond = Bond::new(&link(true, true), &unmonitored);
                let expected = if running { Port::Whole } else { Port::NoLink };
                assert_eq!(bond.add(&slave(status, running)), expected, "{status} {running}");
                let expected = if running { Verdict::Degraded } else { Verdict::Down };
                assert_eq!(bond.verdict(), expected);
            }
        }
    }

    #[test]
    fn without_monitoring_a_backup_slave_does_not_give_the_bond_link() {
        let mut bond = Bond::new(&link(true, true), &BondState { miimon: 0, ..state(1) });
        let mut backup = slave(LINK_UP, true);
        backup.slave.is_backup = true;
        assert_eq!(bond.add(&backup), Port::Whole);
        assert!(!bond.has_link());
        bond.add(&slave(LINK_UP, true));
        assert!(bond.has_link());
    }

    #[test]
    fn a_bond_whose_monitoring_is_not_reported_is_not_called_unmonitored() {
        let mut bond =
            Bond::new(&link(true, true), &BondState { miimon: 0, arp_interval: None, ..state(1) });
        bond.add(&slave(LINK_UP, true));
        assert_eq!(bond.verdict(), Verdict::Whole);
    }

    #[test]
    fn a_port_works_only_if_it_collects_and_distributes_in_the_active_aggregator() {
        let judged = |slave: &Link| Bond::new(&link(true, true), &state(MODE_LACP)).add(slave);
        for bits in 0..=u8::MAX {
            let expected = match bits {
                0x40.. => Port::NoPartner,
                _ if bits & 0x30 == 0x30 => Port::Whole,
                _ => Port::Negotiating,
            };
            assert_eq!(judged(&port(1, Some(bits), false)), expected, "{bits:#x}");
            let expected = if bits < 0x40 { Port::OtherAggregator } else { expected };
            assert_eq!(judged(&port(2, Some(bits), false)), expected, "{bits:#x}");
        }
        assert_eq!(judged(&port(1, Some(0x0f), true)), Port::Churned);
        assert_eq!(judged(&port(1, Some(0x3f), true)), Port::Whole);
        // Other modes have no ports.
        assert_eq!(
            Bond::new(&link(true, true), &state(2)).add(&port(2, Some(0x40), true)),
            Port::Whole
        );
    }

    #[test]
    fn without_the_state_of_ports_the_partner_of_the_bond_counts() {
        for (aggregator, partner, expected) in [
            (1, true, Port::Whole),
            (2, true, Port::OtherAggregator),
            (0, true, Port::Whole),
            (1, false, Port::NoPartner),
        ] {
            let mut state = state(MODE_LACP);
            if !partner {
                state.partner = [0; 6];
            }
            let mut bond = Bond::new(&link(true, true), &state);
            assert_eq!(bond.add(&port(aggregator, None, false)), expected);
            let verdict = if partner { Verdict::Whole } else { Verdict::Degraded };
            assert_eq!((bond.verdict(), bond.lacks_partner()), (verdict, !partner));
        }
    }

    #[test]
    fn the_worst_verdict_is_the_largest() {
        assert!(Verdict::Whole < Verdict::Degraded && Verdict::Degraded < Verdict::Unknown);
        assert!(Verdict::Unknown < Verdict::Down);
    }
}
