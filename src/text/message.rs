//! Messages: what can be said of a change, and of its failing.

use super::packed::Entry;
use super::{errno, packed};
use crate::kernel::{Errno, Flags, Request};

/// A thing that can be said. A step, which `-v` tells of too, has the low byte of its request's
/// number; all else has a number that no step has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message(u8);

#[allow(missing_docs)] // The table below has the words of each.
impl Message {
    pub const SETTINGS: Self = Self(1);
    pub const NOT_MASTER: Self = Self(2);
    pub const NOT_UP: Self = Self(3);
    pub const ABI: Self = Self(4);
    pub const SLAVE_SETTINGS: Self = Self(5);
    pub const SLAVE_FLAGS: Self = Self(6);
    pub const ALREADY_SLAVE: Self = Self(7);
    pub const NOT_SLAVE: Self = Self(8);
    pub const ITSELF: Self = Self(9);
    pub const LOOPBACK: Self = Self(10);
    pub const CLEAR_ADDRESS: Self = Self(11);
    pub const SET_ADDRESS: Self = Self(12);
    pub const UP: Self = Self(13);
    pub const SOCKET: Self = Self(14);
    pub const STDOUT: Self = Self(15);
    pub const UNKNOWN_OPTION: Self = Self(16);
    pub const AMBIGUOUS_OPTION: Self = Self(17);
    pub const EXCLUSIVE_OPTIONS: Self = Self(18);
    pub const ONE_ACTIVE: Self = Self(19);
    pub const BAD_NAME: Self = Self(0x60);
    pub const NO_SHOW: Self = Self(0x61);
    pub const FLAGS: Self = Self(0x62);
    const DOWN: Self = Self::step(Request::SetFlags);
    const ENSLAVE: Self = Self::step(Request::Enslave);
    const RELEASE: Self = Self::step(Request::Release);
    const CHANGE_ACTIVE: Self = Self::step(Request::ChangeActive);
    const SET_MTU: Self = Self::step(Request::SetMtu);
    const SET_HW_ADDR: Self = Self::step(Request::SetHwAddr);
}

impl Message {
    /// The step that a request makes. `flags` are those that it sets, if it sets flags.
    pub fn of(request: Request, flags: Flags) -> Self {
        match request {
            Request::SetFlags if flags.has(Flags::UP) => Self::UP,
            Request::SetAddress
            | Request::SetDestination
            | Request::SetBroadcast
            | Request::SetNetmask => Self::SET_ADDRESS,
            _ => Self::step(request),
        }
    }

    /// Its words, with `@` for the interface that they are about (or for what is wrong with the
    /// command line), `%` for the slave, `#` for the master, and `!` for "can't" where there is a
    /// reason: `-v` tells a step without it. Words that end in a reason have the errno of a failed
    /// request behind them.
    pub fn text(self) -> &'static [u8] {
        find([self.0, errno::ANY])
    }

    /// How to mend what `reason` tells, or what it means here, where that is known.
    pub fn hint(self, reason: Errno) -> &'static [u8] {
        find([self.0, errno::key(reason)])
    }

    const fn step(request: Request) -> Self {
        let [low, _] = (request as u16).to_le_bytes();
        Self(low)
    }
}

