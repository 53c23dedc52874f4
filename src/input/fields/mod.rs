//! Reading typed values out of YAML nodes, reporting every mistake on the way.

mod date;
mod foreign;
mod keys;
mod list;
mod marks;
mod scalar;

pub use foreign::FOREIGN_KEY;
pub use keys::NamedTable;
pub use keys::{KnownKey, find_meant_key, key_names};
pub use scalar::is_web_address;

use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text};
use crate::foundation::path::SourcePath;
use crate::input::yaml::{Key, Node, Value};
use crate::say;

/// Reads nodes of one file and reports what does not fit.
pub struct Reader<'a> {
    /// The file that is read.
    pub file: &'a SourcePath,
    /// Where findings go.
    pub sink: &'a mut Sink,
}

/// The keys of a map that are not read yet.
pub struct Fields {
    /// Where the map stands.
    pub span: Span,
    /// Whether it is written in braces.
    in_braces: bool,
    entries: Vec<(Key, Node)>,
}

impl Fields {
    /// Returns what was not taken.
    pub fn into_rest(self) -> Vec<(Key, Node)> {
        self.entries
    }
}

impl Reader<'_> {
    /// Reports an error at `span`.
    pub fn error(&mut self, code: &'static str, span: Span, message: Text, hint: Text) {
        self.sink.push(Diagnostic::error(code, self.file, message).at_span(span).with_hint(hint));
    }

    fn wrong_type(&mut self, key: &str, node: &Node, wanted: &Text) {
        let (zh, en) = (wanted.zh.as_ref(), wanted.en.as_ref());
        let (was_zh, was_en) = match &node.value {
            Value::Null => ("空的", "empty"),
            Value::Bool(_) => ("是或否（true/false）", "true or false"),
            Value::Number(_) => ("数字", "a number"),
            Value::Text(_) => ("文字", "text"),
            Value::List(_) => ("列表", "a list"),
            Value::Map(_) => ("一组“名称: 内容”", "a map of keys"),
        };
        self.error(
            "wrong-type",
            node.span,
            say!("“{key}”应当是{zh}，这里却是{was_zh}" | "`{key}` should be {en}, but is {was_en}"),
            say!("请改成{zh}" | "write {en}"),
        );
    }

    /// Opens a map; anything else is an error.
    pub fn read_map(&mut self, key: &str, node: Node) -> Option<Fields> {
        match node.value {
            Value::Map(entries) => {
                // A comma and a blank are less than the end of a line and an indentation.
                let in_braces = entries.windows(2).any(|pair| match pair {
                    [(_, value), (key, _)] => key.span.start <= value.span.end + 2,
                    _ => false,
                });
                Some(Fields { span: node.span, in_braces, entries })
            }
            _ => {
                self.wrong_type(key, &node, &say!("一组“名称: 内容”" | "a map of keys"));
                None
            }
        }
    }
}
