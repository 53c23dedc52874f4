//! A facet: what cases are told apart by.

use crate::catalog::Catalog;
use crate::edition::labels;
use crate::edition::site::Site;

/// What cases are told apart by.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub(crate) enum Facet {
    /// The topmost region.
    Region,
    /// The region itself, below the topmost: read when someone looks closer.
    Place,
    Model,
    Topic,
    Year,
    Status,
    /// A field that `site.yaml` declares, by its key.
    Field(String),
    /// Not a filter: the place of the title among all titles.
    Title,
}

impl Facet {
    /// Its name in files and addresses.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Region => "region".to_owned(),
            Self::Place => "place".to_owned(),
            Self::Model => "model".to_owned(),
            Self::Topic => "topic".to_owned(),
            Self::Year => "year".to_owned(),
            Self::Status => "status".to_owned(),
            Self::Field(key) => format!("f-{key}"),
            Self::Title => "title".to_owned(),
        }
    }

    /// Returns what readers know it as.
    pub(crate) fn label(&self, site: &Site) -> String {
        match self {
            Self::Field(key) => labels::field_label(site, key).to_owned(),
            Self::Status => site.text("search_status").to_owned(),
            Self::Topic => site.text("topic").to_owned(),
            // No group of their own.
            Self::Place | Self::Title => String::new(),
            other => site.text(&other.key()).to_owned(),
        }
    }

    /// Returns all facets that tell cases of this edition apart.
    pub(crate) fn all_facets(catalog: &Catalog, site: &Site) -> Vec<Self> {
        let mut all = Vec::new();
        if !catalog.regions.is_empty() {
            all.extend([Self::Region, Self::Place]);
        }
        all.extend((!catalog.models.is_empty()).then_some(Self::Model));
        all.extend((!catalog.topics.is_empty()).then_some(Self::Topic));
        let is_dated = catalog.cases.iter().any(|case| case.card.date.is_some());
        all.extend(is_dated.then_some(Self::Year));
        all.extend(catalog.cases.iter().any(|case| case.card.draft).then_some(Self::Status));
        let fields = site.config.vocabulary.fields.iter().filter(|field| field.facet);
        all.extend(fields.map(|field| Self::Field(field.key.clone())));
        all.push(Self::Title);
        all
    }
}
