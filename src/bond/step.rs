// SPDX-License-Identifier: MIT OR Apache-2.0
//! The steps of a change, as data.

use crate::kernel::{IfName, Ifreq, Item, Request};

/// One of the two interfaces of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The bond.
    Bond,
    /// The slave at hand.
    Slave,
}

impl Role {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Bond => Self::Slave,
            Self::Slave => Self::Bond,
        }
    }
}

/// The bytes of `ifr_ifru`: the value of a setting as netdevice(7) reads and sets it.
pub type Value = [u8; Ifreq::SETTING];

/// The value of [`Setting::Mtu`] or [`Step::SetPrimary`].
pub fn value_of_number(number: u32) -> Value {
    let mut value = [0; Ifreq::SETTING];
    if let Some(start) = value.first_chunk_mut() {
        *start = number.to_ne_bytes();
    }
    value
}

/// ARPHRD_ETHER: the type of a bond's hardware address.
const ARPHRD_ETHER: u16 = 1;

/// The value of [`Setting::HwAddress`].
pub fn value_of_hwaddr(hwaddr: &[u8; 6]) -> Value {
    let mut ifreq = Ifreq::new(&IfName::NONE);
    ifreq.set_hwaddr(ARPHRD_ETHER, hwaddr);
    ifreq.setting()
}

/// A setting of an interface that netdevice(7) has requests for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The IPv4 address.
    Address,
    /// The IPv4 address at the other end of a point-to-point link.
    Destination,
    /// The IPv4 broadcast address.
    Broadcast,
    /// The IPv4 netmask.
    Netmask,
    /// The MTU.
    Mtu,
    /// The hardware address.
    HwAddress,
}

impl Setting {
    /// The requests that read it and set it.
    pub const fn requests(self) -> [Request; 2] {
        match self {
            Self::Address => [Request::GetAddress, Request::SetAddress],
            Self::Destination => [Request::GetDestination, Request::SetDestination],
            Self::Broadcast => [Request::GetBroadcast, Request::SetBroadcast],
            Self::Netmask => [Request::GetNetmask, Request::SetNetmask],
            Self::Mtu => [Request::GetMtu, Request::SetMtu],
            Self::HwAddress => [Request::GetHwAddr, Request::SetHwAddr],
        }
    }
}

/// One step of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Attaches the slave.
    Enslave,
    /// Detaches the slave.
    Release,
    /// Makes the slave the active one.
    ChangeActive,
    /// Brings an interface up.
    SetUp(Role),
    /// Brings an interface down.
    SetDown(Role),
    /// Removes all IPv4 addresses of the slave.
    ClearIpv4,
    /// Gives an interface the setting that the other one has, if it differs.
    Copy(Setting, Role),
    /// Gives an interface a value of a setting: that which comes with the step.
    Set(Setting, Role),
    /// Makes the interface with this index the primary slave: the first bytes of the value.
    SetPrimary,
    /// Adds to the other interface what the snapshot has of this one.
    Move(Item, Role),
    /// Removes it from the other interface. The snapshot restores it to this one.
    MoveBack(Item, Role),
}

impl Step {
    /// Whether it brings an interface up.
    pub const fn is_up(self) -> bool {
        matches!(self, Self::SetUp(_))
    }

    /// The step that undoes this one, with the value that was found before. None if there is none.
    pub const fn inverse(self) -> Option<Self> {
        Some(match self {
            Self::Enslave => Self::Release,
            Self::Release => Self::Enslave,
            Self::SetUp(role) => Self::SetDown(role),
            Self::SetDown(role) => Self::SetUp(role),
            // Under ABI 0 and 1, the slave gets others in their place. These go before the snapshot is restored.
            Self::ClearIpv4 => Self::Set(Setting::Address, Role::Slave),
            Self::Copy(setting, role) | Self::Set(setting, role) => Self::Set(setting, role),
            Self::SetPrimary => Self::SetPrimary,
            Self::Move(item, role) => Self::MoveBack(item, role),
            Self::ChangeActive | Self::MoveBack(..) => return None,
        })
    }
}
