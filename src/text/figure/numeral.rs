//! Chinese numerals: 一百二十三, 三万五千, 十五, 二〇二四.
//!
//! Strict on purpose: 三万五 (35,000 or 30,005?) and 三五 (3 to 5) are `None`, since a wrong
//! number is worse than none.

/// A numeral at the head of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral<'a> {
    pub(super) value: u64,
    /// Set when no digit is written, as in 百余项 or 近千人: alone, such a word is rhetoric
    /// (百家争鸣).
    pub(super) bare: bool,
    /// The characters of the numeral.
    pub(super) text: &'a str,
    /// What follows.
    pub(super) rest: &'a str,
}

/// Reads the numeral that `text` begins with: the longest run of numeral characters, all of which
/// must make sense together.
pub(super) fn read_numeral(text: &str) -> Option<Numeral<'_>> {
    let end = text
        .char_indices()
        .find(|(at, c)| !is_numeral(*c) || begins_unit(text.get(*at..).unwrap_or_default()));
    let (run, rest) = text.split_at(end.map_or(text.len(), |(at, _)| at));
    let chars: Vec<char> = run.chars().flat_map(spell_out).collect();
    let (value, bare) = match read_multipliers(&chars) {
        Some(value) => (value, true),
        None => (read_positional(&chars).or_else(|| read_number(&chars))?, false),
    };
    Some(Numeral { value, bare, text: run, rest })
}

/// Reads digits one by one, as after 点 in 三点一四, and returns them with what follows.
pub(super) fn read_spoken_digits(text: &str) -> (Vec<u8>, &str) {
    let end = text
        .char_indices()
        .find(|(_, c)| digit_value(plain_form(*c)).is_none())
        .map_or(text.len(), |(at, _)| at);
    let (run, rest) = text.split_at(end);
    (run.chars().filter_map(|c| digit_value(plain_form(c))).collect(), rest)
}

/// Tells whether `text` begins with a unit that itself begins with a multiplier, as 千米 and 百分点
/// do.
pub(super) fn begins_unit(text: &str) -> bool {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('千'), Some(next)) => "克米瓦卡帕伏赫焦".contains(next),
        (Some('百'), Some(next)) => next == '分',
        _ => false,
    }
}

fn is_numeral(c: char) -> bool {
    let c = plain_form(c);
    digit_value(c).is_some() || "十百千万亿廿卅".contains(c)
}

/// Spells out the characters that stand for two: 廿 is 二十, 卅 is 三十.
fn spell_out(c: char) -> impl Iterator<Item = char> {
    let (digit, ten) = match c {
        '廿' => ('二', Some('十')),
        '卅' => ('三', Some('十')),
        other => (plain_form(other), None),
    };
    std::iter::once(digit).chain(ten)
}

/// Maps the forms used on cheques to the plain ones.
fn plain_form(c: char) -> char {
    match c {
        '〇' => '零',
        '壹' => '一',
        '贰' => '二',
        '叁' => '三',
        '肆' => '四',
        '伍' => '五',
        '陆' => '六',
        '柒' => '七',
        '捌' => '八',
        '玖' => '九',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        other => other,
    }
}

