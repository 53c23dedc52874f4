//! What stands after `key: `.

use super::{Confidence, Typo, flow};
use crate::input::yaml::write_quoted;
use crate::say;

/// Looks at the value of `key`, whose first byte is at `at`.
pub(super) fn find_typo_in_value(key: &str, value: &str, at: usize) -> Option<Typo> {
    let enclosed = value.starts_with('［') && value.ends_with(['］', ']'])
        || value.starts_with('｛') && value.ends_with(['｝', '}']);
    if value.starts_with(['[', '{']) || enclosed {
        return flow::find_typo_in_flow(value, at);
    }
    let all = at..at + value.len();
    if let Some(inner) = value
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains(['”', '"']))
    {
        return Some(report_mixed_quotes(key, inner, all));
    }
    if let Some(rest) = value.strip_prefix('"').filter(|rest| count_quotes(rest).is_multiple_of(2))
    {
        let inner = rest
            .strip_suffix(['”', '“'])
            .filter(|inner| count_quotes(inner) == 0 && !inner.contains('“'));
        return match inner {
            Some(inner) => Some(report_mixed_quotes(key, inner, all)),
            None if rest.is_empty() => None,
            None if rest.ends_with("\\\"") => Some(report_escaped_end(key, all.end - 1)),
            None => Some(Typo {
                range: all.end..all.end,
                message: say!(
                    "“{key}”的双引号没有成对" | "a double quote of `{key}` is never closed"
                ),
                hint: say!("请在末尾补上英文双引号" | "close it with a double quote"),
                replacement: "\"".into(),
                sure: Confidence::Likely,
            }),
        };
    }
    let plain = !value.starts_with(['"', '\'', '#', '|', '>']) && !value.is_empty();
    let breaks = value.contains(": ")
        || value.ends_with(':')
        || value.starts_with(['@', '`', '%', '*', '&', '!']);
    (plain && breaks).then(|| {
        let quoted = write_quoted(value);
        Typo {
            range: all,
            message: say!(
                "“{key}”的内容里有 YAML 的特殊符号"
                    | "the value of `{key}` holds a sign that YAML reads otherwise"
            ),
            hint: say!(
                "请用英文双引号把整段内容括起来：{quoted}"
                    | "put the whole value in double quotes: `{quoted}`"
            ),
            replacement: quoted,
            // What follows ` #` may be a comment.
            sure: if value.contains(" #") { Confidence::Guess } else { Confidence::Likely },
        }
    })
}

/// A backslash before the last quotation mark makes it a sign of the text. Which of the two the
/// author meant is not known.
fn report_escaped_end(key: &str, quote: usize) -> Typo {
    Typo {
        range: quote..quote,
        message: say!(
            "“{key}”末尾的引号前面有“\\”，不算结束"
                | "the last quote of `{key}` has a backslash before it and does not close it"
        ),
        hint: say!(
            "要显示“\\”，写成两个：\\\\\"；不要，就删去它"
                | "write two of them, `\\\\\"`, to show the backslash, or delete it"
        ),
        replacement: "\\".into(),
        sure: Confidence::Guess,
    }
}

/// One quotation mark is plain and the other Chinese.
fn report_mixed_quotes(key: &str, inner: &str, range: std::ops::Range<usize>) -> Typo {
    Typo {
        range,
        message: say!(
            "“{key}”两头的引号不一样" | "the quotation marks around `{key}` are of two kinds"
        ),
        hint: say!(
            "两头都用英文双引号：\"{inner}\""
                | "use plain double quotes at both ends: `\"{inner}\"`"
        ),
        replacement: format!("\"{inner}\""),
        sure: Confidence::Certain,
    }
}

fn count_quotes(value: &str) -> usize {
    value.replace("\\\"", "").matches('"').count()
}
