//! Values that end on their line: in brackets, in quotes, and plain.

use super::{DEEPEST, Reader};
use crate::input::yaml::plain_scalar::{is_mark, resolve_scalar};
use crate::input::yaml::{Key, Node, Value};

impl Reader<'_> {
    /// Reads a value that ends on its line.
    pub(super) fn value_on_line(&mut self, depth: usize) -> Option<Node> {
        self.at += self.spaces(self.at);
        let node = match self.byte(self.at)? {
            b'[' | b'{' => self.flow(depth)?,
            b'"' | b'\'' => self.quoted()?,
            _ => self.plain(false)?,
        };
        self.finish_line()?;
        Some(node)
    }

    /// Reads a value inside brackets.
    fn flow(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        self.at += self.spaces(self.at);
        match self.byte(self.at)? {
            b'[' => self.flow_list(depth),
            b'{' => self.flow_map(depth),
            b'"' | b'\'' => self.quoted(),
            _ => self.plain(true),
        }
    }

    fn flow_list(&mut self, depth: usize) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            items.push(self.flow(depth + 1)?);
            if self.is_last(b']')? {
                // Its brackets tell it from a list in a block.
                return Some(Node { span: self.span(start, self.at), ..self.list(items)? });
            }
        }
    }

    fn flow_map(&mut self, depth: usize) -> Option<Node> {
        self.at += 1;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            self.at += self.spaces(self.at);
            let key = self.key()?;
            let node = self.flow(depth + 1)?;
            entries.push((key, node));
            if self.is_last(b'}')? {
                return self.map(entries);
            }
        }
    }

    /// Goes on behind a comma or the closing bracket, and tells which it was.
    fn is_last(&mut self, close: u8) -> Option<bool> {
        self.at += self.spaces(self.at);
        let byte = self.byte(self.at)?;
        self.at += 1;
        (byte == b',' || byte == close).then_some(byte == close)
    }

    fn quoted(&mut self) -> Option<Node> {
        let start = self.at;
        let quote = self.byte(start)?;
        let inner = self.text.get(start + 1..)?;
        let length = memchr::memchr3(quote, b'\\', b'\n', inner.as_bytes())?;
        // Escapes, doubled quotes and line breaks are the library's.
        if inner.as_bytes().get(length) != Some(&quote)
            || (quote == b'\'' && inner.as_bytes().get(length + 1) == Some(&quote))
        {
            return None;
        }
        let text = inner.get(..length)?.to_owned();
        self.at = start + length + 2;
        // A quoted text that is followed by a colon is a key.
        if self.byte(self.at + self.spaces(self.at)) == Some(b':') {
            return None;
        }
        let end = self.at;
        self.node(Value::Text(text), start, end)
    }

    /// Reads a scalar without quotes, inside brackets or not.
    fn plain(&mut self, flow: bool) -> Option<Node> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        if is_mark(bytes.get(start).copied()?) {
            return None;
        }
        let mut at = start;
        let mut end = start;
        loop {
            match bytes.get(at).copied() {
                None | Some(b'\n' | b'\r') => break,
                Some(b',' | b'[' | b']' | b'{' | b'}') if flow => break,
                Some(b':')
                    if matches!(
                        bytes.get(at + 1),
                        None | Some(b' ' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}')
                    ) =>
                {
                    return None;
                }
                Some(b'#') if at > end => break,
                Some(b' ') => at += 1,
                Some(_) => {
                    at += 1;
                    end = at;
                }
            }
        }
        self.at = end;
        let value = resolve_scalar(self.text.get(start..end)?)?;
        self.node(value, start, end)
    }
}
