//! Reports of steps and failures.

use super::change::Change;
use super::failure::{Failure, message_of};
use super::step::{Role, Step};
use crate::FAILED;
use crate::kernel::{Errno, Kernel, System};
use crate::output::Message;

impl<S: System> Change<'_, S> {
    /// Reports that the bond was created or deleted.
    pub fn report_done(&mut self, message: Message) {
        self.steps += 1;
        self.report(message, Role::Bond);
    }

    /// Reports a step, with `-v` or `-n`.
    pub fn report_step(&mut self, step: Step) {
        let (message, role) = message_of(step);
        self.steps += 1;
        self.report(message, role);
    }

    /// Prints a line with `-v` or `-n`; with `-n` on standard output.
    #[inline(never)]
    pub fn report(&mut self, message: Message, role: Role) {
        if self.options.verbose {
            self.messages.is_plan(self.options.no_act());
            self.say(message, role, None);
        }
    }

    /// Prints the reason why a change stops.
    #[inline(never)]
    pub fn report_failure(&mut self, failure: Failure) {
        let Failure { message, subject, reason } = failure;
        self.messages.status = FAILED;
        self.say(message, subject.role(), reason);
    }

    fn say(&mut self, message: Message, role: Role, reason: Option<Errno>) {
        self.messages.about = match role {
            Role::Bond if self.bond.index == 0 => self.messages.master,
            Role::Bond => self.bond.name,
            Role::Slave if self.slave.index == 0 => self.messages.slave,
            Role::Slave => self.slave.name,
        };
        self.messages.say(message, reason);
    }

    /// Reports obstacles to the steps that `-n` has printed: a missing privilege, or if there are bonds among them, a
    /// missing driver.
    pub fn report_obstacles(&mut self, has_bonds: bool) {
        if self.options.no_act()
            && self.steps != 0
            && let Err(reason) = self.kernel.may_bond()
            && (has_bonds || reason == Errno::PERM)
        {
            self.messages.fail(Message::Plan, reason);
        }
    }
}
