//! Cases side by side: a page where a reader chooses them, and a fixed page for each model with a
//! few cases.
//!
//! The first reads the records of the cases with a script; the second needs none.

use tera::Value;

use crate::catalog::Catalog;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, optional_value};
use crate::foundation::hash::Hash;
use crate::foundation::path::SitePath;
use crate::publication::config::IndicatorId;
use crate::publication::measure::{Measurement, WhyNot};
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::figures::FigureRow;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::{figure_views, view_model};

/// With more cases than this the page asks for ids instead of listing them all.
const LISTED: usize = 200;

/// How many cases fit side by side on a page without scripts; of a model with more, the newest are.
const SIDE_BY_SIDE: usize = 6;

/// The script of the page, under the output.
const SCRIPT: &str = "compare.js";

#[derive(Hash)]
struct Chooser {
    path: SitePath,
    cards: CardList,
    /// The hash of the script, so that a changed one is not taken from a reader's cache.
    script: Option<Hash>,
}

/// The cases of one model, side by side.
#[derive(Hash)]
struct ModelComparison {
    path: SitePath,
    model: (String, SitePath),
    cards: CardList,
    /// How many more cases the model has.
    more: usize,
    /// Each measure with the figures of each case, in the order of the cases.
    rows: Vec<(IndicatorId, Vec<Vec<FigureRow>>)>,
    /// How many figures of each case belong to no indicator.
    alone: Vec<usize>,
}

/// The address of the fixed comparison of a model's cases, when there is one.
pub(crate) fn of_model(base: &SitePath, cases: usize) -> Option<SitePath> {
    (cases > 1).then(|| routes::model_comparison_path(base))
}

pub(crate) fn plan_comparison(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    if catalog.cases.len() < 2 {
        return;
    }
    let path = routes::section_path("compare");
    let all: Vec<u32> = (0..).take(catalog.cases.len()).collect();
    let listed: &[u32] = if all.len() > LISTED { &[] } else { &all };
    let cards = CardList::new(catalog, listed);
    let script =
        catalog.assets.iter().find(|asset| asset.out.as_str() == SCRIPT).map(|asset| asset.hash);
    jobs.add_page(&site.edition_path(&path), None, Chooser { path, cards, script });
}

/// Plans the fixed pages, which need no records.
pub(crate) fn plan_fixed(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let catalog = plan.catalog;
    for group in &catalog.models {
        let Some(path) = of_model(&group.path, group.cases.len()) else { continue };
        let cases = group.cases.get(..SIDE_BY_SIDE).unwrap_or(&group.cases);
        let view = ModelComparison {
            path: path.clone(),
            model: (group.model.name.clone(), group.path.clone()),
            cards: CardList::new(catalog, cases),
            more: group.cases.len() - cases.len(),
            rows: comparison_rows(catalog, cases),
            alone: cases
                .iter()
                .map(|index| {
                    catalog.cases[*index as usize]
                        .metrics
                        .iter()
                        .filter(|metric| metric.indicator.is_none())
                        .count()
                })
                .collect(),
        };
        jobs.add_page(&plan.site.edition_path(&path), None, view);
    }
}

fn comparison_rows(catalog: &Catalog, cases: &[u32]) -> Vec<(IndicatorId, Vec<Vec<FigureRow>>)> {
    let groups = catalog.indicators.iter().map(|group| {
        let of = |case: &u32| {
            group
                .rows
                .iter()
                .filter(|row| row.0 == *case)
                .map(|row| FigureRow::new(catalog, *row))
                .collect()
        };
        (group.id.clone(), cases.iter().map(of).collect::<Vec<Vec<FigureRow>>>())
    });
    groups.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect()
}

impl View for Chooser {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let description = site.text("compare_description").to_owned();
        let mut head = Head::new("compare", site.text("compare"), &self.path)
            .with_description(&description)
            .under_home(site);
        head.robots = Some("noindex");
        let cases = self.cards.iter().map(|part| {
            let card = &context.catalog.cases[part.index as usize].card;
            object! { "id" => &*card.id.0, "title" => card.title.as_str() }
        });
        let script = self.script.map(|hash| {
            format!("{}?v={}", site.base.href(&SitePath::new(&format!("/{SCRIPT}"))), hash.hex(8))
        });
        let values = [
            ("cases", build_list(cases)),
            ("script", optional_value(script, Value::from)),
            ("records", Value::from(site.href(&routes::section_path("cases")))),
            ("alone", Value::from(labels::why_not(site, &WhyNot::Alone))),
        ];
        context.render_page("compare.html", &head, values, out)
    }
}

impl View for ModelComparison {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let title = site.text("compare_model").replace("{name}", &self.model.0);
        let mut head = Head::new("model", &title, &self.path).under_section(site, "models");
        head.above.push((self.model.0.clone(), self.model.1.clone()));
        let cases = self.cards.iter().map(|part| view_model::side_view(context, part.index));
        let several =
            |cells: &[Vec<FigureRow>]| cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        // What can be compared comes first.
        let mut sorted: Vec<&(IndicatorId, Vec<Vec<FigureRow>>)> = self.rows.iter().collect();
        sorted.sort_by_key(|(_, cells)| !several(cells));
        let first_alone = sorted.iter().position(|(_, cells)| !several(cells));
        let rows = sorted.into_iter().enumerate().filter_map(|(number, (id, cells))| {
            let indicator = site.config.vocabulary.find_indicator(&id.0)?;
            let several = several(cells);
            Some(object! {
                "name" => site.say(&indicator.label),
                "href" => site.href(&routes::indicator_path(id)),
                "unit" => labels::indicator_unit(site, indicator),
                "why" => optional_value(why_not(site, id, cells).filter(|_| several), |why| Value::from(labels::why_not(site, &why))),
                "heading" => (first_alone == Some(number)).then(|| site.text("compare_only")),
                "cells" => build_list(cells.iter().map(|cell| build_list(cell.iter().map(|row| figure_views::metric_view(site, &row.case, &row.case.metrics[row.place as usize]))))),
            })
        });
        let alone: Vec<Value> = self.alone.iter().map(|count| Value::from(*count)).collect();
        let some_alone = self
            .alone
            .iter()
            .any(|count| *count > 0)
            .then(|| labels::why_not(site, &WhyNot::Alone));
        context.render_page(
            "model_compare.html",
            &head,
            [
                ("cases", build_list(cases)),
                ("rows", build_list(rows)),
                ("alone", build_list(alone)),
                ("alone_why", optional_value(some_alone, Value::from)),
                ("more", labels::more_than(site, "compare_more", self.more)),
            ],
            out,
        )
    }
}

/// The first reason why figures of one row do not compare.
fn why_not(site: &Site, id: &IndicatorId, cells: &[Vec<FigureRow>]) -> Option<WhyNot> {
    let words = &site.config.vocabulary;
    let indicator = words.find_indicator(&id.0);
    let mut figures = cells.iter().flatten().map(|row| &row.case.metrics[row.place as usize]);
    let first = figures.next()?;
    figures.find_map(|other| {
        words
            .check_comparable(
                Measurement { indicator, unit: first.unit() },
                Measurement { indicator, unit: other.unit() },
            )
            .err()
    })
}
