// SPDX-License-Identifier: MIT OR Apache-2.0
//! The start of an executable, and its end: entry, panic, exit, and the memory functions that the
//! compiler calls. `crate::main` is between them.
//!
//! # Safety
//!
//! This is one of the places with unsafe code (the system calls in [`ifenslave::kernel`] are another): the
//! kernel starts a program with nothing but a stack pointer, and no libc takes it from there.

#![allow(unsafe_code)]

use core::arch::{asm, naked_asm};

use ifenslave::FAILED;
use ifenslave::kernel::{Args, Linux, exit_group};

/// Where the kernel enters: the stack pointer is at argc, argv follows it (the processor's ABI
/// supplement to System V, "Process Initialization"). It becomes the first argument of `start`.
#[unsafe(no_mangle)]
#[unsafe(naked)]
extern "C" fn _start() -> ! {
    // The ABI wants the stack aligned to 16 bytes at a call.
    #[cfg(target_arch = "x86_64")]
    naked_asm!("mov rdi, rsp", "and rsp, -16", "call {start}", start = sym start);
    // On these it is aligned already.
    #[cfg(target_arch = "aarch64")]
    naked_asm!("mov x0, sp", "b {start}", start = sym start);
    #[cfg(target_arch = "arm")]
    naked_asm!("mov r0, sp", "b {start}", start = sym start);
    #[cfg(target_arch = "riscv64")]
    naked_asm!("mv a0, sp", "tail {start}", start = sym start);
    // Here it is on the stack itself.
    #[cfg(target_arch = "x86")]
    naked_asm!(
        "mov eax, esp",
        "and esp, -16",
        "sub esp, 12",
        "push eax",
        "call {start}",
        start = sym start,
    );
    // On these a function uses some of its caller's stack; and PowerPC's finds data by r2.
    #[cfg(target_arch = "s390x")]
    naked_asm!("lgr %r2, %r15", "aghi %r15, -160", "jg {start}", start = sym start);
    #[cfg(target_arch = "mips")]
    naked_asm!("move $a0, $sp", "addiu $sp, $sp, -16", "j {start}", start = sym start);
    #[cfg(target_arch = "powerpc64")]
    naked_asm!(
        "mr 3, 1",
        "addi 1, 1, -32",
        "lis 2, .TOC.@ha",
        "addi 2, 2, .TOC.@l",
        "b {start}",
        start = sym start,
    );
}

/// The program from its first instruction to its last.
///
/// # Safety
///
/// `stack` is the stack pointer at the entry: argc is there, then argv up to a null pointer.
unsafe extern "C" fn start(stack: *const usize) -> ! {
    // SAFETY: argv follows argc. It ends with a null pointer, lives as long as the process, and is
    // never written. And this is all that is linked into the process: there is no libc.
    let (args, system) = unsafe { (Args::new(stack.add(1).cast()), Linux::without_libc()) };
    exit_group(crate::main(system, args).into())
}

/// Keeps the compiler from making a call of memcpy or memset out of a loop: the loops here
/// are those functions.
#[inline(always)]
fn stays_a_loop() {
    // SAFETY: there is no instruction in it.
    unsafe { asm!("", options(nomem, nostack, preserves_flags)) };
}

/// `memcpy(3)`: the compiler turns copies and comparisons into calls of it and of the functions below.
/// Bytes count here, and there is little to copy: hence the plainest of loops.
///
/// # Safety
///
/// `n` bytes at `from` can be read, `n` at `to` written, and they do not overlap.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, n: usize) -> *mut u8 {
    for at in 0..n {
        // SAFETY: `at` is less than `n`.
        unsafe { *to.add(at) = *from.add(at) };
        stays_a_loop();
    }
    to
}

/// `memset(3)`
///
/// # Safety
///
/// `n` bytes at `to` can be written.
#[unsafe(no_mangle)]
unsafe extern "C" fn memset(to: *mut u8, byte: i32, n: usize) -> *mut u8 {
    let [byte, ..] = byte.to_le_bytes();
    for at in 0..n {
        // SAFETY: `at` is less than `n`.
        unsafe { *to.add(at) = byte };
        stays_a_loop();
    }
    to
}

/// `memmove(3)`
///
/// # Safety
///
/// `n` bytes at `from` can be read, and `n` at `to` written.
#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, n: usize) -> *mut u8 {
    for step in 0..n {
        // Forwards or backwards: no byte is written before it is read.
        let at = if to.cast_const() < from { step } else { n - 1 - step };
        // SAFETY: `at` is less than `n`.
        unsafe { *to.add(at) = *from.add(at) };
        stays_a_loop();
    }
    to
}

/// `memcmp(3)`
///
/// # Safety
///
/// `n` bytes at `a` and `n` at `b` can be read.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, n: usize) -> i32 {
    for at in 0..n {
        // SAFETY: `at` is less than `n`.
        let (a, b) = unsafe { (*a.add(at), *b.add(at)) };
        if a != b {
            return i32::from(a) - i32::from(b);
        }
        stays_a_loop();
    }
    0
}

/// `bcmp(3)`: whether bytes differ.
///
/// # Safety
///
/// As of [`memcmp`].
#[unsafe(no_mangle)]
unsafe extern "C" fn bcmp(a: *const u8, b: *const u8, n: usize) -> i32 {
    // SAFETY: the caller's word.
    unsafe { memcmp(a, b, n) }
}

/// Only one assertion of rustix's can panic in a release build: that the kernel's answer to
/// socket(2) is not -1 (a test looks for others). So there are no words for it.
#[cfg(not(test))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    exit_group(FAILED.into())
}
