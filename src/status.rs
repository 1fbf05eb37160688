//! The state of bonds, by what their driver tells: SIOCBONDINFOQUERY and SIOCBONDSLAVEINFOQUERY, for which
//! no privilege is needed, no `/proc` and no `/sys`.

use crate::kernel::{Kernel, System};
use crate::text::Printer;

/// Tells of these bonds, or of all where none is named: in JSON, or for people.
pub fn run<S: System>(
    kernel: &impl Kernel,
    masters: &mut dyn Iterator<Item = &'_ [u8]>,
    json: bool,
    printer: &mut Printer<S>,
) {
    let _ = (kernel, masters, json, printer);
}
