//! A site's own words: topics, indicators, units and extra fields of front matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Unit;
use crate::foundation::diagnostic::Span;
use crate::foundation::language::{LanguageTag, Localised};
use crate::input::fields::{Fields, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::slug;

/// The address part of a subject term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub Arc<str>);

/// The address part of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(pub Arc<str>);

/// A subject term.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Topic {
    /// Its address part.
    pub id: TopicId,
    /// Its name.
    pub name: Localised,
    /// What belongs under it.
    pub definition: Localised,
}

/// A measure that several cases can share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Indicator {
    /// Its address part; metrics name it.
    pub id: IndicatorId,
    /// Its name.
    pub label: Localised,
    /// The unit in which its metrics compare.
    pub unit: Option<String>,
    /// What sort of quantity it is.
    pub kind: Option<Kind>,
    /// Whether more is better.
    pub direction: Option<Direction>,
    /// What it counts and what not.
    pub definition: Localised,
}

/// What sort of quantity an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What there is at a moment.
    Level,
    /// A part of a whole, 0 to 100 %.
    Share,
    /// A difference between two moments.
    Change,
    /// What happened over a period.
    Count,
    /// Money.
    Amount,
}

impl Kind {
    /// All kinds, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Level, Self::Share, Self::Change, Self::Count, Self::Amount];

    /// Returns the word for it in `site.yaml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Share => "share",
            Self::Change => "change",
            Self::Count => "count",
            Self::Amount => "amount",
        }
    }
}

/// Whether more of an indicator is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    None,
}

impl Direction {
    /// All directions.
    pub const ALL: [Self; 3] = [Self::Up, Self::Down, Self::None];

    /// Returns the word for it in `site.yaml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::None => "none",
        }
    }
}

/// An extra field of front matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its key.
    pub key: String,
    /// Its name on the page.
    pub label: Localised,
    /// What it holds.
    pub kind: FieldType,
    /// Whether every case must have it.
    pub required: bool,
    /// Whether readers can filter by it.
    pub facet: bool,
}

/// What an extra field holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
    /// Yes or no.
    Bool,
    /// Several texts.
    List,
    /// One of these.
    Choice(Vec<String>),
}

/// A site's own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Vocabulary {
    /// The closed list of subject terms; `None` when any term goes.
    pub topics: Option<Vec<Topic>>,
    /// The shared measures, in the order given.
    pub indicators: Vec<Indicator>,
    /// The units; empty when any goes.
    pub units: Vec<Unit>,
    /// The extra fields.
    pub fields: Vec<Field>,
    /// Whether `site.yaml` could not be read: then nothing is known of these words, and none is reported as unknown.
    pub unread: bool,
}

impl Vocabulary {
    /// Finds a listed subject term by its id or any of its names.
    #[must_use]
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        self.topics
            .as_ref()?
            .iter()
            .find(|topic| &*topic.id.0 == name || topic.name.all().any(|known| known == name))
    }

    /// Finds an indicator by its id.
    #[must_use]
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| &*indicator.id.0 == id)
    }

    pub(super) fn read(
        fields: &mut Fields,
        language: &LanguageTag,
        reader: &mut Reader<'_>,
    ) -> Self {
        let topics = fields.take("topics").map(|node| {
            let list = reader.list("topics", node);
            let topics = list
                .into_iter()
                .filter_map(|node| topic(node, language, reader))
                .collect::<Vec<_>>();
            unique(topics, |topic| &topic.id.0, reader)
        });
        let units =
            fields.take("units").map(|node| super::unit::read(node, reader)).unwrap_or_default();
        let indicators = fields.take("indicators").map(|node| {
            let list = reader.list("indicators", node);
            let indicators = list
                .into_iter()
                .filter_map(|node| indicator(node, &units, reader))
                .collect::<Vec<_>>();
            unique(indicators, |indicator| &indicator.id.0, reader)
        });
        let extra =
            fields.take("fields").and_then(|node| reader.map("fields", node)).map(|fields| {
                fields
                    .rest()
                    .into_iter()
                    .filter_map(|(key, node)| field(key.text, node, reader))
                    .collect()
            });
        Self {
            topics,
            indicators: indicators.unwrap_or_default(),
            units,
            fields: extra.unwrap_or_default(),
            unread: false,
        }
    }
}

/// Keeps the first of equal ids and reports the others.
pub(super) fn unique<T>(
    items: Vec<(T, Span)>,
    id: impl Fn(&T) -> &str,
    reader: &mut Reader<'_>,
) -> Vec<T> {
    let mut seen = BTreeMap::new();
    let mut kept = Vec::new();
    for (item, span) in items {
        let text = id(&item).to_owned();
        if seen.insert(text.clone(), span).is_some() {
            reader.error(
                "duplicate-id",
                span,
                say!("“{text}”出现了两次" | "`{text}` is given twice"),
                say!(
                    "每个 id 只能用一次，请改名或删去一处"
                        | "an id may stand once: rename or delete one"
                ),
            );
            continue;
        }
        kept.push(item);
    }
    kept
}

