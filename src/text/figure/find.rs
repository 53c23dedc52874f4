//! Figures in running Chinese prose.

use std::ops::Range;

use super::amount::{Amount, read_amount};
use super::decimal::digit_value;
use super::read::agree_on_qualifier;
use super::words::{AFTER, BEFORE, find_counter, goes_on, strip_head, strip_tail};
use super::{Qualifier, Reading};

/// Finds the figures in prose: Arabic digits with a counter, and the words of exactness around
/// them. Returns the range of bytes of each, in order, with what it says.
///
/// Misses rather than errs: left out are Chinese numerals (一门式, 三化), years and dates, ordinals
/// (第3批), ranges (3至5家), numbers joined to letters or signs (A4, 1+14+X, 3.1.2), and figures
/// whose words of exactness disagree. Markup is the caller's to take out.
#[must_use]
pub fn find_figures(text: &str) -> Vec<(Range<usize>, Reading)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        find_in_line(line, start, &mut found);
        start += line.len() + 1;
    }
    found
}

/// Adds the figures of one line, which begins at `offset`; no figure goes on over the end of a
/// line.
fn find_in_line(line: &str, offset: usize, found: &mut Vec<(Range<usize>, Reading)>) {
    let mut at = 0;
    while let Some(start) = next_number(line, at) {
        at = end_of_number(line, start);
        match read_figure(line, start) {
            Some(FigureSpan { range, reading: Some(reading) }) => {
                at = at.max(range.end);
                found.push((offset + range.start..offset + range.end, reading));
            }
            // 3家至5家: the second number belongs to the first.
            Some(FigureSpan { range, reading: None }) => {
                at = next_number(line, range.end).map_or(at, |next| end_of_number(line, next));
            }
            None => {}
        }
    }
}

/// Returns where the next digit stands.
fn next_number(line: &str, from: usize) -> Option<usize> {
    let tail = line.get(from..)?.as_bytes();
    // Full-width digits are EF BC 90 to EF BC 99; other full-width signs are much more common.
    let wide = |at: usize| matches!(tail.get(at..at + 3), Some([0xEF, 0xBC, 0x90..=0x99]));
    let may_be = |byte: &u8| byte.is_ascii_digit() || *byte == 0xEF;
    let mut start = 0;
    loop {
        // Nearly all is Han: sixteen bytes at a time are passed over.
        start += 16
            * tail[start..]
                .chunks_exact(16)
                .take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | may_be(byte)))
                .count();
        let at = start + tail[start..].iter().position(may_be)?;
        if tail[at].is_ascii_digit() || wide(at) {
            return Some(from + at);
        }
        start = at + 1;
    }
}

/// Returns where the digits at `start` end, with marks between them: the tail of what is left out
/// is no figure.
fn end_of_number(line: &str, start: usize) -> usize {
    let is_mark = |c: char| ".,．，、+＋-－–—~～至到/:：".contains(c);
    let tail = line.get(start..).unwrap_or_default();
    let mut end = start;
    let mut after_mark = false;
    for (at, c) in tail.char_indices() {
        if is_digit(c) {
            end = start + at + c.len_utf8();
            after_mark = false;
        } else if is_mark(c) && !after_mark {
            after_mark = true;
        } else {
            break;
        }
    }
    end
}

/// A figure in its place.
struct FigureSpan {
    range: Range<usize>,
    /// What it says; `None` when it begins a range.
    reading: Option<Reading>,
}

/// Reads the figure whose digits begin at `start`.
fn read_figure(line: &str, start: usize) -> Option<FigureSpan> {
    let (head, tail) = line.split_at_checked(start)?;
    // `- 94家` is an item of a list.
    let joined =
        head.trim_end().ends_with(joined_before) && !matches!(head.trim_start(), "- " | "+ ");
    if joined || is_part_of_number(head) {
        return None;
    }
    let Amount { value, within, spoken: false, rest, .. } = read_amount(tail)? else {
        return None;
    };
    // In prose a full-width comma parts clauses more often than thousands.
    if without_tail(tail, rest).contains('，') {
        return None;
    }
    let (unit, rest) = read_counter(rest.trim_start(), head)?;
    let (before, head) = exactness_before(head);
    let (after, rest) = exactness_after(rest);
    let range_follows = rest
        .strip_prefix(['-', '－', '–', '—', '~', '～', '至', '到'])
        .is_some_and(|next| next.starts_with(is_digit));
    let qualifier = agree_on_qualifier([before, within, after])?;
    let range = head.len()..line.len() - rest.len();
    Some(FigureSpan {
        range,
        reading: (!range_follows).then_some(Reading { value, qualifier, unit }),
    })
}

