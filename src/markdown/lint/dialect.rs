//! `[TOC]`, `==重点==` and `$\frac{1}{2}$`, marks of other dialects that are shown as text.

use std::ops::Range;

use memchr::memmem;

use super::bracket_tags::{NEEDLES, bracket_tags, shorten_pair};
use super::{CountsOn, Finding, Rule};
use crate::foundation::diagnostic::Text;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "dialect",
    needles: &[
        "[TOC]",
        "[toc]",
        "[[TOC]]",
        "[[toc]]",
        "==",
        "$",
        "%%",
        "^[",
        "{++",
        "{--",
        "{>>",
        "{#",
        "<%",
        "\\newpage",
        "\\pagebreak",
        NEEDLES[0],
        NEEDLES[1],
        NEEDLES[2],
        NEEDLES[3],
        NEEDLES[4],
        NEEDLES[5],
    ],
    fresh: false,
    run: lint_dialect,
};

/// The longest mark that is looked for, in bytes.
const LONGEST: usize = 500;

fn lint_dialect(text: &str, found: &mut Vec<Finding>) {
    let line = text.trim();
    if ["[toc]", "[[toc]]"].iter().any(|toc| line.eq_ignore_ascii_case(toc)) {
        found.push(contents_finding(line, 0..text.len()));
    }
    find_enclosed(text, "==", |inside, before, after| {
        let is_word =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "=!<>".contains(c));
        !inside.contains('=') && !inside.contains(['"', ';']) && !is_word(before) && !is_word(after)
    })
    .for_each(|range| {
        let written = text.get(range.clone()).unwrap_or_default();
        let bold = written.replace("==", "**");
        let hint = say!("要突出文字，请写 `{bold}`" | "write `{bold}` to stress a text");
        found.push(dialect_finding(written, range, hint));
    });
    remarks(text, found);
    for (range, hint) in bracket_tags(text) {
        let written = text.get(range.clone()).unwrap_or_default();
        found.push(dialect_finding(&shorten_pair(written), range, hint));
    }
    let hint = || {
        say!(
            "Casebook 不排公式：请写成普通文字，或做成图片"
                | "Casebook sets no formulas: write plain text, or make a picture"
        )
    };
    if line.starts_with("$$") {
        found.push(dialect_finding(line, 0..text.len(), hint()));
        return;
    }
    for range in formulas(text) {
        let written = text.get(range.clone()).unwrap_or_default();
        found.push(dialect_finding(written, range, hint()));
    }
}

/// Looks at a line of a paragraph for a mark of the contents that Markdown takes apart: the
/// underscores and the address in it mean something.
pub(in super::super) fn find_contents_mark(line: &str) -> Option<Finding> {
    let mark = line.trim();
    if !mark.starts_with(['@', '[']) {
        return None;
    }
    let lower = mark.to_ascii_lowercase();
    let titled = lower.strip_prefix("@[toc](").and_then(|rest| rest.strip_suffix(')'));
    let is_mark = ["[[_toc_]]", "@[toc]"].contains(&&*lower)
        || titled.is_some_and(|title| !title.contains(['(', ')']));
    is_mark.then(|| contents_finding(mark, 0..line.trim_end().len()))
}

fn contents_finding(mark: &str, range: Range<usize>) -> Finding {
    let hint =
        say!("请删去：页面自己会列出目录" | "delete it: the page lists its contents by itself");
    dialect_finding(mark, range, hint)
}

/// Returns the formulas of a text.
pub(in super::super) fn formulas(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    find_enclosed(text, "$", |inside, _, _| is_formula(inside))
}

/// Finds remarks of editors, which readers are to see nothing of, notes in the line, and breaks of
/// pages.
fn remarks(text: &str, found: &mut Vec<Finding>) {
    let hidden = || {
        say!(
            "读者会看到它：请删去；只给编辑看的话写成 `<!-- … -->`"
                | "readers see it: delete it, or write `<!-- … -->` for what editors \
                   alone are to see"
        )
    };
    let mut add = |range: Range<usize>, hint: Text| {
        let written = text.get(range.clone()).unwrap_or_default();
        found.push(dialect_finding(written, range, hint));
    };
    for range in find_enclosed(text, "%%", |inside, before, _| {
        !before.is_some_and(|c| c.is_ascii_digit()) && !inside.contains('%')
    }) {
        add(range, hidden());
    }
    for (open, close) in
        [("{>>", "<<}"), ("{++", "++}"), ("{--", "--}"), ("{#", "#}"), ("<%", "%>")]
    {
        for (start, _) in text.match_indices(open) {
            let Some(length) = find_close(&text[start..], close) else { continue };
            // `{#id}` names a heading.
            if length < open.len() || open == "{#" && text[start..start + length].contains('}') {
                continue;
            }
            add(start..start + length + close.len(), hidden());
        }
    }
    for (start, _) in text.match_indices("^[") {
        let inside = &text[start + 2..];
        let Some(length) = find_close(inside, "]") else { continue };
        // `^[a-z]` is a pattern.
        if inside[..length].contains(crate::text::is_cjk) {
            add(
                start..start + length + 3,
                say!(
                    "脚注请在这里写 `[^1]`，另起一段写 `[^1]: 注的内容`"
                        | "write `[^1]` here for a footnote, and `[^1]: its text` as a \
                           paragraph of its own"
                ),
            );
        }
    }
    let line = text.trim();
    if ["\\newpage", "\\pagebreak"].contains(&line) {
        add(
            0..text.len(),
            say!("请删去：网页不分页" | "delete it: a page on the web is not parted"),
        );
    }
}

