// SPDX-License-Identifier: MIT OR Apache-2.0
#![no_main]

#[path = "../../tests/fuzzing/mod.rs"]
mod fuzzing;
#[path = "../../tests/simulated/mod.rs"]
mod simulated;

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzing::ifconfig_nameif::check(data));
