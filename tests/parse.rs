// SPDX-License-Identifier: MIT OR Apache-2.0
//! Numbers and addresses, read as the C library reads them.

#![allow(unsafe_code, clippy::unwrap_used, reason = "the C library is asked, for tests only")]

use std::ffi::CString;

use ifenslave::parse;
use proptest::collection::vec;
use proptest::prelude::*;

/// Texts of these pieces, in any order: most are nearly right.
fn of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    vec(proptest::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn an_ipv4_address_is_read_as_the_c_library_does(
        text in of(&["10", "1", "0", ".", ".", ".", "255", "256", "0x1f", "017", "08", "65536"])
    ) {
        prop_assert_eq!(parse::ipv4(text.as_bytes()), inet_aton(&text), "{:?}", text);
    }

    #[test]
    fn a_number_is_read_as_the_c_library_does(
        number: u64, max: u64, form in 0..3, more in of(&["", "", "", "x", "0", " "])
    ) {
        let text = match form {
            0 => format!("{number}{more}"),
            1 => format!("0x{number:x}{more}"),
            _ => format!("0{number:o}{more}"),
        };
        let c = CString::new(text.as_bytes()).unwrap();
        let mut end = std::ptr::null_mut();
        // SAFETY: both point to what they should.
        let (wanted, rest) = unsafe {
            *libc::__errno_location() = 0;
            let number = libc::strtoul(c.as_ptr(), &raw mut end, 0);
            ((*libc::__errno_location() == 0).then_some(number), *end)
        };
        let wanted = wanted.filter(|&number| rest == 0 && number <= max);
        prop_assert_eq!(parse::number(text.as_bytes(), max), wanted);
    }
}

fn inet_aton(text: &str) -> Option<u32> {
    unsafe extern "C" {
        fn inet_aton(text: *const libc::c_char, address: *mut libc::in_addr) -> libc::c_int;
    }
    let c = CString::new(text).unwrap();
    let mut address = libc::in_addr { s_addr: 0 };
    // SAFETY: both point to what they should.
    let right = unsafe { inet_aton(c.as_ptr(), &raw mut address) };
    (right == 1).then(|| u32::from_be(address.s_addr))
}
