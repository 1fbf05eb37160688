//! One interface: the requests about it, and how it is printed.

use super::INET6;
use super::records::joined;
use crate::kernel::{Errno, Flags, Ifreq, Kernel, Record, Request, Result, Stream, System};
use crate::text::{Layout, Printer, bit};

/// A fact or a number that a request returns.
struct Field {
    request: Request,
    /// The offset of the answer in the request's union, and its bytes.
    offset: u8,
    len: u8,
    /// The number that becomes the answer, in the layout.
    number: u8,
    /// The request is made only if both of these facts hold,
    needs: [u8; 2],
    /// and if there is an answer, this fact holds.
    fact: u8,
}

/// In the order of the requests. Fields of one request follow each other.
#[rustfmt::skip]
static FIELDS: &[Field] = &[
    field(Request::GetFlags, 0, 2, FLAGS, [ANY, ANY], ANY),
    field(Request::GetAddress, ADDRESS, 4, b's', [ANY, ANY], Layout::ADDRESS),
    field(Request::GetDestination, ADDRESS, 4, b't', [Layout::ADDRESS, Layout::POINTOPOINT], ANY),
    field(Request::GetBroadcast, ADDRESS, 4, b'u', [Layout::ADDRESS, Layout::BROADCAST], ANY),
    field(Request::GetNetmask, ADDRESS, 4, b'v', [Layout::ADDRESS, ANY], ANY),
    field(Request::GetTxQLen, 0, 4, b'r', [Layout::STATISTICS, ANY], Layout::TXQUEUELEN),
    field(Request::GetMtu, 0, 4, b'q', [ANY, ANY], ANY),
    field(Request::GetMap, 0, LONG, b'y', [ANY, ANY], Layout::MEMORY),
    field(Request::GetMap, LONG, LONG, b'z', [ANY, ANY], ANY),
    field(Request::GetMap, 2 * LONG, 2, b'x', [ANY, ANY], Layout::MAP),
    // A base address is one of ports only from 0x100 on: where its high byte is not 0.
    field(Request::GetMap, 2 * LONG + HIGH, 1, ANY, [ANY, ANY], Layout::BASE_ADDRESS),
    field(Request::GetMap, 2 * LONG + 2, 1, b'w', [ANY, ANY], Layout::INTERRUPT),
    field(Request::GetMap, 2 * LONG + 3, 1, b'`', [ANY, ANY], Layout::DMA),
    field(Request::GetMap, 2 * LONG + 4, 1, PORT, [ANY, ANY], ANY),
    field(Request::GetHwAddr, 0, 2, HARDWARE, [ANY, ANY], ANY),
    // The kernel returns 14 bytes, of which BusyBox shows 8.
    field(Request::GetHwAddr, 2, 8, Layout::HWADDR, [ANY, ANY], ANY),
];

const fn field(
    request: Request,
    offset: u8,
    len: u8,
    number: u8,
    needs: [u8; 2],
    fact: u8,
) -> Field {
    Field { request, offset, len, number, needs, fact }
}

/// A fact that always holds.
const ANY: u8 = b'_';
// Numbers that choose a text, and are in no text.
const PORT: u8 = b'|';
const HARDWARE: u8 = b'}';
const FLAGS: u8 = b'~';

/// The offset of the address in a struct sockaddr_in. Only fields with an address have it.
const ADDRESS: u8 = 4;

/// The bytes of a long, of which struct ifmap has two before its other members.
#[allow(clippy::cast_possible_truncation)] // It is 4 or 8.
const LONG: u8 = size_of::<usize>() as u8;

/// The offset of the high byte of a short.
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
    printer.facts = bit(ANY);
    printer.numbers = [0; 32];
    for &[.., kind, first, second] in records {
        let [kind, ..] = kind.to_le_bytes();
        let numbers = printer.numbers.get_mut(kind.into()..);
        if let Some(pair) = numbers.and_then(<[u64]>::first_chunk_mut) {
            *pair = [first, second];
        }
        if kind < INET6 {
            printer.note(Layout::STATISTICS);
        }
    }

    let mut ifreq = Ifreq::new(&printer.about);
    let mut last = Request::GetName;
    for field in FIELDS {
        if !field.needs.iter().all(|&fact| printer.has(fact)) {
            continue;
        }
        if field.request != last {
            last = field.request;
            ifreq.renew(&printer.about);
            match kernel.request(last, &mut ifreq) {
                Ok(()) => {}
                // It has no IPv4 address, or has just lost it.
                Err(Errno::ADDRNOTAVAIL) if field.offset == ADDRESS => {
                    printer.facts &= !bit(Layout::ADDRESS);
                    continue;
                }
                // The kernel knows no queues.
                Err(_) if last == Request::GetTxQLen => continue,
                Err(reason) => return Err(reason),
            }
        }
        let answer = ifreq.answer(field.offset.into(), field.len.into());
        printer.set(field.number, answer);
        if last == Request::GetFlags {
            let flags = Flags(answer as u16);
            if !all && !flags.has(Flags::UP) {
                return Ok(());
            }
            printer.facts |= u32::from(flags.0);
            if flags.0 == 0 {
                printer.note(Layout::NO_FLAGS);
            }
        }
        // The members that a driver does not set in a struct ifmap are zero.
        if answer != 0 || last != Request::GetMap {
            printer.note(field.fact);
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
    let hardware = printer.get(HARDWARE) as u16;
    if !printer.print(Layout::title(hardware)) {
        printer.print(Layout::UNSPEC);
    }
    // CSLIP and CSLIP6.
    if hardware & !2 == 257 {
        printer.note(Layout::COMPRESSED);
    }
    if printer.has(Layout::PORTSEL) {
        let port = printer.get(PORT) as u8;
        if !printer.print(Layout::port(port)) {
            printer.print(Layout::UNKNOWN_PORT);
        }
    }
    printer.print(Layout::IPV4);

    for &[.., kind, first, second] in records {
        let [kind, prefix, scope, ..] = kind.to_le_bytes();
        if kind == INET6 {
            printer.print(Layout::IPV6);
            printer.ipv6(joined([first, second]));
            printer.set(b's', prefix.into());
            if !printer.print(Layout::scope(scope)) {
                printer.print(Layout::UNKNOWN_SCOPE);
            }
        }
    }

    // Any member of a struct ifmap makes a line.
    if printer.facts & Layout::IN_MAP != 0 {
        printer.note(Layout::MAP);
    }
    printer.print(Layout::REST);
    Ok(())
}
