//! The index of one edition: which cases belong to which region, model, topic and indicator.
//!
//! BuildSummary anew for every build from shared cases; nothing here is changed afterwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::content::asset::Asset;
use crate::content::case::{Case, Model, ModelId, TopicRef};
use crate::content::page;
use crate::content::page::Page;
use crate::foundation::hash::Hash;
use crate::foundation::path::{SitePath, SourcePath};
use crate::publication::config::{IndicatorId, TopicId};
use crate::publication::gazetteer::{Gazetteer, RegionCode};
use crate::text::collation::Collation;

/// The place of a case in [`Catalog::cases`].
pub type CaseIndex = u32;

/// The cases of a region.
#[derive(Clone, Debug, Default)]
pub struct RegionGroup {
    /// Cases of the region itself, newest first.
    pub own: Vec<CaseIndex>,
    /// Cases of the region and of all below it, newest first.
    pub all: Vec<CaseIndex>,
    /// Its children that have cases, by code.
    pub children: Vec<RegionCode>,
}

/// The cases of a model.
#[derive(Clone, Debug)]
pub struct ModelGroup {
    /// What the first of its cases that says most says of it.
    pub model: Model,
    /// Its address.
    pub path: SitePath,
    /// The page about it.
    pub page: Option<Arc<Page>>,
    /// Its cases, newest first.
    pub cases: Vec<CaseIndex>,
}

/// What stands under a subject term.
#[derive(Clone, Debug)]
pub struct TopicGroup {
    /// The term.
    pub topic: TopicRef,
    /// Its cases, newest first.
    pub cases: Vec<CaseIndex>,
    /// Its practices, in the order of [`Catalog::practices`].
    pub practices: Vec<PracticeIndex>,
}

/// A practice: its case, and its place in the case.
pub type PracticeIndex = (CaseIndex, u32);

/// The figures of an indicator.
#[derive(Clone, Debug)]
pub struct IndicatorGroup {
    /// The indicator.
    pub id: IndicatorId,
    /// Case and place of the metric in the case, in the order of the regions' codes.
    pub rows: Vec<(CaseIndex, u32)>,
}

/// The index of one edition.
#[derive(Debug, Default)]
pub struct Catalog {
    /// All cases, newest first, then by id.
    pub cases: Vec<Arc<Case>>,
    /// The hash of each case's card, its model's address included.
    pub card_hashes: Vec<Hash>,
    /// The model of each case, as a place in `models`.
    pub model_of: Vec<u32>,
    /// All pages that are no cases, by file.
    pub pages: Vec<Arc<Page>>,
    /// All pictures and attachments, by file.
    pub assets: Vec<Arc<Asset>>,
    /// The regions with cases, and all above them, by code.
    pub regions: BTreeMap<RegionCode, RegionGroup>,
    /// The models, by name.
    pub models: Vec<ModelGroup>,
    /// The subject terms in use, by the site's list, then by name.
    pub topics: Vec<TopicGroup>,
    /// The practices, by name.
    pub practices: Vec<PracticeIndex>,
    /// The indicators with figures, in the site's order.
    pub indicators: Vec<IndicatorGroup>,
    /// The order of names.
    pub order: Collation,
}

impl Catalog {
    /// Indexes the cases and pages of one edition. `topics` and `indicators` give the site's order.
    #[must_use]
    pub fn new(
        mut cases: Vec<Arc<Case>>,
        pages: Vec<Arc<Page>>,
        assets: Vec<Arc<Asset>>,
        gazetteer: &Gazetteer,
        topics: &[TopicId],
        indicators: &[IndicatorId],
        order: &Collation,
    ) -> Self {
        cases.sort_by(|a, b| {
            b.card
                .date
                .cmp(&a.card.date)
                .then_with(|| a.card.id.cmp(&b.card.id))
                .then_with(|| a.file.cmp(&b.file))
        });
        let (models, model_of) = group_models(&cases, &pages, order);
        let card_hashes = cases
            .iter()
            .zip(&model_of)
            .map(|(case, model)| Hash::of_value(&(case.card.hash(), &models[*model as usize].path)))
            .collect();
        let practices = sorted_practices(&cases, order);
        Self {
            regions: group_regions(&cases, gazetteer),
            topics: group_topics(&cases, &practices, topics, order),
            indicators: group_indicators(&cases, indicators),
            card_hashes,
            model_of,
            models,
            practices,
            cases,
            pages,
            assets,
            order: order.clone(),
        }
    }

