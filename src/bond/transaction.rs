//! Steps around one slave, and the steps that undo them.

use heapless::Vec;

use super::Abi;
use crate::FAILED;
use crate::args::Options;
use crate::kernel::{Errno, IfName, Ifreq, Kernel, Request, Result, System};
use crate::text::{Message, Printer};

/// The two interfaces of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Master,
    Slave,
}

/// Something that an interface has, by the requests that read and set it.
pub type Setting = [Request; 2];

/// Whether an interface is up.
const STATE: Setting = [Request::GetFlags, Request::SetFlags];

/// Steps that are made one after the other, what undoes them, and what is to be told of them.
///
/// A step is a request that sets something, with what it sets; the same request with what was
/// there before undoes it. Once something has failed or was refused, which is told, nothing more
/// is asked of the kernel: all that follows does nothing.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Transaction<'m, S: System> {
    /// Messages collect here while steps are made: a terminal that takes no text does not stop
    /// them half-way. They know the names of the two interfaces.
    pub messages: &'m mut Printer<S>,
    pub kernel: S::Kernel,
    pub abi: Abi,
    /// What is said where a setting cannot be read.
    pub unreadable: Message,
    /// Whether each step is told, not just one that fails.
    pub options: Options,
    /// Something failed with the slave at hand, or was refused.
    pub failed: bool,
    /// What the request at hand carries; after it, its answer.
    pub ifreq: Ifreq,
    // An attach in the way of ABI 0 notes twelve, and no other more. What is noted once something
    // has failed is taken back at once, and has a place as well.
    undo: Vec<(Request, Ifreq), 13>,
    /// The slave's addresses as they were found.
    pub addresses: <S::Kernel as Kernel>::Addresses,
}

impl<'m, S: System> Transaction<'m, S> {
    /// Before any slave is named.
    pub fn new(kernel: S::Kernel, options: Options, messages: &'m mut Printer<S>) -> Self {
        Self {
            kernel,
            ifreq: Ifreq::new(&IfName::NONE),
            messages,
            abi: Abi::V0,
            unreadable: Message::SETTINGS,
            options,
            failed: false,
            undo: Vec::new(),
            addresses: Default::default(),
        }
    }

    /// The next slave: nothing is made yet.
    pub fn begin(&mut self, slave: &[u8]) {
        self.messages.slave.read(slave, false);
        self.failed = false;
        self.undo.clear();
    }

    /// The next request is about this interface.
    #[inline(never)]
    pub fn about(&mut self, who: Who) {
        self.ifreq.renew(match who {
            Who::Master => &self.messages.master,
            Who::Slave => &self.messages.slave,
        });
    }

    /// Makes a request that reads. An IPv4 address that the interface lacks is 0.0.0.0.
    pub fn read(&mut self, request: Request, who: Who) {
        if self.failed {
            return;
        }
        self.about(who);
        match self.kernel.request(request, &mut self.ifreq) {
            Err(Errno::ADDRNOTAVAIL) => {}
            outcome => self.check(outcome, self.unreadable),
        }
    }

    /// Makes a step.
    pub fn make(&mut self, request: Request) {
        if self.failed {
            return;
        }
        let mut outcome = self.kernel.request(request, &mut self.ifreq);
        if self.abi < Abi::V2 {
            outcome = self.make_old(request, outcome);
        }
        self.made(outcome, Message::of(request, self.ifreq.flags()));
    }

    /// What comes of a request that an old driver may know by its old number only. From any
    /// other, a second refusal would just be a second line in the kernel's log.
    fn make_old(&mut self, request: Request, outcome: Result<()>) -> Result<()> {
        match (outcome, request.old()) {
            (Err(Errno::OPNOTSUPP | Errno::INVAL | Errno::NOTTY), Some(old)) => {
                self.kernel.request(old, &mut self.ifreq)
            }
            // There is nothing that a value of 0.0.0.0 could remove.
            (Err(Errno::ADDRNOTAVAIL), None) if self.ifreq.ipv4() == [0; 4] => Ok(()),
            _ => outcome,
        }
    }

    /// Makes the step of which something was noted that undoes it.
    #[inline(never)]
    pub fn make_noted(&mut self, request: Request) {
        self.make(request);
        if self.failed {
            self.undo.pop();
        }
    }

    /// The next request is one of the driver, about the slave.
    #[inline(never)]
    pub fn about_both(&mut self) {
        self.about(Who::Master);
        self.ifreq.set_slave(&self.messages.slave);
    }

    /// Makes the step, which can be undone, that an interface goes down or up, if it is not.
    // Out of line: there are five calls of it.
    #[inline(never)]
    pub fn set_up(&mut self, who: Who, up: bool) {
        self.change(STATE, who, up);
    }

    /// Makes the step, which can be undone, that one interface has what the other has, if it has
    /// not.
    pub fn copy(&mut self, setting: Setting, to: Who) {
        self.change(setting, to, false);
    }

    /// Either of them: what is set is made of what is read, from the interface itself or from the
    /// other one.
    #[inline(never)]
    fn change(&mut self, [get, set]: Setting, to: Who, up: bool) {
        let from = match (set, to) {
            (Request::SetFlags, _) => to,
            (_, Who::Slave) => Who::Master,
            (_, Who::Master) => Who::Slave,
        };
        self.read(get, from);
        let mut value = self.ifreq;
        if from == to {
            value.set_up(up);
        } else {
            self.read(get, to);
        }
        let value = value.value();
        if !self.ifreq.has(&value) {
            self.on_undo(set);
            self.ifreq.set(value);
            self.make_noted(set);
        }
    }

    /// Notes that the request with what `ifreq` carries undoes a step that is made next.
    #[inline(never)]
    pub fn on_undo(&mut self, request: Request) {
        // There is room for all, see there.
        let _ = self.undo.push((request, self.ifreq));
    }

    /// Undoes what was made, in reverse and as far as that can be done; what cannot be is told.
    pub fn roll_back(&mut self) {
        if self.undo.is_empty() {
            return;
        }
        while let Some((request, ifreq)) = self.undo.pop() {
            self.ifreq = ifreq;
            self.failed = false;
            self.make(request);
        }
        // Last of all: a step may have taken addresses with it. An interface that goes down loses
        // those of IPv6; the slave of an old driver got its master's in their place.
        let outcome = self.kernel.restore(&mut self.addresses);
        self.made(outcome, Message::SET_ADDRESS);
    }

    /// Says why what was asked for makes no sense, or can only do harm.
    #[inline(never)]
    pub fn refuse(&mut self, message: Message) {
        if !self.failed {
            self.fail();
            self.say(message, None);
        }
    }

    /// Says why something failed, if it did.
    pub fn check(&mut self, outcome: Result<()>, message: Message) {
        if outcome.is_err() {
            self.made(outcome, message);
        }
    }

    /// Tells of a step, or why it could not be made.
    #[inline(never)]
    pub fn made(&mut self, outcome: Result<()>, message: Message) {
        if outcome.is_err() {
            self.fail();
        } else if !self.options.verbose() {
            return;
        }
        self.say(message, outcome.err());
    }

    fn fail(&mut self) {
        self.failed = true;
        self.messages.status = FAILED;
    }

    fn say(&mut self, message: Message, reason: Option<Errno>) {
        self.messages.about = self.ifreq.name;
        self.messages.say(message, reason);
    }
}
