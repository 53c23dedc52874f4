//! The CJK-friendly rule of emphasis, as a pass before the parser.
//!
//! `CommonMark` takes a run of `*` between a letter and punctuation for text, so that
//! `**“三化”**治理` keeps its asterisks. The rule (tats-u/markdown-cjk-friendly, specification.md):
//! a run of `*` or `~~` with no white space or edge of a line on either side, and a CJK character
//! on at least one, both opens and closes. `_` follows `CommonMark`, but looks through a variation
//! selector.
//!
//! pulldown-cmark 0.13 has no such option. A run behaves as the rule wants when a character that is
//! neither space nor punctuation stands between it and the punctuation beside it. Such a
//! *joint* is put in, one that the text does not hold, and taken out of the events again: their
//! ranges are mapped back, and text is read from the original. A body that needs no joint is parsed
//! as it is. Other marks that are to stay text get joints too (`literal`).

mod joined_text;
mod literal;
mod tables;

use std::ops::{Range, RangeInclusive};

use memchr::memchr2_iter;
use memchr::memmem;

pub(super) use joined_text::JoinedText;
use tables::Tables;

use crate::text::{is_cjk, is_punctuation};

/// Every joint takes three bytes.
const WIDTH: usize = 3;

/// Joints that are neither space nor punctuation: characters that Unicode keeps free of any
/// meaning.
const LETTERS: RangeInclusive<char> = '\u{FDD0}'..='\u{FDEF}';

/// Joints that are punctuation, for `_`: dots of old manuscripts.
const MARKS: RangeInclusive<char> = '\u{2E2A}'..='\u{2E2D}';

/// Joints that are white space, of widths that nobody types.
const SPACES: RangeInclusive<char> = '\u{2000}'..='\u{200A}';

/// Puts in the joints that a body needs; `cjk` says whether emphasis follows the CJK-friendly rule.
pub(super) fn join_text(body: &str, cjk: bool) -> JoinedText<'_> {
    let mut places = Vec::new();
    find_runs(body, cjk, &mut places);
    if cjk {
        find_underscores(body, &mut places);
    }
    literal::find_literal_colons(body, &mut places);
    literal::find_shortcodes(body, &mut places);
    if places.is_empty() {
        return JoinedText::without_joints(body);
    }
    // A body that holds every joint was made to; it gets stock emphasis.
    let Some(chars) = free_joints(body, &places) else { return JoinedText::without_joints(body) };
    // Stable: two runs that touch may both want joints between them.
    places.sort_by_key(|place| place.at);
    let mut text = String::with_capacity(body.len() + WIDTH * places.len());
    let mut joints = Vec::with_capacity(places.len());
    let mut done = 0;
    for place in places {
        text.push_str(&body[done..place.at]);
        done = place.at;
        joints.push(text.len());
        text.push(chars[place.joint as usize]);
    }
    text.push_str(&body[done..]);
    JoinedText::with_joints(text, joints, chars)
}

/// Returns a character for each kind of joint that `places` need, one that the body does not hold;
/// `None` where it holds all of them. A kind that is not needed is not looked for: another stands
/// in for it.
fn free_joints(body: &str, places: &[Place]) -> Option<[char; 3]> {
    let mut found = [None; 3];
    for place in places {
        let kind = place.joint as usize;
        if found[kind].is_none() {
            let mut range = [LETTERS, MARKS, SPACES][kind].clone();
            found[kind] = Some(range.find(|c| !holds(body, *c))?);
        }
    }
    let any = found.iter().flatten().next().copied()?;
    Some(found.map(|joint| joint.unwrap_or(any)))
}

/// Tells whether a text holds a character. Its last byte is frequent in Chinese, which is what the
/// library stops at.
fn holds(text: &str, c: char) -> bool {
    memmem::find(text.as_bytes(), c.encode_utf8(&mut [0; 4]).as_bytes()).is_some()
}

/// Where a joint goes.
struct Place {
    at: usize,
    joint: JointKind,
}

/// What a joint is to the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JointKind {
    /// Neither space nor punctuation.
    Letter,
    /// Punctuation.
    Mark,
    /// White space.
    Space,
}

