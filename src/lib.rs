//! `ifenslave`: attach network interfaces to a Linux bond, detach them, choose the active one.
//!
//! Data flows one way, and nothing below knows what is above:
//!
//! ```text
//! args ──► Command ──► bond (policy) ──► kernel (requests)
//!                          └───────────► text (messages)
//! ```
//!
//! | module     | what it holds |
//! |------------|---------------|
//! | [`args`]   | the command line, by getopt_long's rules, to a [`args::Command`] |
//! | [`bond`]   | attach, detach and change active: the order of things, and undoing them |
//! | [`kernel`] | the seam: what is asked of the system; [`kernel::Linux`] is the real one |
//! | [`text`]   | every word that is printed: messages, reasons, usage |
//!
//! There is no allocator and no libc; the executable adds only entry, panic and exit.

#![cfg_attr(not(test), no_std)]

pub mod args;
pub mod bond;
pub mod kernel;
pub mod text;

use args::{Task, Wrong};
use kernel::{Stream, System};
use text::{Message, Messages, Output};

/// Exit status: all done.
pub const DONE: u8 = 0;
/// Exit status: something failed.
pub const FAILED: u8 = 1;
/// Exit status: `-c` or `-d` with a master and no slave. The classic's oddity; scripts know it.
pub const NO_SLAVE: u8 = 2;

/// Runs the program and returns its exit status: `args` are the arguments after the program's
/// own name.
pub fn run<'a, S, A>(system: &'a S, args: A) -> u8
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let mut messages = Messages::new(system);
    let status = match args::parse(args) {
        Ok(command) => match command.task {
            task @ (Task::Help | Task::Usage | Task::Version) => print(system, &mut messages, task),
            Task::Show | Task::ShowInstead => {
                messages.say(Message::NO_SHOW, b"", None);
                if command.task == Task::Show { FAILED } else { NO_SLAVE }
            }
            Task::Attach | Task::ChangeActive | Task::Detach => {
                bond::run(system, &command, &mut messages)
            }
        },
        Err(Wrong(message, part)) => {
            messages.say(message, part, None);
            messages.usage();
            FAILED
        }
    };
    messages.tell();
    status
}

/// Prints a text about the program itself.
fn print<S: System>(system: &S, messages: &mut Messages<'_, S>, task: Task) -> u8 {
    let mut out = Output::new(system, Stream::Stdout);
    out.push(match task {
        Task::Version => text::VERSION,
        Task::Usage => text::USAGE,
        _ => text::HELP,
    });
    match out.flush() {
        Ok(()) => DONE,
        Err(reason) => {
            messages.say(Message::STDOUT, b"", Some(reason));
            FAILED
        }
    }
}
