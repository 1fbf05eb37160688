// SPDX-License-Identifier: MIT OR Apache-2.0
//! The requests of netdevice(7), as Linux answers them.

use std::net::Ipv4Addr;

use ifenslave::kernel::{Errno, Ifreq, Request, Result};

use super::Inner;
use super::Map;
use super::bonding::Abi;
use super::interface::{HwAddr, Interface, Ipv4, Origin, Role, iff, mask_of};

/// What SIOCSIFFLAGS can set; the others are the kernel's own.
const SETTABLE: u16 = iff::DEBUG
    | iff::NOTRAILERS
    | iff::NOARP
    | iff::PROMISC
    | iff::ALLMULTI
    | iff::MULTICAST
    | iff::PORTSEL
    | iff::AUTOMEDIA
    | iff::DYNAMIC;

impl Inner {
    /// Sets the MTU of each slave, or of none if one does not take it.
    fn set_mtu_of_slaves(&mut self, slaves: &[String], mtu: u32) -> Result<()> {
        if slaves.iter().any(|slave| self.state.interface(slave).max_mtu < mtu) {
            return Err(Errno::INVAL);
        }
        for slave in slaves {
            self.state.get_mut(slave.as_bytes())?.set_mtu(mtu);
        }
        Ok(())
    }

    /// The flags of an interface. A bond's link is that of its slaves.
    pub(super) fn flags(&self, interface: &Interface) -> u16 {
        match &interface.role {
            Role::Bond { slaves, .. }
                if !slaves.is_empty()
                    && !slaves.iter().any(|slave| self.state.interface(slave).link) =>
            {
                interface.flags & !iff::RUNNING
            }
            _ => interface.flags,
        }
    }

    /// A request about one interface.
    pub(super) fn netdevice(&mut self, request: Request, ifreq: &mut Ifreq) -> Result<()> {
        let label = String::from_utf8_lossy(ifreq.name.as_bytes()).into_owned();
        if is_change(request) {
            self.admin()?;
        }
        let live_hwaddr = self.driver.abi > Abi::V0;
        // The text after a colon selects one of its addresses, and nothing else.
        let name = label.split(':').next().unwrap_or_default();
        // A bond's MTU is that of its slaves.
        if let Role::Bond { slaves, .. } = &self.state.get(name.as_bytes())?.role
            && request == Request::SetMtu
        {
            self.set_mtu_of_slaves(&slaves.clone(), ifreq.number())?;
        }
        let flags = self.flags(self.state.get(name.as_bytes())?);
        let interface = self.state.get_mut(name.as_bytes())?;
        match request {
            Request::GetFlags => ifreq.set(flags.to_ne_bytes()),
            Request::GetMtu => ifreq.set(interface.mtu.to_ne_bytes()),
            Request::GetTxQLen => ifreq.set(interface.txqueuelen.to_ne_bytes()),
            Request::GetMap => ifreq.set(ifmap(&interface.map)),
            Request::GetMetric => ifreq.set([0; 4]),
            Request::GetIndex => ifreq.set(interface.index.to_ne_bytes()),
            Request::GetHwAddr => {
                let mut sockaddr = [0; 16];
                sockaddr[..2].copy_from_slice(&interface.hwaddr.kind.to_ne_bytes());
                sockaddr[2..].copy_from_slice(&interface.hwaddr.bytes);
                ifreq.set(sockaddr);
            }
            Request::SetFlags => {
                let flags = ifreq.flags().0;
                interface.set_up(flags & iff::UP != 0);
                interface.flags = (interface.flags & !SETTABLE) | (flags & SETTABLE);
            }
            Request::SetMtu => {
                let mtu = ifreq.number();
                if mtu > interface.max_mtu {
                    return Err(Errno::INVAL);
                }
                interface.set_mtu(mtu);
            }
            Request::SetTxQLen => {
                interface.txqueuelen =
                    i32::try_from(ifreq.number()).map_err(|_| Errno::INVAL)?.unsigned_abs();
            }
            // No kernel has private flags, or a metric; and this is no driver of Linux 2.4.
            Request::GetPFlags | Request::SetPFlags => return Err(Errno::INVAL),
            Request::SetMetric | Request::SetMap => return Err(Errno::OPNOTSUPP),
            Request::SetHwAddr => {
                // `sa_family` is where `ifr_flags` is.
                let kind = ifreq.flags().0;
                if kind != interface.hwaddr.kind {
                    return Err(Errno::INVAL);
                }
                let is_bond = matches!(interface.role, Role::Bond { .. });
                if interface.is_up() && !(is_bond && live_hwaddr) {
                    return Err(Errno::BUSY);
                }
                interface.set_hwaddr(ifreq.hwaddr());
            }
            Request::GetAddress
            | Request::GetDestination
            | Request::GetBroadcast
            | Request::GetNetmask => {
                let found = interface.ipv4.iter().find(|address| address.label == label);
                let found = found.ok_or(Errno::ADDRNOTAVAIL)?;
                ifreq.set(sockaddr(match request {
                    Request::GetAddress => found.local,
                    Request::GetDestination => found.destination,
                    Request::GetBroadcast => found.broadcast,
                    _ => found.mask,
                }));
            }
            Request::SetAddress
            | Request::SetDestination
            | Request::SetBroadcast
            | Request::SetNetmask => interface.set_address(request, &label, ifreq.ipv4().into())?,
            other => panic!("{other:?} is no request of netdevice(7)"),
        }
        Ok(())
    }
}

