// SPDX-License-Identifier: MIT OR Apache-2.0
//! Messages: the lines that report steps, failures and errors on the command line.
//!
//! The list has all features' messages. Without a feature, the texts of its messages are empty.

use super::errno::AFTER_WORD;
use super::help::{HELP, USAGE_IFCONFIG, USAGE_IFENSLAVE, USAGE_IFKIT, USAGE_NAMEIF};
use super::template::either;
use super::{Table, Text, errno};
use crate::kernel::{Errno, Ipv6Request, Item, Request};

/// Declares the messages, in groups. The texts of a group are in the program if it has the group's features.
///
/// A message is a template. A word that the caller passes follows it: `..` stands for the word where the message
/// continues after it. In braces are hints: for some errnos, they follow the reason for a failure, and say how to
/// correct the cause, or explain the errno.
macro_rules! messages {
    ($($(#[doc = $doc:literal])* #[cfg($cfg:meta)] {
        $($Name:ident = $text:tt $(.. $after:literal)? $({ $($ERRNO:ident => $hint:tt,)* })?;)*
    })*) => {
        /// A message: a line that an applet prints, or a part of one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)] // The list below has their texts.
        #[repr(u8)]
        pub enum Message { $($($Name,)*)* }

        /// The text of each message.
        pub const TEXTS: &[&str] = &[$($(either(cfg!($cfg), $text, ""),)*)*];

        /// All hints, and the texts after words: empty if they belong to an absent message.
        pub const HINTS: &[Hint] = &[$($(
            $((Message::$Name, AFTER_WORD, either(cfg!($cfg), $after, "")),)?
            $($((Message::$Name, errno::key(Errno::$ERRNO), either(cfg!($cfg), $hint, "")),)*)?
        )*)*];
    };
}

