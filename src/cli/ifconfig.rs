//! `ifconfig`: show interfaces, and configure one, word by word.
//!
//! The words are read twice. The first pass checks all of them: if one is invalid, nothing is changed. A
//! word is invalid if no kernel can accept it, or if this one cannot accept it for this interface: its MTU has
//! limits, its hardware address has a type, and without an IPv4 address it can have no netmask. The second
//! pass makes each word's requests, in the order of the words. The first request that fails ends it.
//!
//! Of BusyBox's words, `outfill` and `keepalive` are not there: their requests are SIOCDEVPRIVATE's, by
//! which a SLIP line takes a number, and the bonding driver the name of a slave.

use super::{is_help, open_kernel};
use crate::kernel::{
    Errno, Flags, IfName, Ifreq, In6Ifreq, Ipv6Request, Kernel, Request, Result, System,
};
use crate::text::{Message, Printer};
use crate::{DONE, parse, show};

/// What a word of the command line is for.
struct Word {
    /// What comes behind it,
    value: Value,
    /// and the request that sets that.
    request: Request,
    /// Flags that change besides, or alone:
    flags: Flags,
    /// whether they are set, or cleared.
    set: bool,
    /// With `-` before it, the word means the opposite, and there is no value.
    has_opposite: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    None,
    /// A number of as many bits, at this byte of the request's union. (Of an `int`, all but the sign.)
    Number {
        offset: u8,
        bits: u8,
    },
    /// An IPv4 address.
    Ipv4,
    /// The same, or `+` for that which follows from the address and the netmask.
    Broadcast,
    /// An IPv4 or IPv6 address, and perhaps a prefix.
    Address,
    /// An IPv6 address to be removed, and perhaps a prefix.
    Ipv6,
    /// A type and a hardware address.
    HwAddr,
}

/// The words, but for the last, which is an address by itself.
const NAMES: &[u8] = b"up\0down\0arp\0trailers\0promisc\0allmulti\0multicast\0dynamic\0\
    broadcast\0pointopoint\0dstaddr\0netmask\0add\0del\0hw\0mtu\0metric\0txqueuelen\0\
    mem_start\0io_addr\0irq\0inet";

const IS_UP: Flags = Flags(Flags::UP.0 | Flags::RUNNING.0);
const NO_FLAGS: Flags = Flags(0);

#[rustfmt::skip]
static WORDS: [Word; 23] = [
    flags(IS_UP, true, false),
    flags(Flags::UP, false, false),
    flags(Flags::NOARP, false, true),
    flags(Flags::NOTRAILERS, false, true),
    flags(Flags::PROMISC, true, true),
    flags(Flags::ALLMULTI, true, true),
    flags(Flags::MULTICAST, true, true),
    flags(Flags::DYNAMIC, true, true),
    Word { value: Value::Broadcast, request: Request::SetBroadcast, ..flags(Flags::BROADCAST, true, true) },
    Word { value: Value::Ipv4, request: Request::SetDestination, ..flags(Flags::POINTOPOINT, true, true) },
    value(Value::Ipv4, Request::SetDestination),
    value(Value::Ipv4, Request::SetNetmask),
    value(Value::Address, Request::SetAddress),
    value(Value::Ipv6, Request::SetAddress),
    value(Value::HwAddr, Request::SetHwAddr),
    value(INT, Request::SetMtu),
    value(INT, Request::SetMetric),
    value(INT, Request::SetTxQLen),
    // Of a struct ifmap: mem_start, base_addr and irq.
    value(Value::Number { offset: 0, bits: 8 * LONG }, Request::SetMap),
    value(Value::Number { offset: 2 * LONG, bits: 16 }, Request::SetMap),
    value(Value::Number { offset: 2 * LONG + 2, bits: 8 }, Request::SetMap),
    // Says what is so anyway.
    flags(NO_FLAGS, true, false),
    Word { value: Value::Address, request: Request::SetAddress, ..flags(IS_UP, true, false) },
];

/// The word that is an address by itself.
const ADDRESS: usize = WORDS.len() - 1;

const INT: Value = Value::Number { offset: 0, bits: 31 };

