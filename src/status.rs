// SPDX-License-Identifier: MIT OR Apache-2.0
//! The state of bonds: read from one dump of the kernel's interfaces, judged, and printed for people (`-s`), as JSON,
//! or only if something is wrong (`--check`). It needs no privilege, no `/proc` and no `/sys`.

pub mod fields;
mod json;
pub mod judge;
pub mod read;
mod text;

use crate::kernel::{Errno, Kernel, Stream, System};
use crate::netlink::{By, Link};
use crate::output::{Message, Printer};
use fields::Fields;
use judge::Verdict;
use read::Bonds;
pub use text::{judge as judge_all, problem};

/// How the state of bonds is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// As JSON.
    Json,
    /// Only the problems.
    Problems,
}

/// Prints the state of these bonds, or of all if none is named, and returns the worst verdict.
pub fn run<S: System>(
    system: S,
    kernel: &S::Kernel,
    masters: &mut dyn Iterator<Item = &'_ [u8]>,
    format: Format,
    printer: &mut Printer<S>,
) -> Verdict {
    let mut verdict = Verdict::Whole;
    let json = format == Format::Json;
    let bonds = Bonds::read(system, kernel);
    if let Err(reason) = bonds {
        printer.fail(Message::Names, reason);
    }
    printer.to(Stream::Stdout);
    let mut fields = Fields { printer, json, first: true };
    if json {
        fields.open(b"", b'[');
    }
    match bonds {
        Err(_) => verdict = Verdict::Unknown,
        Ok(mut bonds) => {
            let mut name = masters.next();
            loop {
                let found = bonds.each(name, &mut |bond| match format {
                    Format::Text => text::print(&mut fields, bond),
                    Format::Json => json::print(&mut fields, bond),
                    Format::Problems => {
                        verdict = verdict.max(text::print_problems(fields.printer, bond))
                    }
                });
                if let Some(name) = name
                    && !found
                {
                    verdict = verdict.max(Verdict::Unknown);
                    fields.printer.master.read(name, false);
                    fields.printer.fail(Message::Settings, reason(kernel, name));
                    fields.printer.to(Stream::Stdout);
                }
                name = masters.next();
                if name.is_none() {
                    break;
                }
            }
        }
    }
    if json {
        fields.close(b']');
        fields.printer.put(b'\n');
    }
    verdict
}

/// The reason why there is no bond of this name.
fn reason<K: Kernel>(kernel: &K, name: &[u8]) -> Errno {
    match kernel.link(By::Name(name), &mut Link::NONE.clone()) {
        Ok(()) => Errno::OPNOTSUPP,
        Err(reason) => reason,
    }
}
