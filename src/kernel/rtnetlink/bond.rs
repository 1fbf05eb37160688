//! Bonds over rtnetlink(7): RTM_NEWLINK and RTM_DELLINK make them, set their options and delete them;
//! RTM_GETLINK tells what they have.
//!
//! An option of a bond is an attribute, IFLA_BOND_* of `linux/if_link.h`. It is told as it is set, so that
//! nothing here knows what it means.

use heapless::Vec;

use super::saved::{IFLA_MASTER, int};
use super::{
    ANY_FAMILY, GET_LINKS, HIGH, IFLA, IFLA_IFNAME, INDEX, LENGTH, NLM_F_ACK, NLM_F_CREATE,
    NLM_F_EXCL, RTM_DELLINK, RTM_GETLINK, RTM_NEWLINK, attribute, index_of, put_u16, request, talk,
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
    let mut attributes = Attributes::new();
    put(&mut attributes, IFLA_IFNAME, name.as_field());
    // There is no option 0: it is passed over.
    change([RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL], 0, &mut attributes, 0, &[])
}

/// Sets an option of the bond with this index.
pub fn set_bond(index: u32, option: u8, value: &[u8]) -> Result<()> {
    change([RTM_NEWLINK, NLM_F_ACK], index, &mut Attributes::new(), option, value)
}

/// Deletes the interface with this index. A bond's driver lets go of its slaves before.
#[inline(never)]
pub fn delete(index: u32) -> Result<()> {
    ask([RTM_DELLINK, NLM_F_ACK], index, &[], &mut |_| {})
}

/// Reads the state of the interface with this index; and its options, if it is a bond.
pub fn link(index: u32, options: &mut Attributes) -> Result<LinkState> {
    let mut state = Ok(LinkState::default());
    options.clear();
    let asked = ask([RTM_GETLINK, NLM_F_ACK], index, &[], &mut |message| {
        let flags = message.get(IFI_FLAGS..).and_then(|flags| flags.first_chunk());
        let running = flags.is_some_and(|flags| u32::from_ne_bytes(*flags) & IFF_RUNNING != 0);
        // Before Linux 6.2, a new bond is running even without a carrier.
        let carrier = attribute(message, IFLA, IFLA_CARRIER).first() != Some(&0);
        let master = int(message, IFLA_MASTER);
        let info = attribute(message, IFLA, IFLA_LINKINFO);
        if attribute(info, 0, IFLA_INFO_KIND).starts_with(BOND)
            && let Err(reason) = append(options, attribute(info, 0, IFLA_INFO_DATA))
        {
            state = Err(reason);
        }
        let mii_status = attribute(as_slave(info), 0, IFLA_BOND_SLAVE_MII_STATUS).first().copied();
        state = state.map(|_| LinkState { master, running: running && carrier, mii_status });
    });
    asked.and(state)
}

/// `ifi_flags`
const IFI_FLAGS: usize = INDEX + 4;
const IFF_RUNNING: u32 = 0x40;
const IFLA_CARRIER: u8 = 33;

/// The attributes that an interface has as the slave of a bond, IFLA_BOND_SLAVE_*; empty if it is none.
fn as_slave(info: &mut [u8]) -> &mut [u8] {
    let is_slave = attribute(info, 0, IFLA_INFO_SLAVE_KIND).starts_with(BOND);
    if is_slave { attribute(info, 0, IFLA_INFO_SLAVE_DATA) } else { &mut [] }
}

const IFLA_INFO_SLAVE_KIND: u8 = 4;
const IFLA_INFO_SLAVE_DATA: u8 = 5;
const IFLA_BOND_SLAVE_MII_STATUS: u8 = 2;
const IFLA_BOND_SLAVE_PERM_HWADDR: u8 = 4;

/// Returns the index of the interface that has this alternative name. ENODEV if there is none.
pub fn index_of_alias(name: &[u8]) -> Result<u32> {
    let mut attributes = Attributes::new();
    put(&mut attributes, IFLA_ALT_IFNAME, name);
    let mut index = 0;
    let asked = ask([RTM_GETLINK, NLM_F_ACK], 0, &attributes, &mut |message| {
        index = message.first_chunk().map_or(0, |start| u32::from_ne_bytes(index_of(start)));
    });
    match asked {
        Ok(()) => Ok(index),
        // Before Linux 5.5 there are no alternative names: no name is given, then.
        Err(Errno::INVAL) => Err(Errno::NODEV),
        Err(reason) => Err(reason),
    }
}

