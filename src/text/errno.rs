//! The texts of errno, in glibc's words (strerror(3)).

use super::Entry;
use crate::kernel::Errno;

/// Every errno that an ioctl or a netlink request of this program can return. We counted the errnos that the
/// network core, IPv4, IPv6, VLANs, bridges, the bonding driver and the drivers of network cards return in
/// Linux 6.12, and left out what only other system calls return.
pub const TABLE: &[Entry] = &[
    // Every change of the network configuration needs it.
    entry(Errno::PERM, "Operation not permitted (needs CAP_NET_ADMIN)"),
    entry(Errno::NOENT, "No such file or directory"),
    entry(Errno::SRCH, "No such process"),
    entry(Errno::INTR, "Interrupted system call"),
    entry(Errno::IO, "Input/output error"),
    entry(Errno::NXIO, "No such device or address"),
    entry(Errno::TOOBIG, "Argument list too long"),
    entry(Errno::BADF, "Bad file descriptor"),
    entry(Errno::AGAIN, "Resource temporarily unavailable"),
    entry(Errno::NOMEM, "Cannot allocate memory"),
    entry(Errno::ACCESS, "Permission denied"),
    entry(Errno::FAULT, "Bad address"),
    entry(Errno::BUSY, "Device or resource busy"),
    entry(Errno::EXIST, "File exists"),
    entry(Errno::NODEV, "No such device"),
    entry(Errno::INVAL, "Invalid argument"),
    entry(Errno::NFILE, "Too many open files in system"),
    entry(Errno::MFILE, "Too many open files"),
    entry(Errno::NOTTY, "Inappropriate ioctl for device"),
    entry(Errno::NOSPC, "No space left on device"),
    entry(Errno::MLINK, "Too many links"),
    entry(Errno::PIPE, "Broken pipe"),
    entry(Errno::RANGE, "Numerical result out of range"),
    entry(Errno::NOSYS, "Function not implemented"),
    entry(Errno::NODATA, "No data available"),
    entry(Errno::TIME, "Timer expired"),
    entry(Errno::NOLINK, "Link has been severed"),
    entry(Errno::PROTO, "Protocol error"),
    entry(Errno::OVERFLOW, "Value too large for defined data type"),
    entry(Errno::MSGSIZE, "Message too long"),
    entry(Errno::PROTONOSUPPORT, "Protocol not supported"),
    entry(Errno::OPNOTSUPP, "Operation not supported"),
    entry(Errno::AFNOSUPPORT, "Address family not supported by protocol"),
    entry(Errno::ADDRINUSE, "Address already in use"),
    entry(Errno::ADDRNOTAVAIL, "Cannot assign requested address"),
    entry(Errno::NETDOWN, "Network is down"),
    entry(Errno::NETUNREACH, "Network is unreachable"),
    entry(Errno::NOBUFS, "No buffer space available"),
    entry(Errno::NOTCONN, "Transport endpoint is not connected"),
    entry(Errno::SHUTDOWN, "Cannot send after transport endpoint shutdown"),
    entry(Errno::TIMEDOUT, "Connection timed out"),
    entry(Errno::HOSTUNREACH, "No route to host"),
    entry(Errno::ALREADY, "Operation already in progress"),
    entry(Errno::INPROGRESS, "Operation now in progress"),
    entry(Errno::CANCELED, "Operation canceled"),
    entry(Errno::RFKILL, "Operation not possible due to RF-kill"),
];