messages! {
    #[cfg(all())] {
        Flags = "{interface}: {can't }get flags";
        Socket = "{can't }open a socket";
        Stdout = "standard output";
        UnknownOption = "unrecognized option: ";
        BadName = "not an interface name: ";
        ProcNetDev = "/proc/net/dev" {
            NOENT => " (no statistics)",
        };
        ProcNetIfInet6 = "/proc/net/if_inet6";
        Memory = "{can't }get memory";
        Names = "{can't }list interfaces";
    }
    #[cfg(feature = "ifenslave")] {
        Settings = "{master}: {can't }get settings" {
            NODEV => " (is bonding loaded?)",
            OPNOTSUPP => NOT_A_BOND,
        };
        NotMaster = "{master} is not a master";
        NotUp = "{master} is not up";
        Abi = "{master}: SIOCETHTOOL error" {
            INVAL => " (not a bond)",
        };
        SlaveSettings = "skipping {slave}: {can't }get settings";
        SlaveFlags = "skipping {slave}: {can't }get flags";
        AlreadySlave = "{slave} is already a slave";
        NotSlave = "{slave} is not a slave";
        Itself = "can't enslave {slave} to {master}: it is {master}";
        Loopback = "can't enslave {slave} to {master}: a loopback device";
        Mtu = "can't enslave {slave} to {master}: Invalid argument (MTU of {master})";
        Enslave = "{can't }enslave {slave} to {master}" {
            BUSY => " (in a bridge?)",
            INVAL => " (see dmesg)",
        };
        Release = "{can't }release {slave} from {master}" {
            INVAL => " (not this bond's)",
        };
        ChangeActive = "master {master}, slave {slave}: {can't }change active" {
            INVAL => " (not this bond's, or no link)",
            ACCESS => " (not in this mode)",
        };
        Down = "{interface}: {can't }down";
        Up = "{interface}: {can't }up";
        ClearAddress = "{slave}: {can't }clear address";
        SetAddress = "{slave}: {can't }set address";
        SetRoute = "{slave}: {can't }set route";
        SetNeighbour = "{slave}: {can't }set neighbour";
        SetMtu = "{interface}: {can't }set MTU";
        SetHwAddr = "{interface}: {can't }set hw address";
        AmbiguousOption = "ambiguous option: ";
        ExclusiveOptions = EXCLUSIVE_OPTIONS;
        OneActive = "only one slave can be active";
        Version = VERSION;
        PrefixIfenslave = "ifenslave: ";
        UsageIfenslave = USAGE_IFENSLAVE;
        Help = HELP;
    }
    #[cfg(any(feature = "boot", feature = "nameif"))] {
        Rename = "{can't }change ifname {master} to {slave}" {
            BUSY => " (is it up?)",
        };
    }
    /// Bonds that are created, waited for and deleted.
    #[cfg(feature = "boot")] {
        NoSpec = "-b requires a bond, as in: ifenslave -b bond0:eth0,eth1:mode=active-backup";
        NoUnboot = "" .. " requires -D --boot";
        BadSeconds = "not a number of seconds: ";
        NoBond = "" .. " requires -b or --boot";
        NoStatus = "" .. " requires -s";
        NoChange = "" .. " does not go with this";
        OneFile = "only one file";
        NoOption = "unknown bond option: ";
        BadValue = "invalid value: ";
        MiiOrArp = "miimon and arp_interval exclude each other: ";
        BadMtu = "invalid MTU: ";
        NotInMode = "{master}: " .. " is not valid in this mode";
        NoMiimon = "{master}: " .. " requires miimon";
        NoSlaves = "no slaves are named: ";
        BadBond = "invalid bond name: ";
        Example = " (as in bond0:eth0,eth1:mode=active-backup)";
        Pasted = " (without bond=)";
        Commas = " (slaves are separated by commas)";
        CommasOptions = " (options are separated by commas)";
        ColonOptions = " (options follow the second colon)";
        Semicolons = " (targets are separated by semicolons)";
        MtuRange = " (68 to 65535)";
        ItsOwnSlave = " (a bond cannot be its own slave)";
        Range = "{min} to {max}";
        Twice = "two different SPECs for one bond: ";
        LastWins = "two different words for one interface, the last one wins: ";
        ExampleVlan = " (as in vlan=bond0.5:bond0, with an ID from 1 to 4094)";
        ExampleBridge = " (as in bridge=br0:eth0,eth1)";
        ExampleRename = " (as in ifname=lan0:52:54:00:00:00:01)";
        Taken = "{master}: another interface has this name";
        Stack = "{master}: {can't }create" {
            EXIST => " (is its VLAN ID in use?)",
            OPNOTSUPP => " (is its driver loaded?)",
        };
        Unmonitored = "{master}: links are not monitored";
        Wait = "{master}: waiting for ";
        WaitLink = "{master}: waiting for the link of ";
        WaitPartner = "{master}: waiting for an LACP partner";
        Skipping = "skipping ";
        NoSlave = ": can't get settings" {
            NOTUNIQ => " (two cards have this address)",
        };
        Absent = ": not present";
        After = " after {seconds} s";
        OfBond = "{master}: ";
        SlaveNoLink = " has no link";
        NoSuchBond = "{master}: not present";
        Plan = "{can't }carry out the plan" {
            OPNOTSUPP => " (is bonding loaded?)",
        };
        Create = "{master}: {can't }create" {
            OPNOTSUPP => " (is bonding loaded?)",
        };
        Delete = "{master}: {can't }delete";
        SetOption = "{master}: {can't }set " {
            NOTEMPTY => " (it has slaves)",
            BUSY => " (while it is up)",
            INVAL => " (see dmesg)",
            ACCESS => " (not in this mode)",
        };
        SetPrimary = "{master}: {can't }set primary";
        Complete = "{master}: already configured";
        NoLink = "{master}: no link";
        NoPartner = "{master}: no LACP partner";
    }
    /// Moving the configuration of an interface, and trying a change.
    #[cfg(feature = "boot")] {
        MoveAddresses = "{interface}: {can't }move addresses";
        MoveRoutes = "{interface}: {can't }move routes";
        MoveNeighbours = "{interface}: {can't }move neighbours";
        TooMany = "{interface}: addresses, neighbours and routes need more than {number} bytes";
        AddressTaken = "{interface} has an address that would move to it";
        NoHeir = "{master}: no slave to move its configuration to";
        LongLabel = "{interface}: label does not fit the other interface: ";
        InRule = "{interface} is named by rule {number}";
        InNexthop = "{interface} is used by nexthop object {number}";
        IsBelow = "{interface} is below ";
        Trial = "press Enter or send SIGUSR1 to process {number} within {seconds} s to keep the change; otherwise it is rolled back";
        NoInput = "standard input has ended: only SIGUSR1 to process {number} keeps the change";
        Rejected = "not confirmed: rolled back";
        Pending = "{master}: another process tries a change of it (--try)";
        Mark = "{master}: {can't }mark it as tried";
        Obstacles = "{interface}: this does not move, and a rollback does not restore it (-f goes ahead)";
    }
    /// The state of bonds.
    #[cfg(feature = "boot")] {
        TermUnmonitored = ", links are not monitored";
        TermWhole = ", collecting and distributing";
        TermNotUp = ", not up";
        TermNoLink = ", no link";
        TermNoPartner = ", no partner";
        TermOtherAggregator = ", other aggregator";
        TermChurned = ", churned";
        TermNegotiating = ", negotiating";
        SlaveNoPartner = " has no LACP partner";
        SlaveOtherAggregator = " is in another aggregator";
        SlaveChurned = " is churned";
        SlaveNegotiating = " does not collect and distribute";
    }
    #[cfg(any(feature = "boot", feature = "ifconfig", feature = "nameif"))] {
        Missing = "argument missing: ";
    }
    #[cfg(feature = "ifconfig")] {
        PrefixIfconfig = "ifconfig: ";
        UsageIfconfig = USAGE_IFCONFIG;
        NoDevice = "{interface}: error fetching interface information: Device not found";
        Bad = "bad: '" .. "'";
        BadNumber = "invalid number '" .. "' ({min} to {max})";
        BadAddress = "bad address '" .. "'";
        BadHwaddr = "invalid hw-addr '" .. "'";
        BadHardware = "unknown hardware type: ";
        BadNetmask = "bad netmask '" .. "' (ones must come first)";
        NotUnicast = "bad address '" .. "' (not a unicast address)";
        GroupHwaddr = "invalid hw-addr '" .. "' (multicast or zero)";
        OtherType = "{interface} is not of type '" .. "'";
        NoIpv4 = "{interface} has no IPv4 address for '" .. "'";
        RefusedGetFlags = "SIOCGIFFLAGS";
        RefusedSetFlags = "SIOCSIFFLAGS";
        RefusedGetAddress = "SIOCGIFADDR";
        RefusedSetAddress = "SIOCSIFADDR";
        RefusedDelAddress = "SIOCDIFADDR";
        RefusedSetDestination = "SIOCSIFDSTADDR";
        RefusedSetBroadcast = "SIOCSIFBRDADDR";
        RefusedGetNetmask = "SIOCGIFNETMASK";
        RefusedSetNetmask = "SIOCSIFNETMASK";
        RefusedSetMetric = "SIOCSIFMETRIC";
        RefusedSetMtu = "SIOCSIFMTU";
        RefusedSetHwAddr = "SIOCSIFHWADDR";
        RefusedGetIndex = "SIOCGIFINDEX";
        RefusedSetTxQLen = "SIOCSIFTXQLEN";
        RefusedGetMap = "SIOCGIFMAP";
        RefusedSetMap = "SIOCSIFMAP";
    }
    #[cfg(feature = "nameif")] {
        PrefixNameif = "nameif: ";
        UsageNameif = USAGE_NAMEIF;
        Parse = "can't parse ";
        RenameTaken = "can't change ifname {master} to {slave}" {
            EXIST => " (an alternative name of {interface})",
        };
    }
    #[cfg(feature = "ifkit")] {
        PrefixIfkit = "ifkit: ";
        UsageIfkit = USAGE_IFKIT;
        NoApplet = "applet not found: ";
    }
    #[cfg(all())] {
        // The name of a file follows.
        File = "";
    }
}

