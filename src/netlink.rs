// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interfaces, addresses, routes and neighbours over rtnetlink(7): everything that netdevice(7) has no request for,
//! or that it does by a name, which may be another interface's a moment later.
//!
//! Each change is one request with one answer, so the answers never overflow the socket's buffer.

mod altname;
mod bond;
pub(crate) mod link;
mod lists;
#[allow(missing_docs)] // The kernel documents its constants.
pub mod message;
mod obstacles;
mod relocate;
mod snapshot;
mod socket;
mod stacked;
mod state;
mod way;

pub use altname::{IFLA_ALT_IFNAME, IFLA_PROP_LIST, mark_trial};
pub use bond::{Rejected, delete, may_bond, new_bond, set_bond};
pub use link::{By, Link, bond as bond_link, card, link, set_up};
pub use lists::{Family, Ifaddr, Ifinfo, Names, Operstate, Stats64, addresses, links, names};
pub use message::{Buffer, append, attribute, begin, end, number, put};
pub use obstacles::{Obstacle, Obstacles, obstacles};
pub use snapshot::{CAPACITY, Item, Parts, Snapshot};
pub use socket::{Each, Socket};
pub use stacked::{Stacked, new_stacked, rename, set_master, stacked};
pub use state::{
    BondState, IFLA_BOND_ACTIVE_SLAVE, IFLA_BOND_AD_INFO, IFLA_BOND_PRIMARY, SlaveState,
};
pub use way::{Place, Way};

use crate::sys::errno::{Errno, Result};

/// A list that changes while it is read is read again, so many times at most.
const ATTEMPTS: u32 = 99;

/// Reads a list again as long as it changes meanwhile.
pub fn until_complete(mut read: impl FnMut() -> Result<()>) -> Result<()> {
    for _ in 0..ATTEMPTS {
        let outcome = read();
        if outcome != Err(Errno::INTR) {
            return outcome;
        }
    }
    Err(Errno::BUSY)
}
