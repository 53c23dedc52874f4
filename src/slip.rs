//! Slips of a Chinese keyboard in YAML: what was typed, and what was meant.
//!
//! Each slip is found line by line, without a YAML parser, since it is asked for when the parser gave up.

use std::ops::Range;

use crate::diagnostic::Text;
use crate::say;

/// One slip and its mending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The bytes to replace.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Text,
    /// What to put there.
    pub replacement: String,
}

/// Returns all slips in `text`, in order, none overlapping.
#[must_use]
pub fn find(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    each_line(text, |line, start| find_in_line(line, start, &mut slips));
    slips
}

/// Returns the comments that are probably none: ` #` with a letter right behind it, after a value. YAML drops them.
#[must_use]
pub fn dropped(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.contains(" #") {
        each_line(text, |line, start| found.extend(comment(line).map(|at| start + at..start + line.len())));
    }
    found
}

/// Where a comment begins that has no space after its `#`; a line that is nothing else is one on purpose.
fn comment(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open && before != '\\' => {
                quote = None;
            }
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => quote = Some(c),
            (None, '#') if before == ' ' => {
                let is_value = !line.get(..at)?.trim().is_empty();
                let is_close = line.get(at + 1..)?.starts_with(|c: char| c.is_alphanumeric());
                return (is_value && is_close).then_some(at);
            }
            _ => {}
        }
        before = c;
    }
    None
}

/// Calls `f` with each line that is the author's YAML, without its end, and the byte at which it begins.
fn each_line(text: &str, mut f: impl FnMut(&str, usize)) {
    let mut start = 0;
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let indent = content.len() - content.trim_start().len();
        // The lines of a block text (`key: |`) are the author's own.
        if block.is_some_and(|outer| content.is_empty() || indent > outer) {
            start += line.len();
            continue;
        }
        block = content.ends_with(['|', '>']).then_some(indent);
        f(content, start);
        start += line.len();
    }
}

/// Returns `text` with all `slips` mended.
#[must_use]
pub fn mend(text: &str, slips: &[Slip]) -> String {
    let mut mended = String::with_capacity(text.len() + slips.len());
    let mut done = 0;
    for slip in slips {
        mended.push_str(text.get(done..slip.range.start).unwrap_or_default());
        mended.push_str(&slip.replacement);
        done = slip.range.end;
    }
    mended.push_str(text.get(done..).unwrap_or_default());
    mended
}

fn find_in_line(line: &str, start: usize, slips: &mut Vec<Slip>) {
    let rest = line.trim_start();
    let indent = line.len() - rest.len();
    if rest.is_empty() || rest.starts_with('#') {
        return;
    }
    let margin = line.get(..indent).unwrap_or_default();
    if margin.chars().any(|c| c != ' ') {
        let replacement: String = margin.chars().map(|c| if c == ' ' { " " } else { "  " }).collect();
        slips.push(Slip {
            range: start..start + indent,
            message: if margin.contains('\t') {
                say!("行首用了 Tab 键缩进" | "the line is indented with a tab")
            } else {
                say!("行首用了全角空格或不间断空格" | "the line is indented with a full-width or no-break space")
            },
            hint: say!("请改用半角空格缩进，每层两个" | "indent with plain spaces, two a level"),
            replacement,
        });
    }
    let mut at = start + indent;
    let mut rest = rest;
    while let Some(item) = rest.strip_prefix("- ") {
        let own = item.trim_start_matches(' ');
        at += rest.len() - own.len();
        rest = own;
    }
    if let Some(slip) = slip_in_entry(rest, at) {
        slips.push(slip);
    }
}

