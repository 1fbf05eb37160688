// SPDX-License-Identifier: MIT OR Apache-2.0
//! Changes that print nothing: a failure is returned, not reported.

use core::ffi::CStr;

use super::{Error, Result};
use crate::DONE;
use crate::bond::{Failure, Options, Outcome};
use crate::create::BondChange;
use crate::kernel::{self, Errno, IfName, Stream, System};
use crate::output::{Message, Printer};

/// A system whose streams drop everything that is written to them.
#[derive(Clone, Copy)]
pub(super) struct Silent<S>(S);

impl<S: System> System for Silent<S> {
    type Kernel = S::Kernel;
    type File = S::File;
    type Memory = S::Memory;
    type Held = S::Held;

    fn kernel(&self) -> kernel::Result<S::Kernel> {
        self.0.kernel()
    }

    fn hold_signals(&self) -> S::Held {
        self.0.hold_signals()
    }

    fn lock_memory(&self) {
        self.0.lock_memory();
    }

    fn process(&self) -> u32 {
        self.0.process()
    }

    fn memory(&self, populated: bool) -> kernel::Result<S::Memory> {
        self.0.memory(populated)
    }

    fn open(&self, path: &CStr) -> kernel::Result<S::File> {
        self.0.open(path)
    }

    fn write(&self, _: Stream, bytes: &[u8]) -> kernel::Result<usize> {
        Ok(bytes.len())
    }
}

/// Performs a change while signals are held. If it fails, `undo` undoes what is done so far.
pub(super) fn perform<S: System, T>(
    system: S,
    change: impl FnOnce(&mut BondChange<'_, Silent<S>>) -> Outcome<T>,
    undo: impl FnOnce(&mut BondChange<'_, Silent<S>>),
) -> Result<T> {
    let kernel = system.kernel().map_err(|reason| {
        Error::new(Failure::failed(Message::Socket, reason), IfName::NONE, IfName::NONE)
    })?;
    let _held = system.hold_signals();
    let mut messages =
        Printer::new(Silent(system), Message::PrefixIfenslave, Message::UsageIfenslave);
    let mut tx = BondChange::new(Silent(system), kernel, Options::default(), &mut messages);
    let outcome = change(&mut tx).map_err(|failure| {
        let error = Error::of(&tx, failure);
        // Without privilege, nothing was changed, and nothing could be restored.
        if tx.change.steps != 0 || failure.reason != Some(Errno::PERM) {
            undo(&mut tx);
        }
        error
    });
    // Whatever cannot be restored is a failure, which the printer knows of.
    let is_restored = tx.change.messages.status == DONE;
    match outcome {
        Ok(_) if !is_restored => Err(Error::lost(&tx)),
        outcome => outcome.map_err(|error| error.restored(is_restored)),
    }
}
