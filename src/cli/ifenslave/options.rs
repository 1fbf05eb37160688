// SPDX-License-Identifier: MIT OR Apache-2.0
//! The options of `ifenslave`, as a table, and sets of them.

/// An option: its letter, 0 if it has none; and its long name, padded with NULs.
#[derive(Clone, Copy)]
struct Row {
    letter: u8,
    name: [u8; 14],
}

/// The options that BusyBox's ifenslave has, and after them those of the feature `boot`.
const ROWS: [Row; 19] = [
    row(b'c', "change-active"),
    row(b'd', "detach"),
    row(b'f', "force"),
    row(b'a', "all-interfaces"),
    row(b'v', "verbose"),
    row(b'h', "help"),
    row(b'u', "usage"),
    row(b'V', "version"),
    row(b'b', "bond"),
    row(b'D', "unbond"),
    row(b's', "status"),
    row(b'n', "no-act"),
    row(b'w', "wait"),
    row(b'm', "move"),
    row(0, "boot"),
    row(0, "json"),
    row(0, "handover"),
    row(0, "check"),
    row(0, "try"),
];

const BUSYBOX: usize = 8;
const COUNT: usize = if cfg!(feature = "boot") { ROWS.len() } else { BUSYBOX };

static OPTIONS: [Row; COUNT] = {
    let mut options = [ROWS[0]; COUNT];
    options.copy_from_slice(ROWS.split_at(COUNT).0);
    options
};

#[allow(clippy::indexing_slicing)] // The compiler evaluates it.
const fn row(letter: u8, name: &str) -> Row {
    let mut row = Row { letter, name: [0; 14] };
    let mut at = 0;
    while at < name.len() {
        row.name[at] = name.as_bytes()[at];
        at += 1;
    }
    row
}

/// Some of the options: a bit for each row of the table.
pub type Set = u32;

pub const CHANGE_ACTIVE: Set = named("change-active");
pub const DETACH: Set = named("detach");
pub const FORCE: Set = named("force");
pub const ALL: Set = named("all-interfaces");
pub const VERBOSE: Set = named("verbose");
pub const HELP: Set = named("help");
pub const USAGE: Set = named("usage");
pub const VERSION: Set = named("version");
pub const BOND: Set = named("bond");
pub const UNBOND: Set = named("unbond");
pub const STATUS: Set = named("status");
pub const NO_ACT: Set = named("no-act");
pub const WAIT: Set = named("wait");
pub const MOVE: Set = named("move");
pub const TRY: Set = named("try");
pub const BOOT: Set = named("boot");
pub const JSON: Set = named("json");
pub const HANDOVER: Set = named("handover");
pub const CHECK: Set = named("check");

/// Those to which a value can be pasted, as in `--bond=SPEC`.
pub const WITH_VALUE: Set = BOND | UNBOND | STATUS | CHECK | BOOT | WAIT | TRY;

/// The option with this name; none if it is one of `boot`, and this feature is off.
#[allow(clippy::indexing_slicing)] // The compiler evaluates it, and rejects a name that no row has.
const fn named(name: &str) -> Set {
    let wanted = row(0, name).name;
    let (mut row, mut at) = (0, 0);
    while at < wanted.len() {
        if ROWS[row].name[at] == wanted[at] {
            at += 1;
        } else {
            (row, at) = (row + 1, 0);
        }
    }
    if row < COUNT { 1 << row } else { 0 }
}

/// The option with this letter, if there is one.
pub fn with_letter(letter: u8) -> Set {
    let is_it = |option: &Row| option.letter == letter && letter != 0;
    OPTIONS.iter().position(is_it).map_or(0, |at| 1 << at)
}

/// The options whose names begin like this.
pub fn with_name(name: &[u8], has_value: bool) -> Set {
    let mut found = 0;
    for (at, option) in OPTIONS.iter().enumerate() {
        if option.name.starts_with(name) {
            found |= 1 << at;
        }
    }
    if has_value {
        found &= WITH_VALUE;
    }
    // An abbreviation that BusyBox accepts means the same, whatever options are added.
    let of_busybox = found & ((1 << BUSYBOX) - 1);
    if of_busybox != 0 { of_busybox } else { found }
}

/// The options of a command line.
#[derive(Clone, Copy)]
pub struct Options(pub(super) Set);

impl Options {
    /// Interfaces are shown that are down, too (`-a`).
    pub fn all(self) -> bool {
        self.has(ALL)
    }

    /// The bond need not be up (`-f`).
    pub fn force(self) -> bool {
        self.has(FORCE)
    }

    /// Each step is printed (`-v`).
    pub fn verbose(self) -> bool {
        self.has(VERBOSE | NO_ACT)
    }

    /// Each step is printed, and none is made (`-n`).
    pub fn no_act(self) -> bool {
        self.has(NO_ACT)
    }

    /// The configuration moves (`-m`).
    pub fn moves(self) -> bool {
        self.has(MOVE)
    }

    /// Bonds stay unless the kernel's command line has `bondkeep=no` (`--handover`).
    pub fn handover(self) -> bool {
        self.has(HANDOVER)
    }

    /// In JSON (`--json`).
    pub fn json(self) -> bool {
        self.has(JSON)
    }

    /// Any of these.
    pub(super) fn has(self, options: Set) -> bool {
        self.0 & options != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_is_found_by_its_letter_and_by_its_name() {
        for (at, row) in OPTIONS.iter().enumerate() {
            assert_eq!(with_letter(row.letter), if row.letter == 0 { 0 } else { 1 << at });
            let len = row.name.iter().position(|&byte| byte == 0).unwrap_or(row.name.len());
            assert_eq!(with_name(&row.name[..len], false), 1 << at);
        }
        assert_eq!(with_name(b"none", false), 0);
    }

    #[test]
    fn abbreviations_mean_the_same_as_without_further_options() {
        assert_eq!(with_name(b"u", false), USAGE);
        assert_eq!(with_name(b"u", true), UNBOND);
        assert_eq!(with_name(b"v", false), VERBOSE | VERSION);
        assert_eq!(with_name(b"bo", false), BOND | BOOT);
    }
}
