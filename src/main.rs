//! The executable `ifenslave`.

#![no_std]
#![no_main]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

mod start;

use ifenslave::kernel::{Args, Linux};

#[cfg(feature = "ifenslave")]
fn main(system: Linux, args: Args<'_>) -> u8 {
    ifenslave::applet::Applet::Ifenslave.run(system, args.behind_name())
}

/// Of a toolkit without ifenslave, nobody wants this executable.
#[cfg(not(feature = "ifenslave"))]
fn main(_: Linux, _: Args<'_>) -> u8 {
    ifenslave::FAILED
}
