//! The ways to read a text as a path of names.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::NamedRegion;
use super::{Gazetteer, Level};

/// No path of names is longer, in bytes.
const MOST_BYTES: usize = 200;

/// A way to read a text as a path of names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// The region at its end.
    pub(super) region: u32,
    /// How many of its names are shortened.
    shortened: u32,
}

/// Returns the regions that all of `text` (folded) leads to, read as a path of names from the top
/// down.
///
/// All regions that a part of the text leads to are gone on from at once: where thousands share a
/// name, each step costs as many and not their square.
pub(super) fn walk_readings(gazetteer: &Gazetteer, text: &str) -> Vec<Fit> {
    let mut fits = Vec::new();
    // By what is left of the text: the regions so far, with how many of their names are shortened.
    let mut reached: BTreeMap<usize, FxHashMap<u32, u32>> = BTreeMap::new();
    let mut next = Some((text.len(), None));
    while let Some((left, above)) = next {
        let rest = text.get(text.len() - left..).unwrap_or_default();
        for (named, rest) in gazetteer.names().leading_names(rest) {
            for NamedRegion { region, full } in named {
                let Some(before) = least_above(gazetteer, *region, above.as_ref()) else {
                    continue;
                };
                let shortened = before + u32::from(!full);
                if rest.is_empty() {
                    fits.push(Fit { region: *region, shortened });
                } else {
                    let least = reached.entry(rest.len()).or_default().entry(*region);
                    let least = least.or_insert(shortened);
                    *least = shortened.min(*least);
                }
            }
        }
        // The longest rest comes first, so that all ways to it are known.
        next = reached.pop_last().map(|(left, regions)| (left, Some(regions)));
    }
    fits
}

/// Returns the fewest shortened names on a way to a region above `region`: none at the beginning of
/// a text.
fn least_above(
    gazetteer: &Gazetteer,
    region: u32,
    above: Option<&FxHashMap<u32, u32>>,
) -> Option<u32> {
    let Some(above) = above else {
        return (!gazetteer.needs_region_above(region)).then_some(0);
    };
    gazetteer.above(region).filter_map(|up| above.get(&up).copied()).min()
}

/// Keeps the regions that no other reading goes before; see [`Gazetteer::resolve_name`].
pub(super) fn narrow_fits(gazetteer: &Gazetteer, fits: Vec<Fit>) -> Vec<u32> {
    let fewest = fits.iter().map(|fit| fit.shortened).min();
    let mut regions: Vec<u32> = fits
        .into_iter()
        .filter(|fit| Some(fit.shortened) == fewest)
        .map(|fit| fit.region)
        .collect();
    regions.sort_unstable();
    regions.dedup();
    let all: FxHashSet<u32> = regions.iter().copied().collect();
    regions.retain(|region| !gazetteer.above(*region).any(|above| all.contains(&above)));
    let mut provinces = regions.iter().filter(|region| gazetteer.is_large(**region));
    match (provinces.next(), provinces.next()) {
        (Some(only), None) => vec![*only],
        _ => regions,
    }
}

/// Returns the regions that all of `text` (folded) can name.
pub(super) fn whole_names(gazetteer: &Gazetteer, text: &str) -> Vec<u32> {
    narrow_fits(gazetteer, walk_readings(gazetteer, text))
}

/// Returns the regions of the longest path of names that `text` (folded) begins with, and what
/// follows it.
pub(super) fn longest_head<'t>(
    gazetteer: &Gazetteer,
    text: &'t str,
) -> Option<(Vec<u32>, &'t str)> {
    let ends = text.char_indices().map(|(at, _)| at).rev().take_while(|at| *at > 0);
    let near = ends.skip_while(|at| *at > MOST_BYTES);
    near.take(MOST_BYTES).find_map(|end| {
        let (head, rest) = text.split_at_checked(end)?;
        let found = whole_names(gazetteer, head);
        (!found.is_empty()).then_some((found, rest))
    })
}

impl Gazetteer {
    /// Tells whether a region goes before smaller ones of its name: a province, or what tells cases
    /// apart at a glance.
    fn is_large(&self, index: u32) -> bool {
        let top = if self.levels.are_standard() {
            Some(Level::PROVINCE)
        } else {
            self.top
                .iter()
                .filter_map(|index| self.region_at(*index))
                .map(|region| region.level)
                .min()
        };
        self.region_at(index).is_some_and(|region| Some(region.level) <= top)
    }

    /// Tells whether a region is found by its name only behind that of one above it: towns of one
    /// name are many, and most of them are in no table.
    pub(super) fn needs_region_above(&self, index: u32) -> bool {
        self.levels.are_standard()
            && self.parent_of(index).is_some()
            && self.region_at(index).is_some_and(|region| region.level >= Level::TOWNSHIP)
    }
}
