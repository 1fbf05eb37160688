// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which applets there are, and how an executable is linked. These arguments make the whole difference
//! between an ordinary program and ours: plain `cargo build --release` needs no other flags.

use std::env;
use std::path::Path;

/// The features that choose applets.
const APPLETS: [&str; 4] = ["IFCONFIG", "IFENSLAVE", "IFKIT", "NAMEIF"];

fn main() -> Result<(), env::VarError> {
    // `cargo build --no-default-features` builds a program all the same: the plain one.
    let chosen = |applet| env::var_os(format!("CARGO_FEATURE_{applet}")).is_some();
    if !APPLETS.into_iter().any(chosen) {
        println!("cargo::rustc-cfg=feature=\"ifenslave\"");
    }

    let script = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/main.ld");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", script.display());

    // The compiler's usual linker is cc, which passes on what follows -Wl. The small build links with lld itself,
    // which takes its arguments as they are; so does a linker of that kind in cargo's configuration.
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let linker = env::var("RUSTC_LINKER").unwrap_or_default();
    let linker = Path::new(&linker).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let direct =
        flags.contains("linker-flavor=ld.lld") || linker == "ld" || linker.ends_with("lld");
    let prefix = if direct { "" } else { "-Wl," };
    let link = |argument: &str| println!("cargo::rustc-link-arg-bins={prefix}{argument}");
    if direct {
        link("--no-pie");
    } else {
        // No libc, and none of its start-up files.
        for argument in ["-nostdlib", "-nostartfiles", "-static", "-no-pie"] {
            println!("cargo::rustc-link-arg-bins={argument}");
        }
    }
    if env::var("PROFILE")? != "release" {
        // Without link-time optimization, code of core stays in that speaks of unwinding.
        link("--defsym=rust_eh_personality=0");
        return Ok(());
    }

    // One segment in place of five; see there. (Those of the examples only where core::fmt needs no writable data.)
    let is_powerpc = env::var("CARGO_CFG_TARGET_ARCH")? == "powerpc64";
    let examples: &[&str] = if is_powerpc { &[] } else { &["bonding", "netdevice"] };
    for bin in ["ifenslave", "ifkit"].iter().chain(examples) {
        println!("cargo::rustc-link-arg-bin={bin}={prefix}--script={}", script.display());
    }
    // The small build of most processors is position-independent, so the kernel chooses the address. Nothing
    // relocates the program: src/main.ld checks that no constant holds an address, as those of core::fmt do,
    // which the examples print with. (Plain builds have a fixed address. On x86_64, rustc calls memcpy through a
    // table of addresses then, and only unstable options change that.)
    if direct && flags.contains("relocation-model=pie") {
        for bin in ["ifenslave", "ifkit"] {
            println!("cargo::rustc-link-arg-bin={bin}=-pie");
            println!("cargo::rustc-link-arg-bin={bin}=--no-dynamic-linker");
        }
    }
    // Nobody looks for the debug information of a program that has none.
    link("--build-id=none");
    // There are no tables for unwinding to index,
    link("--no-eh-frame-hdr");
    // no relocated data to write-protect,
    link("-znorelro");
    // and nothing that reads sections: a program is loaded by its segments. (Before version 2.41, GNU ld
    // ignores this: 200 bytes.)
    link("-znosectionheader");
    Ok(())
}
