//! The prose of a Markdown text: what is code, a call, an address or an id is blanked out.

use memchr::memchr3;

/// Blanks out what is no prose, byte for byte, so that places stay where they are: code, calls,
/// addresses, ids.
pub(super) fn without_markup(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    let mut fence: Option<&str> = None;
    for line in source.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let marker = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker));
        if fence.is_some() || marker.is_some() {
            fence = match (fence, marker) {
                (None, marker) => marker,
                (Some(open), Some(close)) if open == close => None,
                (open, _) => open,
            };
            blank_out(line, &mut text);
            continue;
        }
        if memchr3(b'{', b'`', b']', line.as_bytes()).is_none() {
            text.push_str(line);
            continue;
        }
        let mut pairs = PAIRS.map(Pair::new);
        let mut done = 0;
        while let Some((start, end)) =
            pairs.iter_mut().filter_map(|pair| pair.next(line, done)).min()
        {
            text.push_str(line.get(done..start).unwrap_or_default());
            blank_out(line.get(start..end).unwrap_or_default(), &mut text);
            done = end;
        }
        text.push_str(line.get(done..).unwrap_or_default());
    }
    text
}

fn blank_out(part: &str, text: &mut String) {
    text.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { '\u{1}' }));
}

/// What encloses a stretch of a line that is no prose.
const PAIRS: [(&str, &str); 4] = [("{{", "}}"), ("`", "`"), ("](", ")"), ("{#", "}")];

/// Looks for the stretches between two marks, from the left to the right.
struct Pair {
    open: Search,
    close: Search,
}

impl Pair {
    fn new((open, close): (&'static str, &'static str)) -> Self {
        Self { open: Search::new(open), close: Search::new(close) }
    }

    /// Returns the first stretch that begins at `from` or behind it.
    fn next(&mut self, line: &str, from: usize) -> Option<(usize, usize)> {
        let start = self.open.next(line, from)?;
        let end = self.close.next(line, start + self.open.needle.len())?;
        Some((start, end + self.close.needle.len()))
    }
}

/// Where a mark stands next. What was found stays known until it is passed, so that each byte is
/// looked at once.
struct Search {
    needle: &'static str,
    /// The last place found, which is beyond any line when there is no more.
    at: Option<usize>,
}

impl Search {
    fn new(needle: &'static str) -> Self {
        Self { needle, at: None }
    }

    /// Returns the first place at `from` or behind it; `from` never goes back.
    fn next(&mut self, line: &str, from: usize) -> Option<usize> {
        if self.at.is_none_or(|at| at < from) {
            let found = line.get(from..)?.find(self.needle);
            self.at = Some(found.map_or(usize::MAX, |at| from + at));
        }
        self.at.filter(|at| *at < usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanking_out_keeps_every_place() {
        let source = "甲`乙丙`{{ a }}丁[戊](己)\n```\n庚\n```\n辛";
        let text = without_markup(source);
        assert_eq!(text.len(), source.len());
        assert_eq!(text.find('辛'), source.find('辛'));
    }
}
