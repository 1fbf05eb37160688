// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command lines: each applet reads its arguments, and reports with its exit status what came of them.

#[cfg(feature = "ifconfig")]
pub mod ifconfig;
#[cfg(feature = "ifenslave")]
pub mod ifenslave;
#[cfg(feature = "ifkit")]
pub mod ifkit;
#[cfg(feature = "nameif")]
pub mod nameif;

use crate::FAILED;
use crate::kernel::System;
use crate::output::{Message, Printer};

/// An applet: a program with the name and the command line that BusyBox gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applet {
    /// Configures an interface.
    Ifconfig,
    /// Attaches interfaces to a bond.
    Ifenslave,
    /// Names interfaces by their hardware addresses.
    Nameif,
    /// Lists the others.
    Ifkit,
}

impl Applet {
    /// Runs it and returns its exit status: `args` are the arguments after the program's own name. If this
    /// library was built without the applet, that is [`FAILED`].
    pub fn run<'a, S, A>(self, system: S, args: A) -> u8
    where
        S: System,
        A: Iterator<Item = &'a [u8]> + Clone,
    {
        self.run_with(system, args, &mut self.printer(system))
    }

    /// A printer for the applet.
    fn printer<S: System>(self, system: S) -> Printer<S> {
        let (prefix, usage) = match self {
            Self::Ifconfig => (Message::PrefixIfconfig, Message::UsageIfconfig),
            Self::Ifenslave => (Message::PrefixIfenslave, Message::UsageIfenslave),
            Self::Nameif => (Message::PrefixNameif, Message::UsageNameif),
            Self::Ifkit => (Message::PrefixIfkit, Message::UsageIfkit),
        };
        Printer::new(system, prefix, usage)
    }

    /// Runs it with a printer of its own, and returns its exit status.
    #[allow(unreachable_patterns, unused_variables)] // With all applets, and without any.
    fn run_with<'a, S, A>(self, system: S, args: A, printer: &mut Printer<S>) -> u8
    where
        S: System,
        A: Iterator<Item = &'a [u8]> + Clone,
    {
        match self {
            #[cfg(feature = "ifconfig")]
            Self::Ifconfig => ifconfig::run(system, args, printer),
            #[cfg(feature = "ifenslave")]
            Self::Ifenslave => ifenslave::run(system, args, printer),
            #[cfg(feature = "ifkit")]
            Self::Ifkit => ifkit::list(printer),
            #[cfg(feature = "nameif")]
            Self::Nameif => nameif::run(system, args, printer),
            _ => printer.status = FAILED,
        }
        printer.finish()
    }
}

/// Whether an argument asks for help. (`ifenslave` has options of its own for that.)
pub fn is_help(argument: &[u8]) -> bool {
    matches!(argument, b"-h" | b"--help")
}

/// Opens the way to the kernel's network configuration, or reports why there is none.
pub fn open_kernel<S: System>(system: S, printer: &mut Printer<S>) -> Option<S::Kernel> {
    match system.kernel() {
        Ok(kernel) => Some(kernel),
        Err(reason) => {
            printer.fail(Message::Socket, reason);
            None
        }
    }
}
