//! Messages: what can be said of a change, and of its failing.

use super::errno;
use super::{Entry, Key};
use crate::applet::Applet;
#[cfg(feature = "ifenslave")]
use crate::kernel::Flags;
use crate::kernel::{Errno, Ipv6Request, Request, Thing};

/// A thing that can be said. A step, which `-v` tells of too, has the low byte of its request's
/// number; all else has a number that no step has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message(u8);

/// Steps.
#[cfg(feature = "ifenslave")]
impl Message {
    const SET_ADDRESS: Self = Self::lost(Thing::ADDRESS);
    const DOWN: Self = Self::step(Request::SetFlags);
    const RELEASE: Self = Self::step(Request::Release);
    const CHANGE_ACTIVE: Self = Self::step(Request::ChangeActive);
    const SET_MTU: Self = Self::step(Request::SetMtu);
    const SET_HW_ADDR: Self = Self::step(Request::SetHwAddr);

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
}

#[allow(missing_docs)] // The tables below have the words of each.
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
    pub const UP: Self = Self(13);
    pub const SOCKET: Self = Self(14);
    pub const STDOUT: Self = Self(15);
    pub const UNKNOWN_OPTION: Self = Self(16);
    pub const AMBIGUOUS_OPTION: Self = Self(17);
    pub const EXCLUSIVE_OPTIONS: Self = Self(18);
    pub const ONE_ACTIVE: Self = Self(19);
    pub const BAD_NAME: Self = Self(0x60);
    pub const FLAGS: Self = Self(0x61);
    pub const PROC_NET_DEV: Self = Self(0x62);
    pub const PROC_NET_IF_INET6: Self = Self(0x63);
    pub const MEMORY: Self = Self(0x64);
    pub const NAMES: Self = Self(0x65);
    pub const MTU: Self = Self(0x6c);
    pub const UNKNOWN_REASON: Self = Self(0x66);
    pub const NO_APPLET: Self = Self(0x68);
    pub const NO_DEVICE: Self = Self(0x71);
    pub const PARSE: Self = Self(0x72);
    pub const FILE: Self = Self(0x73);
    pub const RENAME: Self = Self(0x74);
    pub const RENAME_TAKEN: Self = Self(0x75);
    pub const BAD_NETMASK: Self = Self(0x76);
    pub const NOT_UNICAST: Self = Self(0x77);
    pub const GROUP_HWADDR: Self = Self(0x78);
    pub const OTHER_TYPE: Self = Self(0x79);
    pub const NO_IPV4: Self = Self(0x7a);
    pub const MISSING: Self = Self(0x6a);
    pub const BAD: Self = Self(0x6b);
    pub const BAD_NUMBER: Self = Self(0x6d);
    pub const BAD_ADDRESS: Self = Self(0x6e);
    pub const BAD_HWADDR: Self = Self(0x6f);
    pub const BAD_HARDWARE: Self = Self(0x70);
    pub const BAD_SECONDS: Self = Self(0x40);
    pub const NO_BOND: Self = Self(0x41);
    pub const NO_STATUS: Self = Self(0x42);
    pub const ONE_FILE: Self = Self(0x43);
    pub const NO_OPTION: Self = Self(0x44);
    pub const BAD_VALUE: Self = Self(0x45);
    pub const MII_OR_ARP: Self = Self(0x46);
    pub const BAD_MTU: Self = Self(0x47);
    pub const NOT_IN_MODE: Self = Self(0x48);
    pub const CREATE: Self = Self(0x49);
    pub const DELETE: Self = Self(0x4a);
    pub const SET_OPTION: Self = Self(0x4b);
    pub const COMPLETE: Self = Self(0x4c);
    pub const NO_LINK: Self = Self(0x4d);
    pub const NO_PARTNER: Self = Self(0x4e);
    pub const NO_MIIMON: Self = Self(0x4f);
    pub const NO_SPEC: Self = Self(0x58);
    pub const NO_UNBOOT: Self = Self(0x59);
    pub const VERSION: Self = Self(0x67);
    pub const HELP: Self = Self(0x69);
    pub const ENSLAVE: Self = Self::step(Request::Enslave);
}

