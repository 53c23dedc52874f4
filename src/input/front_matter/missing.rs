//! What a file is told that does not begin with whole front matter.

use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::SourcePath;
use crate::say;

/// Tells what to do with front matter that is written in TOML or JSON.
pub(super) fn other_format(file: &SourcePath, first: &str) -> Option<Diagnostic> {
    let (message, hint) = match first.trim() {
        "+++" => (
            say!(
                "信息区是用 TOML 写的（“+++”），这里要用 YAML"
                    | "the front matter is TOML, between `+++`; YAML is wanted here"
            ),
            say!(
                "把两行 +++ 改成 ---，把每行的“名称 = 内容”改成“名称: 内容”"
                    | "make both lines `+++` into `---`, and each `key = value` into `key: value`"
            ),
        ),
        line if line.starts_with('{') && !line.starts_with("{{") && !line.starts_with("{%") => (
            say!(
                "信息区是用 JSON 写的（“{{”），前后没有“---”"
                    | "the front matter is JSON, without `---` lines around it"
            ),
            say!(
                "在“{{”前面和与它配对的“}}”后面各加一行 ---；里面的写法可以不改"
                    | "add a line `---` before the first brace and another after the brace that \
                       closes it; what is inside may stay"
            ),
        ),
        _ => return None,
    };
    Some(
        Diagnostic::error("no-front-matter", file, message)
            .at_span(Span::new(0, first.len()))
            .with_hint(hint),
    )
}

/// Says that the first line is no fence, and what to put there when what follows is front matter
/// all the same.
pub(super) fn report_unopened(file: &SourcePath, text: &str, first: &str) -> Diagnostic {
    let finding = Diagnostic::error(
        "no-front-matter",
        file,
        say!(
            "文件开头没有“---”围起来的信息区"
                | "the file does not begin with front matter between `---` lines"
        ),
    )
    .at_span(Span::new(0, first.len()))
    .with_hint(say!(
        "第一行写三个半角减号 ---，接着写 title、district 等，再用一行 --- 结束"
            | "begin with a line `---`, then title, district and so on, then another line `---`"
    ));
    let blank = text.len() - text.trim_start().len();
    let top_line = text.get(blank..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    // The keys up to the next line of dashes, whatever stands before them.
    let keys = |start: usize| {
        let end = near_fence(text, start)?;
        text.get(start..end.start as usize).filter(|keys| !keys.trim().is_empty() && is_keys(keys))
    };
    if is_near_fence(top_line) {
        let end = blank + top_line.len();
        return if keys(end).is_some() {
            finding.with_fix(Span::new(0, end), "---")
        } else {
            finding
        };
    }
    let line_end = if first.len() < text.len() && text.as_bytes()[first.len()] == b'\r' {
        "\r\n"
    } else {
        "\n"
    };
    if keys(blank).is_some() {
        finding.with_fix(Span::new(0, blank), format!("---{line_end}"))
    } else {
        finding
    }
}

/// Tells whether every line of `text` is how front matter is written: a key, an item, a comment, or
/// deeper than that.
pub(super) fn is_keys(text: &str) -> bool {
    text.lines().all(|line| {
        line.is_empty()
            || line.starts_with([' ', '\t', '\u{3000}', '#', '-'])
            || line.contains([':', '：'])
    })
}

/// The first line from `start` on that is made of nothing but dashes, of whatever keyboard.
pub(super) fn near_fence(text: &str, start: usize) -> Option<Span> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if is_near_fence(line) {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

pub(super) fn is_near_fence(line: &str) -> bool {
    let trimmed = line.trim();
    trimmed.chars().count() > 1
        && trimmed.chars().all(|c| matches!(c, '-' | '－' | '—' | '–' | '―' | '─' | '﹣'))
}
