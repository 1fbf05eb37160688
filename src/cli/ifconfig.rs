// SPDX-License-Identifier: MIT OR Apache-2.0
//! `ifconfig`: show interfaces, and configure one, word by word.
//!
//! The words are read twice. The first pass checks all of them: if one is invalid, nothing is changed. A
//! word is invalid if no kernel can accept it, or if this one cannot accept it for this interface: its MTU has
//! limits, its hardware address has a type, and without an IPv4 address it can have no netmask. The second
//! pass makes each word's requests, in the order of the words. The first request that fails ends it.
//!
//! Two of BusyBox's words are missing, `outfill` and `keepalive`. Their requests are SIOCDEVPRIVATE's: a
//! SLIP line takes a number with them, and the bonding driver the name of a slave.

mod words;

use words::{ADDRESS, ETHERNET, HARDWARE, Hardware, NAMES, NO_FLAGS, Value, WORDS, Word};

use super::{is_help, open_kernel};
use crate::kernel::{Errno, IfName, Ifreq, In6Ifreq, Ipv6Request, Kernel, Request, Result, System};
use crate::netlink::{By, Link};
use crate::output::{Field, Message, Printer};
use crate::{DONE, parse, show};

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
        return printer.wrong(Message::BadName, name);
    }
    let Some(kernel) = open_kernel(system, printer) else { return };
    if args.clone().next().is_none() {
        return match show::run(system, &kernel, all, printer) {
            Ok(()) => {}
            Err(Errno::NODEV) => printer.refuse(Message::NoDevice),
            Err(reason) => printer.fail(Message::Flags, reason),
        };
    }
    let ifreq = Ifreq::new(&printer.about);
    let rest = args.clone();
    let mut interface =
        Interface { kernel, printer, ifreq, applying: false, has_ipv4: false, word: b"", rest };
    interface.read_words();
    let _held = system.hold_signals();
    interface.applying = true;
    interface.rest = args;
    interface.read_words();
}

/// The interface that the words configure, and the progress through them.
struct Interface<'m, 'a, S: System, A> {
    kernel: S::Kernel,
    printer: &'m mut Printer<S>,
    /// The contents of the next request.
    ifreq: Ifreq,
    /// In the second pass, the words are applied. In the first, they are only checked.
    applying: bool,
    /// An earlier word gives the interface an IPv4 address.
    has_ipv4: bool,
    /// The current word,
    word: &'a [u8],
    /// and those that follow it.
    rest: A,
}

impl<'a, S: System, A: Iterator<Item = &'a [u8]>> Interface<'_, 'a, S, A> {
    /// Reads one word after the other, up to the first error.
    fn read_words(&mut self) {
        while self.printer.status == DONE
            && let Some(word) = self.rest.next()
        {
            self.word = word;
            self.read_word();
        }
    }

    /// Reads a word and the values that follow it.
    #[inline(never)] // Saves 68 bytes with xz.
    fn read_word(&mut self) {
        let word = self.word;
        let name = word.strip_prefix(b"-").unwrap_or(word);
        let known = parse::place(NAMES, 0, name);
        let Some(meaning) = WORDS.get(known.unwrap_or(ADDRESS)) else { return };
        let opposite = known.is_some() && name.len() != word.len();
        if opposite && !meaning.has_opposite {
            self.reject_value(Message::Bad, word);
        }
        let mut with_flags = true;
        if !opposite && meaning.value != Value::None {
            let value = if known.is_some() { self.argument() } else { word };
            with_flags = self.set_value(meaning, value);
        }
        if with_flags && meaning.flags != NO_FLAGS {
            self.apply(Request::GetFlags);
            self.ifreq.change_flags(meaning.flags, meaning.set != opposite);
            self.apply(Request::SetFlags);
        }
    }

