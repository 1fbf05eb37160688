// SPDX-License-Identifier: MIT OR Apache-2.0
//! The version that a bonding driver reports, compared with strtoul(3).
//!
//! Input: the field of struct ethtool_drvinfo that has it. The drivers' ages are distinguished by what
//! each wants done to a slave.

#![allow(unsafe_code, reason = "strtoul is the C library's")]

use std::ffi::CString;
use std::ptr::null_mut;

use crate::simulated::*;

pub fn check(data: &[u8]) {
    let Ok(field) = str::from_utf8(data) else { return };
    if field.len() > 32 {
        return;
    }
    let version = version(field.split('\0').next().unwrap());
    let abi = match version {
        Some(0) => Abi::V0,
        Some(1) => Abi::V1,
        _ => Abi::V2,
    };
    let eth0 = ethernet("eth0").up().mtu(9000).address("192.0.2.1/24");
    let machine =
        Machine::with([bond("bond0").mtu(1400), eth0]).driver(Driver::of(abi).that_answers(field));
    let before = machine.state();
    let run = machine.ifenslave(&["bond0", "eth0"]);
    if version.is_none() {
        let line = "bond0: SIOCETHTOOL error: Invalid argument";
        assert_eq!(run.plain(), failed(&[line]), "{field:?}");
        assert_eq!(machine.state(), before, "{field:?}");
        return;
    }
    assert_eq!(run, done(), "{field:?}");
    assert!(machine.state().is_attached("bond0", "eth0"), "{field:?}{:?}", machine.state());
    assert_eq!(machine.ifenslave(&["-d", "bond0", "eth0"]), done(), "{field:?}");
    let released = machine.interface("eth0");
    assert_eq!(released.mtu, if abi == Abi::V2 { 9000 } else { 1500 }, "{field:?}");
    assert!(!released.is_up(), "{field:?}");
}

/// The number that a text is in C's notation, all of it.
fn version(text: &str) -> Option<u64> {
    // strtoul(3) takes blanks and a sign, too.
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let text = CString::new(text).unwrap();
    let mut end = null_mut();
    // SAFETY: the string ends with a NUL, and `end` points into it afterwards.
    let (number, rest) = unsafe { (libc::strtoul(text.as_ptr(), &mut end, 0), *end) };
    (rest == 0).then_some(number)
}
