//! Cases that have something in common.

use std::sync::Arc;

use crate::content::case::{Model, TopicRef};
use crate::content::page::Page;
use crate::foundation::path::SitePath;
use crate::publication::config::IndicatorId;
use crate::publication::gazetteer::RegionCode;

/// The place of a case in [`super::Catalog::cases`].
pub type CaseIndex = u32;

/// The cases of a region.
#[derive(Clone, Debug, Default)]
pub struct RegionGroup {
    /// Cases of the region itself, newest first.
    pub direct: Vec<CaseIndex>,
    /// Cases of the region and of all below it, newest first.
    pub all: Vec<CaseIndex>,
    /// Its children that have cases, in the order of the gazetteer.
    pub children: Vec<RegionCode>,
}

/// The cases of a model.
#[derive(Clone, Debug)]
pub struct ModelGroup {
    /// What the first of its cases that says most says of it.
    pub model: Model,
    pub path: SitePath,
    /// The page about it.
    pub page: Option<Arc<Page>>,
    /// Its cases, newest first.
    pub cases: Vec<CaseIndex>,
}

/// What stands under a subject term.
#[derive(Clone, Debug)]
pub struct TopicGroup {
    pub topic: TopicRef,
    /// Its cases, newest first.
    pub cases: Vec<CaseIndex>,
    /// Its practices, in the order of [`super::Catalog::practices`].
    pub practices: Vec<PracticeIndex>,
}

/// A practice: its case, and its place in the case.
pub type PracticeIndex = (CaseIndex, u32);

/// The figures of an indicator.
#[derive(Clone, Debug)]
pub struct IndicatorGroup {
    pub id: IndicatorId,
    /// Case and place of the metric in the case, in the order of the gazetteer, by the main region.
    pub rows: Vec<(CaseIndex, u32)>,
}

impl IndicatorGroup {
    /// Returns the cases with a figure of it, each once and in order.
    pub fn cases(&self) -> Vec<CaseIndex> {
        let mut cases: Vec<CaseIndex> = self.rows.iter().map(|(case, _)| *case).collect();
        cases.sort_unstable();
        cases.dedup();
        cases
    }
}
