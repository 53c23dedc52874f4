//! Marks that the parser would take for markup where authors mean text.
//!
//! A line that begins with `:` is a definition only where `: ` stands right below a line of text;
//! `:bulb:`, `:::tip` and `:30` are text. A run of `*` inside a number hides digits, as in
//! `138****1234`. `{{<figure src="a.png">}}` is a call of another generator and no element of HTML.

use memchr::{memchr_iter, memmem};

use super::{JointKind, Place};

/// Finds the colons at the beginning of a line that define nothing.
pub(super) fn find_literal_colons(body: &str, places: &mut Vec<Place>) {
    let bytes = body.as_bytes();
    for at in memchr_iter(b':', bytes) {
        let line = bytes[..at].iter().rposition(|b| !is_prefix(*b)).map_or(0, |last| last + 1);
        if line > 0 && bytes[line - 1] != b'\n' {
            continue;
        }
        if !(is_table_rule(&bytes[at..])
            || begins_definition(&bytes[at + 1..]) && follows_text(bytes, line))
        {
            places.push(Place { at, joint: JointKind::Letter });
        }
    }
}

/// Tells whether what follows a colon is a space and a text on the same line.
fn begins_definition(rest: &[u8]) -> bool {
    let mut line = rest.iter().take_while(|b| !matches!(b, b'\n' | b'\r'));
    matches!(line.next(), Some(b' ' | b'\t')) && line.any(|b| !matches!(b, b' ' | b'\t'))
}

/// Tells whether `b` may stand before the text of a line: indentation, or the mark of a quote.
fn is_prefix(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'>')
}

/// Tells whether there is text on the line that ends before byte `line`.
fn follows_text(bytes: &[u8], line: usize) -> bool {
    let Some(end) = line.checked_sub(1) else { return false };
    let before = bytes[..end].iter().rev().take_while(|b| **b != b'\n');
    before.into_iter().any(|b| !is_prefix(*b) && *b != b'\r')
}

/// Tells whether a line that begins with a colon is the rule below the head of a table.
fn is_table_rule(line: &[u8]) -> bool {
    let mut marks = line.iter().take_while(|b| **b != b'\n');
    line.get(1) == Some(&b'-')
        && marks.clone().any(|b| *b == b'|')
        && marks.all(|b| matches!(b, b':' | b'-' | b'|' | b' ' | b'\t' | b'\r'))
}

/// Tells whether a run of `*` that is `length` long hides part of a number between the two bytes
/// beside it. A single `*` and runs between letters are emphasis, as `CommonMark` has them.
pub(super) fn is_mask(left: u8, length: usize, right: u8) -> bool {
    let sides = [left, right];
    let digits = sides.iter().filter(|b| b.is_ascii_digit()).count();
    let is_number = digits == 2 || digits == 1 && length > 3;
    length > 1 && is_number && sides.iter().all(u8::is_ascii_alphanumeric)
}

/// Finds the calls of other generators that look like elements of HTML.
pub(super) fn find_shortcodes(body: &str, places: &mut Vec<Place>) {
    const OPEN: &[u8] = b"{{<";
    for start in memmem::find_iter(body.as_bytes(), OPEN) {
        let at = start + OPEN.len();
        if body.as_bytes().get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') {
            places.push(Place { at, joint: JointKind::Letter });
        }
    }
}
