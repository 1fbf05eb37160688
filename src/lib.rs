// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interfaces of Linux, configured and shown: drop-in replacements of BusyBox's `ifenslave`,
//! `ifconfig` and `nameif`, and the netdevice(7) interface below them.
//!
//! Each module uses those below it, and none above it:
//!
//! ```text
//! cli, bonding ──► create, status ──► bond, show ──► output ──► netdevice ──► kernel ──► netlink ──► sys, parse
//! ```
//!
//! | module     | contents |
//! |------------|---------------|
//! | [`cli`]    | getopt, and a file for each applet: arguments in, exit status out |
//! | [`bonding`] | bonds for other programs: typed options, errors and states as values |
//! | `create`   | bonds as a whole, VLANs, bridges, new names: SPECs, options, waiting, deleting |
//! | `bond`     | one bond and one slave: look, plan, apply, rollback |
//! | [`show`]   | which interfaces are shown, in which order, and the facts about each |
//! | `status`   | the state of bonds: read, judged, and printed |
//! | `option`   | the options of a bond: names, values, attributes |
//! | [`output`] | all texts: messages, reasons, usage, the layout of an interface; and how they are printed |
//! | [`netdevice`] | the requests of netdevice(7) for other programs: each is a method |
//! | [`kernel`] | the system interface, a trait; [`kernel::Linux`] implements it with system calls |
//! | [`netlink`] | rtnetlink(7): interfaces, addresses, routes and neighbours |
//! | `sys`      | system calls, file descriptors and errno |
//! | [`parse`]  | numbers and addresses, as they are written |
//!
//! `docs/architecture.md` in the repository follows one attach through them.
//!
//! There is no allocator and no libc; an executable adds only entry, panic and exit.
//!
//! # As a library
//!
//! [`Bond`] creates a bond, attaches slaves, waits for links and reads the state:
//!
//! ```no_run
//! use ifenslave::bonding::{Bond, Mode, Options};
//!
//! let bond = Bond::create("bond0", &Options::new(Mode::ActiveBackup))?;
//! bond.enslave("eth0")?;
//! # Ok::<(), ifenslave::bonding::Error>(())
//! ```
//!
//! A request of netdevice(7) or of the bonding driver is a method of [`netdevice::Interface`]; lists and
//! numbers are functions in the same module. For people from FreeBSD and Solaris, there is
//! [`netdevice::other_systems`].
//!
//! ```
//! use ifenslave::kernel::{Hosted, IfName, System};
//! use ifenslave::netdevice::Interface;
//!
//! let kernel = Hosted.kernel()?;
//! let lo = IfName::new(b"lo", false).expect("a name that an interface can have");
//! println!("{} bytes", Interface::new(&kernel, lo).mtu()?);
//! # Ok::<(), ifenslave::kernel::Errno>(())
//! ```
//!
//! [`cli::Applet::run`] runs an applet and returns its exit status. All its system calls go through
//! [`kernel::System`]: [`kernel::Linux`] is for an executable of its own, and [`kernel::Hosted`] for a
//! program that continues afterwards. A program can implement this trait itself. This one stores the
//! output of an applet:
//!
//! ```
//! use std::cell::RefCell;
//! use std::ffi::CStr;
//!
//! use ifenslave::cli::Applet;
//! use ifenslave::kernel::{Hosted, Result, Stream, System};
//!
//! #[derive(Default)]
//! struct Stored(RefCell<Vec<u8>>);
//!
//! impl System for &Stored {
//!     type Kernel = <Hosted as System>::Kernel;
//!     type File = <Hosted as System>::File;
//!     type Memory = <Hosted as System>::Memory;
//!     type Held = <Hosted as System>::Held;
//!
//!     fn kernel(&self) -> Result<Self::Kernel> {
//!         Hosted.kernel()
//!     }
//!
//!     fn hold_signals(&self) -> Self::Held {
//!         Hosted.hold_signals()
//!     }
//!
//!     fn process(&self) -> u32 {
//!         Hosted.process()
//!     }
//!
//!     fn memory(&self, populated: bool) -> Result<Self::Memory> {
//!         Hosted.memory(populated)
//!     }
//!
//!     fn open(&self, path: &CStr) -> Result<Self::File> {
//!         Hosted.open(path)
//!     }
//!
//!     fn write(&self, _: Stream, bytes: &[u8]) -> Result<usize> {
//!         self.0.borrow_mut().extend(bytes);
//!         Ok(bytes.len())
//!     }
//! }
//!
//! let stored = Stored::default();
//! assert_eq!(Applet::Ifenslave.run(&stored, [&b"lo"[..]].into_iter()), ifenslave::DONE);
//! assert!(stored.0.borrow().starts_with(b"lo        Link encap:Local Loopback"));
//! ```
//!
//! [`show::proc`] reads the kernel's texts.
//!
//! The features `ifenslave` (on by default), `ifconfig` and `nameif` choose the applets; `boot`, on by default as
//! well, makes ifenslave create bonds, wait for them, delete them and show their state; [`bonding`] needs it.
//!
//! # Versions
//!
//! They follow Semantic Versioning for [`bonding`], [`netdevice`], [`cli::Applet`], the exit statuses, and the types of
//! [`kernel`] that these take and return. All other modules are for the programs of the repository, and may change in any
//! release.

#![cfg_attr(not(test), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

#[cfg(feature = "boot")]
pub mod bonding;

#[cfg(feature = "boot")]
pub use bonding::Bond;

#[cfg(feature = "ifenslave")]
#[cfg_attr(not(feature = "boot"), allow(dead_code, unused_imports))] // `create` uses the rest.
mod bond;
pub mod cli;
#[cfg(feature = "boot")]
mod create;
pub mod kernel;
mod native;
pub mod netdevice;
pub mod netlink;
#[cfg(feature = "boot")]
mod option;
pub mod output;
pub mod parse;
pub mod show;
#[cfg(feature = "boot")]
mod status;
mod sys;

/// ifenslave also creates bonds, moves configurations and tries changes.
const HAS_BOOT: bool = cfg!(feature = "boot");

/// Exit status: all done.
pub const DONE: u8 = 0;
/// Exit status: something failed.
pub const FAILED: u8 = 1;
/// Exit status of `ifenslave -b` and `--boot`: a bond works, but something that was asked for is missing.
pub const PARTIAL: u8 = 3;
/// Exit status of `ifenslave --check`: a bond works, but something is wrong.
pub const DEGRADED: u8 = PARTIAL;
/// Exit status of `ifenslave --check`: a bond does not work.
pub const DOWN: u8 = 4;
