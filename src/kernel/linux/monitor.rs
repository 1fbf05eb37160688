// SPDX-License-Identifier: MIT OR Apache-2.0
//! Notifications for a caller that waits for interfaces: rtnetlink's multicast group of links, and a timer.

use core::mem::MaybeUninit;

use rustix::event::{PollFd, PollFlags};
#[cfg(test)]
use rustix::fd::{AsFd, AsRawFd};
use rustix::net::netlink::SocketAddrNetlink;
use rustix::net::{AddressFamily, RecvFlags};
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec};

use super::trial::Trial;
use crate::kernel::{Answer, LinkMonitor};
use crate::sys::calls::{self, How, SignalSet};
use crate::sys::errno::{Errno, Result};
use crate::sys::fd::Fd;

/// RTMGRP_LINK of `linux/rtnetlink.h`
const LINKS: u32 = 1;

/// A socket that is readable when an interface has changed, and a timer that is when the time is over.
/// So no clock is read.
pub struct Sockets {
    links: Fd,
    timer: Fd,
    /// Signals that were held back before any were.
    held: SignalSet,
    /// A change is tried.
    trial: Option<Trial>,
}

impl Sockets {
    pub fn new(tried: bool) -> Result<Self> {
        let links = Fd::socket(AddressFamily::NETLINK)?;
        let timer = calls::timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::CLOEXEC)?;
        let timer = Fd::own(timer).above_streams()?;
        calls::bind(&links, &SocketAddrNetlink::new(0, LINKS))?;
        Ok(Self {
            links,
            timer,
            // SAFETY: the mask stays as it is.
            held: unsafe { calls::exchange_signals(How::SetMask, None) },
            trial: if tried { Some(Trial::new()?) } else { None },
        })
    }

    /// Its file descriptors.
    #[cfg(test)]
    pub(super) fn fds(&self) -> [i32; 2] {
        [&self.links, &self.timer].map(|fd| AsFd::as_fd(fd).as_raw_fd())
    }
}

impl Sockets {
    /// Waits for a notification or the timer, while signals are delivered. False if it was the timer.
    fn wait_with_signals(&self) -> bool {
        // SAFETY: it is the mask from before any change.
        let all = unsafe { calls::exchange_signals(How::SetMask, Some(&self.held)) };
        let mut both =
            [PollFd::new(&self.links, PollFlags::IN), PollFd::new(&self.timer, PollFlags::IN)];
        // A signal that does not end the process wakes it.
        let _ = calls::poll(&mut both, None);
        let over = !both[1].revents().is_empty();
        // SAFETY: it is the mask from a moment ago.
        unsafe { calls::exchange_signals(How::SetMask, Some(&all)) };
        !over
    }
}

impl LinkMonitor for Sockets {
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
        let more = match &mut self.trial {
            Some(trial) => trial.wait(&self.links, &self.timer),
            None => Ok(self.wait_with_signals()),
        };
        // However many changes there were, the state is read once. So the notices are not parsed, and it
        // does not matter that longer ones are cut.
        let mut notice = [MaybeUninit::uninit(); 64];
        while calls::recv(&self.links, &mut notice, RecvFlags::DONTWAIT).is_ok() {}
        more
    }

    fn answer(&mut self) -> Result<Answer> {
        self.trial.as_mut().map(|trial| trial.answer(&self.timer)).ok_or(Errno::INVAL)
    }
}