/// Finds the runs of `*` and `~~` that need a joint.
fn find_runs(body: &str, cjk: bool, places: &mut Vec<Place>) {
    let bytes = body.as_bytes();
    let mut tables = Tables::default();
    let mut done = 0;
    for found in memchr2_iter(b'*', b'~', bytes) {
        if found < done {
            continue;
        }
        let byte = bytes[found];
        let end = found + bytes[found..].iter().take_while(|b| **b == byte).count();
        done = end;
        // A backslash takes the first of the run out of it.
        let start = if is_escaped(bytes, found) { found + 1 } else { found };
        let length = end - start;
        if length == 0 || (byte == b'~' && length != 2) {
            continue;
        }
        // Neither side is CJK, or one is an edge: nearly all runs of a Latin text end here.
        let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied();
        let (Some(left), Some(right)) = (beside(start.checked_sub(1)), beside(Some(end))) else {
            continue;
        };
        if byte == b'*' && literal::is_mask(left, length, right) {
            places.extend([start, end].map(|at| Place { at, joint: JointKind::Space }));
            continue;
        }
        if !cjk || left.is_ascii() && right.is_ascii() {
            continue;
        }
        let (Some(left), Some(right)) = (LeftContext::of(body, start), body[end..].chars().next())
        else {
            continue;
        };
        if left.last.is_whitespace() || right.is_whitespace() {
            continue;
        }
        if left.punctuation {
            // The parser sees the selector alone, which is no punctuation.
            if !is_cjk(right) || is_punctuation(right) {
                places.push(Place { at: start, joint: JointKind::Mark });
            }
            continue;
        }
        if !left.cjk && !is_cjk(right) {
            continue;
        }
        // Letters on both sides, or punctuation on both: it opens and closes as it is.
        if is_punctuation(left.last) == is_punctuation(right) {
            continue;
        }
        let edge = match (left.last, right) {
            ('>', _) => is_line_start(bytes, start),
            ('|', _) | (_, '|') => tables.holds_row(body, start),
            _ => false,
        };
        if !edge {
            join_run(start..end, left.last, right, places);
        }
    }
}

/// Puts a joint between a run of marks and the punctuation on one side of it.
fn join_run(run: Range<usize>, left: char, right: char, places: &mut Vec<Place>) {
    let (at, beside, order) = if is_punctuation(right) {
        (run.end, right, [JointKind::Letter, JointKind::Mark])
    } else {
        (run.start, left, [JointKind::Mark, JointKind::Letter])
    };
    // Another run right beside goes on seeing punctuation.
    let shield = matches!(beside, '*' | '_' | '~');
    let order = order.into_iter().filter(|joint| shield || *joint == JointKind::Letter);
    places.extend(order.map(|joint| Place { at, joint }));
}

/// Finds `_` after punctuation and a variation selector, which the rule takes for punctuation.
fn find_underscores(body: &str, places: &mut Vec<Place>) {
    // U+FE00 to U+FE0E begin with these two bytes.
    for found in memmem::find_iter(body.as_bytes(), b"\xEF\xB8") {
        let end = found + 3;
        if !matches!(body.as_bytes().get(end), Some(b'_')) {
            continue;
        }
        let mut before = body[..end].chars().rev();
        if before.next().is_some_and(is_selector) && before.next().is_some_and(is_punctuation) {
            places.push(Place { at: end, joint: JointKind::Mark });
        }
    }
}

/// What stands before a run.
struct LeftContext {
    /// The character right before it, which `CommonMark` looks at.
    last: char,
    /// Whether it ends a CJK sequence: a variation selector belongs to the character before it.
    cjk: bool,
    /// Whether it ends a sequence of other punctuation and a selector.
    punctuation: bool,
}

impl LeftContext {
    fn of(body: &str, start: usize) -> Option<Self> {
        let mut before = body[..start].chars().rev();
        let last = before.next()?;
        if matches!(last, '\u{E0100}'..='\u{E01EF}') {
            return Some(Self { last, cjk: true, punctuation: false });
        }
        let base = if is_selector(last) { before.next() } else { None };
        let cjk =
            is_cjk(base.unwrap_or(last)) || (last == '\u{FE01}' && base.is_some_and(is_quote));
        Some(Self { last, cjk, punctuation: !cjk && base.is_some_and(is_punctuation) })
    }
}

/// Tells whether `c` selects a shape without making an emoji of it.
const fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0E}')
}

/// Tells whether U+FE01 makes `c` full-width (StandardizedVariants.txt).
const fn is_quote(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”')
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// Tells whether nothing but the marks of block quotes stands between the start of the line and
/// `at`.
fn is_line_start(bytes: &[u8], at: usize) -> bool {
    let prefix = bytes[..at].iter().rev().find(|b| !matches!(b, b'>' | b' ' | b'\t'));
    matches!(prefix, None | Some(b'\n' | b'\r'))
}

#[cfg(test)]
mod tests;
