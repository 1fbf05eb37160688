// SPDX-License-Identifier: MIT OR Apache-2.0
//! The instruction that calls the kernel, on each processor.

#![allow(unsafe_code)]

use core::mem::MaybeUninit;

/// An argument. The kernel reads as many as the system call has; the rest need no value.
type Word = MaybeUninit<usize>;

/// How many arguments a call has at most. 32-bit x86 has few registers: its system calls that would have more take a
/// pointer to an array of them.
const MOST: usize = if cfg!(target_arch = "x86") { 4 } else { 6 };

/// Calls the kernel, and returns its answer, or an errno as a negative number. The number of the call is `__NR_…` of
/// `linux_raw_sys`, which has it from the kernel's headers of each architecture.
///
/// # Safety
///
/// This system call takes these arguments.
#[inline(always)] // Most arguments are constants, or in the right registers already.
pub unsafe fn call<const N: usize>(number: u32, arguments: [usize; N]) -> usize {
    const { assert!(N <= MOST, "more arguments than registers") };
    // (A loop over the arguments would stay one.)
    let word =
        |at: usize| arguments.get(at).map_or(Word::uninit(), |&word: &usize| Word::new(word));
    let words = [word(0), word(1), word(2), word(3), word(4), word(5)];
    // SAFETY: the caller passes what this system call takes.
    unsafe { syscall(number as usize, words) }
}

/// Makes the system call of this number, and returns the answer, or an errno as a negative number.
///
/// # Safety
///
/// It takes these arguments.
#[cfg(not(any(miri, target_arch = "mips", target_arch = "x86")))]
#[inline(always)] // One instruction, and the registers that it needs.
unsafe fn syscall(number: usize, [a, b, c, d, e, f]: [Word; 6]) -> usize {
    use core::arch::asm;

    let answer: usize;
    // SAFETY: the caller passes what this system call takes. The kernel leaves all other registers as they are.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        asm!(
            "syscall", inlateout("rax") number => answer, in("rdi") a, in("rsi") b, in("rdx") c,
            in("r10") d, in("r8") e, in("r9") f, lateout("rcx") _, lateout("r11") _, options(nostack),
        );
        #[cfg(target_arch = "aarch64")]
        asm!(
            "svc #0", in("x8") number, inlateout("x0") a => answer, in("x1") b, in("x2") c,
            in("x3") d, in("x4") e, in("x5") f, options(nostack),
        );
        #[cfg(all(target_arch = "arm", not(target_feature = "thumb-mode")))]
        asm!(
            "svc #0", in("r7") number, inlateout("r0") a => answer, in("r1") b, in("r2") c, in("r3") d,
            in("r4") e, in("r5") f, options(nostack),
        );
        // In this mode, the compiler needs r7 for itself.
        #[cfg(all(target_arch = "arm", target_feature = "thumb-mode"))]
        asm!(
            "mov {saved}, r7", "mov r7, {number}", "svc #0", "mov r7, {saved}",
            saved = out(reg) _, number = in(reg) number, inlateout("r0") a => answer, in("r1") b, in("r2") c,
            in("r3") d, in("r4") e, in("r5") f, options(nostack),
        );
        #[cfg(target_arch = "riscv64")]
        asm!(
            "ecall", in("a7") number, inlateout("a0") a => answer, in("a1") b, in("a2") c,
            in("a3") d, in("a4") e, in("a5") f, options(nostack),
        );
        #[cfg(target_arch = "s390x")]
        asm!(
            "svc 0", in("r1") number, inlateout("r2") a => answer, in("r3") b, in("r4") c,
            in("r5") d, in("r6") e, in("r7") f, options(nostack),
        );
        // An error is a positive errno, and the summary overflow bit of the condition register.
        #[cfg(target_arch = "powerpc64")]
        {
            const SO: usize = 1 << 28;
            let conditions: usize;
            let positive: usize;
            asm!(
                "sc", "mfcr 9", lateout("r9") conditions, inlateout("r0") number => _,
                inlateout("r3") a => positive, inlateout("r4") b => _, inlateout("r5") c => _,
                inlateout("r6") d => _, inlateout("r7") e => _, inlateout("r8") f => _,
                out("r10") _, out("r11") _, out("r12") _, out("cr0") _, out("ctr") _, out("xer") _,
                options(nostack),
            );
            answer = if conditions & SO == 0 { positive } else { positive.wrapping_neg() };
        }
    }
    answer
}

/// The same for MIPS: a function of the C calling convention.
///
/// # Safety
///
/// As of the other one.
#[cfg(all(not(miri), target_arch = "mips"))]
#[inline(always)]
unsafe fn syscall(number: usize, [a, b, c, d, e, f]: [Word; 6]) -> usize {
    // The fifth argument and those after it are on the stack, where the kernel reads them, too. An error is a positive
    // errno, and register 7 is not 0.
    #[unsafe(naked)]
    unsafe extern "C" fn enter(
        a: Word,
        b: Word,
        c: Word,
        d: Word,
        e: Word,
        f: Word,
        number: usize,
    ) -> usize {
        core::arch::naked_asm!(
            "lw $v0, 24($sp)",
            "syscall",
            "beqz $a3, 1f",
            "negu $v0, $v0",
            "1: jr $ra",
        );
    }
    // SAFETY: the caller passes what this system call takes.
    unsafe { enter(a, b, c, d, e, f, number) }
}

/// The same for 32-bit x86: the number in eax, arguments in ebx, ecx, edx and esi, and the answer in eax.
///
/// # Safety
///
/// As of the first.
#[cfg(all(not(miri), target_arch = "x86"))]
#[inline(always)]
unsafe fn syscall(number: usize, [a, b, c, d, ..]: [Word; 6]) -> usize {
    #[unsafe(naked)]
    unsafe extern "C" fn enter(a: Word, b: Word, c: Word, d: Word, number: usize) -> usize {
        core::arch::naked_asm!(
            "push ebx",
            "push esi",
            "mov ebx, [esp + 12]",
            "mov ecx, [esp + 16]",
            "mov edx, [esp + 20]",
            "mov esi, [esp + 24]",
            "mov eax, [esp + 28]",
            "int 0x80",
            "pop esi",
            "pop ebx",
            "ret",
        );
    }
    // SAFETY: the caller passes what this system call takes.
    unsafe { enter(a, b, c, d, number) }
}

/// Miri makes no system calls: those of this module fail.
///
/// # Safety
///
/// As of the first.
#[cfg(miri)]
unsafe fn syscall(_: usize, _: [Word; 6]) -> usize {
    usize::from(crate::sys::errno::Errno::NOSYS.number()).wrapping_neg()
}