/// What is said of SPECs, and of waiting.
#[allow(missing_docs)] // As above.
impl Message {
    pub const NO_SLAVES: Self = Self(0xb4);
    pub const BAD_BOND: Self = Self(0xb5);
    pub const EXAMPLE: Self = Self(0xb6);
    pub const COMMAS: Self = Self(0xb7);
    pub const COMMAS_OPTIONS: Self = Self(0xa4);
    pub const COLON_OPTIONS: Self = Self(0xa5);
    pub const SEMICOLONS: Self = Self(0xa6);
    pub const MTU_RANGE: Self = Self(0xa7);
    pub const ITS_OWN_SLAVE: Self = Self(0xa8);
    pub const PASTED: Self = Self(0xa9);
    pub const TWICE: Self = Self(0xaa);
    pub const LAST_WINS: Self = Self(0xab);
    pub const UNMONITORED: Self = Self(0xac);
    pub const WAIT: Self = Self(0xad);
    pub const WAIT_LINK: Self = Self(0xae);
    pub const WAIT_PARTNER: Self = Self(0xaf);
    pub const SKIPPING: Self = Self(0x5a);
    pub const NO_SLAVE: Self = Self(0x5b);
    pub const ABSENT: Self = Self(0x5c);
    pub const SLAVE_NO_LINK: Self = Self(0x5d);
    pub const RANGE: Self = Self(0x5e);
    pub const NO_SUCH_BOND: Self = Self(0x5f);
    pub const PLAN: Self = Self(0x56);
    pub const AFTER: Self = Self(0x57);
    pub const OF_BOND: Self = Self(0x15);
}

/// What the state of a bond is told with.
#[allow(missing_docs)] // As above.
impl Message {
    pub const STATUS_NAME: Self = Self(0x50);
    pub const STATUS_ESCAPE: Self = Self(0x51);
    pub const STATUS_OF_BOND: Self = Self(0x52);
    pub const STATUS_OF_SLAVE: Self = Self(0x53);
    pub const STATUS_OF_SLAVES: Self = Self(0x54);
    pub const STATUS_END: Self = Self(0x55);
}

impl Message {
    /// Its words. There is `{Acan't }` where a step is told of without it, by `-v`. Words that
    /// end in a reason have the errno of a failed request behind them.
    pub const fn key(self) -> Key {
        [self.0, errno::ANY]
    }

    /// How to mend what `reason` tells, or what it means here, where that is known.
    pub const fn hint(self, reason: Errno) -> Key {
        [self.0, errno::key(reason)]
    }

    /// What a word in quotes should be instead.
    pub const fn remedy(self) -> Key {
        [self.0, REMEDY]
    }

    /// The words for an errno.
    pub const fn reason(reason: Errno) -> Key {
        [errno::ANY, errno::key(reason)]
    }

    /// What each line of an applet's begins with.
    pub const fn prefix(applet: Applet) -> Key {
        [applet as u8 + 1, PREFIX]
    }

    /// How an applet is used.
    pub const fn usage(applet: Applet) -> Key {
        [applet as u8 + 1, USAGE]
    }

    /// Something that cannot be put back.
    pub const fn lost(thing: Thing) -> Self {
        Self(0x80 | thing.0)
    }

    /// A request that the kernel refuses.
    pub const fn refused(request: Request) -> Self {
        // No other message has one of these numbers.
        Self(request as u8 ^ 0xc0)
    }

    /// A request about an IPv6 address that the kernel rejects.
    pub const fn refused_ipv6(request: Ipv6Request) -> Self {
        Self(request as u8 ^ 0xc0)
    }

    const fn step(request: Request) -> Self {
        Self(request as u8)
    }
}

// In the place of an errno: there is none like these.
const PREFIX: u8 = 0xfa;
const USAGE: u8 = 0xf9;
const REMEDY: u8 = 0xf8;

/// The words of each message.
pub const TEXTS: &[Entry] = &[
    text(Message::FLAGS, "!i: {Acan't }get flags"),
    text(Message::SOCKET, "{Acan't }open a socket"),
    text(Message::STDOUT, "standard output"),
    text(Message::UNKNOWN_OPTION, "unrecognized option: "),
    text(Message::BAD_NAME, "not an interface name: "),
    text(Message::PROC_NET_DEV, "/proc/net/dev"),
    text(Message::PROC_NET_IF_INET6, "/proc/net/if_inet6"),
    text(Message::MEMORY, "{Acan't }get memory"),
    text(Message::NAMES, "{Acan't }list interfaces"),
    text(Message::UNKNOWN_REASON, "Unknown error #a"),
    hint(Message::PROC_NET_DEV, Errno::NOENT, " (no statistics)"),
];

