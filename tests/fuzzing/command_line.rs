// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line, compared with glibc's getopt_long(3).
//!
//! Input: the arguments, a NUL between two, as /proc/PID/cmdline has them.

#![allow(unsafe_code, reason = "getopt_long is the C library's")]

use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr::{null, null_mut};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ifenslave::cli::ifenslave::args::{self, Invalid, Task};
use ifenslave::output::Message;
use libc::option;

use super::is_name;
use crate::simulated::*;

/// An option's letter, its long name, and its argument (`has_arg`).
type Opt = (u8, &'static str, c_int);

const OPTIONS: [Opt; 17] = [
    (b'c', "change-active", NONE),
    (b'd', "detach", NONE),
    (b'f', "force", NONE),
    (b'a', "all-interfaces", NONE),
    (b'v', "verbose", NONE),
    (b'h', "help", NONE),
    (b'u', "usage", NONE),
    (b'V', "version", NONE),
    // The text after the sign is an operand.
    (b'b', "bond", OPTIONAL),
    (b'D', "unbond", OPTIONAL),
    (b's', "status", OPTIONAL),
    (b'n', "no-act", NONE),
    (b'w', "wait", REQUIRED),
    (BOOT, "boot", OPTIONAL),
    (JSON, "json", NONE),
    (HANDOVER, "handover", NONE),
    (CHECK, "check", OPTIONAL),
];

const NONE: c_int = 0;
const REQUIRED: c_int = 1;
const OPTIONAL: c_int = 2;

// They have no letters.
const BOOT: u8 = 2;
const JSON: u8 = 3;
const HANDOVER: u8 = 4;
const CHECK: u8 = 5;

pub fn check(data: &[u8]) {
    // No option's letter is one of these, and getopt_long(3) would not distinguish it from a long one.
    if [BOOT, JSON, HANDOVER, CHECK].iter().any(|letter| data.contains(letter)) {
        return;
    }
    let args: Vec<&[u8]> = data.split(|&byte| byte == 0).collect();
    let expected = expected(&args);
    match (args::parse(args.iter().copied()), &expected) {
        (Ok(command), Ok(Wanted { task, letters, operands })) => {
            assert_eq!(command.task, *task, "{args:?}");
            let has = |letter| letters.contains(&letter);
            assert_eq!(command.options.all(), has(b'a'), "{args:?}");
            assert_eq!(command.options.force(), has(b'f'), "{args:?}");
            assert_eq!(command.options.verbose(), has(b'v') || has(b'n'), "{args:?}");
            assert_eq!(command.options.no_act(), has(b'n'), "{args:?}");
            assert_eq!(command.options.json(), has(JSON), "{args:?}");
            assert_eq!(command.seconds.is_some(), has(b'w'), "{args:?}");
            assert_eq!(command.operands().collect::<Vec<_>>(), *operands, "{args:?}");
        }
        (Err(Invalid(message, part)), Err(expected)) => {
            assert_eq!((message, part.to_vec()), *expected, "{args:?}");
        }
        (Ok(command), Err(expected)) => panic!("{args:?}: {:?}, not {expected:?}", command.task),
        (Err(wrong), Ok(_)) => panic!("{args:?}: {wrong:?}"),
    }

    // And what becomes of it, where there is no interface.
    let machine = Machine::with([]);
    let run = machine.ifenslave(&args);
    let task = expected.as_ref().map(|wanted| wanted.task);
    let status = match task {
        Ok(Task::Help | Task::Usage | Task::Version) => 0,
        Ok(Task::Show) => u8::from(expected.as_ref().is_ok_and(|all| !all.operands.is_empty())),
        Ok(Task::ShowInstead) => 2,
        Ok(Task::Attach | Task::Detach | Task::ChangeActive) | Err(_) => 1,
        // A bond may have no slaves, a file may be missing, and a bond to delete need not exist.
        Ok(
            Task::Bond | Task::Boot | Task::Check | Task::Status | Task::Unbond | Task::UnbondBoot,
        ) => {
            assert!(run.status <= 1, "{args:?}: {run:?}");
            run.status
        }
    };
    assert_eq!(run.status, status, "{args:?}: {run:?}");
    assert_eq!(run.stderr.is_empty(), status != 1, "{args:?}: {run:?}");
    assert!(status != 1 || run.stderr.starts_with("ifenslave: "), "{args:?}: {run:?}");
    if task.is_err() {
        assert!(run.stderr.contains("\nUsage: ifenslave "), "{args:?}: {run:?}");
        let calls = 0..machine.calls();
        assert!(
            calls.map(|call| machine.call(call)).all(|call| call.starts_with("write to Stderr"))
        );
    }
}

/// The error in a command line, and the invalid part of it.
type Complaint = (Message, Vec<u8>);

/// What a command line asks for.
struct Wanted<'a> {
    task: Task,
    letters: Vec<u8>,
    operands: Vec<&'a [u8]>,
}

