//! Steps around one slave, and the steps that undo them.

use heapless::Vec;

use super::Abi;
use crate::kernel::{Errno, IfName, Ifreq, Kernel, Request, System};
use crate::text::{Message, Messages};

/// Something failed or was refused; the message about it is among the messages.
#[derive(Debug)]
pub struct Failed;

/// The two interfaces of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Master,
    Slave,
}

/// Steps that are made one after the other, what undoes them, and what is to be told of them.
///
/// A step is a request that sets something, with what it sets; the same request with what was
/// there before undoes it.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Transaction<'a, 'm, S: System> {
    pub kernel: &'m S::Kernel,
    /// Messages collect here while steps are made: a terminal that takes no text does not stop
    /// them half-way. They know the names of the two interfaces.
    pub messages: &'m mut Messages<'a, S>,
    pub abi: Abi,
    /// What is said where a setting cannot be read.
    pub unreadable: Message,
    /// Each step is told, not just one that fails (`-v`).
    pub verbose: bool,
    /// What the request at hand carries; after it, its answer.
    pub ifreq: Ifreq,
    // An attach in the way of ABI 0 notes twelve, and no other more.
    undo: Vec<(Request, Ifreq), 12>,
    /// The slave's addresses as they were found.
    pub addresses: <S::Kernel as Kernel>::Addresses,
}

impl<'a, 'm, S: System> Transaction<'a, 'm, S> {
    /// Before any slave is named.
    pub fn new(kernel: &'m S::Kernel, verbose: bool, messages: &'m mut Messages<'a, S>) -> Self {
        Self {
            kernel,
            ifreq: Ifreq::new(&messages.master),
            messages,
            abi: Abi::V2,
            unreadable: Message::SETTINGS,
            verbose,
            undo: Vec::new(),
            addresses: Default::default(),
        }
    }

    /// The next slave: nothing is made yet.
    pub fn begin(&mut self, slave: IfName) {
        self.messages.slave = slave;
        self.undo.clear();
    }

    /// Makes a request that reads. An IPv4 address that the interface lacks is 0.0.0.0.
    pub fn read(&mut self, request: Request, who: Who) -> Result<(), Failed> {
        self.ifreq.renew(match who {
            Who::Master => &self.messages.master,
            Who::Slave => &self.messages.slave,
        });
        match self.kernel.request(request, &mut self.ifreq) {
            Err(Errno::ADDRNOTAVAIL) => Ok(()),
            outcome => self.check(outcome, self.unreadable),
        }
    }

    /// Makes a step.
    pub fn make(&mut self, request: Request) -> Result<(), Failed> {
        let message = Message::of(request, self.ifreq.flags());
        let mut outcome = self.kernel.request(request, &mut self.ifreq);
        if self.abi < Abi::V2 {
            outcome = self.make_old(request, outcome);
        }
        self.made(outcome, message)
    }

    /// Tells of a step, or why it could not be made.
    pub fn made(&mut self, outcome: Result<(), Errno>, message: Message) -> Result<(), Failed> {
        self.check(outcome, message)?;
        if self.verbose {
            self.messages.say(message, self.ifreq.name.as_bytes(), None);
        }
        Ok(())
    }

    /// What comes of a request that an old driver may know by its old number only. From any
    /// other, a second refusal would just be a second line in the kernel's log.
    fn make_old(&mut self, request: Request, outcome: Result<(), Errno>) -> Result<(), Errno> {
        match (outcome, request.old()) {
            (Err(Errno::OPNOTSUPP | Errno::INVAL | Errno::NOTTY), Some(old)) => {
                self.kernel.request(old, &mut self.ifreq)
            }
            // There is nothing that a value of 0.0.0.0 could remove.
            (Err(Errno::ADDRNOTAVAIL), None) if self.ifreq.ipv4() == [0; 4] => Ok(()),
            _ => outcome,
        }
    }

    /// Makes a request of the driver about the slave.
    #[inline(never)]
    pub fn drive(&mut self, request: Request) -> Result<(), Failed> {
        self.ifreq.renew(&self.messages.master);
        self.ifreq.set_slave(&self.messages.slave);
        self.make(request)
    }

    /// Makes the step, which can be undone, that an interface goes down or up, if it is not.
    pub fn set_up(&mut self, who: Who, up: bool) -> Result<(), Failed> {
        self.read(Request::GetFlags, who)?;
        let before = self.ifreq;
        self.ifreq.set_up(up);
        if self.ifreq.flags() != before.flags() {
            self.make(Request::SetFlags)?;
            self.ifreq = before;
            self.on_undo(Request::SetFlags);
        }
        Ok(())
    }

    /// Makes the step, which can be undone, that one interface has what the other has, if it has
    /// not.
    pub fn copy(&mut self, get: Request, set: Request, to: Who) -> Result<(), Failed> {
        self.read(get, if to == Who::Slave { Who::Master } else { Who::Slave })?;
        let mut value = self.ifreq;
        self.read(get, to)?;
        let before = self.ifreq;
        value.name = before.name;
        if value == before {
            return Ok(());
        }
        self.ifreq = value;
        self.make(set)?;
        self.ifreq = before;
        self.on_undo(set);
        Ok(())
    }

    /// Notes that the request with what `ifreq` carries undoes a step that was made.
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
            let _ = self.make(request);
        }
        // Last of all: a step may have taken addresses with it. An interface that goes down loses
        // those of IPv6; the slave of an old driver got its master's in their place.
        let outcome = self.kernel.restore(&mut self.addresses);
        let _ = self.made(outcome, Message::SET_ADDRESS);
    }

    /// Says why what was asked for makes no sense, or can only do harm.
    pub fn refuse(&mut self, message: Message) -> Failed {
        self.messages.say(message, b"", None);
        Failed
    }

    /// Says why something failed, if it did.
    pub fn check(&mut self, outcome: Result<(), Errno>, message: Message) -> Result<(), Failed> {
        outcome.map_err(|reason| {
            self.messages.say(message, self.ifreq.name.as_bytes(), Some(reason));
            Failed
        })
    }
}