/// What `ifenslave` says besides.
#[cfg(feature = "ifenslave")]
pub const IFENSLAVE: &[Entry] = &[
    text(Message::SETTINGS, "!m: {Acan't }get settings"),
    text(Message::NOT_MASTER, "!m is not a master"),
    text(Message::NOT_UP, "!m is not up"),
    text(Message::ABI, "!m: SIOCETHTOOL error"),
    text(Message::SLAVE_SETTINGS, "skipping !s: {Acan't }get settings"),
    text(Message::SLAVE_FLAGS, "skipping !s: {Acan't }get flags"),
    text(Message::ALREADY_SLAVE, "!s is already a slave"),
    text(Message::NOT_SLAVE, "!s is not a slave"),
    text(Message::ITSELF, "can't enslave !s to !m: it is !m"),
    text(Message::LOOPBACK, "can't enslave !s to !m: a loopback device"),
    text(Message::MTU, "can't enslave !s to !m: Invalid argument (MTU of !m)"),
    text(Message::ENSLAVE, "{Acan't }enslave !s to !m"),
    text(Message::RELEASE, "{Acan't }release !s from !m"),
    text(Message::CHANGE_ACTIVE, "master !m, slave !s: {Acan't }change active"),
    text(Message::DOWN, "!i: {Acan't }down"),
    text(Message::UP, "!i: {Acan't }up"),
    text(Message::CLEAR_ADDRESS, "!s: {Acan't }clear address"),
    text(Message::SET_ADDRESS, "!s: {Acan't }set address"),
    text(Message::lost(Thing::ROUTE), "!s: {Acan't }set route"),
    text(Message::lost(Thing::NEIGHBOUR), "!s: {Acan't }set neighbour"),
    text(Message::SET_MTU, "!i: {Acan't }set MTU"),
    text(Message::SET_HW_ADDR, "!i: {Acan't }set hw address"),
    text(Message::AMBIGUOUS_OPTION, "ambiguous option: "),
    #[cfg(not(feature = "boot"))]
    text(Message::EXCLUSIVE_OPTIONS, "options exclude each other: -c -d"),
    #[cfg(feature = "boot")]
    text(Message::EXCLUSIVE_OPTIONS, "options exclude each other: -b -c -d -D -s --boot"),
    text(Message::ONE_ACTIVE, "only one slave can be active"),
    (Message::prefix(Applet::Ifenslave), "ifenslave: "),
    text(Message::VERSION, concat!("ifenslave ", env!("CARGO_PKG_VERSION"), "\n")),
    #[cfg(not(feature = "boot"))]
    (
        Message::usage(Applet::Ifenslave),
        "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfv] MASTER SLAVE...
       ifenslave -h | -u | -V
",
    ),
    #[cfg(feature = "boot")]
    (
        Message::usage(Applet::Ifenslave),
        "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfnv] MASTER SLAVE...
       ifenslave [-nv] [-w SECONDS] -b SPEC... | --boot [FILE]
       ifenslave [-nv] -D MASTER... | -D --boot [--handover] [FILE]
       ifenslave -s [--json] [MASTER...]
       ifenslave -h | -u | -V
",
    ),
    // What the help has behind the usage.
    #[cfg(not(feature = "boot"))]
    text(
        Message::HELP,
        "
Show interfaces, or attach slaves to a bond

  -a, --all-interfaces\tshow those that are down, too
  -c, --change-active\tmake SLAVE the active one
  -d, --detach\t\trelease slaves
  -f, --force\t\tMASTER may be down
  -v, --verbose\t\ttell each step
  -h, --help  -u, --usage  -V, --version
",
    ),
    #[cfg(feature = "boot")]
    text(
        Message::HELP,
        "
Show interfaces, attach slaves to a bond, or make bonds from nothing

  -a, --all-interfaces\tshow those that are down, too
  -b, --bond\t\tmake bonds, or what is missing of them
  --boot\t\tmake those of bond= on the kernel's command line
  -c, --change-active\tmake SLAVE the active one
  -D, --unbond\t\trelease all slaves, delete bonds; those of --boot
  -d, --detach\t\trelease slaves
  -f, --force\t\tMASTER may be down
  --handover\t\tdelete bonds only if the command line has bondkeep=no
  --json\t\tfor scripts
  -n, --no-act\t\ttell each step, make none
  -s, --status\t\tshow the state of bonds
  -v, --verbose\t\ttell each step
  -w, --wait\t\tfor slaves and links
  -h, --help  -u, --usage  -V, --version

SPEC is NAME[:SLAVE,...[:OPTION=VALUE,...[:MTU]]], as in
  bond0:eth0,eth1:mode=active-backup,miimon=100
",
    ),
];

