//! Bonds over rtnetlink(7): RTM_NEWLINK and RTM_DELLINK make them, set their options and delete them;
//! RTM_GETLINK tells what they have.
//!
//! An option of a bond is an attribute, IFLA_BOND_* of `linux/if_link.h`. It is told as it is set, so that
//! nothing here knows what it means.

use heapless::Vec;

use super::saved::{IFLA_MASTER, int};
use super::{
    ANY_FAMILY, GET_LINKS, HIGH, IFLA, IFLA_IFNAME, INDEX, LENGTH, NLM_F_ACK, NLM_F_CREATE,
    NLM_F_EXCL, RTM_DELLINK, RTM_GETLINK, RTM_NEWLINK, attribute, put_u16, request, talk,
};
use crate::kernel::{Errno, IfName, LinkState, Result};
use crate::parse::{place, until};

/// Attributes (struct rtattr with what it carries): of a bond with thirty-two targets there are some 800
/// bytes.
pub type Attributes = Vec<u8, 1024>;

const IFLA_LINKINFO: u8 = 18;
const IFLA_INFO_KIND: u8 = 1;
const IFLA_INFO_DATA: u8 = 2;
const BOND: &[u8; 4] = b"bond";

/// Appends some bytes. ENOBUFS where there is no room for them.
#[inline(never)]
pub fn append(attributes: &mut Attributes, bytes: &[u8]) -> Result<()> {
    attributes.extend_from_slice(bytes).map_err(|_| Errno::NOBUFS)
}

/// Appends the start of an attribute: its length, its type.
#[allow(clippy::cast_possible_truncation)] // There are 1,024 bytes.
#[inline(never)]
fn begin(attributes: &mut Attributes, kind: u8, len: usize) {
    let ([a, b], [c, d]) = ((4 + len as u16).to_ne_bytes(), u16::from(kind).to_ne_bytes());
    // What is said of one bond has a third of the room.
    let _ = append(attributes, &[a, b, c, d]);
}

/// Appends an attribute: its length, its type, and what it carries, padded to a multiple of four bytes.
#[inline(never)]
pub fn put(attributes: &mut Attributes, kind: u8, value: &[u8]) {
    begin(attributes, kind, value.len());
    let _ = append(attributes, value);
    let _ = append(attributes, [0; 3].get(..value.len().wrapping_neg() & 3).unwrap_or_default());
}

/// What an attribute carries; empty where there is none of this type.
pub fn get(attributes: &mut [u8], kind: u8) -> &mut [u8] {
    attribute(attributes, 0, kind)
}

/// Makes a bond of this name, with the options that its driver gives it. EEXIST where something has the
/// name; EOPNOTSUPP without a bonding driver.
pub fn new_bond(name: &IfName) -> Result<()> {
    let kind = [RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL];
    change(kind, 0, (IFLA_IFNAME, name.as_field()), (NONE, &[]))
}

/// Sets an option of the bond with this index.
pub fn set_bond(index: u32, option: u8, value: &[u8]) -> Result<()> {
    change([RTM_NEWLINK, NLM_F_ACK], index, (NONE, &[]), (option, value))
}

/// Deletes the interface with this index. A bond's driver lets go of its slaves before.
#[inline(never)]
pub fn delete(index: u32) -> Result<()> {
    ask(&mut start([RTM_DELLINK, NLM_F_ACK], index), &mut |_| {})
}

/// Reads the state of the interface with this index; and its options, if it is a bond.
pub fn link(index: u32, options: &mut Attributes) -> Result<LinkState> {
    let mut state = LinkState::default();
    let mut room = Ok(());
    options.clear();
    ask(&mut start([RTM_GETLINK, NLM_F_ACK], index), &mut |message| {
        // Before Linux 6.2, a new bond is running even without a carrier.
        let carrier = attribute(message, IFLA, IFLA_CARRIER).first() != Some(&0);
        state.running = carrier && number_at(message, IFI_FLAGS) & IFF_RUNNING != 0;
        state.master = int(message, IFLA_MASTER);
        room = append(options, of_driver(message, IFLA_INFO_KIND, IFLA_INFO_DATA));
        let slave = of_driver(message, IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA);
        state.mii_status = attribute(slave, 0, IFLA_BOND_SLAVE_MII_STATUS).first().copied();
    })
    .and(room)
    .map(|()| state)
}

/// `ifi_flags`
const IFI_FLAGS: usize = INDEX + 4;
const IFF_RUNNING: u32 = 0x40;
const IFLA_CARRIER: u8 = 33;

/// A number of struct ifinfomsg.
fn number_at(message: &[u8], at: usize) -> u32 {
    let bytes = message.get(at..).and_then(|rest| rest.first_chunk());
    bytes.map_or(0, |bytes| u32::from_ne_bytes(*bytes))
}

/// The attributes that the bonding driver reports of an interface: those of a bond (IFLA_BOND_*), or those of a
/// slave (IFLA_BOND_SLAVE_*). Empty if `kind` says that it is none.
#[inline(never)]
fn of_driver(message: &mut [u8], kind: u8, data: u8) -> &mut [u8] {
    let info = attribute(message, IFLA, IFLA_LINKINFO);
    if attribute(info, 0, kind).starts_with(BOND) { attribute(info, 0, data) } else { &mut [] }
}

