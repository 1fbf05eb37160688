//! One interface: what is asked of the kernel about it, and how it is printed.

use super::INET6;
use super::batch::{Record, joined};
use crate::kernel::{Errno, Flags, Ifreq, Kernel, Request, Result, Stream, System};
use crate::output::{FIELDS, Fact, Field, Layout, Printer};

/// Something to ask of the kernel.
struct Question {
    request: Request,
    /// Where the answer is in the request's union, and the bytes that it has.
    offset: u8,
    len: u8,
    /// The field that it is in the layout.
    field: Field,
    /// It is asked only where both of these facts hold,
    needs: [Fact; 2],
    /// and if it is answered, this one does.
    fact: Fact,
}

/// In the order in which they are asked. What one request answers is behind one another.
#[rustfmt::skip]
static QUESTIONS: &[Question] = &[
    ask(Request::GetFlags, 0, 2, Field::Flags, [ANY, ANY], ANY),
    ask(Request::GetAddress, ADDRESS, 4, Field::Address, [ANY, ANY], Fact::Address),
    ask(Request::GetDestination, ADDRESS, 4, Field::Peer, [Fact::Address, Fact::PointToPoint], ANY),
    ask(Request::GetBroadcast, ADDRESS, 4, Field::Broadcast, [Fact::Address, Fact::Broadcast], ANY),
    ask(Request::GetNetmask, ADDRESS, 4, Field::Netmask, [Fact::Address, ANY], ANY),
    ask(Request::GetTxQLen, 0, 4, Field::TxQueueLen, [Fact::Statistics, ANY], Fact::TxQueueLen),
    ask(Request::GetMtu, 0, 4, Field::Mtu, [ANY, ANY], ANY),
    ask(Request::GetMap, 0, LONG, Field::MemoryStart, [ANY, ANY], Fact::Memory),
    ask(Request::GetMap, LONG, LONG, Field::MemoryEnd, [ANY, ANY], ANY),
    ask(Request::GetMap, 2 * LONG, 2, Field::BaseAddress, [ANY, ANY], Fact::Map),
    // A base address is one of ports only from 0x100 on: where its high byte is not 0.
    ask(Request::GetMap, 2 * LONG + HIGH, 1, Field::BaseAddressHigh, [ANY, ANY], Fact::BaseAddress),
    ask(Request::GetMap, 2 * LONG + 2, 1, Field::Irq, [ANY, ANY], Fact::Irq),
    ask(Request::GetMap, 2 * LONG + 3, 1, Field::Dma, [ANY, ANY], Fact::Dma),
    ask(Request::GetMap, 2 * LONG + 4, 1, Field::Port, [ANY, ANY], ANY),
    ask(Request::GetHwAddr, 0, 2, Field::Hardware, [ANY, ANY], ANY),
    // The kernel tells 14 bytes, of which the classic shows 8.
    ask(Request::GetHwAddr, 2, 8, Field::HwAddr, [ANY, ANY], ANY),
];

const fn ask(
    request: Request,
    offset: u8,
    len: u8,
    field: Field,
    needs: [Fact; 2],
    fact: Fact,
) -> Question {
    Question { request, offset, len, field, needs, fact }
}

/// Where a struct sockaddr_in has its address: only what asks for one begins there.
const ADDRESS: u8 = 4;

/// The bytes of a long, of which struct ifmap has two before its other members.
#[allow(clippy::cast_possible_truncation)] // It is 4 or 8.
const LONG: u8 = size_of::<usize>() as u8;

/// A fact that always holds.
const ANY: Fact = Fact::Always;

/// The facts that the line of `ifmap` shows.
const IN_MAP: u32 =
    Fact::Irq.bit() | Fact::BaseAddress.bit() | Fact::Memory.bit() | Fact::Dma.bit();

/// Where the high byte of a short is.
const HIGH: u8 = if cfg!(target_endian = "little") { 1 } else { 0 };

/// Asks for what is to be printed of the interface that the printer is about, and prints it.
#[inline(never)]
#[allow(clippy::cast_possible_truncation)] // An answer has no more bytes than were asked for.
pub fn show<S: System>(
    kernel: &S::Kernel,
    printer: &mut Printer<S>,
    all: bool,
    records: &[Record],
) -> Result<()> {
    printer.facts = Fact::Always.bit();
    printer.numbers = [0; FIELDS as usize];
    for &[.., what, first, second] in records {
        let [what, ..] = what.to_le_bytes();
        let numbers = printer.numbers.get_mut(what.into()..);
        if let Some(pair) = numbers.and_then(<[u64]>::first_chunk_mut) {
            *pair = [first, second];
        }
        if what < INET6 {
            printer.note(Fact::Statistics);
        }
    }

    let mut ifreq = Ifreq::new(&printer.about);
    let mut last = Request::GetName;
    for question in QUESTIONS {
        if !question.needs.iter().all(|&fact| printer.has(fact)) {
            continue;
        }
        if question.request != last {
            last = question.request;
            ifreq.renew(&printer.about);
            match kernel.request(last, &mut ifreq) {
                Ok(()) => {}
                // It has no IPv4 address, or at this moment no more.
                Err(Errno::ADDRNOTAVAIL) if question.offset == ADDRESS => {
                    printer.facts &= !Fact::Address.bit();
                    continue;
                }
                // The kernel knows no queues.
                Err(_) if last == Request::GetTxQLen => continue,
                Err(reason) => return Err(reason),
            }
        }
        let answer = ifreq.answer(question.offset.into(), question.len.into());
        printer.set(question.field, answer);
        if last == Request::GetFlags {
            let flags = Flags(answer as u16);
            if !all && !flags.has(Flags::UP) {
                return Ok(());
            }
            printer.facts |= u32::from(flags.0);
            if flags.0 == 0 {
                printer.note(Fact::NoFlags);
            }
        }
        // What a struct ifmap does not tell is zero.
        if answer != 0 || last != Request::GetMap {
            printer.note(question.fact);
        }
    }

    printer.to(Stream::Stdout);
    let name = *printer.about.as_field();
    for (at, byte) in name.into_iter().enumerate() {
        if byte != 0 {
            printer.put(byte);
        } else if at < 9 {
            printer.put(b' ');
        }
    }
    // CSLIP and CSLIP6.
    if printer.get(Field::Hardware) & !2 == 257 {
        printer.note(Fact::Compressed);
    }
    printer.print(Layout::Start);

    for &[.., what, first, second] in records {
        let [what, prefix, scope, ..] = what.to_le_bytes();
        if what == INET6 {
            printer.print(Layout::Ipv6);
            printer.ipv6(joined([first, second]));
            printer.set(Field::Prefix, prefix.into());
            printer.set(Field::Scope, scope.into());
            printer.print(Layout::Ipv6Scope);
        }
    }

    // Any of struct ifmap makes a line.
    if printer.facts & IN_MAP != 0 {
        printer.note(Fact::Map);
    }
    printer.print(Layout::Rest);
    Ok(())
}