fn topic(node: Node, language: &LanguageTag, reader: &mut Reader<'_>) -> Option<(Topic, Span)> {
    let span = node.span;
    if !matches!(node.value, Value::Map(_)) {
        let name = reader.text("topics", &node)?;
        return Some((
            Topic {
                id: TopicId(slug(&name).into()),
                name: Localised::plain(&name),
                definition: Localised::default(),
            },
            span,
        ));
    }
    let mut fields = reader.map("topics", node)?;
    let id = fields.take("id").and_then(|node| identifier("id", &node, reader));
    let name = fields.take("name").and_then(|node| reader.localised("name", node));
    let definition = fields
        .take("definition")
        .and_then(|node| reader.localised("definition", node))
        .unwrap_or_default();
    reader.no_more(fields, &["id", "name", "definition"]);
    let Some(name) = name else {
        reader.error(
            "missing-key",
            span,
            say!("这个主题缺少“name”" | "this topic lacks `name`"),
            say!("请写上主题的名称，例如 name: 公益创投" | "write its name"),
        );
        return None;
    };
    let id = id.unwrap_or_else(|| slug(name.get(language, language)));
    Some((Topic { id: TopicId(id.into()), name, definition }, span))
}

fn indicator(node: Node, units: &[Unit], reader: &mut Reader<'_>) -> Option<(Indicator, Span)> {
    let span = node.span;
    let mut fields = reader.map("indicators", node)?;
    let id = fields.take("id").and_then(|node| identifier("id", &node, reader));
    let label = fields.take("label").and_then(|node| reader.localised("label", node));
    let unit = fields.take("unit").and_then(|node| {
        let unit = reader.text("unit", &node)?;
        super::unit::known("unit", &unit, node.span, units, reader);
        Some(unit)
    });
    let kind =
        fields.take("kind").and_then(|node| choice("kind", &node, &Kind::ALL, Kind::word, reader));
    let direction = fields
        .take("direction")
        .and_then(|node| choice("direction", &node, &Direction::ALL, Direction::word, reader));
    let definition = fields
        .take("definition")
        .and_then(|node| reader.localised("definition", node))
        .unwrap_or_default();
    reader.no_more(fields, &["id", "label", "unit", "kind", "direction", "definition"]);
    let (Some(id), Some(label)) = (id, label) else {
        reader.error(
            "missing-key",
            span,
            say!("指标要有“id”和“label”" | "an indicator needs `id` and `label`"),
            say!(
                "例如 {{id: volunteers, label: 志愿者人数, unit: 人}}"
                    | "for example {{id: volunteers, label: Volunteers, unit: 人}}"
            ),
        );
        return None;
    };
    Some((Indicator { id: IndicatorId(id.into()), label, unit, kind, direction, definition }, span))
}

fn field(key: String, node: Node, reader: &mut Reader<'_>) -> Option<Field> {
    let mut fields = reader.map(&key, node)?;
    let label = fields.take("label").and_then(|node| reader.localised("label", node));
    let choices = fields.take("choices").map(|node| {
        reader.texts("choices", Some(node)).into_iter().map(|(text, _)| text).collect()
    });
    let kind = fields.take("type").and_then(|node| {
        let word = reader.text("type", &node)?;
        match word.as_str() {
            "text" => Some(FieldType::Text),
            "number" => Some(FieldType::Number),
            "date" => Some(FieldType::Date),
            "bool" => Some(FieldType::Bool),
            "list" => Some(FieldType::List),
            "choice" => Some(FieldType::Choice(Vec::new())),
            _ => {
                reader.error(
                    "bad-choice",
                    node.span,
                    say!("“type”不能是“{word}”" | "`type` cannot be `{word}`"),
                    say!(
                        "可以写 text、number、date、bool、list、choice"
                            | "choose among text, number, date, bool, list, choice"
                    ),
                );
                None
            }
        }
    });
    let required =
        fields.take("required").and_then(|node| reader.bool("required", &node)).unwrap_or_default();
    let facet =
        fields.take("facet").and_then(|node| reader.bool("facet", &node)).unwrap_or_default();
    reader.no_more(fields, &["label", "type", "choices", "required", "facet"]);
    let kind = match (kind, choices) {
        (_, Some(choices)) => FieldType::Choice(choices),
        (kind, None) => kind.unwrap_or(FieldType::Text),
    };
    let label = label.unwrap_or_else(|| Localised::plain(&key));
    Some(Field { key, label, kind, required, facet })
}

fn choice<T: Copy>(
    key: &str,
    node: &Node,
    all: &[T],
    word: fn(T) -> &'static str,
    reader: &mut Reader<'_>,
) -> Option<T> {
    let text = match &node.value {
        Value::Null => "none".to_owned(),
        _ => reader.text(key, node)?,
    };
    let found = all.iter().copied().find(|one| word(*one) == text);
    if found.is_none() {
        let words = all.iter().map(|one| word(*one)).collect::<Vec<_>>().join("、");
        reader.error(
            "bad-choice",
            node.span,
            say!("“{key}”不能是“{text}”" | "`{key}` cannot be `{text}`"),
            say!("可以写：{words}" | "choose among {words}"),
        );
    }
    found
}

/// Reads an id that stands in addresses: letters, digits, `-` and `_`.
pub(crate) fn identifier(key: &str, node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = reader.text(key, node)?;
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && !text.starts_with('.')
        && text.len() <= 100;
    if !plain {
        let better = slug(&text);
        let hint = if better == text {
            say!(
                "它太长了：最多 100 个字母，或 33 个汉字"
                    | "it is too long: at most 100 letters, or 33 Chinese characters"
            )
        } else {
            say!(
                "只用字母、汉字、数字、“-”和“_”，例如 {better}"
                    | "use letters, digits, `-` and `_` only, such as {better}"
            )
        };
        reader.error(
            "bad-id",
            node.span,
            say!("“{text}”不能用作 {key}" | "`{text}` cannot be an id"),
            hint,
        );
    }
    plain.then_some(text)
}
