// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interfaces, shown in BusyBox's layout and in the order of their names.
//!
//! The facts about an interface come from lists in which it may have any place (/proc/net/dev,
//! /proc/net/if_inet6, and rtnetlink's list of addresses for the aliases), and from requests of
//! netdevice(7) by its name. The kernel filters none of these lists by name. So this module collects
//! their lines as records, sorts them by name, and prints name by name. The memory for records grows as long
//! as the machine has some.
//!
//! Why these sources: statistics and the order of IPv6 addresses are /proc's, to the byte.
//! rtnetlink's list of links could replace five of the six requests. But reading it takes as
//! long as those do (44 ms and 41 ms for 3,300 interfaces, where /proc/net/dev takes 19 ms and
//! if_inet6 9 ms; Linux 6.12, emulated), and more code.

mod interface;
pub mod proc;
pub(crate) mod records;

use core::ffi::CStr;

use crate::FAILED;
use crate::kernel::{Errno, IfName, Kernel, Names, Result, System};
use crate::output::{FIELDS, Field, Message, Printer};
use proc::{Format, Words};
use records::{Records, halves};

/// Shows the interface that the printer is about, and returns why it cannot be shown. If the printer is
/// about none, shows all interfaces that are up, or with `all` those that are down, too.
pub fn run<S: System>(
    system: S,
    kernel: &S::Kernel,
    all: bool,
    printer: &mut Printer<S>,
) -> Result<()> {
    let wanted = printer.about;
    let Some(mut records) = records(system, printer) else { return Ok(()) };
    collect(system, kernel, &mut records, wanted, printer);
    let one = wanted != IfName::NONE;
    let mut outcome = Ok(());
    records.show_each(printer, |printer, records| {
        outcome = interface::show(kernel, printer, all || one, records);
        // An interface that vanishes meanwhile is left out.
        if let Err(reason) = outcome
            && !one
            && reason != Errno::NODEV
        {
            printer.fail(Message::Flags, reason);
        }
    });
    if one { outcome } else { Ok(()) }
}

/// No records yet, about the interface that the printer is about or about all; or reports why there is no
/// memory.
pub(crate) fn records<S: System>(
    system: S,
    printer: &mut Printer<S>,
) -> Option<Records<S::Memory>> {
    let wanted = printer.about;
    // For all interfaces, all of the memory is used at once. For one, it takes a page.
    match system.memory(wanted == IfName::NONE) {
        Ok(memory) => Some(Records::new(memory, wanted)),
        Err(reason) => {
            printer.fail(Message::Memory, reason);
            None
        }
    }
}

const DEV: &CStr = c"/proc/net/dev";
const IF_INET6: &CStr = c"/proc/net/if_inet6";

// The kinds of records. A kind is the lowest byte; an IPv6 address has two more bytes, its prefix and its
// scope.
/// Two statistics, those with this number and the next. The kinds of the other pairs are two apart.
const STATISTICS: u32 = Field::RxBytes as u32;
const LAST_STATISTICS: u32 = STATISTICS + 14;
/// An IPv6 address. No statistics have this number, nor a larger one.
const INET6: u8 = FIELDS;
/// The interface's name alone. This is no number of statistics either.
const NAME: u32 = INET6 as u32 + 1;

/// Collects the records of all lists.
fn collect<S: System>(
    system: S,
    kernel: &S::Kernel,
    records: &mut Records<S::Memory>,
    wanted: IfName,
    printer: &mut Printer<S>,
) {
    let all = wanted == IfName::NONE;
    if all {
        add_names(kernel, Names::Labels, records, printer);
    } else {
        records.add(&wanted, NAME, [0; 2]);
    }
    if let Err(reason) = add_file(system, DEV, false, records) {
        // Without /proc, or if it cannot be read, there are no statistics.
        printer.say(Message::ProcNetDev, Some(reason));
        if reason != Errno::NOENT {
            printer.status = FAILED;
        }
        if all {
            add_names(kernel, Names::Links, records, printer);
        }
    }
    match add_file(system, IF_INET6, true, records) {
        // The kernel has no IPv6.
        Ok(()) | Err(Errno::NOENT) => {}
        Err(reason) => printer.fail(Message::ProcNetIfInet6, reason),
    }
}

/// Adds the names in one of rtnetlink's lists.
pub(crate) fn add_names<S: System>(
    kernel: &S::Kernel,
    list: Names,
    records: &mut Records<S::Memory>,
    printer: &mut Printer<S>,
) {
    if let Err(reason) = kernel.names(list, |name| records.add(name, NAME, [0; 2])) {
        printer.fail(Message::Names, reason);
    }
}

/// Adds the lines of a file of /proc.
#[allow(clippy::cast_possible_truncation)] // Only an address has 128 bits.
fn add_file<S: System>(
    system: S,
    path: &CStr,
    inet6: bool,
    records: &mut Records<S::Memory>,
) -> Result<()> {
    let mut words = Words::new(system.open(path)?);

    let format = if inet6 {
        // The address, the interface's index, the prefix, the scope and the flags.
        Format { name: 5, numbers: 0b1_1111, radix: 16 }
    } else {
        Format { name: 0, numbers: words.columns(), radix: 10 }
    };
    let mut name = IfName::NONE;
    while words.next_line() {
        if !words.line(&format, &mut name) {
            continue;
        }
        let [address, statistics @ ..] = &words.numbers;
        if inet6 {
            let [_, prefix, scope, ..] = statistics;
            let kind = u32::from(INET6) | (*prefix as u32) << 8 | (*scope as u32) << 16;
            records.add(&name, kind, halves(*address));
        } else {
            // Pairs of zeros are left out, but an interface with statistics has at least one pair.
            let mut added = false;
            let mut kind = STATISTICS;
            for &[first, second] in statistics.as_chunks().0 {
                let pair = [first as u64, second as u64];
                if pair != [0; 2] || !added && kind == LAST_STATISTICS {
                    records.add(&name, kind, pair);
                    added = true;
                }
                kind += 2;
            }
        }
    }
    words.outcome
}
