//! Errors of requests.

use core::num::NonZeroU16;

/// The outcome of a request; the error is the errno of that very call.
pub type Result<T> = core::result::Result<T, Errno>;

/// errno: the reason that the kernel gives for a request that failed.
///
/// Negated, as the kernel returns it, and never 0, so that a [`Result`] fits in a register: worth some 400
/// bytes of the executable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errno(NonZeroU16);

macro_rules! errno {
    ($($name:ident = $number:ident,)*) => {
        #[allow(missing_docs)] // Each is the E… of errno(3).
        impl Errno {
            $(pub const $name: Self = Self::of(linux_raw_sys::errno::$number);)*
        }
    };
}

errno! {
    PERM = EPERM, NOENT = ENOENT, SRCH = ESRCH, INTR = EINTR, IO = EIO, NXIO = ENXIO,
    TOOBIG = E2BIG, BADF = EBADF, AGAIN = EAGAIN, NOMEM = ENOMEM, ACCESS = EACCES, FAULT = EFAULT,
    BUSY = EBUSY, EXIST = EEXIST, NODEV = ENODEV, INVAL = EINVAL, NFILE = ENFILE, MFILE = EMFILE,
    NOTTY = ENOTTY, FBIG = EFBIG, NOSPC = ENOSPC, ROFS = EROFS, MLINK = EMLINK, PIPE = EPIPE,
    RANGE = ERANGE, NAMETOOLONG = ENAMETOOLONG, NOSYS = ENOSYS, LOOP = ELOOP, NODATA = ENODATA,
    TIME = ETIME, NOLINK = ENOLINK, PROTO = EPROTO, BADMSG = EBADMSG, OVERFLOW = EOVERFLOW,
    MSGSIZE = EMSGSIZE, NOPROTOOPT = ENOPROTOOPT, PROTONOSUPPORT = EPROTONOSUPPORT,
    SOCKTNOSUPPORT = ESOCKTNOSUPPORT, OPNOTSUPP = EOPNOTSUPP, PFNOSUPPORT = EPFNOSUPPORT,
    AFNOSUPPORT = EAFNOSUPPORT, ADDRINUSE = EADDRINUSE, ADDRNOTAVAIL = EADDRNOTAVAIL,
    NETDOWN = ENETDOWN, NETUNREACH = ENETUNREACH, NOBUFS = ENOBUFS, NOTCONN = ENOTCONN,
    SHUTDOWN = ESHUTDOWN, TIMEDOUT = ETIMEDOUT, CONNREFUSED = ECONNREFUSED, HOSTDOWN = EHOSTDOWN,
    HOSTUNREACH = EHOSTUNREACH, ALREADY = EALREADY, INPROGRESS = EINPROGRESS, REMOTEIO = EREMOTEIO,
    CANCELED = ECANCELED, RFKILL = ERFKILL, XDEV = EXDEV, DOM = EDOM, NOTEMPTY = ENOTEMPTY,
    NOMSG = ENOMSG, BADE = EBADE, XFULL = EXFULL, BADRQC = EBADRQC, NOSR = ENOSR, NOPKG = ENOPKG,
    COMM = ECOMM, ILSEQ = EILSEQ, CONNRESET = ECONNRESET, NOMEDIUM = ENOMEDIUM, NOKEY = ENOKEY,
    KEYREJECTED = EKEYREJECTED, NOTDIR = ENOTDIR, ISDIR = EISDIR, NOTUNIQ = ENOTUNIQ,
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
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // All are below 4096.
    pub const fn negated(number: i32) -> Option<Self> {
        match number.wrapping_neg() as u16 {
            0 => None,
            number => Some(Self::new(number)),
        }
    }

    /// The reason in the answer to a system call: a negative number above -4096.
    #[allow(clippy::cast_possible_truncation)] // The errno is in the low half.
    pub(super) fn of_answer(answer: usize) -> Option<Self> {
        const FIRST: usize = 4095_usize.wrapping_neg();
        // It has the mark already.
        if answer < FIRST { None } else { NonZeroU16::new(answer as u16).map(Self) }
    }

    #[allow(clippy::cast_possible_truncation)] // All are below 4096.
    const fn of(number: u32) -> Self {
        Self::new(number as u16)
    }
}
