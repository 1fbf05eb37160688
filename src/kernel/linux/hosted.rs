// SPDX-License-Identifier: MIT OR Apache-2.0
//! The real kernel, for a process that continues afterwards.

use core::ffi::CStr;

use super::memory::{Mapped, Unmapped};
use super::{Linux, Socket};
use crate::kernel::{Stream, System};
use crate::sys::calls::{self, How, SignalSet};
use crate::sys::errno::Result;
use crate::sys::fd::Fd;

/// `Hosted` blocks no signals with it, and unmaps the memory that it maps.
const LINUX: Linux = Linux::new();

/// [`Linux`], for a process that continues afterwards. When an applet returns, the signal mask of the thread is
/// restored, memory is unmapped, and no file descriptor stays open.
///
/// To run an applet within another program:
///
/// ```
/// use ifenslave::cli::Applet;
/// use ifenslave::kernel::Hosted;
///
/// let args: [&[u8]; 1] = [b"lo"];
/// let status = Applet::Ifenslave.run(Hosted, args.into_iter());
/// assert_eq!(status, ifenslave::DONE, "lo is shown");
/// ```
///
/// # Requirements
///
/// - **Threads**: any number of them may run applets at once, and none is created. Two applets that
///   change the same interfaces at once get in each other's way as two processes would. A
///   [`kernel`](System::kernel) belongs to the network namespace that the calling thread is in when it is
///   opened, and so do the sockets that are opened for single requests later: a thread must not change
///   its namespace while an applet runs.
/// - **Signals**: while interfaces are changed, all signals are blocked for the calling thread, except
///   those that glibc and musl use internally (32 to 34), so that other threads can call setuid(2) or
///   pthread_cancel(3). They arrive when the applet returns, or while it waits (`-w`). A signal for the
///   whole process goes to another thread, if there is one that does not block it. Handlers are not
///   changed. pthread_cancel(3) of the calling thread may leave a change half-way and file descriptors
///   open, so disable cancellation.
/// - **File descriptors** 0, 1 and 2 are the standard streams. If they are closed, reading and writing
///   fails with EBADF; no socket takes their place. Output bypasses the buffers of the process: flush
///   them before. A pipe without a reader sends SIGPIPE, as to any process. All file descriptors are
///   closed in the end, and marked close-on-exec: a program that another thread starts inherits none.
/// - **Stack**: 64 KiB.
/// - **Memory**: while interfaces are shown, 320 KiB are mapped, and more for more than some four thousand
///   interfaces. Nothing is allocated, and no static variable is written.
/// - **System calls**: those above, and ioctl(2), socket(2), send(2), recv(2), open(2), read(2), write(2),
///   mmap(2), mremap(2), munmap(2), rt_sigprocmask(2), poll(2) and timerfd_create(2) must be allowed (seccomp(2)). Changes
///   need CAP_NET_ADMIN.
#[derive(Clone, Copy, Debug)]
pub struct Hosted;

impl System for Hosted {
    type Kernel = Socket;
    type File = Fd;
    type Memory = Unmapped;
    type Held = Held;

    fn kernel(&self) -> Result<Socket> {
        LINUX.kernel()
    }

    fn hold_signals(&self) -> Held {
        Held::new()
    }

    fn process(&self) -> u32 {
        LINUX.process()
    }

    fn memory(&self, populated: bool) -> Result<Unmapped> {
        Mapped::new(populated).map(Unmapped)
    }

    fn open(&self, path: &CStr) -> Result<Fd> {
        LINUX.open(path)
    }

    fn stdin(&self) -> Result<Fd> {
        LINUX.stdin()
    }

    fn log(&self, text: &[u8]) {
        LINUX.log(text);
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize> {
        LINUX.write(stream, bytes)
    }
}

/// The signals that a C library keeps for itself, from the first real-time signal on: glibc cancels
/// threads with the first and has them change their user ID with the second; musl has one for timers, one
/// to cancel threads, and one to stop them all.
const LIBC_SIGNALS: [usize; 3] = [32, 33, 34];

/// The former signal mask of the thread, which is restored when this is dropped.
pub struct Held {
    // Signals that are pending are delivered then.
    before: SignalSet,
    // The mask is the thread's own.
    _of_this_thread: core::marker::PhantomData<*const ()>,
}

impl Held {
    fn new() -> Self {
        const ALL: SignalSet = {
            let [first, second, third] = LIBC_SIGNALS;
            SignalSet::ALL.without(first).without(second).without(third)
        };
        // SAFETY: no signal of a libc is in the set; and the others come in the end.
        let before = unsafe { calls::exchange_signals(How::Block, Some(&ALL)) };
        Self { before, _of_this_thread: core::marker::PhantomData }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: it is the mask that the thread had.
        let _ = unsafe { calls::exchange_signals(How::SetMask, Some(&self.before)) };
    }
}

#[cfg(all(test, not(miri)))]
mod tests {
    use std::fs;

    use rustix::fd::AsRawFd;
    use rustix::fs::OFlags;
    use rustix::net::AddressFamily;

    use super::*;

    /// The signals that are blocked for this thread, a bit each: SIGHUP is bit 0.
    #[allow(clippy::unwrap_used, reason = "for tests only")]
    fn blocked() -> u64 {
        let status = fs::read_to_string("/proc/thread-self/status").unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("SigBlk:\t")).unwrap();
        u64::from_str_radix(line, 16).unwrap()
    }

    /// All that can be blocked, but SIGKILL and SIGSTOP, and those that a C library has for itself.
    const ALL: u64 = !(1 << 8 | 1 << 18 | 0b111 << 31);

    #[test]
    fn no_signal_of_a_c_library_is_blocked_and_the_mask_is_restored() {
        let before = blocked();
        assert_ne!(before, ALL);
        let held = Hosted.hold_signals();
        assert_eq!(blocked(), ALL);
        drop(held);
        assert_eq!(blocked(), before);
    }

    #[test]
    #[cfg(feature = "boot")]
    fn waiting_leaves_the_mask_as_it_is() {
        use crate::kernel::{Kernel, LinkMonitor};

        let before = blocked();
        let mut monitor = Hosted.kernel().unwrap().monitor(false).unwrap();
        monitor.set_timer(0).unwrap();
        let held = Hosted.hold_signals();
        // It may be woken by a change of the network before its time is over.
        while monitor.wait().unwrap() {}
        assert_eq!(blocked(), ALL);
        drop(held);
        assert_eq!(blocked(), before);
    }

    #[test]
    fn no_other_program_inherits_a_file_descriptor() {
        let files = [
            Fd::socket(AddressFamily::INET).unwrap(),
            Hosted.open(c"/proc/self/status").unwrap(),
            Hosted.stdin().unwrap(),
        ];
        let is_closed_on_exec = |fd: i32| {
            let info = fs::read_to_string(format!("/proc/self/fdinfo/{fd}")).unwrap();
            let flags = info.lines().find_map(|line| line.strip_prefix("flags:\t")).unwrap();
            u32::from_str_radix(flags, 8).unwrap() & OFlags::CLOEXEC.bits() != 0
        };
        for fd in files {
            assert!(is_closed_on_exec(rustix::fd::AsFd::as_fd(&fd).as_raw_fd()));
        }
        #[cfg(feature = "boot")]
        {
            use crate::kernel::Kernel;

            let monitor = Hosted.kernel().unwrap().monitor(false).unwrap();
            assert!(monitor.fds().into_iter().all(is_closed_on_exec));
        }
    }
}
