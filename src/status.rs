//! The state of bonds, as their driver reports it: SIOCBONDINFOQUERY and SIOCBONDSLAVEINFOQUERY need no
//! privilege, no `/proc` and no `/sys`.

use core::convert::Infallible;

use crate::bond::option;
use crate::kernel::{
    Attributes, Errno, Flags, IfName, Ifbond, Ifreq, Ifslave, Kernel, Names, Request, Result,
    Stream, System,
};
use crate::show;
use crate::text::{Message, Printer, bit};

/// BOND_STATE_ACTIVE of `linux/if_bonding.h`.
const STATE_ACTIVE: i8 = 0;
/// BOND_LINK_UP
const LINK_UP: i8 = 0;
/// BOND_LINK_DOWN
const LINK_DOWN: i8 = 2;

// The facts that a text may need. Of a bond's flags,
/// IFF_UP and IFF_RUNNING are facts, and so is the lack of each, this number of bits above.
const LACK: u32 = 16;
/// Its mode is 0. The next facts are the other modes; the last stands for all modes without a name.
const MODE: u8 = b'G';
const NAMELESS: u32 = 7;
/// A slave is active. The next fact: it is a backup.
const ACTIVE: u8 = b'A';
/// Its link is up. The next facts are the other BOND_LINK_*.
const LINK: u8 = b'C';
const SLAVE: u8 = b'S';
/// Nothing monitors the links of the bond.
const UNMONITORED: u8 = b'W';
/// The output is for scripts, or for people.
const JSON: u8 = b'Q';
const PLAIN: u8 = b'R';
/// This is the first element of JSON's array, or another one.
const FIRST: u8 = b'U';
const NEXT: u8 = b'T';

/// Shows these bonds, or all if none is named: in JSON, or for people.
#[inline(never)] // Saves 60 bytes with xz.
pub fn run<S: System>(
    system: S,
    kernel: &S::Kernel,
    masters: &mut dyn Iterator<Item = &'_ [u8]>,
    json: bool,
    printer: &mut Printer<S>,
) {
    printer.of_bonds = bit(FIRST) | bit(if json { JSON } else { PLAIN });
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
    print(printer, 0, Message::STATUS_END);
}

/// Shows the bond that the printer is about. Reports why it cannot be shown if the command line `named` it.
fn show_bond<S: System>(kernel: &S::Kernel, printer: &mut Printer<S>, named: bool) {
    let mut must_exist = named;
    let Err(reason) = print_bond(kernel, printer, &mut must_exist);
    // It is no bond, or has vanished meanwhile, or that was its last slave.
    if must_exist || !matches!(reason, Errno::OPNOTSUPP | Errno::NODEV) {
        printer.master = printer.about;
        printer.fail(Message::SETTINGS, reason);
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
    printer.set(b'm', mode.into());
    printer.set(b'a', info.miimon.cast_unsigned().into());
    printer.set(b'b', info.num_slaves.cast_unsigned().into());
    let monitored = is_monitored(kernel, &mut ifreq, &info)?;
    // Without monitoring, every link is up to the driver, so the carriers count.
    let by_carrier = monitored != Some(true);
    if by_carrier && !has_active_link(kernel, &ifreq.name)? {
        flags = flags - Flags::RUNNING;
    }
    let shown = Flags::UP | Flags::RUNNING;
    let lack = shown - flags;
    let mut facts = u32::from((shown - lack).0) | u32::from(lack.0) << LACK;
    if monitored == Some(false) {
        facts |= bit(UNMONITORED);
    }
    print_name(printer, ifreq.name.as_field(), facts | bit(MODE) << mode.min(NAMELESS));
    printer.print(Message::STATUS_OF_BOND.key());
    *must_exist = false;

    let next = printer.of_bonds;
    printer.of_bonds ^= bit(FIRST) | bit(NEXT);
    let mut slave = Ifslave::default();
    let mut slave_id = 0;
    let outcome = loop {
        let outcome = read_slave(kernel, &ifreq.name, slave_id, &mut slave, by_carrier);
        if let Err(reason) = outcome {
            break reason;
        }
        printer.set(b'a', slave.link_failure_count.into());
        let facts = bit(SLAVE)
            | bit(ACTIVE.wrapping_add(slave.state.cast_unsigned()))
            | bit(LINK.wrapping_add(slave.link.cast_unsigned()));
        print_name(printer, &slave.slave_name, facts);
        printer.print(Message::STATUS_OF_SLAVE.key());
        slave_id += 1;
    };
    print(printer, 0, Message::STATUS_OF_SLAVES);
    printer.of_bonds = next;
    Err(outcome)
}

/// Whether the driver monitors the links of a bond. None if the kernel does not report it (before 3.13): then
/// the bond may have an arp_interval.
fn is_monitored<K: Kernel>(kernel: &K, ifreq: &mut Ifreq, info: &Ifbond) -> Result<Option<bool>> {
    if info.miimon != 0 {
        return Ok(Some(true));
    }
    let mut options = Attributes::new();
    kernel.request(Request::GetIndex, ifreq)?;
    kernel.link(ifreq.number(), &mut options)?;
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
fn print_name<S: System>(printer: &mut Printer<S>, name: &[u8; IfName::SIZE], facts: u32) {
    print(printer, facts, Message::STATUS_NAME);
    printer.of_bonds = printer.of_bonds & !bit(FIRST) | bit(NEXT);
    let json = printer.has(JSON);
    for &byte in name {
        match byte {
            0 if json => return,
            0 => printer.put(b' '),
            ..=b'"' | b'\\' | 0x7f.. if json => {
                printer.set(b'h', (byte >> 4).into());
                printer.set(b'l', (byte & 15).into());
                printer.print(Message::STATUS_ESCAPE.key());
            }
            _ => printer.put(byte),
        }
    }
}

/// Prints a text about bonds, in which these facts hold.
fn print<S: System>(printer: &mut Printer<S>, facts: u32, message: Message) {
    printer.to(Stream::Stdout);
    printer.facts = printer.of_bonds | facts;
    printer.print(message.key());
}
