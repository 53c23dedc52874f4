//! Characters that nobody sees, spelled out as escapes: `"门\u000f房"`.

use super::{Node, Value};
use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::path::SourcePath;
use crate::input::invisible;
use crate::text::invisible::{find_invisible, is_invisible};

/// A text with invisible characters in the place of their escapes.
struct Spelled {
    text: String,
    /// Where an escape ended, and how many bytes had gone until then.
    gaps: Vec<(usize, usize)>,
}

impl Spelled {
    fn spell_out(raw: &str) -> Self {
        let (mut text, mut gaps) = (String::with_capacity(raw.len()), Vec::new());
        let mut rest = raw;
        while let Some(at) = rest.find('\\') {
            text.push_str(&rest[..at]);
            rest = &rest[at..];
            match read_escape(rest).filter(|(c, _)| is_invisible(*c)) {
                Some((c, length)) => {
                    text.push(c);
                    rest = &rest[length..];
                    gaps.push((text.len(), raw.len() - rest.len() - text.len()));
                }
                None => {
                    // A backslash and what it stands before belong together.
                    let length = 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
                    text.push_str(&rest[..length]);
                    rest = &rest[length..];
                }
            }
        }
        text.push_str(rest);
        Self { text, gaps }
    }

    /// Returns where a byte stands in the text as it was written.
    fn written_at(&self, at: usize) -> usize {
        let before = self.gaps.partition_point(|(end, _)| *end <= at);
        at + before.checked_sub(1).map_or(0, |last| self.gaps[last].1)
    }
}

/// Returns the character that an escape stands for, and how long it is.
fn read_escape(text: &str) -> Option<(char, usize)> {
    let kind = text.chars().nth(1)?;
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => {
            let c = match kind {
                '0' => '\0',
                'a' => '\x07',
                'b' => '\x08',
                'v' => '\x0B',
                'f' => '\x0C',
                'e' => '\x1B',
                'N' => '\u{85}',
                'L' => '\u{2028}',
                'P' => '\u{2029}',
                _ => return None,
            };
            return Some((c, 2));
        }
    };
    let number = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(number)?, 2 + digits))
}

/// Returns a text with invisible characters in the place of their escapes.
#[must_use]
pub fn spell_invisible(text: &str) -> String {
    Spelled::spell_out(text).text
}

/// Reports the escapes in the quoted texts of a document, which begins at byte `base` of its file.
pub(super) fn report_escaped(
    file: &SourcePath,
    text: &str,
    base: usize,
    node: &Node,
    sink: &mut Sink,
) {
    if !text.contains('\\') {
        return;
    }
    let mut look = |span: Span| {
        let raw = text.get(span.start as usize - base..span.end as usize - base);
        let Some(raw) = raw.filter(|raw| raw.starts_with('"')) else { return };
        let spelled = Spelled::spell_out(raw);
        if spelled.gaps.is_empty() {
            return;
        }
        for signs in find_invisible(&spelled.text) {
            let (start, end) = (signs.range.start, signs.range.end);
            let start = span.start as usize + spelled.written_at(start);
            let place = Span::new(start, span.start as usize + spelled.written_at(end));
            sink.push(invisible::report_signs(file, signs, place));
        }
    };
    each_text(node, &mut look);
}

/// Calls `look` with the place of every key and every text.
fn each_text(node: &Node, look: &mut impl FnMut(Span)) {
    match &node.value {
        Value::Text(_) => look(node.span),
        Value::List(list) => list.iter().for_each(|node| each_text(node, look)),
        Value::Map(map) => {
            for (key, node) in map {
                look(key.span);
                each_text(node, look);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::fix;
    use crate::input::yaml::parse_document;

    fn fixed(text: &str) -> String {
        let mut sink = Sink::default();
        parse_document(&SourcePath::new("a.md"), text, 0, &mut sink).expect("it is YAML");
        let found = sink.into_sorted();
        let fixes: Vec<_> = found.iter().filter_map(|found| found.fix.as_ref()).collect();
        fix::apply_fixes(text, &fixes).0
    }

    #[test]
    fn escapes_of_what_nobody_sees_are_taken_out_of_quoted_texts_alone() {
        for (text, clean) in [
            ("title: \"门\\u000f房\"\n", "title: \"门房\"\n"),
            ("title: \"门\\x07房\\\"\\b\"\n", "title: \"门房\\\"\"\n"),
            ("topics: [\"\\u202e甲\", \"乙\\U0000202E\"]\n", "topics: [\"甲\", \"乙\"]\n"),
            ("\"ti\\x0ftle\": 甲\n", "\"title\": 甲\n"),
            ("title: \"a\\vb\"\n", "title: \"a b\"\n"),
            ("title: \"甲\\\n  \\u200b乙\"\n", "title: \"甲\\\n  乙\"\n"),
        ] {
            assert_eq!(fixed(text), clean, "{text}");
        }
        for innocent in [
            "title: 门\\u000f房\n",
            "title: '门\\u000f房'\n",
            "title: \"门\\\\u000f房\"\n",
            "title: \"一\\n二\\t\\u00e9\\_\"\n",
            "title: \"👨\\u200D👩\"\n",
        ] {
            assert_eq!(fixed(innocent), innocent);
        }
    }
}
