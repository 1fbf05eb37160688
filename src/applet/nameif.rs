//! `nameif`: name interfaces by their hardware addresses.
//!
//! The table of names and addresses is read several times, from the arguments or from a file, and never
//! held: it may have any length. First, all of it is looked at: where something makes no sense, nothing
//! is renamed at all.

mod table;

use table::{Operands, Table};

use crate::DONE;
use crate::kernel::{IfName, Ifreq, Kernel, Names, Request, Result, System};
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
    let table = Table { system, args, file: operands.file, pairs: count > 0 };
    check(&table, printer);
    if printer.status != DONE {
        return;
    }
    match system.kernel() {
        Ok(kernel) => {
            let _held = system.hold_signals();
            rename_all(&table, &kernel, printer);
        }
        Err(reason) => printer.fail(Message::SOCKET, reason),
    }
}

/// The bytes of Ethernet's hardware addresses.
const ETHERNET: usize = 6;

/// Says what of the table makes no sense.
#[inline(never)]
fn check<'a, S, A>(table: &Table<'a, S, A>, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let outcome = table.each(&mut |_, name, address| {
        if !printer.slave.read(name, false) {
            printer.line(Message::BAD_NAME, name);
        }
        if !parse::hwaddr(address, &mut [0; ETHERNET]) {
            printer.line(Message::PARSE, address);
        }
    });
    if let Err(reason) = outcome {
        printer.fail_with(Message::FILE, table.file, reason);
    }
}

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
        let outcome = table.each(&mut |at, name, address| {
            printer.slave.read(name, false);
            let mut wanted = [0; ETHERNET];
            parse::hwaddr(address, &mut wanted);
            // Of entries with one address, the last is for the first such interface.
            let before = table.behind(at, &wanted);
            let outcome = match find(kernel, &wanted, before, &mut printer.master) {
                // It is not there, or has its name already.
                Ok(()) if [IfName::NONE, printer.slave].contains(&printer.master) => return,
                Ok(()) => {
                    let mut ifreq = Ifreq::new(&printer.master);
                    ifreq.set_slave(&printer.slave);
                    kernel.request(Request::SetName, &mut ifreq)
                }
                outcome => outcome,
            };
            match outcome {
                // From `net%d` the kernel makes a name: one that is never the same.
                Ok(()) => renamed |= !name.contains(&b'%'),
                Err(reason) if last => printer.fail(Message::RENAME, reason),
                Err(_) => refused = true,
            }
        });
        if let Err(reason) = outcome {
            return printer.fail_with(Message::FILE, table.file, reason);
        }
        if last || !refused {
            return;
        }
        last = !renamed;
    }
}

/// Finds the interface with this hardware address; of several, the one that has so many before it.
fn find<K: Kernel>(kernel: &K, wanted: &[u8], before: usize, found: &mut IfName) -> Result<()> {
    let mut count = 0;
    *found = IfName::NONE;
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
