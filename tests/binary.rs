// SPDX-License-Identifier: MIT OR Apache-2.0
//! The executable that is shipped: how it is linked, what is in it and what is not.

#![allow(clippy::panic, clippy::indexing_slicing, clippy::expect_used, reason = "these are tests")]

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use object::elf::{
    ET_DYN, FileHeader32, FileHeader64, FileType, PF_W, PF_X, PT_DYNAMIC, PT_GNU_STACK, PT_INTERP,
    PT_LOAD, ProgramFlags, ProgramType,
};
use object::read::elf::{FileHeader, ProgramHeader};
use object::{Endianness, FileKind};

use program::read;

/// BusyBox, built with musl and nothing else in it.
fn the_classic() -> Vec<u8> {
    let build = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/classic/build"))
        .stderr(Stdio::inherit())
        .output()
        .expect("the classic can be built");
    let program = String::from_utf8(build.stdout).expect("a path in UTF-8");
    fs::read(program.trim_end()).expect("it is there")
}

/// A segment of the program.
struct Segment {
    kind: ProgramType,
    flags: ProgramFlags,
    /// Where in memory the file's first byte would be.
    start: u64,
    /// Where in memory what is in the file ends.
    end: u64,
}

/// The program, as the kernel looks at it.
struct Elf {
    kind: FileType,
    entry: u64,
    segments: Vec<Segment>,
}

/// Both builds: the program under test, which is the plain one if nothing else is asked for, and the small one.
fn both() -> [&'static Path; 2] {
    [program::path(), program::small()]
}

fn elf(path: &Path) -> Elf {
    fn parse<H: FileHeader<Endian = Endianness>>(bytes: &[u8]) -> object::Result<Elf> {
        let header = H::parse(bytes)?;
        let endian = header.endian()?;
        let segments = header.program_headers(endian, bytes)?.iter().map(|segment| Segment {
            kind: segment.p_type(endian),
            flags: segment.p_flags(endian),
            start: segment.p_vaddr(endian).into() - segment.p_offset(endian).into(),
            end: segment.p_vaddr(endian).into() + segment.p_filesz(endian).into(),
        });
        Ok(Elf {
            kind: header.e_type(endian),
            entry: header.e_entry(endian).into(),
            segments: segments.collect(),
        })
    }
    let bytes = read(path);
    match FileKind::parse(&*bytes) {
        Ok(FileKind::Elf32) => parse::<FileHeader32<Endianness>>(&bytes),
        Ok(FileKind::Elf64) => parse::<FileHeader64<Endianness>>(&bytes),
        other => panic!("the program is no ELF file: {other:?}"),
    }
    .unwrap_or_else(|error| panic!("the program's ELF headers: {error}"))
}

/// A symbol in the program, and its address.
struct Symbol {
    address: u64,
    name: String,
}

/// What was linked into the small program, as lld's map lists it: the program itself has no symbols any
/// more. The map is that of the very link which made the program. (Plain builds have none, as linkers differ.
/// They are of the same sources.)
fn symbols() -> Vec<Symbol> {
    let mut path = program::small().as_os_str().to_owned();
    path.push(".map");
    let path = PathBuf::from(path);
    let map = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; `make` has the linker leave a map beside the program", path.display())
    });
    // The first line has the headings. A symbol is under its own, an input section before it.
    let column = map.lines().next().and_then(|headings| headings.find("Symbol"));
    let symbols = map.lines().skip(1).filter_map(|line| {
        let (numbers, name) = line.split_at_checked(column?)?;
        if !numbers.ends_with("        ") {
            return None;
        }
        let address = numbers.split_whitespace().next()?;
        let address = u64::from_str_radix(address, 16).ok()?;
        Some(Symbol { address, name: name.replace("..", "::") })
    });
    symbols.collect()
}

