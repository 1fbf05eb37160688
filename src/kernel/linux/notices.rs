// SPDX-License-Identifier: MIT OR Apache-2.0
//! Notifications for a caller that waits for interfaces: rtnetlink's multicast group of links, and a timer.

use core::mem::MaybeUninit;

use rustix::event::{PollFd, PollFlags};
#[cfg(test)]
use rustix::fd::{AsFd, AsRawFd};
use rustix::net::netlink::SocketAddrNetlink;
use rustix::net::{AddressFamily, RecvFlags};
#[cfg(not(miri))]
use rustix::runtime_448b8ad740e2a26f::{How, KernelSigSet};
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec};

use crate::kernel::Notices;
use crate::sys::calls;
use crate::sys::errno::Result;
use crate::sys::fd::Fd;

/// RTMGRP_LINK of `linux/rtnetlink.h`
const LINKS: u32 = 1;

/// A socket that is readable when an interface has changed, and a timer that is when the time is over.
/// So no clock is read.
pub struct Sockets {
    links: Fd,
    timer: Fd,
    /// Signals that were held back before any were.
    #[cfg(not(miri))]
    held: KernelSigSet,
}

impl Sockets {
    pub fn new() -> Result<Self> {
        let links = Fd::socket(AddressFamily::NETLINK)?;
        let timer = calls::timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::CLOEXEC)?;
        let timer = Fd::own(timer);
        calls::bind(&links, &SocketAddrNetlink::new(0, LINKS))?;
        Ok(Self {
            links,
            timer,
            #[cfg(not(miri))]
            // SAFETY: the set stays as it is. (It cannot fail: the arguments are constants.)
            held: unsafe { calls::exchange_sigmask(How::BLOCK, None) }
                .unwrap_or(KernelSigSet::empty()),
        })
    }

    /// Its file descriptors.
    #[cfg(test)]
    pub(super) fn fds(&self) -> [i32; 2] {
        [&self.links, &self.timer].map(|fd| AsFd::as_fd(fd).as_raw_fd())
    }
}

/// Blocks these signals alone, and returns those that were blocked.
///
/// # Safety
///
/// The process had the same mask before.
#[cfg(not(miri))]
unsafe fn exchange(mask: &KernelSigSet) -> KernelSigSet {
    // SAFETY: the caller passes a mask that was good for all code in the process. (It cannot fail.)
    unsafe { calls::exchange_sigmask(How::SETMASK, Some(mask)) }.unwrap_or(KernelSigSet::empty())
}

impl Notices for Sockets {
    #[inline(never)] // Saves 51 bytes.
    fn set_timer(&mut self, seconds: u64) -> Result<()> {
        // A timer that is set to 0 never expires: hence one nanosecond more.
        let once = Itimerspec {
            it_interval: Timespec { tv_sec: 0, tv_nsec: 0 },
            it_value: Timespec { tv_sec: seconds.cast_signed(), tv_nsec: 1 },
        };
        Ok(calls::timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &once).map(|_| ())?)
    }

    fn wait(&mut self) -> Result<bool> {
        // SAFETY: it is the mask from before any change.
        #[cfg(not(miri))]
        let all = unsafe { exchange(&self.held) };
        let mut both =
            [PollFd::new(&self.links, PollFlags::IN), PollFd::new(&self.timer, PollFlags::IN)];
        // A signal that does not end the process wakes it.
        let _ = calls::poll(&mut both, None);
        let over = !both[1].revents().is_empty();
        // SAFETY: it is the mask from a moment ago.
        #[cfg(not(miri))]
        unsafe {
            exchange(&all)
        };
        // However many changes there were, the state is read once. So the notices are not parsed, and it
        // does not matter that longer ones are cut.
        let mut notice = [MaybeUninit::uninit(); 64];
        while calls::recv(&self.links, &mut notice, RecvFlags::DONTWAIT).is_ok() {}
        Ok(!over)
    }
}
