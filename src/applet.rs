//! The applets: programs by the names and the command lines that BusyBox has for them.

#[cfg(feature = "ifconfig")]
pub mod ifconfig;
#[cfg(feature = "ifenslave")]
pub mod ifenslave;
#[cfg(feature = "nameif")]
pub mod nameif;

use crate::kernel::{IfName, System};
use crate::text::Printer;
#[cfg(feature = "ifkit")]
use crate::{kernel::Stream, text::Message};

/// One of the applets that this library was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applet {
    /// Configures an interface.
    #[cfg(feature = "ifconfig")]
    Ifconfig,
    /// Attaches interfaces to a bond.
    #[cfg(feature = "ifenslave")]
    Ifenslave,
    /// Lists the others.
    #[cfg(feature = "ifkit")]
    Ifkit,
    /// Names interfaces by their hardware addresses.
    #[cfg(feature = "nameif")]
    Nameif,
}

impl Applet {
    /// Those that do something, in the order of their names.
    pub const ALL: &[Self] = &[
        #[cfg(feature = "ifconfig")]
        Self::Ifconfig,
        #[cfg(feature = "ifenslave")]
        Self::Ifenslave,
        #[cfg(feature = "nameif")]
        Self::Nameif,
    ];

    /// What it is called by. (It has the form of an interface's name.)
    pub const fn name(self) -> IfName {
        IfName::from_field(match self {
            #[cfg(feature = "ifconfig")]
            Self::Ifconfig => *b"ifconfig\0\0\0\0\0\0\0\0",
            #[cfg(feature = "ifenslave")]
            Self::Ifenslave => *b"ifenslave\0\0\0\0\0\0\0",
            #[cfg(feature = "ifkit")]
            Self::Ifkit => *b"ifkit\0\0\0\0\0\0\0\0\0\0\0",
            #[cfg(feature = "nameif")]
            Self::Nameif => *b"nameif\0\0\0\0\0\0\0\0\0\0",
        })
    }

    /// The applet that a path ends with, as `/sbin/ifconfig` does.
    pub fn of(path: &[u8]) -> Option<Self> {
        let name = IfName::new(path.rsplit(|&byte| byte == b'/').next()?, false)?;
        Self::ALL.iter().copied().find(|applet| applet.name() == name)
    }

    /// Runs it and returns its exit status: `args` are the arguments after the program's own name.
    pub fn run<'a, S, A>(self, system: S, args: A) -> u8
    where
        S: System,
        A: Iterator<Item = &'a [u8]> + Clone,
    {
        let mut printer = Printer::new(system, self);
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
/// the second names: by a path or not. Where there is no second argument, it lists them.
#[cfg(feature = "ifkit")]
pub fn run<'a, S, A>(system: S, mut args: A) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut applet = args.next().and_then(Applet::of);
    if applet.is_none()
        && let Some(name) = args.next()
        && !matches!(name, b"--help" | b"--list")
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
    for applet in Applet::ALL {
        printer.word(applet.name().as_bytes());
        printer.put(b'\n');
    }
}