const VERSION: &str = concat!("ifenslave ", env!("CARGO_PKG_VERSION"), "\n");
const EXCLUSIVE_OPTIONS: &str = either(
    cfg!(feature = "boot"),
    "options exclude each other: -b -c -d -D -s --boot --check",
    "options exclude each other: -c -d",
);
/// Without the feature `boot`, only bonds are asked for their settings.
const NOT_A_BOND: &str = either(cfg!(feature = "boot"), " (not a bond)", "");

/// A message, the key of an errno, and the text of the hint.
pub type Hint = (Message, u8, &'static str);

impl From<Message> for Text {
    fn from(message: Message) -> Self {
        Table::Messages.text(message as u8)
    }
}

impl Message {
    /// The message about a part of the configuration that cannot be restored.
    pub fn lost(item: Item) -> Self {
        match item {
            Item::Address => Self::SetAddress,
            Item::Route => Self::SetRoute,
            Item::Neighbour => Self::SetNeighbour,
        }
    }

    /// The message about a request that the kernel rejects. Only the requests of `ifconfig` have one.
    pub fn refused(request: Request) -> Self {
        match request {
            Request::GetFlags => Self::RefusedGetFlags,
            Request::SetFlags => Self::RefusedSetFlags,
            Request::GetAddress => Self::RefusedGetAddress,
            Request::SetAddress => Self::RefusedSetAddress,
            Request::SetDestination => Self::RefusedSetDestination,
            Request::SetBroadcast => Self::RefusedSetBroadcast,
            Request::GetNetmask => Self::RefusedGetNetmask,
            Request::SetNetmask => Self::RefusedSetNetmask,
            Request::SetMetric => Self::RefusedSetMetric,
            Request::SetMtu => Self::RefusedSetMtu,
            Request::SetHwAddr => Self::RefusedSetHwAddr,
            Request::GetIndex => Self::RefusedGetIndex,
            Request::SetTxQLen => Self::RefusedSetTxQLen,
            Request::GetMap => Self::RefusedGetMap,
            _ => Self::RefusedSetMap,
        }
    }

    /// The same about a request for an IPv6 address.
    pub fn refused_ipv6(request: Ipv6Request) -> Self {
        match request {
            Ipv6Request::Add => Self::RefusedSetAddress,
            Ipv6Request::Delete => Self::RefusedDelAddress,
        }
    }
}
