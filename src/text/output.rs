//! The standard streams, buffered in a fixed space.

use heapless::Vec;

use crate::kernel::{Errno, Result, Stream, System};

/// Bytes on their way to a stream: written when the buffer is full and at [`Output::flush`].
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Output<'a, S> {
    system: &'a S,
    stream: Stream,
    outcome: Result<()>,
    buffer: Vec<u8, 2048>,
}

impl<'a, S: System> Output<'a, S> {
    /// An empty buffer for `stream`.
    pub fn new(system: &'a S, stream: Stream) -> Self {
        Self { system, stream, outcome: Ok(()), buffer: Vec::new() }
    }

    /// Appends `bytes`.
    pub fn push(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if self.buffer.is_full() {
                let _ = self.flush();
            }
            let _ = self.buffer.push(byte);
        }
    }

    /// Writes what is left. The error is that of the first write that failed, if one did: nothing
    /// is written after it.
    pub fn flush(&mut self) -> Result<()> {
        let mut rest = self.buffer.as_slice();
        while self.outcome.is_ok() && !rest.is_empty() {
            match self.system.write(self.stream, rest) {
                Ok(0) => self.outcome = Err(Errno::IO),
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(reason) => self.outcome = Err(reason),
            }
        }
        self.buffer.clear();
        self.outcome
    }
}
