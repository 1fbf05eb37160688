//! Steps around one slave, and the steps that undo them.

use heapless::Vec;

#[cfg(feature = "boot")]
use super::{option, spec::Spec};
use crate::FAILED;
use crate::applet::ifenslave::args::Options;
#[cfg(feature = "boot")]
use crate::kernel::Attributes;
use crate::kernel::{Errno, Flags, IfName, Ifreq, Kernel, OldBonding, Request, Result, System};
use crate::output::{Message, Printer};

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
    /// The bond, if its driver has version 0 or 1 of the ABI.
    pub old: Option<OldBonding<S::Kernel>>,
    /// What is said where a setting cannot be read.
    pub unreadable: Message,
    /// Whether each step is told, not just one that fails.
    pub options: Options,
    /// Something failed with the slave at hand, or was refused.
    pub failed: bool,
    /// What the request at hand carries; after it, its answer.
    pub ifreq: Ifreq,
    /// The master's index and the slave's; 0 as long as it is not known.
    pub index: [u32; 2],
    /// The slave's IPv4 addresses are removed, or some of them.
    pub removed: bool,
    /// Some step was made, or is to be.
    #[cfg(feature = "boot")]
    pub changed: bool,
    /// With `-n`: some step of this command is to be made.
    #[cfg(feature = "boot")]
    pub planned: bool,
    // An attach in the way of ABI 0 notes twelve, and no other more.
    undo: Vec<(Request, Who, [u8; Ifreq::VALUE]), 12>,
    /// The options that the bond has, or that an interface was asked for.
    #[cfg(feature = "boot")]
    pub found: Attributes,
    /// The option at hand.
    #[cfg(feature = "boot")]
    pub wanted: Attributes,
    /// The options that the bond had as it was found.
    #[cfg(feature = "boot")]
    pub before: Attributes,
    /// What the slave had as it was found; or a bond that is set down for a moment.
    pub saved: <S::Kernel as Kernel>::Saved,
}

impl<'m, S: System> Transaction<'m, S> {
    /// Before any slave is named.
    pub fn new(kernel: S::Kernel, options: Options, messages: &'m mut Printer<S>) -> Self {
        Self {
            kernel,
            ifreq: Ifreq::new(&IfName::NONE),
            messages,
            old: None,
            unreadable: Message::Settings,
            options,
            failed: false,
            index: [0; 2],
            undo: Vec::new(),
            removed: false,
            #[cfg(feature = "boot")]
            changed: false,
            #[cfg(feature = "boot")]
            planned: false,
            #[cfg(feature = "boot")]
            found: Attributes::new(),
            #[cfg(feature = "boot")]
            wanted: Attributes::new(),
            #[cfg(feature = "boot")]
            before: Attributes::new(),
            saved: Default::default(),
        }
    }

    /// The next slave: nothing is made yet.
    #[cfg_attr(feature = "boot", inline(never))]
    pub fn begin(&mut self, slave: &[u8]) {
        self.messages.slave.read(slave, false);
        self.index[1] = 0;
        self.failed = false;
        self.removed = false;
        self.undo.clear();
    }

    /// The next request is about this interface, if nothing has failed. Once its index is known, it
    /// is the one with this index, by the name that it has now: names change, and may be another's
    /// a moment later.
    #[inline(never)]
    fn about(&mut self, who: Who) -> bool {
        if self.failed {
            return false;
        }
        let (name, index) = match who {
            Who::Master => (&self.messages.master, self.index[0]),
            Who::Slave => (&self.messages.slave, self.index[1]),
        };
        let mut ifreq = Ifreq::new(name);
        let mut outcome = Ok(());
        if index != 0 {
            ifreq.set(index.to_ne_bytes());
            outcome = self.kernel.request(Request::GetName, &mut ifreq);
        }
        self.ifreq.name = ifreq.name;
        self.check(outcome, Message::Flags);
        !self.failed
    }

    /// The driver has version 0 of the ABI.
    pub fn has_version_0(&self) -> bool {
        self.old.as_ref().is_some_and(|bond| bond.version() == 0)
    }

    fn index_of(&mut self, who: Who) -> &mut u32 {
        let [master, slave] = &mut self.index;
        match who {
            Who::Master => master,
            Who::Slave => slave,
        }
    }

    /// Looks an interface up by the name that was given, and from here on knows it by its index.
    #[cfg_attr(feature = "boot", inline(never))]
    pub fn look_up(&mut self, who: Who) {
        self.read(Request::GetIndex, who);
        // Of what could not be looked up there is none, least of all another's.
        *self.index_of(who) = if self.failed { 0 } else { self.ifreq.number() };
    }

