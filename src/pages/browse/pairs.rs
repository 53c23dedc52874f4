//! The pairs of values that have pages: a region and a topic, a region and a model, a topic and a
//! year.

use rustc_hash::FxHashMap;

use crate::catalog::{CaseIndex, Catalog};
use crate::edition::facets::FacetValue;
use crate::edition::site::Site;
use crate::publication::config::TopicId;
use crate::publication::gazetteer::Region;

/// How many pairs have a page at most, for each ten cases, in the smallest publication and in all.
const FACTOR: usize = 2;
const LEAST: usize = 20;
const MOST: usize = 2000;

/// Two values, and the cases that have both, newest first.
type Pair = ((FacetValue, FacetValue), Vec<CaseIndex>);

/// Returns the pairs that have a page, in their order.
///
/// Values are counted by small numbers and named at the end: this runs at every edit.
pub(crate) fn facet_pairs(catalog: &Catalog, site: &Site) -> Vec<Pair> {
    let topics: FxHashMap<&TopicId, u32> =
        catalog.topics.iter().map(|group| &group.topic.id).zip(0..).collect();
    let top: Vec<&Region> = site.gazetteer.glance_regions();
    let place_of: FxHashMap<&str, u32> =
        top.iter().map(|region| region.code.as_str()).zip(0..).collect();
    let mut all: FxHashMap<(ValueKey, ValueKey), Vec<CaseIndex>> = FxHashMap::default();
    for (index, case) in (0..).zip(&catalog.cases) {
        let regions = case.card.regions.top(&site.gazetteer);
        let regions = || regions.iter().filter_map(|region| place_of.get(region.code.as_str()));
        let models =
            || catalog.model_places_of(index).filter_map(|place| u32::try_from(place).ok());
        let year = case.card.date.map(|date| (3, u32::from(date.year())));
        let mut add = |one, two| all.entry((one, two)).or_default().push(index);
        for topic in case.card.topics.iter().map(|topic| topics[&topic.id]) {
            if let Some(year) = year {
                add((1, topic), year);
            }
            for region in regions() {
                add((0, *region), (1, topic));
            }
        }
        for region in regions() {
            models().for_each(|model| add((0, *region), (2, model)));
        }
    }
    let mut all: Vec<((ValueKey, ValueKey), Vec<CaseIndex>)> = all.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    all.truncate((catalog.cases.len() * FACTOR / 10).clamp(LEAST, MOST));
    all.sort_unstable_by_key(|(pair, _)| *pair);
    let name = |(kind, place): ValueKey| match kind {
        0 => FacetValue::Region(top[place as usize].code.clone()),
        1 => FacetValue::Topic(catalog.topics[place as usize].topic.clone()),
        2 => {
            let group = &catalog.models[place as usize];
            FacetValue::Model(group.model.name.clone(), group.path.clone())
        }
        _ => FacetValue::Year(u16::try_from(place).expect("it was counted as a year")),
    };
    all.into_iter().map(|((one, two), cases)| ((name(one), name(two)), cases)).collect()
}

/// A value while it is counted: 0 a region, 1 a topic, 2 a model by their places, 3 a year.
type ValueKey = (u8, u32);
