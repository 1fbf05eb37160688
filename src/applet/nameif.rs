//! `nameif`: name interfaces by their hardware addresses.
//!
//! The table of names and addresses is read several times, from the arguments or from a file, and never
//! held: it may have any length. First, all of it is looked at: where something makes no sense, nothing
//! is renamed at all.

mod table;

use table::{Operands, Table};

use crate::kernel::{IfName, Ifreq, Kernel, Names, Request, Result, System};
use crate::parse;
use crate::text::{Message, Printer};

/// Does what the arguments ask for; the exit status is the printer's.
pub fn run<'a, S, A>(system: S, args: A, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    if args.clone().next() == Some(b"--help") {
        return printer.usage();
    }
    let mut operands = Operands::new(args.clone());
    let count = operands.by_ref().count();
    printer.log = operands.log;
    if let Some(option) = operands.unknown {
        return printer.wrong(Message::UNKNOWN_OPTION, option);
    }
    if count % 2 == 1 || operands.lacks_file {
        return printer.wrong(Message::MISSING, operands.last);
    }
    let table = if count == 0 {
        Table::File(system, operands.file)
    } else {
        Table::Pairs(Operands::new(args))
    };

    check(&table, printer);
    if printer.status != crate::DONE {
        return;
    }
    match system.kernel() {
        Ok(kernel) => {
            system.hold_signals();
            rename_all(&table, &kernel, printer);
        }
        Err(reason) => printer.fail(Message::SOCKET, reason),
    }
}

/// Says what of the table makes no sense.
#[inline(never)]
fn check<'a, S, A>(table: &Table<'a, S, A>, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let outcome = table.each(&mut |_, name, address| {
        let (message, word) = if IfName::new(name, false).is_none() {
            (Message::BAD_NAME, name)
        } else if address.is_empty() {
            (Message::MISSING, name)
        } else if parse::hwaddr(address, &mut [0; ETHERNET]) {
            return;
        } else {
            (Message::PARSE, address)
        };
        printer.line(message, word);
    });
    if let Err(reason) = outcome {
        printer.fail_with(Message::FILE, table.path(), reason);
    }
}

/// The bytes of Ethernet's hardware addresses.
const ETHERNET: usize = 6;

/// Renames interfaces, as long as that leads on: a name may be taken only until the interface that has
/// it gets another.
#[inline(never)]
fn rename_all<'a, S, A>(table: &Table<'a, S, A>, kernel: &S::Kernel, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut last = false;
    loop {
        let (mut renamed, mut refused) = (false, false);
        // What cannot be read now could be read a moment ago: it is told as a name that is not there.
        let outcome = table.each(&mut |at, name, address| {
            let mut wanted = [0; ETHERNET];
            parse::hwaddr(address, &mut wanted);
            // Of entries with one address, the last is for the first such interface.
            let mut later = 0;
            let _ = table.each(&mut |other_at, _, other| {
                let mut address = [0; ETHERNET];
                parse::hwaddr(other, &mut address);
                if other_at > at && address == wanted {
                    later += 1;
                }
            });
            printer.slave.read(name, false);
            printer.master = IfName::NONE;
            let told = find(kernel, &wanted, later, &mut printer.master);
            let mut ifreq = Ifreq::new(&printer.master);
            ifreq.set_slave(&printer.slave);
            if let Err(reason) = told {
                refused = true;
                if last {
                    printer.fail(Message::NAMES, reason);
                }
            } else if printer.master == IfName::NONE || printer.master == printer.slave {
            } else if let Err(reason) = kernel.request(Request::SetName, &mut ifreq) {
                refused = true;
                if last {
                    printer.fail(Message::RENAME, reason);
                }
            } else {
                // From `net%d` the kernel makes a name: one that is never the same.
                renamed |= !name.contains(&b'%');
            }
        });
        if let Err(reason) = outcome {
            return printer.fail_with(Message::FILE, table.path(), reason);
        }
        if last || !refused {
            return;
        }
        last = !renamed;
    }
}

/// Finds the interface with this hardware address, of several the one that has so many before it.
fn find<K: Kernel>(kernel: &K, wanted: &[u8], before: usize, found: &mut IfName) -> Result<()> {
    let mut count = 0;
    kernel.names(Names::Links, |name| {
        let mut ifreq = Ifreq::new(name);
        if kernel.request(Request::GetHwAddr, &mut ifreq).is_ok()
            && ifreq.hwaddr().starts_with(wanted)
            // The loopback interface has none: all zeros.
            && !ifreq.lacks_hwaddr()
        {
            if count == before {
                *found = *name;
            }
            count += 1;
        }
    })
}
