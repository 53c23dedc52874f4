//! Slips of a Chinese keyboard in YAML: what was typed, and what was meant.
//!
//! Each typo is found line by line, without a YAML parser, since it is asked for when the parser
//! gave up, or when it read without a word what was not meant.

mod dropped;
mod flow;
mod line;
mod margin;
mod value;

use std::ops::Range;

pub use self::dropped::find_dropped_comments;
use self::line::Lines;
use crate::foundation::diagnostic::Text;

/// One typo and its fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typo {
    /// The bytes to replace.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Text,
    /// What to put there.
    pub replacement: String,
    pub sure: Confidence,
}

/// How sure it is that something is a typo, and this its fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Worth a hint, and not to be fixed unseen.
    Guess,
    /// A typo, as long as the text is no YAML and is YAML with it fixed.
    Likely,
    /// A typo wherever it stands, even in a text that YAML takes without a word.
    Certain,
}

/// Returns all typos in `text`, in order, none overlapping.
#[must_use]
pub fn find_typos(text: &str) -> Vec<Typo> {
    let mut typos = Vec::new();
    let mut lines = Lines::default();
    each_line(text, |line, start| lines.read_line(line, start, &mut typos));
    typos
}

/// Tells whether a text may hold a certain typo; nearly none does, so that it pays to ask first.
#[must_use]
pub fn may_hold_typo(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letter =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    memchr::memchr2_iter(b'\xE2', b'\xE3', bytes).any(|at| {
        // U+200B, “ beside a plain quotation mark, U+3000.
        bytes[at..].starts_with(b"\xE2\x80\x8B")
            || bytes[at..].starts_with(b"\xE2\x80\x9C") && text.contains('"')
            || bytes[at..].starts_with(b"\xE3\x80\x80")
    }) || memchr::memchr2_iter(b'\xEF', b'\xC2', bytes).any(|at| {
        let rest = &bytes[at..];
        // A full-width colon or comma beside a key, full-width brackets, U+FEFF, U+00A0.
        let mark = rest.starts_with("：".as_bytes()) || rest.starts_with("，".as_bytes());
        let beside = letter(at.checked_sub(1))
            || bytes.get(at.wrapping_sub(1)) == Some(&b' ')
            || letter(Some(at + 3))
            || matches!(bytes.get(at + 3), Some(b' ' | b'\n' | b'\r'));
        mark && beside
            || rest.starts_with("［".as_bytes())
            || rest.starts_with("｛".as_bytes())
            || rest.starts_with(b"\xEF\xBB\xBF")
            || rest.starts_with(b"\xC2\xA0")
    }) || memchr::memchr_iter(b':', bytes).any(|at| {
        // `key:` and a letter of Chinese at once; a list that does not begin with `- `.
        let rest = &bytes[at + 1..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match rest.get(blank) {
            Some(0x80..) => blank == 0,
            // `{value:3}`
            Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => {
                blank == 0 && at > 0 && bytes[at - 1].is_ascii_alphabetic()
            }
            Some(b'\n' | b'\r') => {
                text.get(at + 1 + blank..).is_some_and(line::begins_with_other_dash)
            }
            _ => false,
        }
    })
}

/// Returns `text` with all `typos` fixed.
#[must_use]
pub fn fix_typos<'s>(text: &str, typos: impl IntoIterator<Item = &'s Typo>) -> String {
    let mut fixed = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for typo in typos {
        fixed.push_str(&text[done..typo.range.start]);
        fixed.push_str(&typo.replacement);
        done = typo.range.end;
    }
    fixed.push_str(&text[done..]);
    fixed
}

/// Calls `f` with each line that is the author's YAML, without its end, and the byte at which it
/// begins.
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
        block = opens_block(content).then_some(indent);
        f(content, start);
        start += line.len();
    }
}

/// Tells whether a block text follows: `key: |`, `key: >-`.
fn opens_block(line: &str) -> bool {
    let Some(mark) = line.rsplit([' ', '：']).next() else { return false };
    mark.starts_with(['|', '>'])
        && mark[1..].bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9'))
}

/// Tells whether `text` is how keys are written: letters of ASCII, digits, `_` and `-`.
fn is_key(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Tells whether `c` shows as nothing or as blank.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests;
