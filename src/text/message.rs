//! Messages: what can be said of a change, and of its failing.

use super::{errno, packed};
use crate::kernel::{Errno, Flags, Request};

/// Each kind of thing that is said; the comment has the words. Where words end in a reason, a
/// failed request's errno follows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)] // The table below says what each says.
pub enum Message {
    Socket = 1,
    Settings,
    NotMaster,
    NotUp,
    Abi,
    SlaveSettings,
    SlaveFlags,
    AlreadySlave,
    NotSlave,
    Itself,
    Loopback,
    Enslave,
    Release,
    ChangeActive,
    Down,
    Up,
    ClearAddress,
    SetAddress,
    SetMtu,
    SetHwAddr,
    Stdout,
    UnknownOption,
    AmbiguousOption,
    ExclusiveOptions,
    OneActive,
    BadName,
}

impl Message {
    /// The step that a request makes. `flags` are those that it sets, if it sets flags.
    pub fn of(request: Request, flags: Flags) -> Self {
        match request {
            Request::Enslave => Self::Enslave,
            Request::Release => Self::Release,
            Request::ChangeActive => Self::ChangeActive,
            Request::SetMtu => Self::SetMtu,
            Request::SetHwAddr => Self::SetHwAddr,
            Request::SetFlags if flags.has(Flags::UP) => Self::Up,
            Request::SetFlags => Self::Down,
            _ => Self::SetAddress,
        }
    }

    /// The words, with `@` for the interface that they are about (or for what is wrong with the
    /// command line), `%` for the slave, `#` for the master, and `!` for "can't" in the words of a step, which `-v` tells without it.
    pub fn text(self) -> &'static [u8] {
        packed::find(&TEXTS, &[self as u8])
    }

    /// How to mend what `reason` tells, or what it means here, where that is known.
    pub fn hint(self, reason: Errno) -> &'static [u8] {
        packed::find(&HINTS, &[self as u8, errno::key(reason)])
    }
}

/// The words of each message.
const TEXT: &[([u8; 1], &str)] = &[
    text(Message::Socket, "can't open a socket"),
    text(Message::Settings, "@: can't get settings"),
    text(Message::NotMaster, "# is not a master"),
    text(Message::NotUp, "# is not up"),
    text(Message::Abi, "#: SIOCETHTOOL error"),
    text(Message::SlaveSettings, "skipping %: can't get settings"),
    text(Message::SlaveFlags, "skipping %: can't get flags"),
    text(Message::AlreadySlave, "% is already a slave"),
    text(Message::NotSlave, "% is not a slave"),
    text(Message::Itself, "can't enslave % to #: it is the master"),
    text(Message::Loopback, "can't enslave % to #: it is a loopback device"),
    text(Message::Enslave, "!enslave % to #"),
    text(Message::Release, "!release % from #"),
    text(Message::ChangeActive, "master #, slave %: !change active"),
    text(Message::Down, "@: !down"),
    text(Message::Up, "@: !up"),
    text(Message::ClearAddress, "@: !clear address"),
    text(Message::SetAddress, "@: !set address"),
    text(Message::SetMtu, "@: !set MTU"),
    text(Message::SetHwAddr, "@: !set hw address"),
    text(Message::Stdout, "standard output"),
    text(Message::UnknownOption, "unrecognized option '@'"),
    text(Message::AmbiguousOption, "ambiguous option '@'"),
    text(Message::ExclusiveOptions, "options exclude each other: @"),
    text(Message::OneActive, "only one slave can be active, not also '@'"),
    text(Message::BadName, "not an interface name: '@'"),
];
static TEXTS: [u8; packed::packed_len(TEXT)] = packed::pack(TEXT);

/// What follows the reason in brackets.
const HINT: &[([u8; 2], &str)] = &[
    hint(Message::Settings, Errno::NODEV, " (is the bonding driver loaded?)"),
    hint(Message::Abi, Errno::INVAL, " (not a bond)"),
    hint(Message::Enslave, Errno::PERM, NEEDS_ADMIN),
    hint(Message::Enslave, Errno::BUSY, " (in a bridge or the like)"),
    hint(Message::Enslave, Errno::INVAL, " (the kernel log says why)"),
    hint(Message::Release, Errno::PERM, NEEDS_ADMIN),
    hint(Message::Release, Errno::INVAL, " (another bond's slave)"),
    hint(Message::ChangeActive, Errno::PERM, NEEDS_ADMIN),
    hint(Message::ChangeActive, Errno::INVAL, " (another bond's slave, or no link)"),
    hint(Message::ChangeActive, Errno::ACCESS, " (this mode has no active slave)"),
    hint(Message::Down, Errno::PERM, NEEDS_ADMIN),
];
static HINTS: [u8; packed::packed_len(HINT)] = packed::pack(HINT);

const NEEDS_ADMIN: &str = " (needs CAP_NET_ADMIN)";

const fn text(message: Message, words: &'static str) -> ([u8; 1], &'static str) {
    ([message as u8], words)
}

const fn hint(message: Message, reason: Errno, words: &'static str) -> ([u8; 2], &'static str) {
    ([message as u8, errno::key(reason)], words)
}
