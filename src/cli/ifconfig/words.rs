// SPDX-License-Identifier: MIT OR Apache-2.0
//! The words of `ifconfig`'s command line, and the types of hardware addresses.

use crate::kernel::{Flags, Request};

/// A word of the command line.
pub struct Word {
    /// The value that follows it,
    pub value: Value,
    /// and the request that sets the value.
    pub request: Request,
    /// The flags that it changes (also),
    pub flags: Flags,
    /// by setting or clearing them.
    pub set: bool,
    /// With `-` before it, the word means the opposite, and no value follows.
    pub has_opposite: bool,
}

/// The value that follows a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Value {
    None,
    /// A number of as many bits, at this byte of the request's union. (Of an `int`, all but the sign.)
    Number {
        offset: u8,
        bits: u8,
    },
    /// An IPv4 address.
    Ipv4,
    /// The same, or `+` for the one that follows from the address and the netmask.
    Broadcast,
    /// An IPv4 or IPv6 address, and perhaps a prefix.
    Address,
    /// An IPv6 address to be removed, and perhaps a prefix.
    Ipv6,
    /// A type and a hardware address.
    HwAddr,
}

/// The words, but for the last, which is an address by itself.
pub const NAMES: &[u8] = b"up\0down\0arp\0trailers\0promisc\0allmulti\0multicast\0dynamic\0\
    broadcast\0pointopoint\0dstaddr\0netmask\0add\0del\0hw\0mtu\0metric\0txqueuelen\0\
    mem_start\0io_addr\0irq\0inet";

const IS_UP: Flags = Flags(Flags::UP.0 | Flags::RUNNING.0);
pub const NO_FLAGS: Flags = Flags(0);

#[rustfmt::skip]
pub static WORDS: [Word; 23] = [
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
    // The address family: there is no other.
    flags(NO_FLAGS, true, false),
    Word { value: Value::Address, request: Request::SetAddress, ..flags(IS_UP, true, false) },
];

/// The word that is an address by itself.
pub const ADDRESS: usize = WORDS.len() - 1;

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

/// A type of hardware addresses.
pub struct Hardware {
    /// ARPHRD_* of `linux/if_arp.h`
    pub family: u16,
    /// The bytes of an address.
    pub len: u8,
    /// Its name, padded with NULs.
    pub name: [u8; 10],
}

/// ARPHRD_ETHER
pub const ETHERNET: u16 = 1;

/// The types that can be named.
pub static HARDWARE: [Hardware; 2] = [
    Hardware { family: ETHERNET, len: 6, name: *b"ether\0\0\0\0\0" },
    Hardware { family: 32, len: 20, name: *b"infiniband" },
];
