//! The state of bonds, as their driver reports it: SIOCBONDINFOQUERY and SIOCBONDSLAVEINFOQUERY need no
//! privilege, no `/proc` and no `/sys`.

use core::convert::Infallible;

use crate::create::option;
use crate::kernel::{
    Errno, Flags, IfName, Ifbond, Ifreq, Ifslave, Kernel, Names, Request, Result, Stream, System,
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

/// Shows these bonds, or all if none is named: in JSON, or for people.
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
    if name.is_none()
        && let Some(mut records) = show::records(system, printer)
    {
        show::add_names(kernel, Names::Links, &mut records, printer);
        records.show_each(printer, |printer, _| show_bond(kernel, printer, false));
    }
    while let Some(bond) = name {
        printer.about.read(bond, false);
        show_bond(kernel, printer, true);
        name = masters.next();
    }
    print(printer, 0, Message::StatusEnd);
}

/// Shows the bond that the printer is about. Reports why it cannot be shown if the command line `named` it.
fn show_bond<S: System>(kernel: &S::Kernel, printer: &mut Printer<S>, named: bool) {
    let mut must_exist = named;
    let Err(reason) = print_bond(kernel, printer, &mut must_exist);
    // It is no bond, or has vanished meanwhile, or that was its last slave.
    if must_exist || !matches!(reason, Errno::OPNOTSUPP | Errno::NODEV) {
        printer.master = printer.about;
        printer.fail(Message::Settings, reason);
    }
}

/// Prints the bond that the printer is about, and its slaves, up to an error: EOPNOTSUPP if it is no bond,
/// ENODEV after its last slave. Once its name is printed, it may vanish.
fn print_bond<S: System>(
    kernel: &S::Kernel,
    printer: &mut Printer<S>,
    must_exist: &mut bool,
) -> Result<Infallible> {
    let mut ifreq = Ifreq::new(&printer.about);
    kernel.request(Request::GetFlags, &mut ifreq)?;
    let mut flags = ifreq.flags();
    // Other drivers may take the request for something else.
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
    // Without monitoring, every link is up to the driver, so the carriers count.
    let by_carrier = monitored != Some(true);
    if by_carrier && !has_active_link(kernel, &ifreq.name)? {
        flags = flags - Flags::RUNNING;
    }
    let shown = Flags::UP | Flags::RUNNING;
    let mut facts = u32::from((shown - (shown - flags)).0);
    if monitored == Some(false) {
        facts |= Fact::Unmonitored.bit();
    }
    print_name(printer, ifreq.name.as_field(), facts);
    printer.print(Message::StatusOfBond);
    *must_exist = false;

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
        print_name(printer, &slave.slave_name, Fact::Slave.bit());
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
/// reports.
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

/// Prints the name of an interface, which begins its line.
#[inline(never)]
fn print_name<S: System>(printer: &mut Printer<S>, name: &[u8; IfName::SIZE], facts: u32) {
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
