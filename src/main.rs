//! The executable `ifenslave`.

#![no_std]
#![no_main]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

mod start;

use ifenslave::kernel::Args;

#[cfg(feature = "ifenslave")]
fn main(args: Args<'_>) -> u8 {
    ifenslave::applet::Applet::Ifenslave.run(ifenslave::kernel::Linux, args.behind_name())
}

/// Of a toolkit without ifenslave, nobody wants this executable.
#[cfg(not(feature = "ifenslave"))]
fn main(_: Args<'_>) -> u8 {
    ifenslave::FAILED
}
