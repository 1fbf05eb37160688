//! What only the bonding drivers of Linux 2.4 need, whose ABI has version 0 or 1: they leave to user space what
//! later drivers do themselves, and know their requests by other numbers.

use super::step::{Role, Setting, Step};
use crate::kernel::{Errno, Ifreq, Request};
use crate::netlink::Link;

/// The version of the driver's ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abi {
    /// User space brings the slave down and up, and gives it the hardware address, the MTU and the addresses of the
    /// bond.
    V0,
    /// The driver brings the slave up and gives it the hardware address; user space does the rest.
    V1,
    /// Every kernel since 2.6: the driver does all of it.
    V2,
}

/// An attach starts with these: the slave gets the settings of the bond instead of its own.
macro_rules! attach {
    ($($rest:expr),*) => {
        &[
            Step::SetDown(Role::Slave),
            Step::ClearIpv4,
            Step::Copy(Setting::Address, Role::Slave),
            Step::Copy(Setting::Destination, Role::Slave),
            Step::Copy(Setting::Broadcast, Role::Slave),
            Step::Copy(Setting::Netmask, Role::Slave),
            Step::Copy(Setting::Mtu, Role::Slave),
            $($rest,)*
            Step::Enslave,
        ]
    };
}

/// The hardware address of an interface is changed while it is down; in the end both are up.
pub const ATTACH_V0: &[Step] =
    attach![Step::Copy(Setting::HwAddress, Role::Slave), Step::SetUp(Role::Slave)];
/// A bond without a hardware address gets the slave's.
pub const ATTACH_V0_TO_BOND: &[Step] = attach![
    Step::SetDown(Role::Bond),
    Step::Copy(Setting::HwAddress, Role::Bond),
    Step::SetUp(Role::Bond),
    Step::SetUp(Role::Slave)
];
/// The driver gives the slave the bond's hardware address.
pub const ATTACH_V1: &[Step] = attach![];
/// A bond without a hardware address gets the slave's.
pub const ATTACH_V1_TO_BOND: &[Step] = attach![Step::Copy(Setting::HwAddress, Role::Bond)];

/// The steps of a detach: then the slave gets the MTU of [`ETHERNET_MTU`].
pub const DETACH_V0: &[Step] = &[Step::Release, Step::SetDown(Role::Slave), RESET_MTU];
/// The driver brings the slave down.
pub const DETACH_V1: &[Step] = &[Step::Release, RESET_MTU];

const RESET_MTU: Step = Step::Set(Setting::Mtu, Role::Slave);

/// The MTU that these drivers do not restore on release: Ethernet's, in bytes.
pub const ETHERNET_MTU: u32 = 1500;

/// Whether the hardware address of a bond is all zeros.
pub fn lacks_hwaddr(bond: &Link) -> bool {
    bond.hwaddr == [0; 6]
}

/// Whether an error is that of a driver or a kernel that knows a request only by its old number.
pub fn is_unknown(reason: Errno) -> bool {
    matches!(reason, Errno::OPNOTSUPP | Errno::INVAL | Errno::NOTTY)
}

/// Whether a request failed that removes an address which does not exist.
pub fn removes_nothing(request: Request, ifreq: &Ifreq, reason: Errno) -> bool {
    matches!(reason, Errno::ADDRNOTAVAIL | Errno::NOBUFS)
        && request.is_of_ipv4()
        && ifreq.ipv4() == [0; 4]
}
