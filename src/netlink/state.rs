// SPDX-License-Identifier: MIT OR Apache-2.0
//! The state of bonds and slaves, as their driver reports it: attributes IFLA_BOND_* and IFLA_BOND_SLAVE_* of
//! `linux/if_link.h`.

use super::message::{attribute, number, read};

// Attributes of a bond.
const IFLA_BOND_MODE: u16 = 1;
/// IFLA_BOND_ACTIVE_SLAVE
pub const IFLA_BOND_ACTIVE_SLAVE: u16 = 2;
/// IFLA_BOND_PRIMARY
pub const IFLA_BOND_PRIMARY: u16 = 11;
const IFLA_BOND_MIIMON: u16 = 3;
const IFLA_BOND_ARP_INTERVAL: u16 = 7;
/// IFLA_BOND_AD_INFO: the state of 802.3ad.
pub const IFLA_BOND_AD_INFO: u16 = 23;
// Of IFLA_BOND_AD_INFO.
const IFLA_BOND_AD_INFO_AGGREGATOR: u16 = 1;
const IFLA_BOND_AD_INFO_PARTNER_MAC: u16 = 5;
// Attributes of a slave.
const IFLA_BOND_SLAVE_STATE: u16 = 1;
const IFLA_BOND_SLAVE_MII_STATUS: u16 = 2;
const IFLA_BOND_SLAVE_AD_AGGREGATOR_ID: u16 = 6;
const IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE: u16 = 7;
const IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE: u16 = 11;
const IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE: u16 = 12;

/// AD_CHURN of the driver: a machine for churn detection has not seen the port in sync for a minute.
const AD_CHURN: u32 = 1;

/// The state of a bond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BondState {
    /// IFLA_BOND_MODE: 4 is 802.3ad.
    pub mode: u32,
    /// IFLA_BOND_ACTIVE_SLAVE: the index of the active slave; 0 if there is none.
    pub active: u32,
    /// IFLA_BOND_MIIMON, in milliseconds.
    pub miimon: u32,
    /// IFLA_BOND_ARP_INTERVAL, in milliseconds; none if the kernel does not report it.
    pub arp_interval: Option<u32>,
    /// IFLA_BOND_AD_INFO_AGGREGATOR: the active aggregator; 0 if there is none.
    pub aggregator: u32,
    /// IFLA_BOND_AD_INFO_PARTNER_MAC: the partner in the active aggregator; zeros if there is none.
    pub partner: [u8; 6],
}

impl BondState {
    /// Reads the attributes of a bond.
    pub fn read(data: &mut [u8]) -> Self {
        let info = attribute(data, IFLA_BOND_AD_INFO);
        let aggregator = int_of(info, IFLA_BOND_AD_INFO_AGGREGATOR);
        let partner = read(attribute(info, IFLA_BOND_AD_INFO_PARTNER_MAC)).unwrap_or_default();
        let arp_interval = int_if_present(data, IFLA_BOND_ARP_INTERVAL);
        let mode = int_of(data, IFLA_BOND_MODE);
        let (active, miimon) =
            (int_of(data, IFLA_BOND_ACTIVE_SLAVE), int_of(data, IFLA_BOND_MIIMON));
        Self { mode, active, miimon, arp_interval, aggregator, partner }
    }

    /// Whether the driver monitors the links of the bond. None if the kernel does not report it (before 3.13): then the
    /// bond may have an arp_interval.
    pub fn monitored(&self) -> Option<bool> {
        match self.arp_interval {
            None if self.miimon == 0 => None,
            interval => Some(self.miimon | interval.unwrap_or(0) != 0),
        }
    }
}

/// The number in an attribute; 0 if it is absent.
#[inline(never)]
fn int_of(data: &mut [u8], kind: u16) -> u32 {
    number(attribute(data, kind))
}

/// The number in an attribute, if it is present.
fn int_if_present(data: &mut [u8], kind: u16) -> Option<u32> {
    let value = attribute(data, kind);
    if value.is_empty() { None } else { Some(number(value)) }
}

