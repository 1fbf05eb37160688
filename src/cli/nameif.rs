// SPDX-License-Identifier: MIT OR Apache-2.0
//! `nameif`: name interfaces by their hardware addresses.
//!
//! All names and addresses are read first, from the arguments or from a file. If any of them is invalid, no
//! interface is renamed.

mod rename;
mod table;

use rename::Renaming;
use table::{Operands, Table};

use super::{is_help, open_kernel};
use crate::DONE;
use crate::kernel::{Errno, IfName, Ifreq, Kernel, Names, Request, Result, System};
use crate::output::{Message, Printer};

/// Does what the arguments ask for; the exit status is the printer's.
pub fn run<'a, S, A>(system: S, args: A, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    if args.clone().next().is_some_and(is_help) {
        return printer.usage();
    }
    let mut operands = Operands::new(args.clone());
    let mut count = 0_usize;
    while operands.next_operand().is_some() {
        count += 1;
    }
    printer.log = operands.log;
    if count % 2 == 1 {
        operands.error = Some(Message::Missing);
    }
    if let Some(message) = operands.error {
        return printer.wrong(message, operands.last);
    }

    let mut memory = match system.memory(false) {
        Ok(memory) => memory,
        Err(reason) => return printer.fail(Message::Memory, reason),
    };
    let Some(records) = memory.first_chunk_mut() else {
        return printer.fail(Message::Memory, Errno::NOBUFS);
    };
    let mut table = Table { records, count: 0 };
    if count == 0 {
        table.read_file(system, operands.file, printer);
    }
    let mut operands = Operands::new(args);
    while let (Some(name), Some(address)) = (operands.next_operand(), operands.next_operand()) {
        table.add(name, address, printer);
    }
    if printer.status == DONE {
        let _held = system.hold_signals();
        if let Some(kernel) = open_kernel(system, printer) {
            Renaming { table, kernel, printer }.run();
        }
    }
}

/// Finds the interface with this hardware address; of several, the one with this number, from 0.
fn find<K: Kernel>(kernel: &K, address: u64, number: usize, found: &mut IfName) -> Result<()> {
    let mut count = 0;
    let mut outcome = Ok(());
    *found = IfName::NONE;
    let listed = kernel.names(Names::Links, |name| {
        let mut ifreq = Ifreq::new(name);
        match kernel.request(Request::GetHwAddr, &mut ifreq) {
            // The loopback interface has none: all zeros.
            Ok(()) if table::number(&ifreq) == address && address != 0 => {
                if count == number {
                    *found = *name;
                }
                count += 1;
            }
            // It vanished meanwhile.
            Ok(()) | Err(Errno::NODEV) => {}
            failed => outcome = failed,
        }
    });
    // An interface without an answer matters only if it may be the one.
    if *found == IfName::NONE { listed.and(outcome) } else { Ok(()) }
}
