//! `site.yaml`: what a publication says about itself, checked.

mod case_keys;
mod collection;
mod convert;
mod editions;
mod field;
mod html;
mod identity;
mod indicator;
mod lints;
mod lookup;
mod menu;
mod outputs;
mod permalinks;
mod publish;
mod read_field;
mod redirects;
mod regions;
mod settings;
mod topic;
mod unit;
mod values;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use case_keys::{CaseKeys, Need};
pub use collection::{Collection, EntryKey, EntryOrder};
pub use editions::MOST_EDITIONS;
pub use field::{Field, FieldType};
pub use indicator::{Direction, Indicator, IndicatorId, Kind};
pub use lints::Lints;
pub use menu::{MenuEntry, MenuTarget};
pub use outputs::Outputs;
pub use permalinks::Permalinks;
pub use publish::PublishPatterns;
pub use regions::{RegionLevel, RegionSettings};
use settings::read_settings;
pub use topic::{Topic, TopicId};
pub use unit::Unit;
pub(crate) use values::read_identifier;
pub use vocabulary::Vocabulary;

use crate::foundation::content_policy::ContentPolicy;
use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::language::{LanguageTag, Localised};
use crate::foundation::path::{BaseUrl, SitePath, SourcePath};
use crate::foundation::raw_html::RawHtml;
use crate::foundation::source;
use crate::foundation::world::World;
use crate::input::fields::NamedTable;
use crate::input::fields::Reader;
use crate::input::free_value::FreeValue;
use crate::input::invisible;
use crate::input::yaml;
pub use crate::text::collation::Sort;

/// The name of the file, at the publication's root.
pub const FILE: &str = "site.yaml";

/// The keys that `site.yaml` may have, by kind of map.
pub const KEY_TABLES: [NamedTable; 16] = [
    ("site", &settings::KEYS),
    ("licence", &identity::LICENCE_KEYS),
    ("cases", &case_keys::KEYS),
    ("case-key", &case_keys::KEY_KEYS),
    ("gazetteer", &regions::KEYS),
    ("levels", &regions::LEVEL_KEYS),
    ("editions", &editions::KEYS),
    ("topics", &topic::KEYS),
    ("indicators", &indicator::KEYS),
    ("units", &unit::KEYS),
    ("fields", &read_field::KEYS),
    ("collections", &collection::KEYS),
    ("outputs", &outputs::KEYS),
    ("lints", &lints::KEYS),
    ("menu", &menu::KEYS),
    ("permalinks", &permalinks::KEYS),
];

/// What a publication says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// Its name.
    pub title: Localised,
    /// A line under the name.
    pub subtitle: Localised,
    /// One or two sentences, for search engines and feeds.
    pub description: Localised,
    /// Where it is published.
    pub base_url: BaseUrl,
    /// The language of files without a language in their name.
    pub language: LanguageTag,
    /// Who publishes it.
    pub publisher: Localised,
    /// On which terms its text may be used.
    pub licence: Option<Licence>,
    /// The name of a folder under `themes/`, or of a built-in theme.
    pub theme: String,
    /// The entries of the menu; none for what it holds by itself.
    pub menu: Vec<MenuEntry>,
    /// How many cards stand on a page of a list.
    pub paginate: usize,
    /// Which keys cases have.
    pub cases: CaseKeys,
    /// The site's own words: topics, indicators, units, extra fields.
    pub vocabulary: Arc<Vocabulary>,
    /// Kinds of pages of its own, in the order given.
    pub collections: Vec<Collection>,
    /// What to make beyond the pages.
    pub outputs: Outputs,
    /// What to point out besides mistakes.
    pub lints: Lints,
    /// Keys of front matter that nobody reads, such as those of another program.
    pub ignore_keys: Vec<String>,
    /// Where its regions come from.
    pub gazetteer: RegionSettings,
    /// Names of regions in other languages, by code.
    pub region_names: BTreeMap<String, Localised>,
    /// What becomes of HTML in Markdown.
    pub raw_html: RawHtml,
    /// The hosts whose pages may be shown in a frame.
    pub embeds: Vec<String>,
    /// What pages may load; `None` for whatever they ask for.
    pub policy: Option<ContentPolicy>,
    /// Whether braces in Markdown call figures; else they are text.
    pub macros: bool,
    /// The editions besides the default one, in the order given.
    pub editions: Vec<Edition>,
    /// How titles are ordered.
    pub sort: Sort,
    /// Spellings that a generated script gets wrong, by edition tag.
    pub terms: BTreeMap<String, Vec<(String, String)>>,
    /// Files of the content that are published though no page names them.
    pub publish: PublishPatterns,
    /// What the publication hands to its templates as it is.
    pub params: FreeValue,
    /// Where cases and pages are addressed.
    pub permalinks: Permalinks,
    /// Old addresses of pages that no file stands for, such as those of topics, and where each
    /// leads.
    pub redirects: Vec<(SitePath, SitePath)>,
    /// Addresses that nothing answers any more, and that is meant.
    pub gone: Vec<SitePath>,
}

