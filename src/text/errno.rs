//! What errno says, in the words of the C library (glibc's strerror).

use super::packed::Entry;
use crate::kernel::Errno;

/// Those that the requests and writes of this program are known to give.
pub const TABLE: &[Entry] = &[
    // Every change of the network configuration needs it.
    entry(Errno::PERM, "Operation not permitted (needs CAP_NET_ADMIN)"),
    entry(Errno::NOENT, "No such file or directory"),
    entry(Errno::IO, "Input/output error"),
    entry(Errno::BADF, "Bad file descriptor"),
    entry(Errno::NOMEM, "Cannot allocate memory"),
    entry(Errno::ACCESS, "Permission denied"),
    entry(Errno::BUSY, "Device or resource busy"),
    entry(Errno::NODEV, "No such device"),
    entry(Errno::INVAL, "Invalid argument"),
    entry(Errno::MFILE, "Too many open files"),
    entry(Errno::NOTTY, "Inappropriate ioctl for device"),
    entry(Errno::NOSPC, "No space left on device"),
    entry(Errno::PIPE, "Broken pipe"),
    entry(Errno::RANGE, "Numerical result out of range"),
    entry(Errno::NOSYS, "Function not implemented"),
    entry(Errno::OPNOTSUPP, "Operation not supported"),
    entry(Errno::AFNOSUPPORT, "Address family not supported by protocol"),
    entry(Errno::ADDRNOTAVAIL, "Cannot assign requested address"),
    // A route whose gateway cannot be reached any more.
    entry(Errno::NETUNREACH, "Network is unreachable"),
    entry(Errno::NOBUFS, "No buffer space available"),
];

const fn entry(errno: Errno, text: &'static str) -> Entry {
    ([ANY, key(errno)], text)
}

/// What an errno's text has in place of a message.
pub const ANY: u8 = 0xff;

/// An errno as part of a key: Linux has none of these above 255, on any architecture.
pub const fn key(errno: Errno) -> u8 {
    errno.number().to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_env = "gnu")]
    fn reasons_are_in_the_words_of_the_c_library() {
        for (key, text) in TABLE {
            let c_library = std::io::Error::from_raw_os_error(key[1].into()).to_string();
            let words = c_library.split(" (os error").next().unwrap();
            assert!(text.starts_with(words), "{text:?} is not {words:?}");
        }
    }
}
