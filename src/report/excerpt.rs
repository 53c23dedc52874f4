//! The lines that a finding shows.

use std::ops::Range;

use crate::foundation::diagnostic::Span;
use crate::foundation::lines::{Lines, Place};

/// The longest line that is shown from its beginning, in bytes. Of a longer one only what is around
/// the place is looked at: a report of a thousand places in one line would else be a thousand times
/// that line.
const LONGEST: usize = 2 << 10;

/// How many bytes of a longer line are shown before a place, and how many behind where it begins.
const AROUND: (usize, usize) = (240, 480);

/// What is shown of a text.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of its first line, from 1.
    pub(super) line: usize,
    /// The span within it.
    pub(super) range: Range<usize>,
    /// Where the span begins, when the beginning of its line is not shown.
    pub(super) cut: Option<Place>,
}

impl Excerpt {
    /// Returns the lines that a span touches, at most three.
    pub(super) fn of(lines: &Lines, span: Span) -> Self {
        let text = lines.text();
        let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let (start, end) = (floor(span.start as usize), floor(span.end as usize));
        let (line, first) = lines.line(start);
        let mut last = lines.end(line, 1);
        if last < end {
            last = lines.end(line, 3);
        }
        if last - first > LONGEST {
            return Self::around(lines, line, start..end);
        }
        let shown = text.get(first..last).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let from = (start - first).min(shown.len());
        let range = from..(end - first).clamp(from, shown.len());
        Self { text: shown.to_owned(), line: line + 1, range, cut: None }
    }

    /// Returns a part of a long line, or of a line among long ones.
    fn around(lines: &Lines, line: usize, span: Range<usize>) -> Self {
        let text = lines.text();
        let (first, last) = (lines.end(line, 0), lines.end(line, 1));
        let from = text.floor_char_boundary(span.start.saturating_sub(AROUND.0)).max(first);
        let to = text.floor_char_boundary((span.start + AROUND.1).min(last)).max(from);
        let part = text.get(from..to).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let before = if from > first { "…" } else { "" };
        let shown = format!("{before}{part}");
        let start = (span.start - from + before.len()).min(shown.len());
        let end = (span.end - from + before.len()).clamp(start, shown.len());
        let cut = (from > first).then(|| lines.place_at(span.start));
        Self { text: shown, line: line + 1, range: start..end, cut }
    }
}
