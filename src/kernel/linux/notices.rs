//! Notifications for a caller that waits for interfaces: rtnetlink's multicast group of links, and a timer.

use core::mem::MaybeUninit;

use crate::kernel::Notices;
use crate::sys::calls::{self, AF_NETLINK, MSG_DONTWAIT, SIG_BLOCK, SIG_SETMASK, SignalSet};
use crate::sys::errno::Result;
use crate::sys::fd::Fd;
use crate::sys::socket;

/// RTMGRP_LINK of `linux/rtnetlink.h`
const LINKS: u32 = 1;

/// A socket that is readable when an interface has changed, and a timer that is when the time is over.
/// So no clock is read.
pub struct Sockets {
    links: Fd,
    timer: Fd,
    /// Signals that were held back before any were.
    held: SignalSet,
}

impl Sockets {
    pub fn new() -> Result<Self> {
        let links = socket::open(AF_NETLINK)?;
        let timer = calls::timerfd_create()?;
        calls::bind_netlink(&links, LINKS)?;
        Ok(Self {
            links,
            timer,
            // SAFETY: no signal is added to the mask. (It cannot fail: the arguments are constants.)
            held: unsafe { exchange(SIG_BLOCK, &SignalSet::NONE) },
        })
    }

    /// Its file descriptors.
    #[cfg(test)]
    pub(super) fn fds(&self) -> [usize; 2] {
        [&self.links, &self.timer].map(Fd::number)
    }
}

/// Changes the signal mask, and returns the former one.
///
/// # Safety
///
/// The process had the same mask before.
unsafe fn exchange(how: u32, set: &SignalSet) -> SignalSet {
    // SAFETY: the caller passes a mask that was good for all code in the process. (It cannot fail.)
    unsafe { calls::exchange_signals(how, set) }.unwrap_or(SignalSet::NONE)
}

impl Notices for Sockets {
    #[inline(never)] // Saves 51 bytes.
    fn set_timer(&mut self, seconds: u64) -> Result<()> {
        // A timer that is set to 0 never expires: hence one nanosecond more.
        calls::timerfd_settime(&self.timer, usize::try_from(seconds).unwrap_or(usize::MAX), 1)
    }

    fn wait(&mut self) -> Result<bool> {
        // SAFETY: it is the mask from before any change.
        let all = unsafe { exchange(SIG_SETMASK, &self.held) };
        // A signal that does not end the process wakes it.
        let over = calls::poll(&self.links, &self.timer);
        // SAFETY: it is the mask from a moment ago.
        unsafe { exchange(SIG_SETMASK, &all) };
        // However many changes there were, the state is read once. So the notices are not parsed, and it
        // does not matter that longer ones are cut.
        let mut notice = [MaybeUninit::uninit(); 64];
        while calls::recv(&self.links, &mut notice, MSG_DONTWAIT).is_ok() {}
        Ok(!over)
    }
}