/// On which terms a text may be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Licence {
    /// Its name, e.g. `CC BY 4.0`.
    pub name: Localised,
    pub url: Option<String>,
}

/// One more edition of the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edition {
    /// Its language or script.
    pub tag: LanguageTag,
    /// The edition that it is converted from; else it has files of its own.
    pub from: Option<LanguageTag>,
    /// Its name in its own language.
    pub label: Option<String>,
}

impl Config {
    /// Reads `site.yaml`. Mistakes go to `sink`; what they leave open gets its default, so that
    /// the content is still checked.
    #[must_use]
    pub fn read_config(text: &str, sink: &mut Sink) -> Self {
        let file = SourcePath::new(FILE);
        invisible::check_invisible(&file, text, sink);
        let node = yaml::parse_document(&file, text, 0, sink);
        let mut reader = Reader { file: &file, sink };
        let fields = node.and_then(|node| reader.read_map(FILE, node));
        match fields {
            Some(fields) => {
                let mut config = read_settings(fields, &mut reader);
                if config.gazetteer.file.is_none() {
                    let tags = config.editions.iter().map(|edition| &edition.tag);
                    editions::add_english_names(
                        &mut config.region_names,
                        tags.chain([&config.language]),
                    );
                }
                config
            }
            None => Self::stand_in(),
        }
    }

    /// What is taken for granted while `site.yaml` cannot be read, so that the content is still
    /// checked.
    #[must_use]
    pub fn stand_in() -> Self {
        Self {
            vocabulary: Arc::new(Vocabulary { unread: true, ..Vocabulary::default() }),
            ..Self::default()
        }
    }

    /// Returns whether cases have a key of front matter. What their addresses are made of they must
    /// have.
    #[must_use]
    pub fn case_need(&self, key: &str) -> Need {
        let need = self.cases.need(key);
        if need != Need::Required && self.permalinks.cases_use(key) { Need::Required } else { need }
    }

    /// Returns the collection with `key`.
    #[must_use]
    pub fn find_collection(&self, key: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.key == key)
    }

    /// Returns all editions, the default one first.
    #[must_use]
    pub fn all_editions(&self) -> Vec<Edition> {
        let default = Edition { tag: self.language.clone(), from: None, label: None };
        std::iter::once(default)
            .chain(self.editions.iter().filter(|edition| edition.tag != self.language).cloned())
            .collect()
    }
}

/// Finds where `site.yaml` gives `key` its value. Settings are read without their places; this
/// reads it again.
pub fn place_of(key: &str, world: &dyn World) -> Option<Span> {
    value_of(key, world).map(|node| node.span)
}

/// Finds where texts stand below `key` of `site.yaml`, once for all of them; of equal ones, where
/// the first does.
pub fn places_below(key: &str, world: &dyn World) -> FxHashMap<String, Span> {
    fn gather(node: yaml::Node, places: &mut FxHashMap<String, Span>) {
        match node.value {
            yaml::Value::Text(text) => {
                places.entry(text).or_insert(node.span);
            }
            yaml::Value::List(items) => items.into_iter().for_each(|item| gather(item, places)),
            yaml::Value::Map(entries) => {
                for (_, item) in entries {
                    gather(item, places);
                }
            }
            _ => {}
        }
    }
    let mut places = FxHashMap::default();
    if let Some(node) = value_of(key, world) {
        gather(node, &mut places);
    }
    places
}

/// Finds where the entries stand of the map that `site.yaml` gives `key`, once for all of them.
pub fn places_in(key: &str, world: &dyn World) -> FxHashMap<String, Span> {
    match value_of(key, world).map(|node| node.value) {
        Some(yaml::Value::Map(entries)) => {
            entries.into_iter().map(|(key, _)| (key.text, key.span)).collect()
        }
        _ => FxHashMap::default(),
    }
}

/// Returns the value of `key` in `site.yaml`.
fn value_of(key: &str, world: &dyn World) -> Option<yaml::Node> {
    let (file, mut sink) = (SourcePath::new(FILE), Sink::default());
    let text = source::decode_text(&file, &world.read(&file).ok()?, &mut sink)?;
    let yaml::Value::Map(entries) = yaml::parse_document(&file, &text, 0, &mut sink)?.value else {
        return None;
    };
    entries.into_iter().find(|(written, _)| written.text == key).map(|(_, node)| node)
}