    /// Makes a request that reads. An IPv4 address that the interface lacks is 0.0.0.0.
    pub fn read(&mut self, request: Request, who: Who) {
        if !self.about(who) {
            return;
        }
        self.ifreq.clear();
        // A bond that `-n` does not make has nothing.
        let bond = who == Who::Master && request != Request::GetIndex;
        if self.options.no_act() && bond && self.index[0] == 0 {
            return self.ifreq.set([0; 4]);
        }
        match self.kernel.request(request, &mut self.ifreq) {
            Err(Errno::ADDRNOTAVAIL) if request.is_of_ipv4() => {}
            outcome => self.check(outcome, self.unreadable),
        }
    }

    /// Makes a step: sets what `ifreq` carries, or has the driver do something to both interfaces.
    #[inline(never)]
    pub fn make(&mut self, request: Request, who: Who) {
        if !self.about(who) {
            return;
        }
        if self.options.no_act() {
            return self.made(Ok(()), Message::of(request, self.ifreq.flags()));
        }
        let slave = self.ifreq.name;
        if request.is_of_driver() {
            self.ifreq.set_slave(&slave);
            if !self.about(Who::Master) {
                return;
            }
        }
        let mut outcome = if request == Request::SetFlags {
            let (index, up) = (*self.index_of(who), self.ifreq.flags().has(Flags::UP));
            // If it fails, once more: what is lost may be the answer.
            let set = || self.kernel.set_up(index, up);
            set().or_else(|_| set())
        } else {
            self.kernel.request(request, &mut self.ifreq)
        };
        if let Some(bond) = &self.old {
            outcome = make_old(&self.kernel, bond, request, &slave, &mut self.ifreq, outcome);
        }
        self.made(outcome, Message::of(request, self.ifreq.flags()));
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
        let mut wanted = self.ifreq;
        if from == to {
            // Meanwhile it may have become somebody else's, who wants it as it is.
            if wanted.flags().has(Flags::SLAVE) {
                self.refuse(Message::AlreadySlave);
            }
            wanted.set_up(up);
        } else {
            self.read(get, to);
        }
        let found = self.ifreq.value();
        if !self.failed && !wanted.has(&found) {
            self.ifreq.set(wanted.value());
            self.make(set, to);
            self.on_undo(set, to, &found);
        }
    }

    /// Notes that the request, about this interface and with this value, undoes the step that was
    /// just made.
    #[inline(never)]
    pub fn on_undo(&mut self, request: Request, who: Who, value: &[u8; Ifreq::VALUE]) {
        if !self.failed {
            // There is room for all, see there.
            let _ = self.undo.push((request, who, *value));
        }
    }

    /// Undoes what was made, in reverse and as far as that can be done; what cannot be is told.
    pub fn roll_back(&mut self) {
        if self.undo.is_empty() && !self.removed || self.options.no_act() {
            return;
        }
        self.undo_to(0);
        // Last of all: a step may have taken more with it. An interface that goes down loses its
        // routes and its addresses of IPv6; the slave of an old driver got its master's in their
        // place. But whoever made it a slave meanwhile wants it without.
        if !self.is_slave(Flags(0)) {
            self.restore();
        }
    }

    /// Undoes all but the first of what was made.
    #[cfg_attr(not(feature = "boot"), inline(always))]
    pub fn undo_to(&mut self, first: usize) {
        while self.undo.len() > first
            && let Some((request, who, value)) = self.undo.pop()
        {
            self.failed = false;
            self.ifreq.set(value);
            self.make(request, who);
        }
    }

    /// Puts back what was saved, and says what cannot be.
    #[cfg_attr(not(feature = "boot"), inline(always))]
    pub fn restore(&mut self) {
        let messages = &mut *self.messages;
        self.kernel.restore(&mut self.saved, self.removed, &mut |lost, reason| {
            messages.fail(Message::lost(lost), reason);
        });
    }

