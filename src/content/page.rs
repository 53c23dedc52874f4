//! Pages that are no cases: the home page's text, plain pages, pages about models, and the entries
//! of collections.

use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use crate::content::case::{FieldValue, ModelId};
use crate::content::entry;
use crate::content::entry::EntryPlace;
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath};
use crate::foundation::rare::Rare;
use crate::input::free_value::FreeValue;
use crate::markdown::Body;
use crate::text::date::Date;

/// What a page is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `content/index.md`: the text of the home page.
    Home,
    /// A page of its own, at this address.
    Plain(SitePath),
    /// About the model of the same name; the file's name is its address part.
    Model(String),
    /// The text above the list of a collection, by its key.
    List(String),
    /// One of a collection.
    Entry(EntryPlace),
}

impl Role {
    /// Returns the address of a page that nothing else has a say in.
    #[must_use]
    pub fn own_path(&self) -> Option<SitePath> {
        match self {
            Self::Plain(path) | Self::Entry(EntryPlace { path, .. }) => Some(path.clone()),
            Self::List(collection) => Some(entry::list_path(collection)),
            Self::Home | Self::Model(_) => None,
        }
    }

    /// Returns where the page stands in a collection.
    #[must_use]
    pub fn entry(&self) -> Option<&EntryPlace> {
        match self {
            Self::Entry(place) => Some(place),
            _ => None,
        }
    }
}

/// A page, whole.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file it was read from.
    pub file: SourcePath,
    /// The file of the default edition with the same text: links name it.
    pub base: SourcePath,
    /// The language in the file's name; `None` for the default edition.
    pub language: Option<LanguageTag>,
    /// The edition that has it, when the one that lists it does not.
    pub elsewhere: Option<LanguageTag>,
    pub role: Role,
    /// Its title; for a model the model's name.
    pub title: String,
    /// The model that it is about, by the title of its first file.
    pub about: Option<ModelId>,
    /// A few sentences about it.
    pub summary: String,
    /// Whether they stand above the text.
    pub has_lede: bool,
    /// When it came out: an entry of a collection may say so.
    pub date: Option<Date>,
    /// When it was last corrected.
    pub updated: Option<Date>,
    /// The fields of its collection: key, then the values.
    pub fields: Rare<(String, Vec<FieldValue>)>,
    /// Its place in the menu, small numbers first; `None` keeps it out.
    pub order: Option<u32>,
    /// Whether the file itself says that.
    pub says_order: bool,
    /// Whether it is shown in previews only.
    pub draft: bool,
    /// Addresses that once were its own.
    pub aliases: Vec<SitePath>,
    /// What the author hands to templates as it is.
    pub extra: Option<Arc<FreeValue>>,
    /// The rendered text.
    pub body: Arc<Body>,
    /// The hash of all that it was made from.
    pub hash: Hash,
}

impl StdHash for Page {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

/// Which edition a file belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file of the default edition with the same text.
    pub base: SourcePath,
    /// The language in the file's name; `None` for the default edition.
    pub language: Option<LanguageTag>,
}