    /// The word that the current one needs to be followed by.
    fn argument(&mut self) -> &'a [u8] {
        self.rest.next().unwrap_or_else(|| {
            self.reject_word(Message::Missing, self.word);
            b""
        })
    }

    /// Sets the value of a word. Returns whether the word changes flags with this value, too.
    fn set_value(&mut self, meaning: &Word, text: &[u8]) -> bool {
        self.ifreq.clear();
        match meaning.value {
            Value::None => {}
            Value::Number { offset, bits } => {
                let (mut min, mut max) = (0, u64::MAX >> (64 - bits));
                let number = parse::number(text, max);
                if meaning.request == Request::SetMtu {
                    self.limit_mtu(number, &mut min, &mut max);
                }
                let number = self.number(number, min, max, text);
                if meaning.request == Request::SetMap {
                    self.apply(Request::GetMap);
                }
                self.ifreq.put(offset.into(), bits.div_ceil(8).into(), number);
            }
            Value::HwAddr => {
                let hwaddr = self.argument();
                let is_type =
                    |hardware: &&Hardware| !text.is_empty() && hardware.name.starts_with(text);
                let Some(hardware) = HARDWARE.iter().find(is_type) else {
                    self.reject_word(Message::BadHardware, text);
                    return false;
                };
                let mut address = [0; 20];
                let room = address.get_mut(..hardware.len.into()).unwrap_or_default();
                if !parse::hwaddr(hwaddr, room) {
                    self.reject_value(Message::BadHwaddr, hwaddr);
                }
                if hardware.family == ETHERNET && (address[0] & 1 != 0 || address == [0; 20]) {
                    self.reject_value(Message::GroupHwaddr, hwaddr);
                }
                // `sa_family` is where `ifr_flags` is.
                if self.read(Request::GetHwAddr) == Ok(())
                    && self.ifreq.flags().0 != hardware.family
                {
                    self.reject_value(Message::OtherType, text);
                }
                self.ifreq.clear();
                self.ifreq.set_hwaddr(hardware.family, &address);
            }
            Value::Broadcast if text == b"+" => {
                self.apply(Request::GetNetmask);
                let netmask = self.ifreq.ipv4();
                self.apply(Request::GetAddress);
                let address = u32::from_ne_bytes(self.ifreq.ipv4());
                self.ifreq.set_ipv4((address | !u32::from_ne_bytes(netmask)).to_ne_bytes());
            }
            Value::Broadcast | Value::Ipv4 => match parse::ipv4(text) {
                Some(mask) if meaning.request == Request::SetNetmask && has_hole(mask) => {
                    self.reject_value(Message::BadNetmask, text);
                }
                Some(address)
                    if meaning.request == Request::SetDestination && is_multicast(address) =>
                {
                    self.reject_value(Message::NotUnicast, text);
                }
                Some(address) => self.ifreq.set_ipv4(address.to_be_bytes()),
                None => self.reject_value(Message::BadAddress, text),
            },
            Value::Address | Value::Ipv6 => return self.set_address(meaning, text),
        }
        self.apply(meaning.request);
        true
    }

    /// Sets an address. After a `/` follows its prefix, in bits. Without a prefix, IPv4 has the one of its
    /// class, and IPv6 has none.
    #[allow(clippy::cast_possible_truncation)] // A prefix is at most 128.
    fn set_address(&mut self, meaning: &Word, text: &[u8]) -> bool {
        let host = parse::until(text, b'/');
        let ipv4 = parse::ipv4(host).filter(|_| meaning.value == Value::Address);
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
                self.reject_value(Message::NotUnicast, text);
            }
            self.ifreq.set_ipv4(address.to_be_bytes());
            self.apply(meaning.request);
            let none = address == 0;
            if prefix.is_some() && !none {
                let netmask = !(u64::from(u32::MAX) >> bits) as u32;
                self.ifreq.set_ipv4(netmask.to_be_bytes());
                self.apply(Request::SetNetmask);
            }
            // An alias without an address has vanished.
            !none || !self.is_alias()
        } else {
            let mut in6_ifreq = In6Ifreq::new([0; 16], bits as u32, 0);
            if parse::ipv6(host, &mut in6_ifreq.addr) {
                // A multicast address can be removed, as `ip addr add ... autojoin` adds it.
                let is_multicast = in6_ifreq.addr[0] == 0xff && meaning.value == Value::Address;
                if is_multicast || in6_ifreq.addr == [0; 16] {
                    self.reject_value(Message::NotUnicast, text);
                }
                self.apply(Request::GetIndex);
                in6_ifreq.ifindex = self.ifreq.number();
                let delete = meaning.value == Value::Ipv6;
                let request = if delete { Ipv6Request::Delete } else { Ipv6Request::Add };
                if self.may_request() {
                    let outcome = self.kernel.request_ipv6(request, &in6_ifreq);
                    self.report(outcome, Message::refused_ipv6(request));
                }
            } else {
                self.reject_value(Message::BadAddress, text);
            }
            false
        }
    }

    /// The number that was parsed, if it is in this range; otherwise 0, and an error is reported.
    fn number(&mut self, parsed: Option<u64>, min: u64, max: u64, text: &[u8]) -> u64 {
        parsed.filter(|number| (min..=max).contains(number)).unwrap_or_else(|| {
            self.printer.set(Field::Min, min);
            self.printer.set(Field::Max, max);
            self.reject_value(Message::BadNumber, text);
            0
        })
    }

    /// Narrows the range of an MTU to what the device can have. The MTU that it has is always accepted.
    fn limit_mtu(&mut self, mtu: Option<u64>, min: &mut u64, max: &mut u64) {
        // If the kernel does not report the limits, there are none to check.
        let mut link = Link::NONE;
        let name = By::Name(parse::until(self.ifreq.name.as_bytes(), b':'));
        if !self.applying
            && self.kernel.link(name, &mut link).is_ok()
            && mtu != Some(link.mtu.into())
        {
            *min = link.min_mtu.into();
            if link.max_mtu != 0 {
                *max = (*max).min(link.max_mtu.into());
            }
        }
    }

    fn is_alias(&self) -> bool {
        parse::until(self.printer.about.as_field(), b':').len() != IfName::SIZE
    }

    /// Reports an invalid value, unless an error was reported before.
    #[inline(never)] // Saves 32 bytes with xz.
    fn reject_value(&mut self, message: Message, text: &[u8]) {
        if self.printer.status == DONE {
            self.printer.line(message, text);
        }
    }

    /// Reports an invalid word, with the usage.
    #[inline(never)] // Saves 24 bytes with xz.
    fn reject_word(&mut self, message: Message, text: &[u8]) {
        if self.printer.status == DONE {
            self.printer.wrong(message, text);
        }
    }

    /// Makes a request of the interface, unless something has failed. In the first pass, checks instead
    /// what the request needs.
    fn apply(&mut self, request: Request) {
        if !self.applying {
            self.check_ipv4(request);
        } else if self.may_request() {
            self.ifreq.name = self.printer.about;
            let outcome = self.kernel.request(request, &mut self.ifreq);
            self.report(outcome, Message::refused(request));
        }
    }

    /// Whether requests are made: in the second pass, as long as nothing has failed.
    fn may_request(&self) -> bool {
        self.applying && self.printer.status == DONE
    }

    /// Reports why a request failed, if it did.
    fn report(&mut self, outcome: Result<()>, message: Message) {
        if let Err(reason) = outcome {
            self.printer.fail(message, reason);
        }
    }

    /// Checks that there is an IPv4 address for a request that needs one. A request to change the flags of
    /// an alias needs one, too.
    fn check_ipv4(&mut self, request: Request) {
        if request == Request::SetAddress {
            self.has_ipv4 = true;
        } else if !self.has_ipv4
            && (request.is_of_ipv4() || request == Request::SetFlags && self.is_alias())
            && self.read(Request::GetAddress) == Err(Errno::ADDRNOTAVAIL)
        {
            self.reject_value(Message::NoIpv4, self.word);
        }
    }

    /// In the first pass, makes a request that reads something for a check. (If that fails, the word is
    /// not invalid for this reason.)
    fn read(&mut self, request: Request) -> Result<()> {
        if self.applying || self.printer.status != DONE {
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