const IFLA_INFO_SLAVE_KIND: u8 = 4;
const IFLA_INFO_SLAVE_DATA: u8 = 5;
const IFLA_BOND_SLAVE_MII_STATUS: u8 = 2;
const IFLA_BOND_SLAVE_PERM_HWADDR: u8 = 4;

/// Returns the index of the interface that has this alternative name. ENODEV if there is none.
#[inline(never)] // The message is on the stack for as long as this takes, not longer.
pub fn index_of_alias(name: &[u8]) -> Result<u32> {
    let mut request = start([RTM_GETLINK, NLM_F_ACK], 0);
    put(&mut request, IFLA_ALT_IFNAME, name);
    let mut index = 0;
    match ask(&mut request, &mut |message| index = number_at(message, INDEX)) {
        // Before Linux 5.5 there are no alternative names: no name is given, then.
        Err(Errno::INVAL) => Err(Errno::NODEV),
        outcome => outcome.map(|()| index),
    }
}

const IFLA_ALT_IFNAME: u8 = 53;

/// Returns the index of the card with this permanent hardware address. ENODEV if there is none, ENOTUNIQ if
/// there are two.
#[inline(never)]
pub fn index_of_card(hwaddr: &[u8; 6]) -> Result<u32> {
    for _ in 0..99 {
        let (mut count, mut index) = (0, 0);
        let asked = talk(GET_LINKS, &mut |message| {
            if has_hwaddr(message, hwaddr) {
                count += 1;
                index = number_at(message, INDEX);
            }
        });
        // The list may have changed while it was read.
        if asked != Err(Errno::INTR) {
            asked?;
            return match count {
                0 => Err(Errno::NODEV),
                1 => Ok(index),
                _ => Err(Errno::NOTUNIQ),
            };
        }
    }
    Err(Errno::BUSY)
}

/// Whether the interface that a message describes is a card with this hardware address. That is its permanent
/// one; an interface without (veth, for example) has the one that it had before it became a slave.
fn has_hwaddr(message: &mut [u8], hwaddr: &[u8; 6]) -> bool {
    let kind = attribute(attribute(message, IFLA, IFLA_LINKINFO), 0, IFLA_INFO_KIND);
    // These have the address of an interface below them.
    if place(STACKED, b' ', until(kind, 0)).is_some() {
        return false;
    }
    let mut address = attribute(message, IFLA, IFLA_PERM_ADDRESS);
    if address.is_empty() {
        let slave = of_driver(message, IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA);
        address = attribute(slave, 0, IFLA_BOND_SLAVE_PERM_HWADDR);
    }
    if address.is_empty() {
        address = attribute(message, IFLA, IFLA_ADDRESS);
    }
    address.starts_with(hwaddr)
}

const STACKED: &[u8] = b"bond bridge ipvlan macsec macvlan team vlan";
const IFLA_ADDRESS: u8 = 1;
const IFLA_PERM_ADDRESS: u8 = 54;

/// Returns the error that the creation of a bond would have: EPERM, or EOPNOTSUPP without a driver.
pub fn may_bond() -> Result<()> {
    // The driver rejects an address of zeros before anything is created; and without NLM_F_CREATE, nothing is
    // created anyway, nor is a driver loaded.
    match change([RTM_NEWLINK, NLM_F_ACK], 0, (IFLA_ADDRESS, &[0; 6]), (NONE, &[])) {
        Err(Errno::PERM) => Err(Errno::PERM),
        // That is forgiven as the error of a request to remove an address, too.
        Ok(()) | Err(Errno::ADDRNOTAVAIL) => Ok(()),
        Err(_) => Err(Errno::OPNOTSUPP),
    }
}

/// In place of an attribute or an option, where there is none: the kernel passes over it.
const NONE: u8 = 0;

/// Makes or changes a bond: sends one attribute, what the interface is, and an option of the bond. `kind` is the
/// message's type and flags.
#[inline(never)]
fn change(
    kind: [u16; 2],
    index: u32,
    (attribute, content): (u8, &[u8]),
    (option, value): (u8, &[u8]),
) -> Result<()> {
    let mut request = start(kind, index);
    put(&mut request, attribute, content);
    // Attributes within attributes: the length of each is that of all within.
    let data = 4 + value.len();
    begin(&mut request, IFLA_LINKINFO, 8 + 4 + data);
    put(&mut request, IFLA_INFO_KIND, BOND);
    begin(&mut request, IFLA_INFO_DATA, data);
    put(&mut request, option, value);
    ask(&mut request, &mut |_| {})
}

/// The start of a request about the interface with this index: a header, and struct ifinfomsg with nothing but
/// the index.
#[inline(never)]
fn start([kind, flags]: [u16; 2], index: u32) -> Attributes {
    let mut start = [0; IFLA];
    start[..20].copy_from_slice(&request(kind, flags, ANY_FAMILY, 0));
    start[INDEX..INDEX + 4].copy_from_slice(&index.to_ne_bytes());
    Attributes::from_array(start)
}

/// Makes a request, with the attributes that it has by now.
#[inline(never)]
#[allow(clippy::cast_possible_truncation)] // As above.
fn ask(request: &mut Attributes, each: &mut dyn FnMut(&mut [u8])) -> Result<()> {
    let length = request.len() as u16;
    if let Some(header) = request.first_chunk_mut() {
        put_u16(header, LENGTH + HIGH, length);
    }
    talk(request, each)
}
