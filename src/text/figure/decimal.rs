//! Exact decimals, as an author printed them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Most digits after the point. Ten to this power, squared by no operation here, fits an `i128`.
const MAX_SCALE: u8 = 30;

/// An exact decimal number.
///
/// Own code rather than `rust_decimal`, which rounds silently past 28 digits: here what cannot be
/// held exactly is `None`. The author's digits are kept for display (`94.0` shows as `94.0`), but
/// equality, order and hash go by value (`94.0 == 94`).
///
/// Packed, for a site has millions: rounded up to the size of the mantissa it would be half as
/// large again.
#[derive(Clone, Copy, Debug)]
#[repr(Rust, packed(8))]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

impl Decimal {
    /// Nought.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };

    /// One.
    pub const ONE: Self = Self { mantissa: 1, scale: 0 };

    /// Reads a whole text as a number: `23.6`, `-1.5`, `13,101`, and the same in full-width
    /// characters. `None` for anything else: a leading zero as in `007` (a code, no number),
    /// uneven groups as in `1,31`, an exponent, or more digits than can be held exactly.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (value, rest) = Self::parse_leading(text)?;
        rest.is_empty().then_some(value)
    }

    /// Reads the number that `text` begins with, and returns it with what follows.
    pub(super) fn parse_leading(text: &str) -> Option<(Self, &str)> {
        let (negative, rest) = match text.strip_prefix(['-', '−', '－', '负']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix(['+', '＋']).unwrap_or(text)),
        };
        let mut mantissa = 0i128;
        let mut push = |digit: u8| {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
            Some(())
        };
        let (group, mut rest) = split_digits(rest);
        if group.is_empty() || (group.len() > 1 && group.first() == Some(&0)) {
            return None;
        }
        let may_group = group.len() <= 3 && group.first() != Some(&0);
        group.into_iter().try_for_each(&mut push)?;
        while may_group
            && let Some((group, after)) = rest.strip_prefix([',', '，']).map(split_digits)
        {
            // `1,31` and `1,3101` are no groups of thousands: the number ends before the comma.
            if group.len() != 3 {
                break;
            }
            group.into_iter().try_for_each(&mut push)?;
            rest = after;
        }
        let mut scale = 0;
        if let Some((fraction, after)) = rest.strip_prefix(['.', '．']).map(split_digits)
            && !fraction.is_empty()
        {
            scale = u8::try_from(fraction.len()).ok().filter(|scale| *scale <= MAX_SCALE)?;
            fraction.into_iter().try_for_each(&mut push)?;
            rest = after;
        }
        Some((Self { mantissa: if negative { -mantissa } else { mantissa }, scale }, rest))
    }

    /// Returns the product, with the digits after the point of both factors; `None` when it cannot
    /// be held.
    #[must_use]
    pub fn checked_mul(self, factor: impl Into<Self>) -> Option<Self> {
        let factor = factor.into();
        let scale =
            (self.scale + factor.scale <= MAX_SCALE).then_some(self.scale + factor.scale)?;
        Some(Self { mantissa: self.mantissa.checked_mul(factor.mantissa)?, scale })
    }

    /// Returns the sum, with the digits after the point of the finer summand; `None` when it cannot
    /// be held.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let at = |one: Self| one.mantissa.checked_mul(power_of_ten(scale - one.scale));
        Some(Self { mantissa: at(self)?.checked_add(at(other)?)?, scale })
    }

    /// Returns the quotient when it can be written exactly, such as a number of 元 in 万元; `None`
    /// otherwise, as for a third.
    #[must_use]
    pub fn checked_div(self, divisor: impl Into<Self>) -> Option<Self> {
        let Self { mantissa: divisor, scale: moved } = divisor.into();
        let mut mantissa = self.mantissa.checked_mul(power_of_ten(moved))?;
        let mut scale = self.scale;
        while mantissa.checked_rem(divisor)? != 0 {
            mantissa = mantissa.checked_mul(10)?;
            scale = (scale < MAX_SCALE).then_some(scale + 1)?;
        }
        Some(Self { mantissa: mantissa.checked_div(divisor)?, scale })
    }

    /// Moves the point to the right, as 万 moves it by four places: `1.2` by 8 is `120000000`.
    /// `None` when the result cannot be held.
    #[must_use]
    pub fn shift_point(self, places: u8) -> Option<Self> {
        let taken = places.min(self.scale);
        let left = places - taken;
        // An i128 holds 38 digits.
        let factor = (left <= 38).then(|| power_of_ten(left))?;
        Some(Self { mantissa: self.mantissa.checked_mul(factor)?, scale: self.scale - taken })
    }

    /// Tells whether nothing but zeros stands after the point.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.mantissa % power_of_ten(self.scale) == 0
    }

    /// Puts digits after the point of `whole`; `None` when there are too many.
    pub(super) fn with_fraction(whole: u64, digits: &[u8]) -> Option<Self> {
        let scale = u8::try_from(digits.len()).ok().filter(|scale| *scale <= MAX_SCALE)?;
        let fold = |sum: i128, digit: &u8| sum.checked_mul(10)?.checked_add(i128::from(*digit));
        Some(Self { mantissa: digits.iter().try_fold(i128::from(whole), fold)?, scale })
    }

    /// Returns the nearest `f64`: for drawing and for numbers in JSON, never for sums.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "the nearest value is what is asked for")]
    pub fn to_f64(self) -> f64 {
        // Parsing rounds once; dividing two rounded numbers would round three times.
        self.to_string().parse().unwrap_or(self.mantissa as f64)
    }

    /// Returns the number with a comma between thousands, e.g. `30,000,000`.
    #[must_use]
    pub fn with_commas(self) -> String {
        let plain = self.to_string();
        let (sign, unsigned) =
            plain.strip_prefix('-').map_or(("", plain.as_str()), |unsigned| ("-", unsigned));
        let (whole, fraction) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
        let mut grouped = String::from(sign);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped + fraction
    }

    /// Returns mantissa and scale without zeros at the end: equal for equal values.
    fn trim_zeros(self) -> (i128, u8) {
        let Self { mut mantissa, mut scale } = self;
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (mantissa, scale)
    }
}

