// SPDX-License-Identifier: MIT OR Apache-2.0
//! The library's requests of netdevice(7), on a simulated machine: what is asked of the kernel, and how
//! its answers are read. (The lab has the answers of real ones: scenarios netdevice-*.)

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "for tests only")]

mod simulated;

use std::net::{Ipv4Addr, Ipv6Addr};

use ifenslave::kernel::{Errno, Flags, IfName, Ifreq, Kernel, OldRequest, System, handshake};
use ifenslave::netdevice::{self, Conf, HwAddr, Interface, Map};
use ifenslave::netlink::Family;
use proptest::prelude::*;
use simulated::*;

fn name(name: &str) -> IfName {
    IfName::new(name.as_bytes(), true).unwrap()
}

/// The way to the kernel of a machine on which signals are held, as changes ask for there.
fn kernel_of(machine: &Machine) -> (Network, Held) {
    (machine.kernel().unwrap(), machine.hold_signals())
}

proptest! {
    #[test]
    fn what_is_set_is_what_is_told(
        mtu in 68..=9216_u32,
        queue in 0..=i32::MAX as u32,
        address in any::<[u8; 4]>().prop_map(|[a, b, c, d]| Ipv4Addr::new(a % 223 + 1, b, c, d)),
        broadcast in any::<[u8; 4]>().prop_map(Ipv4Addr::from),
        prefix in 0..=32_u32,
        mac in any::<[u8; 6]>(),
    ) {
        let machine = Machine::with([ethernet("eth0")]);
        let (kernel, _held) = kernel_of(&machine);
        let eth0 = Interface::new(&kernel, name("eth0"));
        eth0.set_mtu(mtu).unwrap();
        eth0.set_tx_queue_len(queue).unwrap();
        prop_assert_eq!((eth0.mtu(), eth0.tx_queue_len()), (Ok(mtu), Ok(queue)));

        prop_assert_eq!(eth0.address(), Err(Errno::ADDRNOTAVAIL));
        prop_assert_eq!(eth0.set_netmask(broadcast), Err(Errno::ADDRNOTAVAIL));
        let mask = Ipv4Addr::from(u32::MAX.checked_shl(32 - prefix).unwrap_or(0));
        eth0.set_address(address).unwrap();
        eth0.set_netmask(mask).unwrap();
        eth0.set_broadcast(broadcast).unwrap();
        prop_assert_eq!(eth0.address(), Ok(address));
        prop_assert_eq!(eth0.netmask(), Ok(mask));
        prop_assert_eq!(eth0.broadcast(), Ok(broadcast));
        eth0.set_address(Ipv4Addr::UNSPECIFIED).unwrap();
        prop_assert_eq!(eth0.address(), Err(Errno::ADDRNOTAVAIL));

        let mac = HwAddr::new(HwAddr::ETHER, &mac).unwrap();
        eth0.set_hwaddr(&mac).unwrap();
        prop_assert_eq!(eth0.hwaddr(), Ok(mac));
        prop_assert_eq!(&machine.interface("eth0").hwaddr.bytes, &mac.data);
    }

    #[test]
    fn where_a_card_is_is_told_member_by_member(
        mem_start: usize, mem_end: usize, base_addr: u16, irq: u8, dma: u8, port: u8,
    ) {
        let map = Map { mem_start, mem_end, base_addr, irq, dma, port };
        let machine = Machine::with([ethernet("eth0").map(map)]);
        let (kernel, _held) = kernel_of(&machine);
        let eth0 = Interface::new(&kernel, name("eth0"));
        prop_assert_eq!(eth0.map(), Ok(map));
        prop_assert_eq!(eth0.set_map(&map), Err(Errno::OPNOTSUPP));
    }
}

#[test]
fn flags_are_set_and_cleared() {
    let machine = Machine::with([ethernet("eth0").down()]);
    let (kernel, _held) = kernel_of(&machine);
    let eth0 = Interface::new(&kernel, name("eth0"));
    let flags = eth0.flags().unwrap();
    assert!(!flags.has(Flags::UP) && flags.has(Flags::BROADCAST | Flags::MULTICAST));
    eth0.set_flags(flags | Flags::UP | Flags::NOARP).unwrap();
    assert!(eth0.flags().unwrap().has(Flags::NOARP) && machine.interface("eth0").is_up());
    eth0.set_flags(flags).unwrap();
    assert_eq!(eth0.flags(), Ok(flags));
}

