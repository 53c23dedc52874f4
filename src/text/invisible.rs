//! Characters that nobody sees and that are no part of a text: control characters and stray
//! directional marks, as PDF readers and chat programs leave them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr3_iter, memmem::Finder};

use super::{is_cjk, join_break};

/// Tells whether `c` never belongs in a text, whatever stands beside it.
#[must_use]
pub fn is_stray(c: char) -> bool {
    matches!(c,
        '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\x7F'..='\u{9F}'
        | '\u{180E}' | '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFC}' | '\u{E0001}')
}

/// Tells whether `c` begins or ends a stretch that runs in a direction of its own.
fn is_directional(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Tells whether readers see nothing of `c`, which is no white space.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    is_stray(c)
        || is_directional(c)
        || is_doubtful(c)
        || matches!(c, '\u{AD}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}')
}

/// So few bytes are looked at one by one: to begin a search costs more.
const SHORT: usize = 128;

/// Finds U+FFC0 to U+FFFF. Their first byte alone is frequent: it begins full-width punctuation.
static SPECIALS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"\xEF\xBF"));
/// Finds U+FEFF.
static MARK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{FEFF}"));

/// Tells whether a text begins with a character that [`strip_invisible`] may leave out.
fn begins_stray(bytes: &[u8]) -> bool {
    match bytes {
        [0xC2, second, ..] => *second < 0xA0,
        [0xE1, 0xA0, third, ..] => *third == 0x8E,
        [0xE2, 0x80, third, ..] => (0xA8..=0xAE).contains(third),
        [0xE2, 0x81, third, ..] => *third >= 0xA6,
        [0xEF, 0xBF, ..] | [0xF3, 0xA0, 0x80, 0x81, ..] => true,
        _ => false,
    }
}

/// Tells whether a text begins with such a one, or with one of [`is_doubtful`].
fn begins_invisible(bytes: &[u8]) -> bool {
    match bytes {
        [0xE2, 0x80, 0x8B..=0x8F | 0xA8 | 0xA9, ..] | [0xD8, 0x9C, ..] | [0xEF, 0xBB, 0xBF, ..] => {
            true
        }
        _ => begins_stray(bytes),
    }
}

/// Tells whether a text holds a control character, or one that `begins` tells of; U+FEFF is passed
/// over in a long text. Nearly none does, and all are asked: the first pass has no branches, and
/// the others stop at rare bytes only.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches many bytes are looked at at once"
)]
fn holds_sign(bytes: &[u8], begins: fn(&[u8]) -> bool) -> bool {
    let control = |b: u8| (b < 0x20) & (b != b'\n') & (b != b'\t') & (b != b'\r') | (b == 0x7F);
    let is_at = |at: usize| bytes.get(at..).is_some_and(begins);
    if bytes.len() <= SHORT {
        let may_begin = |b: u8| matches!(b, 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0xF3);
        return (0..).zip(bytes).any(|(at, b)| control(*b) || may_begin(*b) && is_at(at));
    }
    // Most texts hold no control characters but line ends.
    let may_control = bytes.iter().fold(false, |found, b| found | (*b < 0x20) & (*b != b'\n'));
    may_control && bytes.iter().any(|b| control(*b))
        || memchr3_iter(0x7F, 0xD8, 0xF3, bytes).any(|at| bytes[at] == 0x7F || is_at(at))
        || memchr3_iter(0xC2, 0xE1, 0xE2, bytes).any(is_at)
        || SPECIALS.find(bytes).is_some()
}