fn expected<'a>(args: &[&'a [u8]]) -> Result<Wanted<'a>, Complaint> {
    let (letters, operands) = getopt_long(args)?;
    let has = |letter| letters.contains(&letter);
    let text = [(b'h', Task::Help), (b'u', Task::Usage), (b'V', Task::Version)];
    let text = text.into_iter().find(|(letter, _)| has(*letter));
    let tasks = [
        (b'b', Task::Bond),
        (BOOT, Task::Boot),
        (b's', Task::Status),
        (CHECK, Task::Check),
        (b'D', Task::Unbond),
        (b'c', Task::ChangeActive),
        (b'd', Task::Detach),
    ];
    let tasks: Vec<_> = tasks.into_iter().filter(|(letter, _)| has(*letter)).collect();
    let task = match (text, has(b'c'), has(b'd'), operands.len()) {
        (Some((_, task)), ..) => task,
        (None, false, false, _) if has(b'D') && has(BOOT) => Task::UnbondBoot,
        (None, false, false, _) if !tasks.is_empty() => tasks[0].1,
        (_, _, _, 0) | (_, false, false, 1) => Task::Show,
        (_, _, _, 1) => Task::ShowInstead,
        (_, false, false, _) => Task::Attach,
        (_, true, ..) => Task::ChangeActive,
        _ => Task::Detach,
    };
    if text.is_none() {
        let is_name = |name: &[u8]| has(b'b') || has(BOOT) || is_name(name);
        let bad = |name: &&&[u8]| !is_name(name);
        if let Some(slave) = operands.iter().skip(1).find(bad) {
            return Err((Message::BadName, slave.to_vec()));
        }
        let unboot = has(b'D') && has(BOOT) && tasks.len() == 2;
        if tasks.len() > 1 && !unboot {
            return Err((Message::ExclusiveOptions, vec![]));
        }
        if has(HANDOVER) && !unboot {
            return Err((Message::NoUnboot, b"--handover".into()));
        }
        if has(b'w') && (unboot || !has(b'b') && !has(BOOT)) {
            return Err((Message::NoBond, b"-w".into()));
        }
        if has(JSON) && !has(b's') {
            return Err((Message::NoStatus, b"--json".into()));
        }
        if has(b'b') && operands.is_empty() {
            return Err((Message::NoSpec, vec![]));
        }
        if has(BOOT) && operands.len() > 1 {
            return Err((Message::OneFile, vec![]));
        }
        if has(b'D') && !unboot && operands.is_empty() {
            return Err((Message::Missing, b"-D".into()));
        }
        if has(b'c') && operands.len() > 2 {
            return Err((Message::OneActive, vec![]));
        }
        if let Some(&name) = operands.first() {
            // That of an alias, which can be shown, has a colon.
            let shown = |byte: &u8| if *byte == b':' && task == Task::Show { b'x' } else { *byte };
            if !is_name(&name.iter().map(shown).collect::<Vec<_>>()) {
                return Err((Message::BadName, name.to_vec()));
            }
        }
    }
    Ok(Wanted { task, letters, operands })
}

