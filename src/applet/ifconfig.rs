//! `ifconfig`: show interfaces, and configure one, word by word.
//!
//! The words are read twice. First, all of them are looked at: where one makes no sense, nothing is
//! done at all. Then each makes its requests, in the order in which they stand; the first that the
//! kernel refuses ends it.
//!
//! Of BusyBox's words, `outfill` and `keepalive` are not there: their requests are SIOCDEVPRIVATE's, by
//! which a SLIP line takes a number, and the bonding driver the name of a slave.

use crate::kernel::{Flags, Ifreq, In6Ifreq, Kernel, Request, System};
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
    /// An IPv6 address, and perhaps a prefix.
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
    value(Value::Ipv6, Request::DelAddress),
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
    let all = name == Some(b"-a");
    if all {
        name = args.next();
    }
    if let Some(name) = name
        && !printer.about.read(name, true)
    {
        return printer.wrong(Message::BAD_NAME, name);
    }
    let kernel = match system.kernel() {
        Ok(kernel) => kernel,
        Err(reason) => return printer.fail(Message::SOCKET, reason),
    };
    if args.clone().next().is_none() {
        return show::run(system, kernel, all, printer);
    }
    let ifreq = Ifreq::new(&printer.about);
    let mut work = Work { kernel, printer, ifreq, doing: false };
    work.words(args.clone());
    let _held = system.hold_signals();
    work.doing = true;
    work.words(args);
}

/// What is at hand while words are read.
struct Work<'m, S: System> {
    kernel: S::Kernel,
    printer: &'m mut Printer<S>,
    /// What the request at hand carries.
    ifreq: Ifreq,
    /// Requests are made; or else words are only looked at.
    doing: bool,
}