/// The words of each message.
const TEXTS: &[Entry] = &[
    text(Message::SETTINGS, "#: !get settings"),
    text(Message::NOT_MASTER, "# is not a master"),
    text(Message::NOT_UP, "# is not up"),
    text(Message::ABI, "#: SIOCETHTOOL error"),
    text(Message::SLAVE_SETTINGS, "skipping %: !get settings"),
    text(Message::FLAGS, "%: !get flags"),
    text(Message::SLAVE_FLAGS, "skipping %: !get flags"),
    text(Message::ALREADY_SLAVE, "% is already a slave"),
    text(Message::NOT_SLAVE, "% is not a slave"),
    text(Message::ITSELF, "can't enslave % to #: it is #"),
    text(Message::LOOPBACK, "can't enslave % to #: a loopback device"),
    text(Message::ENSLAVE, "!enslave % to #"),
    text(Message::RELEASE, "!release % from #"),
    text(Message::CHANGE_ACTIVE, "master #, slave %: !change active"),
    text(Message::DOWN, "@: !down"),
    text(Message::UP, "@: !up"),
    text(Message::CLEAR_ADDRESS, "%: !clear address"),
    text(Message::SET_ADDRESS, "%: !set address"),
    text(Message::SET_MTU, "%: !set MTU"),
    text(Message::SET_HW_ADDR, "@: !set hw address"),
    text(Message::SOCKET, "!open a socket"),
    text(Message::STDOUT, "standard output"),
    text(Message::UNKNOWN_OPTION, "unrecognized option '@'"),
    text(Message::AMBIGUOUS_OPTION, "ambiguous option '@'"),
    text(Message::EXCLUSIVE_OPTIONS, "options exclude each other: -c -d"),
    text(Message::ONE_ACTIVE, "only one slave can be active"),
    text(Message::BAD_NAME, "not an interface name: '@'"),
    text(Message::NO_SHOW, "cannot show interfaces yet"),
];

/// What follows the reason.
const HINTS: &[Entry] = &[
    hint(Message::SETTINGS, Errno::NODEV, " (is bonding loaded?)"),
    hint(Message::ABI, Errno::INVAL, " (not a bond)"),
    hint(Message::ENSLAVE, Errno::BUSY, " (in a bridge?)"),
    hint(Message::ENSLAVE, Errno::INVAL, " (see dmesg)"),
    hint(Message::RELEASE, Errno::INVAL, " (not this bond's)"),
    hint(Message::CHANGE_ACTIVE, Errno::INVAL, " (not this bond's, or no link)"),
    hint(Message::CHANGE_ACTIVE, Errno::ACCESS, " (not in this mode)"),
];

/// All texts that are looked up.
const TABLES: &[&[Entry]] = &[errno::TABLE, TEXTS, HINTS];
static PACKED: [u8; packed::packed_len(TABLES)] = packed::pack(TABLES);

fn find(key: [u8; 2]) -> &'static [u8] {
    packed::find(&PACKED, key)
}

/// The text of an errno; empty where it is none of those that are known here.
pub fn reason(errno: Errno) -> &'static [u8] {
    find([errno::ANY, errno::key(errno)])
}

const fn text(message: Message, words: &'static str) -> Entry {
    ([message.0, errno::ANY], words)
}

const fn hint(message: Message, reason: Errno, words: &'static str) -> Entry {
    ([message.0, errno::key(reason)], words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_texts_have_the_same_key() {
        let mut keys: Vec<[u8; 2]> = TABLES.concat().iter().map(|(key, _)| *key).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    #[cfg(target_env = "gnu")]
    fn reasons_are_in_the_words_of_the_c_library() {
        for (key, text) in errno::TABLE {
            let c_library = std::io::Error::from_raw_os_error(key[1].into()).to_string();
            let words = c_library.split(" (os error").next().unwrap();
            assert!(text.starts_with(words), "{text:?} is not {words:?}");
        }
    }

    #[test]
    fn a_step_is_told_in_its_own_words() {
        let text = |request, flags| Message::of(request, Flags(flags)).text();
        assert_eq!(text(Request::SetFlags, 0x1043), b"@: !up");
        assert_eq!(text(Request::SetFlags, 0x1042), b"@: !down");
        assert_eq!(text(Request::SetNetmask, 0), b"%: !set address");
        assert_eq!(text(Request::SetMtu, 0), b"%: !set MTU");
        assert_eq!(text(Request::SetHwAddr, 0), b"@: !set hw address");
        assert_eq!(text(Request::Enslave, 0), b"!enslave % to #");
    }

    #[test]
    fn a_hint_is_given_for_the_failures_that_have_one() {
        assert_eq!(Message::ENSLAVE.hint(Errno::BUSY), b" (in a bridge?)");
        assert_eq!(Message::ENSLAVE.hint(Errno::NOMEM), b"");
        assert_eq!(Message::NOT_UP.hint(Errno::BUSY), b"");
    }
}
