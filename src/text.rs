//! Every word that is printed, and how it gets out.

mod errno;
mod layout;
mod message;
mod number;
mod printer;

pub use layout::Layout;
pub use message::Message;
pub use printer::{Printer, bit};

/// A key of two bytes, neither of them 0.
pub type Key = [u8; 2];

/// A key and its text.
type Entry = (Key, &'static str);

/// All texts. Those of the layout are first: they are looked up most.
const TABLES: &[&[Entry]] = &[
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

/// The first bytes of all keys, and their second bytes. So, and apart from the texts, they compress best.
static KEYS: [[u8; ALL.count]; 2] = [cut(&ALL.keys[0]), cut(&ALL.keys[1])];
/// All texts, with a NUL behind each.
static TEXTS: [u8; ALL.len] = cut(&ALL.texts);

const ALL: Joined = Joined::new();

/// The tables as one, with room to spare.
struct Joined {
    keys: [[u8; 512]; 2],
    count: usize,
    texts: [u8; 16384],
    len: usize,
}

impl Joined {
    // The compiler makes an error of an index out of bounds, and of a failed assertion.
    #[allow(clippy::indexing_slicing)]
    const fn new() -> Self {
        let mut all = Self { keys: [[0; 512]; 2], count: 0, texts: [0; 16384], len: 0 };
        let mut table = 0;
        while table < TABLES.len() {
            let mut entry = 0;
            while entry < TABLES[table].len() {
                let (key, text) = TABLES[table][entry];
                all.keys[0][all.count] = key[0];
                all.keys[1][all.count] = key[1];
                all.count += 1;
                let mut at = 0;
                while at < text.len() {
                    all.texts[all.len + at] = text.as_bytes()[at];
                    at += 1;
                }
                all.len += at + 1;
                entry += 1;
            }
            table += 1;
        }
        all
    }
}

/// The first bytes of many.
const fn cut<const LEN: usize>(bytes: &[u8]) -> [u8; LEN] {
    let mut first = [0; LEN];
    first.copy_from_slice(bytes.split_at(LEN).0);
    first
}

/// The bytes of a text, a NUL, and whatever follows; none if no text has this key.
fn find(key: Key) -> Option<impl Iterator<Item = u8>> {
    let mut bytes = TEXTS.iter().copied();
    let [first, second] = &KEYS;
    for (&first, &second) in first.iter().zip(second) {
        if [first, second] == key {
            return Some(bytes);
        }
        bytes.find(|&byte| byte == 0);
    }
    None
}

/// A text as it was written; empty where there is none.
#[cfg(test)]
fn text(key: Key) -> String {
    let text = find(key).into_iter().flatten().take_while(|&byte| byte != 0);
    text.map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "takes minutes, and all here is safe code")]
    fn each_text_is_found_by_its_key() {
        for (key, written) in TABLES.concat() {
            // No other text has this key.
            assert_eq!(text(key), written, "{key:?}");
        }
        assert!(find(*b"no").is_none());
    }

    #[test]
    #[cfg_attr(miri, ignore = "takes minutes, and all here is safe code")]
    fn a_hardware_type_has_a_title_or_no_text() {
        // No type of Linux is between these.
        for hardware in (0..1023).chain([0xfffe, 0xffff]) {
            let title = text(Layout::title(hardware));
            assert!(title.is_empty() || title.starts_with(" Link encap:"), "{hardware}: {title}");
        }
    }
}
