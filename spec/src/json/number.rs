//! Numbers as text. What the standard library and other crates have for it is made for speed, by way of tables, which
//! every visitor would download.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "what is cut off is a carry, or known to be short"
)]

use std::cmp::Ordering;

use super::Number;

/// `number` as `serde_json` writes it.
pub(crate) fn write(number: &Number, out: &mut String) {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(whole @ ..0), ..) => {
            out.push('-');
            digits(whole.unsigned_abs(), out);
        }
        (_, Some(whole), _) => digits(whole, out),
        (.., double) => shortest(double.unwrap_or_default(), out),
    }
}

/// The digits of a whole number.
pub(crate) fn digits(mut number: u64, out: &mut String) {
    let start = out.len();
    loop {
        out.insert(start, char::from(b'0' + (number % 10) as u8));
        number /= 10;
        if number == 0 {
            return;
        }
    }
}

/// The fewest digits that are read as the same double again; of these, the nearest.
fn shortest(double: f64, out: &mut String) {
    if double.is_sign_negative() {
        out.push('-');
    }
    if double == 0.0 {
        out.push_str("0.0");
        return;
    }
    let start = out.len();
    let point = decimal(double.to_bits(), out);
    let count = i32::try_from(out.len() - start).unwrap_or_default();
    let mut zeros = |at: usize, count: i32| (0..count).for_each(|_| out.insert(at, '0'));
    match point {
        -4..=0 => {
            zeros(start, -point);
            out.insert_str(start, "0.");
        }
        1..=16 => {
            zeros(start + usize::try_from(count).unwrap_or_default(), point - count);
            if point < count {
                out.insert(start + usize::try_from(point).unwrap_or_default(), '.');
            } else {
                out.push_str(".0");
            }
        }
        _ => {
            if count > 1 {
                out.insert(start + 1, '.');
            }
            out.push_str(if point < 1 { "e-" } else { "e+" });
            digits((point - 1).unsigned_abs().into(), out);
        }
    }
}

/// Writes the digits, and says how many of them stand before the decimal point. This is the method of Steele and White, with
/// fractions of long numbers: `value / unit` is the double, and whatever differs from it by less than `below / unit` or
/// `above / unit` is read as the same.
fn decimal(bits: u64, out: &mut String) -> i32 {
    let exponent = (bits >> 52 & 0x7ff) as usize;
    let fraction = bits & ((1 << 52) - 1);
    let significand = if exponent == 0 { fraction } else { fraction | 1 << 52 };
    // Below a power of two, doubles are twice as close. All is doubled twice, so that halves of a step are whole.
    let is_power = fraction == 0 && exponent > 1;
    let up = exponent.max(1).saturating_sub(1075);
    let down = 1075_usize.saturating_sub(exponent.max(1));
    let mut value = Long::new(significand, up + 2);
    let mut unit = Long::new(1, down + 2);
    let mut above = Long::new(1, up + 1);
    let mut below = Long::new(1, if is_power { up } else { up + 1 });
    // Of two doubles, what lies in the middle is read as the even one.
    let limit = if significand.is_multiple_of(2) { Ordering::Equal } else { Ordering::Less };
    let reaches =
        |value: &Long, above: &Long, unit: &Long| value.plus(above).compare(unit) >= limit.reverse();
    let (start, mut point) = (out.len(), 0);
    while reaches(&value, &above, &unit) {
        unit.times_ten();
        point += 1;
    }
    loop {
        for number in [&mut value, &mut above, &mut below] {
            number.times_ten();
        }
        if out.len() == start && !reaches(&value, &above, &unit) {
            point -= 1;
            continue;
        }
        let mut digit = b'0';
        while value.compare(&unit) >= Ordering::Equal {
            value.minus(&unit);
            digit += 1;
        }
        let is_low = value.compare(&below) <= limit;
        let is_high = reaches(&value, &above, &unit);
        if is_low || is_high {
            // In the middle of two numbers, it is the even one.
            let middle = if digit.is_multiple_of(2) { Ordering::Greater } else { Ordering::Equal };
            let is_nearer_above = value.plus(&value).compare(&unit) >= middle;
            out.push(char::from(digit + u8::from(is_high && (!is_low || is_nearer_above))));
            return point;
        }
        out.push(char::from(digit));
    }
}

/// A whole number, longer than any double needs, from its end to its beginning.
#[derive(Clone)]
struct Long([u32; 36]);

impl Long {
    /// `number` times two, `doubled` times.
    fn new(number: u64, doubled: usize) -> Self {
        let mut limbs = [0; 36];
        let mut rest = u128::from(number) << (doubled % 32);
        let mut at = doubled / 32;
        while rest > 0 {
            limbs[at] = rest as u32;
            rest >>= 32;
            at += 1;
        }
        Self(limbs)
    }

    fn times_ten(&mut self) {
        let mut carry = 0;
        for limb in &mut self.0 {
            carry += u64::from(*limb) * 10;
            *limb = carry as u32;
            carry >>= 32;
        }
    }

    fn plus(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        let mut carry = 0;
        for (limb, other) in sum.0.iter_mut().zip(&other.0) {
            carry += u64::from(*limb) + u64::from(*other);
            *limb = carry as u32;
            carry >>= 32;
        }
        sum
    }

    fn minus(&mut self, other: &Self) {
        let mut borrow = 0;
        for (limb, other) in self.0.iter_mut().zip(&other.0) {
            let difference = i64::from(*limb) - i64::from(*other) + borrow;
            *limb = difference as u32;
            borrow = difference >> 32;
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        for at in (0..self.0.len()).rev() {
            if self.0[at] != other.0[at] {
                return self.0[at].cmp(&other.0[at]);
            }
        }
        Ordering::Equal
    }
}