/// Tells whether `head` ends amid a number, so that the digits after it are a part of one alone:
/// 3万|5人, 3点|5万, 百分之|30, 数|10家. In 总数30家 a noun ends there.
fn is_part_of_number(head: &str) -> bool {
    const COUNTS: &str = "总人户次个件项家天倍分指系均基点位场台册字张门课辆时参";
    let mut before = head.chars().rev();
    let Some(last) = before.next() else {
        return false;
    };
    let previous = before.next();
    match last {
        '十' | '百' | '千' | '万' | '亿' | '萬' | '億' | '几' | '半' => true,
        '点' => previous.is_some_and(is_digit),
        '之' => previous == Some('分'),
        '数' => !previous.is_some_and(|c| COUNTS.contains(c)),
        _ => last.is_ascii_alphanumeric(),
    }
}

fn is_digit(c: char) -> bool {
    digit_value(c).is_some()
}

/// Returns what stands in `text` before `rest`, which it ends in: comparing the two costs the rest
/// of a line for each figure.
fn without_tail<'a>(text: &'a str, rest: &str) -> &'a str {
    text.get(..text.len() - rest.len()).unwrap_or_default()
}

/// Tells whether a number after `c` is an ordinal or a part of something longer.
fn joined_before(c: char) -> bool {
    "第+＋-－–—−~～./／_#@".contains(c)
}

/// Returns what the word before a number says, and the text before that word.
pub(super) fn exactness_before(head: &str) -> (Option<Qualifier>, &str) {
    // The last characters of other words: 附近30家, 签约30家, 想不到30家.
    const WITHIN_WORDS: [(&str, &str); 4] = [
        ("近", "附最邻临靠亲"),
        ("约", "签预节合违特契公邀制"),
        ("超", "赶反"),
        ("不到", "想看找等"),
    ];
    let trimmed = head.trim_end();
    let Some((qualifier, rest)) = strip_tail(trimmed, BEFORE) else {
        return (None, head);
    };
    let word = &trimmed[rest.len()..];
    let part_of_word = WITHIN_WORDS
        .iter()
        .any(|(last, firsts)| *last == word && rest.ends_with(|c| firsts.contains(c)));
    // `>` begins a quotation; 达 says nothing about exactness.
    if part_of_word || word.is_ascii() || qualifier == Qualifier::Exact {
        (None, head)
    } else {
        (Some(qualifier), rest)
    }
}

/// Returns what the word after a unit says, and the text after that word.
pub(super) fn exactness_after(tail: &str) -> (Option<Qualifier>, &str) {
    let Some((qualifier, rest)) = strip_head(tail, AFTER) else {
        return (None, tail);
    };
    // 多 and 余 after a unit begin the next phrase as often (20家多为小企业), as does 不到
    // (30人不到场).
    let word = without_tail(tail, rest);
    let next_phrase = matches!(word, "多" | "余" | "不到")
        || (word == "上下" && rest.starts_with(['联', '游', '级', '左', '一']));
    if next_phrase || word.is_ascii() { (None, tail) } else { (Some(qualifier), rest) }
}

/// Reads the counter at the head of `tail`, and what it is counted by: 元/人.
fn read_counter<'a>(tail: &'a str, head: &str) -> Option<(String, &'a str)> {
    let found = find_counter(tail)?;
    let rest = tail.strip_prefix(found)?;
    let other_word = rest.chars().next().is_some_and(|next| {
        // 3倍半; 3成5 is 35 %, and 3倍多 more than three times.
        let share = matches!(found, "成" | "倍")
            && (is_digit(next) || "多余一二三四五六七八九".contains(next));
        next == '半' || share || goes_on(found, next)
    });
    // 前3名 is a rank, 5栋301室 and 12弄5幢 are addresses.
    let rank = head.ends_with('前') && matches!(found, "名" | "位");
    let building = matches!(found, "栋" | "幢" | "座" | "单")
        && (rest.starts_with(is_digit)
            || head.ends_with(['号', '弄', '路', '街', '巷', '村', '楼']));
    if other_word || rank || building {
        return None;
    }
    let Some(by) = rest.strip_prefix(['/', '／']) else {
        return Some((found.into(), rest));
    };
    let per = find_counter(by)
        .or_else(|| ["年", "月", "日"].into_iter().find(|word| by.starts_with(word)))?;
    Some((format!("{found}/{per}"), by.strip_prefix(per)?))
}

#[cfg(test)]
mod tests;
