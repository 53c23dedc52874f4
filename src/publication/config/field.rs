//! A field of front matter that a publication declares.

use crate::foundation::language::Localised;

/// An extra field of front matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    pub key: String,
    /// Its name on the page.
    pub label: Localised,
    /// What it holds.
    pub kind: FieldType,
    /// Whether every case must have it.
    pub required: bool,
    /// Whether readers can filter by it.
    pub facet: bool,
    /// Whether a page lists its values.
    pub index: bool,
}

impl Field {
    /// Returns the collection that its values name pages of, or `cases`.
    #[must_use]
    pub fn links_to(&self) -> Option<&str> {
        match &self.kind {
            FieldType::Link { to, .. } => Some(to),
            _ => None,
        }
    }
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
    /// The ids of pages of a collection, or of cases: one, or several.
    Link { to: String, is_list: bool },
}
