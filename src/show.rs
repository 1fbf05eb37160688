//! Interfaces, shown in the classic's layout and in the order of their names.
//!
//! What there is to show of an interface comes from lists in which it stands anywhere
//! (/proc/net/dev, /proc/net/if_inet6, and rtnetlink's list of addresses for the aliases), and from
//! requests of netdevice(7) by its name. No list can be asked for one interface. So what they tell
//! is collected as records (`batch`), sorted by name, and printed name by name, in a memory of a
//! fixed size. Where that does not hold all, it holds the names that come first, and the lists are
//! read again for those that follow.
//!
//! Why these sources: statistics and the order of IPv6 addresses are /proc's, to the byte.
//! rtnetlink's list of links could stand in for five of the six requests. But reading it takes as
//! long as those do (44 ms and 41 ms for 3,300 interfaces, where /proc/net/dev takes 19 ms and
//! if_inet6 9 ms; Linux 6.12, emulated), and more code.
//!
//! Why this memory: reading the lists again costs half of what the requests do, so that time grows
//! with the number of interfaces as long as few passes are enough. 320 KiB hold some four thousand
//! interfaces with statistics and an IPv6 address each. It is populated by one system call, so that
//! page faults are the same for any number; where one interface is asked for, by use.

pub(crate) mod batch;
mod interface;
pub mod proc;

use core::ffi::CStr;

use crate::FAILED;
#[cfg(feature = "ifconfig")]
use crate::applet::Applet;
use crate::kernel::{Errno, IfName, Kernel, Names, Result, System};
use crate::output::{FIELDS, Field, Message, Printer};
#[cfg(feature = "boot")]
use crate::status;
use batch::{Batch, halves, joined};
use proc::{Format, Words};

/// Shows the interface that the printer is about, or all if it is about none: those that are up, or
/// with `all` those that are down, too.
#[inline(never)]
pub fn run<S: System>(system: S, kernel: &S::Kernel, all: bool, printer: &mut Printer<S>) {
    let one = printer.about != IfName::NONE;
    let mut memory = match system.memory(!one) {
        Ok(memory) => memory,
        Err(reason) => return printer.fail(Message::Memory, reason),
    };
    let mut show = Show {
        system,
        kernel,
        batch: Batch::new(&mut memory, &printer.about),
        all: all || one,
        one,
        told: false,
        printer,
    };
    show.run();
}

const DEV: &CStr = c"/proc/net/dev";
const IF_INET6: &CStr = c"/proc/net/if_inet6";

/// What is at hand while interfaces are shown.
struct Show<'m, S: System> {
    system: S,
    kernel: &'m S::Kernel,
    printer: &'m mut Printer<S>,
    batch: Batch<'m>,
    /// Only one interface is shown: at first, it is what the printer is about.
    one: bool,
    /// Interfaces are shown that are down, too.
    all: bool,
    /// That /proc/net/dev cannot be read has been told.
    told: bool,
}

// What a record is; its other bytes tell more of an IPv6 address.
/// The first two of its statistics, which are the numbers from this one on. The others are from
/// the next but one on, and so forth.
const STATISTICS: u32 = Field::RxBytes as u32;
const LAST_STATISTICS: u32 = STATISTICS + 14;
/// One of its IPv6 addresses. There is no number from this one on.
const INET6: u8 = FIELDS;
/// There is such an interface. This is no number either.
const NAME: u32 = INET6 as u32 + 1;

impl<S: System> Show<'_, S> {
    #[inline(never)]
    fn run(&mut self) {
        loop {
            self.collect();
            self.batch.sort();
            let mut at = 0;
            loop {
                let records = self.batch.interface(at);
                let Some(&[first, second, ..]) = records.first() else {
                    break;
                };
                at += records.len();
                self.printer.about = IfName::from_word(joined([first, second]));
                #[cfg(feature = "boot")]
                if self.of_bonds() {
                    status::tell(self.kernel, self.printer, self.one);
                    continue;
                }
                match interface::show(self.kernel, self.printer, self.all, records) {
                    Ok(()) => {}
                    // What has vanished meanwhile is not there to be shown.
                    Err(Errno::NODEV) if !self.one => {}
                    // The words that ifconfig has had for it since long ago.
                    #[cfg(feature = "ifconfig")]
                    Err(Errno::NODEV) if self.printer.applet == Applet::Ifconfig => {
                        self.printer.refuse(Message::NoDevice);
                    }
                    Err(reason) => self.printer.fail(Message::Flags, reason),
                }
            }
            if self.one || !self.batch.next() || self.printer.outcome().is_err() {
                break;
            }
        }
        if self.batch.incomplete {
            self.printer.fail(Message::Names, Errno::NOBUFS);
        }
    }

    /// The state of bonds is told, which is in no file.
    #[cfg(feature = "boot")]
    fn of_bonds(&self) -> bool {
        self.printer.of_bonds != 0
    }

    /// Interfaces are shown.
    #[cfg(not(feature = "boot"))]
    fn of_bonds(&self) -> bool {
        false
    }

    /// Collects what the lists tell.
    fn collect(&mut self) {
        if !self.one {
            self.list(if self.of_bonds() { Names::Links } else { Names::Labels });
        } else {
            self.batch.add(&self.printer.about, NAME, [0; 2]);
        }
        if self.of_bonds() {
            return;
        }
        if let Err(reason) = self.file(false, DEV) {
            // Without /proc, or with one that cannot be read, interfaces are shown all the same.
            if !self.told {
                self.printer.say(Message::ProcNetDev, Some(reason));
                self.told = true;
            }
            if reason != Errno::NOENT {
                self.printer.status = FAILED;
            }
            if !self.one {
                self.list(Names::Links);
            }
        }
        match self.file(true, IF_INET6) {
            // The kernel has no IPv6.
            Ok(()) | Err(Errno::NOENT) => {}
            Err(reason) => self.printer.fail(Message::ProcNetIfInet6, reason),
        }
    }

    /// Adds the names in one of rtnetlink's lists.
    #[inline(never)]
    fn list(&mut self, list: Names) {
        let outcome = self.kernel.names(list, |name| self.batch.add(name, NAME, [0; 2]));
        if let Err(reason) = outcome {
            self.printer.fail(Message::Names, reason);
        }
    }

    /// Adds what a file of /proc has.
    #[inline(never)]
    #[allow(clippy::cast_possible_truncation)] // Only an address has 128 bits, see there.
    fn file(&mut self, inet6: bool, path: &CStr) -> Result<()> {
        let mut words = Words::new(self.system.open(path)?);
        let format = if inet6 {
            // The address, the interface's index, the prefix, the scope and the flags.
            Format { name: 5, numbers: 0b1_1111, radix: 16 }
        } else {
            Format { name: 0, numbers: words.columns(), radix: 10 }
        };
        let mut name = IfName::NONE;
        while words.next_line() {
            if !words.line(&format, &mut name) {
                continue;
            }
            let [address, statistics @ ..] = &words.numbers;
            if inet6 {
                let [_, prefix, scope, ..] = statistics;
                let what = u32::from(INET6) | (*prefix as u32) << 8 | (*scope as u32) << 16;
                self.batch.add(&name, what, halves(*address));
            } else {
                // What is not told is zero; but that there are statistics is told.
                let mut told = false;
                let mut what = STATISTICS;
                for &[first, second] in statistics.as_chunks().0 {
                    let pair = [first as u64, second as u64];
                    if pair != [0; 2] || !told && what == LAST_STATISTICS {
                        self.batch.add(&name, what, pair);
                        told = true;
                    }
                    what += 2;
                }
            }
        }
        words.outcome
    }
}
