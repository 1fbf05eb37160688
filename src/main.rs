//! The executable `ifenslave`.

#![no_std]
#![no_main]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

mod start;

use ifenslave::applet::Applet;
use ifenslave::kernel::{Args, Linux};

fn main(mut args: Args<'_>) -> u8 {
    // The program's own name.
    args.next();
    Applet::Ifenslave.run(Linux, args)
}
