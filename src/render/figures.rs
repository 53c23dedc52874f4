//! The figures of one indicator in several cases, as tables and charts show them.

use std::sync::Arc;

use tera::Value;

use super::context::RenderContext;
use super::{figure_views, view_model};
use crate::catalog::{CaseIndex, Catalog};
use crate::content::case::Case;
use crate::edition::value::{build_list, object};
use crate::edition::{labels, routes};
use crate::foundation::hash::Hash;
use crate::publication::config::IndicatorId;

/// How many rows of one indicator a page shows; its own page has all.
pub(crate) const ROWS: usize = 12;

/// The figures of one indicator in some cases.
#[derive(Hash)]
pub(crate) struct FigureGroup {
    pub(crate) indicator: IndicatorId,
    pub(crate) rows: Vec<FigureRow>,
    /// How many more there are than the page shows.
    pub(crate) more: usize,
}

/// A figure, and the case that it belongs to.
pub(crate) struct FigureRow {
    pub(crate) case: Arc<Case>,
    pub(crate) place: u32,
    /// The hashes of the card and of the metric: all that a row shows.
    hash: Hash,
}

impl std::hash::Hash for FigureRow {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl FigureRow {
    pub(crate) fn new(catalog: &Catalog, (index, place): (CaseIndex, u32)) -> Self {
        let case = &catalog.cases[index as usize];
        let source = case.metrics[place as usize]
            .source()
            .map(|id| case.sources.iter().position(|source| source.id == *id));
        let hash = Hash::of_value(&(case.card.hash(), &case.metrics[place as usize], source));
        Self { case: Arc::clone(case), place, hash }
    }

    pub(crate) fn to_template_value(&self, context: &RenderContext<'_>) -> Value {
        let site = context.site;
        let region = self.case.card.regions.main_in(&site.gazetteer);
        object! {
            "case" => view_model::case_ref(site, &self.case),
            "region" => crate::edition::value::optional_value(region, |region| view_model::region_view(context, region)),
            "figure" => figure_views::metric_view(site, &self.case, &self.case.metrics[self.place as usize]),
        }
    }
}

impl FigureGroup {
    /// Gathers the figures of some cases by indicator; `cases` is sorted.
    pub(crate) fn gather_figures(catalog: &Catalog, cases: &[CaseIndex]) -> Vec<Self> {
        let mut groups = Vec::new();
        for group in &catalog.indicators {
            let mut matching =
                group.rows.iter().filter(|(case, _)| cases.binary_search(case).is_ok());
            let rows: Vec<FigureRow> =
                matching.by_ref().take(ROWS).map(|row| FigureRow::new(catalog, *row)).collect();
            if !rows.is_empty() {
                groups.push(Self { indicator: group.id.clone(), rows, more: matching.count() });
            }
        }
        groups
    }

    pub(crate) fn to_template_values(groups: &[Self], context: &RenderContext<'_>) -> Value {
        let site = context.site;
        build_list(groups.iter().map(|group| {
            let indicator = site.config.vocabulary.find_indicator(&group.indicator.0);
            let name = indicator.map_or("", |listed| site.say(&listed.label));
            object! {
                "indicator" => object! {
                    "id" => &*group.indicator.0,
                    "name" => name,
                    "href" => site.href(&routes::indicator_path(&group.indicator)),
                },
                "rows" => build_list(group.rows.iter().map(|row| row.to_template_value(context))),
                "more" => labels::more_than(site, "n_more", group.more),
            }
        }))
    }
}