/// The bytes of a long.
#[allow(clippy::cast_possible_truncation)] // It is 4 or 8.
const LONG: u8 = size_of::<usize>() as u8;

const fn flags(flags: Flags, set: bool, has_opposite: bool) -> Word {
    Word { value: Value::None, request: Request::SetFlags, flags, set, has_opposite }
}

const fn value(value: Value, request: Request) -> Word {
    Word { value, request, ..flags(NO_FLAGS, true, false) }
}

/// Does what the arguments ask for; the exit status is the printer's.
pub fn run<'a, S, A>(system: S, mut args: A, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut name = args.next();
    if name.is_some_and(is_help) {
        return printer.usage();
    }
    let all = matches!(name, Some([b'-', b'a']));
    if all {
        name = args.next();
    }
    if let Some(name) = name
        && !printer.about.read(name, true)
    {
        return printer.wrong(Message::BAD_NAME, name);
    }
    let Some(kernel) = open_kernel(system, printer) else { return };
    if args.clone().next().is_none() {
        return match show::run(system, &kernel, all, printer) {
            Ok(()) => {}
            Err(Errno::NODEV) => printer.refuse(Message::NO_DEVICE),
            Err(reason) => printer.fail(Message::FLAGS, reason),
        };
    }
    let ifreq = Ifreq::new(&printer.about);
    let rest = args.clone();
    let mut work = Work { kernel, printer, ifreq, doing: false, has_ipv4: false, word: b"", rest };
    work.words();
    let _held = system.hold_signals();
    work.doing = true;
    work.rest = args;
    work.words();
}

/// What is at hand while words are read.
struct Work<'m, 'a, S: System, A> {
    kernel: S::Kernel,
    printer: &'m mut Printer<S>,
    /// What the request at hand carries.
    ifreq: Ifreq,
    /// Requests are made; or else words are only looked at.
    doing: bool,
    /// The interface has an IPv4 address by now, or may have one.
    has_ipv4: bool,
    /// The word at hand,
    word: &'a [u8],
    /// and those behind it.
    rest: A,
}

impl<'a, S: System, A: Iterator<Item = &'a [u8]>> Work<'_, 'a, S, A> {
    /// Takes one word after the other, as long as nothing is wrong.
    #[inline(never)]
    fn words(&mut self) {
        while self.printer.status == DONE
            && let Some(word) = self.rest.next()
        {
            self.word = word;
            self.take();
        }
    }

    /// Takes a word, and what it takes of those behind it.
    #[inline(never)]
    fn take(&mut self) {
        let word = self.word;
        let name = word.strip_prefix(b"-").unwrap_or(word);
        let known = parse::place(NAMES, 0, name);
        let Some(what) = WORDS.get(known.unwrap_or(ADDRESS)) else { return };
        let opposite = known.is_some() && name.len() != word.len();
        if opposite && !what.has_opposite {
            self.bad(Message::BAD, word);
        }
        let mut with_flags = true;
        if !opposite && what.value != Value::None {
            let value = if known.is_some() { self.argument() } else { word };
            with_flags = self.value(what, value);
        }
        if with_flags && what.flags != NO_FLAGS {
            self.make(Request::GetFlags);
            self.ifreq.change_flags(what.flags, what.set != opposite);
            self.make(Request::SetFlags);
        }
    }

