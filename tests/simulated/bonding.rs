// SPDX-License-Identifier: MIT OR Apache-2.0
//! The bonding driver, the current one and those of Linux 2.4.

use ifenslave::kernel::{Errno, IfName, Request, Result};

use super::interface::{ETHERNET, HwAddr, Interface, Mode, Origin, Role, iff, padded};
use super::{Inner, State};

/// Who does what on attach and release; the driver's side of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Abi {
    /// The driver takes a slave that is up, with the bond's MTU and hardware address, and changes
    /// nothing about it, then or on release.
    V0,
    /// The driver takes a slave that is down, with the bond's MTU; it gives it the bond's hardware
    /// address and brings it up, and undoes both on release.
    V1,
    /// The driver takes a slave that is down, gives it the bond's MTU and hardware address and
    /// brings it up, and undoes all of it on release.
    V2,
}

/// A bonding driver.
#[derive(Clone, Debug)]
pub struct Driver {
    pub abi: Abi,
    /// What it answers to ETHTOOL_GDRVINFO.
    answer: Result<String>,
    /// What a request by its new number gets where only the old ones are known.
    pub(super) new_numbers: Result<()>,
    /// The last of IFLA_BOND_* that it knows.
    pub(super) newest_option: u8,
    /// Its errors name the option at fault.
    pub(super) names_options: bool,
    /// The bond that it makes by itself when it is loaded, which is when the first one is asked for.
    pub(super) own_bond: Option<String>,
    /// RTM_GETLINK reports the state of bonds and slaves.
    pub(super) reports_state: bool,
}

impl Driver {
    /// A driver of this version, which says so, and knows its requests by both numbers.
    pub fn of(abi: Abi) -> Self {
        let answer = match abi {
            Abi::V0 => Err(Errno::OPNOTSUPP),
            Abi::V1 => Ok("1".into()),
            Abi::V2 => Ok("2".into()),
        };
        Self {
            abi,
            answer,
            new_numbers: Ok(()),
            newest_option: u8::MAX,
            names_options: true,
            own_bond: None,
            reports_state: true,
        }
    }

    /// It says that its version is this.
    pub fn that_answers(mut self, version: &str) -> Self {
        self.answer = Ok(version.into());
        self
    }

    /// It does not say its version, for this reason.
    pub fn that_answers_with(mut self, reason: Errno) -> Self {
        self.answer = Err(reason);
        self
    }

    /// It knows its requests by their old numbers only, and answers this to others.
    pub fn with_old_numbers_only(mut self, reason: Errno) -> Self {
        self.new_numbers = Err(reason);
        self
    }

    /// It knows no option after this one of IFLA_BOND_*.
    pub fn with_options_up_to(mut self, attribute: u8) -> Self {
        self.newest_option = attribute;
        self
    }

    /// It is that of a kernel before Linux 5.19: its errors do not name the option at fault.
    pub fn that_names_no_option(mut self) -> Self {
        self.names_options = false;
        self
    }

    /// It is that of a kernel before Linux 3.13: rtnetlink does not report the state of bonds and slaves.
    pub fn that_reports_no_state(mut self) -> Self {
        self.reports_state = false;
        self
    }

    /// It is loaded when the first bond is asked for, and makes this one by itself.
    pub fn that_makes(mut self, bond: &str) -> Self {
        self.own_bond = Some(bond.into());
        self
    }

    pub(super) fn fw_version(&self) -> Result<[u8; 32]> {
        let answer = self.answer.clone()?;
        let mut field = [0; 32];
        field[..answer.len()].copy_from_slice(answer.as_bytes());
        Ok(field)
    }
}

impl Inner {
    /// A request of the bonding driver.
    pub(super) fn bonding(
        &mut self,
        request: Request,
        master: &IfName,
        slave: &[u8],
        numbers: Result<()>,
    ) -> Result<()> {
        let master = self.state.get(master.as_bytes())?;
        let Role::Bond { .. } = master.role else { return Err(Errno::OPNOTSUPP) };
        let master = master.name.clone();
        numbers?;
        self.admin()?;
        let slave = slave.split(|byte| *byte == 0).next().unwrap_or_default();
        let slave = self.state.get(slave)?.name.clone();
        let outcome = match request {
            Request::Enslave => self.enslave(&master, &slave),
            Request::Release => self.release(&master, &slave),
            _ => self.change_active(&master, &slave),
        };
        if outcome.is_err() {
            self.refusals += 1;
        }
        outcome
    }