#[test]
fn what_the_kernel_does_not_implement_has_its_own_errors() {
    let machine = Machine::with([ethernet("eth0")]);
    let (kernel, _held) = kernel_of(&machine);
    let eth0 = Interface::new(&kernel, name("eth0"));
    assert_eq!(eth0.metric(), Ok(0));
    assert_eq!(eth0.set_metric(7), Err(Errno::OPNOTSUPP));
    assert_eq!(eth0.private_flags(), Err(Errno::INVAL));
    assert_eq!(eth0.set_private_flags(1), Err(Errno::INVAL));
}

#[test]
fn an_interface_is_asked_for_by_its_new_name() {
    let machine = Machine::with([ethernet("eth0"), ethernet("eth1")]);
    let (kernel, _held) = kernel_of(&machine);
    let mut eth0 = Interface::new(&kernel, name("eth0"));
    let index = eth0.index().unwrap();
    assert_eq!(netdevice::name_of(&kernel, index), Ok(name("eth0")));
    assert_eq!(eth0.set_name(name("eth1")), Err(Errno::EXIST));
    assert_eq!(eth0.index(), Ok(index));
    eth0.set_name(name("lan0")).unwrap();
    assert_eq!((eth0.name(), eth0.index()), (name("lan0"), Ok(index)));
    assert_eq!(netdevice::name_of(&kernel, index), Ok(name("lan0")));
    assert_eq!(netdevice::name_of(&kernel, 99), Err(Errno::NODEV));
}

#[test]
fn ipv6_addresses_are_added_and_removed_by_index() {
    let machine = Machine::with([ethernet("eth0").down()]);
    let (kernel, _held) = kernel_of(&machine);
    let eth0 = Interface::new(&kernel, name("eth0"));
    let address: Ipv6Addr = "2001:db8::1".parse().unwrap();
    eth0.add_ipv6(address, 64).unwrap();
    assert_eq!(eth0.add_ipv6(address, 64), Err(Errno::EXIST));
    assert!(machine.interface("eth0").ipv6.contains("2001:db8::1/64"));
    eth0.del_ipv6(address, 64).unwrap();
    assert_eq!(eth0.del_ipv6(address, 64), Err(Errno::ADDRNOTAVAIL));
    assert!(machine.interface("eth0").ipv6.is_empty());
}

#[test]
fn who_may_not_change_anything_is_told_so() {
    let machine = Machine::with([ethernet("eth0")]).unprivileged();
    let (kernel, _held) = kernel_of(&machine);
    let mut eth0 = Interface::new(&kernel, name("eth0"));
    let flags = eth0.flags().unwrap();
    let hwaddr = eth0.hwaddr().unwrap();
    for refused in [
        eth0.set_flags(flags),
        eth0.set_mtu(1400),
        eth0.set_address(Ipv4Addr::LOCALHOST),
        eth0.set_hwaddr(&hwaddr),
        eth0.set_tx_queue_len(1),
        eth0.add_ipv6(Ipv6Addr::LOCALHOST, 128),
        eth0.set_name(name("lan0")),
    ] {
        assert_eq!(refused, Err(Errno::PERM));
    }
    assert_eq!(eth0.name(), name("eth0"));
}

#[test]
fn a_bond_tells_its_slaves() {
    let machine = Machine::with([bond("bond0"), ethernet("eth0").down(), ethernet("eth1").down()]);
    let (kernel, _held) = kernel_of(&machine);
    let bond0 = Interface::new(&kernel, name("bond0"));
    bond0.enslave(name("eth0")).unwrap();
    bond0.enslave(name("eth1")).unwrap();
    assert_eq!(bond0.enslave(name("eth1")), Err(Errno::BUSY));
    let info = bond0.bond_info().unwrap();
    assert_eq!((info.bond_mode, info.num_slaves), (1, 2));

    bond0.change_active(name("eth1")).unwrap();
    let slaves = [0, 1].map(|id| bond0.slave_info(id).unwrap());
    assert_eq!(slaves.map(|slave| slave.name()), [Some(name("eth0")), Some(name("eth1"))]);
    assert_eq!(slaves.map(|slave| slave.state), [1, 0]);
    assert_eq!(bond0.slave_info(2), Err(Errno::NODEV));

    bond0.release(name("eth0")).unwrap();
    assert_eq!(bond0.release(name("eth0")), Err(Errno::INVAL));
    assert_eq!(bond0.bond_info().unwrap().num_slaves, 1);
    let eth1 = Interface::new(&kernel, name("eth1"));
    assert_eq!(eth1.bond_info(), Err(Errno::OPNOTSUPP));
}