/// The state of a slave, as its bond sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlaveState {
    /// IFLA_BOND_SLAVE_STATE: the bond does not use it now.
    pub is_backup: bool,
    /// IFLA_BOND_SLAVE_MII_STATUS: the state of its link, BOND_LINK_* of `linux/if_bonding.h`, where 0 is up. None if it
    /// is no slave, or before Linux 3.14.
    pub mii_status: Option<u8>,
    /// IFLA_BOND_SLAVE_AD_AGGREGATOR_ID; 0 if it has none.
    pub aggregator: u32,
    /// IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE: LACP_STATE_* of `linux/if_bonding.h`. None if the kernel does not
    /// report it.
    pub port: Option<u8>,
    /// IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE or IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE: one end has not been in sync for a
    /// minute. Only recent kernels report it.
    pub is_churned: bool,
}

impl SlaveState {
    /// Of an interface that is no slave.
    pub const NONE: Self =
        Self { is_backup: false, mii_status: None, aggregator: 0, port: None, is_churned: false };

    /// Reads the attributes of a slave.
    pub fn read(data: &mut [u8]) -> Self {
        let mut byte = |kind| int_if_present(data, kind).map(|number| number.to_le_bytes()[0]);
        let (mii_status, port) =
            (byte(IFLA_BOND_SLAVE_MII_STATUS), byte(IFLA_BOND_SLAVE_AD_ACTOR_OPER_PORT_STATE));
        let churn = int_of(data, IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE) == AD_CHURN;
        Self {
            is_backup: int_of(data, IFLA_BOND_SLAVE_STATE) != 0,
            aggregator: int_of(data, IFLA_BOND_SLAVE_AD_AGGREGATOR_ID),
            is_churned: churn || int_of(data, IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE) == AD_CHURN,
            mii_status,
            port,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlink::{Buffer, put};

    #[test]
    fn what_the_kernel_does_not_report_is_none_or_zero() {
        assert_eq!(SlaveState::read(&mut []), SlaveState::NONE);
        assert_eq!(BondState::read(&mut []), BondState::default());
        assert_eq!(BondState::default().monitored(), None);
    }

    #[test]
    fn numbers_have_one_two_or_four_bytes() {
        let mut data = Buffer::new();
        put(&mut data, IFLA_BOND_MODE, &[4]);
        put(&mut data, IFLA_BOND_ACTIVE_SLAVE, &7_u32.to_ne_bytes());
        put(&mut data, IFLA_BOND_MIIMON, &70_000_u32.to_ne_bytes());
        put(&mut data, IFLA_BOND_ARP_INTERVAL, &0_u32.to_ne_bytes());
        let mut info = Buffer::new();
        put(&mut info, IFLA_BOND_AD_INFO_AGGREGATOR, &300_u16.to_ne_bytes());
        put(&mut info, IFLA_BOND_AD_INFO_PARTNER_MAC, &[2, 0, 0, 0, 0, 1]);
        put(&mut data, IFLA_BOND_AD_INFO, &info);
        let state = BondState::read(&mut data);
        let partner = [2, 0, 0, 0, 0, 1];
        let expected = BondState {
            mode: 4,
            active: 7,
            miimon: 70_000,
            arp_interval: Some(0),
            aggregator: 300,
            partner,
        };
        assert_eq!((state, state.monitored()), (expected, Some(true)));
    }

    #[test]
    fn either_end_can_be_churned() {
        for (actor, partner, expected) in [(1, 2, true), (2, 1, true), (0, 2, false), (2, 2, false)]
        {
            let mut data = Buffer::new();
            put(&mut data, IFLA_BOND_SLAVE_STATE, &[1]);
            put(&mut data, IFLA_BOND_SLAVE_AD_CHURN_ACTOR_STATE, &[actor]);
            put(&mut data, IFLA_BOND_SLAVE_AD_CHURN_PARTNER_STATE, &[partner]);
            let state = SlaveState::read(&mut data);
            assert_eq!((state.is_churned, state.is_backup, state.port), (expected, true, None));
        }
    }
}
