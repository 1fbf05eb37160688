//! One interface: the requests about it, and how it is printed.

use super::INET6;
use super::records::joined;
use crate::kernel::{Errno, Flags, Ifreq, Kernel, Record, Request, Result, Stream, System};
use crate::output::{FIELDS, Fact, Field, Layout, Printer};

/// A fact or a number that a request returns.
struct Query {
    request: Request,
    /// The offset of the answer in the request's union, and its bytes.
    offset: u8,
    len: u8,
    /// The field that it is in the layout.
    field: Field,
    /// It is asked only where both of these facts hold,
    needs: [Fact; 2],
    /// and if it is answered, this one does.
    fact: Fact,
}

/// In the order of the requests. Fields of one request follow each other.
#[rustfmt::skip]
static QUERIES: &[Query] = &[
    query(Request::GetFlags, 0, 2, Field::Flags, [ANY, ANY], ANY),
    query(Request::GetAddress, ADDRESS, 4, Field::Address, [ANY, ANY], Fact::Address),
    query(Request::GetDestination, ADDRESS, 4, Field::Peer, [Fact::Address, Fact::PointToPoint], ANY),
    query(Request::GetBroadcast, ADDRESS, 4, Field::Broadcast, [Fact::Address, Fact::Broadcast], ANY),
    query(Request::GetNetmask, ADDRESS, 4, Field::Netmask, [Fact::Address, ANY], ANY),
    query(Request::GetTxQLen, 0, 4, Field::TxQueueLen, [Fact::Statistics, ANY], Fact::TxQueueLen),
    query(Request::GetMtu, 0, 4, Field::Mtu, [ANY, ANY], ANY),
    query(Request::GetMap, 0, LONG, Field::MemoryStart, [ANY, ANY], Fact::Memory),
    query(Request::GetMap, LONG, LONG, Field::MemoryEnd, [ANY, ANY], ANY),
    query(Request::GetMap, 2 * LONG, 2, Field::BaseAddress, [ANY, ANY], Fact::Map),
    // A base address is one of ports only from 0x100 on: where its high byte is not 0.
    query(Request::GetMap, 2 * LONG + HIGH, 1, Field::BaseAddressHigh, [ANY, ANY], Fact::BaseAddress),
    query(Request::GetMap, 2 * LONG + 2, 1, Field::Irq, [ANY, ANY], Fact::Irq),
    query(Request::GetMap, 2 * LONG + 3, 1, Field::Dma, [ANY, ANY], Fact::Dma),
    query(Request::GetMap, 2 * LONG + 4, 1, Field::Port, [ANY, ANY], ANY),
    query(Request::GetHwAddr, 0, 2, Field::Hardware, [ANY, ANY], ANY),
    // The kernel returns 14 bytes, of which BusyBox shows 8.
    query(Request::GetHwAddr, 2, 8, Field::HwAddr, [ANY, ANY], ANY),
];

const fn query(
    request: Request,
    offset: u8,
    len: u8,
    field: Field,
    needs: [Fact; 2],
    fact: Fact,
) -> Query {
    Query { request, offset, len, field, needs, fact }
}

/// Where a struct sockaddr_in has its address: only kind asks for one begins there.
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

/// Requests all fields of the interface that the printer is about, and prints it.
#[inline(never)] // Saves 92 bytes with xz.
#[allow(clippy::cast_possible_truncation)] // An answer has no more bytes than were asked for.
pub fn show<S: System>(
    kernel: &S::Kernel,
    printer: &mut Printer<S>,
    all: bool,
    records: &[Record],
) -> Result<()> {
    printer.facts = Fact::Always.bit();
    printer.numbers = [0; FIELDS as usize];
    for &[.., kind, first, second] in records {
        let [kind, ..] = kind.to_le_bytes();
        let numbers = printer.numbers.get_mut(kind.into()..);
        if let Some(pair) = numbers.and_then(<[u64]>::first_chunk_mut) {
            *pair = [first, second];
        }
        if kind < INET6 {
            printer.note(Fact::Statistics);
        }
    }

    let mut ifreq = Ifreq::new(&printer.about);
    let mut last = Request::GetName;
    for query in QUERIES {
        if !query.needs.iter().all(|&fact| printer.has(fact)) {
            continue;
        }
        if query.request != last {
            last = query.request;
            ifreq.renew(&printer.about);
            match kernel.request(last, &mut ifreq) {
                Ok(()) => {}
                // It has no IPv4 address, or at this moment no more.
                Err(Errno::ADDRNOTAVAIL) if query.offset == ADDRESS => {
                    printer.facts &= !Fact::Address.bit();
                    continue;
                }
                // The kernel knows no queues.
                Err(_) if last == Request::GetTxQLen => continue,
                Err(reason) => return Err(reason),
            }
        }
        let answer = ifreq.answer(query.offset.into(), query.len.into());
        printer.set(query.field, answer);
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
        // The members that a driver does not set in a struct ifmap are zero.
        if answer != 0 || last != Request::GetMap {
            printer.note(query.fact);
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

    for &[.., kind, first, second] in records {
        let [kind, prefix, scope, ..] = kind.to_le_bytes();
        if kind == INET6 {
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
