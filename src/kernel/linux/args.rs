//! The arguments that a program is started with.

use core::ffi::CStr;
use core::marker::PhantomData;
use core::slice;

/// A C program's `argv`: each argument, up to the null pointer that ends them.
#[derive(Clone)]
pub struct Args<'a>(*const *const u8, PhantomData<&'a [u8]>);

impl Args<'_> {
    /// The arguments from this one on.
    ///
    /// # Safety
    ///
    /// `argv` is an array of pointers that ends with a null pointer; each of the others is to a
    /// string that ends with a NUL. All of it lives as long as `'a`, and is not written meanwhile.
    pub unsafe fn new(argv: *const *const u8) -> Self {
        Self(argv, PhantomData)
    }
}

impl Args<'_> {
    /// The arguments after the first, which is the name of the program.
    pub fn after_name(self) -> Self {
        // SAFETY: the first of them is a null pointer, or one follows it.
        unsafe { if (*self.0).is_null() { self } else { Self(self.0.add(1), PhantomData) } }
    }
}

impl<'a> Iterator for Args<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        // SAFETY: `self.0` is within the array, and its pointers are as the caller of `new` promised.
        unsafe {
            let arg = *self.0;
            if arg.is_null() {
                return None;
            }
            self.0 = self.0.add(1);
            let mut len = 0;
            while *arg.add(len) != 0 {
                len += 1;
                stays_a_loop();
            }
            Some(slice::from_raw_parts(arg, len))
        }
    }
}

/// An argument as the C string that it was, if there is room for it and its NUL.
// CStr::from_bytes_until_nul takes 200 bytes more.
pub fn c_string<'a>(argument: &[u8], room: &'a mut [u8]) -> Option<&'a CStr> {
    let mut bytes = argument.iter().copied();
    for (at, place) in room.iter_mut().enumerate() {
        *place = bytes.next().unwrap_or(0);
        if *place == 0 {
            // SAFETY: this is the first NUL.
            return Some(unsafe { CStr::from_bytes_with_nul_unchecked(room.get(..=at)?) });
        }
    }
    None
}

/// Keeps the compiler from making a call of strlen out of a loop: there is none to call.
fn stays_a_loop() {
    // SAFETY: there is no instruction in it.
    #[cfg(not(miri))]
    unsafe {
        core::arch::asm!("", options(nomem, nostack, preserves_flags));
    }
}
