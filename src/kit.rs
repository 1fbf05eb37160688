// SPDX-License-Identifier: MIT OR Apache-2.0
//! The executable `ifkit`: all applets in one, by the name that it is called by, or by its first
//! argument.

#![no_std]
#![no_main]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

mod start;

use ifenslave::cli::ifkit;
use ifenslave::kernel::{Args, Linux};

fn main(system: Linux, args: Args<'_>) -> u8 {
    ifkit::run(system, args)
}
