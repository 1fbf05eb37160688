// SPDX-License-Identifier: MIT OR Apache-2.0
//! VLANs, bridges and new names, as the kernel has them.

use ifenslave::kernel::{Errno, IfName, Result, Stacked};

use super::interface::{Interface, Origin, Role, ethernet};
use super::{Inner, OtherProcess};

/// A VLAN on the interface with this index; or a bridge, with the ID 0.
pub fn role_of(stacked: Stacked) -> Role {
    match stacked {
        Stacked { id: 0, .. } => Role::Bridge,
        Stacked { id, device } => Role::Vlan { id, device },
    }
}

/// The reverse.
pub fn stacked_of(role: &Role) -> Option<Stacked> {
    match *role {
        Role::Bridge => Some(Stacked { id: 0, device: 0 }),
        Role::Vlan { id, device } => Some(Stacked { id, device }),
        _ => None,
    }
}

impl Inner {
    /// RTM_NEWLINK of a new VLAN or bridge.
    pub(super) fn new_stacked(&mut self, name: &IfName, stacked: Stacked) -> Result<()> {
        self.admin()?;
        if !self.has_8021q_and_bridge {
            return Err(Errno::OPNOTSUPP);
        }
        let name = String::from_utf8(name.as_bytes().into()).unwrap();
        let role = role_of(stacked);
        let is_taken = |other: &&Interface| stacked.id != 0 && other.role == role;
        if self.state.get(name.as_bytes()).is_ok() || self.state.by_index().iter().any(is_taken) {
            return Err(Errno::EXIST);
        }
        let mut new = Interface { role: role.clone(), ..ethernet(&name) };
        if let Role::Vlan { device, .. } = role {
            let device = self.state.at(device)?;
            if !device.is_up() {
                return Err(Errno::NETDOWN);
            }
            new = Interface { mtu: device.mtu, hwaddr: device.hwaddr, link: device.link, ..new };
        }
        new.hwaddr.origin = Origin::Stolen;
        self.last_index += 1;
        let index = self.last_index;
        OtherProcess(self).add(new.up(), index);
        Ok(())
    }

    /// RTM_NEWLINK with IFLA_MASTER.
    pub(super) fn set_master(&mut self, index: u32, master: u32) -> Result<()> {
        self.admin()?;
        if self.state.at(master)?.role != Role::Bridge {
            return Err(Errno::OPNOTSUPP);
        }
        let port = self.state.at(index)?;
        match port.role {
            Role::Free => port.role = Role::Port(master),
            Role::Bridge => return Err(Errno::LOOP),
            // A VLAN or a bond can be a port, too; nothing here needs its role then.
            Role::Vlan { .. } | Role::Bond { .. } => port.master = master,
            _ => panic!("the kernel takes it away from its master"),
        }
        Ok(())
    }

    /// RTM_NEWLINK with IFLA_IFNAME.
    pub(super) fn new_name(&mut self, index: u32, name: &IfName) -> Result<()> {
        self.admin()?;
        let name = String::from_utf8(name.as_bytes().into()).unwrap();
        let interface = self.state.at(index)?;
        let (old, is_up) = (interface.name.clone(), interface.is_up());
        if is_up && !self.renames_what_is_up {
            return Err(Errno::BUSY);
        }
        if self.state.get(name.as_bytes()).is_ok() {
            return Err(Errno::EXIST);
        }
        OtherProcess(self).rename(&old, &name);
        Ok(())
    }

    /// An interface with this index goes: so do the VLANs on it; and ports are free.
    pub(super) fn unstack(&mut self, index: u32) {
        let all = self.state.by_index();
        let on_top = |other: &&&Interface| matches!(other.role, Role::Vlan { device, .. } if device == index);
        let names: Vec<String> =
            all.iter().filter(on_top).map(|other| other.name.clone()).collect();
        names.iter().for_each(|name| OtherProcess(self).remove(name));
        for other in self.state.0.values_mut() {
            if other.role == Role::Port(index) {
                other.role = Role::Free;
            }
            if other.master == index {
                other.master = 0;
            }
        }
    }
}
