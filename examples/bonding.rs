// SPDX-License-Identifier: MIT OR Apache-2.0
//! Creates a bond, changes it and shows its state with the library's module `bonding`, from a command line:
//!
//! ```text
//! bonding bond0 create active-backup enslave eth0 enslave eth1 active eth1 wait 10 status
//! bonding bond0 release eth0 delete
//! ```
//!
//! After the name of the bond come requests, which are carried out one after the other up to the first that fails:
//!
//! ```text
//! create MODE | options MODE           create it, or change the options of an existing one
//! enslave SLAVE | release SLAVE        attach or detach a slave
//! active SLAVE | primary SLAVE         make a slave the active one, or the preferred one
//! wait SECONDS                         wait for links and LACP partners
//! status                               show the state
//! delete                               delete it
//! ```
//!
//! The exit status is 0, or 1 with the reason on stderr. As the executables of this package it has neither libc nor
//! allocator, and is built for the same targets: `make bonding TARGET=...`. A program with a libc uses the library in the
//! same way.

#![no_std]
#![no_main]
#![cfg_attr(target_arch = "mips", feature(asm_experimental_arch))]

#[path = "../src/start.rs"]
mod start;

use core::fmt::{self, Write};
use core::str;
use core::time::Duration;

use heapless::Vec;
use ifenslave::bonding::{Bond, Error, LacpRate, Mode, Options, XmitHashPolicy};
use ifenslave::kernel::{Args, Hosted, Linux, Stream, System};
use ifenslave::{DONE, FAILED};

/// Why a request failed.
enum Wrong {
    /// The command line is none of those above.
    Words,
    /// The links were not there in time.
    Time,
    /// The bond is not what was asked for.
    Bond(Error),
    /// The state was not printed.
    Print,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words => f.write_str("which request? (see its source)"),
            Self::Time => f.write_str("the time is over"),
            Self::Bond(error) if error.is_restored() => error.fmt(f),
            Self::Bond(error) => write!(f, "{error}; and not everything could be restored"),
            Self::Print => f.write_str("can't print the state"),
        }
    }
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self::Bond(error)
    }
}

impl From<fmt::Error> for Wrong {
    fn from(_: fmt::Error) -> Self {
        Self::Print
    }
}

/// Reads the command line and carries out its requests.
fn main(_: Linux, args: Args<'_>) -> u8 {
    let mut words: Vec<&str, 32> = Vec::new();
    for arg in args.skip(1) {
        // Without room for a word, or if it is no text, the command line is invalid.
        let _ = words.push(str::from_utf8(arg).unwrap_or_default());
    }
    match run(&words) {
        Ok(()) => DONE,
        Err(wrong) => {
            // If this cannot be printed, the exit status still reports the failure.
            let _ = writeln!(Text(Stream::Stderr), "bonding: {wrong}");
            FAILED
        }
    }
}

fn run(words: &[&str]) -> Result<(), Wrong> {
    let Some((name, mut requests)) = words.split_first() else { return Err(Wrong::Words) };
    // The bond at hand: opened by the first request that needs it.
    let mut bond = None;
    while let Some((request, rest)) = requests.split_first() {
        requests = match (*request, rest) {
            ("create", [mode, rest @ ..]) => {
                bond = Some(Bond::create(name, &options(mode)?)?);
                rest
            }
            ("delete", rest) => {
                opened(&mut bond, name)?;
                bond.take().map_or(Ok(()), Bond::delete)?;
                rest
            }
            (request, rest) => change(opened(&mut bond, name)?, request, rest)?,
        };
    }
    Ok(())
}

/// The bond at hand.
fn opened<'b>(bond: &'b mut Option<Bond>, name: &str) -> Result<&'b mut Bond, Wrong> {
    if bond.is_none() {
        *bond = Some(Bond::open(name)?);
    }
    bond.as_mut().ok_or(Wrong::Words)
}

/// Carries out a request about an existing bond, and returns the words after it.
fn change<'w>(
    bond: &mut Bond,
    request: &str,
    words: &'w [&'w str],
) -> Result<&'w [&'w str], Wrong> {
    if request == "status" {
        show(bond)?;
        return Ok(words);
    }
    let [word, rest @ ..] = words else { return Err(Wrong::Words) };
    match request {
        "options" => bond.configure(&options(word)?)?,
        "enslave" => bond.enslave(word)?,
        "release" => bond.release(word)?,
        "active" => bond.set_active(word)?,
        "primary" => bond.set_primary(word)?,
        "wait" => {
            let seconds = word.parse().map_err(|_| Wrong::Words)?;
            if !bond.wait(Duration::from_secs(seconds))? {
                return Err(Wrong::Time);
            }
        }
        _ => return Err(Wrong::Words),
    }
    Ok(rest)
}

/// The options of a bond in this mode.
fn options(mode: &str) -> Result<Options<'static>, Wrong> {
    let mode = Mode::ALL.iter().find(|known| known.name() == mode).ok_or(Wrong::Words)?;
    let options = Options::new(*mode).miimon(100);
    Ok(match mode {
        Mode::Lacp => options.lacp_rate(LacpRate::Fast).xmit_hash_policy(XmitHashPolicy::Layer34),
        _ => options,
    })
}

/// Prints the state of a bond and its slaves.
fn show(bond: &Bond) -> Result<(), Wrong> {
    let mut out = Text(Stream::Stdout);
    let mut printed = Ok(());
    let status = bond.status(|slave| {
        let state = if slave.active { "active" } else { "backup" };
        let (name, link, port) = (slave.name, slave.link, slave.port);
        printed = printed.and_then(|()| writeln!(out, "{name} {state} {link:?} {port:?}"));
    })?;
    printed?;
    write!(out, "{} {:?}", status.name, status.verdict)?;
    if let Some(mode) = status.mode {
        write!(out, " mode {mode}")?;
    }
    write!(out, " miimon {} slaves {}", status.miimon, status.slaves)?;
    for (what, slave) in [("active", status.active_slave), ("primary", status.primary)] {
        if let Some(slave) = slave {
            write!(out, " {what} {slave}")?;
        }
    }
    Ok(writeln!(out)?)
}

/// A standard stream that text is written to.
struct Text(Stream);

impl Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let written = Hosted.write(self.0, rest).map_err(|_| fmt::Error)?;
            rest = rest.get(written..).unwrap_or_default();
        }
        Ok(())
    }
}
