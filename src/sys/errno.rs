// SPDX-License-Identifier: MIT OR Apache-2.0
//! Errors of requests.

use core::fmt;
use core::num::NonZeroU16;

/// The outcome of a request; the error is the errno of that very call.
pub type Result<T> = core::result::Result<T, Errno>;

/// errno: the reason that the kernel gives for a request that failed.
///
/// Negated, as the kernel and rustix have it, and never 0, so that a [`Result`] fits in a register: worth some 400
/// bytes of the executable.
///
/// `{}` formats it as a text, that of strerror(3), and `{:?}` as its name.
///
/// ```
/// use ifenslave::kernel::Errno;
///
/// assert_eq!(Errno::BUSY.to_string(), "Device or resource busy");
/// assert_eq!(format!("{:?}", Errno::BUSY), "EBUSY");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Errno(NonZeroU16);

macro_rules! errno {
    ($($name:ident)*) => {
        #[allow(missing_docs)] // Each is the E… of errno(3).
        impl Errno {
            $(pub const $name: Self = Self::of(rustix::io::Errno::$name);)*
        }

        impl Errno {
            /// Its name in errno(3), such as `EBUSY`. None if it has none here, such as the kernel's internal errors.
            pub fn name(self) -> Option<&'static str> {
                Some(match self {
                    $(Self::$name => concat!("E", stringify!($name)),)*
                    _ => return None,
                })
            }
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
    // No request of this program returns these.
    BADFD CHILD CONNABORTED DEADLK DESTADDRREQ DQUOT HWPOISON IDRM ISCONN KEYEXPIRED KEYREVOKED MEDIUMTYPE NETRESET
    NOEXEC NOLCK NONET NOTBLK NOTRECOVERABLE NOTSOCK OWNERDEAD PROTOTYPE SPIPE STALE STRPIPE TOOMANYREFS TXTBSY
    UNATCH USERS
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

impl fmt::Debug for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Errno({})", self.number()),
        }
    }
}

// Its Display is in `crate::output`, with the texts.
impl core::error::Error for Errno {}

impl From<rustix::io::Errno> for Errno {
    fn from(errno: rustix::io::Errno) -> Self {
        Self::of(errno)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errno_is_debugged_as_its_name_or_else_as_its_number() {
        for (errno, expected) in [
            (Errno::BUSY, "EBUSY"),
            (Errno::PERM, "EPERM"),
            (Errno::NOTUNIQ, "ENOTUNIQ"),
            (Errno::new(524), "Errno(524)"),
            (Errno::new(0), "Errno(0)"),
        ] {
            assert_eq!(format!("{errno:?}"), expected);
        }
    }
}
