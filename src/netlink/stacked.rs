// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interfaces on top of others, and names: RTM_NEWLINK creates VLANs and bridges, adds ports to a bridge, and renames
//! interfaces.

use super::link::{
    By, IFF_UP, IFLA_IFNAME, IFLA_INFO_DATA, IFLA_INFO_KIND, IFLA_LINKINFO, IFLA_MASTER, get,
};
use super::message::{
    Buffer, LinkRecord, NLM_F_ACK, NLM_F_CREATE, NLM_F_EXCL, RTM_NEWLINK, attribute,
    attributes_after, begin, end, int, put, read, start, start_link,
};
use super::socket::Socket;
use crate::netdevice::ifname::IfName;
use crate::parse::until;
use crate::sys::errno::Result;

/// IFLA_LINK of `linux/if_link.h`: the index of the interface below a VLAN.
pub(super) const IFLA_LINK: u16 = 5;
/// IFLA_VLAN_ID
const IFLA_VLAN_ID: u16 = 1;

const VLAN: &[u8] = b"vlan";
const BRIDGE: &[u8] = b"bridge";

/// A VLAN or a bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stacked {
    /// IFLA_VLAN_ID: the ID of a VLAN; 0 stands for a bridge.
    pub id: u16,
    /// IFLA_LINK: the index of the interface below a VLAN; 0 for a bridge.
    pub device: u32,
}

/// Returns the ID and the device of the interface with this index, if it is a VLAN or a bridge.
pub fn stacked(socket: &Socket, index: u32) -> Result<Option<Stacked>> {
    let mut found = None;
    get(socket, By::Index(index), &mut |_, message| {
        let attributes = attributes_after::<LinkRecord>(message);
        let device = int(attributes, IFLA_LINK);
        let info = attribute(attributes, IFLA_LINKINFO);
        let kind = until(attribute(info, IFLA_INFO_KIND), 0);
        if kind == BRIDGE {
            found = Some(Stacked { id: 0, device: 0 });
        } else if kind == VLAN {
            let id = read(attribute(attribute(info, IFLA_INFO_DATA), IFLA_VLAN_ID)).unwrap_or(0);
            found = Some(Stacked { id, device });
        }
    })?;
    Ok(found)
}

/// Creates a VLAN or a bridge with this name, and brings it up: all of it, or nothing. EEXIST if the name or the VLAN ID
/// is in use; EOPNOTSUPP without a driver.
pub fn new_stacked(socket: &Socket, name: &IfName, stacked: Stacked) -> Result<()> {
    let record = LinkRecord { flags: IFF_UP, change: IFF_UP, ..LinkRecord::default() };
    let mut request = Buffer::new();
    start(&mut request, RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, &record);
    put(&mut request, IFLA_IFNAME, name.as_field());
    let is_vlan = stacked.id != 0;
    if is_vlan {
        put(&mut request, IFLA_LINK, &stacked.device.to_ne_bytes());
    }
    let info = begin(&mut request, IFLA_LINKINFO);
    put(&mut request, IFLA_INFO_KIND, if is_vlan { VLAN } else { BRIDGE });
    if is_vlan {
        let data = begin(&mut request, IFLA_INFO_DATA);
        put(&mut request, IFLA_VLAN_ID, &stacked.id.to_ne_bytes());
        end(&mut request, data);
    }
    end(&mut request, info);
    socket.request(&mut request)
}

/// Makes the interface with this index a port of the bridge with the index `master`.
pub fn set_master(socket: &Socket, index: u32, master: u32) -> Result<()> {
    set(socket, index, IFLA_MASTER, &master.to_ne_bytes())
}

/// Gives the interface with this index another name. EEXIST if the name is in use; before Linux 6.2 EBUSY if the
/// interface is up.
pub fn rename(socket: &Socket, index: u32, name: &IfName) -> Result<()> {
    set(socket, index, IFLA_IFNAME, name.as_field())
}

/// Sets an attribute of the interface with this index.
fn set(socket: &Socket, index: u32, kind: u16, value: &[u8]) -> Result<()> {
    let mut request = Buffer::new();
    start_link(&mut request, RTM_NEWLINK, NLM_F_ACK, index);
    put(&mut request, kind, value);
    socket.request(&mut request)
}
