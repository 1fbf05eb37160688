//! Steps around one slave, and the steps that undo them.

use heapless::Vec;

use super::Abi;
use crate::kernel::{Errno, Flags, IfName, Ifreq, Kernel, Request, System};
use crate::text::{Message, Messages};

/// Something failed or was refused; the message about it is among the messages.
#[derive(Debug)]
pub struct Failed;

/// Steps that are made one after the other, what undoes them, and what is to be told of them.
///
/// A step is a request that sets something, with what it sets; the same request with what was
/// there before undoes it.
// In this order, the small members are in reach of short instructions.
#[repr(C)]
pub struct Transaction<'a, 'm, S: System> {
    pub kernel: &'m S::Kernel,
    pub master: IfName<'a>,
    pub slave: IfName<'a>,
    /// Messages collect here while steps are made: a terminal that takes no text does not stop
    /// them half-way.
    pub messages: &'m mut Messages<'a, S>,
    pub abi: Abi,
    /// Each step is told, not just one that fails (`-v`).
    pub verbose: bool,
    // An attach in the way of ABI 0 makes at most ten steps.
    undo: Vec<(Request, Ifreq), 12>,
}

impl<'a, 'm, S: System> Transaction<'a, 'm, S> {
    /// Before any slave is named.
    pub fn new(
        kernel: &'m S::Kernel,
        master: IfName<'a>,
        verbose: bool,
        messages: &'m mut Messages<'a, S>,
    ) -> Self {
        messages.master = master.as_bytes();
        Self { kernel, master, slave: master, messages, abi: Abi::V2, verbose, undo: Vec::new() }
    }

    /// The next slave: nothing is made yet.
    pub fn begin(&mut self, slave: IfName<'a>) {
        self.slave = slave;
        self.messages.slave = slave.as_bytes();
        self.undo.clear();
    }

    /// What the driver's requests carry.
    pub fn master_and_slave(&self) -> Ifreq {
        let mut ifreq = Ifreq::new(self.master);
        ifreq.set_slave(self.slave);
        ifreq
    }

    /// Makes a request that reads; `unreadable` says that it could not be read. An IPv4 address
    /// that the interface lacks stays 0.0.0.0.
    pub fn read(
        &mut self,
        request: Request,
        ifreq: &mut Ifreq,
        unreadable: Message,
    ) -> Result<(), Failed> {
        match self.kernel.request(request, ifreq) {
            Err(Errno::ADDRNOTAVAIL) => Ok(()),
            outcome => self.check(outcome, unreadable, ifreq.name()),
        }
    }

    /// Makes a step.
    pub fn make(&mut self, request: Request, ifreq: &mut Ifreq) -> Result<(), Failed> {
        let message = Message::of(request, ifreq.flags());
        let mut outcome = self.kernel.request(request, ifreq);
        if self.abi < Abi::V2 {
            outcome = self.make_old(request, ifreq, outcome);
        }
        let name = ifreq.name();
        self.check(outcome, message, name)?;
        if self.verbose {
            self.messages.say(message, name, None);
        }
        Ok(())
    }

    /// What comes of a request that an old driver may know by its old number only. From any
    /// other, a second refusal would just be a second line in the kernel's log.
    fn make_old(
        &mut self,
        request: Request,
        ifreq: &mut Ifreq,
        outcome: Result<(), Errno>,
    ) -> Result<(), Errno> {
        match (outcome, request.old()) {
            (Err(Errno::OPNOTSUPP | Errno::INVAL | Errno::NOTTY), Some(old)) => {
                self.kernel.request(old, ifreq)
            }
            // There is nothing that a value of 0.0.0.0 could remove.
            (Err(Errno::ADDRNOTAVAIL), None) if ifreq.ipv4() == [0; 4] => Ok(()),
            _ => outcome,
        }
    }

    /// Makes a step that can be undone: `before` is what was there.
    pub fn change(
        &mut self,
        request: Request,
        to: &mut Ifreq,
        before: &Ifreq,
    ) -> Result<(), Failed> {
        self.make(request, to)?;
        self.on_undo(request, before);
        Ok(())
    }

    /// Makes the step, which can be undone, that an interface has other flags than those in
    /// `ifreq`.
    #[inline(never)]
    pub fn set_flags(&mut self, ifreq: &mut Ifreq, flags: Flags) -> Result<(), Failed> {
        let before = *ifreq;
        ifreq.set(flags.0.to_ne_bytes());
        self.change(Request::SetFlags, ifreq, &before)
    }

    /// Notes what undoes a step that was made.
    #[inline(never)]
    pub fn on_undo(&mut self, request: Request, ifreq: &Ifreq) {
        // There is room for every step that there is.
        let _ = self.undo.push((request, *ifreq));
    }

    /// Undoes what was made, in reverse and as far as that can be done; what cannot be is told.
    /// Whether there was anything to undo.
    pub fn roll_back(&mut self) -> bool {
        let any = !self.undo.is_empty();
        while let Some((request, mut ifreq)) = self.undo.pop() {
            let _ = self.make(request, &mut ifreq);
        }
        any
    }

    /// Says why what was asked for makes no sense, or can only do harm.
    pub fn refuse(&mut self, message: Message) -> Failed {
        self.messages.say(message, b"", None);
        Failed
    }

    /// Says why something failed, if it did.
    pub fn check(
        &mut self,
        outcome: Result<(), Errno>,
        message: Message,
        about: &[u8],
    ) -> Result<(), Failed> {
        outcome.map_err(|reason| {
            self.messages.say(message, about, Some(reason));
            Failed
        })
    }
}
