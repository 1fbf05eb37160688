//! Interfaces of Linux, configured and shown: BusyBox's `ifenslave`, `ifconfig` and `nameif` again, and
//! the netdevice(7) interface beneath them.
//!
//! Data flows one way, and nothing below knows what is above:
//!
//! ```text
//! applet (arguments) ──► bond, show (policy) ──► kernel (requests, lists)
//!                              └───────────────► text (messages, layout)
//! ```
//!
//! | module     | what it holds |
//! |------------|---------------|
//! | [`applet`] | the programs: each reads its command line, and says what is to be done |
//! | [`bond`]   | attach, detach and change active: the order of things, and undoing them |
//! | [`show`]   | which interfaces are shown, in which order, and what is told of each |
//! | [`netdevice`] | the requests of netdevice(7) for programs of other people: each is a method |
//! | [`kernel`] | the seam: what is asked of the system; [`kernel::Linux`] is the real one |
//! | [`parse`]  | numbers and addresses, as they are written |
//! | [`text`]   | every word that is printed: messages, reasons, usage, the layout of an interface |
//!
//! There is no allocator and no libc; an executable adds only entry, panic and exit.
//!
//! The features `ifenslave` (on by default), `ifconfig` and `nameif` choose the applets.

#![cfg_attr(not(test), no_std)]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

pub mod applet;
#[cfg(feature = "ifenslave")]
pub mod bond;
pub mod kernel;
pub mod netdevice;
pub mod parse;
pub mod show;
pub mod text;

/// Exit status: all done.
pub const DONE: u8 = 0;
/// Exit status: something failed.
pub const FAILED: u8 = 1;
