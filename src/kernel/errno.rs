//! Why a request failed.

use core::num::NonZeroU16;

/// errno: the reason that the kernel gives for a request that failed.
///
/// rustix's own type, but never 0, so that a [`super::Result`] fits in a register: worth some 400
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
    PERM NOENT INTR IO BADF AGAIN NOMEM ACCESS BUSY EXIST NODEV INVAL NFILE MFILE NOTTY FBIG NOSPC
    PIPE RANGE NOSYS OPNOTSUPP PROTONOSUPPORT AFNOSUPPORT ADDRNOTAVAIL NETDOWN NOBUFS
}

impl Errno {
    /// The reason with this number, if it is one.
    pub const fn new(number: u16) -> Option<Self> {
        match NonZeroU16::new(number) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }

    /// Its number, as in `asm/errno.h`.
    pub const fn number(self) -> u16 {
        self.0.get()
    }

    const fn of(errno: rustix::io::Errno) -> Self {
        let [low, high, ..] = errno.raw_os_error().to_le_bytes();
        match Self::new(u16::from_le_bytes([low, high])) {
            Some(errno) => errno,
            // There is no error 0.
            None => Self(NonZeroU16::MAX),
        }
    }
}

impl From<rustix::io::Errno> for Errno {
    fn from(errno: rustix::io::Errno) -> Self {
        Self::of(errno)
    }
}
