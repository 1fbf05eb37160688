// SPDX-License-Identifier: MIT OR Apache-2.0
//! The executable `ifenslave`.

#![no_std]
#![no_main]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

mod start;

use ifenslave::cli::Applet;
use ifenslave::kernel::{Args, Linux};

fn main(system: Linux, args: Args<'_>) -> u8 {
    Applet::Ifenslave.run(system, args.after_name())
}
