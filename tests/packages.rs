// SPDX-License-Identifier: MIT OR Apache-2.0
//! Packages: those for Debian, which `make deb` builds, and the recipes of `packaging/` for other systems.

#![allow(clippy::panic, clippy::expect_used, reason = "these are tests")]

mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use program::{alone, ask_make, folder, make_command, read};

/// The architectures for which there must be a package.
const ARCHITECTURES: [&str; 7] = ["amd64", "arm64", "armhf", "i386", "ppc64el", "riscv64", "s390x"];
/// The packages have the version of the program, and this revision.
const REVISION: &str = "-1";

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    String::from_utf8(read(&project().join(path))).expect("text in UTF-8")
}

/// What a command prints, which must succeed.
fn printed(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?} failed: {said}");
    said
}

/// Installs these commands, each given as COMMAND:PACKAGE, where Debian lacks them.
fn need(commands: &[&str]) {
    printed(Command::new(project().join("tests/need")).args(commands));
}

/// Debian's architectures, and the target of each.
fn architectures() -> BTreeMap<String, String> {
    let map = text("packaging/debian/architectures");
    let lines = map.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pair = |line: &str| {
        let (architecture, target) = line.split_once(' ').expect("ARCHITECTURE TARGET");
        (architecture.to_owned(), target.to_owned())
    };
    lines.map(pair).collect()
}

/// What `make deb` builds for these targets, with this mask of permissions: the packages, by their names.
fn packages(targets: &[String], mask: &str) -> BTreeMap<String, PathBuf> {
    let make = make_command();
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask $0 && exec \"$@\"", mask, "make"]).args(make.get_args());
    shell
        .args(["deb", "ANY_RUST=yes", &format!("TARGETS={}", targets.join(" "))])
        .current_dir(project());
    for (variable, _) in make.get_envs() {
        shell.env_remove(variable);
    }
    let said = ask_make(&mut shell);
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    said.lines().map(|line| (name(Path::new(line)), PathBuf::from(line))).collect()
}

/// A field of a package.
fn field(package: &Path, name: &str) -> String {
    let mut dpkg = Command::new("dpkg-deb");
    printed(dpkg.arg("--field").arg(package).arg(name)).trim_end().to_owned()
}

