//! Every word that is printed, and how it gets out.

mod errno;
mod layout;
mod message;
mod number;
mod packed;
mod printer;

pub use layout::Layout;
pub use message::Message;
pub use packed::Key;
pub use printer::{Printer, bit};

use packed::Packing;

/// All texts, packed into one. Those of the layout are first: they are looked up most.
const TABLES: &[&[packed::Entry]] = &[
    layout::TABLE,
    message::TEXTS,
    #[cfg(feature = "ifenslave")]
    message::IFENSLAVE,
    #[cfg(feature = "ifenslave")]
    message::IFENSLAVE_HINTS,
    #[cfg(feature = "boot")]
    message::BOOT,
    #[cfg(feature = "boot")]
    message::STATUS,
    #[cfg(any(feature = "boot", feature = "ifconfig", feature = "nameif"))]
    message::ARGUMENTS,
    #[cfg(any(feature = "boot", feature = "nameif"))]
    message::FILES,
    #[cfg(any(feature = "ifconfig", feature = "nameif"))]
    message::COMPANIONS,
    #[cfg(feature = "ifconfig")]
    message::IFCONFIG,
    #[cfg(feature = "nameif")]
    message::NAMEIF,
    #[cfg(feature = "ifkit")]
    message::IFKIT,
    errno::TABLE,
    #[cfg(any(feature = "boot", feature = "ifconfig", feature = "nameif"))]
    errno::RARE,
];
const PACKING: Packing = Packing::new(TABLES);
static BYTES: [u8; PACKING.len] = PACKING.bytes();
static PAIRS: [[u8; 2]; PACKING.count] = PACKING.pairs();

/// A text as it was written.
#[cfg(test)]
fn text(key: Key) -> String {
    packed::text(&BYTES, &PAIRS, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacking_needs_little_stack() {
        // A pair may be of pairs: so deep does a printer call itself.
        fn depth(byte: u8) -> usize {
            let pair = packed::unpack(&PAIRS, byte);
            pair.map_or(0, |pair| 1 + pair.iter().map(|&byte| depth(byte)).max().unwrap())
        }
        let deepest = (0..=255).map(depth).max().unwrap();
        assert!((1..=16).contains(&deepest), "{deepest} calls deep");
    }

    #[test]
    fn each_text_is_printed_as_it_was_written() {
        for (key, written) in TABLES.concat() {
            // No other text has this key.
            assert_eq!(text(key), written, "{key:?}");
        }
    }
}
