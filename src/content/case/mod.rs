//! A case: one case study, checked, with everything that pages show of it.

mod context;
mod metric;
mod read;
mod regions;
mod translate;

use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

pub use context::Context;
pub use metric::{Metric, Status};
pub use read::parse_case;
pub(crate) use read::{read_declared, report_missing};
pub use regions::Regions;
pub use translate::{Overlay, parse_overlay};
pub(crate) use translate::{convert_body, convert_fields};

use crate::content::alias::edition_of;
use crate::foundation::hash::{Hash, Hashed};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath};
use crate::foundation::rare::Rare;
use crate::foundation::spill::TextStore;
use crate::input::fields::NamedTable;
use crate::input::free_value::FreeValue;
use crate::markdown::Body;
use crate::publication::config::{IndicatorId, TopicId};
use crate::publication::gazetteer;
use crate::search::LazyGrams;
use crate::text::date::{Date, Interval};
use crate::text::make_slug;

/// Returns the keys that front matter of cases and translations may have, by kind of map.
pub fn key_tables() -> impl Iterator<Item = NamedTable> {
    read::KEY_TABLES.into_iter().chain(translate::KEY_TABLES)
}

/// The address part of a case: its `slug`, or the name of its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(pub Arc<str>);

/// The address part of a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub Arc<str>);

impl ModelId {
    /// Returns the address part of the model of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self(make_slug(name).into())
    }
}

/// A case as the catalog and the lists see it. Its hash covers all of it, so that
/// a page that shows only the card does not change with the body.
#[derive(Clone, Debug, Hash)]
pub struct Card {
    /// Its address part.
    pub id: CaseId,
    /// Its address within an edition.
    pub path: SitePath,
    /// The edition that has it, when the one that lists it does not.
    pub language: Option<LanguageTag>,
    pub title: String,
    /// Where its title is filed, when not under itself.
    pub sort_key: Option<String>,
    /// What it is about, in a few sentences.
    pub summary: String,
    /// The regions it took place in.
    pub regions: Regions,
    /// The place in the main region, below the gazetteer's last level.
    pub locality: Option<String>,
    /// The models it stands for.
    pub models: Box<[ModelRef]>,
    /// When its account was published.
    pub date: Option<Date>,
    /// When the publication took it up.
    pub added: Option<Date>,
    /// When it was last corrected.
    pub updated: Option<Date>,
    /// When the practice ran.
    pub period: Option<Interval>,
    /// Its subject terms, in the author's order.
    pub topics: Box<[TopicRef]>,
    /// Two of its figures.
    pub figures: Box<[Headline]>,
    /// Whether it is shown in previews only.
    pub draft: bool,
}

impl Card {
    /// When subscribers last had a reason to look at it: when it was corrected, else added, else
    /// published.
    #[must_use]
    pub fn last_change(&self) -> Option<Date> {
        self.first_shown().max(self.updated)
    }

    /// When it came to readers: when it was added, else published.
    #[must_use]
    pub fn first_shown(&self) -> Option<Date> {
        self.added.or(self.date)
    }
}

/// A figure on a card, known by its hash.
#[derive(Clone, Debug)]
pub struct Headline {
    /// Its place among the figures of the case.
    pub place: usize,
    hash: Hash,
}

impl StdHash for Headline {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

/// The two figures of a card: shared indicators first, in the author's order. A card shows the
/// numbers of their sources.
pub(super) fn headline_metrics(metrics: &[Metric], sources: &[Source]) -> Box<[Headline]> {
    let all = || metrics.iter().enumerate();
    let shared = all().filter(|(_, metric)| metric.indicator.is_some());
    let unshared = all().filter(|(_, metric)| metric.indicator.is_none());
    let number = |id: &str| sources.iter().position(|source| source.id == id);
    let hash_of = |metric: &Metric| Hash::of_value(&(metric, metric.source().map(number)));
    let two = shared.chain(unshared).take(2);
    two.map(|(place, metric)| Headline { place, hash: hash_of(metric) }).collect()
}

/// A subject term of a case, listed in `site.yaml` or free.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicRef {
    /// Its address part.
    pub id: TopicId,
    /// Its name as the case writes it.
    pub name: Arc<str>,
}

