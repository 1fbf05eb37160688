// SPDX-License-Identifier: MIT OR Apache-2.0
//! The texts of errno: those of glibc (strerror(3)).

use core::fmt;

use super::{Table, Text};
use crate::kernel::Errno;

/// Every errno that an ioctl or a netlink request of this program can return. We counted the errnos that the
/// network core, IPv4, IPv6, VLANs, bridges, the bonding driver and the drivers of network cards return in
/// Linux 6.12, and left out what only other system calls return.
const COMMON: &[(Errno, &str)] = &[
    // Every change of the network configuration needs it.
    (Errno::PERM, "Operation not permitted (needs CAP_NET_ADMIN)"),
    (Errno::NOENT, "No such file or directory"),
    (Errno::SRCH, "No such process"),
    (Errno::INTR, "Interrupted system call"),
    (Errno::IO, "Input/output error"),
    (Errno::NXIO, "No such device or address"),
    (Errno::TOOBIG, "Argument list too long"),
    (Errno::BADF, "Bad file descriptor"),
    (Errno::AGAIN, "Resource temporarily unavailable"),
    (Errno::NOMEM, "Cannot allocate memory"),
    (Errno::ACCESS, "Permission denied"),
    (Errno::FAULT, "Bad address"),
    (Errno::BUSY, "Device or resource busy"),
    (Errno::EXIST, "File exists"),
    (Errno::NODEV, "No such device"),
    (Errno::INVAL, "Invalid argument"),
    (Errno::NFILE, "Too many open files in system"),
    (Errno::MFILE, "Too many open files"),
    (Errno::NOTTY, "Inappropriate ioctl for device"),
    (Errno::NOSPC, "No space left on device"),
    (Errno::MLINK, "Too many links"),
    (Errno::PIPE, "Broken pipe"),
    (Errno::RANGE, "Numerical result out of range"),
    (Errno::NOSYS, "Function not implemented"),
    (Errno::NODATA, "No data available"),
    (Errno::TIME, "Timer expired"),
    (Errno::NOLINK, "Link has been severed"),
    (Errno::PROTO, "Protocol error"),
    (Errno::OVERFLOW, "Value too large for defined data type"),
    (Errno::MSGSIZE, "Message too long"),
    (Errno::PROTONOSUPPORT, "Protocol not supported"),
    (Errno::OPNOTSUPP, "Operation not supported"),
    (Errno::AFNOSUPPORT, "Address family not supported by protocol"),
    (Errno::ADDRINUSE, "Address already in use"),
    (Errno::ADDRNOTAVAIL, "Cannot assign requested address"),
    (Errno::NETDOWN, "Network is down"),
    (Errno::NETUNREACH, "Network is unreachable"),
    (Errno::NOBUFS, "No buffer space available"),
    (Errno::NOTCONN, "Transport endpoint is not connected"),
    (Errno::SHUTDOWN, "Cannot send after transport endpoint shutdown"),
    (Errno::TIMEDOUT, "Connection timed out"),
    (Errno::HOSTUNREACH, "No route to host"),
    (Errno::ALREADY, "Operation already in progress"),
    (Errno::INPROGRESS, "Operation now in progress"),
    (Errno::CANCELED, "Operation canceled"),
    (Errno::RFKILL, "Operation not possible due to RF-kill"),
];

/// Errnos that a single driver or an unusual configuration returns, and those of files.
const RARE: &[(Errno, &str)] = &[
    (Errno::XDEV, "Invalid cross-device link"),
    (Errno::NOTDIR, "Not a directory"),
    (Errno::ISDIR, "Is a directory"),
    (Errno::FBIG, "File too large"),
    (Errno::ROFS, "Read-only file system"),
    (Errno::DOM, "Numerical argument out of domain"),
    (Errno::NAMETOOLONG, "File name too long"),
    (Errno::NOTEMPTY, "Directory not empty"),
    (Errno::LOOP, "Too many levels of symbolic links"),
    (Errno::NOMSG, "No message of desired type"),
    (Errno::BADE, "Invalid exchange"),
    (Errno::XFULL, "Exchange full"),
    (Errno::BADRQC, "Invalid request code"),
    (Errno::NOSR, "Out of streams resources"),
    (Errno::NOPKG, "Package not installed"),
    (Errno::COMM, "Communication error on send"),
    (Errno::BADMSG, "Bad message"),
    (Errno::NOTUNIQ, "Name not unique on network"),
    (Errno::ILSEQ, "Invalid or incomplete multibyte or wide character"),
    (Errno::NOPROTOOPT, "Protocol not available"),
    (Errno::SOCKTNOSUPPORT, "Socket type not supported"),
    (Errno::PFNOSUPPORT, "Protocol family not supported"),
    (Errno::CONNRESET, "Connection reset by peer"),
    (Errno::CONNREFUSED, "Connection refused"),
    (Errno::HOSTDOWN, "Host is down"),
    (Errno::REMOTEIO, "Remote I/O error"),
    (Errno::NOMEDIUM, "No medium found"),
    (Errno::NOKEY, "Required key not available"),
    (Errno::KEYREJECTED, "Key was rejected by service"),
];

