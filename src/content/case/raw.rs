//! Front matter as it was written: every key, not yet checked.

use crate::foundation::diagnostic::Span;
use crate::input::fields::{Fields, Reader};
use crate::input::yaml::{Key, Node};

/// Every key that a case may have, each a YAML node or nothing.
pub(super) struct RawCase {
    pub(super) span: Span,
    pub(super) title: Option<Node>,
    pub(super) district: Option<Node>,
    pub(super) model: Option<Node>,
    pub(super) locality: Option<Node>,
    pub(super) date: Option<Node>,
    pub(super) period: Option<Node>,
    pub(super) summary: Option<Node>,
    pub(super) topics: Option<Node>,
    pub(super) organisations: Option<Node>,
    pub(super) practices: Option<Node>,
    pub(super) metrics: Option<Node>,
    pub(super) sources: Option<Node>,
    pub(super) status: Option<Node>,
    pub(super) aliases: Option<Node>,
    pub(super) slug: Option<Node>,
    pub(super) sort_key: Option<Node>,
    /// What is left: the site's extra fields, or mistakes.
    pub(super) rest: Vec<(Key, Node)>,
}

/// The keys of a case, in the order of the documentation.
pub(super) const KEYS: &[&str] = &[
    "title",
    "district",
    "model",
    "locality",
    "date",
    "period",
    "summary",
    "topics",
    "organisations",
    "practices",
    "metrics",
    "sources",
    "status",
    "aliases",
    "slug",
    "sort_key",
];

impl RawCase {
    pub(super) fn take(mut fields: Fields) -> Self {
        Self {
            span: fields.span,
            title: fields.take("title"),
            district: fields.take("district"),
            model: fields.take("model"),
            locality: fields.take("locality"),
            date: fields.take("date"),
            period: fields.take("period"),
            summary: fields.take("summary"),
            topics: fields.take("topics"),
            organisations: fields.take("organisations"),
            practices: fields.take("practices"),
            metrics: fields.take("metrics"),
            sources: fields.take("sources"),
            status: fields.take("status"),
            aliases: fields.take("aliases"),
            slug: fields.take("slug"),
            sort_key: fields.take("sort_key"),
            rest: fields.rest(),
        }
    }
}

/// Opens the front matter of `file` as a map.
pub(super) fn open(node: Node, reader: &mut Reader<'_>) -> Option<RawCase> {
    reader.map("---", node).map(RawCase::take)
}
