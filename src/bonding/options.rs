// SPDX-License-Identifier: MIT OR Apache-2.0
//! The options of a bond, with types.

use core::fmt::{self, Write};
use core::net::{Ipv4Addr, Ipv6Addr};

use heapless::Vec;

use crate::bond::step::{Role, Setting, Step};
use crate::bond::{Failure, Outcome};
use crate::create::spec::{self, Spec};
use crate::kernel::{Errno, IfName};
use crate::option;
use crate::output::Message;

/// A SPEC, with every option and the longest lists.
pub(super) type Text = Vec<u8, 2048>;

/// Declares the values of options that have names.
macro_rules! values {
    ($($(#[$about:meta])* $Type:ident of $option:literal { $($(#[$doc:meta])* $Value:ident,)* })*) => {
        $(
            $(#[$about])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            #[repr(u8)]
            pub enum $Type { $($(#[$doc])* $Value,)* }

            impl $Type {
                /// All values, in the order of their numbers.
                pub const ALL: &'static [Self] = &[$(Self::$Value,)*];

                /// The value with this number in the driver.
                pub fn new(number: u32) -> Option<Self> {
                    Self::ALL.iter().copied().find(|value| *value as u32 == number)
                }

                /// Its name in the driver's documentation and in sysfs.
                pub fn name(self) -> &'static str {
                    let names = option::names_of(option::find($option));
                    str::from_utf8(option::nth(names, self as u32)).unwrap_or_default()
                }
            }

            impl fmt::Display for $Type {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(self.name())
                }
            }

            impl Value for $Type {
                fn write(&self, to: &mut Text) -> fmt::Result {
                    to.write_str(self.name())
                }
            }
        )*
    };
}

values! {
    /// `mode`: how a bond uses its slaves.
    Mode of b"mode" {
        /// `balance-rr`: one packet on each slave in turn.
        BalanceRr,
        /// `active-backup`: one slave; another one if it fails.
        ActiveBackup,
        /// `balance-xor`: the slave is chosen by a hash of the packet's addresses.
        BalanceXor,
        /// `broadcast`: each packet on all slaves.
        Broadcast,
        /// `802.3ad`: LACP.
        Lacp,
        /// `balance-tlb`: outgoing traffic is distributed by load.
        BalanceTlb,
        /// `balance-alb`: outgoing and incoming IPv4 traffic is distributed by load.
        BalanceAlb,
    }

    /// `arp_validate`: which ARP probes and answers are validated.
    ArpValidate of b"arp_validate" {
        /// None.
        None,
        /// Those on the active slave.
        Active,
        /// Those on backup slaves.
        Backup,
        /// All.
        All,
        /// None, but only ARP counts as received traffic.
        Filter,
        /// Those on the active slave, and only ARP counts.
        FilterActive,
        /// Those on backup slaves, and only ARP counts.
        FilterBackup,
    }

    /// `arp_all_targets`: how many ARP targets must answer.
    ArpAllTargets of b"arp_all_targets" {
        /// One is enough.
        Any,
        /// All of them.
        All,
    }

    /// `primary_reselect`: when the primary becomes the active slave again.
    PrimaryReselect of b"primary_reselect" {
        /// As soon as it has link.
        Always,
        /// If it is better than the active slave.
        Better,
        /// Only if the active slave fails.
        Failure,
    }

    /// `fail_over_mac`: which hardware addresses the slaves of an active-backup bond have.
    FailOverMac of b"fail_over_mac" {
        /// All have that of the bond.
        None,
        /// Each has its own, and the bond has that of the active slave.
        Active,
        /// The active slave has that of the bond, the others their own.
        Follow,
    }

    /// `xmit_hash_policy`: what the slave for a packet is chosen by.
    XmitHashPolicy of b"xmit_hash_policy" {
        /// Hardware addresses.
        Layer2,
        /// IP addresses and ports.
        Layer34,
        /// Hardware and IP addresses.
        Layer23,
        /// As `Layer23`, but of the inner packet in a tunnel.
        Encap23,
        /// As `Layer34`, but of the inner packet in a tunnel.
        Encap34,
        /// The VLAN and the source's hardware address.
        VlanSrcmac,
    }

    /// `lacp_rate`: how often the partner is to send LACP packets.
    LacpRate of b"lacp_rate" {
        /// Every 30 seconds.
        Slow,
        /// Every second.
        Fast,
    }

    /// `ad_select`: which aggregator is active in mode 802.3ad.
    AdSelect of b"ad_select" {
        /// The one with the most bandwidth; another only if all its ports fail.
        Stable,
        /// The one with the most bandwidth.
        Bandwidth,
        /// The one with the most ports.
        Count,
        /// The one with the best port, by `actor_port_prio`.
        ActorPortPrio,
    }
}

/// Declares the options: each has a method with its name in sysfs.
macro_rules! options {
    ($($(#[$doc:meta])* $name:ident: $type:ty,)*) => {
        /// The options of a bond. Those that are not given are the driver's own; but a new bond has miimon 100 unless
        /// the options say how, or that, its links are not monitored: with the driver's default of 0, most modes would
        /// not notice a pulled cable.
        ///
        /// The driver rounds delays down to a multiple of miimon. Links are monitored either by miimon or by
        /// arp_interval, not by both. Options that the mode does not have are rejected.
        ///
        /// ```
        /// use ifenslave::bonding::{LacpRate, Mode, Options, XmitHashPolicy};
        ///
        /// let options = Options::new(Mode::Lacp)
        ///     .miimon(100)
        ///     .lacp_rate(LacpRate::Fast)
        ///     .xmit_hash_policy(XmitHashPolicy::Layer34);
        /// # let _ = options;
        /// ```
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Options<'a> {
            mtu: Option<u32>,
            primary: Option<&'a str>,
            $($name: Option<$type>,)*
        }

        impl<'a> Options<'a> {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, value: $type) -> Self {
                    self.$name = Some(value);
                    self
                }
            )*

            /// Appends the options that are given, with a comma after each.
            fn write(&self, to: &mut Text) -> fmt::Result {
                $(
                    if let Some(value) = &self.$name {
                        write!(to, "{}=", stringify!($name))?;
                        value.write(to)?;
                        to.write_char(',')?;
                    }
                )*
                Ok(())
            }
        }
    };
}

options! {
    /// The mode: the driver's default is balance-rr. It can be changed only without slaves.
    mode: Mode,
    /// The interval of MII monitoring, in milliseconds; 0 turns it off.
    miimon: u32,
    /// How long a link must be up before it is used, in milliseconds.
    updelay: u32,
    /// How long a link must be down before it counts as failed, in milliseconds.
    downdelay: u32,
    /// The interval between peer notifications after a failover, in milliseconds.
    peer_notif_delay: u32,
    /// MII monitoring reads the carrier (true) or asks the card by an ioctl. Current drivers know only true.
    use_carrier: bool,
    /// The interval of ARP monitoring, in milliseconds; 0 turns it off.
    arp_interval: u32,
    /// The IPv4 addresses that ARP monitoring asks for, 16 at most.
    arp_ip_target: &'a [Ipv4Addr],
    /// The IPv6 addresses that ARP monitoring asks for, 16 at most.
    ns_ip6_target: &'a [Ipv6Addr],
    /// Which ARP probes and answers are validated.
    arp_validate: ArpValidate,
    /// How many ARP targets must answer.
    arp_all_targets: ArpAllTargets,
    /// When the primary becomes the active slave again.
    primary_reselect: PrimaryReselect,
    /// Which hardware addresses the slaves of an active-backup bond have.
    fail_over_mac: FailOverMac,
    /// What the slave for a packet is chosen by, in modes balance-xor, 802.3ad and balance-tlb.
    xmit_hash_policy: XmitHashPolicy,
    /// The number of IGMP membership reports after a failover, 255 at most.
    resend_igmp: u32,
    /// The number of gratuitous ARP and unsolicited neighbour packets after a failover.
    num_grat_arp: u8,
    /// Packets that arrive on backup slaves are delivered.
    all_slaves_active: bool,
    /// The number of links that must be up before the bond has carrier, in mode 802.3ad.
    min_links: u32,
    /// The interval between learning packets, in seconds; at least 1.
    lp_interval: u32,
    /// The number of packets on a slave before the next one's turn, in mode balance-rr; 0 chooses at random.
    packets_per_slave: u16,
    /// LACP packets are sent even if the partner does not begin.
    lacp_active: bool,
    /// How often the partner is to send LACP packets.
    lacp_rate: LacpRate,
    /// Which aggregator is active.
    ad_select: AdSelect,
    /// The priority of this system for LACP; at least 1.
    ad_actor_sys_prio: u16,
    /// The upper bits of a port's key for LACP, 1023 at most.
    ad_user_port_key: u16,
    /// The address of this system for LACP.
    ad_actor_system: [u8; 6],
    /// In mode balance-tlb or balance-alb, flows move to another slave as the load changes.
    tlb_dynamic_lb: bool,
    /// The number of ARP intervals without an answer after which a link has failed; at least 1.
    arp_missed_max: u8,
    /// An LACP port collects and distributes at the same time.
    coupled_control: bool,
    /// Neighbour packets go to all slaves in mode 802.3ad.
    broadcast_neighbor: bool,
    /// Without an LACP partner, the bond has no carrier.
    lacp_strict: bool,
    /// The hardware address of the bond: no multicast address, and not all zeros.
    mac: [u8; 6],
}

impl<'a> Options<'a> {
    /// Options with this mode.
    #[must_use]
    pub fn new(mode: Mode) -> Self {
        Self { mode: Some(mode), ..Self::default() }
    }

    /// The MTU, in bytes: 68 to 65535.
    #[must_use]
    pub fn mtu(mut self, bytes: u32) -> Self {
        self.mtu = Some(bytes);
        self
    }

    /// The name of the slave that the bond uses whenever it has link. It becomes the primary when
    /// [`Bond::enslave`](super::Bond::enslave) attaches it.
    #[must_use]
    pub fn primary(mut self, slave: &'a str) -> Self {
        self.primary = Some(slave);
        self
    }

    /// The name of the primary; [`IfName::NONE`] if there is none.
    pub(super) fn primary_name(&self) -> Outcome<IfName> {
        let name = self.primary.map_or(Some(IfName::NONE), |name| name.parse().ok());
        let invalid = Failure::of_option(Message::BadValue, option::PRIMARY, None);
        name.ok_or(invalid)
    }

    /// The SPEC of a bond with this name and these options.
    pub(super) fn text(&self, name: IfName) -> Outcome<Text> {
        let mut text = Text::new();
        // There is room for all but lists that are too long.
        let written = text.extend_from_slice(name.as_bytes()).map_err(|_| fmt::Error);
        let written =
            written.and_then(|()| text.write_str("::")).and_then(|()| self.write(&mut text));
        let written = written.and_then(|()| match self.mtu {
            Some(mtu) => write!(text, ":{mtu}"),
            None => Ok(()),
        });
        written.map_err(|_| Failure::failed(Message::Settings, Errno::TOOBIG))?;
        Ok(text)
    }
}

/// Reads a SPEC.
pub(super) fn read(text: &[u8]) -> Outcome<Spec<'_>> {
    Spec::read(text, b"").map_err(|invalid| match invalid.message {
        Message::BadMtu => Failure::of(Step::Set(Setting::Mtu, Role::Bond), Errno::INVAL),
        message => Failure::of_option(message, spec::split(invalid.part).0, None),
    })
}

/// The value of an option.
trait Value {
    /// Appends it, as it is written in a SPEC.
    fn write(&self, to: &mut Text) -> fmt::Result;
}

impl Value for u8 {
    fn write(&self, to: &mut Text) -> fmt::Result {
        write!(to, "{self}")
    }
}

impl Value for u16 {
    fn write(&self, to: &mut Text) -> fmt::Result {
        write!(to, "{self}")
    }
}

impl Value for u32 {
    fn write(&self, to: &mut Text) -> fmt::Result {
        write!(to, "{self}")
    }
}

impl Value for bool {
    fn write(&self, to: &mut Text) -> fmt::Result {
        u8::from(*self).write(to)
    }
}

/// A hardware address.
impl Value for [u8; 6] {
    fn write(&self, to: &mut Text) -> fmt::Result {
        let [first, rest @ ..] = self;
        write!(to, "{first:02x}")?;
        rest.iter().try_for_each(|byte| write!(to, "-{byte:02x}"))
    }
}

/// Targets: a semicolon after the last one does no harm.
impl Value for &[Ipv4Addr] {
    fn write(&self, to: &mut Text) -> fmt::Result {
        self.iter().try_for_each(|target| write!(to, "{target};"))
    }
}

impl Value for &[Ipv6Addr] {
    fn write(&self, to: &mut Text) -> fmt::Result {
        self.iter().try_for_each(|target| write!(to, "[{target}];"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const V4: [Ipv4Addr; 16] = [Ipv4Addr::new(192, 0, 2, 255); 16];
    const V6: [Ipv6Addr; 16] =
        [Ipv6Addr::new(0x2001, 0xdb8, 1, 0x2222, 0x3333, 0x4444, 0x5555, 0x6666); 16];

    /// Every option, each with its longest value.
    fn all() -> Options<'static> {
        Options::new(Mode::ActiveBackup)
            .miimon(u32::MAX)
            .updelay(u32::MAX)
            .downdelay(u32::MAX)
            .peer_notif_delay(u32::MAX)
            .use_carrier(true)
            .arp_interval(u32::MAX)
            .arp_ip_target(&V4)
            .ns_ip6_target(&V6)
            .arp_validate(ArpValidate::FilterBackup)
            .arp_all_targets(ArpAllTargets::All)
            .primary_reselect(PrimaryReselect::Failure)
            .fail_over_mac(FailOverMac::Follow)
            .xmit_hash_policy(XmitHashPolicy::VlanSrcmac)
            .resend_igmp(u32::MAX)
            .num_grat_arp(u8::MAX)
            .all_slaves_active(true)
            .min_links(u32::MAX)
            .lp_interval(u32::MAX)
            .packets_per_slave(u16::MAX)
            .lacp_active(true)
            .lacp_rate(LacpRate::Fast)
            .ad_select(AdSelect::ActorPortPrio)
            .ad_actor_sys_prio(u16::MAX)
            .ad_user_port_key(u16::MAX)
            .ad_actor_system([2, 0, 0, 0, 0, 1])
            .tlb_dynamic_lb(true)
            .arp_missed_max(u8::MAX)
            .coupled_control(true)
            .broadcast_neighbor(true)
            .lacp_strict(true)
            .mac([2, 0, 0, 0, 0, 2])
            .mtu(u32::MAX)
            .primary("fifteen-bytes-x")
    }

    fn text(options: Options<'_>) -> String {
        let name = IfName::new(b"fifteen-bytes-x", false).unwrap();
        String::from_utf8(options.text(name).unwrap().to_vec()).unwrap()
    }

    #[test]
    fn each_option_of_the_table_has_a_method_and_there_is_room_for_all_values() {
        let text = text(all());
        let options = text.split("::").nth(1).unwrap();
        let mut found: Vec<usize, { option::COUNT }> = Vec::new();
        for option in options.split(',').filter(|option| option.contains('=')) {
            let (name, _) = option.split_once('=').unwrap();
            found.push(option::find(name.as_bytes())).unwrap();
        }
        let expected: std::vec::Vec<usize> =
            (0..option::COUNT).filter(|&number| number != option::PRIMARY).collect();
        assert_eq!(found, expected[..]);
    }

    #[test]
    fn values_have_the_names_of_the_driver() {
        let names =
            |values: &[Mode]| values.iter().map(Mode::to_string).collect::<std::vec::Vec<_>>();
        assert_eq!(
            names(Mode::ALL),
            [
                "balance-rr",
                "active-backup",
                "balance-xor",
                "broadcast",
                "802.3ad",
                "balance-tlb",
                "balance-alb"
            ]
        );
        assert_eq!(ArpValidate::ALL.last().unwrap().name(), "filter_backup");
        assert_eq!(ArpAllTargets::ALL.last().unwrap().name(), "all");
        assert_eq!(PrimaryReselect::ALL.last().unwrap().name(), "failure");
        assert_eq!(FailOverMac::ALL.last().unwrap().name(), "follow");
        assert_eq!(XmitHashPolicy::Layer34.name(), "layer3+4");
        assert_eq!(XmitHashPolicy::Layer23.name(), "layer2+3");
        assert_eq!(XmitHashPolicy::ALL.last().unwrap().name(), "vlan+srcmac");
        assert_eq!(LacpRate::ALL.last().unwrap().name(), "fast");
        assert_eq!(AdSelect::ALL.last().unwrap().name(), "actor_port_prio");
        // None is missing, and none is left over.
        for (number, count) in [
            (option::MODE, Mode::ALL.len()),
            (option::ARP_VALIDATE, ArpValidate::ALL.len()),
            (option::find(b"arp_all_targets"), ArpAllTargets::ALL.len()),
            (option::find(b"primary_reselect"), PrimaryReselect::ALL.len()),
            (option::find(b"fail_over_mac"), FailOverMac::ALL.len()),
            (option::find(b"xmit_hash_policy"), XmitHashPolicy::ALL.len()),
            (option::find(b"lacp_rate"), LacpRate::ALL.len()),
            (option::find(b"ad_select"), AdSelect::ALL.len()),
        ] {
            assert_eq!(option::names_of(number).split(|&byte| byte == 0).count(), count);
        }
        assert_eq!((Mode::new(4), Mode::new(7)), (Some(Mode::Lacp), None));
    }

    #[test]
    fn options_are_a_spec() {
        let options = Options::new(Mode::ActiveBackup)
            .arp_interval(1000)
            .arp_ip_target(&V4[..2])
            .ns_ip6_target(&V6[..1])
            .mac([2, 0, 0, 0, 0, 10])
            .mtu(1400);
        assert_eq!(
            text(options),
            "fifteen-bytes-x::mode=active-backup,arp_interval=1000,arp_ip_target=192.0.2.255;192.0.2.255;,\
             ns_ip6_target=[2001:db8:1:2222:3333:4444:5555:6666];,mac=02-00-00-00-00-0a,:1400"
        );
        assert!(read(text(options).as_bytes()).is_ok());
        assert_eq!(text(Options::default()), "fifteen-bytes-x::");
    }

    #[test]
    fn what_is_out_of_range_is_rejected_by_the_name_of_the_option() {
        let new = Options::new(Mode::ActiveBackup);
        let seventeen = [V4[0]; 17];
        for (options, message, option) in [
            (new.miimon(1 << 31), Message::BadValue, "miimon"),
            (new.arp_missed_max(0), Message::BadValue, "arp_missed_max"),
            (new.ad_user_port_key(1024), Message::BadValue, "ad_user_port_key"),
            (new.mac([1, 0, 0, 0, 0, 0]), Message::BadValue, "mac"),
            (new.arp_ip_target(&[]), Message::BadValue, "arp_ip_target"),
            (new.arp_ip_target(&seventeen), Message::BadValue, "arp_ip_target"),
            (new.miimon(100).arp_interval(100), Message::MiiOrArp, "arp_interval"),
        ] {
            let failure = read(text(options).as_bytes()).err();
            let expected = Failure::of_option(message, option::find(option.as_bytes()), None);
            assert_eq!(failure, Some(expected));
        }
        let failure = read(text(new.mtu(67)).as_bytes()).err().unwrap();
        assert_eq!((failure.message, failure.reason), (Message::SetMtu, Some(Errno::INVAL)));
        let long = [V6[0]; 100];
        let name = IfName::new(b"bond0", false).unwrap();
        assert!(new.ns_ip6_target(&long).text(name).is_err());
        assert!(new.primary("no/name").primary_name().is_err());
    }
}
