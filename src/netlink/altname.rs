// SPDX-License-Identifier: MIT OR Apache-2.0
//! Alternative names. One of them marks a bond whose change is tried (`--try`): `try-PROCESS-INDEX`, with the process ID
//! and the bond's index.
//!
//! Everyone can see it (`ip link show`), only a privileged process can set it, and the kernel reports it with the state
//! of the bond, so that other changes need no request of their own to respect it.

use heapless::Vec;

use super::message::{
    Attributes, Buffer, NLM_F_ACK, NLM_F_APPEND, NLM_F_CREATE, NLM_F_EXCL, RTM_DELLINKPROP,
    RTM_NEWLINKPROP, append, attribute, begin, end, put, start_link,
};
use super::socket::Socket;
use crate::parse::{digits, until};
use crate::sys::errno::{Errno, Result};

/// IFLA_PROP_LIST of `linux/if_link.h`: the alternative names of an interface,
pub const IFLA_PROP_LIST: u16 = 52;
/// and IFLA_ALT_IFNAME, which is one of them.
pub const IFLA_ALT_IFNAME: u16 = 53;

/// NLA_F_NESTED of `linux/netlink.h`: the kernel requires it here.
const NLA_F_NESTED: u16 = 1 << 15;

/// The beginning of the name.
const PREFIX: &[u8] = b"try-";

/// Sets the mark of a process on the bond with this index, or removes it. Before Linux 5.5 there are no alternative
/// names, and no marks.
pub fn mark_trial(socket: &Socket, index: u32, process: u32, set: bool) -> Result<()> {
    let (kind, flags) = if set {
        (RTM_NEWLINKPROP, NLM_F_CREATE | NLM_F_EXCL | NLM_F_APPEND)
    } else {
        (RTM_DELLINKPROP, 0)
    };
    let mut request = Buffer::new();
    start_link(&mut request, kind, flags | NLM_F_ACK, index);
    let list = begin(&mut request, IFLA_PROP_LIST | NLA_F_NESTED);
    put(&mut request, IFLA_ALT_IFNAME, &name(process, index));
    end(&mut request, list);
    match socket.request(&mut request) {
        Err(Errno::OPNOTSUPP) => Ok(()),
        // It is gone already.
        Err(Errno::NOENT) if !set => Ok(()),
        outcome => outcome,
    }
}

/// The process that tries a change of the interface with these attributes; 0 if there is none.
pub fn tried_by(attributes: &mut [u8]) -> u32 {
    Attributes(attribute(attributes, IFLA_PROP_LIST))
        .find_map(|(_, name)| digits(until(name.strip_prefix(PREFIX)?, b'-'), 10, u32::MAX.into()))
        .and_then(|process| process.try_into().ok())
        .unwrap_or(0)
}

/// The name, with a NUL.
fn name(process: u32, index: u32) -> Vec<u8, 32> {
    let mut name = Vec::new();
    let _ = append(&mut name, PREFIX);
    decimal(&mut name, process);
    let _ = append(&mut name, b"-");
    decimal(&mut name, index);
    let _ = append(&mut name, b"\0");
    name
}

/// Appends a number.
fn decimal(text: &mut Vec<u8, 32>, number: u32) {
    if number >= 10 {
        decimal(text, number / 10);
    }
    let _ = append(text, &[b'0' + (number % 10) as u8]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_names_the_process_that_set_it() {
        for (process, index, expected) in
            [(1, 2, "try-1-2\0"), (1234, 10, "try-1234-10\0"), (u32::MAX, 0, "try-4294967295-0\0")]
        {
            let mark = name(process, index);
            assert_eq!(str::from_utf8(&mark).unwrap(), expected);
            let mut attributes = Buffer::new();
            let list = begin(&mut attributes, IFLA_PROP_LIST);
            put(&mut attributes, IFLA_ALT_IFNAME, b"uplink\0");
            put(&mut attributes, IFLA_ALT_IFNAME, &mark);
            end(&mut attributes, list);
            assert_eq!(tried_by(&mut attributes), process);
        }
    }

    #[test]
    fn other_names_are_no_marks() {
        for other in [&b"try\0"[..], b"try-me\0", b"try-\0", b"retry-1-2\0"] {
            let mut attributes = Buffer::new();
            let list = begin(&mut attributes, IFLA_PROP_LIST);
            put(&mut attributes, IFLA_ALT_IFNAME, other);
            end(&mut attributes, list);
            assert_eq!(tried_by(&mut attributes), 0);
        }
    }
}
