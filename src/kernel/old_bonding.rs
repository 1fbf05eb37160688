// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bonding drivers of Linux 2.4, and the numbers that their requests had.
//!
//! These numbers are SIOCDEVPRIVATE and up: each driver may use them for other requests. A tunnel takes
//! SIOCDEVPRIVATE for SIOCGETTUNNEL, which needs no privilege, and writes to the address that it finds in
//! the union of the struct ifreq. So [`Request`](super::Request) has none of them. [`Kernel::request_old`](super::Kernel::request_old) sends them to
//! bonds alone, and puts nothing but the name of a slave into the union.
//!
//! # What can go wrong
//!
//! - EOPNOTSUPP is the answer of version 0 to the handshake, and of tunnels. The kernel sets IFF_MASTER
//!   itself, and no request does: an interface with this flag is no tunnel. Of other drivers, that of eql
//!   has the flag and gives that answer. It takes the first two numbers for requests that read from the
//!   address and write nothing, and has no request with the third.
//! - After the handshake, a bond may be renamed, or another interface may get its index; and a socket may
//!   belong to another network namespace than that of the handshake. So [`Socket`](super::Socket) looks
//!   up the name by the index, and checks IFF_MASTER again, in the two system calls before the request.
//! - ioctl(2) takes a name. Between the last check and the request, a process with CAP_NET_ADMIN could
//!   rename the bond, and give its name to a tunnel, which would write to the address that the first
//!   bytes of the slave's name are. On kernels with such drivers this takes a bond that is down, which
//!   ifenslave rejects unless `-f` is given: interfaces that are up keep their names before Linux 6.2.

use core::marker::PhantomData;

/// The proof that an interface is a bond and that its driver has version 0 or 1 of the ABI: of Linux 2.4.
///
/// Only [`handshake`](super::handshake) creates one. It belongs to one implementation of [`Kernel`](super::Kernel): another one, which
/// may answer as it likes, creates none that a [`Socket`](super::Socket) accepts.
///
/// ```compile_fail,E0451
/// use ifenslave::kernel::{OldBonding, Socket};
///
/// let forged = OldBonding::<Socket> { version: 0, index: 1, kernel: core::marker::PhantomData };
/// ```
///
/// ```compile_fail,E0308
/// use ifenslave::kernel::{IfName, Kernel, OldBonding, OldRequest, Result, Socket};
///
/// fn enslave<K: Kernel>(socket: &Socket, bond: &OldBonding<K>, slave: &IfName) -> Result<()> {
///     socket.request_old(bond, OldRequest::Enslave, slave)
/// }
/// ```
///
/// No other type has these numbers:
///
/// ```compile_fail,E0599
/// let private = ifenslave::kernel::Request::EnslaveOld;
/// ```
#[derive(Debug)]
pub struct OldBonding<K> {
    index: u32,
    version: u32,
    kernel: PhantomData<fn(&K)>,
}

impl<K> OldBonding<K> {
    /// Only [`handshake`](super::handshake) may call it.
    pub(super) const fn new(version: u32, index: u32) -> Self {
        Self { version, index, kernel: PhantomData }
    }

    /// The version of the ABI. With 0, user space sets the slave's hardware address and brings it up
    /// and down; with 1, the driver does. With both, user space sets the slave's addresses and MTU.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The index of the bond.
    pub fn index(&self) -> u32 {
        self.index
    }
}

/// The version in a NUL-padded field, in any notation of C's integers: 10, 0x10, 010. All versions from 2
/// on are 2.
pub(super) fn version(field: &[u8]) -> Option<u32> {
    let (radix, digits) = match field {
        [b'0', b'x' | b'X', digits @ ..] => (16, digits),
        // The 0 itself may be all of an octal number.
        [b'0', ..] => (8, field),
        _ => (10, field),
    };
    let mut version = 0;
    let mut count = 0;
    while let Some(&digit @ 1..) = digits.get(count) {
        version = (version * radix + char::from(digit).to_digit(radix)?).min(2);
        count += 1;
    }
    if count == 0 { None } else { Some(version) }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// As C reads an integer, but for signs and white space. The field has 32 bytes, so that 128
    /// bits hold what is in it.
    fn plain(field: &[u8]) -> Option<u128> {
        let text = str::from_utf8(field.split(|&byte| byte == 0).next()?).ok()?;
        let (radix, digits) = match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
            Some(digits) => (16, digits),
            None if text.starts_with('0') => (8, text),
            None => (10, text),
        };
        u128::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))
    }

    proptest! {
        #[test]
        fn a_version_is_read_as_by_c(
            start in select(&["", "0", "0x", "0X", "00", "1", " ", "+", "-", "0x+"][..]),
            digits in prop_oneof![
                4 => vec(select(&b"012"[..]), 0..=28),
                2 => vec(select(&b"0123456789abcdefABCDEF"[..]), 0..=28),
                1 => vec(any::<u8>(), 0..=28),
            ],
            end in select(&["", "\0", "\0x"][..]),
        ) {
            let field = [start.as_bytes(), &digits, end.as_bytes()].concat();
            let expected = plain(&field).map(|version| version.min(2) as u32);
            prop_assert_eq!(version(&field), expected);
        }
    }

    #[test]
    fn a_version_is_read_in_all_three_notations() {
        for (text, number) in [
            (&b"2\0\0"[..], 2),
            (b"0\0", 0),
            (b"1\0junk", 1),
            (b"0x0\0", 0),
            (b"0X1", 1),
            (b"0x1F", 2),
            (b"010", 2),
            (b"01", 1),
            (b"00", 0),
            (b"4294967295", 2),
            (b"99999999999999999999999999999999", 2),
        ] {
            assert_eq!(version(text), Some(number), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_no_version() {
        for text in [&b""[..], b"\0", b"N/A", b"2.1", b"-1", b"0x", b"0x\0", b"09", b" 2"] {
            assert_eq!(version(text), None, "{text:?}");
        }
    }
}
