// SPDX-License-Identifier: MIT OR Apache-2.0
//! `struct ifbond` and `struct ifslave`: a bond as its driver reports it.

use super::ifname::IfName;
use crate::parse;

/// `struct ifbond` of `linux/if_bonding.h`: a bond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Ifbond {
    /// The mode: 0 balance-rr, 1 active-backup, 2 balance-xor, 3 broadcast, 4 802.3ad, 5 balance-tlb,
    /// 6 balance-alb.
    pub bond_mode: i32,
    /// How many slaves it has.
    pub num_slaves: i32,
    /// How often it looks at their links, in milliseconds; 0 for never.
    pub miimon: i32,
}

const _: () = assert!(size_of::<Ifbond>() == 12);

/// `struct ifslave` of `linux/if_bonding.h`: a slave of a bond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Ifslave {
    /// Its number among the bond's slaves, from 0 on: the question.
    pub slave_id: i32,
    /// Its name, padded with NULs.
    pub slave_name: [u8; IfName::SIZE],
    /// BOND_LINK_*: 0 up, 1 fail, 2 down, 3 back.
    pub link: i8,
    /// BOND_STATE_*: 0 active, 1 backup.
    pub state: i8,
    /// How often its link has failed.
    pub link_failure_count: u32,
}

const _: () = assert!(size_of::<Ifslave>() == 28);

impl Ifslave {
    /// The question for the slave with this number.
    pub fn of(slave_id: i32) -> Self {
        Self { slave_id, ..Self::default() }
    }

    /// It has a link, and the bond uses it.
    pub fn is_in_use(&self) -> bool {
        (self.link, self.state) == (0, 0)
    }

    /// `slave_name`, if the driver has set it.
    pub fn name(&self) -> Option<IfName> {
        IfName::new(parse::until(&self.slave_name, 0), false)
    }
}