/// The options, by their letters, and the operands, as getopt_long(3) finds them; or the first
/// option that is wrong.
fn getopt_long<'a>(args: &[&'a [u8]]) -> Result<(Vec<u8>, Vec<&'a [u8]>), Complaint> {
    let (mut letters, mut operands) = (Vec::new(), Vec::new());
    let mut getopt = Getopt::new(args, &OPTIONS);
    loop {
        match getopt.next() {
            (None, next) => {
                operands.extend_from_slice(&args[next..]);
                return Ok((letters, operands));
            }
            (Some(OPERAND), next) => operands.push(args[next - 1]),
            // Abbreviations keep the meaning that they have without the options of `boot`.
            (Some(b'?'), next) if args[next - 1] == b"--u" => letters.push(b'u'),
            (Some(b'?'), next) if args[next - 1] == b"--h" => letters.push(b'h'),
            (Some(b'?'), next) if [b"--c", &b"--ch"[..]].contains(&args[next - 1]) => {
                letters.push(b'c')
            }
            (Some(b'?'), next)
                if args[next - 1].starts_with(b"--c=") || args[next - 1].starts_with(b"--ch=") =>
            {
                letters.push(CHECK);
                operands.push(
                    args[next - 1].splitn(2, |&byte| byte == b'=').nth(1).unwrap_or_default(),
                );
            }
            (Some(b'?'), next) if args[next - 1].starts_with(b"--u=") => {
                letters.push(b'D');
                operands.push(&args[next - 1][4..]);
            }
            (Some(b'?'), _) if getopt.bad_letter() == b'w' => {
                return Err((Message::BadSeconds, vec![]));
            }
            (Some(b'?'), next) => {
                let letter = getopt.bad_letter();
                if letter != 0 && OPTIONS.iter().all(|known| known.0 != letter) {
                    return Err((Message::UnknownOption, vec![letter]));
                }
                // A long one. It is ambiguous if it is right for more than one, were that alone.
                drop(getopt);
                let arg = args[next - 1];
                let right = |option: &&Opt| Getopt::new(&[arg], &[**option]).next().0 != Some(b'?');
                let message = match OPTIONS.iter().filter(right).count() {
                    0 | 1 => Message::UnknownOption,
                    _ => Message::AmbiguousOption,
                };
                return Err((message, arg.into()));
            }
            (Some(b'w'), _) => {
                let text = getopt.argument().unwrap_or_default();
                let seconds = str::from_utf8(&text).ok().filter(|text| !text.starts_with('+'));
                if seconds
                    .and_then(|text| text.parse::<i32>().ok())
                    .is_none_or(|number| number < 0 || text[0] == b'-')
                {
                    return Err((Message::BadSeconds, text));
                }
                letters.push(b'w');
            }
            (Some(letter), next) => {
                letters.push(letter);
                if let Some(argument) = getopt.argument() {
                    operands.push(&args[next - 1][args[next - 1].len() - argument.len()..]);
                }
            }
        }
    }
}

/// What getopt_long(3) returns for an operand, where the letters begin with `-`: that asks for all
/// arguments in their order.
const OPERAND: u8 = 1;

unsafe extern "C" {
    static mut opterr: c_int;
    static mut optind: c_int;
    static mut optopt: c_int;
    static mut optarg: *const c_char;
}

/// getopt_long(3) at work: no other thread can use it meanwhile, as its state is the process's.
struct Getopt {
    args: Vec<CString>,
    names: Vec<(u8, CString, c_int)>,
    letters: CString,
    _alone: MutexGuard<'static, ()>,
}

impl Getopt {
    fn new(args: &[&[u8]], options: &[Opt]) -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: the thread that writes or reads these has the lock.
        unsafe {
            opterr = 0;
            // From the start, also within a cluster.
            optind = 0;
        }
        let mut letters = b"-".to_vec();
        for &(letter, _, has_arg) in options.iter().filter(|option| option.0 > HANDOVER) {
            letters.push(letter);
            letters.extend((has_arg == REQUIRED).then_some(b':'));
        }
        Self {
            args: [&b"ifenslave"[..]]
                .iter()
                .chain(args)
                .map(|arg| CString::new(*arg).unwrap())
                .collect(),
            names: options
                .iter()
                .map(|(letter, name, has_arg)| (*letter, CString::new(*name).unwrap(), *has_arg))
                .collect(),
            letters: CString::new(letters).unwrap(),
            _alone: alone,
        }
    }

    /// What it returns, if anything is left; and how many arguments it is done with.
    fn next(&mut self) -> (Option<u8>, usize) {
        let mut argv: Vec<*mut c_char> =
            self.args.iter().map(|arg| arg.as_ptr().cast_mut()).collect();
        argv.push(null_mut());
        let flag = null_mut();
        let mut table: Vec<option> = (self.names.iter())
            .map(|(letter, name, has_arg)| option {
                name: name.as_ptr(),
                has_arg: *has_arg,
                flag,
                val: (*letter).into(),
            })
            .collect();
        table.push(option { name: null(), has_arg: 0, flag, val: 0 });
        let argc = self.args.len().try_into().unwrap();
        // SAFETY: the strings live on, and are not written; both lists have an end; and the lock is
        // held.
        let (found, done) = unsafe {
            let found = libc::getopt_long(
                argc,
                argv.as_ptr(),
                self.letters.as_ptr(),
                table.as_ptr(),
                null_mut(),
            );
            (found, optind)
        };
        (u8::try_from(found).ok(), usize::try_from(done).unwrap() - 1)
    }

    /// The argument of the option that it returned.
    fn argument(&self) -> Option<Vec<u8>> {
        // SAFETY: the lock is held, and where it points to an argument, that lives on.
        let argument = unsafe { (!optarg.is_null()).then(|| CStr::from_ptr(optarg)) };
        argument.map(|text| text.to_bytes().to_vec())
    }

    /// Of a cluster, the letter that is no option.
    fn bad_letter(&self) -> u8 {
        // SAFETY: the lock is held.
        let [letter, ..] = unsafe { optopt }.to_le_bytes();
        letter
    }
}
