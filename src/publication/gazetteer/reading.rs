//! The ways to read a text as a path of names.

use super::names::NamedRegion;
use super::{Gazetteer, Level};

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
