//! What stands before the first letter of a line: spaces, and what only looks like them.

use std::cmp::Reverse;

use super::{Confidence, Typo, is_key};
use crate::say;

/// How wide lines may be indented, from what stands above.
#[derive(Default)]
pub(super) struct Margins {
    /// Columns at which lines begin that a next line may go on with, ascending.
    levels: Vec<Level>,
}

impl Margins {
    /// Looks at the margin of a line whose content is `rest`; `opened` says that the line above may
    /// be gone on with deeper.
    pub(super) fn read_margin(
        &mut self,
        margin: &str,
        rest: &str,
        opened: bool,
        start: usize,
    ) -> Option<Typo> {
        let width = margin.chars().map(blank_width).sum();
        let plain = margin.bytes().all(|byte| byte == b' ');
        let known =
            opened || self.levels.is_empty() || self.is_level(width, rest.starts_with("- "));
        let meant = if known { width } else { self.nearest_column(width, rest) };
        // Only one place is left for a line above which nothing is nested.
        let unsure = !known && self.levels.len() > 1;
        let is_entry = rest.starts_with("- ")
            || rest.split_once([':', '：']).is_some_and(|(key, _)| is_key(key.trim_end()));
        if plain && is_entry && meant != width {
            self.note_column(meant, rest);
            return Some(report_uneven(start..start + margin.len(), meant));
        }
        self.note_column(if plain { width } else { meant }, rest);
        (!plain).then(|| Typo {
            range: start..start + margin.len(),
            message: if margin.contains('\t') {
                say!("行首用了 Tab 键缩进" | "the line is indented with a tab")
            } else {
                say!(
                    "行首用了全角空格或不间断空格"
                        | "the line is indented with a full-width or no-break space"
                )
            },
            hint: say!(
                "请改用半角空格缩进：同一层的行左边对齐，下一层多两个空格"
                    | "indent with plain spaces: lines of one level start in the same column, the \
                       next level two further in"
            ),
            replacement: " ".repeat(meant),
            sure: match () {
                () if unsure => Confidence::Guess,
                () if is_entry && !margin.contains('\t') => Confidence::Certain,
                () => Confidence::Likely,
            },
        })
    }

    /// Tells whether a line above begins in column `width`: an item goes with items, a key with
    /// keys.
    fn is_level(&self, width: usize, is_item: bool) -> bool {
        self.levels.iter().any(|level| level.column == width && level.is_item == is_item)
    }

    /// Tells whether the items of a list begin where `margin` ends.
    pub(super) fn has_items(&self, margin: &str) -> bool {
        self.is_level(margin.chars().map(blank_width).sum(), true)
    }

    /// The column nearest to `width` that a line above begins in; of two the deeper, since the line
    /// is meant to be indented.
    fn nearest_column(&self, width: usize, rest: &str) -> usize {
        let is_item = rest.starts_with("- ");
        let alike = self.levels.iter().filter(|level| level.is_item == is_item);
        let column = alike.map(|level| level.column);
        column.min_by_key(|column| (column.abs_diff(width), Reverse(*column))).unwrap_or(width)
    }

    /// Takes note of a line that begins at column `width`, and of what its dashes open.
    fn note_column(&mut self, width: usize, rest: &str) {
        // An item may stand in the column of the key that it belongs to.
        let is_item = rest.starts_with("- ");
        self.levels.retain(|level| {
            level.column < width || (level.column == width && is_item && !level.is_item)
        });
        let (mut column, mut rest) = (width, rest);
        while let Some(item) = rest.strip_prefix("- ") {
            self.levels.push(Level { column, is_item: true });
            let content = item.trim_start_matches(' ');
            column += rest.len() - content.len();
            rest = content;
        }
        self.levels.push(Level { column, is_item: false });
    }
}

/// A column in which a line may begin.
struct Level {
    column: usize,
    /// Whether items of a list begin there, and not keys.
    is_item: bool,
}

/// A line that begins in a column of its own.
fn report_uneven(range: std::ops::Range<usize>, meant: usize) -> Typo {
    Typo {
        range,
        message: say!(
            "这一行的缩进和上面的行没有对齐"
                | "this line starts in another column than the lines above"
        ),
        hint: say!(
            "同一层的行左边要对齐：这一行的前面应当是 {meant} 个空格"
                | "lines of one level start in the same column: put {meant} spaces before this one"
        ),
        replacement: " ".repeat(meant),
        sure: Confidence::Guess,
    }
}

/// How many spaces stand for a blank.
fn blank_width(c: char) -> usize {
    match c {
        '\t' | '\u{3000}' => 2,
        '\u{200B}' | '\u{FEFF}' => 0,
        _ => 1,
    }
}
