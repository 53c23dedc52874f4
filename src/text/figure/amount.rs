//! A number with its multipliers: 3000余万, 1.2亿, 3亿5000万, 十几万, 三点五.

use super::decimal::digit_value;
use super::words::{WITHIN, strip_head};
use super::{Decimal, Qualifier, numeral};

/// A number with its multipliers folded in, and what follows.
pub(super) struct Amount<'a> {
    pub(super) value: Decimal,
    /// What the word inside says, as 余 in 3000余万.
    pub(super) within: Option<Qualifier>,
    /// It is written in Chinese numerals.
    pub(super) spoken: bool,
    /// It is a multiplier alone, as in 百余项.
    pub(super) bare: bool,
    /// The text after it.
    pub(super) rest: &'a str,
}

/// Reads the amount that `text` begins with; `None` when there is none or its parts do not fit.
pub(super) fn read_amount(text: &str) -> Option<Amount<'_>> {
    let Some((value, rest)) = Decimal::parse_leading(text) else {
        return read_spoken(text);
    };
    let scaled = read_scale(rest, Magnitude::Digits)?;
    let whole = value.is_whole();
    let value = value.shift_point(scaled.places)?;
    if scaled.magnitude >= Magnitude::Wan
        && scaled.within.is_none()
        && starts_with_digit(scaled.rest)
    {
        return whole.then(|| read_compound(value, &scaled))?;
    }
    Some(Amount { value, within: scaled.within, spoken: false, bare: false, rest: scaled.rest })
}

/// Reads what follows 3亿 in 3亿5000万: parts that each fit below the multiplier before them.
/// A last part without a multiplier fills all places, since 1万2 could be 12,000 or 10,002.
fn read_compound<'a>(mut value: Decimal, above: &Multiplied<'a>) -> Option<Amount<'a>> {
    let mut magnitude = above.magnitude;
    let mut rest = above.rest;
    loop {
        let (part, after) = Decimal::parse_leading(rest)?;
        let below = read_scale(after, Magnitude::Digits)?;
        let size = part.shift_point(below.places)?;
        let limit = magnitude.places();
        let full =
            limit.checked_sub(1).and_then(|places| Decimal::from(1u64).shift_point(places))?;
        let fits = part.is_whole()
            && size < Decimal::from(1u64).shift_point(limit)?
            && (below.places > 0 || size >= full);
        if !fits {
            return None;
        }
        value = value.checked_add(size)?;
        let more = below.magnitude >= Magnitude::Wan
            && below.within.is_none()
            && starts_with_digit(below.rest);
        if !more {
            return Some(Amount {
                value,
                within: below.within,
                spoken: false,
                bare: false,
                rest: below.rest,
            });
        }
        (magnitude, rest) = (below.magnitude, below.rest);
    }
}

/// Reads a Chinese numeral, with 点 and digits after it or 几 in 十几.
fn read_spoken(text: &str) -> Option<Amount<'_>> {
    let numeral = numeral::read_numeral(text)?;
    let mut value = Decimal::from(numeral.value);
    let mut rest = numeral.rest;
    let mut magnitude = Magnitude::of(numeral.text);
    if let Some((digits, after)) = rest.strip_prefix('点').map(numeral::read_spoken_digits)
        && !digits.is_empty()
    {
        // 三万点五 is said by nobody.
        if numeral.bare || magnitude > Magnitude::Small {
            return None;
        }
        value = Decimal::with_fraction(numeral.value, &digits)?;
        (magnitude, rest) = (Magnitude::Small, after);
    } else if numeral.text.ends_with(['十', '拾'])
        && let Some(after) = rest.strip_prefix('几')
    {
        let Multiplied { places, within: None, rest, .. } = read_scale(after, magnitude)? else {
            return None;
        };
        return Some(Amount {
            value: value.shift_point(places)?,
            within: Some(Qualifier::AtLeast),
            spoken: true,
            bare: false,
            rest,
        });
    }
    let scaled = read_scale(rest, magnitude)?;
    Some(Amount {
        value: value.shift_point(scaled.places)?,
        within: scaled.within,
        spoken: true,
        bare: numeral.bare,
        rest: scaled.rest,
    })
}

/// How far a row of multipliers has come: 百 or 千, then 万, then 亿.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Magnitude {
    Digits,
    Small,
    Wan,
    Yi,
}

impl Magnitude {
    /// Returns the magnitude of a Chinese numeral.
    fn of(numeral: &str) -> Self {
        if numeral.contains('亿') {
            Self::Yi
        } else if numeral.contains('万') {
            Self::Wan
        } else {
            Self::Small
        }
    }

    /// Returns the decimal places below it.
    fn places(self) -> u8 {
        match self {
            Self::Digits => 0,
            Self::Small => 3,
            Self::Wan => 4,
            Self::Yi => 8,
        }
    }
}

/// A row of multipliers, and what follows.
struct Multiplied<'a> {
    places: u8,
    magnitude: Magnitude,
    within: Option<Qualifier>,
    rest: &'a str,
}

/// Reads multipliers and the word of exactness among them.
fn read_scale(text: &str, from: Magnitude) -> Option<Multiplied<'_>> {
    let mut scaled = Multiplied { places: 0, magnitude: from, within: None, rest: text };
    loop {
        let rest = scaled.rest.trim_start();
        if let Some((magnitude, places, after)) = read_multiplier(rest) {
            if magnitude <= scaled.magnitude {
                return None;
            }
            scaled =
                Multiplied { places: scaled.places + places, magnitude, rest: after, ..scaled };
        } else if let Some((word, after)) = strip_head(rest, WITHIN) {
            if scaled.within.is_some() {
                return None;
            }
            scaled = Multiplied { within: Some(word), rest: after, ..scaled };
        } else {
            return Some(scaled);
        }
    }
}

/// Reads one multiplier and returns its magnitude and its power of ten.
fn read_multiplier(text: &str) -> Option<(Magnitude, u8, &str)> {
    const WORDS: [(&str, Magnitude, u8); 9] = [
        ("百", Magnitude::Small, 2),
        ("千", Magnitude::Small, 3),
        ("万", Magnitude::Wan, 4),
        ("萬", Magnitude::Wan, 4),
        ("亿", Magnitude::Yi, 8),
        ("億", Magnitude::Yi, 8),
        ("thousand", Magnitude::Yi, 3),
        ("million", Magnitude::Yi, 6),
        ("billion", Magnitude::Yi, 9),
    ];
    if numeral::begins_unit(text) {
        return None;
    }
    WORDS.into_iter().find_map(|(word, magnitude, places)| {
        let after = text.strip_prefix(word)?;
        let whole = !word.is_ascii() || !after.starts_with(|c: char| c.is_ascii_alphanumeric());
        whole.then_some((magnitude, places, after))
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.chars().next().and_then(digit_value).is_some()
}
