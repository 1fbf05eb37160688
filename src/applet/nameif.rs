//! `nameif`: name interfaces by their hardware addresses.

use crate::kernel::System;
use crate::text::Printer;

/// Does what the arguments ask for; the exit status is the printer's.
pub fn run<'a, S, A>(_system: S, _args: A, _printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
}
