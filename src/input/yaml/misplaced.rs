//! What stands at the place where YAML cannot be read on: a bracket too many or never closed, a
//! comma, a colon or a quotation mark that is missing.

use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::SourcePath;
use crate::say;

/// Says what is wrong at `at`; `None` where that is not plain from what stands there.
pub(super) fn explain(file: &SourcePath, text: &str, base: usize, at: Span) -> Option<Diagnostic> {
    let offset = (at.start as usize).checked_sub(base)?;
    let (before, rest) = text.split_at_checked(offset)?;
    let above = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    let right = rest.lines().next().unwrap_or_default();
    let blank = right.len() - right.trim_start().len();
    let (place, mark) = (at.start as usize + blank, right.trim_start().chars().next()?);
    let finding = |message, length: usize| {
        Diagnostic::error("yaml", file, message).at_span(Span::new(place, place + length))
    };
    Some(match mark {
        '[' | '{' => {
            let close = if mark == '[' { ']' } else { '}' };
            if right.contains(close) {
                return None;
            }
            finding(say!("从这里开始的“{mark}”没有成对" | "the `{mark}` here is never closed"), 1)
                .with_hint(say!(
                    "请在这一项的末尾补上“{close}”" | "close it with `{close}` where the item ends"
                ))
        }
        ']' | '}' if is_surplus(mark, above, right) => {
            finding(say!("这里多了一个“{mark}”" | "there is a `{mark}` too many here"), 1)
                .with_hint(say!(
                    "请删去它，或补上与它配对的一个" | "delete it, or add the one that opens it"
                ))
                .with_guess(Span::new(place, place + 1), "")
        }
        ':' if above.contains(['{', '[']) => {
            let key = above.rsplit([' ', ',', '{', '[']).next().unwrap_or_default();
            let start = at.start as usize - key.len();
            let item = above.strip_suffix(key)?.trim_end();
            // `{a: b: c}` needs no comma.
            if key.is_empty() || item.ends_with([':', ',', '{', '[']) {
                return None;
            }
            let gap = above.len() - item.len() - key.len();
            finding(say!("“{key}”前面缺一个逗号" | "a comma is missing before `{key}`"), 1)
                .with_hint(say!(
                    "花括号里的各项用半角逗号加一个空格分开：“…, {key}: …”"
                        | "part the items between braces by a comma and a space: `…, {key}: …`"
                ))
                .with_guess(Span::new(start - gap, start), ", ")
        }
        _ if above.trim_end().ends_with(['"', '\'']) && mark != '#' => finding(
            say!(
                "引号在这里之前就结束了，后面还有文字"
                    | "the quotes end before this, and more text follows"
            ),
            right.trim_end().len() - blank,
        )
        .with_hint(say!(
            "整段内容放在一对引号里；里面的引号改成“”，或写成 \\\""
                | "put the whole value between one pair of quotes, and write `\\\"` for \
                   quotes inside it"
        )),
        _ => return without_colon(file, text, base, offset),
    })
}

/// Tells whether a line closes more brackets than it opens; `mark` closes one.
fn is_surplus(mark: char, above: &str, right: &str) -> bool {
    let open = if mark == ']' { '[' } else { '{' };
    let count = |wanted| above.chars().chain(right.chars()).filter(|c| *c == wanted).count();
    count(mark) > count(open)
}

/// A line that gives a key and a value without the colon between them.
fn without_colon(file: &SourcePath, text: &str, base: usize, offset: usize) -> Option<Diagnostic> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next()?;
    let entry = line.trim_start();
    let (key, value) = entry.split_once(' ')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !is_key || entry.contains([':', '：', '[', '{', '"']) || value.trim().is_empty() {
        return None;
    }
    let at = base + start + line.len() - entry.len();
    let (value, gap) = (value.trim(), entry.len() - key.len() - value.trim_start().len());
    Some(
        Diagnostic::error(
            "yaml",
            file,
            say!("“{key}”后面缺一个冒号" | "a colon is missing after `{key}`"),
        )
        .at_span(Span::new(at, at + key.len()))
        .with_hint(say!("请写成“{key}: {value}”" | "write `{key}: {value}`"))
        .with_guess(Span::new(at + key.len(), at + key.len() + gap), ": "),
    )
}
