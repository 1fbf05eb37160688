//! What wakes somebody who waits for interfaces: rtnetlink's multicast group of links, and a timer.

use core::mem::MaybeUninit;

use rustix::event::{PollFd, PollFlags};
use rustix::net::netlink::SocketAddrNetlink;
use rustix::net::{AddressFamily, RecvFlags};
#[cfg(not(miri))]
use rustix::runtime_448b8ad740e2a26f::{How, KernelSigSet};
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec};

use super::{Fd, Result, calls};
use crate::kernel::Notices;

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
    #[inline(never)]
    pub fn new() -> Result<Self> {
        let links = Fd::socket(AddressFamily::NETLINK)?;
        let timer = calls::timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::empty())?;
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

    /// Holds back what was held back before any change, or again all.
    #[cfg(not(miri))]
    #[inline(never)]
    fn let_in(&self, signals: bool) {
        let all = KernelSigSet::all();
        let held = if signals { &self.held } else { &all };
        // SAFETY: no code waits for a signal.
        let _ = unsafe { calls::kernel_sigprocmask(How::SETMASK, Some(held)) };
    }

    #[cfg(miri)]
    fn let_in(&self, _: bool) {}
}

impl Notices for Sockets {
    fn set_timer(&mut self, seconds: u64) -> Result<()> {
        // A timer that is set to 0 never expires: hence one nanosecond more.
        let once = Itimerspec {
            it_interval: Timespec { tv_sec: 0, tv_nsec: 0 },
            it_value: Timespec { tv_sec: seconds.cast_signed(), tv_nsec: 1 },
        };
        Ok(calls::timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &once).map(|_| ())?)
    }

    #[inline(never)]
    fn wait(&mut self) -> Result<bool> {
        self.let_in(true);
        let mut both =
            [PollFd::new(&self.links, PollFlags::IN), PollFd::new(&self.timer, PollFlags::IN)];
        // A signal that does not end the process wakes it.
        let _ = calls::poll(&mut both, None);
        let over = !both[1].revents().is_empty();
        self.let_in(false);
        // However many changes there were, it is looked once what has become of them.
        let mut notice = [MaybeUninit::uninit(); 64];
        while calls::recv(&self.links, &mut notice, RecvFlags::DONTWAIT).is_ok() {}
        Ok(!over)
    }
}
