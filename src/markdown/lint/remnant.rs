//! What note-taking programs and word processors put into a text for themselves, and what shows as
//! text here: `^block-id`, `[!note]-`, `[/] half done`, `++added++`, `<o:p>`, `错误!未找到引用源。`

use std::ops::Range;

use super::dialect::{dialect_finding, find_enclosed};
use super::{CountsOn, Finding, Rule};
use crate::foundation::diagnostic::Text;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "dialect",
    needles: &["^", "[!", "[-] ", "[/] ", "++", "~", "o:p>", "错误!", "错误！", "Error! "],
    fresh: false,
    run: lint_remnant,
};

/// What a word processor prints in the place of a reference that leads nowhere.
const LOST: [&str; 8] = [
    "错误!未找到引用源。",
    "错误！未找到引用源。",
    "错误!未定义书签。",
    "错误！未定义书签。",
    "错误!未找到图形项目表。",
    "错误！未找到图形项目表。",
    "Error! Reference source not found.",
    "Error! Bookmark not defined.",
];

fn lint_remnant(text: &str, found: &mut Vec<Finding>) {
    let delete = || say!("请删去：读者会看到它" | "delete it: readers see it");
    found.extend(block_id(text).map(|range| finding(text, range, delete())));
    found.extend(first_mark(text).map(|(range, hint)| finding(text, range, hint)));
    for tag in ["<o:p>", "</o:p>"] {
        found.extend(
            text.match_indices(tag).map(|(at, _)| finding(text, at..at + tag.len(), delete())),
        );
    }
    for words in LOST {
        found.extend(text.match_indices(words).map(|(at, _)| Finding {
            message: say!(
                "“{words}”是文字处理软件的出错提示"
                    | "`{words}` is what a word processor prints for a reference that leads nowhere"
            ),
            ..finding(
                text,
                at..at + words.len(),
                say!(
                    "请换成原来引用的内容，例如图、表的编号"
                        | "write what was referred to in its place, such as the number of a figure"
                ),
            )
        }));
    }
    let is_word =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "+-".contains(c));
    let added = find_enclosed(text, "++", |inside, before, after| {
        !inside.contains('+') && !is_word(before) && !is_word(after)
    });
    found.extend(added.map(|range| {
        let inside = &text[range.start + 2..range.end - 2];
        let hint =
            say!("要加下划线，请写 `<u>{inside}</u>`" | "write `<u>{inside}</u>` to underline");
        finding(text, range.clone(), hint)
    }));
    raised_notes(text, found);
    for (mark, element) in [("^", "sup"), ("~", "sub")] {
        let raised = find_enclosed(text, mark, |inside, before, _| {
            let is_short = inside.len() <= 4 && inside.bytes().all(|b| b.is_ascii_alphanumeric());
            let is_power = mark == "^" && before.is_some_and(|c| c.is_ascii_digit());
            is_short && (is_power || before.is_some_and(|c| c.is_ascii_alphabetic()))
        });
        found.extend(raised.map(|range| {
            let inside = &text[range.start + 1..range.end - 1];
            let written = format!("<{element}>{inside}</{element}>");
            let hint = say!("上标、下标请写 `{written}`" | "write `{written}`");
            finding(text, range.clone(), hint)
        }));
    }
}

/// Finds `^[1]^`, the number of a note that is raised.
fn raised_notes(text: &str, found: &mut Vec<Finding>) {
    let note = find_enclosed(text, "^", |inside, _, _| {
        let number = inside.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        number.is_some_and(|number| {
            number.len() < 4 && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        })
    });
    found.extend(note.map(|range| {
        let number = &text[range.start + 1..range.end - 1];
        let written = format!("[^{}", &number[1..]);
        let hint = say!(
            "脚注请写 `{written}`，另起一段写 `{written}: 注的内容`；只要上标就写 `<sup>{number}</sup>`"
                | "write `{written}` for a footnote, with `{written}: its text` as a paragraph of its \
                   own, or `<sup>{number}</sup>` to raise it"
        );
        finding(text, range.clone(), hint)
    }));
}

fn finding(text: &str, range: Range<usize>, hint: Text) -> Finding {
    let written = text.get(range.clone()).unwrap_or_default();
    Finding { counts_on: CountsOn::Luck, ..dialect_finding(written, range, hint) }
}

/// Finds the name of a paragraph at its end: ` ^abc123`.
fn block_id(text: &str) -> Option<Range<usize>> {
    let line = text.trim_end();
    let at = line.rfind('^')?;
    let name = &line[at + 1..];
    let is_name = name.len() > 2
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && name.bytes().any(|b| b.is_ascii_alphabetic());
    let is_parted = at == 0 || line[..at].ends_with([' ', '\t']);
    (is_name && is_parted).then_some(at..line.len())
}

/// Finds what begins a box or an item of a list in other programs.
fn first_mark(text: &str) -> Option<(Range<usize>, Text)> {
    if ["[-] ", "[/] "].iter().any(|mark| text.starts_with(mark)) {
        let hint = say!(
            "清单的方框请写 `[ ]`（未完成）或 `[x]`（已完成）"
                | "write `[ ]` for what is open and `[x]` for what is done"
        );
        return Some((0..3, hint));
    }
    let kind = text.strip_prefix("[!")?;
    let length = kind.find(']').filter(|length| *length > 0)?;
    let is_kind = kind[..length].bytes().all(|b| b.is_ascii_alphabetic() || b"-|".contains(&b));
    let end = 2 + length + 1 + usize::from(kind[length + 1..].starts_with(['-', '+']));
    let hint = say!(
        "提示框请写 `> [!NOTE]`，独占一行；还可以用 TIP、IMPORTANT、WARNING、CAUTION"
            | "write `> [!NOTE]` on a line of its own for a box; there are TIP, IMPORTANT, \
               WARNING and CAUTION too"
    );
    is_kind.then_some((0..end, hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn what_programs_left_in_a_text_is_found() {
        for (text, mark) in [
            ("^block-id", "^block-id"),
            ("段落 ^abc123", "^abc123"),
            ("[!note]- 折叠", "[!note]-"),
            ("[!info] 说明", "[!info]"),
            ("[/] 做了一半", "[/]"),
            ("[-] 不做了", "[-]"),
            ("++加++了", "++加++"),
            ("H~2~O", "~2~"),
            ("x^2^", "^2^"),
            ("2^10^ 和 x", "^10^"),
            ("见脚注^[1]^。", "^[1]^"),
            ("甲<o:p>", "<o:p>"),
            ("见错误!未找到引用源。", "错误!未找到引用源。"),
        ] {
            assert_eq!(run(&RULE, text), [(mark.to_owned(), None)], "{text}");
        }
        for innocent in [
            "C++和Java++",
            "i++; j++;",
            "10 ^12",
            "^_^ 很好 ^_^",
            "3~5人，7~9人",
            "错误！未找到",
            "[!] 注意",
            "见[-]。",
            "2^10 ^ 3",
        ] {
            assert_eq!(run(&RULE, innocent), [], "{innocent}");
        }
    }
}
