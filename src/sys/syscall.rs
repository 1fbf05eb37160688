//! The instruction that calls the kernel, on each architecture.
//!
//! The functions below move their arguments from the registers of the C calling convention to those of the system
//! call. The number comes last, so most arguments are in the right register already.

#![allow(unsafe_code)]

use core::mem::MaybeUninit;

use super::errno::{Errno, Result};

/// An argument. The kernel reads as many as the system call has; the rest need no value.
type Word = MaybeUninit<usize>;

/// How many arguments a call has at most. The system calls that would have more take a pointer to an array of them on
/// 32-bit x86, where registers are few, and on s390x (see [`call_in_memory`]).
const MOST: usize = if cfg!(any(target_arch = "x86", target_arch = "s390x")) { 4 } else { 6 };

/// Calls the kernel.
///
/// # Safety
///
/// This system call takes these arguments.
#[inline(always)]
pub unsafe fn call<const N: usize>(number: u32, arguments: [usize; N]) -> Result<usize> {
    const { assert!(N <= MOST, "more arguments than registers") };
    // (A loop would stay one.)
    let word = |at: usize| arguments.get(at).map_or(Word::uninit(), |&word| Word::new(word));
    let [a, b, c, d] = [word(0), word(1), word(2), word(3)];
    let number = number as usize;
    #[cfg(not(any(target_arch = "x86", target_arch = "s390x")))]
    let [e, f] = [word(4), word(5)];
    // SAFETY: the caller passes what this system call takes.
    #[cfg(not(any(target_arch = "x86", target_arch = "s390x")))]
    let answer = unsafe { syscall(a, b, c, d, e, f, number) };
    // SAFETY: as above.
    #[cfg(any(target_arch = "x86", target_arch = "s390x"))]
    let answer = unsafe { syscall(a, b, c, d, number) };
    match Errno::of_answer(answer) {
        Some(errno) => Err(errno),
        None => Ok(answer),
    }
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn syscall(a: Word, b: Word, c: Word, d: Word, e: Word, f: Word, number: usize) -> usize {
    let answer;
    unsafe {
        core::arch::asm!("syscall", inlateout("rax") number => answer, in("rdi") a, in("rsi") b, in("rdx") c,
            in("r10") d, in("r8") e, in("r9") f, lateout("rcx") _, lateout("r11") _, options(nostack));
    }
    answer
}

#[cfg(not(any(target_arch = "x86", target_arch = "s390x", target_arch = "x86_64", miri)))]
#[unsafe(naked)]
unsafe extern "C" fn syscall(
    a: Word,
    b: Word,
    c: Word,
    d: Word,
    e: Word,
    f: Word,
    number: usize,
) -> usize {
    use core::arch::naked_asm;

    #[cfg(target_arch = "x86_64")]
    naked_asm!("mov r10, rcx", "mov rax, [rsp + 8]", "syscall", "ret");
    #[cfg(target_arch = "aarch64")]
    naked_asm!("mov x8, x6", "svc #0", "ret");
    #[cfg(target_arch = "riscv64")]
    naked_asm!("mv a7, a6", "ecall", "ret");
    // The fifth argument and those after it are on the stack.
    #[cfg(target_arch = "arm")]
    naked_asm!(
        "push {{r4, r5, r7}}",
        "ldr r4, [sp, #12]",
        "ldr r5, [sp, #16]",
        "ldr r7, [sp, #20]",
        "svc #0",
        "pop {{r4, r5, r7}}",
        "bx lr",
    );
    // On these, an error is a positive errno and a flag: the summary overflow bit, or register 7.
    #[cfg(target_arch = "powerpc64")]
    naked_asm!("mr 0, 9", "sc", "bnslr", "neg 3, 3", "blr");
    // The fifth argument and those after it are on the stack, where the kernel reads them, too.
    #[cfg(target_arch = "mips")]
    naked_asm!("lw $v0, 24($sp)", "syscall", "beqz $a3, 1f", "negu $v0, $v0", "1: jr $ra");
}

#[cfg(all(any(target_arch = "x86", target_arch = "s390x"), not(miri)))]
#[unsafe(naked)]
unsafe extern "C" fn syscall(a: Word, b: Word, c: Word, d: Word, number: usize) -> usize {
    use core::arch::naked_asm;

    // All arguments are on the stack.
    #[cfg(target_arch = "x86")]
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
    );
    #[cfg(target_arch = "s390x")]
    naked_asm!("lgr %r1, %r6", "svc 0", "br %r14");
}

/// Miri calls functions of the C library, of which it knows those that map memory.
///
/// # Safety
///
/// As of [`call`].
#[cfg(miri)]
unsafe fn syscall(a: Word, b: Word, c: Word, d: Word, _: Word, _: Word, number: usize) -> usize {
    use core::ffi::{c_int, c_void};
    use linux_raw_sys::general::{__NR_mmap, __NR_mremap, __NR_munmap};

    unsafe extern "C" {
        fn mmap(at: *mut c_void, len: usize, p: c_int, f: c_int, fd: c_int, o: i64) -> *mut c_void;
        fn mremap(at: *mut c_void, old: usize, new: usize, flags: c_int, ...) -> *mut c_void;
        fn munmap(at: *mut c_void, len: usize) -> c_int;
    }
    const ENOSYS: usize = 38;
    let int = |word: Word| unsafe { word.assume_init() } as c_int;
    let pointer =
        |word: Word| core::ptr::with_exposed_provenance_mut(unsafe { word.assume_init() });
    // SAFETY: the caller passes what these functions take; both fail with -1 only.
    unsafe {
        match u32::try_from(number) {
            Ok(__NR_mmap) => {
                mmap(pointer(a), b.assume_init(), int(c), int(d), -1, 0).expose_provenance()
            }
            Ok(__NR_mremap) => {
                mremap(pointer(a), b.assume_init(), c.assume_init(), int(d)).expose_provenance()
            }
            Ok(__NR_munmap) => munmap(pointer(a), b.assume_init()) as usize,
            _ => ENOSYS.wrapping_neg(),
        }
    }
}