impl<S: System> Work<'_, S> {
    /// Takes one word after the other, as long as nothing is wrong.
    #[inline(never)]
    fn words<'a>(&mut self, mut args: impl Iterator<Item = &'a [u8]>) {
        while self.printer.status == DONE
            && let Some(word) = args.next()
        {
            self.word(word, &mut args);
        }
    }

    /// A word, and what it takes of those behind it.
    #[inline(never)]
    fn word<'a>(&mut self, word: &'a [u8], rest: &mut impl Iterator<Item = &'a [u8]>) {
        let name = word.strip_prefix(b"-").unwrap_or(word);
        let known = NAMES.split(|&byte| byte == 0).position(|known| known == name);
        let Some(what) = WORDS.get(known.unwrap_or(ADDRESS)) else { return };
        let opposite = known.is_some() && name.len() != word.len();
        if opposite && !what.has_opposite {
            return self.printer.quote(Message::BAD, word);
        }
        let mut with_flags = true;
        if !opposite && what.value != Value::None {
            let mut value = Some(word);
            let mut hw = Some(word);
            if known.is_some() {
                value = rest.next();
            }
            if what.value == Value::HwAddr {
                hw = rest.next();
            }
            let (Some(value), Some(hw)) = (value, hw) else {
                return self.printer.wrong(Message::MISSING, word);
            };
            with_flags = self.value(what, value, hw);
        }
        if with_flags && what.flags != NO_FLAGS {
            self.make(Request::GetFlags);
            let flags = self.ifreq.flags();
            let set = what.set != opposite;
            self.ifreq.set_flags(if set { flags | what.flags } else { flags - what.flags });
            self.make(Request::SetFlags);
        }
    }

    /// Sets a value; false where flags do not go with it. A hardware address is the second text, its
    /// type the first.
    #[inline(never)]
    fn value(&mut self, what: &Word, text: &[u8], hwaddr: &[u8]) -> bool {
        self.ifreq.clear();
        match what.value {
            Value::None => {}
            Value::Number { offset, bits } => {
                let Some(number) = parse::number(text, u64::MAX >> (64 - bits)) else {
                    self.printer.quote(Message::BAD_NUMBER, text);
                    return false;
                };
                if what.request == Request::SetMap {
                    self.make(Request::GetMap);
                }
                self.ifreq.put(offset.into(), bits.div_ceil(8).into(), number);
            }
            Value::HwAddr => {
                let (family, len) = match text {
                    [] => (0, 0),
                    _ if b"ether".starts_with(text) => (ARPHRD_ETHER, 6),
                    _ if b"infiniband".starts_with(text) => (ARPHRD_INFINIBAND, 20),
                    _ => (0, 0),
                };
                if len == 0 {
                    self.printer.wrong(Message::BAD_HARDWARE, text);
                    return false;
                }
                let mut address = [0; 20];
                if !parse::hwaddr(hwaddr, address.get_mut(..len).unwrap_or_default()) {
                    self.printer.quote(Message::BAD_HWADDR, hwaddr);
                    return false;
                }
                self.ifreq.set_hwaddr(family, &address);
            }
            Value::Broadcast if text == b"+" => {
                self.make(Request::GetNetmask);
                let netmask = self.ifreq.ipv4();
                self.make(Request::GetAddress);
                let address = u32::from_ne_bytes(self.ifreq.ipv4());
                self.ifreq.set_ipv4((address | !u32::from_ne_bytes(netmask)).to_ne_bytes());
            }
            Value::Broadcast | Value::Ipv4 => match parse::ipv4(text) {
                Some(address) => self.ifreq.set_ipv4(address),
                None => return self.bad_address(text),
            },
            Value::Address | Value::Ipv6 => return self.address(what, text),
        }
        self.make(what.request);
        true
    }

    /// An address, and behind a `/` its prefix, in bits. Without one, IPv4 has the one of its class, and
    /// IPv6 none.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // A prefix is at most 128.
    fn address(&mut self, what: &Word, text: &[u8]) -> bool {
        let slash = text.iter().position(|&byte| byte == b'/').unwrap_or(text.len());
        let (host, behind) = text.split_at_checked(slash).unwrap_or_default();
        let ipv4 = parse::ipv4(host).filter(|_| what.value == Value::Address);
        let mut prefix = None;
        if let [_, text @ ..] = behind {
            prefix = parse::digits(text, 10, if ipv4.is_some() { 32 } else { 128 });
            if prefix.is_none() {
                self.printer.quote(Message::BAD_NUMBER, text);
                return false;
            }
        }
        if let Some(address) = ipv4 {
            self.ifreq.set_ipv4(address);
            self.make(what.request);
            let none = address == [0; 4];
            if let Some(prefix) = prefix
                && !none
            {
                let netmask = !(u64::from(u32::MAX) >> prefix) as u32;
                self.ifreq.set_ipv4(netmask.to_be_bytes());
                self.make(Request::SetNetmask);
            }
            // An alias without an address is gone.
            !none || !self.printer.about.as_bytes().contains(&b':')
        } else if let Some(address) = parse::ipv6(host) {
            self.make(Request::GetIndex);
            let prefix = prefix.unwrap_or(0) as u32;
            let mut in6_ifreq = In6Ifreq::new(address, prefix, self.ifreq.number());
            if self.doing && self.printer.status == DONE {
                let outcome = self.kernel.request_ipv6(what.request, &mut in6_ifreq);
                if let Err(reason) = outcome {
                    self.printer.fail(Message::refused(what.request), reason);
                }
            }
            false
        } else {
            self.bad_address(text)
        }
    }

    fn bad_address(&mut self, text: &[u8]) -> bool {
        self.printer.quote(Message::BAD_ADDRESS, text);
        false
    }

    /// Makes a request of the interface, if nothing has failed.
    #[inline(never)]
    fn make(&mut self, request: Request) {
        if self.doing && self.printer.status == DONE {
            self.ifreq.name = self.printer.about;
            if let Err(reason) = self.kernel.request(request, &mut self.ifreq) {
                self.printer.fail(Message::refused(request), reason);
            }
        }
    }
}

// linux/if_arp.h
const ARPHRD_ETHER: u16 = 1;
const ARPHRD_INFINIBAND: u16 = 32;
