// SPDX-License-Identifier: MIT OR Apache-2.0
//! Everything that refers to an interface and would not move with its configuration: policy rules, nexthop objects, and
//! interfaces on top of it.

use heapless::Vec;

use super::link::{IFLA_IFNAME, IFLA_INFO_KIND, IFLA_LINKINFO, start_all_links};
use super::message::{
    LinkRecord, NLM_F_DUMP, NexthopRecord, RTM_GETNEXTHOP, RTM_GETRULE, RTM_NEWLINK,
    RTM_NEWNEXTHOP, RTM_NEWRULE, RouteRecord, attribute, attributes_after, int, name, put, start,
};
use super::stacked::IFLA_LINK;
use super::way::Place;
use super::{Buffer, Socket, until_complete};
use crate::netdevice::ifname::IfName;
use crate::sys::errno::{Errno, Result};

// Attributes of a rule (linux/fib_rules.h).
const FRA_IIFNAME: u16 = 3;
const FRA_PRIORITY: u16 = 6;
const FRA_OIFNAME: u16 = 17;

// Attributes of a nexthop object (linux/nexthop.h).
const NHA_ID: u16 = 1;
const NHA_OIF: u16 = 5;

/// IFLA_LINK_NETNSID of `linux/if_link.h`: the namespace of the interface below.
const IFLA_LINK_NETNSID: u16 = 37;
/// The kind of a virtual cable.
const VETH: &[u8] = b"veth";

/// Something that refers to an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A policy rule with its name as `iif` or `oif`: the priority of the rule.
    Rule(u32),
    /// A nexthop object through it: the ID of the object. Routes may use it.
    Nexthop(u32),
    /// A VLAN, or another interface on top of it.
    Upper(IfName),
}

/// Obstacles; if there are more, the first ones.
pub type Obstacles = Vec<Obstacle, 32>;

/// Reads everything that refers to an interface. A kernel without rules or nexthop objects has none.
pub fn obstacles(socket: &Socket, place: Place) -> Result<Obstacles> {
    let mut found = Obstacles::new();
    let index = place.index.to_ne_bytes();
    let mut request = Buffer::new();
    // A rule has a struct of the same size as a route, `fib_rule_hdr`, and every field is 0.
    start(&mut request, RTM_GETRULE, NLM_F_DUMP, &RouteRecord::default());
    list(socket, &mut request, place, &mut found)?;
    start(&mut request, RTM_GETNEXTHOP, NLM_F_DUMP, &NexthopRecord::default());
    put(&mut request, NHA_OIF, &index);
    list(socket, &mut request, place, &mut found)?;
    start_all_links(&mut request);
    list(socket, &mut request, place, &mut found)?;
    Ok(found)
}

/// Adds the obstacles in a list.
fn list(socket: &Socket, request: &mut Buffer, place: Place, found: &mut Obstacles) -> Result<()> {
    let before = found.len();
    let outcome = until_complete(|| {
        found.truncate(before);
        socket.ask(request, &mut |kind, message| {
            if let Some(obstacle) = obstacle(kind, message, place) {
                let _ = found.push(obstacle);
            }
        })
    });
    if outcome == Err(Errno::OPNOTSUPP) { Ok(()) } else { outcome }
}

/// The obstacle that a message is about, if it is one to this interface.
fn obstacle(kind: u16, message: &mut [u8], place: Place) -> Option<Obstacle> {
    match kind {
        RTM_NEWRULE => {
            let attributes = attributes_after::<RouteRecord>(message);
            let mut has = |kind| name(attribute(attributes, kind)) == place.name;
            (has(FRA_IIFNAME) || has(FRA_OIFNAME))
                .then(|| Obstacle::Rule(int(attributes, FRA_PRIORITY)))
        }
        RTM_NEWNEXTHOP => {
            let attributes = attributes_after::<NexthopRecord>(message);
            (int(attributes, NHA_OIF) == place.index)
                .then(|| Obstacle::Nexthop(int(attributes, NHA_ID)))
        }
        RTM_NEWLINK => {
            let attributes = attributes_after::<LinkRecord>(message);
            // The index may be one of another network namespace; and that of a veth is its other end.
            let is_upper = int(attributes, IFLA_LINK) == place.index
                && attribute(attributes, IFLA_LINK_NETNSID).is_empty()
                && !attribute(attribute(attributes, IFLA_LINKINFO), IFLA_INFO_KIND)
                    .starts_with(VETH);
            is_upper.then(|| Obstacle::Upper(name(attribute(attributes, IFLA_IFNAME))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlink::message::{begin, end};

    const ETH0: fn() -> Place = || Place { index: 7, name: IfName::new(b"eth0", false).unwrap() };

    #[test]
    fn a_rule_is_one_by_either_name() {
        let rule = |kind, text: &[u8]| {
            let mut message = Buffer::new();
            start(&mut message, RTM_NEWRULE, 0, &RouteRecord::default());
            put(&mut message, kind, text);
            put(&mut message, FRA_PRIORITY, &100_u32.to_ne_bytes());
            obstacle(RTM_NEWRULE, &mut message, ETH0())
        };
        assert_eq!(rule(FRA_IIFNAME, b"eth0\0"), Some(Obstacle::Rule(100)));
        assert_eq!(rule(FRA_OIFNAME, b"eth0\0"), Some(Obstacle::Rule(100)));
        assert_eq!(rule(FRA_IIFNAME, b"eth01\0"), None);
        assert_eq!(rule(4, b"eth0\0"), None);
    }

    #[test]
    fn an_interface_is_on_top_by_its_lower_one_in_the_same_namespace() {
        let link = |index: u32, namespace: bool, kind: &[u8]| {
            let mut message = Buffer::new();
            start(&mut message, RTM_NEWLINK, 0, &LinkRecord::default());
            put(&mut message, IFLA_IFNAME, b"upper\0");
            put(&mut message, IFLA_LINK, &index.to_ne_bytes());
            if namespace {
                put(&mut message, IFLA_LINK_NETNSID, &[0; 4]);
            }
            let info = begin(&mut message, IFLA_LINKINFO);
            put(&mut message, IFLA_INFO_KIND, kind);
            end(&mut message, info);
            obstacle(RTM_NEWLINK, &mut message, ETH0()).is_some()
        };
        assert!(link(7, false, b"vlan\0"));
        assert!(!link(8, false, b"vlan\0"));
        assert!(!link(7, true, b"macvlan\0"));
        assert!(!link(7, false, b"veth\0"));
    }
}
