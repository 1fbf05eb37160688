// SPDX-License-Identifier: MIT OR Apache-2.0
//! Integers in the processor's byte order, as the kernel has them: of any length, the low byte first or last.

/// The integer that these bytes are.
pub fn number(bytes: &[u8]) -> u64 {
    let put = |number, &byte: &u8| number << 8 | u64::from(byte);
    if cfg!(target_endian = "little") {
        bytes.iter().rfold(0, put)
    } else {
        bytes.iter().fold(0, put)
    }
}

/// Writes an integer to all of these bytes. Its bits that do not fit are lost.
pub fn write(mut number: u64, bytes: &mut [u8]) {
    let put = |byte: &mut u8| {
        [*byte, ..] = number.to_le_bytes();
        number >>= 8;
    };
    if cfg!(target_endian = "little") {
        bytes.iter_mut().for_each(put);
    } else {
        bytes.iter_mut().rev().for_each(put);
    }
}

/// Of the bytes of an integer those that would be a shorter one, of `len` bytes.
#[allow(dead_code)] // Only the feature `boot` needs it.
pub fn low(integer: &[u8], len: usize) -> &[u8] {
    let start = if cfg!(target_endian = "little") { 0 } else { integer.len().saturating_sub(len) };
    integer.get(start..start + len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_of_any_length_is_as_in_memory() {
        let all: u64 = 0x0123_4567_89ab_cdef;
        #[allow(clippy::cast_possible_truncation)] // That is the point.
        let forms: [&[u8]; 4] = [
            &(all as u8).to_ne_bytes(),
            &(all as u16).to_ne_bytes(),
            &(all as u32).to_ne_bytes(),
            &all.to_ne_bytes(),
        ];
        for bytes in forms {
            let mut written = vec![0; bytes.len()];
            write(all, &mut written);
            assert_eq!(written, bytes);
            assert_eq!(low(&all.to_ne_bytes(), bytes.len()), bytes);
            assert_eq!(number(bytes), all & u64::MAX >> (64 - 8 * bytes.len()));
        }
    }
}
