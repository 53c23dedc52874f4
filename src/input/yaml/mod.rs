//! YAML as a tree of nodes with places. The only module that knows the YAML library.

mod escaped;
mod explain;
mod library;
mod misplaced;
mod plain;
mod plain_scalar;
mod unseen;
mod written;
mod wrong_escape;

#[cfg(test)]
mod tests;

pub use escaped::spell_invisible;
pub use written::{write_item, write_quoted};

use crate::foundation::diagnostic::{Diagnostic, Sink, Span};
use crate::foundation::path::SourcePath;
use crate::say;

/// The most front matter that is read, in bytes.
pub const MAX_YAML: usize = 64 << 10;

/// A YAML value and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    pub value: Value,
}

impl Node {
    /// Tells whether anything was written in its place.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.value != Value::Null
    }

    /// Tells whether a word for nothing stands there, such as `null`.
    #[must_use]
    pub fn is_null_word(&self) -> bool {
        !self.is_written() && self.span.start < self.span.end
    }
}

/// What a node can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing was written after the key, or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A plain number, in the author's digits.
    Number(String),
    /// Any other text.
    Text(String),
    /// `[a, b]` or lines with `-`.
    List(Vec<Node>),
    /// Keys and values, in the author's order.
    Map(Vec<(Key, Node)>),
}

/// A key and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Where it stands.
    pub span: Span,
    pub text: String,
}

/// Reports front matter, or a file as a whole, that is past the limit.
fn report_too_large(file: &SourcePath, length: usize, base: usize) -> Diagnostic {
    let (size, limit) = (length / 1024, MAX_YAML / 1024);
    let (what, hint) = if base == 0 {
        let hint = say!(
            "请只留用得到的；data/ 里的大表可以写成 CSV 或 JSON"
                | "keep what is used; large tables in `data/` may be CSV or JSON"
        );
        ("这份 YAML", hint)
    } else {
        ("信息区（YAML）", say!("长的内容请写到正文里" | "write what is long into the body"))
    };
    let message = say!(
        "{what}有 {size} KB，超过了 {limit} KB 的上限"
            | "the YAML has {size} KB, the limit is {limit} KB"
    );
    Diagnostic::error("too-large", file, message).at_span(Span::new(base, base)).with_hint(hint)
}

/// Parses one YAML document of `file`, whose text begins at byte `base` of the file.
///
/// Returns `None` after an error in `sink` when the text is no YAML or is past the budget. An empty
/// text is an empty map.
pub fn parse_document(file: &SourcePath, text: &str, base: usize, sink: &mut Sink) -> Option<Node> {
    if text.len() > MAX_YAML {
        sink.push(report_too_large(file, text.len(), base));
        return None;
    }
    if text.trim().is_empty() {
        return Some(Node { span: Span::new(base, base), value: Value::Map(Vec::new()) });
    }
    let parsed = plain::read_plain(text, base)
        .map_or_else(|| library::read_document(text, base), Ok)
        .or_else(|error| unseen::read(text, base).ok_or(error));
    if let Ok(node) = &parsed {
        escaped::report_escaped(file, text, base, node, sink);
        explain::report_dropped_comments(file, text, base, sink);
        if explain::report_silent_misreading(file, text, base, sink) {
            return None;
        }
    }
    match parsed {
        Ok(Node { value: Value::Null, span }) => Some(Node { value: Value::Map(Vec::new()), span }),
        Ok(node) => Some(node),
        Err(error) => {
            explain::explain_error(file, text, base, &error, sink);
            None
        }
    }
}
