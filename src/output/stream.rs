// SPDX-License-Identifier: MIT OR Apache-2.0
//! The buffer in front of the standard streams.

use super::{Message, Printer};
use crate::kernel::{Errno, Result, Stream, System};

impl<S: System> Printer<S> {
    /// Prints a byte.
    #[inline(never)]
    pub fn put(&mut self, byte: u8) {
        if self.buffer.is_full() {
            self.flush();
        }
        let _ = self.buffer.push(byte);
    }

    /// Changes the stream: everything that is printed from here on goes to this one.
    #[inline(never)]
    pub fn to(&mut self, stream: Stream) {
        if self.stream != stream {
            self.flush();
            self.stream = stream;
        }
    }

    /// Writes the buffer to its stream.
    #[inline(never)]
    pub fn flush(&mut self) {
        let mut rest = self.buffer.as_slice();
        #[cfg(feature = "nameif")]
        if self.log && self.stream == Stream::Stderr && !rest.is_empty() {
            self.system.log(rest);
        }
        // After an error, nothing more is written to standard output: it would be in the wrong place.
        while !rest.is_empty() && (self.stream == Stream::Stderr || self.outcome.is_ok()) {
            let reason = match self.system.write(self.stream, rest) {
                Ok(written @ 1..) => {
                    rest = rest.get(written..).unwrap_or_default();
                    continue;
                }
                Ok(0) => Errno::IO,
                Err(reason) => reason,
            };
            // An error of standard error cannot be reported anywhere.
            if self.stream == Stream::Stdout {
                self.outcome = Err(reason);
            }
            break;
        }
        self.buffer.clear();
    }

    /// The first error of standard output.
    pub fn outcome(&self) -> Result<()> {
        self.outcome
    }

    /// Writes the buffer, reports an error of standard output, and returns the exit status.
    pub fn finish(&mut self) -> u8 {
        self.flush();
        if let Err(reason) = self.outcome {
            self.fail(Message::Stdout, reason);
            self.flush();
        }
        self.status
    }
}
