//! Reading typed values out of YAML nodes, reporting every mistake on the way.

use crate::foundation::diagnostic::{Diagnostic, Sink, Span, Text, nearest};
use crate::foundation::language::Localised;
use crate::foundation::path::SourcePath;
use crate::input::yaml::{Key, Node, Value};
use crate::say;
use crate::text::date::{Date, Interval};

/// Reads nodes of one file and reports what does not fit.
pub struct Reader<'a> {
    /// The file that is read.
    pub file: &'a SourcePath,
    /// Where findings go.
    pub sink: &'a mut Sink,
}

/// The keys of a map, taken one by one; what is left over is unknown.
pub struct Fields {
    /// Where the map stands.
    pub span: Span,
    entries: Vec<(Key, Node)>,
}

impl Fields {
    /// Takes the value of `key`, when it was written.
    pub fn take(&mut self, key: &str) -> Option<Node> {
        let at = self.entries.iter().position(|(written, _)| written.text == key)?;
        Some(self.entries.remove(at).1)
    }

    /// Tells whether one of the keys is probably a misspelt `key`, which then is not missing.
    #[expect(clippy::needless_pass_by_value, reason = "an iterator is handed over like any other")]
    pub fn has_slip_of<'k>(&self, key: &str, known: impl Iterator<Item = &'k str> + Clone) -> bool {
        self.entries.iter().any(|(written, _)| meant(&written.text, known.clone()) == Some(key))
    }

    /// Returns what was not taken.
    pub fn rest(self) -> Vec<(Key, Node)> {
        self.entries
    }
}

