//! Reads single values: text, numbers, yes or no, texts by language.

use super::Reader;
use crate::foundation::diagnostic::{Span, Text};
use crate::foundation::language::{LanguageTag, Localised};
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::invisible;

impl Reader<'_> {
    /// Reads text; a number is taken as written, nothing is `None` after an error.
    pub fn read_text(&mut self, key: &str, node: &Node) -> Option<String> {
        let text = match &node.value {
            Value::Text(text) => text.trim(),
            _ => "",
        };
        match &node.value {
            _ if !text.is_empty() => {
                self.tell_marks(key, text, node);
                // As pages show it.
                Some(invisible::strip_invisible(text).into_owned())
            }
            Value::Number(text) => Some(text.clone()),
            Value::Null if node.is_null_word() => {
                self.report_null_word(key, node.span);
                None
            }
            Value::Text(_) | Value::Null => {
                self.error(
                    "empty",
                    node.span,
                    say!("“{key}”后面是空的" | "`{key}` is empty"),
                    say!("请写上内容，或者删去这一行" | "write a value, or delete the line"),
                );
                None
            }
            _ => {
                self.wrong_type(key, node, &say!("一段文字" | "text"));
                None
            }
        }
    }

    /// Returns the value of a key that must be filled in, or says that nothing was written there.
    pub fn filled(&mut self, key: &str, node: Option<Node>, example: &Text) -> Option<Node> {
        let is_blank = |node: &Node| match &node.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        let blank = match node {
            Some(node) if is_blank(&node) => node,
            node => return node,
        };
        if blank.is_null_word() {
            self.report_null_word(key, blank.span);
            return None;
        }
        let Text { zh, en } = example;
        self.error(
            "empty",
            blank.span,
            say!("“{key}”后面是空的" | "`{key}` is empty"),
            say!("这一项必须填写，例如 {zh}" | "it must have a value, for example {en}"),
        );
        None
    }

    /// Reports `null`, or another word for nothing, in the place of a text: it may be meant as one.
    pub fn report_null_word(&mut self, key: &str, span: Span) {
        self.error(
            "empty",
            span,
            say!(
                "“{key}”后面的这个词（Null、null 或 ~）在这里表示“没有内容”"
                    | "the word after `{key}` (`Null`, `null` or `~`) stands for nothing here"
            ),
            say!(
                "要的就是这个词，请加上半角引号，例如 \"Null\"；不是，请写上内容"
                    | "write it in quotes, as in \"Null\", when it is meant as a word; else write \
                       a value"
            ),
        );
    }

    /// Reads the address of a page elsewhere, of the web alone: whatever is published as a link can
    /// open nothing but a page.
    pub fn web_address(&mut self, key: &str, node: &Node) -> Option<String> {
        let text = self.read_text(key, node)?;
        let is_sound = is_web_address(&text);
        if !is_sound {
            self.error(
                "bad-url",
                node.span,
                say!("“{text}”不是网址" | "`{text}` is no web address"),
                say!(
                    "请从浏览器的地址栏复制，以 https:// 或 http:// 开头"
                        | "copy it from the browser; it begins with https:// or http://"
                ),
            );
        }
        is_sound.then_some(text)
    }

    /// Reads text that may be left blank: nothing is `None` without an error.
    pub fn optional_text(&mut self, key: &str, node: Option<Node>) -> Option<String> {
        let node = node?;
        if matches!(node.value, Value::Null) {
            return None;
        }
        self.read_text(key, &node)
    }

    /// Reads one text for all languages, or a map of texts by language tag.
    pub fn read_localised(&mut self, key: &str, node: Node) -> Option<Localised> {
        self.localised_as(node, |reader, node| reader.read_text(key, node))
    }

    /// Reads names of a unit; a blank one says that the language counts without a word.
    pub fn localised_or_blank(&mut self, key: &str, node: Node) -> Option<Localised> {
        self.localised_as(node, |reader, node| match &node.value {
            Value::Text(text) if text.trim().is_empty() => Some(String::new()),
            _ => reader.read_text(key, node),
        })
    }

    fn localised_as(
        &mut self,
        node: Node,
        read: impl Fn(&mut Self, &Node) -> Option<String>,
    ) -> Option<Localised> {
        if let Value::Map(entries) = node.value {
            let mut texts = Vec::new();
            for (tag, node) in entries {
                if LanguageTag::parse(&tag.text).is_none() {
                    let tag_text = &tag.text;
                    self.error(
                        "language-tag",
                        tag.span,
                        say!("“{tag_text}”不是语言代码" | "`{tag_text}` is no language tag"),
                        say!("例如 zh-Hans、en" | "for example zh-Hans, en"),
                    );
                }
                if let Some(text) = read(self, &node) {
                    texts.push((tag.text, text));
                }
            }
            return Some(Localised::by_language(texts));
        }
        read(self, &node).map(|text| Localised::same_everywhere(&text))
    }
    /// Reads `true` or `false`.
    pub fn read_bool(&mut self, key: &str, node: &Node) -> Option<bool> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            _ => {
                self.wrong_type(key, node, &say!("true（是）或 false（否）" | "true or false"));
                None
            }
        }
    }

    /// Sets `switch` to what is written for it, when it is `true` or `false`.
    pub fn read_switch(&mut self, key: &str, node: Option<Node>, switch: &mut bool) {
        if let Some(value) = node.and_then(|node| self.read_bool(key, &node)) {
            *switch = value;
        }
    }

    /// Reads a whole number from `low` to `high`.
    pub fn read_number(&mut self, key: &str, node: &Node, low: u32, high: u32) -> Option<u32> {
        let Value::Number(text) = &node.value else {
            self.wrong_type(key, node, &say!("数字" | "a number"));
            return None;
        };
        let value = text.parse::<u32>().ok().filter(|value| (low..=high).contains(value));
        if value.is_none() {
            self.error(
                "out-of-range",
                node.span,
                say!(
                    "“{key}”是 {text}，应当是 {low} 到 {high} 之间的整数"
                        | "`{key}` is {text}, but should be a whole number from {low} to {high}"
                ),
                say!("请改成这个范围内的数" | "write a number in that range"),
            );
        }
        value
    }
}

/// Tells whether this is an address of the web: nothing that runs, reads a file or takes the scheme
/// of the page it stands on.
pub fn is_web_address(text: &str) -> bool {
    let rest = ["https://", "http://"].into_iter().find_map(|scheme| {
        let written = text.get(..scheme.len())?;
        written.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
    });
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && !rest.starts_with(['/', '?', '#', '\\'])
            && !rest.contains(|c: char| c <= ' ' || matches!(c, '"' | '<' | '>' | '\u{7f}'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web_are_addresses() {
        for sound in ["https://example.org", "HTTP://例子.中国/甲?a=1#b", "https://[::1]:80/"]
        {
            assert!(is_web_address(sound), "{sound}");
        }
        for unsound in [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//example.org/",
            "/licence/",
            "https:",
            "https://",
            "https:///example.org",
            "https://\\example.org",
            "https:example.org",
            "https://example.org/a b",
            "https://example.org/\n",
            "https://example.org/\"onclick=x",
            " https://example.org",
            "file:///etc/passwd",
            "mailto:a@example.org",
        ] {
            assert!(!is_web_address(unsound), "{unsound}");
        }
    }
}