/// Those that a single driver or an unusual set-up returns, and those of files.
#[cfg(any(feature = "boot", feature = "ifconfig", feature = "nameif"))]
pub const RARE: &[Entry] = &[
    entry(Errno::XDEV, "Invalid cross-device link"),
    entry(Errno::NOTDIR, "Not a directory"),
    entry(Errno::ISDIR, "Is a directory"),
    entry(Errno::FBIG, "File too large"),
    entry(Errno::ROFS, "Read-only file system"),
    entry(Errno::DOM, "Numerical argument out of domain"),
    entry(Errno::NAMETOOLONG, "File name too long"),
    entry(Errno::NOTEMPTY, "Directory not empty"),
    entry(Errno::LOOP, "Too many levels of symbolic links"),
    entry(Errno::NOMSG, "No message of desired type"),
    entry(Errno::BADE, "Invalid exchange"),
    entry(Errno::XFULL, "Exchange full"),
    entry(Errno::BADRQC, "Invalid request code"),
    entry(Errno::NOSR, "Out of streams resources"),
    entry(Errno::NOPKG, "Package not installed"),
    entry(Errno::COMM, "Communication error on send"),
    entry(Errno::BADMSG, "Bad message"),
    entry(Errno::NOTUNIQ, "Name not unique on network"),
    entry(Errno::ILSEQ, "Invalid or incomplete multibyte or wide character"),
    entry(Errno::NOPROTOOPT, "Protocol not available"),
    entry(Errno::SOCKTNOSUPPORT, "Socket type not supported"),
    entry(Errno::PFNOSUPPORT, "Protocol family not supported"),
    entry(Errno::CONNRESET, "Connection reset by peer"),
    entry(Errno::CONNREFUSED, "Connection refused"),
    entry(Errno::HOSTDOWN, "Host is down"),
    entry(Errno::REMOTEIO, "Remote I/O error"),
    entry(Errno::NOMEDIUM, "No medium found"),
    entry(Errno::NOKEY, "Required key not available"),
    entry(Errno::KEYREJECTED, "Key was rejected by service"),
];

const fn entry(errno: Errno, text: &'static str) -> Entry {
    let key = key(errno);
    assert!(key != 0, "an errno that no key has room for");
    ([ANY, key], text)
}

/// In the place of a message: the text of an errno.
pub const ANY: u8 = 0xff;

/// The largest errno that a key has room for: the bytes above it mean other things. glibc has texts for 1 to 133
/// on most architectures and for 1 to 168 on MIPS, and for 1133 there.
const LARGEST: u16 = 0xf0;

/// An errno as part of a key. A larger one, such as the kernel's internal ENOTSUPP (524), has no text: glibc
/// prints "Unknown error 524", too. Its key is 0, which no entry has.
pub const fn key(errno: Errno) -> u8 {
    let number = errno.number();
    if number <= LARGEST { number.to_le_bytes()[0] } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Message, text};

    /// The text of an errno as it is printed, without a hint.
    fn printed(number: u16) -> String {
        let text = text(Message::reason(Errno::new(number)));
        text.split(" (").next().unwrap_or_default().into()
    }

    #[cfg(target_env = "gnu")]
    fn c_library(number: u16) -> String {
        let text = std::io::Error::from_raw_os_error(number.into()).to_string();
        text.split(" (os error").next().unwrap_or_default().into()
    }

    #[test]
    #[cfg(target_env = "gnu")]
    #[cfg_attr(miri, ignore = "looks up thousands of texts: takes minutes")]
    fn every_text_is_the_c_librarys() {
        let mut count = 0;
        for number in (1..4096).filter(|&number| !printed(number).is_empty()) {
            assert_eq!(printed(number), c_library(number), "{number}");
            count += 1;
        }
        // None of them is hidden by another.
        assert_eq!(count, TABLE.len() + RARE.len());
    }

    #[test]
    #[cfg(target_env = "gnu")]
    #[cfg_attr(miri, ignore = "looks up thousands of texts: takes minutes")]
    fn an_errno_without_a_text_has_no_other_errnos() {
        for number in (0..4096).chain([0x7fff]) {
            let known = !c_library(number).starts_with("Unknown error");
            assert!(known || printed(number).is_empty(), "{number} is {:?}", printed(number));
            // Hints are found the same way.
            let hint = text(Message::SETTINGS.hint(Errno::new(number)));
            assert!(hint.is_empty() || hint.starts_with(" ("), "{number}: {hint:?}");
            assert!(number < 256 || hint.is_empty(), "{number}: {hint:?}");
        }
    }
}