fn digit_value(c: char) -> Option<u8> {
    Some(match c {
        '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads multipliers that stand without a digit. 十 is none of them: 十 is a full numeral.
fn read_multipliers(chars: &[char]) -> Option<u64> {
    Some(match chars {
        ['百'] => 100,
        ['千'] => 1_000,
        ['万'] => 10_000,
        ['百', '万'] => 1_000_000,
        ['千', '万'] => 10_000_000,
        ['亿'] => 100_000_000,
        ['百', '亿'] => 10_000_000_000,
        ['千', '亿'] => 100_000_000_000,
        ['万', '亿'] => 1_000_000_000_000,
        _ => return None,
    })
}

/// Reads 一〇五 digit by digit. Without a 〇 it could be 三五 for "three to five".
fn read_positional(chars: &[char]) -> Option<u64> {
    if chars.len() < 2
        || chars.first() == Some(&'零')
        || !chars.contains(&'零')
        || chars.contains(&'两')
    {
        return None;
    }
    chars
        .iter()
        .try_fold(0u64, |sum, c| sum.checked_mul(10)?.checked_add(u64::from(digit_value(*c)?)))
}

fn read_number(chars: &[char]) -> Option<u64> {
    if chars == ['零'] {
        return Some(0);
    }
    match split_at_multiplier(chars, '亿')? {
        (None, below) => below_yi(below, true),
        (Some(above), below) => {
            let below = if below.is_empty() { 0 } else { below_yi(below, false)? };
            below_yi(above, true)?.checked_mul(100_000_000)?.checked_add(below)
        }
    }
}

/// Reads a number below 亿. `first` tells that nothing stands before it.
fn below_yi(chars: &[char], first: bool) -> Option<u64> {
    match split_at_multiplier(chars, '万')? {
        (None, below) => read_section(below, first),
        (Some(above), below) => {
            let below = if below.is_empty() { 0 } else { read_section(below, false)? };
            Some(read_section(above, first)? * 10_000 + below)
        }
    }
}

/// Splits at the only `multiplier`; `None` when there are two.
fn split_at_multiplier(chars: &[char], multiplier: char) -> Option<(Option<&[char]>, &[char])> {
    let mut parts = chars.split(|c| *c == multiplier);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(only), None, None) => Some((None, only)),
        (Some(above), Some(below), None) => Some((Some(above), below)),
        _ => None,
    }
}

/// Reads a number from 1 to 9999. `first` tells that nothing stands before it: else a bare last
/// digit needs a 零 before it.
fn read_section(chars: &[char], first: bool) -> Option<u64> {
    let mut sum = 0;
    // The place of the last digit read: 3 is that of 千, 0 the last one; 4 stands for none yet.
    let mut last = 4u32;
    let mut zero = false;
    let mut rest = chars;
    while !rest.is_empty() {
        let start = last == 4;
        if let ['零', after @ ..] = rest {
            if zero || (first && start) {
                return None;
            }
            zero = true;
            rest = after;
            continue;
        }
        let PlacedDigit { value, place, liang, implied, after } = read_placed_digit(rest)?;
        let skips = last.checked_sub(place + 1)? > 0;
        let fits = match (zero, start && first) {
            (_, true) => true,
            // 一百五 leaves a place out without saying so.
            (false, false) => place > 0 || !skips,
            // 二十零五 says so without leaving one out.
            (true, false) => skips || start,
        };
        // 十五 and 一百十五 leave the 一 out.
        let says_one = !implied || (!zero && (last == 2 || (start && first)));
        // 两 is said before 百, 千 and 万, or alone.
        let says_two = !liang || place >= 2 || chars.len() == 1;
        if !fits || !says_one || !says_two {
            return None;
        }
        sum += value * 10u64.pow(place);
        last = place;
        zero = false;
        rest = after;
    }
    (last < 4 && !zero).then_some(sum)
}

/// A digit with its place.
struct PlacedDigit<'a> {
    value: u64,
    place: u32,
    /// It is written 两.
    liang: bool,
    /// It is not written: 十 stands alone.
    implied: bool,
    after: &'a [char],
}

fn read_placed_digit(chars: &[char]) -> Option<PlacedDigit<'_>> {
    let (head, place, after) = match chars {
        ['十', after @ ..] => {
            return Some(PlacedDigit { value: 1, place: 1, liang: false, implied: true, after });
        }
        [head, '千', after @ ..] => (head, 3, after),
        [head, '百', after @ ..] => (head, 2, after),
        [head, '十', after @ ..] => (head, 1, after),
        [head, after @ ..] => (head, 0, after),
        [] => return None,
    };
    Some(PlacedDigit {
        value: digit_value(*head)?.into(),
        place,
        liang: *head == '两',
        implied: false,
        after,
    })
}

#[cfg(test)]
mod tests;