impl Interface {
    /// Sets the hardware address from outside. A card that gets its own back has its own.
    fn set_hwaddr(&mut self, sa_data: &[u8]) {
        let mut bytes = [0; 14];
        bytes.copy_from_slice(sa_data);
        let origin = if bytes == self.made_with() { Origin::Permanent } else { Origin::Set };
        self.hwaddr = HwAddr { bytes, origin, ..self.hwaddr };
    }

    /// The hardware address from the card's making.
    fn made_with(&self) -> [u8; 14] {
        let mut card = super::ethernet(&self.name);
        card.make_up_hwaddr(self.index);
        card.hwaddr.bytes
    }

    /// SIOCSIFADDR and similar requests: the first address of the label is changed. The kernel does that
    /// by removing it, with its secondary ones, and adding it again.
    fn set_address(&mut self, request: Request, label: &str, value: Ipv4Addr) -> Result<()> {
        let is_new = request == Request::SetAddress;
        if is_new && !self.has_ipv4() {
            return Err(Errno::NOBUFS);
        }
        let found = self.ipv4.iter().find(|address| address.label == label).cloned();
        let mut address = match (&found, is_new) {
            (Some(found), _) => found.clone(),
            (None, false) => return Err(Errno::ADDRNOTAVAIL),
            (None, true) => Ipv4 {
                local: Ipv4Addr::UNSPECIFIED,
                destination: Ipv4Addr::UNSPECIFIED,
                mask: Ipv4Addr::UNSPECIFIED,
                broadcast: Ipv4Addr::UNSPECIFIED,
                label: label.into(),
                secondary: false,
            },
        };
        let whole_network = |address: &Ipv4| address.local | !address.mask;
        match request {
            Request::SetAddress => {
                address.local = value;
                address.destination = value;
                address.mask = class_mask(value).ok_or(Errno::INVAL)?;
                address.broadcast = whole_network(&address);
            }
            Request::SetDestination => address.destination = value,
            Request::SetBroadcast => address.broadcast = value,
            _ => {
                let followed = address.broadcast == whole_network(&address);
                if value.to_bits().leading_ones() != value.to_bits().count_ones() {
                    return Err(Errno::INVAL);
                }
                address.mask = value;
                if followed {
                    address.broadcast = whole_network(&address);
                }
            }
        }
        if let Some(found) = found {
            if found == address || (is_new && found.local == value) {
                return Ok(());
            }
            self.remove(&found);
        }
        if !address.local.is_unspecified() {
            self.insert(address);
        }
        Ok(())
    }
}

/// Whether a request needs CAP_NET_ADMIN.
fn is_change(request: Request) -> bool {
    matches!(
        request,
        Request::SetFlags
            | Request::SetAddress
            | Request::SetDestination
            | Request::SetBroadcast
            | Request::SetNetmask
            | Request::SetMtu
            | Request::SetHwAddr
            | Request::SetMetric
            | Request::SetMap
            | Request::SetTxQLen
    )
}

/// The mask that an address had before networks were cut at any bit.
fn class_mask(address: Ipv4Addr) -> Option<Ipv4Addr> {
    match address.octets()[0] {
        0 => Some(mask_of(0)),
        1..=127 => Some(mask_of(8)),
        128..=191 => Some(mask_of(16)),
        192..=223 => Some(mask_of(24)),
        _ => None,
    }
}

const LONG: usize = size_of::<usize>();

/// A struct ifmap.
fn ifmap(map: &Map) -> [u8; 2 * LONG + 8] {
    let mut ifmap = [0; 2 * LONG + 8];
    ifmap[..LONG].copy_from_slice(&map.mem_start.to_ne_bytes());
    ifmap[LONG..2 * LONG].copy_from_slice(&map.mem_end.to_ne_bytes());
    let [base_low, base_high] = map.base_addr.to_ne_bytes();
    ifmap[2 * LONG..2 * LONG + 5]
        .copy_from_slice(&[base_low, base_high, map.irq, map.dma, map.port]);
    ifmap
}

/// A struct sockaddr_in.
fn sockaddr(address: Ipv4Addr) -> [u8; 16] {
    let mut sockaddr = [0; 16];
    sockaddr[..2].copy_from_slice(&2_u16.to_ne_bytes());
    sockaddr[4..8].copy_from_slice(&address.octets());
    sockaddr
}
