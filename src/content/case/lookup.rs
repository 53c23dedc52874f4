//! What a case names that the site knows: a region, subject terms, extra fields.

use super::lower::{Draft, missing};
use super::raw::KEYS;
use super::{FieldValue, TopicRef};
use crate::foundation::diagnostic::{Diagnostic, Span, nearest};
use crate::input::fields::{Reader, meant};
use crate::input::yaml;
use crate::input::yaml::Node;
use crate::publication::config::{FieldType, TopicId};
use crate::publication::gazetteer::{RegionCode, Unresolved};
use crate::say;
use crate::text::date::Date;
use crate::text::figure::Decimal;
use crate::text::slug;

impl Draft<'_> {
    pub(super) fn region(&self, node: &Node, reader: &mut Reader<'_>) -> Option<RegionCode> {
        let text = reader.text("district", node)?;
        // Which gazetteer it is, only site.yaml could say.
        let gazetteer = self.context.gazetteer;
        // What is wrong with either was reported, once and not again for each case.
        if self.context.config.vocabulary.unread || gazetteer.is_empty() {
            return None;
        }
        match gazetteer.resolve(&text) {
            Ok(region) => Some(region.code.clone()),
            Err(Unresolved::Unknown { nearest }) => {
                let mut finding = Diagnostic::error(
                    "unknown-region",
                    self.file,
                    say!("地区表里没有“{text}”" | "the gazetteer has no `{text}`"),
                )
                .at(node.span);
                finding = if nearest.is_empty() {
                    finding.hint(say!(
                        "请写全称，例如“上海市静安区”，或者六位行政区划代码，例如 \"310106\""
                            | "write the full path such as 上海市静安区, or a code such as \"310106\""
                    ))
                } else {
                    let names = nearest.join("、");
                    finding.hint(say!("是不是“{names}”？" | "did you mean {names}?"))
                };
                reader.sink.push(finding);
                None
            }
            Err(Unresolved::Ambiguous { candidates }) => {
                let list = candidates
                    .iter()
                    .map(|code| {
                        format!("{}（{}）", gazetteer.full_name(code.as_str()), code.as_str())
                    })
                    .collect::<Vec<_>>()
                    .join("、");
                let first = candidates
                    .first()
                    .map(|code| gazetteer.full_name(code.as_str()))
                    .unwrap_or_default();
                reader.error(
                    "ambiguous-region",
                    node.span,
                    say!(
                        "叫“{text}”的地区不止一个：{list}"
                            | "several regions are called `{text}`: {list}"
                    ),
                    say!(
                        "请写上所属的省市，例如“{first}”"
                            | "write the province or city too, for example {first}"
                    ),
                );
                None
            }
        }
    }

    pub(super) fn topics(&self, node: Option<Node>, reader: &mut Reader<'_>) -> Vec<TopicRef> {
        let mut topics: Vec<TopicRef> = Vec::new();
        let vocabulary = &self.context.config.vocabulary;
        for (name, span) in reader.terms("topics", node, |name| vocabulary.topic(name).is_some()) {
            if let Some(topic) = self.topic(&name, span, reader)
                && !topics.contains(&topic)
            {
                topics.push(topic);
            }
        }
        topics.shrink_to_fit();
        topics
    }

    pub(super) fn topic(
        &self,
        name: &str,
        span: Span,
        reader: &mut Reader<'_>,
    ) -> Option<TopicRef> {
        let config = self.context.config;
        let Some(list) = &config.vocabulary.topics else {
            return Some(TopicRef { id: TopicId(slug(name).into()), name: name.into() });
        };
        if let Some(topic) = config.vocabulary.topic(name) {
            return Some(TopicRef {
                id: topic.id.clone(),
                name: topic.name.get(&config.language, &config.language).into(),
            });
        }
        let mut finding = Diagnostic::error(
            "unknown-topic",
            self.file,
            say!("主题词表里没有“{name}”" | "the list of topics has no `{name}`"),
        )
        .at(span);
        let names = list.iter().map(|topic| topic.name.get(&config.language, &config.language));
        finding = match nearest(name, names.clone()) {
            Some(near) => finding.hint(say!("是不是想写“{near}”？" | "did you mean `{near}`?")).suggest(span, near),
            None if name.contains(" -") => finding.hint(say!(
                "每一项单独写一行，行首的“-”上下对齐，后面空一格"
                    | "write each item on a line of its own; their hyphens stand in one column, each with a space behind"
            )),
            None if name.contains(['，', '、']) => {
                finding.hint(say!("几个主题请用半角逗号分开写：[甲, 乙]" | "separate several topics by plain commas: [a, b]"))
            }
            None => {
                let all = names.collect::<Vec<_>>().join("、");
                finding.hint(say!(
                    "请从 site.yaml 的 topics 里选：{all}；需要新词时先加到那里"
                        | "choose one of site.yaml's topics: {all}; add a new one there first"
                ))
            }
        };
        reader.sink.push(finding);
        None
    }

    /// The keys that were probably meant by those that no case has: they are not missing, they are misspelt.
    pub(super) fn typos(&self, rest: &[(yaml::Key, Node)]) -> Vec<&'static str> {
        let declared = &self.context.config.vocabulary.fields;
        let unknown =
            rest.iter().filter(|(key, _)| !declared.iter().any(|field| field.key == key.text));
        unknown.filter_map(|(key, _)| meant(&key.text, KEYS.iter().copied())).collect()
    }

    /// Reads the site's extra fields out of the keys that no case has by itself.
    pub(super) fn extra(
        &self,
        rest: &[(yaml::Key, Node)],
        top: Span,
        reader: &mut Reader<'_>,
    ) -> Vec<(String, Vec<FieldValue>)> {
        let declared = &self.context.config.vocabulary.fields;
        let mut values = Vec::new();
        for (key, node) in rest {
            match declared.iter().find(|field| field.key == key.text) {
                Some(field) => {
                    if let Some(texts) = extra_value(&field.key, &field.kind, node, reader) {
                        values.push((
                            field.key.clone(),
                            texts.into_iter().map(FieldValue::from).collect(),
                        ));
                    }
                }
                // It may be one of the site's own.
                None if self.context.config.vocabulary.unread
                    && meant(&key.text, KEYS.iter().copied()).is_none() => {}
                None => reader.unknown_key(
                    key,
                    KEYS.iter().copied().chain(declared.iter().map(|field| field.key.as_str())),
                ),
            }
        }
        for field in declared.iter().filter(|field| field.required) {
            if !rest.iter().any(|(key, _)| key.text == field.key) {
                missing(&field.key, top, reader);
            }
        }
        // In the order of site.yaml, whatever the author's.
        values.sort_by_key(|(key, _)| declared.iter().position(|field| field.key == *key));
        values
    }
}

