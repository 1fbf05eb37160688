// SPDX-License-Identifier: MIT OR Apache-2.0
//! Templates: texts with placeholders. A placeholder is in braces:
//!
//! | template           | prints                                                                   |
//! |--------------------|--------------------------------------------------------------------------|
//! | `{rx packets}`     | the value of a [`Field`]                                                 |
//! | `{up?UP }`         | the part after the question mark, if a [`Fact`] holds                    |
//! | `{up?true\|false}` | the part before the bar if it holds, and the part after the bar if not   |
//! | `{can't }`         | `can't `, if the message reports a failure: `{failed?can't }`            |
//! | `{(}` `{)}`        | a brace                                                                  |
//!
//! Parts contain placeholders and other parts. The compiler encodes the templates: a placeholder becomes one byte
//! above those of ASCII. A name that does not exist, or a part without an end, is an error.

/// One of two texts.
pub const fn either(condition: bool, text: &'static str, other: &'static str) -> &'static str {
    if condition { text } else { other }
}

/// Declares an enum whose variants have names in templates.
macro_rules! names {
    ($(#[$meta:meta])* $Enum:ident { $($Variant:ident = $name:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)] // Their names explain them.
        #[repr(u8)]
        pub enum $Enum { $($Variant,)* }

        impl $Enum {
            const NAMES: &[&str] = &[$($name,)*];

            /// The variant that the low bits of a byte of an encoded template stand for.
            #[allow(dead_code)]
            pub(super) const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $(_ if code == Self::$Variant as u8 => Some(Self::$Variant),)*
                    _ => None,
                }
            }
        }
    };
}

names! {
    /// A value that a template shows. [`Printer::set`](super::Printer::set) sets those that are numbers.
    Field {
        Interface = "interface",
        Master = "master",
        Slave = "slave",
        HwAddr = "hwaddr",
        LongHwAddr = "long hwaddr",
        // Texts, chosen by a number.
        Hardware = "hardware",
        Port = "port",
        Scope = "scope",
        Unit = "unit",
        // Hexadecimal numbers.
        BaseAddress = "base address",
        MemoryStart = "memory start",
        MemoryEnd = "memory end",
        Dma = "dma",
        // IPv4 addresses.
        Address = "address",
        Peer = "peer",
        Broadcast = "broadcast",
        Netmask = "netmask",
        // The columns of /proc/net/dev, in their order. The bytes are shown in a unit, too. All others are
        // decimal numbers, as are those after the columns.
        RxBytes = "rx bytes",
        RxPackets = "rx packets",
        RxErrors = "rx errors",
        RxDropped = "rx dropped",
        RxOverruns = "rx overruns",
        RxFrame = "rx frame",
        RxCompressed = "rx compressed",
        RxMulticast = "rx multicast",
        TxBytes = "tx bytes",
        TxPackets = "tx packets",
        TxErrors = "tx errors",
        TxDropped = "tx dropped",
        TxOverruns = "tx overruns",
        Collisions = "collisions",
        Carrier = "carrier",
        TxCompressed = "tx compressed",
        // Of an interface.
        Mtu = "mtu",
        TxQueueLen = "txqueuelen",
        Irq = "irq",
        Prefix = "prefix",
        // No template has these two.
        Flags = "flags",
        BaseAddressHigh = "base address high",
        // A size in a unit.
        Bytes = "bytes",
        Whole = "whole",
        Tenths = "tenths",
        // Of messages.
        Errno = "errno",
        Min = "min",
        Max = "max",
        Seconds = "seconds",
        Number = "number",
    }
}

names! {
    /// A fact: the part of a template that it belongs to is printed if it holds.
    Fact {
        // The bits of `ifr_flags`, in their order.
        Up = "up",
        Broadcast = "broadcast",
        Debug = "debug",
        Loopback = "loopback",
        PointToPoint = "point-to-point",
        NoTrailers = "notrailers",
        Running = "running",
        NoArp = "noarp",
        Promisc = "promisc",
        AllMulti = "allmulti",
        Master = "master",
        Slave = "slave",
        Multicast = "multicast",
        PortSel = "portsel",
        AutoMedia = "automedia",
        Dynamic = "dynamic",
        // Other facts about an interface.
        NoFlags = "no flags",
        Statistics = "statistics",
        Compressed = "compressed",
        TxQueueLen = "txqueuelen",
        Address = "address",
        Map = "map",
        Irq = "irq",
        BaseAddress = "base address",
        Memory = "memory",
        Dma = "dma",
        Always = "always",
        // The message reports a failure.
        Failed = "failed",
    }
}

