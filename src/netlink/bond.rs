// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bonds: RTM_NEWLINK creates them and sets their options, RTM_DELLINK deletes them.
//!
//! An option of a bond is an attribute, IFLA_BOND_* of `linux/if_link.h`. The kernel reports it as it is set, so
//! nothing here knows its meaning.

use super::Socket;
use super::link::{BOND, IFLA_ADDRESS, IFLA_IFNAME, IFLA_INFO_DATA, IFLA_INFO_KIND, IFLA_LINKINFO};
use super::message::{
    AttributeHeader, Buffer, Header, NLM_F_ACK, NLM_F_ACK_TLVS, NLM_F_CREATE, NLM_F_EXCL,
    NLMSG_ERROR, RTM_DELLINK, RTM_NEWLINK, append, begin, end, int, put, read, start_link,
};
use crate::netdevice::ifname::IfName;
use crate::sys::errno::{Errno, Result};

/// The kernel rejected a bond or its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The reason.
    pub reason: Errno,
    /// The option at fault, IFLA_BOND_*; 0 if the kernel does not name it.
    pub option: u16,
}

impl From<Errno> for Rejected {
    fn from(reason: Errno) -> Self {
        Self { reason, option: 0 }
    }
}

/// Creates a bond with this name and these options: all of it, or nothing. EEXIST if something has the name;
/// EOPNOTSUPP without a bonding driver.
pub fn new_bond(
    socket: &Socket,
    name: &IfName,
    options: &[u8],
) -> core::result::Result<(), Rejected> {
    let mut request = Buffer::new();
    start_link(&mut request, RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, 0);
    put(&mut request, IFLA_IFNAME, name.as_field());
    change(socket, &mut request, options)
}

/// Sets options of the bond with this index. If one is rejected, those before it in the driver's order are set.
pub fn set_bond(socket: &Socket, index: u32, options: &[u8]) -> core::result::Result<(), Rejected> {
    let mut request = Buffer::new();
    start_link(&mut request, RTM_NEWLINK, NLM_F_ACK, index);
    change(socket, &mut request, options)
}

/// Sends a request with the kind of the interface and options.
fn change(
    socket: &Socket,
    request: &mut Buffer,
    options: &[u8],
) -> core::result::Result<(), Rejected> {
    let info = begin(request, IFLA_LINKINFO);
    put(request, IFLA_INFO_KIND, BOND);
    let data = begin(request, IFLA_INFO_DATA);
    let place = request.len();
    let room = append(request, options);
    end(request, data);
    end(request, info);
    let mut option = 0;
    let length = request.len();
    let outcome = room.and_then(|()| {
        socket.explain_errors()?;
        socket.ask(request, &mut |kind, message| {
            if kind == NLMSG_ERROR {
                option = option_at(options, offset(message, length).wrapping_sub(place));
            }
        })
    });
    outcome.map_err(|reason| Rejected { reason, option })
}

/// NLMSGERR_ATTR_OFFS of `linux/netlink.h`: the offset of the attribute at fault in the request.
const OFFSET: u16 = 2;

/// The offset of the attribute at fault in a request of this length; 0 if the error does not have it.
fn offset(error: &mut [u8], length: usize) -> usize {
    let explained = read(error).is_some_and(|header: Header| header.flags & NLM_F_ACK_TLVS != 0);
    // The error has a header, an errno, and the request.
    let start = size_of::<Header>() + size_of::<i32>() + length;
    match error.get_mut(start..) {
        Some(attributes) if explained => int(attributes, OFFSET) as usize,
        _ => 0,
    }
}

/// The option that contains this place among options; 0 if none does.
fn option_at(options: &[u8], place: usize) -> u16 {
    let mut at = 0;
    while let Some(option) = options.get(at..).and_then(read::<AttributeHeader>) {
        at += usize::from(option.length).next_multiple_of(4).max(1);
        if place < at {
            return option.kind & 0x3fff;
        }
    }
    0
}

/// Deletes the interface with this index, if it exists. A bond's driver releases its slaves before: they are down then.
pub fn delete(socket: &Socket, index: u32) -> Result<()> {
    let mut request = Buffer::new();
    start_link(&mut request, RTM_DELLINK, NLM_F_ACK, index);
    match socket.request(&mut request) {
        Err(Errno::NODEV) => Ok(()),
        outcome => outcome,
    }
}

/// Returns the error that the creation of a bond would have: EPERM without CAP_NET_ADMIN, or EOPNOTSUPP without a
/// driver.
pub fn may_bond(socket: &Socket) -> Result<()> {
    // The driver rejects an address of zeros before anything is created; and without NLM_F_CREATE, nothing is
    // created anyway, nor is a driver loaded.
    let mut request = Buffer::new();
    start_link(&mut request, RTM_NEWLINK, NLM_F_ACK, 0);
    put(&mut request, IFLA_ADDRESS, &[0; 6]);
    match change(socket, &mut request, &[]) {
        Err(Rejected { reason: Errno::PERM, .. }) => Err(Errno::PERM),
        Ok(()) | Err(Rejected { reason: Errno::ADDRNOTAVAIL, .. }) => Ok(()),
        Err(_) => Err(Errno::OPNOTSUPP),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_at_fault_is_the_one_that_contains_its_offset() {
        let mut options = Buffer::new();
        put(&mut options, 1, &[4]);
        put(&mut options, 3, &100_u32.to_ne_bytes());
        put(&mut options, 8 | 0x8000, &[0; 20]);
        for (place, option) in
            [(0, 1), (7, 1), (8, 3), (12, 3), (16, 8), (39, 8), (40, 0), (999, 0)]
        {
            assert_eq!(option_at(&options, place), option, "{place}");
        }
        assert_eq!(option_at(&[], 0), 0);
        // An error without an explanation names no offset: that is before all options.
        assert_eq!(option_at(&options, 0_usize.wrapping_sub(52)), 0);
    }
}