/// A model that a case stands for, as lists name it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ModelRef {
    /// Its address part.
    pub id: ModelId,
    pub name: String,
}

/// A model that a case stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Model {
    /// Its address part.
    pub id: ModelId,
    pub name: String,
    /// Its formula, e.g. `1+14+X`.
    pub notation: Option<String>,
    /// What the parts of the formula stand for.
    pub components: Rare<Component>,
}

impl Model {
    /// Returns what lists name.
    #[must_use]
    pub fn to_ref(&self) -> ModelRef {
        ModelRef { id: self.id.clone(), name: self.name.clone() }
    }
}

/// One part of a model's formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Component {
    /// As it stands in the formula.
    pub token: String,
    /// What it stands for.
    pub label: String,
}

/// A named mechanism inside a case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Practice {
    pub name: String,
    /// Its subject term.
    pub topic: Option<TopicRef>,
    /// The id of the heading that describes it.
    pub anchor: Option<String>,
}

/// A value of one of the site's extra fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldValue {
    /// As the author wrote it. It stays when the text is converted, so that addresses made of it
    /// are the same in every edition.
    pub id: Arc<str>,
    /// As the edition writes it.
    pub text: Arc<str>,
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        let text: Arc<str> = text.into();
        Self { id: Arc::clone(&text), text }
    }
}

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Metrics name it.
    pub id: String,
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Where.
    pub url: Option<String>,
    /// When it was read.
    pub accessed: Option<Date>,
}

/// One case, whole.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file it was read from.
    pub file: SourcePath,
    /// The file of the default edition: links name it.
    pub base: SourcePath,
    /// What lists show of it.
    pub card: Arc<Hashed<Card>>,
    /// The models it stands for; most cases have one.
    pub models: Box<[Model]>,
    /// Who took part.
    pub organisations: Rare<String>,
    /// Its named mechanisms.
    pub practices: Rare<Hashed<Practice>>,
    /// Its figures.
    pub metrics: Box<[Metric]>,
    pub sources: Box<[Source]>,
    /// Addresses that once were its own.
    pub aliases: Rare<SitePath>,
    /// The site's extra fields: key, then the values.
    pub fields: Rare<(String, Vec<FieldValue>)>,
    /// What the author hands to templates as it is; most cases have nothing.
    pub extra: Option<Arc<FreeValue>>,
    /// Whether the summary stands above the text.
    pub has_lede: bool,
    /// The rendered text.
    pub body: Arc<Body>,
    /// The hash of all that is known of it but its text: a change of wording leaves the data as it
    /// is.
    pub facts: Hash,
    /// What everything but the body is found by, once it was asked for.
    pub grams: LazyGrams,
    /// The hash of all that it was made from: the file and `site.yaml`.
    pub hash: Hash,
}

impl StdHash for Case {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl Case {
    /// Returns the case as an edition lists it that does not have it: known by the card alone,
    /// which says where it is.
    #[must_use]
    pub fn as_foreign(&self, language: &LanguageTag, edition: &LanguageTag) -> Self {
        let card = Card { language: Some(language.clone()), ..Card::clone(&self.card) };
        let hash = Hash::of_value(&(self.hash, language));
        // Old addresses of that edition lead to where the case is.
        let aliases = self
            .aliases
            .iter()
            .filter(|alias| edition_of(alias).is_some_and(|(tag, _)| tag == edition.as_str()));
        let aliases = aliases.cloned().collect();
        // Regions by other names are found by those.
        let is_found_alike = gazetteer::is_named_alike(language, edition);
        let grams = if is_found_alike { self.grams.clone() } else { LazyGrams::default() };
        Self { card: Arc::new(Hashed::of_value(card)), aliases, grams, hash, ..self.clone() }
    }

    /// Takes the rendered text out of the memory, unless others hold it too.
    pub fn spill_text(&mut self, store: &Arc<TextStore>) {
        if let Some(body) = Arc::get_mut(&mut self.body) {
            body.html.spill_to(store);
        }
    }

    /// Returns the metrics that name `indicator`.
    pub fn metrics_of<'a>(
        &'a self,
        indicator: &'a IndicatorId,
    ) -> impl Iterator<Item = &'a Metric> {
        self.metrics.iter().filter(move |metric| metric.indicator.as_ref() == Some(indicator))
    }
}
