//! The instruction that calls the kernel, on each architecture.

#![allow(unsafe_code)]

use core::mem::MaybeUninit;

use super::errno::{Errno, Result};

/// An argument. The kernel reads as many as the system call has; the rest need no value.
type Word = MaybeUninit<usize>;

/// How many arguments a call has at most. On 32-bit x86, where registers are few, and on s390x, system calls that would
/// have more take a pointer to an array of them.
const MOST: usize = if cfg!(any(target_arch = "x86", target_arch = "s390x")) { 4 } else { 6 };

/// Calls the kernel.
///
/// # Safety
///
/// This system call takes these arguments.
#[inline(always)] // With constants, most arguments are in the right registers already.
pub unsafe fn call<const N: usize>(number: u32, arguments: [usize; N]) -> Result<usize> {
    const { assert!(N <= MOST, "more arguments than registers") };
    // (A loop over the arguments would stay one.)
    let word = |at| arguments.get(at).map_or(Word::uninit(), |&word: &usize| Word::new(word));
    let words = [word(0), word(1), word(2), word(3), word(4), word(5)];
    // SAFETY: the caller passes what this system call takes.
    let answer = unsafe { syscall(number as usize, words) };
    match Errno::of_answer(answer) {
        Some(errno) => Err(errno),
        None => Ok(answer),
    }
}

/// Makes the system call of this number, and returns the answer, or an errno as a negative number.
///
/// # Safety
///
/// It takes these arguments.
#[cfg(not(any(miri, target_arch = "arm", target_arch = "mips", target_arch = "x86")))]
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
        #[cfg(target_arch = "riscv64")]
        asm!(
            "ecall", in("a7") number, inlateout("a0") a => answer, in("a1") b, in("a2") c,
            in("a3") d, in("a4") e, in("a5") f, options(nostack),
        );
        // An error is a positive errno and a flag.
        #[cfg(target_arch = "powerpc64")]
        asm!(
            "sc", "bns+ 1f", "neg 3, 3", "1:", inlateout("r0") number => _,
            inlateout("r3") a => answer, inlateout("r4") b => _, inlateout("r5") c => _,
            inlateout("r6") d => _, inlateout("r7") e => _, inlateout("r8") f => _, out("r9") _,
            out("r10") _, out("r11") _, out("r12") _, out("cr0") _, out("ctr") _, out("xer") _,
            options(nostack),
        );
        #[cfg(target_arch = "s390x")]
        {
            let _ = (e, f);
            asm!(
                "svc 0", in("r1") number, inlateout("r2") a => answer, in("r3") b, in("r4") c,
                in("r5") d, options(nostack),
            );
        }
    }
    answer
}

/// The same, where the compiler has registers of the call for itself: a function of the C calling convention.
///
/// # Safety
///
/// As of the other one.
#[cfg(all(not(miri), any(target_arch = "arm", target_arch = "mips", target_arch = "x86")))]
#[inline(always)]
unsafe fn syscall(number: usize, [a, b, c, d, e, f]: [Word; 6]) -> usize {
    use core::arch::naked_asm;

    // The fifth argument and those after it are on the stack.
    #[cfg(target_arch = "arm")]
    #[unsafe(naked)]
    unsafe extern "C" fn enter(
        _: Word,
        _: Word,
        _: Word,
        _: Word,
        e: Word,
        f: Word,
        number: usize,
    ) -> usize {
        naked_asm!(
            "push {{r4, r5, r7}}",
            "ldr r4, [sp, #12]",
            "ldr r5, [sp, #16]",
            "ldr r7, [sp, #20]",
            "svc #0",
            "pop {{r4, r5, r7}}",
            "bx lr",
        )
    }
    // Here the kernel reads them from the stack, too. An error is a positive errno, and register 7 is not 0.
    #[cfg(target_arch = "mips")]
    #[unsafe(naked)]
    unsafe extern "C" fn enter(
        _: Word,
        _: Word,
        _: Word,
        _: Word,
        e: Word,
        f: Word,
        number: usize,
    ) -> usize {
        naked_asm!("lw $v0, 24($sp)", "syscall", "beqz $a3, 1f", "negu $v0, $v0", "1: jr $ra")
    }
    // All are on the stack.
    #[cfg(target_arch = "x86")]
    #[unsafe(naked)]
    unsafe extern "C" fn enter(a: Word, b: Word, c: Word, d: Word, number: usize) -> usize {
        naked_asm!(
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
        )
    }
    // SAFETY: the caller passes what this system call takes.
    #[cfg(not(target_arch = "x86"))]
    unsafe {
        enter(a, b, c, d, e, f, number)
    }
    // SAFETY: as above.
    #[cfg(target_arch = "x86")]
    unsafe {
        let _ = (e, f);
        enter(a, b, c, d, number)
    }
}

/// Miri calls functions of the C library, of which it knows those that map memory.
///
/// # Safety
///
/// As of the first.
#[cfg(miri)]
unsafe fn syscall(number: usize, [a, b, c, d, ..]: [Word; 6]) -> usize {
    use core::ffi::{c_int, c_void};

    use linux_raw_sys::general::{__NR_mmap as MMAP, __NR_mremap as MREMAP, __NR_munmap as MUNMAP};

    unsafe extern "C" {
        fn mmap(
            start: *mut c_void,
            len: usize,
            protection: c_int,
            flags: c_int,
            fd: c_int,
            offset: i64,
        ) -> *mut c_void;
        fn mremap(start: *mut c_void, old_len: usize, len: usize, flags: c_int, ...)
        -> *mut c_void;
        fn munmap(start: *mut c_void, len: usize) -> c_int;
    }
    const ENOSYS: usize = 38;
    // SAFETY: the caller passes what these functions take. Each fails with -1.
    unsafe {
        let start = || core::ptr::with_exposed_provenance_mut(a.assume_init());
        let (b, c, d) = (|| b.assume_init(), || c.assume_init(), || d.assume_init());
        match u32::try_from(number) {
            Ok(MMAP) => mmap(start(), b(), c() as c_int, d() as c_int, -1, 0) as usize,
            Ok(MREMAP) => mremap(start(), b(), c(), d() as c_int) as usize,
            Ok(MUNMAP) => munmap(start(), b()) as usize,
            _ => ENOSYS.wrapping_neg(),
        }
    }
}