/// What follows the reason.
#[cfg(feature = "ifenslave")]
pub const IFENSLAVE_HINTS: &[Entry] = &[
    hint(Message::SETTINGS, Errno::NODEV, " (is bonding loaded?)"),
    hint(Message::ABI, Errno::INVAL, " (not a bond)"),
    hint(Message::ENSLAVE, Errno::BUSY, " (in a bridge?)"),
    hint(Message::ENSLAVE, Errno::INVAL, " (see dmesg)"),
    hint(Message::RELEASE, Errno::INVAL, " (not this bond's)"),
    hint(Message::CHANGE_ACTIVE, Errno::INVAL, " (not this bond's, or no link)"),
    hint(Message::CHANGE_ACTIVE, Errno::ACCESS, " (not in this mode)"),
];

/// What it says of bonds that it makes, deletes and tells of.
#[cfg(feature = "boot")]
pub const BOOT: &[Entry] = &[
    text(
        Message::NO_SPEC,
        "-b requires a bond, as in: ifenslave -b bond0:eth0,eth1:mode=active-backup",
    ),
    text(Message::NO_UNBOOT, "only with -D --boot: "),
    text(Message::BAD_SECONDS, "not a number of seconds: "),
    text(Message::NO_BOND, "only with -b or --boot: "),
    text(Message::NO_STATUS, "only with -s: "),
    text(Message::ONE_FILE, "only one file"),
    text(Message::NO_OPTION, "no such option of a bond: "),
    text(Message::BAD_VALUE, "bad value: "),
    text(Message::MII_OR_ARP, "miimon and arp_interval exclude each other: "),
    text(Message::BAD_MTU, "bad MTU: "),
    text(Message::NOT_IN_MODE, "!m: not in its mode: "),
    text(Message::NO_MIIMON, "!m: only with miimon: "),
    text(Message::NO_SLAVES, "no slaves are named: "),
    text(Message::BAD_BOND, "not a name for a new bond: "),
    text(Message::EXAMPLE, " (as in bond0:eth0,eth1:mode=active-backup)"),
    text(Message::PASTED, " (without bond=)"),
    text(Message::COMMAS, " (slaves are separated by commas)"),
    text(Message::COMMAS_OPTIONS, " (options are separated by commas)"),
    text(Message::COLON_OPTIONS, " (options follow the second colon)"),
    text(Message::SEMICOLONS, " (targets are separated by semicolons)"),
    text(Message::MTU_RANGE, " (68 to 65535)"),
    text(Message::ITS_OWN_SLAVE, " (a bond cannot be its own slave)"),
    text(Message::RANGE, "#a to #b"),
    text(Message::TWICE, "two different SPECs for one bond: "),
    text(Message::LAST_WINS, "two different bond= for one bond, the last one wins: "),
    text(Message::UNMONITORED, "!m: links are not monitored"),
    text(Message::WAIT, "!m: waiting for "),
    text(Message::WAIT_LINK, "!m: waiting for the link of "),
    text(Message::WAIT_PARTNER, "!m: waiting for an LACP partner"),
    text(Message::SKIPPING, "skipping "),
    text(Message::NO_SLAVE, ": can't get settings"),
    hint(Message::NO_SLAVE, Errno::NOTUNIQ, " (two cards have this address)"),
    text(Message::ABSENT, ": not present"),
    text(Message::AFTER, " after #w s"),
    text(Message::OF_BOND, "!m: "),
    text(Message::SLAVE_NO_LINK, " has no link"),
    text(Message::NO_SUCH_BOND, "!m: not present"),
    text(Message::PLAN, "{Acan't }carry out the plan"),
    hint(Message::PLAN, Errno::OPNOTSUPP, " (is bonding loaded?)"),
    text(Message::CREATE, "!m: {Acan't }create"),
    text(Message::DELETE, "!m: {Acan't }delete"),
    text(Message::SET_OPTION, "!m: {Acan't }set "),
    text(Message::COMPLETE, "!m: nothing is missing"),
    text(Message::NO_LINK, "!m: no link"),
    text(Message::NO_PARTNER, "!m: no LACP partner"),
    hint(Message::SET_OPTION, Errno::NOTEMPTY, " (it has slaves)"),
    hint(Message::CREATE, Errno::OPNOTSUPP, " (is bonding loaded?)"),
    hint(Message::SET_OPTION, Errno::BUSY, " (while it is up)"),
    hint(Message::SET_OPTION, Errno::INVAL, " (see dmesg)"),
    hint(Message::SET_OPTION, Errno::ACCESS, " (not in this mode)"),
];

