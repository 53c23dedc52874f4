//! YAML as the library reads it, with places.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use super::{Key, MAX_YAML, Node, Value};
use crate::foundation::diagnostic::Span;

/// Reads one document, which begins at byte `base` of its file.
///
/// # Errors
/// Returns what the library said of a text that is no YAML or is past the budget.
pub(super) fn read_document(text: &str, base: usize) -> Result<Node, serde_yaml::Error> {
    let placed = serde_yaml::from_str_with_options::<SpannedNode>(text, library_options())?;
    Ok(settle_node(placed, text, base))
}

fn library_options() -> serde_yaml::Options {
    let budget = serde_yaml::budget! {
        max_aliases: 64,
        max_anchors: 64,
        max_depth: 32,
        flow_nesting_limit: 32,
        max_nodes: 20_000,
        max_events: 60_000,
        max_documents: 1,
        max_total_scalar_bytes: MAX_YAML * 4,
    };
    serde_yaml::options! {
        budget: budget,
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
        duplicate_keys: serde_yaml::options::DuplicateKeyPolicy::Error,
        non_finite_float_policy: serde_yaml::options::NonFiniteFloatPolicy::AsString,
    }
}

/// A node with places, as the library hands it over.
struct SpannedNode(Spanned<SpannedValue>);

enum SpannedValue {
    Scalar(Value),
    /// A number: its digits are read from the text, as the author wrote them.
    Number,
    List(Vec<SpannedNode>),
    Map(Vec<(Spanned<String>, SpannedNode)>),
}

impl<'de> Deserialize<'de> for SpannedNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for SpannedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SpannedVisitor)
    }
}

struct SpannedVisitor;

impl<'de> Visitor<'de> for SpannedVisitor {
    type Value = SpannedValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Scalar(Value::Bool(value)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Scalar(Value::Text(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Scalar(Value::Text(value)))
    }

    fn visit_unit<E>(self) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<SpannedValue, E> {
        Ok(SpannedValue::Scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<SpannedValue, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<SpannedValue, A::Error> {
        let mut list = Vec::new();
        while let Some(node) = seq.next_element()? {
            list.push(node);
        }
        Ok(SpannedValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SpannedValue, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(SpannedValue::Map(entries))
    }
}

fn settle_node(SpannedNode(spanned): SpannedNode, text: &str, base: usize) -> Node {
    let place = span_of(spanned.referenced, text, base);
    let value = match spanned.value {
        // The library writes what is no number its own way.
        SpannedValue::Scalar(Value::Text(read)) if matches!(&*read, ".nan" | ".inf" | "-.inf") => {
            let written =
                text.get(span_of(spanned.defined, text, 0).byte_range()).unwrap_or_default();
            let is_it = written.trim_start_matches('+').eq_ignore_ascii_case(&read);
            Value::Text(if is_it { written.to_owned() } else { read })
        }
        SpannedValue::Scalar(value) => value,
        SpannedValue::Number => {
            let defined = span_of(spanned.defined, text, 0);
            Value::Number(text.get(defined.byte_range()).unwrap_or_default().trim().to_owned())
        }
        SpannedValue::List(list) => {
            Value::List(list.into_iter().map(|node| settle_node(node, text, base)).collect())
        }
        SpannedValue::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, node)| {
                    (
                        Key { span: span_of(key.referenced, text, base), text: key.value },
                        settle_node(node, text, base),
                    )
                })
                .collect(),
        ),
    };
    let span = match &value {
        // The library's place of a collection is its first mark; a caret there says little.
        Value::List(list) => list
            .first()
            .zip(list.last())
            .map_or(place, |(first, last)| list_span(place, first, last, text, base)),
        Value::Map(map) => map.first().zip(map.last()).map_or(place, |((key, _), (_, last))| {
            Span { start: key.span.start, end: last.span.end.max(key.span.end) }
        }),
        _ => place,
    };
    Node { span, value }
}

/// Where a list stands: with its brackets, when it has any.
fn list_span(place: Span, first: &Node, last: &Node, text: &str, base: usize) -> Span {
    let at = |offset: u32| text.get(offset as usize - base..).unwrap_or_default();
    if !at(place.start).starts_with('[') {
        return Span { start: first.span.start, end: last.span.end };
    }
    let close = at(last.span.end).find(']').map_or(0, |close| close + 1);
    Span::new(place.start as usize, last.span.end as usize + close)
}

/// Returns the bytes in the file that the library names.
pub(super) fn span_of(location: serde_yaml::Location, text: &str, base: usize) -> Span {
    let span = location.span();
    let (Some(start), Some(length)) = (span.byte_offset(), span.byte_len()) else {
        return Span::new(base, base);
    };
    let (start, length) =
        (usize::try_from(start).unwrap_or(0), usize::try_from(length).unwrap_or(0));
    let start = start.min(text.len());
    let end = (start + length).min(text.len());
    let trimmed = text
        .get(start..end)
        .map_or(end, |part| start + part.trim_end_matches([' ', '\n', '\r', '\t']).len());
    Span::new(base + start, base + trimmed.max(start))
}
