//! Numbers as digits.

use super::Output;
use crate::kernel::System;

/// Appends a number in decimal.
pub fn push<S: System>(out: &mut Output<'_, S>, mut number: u64) {
    // 20 digits are what the largest takes.
    let mut digits = [0; 20];
    let mut count = 0;
    for digit in digits.iter_mut().rev() {
        let [low, ..] = (number % 10).to_le_bytes();
        *digit = b'0' + low;
        number /= 10;
        count += 1;
        if number == 0 {
            break;
        }
    }
    out.push(digits.get(20 - count..).unwrap_or_default());
}