    /// Returns the model of a case.
    #[must_use]
    pub fn model(&self, case: CaseIndex) -> &ModelGroup {
        &self.models[self.model_of[case as usize] as usize]
    }

    /// Returns the page with `role`, when there is one.
    pub fn page(&self, role: &page::Role) -> Option<&Arc<Page>> {
        self.pages.iter().find(|page| page.role == *role)
    }

    /// Returns what every file of this edition is addressed by.
    #[must_use]
    pub fn targets(&self) -> FxHashMap<SourcePath, Target> {
        let mut targets = FxHashMap::default();
        for (index, case) in self.cases.iter().enumerate() {
            let target = Target::Case(u32::try_from(index).unwrap_or(u32::MAX));
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

    /// Returns the address of a page; a model's page is the model's.
    #[must_use]
    pub fn page_path(&self, page: &Page) -> SitePath {
        match &page.role {
            page::Role::Home => SitePath::new("/"),
            page::Role::Plain(path) => path.clone(),
            page::Role::Model(name) => self
                .models
                .iter()
                .find(|group| group.page.as_ref().is_some_and(|own| own.file == page.file))
                .map_or_else(
                    || SitePath::new(&format!("/models/{name}/")),
                    |group| group.path.clone(),
                ),
        }
    }
}

/// What a file is, as a place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// In [`Catalog::cases`].
    Case(CaseIndex),
    /// In [`Catalog::pages`].
    Page(usize),
    /// In [`Catalog::assets`].
    Asset(usize),
}

fn indices(cases: &[Arc<Case>]) -> impl Iterator<Item = (CaseIndex, &Arc<Case>)> {
    (0..).zip(cases)
}

fn group_regions(cases: &[Arc<Case>], gazetteer: &Gazetteer) -> BTreeMap<RegionCode, RegionGroup> {
    let mut regions: FxHashMap<RegionCode, RegionGroup> = FxHashMap::default();
    for (index, case) in indices(cases) {
        let code = &case.card.region;
        regions.entry(code.clone()).or_default().own.push(index);
        for above in gazetteer.path(code.as_str()) {
            regions.entry(above.code.clone()).or_default().all.push(index);
        }
    }
    let mut regions: BTreeMap<RegionCode, RegionGroup> = regions.into_iter().collect();
    let codes: Vec<RegionCode> = regions.keys().cloned().collect();
    for code in codes {
        if let Some(parent) = gazetteer.get(code.as_str()).and_then(|region| region.parent.clone())
            && let Some(group) = regions.get_mut(&parent)
        {
            group.children.push(code);
        }
    }
    regions
}

fn group_models(
    cases: &[Arc<Case>],
    pages: &[Arc<Page>],
    order: &Collation,
) -> (Vec<ModelGroup>, Vec<u32>) {
    let mut groups: BTreeMap<&ModelId, Vec<CaseIndex>> = BTreeMap::new();
    for (index, case) in indices(cases) {
        groups.entry(&case.model.id).or_default().push(index);
    }
    let about: FxHashMap<&str, &Arc<Page>> = pages
        .iter()
        .filter(|page| matches!(page.role, page::Role::Model(_)))
        .map(|page| (page.title.as_str(), page))
        .collect();
    let mut models: Vec<ModelGroup> = groups
        .into_iter()
        .filter_map(|(id, own)| {
            let model = own
                .iter()
                .map(|index| &cases[*index as usize].model)
                .max_by_key(|model| (model.components.len(), model.notation.is_some()))?;
            let page = about.get(model.name.as_str()).map(|page| Arc::clone(page));
            let part = match page.as_ref().map(|page| &page.role) {
                Some(page::Role::Model(name)) => name.as_str(),
                _ => &id.0,
            };
            Some(ModelGroup {
                model: model.clone(),
                path: SitePath::new(&format!("/models/{part}/")),
                page,
                cases: own,
            })
        })
        .collect();
    models.sort_by(|a, b| {
        order.compare(&a.model.name, &b.model.name).then_with(|| a.model.id.cmp(&b.model.id))
    });
    let mut model_of = vec![0; cases.len()];
    for (place, group) in (0..).zip(&models) {
        for index in &group.cases {
            model_of[*index as usize] = place;
        }
    }
    (models, model_of)
}

fn sorted_practices(cases: &[Arc<Case>], order: &Collation) -> Vec<PracticeIndex> {
    let mut practices: Vec<PracticeIndex> = indices(cases)
        .flat_map(|(index, case)| (0..).zip(&case.practices).map(move |(place, _)| (index, place)))
        .collect();
    let name = |(case, place): &PracticeIndex| {
        cases[*case as usize].practices[*place as usize].name.as_str()
    };
    practices.sort_by(|a, b| order.compare(name(a), name(b)).then(a.cmp(b)));
    practices
}

/// Groups by topic: first those that the site lists, as it lists them, then the others by name.
fn group_topics(
    cases: &[Arc<Case>],
    practices: &[PracticeIndex],
    listed: &[TopicId],
    order: &Collation,
) -> Vec<TopicGroup> {
    let mut groups: BTreeMap<&TopicRef, TopicGroup> = BTreeMap::new();
    let empty = |topic: &TopicRef| TopicGroup {
        topic: topic.clone(),
        cases: Vec::new(),
        practices: Vec::new(),
    };
    for (index, case) in indices(cases) {
        for topic in &case.card.topics {
            groups.entry(topic).or_insert_with(|| empty(topic)).cases.push(index);
        }
    }
    for &(index, place) in practices {
        if let Some(topic) = &cases[index as usize].practices[place as usize].topic {
            groups.entry(topic).or_insert_with(|| empty(topic)).practices.push((index, place));
        }
    }
    // Two spellings of one address are one term; the first in order names it.
    let mut merged: Vec<TopicGroup> = Vec::new();
    for group in groups.into_values() {
        match merged.last_mut().filter(|last| last.topic.id == group.topic.id) {
            Some(last) => {
                last.cases.extend(group.cases);
                last.cases.sort_unstable();
                last.cases.dedup();
                last.practices.extend(group.practices);
            }
            None => merged.push(group),
        }
    }
    let rank = |group: &TopicGroup| {
        listed.iter().position(|own| *own == group.topic.id).unwrap_or(usize::MAX)
    };
    merged.sort_by(|a, b| {
        rank(a).cmp(&rank(b)).then_with(|| order.compare(&a.topic.name, &b.topic.name))
    });
    merged
}

fn group_indicators(cases: &[Arc<Case>], order: &[IndicatorId]) -> Vec<IndicatorGroup> {
    let mut groups: Vec<IndicatorGroup> =
        order.iter().map(|id| IndicatorGroup { id: id.clone(), rows: Vec::new() }).collect();
    let place: FxHashMap<&IndicatorId, usize> =
        order.iter().enumerate().map(|(place, id)| (id, place)).collect();
    for (index, case) in indices(cases) {
        for (number, metric) in (0..).zip(&case.metrics) {
            if let Some(group) = metric.indicator.as_ref().and_then(|id| place.get(id)) {
                groups[*group].rows.push((index, number));
            }
        }
    }
    for group in &mut groups {
        group.rows.sort_by(|a, b| {
            cases[a.0 as usize].card.region.cmp(&cases[b.0 as usize].card.region).then(a.cmp(b))
        });
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}
