//! Numbers as digits.

use super::Output;
use crate::kernel::System;

/// Appends a number in decimal.
pub fn push<S: System>(out: &mut Output<'_, S>, mut number: u64) {
    // 20 digits are what the largest takes.
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        let [low, ..] = (number % 10).to_le_bytes();
        if let Some(digit) = digits.get_mut(start) {
            *digit = b'0' + low;
        }
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.push(digits.get(start..).unwrap_or_default());
}
