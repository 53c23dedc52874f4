//! Reads lists, and tells what an author meant who parted their items by Chinese punctuation.

use super::Reader;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::input::yaml::{Node, Value};
use crate::say;

impl Reader<'_> {
    /// Reads a list; a single value counts as a list of one, with a warning when it looks like
    /// several.
    pub fn read_list(&mut self, key: &str, node: Node) -> Vec<Node> {
        match node.value {
            Value::List(list) => list,
            Value::Null => Vec::new(),
            Value::Text(text) => {
                self.no_list(key, &text, node.span);
                Vec::new()
            }
            Value::Map(_) => {
                let message = say!(
                    "“{key}”应当是列表，这里却只有一组“名称: 内容”"
                        | "`{key}` should be a list, but is a map of keys"
                );
                let hint = say!(
                    "每一项单独起一行，前面写“- ”（半角减号和一个空格），只有一项也要写"
                        | "begin each item on a line of its own with `- `, a single one too"
                );
                self.error("wrong-type", node.span, message, hint);
                Vec::new()
            }
            _ => {
                self.wrong_type(key, &node, &say!("列表，例如 [甲, 乙]" | "a list such as [a, b]"));
                Vec::new()
            }
        }
    }

    /// Reports text in the place of a list, and how the list is written that was probably meant.
    fn no_list(&mut self, key: &str, text: &str, span: Span) {
        let text = text.trim();
        let message =
            say!("“{key}”应当是列表，这里却是文字" | "`{key}` should be a list, but is text");
        if text.starts_with('-') {
            let hint = say!(
                "每一项的“-”后面要有一个空格：“- 内容”"
                    | "a space follows the `-` of each item: `- item`"
            );
            return self.error("wrong-type", span, message, hint);
        }
        let inner = text.trim_matches(['【', '】', '［', '］', '[', ']']);
        let items: Vec<&str> = inner
            .split(['，', '、', ',', '；', ';'])
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .collect();
        let list = format!("[{}]", items.join(", "));
        // `、` may stand inside a name, and what holds these would be no plain text in a list.
        let safe = (key == "topics" || !inner.contains('、'))
            && !inner.contains(['：', ':', '"', '[', ']', '{', '}', '#', '\n']);
        self.sink.push(
            Diagnostic::error("wrong-type", self.file, message)
                .at_span(span)
                .with_hint(say!("请用半角方括号和半角逗号写成 {list}" | "write it as `{list}`"))
                .add_fix(span, list, safe),
        );
    }

    /// Reads a list of texts with their places.
    pub fn read_texts(&mut self, key: &str, node: Option<Node>) -> Vec<(String, Span)> {
        self.read_terms(key, node, |_| false)
    }

    /// Reads a list of texts.
    pub fn read_plain_texts(&mut self, key: &str, node: Option<Node>) -> Vec<String> {
        self.read_texts(key, node).into_iter().map(|(text, _)| text).collect()
    }

    /// Reads a list of texts with their places; `is_term` tells whether a text is one that the
    /// publication knows.
    pub fn read_terms(
        &mut self,
        key: &str,
        node: Option<Node>,
        is_term: impl Fn(&str) -> bool,
    ) -> Vec<(String, Span)> {
        let Some(node) = node else { return Vec::new() };
        let whole = node.span;
        let items = self.read_list(key, node);
        items
            .into_iter()
            .filter_map(|item| {
                let text = self.read_text(key, &item)?;
                // What stands in quotation marks is meant to the letter.
                let plain = item.span.byte_range().len() == text.len();
                if plain && text.contains(['，', '、']) && !is_term(&text) {
                    self.lint_item(
                        key,
                        &text,
                        item.span,
                        whole.start < item.span.start && whole.end > item.span.end,
                        &is_term,
                    );
                }
                Some((text, item.span))
            })
            .collect()
    }

    /// `[甲，乙]` is one item to YAML; the author meant two.
    fn lint_item(
        &mut self,
        key: &str,
        text: &str,
        span: Span,
        in_brackets: bool,
        is_term: &impl Fn(&str) -> bool,
    ) {
        let parts: Vec<&str> =
            text.split(['，', '、']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let finding = Diagnostic::warning(
            "list-comma",
            self.file,
            say!(
                "“{key}”里的“{text}”被当作一项，因为分隔用的是全角标点"
                    | "`{text}` in `{key}` is one item, since its comma is full-width"
            ),
        )
        .at_span(span);
        self.sink.push(if in_brackets {
            let fixed = parts.join(", ");
            // `、` may stand inside a name.
            let safe = key == "topics" || !text.contains('、') || parts.iter().all(|part| is_term(part));
            finding
                .with_hint(say!(
                    "如果是几项，请用半角逗号分开：{fixed}；如果确实是一项，请用英文双引号括起来：\"{text}\""
                        | "separate several items by plain commas: `{fixed}`; if it is one, put it \
                           in double quotes: `\"{text}\"`"
                ))
                .add_fix(span, fixed, safe)
        } else {
            finding.with_hint(say!(
                "如果是几项，请每项单独写一行，都以“- ”开头；如果确实是一项，请用英文双引号括起来：\"{text}\""
                    | "write several items on a line each, every one after `- `; if it is one, put \
                       it in double quotes: `\"{text}\"`"
            ))
        });
    }
}
