//! The state of bonds, by what their driver tells: SIOCBONDINFOQUERY and SIOCBONDSLAVEINFOQUERY, for which
//! no privilege is needed, no `/proc` and no `/sys`.

use core::convert::Infallible;

use crate::create::option;
use crate::kernel::{
    Errno, Flags, IfName, Ifbond, Ifreq, Ifslave, Kernel, Request, Result, Stream,
    System,
};
use crate::netlink::{Buffer, By, Link};
use crate::output::{Fact, Field, Message, Printer};
use crate::show;

/// BOND_STATE_ACTIVE of `linux/if_bonding.h`.
const STATE_ACTIVE: i8 = 0;
/// BOND_LINK_UP
const LINK_UP: i8 = 0;
/// BOND_LINK_DOWN
const LINK_DOWN: i8 = 2;

/// Tells of these bonds, or of all where none is named: in JSON, or for people.
#[inline(never)]
pub fn run<S: System>(
    system: S,
    kernel: &S::Kernel,
    masters: &mut dyn Iterator<Item = &'_ [u8]>,
    json: bool,
    printer: &mut Printer<S>,
) {
    printer.of_bonds = Fact::Bonds.bit() | Fact::First.bit();
    if json {
        printer.of_bonds |= Fact::Json.bit();
    }
    let mut name = masters.next();
    loop {
        printer.about.read(name.unwrap_or_default(), false);
        show::run(system, kernel, true, printer);
        name = masters.next();
        if name.is_none() {
            break;
        }
    }
    print(printer, 0, Message::StatusEnd);
}

/// Tells of the bond that the printer is about; or what is wrong with it, if it was `named`.
#[inline(never)]
pub fn tell<S: System>(kernel: &S::Kernel, printer: &mut Printer<S>, mut named: bool) {
    let Err(reason) = bond(kernel, printer, &mut named);
    // It is none, or has vanished meanwhile, or that was its last slave.
    if named || !matches!(reason, Errno::OPNOTSUPP | Errno::NODEV) {
        printer.master = printer.about;
        printer.fail(Message::Settings, reason);
    }
}

/// Tells of the bond that the printer is about, and of its slaves, up to what ends that: EOPNOTSUPP where
/// it is none, ENODEV behind its last slave. From its name on, nobody misses it.
fn bond<S: System>(
    kernel: &S::Kernel,
    printer: &mut Printer<S>,
    missed: &mut bool,
) -> Result<Infallible> {
    let mut ifreq = Ifreq::new(&printer.about);
    kernel.request(Request::GetFlags, &mut ifreq)?;
    let mut flags = ifreq.flags();
    // Other drivers are not asked what they may take for something else.
    if !flags.has(Flags::MASTER) {
        return Err(Errno::OPNOTSUPP);
    }
    let mut info = Ifbond::default();
    kernel.bond_info(&ifreq.name, &mut info)?;
    let mode = info.bond_mode.cast_unsigned();
    printer.set(Field::Mode, mode.into());
    printer.set(Field::OtherMode, mode.into());
    printer.set(Field::Miimon, info.miimon.cast_unsigned().into());
    printer.set(Field::Slaves, info.num_slaves.cast_unsigned().into());
    let monitored = is_monitored(kernel, &mut ifreq, &info)?;
    // Without monitoring, the driver takes every link for up: then the carriers count.
    let by_carrier = monitored != Some(true);
    if by_carrier && !has_active_link(kernel, &ifreq.name)? {
        flags = flags - Flags::RUNNING;
    }
    let shown = Flags::UP | Flags::RUNNING;
    let mut facts = u32::from((shown - (shown - flags)).0);
    if monitored == Some(false) {
        facts |= Fact::Unmonitored.bit();
    }
    line(printer, ifreq.name.as_field(), facts);
    printer.print(Message::StatusOfBond);
    *missed = false;

    let next = printer.of_bonds;
    printer.of_bonds |= Fact::First.bit();
    let mut slave = Ifslave::default();
    let mut slave_id = 0;
    let outcome = loop {
        let outcome = read_slave(kernel, &ifreq.name, slave_id, &mut slave, by_carrier);
        if let Err(reason) = outcome {
            break reason;
        }
        printer.set(Field::Failures, slave.link_failure_count.into());
        printer.set(Field::State, slave.state.cast_unsigned().into());
        printer.set(Field::Link, slave.link.cast_unsigned().into());
        line(printer, &slave.slave_name, Fact::Slave.bit());
        printer.print(Message::StatusOfSlave);
        slave_id += 1;
    };
    print(printer, 0, Message::StatusOfSlaves);
    printer.of_bonds = next;
    Err(outcome)
}

/// Whether the driver monitors the links of a bond. None if the kernel does not report it (before 3.13): then
/// the bond may have an arp_interval.
fn is_monitored<K: Kernel>(kernel: &K, ifreq: &mut Ifreq, info: &Ifbond) -> Result<Option<bool>> {
    if info.miimon != 0 {
        return Ok(Some(true));
    }
    let mut options = Buffer::new();
    let mut link = Link::NONE;
    kernel.bond(By::Name(ifreq.name.as_bytes()), &mut link, &mut options)?;
    Ok(if options.is_empty() { None } else { Some(option::is_monitored(&mut options)) })
}

/// Whether a slave that the bond uses has a carrier.
fn has_active_link<K: Kernel>(kernel: &K, bond: &IfName) -> Result<bool> {
    let mut slave = Ifslave::default();
    let mut slave_id = 0;
    loop {
        match read_slave(kernel, bond, slave_id, &mut slave, true) {
            Err(Errno::NODEV) => return Ok(false),
            outcome => outcome?,
        }
        if slave.state == STATE_ACTIVE && slave.link == LINK_UP {
            return Ok(true);
        }
        slave_id += 1;
    }
}

/// Reads the state of a slave. If `by_carrier` is set, its link is down without a carrier, whatever the driver
/// thinks of it.
#[inline(never)]
fn read_slave<K: Kernel>(
    kernel: &K,
    bond: &IfName,
    slave_id: i32,
    slave: &mut Ifslave,
    by_carrier: bool,
) -> Result<()> {
    kernel.slave_info(bond, slave_id, slave)?;
    if by_carrier && let Some(name) = slave.name() {
        let mut ifreq = Ifreq::new(&name);
        match kernel.request(Request::GetFlags, &mut ifreq) {
            Ok(()) if ifreq.flags().has(Flags::RUNNING) => {}
            Ok(()) | Err(Errno::NODEV) => slave.link = LINK_DOWN,
            outcome => outcome?,
        }
    }
    Ok(())
}

/// Begins what is told of an interface: with its name.
#[inline(never)]
fn line<S: System>(printer: &mut Printer<S>, name: &[u8; IfName::SIZE], facts: u32) {
    print(printer, facts, Message::StatusName);
    printer.of_bonds &= !Fact::First.bit();
    let json = printer.has(Fact::Json);
    for &byte in name {
        match byte {
            0 if json => return,
            0 => printer.put(b' '),
            ..=b'"' | b'\\' | 0x7f.. if json => {
                printer.set(Field::HighNibble, (byte >> 4).into());
                printer.set(Field::LowNibble, (byte & 15).into());
                printer.print(Message::StatusEscape);
            }
            _ => printer.put(byte),
        }
    }
}

/// Prints a text about bonds, where these facts hold.
#[inline(never)]
fn print<S: System>(printer: &mut Printer<S>, facts: u32, message: Message) {
    printer.to(Stream::Stdout);
    printer.facts = printer.of_bonds | facts;
    printer.print(message);
}