    pub(super) fn enslave(&mut self, master: &str, name: &str) -> Result<()> {
        let bond = self.state.interface(master).clone();
        let slave = self.state.interface(name).clone();
        let abi = self.driver.abi;
        let others = bond.slaves();
        if !matches!(slave.role, Role::Free) {
            return Err(Errno::BUSY);
        }
        if slave.is_up() != (abi == Abi::V0) {
            return Err(if abi == Abi::V0 { Errno::INVAL } else { Errno::PERM });
        }
        if slave.hwaddr.kind != bond.hwaddr.kind && !others.is_empty() {
            return Err(Errno::INVAL);
        }
        if abi == Abi::V2 && bond.mtu > slave.max_mtu || abi < Abi::V2 && bond.mtu != slave.mtu {
            return Err(Errno::INVAL);
        }
        if abi == Abi::V0 && bond.hwaddr.bytes != slave.hwaddr.bytes {
            return Err(Errno::INVAL);
        }

        let has_active = self.has_active(master);
        let first = others.is_empty();
        let bond = self.known(master);
        if abi == Abi::V2 && first && bond.hwaddr.origin == Origin::Random {
            bond.hwaddr = HwAddr { origin: Origin::Stolen, ..slave.hwaddr };
        }
        let (mtu, hwaddr) = (bond.mtu, bond.hwaddr.bytes);
        let preferred = bond.options.primary == name;
        let (slaves, active) = bond.members();
        slaves.push(name.into());
        if has_active && slave.link && (active.is_none() || preferred) {
            *active = Some(name.into());
        }

        let slave = self.known(name);
        slave.role =
            Role::Slave { bond: master.into(), own_mtu: slave.mtu, own_hwaddr: slave.hwaddr.bytes };
        slave.flags |= iff::SLAVE;
        if abi > Abi::V0 {
            slave.hwaddr.bytes = hwaddr;
            slave.set_up(true);
        }
        if abi == Abi::V2 {
            slave.set_mtu(mtu);
        }
        Ok(())
    }

    pub(super) fn release(&mut self, master: &str, name: &str) -> Result<()> {
        let Role::Slave { bond, own_mtu, own_hwaddr } = self.state.interface(name).role.clone()
        else {
            return Err(Errno::INVAL);
        };
        if bond != master {
            return Err(Errno::INVAL);
        }
        let abi = self.driver.abi;
        let slave = self.known(name);
        slave.role = Role::Free;
        slave.flags &= !iff::SLAVE;
        if abi > Abi::V0 {
            slave.set_up(false);
            slave.hwaddr.bytes = own_hwaddr;
        }
        if abi == Abi::V2 {
            slave.set_mtu(own_mtu);
        }

        let (slaves, active) = self.known(master).members();
        slaves.retain(|slave| slave != name);
        let (left, was_active) = (slaves.clone(), active.as_deref() == Some(name));
        if was_active {
            let next = left.iter().find(|slave| self.state.interface(slave).link).cloned();
            *self.known(master).members().1 = next;
        }
        if left.is_empty() && abi == Abi::V2 {
            self.random += 1;
            let [high, low] = self.random.to_be_bytes();
            let bytes = padded([0x02, 0, 0xfe, 0, high, low]);
            self.known(master).hwaddr = HwAddr { kind: ETHERNET, bytes, origin: Origin::Random };
        }
        Ok(())
    }

    fn change_active(&mut self, master: &str, name: &str) -> Result<()> {
        if !self.has_active(master) {
            return Err(Errno::ACCESS);
        }
        let slave = self.state.interface(name);
        let ours = matches!(&slave.role, Role::Slave { bond, .. } if bond == master);
        if !ours || !slave.link || !slave.is_up() {
            return Err(Errno::INVAL);
        }
        *self.known(master).members().1 = Some(name.into());
        Ok(())
    }

    /// Whether one of a bond's slaves is the active one: that is a matter of its mode.
    fn has_active(&self, master: &str) -> bool {
        use Mode::{ActiveBackup, BalanceAlb, BalanceTlb};
        let Role::Bond { mode, .. } = &self.state.interface(master).role else { return false };
        matches!(mode, ActiveBackup | BalanceTlb | BalanceAlb)
    }

    /// An interface that is known to be there.
    fn known(&mut self, name: &str) -> &mut Interface {
        let State(interfaces) = &mut self.state;
        interfaces.get_mut(name).unwrap_or_else(|| panic!("the machine has no {name}"))
    }
}

impl Interface {
    /// A bond's slaves.
    pub(super) fn slaves(&self) -> &[String] {
        match &self.role {
            Role::Bond { slaves, .. } => slaves,
            _ => &[],
        }
    }

    /// A bond's slaves, and which of them is active.
    fn members(&mut self) -> (&mut Vec<String>, &mut Option<String>) {
        match &mut self.role {
            Role::Bond { slaves, active, .. } => (slaves, active),
            role => panic!("not a bond: {role:?}"),
        }
    }
}