/// Unpacks a package: where it is, and its files and links.
fn unpacked(package: &Path, name: &str) -> (PathBuf, BTreeSet<String>) {
    let root = folder(name);
    printed(Command::new("dpkg-deb").arg("--extract").arg(package).arg(&root));
    let mut find = Command::new("find");
    let found = printed(find.args([".", "!", "-type", "d"]).current_dir(&root));
    (root, found.lines().map(|path| path.trim_start_matches('.').to_owned()).collect())
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn debian_packages_have_the_program_or_the_hooks_and_are_the_same_each_time() {
    let _alone = alone();
    let targets = program::targets();
    let version = format!("{}{REVISION}", env!("CARGO_PKG_VERSION"));
    let built = packages(&targets, "022");
    let architectures = architectures();
    let here: BTreeMap<&String, &String> =
        architectures.iter().filter(|(_, target)| targets.contains(target)).collect();
    let hooks = format!("ifenslave-static-initramfs_{version}_all.deb");
    let expected: BTreeSet<String> = here
        .keys()
        .map(|architecture| format!("ifenslave-static_{version}_{architecture}.deb"))
        .chain([hooks.clone(), "SHA256SUMS".to_owned()])
        .collect();
    assert_eq!(built.keys().cloned().collect::<BTreeSet<_>>(), expected);

    for (architecture, target) in here {
        let name = format!("ifenslave-static_{version}_{architecture}.deb");
        let package = built.get(&name).expect("a package");
        assert_eq!(field(package, "Architecture"), *architecture);
        assert_eq!(field(package, "Version"), version);
        // It needs nothing, and takes no other package's place.
        for relation in ["Depends", "Pre-Depends", "Conflicts", "Replaces", "Provides"] {
            assert_eq!(field(package, relation), "", "{relation}");
        }
        let (root, files) = unpacked(package, "debian-program");
        let expected = set(&[
            "/usr/sbin/ifenslave",
            "/usr/share/bash-completion/completions/ifenslave",
            "/usr/share/doc/ifenslave-static/changelog.Debian.gz",
            "/usr/share/doc/ifenslave-static/changelog.gz",
            "/usr/share/doc/ifenslave-static/copyright",
            "/usr/share/lintian/overrides/ifenslave-static",
            "/usr/share/man/man8/ifenslave.8.gz",
        ]);
        assert_eq!(files, expected);
        let small = program::make(&["SMALL=yes", &format!("TARGET={target}")]);
        assert!(read(&root.join("usr/sbin/ifenslave")) == read(&small), "for {architecture}");
    }

    let package = built.get(&hooks).expect("the hooks");
    let depends = format!("ifenslave-static (>= {version}), initramfs-tools");
    assert_eq!(field(package, "Depends"), depends);
    let (root, files) = unpacked(package, "debian-hooks");
    let of_initramfs_tools: BTreeSet<&str> =
        files.iter().filter_map(|path| path.strip_prefix("/usr/share/initramfs-tools/")).collect();
    let hooks = ["hooks/ifenslave", "scripts/init-bottom/ifenslave", "scripts/init-top/ifenslave"];
    assert_eq!(of_initramfs_tools, BTreeSet::from(hooks));
    for hook in hooks {
        let there = read(&root.join("usr/share/initramfs-tools").join(hook));
        let here = read(&project().join("contrib/initramfs-tools").join(hook));
        assert!(there == here, "{hook}");
    }

    let bytes = |built: &BTreeMap<String, PathBuf>| -> BTreeMap<String, Vec<u8>> {
        built.iter().map(|(name, path)| (name.clone(), read(path))).collect()
    };
    let first = bytes(&built);
    let second = bytes(&packages(&targets, "077"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, content) in &first {
        assert!(second.get(name) == Some(content), "{name} differs the second time");
    }
}

#[test]
fn debian_has_a_package_for_each_of_its_architectures() {
    let architectures = architectures();
    assert_eq!(architectures.keys().cloned().collect::<BTreeSet<_>>(), set(&ARCHITECTURES));
    let control = text("packaging/debian/control");
    let listed = format!("\nArchitecture: {}\n", ARCHITECTURES.join(" "));
    assert!(control.contains(&listed), "{listed}");
    let known = ask_make(make_command().arg("targets"));
    for target in architectures.values() {
        assert!(known.lines().any(|line| line == target), "{target} is no target");
    }
}

#[test]
fn the_packages_copyright_names_each_crate_that_is_linked() {
    let targets = architectures();
    let sbom =
        printed(Command::new("packaging/sbom").args(targets.values()).current_dir(project()));
    let sbom: serde_json::Value = serde_json::from_str(&sbom).expect("JSON");
    let copyright = text("packaging/debian/copyright");
    let mut count = 0;
    for component in sbom.get("components").and_then(|all| all.as_array()).expect("a list") {
        let of = |field| component.get(field).and_then(|text| text.as_str()).expect("a text");
        if of("scope") == "required" && of("name") != "rust-core" {
            let paragraph = format!("\nFiles: vendor/{}-*/*\n", of("name"));
            assert!(copyright.contains(&paragraph), "{paragraph}");
            count += 1;
        }
    }
    assert!(count > 3, "{sbom}");
}

#[test]
fn each_recipe_is_for_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    for (path, line) in [
        ("packaging/alpine/APKBUILD", format!("pkgver={version}")),
        ("packaging/arch/PKGBUILD", format!("pkgver={version}")),
        (
            "packaging/buildroot/package/ifenslave-static/ifenslave-static.mk",
            format!("IFENSLAVE_STATIC_VERSION = {version}"),
        ),
        ("packaging/openwrt/ifenslave/Makefile", format!("PKG_VERSION:={version}")),
        ("staticlib/Cargo.toml", format!("version = \"{version}\"")),
    ] {
        assert!(text(path).lines().any(|text| text == line), "{path}: no line {line}");
    }
    let first = text("packaging/debian/changelog");
    let first = first.lines().next().expect("a line").to_owned();
    assert!(first.starts_with(&format!("ifenslave-static ({version}{REVISION}) ")), "{first}");
    let changes = text("CHANGELOG.md");
    assert!(changes.contains(&format!("\n## {version}")), "CHANGELOG.md has no {version}");
}

/// What the recipe for OpenWrt reads: OpenWrt's variables, and an implementation of its macro that prints the archive's
/// name and installs the package.
const OPENWRT: [(&str, &str); 2] = [
    ("rules.mk", "INSTALL_DIR = install -d -m 755\nINSTALL_BIN = install -m 755\n"),
    (
        "package.mk",
        "define BuildPackage\nsource:\n\t@echo $(PKG_SOURCE)\ninstall:\n\
         \t$(call Package/$(1)/install,$(DESTDIR))\nendef\n",
    ),
];

#[test]
fn the_recipe_for_openwrt_takes_the_archive_of_the_processor_and_installs_its_program() {
    let openwrt = folder("openwrt");
    for (name, content) in OPENWRT {
        fs::write(openwrt.join(name), content).expect("a file");
    }
    let destination = openwrt.join("root");
    let recipe = |goal: &str, arguments: &[&str]| {
        let mut make = make_command();
        make.args(["-f", "packaging/openwrt/ifenslave/Makefile", goal]).args(arguments);
        for (variable, value) in [
            ("TOPDIR", &openwrt),
            ("INCLUDE_DIR", &openwrt),
            ("BUILD_DIR", &openwrt),
            ("DESTDIR", &destination),
        ] {
            make.arg(format!("{variable}={}", value.display()));
        }
        ask_make(&mut make).trim_end().to_owned()
    };
    let archive = |target: &str| format!("ifenslave-{}-{target}", env!("CARGO_PKG_VERSION"));
    let known = ask_make(make_command().arg("targets"));
    for (arguments, target) in [
        (&["ARCH=x86_64"][..], "x86_64-unknown-linux-musl"),
        (&["ARCH=i386"], "i686-unknown-linux-musl"),
        (&["ARCH=aarch64"], "aarch64-unknown-linux-musl"),
        (&["ARCH=arm", "CONFIG_arm_v7=y", "CONFIG_HAS_FPU=y"], "armv7-unknown-linux-musleabihf"),
        (&["ARCH=arm", "CONFIG_arm_v7=y"], "armv5te-unknown-linux-musleabi"),
        (&["ARCH=arm"], "armv5te-unknown-linux-musleabi"),
        (&["ARCH=mips"], "mips-unknown-linux-musl"),
        (&["ARCH=mipsel"], "mipsel-unknown-linux-musl"),
        (&["ARCH=riscv64"], "riscv64gc-unknown-linux-musl"),
    ] {
        assert_eq!(recipe("source", arguments), format!("{}.tar.gz", archive(target)));
        assert!(known.lines().any(|line| line == target), "{target} is no target");
    }
    let unpacked = openwrt.join(archive("x86_64-unknown-linux-musl"));
    fs::create_dir(&unpacked).expect("a folder");
    fs::write(unpacked.join("ifenslave"), "a program").expect("a file");
    recipe("install", &["ARCH=x86_64"]);
    assert_eq!(read(&destination.join("usr/sbin/ifenslave")), b"a program");
}

/// The sources of a release, unpacked, and the archive.
fn sources(name: &str) -> (PathBuf, PathBuf) {
    let own = program::targets().first().expect("a target").clone();
    let said = ask_make(make_command().args([
        "dist",
        "SOURCE_DATE_EPOCH=1000000000",
        "ANY_RUST=yes",
        &format!("TARGETS={own}"),
    ]));
    let release = format!("ifenslave-{}", env!("CARGO_PKG_VERSION"));
    let archive = said.lines().find(|path| path.ends_with(&format!("/{release}.tar.gz")));
    let archive = PathBuf::from(archive.expect("the source archive"));
    let to = folder(name);
    printed(Command::new("tar").arg("-C").arg(&to).arg("-xf").arg(&archive));
    (to.join(release), archive)
}

/// Without network, and with no crates but those of the archive.
fn offline(command: &mut Command) -> &mut Command {
    for variable in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CARGO_TARGET_DIR", "RUSTFLAGS"] {
        command.env_remove(variable);
    }
    command.env("CARGO_NET_OFFLINE", "true").env("CARGO_HOME", folder("no-crates-for-packages"))
}

