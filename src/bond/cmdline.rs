//! Where the SPECs of bonds are: on the command line, or in the kernel's own.

use heapless::Vec;

use super::spec::DEFAULT;
use crate::kernel::{Errno, File, Result, System, c_string};

/// Bytes for all SPECs, or for a kernel's command line: no architecture has one of more than 4,096.
const ROOM: usize = 8192;

/// SPECs, with NULs between them.
pub type Specs = Vec<u8, ROOM>;

/// Bytes of the longest path, with its NUL.
const PATH_MAX: usize = 4096;

/// The kernel's own command line.
pub const CMDLINE: &[u8] = b"/proc/cmdline";

/// Appends a SPEC; an empty one is the default. ENOBUFS where there is no room for it.
pub fn push(specs: &mut Specs, spec: &[u8]) -> Result<()> {
    let spec = if spec.is_empty() { DEFAULT } else { spec };
    let separator: &[u8] = if specs.is_empty() { b"" } else { b"\0" };
    for part in [separator, spec] {
        specs.extend_from_slice(part).map_err(|_| Errno::NOBUFS)?;
    }
    Ok(())
}

/// Appends each SPEC of a file's words: of `bond=SPEC`, perhaps in double quotes, or of `bond` alone.
pub fn read<S: System>(system: S, path: &[u8], specs: &mut Specs) -> Result<()> {
    let mut room = [0; PATH_MAX];
    let file = system.open(c_string(path, &mut room).ok_or(Errno::NAMETOOLONG)?)?;
    let mut text = Specs::new();
    loop {
        let mut piece = [0; 512];
        let read = match file.read(&mut piece)? {
            0 => break,
            count => piece.get(..count).unwrap_or_default(),
        };
        text.extend_from_slice(read).map_err(|_| Errno::NOBUFS)?;
    }
    for word in text.split(|&byte| matches!(byte, b' ' | b'\t' | b'\n')) {
        let word = unquoted(word);
        if let Some(spec) = word.strip_prefix(b"bond=") {
            push(specs, unquoted(spec))?;
        } else if word == b"bond" {
            push(specs, b"")?;
        }
    }
    Ok(())
}

/// A word without the double quotes at its ends.
fn unquoted(word: &[u8]) -> &[u8] {
    let word = word.strip_prefix(b"\"").unwrap_or(word);
    word.strip_suffix(b"\"").unwrap_or(word)
}
