//! `{width=50%}`, `{.wide}` and `{: target="_blank"}`, the attributes of other dialects.

use super::{CountsOn, Finding, Rule};
use crate::say;

pub(super) const RULE: Rule =
    Rule { code: "attributes", needles: &["{"], fresh: false, run: lint_attributes };

/// The names of attributes that are written so.
const NAMES: [&str; 14] = [
    "align", "alt", "class", "data", "fig", "height", "id", "lang", "loading", "rel", "style",
    "target", "title", "width",
];

/// The longest list of attributes that is looked at, in bytes.
const LONGEST: usize = 200;

fn lint_attributes(text: &str, found: &mut Vec<Finding>) {
    // The attributes of a box are told with it.
    if text.trim_start().starts_with(":::") {
        return;
    }
    for (start, _) in text.match_indices('{') {
        let before = &text[..start];
        let inside = &text[start + 1..];
        let Some(length) = inside.bytes().take(LONGEST).position(|b| matches!(b, b'{' | b'}'))
        else {
            continue;
        };
        let inside = &inside[..length];
        let end = start + length + 2;
        let closed = text.as_bytes().get(end - 1) == Some(&b'}');
        // An attribute stands behind what it is of, or at the end of a block.
        let attached = before.is_empty() || before.ends_with([')', ']']);
        let last = text.get(end..).is_some_and(|rest| rest.trim_start().is_empty());
        if !closed || before.ends_with('{') || !(attached || last) || !are_attributes(inside) {
            continue;
        }
        let written = text.get(start..end).unwrap_or_default();
        found.push(Finding {
            range: start..end,
            message: say!("花括号里的属性按文字显示" | "attributes in braces are shown as text"),
            hint: say!(
                "请删去：图片的大小和样式由主题决定；标题的标识写 `{{#…}}`"
                    | "delete them: the theme settles sizes and styles; write `{{#…}}` for \
                       the id of a heading"
            ),
            fix: Some(String::new()),
            counts_on: if attached { CountsOn::Nothing } else { CountsOn::Luck },
            seen: Some(say!(
                "改后读者不再看到“{written}”这几个字符"
                    | "once fixed, readers no longer see `{written}`"
            )),
        });
    }
}

/// Tells whether what stands between braces is a list of attributes, and not the id of a heading
/// alone.
fn are_attributes(inside: &str) -> bool {
    let list = inside.trim();
    let list = list.strip_prefix(':').unwrap_or(list).trim_start();
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    let is_attribute = |word: &str| match word.split_once('=') {
        Some((name, value)) => {
            let stem = name.split('-').next().unwrap_or_default();
            NAMES.contains(&stem) && !value.is_empty()
        }
        None => word.strip_prefix('.').is_some_and(is_name),
    };
    let mut words = list.split_whitespace();
    let Some(first) = words.next() else { return false };
    match first.strip_prefix('#') {
        Some(_) => words.next().is_some_and(is_attribute),
        None => {
            is_attribute(first)
                && (list.contains('"')
                    || words.all(|word| is_attribute(word) || word.starts_with('#')))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn attributes_of_other_dialects_are_found() {
        for text in [
            "{width=50%}",
            "{.wide}",
            "{: .note}",
            "{:target=\"_blank\" rel=\"noopener\"}",
            "{#tu .wide}",
            "{ width=\"50%\" style=\"a b\" }",
        ] {
            assert_eq!(run(&RULE, text), [(text.into(), Some(String::new()))]);
        }
        assert_eq!(run(&RULE, "做法 {.wide}"), [("{.wide}".into(), Some(String::new()))]);
        for innocent in [
            "{#zuofa}",
            "集合 {a=1}",
            "{甲}",
            "{a}",
            "{.5}",
            "{{ width=5 }}",
            "{.wide} 甲 {",
            "::: {.note}",
            "甲{.b}乙",
        ] {
            let found = run(&RULE, innocent);
            assert!(found.is_empty() || innocent.starts_with("{.wide}"), "{innocent}");
        }
    }
}
