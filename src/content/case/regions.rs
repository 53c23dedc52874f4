//! The regions of a case.

use rustc_hash::FxHashSet;

use crate::publication::gazetteer::{Gazetteer, Region, RegionCode};

/// The regions that a case belongs to: the main one, which stands for the case where there is room
/// for one, and the others as the author lists them. Nearly every case has one, which costs no
/// list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Regions {
    main: RegionCode,
    others: Box<[RegionCode]>,
}

impl Regions {
    /// Takes regions that differ, of which none lies in another. Returns `None` when there is none.
    #[must_use]
    pub fn new(all: impl IntoIterator<Item = RegionCode>) -> Option<Self> {
        let mut all = all.into_iter();
        Some(Self { main: all.next()?, others: all.collect() })
    }

    /// Returns the region by which a case is ordered, addressed and cited.
    #[must_use]
    pub fn main(&self) -> &RegionCode {
        &self.main
    }

    /// Returns the regions beside the main one; seldom any.
    #[must_use]
    pub fn others(&self) -> &[RegionCode] {
        &self.others
    }

    /// Returns all regions, the main one first.
    pub fn all(&self) -> impl Iterator<Item = &RegionCode> {
        std::iter::once(&self.main).chain(&self.others)
    }

    /// Returns the regions that tell cases apart at a glance and that these lie in, each once, that
    /// of the main region first.
    #[must_use]
    pub fn top<'a>(&self, gazetteer: &'a Gazetteer) -> Vec<&'a Region> {
        let mut seen = FxHashSet::default();
        let top = self.all().filter_map(|code| gazetteer.top_of(code.as_str()));
        top.filter(|region| self.others.is_empty() || seen.insert(&region.code)).collect()
    }
}
