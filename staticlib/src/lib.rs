// SPDX-License-Identifier: MIT OR Apache-2.0
//! The applets, for a program in C: `ifenslave.h` says what there is, and what can be relied on.
//!
//! # Safety
//!
//! Functions have C's calling convention here, and trust their caller to pass what `main` gets.

#![no_std]
#![allow(unsafe_code)]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

use core::ffi::c_int;

use ifenslave::cli::Applet;
use ifenslave::kernel::{Args, Hosted};

/// Defines the C function of an applet.
macro_rules! main {
    ($name:ident, $applet:ident, $feature:literal) => {
        /// Runs the applet with these arguments, of which the first is not looked at, and returns its
        /// exit status.
        ///
        /// # Safety
        ///
        /// `argv` is what `main` gets: `argc` strings, and a null pointer behind them.
        #[cfg(feature = $feature)]
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(_argc: c_int, argv: *const *const u8) -> c_int {
            // SAFETY: the caller's word. The strings are not written, and are not kept.
            let args = unsafe { Args::new(argv) };
            Applet::$applet.run(Hosted, args.after_name()).into()
        }
    };
}
main!(ifconfig_main, Ifconfig, "ifconfig");
main!(ifenslave_main, Ifenslave, "ifenslave");
main!(nameif_main, Nameif, "nameif");

/// There is one assertion of rustix's, that the kernel's answer to socket(2) is not -1. It holds.
/// Nothing else can panic; and who would call `abort` needs it from the host.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: nothing comes after an instruction that is none.
    unsafe {
        #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
        core::arch::asm!("ud2", options(noreturn));
        #[cfg(any(target_arch = "arm", target_arch = "aarch64"))]
        core::arch::asm!("udf #0", options(noreturn));
        #[cfg(target_arch = "riscv64")]
        core::arch::asm!("unimp", options(noreturn));
        #[cfg(target_arch = "mips")]
        core::arch::asm!("break", options(noreturn));
        #[cfg(target_arch = "s390x")]
        core::arch::asm!(".insn e, 0", options(noreturn));
        #[cfg(target_arch = "powerpc64")]
        core::arch::asm!("trap", options(noreturn));
    }
}