/// The program of the plain build.
fn plain() -> Vec<u8> {
    read(&program::make(&[]))
}

#[test]
#[ignore = "builds the program in another folder: make test-all"]
fn a_distribution_builds_the_debian_packages_from_the_source_archive() {
    let _alone = alone();
    need(&["dh:debhelper", "dpkg-buildpackage:dpkg-dev"]);
    let (sources, _) = sources("debian-from-sources");
    let debian = sources.join("packaging/debian");
    printed(Command::new("cp").arg("-R").arg(debian).arg(sources.join("debian")));
    // (Debian's dependencies are packages, and the compiler of this machine may come from rustup.)
    let mut build = Command::new("dpkg-buildpackage");
    build.args(["--build=binary", "--no-check-builddeps", "--unsigned-changes"]);
    printed(offline(build.current_dir(&sources)));
    let architecture = printed(Command::new("dpkg").arg("--print-architecture"));
    let version = format!("{}{REVISION}", env!("CARGO_PKG_VERSION"));
    let name = format!("../ifenslave-static_{version}_{}.deb", architecture.trim_end());
    let (root, _) = unpacked(&sources.join(name), "debian-from-sources-unpacked");
    assert!(read(&root.join("usr/sbin/ifenslave")) == plain(), "another program");
}

#[test]
#[cfg(target_arch = "x86_64")]
#[ignore = "installs a Debian of 500 MB: make test-all"]
fn a_debian_installs_uses_and_removes_the_packages_next_to_its_own() {
    let _alone = alone();
    let built = packages(&program::targets(), "022");
    let folder = built.values().next().and_then(|path| path.parent()).expect("a folder");
    let mut test = Command::new(project().join("tests/build/packages"));
    let said = printed(test.arg("trixie").arg(folder));
    assert!(said.ends_with("* done\n"), "{said}");
}