pub(super) fn dialect_finding(written: &str, range: Range<usize>, hint: Text) -> Finding {
    Finding {
        range,
        message: say!(
            "“{written}”是别的程序的写法，这里按文字显示"
                | "`{written}` belongs to another dialect; it is shown as text"
        ),
        hint,
        fix: None,
        counts_on: CountsOn::Luck,
        seen: None,
    }
}

/// Returns where `text` has the mark that closes what it begins with.
fn find_close(text: &str, close: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LONGEST + close.len())];
    memmem::find(near, close.as_bytes())
}

/// Returns what stands between two equal marks, with them, where `is_meant` says so of the inside
/// and of what is beside it.
pub(super) fn find_enclosed<'t>(
    text: &'t str,
    mark: &'t str,
    is_meant: impl Fn(&str, Option<char>, Option<char>) -> bool + 't,
) -> impl Iterator<Item = Range<usize>> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find(mark)?;
            let inside = text.get(start + mark.len()..)?;
            let length = inside.find(mark)?;
            let end = start + length + 2 * mark.len();
            let inside = inside.get(..length)?;
            let before = text.get(..start)?.chars().next_back();
            let after = text.get(end..)?.chars().next();
            if !inside.is_empty()
                && inside.trim() == inside
                && length <= LONGEST
                && is_meant(inside, before, after)
            {
                at = end;
                return Some(start..end);
            }
            at = start + mark.len();
        }
    })
}

/// Tells a formula from prices: it holds a command, an index or a power.
fn is_formula(inside: &str) -> bool {
    let commands = inside
        .match_indices('\\')
        .any(|(at, _)| inside[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    commands
        || inside.contains("^{")
        || inside.contains("_{")
        || inside.contains('^') && inside.contains('=')
        || has_short_name_with_mark(inside)
}

/// Tells whether a single letter has an index or a power, as in `x^2` and `a_i`: names with an
/// underscore are longer.
fn has_short_name_with_mark(inside: &str) -> bool {
    let bytes = inside.as_bytes();
    let is_part = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    inside.is_ascii()
        && inside.trim() == inside
        && bytes.iter().enumerate().skip(1).any(|(at, mark)| {
            let is_alone = at == 1 || !is_part(bytes.get(at - 2)) && bytes[at - 2] != b'_';
            matches!(mark, b'^' | b'_')
                && bytes[at - 1].is_ascii_alphabetic()
                && is_alone
                && is_part(bytes.get(at + 1))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn marks_of_contents_are_found() {
        for mark in ["[[_TOC_]]", "@[toc]", "@[TOC](目录)", "@[TOC]()"] {
            assert!(find_contents_mark(mark).is_some(), "{mark}");
        }
        for innocent in ["@[甲](b.md)", "[[_甲_]]", "见 @[toc]", "@[toc](a)(b)", "[TOC](b.md)"] {
            assert!(find_contents_mark(innocent).is_none(), "{innocent}");
        }
    }

    #[test]
    fn marks_of_other_dialects_are_found() {
        for text in [
            "[TOC]",
            "[[toc]]",
            "$$",
            "$\\frac{1}{2}$",
            "$x_{1}$",
            "$E=mc^2$",
            "$x^2$",
            "$a_i + b$",
            "==重点==",
        ] {
            assert_eq!(run(&RULE, text), [(text.into(), None)]);
        }
        for text in [
            "%%给编辑的话%%",
            "{>>批注<<}",
            "{++加++}",
            "{--删--}",
            "^[在行内的注]",
            "\\newpage",
            "{# 注释 #}",
            "<%= x %>",
        ] {
            assert_eq!(run(&RULE, text), [(text.into(), None)]);
        }
        assert_eq!(run(&RULE, "要==先问==再做").len(), 1);
        for innocent in [
            "a == b 且 c == d",
            "a==b==c",
            "花了$5，又$6",
            "$file_name$",
            "见 [TOC] 一节",
            "====",
            "$HOME 和 $PATH",
            "50%%",
            "以 ^[a-z]+$ 为限",
            "{--",
            "{#a} 和 {#b}",
            "<% 5",
        ] {
            assert!(run(&RULE, innocent).is_empty(), "{innocent}");
        }
    }
}
