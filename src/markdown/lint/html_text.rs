//! Marks of Markdown in a text where they mean nothing.

use std::ops::Range;

/// Marks that stand on both sides of a text.
const PAIRS: [&str; 3] = ["**", "~~", "`"];

/// Returns the mark that makes a block of a line: `- `, `1. `, `## `.
pub(in super::super) fn block_mark(line: &str) -> Option<Range<usize>> {
    let text = line.trim_start();
    let start = line.len() - text.len();
    let mark = ["- ", "* ", "+ "].into_iter().find(|mark| text.starts_with(mark));
    let length = mark.map(str::len).or_else(|| {
        let rest = text.trim_start_matches('#');
        let level = text.len() - rest.len();
        ((1..=6).contains(&level) && rest.starts_with(' ')).then_some(level + 1)
    });
    let length = length.or_else(|| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.len() - rest.len();
        ((1..=3).contains(&digits) && rest.starts_with(". ")).then_some(digits + 2)
    })?;
    let is_followed = text.get(length..).is_some_and(|rest| !rest.trim().is_empty());
    is_followed.then(|| start..start + length.saturating_sub(1))
}

/// Tells whether a line may be a number with its sign: `- 12.5`, `+ 3万元`.
pub(in super::super) fn may_be_number(line: &str) -> bool {
    let sign = ["- ", "+ "].iter().find_map(|sign| line.trim_start().strip_prefix(sign));
    let is_money = |c: char| matches!(c, '¥' | '￥' | '$' | '€' | ' ' | '.');
    sign.is_some_and(|rest| rest.trim_start_matches(is_money).starts_with(char::is_numeric))
}

/// Returns the first mark inside a line: `**甲**`, `[甲](b.md)`, `[[甲]]`, and where calls are made
/// `{{ metric(a) }}`.
pub(in super::super) fn inline_mark(line: &str, has_calls: bool) -> Option<Range<usize>> {
    let enclosed = |open: &str, close: &str, is_meant: fn(&str) -> bool| {
        let start = line.find(open)?;
        let inside = &line[start + open.len()..];
        let length = inside.find(close)?;
        is_meant(&inside[..length]).then(|| start..start + open.len() + length + close.len())
    };
    let tight = |inside: &str| !inside.is_empty() && inside.trim() == inside;
    let pairs = PAIRS.into_iter().map(|mark| enclosed(mark, mark, tight));
    let wiki = enclosed("[[", "]]", tight);
    let call = enclosed("{{", "}}", tight_call).filter(|_| has_calls);
    pairs.chain([wiki, call, link(line)]).flatten().min_by_key(|range| range.start)
}

fn tight_call(inside: &str) -> bool {
    inside.trim_start().starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Finds `[甲](b.md)`, `![图](a.png)` and `[^1]`.
fn link(line: &str) -> Option<Range<usize>> {
    let middle = line.find("](");
    let link = middle.and_then(|middle| {
        let open = line[..middle].rfind('[')?;
        let length = line[middle..].find(')')?;
        Some(open - usize::from(line[..open].ends_with('!'))..middle + length + 1)
    });
    let note = line.find("[^").and_then(|start| {
        let length = line[start..].find(']')?;
        (length > 2).then_some(start..start + length + 1)
    });
    link.into_iter().chain(note).min_by_key(|range| range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_signs_of_the_text() {
        let inline = |line: &'static str| inline_mark(line, true).map(|range| &line[range]);
        for (line, mark) in [
            ("先**重点**再说", "**重点**"),
            ("见[乙](b.md)。", "[乙](b.md)"),
            ("![门房](a.png)", "![门房](a.png)"),
            ("脚注[^1]", "[^1]"),
            ("`代码`", "`代码`"),
            ("看[[乙]]", "[[乙]]"),
            ("共{{ metric(a) }}人", "{{ metric(a) }}"),
        ] {
            assert_eq!(inline(line), Some(mark), "{line}");
        }
        for innocent in ["5 ** 3 ** 2", "甲[1](", "`", "{ x }", "[注]（乙）", "** 甲 **"] {
            assert_eq!(inline(innocent), None, "{innocent}");
        }
        let block = |line: &'static str| block_mark(line).map(|range| &line[range]);
        for (line, mark) in [("- 甲", "-"), ("  1. 甲", "1."), ("## 甲", "##"), ("* 甲", "*")] {
            assert_eq!(block(line), Some(mark), "{line}");
        }
        for innocent in ["-5 ℃", "- ", "1.5 万", "#甲", "1990. 甲"] {
            assert_eq!(block(innocent), None, "{innocent}");
        }
        for number in ["- 12.5", "  + 3万元", "- ￥5", "-  .5"] {
            assert!(may_be_number(number), "{number}");
        }
        for item in ["- 甲", "- 第3批", "1. 5", "* 5"] {
            assert!(!may_be_number(item), "{item}");
        }
    }
}