const IFLA_ALT_IFNAME: u8 = 53;

/// Returns the index of the card with this permanent hardware address. ENODEV if there is none, ENOTUNIQ if
/// there are two.
pub fn index_of_card(hwaddr: &[u8; 6]) -> Result<u32> {
    for _ in 0..99 {
        let mut found = Err(Errno::NODEV);
        let asked = talk(GET_LINKS, &mut |message| {
            if has_hwaddr(message, hwaddr) {
                found = match (found, message.first_chunk()) {
                    (Err(Errno::NODEV), Some(start)) => Ok(u32::from_ne_bytes(index_of(start))),
                    _ => Err(Errno::NOTUNIQ),
                };
            }
        });
        // The list may have changed while it was read.
        if asked != Err(Errno::INTR) {
            return asked.and(found);
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
    let permanent = attribute(message, IFLA, IFLA_PERM_ADDRESS);
    if !permanent.is_empty() {
        return permanent.starts_with(hwaddr);
    }
    let slave = as_slave(attribute(message, IFLA, IFLA_LINKINFO));
    let before = attribute(slave, 0, IFLA_BOND_SLAVE_PERM_HWADDR);
    if !before.is_empty() {
        return before.starts_with(hwaddr);
    }
    attribute(message, IFLA, IFLA_ADDRESS).starts_with(hwaddr)
}

const STACKED: &[u8] = b"bond bridge ipvlan macsec macvlan team vlan";
const IFLA_ADDRESS: u8 = 1;
const IFLA_PERM_ADDRESS: u8 = 54;

/// Returns the error that the creation of a bond would have: EPERM, or EOPNOTSUPP without a driver.
pub fn may_bond() -> Result<()> {
    // The driver rejects an address of zeros before anything is created; and without NLM_F_CREATE, nothing is
    // created anyway, nor is a driver loaded.
    let mut attributes = Attributes::new();
    put(&mut attributes, IFLA_ADDRESS, &[0; 6]);
    match change([RTM_NEWLINK, NLM_F_ACK], 0, &mut attributes, 0, &[]) {
        Err(Errno::PERM) => Err(Errno::PERM),
        // That is forgiven as the error of a request to remove an address, too.
        Ok(()) | Err(Errno::ADDRNOTAVAIL) => Ok(()),
        Err(_) => Err(Errno::OPNOTSUPP),
    }
}

/// Makes or changes a bond: appends what it is, and its option, to its other attributes. `kind` is the
/// message's type and flags.
#[inline(never)]
fn change(
    kind: [u16; 2],
    index: u32,
    attributes: &mut Attributes,
    option: u8,
    value: &[u8],
) -> Result<()> {
    // Attributes within attributes: the length of each is that of all within.
    let data = 4 + value.len();
    begin(attributes, IFLA_LINKINFO, 8 + 4 + data);
    put(attributes, IFLA_INFO_KIND, BOND);
    begin(attributes, IFLA_INFO_DATA, data);
    put(attributes, option, value);
    ask(kind, index, attributes, &mut |_| {})
}

/// Sends a message about the interface with this index: a header, struct ifinfomsg with nothing but the
/// index, and attributes.
#[inline(never)]
#[allow(clippy::cast_possible_truncation)] // As above.
fn ask(
    [kind, flags]: [u16; 2],
    index: u32,
    attributes: &[u8],
    each: &mut dyn FnMut(&mut [u8]),
) -> Result<()> {
    let mut header = request(kind, flags, ANY_FAMILY, 0);
    put_u16(&mut header, LENGTH + HIGH, (IFLA + attributes.len()) as u16);
    let mut start = [0; IFLA];
    start[..20].copy_from_slice(&header);
    start[INDEX..INDEX + 4].copy_from_slice(&index.to_ne_bytes());
    let mut message = Attributes::from_array(start);
    let _ = append(&mut message, attributes);
    talk(&message, each)
}
