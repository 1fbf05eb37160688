// SPDX-License-Identifier: MIT OR Apache-2.0
//! The confirmation of a change that is tried: Enter on standard input, or a signal.

use rustix::event::{PollFd, PollFlags};

use super::STDIN;
use crate::kernel::Answer;
use crate::sys::calls::{self, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SignalSet};
use crate::sys::errno::{Errno, Result};
use crate::sys::fd::Fd;

/// SIGUSR1 confirms the change, the others reject it.
const SIGNALS: SignalSet =
    SignalSet::NONE.with(SIGUSR1).with(SIGHUP).with(SIGINT).with(SIGQUIT).with(SIGTERM);

/// The bytes of `struct signalfd_siginfo`, which begins with the number of the signal.
const SIGINFO: usize = 128;

/// Receives the confirmation. Signals are blocked, and arrive here.
pub struct Trial {
    signals: Fd,
    /// The answer of a signal.
    answer: Option<Answer>,
    /// Standard input has not ended.
    has_input: bool,
}

impl Trial {
    /// From now on, signals are answers.
    pub fn new() -> Result<Self> {
        let signals = Fd::own(calls::signal_fd(&SIGNALS)?).above_streams()?;
        Ok(Self { signals, answer: None, has_input: true })
    }

    /// Waits for a notification or the timer: false if it was the timer. EINTR if the change is rejected.
    pub fn wait(&mut self, monitor: &Fd, timer: &Fd) -> Result<bool> {
        if self.answer == Some(Answer::Rejected) {
            return Err(Errno::INTR);
        }
        let mut fds = [monitor, timer, &self.signals].map(|fd| PollFd::new(fd, PollFlags::IN));
        let _ = calls::poll(&mut fds, None);
        let [_, over, signal] = fds.map(|fd| !fd.revents().is_empty());
        if signal {
            self.read_signal();
        }
        if self.answer == Some(Answer::Rejected) { Err(Errno::INTR) } else { Ok(!over) }
    }

    /// Waits for the answer, or the timer.
    pub fn answer(&mut self, timer: &Fd) -> Answer {
        loop {
            if let Some(answer) = self.answer {
                return answer;
            }
            let mut fds = [
                PollFd::new(timer, PollFlags::IN),
                PollFd::new(&self.signals, PollFlags::IN),
                PollFd::from_borrowed_fd(STDIN, PollFlags::IN),
            ];
            let count = if self.has_input { fds.len() } else { fds.len() - 1 };
            let _ = calls::poll(fds.get_mut(..count).unwrap_or_default(), None);
            let [over, signal, input] = fds.map(|fd| !fd.revents().is_empty());
            if over {
                return Answer::Rejected;
            }
            if signal {
                self.read_signal();
            } else if input {
                let mut text = [0; 64];
                match calls::read(STDIN, &mut text) {
                    Ok(1..) if text.contains(&b'\n') => return Answer::Confirmed,
                    Ok(1..) => {}
                    _ => {
                        self.has_input = false;
                        return Answer::NoInput;
                    }
                }
            }
        }
    }

    /// Reads the signal that has arrived.
    fn read_signal(&mut self) {
        let mut info = [0; SIGINFO];
        if calls::read(&self.signals, &mut info).is_ok() {
            let [a, b, c, d, ..] = info;
            let confirmed = u32::from_ne_bytes([a, b, c, d]) == SIGUSR1;
            self.answer = Some(if confirmed { Answer::Confirmed } else { Answer::Rejected });
        }
    }
}