    /// The next word, which the one at hand needs.
    #[inline(never)]
    fn argument(&mut self) -> &'a [u8] {
        self.rest.next().unwrap_or_else(|| {
            self.wrong(Message::MISSING, self.word);
            b""
        })
    }

    /// Sets a value; false where flags do not go with it.
    fn value(&mut self, what: &Word, text: &[u8]) -> bool {
        self.ifreq.clear();
        match what.value {
            Value::None => {}
            Value::Number { offset, bits } => {
                let (mut min, mut max) = (0, u64::MAX >> (64 - bits));
                let number = parse::number(text, max);
                if what.request == Request::SetMtu {
                    self.limit_mtu(number, &mut min, &mut max);
                }
                let number = self.number(number, min, max, text);
                if what.request == Request::SetMap {
                    self.make(Request::GetMap);
                }
                self.ifreq.put(offset.into(), bits.div_ceil(8).into(), number);
            }
            Value::HwAddr => {
                let hwaddr = self.argument();
                let is_type =
                    |hardware: &&Hardware| !text.is_empty() && hardware.name.starts_with(text);
                let Some(hardware) = HARDWARE.iter().find(is_type) else {
                    self.wrong(Message::BAD_HARDWARE, text);
                    return false;
                };
                let mut address = [0; 20];
                let room = address.get_mut(..hardware.len.into()).unwrap_or_default();
                if !parse::hwaddr(hwaddr, room) {
                    self.bad(Message::BAD_HWADDR, hwaddr);
                }
                if hardware.family == ETHERNET && (address[0] & 1 != 0 || address == [0; 20]) {
                    self.bad(Message::GROUP_HWADDR, hwaddr);
                }
                // `sa_family` is where `ifr_flags` is.
                if self.check(Request::GetHwAddr) == Ok(())
                    && self.ifreq.flags().0 != hardware.family
                {
                    self.bad(Message::OTHER_TYPE, text);
                }
                self.ifreq.clear();
                self.ifreq.set_hwaddr(hardware.family, &address);
            }
            Value::Broadcast if text == b"+" => {
                self.make(Request::GetNetmask);
                let netmask = self.ifreq.ipv4();
                self.make(Request::GetAddress);
                let address = u32::from_ne_bytes(self.ifreq.ipv4());
                self.ifreq.set_ipv4((address | !u32::from_ne_bytes(netmask)).to_ne_bytes());
            }
            Value::Broadcast | Value::Ipv4 => match parse::ipv4(text) {
                Some(mask) if what.request == Request::SetNetmask && has_hole(mask) => {
                    self.bad(Message::BAD_NETMASK, text);
                }
                Some(address)
                    if what.request == Request::SetDestination && is_multicast(address) =>
                {
                    self.bad(Message::NOT_UNICAST, text);
                }
                Some(address) => self.ifreq.set_ipv4(address.to_be_bytes()),
                None => self.bad(Message::BAD_ADDRESS, text),
            },
            Value::Address | Value::Ipv6 => return self.address(what, text),
        }
        self.make(what.request);
        true
    }

    /// An address, and behind a `/` its prefix, in bits. Without one, IPv4 has the one of its class, and
    /// IPv6 none.
    #[allow(clippy::cast_possible_truncation)] // A prefix is at most 128.
    fn address(&mut self, what: &Word, text: &[u8]) -> bool {
        let host = parse::until(text, b'/');
        let ipv4 = parse::ipv4(host).filter(|_| what.value == Value::Address);
        let prefix = text.get(host.len() + 1..);
        let bits = match prefix {
            Some(text) => {
                let max = if ipv4.is_some() { 32 } else { 128 };
                self.number(parse::digits(text, 10, max), 0, max, text)
            }
            None => 0,
        };
        if let Some(address) = ipv4 {
            if is_multicast(address) {
                self.bad(Message::NOT_UNICAST, text);
            }
            self.ifreq.set_ipv4(address.to_be_bytes());
            self.make(what.request);
            let none = address == 0;
            if prefix.is_some() && !none {
                let netmask = !(u64::from(u32::MAX) >> bits) as u32;
                self.ifreq.set_ipv4(netmask.to_be_bytes());
                self.make(Request::SetNetmask);
            }
            // An alias without an address is gone.
            !none || !self.is_alias()
        } else {
            let mut in6_ifreq = In6Ifreq::new([0; 16], bits as u32, 0);
            if parse::ipv6(host, &mut in6_ifreq.addr) {
                // A multicast address can be removed, as `ip addr add ... autojoin` adds it.
                let is_multicast = in6_ifreq.addr[0] == 0xff && what.value == Value::Address;
                if is_multicast || in6_ifreq.addr == [0; 16] {
                    self.bad(Message::NOT_UNICAST, text);
                }
                self.make(Request::GetIndex);
                in6_ifreq.ifindex = self.ifreq.number();
                let delete = what.value == Value::Ipv6;
                let request = if delete { Ipv6Request::Delete } else { Ipv6Request::Add };
                if self.is_to_be_made() {
                    let outcome = self.kernel.request_ipv6(request, &in6_ifreq);
                    self.report(outcome, Message::refused_ipv6(request));
                }
            } else {
                self.bad(Message::BAD_ADDRESS, text);
            }
            false
        }
    }

    /// The number that was read, if it is in this range; or else 0, and an error.
    #[inline(never)]
    fn number(&mut self, read: Option<u64>, min: u64, max: u64, text: &[u8]) -> u64 {
        read.filter(|number| (min..=max).contains(number)).unwrap_or_else(|| {
            self.printer.set(b'a', min);
            self.printer.set(b'b', max);
            self.bad(Message::BAD_NUMBER, text);
            0
        })
    }

    /// Narrows the range of an MTU to what the device can have. The MTU that it has is always accepted.
    fn limit_mtu(&mut self, mtu: Option<u64>, min: &mut u64, max: &mut u64) {
        // If the kernel does not report the limits, there are none to check.
        if self.check(Request::GetIndex) == Ok(())
            && let Ok([current, least, largest]) = self.kernel.mtu(self.ifreq.number())
            && mtu != Some(current.into())
        {
            *min = least.into();
            if largest != 0 {
                *max = (*max).min(largest.into());
            }
        }
    }

    fn is_alias(&self) -> bool {
        parse::until(self.printer.about.as_field(), b':').len() != IfName::SIZE
    }

    /// Says what is wrong, if nothing has failed.
    #[inline(never)]
    fn bad(&mut self, message: Message, text: &[u8]) {
        if self.printer.status == DONE {
            self.printer.line(message, text, true);
        }
    }

    /// The same, and how it should be.
    #[inline(never)]
    fn wrong(&mut self, message: Message, text: &[u8]) {
        if self.printer.status == DONE {
            self.printer.wrong(message, text);
        }
    }

    /// Makes a request of the interface, if nothing has failed.
    #[inline(never)]
    fn make(&mut self, request: Request) {
        if !self.doing {
            self.check_address(request);
        } else if self.is_to_be_made() {
            self.ifreq.name = self.printer.about;
            let outcome = self.kernel.request(request, &mut self.ifreq);
            self.report(outcome, Message::refused(request));
        }
    }

    /// Requests are made now, and nothing has failed.
    fn is_to_be_made(&self) -> bool {
        self.doing && self.printer.status == DONE
    }

    /// Reports why a request failed, if it did.
    fn report(&mut self, outcome: Result<()>, message: Message) {
        if let Err(reason) = outcome {
            self.printer.fail(message, reason);
        }
    }

    /// Checks that there is an IPv4 address for a request that needs one. The flags of an alias do.
    fn check_address(&mut self, request: Request) {
        if request == Request::SetAddress {
            self.has_ipv4 = true;
        } else if !self.has_ipv4
            && (request.is_of_ipv4() || request == Request::SetFlags && self.is_alias())
            && self.check(Request::GetAddress) == Err(Errno::ADDRNOTAVAIL)
        {
            self.bad(Message::NO_IPV4, self.word);
        }
    }

    /// Reads something for a check, unless that is over. (If it cannot be read, nothing is invalid for
    /// that.)
    #[inline(never)]
    fn check(&mut self, request: Request) -> Result<()> {
        if self.doing || self.printer.status != DONE {
            return Err(Errno::IO);
        }
        self.ifreq.renew(&self.printer.about);
        self.kernel.request(request, &mut self.ifreq)
    }
}

/// Whether a netmask has ones after zeros. The kernel accepts no such mask.
fn has_hole(mask: u32) -> bool {
    mask.leading_ones() != mask.count_ones()
}

/// Whether this is an IPv4 multicast address. The kernel gives none to an interface.
fn is_multicast(address: u32) -> bool {
    address >> 28 == 0xe
}

/// A type of hardware addresses.
struct Hardware {
    /// ARPHRD_* of `linux/if_arp.h`
    family: u16,
    /// The bytes of an address.
    len: u8,
    name: [u8; 10],
}

/// ARPHRD_ETHER
const ETHERNET: u16 = 1;

static HARDWARE: [Hardware; 2] = [
    Hardware { family: ETHERNET, len: 6, name: *b"ether\0\0\0\0\0" },
    Hardware { family: 32, len: 20, name: *b"infiniband" },
];
