// SPDX-License-Identifier: MIT OR Apache-2.0
//! `ifkit`: all applets in one executable.

use super::{Applet, is_help};
use crate::kernel::{Stream, System};
use crate::output::{Message, Printer};
use crate::parse;

/// The applets that this library was built with, and their names.
static APPLETS: &[(Applet, [u8; 9])] = &[
    #[cfg(feature = "ifconfig")]
    (Applet::Ifconfig, *b"ifconfig\0"),
    #[cfg(feature = "ifenslave")]
    (Applet::Ifenslave, *b"ifenslave"),
    #[cfg(feature = "nameif")]
    (Applet::Nameif, *b"nameif\0\0\0"),
];

/// Exit status: there is no such applet. Shells have it for a command that they do not find.
pub const NOT_FOUND: u8 = 127;

/// Runs the applet that the first argument names, which is the name of the executable, or else the
/// one that the second argument names. Either may be a path. Without a second argument, or with an option
/// (`--list`), it lists the applets; with `-h` or `--help`, after its usage.
pub fn run<'a, S, A>(system: S, mut args: A) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut printer = Applet::Ifkit.printer(system);
    let mut applet = args.next().and_then(find);
    if applet.is_none()
        && let Some(name) = args.next()
    {
        applet = find(name);
        if is_help(name) {
            printer.usage();
        } else if applet.is_none() && !name.starts_with(b"--") {
            printer.wrong(Message::NoApplet, name);
            printer.status = NOT_FOUND;
            return printer.finish();
        }
    }
    match applet {
        Some(applet) => applet.run(system, args),
        None => Applet::Ifkit.run_with(system, args, &mut printer),
    }
}

/// The applet whose name a path ends with: `/sbin/ifconfig`, for example.
fn find(path: &[u8]) -> Option<Applet> {
    let mut name = path;
    while let Some(rest) = name.get(parse::until(name, b'/').len() + 1..) {
        name = rest;
    }
    APPLETS.iter().find(|(_, known)| parse::until(known, 0) == name).map(|&(applet, _)| applet)
}

/// Prints the names of all applets, a line each.
pub(super) fn list<S: System>(printer: &mut Printer<S>) {
    printer.to(Stream::Stdout);
    for (_, name) in APPLETS {
        printer.word(parse::until(name, 0));
        printer.put(b'\n');
    }
}
