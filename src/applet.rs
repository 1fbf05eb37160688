//! The applets: programs by the names and the command lines that BusyBox has for them.

#[cfg(feature = "ifconfig")]
pub mod ifconfig;
#[cfg(feature = "ifenslave")]
pub mod ifenslave;
#[cfg(feature = "nameif")]
pub mod nameif;

use crate::kernel::System;
use crate::text::Printer;
#[cfg(feature = "ifkit")]
use crate::{
    kernel::{IfName, Stream},
    text::Message,
};

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

/// What they are called by: names like those of interfaces.
#[cfg(feature = "ifkit")]
static NAMES: &[IfName] = &[
    #[cfg(feature = "ifconfig")]
    IfName::from_field(*b"ifconfig\0\0\0\0\0\0\0\0"),
    #[cfg(feature = "ifenslave")]
    IfName::from_field(*b"ifenslave\0\0\0\0\0\0\0"),
    #[cfg(feature = "nameif")]
    IfName::from_field(*b"nameif\0\0\0\0\0\0\0\0\0\0"),
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
        let slash = path.iter().rposition(|&byte| byte == b'/');
        let name = IfName::new(path.get(slash.map_or(0, |at| at + 1)..)?, false)?;
        let at = NAMES.iter().position(|known| *known == name)?;
        Self::ALL.get(at).copied()
    }

    /// Whether `--help` is an option like others.
    #[cfg(any(feature = "ifconfig", feature = "nameif"))]
    fn has_help(self) -> bool {
        match self {
            #[cfg(feature = "ifenslave")]
            Self::Ifenslave => true,
            _ => false,
        }
    }

    #[cfg_attr(
        not(any(feature = "ifconfig", feature = "ifenslave", feature = "nameif")),
        allow(unreachable_code, unused_mut, unused_variables)
    )]
    /// Runs it and returns its exit status: `args` are the arguments after the program's own name.
    pub fn run<'a, S, A>(self, system: S, args: A) -> u8
    where
        S: System,
        A: Iterator<Item = &'a [u8]> + Clone,
    {
        let mut printer = Printer::new(system, self);
        #[cfg(any(feature = "ifconfig", feature = "nameif"))]
        if !self.has_help() && args.clone().next() == Some(b"--help") {
            printer.usage();
            return printer.finish();
        }
        match self {
            #[cfg(feature = "ifconfig")]
            Self::Ifconfig => ifconfig::run(system, args, &mut printer),
            #[cfg(feature = "ifenslave")]
            Self::Ifenslave => ifenslave::run(system, args, &mut printer),
            #[cfg(feature = "ifkit")]
            Self::Ifkit => list(&mut printer),
            #[cfg(feature = "nameif")]
            Self::Nameif => nameif::run(system, args, &mut printer),
        }
        printer.finish()
    }
}

/// Runs the applet that an executable is called by, as its first argument tells, or else the one that
/// the second names: by a path or not. Where there is no second argument, or an option (`--list`), it lists them.
#[cfg(feature = "ifkit")]
pub fn run<'a, S, A>(system: S, mut args: A) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut applet = args.next().and_then(Applet::of);
    if applet.is_none()
        && let Some(name) = args.next()
        && !name.starts_with(b"--")
    {
        applet = Applet::of(name);
        if applet.is_none() {
            let mut printer = Printer::new(system, Applet::Ifkit);
            printer.wrong(Message::NO_APPLET, name);
            printer.status = NOT_FOUND;
            return printer.finish();
        }
    }
    applet.unwrap_or(Applet::Ifkit).run(system, args)
}

/// Exit status: there is no such applet. It is a shell's for a command that it does not find.
#[cfg(feature = "ifkit")]
pub const NOT_FOUND: u8 = 127;

/// Prints the names of all applets, a line each.
#[cfg(feature = "ifkit")]
fn list<S: System>(printer: &mut Printer<S>) {
    printer.to(Stream::Stdout);
    for name in NAMES {
        printer.word(name.as_bytes());
        printer.put(b'\n');
    }
}
