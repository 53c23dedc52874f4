//! The numbers that items of Chinese texts begin with.

use super::pasted::is_numeral;

/// Returns what marks the number that a line begins with, and the number: `（1）`, `①`, `第一步`,
/// `一是`, `一、`. Those that Markdown may read, such as `1.`, are looked at elsewhere.
pub(super) fn ordinal(line: &str) -> Option<((char, char), u32)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    for (start, count) in
        [('①', 20), ('⑴', 20), ('⒈', 20), ('㈠', 10), ('㊀', 10), ('❶', 10), ('⓵', 10), ('Ⅰ', 12)]
    {
        let place = u32::from(first).wrapping_sub(u32::from(start));
        if place < count {
            return Some(((start, start), place + 1));
        }
    }
    match first {
        '（' | '(' | '[' | '【' | '〔' => {
            let (number, rest) = read_number(rest)?;
            let close = rest.chars().next().filter(|c| "）)]】〕".contains(*c))?;
            // `[1]: …` and `[1](…)` are links.
            let is_link = first == '[' && rest[1..].starts_with([':', '(', '[']);
            (!is_link).then_some((('(', close), number))
        }
        '第' => {
            let (number, rest) = read_number(rest)?;
            Some((('第', rest.chars().next()?), number))
        }
        _ => {
            let (number, rest) = read_number(line)?;
            let mark = rest.chars().next()?;
            let is_mark = match first {
                _ if is_numeral(first) => "、.．是要，：）)".contains(mark),
                _ if first.is_ascii_digit() => ")）".contains(mark),
                _ => ")）.、．".contains(mark),
            };
            is_mark.then_some(((' ', mark), number))
        }
    }
}

/// Reads the number that a text begins with, in figures, numerals or as a single letter; returns
/// what follows it too.
fn read_number(text: &str) -> Option<(u32, &str)> {
    let first = text.chars().next()?;
    let value = |c: char| "一二三四五六七八九".chars().position(|known| known == c);
    let small = |c: char| value(c).and_then(|place| u32::try_from(place + 1).ok());
    if first.is_ascii_digit() {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &text[..text.len() - rest.len()];
        return (digits.len() <= 2).then_some((digits.parse().ok()?, rest));
    }
    if first.is_ascii_alphabetic() {
        return Some((u32::from(first) | 0x20, &text[1..]));
    }
    let rest = text.trim_start_matches(is_numeral);
    let numeral: Vec<char> = text[..text.len() - rest.len()].chars().collect();
    let number = match numeral.as_slice() {
        ['十'] => 10,
        ['十', one] => 10 + small(*one)?,
        [one] => small(*one)?,
        [ten, '十'] => 10 * small(*ten)?,
        [ten, '十', one] => 10 * small(*ten)? + small(*one)?,
        _ => return None,
    };
    Some((number, rest))
}
