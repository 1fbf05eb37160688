//! `ifconfig`: show interfaces, and configure one, word by word.
//!
//! The words are read twice. First, all of them are looked at: where one makes no sense, nothing is
//! done at all. Then each makes its requests, in the order in which they stand; the first that the
//! kernel refuses ends it.
//!
//! Of BusyBox's words, `outfill` and `keepalive` are not there: their requests are SIOCDEVPRIVATE's, by
//! which a SLIP line takes a number, and the bonding driver the name of a slave.

use crate::kernel::{Flags, IfName, Ifreq, In6Ifreq, Ipv6Request, Kernel, Request, Result, System};
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
    let all = matches!(name, Some([b'-', b'a']));
    if all {
        name = args.next();
    }
    if let Some(name) = name
        && !printer.about.read(name, true)
    {
        return printer.wrong(Message::BAD_NAME, name);
    }
    let Some(kernel) = super::kernel(system, printer) else { return };
    if args.clone().next().is_none() {
        return show::run(system, &kernel, all, printer);
    }
    let ifreq = Ifreq::new(&printer.about);
    let mut work = Work { kernel, printer, ifreq, doing: false, word: b"", rest: args.clone() };
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
                let number = parse::number(text, u64::MAX >> (64 - bits));
                let number = self.number(number, text);
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
                self.number(parse::digits(text, 10, max), text)
            }
            None => 0,
        };
        if let Some(address) = ipv4 {
            self.ifreq.set_ipv4(address.to_be_bytes());
            self.make(what.request);
            let none = address == 0;
            if prefix.is_some() && !none {
                let netmask = !(u64::from(u32::MAX) >> bits) as u32;
                self.ifreq.set_ipv4(netmask.to_be_bytes());
                self.make(Request::SetNetmask);
            }
            // An alias without an address is gone.
            !none || parse::until(self.printer.about.as_field(), b':').len() == IfName::SIZE
        } else {
            let mut in6_ifreq = In6Ifreq::new([0; 16], bits as u32, 0);
            if parse::ipv6(host, &mut in6_ifreq.addr) {
                self.make(Request::GetIndex);
                in6_ifreq.ifindex = self.ifreq.number();
                let delete = what.value == Value::Ipv6;
                let request = if delete { Ipv6Request::Delete } else { Ipv6Request::Add };
                if self.is_to_be_made() {
                    let outcome = self.kernel.request_ipv6(request, &in6_ifreq);
                    self.check(outcome, Message::refused_ipv6(request));
                }
            } else {
                self.bad(Message::BAD_ADDRESS, text);
            }
            false
        }
    }

    /// The number that was read; or 0, where the text is none.
    fn number(&mut self, read: Option<u64>, text: &[u8]) -> u64 {
        read.unwrap_or_else(|| {
            self.bad(Message::BAD_NUMBER, text);
            0
        })
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
        if self.is_to_be_made() {
            self.ifreq.name = self.printer.about;
            let outcome = self.kernel.request(request, &mut self.ifreq);
            self.check(outcome, Message::refused(request));
        }
    }

    /// Requests are made now, and nothing has failed.
    fn is_to_be_made(&self) -> bool {
        self.doing && self.printer.status == DONE
    }

    /// Reports why a request failed, if it did.
    fn check(&mut self, outcome: Result<()>, message: Message) {
        if let Err(reason) = outcome {
            self.printer.fail(message, reason);
        }
    }
}

/// A type of hardware addresses.
struct Hardware {
    /// ARPHRD_* of `linux/if_arp.h`
    family: u16,
    /// The bytes of an address.
    len: u8,
    name: [u8; 10],
}

static HARDWARE: [Hardware; 2] = [
    Hardware { family: 1, len: 6, name: *b"ether\0\0\0\0\0" },
    Hardware { family: 32, len: 20, name: *b"infiniband" },
];
