//! Comments that are probably none.

use std::ops::Range;

use super::each_line;

/// Returns the comments that are probably none: ` #` with a letter right behind it, after a value.
/// YAML drops them.
#[must_use]
pub fn find_dropped_comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.contains(" #") {
        each_line(text, |line, start| {
            found.extend(find_comment(line).map(|at| start + at..start + line.len()));
        });
    }
    found
}

/// Where a comment begins that has no space after its `#`; a line that is nothing else is one on
/// purpose.
fn find_comment(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open && before != '\\' => {
                quote = None;
            }
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',') => quote = Some(c),
            (None, '#') if before == ' ' => {
                let is_value = !line.get(..at)?.trim().is_empty();
                let is_close = line.get(at + 1..)?.starts_with(|c: char| c.is_alphanumeric());
                return (is_value && is_close).then_some(at);
            }
            _ => {}
        }
        before = c;
    }
    None
}
