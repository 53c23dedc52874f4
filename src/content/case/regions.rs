//! The regions of a case.

use rustc_hash::FxHashSet;

use crate::publication::gazetteer::{Gazetteer, Region, RegionCode};

/// The regions that a case belongs to: the main one, which stands for the case where there is room
/// for one, and the others as the author lists them. Nearly every case has one, which costs no
/// list; a publication may have cases without any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Regions {
    main: Option<RegionCode>,
    others: Box<[RegionCode]>,
}

impl Regions {
    /// Takes regions that differ, of which none lies in another. Returns `None` when there is none.
    #[must_use]
    pub fn new(all: impl IntoIterator<Item = RegionCode>) -> Option<Self> {
        let mut all = all.into_iter();
        Some(Self { main: Some(all.next()?), others: all.collect() })
    }

    /// Returns the region by which a case is ordered, addressed and cited.
    #[must_use]
    pub fn main(&self) -> Option<&RegionCode> {
        self.main.as_ref()
    }

    /// Returns the main region as the gazetteer has it.
    #[must_use]
    pub fn main_in<'a>(&self, gazetteer: &'a Gazetteer) -> Option<&'a Region> {
        gazetteer.find_region(self.main()?.as_str())
    }

    /// Returns the regions beside the main one; seldom any.
    #[must_use]
    pub fn others(&self) -> &[RegionCode] {
        &self.others
    }

    /// Returns all regions, the main one first.
    pub fn all(&self) -> impl Iterator<Item = &RegionCode> {
        self.main.iter().chain(&self.others)
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
