//! The list of indicators, and one measure across cases.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use tera::Value;

use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;
use crate::publication::config::{Direction, Indicator, IndicatorId, Need};
use crate::render::context::RenderContext;
use crate::render::figure_charts;
use crate::render::figures::FigureRow;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::pager::Pager;

/// How many rows a page of an indicator has for each card on a page of cases.
const ROWS: usize = 8;

#[derive(Hash)]
struct Indicators {
    path: SitePath,
    /// Each indicator with the number of its cases.
    indicators: Vec<(IndicatorId, usize)>,
}

struct IndicatorPage {
    id: IndicatorId,
    path: SitePath,
    pager: Pager,
    /// All figures of the indicator.
    all: Arc<[FigureRow]>,
    /// Those of this page.
    range: Range<usize>,
}

impl IndicatorPage {
    fn rows(&self) -> &[FigureRow] {
        &self.all[self.range.clone()]
    }

    /// What is drawn: all figures, on the first page.
    fn drawn(&self) -> &[FigureRow] {
        if self.pager.is_first() { &self.all } else { &[] }
    }
}

impl Hash for IndicatorPage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // No `..`: what is shown must be in the key.
        let Self { id, path, pager, all: _, range } = self;
        (id, path, pager, range, self.rows(), self.drawn()).hash(state);
    }
}

pub(crate) fn plan_indicators(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    if plan.site.config.case_need("metrics") == Need::Off {
        return;
    }
    let (site, catalog) = (plan.site, plan.catalog);
    if catalog.indicators.is_empty() {
        return;
    }
    let path = routes::section_path("indicators");
    let counts = catalog.indicators.iter().map(|group| {
        let mut cases: Vec<u32> = group.rows.iter().map(|(case, _)| *case).collect();
        cases.sort_unstable();
        cases.dedup();
        (group.id.clone(), cases.len())
    });
    jobs.add_page(
        &site.edition_path(&path),
        None,
        Indicators { path, indicators: counts.collect() },
    );
    for group in &catalog.indicators {
        let all: Arc<[FigureRow]> =
            group.rows.iter().map(|row| FigureRow::new(catalog, *row)).collect();
        let mut from = 0;
        for (pager, rows) in Pager::cut_pages(
            &routes::indicator_path(&group.id),
            &group.rows,
            site.config.paginate * ROWS,
        ) {
            let (path, range) = (pager.path(), from..from + rows.len());
            from = range.end;
            jobs.add_page(
                &site.edition_path(&path),
                None,
                IndicatorPage { id: group.id.clone(), path, pager, all: Arc::clone(&all), range },
            );
        }
    }
}

fn direction_word(site: &Site, key: &str) -> Value {
    Value::from(site.text(key))
}

fn indicator_definition<'a>(site: &'a Site, indicator: &'a Indicator) -> Option<&'a str> {
    Some(site.say(&indicator.definition)).filter(|text| !text.is_empty())
}

impl View for Indicators {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head = Head::new("indicators", site.text("indicators"), &self.path).under_home(site);
        let rows = self.indicators.iter().filter_map(|(id, count)| {
            let indicator = site.config.vocabulary.find_indicator(&id.0)?;
            Some(object! {
                "id" => &*id.0,
                "name" => site.say(&indicator.label),
                "href" => site.href(&routes::indicator_path(id)),
                "unit" => labels::indicator_unit(site, indicator),
                "count" => *count,
                "definition" => indicator_definition(site, indicator),
            })
        });
        context.render_page("indicators.html", &head, [("indicators", build_list(rows))], out)
    }
}

impl View for IndicatorPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let vocabulary = &site.config.vocabulary;
        let listed =
            vocabulary.find_indicator(&self.id.0).expect("a page is planned for listed indicators");
        let head = Head::new("indicator", site.say(&listed.label), &self.path)
            .with_description(indicator_definition(site, listed).unwrap_or_default())
            .under_section(site, "indicators");
        let direction = |direction: Direction| match direction {
            Direction::Up => "direction_up",
            Direction::Down => "direction_down",
            Direction::None => "direction_none",
        };
        let indicator = object! {
            "name" => site.say(&listed.label),
            "unit" => labels::indicator_unit(site, listed),
            "kind" => listed.kind.map(|kind| labels::kind_label(site, kind)),
            "direction" => listed.direction.map(|value| direction_word(site, direction(value))),
            "definition" => indicator_definition(site, listed),
            "csv" => site.indicator_csv_href(&self.id),
        };
        context.render_page(
            "indicator.html",
            &head,
            [
                ("indicator", indicator),
                ("chart", figure_charts::of_indicator(site, listed, self.drawn())),
                ("rows", build_list(self.rows().iter().map(|row| row.to_template_value(context)))),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
                ("note", direction_word(site, "indicator_note")),
            ],
            out,
        )
    }
}
