//! The applets: programs by the names and the command lines that BusyBox has for them.

#[cfg(feature = "ifconfig")]
pub mod ifconfig;
#[cfg(feature = "ifenslave")]
pub mod ifenslave;
#[cfg(feature = "nameif")]
pub mod nameif;

use crate::kernel::System;
#[cfg(any(
    feature = "ifconfig",
    feature = "ifenslave",
    feature = "nameif",
    feature = "ifkit"
))]
use crate::output::Message;
use crate::output::Printer;
#[cfg(feature = "ifkit")]
use crate::{kernel::Stream, parse};

/// One of the applets that this library was built with, in the order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applet {
    /// Configures an interface.
    #[cfg(feature = "ifconfig")]
    Ifconfig,
    /// Attaches interfaces to a bond.
    #[cfg(feature = "ifenslave")]
    Ifenslave,
    /// Names interfaces by their hardware addresses.
    #[cfg(feature = "nameif")]
    Nameif,
    /// Lists the others.
    #[cfg(feature = "ifkit")]
    Ifkit,
}

/// What they are called by.
#[cfg(feature = "ifkit")]
static NAMES: &[[u8; 9]] = &[
    #[cfg(feature = "ifconfig")]
    *b"ifconfig\0",
    #[cfg(feature = "ifenslave")]
    *b"ifenslave",
    #[cfg(feature = "nameif")]
    *b"nameif\0\0\0",
];

impl Applet {
    /// Those that do something.
    pub const ALL: &[Self] = &[
        #[cfg(feature = "ifconfig")]
        Self::Ifconfig,
        #[cfg(feature = "ifenslave")]
        Self::Ifenslave,
        #[cfg(feature = "nameif")]
        Self::Nameif,
    ];

    /// The applet that a path ends with, as `/sbin/ifconfig` does.
    #[cfg(feature = "ifkit")]
    #[inline(never)]
    pub fn of(path: &[u8]) -> Option<Self> {
        let mut name = path;
        while let Some(rest) = name.get(parse::until(name, b'/').len() + 1..) {
            name = rest;
        }
        let at = NAMES.iter().position(|known| parse::until(known, 0) == name)?;
        Self::ALL.get(at).copied()
    }

    /// Whether the applet itself knows the options `-h` and `--help`.
    #[cfg(any(feature = "ifconfig", feature = "nameif"))]
    fn has_help(self) -> bool {
        match self {
            #[cfg(feature = "ifenslave")]
            Self::Ifenslave => true,
            _ => false,
        }
    }

    /// Runs it and returns its exit status: `args` are the arguments after the program's own name.
    #[cfg_attr(
        not(any(feature = "ifconfig", feature = "ifenslave", feature = "nameif")),
        allow(unreachable_code)
    )]
    pub fn run<'a, S, A>(self, system: S, args: A) -> u8
    where
        S: System,
        A: Iterator<Item = &'a [u8]> + Clone,
    {
        run_applet(system, args, &mut Printer::new(system, self))
    }
}

/// Runs the applet that the printer prints for, and returns its exit status.
#[cfg_attr(
    not(any(feature = "ifconfig", feature = "ifenslave", feature = "nameif")),
    allow(unreachable_code, unused_variables)
)]
fn run_applet<'a, S, A>(system: S, args: A, printer: &mut Printer<S>) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    #[cfg(any(feature = "ifconfig", feature = "nameif"))]
    if !printer.applet.has_help() && args.clone().next().is_some_and(is_help) {
        printer.usage();
        return printer.finish();
    }
    match printer.applet {
        #[cfg(feature = "ifconfig")]
        Applet::Ifconfig => ifconfig::run(system, args, printer),
        #[cfg(feature = "ifenslave")]
        Applet::Ifenslave => ifenslave::run(system, args, printer),
        #[cfg(feature = "ifkit")]
        Applet::Ifkit => list(printer),
        #[cfg(feature = "nameif")]
        Applet::Nameif => nameif::run(system, args, printer),
    }
    printer.finish()
}

/// Whether an argument asks for help.
#[cfg(any(feature = "ifconfig", feature = "ifkit", feature = "nameif"))]
fn is_help(argument: &[u8]) -> bool {
    matches!(argument, b"-h" | b"--help")
}

/// Opens the way to the kernel's network configuration, or says why there is none.
#[cfg(any(feature = "ifconfig", feature = "ifenslave", feature = "nameif"))]
fn kernel<S: System>(system: S, printer: &mut Printer<S>) -> Option<S::Kernel> {
    match system.kernel() {
        Ok(kernel) => Some(kernel),
        Err(reason) => {
            printer.fail(Message::Socket, reason);
            None
        }
    }
}

/// Runs the applet that the first argument names, which is what the executable is called by, or else the
/// one that the second argument names. Either may be a path. Without a second argument, or with an option
/// (`--list`), it lists the applets; with `-h` or `--help`, after its usage.
#[cfg(feature = "ifkit")]
pub fn run<'a, S, A>(system: S, mut args: A) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut printer = Printer::new(system, Applet::Ifkit);
    let mut applet = args.next().and_then(Applet::of);
    if applet.is_none()
        && let Some(name) = args.next()
    {
        applet = Applet::of(name);
        if is_help(name) {
            printer.usage();
        } else if applet.is_none() && !name.starts_with(b"--") {
            printer.wrong(Message::NoApplet, name);
            printer.status = NOT_FOUND;
            return printer.finish();
        }
    }
    printer.applet = applet.unwrap_or(Applet::Ifkit);
    run_applet(system, args, &mut printer)
}

/// Exit status: there is no such applet. It is a shell's for a command that it does not find.
#[cfg(feature = "ifkit")]
pub const NOT_FOUND: u8 = 127;

/// Prints the names of all applets, a line each.
#[cfg(feature = "ifkit")]
fn list<S: System>(printer: &mut Printer<S>) {
    printer.to(Stream::Stdout);
    for name in NAMES {
        printer.word(parse::until(name, 0));
        printer.put(b'\n');
    }
}