/// The state of a bond; `status` has the facts.
#[cfg(feature = "boot")]
pub const STATUS: &[Entry] = &[
    hint(Message::SETTINGS, Errno::OPNOTSUPP, " (not a bond)"),
    text(Message::STATUS_NAME, "{Q{T,}{U[}\"{\"\"name\"\":\"\"}{R{S  }}"),
    text(Message::STATUS_ESCAPE, "\\u00$h$l"),
    text(
        Message::STATUS_OF_BOND,
        "{Q\"\",\"\"up\"\":{@true}{Pfalse},\"\"link\"\":{Ftrue}{Vfalse},\"\"mode\"\":\"\"}\
         {R  {@up    }{Pdown  }  link {Fup}{Vdown}, }\
         {Gbalance-rr}{Hactive-backup}{Ibalance-xor}{Jbroadcast}{K802.3ad}{Lbalance-tlb}\
         {Mbalance-alb}{N#m}\
         {Q\"\",\"\"miimon\"\":#a,\"\"slaves\"\":}{R, miimon #a, slaves: #b{W, links are not monitored}\n}",
    ),
    text(
        Message::STATUS_OF_SLAVE,
        "{Q\"\",\"\"state\"\":\"\"}{Aactive}{Bbackup}{Q\"\",\"\"link\"\":\"\"}{R  link }\
         {Cup}{Dgoing down}{Edown}{Fgoing back}\
         {Q\"\",\"\"failures\"\":#a\"}}{R, failures: #a\n}",
    ),
    text(Message::STATUS_OF_SLAVES, "{Q{U[}]\"}}"),
    text(Message::STATUS_END, "{Q{U[}]\n}"),
];

/// What `ifconfig` says besides.
#[cfg(feature = "ifconfig")]
pub const IFCONFIG: &[Entry] = &[
    (Message::prefix(Applet::Ifconfig), "ifconfig: "),
    (
        Message::usage(Applet::Ifconfig),
        "\
Usage: ifconfig [-a] [IFACE]
       ifconfig IFACE [ADDRESS[/PREFIX]] [netmask|dstaddr ADDRESS]
        [broadcast ADDRESS|+] [pointopoint ADDRESS] [-broadcast] [-pointopoint]
        [add|del ADDRESS[/PREFIX]] [hw ether|infiniband ADDRESS]
        [mtu|metric|txqueuelen|mem_start|io_addr|irq NUMBER]
        [[-]arp|trailers|promisc|allmulti|multicast|dynamic] [up|down]...
",
    ),
    text(Message::NO_DEVICE, "!i: error fetching interface information: Device not found"),
    text(Message::BAD, "bad: '"),
    text(Message::BAD_NUMBER, "invalid number '"),
    text(Message::BAD_ADDRESS, "bad address '"),
    text(Message::BAD_HWADDR, "invalid hw-addr '"),
    text(Message::BAD_HARDWARE, "unknown hardware type: "),
    text(Message::BAD_NETMASK, "bad netmask '"),
    text(Message::NOT_UNICAST, "bad address '"),
    text(Message::GROUP_HWADDR, "invalid hw-addr '"),
    text(Message::OTHER_TYPE, "!i is not of type '"),
    text(Message::NO_IPV4, "!i has no IPv4 address for '"),
    (Message::BAD_NUMBER.remedy(), " (#a to #b)"),
    (Message::BAD_NETMASK.remedy(), " (ones must come first)"),
    (Message::NOT_UNICAST.remedy(), " (not a unicast address)"),
    (Message::GROUP_HWADDR.remedy(), " (multicast or zero)"),
    text(Message::refused(Request::GetFlags), "SIOCGIFFLAGS"),
    text(Message::refused(Request::SetFlags), "SIOCSIFFLAGS"),
    text(Message::refused(Request::GetAddress), "SIOCGIFADDR"),
    text(Message::refused(Request::SetAddress), "SIOCSIFADDR"),
    text(Message::refused_ipv6(Ipv6Request::Delete), "SIOCDIFADDR"),
    text(Message::refused(Request::SetDestination), "SIOCSIFDSTADDR"),
    text(Message::refused(Request::SetBroadcast), "SIOCSIFBRDADDR"),
    text(Message::refused(Request::GetNetmask), "SIOCGIFNETMASK"),
    text(Message::refused(Request::SetNetmask), "SIOCSIFNETMASK"),
    text(Message::refused(Request::SetMetric), "SIOCSIFMETRIC"),
    text(Message::refused(Request::SetMtu), "SIOCSIFMTU"),
    text(Message::refused(Request::SetHwAddr), "SIOCSIFHWADDR"),
    text(Message::refused(Request::GetIndex), "SIOCGIFINDEX"),
    text(Message::refused(Request::SetTxQLen), "SIOCSIFTXQLEN"),
    text(Message::refused(Request::GetMap), "SIOCGIFMAP"),
    text(Message::refused(Request::SetMap), "SIOCSIFMAP"),
];

