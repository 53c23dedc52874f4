//! The order in which readers see regions.

use std::cmp::Ordering;

use super::{Gazetteer, Region};
use crate::foundation::hash::Hash;

/// In which order readers see regions, wherever several are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RegionOrder {
    /// Their codes.
    #[default]
    Code,
    /// Their places in the file.
    Listed,
    /// Their names, as readers of the edition see and expect them.
    Name,
}

impl RegionOrder {
    /// Returns the word for it in `site.yaml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Listed => "listed",
            Self::Name => "name",
        }
    }
}

impl Gazetteer {
    /// Returns the same regions in another order. `seed` names the order in the hash.
    #[must_use]
    pub fn ordered(&self, seed: Hash, compare: impl Fn(&Region, &Region) -> Ordering) -> Self {
        let mut order: Vec<u32> = (0..).zip(&self.regions).map(|(index, _)| index).collect();
        // Stable, so that equal ones stay in the order of codes.
        order.sort_by(|a, b| compare(&self.regions[*a as usize], &self.regions[*b as usize]));
        let mut rank = vec![0; order.len()];
        for (place, index) in (0..).zip(&order) {
            rank[*index as usize] = place;
        }
        let by_rank = |regions: &[u32]| {
            let mut sorted = regions.to_vec();
            sorted.sort_by_key(|index| rank[*index as usize]);
            sorted
        };
        Self {
            roots: by_rank(&self.roots),
            top: by_rank(&self.top),
            rank: Some(rank.into()),
            hash: Hash::of_value(&(self.hash, seed)),
            ..self.clone()
        }
    }

    pub(super) fn rank(&self, index: u32) -> u32 {
        self.rank.as_ref().map_or(index, |rank| rank[index as usize])
    }
}