impl Fact {
    /// Its bit in a set of facts.
    pub const fn bit(self) -> u32 {
        1 << self as u8
    }
}

// An encoded template consists of ASCII and of
/// the end of a part,
pub const END: u8 = 1;
/// the beginning of the part that is printed instead,
pub const ELSE: u8 = 2;
/// fields, each as this byte and its number,
pub const FIELD: u8 = 0x80;
/// and beginnings of parts, each as this byte and its fact's number.
pub const IF: u8 = 0xc0;

/// Encodes a template: writes it to `encoded`, from the byte `at` on, and returns where it ends.
#[allow(clippy::indexing_slicing)] // The compiler checks the bounds.
pub const fn encode(template: &str, encoded: &mut [u8], mut at: usize) -> usize {
    let bytes = template.as_bytes();
    let (mut from, mut depth) = (0, 0);
    while from < bytes.len() {
        encoded[at] = match bytes[from] {
            b'{' => {
                let name = from + 1;
                while from < bytes.len() && bytes[from] != b'}' && bytes[from] != b'?' {
                    from += 1;
                }
                let (_, rest) = bytes.split_at(name);
                let (name, end) = rest.split_at(from - name);
                match (name, end) {
                    (b"(", _) => b'{',
                    (b")", _) => b'}',
                    (b"can't ", _) => {
                        encoded[at] = IF | Fact::Failed as u8;
                        at += 1;
                        let mut letter = 0;
                        while letter < name.len() {
                            encoded[at] = name[letter];
                            at += 1;
                            letter += 1;
                        }
                        END
                    }
                    (_, [b'?', ..]) => {
                        depth += 1;
                        IF | find(Fact::NAMES, name, template)
                    }
                    _ => FIELD | find(Field::NAMES, name, template),
                }
            }
            b'}' => {
                assert!(depth > 0, "a brace that closes nothing");
                depth -= 1;
                END
            }
            b'|' if depth > 0 => ELSE,
            byte => {
                assert!(byte.is_ascii_graphic() || byte == b' ' || byte == b'\n' || byte == b'\t');
                byte
            }
        };
        from += 1;
        at += 1;
    }
    assert!(depth == 0, "a part without an end");
    at
}

/// The number of a name.
// The compiler checks the bounds, the enum has 8 bits, and a panic is an error of the compiler.
#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation, clippy::panic)]
const fn find(names: &[&str], name: &[u8], template: &str) -> u8 {
    let mut number = 0;
    while number < names.len() {
        let known = names[number].as_bytes();
        let mut at = 0;
        while at < name.len() && known.len() == name.len() && known[at] == name[at] {
            at += 1;
        }
        if at == name.len() && at == known.len() {
            return number as u8;
        }
        number += 1;
    }
    panic!("{}", template) // It has a placeholder that does not exist.
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(template: &str) -> Vec<u8> {
        let mut bytes = [0; 64];
        let len = encode(template, &mut bytes, 0);
        bytes[..len].to_vec()
    }

    #[test]
    fn a_placeholder_becomes_one_byte() {
        assert_eq!(encoded("a {slave}|"), [b'a', b' ', FIELD | Field::Slave as u8, b'|']);
        assert_eq!(encoded("{(}{)}"), b"{}");
    }

    #[test]
    fn a_part_has_a_beginning_and_an_end() {
        let (up, failed) = (IF | Fact::Up as u8, IF | Fact::Failed as u8);
        assert_eq!(encoded("{up?a|{mtu}}"), [up, b'a', ELSE, FIELD | Field::Mtu as u8, END]);
        assert_eq!(encoded("{can't }"), [failed, b'c', b'a', b'n', b'\'', b't', b' ', END]);
    }

    #[test]
    #[should_panic = "the {salve}"]
    fn an_unknown_name_is_an_error() {
        encoded("the {salve}");
    }

    #[test]
    #[should_panic = "a part without an end"]
    fn a_part_without_an_end_is_an_error() {
        encoded("{up?a{mtu}");
    }

    #[test]
    fn codes_leave_room_for_every_name() {
        assert!(Field::NAMES.len() <= 64);
        assert!(Fact::NAMES.len() <= 32);
        for (code, _) in (0..).zip(Field::NAMES) {
            assert_eq!(Field::from_code(code).map(|field| field as u8), Some(code));
        }
    }
}