/// What is missing on a command line.
#[cfg(any(feature = "boot", feature = "ifconfig", feature = "nameif"))]
pub const ARGUMENTS: &[Entry] = &[text(Message::MISSING, "argument missing: ")];

/// What cannot be read.
#[cfg(any(feature = "boot", feature = "nameif"))]
pub const FILES: &[Entry] = &[
    // The file's name follows.
    text(Message::FILE, ""),
];

/// What `nameif` says besides.
#[cfg(feature = "nameif")]
pub const NAMEIF: &[Entry] = &[
    (Message::prefix(Applet::Nameif), "nameif: "),
    (Message::usage(Applet::Nameif), "Usage: nameif [-s] [-c FILE] [IFNAME HWADDR]...\n"),
    text(Message::PARSE, "can't parse "),
    text(Message::RENAME, "can't change ifname !m to !s"),
    hint(Message::RENAME, Errno::BUSY, " (is it up?)"),
    // The wanted name is an alternative name.
    text(Message::RENAME_TAKEN, "can't change ifname !m to !s"),
    hint(Message::RENAME_TAKEN, Errno::EXIST, " (an alternative name of !i)"),
];

/// What `ifkit` says itself.
#[cfg(feature = "ifkit")]
pub const IFKIT: &[Entry] = &[
    (Message::prefix(Applet::Ifkit), "ifkit: "),
    (Message::usage(Applet::Ifkit), "Usage: ifkit [--list] | APPLET [ARGUMENT]...\n"),
    text(Message::NO_APPLET, "applet not found: "),
];

const fn text(message: Message, words: &'static str) -> Entry {
    (message.key(), words)
}

const fn hint(message: Message, reason: Errno, words: &'static str) -> Entry {
    (message.hint(reason), words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text;

    #[test]
    #[cfg(feature = "ifenslave")]
    fn a_step_is_told_in_its_own_words() {
        let of = |request, flags| text(Message::of(request, Flags(flags)).key());
        assert_eq!(of(Request::SetFlags, 0x1043), "!i: {Acan't }up");
        assert_eq!(of(Request::SetFlags, 0x1042), "!i: {Acan't }down");
        assert_eq!(of(Request::SetNetmask, 0), "!s: {Acan't }set address");
        assert_eq!(of(Request::SetMtu, 0), "!i: {Acan't }set MTU");
        assert_eq!(of(Request::SetHwAddr, 0), "!i: {Acan't }set hw address");
        assert_eq!(of(Request::Enslave, 0), "{Acan't }enslave !s to !m");
    }

    #[test]
    #[cfg(feature = "ifenslave")]
    fn a_hint_is_given_for_the_failures_that_have_one() {
        let hint = |message: Message, reason| text(message.hint(reason));
        assert_eq!(hint(Message::ENSLAVE, Errno::BUSY), " (in a bridge?)");
        assert_eq!(hint(Message::ENSLAVE, Errno::NOMEM), "");
        assert_eq!(hint(Message::NOT_UP, Errno::BUSY), "");
    }
}
