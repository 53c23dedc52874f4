//! A body with its joints, and the way back to the body.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::{LETTERS, MARKS, SPACES, WIDTH};
use crate::text::invisible::strip_invisible;

/// A body as the parser gets it.
pub(in super::super) struct JoinedText<'a> {
    /// The text with its joints.
    pub(in super::super) text: Cow<'a, str>,
    /// Where in `text` joints begin, ascending.
    pub(in super::super) joints: Vec<usize>,
    /// The characters that serve as joints here: a letter, a mark and a space.
    pub(in super::super) chars: [char; 3],
    /// Whether the body holds characters that no page shows, once that is known.
    invisible: OnceCell<bool>,
}

impl<'a> JoinedText<'a> {
    /// Takes a body without any joint.
    pub(in super::super) fn without_joints(body: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(body),
            joints: Vec::new(),
            chars: [*LETTERS.start(), *MARKS.start(), *SPACES.start()],
            invisible: OnceCell::new(),
        }
    }

    /// Returns the place in the body of a place in the parsed text.
    pub(in super::super) fn body_place(&self, at: usize) -> usize {
        if self.joints.is_empty() {
            at
        } else {
            at - WIDTH * self.joints.partition_point(|joint| *joint < at)
        }
    }

    /// Returns the range in the body of a range in the parsed text.
    pub(in super::super) fn map_range(&self, range: &Range<usize>) -> Range<usize> {
        self.body_place(range.start)..self.body_place(range.end)
    }

    /// Takes the text of a body with its joints: where they begin, and which characters they are.
    pub(super) fn with_joints(text: String, joints: Vec<usize>, chars: [char; 3]) -> Self {
        Self { text: Cow::Owned(text), joints, chars, invisible: OnceCell::new() }
    }

    /// Takes it that the body holds no characters that no page shows.
    pub(in super::super) fn know_visible(&self) {
        let _ = self.invisible.set(false);
    }

    fn is_invisible(&self) -> bool {
        let holds_any = || matches!(strip_invisible(&self.text), Cow::Owned(_));
        *self.invisible.get_or_init(holds_any)
    }

    /// Returns `text`, which came from the body, as pages show it.
    pub(in super::super) fn as_shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_invisible() { strip_invisible(text) } else { Cow::Borrowed(text) }
    }

    /// Returns `text`, which came from the parser, without joints and as pages show it.
    pub(in super::super) fn without_signs<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.joints.is_empty() || !text.contains(self.chars) {
            return self.as_shown(text);
        }
        let text = text.replace(self.chars, "");
        if self.is_invisible() { strip_invisible(&text).into_owned().into() } else { text.into() }
    }
}
