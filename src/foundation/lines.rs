//! The lines of a text, for turning offsets into places.

/// A place as people count: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// After so many bytes the characters are counted up once more, so that a column far into a long
/// line costs no more than one at its beginning.
const STEP: usize = 512;

/// How many characters stand before a byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    chars: usize,
    /// Code units of UTF-16.
    utf16: usize,
}

impl Count {
    fn add(self, text: &str) -> Self {
        let long = text.bytes().filter(|byte| *byte >= 0xF0).count();
        let chars = text.chars().count();
        Self { chars: self.chars + chars, utf16: self.utf16 + chars + long }
    }
}

/// A text with its lines, which is asked for many places.
#[derive(Clone, Debug)]
pub struct Lines {
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
    /// What stands before each [`STEP`], or before the character that it falls into.
    counts: Vec<Count>,
}

impl Lines {
    /// Reads a text once.
    #[must_use]
    pub fn new(text: String) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
            .collect();
        let (mut count, mut done) = (Count::default(), 0);
        let mut counts = vec![count];
        for step in (STEP..=text.len()).step_by(STEP) {
            let end = text.floor_char_boundary(step);
            count = count.add(&text[done..end]);
            counts.push(count);
            done = end;
        }
        Self { text, starts, counts }
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the number of the line that holds the byte at `offset`, from 0, and where it begins.
    #[must_use]
    pub fn line(&self, offset: usize) -> (usize, usize) {
        // The first line begins at 0, at or before any offset.
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        (line, self.starts[line])
    }

    /// Returns where `count` lines end that begin with number `line`, their last line break
    /// included.
    #[must_use]
    pub fn end(&self, line: usize, count: usize) -> usize {
        self.starts.get(line + count).copied().unwrap_or(self.text.len())
    }

    /// Returns the place of the byte at `offset`; past the end it is the end of the text.
    #[must_use]
    pub fn place_at(&self, offset: usize) -> Place {
        let (line, before, at) = self.counts(offset);
        Place { line, column: at.chars - before.chars + 1 }
    }

    /// Returns the place of the byte at `offset`, the column in code units of UTF-16.
    #[must_use]
    pub fn utf16_place(&self, offset: usize) -> Place {
        let (line, before, at) = self.counts(offset);
        Place { line, column: at.utf16 - before.utf16 + 1 }
    }

    /// Returns the line, from 1, and what stands before it and before `offset`.
    fn counts(&self, offset: usize) -> (usize, Count, Count) {
        let offset = self.text.floor_char_boundary(offset);
        let (line, start) = self.line(offset);
        (line + 1, self.count(start), self.count(offset))
    }

    /// Returns what stands before `offset`, which is no further than the end.
    fn count(&self, offset: usize) -> Count {
        let step = offset / STEP;
        let from = self.text.floor_char_boundary(step * STEP);
        self.counts[step].add(&self.text[from..offset])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Lines {
        Lines::new(text.to_owned())
    }

    #[test]
    fn columns_count_characters() {
        let text = lines("甲乙\n丙丁");
        assert_eq!(text.place_at(10), Place { line: 2, column: 2 });
        assert_eq!(text.place_at(999), Place { line: 2, column: 3 });
        assert_eq!(text.place_at(11), text.place_at(10));
        assert_eq!(lines("").place_at(3), Place { line: 1, column: 1 });
    }

    #[test]
    fn columns_far_into_a_line_are_counted_alike() {
        let text = format!("甲\n{}", "乙a😀".repeat(1000));
        let known = lines(&text);
        for (at, _) in text.char_indices().step_by(7) {
            let line = text[..at].rsplit('\n').next().expect("a line");
            let place = Place {
                line: text[..at].matches('\n').count() + 1,
                column: line.chars().count() + 1,
            };
            assert_eq!(known.place_at(at), place);
            assert_eq!(known.utf16_place(at).column, line.encode_utf16().count() + 1);
        }
    }
}