/// Looks at `key: value`, whose first byte is at `at`.
fn slip_in_entry(entry: &str, at: usize) -> Option<Slip> {
    if let Some(body) = entry.strip_prefix('-').filter(|body| body.starts_with(|c: char| !c.is_ascii())) {
        let _ = body;
        return Some(Slip {
            range: at..at + 1,
            message: say!("列表的“-”后面缺一个空格" | "a space is missing after the `-` of a list"),
            hint: say!("请写成“- 内容”" | "write `- item`"),
            replacement: "- ".into(),
        });
    }
    if entry.starts_with(['[', '{', '"', '\'', '-', '|', '>']) {
        return flow_slip(entry, at);
    }
    let (index, colon) = entry.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let key = entry.get(..index)?;
    if key.chars().count() > 40 || key.contains(['，', '。', ' ', '"']) && colon == '：' {
        return None;
    }
    let after = entry.get(index + colon.len_utf8()..)?;
    if colon == '：' {
        let spaces = after.len() - after.trim_start_matches([' ', '\u{3000}']).len();
        return Some(Slip {
            range: at + index..at + index + colon.len_utf8() + spaces,
            message: say!("“{key}”后面用了全角冒号“：”" | "`{key}` is followed by a full-width colon"),
            hint: say!("请改成半角冒号加一个空格：“{key}: ”" | "write a plain colon and a space: `{key}: `"),
            replacement: ": ".into(),
        });
    }
    if !after.is_empty() && !after.starts_with([' ', '\t']) {
        // `https://…` on a line of its own is no key.
        let is_key = key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) && !after.starts_with("//");
        return is_key.then(|| Slip {
            range: at + index..at + index + 1 + (after.len() - after.trim_start_matches('\u{3000}').len()),
            message: say!("“{key}:”后面缺一个空格" | "a space is missing after `{key}:`"),
            hint: say!("请写成“{key}: 内容”" | "write `{key}: value`"),
            replacement: ": ".into(),
        });
    }
    let value = after.trim_start();
    let value_at = at + index + 1 + (after.len() - value.len());
    if value.starts_with(['[', '{']) {
        return flow_slip(value, value_at);
    }
    let plain = !value.starts_with(['"', '\'', '#', '|', '>']) && !value.is_empty();
    let breaks = value.contains(": ") || value.ends_with(':') || value.starts_with(['@', '`', '%', '*', '&', '!']);
    if plain && breaks {
        return Some(Slip {
            range: value_at..value_at + value.len(),
            message: say!("“{key}”的内容里有 YAML 的特殊符号" | "the value of `{key}` holds a sign that YAML reads otherwise"),
            hint: say!("请用英文双引号把整段内容括起来" | "put the whole value in double quotes"),
            replacement: format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")),
        });
    }
    if value.starts_with('"') && value.len() > 1 && quotes(value) % 2 == 1 {
        return Some(Slip {
            range: value_at + value.len()..value_at + value.len(),
            message: say!("“{key}”的双引号没有成对" | "a double quote of `{key}` is never closed"),
            hint: say!("请在末尾补上英文双引号" | "close it with a double quote"),
            replacement: "\"".into(),
        });
    }
    None
}

fn quotes(value: &str) -> usize {
    value.replace("\\\"", "").matches('"').count()
}

/// Looks inside `[…]` and `{…}` on one line for full-width marks between the items.
fn flow_slip(value: &str, at: usize) -> Option<Slip> {
    if !value.starts_with(['[', '{', '【', '［', '｛']) {
        return None;
    }
    let mut mended = String::with_capacity(value.len());
    let mut quoted = false;
    for c in value.chars() {
        quoted ^= c == '"';
        match c {
            '，' if !quoted => mended.push_str(", "),
            '：' if !quoted && value.starts_with('{') => mended.push_str(": "),
            '】' | '］' if !quoted && !value.contains(']') => mended.push(']'),
            '｝' if !quoted && !value.contains('}') => mended.push('}'),
            _ => mended.push(c),
        }
    }
    (mended != value).then(|| Slip {
        range: at..at + value.len(),
        message: say!("方括号或花括号里用了全角标点" | "full-width punctuation stands inside brackets"),
        hint: say!("括号里的项目用半角逗号“, ”分开，冒号用半角“: ”" | "separate items with `, ` and keys with `: `"),
        replacement: mended,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        mend(text, &find(text))
    }

    #[test]
    fn marks_of_a_chinese_keyboard_are_mended() {
        assert_eq!(mended("title：静安\n"), "title: 静安\n");
        assert_eq!(mended("title:静安\n"), "title: 静安\n");
        assert_eq!(mended("topics: [甲，乙]\n"), "topics: [甲, 乙]\n");
        assert_eq!(mended("  - {id：s1，title：甲}\n"), "  - {id: s1, title: 甲}\n");
        assert_eq!(mended("metrics:\n\t- label: 甲\n"), "metrics:\n  - label: 甲\n");
        assert_eq!(mended("\u{3000}title: 甲\n"), "  title: 甲\n");
    }

    #[test]
    fn a_value_with_a_colon_is_put_in_quotes() {
        assert_eq!(mended("title: 静安: 枢纽\n"), "title: \"静安: 枢纽\"\n");
        assert_eq!(mended("title: \"静安\n"), "title: \"静安\"\n");
    }

    #[test]
    fn a_comment_that_is_none_is_found() {
        let found = |text: &'static str| dropped(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("title: 静安 #1 枢纽\ntopics: #标签\n"), vec!["#1 枢纽", "#标签"]);
        for text in ["#注\na: 1 # 注\n", "a: \"甲 #1\"\n", "a: ['x #1']\n", "a: |\n  甲 #1\n", "a: b#1\n", "url: https://e.org/#x\n"] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
        assert_eq!(found("a: don't #1\n"), vec!["#1"]);
    }

    #[test]
    fn what_is_right_stays_as_it_is() {
        for text in [
            "title: 静安：枢纽\n",
            "url: https://example.org/a:b\n",
            "summary: |\n  甲：乙\n\n  丙：丁\n",
            "# 注：释\n",
            "a: \"甲，乙\"\n",
            "date: 2022-02-25\n",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
