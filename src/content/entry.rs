//! What the entries of collections have besides what every page has: a place in their collection, a
//! date and the fields that `site.yaml` declares.

use crate::content::case::{FieldValue, read_declared, report_missing};
use crate::foundation::diagnostic::Span;
use crate::foundation::path::SitePath;
use crate::input::fields::{Fields, KnownKey, Reader};
use crate::input::yaml::Node;
use crate::publication::config::Config;
use crate::text::date::Date;
use crate::text::make_slug;

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntryPlace {
    /// The key of its collection.
    pub collection: String,
    /// What fields name it by, and its part of the address: the name of its file.
    pub id: String,
    pub path: SitePath,
}

pub(super) const KEYS: [KnownKey; 7] = [
    KnownKey::required("title"),
    KnownKey::optional("date"),
    KnownKey::optional("summary"),
    KnownKey::optional("updated"),
    KnownKey::optional("status"),
    KnownKey::optional("aliases"),
    KnownKey::optional("extra"),
];

/// What entries alone have.
pub(super) struct EntryFacts {
    pub(super) date: Option<Date>,
    pub(super) fields: Vec<(String, Vec<FieldValue>)>,
    /// Whether its address can be told.
    pub(super) is_whole: bool,
}

impl Default for EntryFacts {
    /// Those of a page that is no entry.
    fn default() -> Self {
        Self { date: None, fields: Vec::new(), is_whole: true }
    }
}

/// Returns the address of the list of a collection.
pub(super) fn list_path(collection: &str) -> SitePath {
    SitePath::new(&["/", collection, "/"].concat())
}

/// Returns the id of the entry in a file of its collection's folder: its name, in whatever folder
/// below it stands.
pub(crate) fn make_id(inner: &str) -> String {
    let inner = inner.strip_suffix("/index").unwrap_or(inner);
    make_slug(inner.rsplit('/').next().unwrap_or(inner))
}

impl EntryFacts {
    /// Reads the date of an entry and its fields, which are all that is left of its keys. What a
    /// translation leaves out its first file has.
    pub(super) fn read(
        fields: Fields,
        date: Option<Node>,
        (place, is_first): (&EntryPlace, bool),
        config: &Config,
        reader: &mut Reader<'_>,
    ) -> Self {
        let top = Span { start: fields.span.start, end: fields.span.start };
        let needs_date = is_first && config.permalinks.entries_use_date(&place.collection);
        if needs_date && date.is_none() {
            report_missing("date", true, top, reader);
        }
        let date = reader.optional_date("date", date);
        let declared = config.find_collection(&place.collection);
        let declared = declared.map_or(&[][..], |collection| &collection.fields);
        let read = (declared, config.vocabulary.unread);
        let rest = fields.into_rest();
        let fields = read_declared(&rest, is_first.then_some(top), &KEYS, read, reader);
        Self { date, fields, is_whole: !needs_date || date.is_some() }
    }
}
