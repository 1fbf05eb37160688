// SPDX-License-Identifier: MIT OR Apache-2.0
//! How much of what is tried over and over is tried under Miri.

/// All of these; under Miri, which takes a thousand times as long, the first and every `nth` after
/// it. It looks at what the code does to memory, and of each kind of case a few show that.
pub fn sampled<T>(all: impl IntoIterator<Item = T>, nth: usize) -> impl Iterator<Item = T> {
    all.into_iter().step_by(if cfg!(miri) { nth } else { 1 })
}