/// All Rust files under a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn it_is_static() {
    for path in both() {
        for segment in elf(path).segments {
            assert_ne!(segment.kind, PT_INTERP, "{}: it has no interpreter", path.display());
            assert_ne!(segment.kind, PT_DYNAMIC, "{}: nothing to be linked to", path.display());
        }
    }
}

#[test]
fn the_small_one_is_at_an_address_of_the_kernels_choice() {
    // Of x86_64, aarch64, riscv64gc and armv7, the Makefile says.
    assert_eq!(elf(program::small()).kind, ET_DYN, "it is position-independent");
}

#[test]
fn no_memory_is_both_writable_and_executable() {
    for path in both() {
        let segments = elf(path).segments;
        assert!(segments.iter().any(|segment| segment.kind == PT_LOAD), "{}", path.display());
        for segment in segments {
            let both = PF_W | PF_X;
            assert_ne!(segment.flags & both, both, "{}: {:?}", path.display(), segment.kind);
        }
    }
}

#[test]
fn its_stack_is_not_executable() {
    for path in both() {
        let elf = elf(path);
        let stacks = elf.segments.iter().filter(|segment| segment.kind == PT_GNU_STACK);
        let flags: Vec<ProgramFlags> = stacks.map(|segment| segment.flags).collect();
        // Without such a header, the kernel makes the stack executable.
        assert_eq!(flags.len(), 1, "{}", path.display());
        assert_ne!(flags[0] & PF_X, PF_X, "{}", path.display());
    }
}

#[test]
#[cfg(target_arch = "x86_64")]
fn both_builds_stay_within_their_budgets() {
    let budgets = program::budgets();
    let mut sizes = Vec::new();
    for (small, arguments, budget) in [
        (false, &[][..], "cargo"),
        (true, &[], "x86_64-unknown-linux-musl"),
        (false, &["BOOT=no"], "cargo-no-boot"),
        (true, &["BOOT=no"], "no-boot"),
    ] {
        let small = if small { "SMALL=yes" } else { "SMALL=no" };
        let size = read(&program::make(&[&[small][..], arguments].concat())).len();
        let limit = budgets.get(budget).copied();
        assert!(Some(size) <= limit, "{small} {arguments:?} takes {size}, may take {limit:?}");
        sizes.push(size);
    }
    let [plain, small, plain_without, small_without] = sizes[..] else { panic!("four programs") };
    assert!(
        small < plain && small_without < plain_without,
        "the small ones are smaller: {sizes:?}"
    );

    let classic = the_classic().len();
    assert!(small * 5 < classic * 4, "{small} bytes are more than four fifths of {classic}");
    assert!(small_without * 5 < classic, "{small_without} are more than a fifth of {classic}");
}

/// Words of a panic's message, and of where it happens.
const WORDS: [&str; 16] = [
    "panic",
    "unwrap",
    "expect",
    "index out of bounds",
    "out of range for slice",
    "slice index starts",
    "overflow",
    "divide by zero",
    // (A network may be unreachable.)
    "entered unreachable",
    "assertion",
    "called `",
    "Option",
    "Result",
    ".rs",
    "/rustc/",
    "/src/",
];

#[test]
fn no_words_of_a_panic_are_in_it() {
    for (path, words) in both().into_iter().flat_map(|path| WORDS.map(|words| (path, words))) {
        let bytes = read(path);
        let found = bytes.windows(words.len()).any(|window| window == words.as_bytes());
        assert!(!found, "{}: {words}", path.display());
    }
}

#[test]
fn the_link_map_is_that_of_the_program() {
    let (elf, symbols) = (elf(program::small()), symbols());
    let start = symbols.iter().find(|symbol| symbol.name == "_start").map(|symbol| symbol.address);
    assert_eq!(start, Some(elf.entry));
    let end = elf.segments.iter().filter(|segment| segment.kind == PT_LOAD);
    let end = end.map(|segment| segment.end).max().unwrap_or_default();
    let last = symbols.iter().map(|symbol| symbol.address).max().unwrap_or_default();
    assert!(
        last < end && end - last < 1024,
        "the last symbol is at {last:#x}, the end at {end:#x}"
    );
    for name in ["ifenslave::show", "ifenslave::bond"] {
        assert!(symbols.iter().any(|symbol| symbol.name.starts_with(name)), "{name}");
    }
}

