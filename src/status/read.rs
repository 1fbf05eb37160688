// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bonds and their slaves, in memory: the kernel's messages about them, and a list that sorts these.

use zerocopy::IntoBytes;

use crate::kernel::{
    Errno, Flags, IfName, Ifbond, Ifreq, Ifslave, Kernel, Memory, Record, Request, Result, System,
};
use crate::netlink::link::{
    BOND, IFLA_INFO_DATA, IFLA_INFO_KIND, IFLA_INFO_SLAVE_DATA, IFLA_INFO_SLAVE_KIND,
    IFLA_LINKINFO, bond_data, slave_data,
};
use crate::netlink::message::{
    Attributes, LinkRecord, RTM_NEWLINK, attributes_after, header_of, next_message,
};
use crate::netlink::{
    Buffer, IFLA_ALT_IFNAME, IFLA_PROP_LIST, Link, SlaveState, attribute, begin, end, put,
    until_complete,
};
use crate::parse::until;
use crate::show::records::{halves, name, sort};

/// So many records are on the stack: a bond with seven slaves needs no other memory.
const FEW: usize = 256;

/// All bonds and slaves of a machine.
pub struct Bonds<S: System> {
    system: S,
    /// The messages, and after them a record for each: the name of the bond, in two halves; the position among all;
    /// the place of the message; and the interface's index. They are in `memory`, if there is some.
    few: [Record; FEW],
    memory: Option<S::Memory>,
    /// How many records the messages take, and how many records follow them.
    messages: usize,
    count: usize,
    /// Why there was no memory for all.
    outcome: Result<()>,
}

/// A bond and its slaves, in the order of their names.
pub struct Bond<'a> {
    messages: &'a mut [u8],
    records: &'a [Record],
}

impl Bond<'_> {
    /// How many interfaces it consists of: the bond itself is number 0.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// The attributes of an interface.
    #[inline(never)]
    pub fn attributes(&mut self, number: usize) -> &mut [u8] {
        let place = self.records.get(number).map_or(0, |&[_, _, _, place, _]| place);
        attributes_after::<LinkRecord>(message(self.messages, place))
    }

    /// The state of an interface.
    pub fn read(&mut self, number: usize) -> Link {
        let place = self.records.get(number).map_or(0, |&[_, _, _, place, _]| place);
        let mut link = Link::NONE;
        let attributes = link.read(RTM_NEWLINK, message(self.messages, place));
        link.slave = SlaveState::read(slave_data(attributes));
        link
    }

    /// The name of the interface with this index, if it is one of these.
    pub fn name_of(&mut self, index: u32) -> IfName {
        let is_it = |record: &Record| matches!(record, [.., known] if *known == u64::from(index));
        self.records.iter().position(is_it).map_or(IfName::NONE, |number| self.read(number).name)
    }
}

/// The message at this place.
#[allow(clippy::cast_possible_truncation)] // A place in memory.
fn message(messages: &mut [u8], place: u64) -> &mut [u8] {
    let mut rest = messages.get_mut(place as usize * size_of::<Record>()..).unwrap_or_default();
    next_message(&mut rest).unwrap_or_default()
}

impl<S: System> Bonds<S> {
    /// Reads all bonds and slaves.
    pub fn read(system: S, kernel: &S::Kernel) -> Result<Self> {
        let few = [[0; 5]; FEW];
        let mut bonds = Self { system, few, memory: None, messages: 0, count: 0, outcome: Ok(()) };
        until_complete(|| {
            (bonds.messages, bonds.count, bonds.outcome) = (0, 0, Ok(()));
            kernel.dump(&mut |kind, message| {
                if kind == RTM_NEWLINK
                    && let Err(reason) = bonds.add(kernel, message)
                {
                    bonds.outcome = Err(reason);
                }
            })
        })?;
        bonds.outcome?;
        bonds.sort();
        Ok(bonds)
    }

    /// Adds a message, if it is about a bond or a slave.
    fn add(&mut self, kernel: &S::Kernel, message: &mut [u8]) -> Result<()> {
        let mut link = Link::NONE;
        let attributes = link.read(RTM_NEWLINK, message);
        let is_bond = is_bond(attributes);
        let is_slave = link.flags.has(Flags::SLAVE);
        let mut more = Buffer::new();
        let asked = if is_bond && bond_data(attributes).is_empty() {
            ask_about_bond(kernel, &link, &mut more)
        } else if is_slave && slave_data(attributes).is_empty() {
            ask_about_slave(kernel, &link, &mut more)
        } else {
            Ok(())
        };
        match asked {
            Ok(()) if is_bond || is_slave => {}
            // It is no slave of a bond, or has vanished meanwhile.
            Ok(()) | Err(Errno::NODEV | Errno::OPNOTSUPP) => return Ok(()),
            Err(reason) => return Err(reason),
        }
        let (length, start) = (message.len() + more.len(), self.messages * size_of::<Record>());
        let size = length.div_ceil(size_of::<Record>());
        self.count += 1;
        self.reserve(self.messages + size + self.count)?;
        self.messages += size;
        if let Some(header) = header_of(message) {
            #[allow(clippy::cast_possible_truncation)] // It has fewer than 16 KiB.
            {
                header.length = length as u32;
            }
        }
        self.copy(start, message);
        self.copy(start + message.len(), &more);
        Ok(())
    }

    /// Copies some bytes to this place of the memory.
    #[inline(never)]
    fn copy(&mut self, start: usize, bytes: &[u8]) {
        if let Some(to) = self.records().as_mut_bytes().get_mut(start..start + bytes.len()) {
            to.copy_from_slice(bytes);
        }
    }

