//! The steps of a change, as data.

use crate::kernel::{Ifreq, Request};

/// One of the two interfaces of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The bond.
    Bond,
    /// The slave at hand.
    Slave,
}

/// The bytes of `ifr_ifru`: the value of a setting as netdevice(7) reads and sets it.
pub type Value = [u8; Ifreq::VALUE];

/// A setting of an interface: the requests of netdevice(7) that read and set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The request that reads it.
    pub get: Request,
    /// The request that sets it.
    pub set: Request,
}

#[allow(missing_docs)] // Each is named after the field of struct ifreq.
impl Setting {
    pub const ADDRESS: Self = Self { get: Request::GetAddress, set: Request::SetAddress };
    pub const DESTINATION: Self = Self { get: Request::GetDestination, set: Request::SetDestination };
    pub const BROADCAST: Self = Self { get: Request::GetBroadcast, set: Request::SetBroadcast };
    pub const NETMASK: Self = Self { get: Request::GetNetmask, set: Request::SetNetmask };
    pub const MTU: Self = Self { get: Request::GetMtu, set: Request::SetMtu };
    pub const HW_ADDRESS: Self = Self { get: Request::GetHwAddr, set: Request::SetHwAddr };
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
    /// Gives an interface this MTU, in bytes.
    SetMtu(Role, u32),
    /// Gives the bond this hardware address.
    SetHwAddr([u8; 6]),
    /// Gives an interface a value of a setting: that of the journal.
    Set(Setting, Role),
}


impl Step {
    /// The step that undoes this one, with the value that was found before. None if there is none.
    pub const fn inverse(self) -> Option<Self> {
        Some(match self {
            Self::Enslave => Self::Release,
            Self::Release => Self::Enslave,
            Self::SetUp(role) => Self::SetDown(role),
            Self::SetDown(role) => Self::SetUp(role),
            // Under ABI 0 and 1, the slave gets others in their place. These go before the snapshot is restored.
            Self::ClearIpv4 => Self::Set(Setting::ADDRESS, Role::Slave),
            Self::Copy(setting, role) | Self::Set(setting, role) => Self::Set(setting, role),
            Self::SetMtu(role, _) => Self::Set(Setting::MTU, role),
            Self::ChangeActive | Self::SetHwAddr(_) => return None,
        })
    }
}
