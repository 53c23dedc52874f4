//! The index of one edition: which cases belong to which region, model, topic and indicator.
//!
//! Built anew for every build from shared cases; nothing here is changed afterwards.

mod collections;
mod field_links;
mod gather;
mod group;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::collections::EntryGroup;
pub use self::field_links::{FieldLinks, Source};
use self::gather::{group_indicators, group_models, group_regions, group_topics, sorted_practices};
pub use self::group::{
    CaseIndex, IndicatorGroup, ModelGroup, PracticeIndex, RegionGroup, TopicGroup,
};
use rustc_hash::FxHashMap;

use crate::content::asset::Asset;
use crate::content::case::{Case, ModelId};
use crate::content::page;
use crate::content::page::Page;
use crate::foundation::hash::Hash;
use crate::foundation::path::{SitePath, SourcePath};
use crate::publication::config::{Config, IndicatorId, TopicId};
use crate::publication::gazetteer::{Gazetteer, RegionCode};
use crate::text::collation::Collation;

/// The index of one edition.
#[derive(Debug, Default)]
pub struct Catalog {
    /// All cases, newest first, then by id.
    pub cases: Vec<Arc<Case>>,
    /// The hash of each case's card, the addresses of its models included.
    pub card_hashes: Arc<[Hash]>,
    /// All pages that are no cases, by file.
    pub pages: Vec<Arc<Page>>,
    /// All pictures and attachments, by file.
    pub assets: Vec<Arc<Asset>>,
    /// The regions with cases, and all above them, by code.
    pub regions: BTreeMap<RegionCode, RegionGroup>,
    /// The models, by name.
    pub models: Vec<ModelGroup>,
    /// Where each model stands in `models`.
    model_places: FxHashMap<ModelId, usize>,
    /// The subject terms in use, by the site's list, then by name.
    pub topics: Vec<TopicGroup>,
    /// The practices, by name.
    pub practices: Vec<PracticeIndex>,
    /// The indicators with figures, in the site's order.
    pub indicators: Vec<IndicatorGroup>,
    /// The collections, in the order of the site.
    pub collections: Vec<EntryGroup>,
    /// What fields of links lead to.
    pub field_links: FieldLinks,
    /// The order of names.
    pub order: Collation,
}

impl Catalog {
    /// Indexes the cases and pages of one edition.
    #[must_use]
    pub fn new(
        mut cases: Vec<Arc<Case>>,
        pages: Vec<Arc<Page>>,
        assets: Vec<Arc<Asset>>,
        gazetteer: &Gazetteer,
        config: &Config,
        order: &Collation,
    ) -> Self {
        let words = &config.vocabulary;
        let topics: Vec<TopicId> =
            words.topics.iter().flatten().map(|topic| topic.id.clone()).collect();
        let indicators: Vec<IndicatorId> =
            words.indicators.iter().map(|indicator| indicator.id.clone()).collect();
        cases.sort_by(|a, b| {
            b.card
                .date
                .cmp(&a.card.date)
                .then_with(|| a.card.id.cmp(&b.card.id))
                .then_with(|| a.file.cmp(&b.file))
        });
        let (models, model_places) = group_models(&cases, &pages, order);
        let card_hashes = cases
            .iter()
            .map(|case| {
                let paths = places_of(case, &model_places).map(|place| &models[place].path);
                Hash::of_value(&(case.card.hash(), paths.collect::<Vec<_>>()))
            })
            .collect();
        let practices = sorted_practices(&cases, order);
        let collections = collections::group_entries(config, &pages, order);
        let field_links = FieldLinks::new(config, &cases, &pages, &collections);
        Self {
            regions: group_regions(&cases, gazetteer),
            topics: group_topics(&cases, &practices, &topics, order),
            indicators: group_indicators(&cases, &indicators, gazetteer),
            card_hashes,
            collections,
            field_links,
            model_places,
            models,
            practices,
            cases,
            pages,
            assets,
            order: order.clone(),
        }
    }

    /// Returns the places in [`Catalog::models`] of the models of a case, in the author's order.
    pub fn model_places_of(&self, case: CaseIndex) -> impl Iterator<Item = usize> {
        places_of(&self.cases[case as usize], &self.model_places)
    }

    /// Returns the models of a case, in the author's order.
    pub fn models_of(&self, case: CaseIndex) -> impl Iterator<Item = &ModelGroup> {
        self.model_places_of(case).map(|place| &self.models[place])
    }

    /// Returns the page with `role`, when there is one.
    pub fn page_with(&self, role: &page::Role) -> Option<&Arc<Page>> {
        self.pages.iter().find(|page| page.role == *role)
    }

    /// Returns what every file of this edition is addressed by.
    #[must_use]
    pub fn link_targets(&self) -> FxHashMap<SourcePath, Target> {
        let mut targets = FxHashMap::default();
        for (index, case) in (0..).zip(&self.cases) {
            let target = Target::Case(index);
            targets.insert(case.file.clone(), target);
            targets.insert(case.base.clone(), target);
        }
        for (index, page) in self.pages.iter().enumerate() {
            targets.insert(page.file.clone(), Target::Page(index));
            targets.insert(page.base.clone(), Target::Page(index));
        }
        for (index, asset) in self.assets.iter().enumerate() {
            targets.insert(asset.file.clone(), Target::Asset(index));
        }
        targets
    }

    /// Returns what fields name a case or an entry by.
    #[must_use]
    pub fn id_of(&self, target: Target) -> Option<&str> {
        match target {
            Target::Case(index) => Some(&self.cases[index as usize].card.id.0),
            Target::Page(place) => Some(&self.pages[place].role.entry()?.id),
            Target::Asset(_) => None,
        }
    }

    /// Returns the address of a page; a model's page is the model's.
    #[must_use]
    pub fn page_path(&self, page: &Page) -> SitePath {
        let page::Role::Model(name) = &page.role else {
            return page.role.own_path().unwrap_or_else(|| SitePath::new("/"));
        };
        let of_file = |group: &&ModelGroup| {
            group.page.as_ref().is_some_and(|model_page| model_page.file == page.file)
        };
        self.models
            .iter()
            .find(of_file)
            .map_or_else(|| SitePath::new(&format!("/models/{name}/")), |group| group.path.clone())
    }
}

/// Returns where the models of a case stand, each once.
fn places_of(case: &Case, places: &FxHashMap<ModelId, usize>) -> impl Iterator<Item = usize> {
    case.card.models.iter().filter_map(|model| places.get(&model.id).copied())
}

/// What a file is, as a place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// In [`Catalog::cases`].
    Case(CaseIndex),
    /// In [`Catalog::pages`].
    Page(usize),
    /// In [`Catalog::assets`].
    Asset(usize),
}