/// What panics in the program, each but called by the one before: rustix's check that the kernel's
/// answer to socket(2) is not -1, which it has already seen to be no error. There is no socket of
/// rustix's without it. It brings neither words nor formatting along: the first three only call the
/// panic handler, which is the last, about 30 bytes in all.
const PANICS: [&str; 4] = [
    "core::panicking::assert_failed",
    "core::panicking::assert_failed_inner",
    "core::panicking::panic_fmt",
    "__rustc::rust_begin_unwind",
];

/// A function's name without its type arguments, or the hash that stands for them.
fn plain(name: &str) -> &str {
    let end = name.find("::<").or_else(|| name.rfind("::h"));
    name.split_at(end.unwrap_or(name.len())).0
}

#[test]
fn nothing_that_panics_formats_or_allocates_is_in_it() {
    // Every panic of Rust's ends in core::panicking::panic_fmt or its like, which are never inlined:
    // where no such function is linked, there is no path that panics.
    let machinery = [
        "panic",
        "core::fmt",
        "core::option::",
        "core::result::",
        "core::str::",
        "alloc::",
        "std::",
        "__rust",
        "rust_begin_unwind",
        "rust_eh",
    ];
    let symbols = symbols();
    let mut found: Vec<&str> = symbols
        .iter()
        .map(|symbol| symbol.name.as_str())
        .filter(|name| machinery.iter().any(|machinery| name.contains(machinery)))
        .collect();
    // Each once: another type's assertion would be another function of the same name.
    for allowed in PANICS {
        if let Some(at) = found.iter().position(|name| plain(name) == allowed) {
            found.swap_remove(at);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
#[cfg(target_arch = "x86_64")]
fn what_panics_is_called_from_one_place() {
    let (bytes, symbols) = (read(program::small()), symbols());
    let start = elf(program::small())
        .segments
        .iter()
        .find(|segment| segment.kind == PT_LOAD)
        .map(|s| s.start);
    let Some(start) = start else { panic!("nothing is loaded") };
    for name in PANICS {
        let symbol = symbols.iter().find(|symbol| plain(&symbol.name) == name);
        let Some(symbol) = symbol else { continue };
        // Calls and jumps, of whatever kind, end with the distance from there to the function.
        let calls = (start + 4..).zip(bytes.windows(4)).filter(|(next, distance)| {
            let distance = [distance[0], distance[1], distance[2], distance[3]];
            next.wrapping_add_signed(i32::from_le_bytes(distance).into()) == symbol.address
        });
        assert_eq!(calls.count(), 1, "calls of {name}");
    }
}

#[test]
fn unsafe_code_is_in_five_places_only() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut rooms = Vec::new();
    for path in
        ["src", "staticlib", "examples"].iter().flat_map(|room| rust_files(&project.join(room)))
    {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{error}"));
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut words = code.flat_map(|line| line.split(|c| !is_word(c)));
        // `unsafe_code` is the lint that forbids it elsewhere, and would be allowed there.
        if words.any(|word| word == "unsafe" || word == "unsafe_code") {
            rooms.push(path.strip_prefix(project).unwrap_or(&path).to_owned());
        }
    }
    // The system calls have a folder, and the implementation of the system interface has one.
    let folders = ["src/sys", "src/kernel/linux"];
    rooms.retain(|room| !folders.iter().any(|folder| room.starts_with(folder)));
    rooms.sort();
    assert_eq!(
        rooms,
        ["src/kernel/linux.rs", "src/start.rs", "staticlib/src/lib.rs"].map(Path::new)
    );
}