/// Returns a text as pages show it: without control characters, and without directional marks where
/// one of them has no partner.
#[must_use]
pub fn strip_invisible(text: &str) -> Cow<'_, str> {
    if !holds_sign(text.as_bytes(), begins_stray) {
        return Cow::Borrowed(text);
    }
    let unpaired = text.lines().any(|line| !find_unpaired(line).is_empty());
    let is_shown = |c: char| !(is_stray(c) || ends_line(c) || unpaired && is_directional(c));
    if text.chars().all(is_shown) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut is_parted = false;
    for c in text.chars() {
        if ends_line(c) {
            is_parted = true;
        } else if is_shown(c) {
            if std::mem::take(&mut is_parted) && wants_space(shown.chars().next_back(), c) {
                shown.push(' ');
            }
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Tells whether `c` ends a line in other programs: a soft return, a form feed, a next line.
fn ends_line(c: char) -> bool {
    matches!(c, '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Tells whether two words that stood on lines of their own want a space between them.
fn wants_space(before: Option<char>, after: char) -> bool {
    let is_space = |c: char| c.is_whitespace();
    before.is_some_and(|c| !is_space(c)) && !is_space(after) && !join_break(before, Some(after))
}

/// Tells whether `c` may do something to a terminal, or turn what stands beside it.
fn is_unsafe(c: char) -> bool {
    let joins = matches!(c, '\u{200C}' | '\u{200D}');
    c == '\r' || is_stray(c) || is_directional(c) || (is_doubtful(c) && !joins)
}

/// Returns a text as a terminal may print it: control characters and directional marks are written
/// out, as in `\u{202E}`. Line ends and tabs stay.
#[must_use]
pub fn escape_invisible(text: &str) -> Cow<'_, str> {
    write_out(text, |c| format!("\\u{{{:04X}}}", u32::from(c)))
}

/// Returns JSON as a terminal may print it: the same values, in which such characters stand as
/// `\u202e`.
#[must_use]
pub fn escape_json(json: &str) -> Cow<'_, str> {
    let escape = |unit: &mut u16| format!("\\u{unit:04x}");
    write_out(json, |c| c.encode_utf16(&mut [0; 2]).iter_mut().map(escape).collect())
}

fn write_out(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            escaped.push_str(&escape(c));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Returns where the directional marks of a line stand that have no partner.
fn find_unpaired(line: &str) -> Vec<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut alone = Vec::new();
    for (at, c) in line.char_indices().filter(|(_, c)| is_directional(*c)) {
        let is_partner = |opened: char| match c {
            '\u{202C}' => matches!(opened, '\u{202A}'..='\u{202E}'),
            _ => matches!(opened, '\u{2066}'..='\u{2068}'),
        };
        if !matches!(c, '\u{202C}' | '\u{2069}') {
            open.push((at, c));
        } else if open.last().is_some_and(|(_, opened)| is_partner(*opened)) {
            open.pop();
        } else {
            alone.push(at);
        }
    }
    alone.extend(open.into_iter().map(|(at, _)| at));
    alone.sort_unstable();
    alone
}

/// The invisible characters of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvisibleSigns {
    /// From the first of them to the last.
    pub range: Range<usize>,
    /// The same without them.
    pub replacement: String,
    /// How they are called, each once.
    pub names: Vec<String>,
    /// How many there are.
    pub count: usize,
}

/// Tells whether a text may hold characters that nobody sees and nobody meant; nearly none does.
#[must_use]
pub fn may_hold_invisible(text: &str) -> bool {
    let bytes = text.as_bytes();
    holds_sign(bytes, begins_invisible) || bytes.len() > SHORT && MARK.find(bytes).is_some()
}

/// Finds the characters that nobody sees and nobody meant, line by line.
#[must_use]
pub fn find_invisible(text: &str) -> Vec<InvisibleSigns> {
    if !may_hold_invisible(text) {
        return Vec::new();
    }
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        found.extend(find_in_line(line, start));
        start += line.len();
    }
    found
}

/// Tells whether `c` is invisible and may be meant, as what stands beside it says.
fn is_doubtful(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

fn find_in_line(line: &str, start: usize) -> Option<InvisibleSigns> {
    let alone = find_unpaired(line);
    let right_to_left = line.chars().any(is_right_to_left);
    let mut before = None;
    let mut chars = line.char_indices().peekable();
    let (mut range, mut names, mut count) = (None::<Range<usize>>, Vec::new(), 0);
    let mut kept = String::new();
    let mut pending = String::new();
    let mut is_parted = false;
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let plain = |c: Option<char>| c.is_none_or(|c| c.is_ascii() || is_cjk(c) || is_doubtful(c));
        let meant = match c {
            '\u{200C}' | '\u{200D}' => !(plain(before) && plain(after)),
            '\u{061C}' | '\u{200E}' | '\u{200F}' => right_to_left,
            _ => false,
        };
        if is_stray(c) || alone.binary_search(&at).is_ok() || is_doubtful(c) && !meant {
            let end = at + c.len_utf8();
            kept.push_str(&std::mem::take(&mut pending));
            range = Some(range.map_or(at, |range| range.start)..end);
            let name = format!("U+{:04X}", u32::from(c));
            if !names.contains(&name) {
                names.push(name);
            }
            count += 1;
            is_parted |= ends_line(c);
        } else {
            if std::mem::take(&mut is_parted) && wants_space(before, c) {
                kept.push(' ');
            }
            before = Some(c);
            if range.is_some() {
                pending.push(c);
            }
        }
    }
    let range = range?;
    Some(InvisibleSigns {
        range: start + range.start..start + range.end,
        replacement: kept,
        names,
        count,
    })
}

/// Tells whether `c` is a letter of a script that runs from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && c.is_alphabetic()
}

#[cfg(test)]
mod tests;
