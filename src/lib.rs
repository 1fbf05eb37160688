//! `ifenslave`: attach network interfaces to a Linux bond, detach them, choose the active one; and
//! show interfaces.
//!
//! Data flows one way, and nothing below knows what is above:
//!
//! ```text
//! args ──► Command ──► bond, show (policy) ──► kernel (requests, lists)
//!                          └─────────────────► text (messages, layout)
//! ```
//!
//! | module     | what it holds |
//! |------------|---------------|
//! | [`args`]   | the command line, by getopt_long's rules, to a [`args::Command`] |
//! | [`bond`]   | attach, detach and change active: the order of things, and undoing them |
//! | [`show`]   | which interfaces are shown, in which order, and what is told of each |
//! | [`kernel`] | the seam: what is asked of the system; [`kernel::Linux`] is the real one |
//! | [`text`]   | every word that is printed: messages, reasons, usage, the layout of an interface |
//!
//! There is no allocator and no libc; the executable adds only entry, panic and exit.

#![cfg_attr(not(test), no_std)]

pub mod args;
pub mod bond;
pub mod kernel;
pub mod show;
pub mod text;

use args::{Task, Wrong};
use kernel::{Stream, System};
use text::{Message, Printer};

/// Exit status: all done.
pub const DONE: u8 = 0;
/// Exit status: something failed.
pub const FAILED: u8 = 1;
/// Exit status: `-c` or `-d` with a master and no slave. The classic's oddity; scripts know it.
pub const NO_SLAVE: u8 = 2;

/// Runs the program and returns its exit status: `args` are the arguments after the program's
/// own name.
pub fn run<'a, S, A>(system: S, args: A) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut printer = Printer::new(system);
    match args::parse(args) {
        Ok(command) => match command.task {
            text @ (Task::Help | Task::Usage | Task::Version) => {
                printer.to(Stream::Stdout);
                let first = if text == Task::Version { Message::VERSION } else { Message::USAGE };
                printer.print(first.key());
                if text == Task::Help {
                    printer.print(Message::HELP.key());
                }
            }
            task => match (system.kernel(), task) {
                (Err(reason), _) => printer.fail(Message::SOCKET, reason),
                (Ok(kernel), Task::Show | Task::ShowInstead) => {
                    show::run(system, kernel, &command, &mut printer);
                }
                (Ok(kernel), _) => bond::run(system, kernel, &command, &mut printer),
            },
        },
        Err(Wrong(message, part)) => printer.wrong(message, part),
    }
    printer.finish()
}
