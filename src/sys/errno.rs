// SPDX-License-Identifier: MIT OR Apache-2.0
//! Errors of requests.

use core::num::NonZeroU16;

/// The outcome of a request; the error is the errno of that very call.
pub type Result<T> = core::result::Result<T, Errno>;

/// errno: the reason that the kernel gives for a request that failed.
///
/// Negated, as the kernel and rustix have it, and never 0, so that a [`Result`] fits in a register: worth some 400
/// bytes of the executable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errno(NonZeroU16);

macro_rules! errno {
    ($($name:ident)*) => {
        #[allow(missing_docs)] // Each is the E… of errno(3).
        impl Errno {
            $(pub const $name: Self = Self::of(rustix::io::Errno::$name);)*
        }
    };
}

errno! {
    PERM NOENT SRCH INTR IO NXIO TOOBIG BADF AGAIN NOMEM ACCESS FAULT BUSY EXIST NODEV INVAL NFILE MFILE
    NOTTY FBIG NOSPC ROFS MLINK PIPE RANGE NAMETOOLONG NOSYS LOOP NODATA TIME NOLINK PROTO BADMSG OVERFLOW
    MSGSIZE NOPROTOOPT PROTONOSUPPORT SOCKTNOSUPPORT OPNOTSUPP PFNOSUPPORT AFNOSUPPORT ADDRINUSE
    ADDRNOTAVAIL NETDOWN NETUNREACH NOBUFS NOTCONN SHUTDOWN TIMEDOUT CONNREFUSED HOSTDOWN HOSTUNREACH
    ALREADY INPROGRESS REMOTEIO CANCELED RFKILL XDEV DOM NOTEMPTY NOMSG BADE XFULL BADRQC NOSR NOPKG COMM
    ILSEQ CONNRESET NOMEDIUM NOKEY KEYREJECTED NOTDIR ISDIR NOTUNIQ
}

impl Errno {
    /// Set in every errno that is negated, so that none is 0.
    const MARK: u16 = 0x8000;

    /// Its number, as in `asm/errno.h`.
    pub const fn number(self) -> u16 {
        self.0.get().wrapping_neg() & !Self::MARK
    }

    /// The reason with this number.
    pub const fn new(number: u16) -> Self {
        match NonZeroU16::new(number.wrapping_neg() | Self::MARK) {
            Some(negated) => Self(negated),
            None => Self(NonZeroU16::MAX),
        }
    }

    /// The reason that the kernel reports as a negative number; none if that is 0.
    pub const fn negated(number: i32) -> Option<Self> {
        let [low, high, ..] = number.wrapping_neg().to_le_bytes();
        match u16::from_le_bytes([low, high]) {
            0 => None,
            number => Some(Self::new(number)),
        }
    }

    const fn of(errno: rustix::io::Errno) -> Self {
        let [low, high, ..] = errno.raw_os_error().to_le_bytes();
        Self::new(u16::from_le_bytes([low, high]))
    }
}

impl From<rustix::io::Errno> for Errno {
    fn from(errno: rustix::io::Errno) -> Self {
        Self::of(errno)
    }
}