fn extra_value(
    key: &str,
    kind: &FieldType,
    node: &Node,
    reader: &mut Reader<'_>,
) -> Option<Vec<String>> {
    match kind {
        FieldType::Text => reader.text(key, node).map(|text| vec![text]),
        FieldType::Number => {
            let text = reader.text(key, node)?;
            if Decimal::parse(&text).is_none() {
                reader.error(
                    "wrong-type",
                    node.span,
                    say!(
                        "“{key}”应当是数字，这里是“{text}”"
                            | "`{key}` should be a number, but is `{text}`"
                    ),
                    say!("只写数字，例如 120 或 3.5" | "write digits only"),
                );
                return None;
            }
            Some(vec![text])
        }
        FieldType::Date => reader.date(key, node).map(|date: Date| vec![date.to_string()]),
        FieldType::Bool => reader.bool(key, node).map(|value| vec![value.to_string()]),
        FieldType::List => {
            Some(reader.texts(key, Some(node.clone())).into_iter().map(|(text, _)| text).collect())
        }
        FieldType::Choice(choices) => {
            let text = reader.text(key, node)?;
            if !choices.contains(&text) {
                let all = choices.join("、");
                reader.error(
                    "bad-choice",
                    node.span,
                    say!("“{key}”不能是“{text}”" | "`{key}` cannot be `{text}`"),
                    say!("可以写：{all}" | "choose among {all}"),
                );
                return None;
            }
            Some(vec![text])
        }
    }
}
