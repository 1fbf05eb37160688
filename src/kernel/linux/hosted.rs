//! The real kernel, for a process that goes on afterwards.

use core::ffi::CStr;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

#[cfg(not(miri))]
use rustix::runtime_448b8ad740e2a26f::{How, KernelSigSet};

use super::{Fd, Linux, Memory, Result, Socket, Stream, System, calls};

/// [`Linux`], for a process that goes on afterwards: all that is taken is given back. The thread has
/// its own signal mask again, memory is unmapped, and no file descriptor stays open.
///
/// An applet so runs within another program:
///
/// ```
/// use ifenslave::applet::Applet;
/// use ifenslave::kernel::Hosted;
///
/// let args: [&[u8]; 1] = [b"lo"];
/// let status = Applet::Ifenslave.run(Hosted, args.into_iter());
/// assert_eq!(status, ifenslave::DONE, "lo is shown");
/// ```
///
/// It writes to file descriptors 1 and 2: what the program's own buffers hold comes later, unless they
/// are flushed before. A signal for the process as a whole may go to another thread meanwhile, if there
/// is one that does not block it.
#[derive(Clone, Copy)]
pub struct Hosted;

impl System for Hosted {
    type Kernel = Socket;
    type File = Fd;
    type Memory = Mapped;
    type Held = Held;

    fn kernel(&self) -> Result<Socket> {
        Linux.kernel()
    }

    fn hold_signals(&self) -> Held {
        Held::new()
    }

    fn memory(&self, populated: bool) -> Result<Mapped> {
        Linux.memory(populated).map(|memory| Mapped(memory.into()))
    }

    fn open(&self, path: &CStr) -> Result<Fd> {
        Linux.open(path)
    }

    #[cfg(feature = "nameif")]
    fn stdin(&self) -> Result<Fd> {
        Linux.stdin()
    }

    #[cfg(feature = "nameif")]
    fn log(&self, text: &[u8]) {
        Linux.log(text);
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize> {
        Linux.write(stream, bytes)
    }
}

/// Memory that is unmapped when it is let go of.
pub struct Mapped(NonNull<Memory>);

impl Deref for Mapped {
    type Target = Memory;

    fn deref(&self) -> &Memory {
        // SAFETY: it is mapped as long as this lives, and nobody else has it.
        unsafe { self.0.as_ref() }
    }
}

impl DerefMut for Mapped {
    fn deref_mut(&mut self) -> &mut Memory {
        // SAFETY: as above.
        unsafe { self.0.as_mut() }
    }
}

impl Drop for Mapped {
    fn drop(&mut self) {
        // SAFETY: it is what was mapped, as a whole, and it is not used from here on. That cannot fail.
        let _ = unsafe { calls::munmap(self.0.as_ptr().cast(), size_of::<Memory>()) };
    }
}

/// The thread's signal mask as it was, which it gets again when this is let go of.
#[cfg(not(miri))]
pub struct Held {
    // What is waiting comes then.
    before: Option<KernelSigSet>,
    // The mask is the thread's own.
    _of_this_thread: core::marker::PhantomData<*const ()>,
}

#[cfg(not(miri))]
impl Held {
    fn new() -> Self {
        let all = KernelSigSet::all();
        // SAFETY: every signal comes in the end, and no code waits for one meanwhile.
        let before = unsafe { calls::exchange_sigmask(How::BLOCK, Some(&all)) };
        Self { before: before.ok(), _of_this_thread: core::marker::PhantomData }
    }
}

#[cfg(not(miri))]
impl Drop for Held {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            // SAFETY: it is the mask that the thread had.
            let _ = unsafe { calls::exchange_sigmask(How::SETMASK, Some(before)) };
        }
    }
}

/// Miri has no signals.
#[cfg(miri)]
pub struct Held;

#[cfg(miri)]
impl Held {
    fn new() -> Self {
        Self
    }
}
