//! The ways to read a text as a path of names.

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

/// Collects every way to read `text` as a path of names, each region below the one before it.
pub(super) fn walk(
    gazetteer: &Gazetteer,
    text: &str,
    above: Option<u32>,
    shortened: u32,
    fits: &mut Vec<Fit>,
) {
    for (named, rest) in gazetteer.names().heads(text) {
        for NamedRegion { region, full } in named {
            if above.is_some_and(|above| !gazetteer.lies_below(*region, above)) {
                continue;
            }
            let shortened = shortened + u32::from(!full);
            if rest.is_empty() {
                fits.push(Fit { region: *region, shortened });
            } else {
                // Each step goes down a level, of which there are four.
                walk(gazetteer, rest, Some(*region), shortened, fits);
            }
        }
    }
}

/// Keeps the regions that no other reading goes before; see [`Gazetteer::resolve`].
pub(super) fn narrow(gazetteer: &Gazetteer, fits: Vec<Fit>) -> Vec<u32> {
    let fewest = fits.iter().map(|fit| fit.shortened).min();
    let mut regions: Vec<u32> = fits
        .into_iter()
        .filter(|fit| Some(fit.shortened) == fewest)
        .map(|fit| fit.region)
        .collect();
    regions.sort_unstable();
    regions.dedup();
    let all = regions.clone();
    regions.retain(|region| !all.iter().any(|above| gazetteer.lies_below(*region, *above)));
    let large = |region: &&u32| {
        gazetteer.region(**region).is_some_and(|region| region.level <= Level::Province)
    };
    let mut provinces = regions.iter().filter(large);
    match (provinces.next(), provinces.next()) {
        (Some(only), None) => vec![*only],
        _ => regions,
    }
}

/// Returns the regions that all of `text` (folded) can name.
pub(super) fn whole(gazetteer: &Gazetteer, text: &str) -> Vec<u32> {
    let mut fits = Vec::new();
    walk(gazetteer, text, None, 0, &mut fits);
    narrow(gazetteer, fits)
}

/// Returns the regions of the longest path of names that `text` (folded) begins with, and what follows it.
pub(super) fn longest_head<'t>(
    gazetteer: &Gazetteer,
    text: &'t str,
) -> Option<(Vec<u32>, &'t str)> {
    let ends = text.char_indices().map(|(at, _)| at).rev().take_while(|at| *at > 0);
    let near = ends.skip_while(|at| *at > MOST_BYTES);
    near.take(MOST_BYTES).find_map(|end| {
        let (head, rest) = text.split_at_checked(end)?;
        let found = whole(gazetteer, head);
        (!found.is_empty()).then_some((found, rest))
    })
}
