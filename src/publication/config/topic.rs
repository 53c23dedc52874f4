//! Subject terms.

use std::sync::Arc;

use super::values::read_identifier;
use crate::foundation::diagnostic::Span;
use crate::foundation::language::{LanguageTag, Localised};
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::{Node, Value};
use crate::say;
use crate::text::make_slug;

/// The address part of a subject term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId(pub Arc<str>);

/// A subject term.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Topic {
    /// Its address part.
    pub id: TopicId,
    pub name: Localised,
    /// What belongs under it.
    pub definition: Localised,
}

pub(super) const KEYS: [KnownKey; 3] =
    [KnownKey::optional("id"), KnownKey::required("name"), KnownKey::optional("definition")];

/// Reads a term: its name alone, or a map.
pub(super) fn read_topic(
    node: Node,
    language: &LanguageTag,
    reader: &mut Reader<'_>,
) -> Option<(Topic, Span)> {
    let span = node.span;
    if !matches!(node.value, Value::Map(_)) {
        let name = reader.read_text("topics", &node)?;
        return Some((
            Topic {
                id: TopicId(make_slug(&name).into()),
                name: Localised::same_everywhere(&name),
                definition: Localised::default(),
            },
            span,
        ));
    }
    let [id, name, definition] = reader.read_keys("topics", node, &KEYS)?;
    let id = id.and_then(|node| read_identifier("id", &node, reader));
    let name = name.and_then(|node| reader.read_localised("name", node));
    let definition =
        definition.and_then(|node| reader.read_localised("definition", node)).unwrap_or_default();
    let Some(name) = name else {
        reader.error(
            "missing-key",
            span,
            say!("这个主题缺少“name”" | "this topic lacks `name`"),
            say!("请写上主题的名称，例如 name: 公益创投" | "write its name"),
        );
        return None;
    };
    let id = id.unwrap_or_else(|| make_slug(name.in_language(language, language)));
    Some((Topic { id: TopicId(id.into()), name, definition }, span))
}
