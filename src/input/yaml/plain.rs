//! The YAML that front matter is nearly always made of, read without the library.
//!
//! [`read_plain`] knows maps and lists in blocks and on one line, quoted and plain scalars of one
//! line, and comments. Of anything else, or anything doubtful, it says nothing, and the library
//! reads the text instead. What it does read, it reads exactly as the library does, places
//! included: a test holds the two together. It exists for speed: reading front matter was a quarter
//! of a build, and this takes a tenth of the instructions that the library took.

use super::plain_scalar::{has_meaning, is_usual};
use super::{Key, Node, Value};
use crate::foundation::diagnostic::Span;

mod on_line;

/// So few keys of a map are compared with one another: to sort them costs more.
const FEW_KEYS: usize = 16;

/// The deepest nesting that is read here, far below the library's budget.
const DEEPEST: usize = 8;

/// The most nodes that are read here, below the library's budget.
const MOST_NODES: usize = 10_000;

/// Reads one document, which begins at byte `base` of its file. Returns `None` when the library has
/// to look at it.
pub(super) fn read_plain(text: &str, base: usize) -> Option<Node> {
    if !is_usual(text) {
        return None;
    }
    let mut reader = Reader { text, base, at: 0, nodes: 0 };
    let line = reader.line()?;
    let map = if line.indent == 0 { reader.block_map(line, 0)? } else { return None };
    reader.line().is_none().then_some(map)
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    /// Where reading goes on.
    at: usize,
    nodes: usize,
}

/// A line that holds something.
#[derive(Clone, Copy)]
struct Line {
    /// How many spaces it begins with.
    indent: usize,
    /// The byte after them.
    start: usize,
}

impl Reader<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Finds the next line that holds something, from the start of a line on; reading stays where
    /// it is.
    fn line(&self) -> Option<Line> {
        let mut start = self.at;
        loop {
            let indent = self.spaces(start);
            match self.byte(start + indent) {
                None => return None,
                Some(b'\n' | b'\r' | b'#') => start = self.line_end(start + indent),
                Some(_) => return Some(Line { indent, start: start + indent }),
            }
        }
    }

    fn spaces(&self, at: usize) -> usize {
        self.text
            .as_bytes()
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| **byte == b' ')
            .count()
    }

    /// The byte after the line that `at` is in.
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', self.text.as_bytes().get(at..).unwrap_or_default())
            .map_or(self.text.len(), |length| at + length + 1)
    }

    /// Goes on behind the line, when nothing but a comment is left of it.
    fn finish_line(&mut self) -> Option<()> {
        let spaces = self.spaces(self.at);
        let at = self.at + spaces;
        let over = match self.byte(at) {
            None | Some(b'\n') => true,
            Some(b'\r') => matches!(self.byte(at + 1), Some(b'\n')),
            Some(b'#') => spaces > 0,
            Some(_) => false,
        };
        self.at = self.line_end(at);
        over.then_some(())
    }

    /// Tells whether nothing but a comment is left of the line.
    fn is_line_over(&self) -> bool {
        matches!(self.byte(self.at + self.spaces(self.at)), None | Some(b'\n' | b'\r' | b'#'))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn node(&mut self, value: Value, start: usize, end: usize) -> Option<Node> {
        self.nodes += 1;
        (self.nodes <= MOST_NODES).then(|| Node { span: self.span(start, end), value })
    }

    /// Reads a map whose first key stands at `first`.
    fn block_map(&mut self, first: Line, depth: usize) -> Option<Node> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut next = Some(first);
        while let Some(line) = next.filter(|line| line.indent == first.indent) {
            self.at = line.start;
            let key = self.key()?;
            let node = self.block_value(first.indent, depth + 1)?;
            entries.push((key, node));
            next = self.line();
        }
        // What stands deeper belongs to no key.
        if next.is_some_and(|line| line.indent > first.indent) {
            return None;
        }
        self.map(entries)
    }

    /// Makes a map of its entries; `None` when a key occurs twice.
    fn map(&mut self, entries: Vec<(Key, Node)>) -> Option<Node> {
        if has_double_key(&entries) {
            return None;
        }
        let (start, end) = (entries.first()?.0.span, entries.last()?.1.span);
        self.nodes += 1;
        Some(Node { span: Span { start: start.start, end: end.end }, value: Value::Map(entries) })
    }

    /// Reads a key of letters, and the colon after it.
    fn key(&mut self) -> Option<Key> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..)?;
        let length = rest
            .iter()
            .take_while(
                |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-'),
            )
            .count();
        let text = self.text.get(start..start + length)?;
        let colon = start + length;
        if !text.starts_with(|c: char| c.is_ascii_alphabetic())
            || has_meaning(text)
            || self.byte(colon) != Some(b':')
        {
            return None;
        }
        if !matches!(self.byte(colon + 1), None | Some(b' ' | b'\n' | b'\r')) {
            return None;
        }
        self.at = colon + 1;
        Some(Key { span: self.span(start, colon), text: text.to_owned() })
    }

    /// Reads what follows the colon of a key that stands at `indent`.
    fn block_value(&mut self, indent: usize, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        if !self.is_line_over() {
            return self.value_on_line(depth);
        }
        self.finish_line()?;
        let line = self.line()?;
        let is_item = self.is_item(line.start);
        match () {
            () if is_item && line.indent >= indent => self.block_list(line, depth),
            () if line.indent > indent => self.block_map(line, depth),
            // Nothing was written: the library knows best where that is.
            () => None,
        }
    }

    fn is_item(&self, at: usize) -> bool {
        self.byte(at) == Some(b'-') && matches!(self.byte(at + 1), Some(b' '))
    }

    /// Reads a list whose first item stands at `first`.
    fn block_list(&mut self, first: Line, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        let mut next = Some(first);
        while let Some(line) =
            next.filter(|line| line.indent == first.indent && self.is_item(line.start))
        {
            self.at = line.start + 1;
            self.at += self.spaces(self.at);
            let start = self.at;
            let item = match self.key() {
                Some(_) => self.block_map(
                    Line { indent: line.indent + start - line.start, start },
                    depth + 1,
                )?,
                None if self.is_line_over() => return None,
                None => self.value_on_line(depth + 1)?,
            };
            items.push(item);
            next = self.line();
        }
        if next.is_some_and(|line| line.indent > first.indent) {
            return None;
        }
        self.list(items)
    }

    fn list(&mut self, items: Vec<Node>) -> Option<Node> {
        let (start, end) = (items.first()?.span, items.last()?.span);
        self.nodes += 1;
        Some(Node { span: Span { start: start.start, end: end.end }, value: Value::List(items) })
    }
}

/// Tells whether a key occurs twice.
fn has_double_key(entries: &[(Key, Node)]) -> bool {
    if entries.len() <= FEW_KEYS {
        return (1..).zip(entries).any(|(next, (key, _))| {
            entries.iter().skip(next).any(|(other, _)| other.text == key.text)
        });
    }
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}
