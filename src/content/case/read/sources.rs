//! Reads where the facts of a case come from.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::case::Source;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::input::fields::{KnownKey, Reader};
use crate::input::yaml::Node;
use crate::publication::config::read_identifier;
use crate::say;

pub(super) const KEYS: [KnownKey; 6] = [
    KnownKey::optional("id"),
    KnownKey::required("title"),
    KnownKey::optional("publisher"),
    KnownKey::optional("date"),
    KnownKey::optional("url"),
    KnownKey::optional("accessed"),
];

/// The ids that a metric may name.
pub(super) struct SourceIds {
    /// In their order.
    pub(super) all: Vec<String>,
    pub(super) known: FxHashSet<String>,
}

impl SourceIds {
    pub(super) fn new(ids: impl Iterator<Item = String>) -> Self {
        let all: Vec<String> = ids.collect();
        Self { known: all.iter().cloned().collect(), all }
    }
}

/// Reads the list `sources`.
pub(super) fn read_sources(node: Option<Node>, reader: &mut Reader<'_>) -> Vec<Source> {
    let Some(node) = node else { return Vec::new() };
    let items = reader.read_list("sources", node);
    let mut sources: Vec<Source> = Vec::with_capacity(items.len());
    let mut places: FxHashMap<String, Span> = FxHashMap::default();
    for (index, item) in items.into_iter().enumerate() {
        let span = item.span;
        let Some([id, title, publisher, date, url, accessed]) =
            reader.read_keys("sources", item, &KEYS)
        else {
            continue;
        };
        let id = id.and_then(|node| read_identifier("id", &node, reader));
        let title = title.and_then(|node| reader.read_text("title", &node));
        let publisher = reader.optional_text("publisher", publisher);
        let date = date.filter(Node::is_written).and_then(|node| reader.read_date("date", &node));
        let url = url.and_then(|node| reader.web_address("url", &node));
        let accessed =
            accessed.filter(Node::is_written).and_then(|node| reader.read_date("accessed", &node));
        let Some(title) = title else {
            reader.error(
                "missing-key",
                span,
                say!("这个来源缺少“title”（标题）" | "this source lacks `title`"),
                say!("请写上文章的标题" | "write the title of the account"),
            );
            continue;
        };
        let id = id.unwrap_or_else(|| format!("s{}", index + 1));
        if let Some(first) = places.get(&id) {
            reader.sink.push(
                Diagnostic::error(
                    "duplicate-id",
                    reader.file,
                    say!("两个来源的 id 都是“{id}”" | "two sources have the id `{id}`"),
                )
                .at_span(span)
                .with_note(reader.file, Some(*first), say!("第一个在这里" | "the first is here"))
                .with_hint(say!("请给其中一个换一个 id" | "give one of them another id")),
            );
            continue;
        }
        places.insert(id.clone(), span);
        sources.push(Source { id, title, publisher, date, url, accessed });
    }
    sources
}
