//! The cases that the page of a case names beside it, each with the reason.

use std::sync::{Arc, OnceLock};

use tera::Value;

use crate::catalog::{CaseIndex, Catalog};
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::publication::config::Indicator;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;

/// How many related cases each reason names.
const RELATED: usize = 4;

#[derive(Hash)]
pub(super) struct RelatedCases {
    /// Each with how many of the cases it names.
    reasons: Box<[(Reason, usize)]>,
    pub(super) cases: CardList,
}

/// Why a case is named beside another.
#[derive(Hash, Clone)]
enum Reason {
    Model,
    /// The id of the indicator.
    Indicator(Arc<str>),
    Region,
}

impl Reason {
    fn as_word(&self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Indicator(_) => "indicator",
            Self::Region => "region",
        }
    }

    fn text(&self, site: &Site) -> String {
        match self {
            Self::Indicator(id) => {
                let name = site
                    .config
                    .vocabulary
                    .find_indicator(id)
                    .map_or("", |indicator: &Indicator| site.say(&indicator.label));
                site.text("related_indicator").replace("{name}", name)
            }
            Self::Model => site.text("related_model").to_owned(),
            Self::Region => site.text("related_region").to_owned(),
        }
    }
}

/// Finds related cases.
pub(super) struct Finder<'a> {
    catalog: &'a Catalog,
    /// The cases with a figure of each indicator, in order, listed when first asked for.
    sharing: Vec<OnceLock<Vec<CaseIndex>>>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let sharing =
            std::iter::repeat_with(OnceLock::new).take(catalog.indicators.len()).collect();
        Self { catalog, sharing }
    }

    /// The cases nearest in time that share the model, an indicator, or the region; each named
    /// once, for the first reason.
    pub(super) fn related_cases(&self, site: &Site, index: CaseIndex) -> RelatedCases {
        let catalog = self.catalog;
        let case = &catalog.cases[index as usize];
        let mut seen = vec![index];
        let mut reasons = Vec::new();
        let mut add = |reason: Reason, group: &[CaseIndex]| {
            let cases = nearest_cases(group, index, &seen);
            if !cases.is_empty() {
                seen.extend(&cases);
                reasons.push((reason, cases.len()));
            }
        };
        for group in catalog.models_of(index) {
            add(Reason::Model, &group.cases);
        }
        for (group, sharing) in catalog.indicators.iter().zip(&self.sharing) {
            if case.metrics_of(&group.id).next().is_some() {
                let cases = sharing.get_or_init(|| group.cases());
                add(Reason::Indicator(Arc::clone(&group.id.0)), cases);
            }
        }
        let paths = case.card.regions.all().map(|code| site.gazetteer.path_to(code.as_str()));
        let mut groups = paths.flat_map(|path| path.into_iter().rev());
        let shared = groups.find_map(|region| {
            catalog.regions.get(&region.code).filter(|group| group.all.len() > 1)
        });
        if let Some(group) = shared {
            add(Reason::Region, &group.all);
        }
        RelatedCases { reasons: reasons.into(), cases: CardList::new(catalog, &seen[1..]) }
    }
}

/// Returns the members of `group`, sorted, that stand nearest to `index`, without those in `seen`.
fn nearest_cases(group: &[CaseIndex], index: CaseIndex, seen: &[CaseIndex]) -> Vec<CaseIndex> {
    let at = group.partition_point(|member| *member < index);
    let (mut before, mut after) = (at, at);
    let mut found = Vec::new();
    while found.len() < RELATED && (before > 0 || after < group.len()) {
        if let Some(member) = group.get(after).filter(|member| !seen.contains(member)) {
            found.push(*member);
        }
        after += 1;
        if before > 0 && found.len() < RELATED {
            before -= 1;
            if let Some(member) = group.get(before).filter(|member| !seen.contains(member)) {
                found.push(*member);
            }
        }
    }
    found
}

impl RelatedCases {
    pub(super) fn to_template_value(&self, context: &RenderContext<'_>) -> Value {
        let mut cases = self.cases.iter();
        build_list(self.reasons.iter().map(|(reason, count)| {
            object! {
                "reason" => reason.as_word(),
                "text" => reason.text(context.site),
                "cases" => build_list(cases.by_ref().take(*count).map(|part| context.case_name(part))),
            }
        }))
    }
}