fn power_of_ten(exponent: u8) -> i128 {
    10i128.pow(u32::from(exponent))
}

/// Splits the digits off the head of `text`, full-width ones too.
fn split_digits(text: &str) -> (Vec<u8>, &str) {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match digit_value(c) {
            Some(digit) => found.push(digit),
            None => return (found, text.get(at..).unwrap_or_default()),
        }
    }
    (found, "")
}

/// Returns the value of an Arabic digit, half-width or full-width.
pub(super) fn digit_value(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(u32::from(c) - u32::from('0')).ok(),
        '０'..='９' => u8::try_from(u32::from(c) - u32::from('０')).ok(),
        _ => None,
    }
}

/// A text is no [`Decimal`]; see [`Decimal::parse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an exact decimal number")]
pub struct NotDecimal;

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        Self::parse(text).ok_or(NotDecimal)
    }
}

impl From<u32> for Decimal {
    fn from(value: u32) -> Self {
        u64::from(value).into()
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self { mantissa: i128::from(value), scale: 0 }
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self { mantissa: i128::from(value), scale: 0 }
    }
}

impl fmt::Display for Decimal {
    /// Writes plain digits with a point: no exponent, no groups.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nearly all figures are whole and small, and printing 128 bits is slow.
        if self.scale == 0
            && let Ok(small) = i64::try_from(self.mantissa)
        {
            return fmt::Display::fmt(&small, f);
        }
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let (digits, unit) =
            (self.mantissa.unsigned_abs(), power_of_ten(self.scale).unsigned_abs());
        write!(f, "{sign}{}", digits / unit)?;
        match usize::from(self.scale) {
            0 => Ok(()),
            scale => write!(f, ".{:0scale$}", digits % unit),
        }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.trim_zeros() == other.trim_zeros()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (mantissa, scale) = self.trim_zeros();
        state.write_u128(mantissa.unsigned_abs());
        (mantissa < 0, scale).hash(state);
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // Whole parts, then fractions at one scale: bringing the whole numbers to one scale could
        // overflow.
        let scale = self.scale.max(other.scale);
        let parts = |one: &Self| {
            let unit = power_of_ten(one.scale);
            (one.mantissa / unit, one.mantissa % unit * power_of_ten(scale - one.scale))
        };
        parts(self).cmp(&parts(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Decimal {
    /// Serializes as a string: a JSON number would lose digits in many readers.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
