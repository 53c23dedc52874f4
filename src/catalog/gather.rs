//! How cases are gathered into groups.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::group::{CaseIndex, IndicatorGroup, ModelGroup, PracticeIndex, RegionGroup, TopicGroup};
use crate::content::case::{Case, ModelId, TopicRef};
use crate::content::page;
use crate::content::page::Page;
use crate::foundation::path::SitePath;
use crate::publication::config::{IndicatorId, TopicId};
use crate::publication::gazetteer::{Gazetteer, RegionCode};
use crate::text::collation::Collation;

pub(super) fn case_indices(cases: &[Arc<Case>]) -> impl Iterator<Item = (CaseIndex, &Arc<Case>)> {
    (0..).zip(cases)
}

pub(super) fn group_regions(
    cases: &[Arc<Case>],
    gazetteer: &Gazetteer,
) -> BTreeMap<RegionCode, RegionGroup> {
    let mut regions: FxHashMap<RegionCode, RegionGroup> = FxHashMap::default();
    for (index, case) in case_indices(cases) {
        for code in case.card.regions.all() {
            regions.entry(code.clone()).or_default().direct.push(index);
            for above in gazetteer.path_to(code.as_str()) {
                let all = &mut regions.entry(above.code.clone()).or_default().all;
                // What lies above two regions of one case has the case once.
                if all.last() != Some(&index) {
                    all.push(index);
                }
            }
        }
    }
    let mut regions: BTreeMap<RegionCode, RegionGroup> = regions.into_iter().collect();
    let codes: Vec<RegionCode> = regions.keys().cloned().collect();
    for code in codes {
        if let Some(parent) =
            gazetteer.find_region(code.as_str()).and_then(|region| region.parent.clone())
            && let Some(group) = regions.get_mut(&parent)
        {
            group.children.push(code);
        }
    }
    for group in regions.values_mut() {
        group.children.sort_by_key(|code| gazetteer.position(code.as_str()));
    }
    regions
}

pub(super) fn group_models(
    cases: &[Arc<Case>],
    pages: &[Arc<Page>],
    order: &Collation,
) -> (Vec<ModelGroup>, FxHashMap<ModelId, usize>) {
    let mut groups: BTreeMap<&ModelId, Vec<CaseIndex>> = BTreeMap::new();
    for (index, case) in case_indices(cases) {
        for model in &case.models {
            let members = groups.entry(&model.id).or_default();
            if members.last() != Some(&index) {
                members.push(index);
            }
        }
    }
    let mut about: FxHashMap<&ModelId, &Arc<Page>> = FxHashMap::default();
    for (model, page) in pages.iter().filter_map(|page| Some((page.about.as_ref()?, page))) {
        about.entry(model).or_insert(page);
    }
    let mut models: Vec<ModelGroup> = groups
        .into_iter()
        .filter_map(|(id, members)| {
            // A case that the edition only lists names the model in another language.
            let is_own = |case: &Case| case.card.language.is_none();
            let model = members
                .iter()
                .map(|index| &cases[*index as usize])
                .filter_map(|case| Some((case, case.models.iter().find(|model| model.id == *id)?)))
                .max_by_key(|(case, model)| {
                    (is_own(case), model.components.len(), model.notation.is_some())
                })
                .map(|(_, model)| model)?;
            let page = about.get(id).map(|page| Arc::clone(page));
            let part = match page.as_ref().map(|page| &page.role) {
                Some(page::Role::Model(name)) => name.as_str(),
                _ => &id.0,
            };
            Some(ModelGroup {
                model: model.clone(),
                path: SitePath::new(&format!("/models/{part}/")),
                page,
                cases: members,
            })
        })
        .collect();
    models.sort_by(|a, b| {
        order.compare_names(&a.model.name, &b.model.name).then_with(|| a.model.id.cmp(&b.model.id))
    });
    let places = models.iter().enumerate().map(|(place, group)| (group.model.id.clone(), place));
    let places = places.collect();
    (models, places)
}

pub(super) fn sorted_practices(cases: &[Arc<Case>], order: &Collation) -> Vec<PracticeIndex> {
    let mut practices: Vec<PracticeIndex> = case_indices(cases)
        .flat_map(|(index, case)| (0..).zip(&case.practices).map(move |(place, _)| (index, place)))
        .collect();
    let name = |(case, place): &PracticeIndex| {
        cases[*case as usize].practices[*place as usize].name.as_str()
    };
    practices.sort_by(|a, b| order.compare_names(name(a), name(b)).then(a.cmp(b)));
    practices
}

/// Groups by topic: first those that the site lists, as it lists them, then the others by name.
pub(super) fn group_topics(
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
    for (index, case) in case_indices(cases) {
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
        listed.iter().position(|id| *id == group.topic.id).unwrap_or(usize::MAX)
    };
    merged.sort_by(|a, b| {
        rank(a).cmp(&rank(b)).then_with(|| order.compare_names(&a.topic.name, &b.topic.name))
    });
    merged
}

pub(super) fn group_indicators(
    cases: &[Arc<Case>],
    order: &[IndicatorId],
    gazetteer: &Gazetteer,
) -> Vec<IndicatorGroup> {
    let mut groups: Vec<IndicatorGroup> =
        order.iter().map(|id| IndicatorGroup { id: id.clone(), rows: Vec::new() }).collect();
    let place: FxHashMap<&IndicatorId, usize> =
        order.iter().enumerate().map(|(place, id)| (id, place)).collect();
    for (index, case) in case_indices(cases) {
        for (number, metric) in (0..).zip(&case.metrics) {
            if let Some(group) = metric.indicator.as_ref().and_then(|id| place.get(id)) {
                groups[*group].rows.push((index, number));
            }
        }
    }
    for group in &mut groups {
        group.rows.sort_by_cached_key(|row| {
            let main = cases[row.0 as usize].card.regions.main();
            (main.and_then(|code| gazetteer.position(code.as_str())), *row)
        });
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}