impl Reader<'_> {
    /// Reports an error at `span`.
    pub fn error(&mut self, code: &'static str, span: Span, message: Text, hint: Text) {
        self.sink.push(Diagnostic::error(code, self.file, message).at(span).hint(hint));
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
    pub fn map(&mut self, key: &str, node: Node) -> Option<Fields> {
        match node.value {
            Value::Map(entries) => Some(Fields { span: node.span, entries }),
            _ => {
                self.wrong_type(key, &node, &say!("一组“名称: 内容”" | "a map of keys"));
                None
            }
        }
    }

    /// Reports every key left in `fields` as unknown, with the nearest of `known`.
    pub fn no_more(&mut self, fields: Fields, known: &[&str]) {
        for (key, _) in fields.rest() {
            self.unknown_key(&key, known.iter().copied());
        }
    }

    /// Reports `key` as unknown, with the nearest of `known`.
    pub fn unknown_key<'k>(&mut self, key: &Key, known: impl Iterator<Item = &'k str> + Clone) {
        let text = &key.text;
        let mut finding = Diagnostic::error(
            "unknown-key",
            self.file,
            say!("没有叫“{text}”的字段" | "there is no key `{text}`"),
        )
        .at(key.span);
        finding = match meant(text, known.clone()) {
            Some(near) => finding.hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")).suggest(key.span, near),
            None if text.bytes().all(|byte| byte.is_ascii_digit()) => finding.hint(say!(
                "括号里的逗号隔开两项：数字里不要写逗号，例如 1246"
                    | "a comma parts two items inside brackets: write numbers without one, as in 1246"
            )),
            None => {
                let all = known.collect::<Vec<_>>().join("、");
                finding.hint(say!("这里可以用的字段有：{all}" | "the keys here are: {all}"))
            }
        };
        self.sink.push(finding);
    }

    /// Reads text; a number is taken as written, nothing is `None` after an error.
    pub fn text(&mut self, key: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Number(text) => Some(text.clone()),
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

    /// Reads text that may be left blank: nothing is `None` without an error.
    pub fn optional_text(&mut self, key: &str, node: Option<Node>) -> Option<String> {
        let node = node?;
        if matches!(node.value, Value::Null) {
            return None;
        }
        self.text(key, &node)
    }

    /// Reads one text for all languages, or a map of texts by language tag.
    pub fn localised(&mut self, key: &str, node: Node) -> Option<Localised> {
        self.localised_as(node, |reader, node| reader.text(key, node))
    }

    /// Reads names of a unit; a blank one says that the language counts without a word.
    pub fn localised_or_blank(&mut self, key: &str, node: Node) -> Option<Localised> {
        self.localised_as(node, |reader, node| match &node.value {
            Value::Text(text) if text.trim().is_empty() => Some(String::new()),
            _ => reader.text(key, node),
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
                if crate::foundation::language::LanguageTag::parse(&tag.text).is_none() {
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
        read(self, &node).map(|text| Localised::plain(&text))
    }

    /// Reads a list; a single value counts as a list of one, with a warning when it looks like several.
    pub fn list(&mut self, key: &str, node: Node) -> Vec<Node> {
        match node.value {
            Value::List(list) => list,
            Value::Null => Vec::new(),
            Value::Text(text) => {
                self.no_list(key, &text, node.span);
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
                .at(span)
                .hint(say!("请用半角方括号和半角逗号写成 {list}" | "write it as {list}"))
                .add_fix(span, list, safe),
        );
    }

    /// Reads a list of texts with their places.
    pub fn texts(&mut self, key: &str, node: Option<Node>) -> Vec<(String, Span)> {
        self.terms(key, node, |_| false)
    }

    /// Reads a list of texts with their places; `is_term` tells whether a text is one that the publication knows.
    pub fn terms(
        &mut self,
        key: &str,
        node: Option<Node>,
        is_term: impl Fn(&str) -> bool,
    ) -> Vec<(String, Span)> {
        let Some(node) = node else { return Vec::new() };
        let whole = node.span;
        let items = self.list(key, node);
        items
            .into_iter()
            .filter_map(|item| {
                let text = self.text(key, &item)?;
                // What stands in quotation marks is meant to the letter.
                let plain = item.span.range().len() == text.len();
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
        .at(span);
        self.sink.push(if in_brackets {
            let fixed = parts.join(", ");
            // `、` may stand inside a name.
            let safe = key == "topics" || !text.contains('、') || parts.iter().all(|part| is_term(part));
            finding
                .hint(say!(
                    "如果是几项，请用半角逗号分开：{fixed}；如果确实是一项，请用英文双引号括起来：\"{text}\""
                        | "separate several items by plain commas: {fixed}; if it is one, put it in double quotes: \"{text}\""
                ))
                .add_fix(span, fixed, safe)
        } else {
            finding.hint(say!(
                "如果是几项，请每项单独写一行，都以“- ”开头；如果确实是一项，请用英文双引号括起来：\"{text}\""
                    | "write several items on a line each, every one after `- `; if it is one, put it in double quotes: \"{text}\""
            ))
        });
    }

    /// Reads `true` or `false`.
    pub fn bool(&mut self, key: &str, node: &Node) -> Option<bool> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            _ => {
                self.wrong_type(key, node, &say!("true（是）或 false（否）" | "true or false"));
                None
            }
        }
    }

    /// Reads a whole number from `low` to `high`.
    pub fn number(&mut self, key: &str, node: &Node, low: u32, high: u32) -> Option<u32> {
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

    /// Reads a date: a year, a month or a day.
    pub fn date(&mut self, key: &str, node: &Node) -> Option<Date> {
        let text = self.text(key, node)?;
        match Date::parse(&text) {
            Ok(date) => Some(date),
            Err(error) => {
                let why = error.text();
                let (zh, en) = (&why.zh, &why.en);
                let mut finding = Diagnostic::error(
                    "bad-date",
                    self.file,
                    say!(
                        "“{key}”的日期“{text}”读不懂：{zh}"
                            | "cannot read the date `{text}` of `{key}`: {en}"
                    ),
                )
                .at(node.span);
                finding = match crate::text::date::read_lenient(&text) {
                    Some(date) => finding
                        .hint(say!("请写成 {date}" | "write {date}"))
                        .fix(node.span, date.to_string()),
                    None => finding.hint(say!(
                        "请写成 2022-02-25、2022-02 或 2022" | "write 2022-02-25, 2022-02 or 2022"
                    )),
                };
                self.sink.push(finding);
                None
            }
        }
    }

    /// Reads an ISO 8601 interval with open ends allowed, such as `2007-06/`.
    pub fn interval(&mut self, key: &str, node: &Node) -> Option<Interval> {
        let text = self.text(key, node)?;
        match Interval::parse(&text) {
            Ok(interval) => Some(interval),
            Err(error) => {
                let why = error.text();
                let (zh, en) = (&why.zh, &why.en);
                let finding = Diagnostic::error(
                    "bad-period",
                    self.file,
                    say!(
                        "“{key}”的起止时间“{text}”读不懂：{zh}"
                            | "cannot read the period `{text}` of `{key}`: {en}"
                    ),
                )
                .at(node.span);
                self.sink.push(match crate::text::date::read_interval_lenient(&text) {
                    Some(iso) => {
                        finding.hint(say!("请写成 {iso}" | "write {iso}")).fix(node.span, iso)
                    }
                    None => finding.hint(say!(
                        "请写成“2007-06/2012-03”；还在继续的写“2007-06/”"
                            | "write 2007-06/2012-03, or 2007-06/ when it goes on"
                    )),
                });
                None
            }
        }
    }
}

/// Returns which of the `known` keys is probably meant by `word`.
#[expect(clippy::needless_pass_by_value, reason = "an iterator is handed over like any other")]
pub fn meant<'k>(word: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    let find = |word: &str| known.clone().find(|key| *key == word);
    find(word).or_else(|| synonym(word).and_then(find)).or_else(|| nearest(word, known.clone()))
}

/// What editors write for a key, besides typos of the finger.
fn synonym(word: &str) -> Option<&'static str> {
    Some(match word {
        "标题" | "题目" | "name" => "title",
        "地区" | "区县" | "区域" | "region" | "area" => "district",
        "模式" | "模型" => "model",
        "日期" | "时间" | "published" => "date",
        "摘要" | "概要" | "description" | "abstract" => "summary",
        "标签" | "主题" | "关键词" | "tags" | "tag" | "keywords" => "topics",
        "指标" | "数据" | "figures" | "data" => "metrics",
        "来源" | "出处" | "references" => "sources",
        "做法" | "实践" => "practices",
        "单位" => "unit",
        "数值" | "值" => "value",
        "年份" => "year",
        "名称" => "label",
        "organizations" | "orgs" | "机构" | "组织" => "organisations",
        "state" | "draft" | "状态" => "status",
        _ => return None,
    })
}
