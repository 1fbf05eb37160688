// SPDX-License-Identifier: MIT OR Apache-2.0
//! `ifenslave`: attach network interfaces to a Linux bond, detach them, choose the active one; and
//! show interfaces.

pub mod args;
mod options;

use args::{Invalid, Task};

use super::open_kernel;
use crate::bond::{self, Action, Options};
use crate::kernel::{Stream, System};
use crate::output::{Message, Printer};
use crate::show;
#[cfg(feature = "boot")]
use crate::{
    DEGRADED, DONE, DOWN, FAILED, create,
    status::{self, Format, judge::Verdict},
};

/// Exit status: `-c` or `-d` with a master and no slave. An oddity of BusyBox's that scripts know.
pub const NO_SLAVE: u8 = 2;

/// Does what the arguments ask for; the exit status is the printer's.
pub fn run<'a, S, A>(system: S, args: A, printer: &mut Printer<S>)
where
    S: System,
    A: Iterator<Item = &'a [u8]> + Clone,
{
    let command = match args::parse(args) {
        Ok(command) => command,
        Err(Invalid(message, part)) => return printer.wrong(message, part),
    };
    let set = command.options;
    let options = Options {
        force: set.force(),
        verbose: set.verbose(),
        plan_only: set.no_act(),
        move_all: set.moves(),
        try_seconds: command.trial,
    };
    match command.task {
        Task::Version => {
            printer.to(Stream::Stdout);
            printer.print(Message::Version);
        }
        text @ (Task::Help | Task::Usage) => {
            printer.usage();
            if text == Task::Help {
                printer.print(Message::Help);
            }
        }
        task => match (open_kernel(system, printer), task) {
            (None, _) => {}
            (Some(kernel), Task::Show | Task::ShowInstead) => {
                if task == Task::ShowInstead {
                    printer.status = NO_SLAVE;
                } else if let Some(name) = command.operands().next() {
                    printer.about.read(name, true);
                }
                if let Err(reason) = show::run(system, &kernel, command.options.all(), printer) {
                    printer.fail(Message::Flags, reason);
                }
            }
            #[cfg(feature = "boot")]
            (Some(kernel), Task::Status) => {
                let format = if command.options.json() { Format::Json } else { Format::Text };
                status::run(system, &kernel, &mut command.operands(), format, printer);
            }
            #[cfg(feature = "boot")]
            (Some(kernel), Task::Check) => {
                let masters = &mut command.operands();
                printer.status =
                    match status::run(system, &kernel, masters, Format::Problems, printer) {
                        Verdict::Whole => DONE,
                        Verdict::Degraded => DEGRADED,
                        Verdict::Unknown => FAILED,
                        Verdict::Down => DOWN,
                    };
            }
            #[cfg(feature = "boot")]
            (Some(kernel), Task::Bond | Task::Boot | Task::Unbond | Task::UnbondBoot) => {
                let operands = &mut command.operands();
                let seconds = command.seconds;
                let command = match task {
                    Task::Bond => create::Command::Create,
                    Task::Boot => create::Command::CreateOfCommandLine,
                    Task::Unbond => create::Command::Delete,
                    _ => create::Command::DeleteOfCommandLine {
                        handover: command.options.handover(),
                    },
                };
                create::run(system, kernel, command, operands, seconds, options, printer);
            }
            (Some(kernel), task) => {
                let action = match task {
                    Task::Detach => Action::Detach,
                    Task::ChangeActive => Action::Activate,
                    _ => Action::Attach,
                };
                bond::run(system, kernel, action, &mut command.operands(), options, printer);
            }
        },
    }
}
