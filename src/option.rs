// SPDX-License-Identifier: MIT OR Apache-2.0
//! The options of a bond: their names and values, as in the bonding driver's documentation and in sysfs, and their
//! attributes in rtnetlink (IFLA_BOND_* of `linux/if_link.h`).

mod json;
mod table;
mod value;

pub use json::{Shape, json_name, json_names, nth, shape};
pub use table::*;
pub use value::*;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlink::Buffer;

    /// What an attribute carries, if the value is one.
    fn carried(name: &str, value: &str) -> Option<Vec<u8>> {
        let number = find(name.as_bytes());
        assert!(number < COUNT, "{name}");
        let mut to = Buffer::new();
        read(number, value.as_bytes(), &mut to).then(|| to.to_vec())
    }

    #[test]
    fn each_option_is_found_by_its_name_and_has_the_attribute_of_if_link_h() {
        for (name, attribute) in [
            ("mode", 1),
            ("miimon", 3),
            ("updelay", 4),
            ("downdelay", 5),
            ("use_carrier", 6),
            ("arp_interval", 7),
            ("arp_ip_target", 8),
            ("arp_validate", 9),
            ("arp_all_targets", 10),
            ("primary", 11),
            ("primary_reselect", 12),
            ("fail_over_mac", 13),
            ("xmit_hash_policy", 14),
            ("resend_igmp", 15),
            ("num_grat_arp", 16),
            ("num_unsol_na", 16),
            ("all_slaves_active", 17),
            ("min_links", 18),
            ("lp_interval", 19),
            ("packets_per_slave", 20),
            ("lacp_rate", 21),
            ("ad_select", 22),
            ("ad_actor_sys_prio", 24),
            ("ad_user_port_key", 25),
            ("ad_actor_system", 26),
            ("tlb_dynamic_lb", 27),
            ("peer_notif_delay", 28),
            ("lacp_active", 29),
            ("missed_max", 30),
            ("arp_missed_max", 30),
            ("peer_notify_delay", 28),
            ("ns_ip6_target", 31),
            ("coupled_control", 32),
            ("broadcast_neighbor", 33),
            ("lacp_strict", 34),
        ] {
            assert_eq!(super::attribute(find(name.as_bytes())), attribute, "{name}");
        }
        assert_eq!(COUNT, 33);
        for number in 0..COUNT {
            assert_eq!(find(name(number)), number);
        }
        for name in ["", "mod", "modes", "active_slave", "Mode", "mode\0balance-rr", "\n"] {
            assert_eq!(find(name.as_bytes()), COUNT, "{name:?}");
        }
    }

    #[test]
    fn iproute2_has_other_names_for_some_options_and_other_shapes() {
        let renamed: Vec<_> = (0..COUNT)
            .filter(|&number| json_name(number) != name(number))
            .map(|number| str::from_utf8(json_name(number)).unwrap())
            .collect();
        assert_eq!(
            renamed,
            ["peer_notify_delay", "num_peer_notif", "ad_lacp_active", "ad_lacp_rate"]
        );
        for (name, expected, names) in [
            ("mode", Shape::Plain, names_of(MODE)),
            ("miimon", Shape::Plain, b""),
            ("use_carrier", Shape::Plain, b""),
            ("tlb_dynamic_lb", Shape::Plain, b""),
            ("lacp_active", Shape::Plain, b"off\0on"),
            ("lacp_rate", Shape::Plain, b"slow\0fast"),
            ("coupled_control", Shape::Truth, b""),
            ("broadcast_neighbor", Shape::Truth, b""),
            ("lacp_strict", Shape::Truth, b""),
            ("primary", Shape::Interface, b""),
            ("ad_actor_system", Shape::Plain, b""),
            ("arp_ip_target", Shape::Targets, b""),
            ("ns_ip6_target", Shape::Targets, b""),
        ] {
            let number = find(name.as_bytes());
            assert_eq!((shape(number), json_names(number)), (expected, names), "{name}");
        }
    }

    #[test]
    fn a_word_is_found_by_its_number() {
        for (number, word) in [(0, &b"a"[..]), (1, b"bc"), (2, b"d"), (3, b""), (u32::MAX, b"")] {
            assert_eq!(nth(b"a\0bc\0d", number), word);
        }
        assert_eq!(nth(b"", 0), b"");
    }

    #[test]
    fn a_value_is_known_by_its_name_and_by_its_number() {
        for (name, values) in [
            (
                "mode",
                &[
                    "balance-rr",
                    "active-backup",
                    "balance-xor",
                    "broadcast",
                    "802.3ad",
                    "balance-tlb",
                    "balance-alb",
                ][..],
            ),
            ("use_carrier", &["off", "on"]),
            (
                "arp_validate",
                &["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"],
            ),
            ("arp_all_targets", &["any", "all"]),
            ("primary_reselect", &["always", "better", "failure"]),
            ("fail_over_mac", &["none", "active", "follow"]),
            (
                "xmit_hash_policy",
                &["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"],
            ),
            ("lacp_rate", &["slow", "fast"]),
            ("ad_select", &["stable", "bandwidth", "count"]),
            ("tlb_dynamic_lb", &["off", "on"]),
        ] {
            for (number, value) in values.iter().enumerate() {
                let bytes = carried(name, value);
                assert_eq!(
                    bytes.as_ref().map(|bytes| usize::from(bytes[0])),
                    Some(number),
                    "{value}"
                );
                assert_eq!(carried(name, &number.to_string()), bytes, "{value}");
            }
            for bad in ["", "-1", "9", "+1", "1 ", &values[0][1..], "none\0"] {
                assert_eq!(carried(name, bad), None, "{name}={bad:?}");
            }
        }
    }

    #[test]
    fn a_number_has_its_limits_and_its_bytes() {
        for (name, least, most, bytes) in [
            ("miimon", 0, 0x7fff_ffff_u64, 4),
            ("updelay", 0, 0x7fff_ffff, 4),
            ("arp_interval", 0, 0x7fff_ffff, 4),
            ("min_links", 0, 0x7fff_ffff, 4),
            ("resend_igmp", 0, 255, 4),
            ("num_grat_arp", 0, 255, 1),
            ("num_unsol_na", 0, 255, 1),
            ("lp_interval", 1, 0x7fff_ffff, 4),
            ("packets_per_slave", 0, 65535, 4),
            ("ad_actor_sys_prio", 1, 65535, 2),
            ("ad_user_port_key", 0, 1023, 2),
            ("missed_max", 1, 255, 1),
        ] {
            for number in [least, most / 2, most] {
                let mut expected = vec![0; bytes];
                crate::native::write(number, &mut expected);
                assert_eq!(carried(name, &number.to_string()), Some(expected), "{name}={number}");
            }
            let below = least.checked_sub(1).map(|below| below.to_string());
            for bad in [below.as_deref().unwrap_or("-1"), &(most + 1).to_string(), "", "0x1", "1ms"]
            {
                assert_eq!(carried(name, bad), None, "{name}={bad}");
            }
        }
    }

    #[test]
    fn addresses_are_whole() {
        assert_eq!(carried("ad_actor_system", "02:00:00:00:00:0a"), Some(vec![2, 0, 0, 0, 0, 10]));
        assert_eq!(carried("ad_actor_system", "02:00:00:00:00"), None);
        let one = [8, 0, 0, 0, 192, 0, 2, 1];
        let two = [8, 0, 1, 0, 192, 0, 2, 2];
        assert_eq!(carried("arp_ip_target", "192.0.2.1"), Some(one.to_vec()));
        assert_eq!(carried("arp_ip_target", "[192.0.2.1];192.0.2.2"), Some([one, two].concat()));
        for bad in ["192.0.2", "192.0.2.256", "default", ";", "192.0.2.1;;192.0.2.2", "::1"] {
            assert_eq!(carried("arp_ip_target", bad), None, "{bad}");
        }
        let mut expected = vec![20, 0, 0, 0, 0x20, 1, 0x0d, 0xb8];
        expected.extend([0; 11]);
        expected.push(1);
        for text in ["2001:db8::1", "[2001:db8::1]", "2001:0db8:0:0::0.0.0.1"] {
            assert_eq!(carried("ns_ip6_target", text), Some(expected.clone()), "{text}");
        }
        for bad in ["2001:db8::1::", "[2001:db8::1", "192.0.2.1", "2001:db8::1]"] {
            assert_eq!(carried("ns_ip6_target", bad), None, "{bad}");
        }
        let sixteen = ["192.0.2.1"; 16].join(";");
        assert!(carried("arp_ip_target", &sixteen).is_some());
        assert_eq!(carried("arp_ip_target", &format!("{sixteen};192.0.2.1")), None);
    }
}
