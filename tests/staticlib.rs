// SPDX-License-Identifier: MIT OR Apache-2.0
//! The static library: what it shows and needs, for each target; and that a C program is, after a call, what
//! it was before.

#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, reason = "these are tests")]

mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use object::elf::{SHF_ALLOC, SHF_WRITE};
use object::read::archive::ArchiveFile;
use object::{File, Object, ObjectSection, ObjectSymbol, SectionFlags};
use program::{alone, ask_make, folder, make_command};

const APPLETS: [&str; 3] = ["ifconfig", "ifenslave", "nameif"];

/// What every C library has, and a host without one: calls of these are made by the compiler.
const MEMORY_FUNCTIONS: [&str; 5] = ["bcmp", "memcmp", "memcpy", "memmove", "memset"];
/// Names that a linker gives to places of its own.
const PLACES: [&str; 3] = ["_GLOBAL_OFFSET_TABLE_", "_gp_disp", ".TOC."];

/// Makes the library, with these further arguments for `make`, and says where it is.
fn make(arguments: &[&str]) -> PathBuf {
    ask_make(make_command().arg("staticlib").args(arguments));
    ask_make(make_command().arg("where-staticlib").args(arguments)).trim_end().into()
}

/// Looks at the library's only object.
fn look_at<T>(library: &Path, look: impl FnOnce(&File<'_>) -> T) -> T {
    let bytes = fs::read(library).unwrap_or_else(|error| panic!("{}: {error}", library.display()));
    let archive = ArchiveFile::parse(&*bytes).expect("an archive");
    let members: Vec<_> = archive.members().map(|member| member.unwrap()).collect();
    let [member] = members.as_slice() else { panic!("{} has several objects", library.display()) };
    let indexed = archive.symbols().unwrap().expect("an index, for the linker").count();
    let object = File::parse(member.data(&*bytes).unwrap()).expect("an object file");
    assert_eq!(indexed, shown(&object).len(), "functions in the index of {}", library.display());
    look(&object)
}

/// The names that it shows to whom it is linked with.
fn shown(object: &File<'_>) -> BTreeSet<String> {
    let global = object.symbols().filter(|symbol| symbol.is_global() && symbol.is_definition());
    global.map(|symbol| symbol.name().unwrap().to_owned()).collect()
}

/// The names of the applets' functions.
fn functions(applets: &[&str]) -> BTreeSet<String> {
    applets.iter().map(|applet| format!("{applet}_main")).collect()
}

/// Arguments for `make`: the plain build for this machine, and with `LONG=yes`, as in `make test-all`, the small ones
/// for all targets, each of which compiles core from source.
fn builds() -> Vec<String> {
    let targets = if program::long() { program::targets() } else { Vec::new() };
    let small = targets.into_iter().map(|target| format!("SMALL=yes TARGET={target}"));
    ["SMALL=no".to_owned()].into_iter().chain(small).collect()
}

#[test]
fn for_each_target_it_shows_its_functions_and_needs_memory_functions_alone() {
    let _alone = alone();
    for arguments in builds() {
        look_at(&make(&arguments.split(' ').collect::<Vec<_>>()), |object| {
            assert_eq!(shown(object), functions(&APPLETS), "{arguments}");
            // The first symbol of all has no name.
            let needed = object.symbols().skip(1).filter(|symbol| symbol.is_undefined());
            for name in needed.map(|symbol| symbol.name().unwrap()) {
                let known = MEMORY_FUNCTIONS.contains(&name) || PLACES.contains(&name);
                assert!(known, "{arguments}: it needs {name}");
            }
        });
    }
}

#[test]
fn for_each_target_it_has_no_data_that_could_change() {
    let _alone = alone();
    for arguments in builds() {
        look_at(&make(&arguments.split(' ').collect::<Vec<_>>()), |object| {
            for section in object.sections() {
                let SectionFlags::Elf { sh_flags, .. } = section.flags() else {
                    panic!("{arguments}: no ELF")
                };
                let data = SHF_ALLOC | SHF_WRITE;
                let name = section.name().unwrap();
                assert!(sh_flags & data != data || section.size() == 0, "{arguments}: {name}");
            }
        });
    }
}

#[test]
fn it_has_the_applets_that_are_asked_for() {
    let _alone = alone();
    for applets in [&["ifenslave"][..], &["ifenslave", "nameif"]] {
        let library = make(&[&format!("APPLETS={}", applets.join(" "))]);
        look_at(&library, |object| assert_eq!(shown(object), functions(applets)));
    }
}

#[test]
fn it_is_installed_with_its_header_and_a_c_program_is_afterwards_what_it_was() {
    let _alone = alone();
    let root = folder("staticlib");
    make(&[]);
    ask_make(
        make_command()
            .args(["install-staticlib", "PREFIX=/usr"])
            .arg(format!("DESTDIR={}", root.display())),
    );
    let include = root.join("usr/include");
    let library = root.join("usr/lib/libifenslave.a");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/staticlib/host.c");
    let compile = |arguments: &[&str], to: &Path, input: &[&Path]| {
        let mut cc = Command::new("cc");
        cc.args(["-std=c99", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"]);
        cc.arg(&include).args(arguments).arg("-o").arg(to).args(input);
        assert!(cc.status().expect("cc can be run").success(), "{cc:?} failed");
    };

    // At a fixed address, at any, and in a shared library.
    let shared = root.join("libshared.so");
    compile(
        &["-shared", "-Wl,-z,defs,-z,text,--whole-archive"],
        &shared,
        &[&library, Path::new("-Wl,--no-whole-archive")],
    );
    let hosts = ["static", "pie", "dynamic"].map(|name| root.join(name));
    let [fixed, pie, dynamic] = &hosts;
    compile(&["-static", "-no-pie"], fixed, &[&source, &library]);
    compile(&["-fPIE", "-pie"], pie, &[&source, &library]);
    compile(&[&format!("-Wl,-rpath,{}", root.display())], dynamic, &[&source, &shared]);

    for host in &hosts {
        let run = |arguments: &[&str]| {
            let output = Command::new(host).args(arguments).output().expect("it can be run");
            let Output { status, stdout, stderr } = output;
            let code = status.code().unwrap_or_else(|| panic!("{arguments:?}: {status}"));
            (code, String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
        };
        // What shows uses memory; what would change something holds signals back.
        let (code, stdout, stderr) = run(&["ifenslave", "-a"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.contains("lo        Link encap:"), "{stdout}");
        let (code, _, stderr) = run(&["ifenslave", "nosuchbond", "lo"]);
        assert_eq!(code, 1);
        assert!(stderr.starts_with("ifenslave: ") && stderr.contains("nosuchbond"), "{stderr}");
        for applet in APPLETS {
            for arguments in
                [&[applet][..], &[applet, "--nonsense"], &[applet, "nosuchlink", "10.0.0.1"]]
            {
                let (code, _, stderr) = run(arguments);
                assert!(code <= 1, "{arguments:?}: {code}: {stderr}");
            }
        }
    }
}

/// A BusyBox, with this library instead of its own applets if there is one.
fn busybox(what: &str, library: Option<&Path>) -> PathBuf {
    let mut build = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/classic/build"));
    PathBuf::from(ask_make(build.arg(what).args(library)).trim_end())
}

#[test]
fn busybox_gets_smaller_where_the_applet_is_all_that_is_in_it() {
    let _alone = alone();
    let [own, ours] = [None, Some(make(&["APPLETS=ifenslave"]))]
        .map(|library| busybox("alone", library.as_deref()))
        .map(|path| fs::metadata(path).expect("it is there").len());
    // It needs no printf, no getopt and no qsort any more.
    assert!(ours < own, "{own} bytes become {ours}");
}

#[test]
fn within_busybox_an_applet_says_what_the_program_says() {
    let _alone = alone();
    let busybox = busybox("toolkit", Some(&make(&[])));
    let said = |command: &mut Command| {
        let output = command.output().expect("it can be run");
        let text = |bytes| String::from_utf8(bytes).expect("text in UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    for arguments in [&["-V"][..], &["nosuchbond", "lo"], &["-x"], &["nosuchlink"]] {
        let within = said(Command::new(&busybox).arg("ifenslave").args(arguments));
        assert_eq!(within, said(Command::new(program::path()).args(arguments)), "{arguments:?}");
    }
    let (status, stdout, _) = said(Command::new(&busybox).args(["ifenslave", "-a"]));
    assert_eq!(status, Some(0));
    assert!(stdout.contains("lo        Link encap:"), "{stdout}");
}
