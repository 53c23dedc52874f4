//! Figures that are said rather than counted: 三分之二, 过半, 上万人次.
//!
//! A part of the whole is read as a share in per cent. Left alone, since each leaves open how much
//! it is: 数百, 几十, 两三成, 大半, 翻一番 (twice as much, or more by once), and 三分之二强.

use super::amount::{Amount, read_amount};
use super::read::{agree_on_qualifier, check_unit};
use super::words::{AFTER, BEFORE, is_counter, strip_head, strip_tail};
use super::{Decimal, Qualifier, Reading};

/// Reads a printed figure that is said in words; `None` for anything else, and for what
/// [`super::read`] reads.
///
/// A part of the whole that per cent cannot write exactly is cut to two places, so that what is
/// said stays true: 超三分之二 is at least 66.66 %, 近三分之二 at most 66.67 %; 三分之二 alone is
/// about 66.67 %.
#[must_use]
pub fn read_words(printed: &str) -> Option<Reading> {
    let text = printed.trim();
    at_least_round(text).or_else(|| part_of_whole(text))
}

/// Reads 上 before a round number: 上百家, 上万人次, 达上千万元.
fn at_least_round(text: &str) -> Option<Reading> {
    let text = match strip_head(text, BEFORE) {
        Some((Qualifier::Exact, rest)) => rest,
        _ => text,
    };
    let Amount { value, within, bare: true, rest, .. } = read_amount(text.strip_prefix('上')?)?
    else {
        return None;
    };
    let unit = check_unit(rest.trim())?;
    let qualifier = agree_on_qualifier([Some(Qualifier::AtLeast), within, None])?;
    (unit.is_empty() || is_counter(&unit)).then_some(Reading { value, qualifier, unit })
}

/// Reads a part of the whole with the words of exactness around it: 近三分之二, 一半以上.
fn part_of_whole(text: &str) -> Option<Reading> {
    let (before, core) = match text.strip_prefix('过') {
        Some(rest) => (Some(Qualifier::AtLeast), rest),
        None => strip_head(text, BEFORE).map_or((None, text), |(word, rest)| (Some(word), rest)),
    };
    let core = core.trim_start();
    let (after, core) =
        strip_tail(core, AFTER).map_or((None, core), |(word, rest)| (Some(word), rest.trim_end()));
    let qualifier = agree_on_qualifier([before, None, after])?;
    let (part, whole) = match core {
        "一半" | "半数" => (1, 2),
        // 半 alone is half of one.
        "半" if before.is_some() && qualifier != Qualifier::Exact => (1, 2),
        _ => fraction(core)?,
    };
    let (value, qualifier) = in_percent(part, whole, qualifier)?;
    Some(Reading { value, qualifier, unit: "%".into() })
}

/// Reads 三分之二 and 3分之2 as part and whole; hundredths and thousandths are read elsewhere.
fn fraction(text: &str) -> Option<(u64, u64)> {
    let (whole, part) = text.split_once("分之")?;
    let (whole, part) = (whole_number(whole)?, whole_number(part)?);
    (whole >= 2 && (1..=whole).contains(&part)).then_some((part, whole))
}

/// Reads a number without words or a unit; 万 stands for one in 万分之五.
fn whole_number(text: &str) -> Option<u64> {
    let Amount { value, within: None, rest: "", .. } = read_amount(text)? else {
        return None;
    };
    value.to_string().parse().ok()
}

/// Returns a part of a whole in per cent. What takes more than four places is cut to two.
fn in_percent(part: u64, whole: u64, qualifier: Qualifier) -> Option<(Decimal, Qualifier)> {
    let hundredths = part.checked_mul(10_000)?;
    let exact = Decimal::from(part.checked_mul(100)?).checked_div(whole);
    if let Some(value) =
        exact.filter(|value| value.checked_mul(10_000u64).is_some_and(Decimal::is_whole))
    {
        return Some((value, qualifier));
    }
    // Below one per cent two places say too little.
    if hundredths / whole < 100 {
        return None;
    }
    let (rounded, qualifier) = match qualifier {
        Qualifier::AtLeast => (hundredths / whole, qualifier),
        Qualifier::AtMost => (hundredths.div_ceil(whole), qualifier),
        Qualifier::Exact | Qualifier::About => {
            (hundredths.checked_add(whole / 2)? / whole, Qualifier::About)
        }
    };
    Some((Decimal::from(rounded).checked_div(100u64)?, qualifier))
}

#[cfg(test)]
mod tests;