#[test]
#[ignore = "installs shellcheck: make test-all"]
fn shellcheck_accepts_the_recipes_and_scripts() {
    need(&["shellcheck:shellcheck"]);
    for (shell, further, files) in [
        (
            "bash",
            "SC1091",
            &[
                "packaging/arch/PKGBUILD",
                "packaging/deb",
                "packaging/dist",
                "packaging/sbom",
                "tests/build/packages",
            ][..],
        ),
        // abuild reads and sets variables.
        ("dash", "SC2034,SC2154", &["packaging/alpine/APKBUILD"]),
        (
            "dash",
            "SC1091",
            &[
                "packaging/debian/ifenslave-static-initramfs.postinst",
                "tests/build/packages-inside",
            ],
        ),
    ] {
        let mut check = Command::new("shellcheck");
        check.args(["-s", shell, "-e", further]).args(files).current_dir(project());
        printed(&mut check);
    }
}

#[test]
#[ignore = "builds the program in another folder: make test-all"]
fn the_recipe_for_alpine_builds_checks_and_packs_the_source_archive() {
    let _alone = alone();
    let (sources, _) = sources("alpine");
    let root = folder("alpine-package");
    // As abuild does it: each function starts in builddir.
    let script = r#"
        srcdir=$1 pkgdir=$2
        . "$3"
        for function in build check package; do
            cd "$builddir"
            $function
        done
        echo "$source" "$subpackages"
    "#;
    let mut shell = Command::new("sh");
    shell.args(["-euc", script, "abuild"]).arg(sources.parent().expect("a folder")).arg(&root);
    let said = printed(offline(shell.arg(project().join("packaging/alpine/APKBUILD"))));
    let archive = format!("/ifenslave-{}.tar.gz", env!("CARGO_PKG_VERSION"));
    assert!(said.contains(&archive), "{said}");
    assert!(read(&root.join("usr/sbin/ifenslave")) == plain(), "another program");
    for file in [
        "usr/share/man/man8/ifenslave.8",
        "usr/share/bash-completion/completions/ifenslave",
        "usr/share/licenses/ifenslave-static/LICENSE-MIT",
    ] {
        assert!(root.join(file).is_file(), "{file}");
    }
}

