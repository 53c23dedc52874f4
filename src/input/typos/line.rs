//! One line after the other: its margin, its dash, its key.

use std::ops::Range;

use super::margin::Margins;
use super::{Confidence, Typo, flow, is_blank, is_key, value};
use crate::say;
use crate::text::invisible::is_invisible;

/// Dashes of other keyboards, in the place of the `-` of a list.
const DASHES: [char; 6] = ['－', '—', '–', '―', '─', '﹣'];

/// What the lines so far say about the next one.
#[derive(Default)]
pub(super) struct Lines {
    margins: Margins,
    /// Whether the next line is the first of a value, or goes on a list whose dashes are typos.
    opened: bool,
}

impl Lines {
    /// Looks at a line that begins at byte `start`.
    pub(super) fn read_line(&mut self, line: &str, start: usize, typos: &mut Vec<Typo>) {
        let rest = line.trim_start_matches(is_blank);
        if rest.is_empty() || rest.starts_with('#') {
            return;
        }
        let opened = std::mem::take(&mut self.opened);
        let indent = line.len() - rest.len();
        let is_item = self.margins.has_items(&line[..indent]);
        // The lines below stand by what is meant.
        let meant =
            find_dash(rest, 0, opened, is_item).map(|(_, length)| ["- ", &rest[length..]].concat());
        let meant = meant.as_deref().unwrap_or(rest);
        typos.extend(self.margins.read_margin(&line[..indent], meant, opened, start));
        let (mut rest, mut at) = (rest, start + indent);
        loop {
            if let Some(item) = rest.strip_prefix("- ") {
                let content = item.trim_start_matches(' ');
                at += rest.len() - content.len();
                rest = content;
            } else if let Some((typo, length)) = find_dash(rest, at, opened, is_item) {
                typos.push(typo);
                at += length;
                rest = &rest[length..];
                // Only a list that is one for certain makes the next line's dash certain.
                self.opened = opened;
            } else {
                break;
            }
        }
        self.opened |= rest.ends_with([':', '：']);
        check_entry(rest, at, typos);
    }
}

/// Looks for a dash that begins no item: one of another keyboard, or one without its space.
/// `is_item` says that items of a list stand in its column.
fn find_dash(rest: &str, at: usize, opened: bool, is_item: bool) -> Option<(Typo, usize)> {
    let mark = rest.chars().next()?;
    let after = &rest[mark.len_utf8()..];
    let content = after.trim_start_matches(is_blank);
    let plain = mark == '-';
    if content.is_empty() || content.starts_with(DASHES) || content.starts_with('-') {
        return None;
    }
    let is_slip = if plain {
        let key = after.split_once([':', '：']).map(|(key, _)| key);
        after.starts_with(|c: char| !c.is_ascii()) || is_item && key.is_some_and(is_key)
    } else {
        DASHES.contains(&mark) && (opened || is_item)
    };
    let length = rest.len() - content.len();
    is_slip.then(|| {
        let typo = Typo {
            range: at..at + length,
            message: if plain {
                say!("列表的“-”后面缺一个空格" | "a space is missing after the `-` of a list")
            } else {
                say!(
                    "列表用了“{mark}”，不是半角减号" | "the list uses `{mark}` in the place of `-`"
                )
            },
            hint: say!(
                "请写成半角减号加一个空格：“- 内容”" | "write a plain hyphen and a space: `- item`"
            ),
            replacement: "- ".into(),
            sure: if opened { Confidence::Certain } else { Confidence::Likely },
        };
        (typo, length)
    })
}

/// Tells whether the next line of `text` that is no comment begins with a dash that begins no item;
/// `text` begins with the end of a line.
pub(super) fn begins_with_other_dash(text: &str) -> bool {
    let mut rest = text.trim_start_matches(is_blank);
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, next)| next).trim_start_matches(is_blank);
    }
    rest.starts_with(DASHES)
        || rest.strip_prefix('-').is_some_and(|after| after.starts_with(|c: char| !c.is_ascii()))
}

/// Looks at `key: value`, whose first byte is at `at`.
fn check_entry(entry: &str, at: usize, typos: &mut Vec<Typo>) {
    if entry.starts_with(['[', '{', '［', '｛']) {
        return typos.extend(flow::find_typo_in_flow(entry, at));
    }
    if entry.starts_with(['"', '\'', '-', '|', '>']) {
        return;
    }
    let Some((index, colon)) = entry.char_indices().find(|(_, c)| matches!(c, ':' | '：')) else {
        return;
    };
    let (written, after) = (&entry[..index], &entry[index + colon.len_utf8()..]);
    let key = written.trim_end_matches(is_blank);
    let content = after.trim_start_matches(is_blank);
    let blank = &after[..after.len() - content.len()];
    let content_at = at + entry.len() - content.len();
    let plain = if content.is_empty() { ":" } else { ": " };
    let sure_if = |certain| if certain { Confidence::Certain } else { Confidence::Likely };
    // With a plain colon, only what stands right behind it can be wrong.
    let spaced = blank.starts_with([' ', '\t']) || after.is_empty();
    if colon == '：' {
        if key.is_empty() || key.chars().count() > 40 || key.contains(['，', '。', ' ', '"']) {
            return;
        }
        let range = at + key.len()..content_at;
        typos.push(full_width_colon(key, range, plain, sure_if(is_key(key))));
    } else if !spaced {
        // `https://…` on a line of its own is no key.
        if !is_key(written) || content.starts_with("//") {
            return;
        }
        let sure = sure_if(content.starts_with(|c: char| !c.is_ascii()));
        typos.push(wrong_space(key, blank, at + index..content_at, plain, sure));
    } else if blank.chars().any(|c| !matches!(c, ' ' | '\t')) {
        // YAML takes what is no plain space for the beginning of the value.
        let sure = sure_if(is_key(written));
        typos.push(wrong_space(key, blank, at + index..content_at, plain, sure));
    }
    typos.extend(value::find_typo_in_value(key, content, content_at));
}

/// A full-width colon behind `key`, with `plain` to put in its place.
fn full_width_colon(key: &str, range: Range<usize>, plain: &str, sure: Confidence) -> Typo {
    Typo {
        range,
        message: say!("“{key}”后面用了全角冒号“：”" | "`{key}` is followed by a full-width colon"),
        hint: say!(
            "请改成半角冒号加一个空格：“{key}: ”" | "write a plain colon and a space: `{key}: `"
        ),
        replacement: plain.to_owned(),
        sure,
    }
}

/// A colon with `blank` behind it, nothing or no plain space, with `plain` to put in its place.
fn wrong_space(key: &str, blank: &str, range: Range<usize>, plain: &str, sure: Confidence) -> Typo {
    let is_invisible =
        !blank.is_empty() && blank.chars().all(|c| matches!(c, ' ' | '\t') || is_invisible(c));
    Typo {
        range,
        message: if blank.is_empty() {
            say!("“{key}:”后面缺一个空格" | "a space is missing after `{key}:`")
        } else if is_invisible {
            say!(
                "“{key}:”后面有看不见的字符"
                    | "there is a character after `{key}:` that cannot be seen"
            )
        } else {
            say!("“{key}:”后面的空格不是半角空格" | "the space after `{key}:` is no plain space")
        },
        hint: if is_invisible {
            say!("请删去它们，或者重新输入这一行" | "delete them, or type the line anew")
        } else {
            say!(
                "冒号后面请用半角空格：“{key}: 内容”"
                    | "write a plain space after the colon: `{key}: value`"
            )
        },
        replacement: plain.to_owned(),
        sure,
    }
}