#[test]
fn only_a_bond_of_linux_2_4_gets_requests_by_old_numbers() {
    let machine = |abi| {
        let machine = Machine::with([bond("bond0"), ethernet("tunl0"), ethernet("eth0").down()]);
        machine.driver(Driver::of(abi))
    };
    let ask = |kernel: &Network, interface| handshake(kernel, &mut Ifreq::new(&name(interface)));

    let today = machine(Abi::V2);
    let (kernel, _held) = kernel_of(&today);
    assert!(ask(&kernel, "bond0").unwrap().is_none());
    assert_eq!(ask(&kernel, "nosuch").err(), Some(Errno::NODEV));
    for abi in [Abi::V0, Abi::V1] {
        let machine = machine(abi);
        let (kernel, _held) = kernel_of(&machine);
        // The same answer, without IFF_MASTER.
        assert_eq!(ask(&kernel, "tunl0").err(), Some(Errno::OPNOTSUPP));
        let proof = ask(&kernel, "bond0").unwrap().unwrap();
        assert_eq!((proof.version(), proof.index()), (u32::from(abi == Abi::V1), 1));
        kernel.request_old(&proof, OldRequest::ChangeActive, &name("eth0")).unwrap_err();
        let index = Interface::new(&kernel, name("bond0")).index();
        assert_eq!(index, Ok(proof.index()));
    }
}

#[test]
fn a_list_that_fills_its_buffer_is_not_taken_as_whole() {
    let eth0 = ethernet("eth0").up().address("192.0.2.1/24").address("198.51.100.1/24");
    let machine = Machine::with([loopback(), eth0]);
    let (kernel, _held) = kernel_of(&machine);
    let mut buffer = [Ifreq::new(&IfName::NONE); 8];
    for room in 0..=3 {
        let Conf::PerhapsCut { found, needed: 3 } =
            netdevice::conf(&kernel, &mut buffer[..room]).unwrap()
        else {
            panic!("with room for {room}, it is taken as whole");
        };
        assert_eq!(found.len(), room);
    }
    let all = netdevice::conf(&kernel, &mut buffer).unwrap().whole().unwrap();
    let wanted = [("lo", [127, 0, 0, 1]), ("eth0", [192, 0, 2, 1]), ("eth0", [198, 51, 100, 1])];
    assert!(all.eq(wanted.map(|(label, address)| (name(label), address.into()))));
}

#[test]
fn a_list_that_grows_meanwhile_is_not_taken_as_whole() {
    let machine = Machine::with([loopback(), ethernet("eth0")]);
    let (kernel, _held) = kernel_of(&machine);
    let before = machine.calls();
    // Between the question how many there are and the list, there comes one more.
    machine.meanwhile(before + 1, |machine| {
        let eth0 = machine.interface("eth0");
        *eth0 = eth0.clone().address("192.0.2.1/24");
    });
    let mut buffer = [Ifreq::new(&IfName::NONE); 2];
    let conf = netdevice::conf(&kernel, &mut buffer).unwrap();
    assert!(matches!(conf, Conf::PerhapsCut { found: [_, _], needed: 1 }), "{conf:?}");
}

#[test]
fn a_system_without_rtnetlink_says_so() {
    let machine = Machine::with([loopback()]);
    let (kernel, _held) = kernel_of(&machine);
    assert_eq!(netdevice::number_of_interfaces(&kernel), Err(Errno::OPNOTSUPP));
    assert_eq!(netdevice::number_of_addresses(&kernel, Family::Unspec), Err(Errno::OPNOTSUPP));
    assert_eq!(kernel.links(1, &mut |_| {}), Err(Errno::OPNOTSUPP));
}

#[test]
fn the_page_for_people_from_other_systems_calls_what_it_names() {
    let page = include_str!("../docs/other-systems.md");
    let (tables, code) = page.split_once("\n## The calls\n").unwrap();
    // Between two backticks is each second piece.
    let marked = tables.split('`').skip(1).step_by(2);
    let named = marked.filter(|text| !text.contains(' ')).filter_map(|call| call.split_once("::"));
    let mut calls = 0;
    for (of, call) in named {
        let called = match of {
            "Interface" => format!(".{call}("),
            "Ifinfo" => format!("link.{call}"),
            "Stats64" => format!("stats.{call}"),
            _ => format!("{of}::{call}"),
        };
        let new = (of, call) == ("Interface", "new") && code.contains("Interface::new(");
        assert!(new || code.contains(&called), "{of}::{call} is named, and not called");
        calls += 1;
    }
    assert!(calls > 50, "of {calls} calls the page can hardly be");
}
