// SPDX-License-Identifier: MIT OR Apache-2.0
//! The state of bonds as JSON: an object for each, with an array of its slaves.

use super::fields::{AD_INFO, Fields, SLAVE};
use super::read::Bond;
use crate::kernel::System;
use crate::netlink::link::{
    IFLA_ADDRESS, IFLA_INFO_KIND, IFLA_LINKINFO, IFLA_MTU, IFLA_OPERSTATE, bond_data, slave_data,
};
use crate::netlink::{IFLA_BOND_AD_INFO, attribute};
use crate::parse::until;

/// Attributes of every interface: the address, the MTU, and IF_OPER_* of `linux/if.h`.
const INTERFACE: &[u8] = b"address\n\n\nmtu\n\n\n\n\n\n\n\n\n\n\n\n\
    operstate\0UNKNOWN\0NOTPRESENT\0DOWN\0LOWERLAYERDOWN\0TESTING\0DORMANT\0UP";
const OF_INTERFACE: u32 = 1 << IFLA_ADDRESS | 1 << IFLA_MTU | 1 << IFLA_OPERSTATE;

/// Prints a bond and its slaves.
pub fn print<S: System>(fields: &mut Fields<'_, S>, bond: &mut Bond<'_>) {
    for number in 0..bond.len() {
        begin(fields, bond, number);
        if number > 0 {
            fields.string_field(b"info_slave_kind", b"bond");
            fields.open(b"info_slave_data", b'{');
            fields.attributes(slave_data(bond.attributes(number)), SLAVE, u32::MAX);
            fields.close(b'}');
            fields.close(b'}');
            fields.close(b'}');
            continue;
        }
        fields.open(b"info_data", b'{');
        fields.options(bond, u64::MAX);
        let info = attribute(bond_data(bond.attributes(0)), IFLA_BOND_AD_INFO);
        if !info.is_empty() {
            fields.open(b"ad_info", b'{');
            fields.attributes(info, AD_INFO, u32::MAX);
            fields.close(b'}');
        }
        fields.close(b'}');
        fields.close(b'}');
        fields.open(b"slaves", b'[');
    }
    fields.close(b']');
    fields.close(b'}');
}

/// Prints what every interface has, and begins `linkinfo`.
fn begin<S: System>(fields: &mut Fields<'_, S>, bond: &mut Bond<'_>, number: usize) {
    let link = bond.read(number);
    let attributes = bond.attributes(number);
    fields.open(b"", b'{');
    fields.field(b"ifindex", &link.index.to_ne_bytes(), b"");
    fields.string_field(b"ifname", link.name.as_bytes());
    fields.attributes(attributes, INTERFACE, OF_INTERFACE);
    if number == 0 {
        fields.printer.master = link.name;
    } else {
        let master = fields.printer.master;
        fields.string_field(b"master", master.as_bytes());
    }
    fields.open(b"linkinfo", b'{');
    let kind = until(attribute(attribute(attributes, IFLA_LINKINFO), IFLA_INFO_KIND), 0);
    if !kind.is_empty() {
        fields.string_field(b"info_kind", kind);
    }
}
