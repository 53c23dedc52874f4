//! What stands before the first letter of a line: spaces, and what only looks like them.

use super::{Slip, Sure, is_key};
use crate::say;

/// How wide lines may be indented, from what stands above.
#[derive(Default)]
pub(super) struct Margins {
    /// Columns at which lines begin that a next line may go on with, ascending.
    levels: Vec<usize>,
}

impl Margins {
    /// Looks at the margin of a line whose content is `rest`; `opened` says that the line above may be gone on with deeper.
    pub(super) fn read(&mut self, margin: &str, rest: &str, opened: bool, start: usize) -> Option<Slip> {
        let width = margin.chars().map(cells).sum();
        let plain = margin.bytes().all(|byte| byte == b' ');
        let known = opened || self.levels.is_empty() || self.levels.contains(&width);
        // Only one place is left for a line above which nothing is nested.
        let meant = if known || plain { width } else { self.nearest(width) };
        let unsure = !known && self.levels.len() > 1;
        self.note(meant, rest);
        let is_entry = rest.starts_with("- ") || rest.split_once([':', '：']).is_some_and(|(key, _)| is_key(key.trim_end()));
        (!plain).then(|| Slip {
            range: start..start + margin.len(),
            message: if margin.contains('\t') {
                say!("行首用了 Tab 键缩进" | "the line is indented with a tab")
            } else {
                say!("行首用了全角空格或不间断空格" | "the line is indented with a full-width or no-break space")
            },
            hint: say!(
                "请改用半角空格缩进：同一层的行左边对齐，下一层多两个空格"
                    | "indent with plain spaces: lines of one level start in the same column, the next level two further in"
            ),
            replacement: " ".repeat(meant),
            sure: match () {
                () if unsure => Sure::Guess,
                () if is_entry && !margin.contains('\t') => Sure::Certain,
                () => Sure::Likely,
            },
        })
    }

    fn nearest(&self, width: usize) -> usize {
        self.levels.iter().copied().min_by_key(|level| level.abs_diff(width)).unwrap_or(width)
    }

    /// Takes note of a line that begins at column `width`, and of what its dashes open.
    fn note(&mut self, width: usize, rest: &str) {
        self.levels.retain(|level| *level < width);
        self.levels.push(width);
        let (mut width, mut rest) = (width, rest);
        while let Some(item) = rest.strip_prefix("- ") {
            let own = item.trim_start_matches(' ');
            width += rest.len() - own.len();
            rest = own;
            self.levels.push(width);
        }
    }
}

/// How many spaces stand for a blank.
fn cells(c: char) -> usize {
    match c {
        '\t' | '\u{3000}' => 2,
        '\u{200B}' | '\u{FEFF}' => 0,
        _ => 1,
    }
}