    /// Whether the slave is one, by IFF_SLAVE; where that cannot be read, it is what `unknown` says.
    #[inline(never)]
    pub fn is_slave(&self, unknown: Flags) -> bool {
        let mut ifreq = Ifreq::new(&self.messages.slave);
        ifreq.set(self.index[1].to_ne_bytes());
        let known = self.kernel.request(Request::GetName, &mut ifreq);
        ifreq.set(unknown.0.to_ne_bytes());
        if known.is_ok() {
            let _ = self.kernel.request(Request::GetFlags, &mut ifreq);
        }
        ifreq.flags().has(Flags::SLAVE)
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
    #[inline(never)]
    pub fn check(&mut self, outcome: Result<()>, message: Message) {
        if outcome.is_err() && !self.failed {
            self.made(outcome, message);
        }
    }

    /// Tells of a step, or why it could not be made.
    #[inline(never)]
    pub fn made(&mut self, outcome: Result<()>, message: Message) {
        if self.is_told(outcome) {
            self.say(message, outcome.err());
        }
    }

    /// Whether a step is told, now that it was made, or is to be, or could not be.
    #[cfg_attr(feature = "boot", inline(never))]
    fn is_told(&mut self, outcome: Result<()>) -> bool {
        if outcome.is_err() {
            self.fail();
            return true;
        }
        #[cfg(feature = "boot")]
        {
            self.changed = true;
            self.messages.plan = self.options.no_act();
            self.planned |= self.options.no_act();
        }
        self.options.verbose()
    }

    #[cfg_attr(feature = "boot", inline(never))]
    fn fail(&mut self) {
        self.failed = true;
        self.messages.status = FAILED;
    }

    fn say(&mut self, message: Message, reason: Option<Errno>) {
        self.messages.about = self.ifreq.name;
        self.messages.say(message, reason);
    }
}

/// Makes a request again that has failed, in the way of Linux 2.4: by the old number, or without
/// rtnetlink. (A driver of today would only log the same error twice.)
fn make_old<K: Kernel>(
    kernel: &K,
    bond: &OldBonding<K>,
    request: Request,
    slave: &IfName,
    ifreq: &mut Ifreq,
    outcome: Result<()>,
) -> Result<()> {
    match outcome {
        Err(Errno::OPNOTSUPP | Errno::INVAL | Errno::NOTTY) => match request.old() {
            Some(old) => kernel.request_old(bond, old, slave),
            None if request == Request::SetFlags => kernel.request(request, ifreq),
            None => outcome,
        },
        // There is nothing that a value of 0.0.0.0 could remove.
        Err(Errno::ADDRNOTAVAIL | Errno::NOBUFS)
            if request.is_of_ipv4() & (ifreq.ipv4() == [0; 4]) =>
        {
            Ok(())
        }
        _ => outcome,
    }
}

/// What a bond takes that is made from nothing.
#[cfg(feature = "boot")]
impl<S: System> Transaction<'_, S> {
    /// The next bond, if it exists: nothing is made yet.
    #[inline(never)]
    pub fn begin_bond(&mut self, master: &[u8]) {
        self.begin(b"");
        self.messages.master.read(master, false);
        self.index[0] = 0;
        self.ifreq.renew(&self.messages.master);
        self.unreadable = Message::Settings;
        self.changed = false;
        self.found.clear();
        // What was saved of another is not this one's.
        self.saved = Default::default();
        let mut ifreq = self.ifreq;
        match self.kernel.request(Request::GetIndex, &mut ifreq) {
            Ok(()) => self.index[0] = ifreq.number(),
            Err(Errno::NODEV) => {}
            outcome => self.check(outcome, Message::Settings),
        }
    }

    /// Makes the step, which can be undone, that the bond has this MTU, if it has not.
    pub fn set_mtu(&mut self, mtu: u32) {
        self.read(Request::GetMtu, Who::Master);
        let found = self.ifreq.value();
        if !self.failed && self.ifreq.number() != mtu {
            self.ifreq.set(mtu.to_ne_bytes());
            self.make(Request::SetMtu, Who::Master);
            self.on_undo(Request::SetMtu, Who::Master, &found);
        }
    }

    /// How many steps there are to undo.
    pub fn steps(&self) -> usize {
        self.undo.len()
    }

    /// Makes the step that the bond has the hardware address in `wanted`, if it has not.
    pub fn set_hwaddr(&mut self) {
        self.read(Request::GetHwAddr, Who::Master);
        if self.failed || self.ifreq.hwaddr().starts_with(&self.wanted) {
            return;
        }
        self.ifreq.clear();
        self.ifreq.set_hwaddr(ARPHRD_ETHER, &self.wanted);
        self.make(Request::SetHwAddr, Who::Master);
        if self.options.no_act() {
            return;
        }
        // With fail_over_mac, the driver does nothing, and reports no error.
        self.read(Request::GetHwAddr, Who::Master);
        if !self.ifreq.hwaddr().starts_with(&self.wanted) {
            self.check(Err(Errno::OPNOTSUPP), Message::of(Request::SetHwAddr, Flags(0)));
        }
    }

    /// Reports what stands in the way of the steps that `-n` has printed: a missing driver or privilege.
    pub fn report_obstacles(&mut self) {
        if self.planned
            && let Err(reason) = self.kernel.may_bond()
        {
            self.messages.fail(Message::Plan, reason);
        }
    }

    /// Reports, with `-v` or `-n`, something that is no step.
    pub fn report(&mut self, message: Message) {
        let planned = self.planned;
        self.made(Ok(()), message);
        self.planned = planned;
    }

    /// Reports that an option is set to a value of the SPEC, or why it is not.
    #[inline(never)]
    pub fn made_of(&mut self, outcome: Result<()>, option: usize, spec: Option<&Spec<'_>>) {
        if !self.is_told(outcome) {
            return;
        }
        self.messages.begin(Message::SetOption, outcome.is_err());
        self.messages.word(option::name(option));
        if let Some(spec) = spec {
            let mut before = b'=';
            for value in spec.values(option) {
                self.messages.put(before);
                self.messages.word(value);
                before = b';';
            }
        }
        self.messages.end(Message::SetOption, outcome.err());
    }
}

/// The type of a bond's hardware address.
#[cfg(feature = "boot")]
const ARPHRD_ETHER: u16 = 1;
