// SPDX-License-Identifier: MIT OR Apache-2.0
//! `setsockopt(2)` at the level SOL_NETLINK, which rustix does not have.
//!
//! The kernel takes the arguments in the order of the C function. On each architecture, the function below moves
//! them from the registers of the C calling convention to those of the system call, and returns a negative errno
//! or 0.

#![allow(unsafe_code)]

use rustix::fd::{AsFd, AsRawFd};

use super::errno::{Errno, Result};

/// SOL_NETLINK of `linux/socket.h`
const SOL_NETLINK: i32 = 270;

/// Switches an option of a netlink socket on: NETLINK_* of `linux/netlink.h`. ENOPROTOOPT if the kernel is too
/// old to know it.
pub fn enable(socket: &impl AsFd, option: i32) -> Result<()> {
    let value: i32 = 1;
    // SAFETY: the option is an int, which the kernel reads.
    let answer = unsafe {
        setsockopt(
            socket.as_fd().as_raw_fd(),
            SOL_NETLINK,
            option,
            &raw const value,
            size_of::<i32>(),
        )
    };
    match u16::try_from(answer.wrapping_neg()) {
        Ok(number @ 1..) => Err(Errno::new(number)),
        _ => Ok(()),
    }
}

/// # Safety
///
/// The kernel may read `length` bytes at `value`.
#[cfg(not(any(miri, target_arch = "x86")))]
#[unsafe(naked)]
unsafe extern "C" fn setsockopt(
    fd: i32,
    level: i32,
    option: i32,
    value: *const i32,
    length: usize,
) -> isize {
    use core::arch::naked_asm;

    // The numbers are __NR_setsockopt of asm/unistd.h.
    #[cfg(target_arch = "x86_64")]
    naked_asm!("mov r10, rcx", "mov eax, 54", "syscall", "ret");
    #[cfg(target_arch = "aarch64")]
    naked_asm!("mov x8, #208", "svc #0", "ret");
    #[cfg(target_arch = "riscv64")]
    naked_asm!("li a7, 208", "ecall", "ret");
    // The fifth argument is on the stack. (294 is no immediate operand.)
    #[cfg(target_arch = "arm")]
    naked_asm!(
        "push {{r4, r7}}",
        "ldr r4, [sp, #8]",
        "mov r7, #256",
        "add r7, r7, #38",
        "svc #0",
        "pop {{r4, r7}}",
        "bx lr",
    );
    // On these, an error is a positive errno and a flag: the summary overflow bit, or register 7.
    #[cfg(target_arch = "powerpc64")]
    naked_asm!("li 0, 339", "sc", "bnslr", "neg 3, 3", "blr");
    // The fifth argument is on the stack, where the kernel reads it, too.
    #[cfg(target_arch = "mips")]
    naked_asm!("li $v0, 4181", "syscall", "beqz $a3, 1f", "negu $v0, $v0", "1: jr $ra");
}

/// Miri has no such option.
#[cfg(miri)]
unsafe fn setsockopt(_: i32, _: i32, _: i32, _: *const i32, _: usize) -> isize {
    0
}

#[cfg(target_arch = "x86")]
use super::x86::setsockopt;