    /// The memory.
    fn records(&mut self) -> &mut [Record] {
        match &mut self.memory {
            Some(memory) => memory,
            None => &mut self.few,
        }
    }

    /// Makes room for so many records.
    fn reserve(&mut self, count: usize) -> Result<()> {
        while self.records().len() < count {
            match &mut self.memory {
                Some(memory) => memory.grow()?,
                None => {
                    let mut memory = self.system.memory(false)?;
                    if let Some(start) = memory.first_chunk_mut() {
                        *start = self.few;
                    }
                    self.memory = Some(memory);
                }
            }
        }
        Ok(())
    }

    /// The messages, and the records about them.
    fn parts(&mut self) -> (&mut [u8], &mut [Record]) {
        let (messages, count) = (self.messages, self.count);
        let (messages, records) = self.records().split_at_mut_checked(messages).unwrap_or_default();
        (messages.as_mut_bytes(), records.get_mut(..count).unwrap_or_default())
    }

    /// Makes the list, and sorts it by the names of bonds, and of their slaves.
    #[allow(clippy::cast_possible_truncation)] // Places in memory.
    fn sort(&mut self) {
        let (messages, records) = self.parts();
        let mut place = 0;
        for record in &mut *records {
            let message = message(messages, place as u64);
            let size = message.len().div_ceil(size_of::<Record>());
            let mut link = Link::NONE;
            let attributes = link.read(RTM_NEWLINK, message);
            let is_slave = !is_bond(attributes);
            let bond = if is_slave { link.master } else { link.index };
            let [high, low] = halves(link.name.word());
            // A bond comes before its slaves.
            *record = [
                u64::from(bond) << 1 | u64::from(is_slave),
                high,
                low,
                place as u64,
                link.index.into(),
            ];
            place += size;
        }
        sort(records);
        let mut bond = [0; 3];
        for (position, record) in records.iter_mut().enumerate() {
            let [group, high, low, place, index] = *record;
            if group & 1 == 0 {
                bond = [group | 1, high, low];
            }
            // Slaves of another driver have no bond here, and no name.
            let [_, high, low] = if bond[0] == group | 1 { bond } else { [0; 3] };
            *record = [high, low, position as u64, place, index];
        }
        sort(records);
    }

    /// Passes the bond of this name, or all bonds. False if there is none.
    pub fn each(&mut self, wanted: Option<&[u8]>, visit: &mut dyn FnMut(&mut Bond<'_>)) -> bool {
        let (messages, records) = self.parts();
        let mut found = false;
        for records in records.chunk_by(|one, next| one.first_chunk::<2>() == next.first_chunk()) {
            let mut bond = Bond { messages, records };
            let own = records.first().map_or(IfName::NONE, name);
            let is_wanted = own != IfName::NONE
                && wanted.is_none_or(|wanted| {
                    own.as_bytes() == wanted || has_alternative_name(bond.attributes(0), wanted)
                });
            if is_wanted {
                visit(&mut bond);
                found = true;
            }
        }
        found
    }
}

/// Whether the driver of an interface says that it is a bond.
fn is_bond(attributes: &mut [u8]) -> bool {
    attribute(attribute(attributes, IFLA_LINKINFO), IFLA_INFO_KIND).starts_with(BOND)
}

/// Whether an interface has this alternative name.
fn has_alternative_name(attributes: &mut [u8], wanted: &[u8]) -> bool {
    let mut names = Attributes(attribute(attributes, IFLA_PROP_LIST));
    names.any(|(kind, name)| kind == IFLA_ALT_IFNAME && until(name, 0) == wanted)
}

/// Appends the state of a bond by SIOCBONDINFOQUERY: before Linux 3.13, the message does not have it.
fn ask_about_bond<K: Kernel>(kernel: &K, link: &Link, to: &mut Buffer) -> Result<()> {
    let mut info = Ifbond::default();
    kernel.bond_info(&link.name, &mut info)?;
    let state = [Some(info.bond_mode), None, Some(info.miimon)];
    put_info(to, [IFLA_INFO_KIND, IFLA_INFO_DATA], state);
    Ok(())
}

/// Appends the state of a slave by SIOCBONDSLAVEINFOQUERY: before Linux 3.14, the message does not have it.
fn ask_about_slave<K: Kernel>(kernel: &K, link: &Link, to: &mut Buffer) -> Result<()> {
    let mut ifreq = Ifreq::new(&IfName::NONE);
    ifreq.set(link.master.to_ne_bytes());
    kernel.request(Request::GetName, &mut ifreq)?;
    let mut info = Ifslave::default();
    while info.name() != Some(link.name) {
        let next = info.slave_id + i32::from(info.name().is_some());
        kernel.slave_info(&ifreq.name, next, &mut info)?;
    }
    let failures = info.link_failure_count.cast_signed();
    let state = [Some(info.state.into()), Some(info.link.into()), Some(failures)];
    put_info(to, [IFLA_INFO_SLAVE_KIND, IFLA_INFO_SLAVE_DATA], state);
    Ok(())
}

/// Appends IFLA_LINKINFO with the first attributes of the bonding driver.
fn put_info(to: &mut Buffer, [kind, data]: [u16; 2], state: [Option<i32>; 3]) {
    let info = begin(to, IFLA_LINKINFO);
    put(to, kind, BOND);
    let data = begin(to, data);
    for (kind, value) in (1..).zip(state) {
        if let Some(value) = value {
            // All have four bytes here; in the kernel's messages, some have fewer.
            put(to, kind, &value.to_ne_bytes());
        }
    }
    end(to, data);
    end(to, info);
}
