//! The grammar of a printed figure: `exactness? number exactness? unit exactness?`.

use super::amount::{Amount, read_amount};
use super::words::{AFTER, BEFORE, is_counter, strip_head, strip_tail};
use super::{Decimal, Qualifier, Reading};

/// Reads a printed figure as a whole; `None` when any part of it cannot be read.
///
/// Multipliers are folded into the value: `3000余万元` is at least 30,000,000 元. Read are
/// half-width and full-width digits with or without commas between thousands, Chinese numerals,
/// `1.2亿`, `3亿5000万`, `百分之三十`, and what [`super::FigureFormat`] writes in Chinese or
/// English. The words of exactness are those of Chinese reports (余 多 超 逾 以上, 近 不足 以内,
/// 约 左右, 达) and the usual English ones.
///
/// Not read, since each would need a guess:
/// - words that say what is measured rather than how much: 每年, 日均, 累计, 共; they belong in the
///   label;
/// - 半, 数十, 几百, 三五, 三万五, a range, two words of exactness that disagree (约3000余人);
/// - 百家 and the like without a word of exactness: rhetoric more often than a count;
/// - a numeral before what is not a known counter (三化, 一门式), a year (2022年), a month (3月).
///
/// 十几 is at least 10, as 十余 is.
#[must_use]
pub fn read_figure(printed: &str) -> Option<Reading> {
    let mut rest = printed.trim();
    let mut before = None;
    while let Some((found, after)) = strip_head(rest, BEFORE) {
        // 达到约 is one step from neutral to exactness; anything longer is a phrase.
        if before.is_some_and(|before| before != Qualifier::Exact || found == Qualifier::Exact) {
            return None;
        }
        before = Some(found);
        rest = after.trim_start();
    }
    let (share, rest) = match rest
        .strip_prefix("百分之")
        .map(|after| ("%", after))
        .or(rest.strip_prefix("千分之").map(|after| ("‰", after)))
    {
        Some((sign, after)) => (Some(sign), after),
        None => (None, rest),
    };
    let Amount { value, within, spoken, bare, rest } = read_amount(rest)?;
    let rest = rest.trim();
    let (after, rest) = strip_tail(rest, AFTER)
        .map_or((None, rest), |(found, before)| (Some(found), before.trim_end()));
    let qualifier = agree_on_qualifier([before, within, after])?;
    let unit = match share {
        Some(sign) => rest.is_empty().then(|| sign.into())?,
        None => check_unit(rest)?,
    };
    let counted = qualifier != Qualifier::Exact || !spoken || unit.is_empty() || is_counter(&unit);
    let rhetoric = bare && qualifier == Qualifier::Exact && share.is_none();
    (counted && !rhetoric && !is_date(value, qualifier, &unit)).then_some(Reading {
        value,
        qualifier,
        unit,
    })
}

/// Returns the one exactness that all words name, 达 and its like aside; `None` when they disagree.
pub(super) fn agree_on_qualifier(words: [Option<Qualifier>; 3]) -> Option<Qualifier> {
    let mut said = words.into_iter().flatten().filter(|word| *word != Qualifier::Exact);
    let first = said.next().unwrap_or_default();
    said.all(|word| word == first).then_some(first)
}

/// Checks what stands after a number: one unit, in full-width or half-width characters.
pub(super) fn check_unit(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect();
    let latin = text.chars().all(|c| !is_wide(c));
    let length = if latin { 40 } else { 12 };
    let parts = || text.split('/');
    let fits = text.chars().count() <= length
        && (latin || !text.contains(' '))
        && parts().all(|part| is_counter(part) || (!part.trim().is_empty() && part.chars().all(may_name)))
        // A month or the day of one is a date, not a count: that would be 个月 and 天.
        && !matches!(text.as_str(), "月" | "号");
    (text.is_empty() || fits).then_some(text)
}

/// Tells whether `c` may stand in the name of a unit. Numerals may not, nor words that join
/// phrases.
fn may_name(c: char) -> bool {
    const NUMERALS: &str = "〇零一二三四五六七八九两十百千万亿";
    const JOINTS: &str = "的了和与及或至到是在为被把将由从每约超近逾余多以达不第几数半";
    let sign = " %‰°℃²³·-'$€£¥".contains(c);
    (sign || c.is_alphabetic()) && !NUMERALS.contains(c) && !JOINTS.contains(c)
}

fn is_wide(c: char) -> bool {
    ('\u{2e80}'..='\u{ffdc}').contains(&c) || c >= '\u{20000}'
}

/// Maps the full-width forms of ASCII to ASCII (Unicode block FF00).
fn half_width(c: char) -> char {
    match u32::from(c) {
        full @ 0xff01..=0xff5e => char::from_u32(full - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Tells whether the figure is a year: 2022年.
fn is_date(value: Decimal, qualifier: Qualifier, unit: &str) -> bool {
    let years = Decimal::from(1000u64)..Decimal::from(3000u64);
    unit == "年" && qualifier == Qualifier::Exact && value.is_whole() && years.contains(&value)
}

#[cfg(test)]
mod tests;