#[test]
#[cfg(target_arch = "x86_64")]
#[ignore = "builds the program in another folder: make test-all"]
fn makepkg_builds_the_packages_for_arch_from_the_source_archive() {
    let _alone = alone();
    need(&[
        "makepkg:makepkg",
        "pacman:pacman-package-manager",
        "bsdtar:libarchive-tools",
        "fakeroot:fakeroot",
        "unshare:util-linux",
    ]);
    let (_, archive) = sources("arch-sources");
    let work = folder("arch");
    for file in [&archive, &project().join("packaging/arch/PKGBUILD")] {
        printed(Command::new("cp").arg(file).arg(&work));
    }
    // It does not run as root, so root becomes another user in its own namespace.
    let mut build = Command::new("unshare");
    build.args(["--user", "--map-user=1000", "--map-group=1000", "makepkg"]);
    build.args(["--nodeps", "--noconfirm", "--nocolor"]);
    build.env("PKGDEST", &work).env("PKGEXT", ".pkg.tar.gz").env("BUILDDIR", &work);
    printed(offline(build.current_dir(&work)));
    let unpacked = |name: &str| -> PathBuf {
        let root = folder(&format!("{name}-unpacked"));
        let mut tar = Command::new("tar");
        tar.arg("-C").arg(&root).arg("-xf").arg(work.join(format!("{name}.pkg.tar.gz")));
        printed(&mut tar);
        root
    };
    let version = format!("{}-1", env!("CARGO_PKG_VERSION"));
    let root = unpacked(&format!("ifenslave-static-{version}-x86_64"));
    assert!(read(&root.join("usr/bin/ifenslave")) == plain(), "another program");
    assert!(root.join("usr/share/man/man8/ifenslave.8.gz").is_file());
    let root = unpacked(&format!("ifenslave-static-mkinitcpio-{version}-any"));
    for file in ["hooks/ifenslave", "install/ifenslave", "systemd/ifenslave.service"] {
        assert!(root.join("usr/lib/initcpio").join(file).is_file(), "{file}");
    }
    assert!(!root.join("usr/bin").exists(), "the program is in the other package");
}

/// What the recipe for Buildroot uses of Buildroot: macros that run its commands in the unpacked sources.
const BUILDROOT: &str = "\
UPPERCASE = $(shell echo $(1) | tr a-z- A-Z_)
INSTALL = install
TARGET_CC = cc
define generic-package
$(SOURCES)/build:
\t$$(IFENSLAVE_STATIC_BUILD_CMDS)
$(SOURCES)/install:
\t$$(IFENSLAVE_STATIC_INSTALL_TARGET_CMDS)
endef
";

#[test]
#[cfg(target_arch = "x86_64")]
#[ignore = "builds the program in another folder: make test-all"]
fn the_recipe_for_buildroot_builds_and_installs_the_source_archive() {
    let _alone = alone();
    let (sources, _) = sources("buildroot");
    let work = folder("buildroot-host");
    let (host, root) = (work.join("host"), work.join("root"));
    fs::create_dir_all(host.join("bin")).expect("a folder");
    for tool in ["cargo", "rustc"] {
        let path = printed(Command::new("sh").args(["-c", &format!("command -v {tool}")]));
        let link = std::os::unix::fs::symlink(path.trim_end(), host.join("bin").join(tool));
        link.expect("a link");
    }
    let recipe = "packaging/buildroot/package/ifenslave-static/ifenslave-static.mk";
    let stub = work.join("Makefile");
    // Its target is the compiler's own, which is always installed.
    let about = printed(Command::new("rustc").arg("-vV"));
    let target = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let include = project().join(recipe);
    fs::write(&stub, format!("{BUILDROOT}include {}\n", include.display())).expect("a file");
    for goal in ["build", "install"] {
        let mut make = Command::new("make");
        // The recipe finds the sources in the folder of the goal.
        make.arg("-f").arg(&stub).arg(sources.join(goal));
        make.arg(format!("SOURCES={}", sources.display()));
        make.arg(format!("RUSTC_TARGET_NAME={target}"));
        make.arg(format!("HOST_DIR={}", host.display()));
        make.arg(format!("TARGET_DIR={}", root.display()));
        printed(offline(&mut make));
    }
    let shown = Command::new(root.join("usr/sbin/ifenslave")).arg("--version").output();
    let shown = String::from_utf8(shown.expect("it can be run").stdout).expect("text");
    assert!(shown.contains(env!("CARGO_PKG_VERSION")), "{shown}");
}
