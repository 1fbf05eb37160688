//! Bonds over rtnetlink(7): RTM_NEWLINK and RTM_DELLINK make them, set their options and delete them;
//! RTM_GETLINK tells what they have.
//!
//! An option of a bond is an attribute, IFLA_BOND_* of `linux/if_link.h`. It is told as it is set, so that
//! nothing here knows what it means.

use heapless::Vec;

use super::saved::{IFLA_MASTER, int};
use super::{
    ANY_FAMILY, HIGH, IFLA, IFLA_IFNAME, INDEX, LENGTH, NLM_F_ACK, NLM_F_CREATE, NLM_F_EXCL,
    RTM_DELLINK, RTM_GETLINK, RTM_NEWLINK, attribute, put_u16, request, talk,
};
use crate::kernel::{Errno, IfName, Result};

/// Attributes (struct rtattr with what it carries): of a bond with thirty-two targets there are some 800
/// bytes.
pub type Attributes = Vec<u8, 1024>;

const IFLA_LINKINFO: u8 = 18;
const IFLA_INFO_KIND: u8 = 1;
const IFLA_INFO_DATA: u8 = 2;
const BOND: &[u8] = b"bond";

/// Appends an attribute: its length, its type, and what it carries, padded to a multiple of four bytes.
/// ENOBUFS where there is no room for it.
#[allow(clippy::cast_possible_truncation)] // There are 1,024 bytes.
#[inline(never)]
pub fn put(attributes: &mut Attributes, kind: u8, value: &[u8]) -> Result<()> {
    let ([a, b], [c, d]) = ((4 + value.len() as u16).to_ne_bytes(), u16::from(kind).to_ne_bytes());
    let padding = [0; 3].get(..value.len().wrapping_neg() & 3).unwrap_or_default();
    for part in [&[a, b, c, d], value, padding] {
        attributes.extend_from_slice(part).map_err(|_| Errno::NOBUFS)?;
    }
    Ok(())
}

/// What an attribute carries; empty where there is none of this type.
pub fn get(attributes: &mut [u8], kind: u8) -> &mut [u8] {
    attribute(attributes, 0, kind)
}

/// Makes a bond of this name, with the options that its driver gives it. EEXIST where something has the
/// name; EOPNOTSUPP without a bonding driver.
pub fn new_bond(name: &IfName) -> Result<()> {
    let mut message = about(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, 0);
    put(&mut message, IFLA_IFNAME, name.as_field())?;
    change(&mut message, &Attributes::new())
}

/// Sets an option of the bond with this index.
pub fn set_bond(index: u32, option: u8, value: &[u8]) -> Result<()> {
    let mut data = Attributes::new();
    put(&mut data, option, value)?;
    change(&mut about(RTM_NEWLINK, 0, index), &data)
}

/// Deletes the interface with this index. A bond's driver lets go of its slaves before.
pub fn delete(index: u32) -> Result<()> {
    send(&mut about(RTM_DELLINK, 0, index), &mut |_| {})
}

/// Tells the index of the master of the interface with this index, 0 where it has none; and its options,
/// if it is a bond: none if it is not.
pub fn link(index: u32, options: &mut Attributes) -> Result<u32> {
    let mut master = 0;
    options.clear();
    let mut room = Ok(());
    send(&mut about(RTM_GETLINK, 0, index), &mut |message| {
        master = int(message, IFLA_MASTER);
        let info = attribute(message, IFLA, IFLA_LINKINFO);
        if attribute(info, 0, IFLA_INFO_KIND).starts_with(BOND) {
            let data = attribute(info, 0, IFLA_INFO_DATA);
            room = options.extend_from_slice(data).map_err(|_| Errno::NOBUFS);
        }
    })?;
    room.map(|()| master)
}

/// The start of a message about an interface: a header, and struct ifinfomsg with nothing but the index.
fn about(kind: u16, flags: u16, index: u32) -> Attributes {
    let mut start = [0; IFLA];
    start[..20].copy_from_slice(&request(kind, NLM_F_ACK | flags, ANY_FAMILY, 0));
    start[INDEX..INDEX + 4].copy_from_slice(&index.to_ne_bytes());
    Attributes::from_array(start)
}

/// Sends a message about a bond with these options.
#[inline(never)]
fn change(message: &mut Attributes, options: &[u8]) -> Result<()> {
    let mut info = Attributes::new();
    put(&mut info, IFLA_INFO_KIND, BOND)?;
    put(&mut info, IFLA_INFO_DATA, options)?;
    put(message, IFLA_LINKINFO, &info)?;
    send(message, &mut |_| {})
}

/// Sends a message, now that it is complete.
#[inline(never)]
#[allow(clippy::cast_possible_truncation)] // As above.
fn send(message: &mut Attributes, each: &mut dyn FnMut(&mut [u8])) -> Result<()> {
    let length = message.len() as u16;
    if let Some(header) = message.first_chunk_mut() {
        put_u16(header, LENGTH + HIGH, length);
    }
    talk(message, each)
}