const HAS_RARE: bool = cfg!(any(feature = "boot", feature = "ifconfig", feature = "nameif"));
const COUNT: usize = COMMON.len() + if HAS_RARE { RARE.len() } else { 0 };

/// All errnos, and all texts. The last text is for all other errnos.
#[allow(clippy::indexing_slicing)] // The compiler checks them.
const ALL: ([u8; COUNT], [&str; COUNT + 1]) = {
    let (mut keys, mut texts) = ([0; COUNT], ["Unknown error {errno}"; COUNT + 1]);
    let mut at = 0;
    while at < COUNT {
        let (errno, text) = if at < COMMON.len() { COMMON[at] } else { RARE[at - COMMON.len()] };
        keys[at] = key(errno);
        assert!(keys[at] != 0, "an errno that no key has room for");
        texts[at] = text;
        at += 1;
    }
    (keys, texts)
};

pub const TEXTS: &[&str] = &ALL.1;
static ERRNO_KEYS: [u8; COUNT] = ALL.0;

impl fmt::Display for Errno {
    /// The text of glibc's strerror(3).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match COMMON.iter().chain(RARE).find(|(errno, _)| errno == self) {
            // Without the remedy that follows it.
            Some((_, text)) => f.pad(text.split(" (").next().unwrap_or(text)),
            None => write!(f, "Unknown error {}", self.number()),
        }
    }
}

/// In the place of an errno, among hints: the text follows a word.
pub const AFTER_WORD: u8 = 0xff;

/// The text of an errno.
pub fn text(errno: Errno) -> Text {
    Table::Errnos.find(ERRNO_KEYS.iter().copied(), key(errno))
}

/// An errno as a byte, below [`AFTER_WORD`]. A larger one, such as the kernel's internal ENOTSUPP (524), has no
/// text: glibc prints "Unknown error 524", too. Its key is 0, which no errno with a text has.
pub const fn key(errno: Errno) -> u8 {
    let number = errno.number();
    if number < AFTER_WORD as u16 { number.to_le_bytes()[0] } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Message;

    /// The text of an errno as it is printed, without a hint; empty if it has none.
    fn printed(number: u16) -> String {
        let text = text(Errno::new(number)).to_string();
        if text.starts_with("Unknown error") { String::new() } else { without_hint(&text) }
    }

    fn without_hint(text: &str) -> String {
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
        assert_eq!(count, COUNT);
    }

    #[test]
    #[cfg_attr(miri, ignore = "looks up thousands of texts: takes minutes")]
    fn an_errno_is_displayed_as_it_is_printed() {
        for number in 1..4096 {
            let displayed = Errno::new(number).to_string();
            match printed(number) {
                text if text.is_empty() => assert_eq!(displayed, format!("Unknown error {number}")),
                text => assert_eq!(displayed, text),
            }
        }
    }

    #[test]
    #[cfg(target_env = "gnu")]
    #[cfg_attr(miri, ignore = "looks up thousands of texts: takes minutes")]
    fn an_errno_without_a_text_has_no_other_errnos() {
        for number in (0..4096).chain([0x7fff]) {
            let known = !c_library(number).starts_with("Unknown error");
            assert!(known || printed(number).is_empty(), "{number} is {:?}", printed(number));
            // Hints are found the same way.
            let hint = Message::Settings.hint(Errno::new(number)).to_string();
            assert!(hint.is_empty() || hint.starts_with(" ("), "{number}: {hint:?}");
            assert!(number < 256 || hint.is_empty(), "{number}: {hint:?}");
        }
    }
}
