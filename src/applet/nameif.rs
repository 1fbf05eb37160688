//! `nameif`: name interfaces by their hardware addresses.
//!
//! All names and addresses are read first, from the arguments or from a file. Where something makes no
//! sense, nothing is renamed at all.

mod table;

use table::{Operands, Table};

use crate::DONE;
use crate::kernel::{Errno, IfName, Ifreq, Kernel, Names, Request, Result, System};
use crate::parse;
use crate::text::{Message, Printer};

/// Does what the arguments ask for; the exit status is the printer's.
pub fn run<'a, S, A>(system: S, args: A, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut operands = Operands::new(args.clone());
    let mut count = 0_usize;
    while operands.next_operand().is_some() {
        count += 1;
    }
    printer.log = operands.log;
    if count % 2 == 1 {
        operands.wrong = Some(Message::MISSING);
    }
    if let Some(message) = operands.wrong {
        return printer.wrong(message, operands.last);
    }

    let mut memory = match system.memory(false) {
        Ok(memory) => memory,
        Err(reason) => return printer.fail(Message::MEMORY, reason),
    };
    let mut table = Table { records: &mut memory, count: 0 };
    if count == 0 {
        table.read_file(system, operands.file, printer);
    }
    let mut operands = Operands::new(args);
    while let (Some(name), Some(address)) = (operands.next_operand(), operands.next_operand()) {
        table.add(name, address, printer);
    }
    if printer.status == DONE {
        let _held = system.hold_signals();
        if let Some(kernel) = super::kernel(system, printer) {
            rename_all(&table, &kernel, printer);
        }
    }
}

/// Renames interfaces, as long as that leads on: a name may be taken only until the interface that has
/// it gets another.
#[inline(never)]
fn rename_all<S: System>(table: &Table<'_>, kernel: &S::Kernel, printer: &mut Printer<S>) {
    let mut last = false;
    loop {
        let (mut renamed, mut refused) = (false, false);
        let mut entries = table.entries();
        while let Some((entry, rest)) = entries.split_first() {
            entries = rest;
            printer.slave = table::name(entry);
            let address = table::address(entry);
            // Of entries with one address, the last is for the first such interface.
            let before = rest.iter().filter(|other| table::address(other) == address).count();
            let outcome = match find(kernel, address, before, &mut printer.master) {
                // It is not there, or has its name already.
                Ok(()) if printer.master == IfName::NONE || printer.master == printer.slave => {
                    continue;
                }
                Ok(()) => {
                    let mut ifreq = Ifreq::new(&printer.master);
                    ifreq.set_slave(&printer.slave);
                    kernel.request(Request::SetName, &mut ifreq)
                }
                outcome => outcome,
            };
            match outcome {
                // From `net%d` the kernel makes a name: one that is never the same.
                Ok(()) => {
                    renamed |= parse::until(printer.slave.as_field(), b'%').len() == IfName::SIZE;
                }
                Err(reason) if last => {
                    let unknown = printer.master == IfName::NONE;
                    printer.fail(if unknown { Message::NAMES } else { Message::RENAME }, reason);
                }
                Err(_) => refused = true,
            }
        }
        if last || !refused {
            return;
        }
        last = !renamed;
    }
}

/// Finds the interface with this hardware address; of several, the one that has so many before it.
fn find<K: Kernel>(kernel: &K, address: u64, before: usize, found: &mut IfName) -> Result<()> {
    let mut count = 0;
    let mut outcome = Ok(());
    *found = IfName::NONE;
    let told = kernel.names(Names::Links, |name| {
        let mut ifreq = Ifreq::new(name);
        match kernel.request(Request::GetHwAddr, &mut ifreq) {
            // The loopback interface has none: all zeros.
            Ok(()) if table::number(&ifreq) == address && address != 0 => {
                if count == before {
                    *found = *name;
                }
                count += 1;
            }
            // It went away meanwhile.
            Ok(()) | Err(Errno::NODEV) => {}
            failed => outcome = failed,
        }
    });
    // What cannot be asked matters only if it may be the one.
    if *found == IfName::NONE { told.and(outcome) } else { Ok(()) }
}
