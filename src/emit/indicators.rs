//! The list of indicators, and one measure across cases.

use tera::Value;

use super::head::Head;
use super::object::{list, object};
use super::pager::Pager;
use super::regions::FigureRow;
use super::stage::{Site, Stage};
use super::{Failure, Jobs, Plan, View, charts};
use crate::config::{Direction, Indicator, IndicatorId, Kind};
use crate::path::SitePath;

/// How many rows a page of an indicator has for each card on a page of cases.
const ROWS: usize = 8;

#[derive(Hash)]
struct Indicators {
    path: SitePath,
    /// Each indicator with the number of its cases.
    indicators: Vec<(IndicatorId, usize)>,
}

#[derive(Hash)]
struct IndicatorPage {
    id: IndicatorId,
    path: SitePath,
    pager: Pager,
    rows: Vec<FigureRow>,
}

pub(super) fn path_of(id: &IndicatorId) -> SitePath {
    SitePath::new(&["/indicators/", &id.0, "/"].concat())
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    if catalog.indicators.is_empty() {
        return;
    }
    let path = SitePath::new("/indicators/");
    let counts = catalog.indicators.iter().map(|group| {
        let mut cases: Vec<u32> = group.rows.iter().map(|(case, _)| *case).collect();
        cases.sort_unstable();
        cases.dedup();
        (group.id.clone(), cases.len())
    });
    jobs.add(&site.path(&path), None, Indicators { path, indicators: counts.collect() });
    for group in &catalog.indicators {
        for (pager, own) in Pager::cut(&path_of(&group.id), &group.rows, site.config.paginate * ROWS) {
            let path = pager.path();
            let rows = own.iter().map(|row| FigureRow::new(catalog, *row)).collect();
            jobs.add(&site.path(&path), None, IndicatorPage { id: group.id.clone(), path, pager, rows });
        }
    }
}

fn word(site: &Site, key: &str) -> Value {
    Value::from(site.text(key))
}

fn definition<'a>(site: &'a Site, own: &'a Indicator) -> Option<&'a str> {
    Some(site.say(&own.definition)).filter(|text| !text.is_empty())
}

impl View for Indicators {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let head = Head::new("indicators", site.text("indicators"), &self.path).under_home(site);
        let rows = self.indicators.iter().filter_map(|(id, count)| {
            let own = site.config.vocabulary.indicator(&id.0)?;
            Some(object! {
                "id" => &*id.0,
                "name" => site.say(&own.label),
                "href" => site.href(&path_of(id)),
                "unit" => own.unit.as_deref(),
                "count" => *count,
                "definition" => definition(site, own),
            })
        });
        stage.page("indicators.html", &head, [("indicators", list(rows))], out)
    }
}

impl View for IndicatorPage {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let Some(own) = site.config.vocabulary.indicator(&self.id.0) else { return Ok(()) };
        let head = Head::new("indicator", site.say(&own.label), &self.path)
            .description(definition(site, own).unwrap_or_default())
            .under(site, "indicators");
        let kind = |kind: Kind| match kind {
            Kind::Level => "kind_level",
            Kind::Share => "kind_share",
            Kind::Change => "kind_change",
            Kind::Count => "kind_count",
            Kind::Amount => "kind_amount",
        };
        let direction = |direction: Direction| match direction {
            Direction::Up => "direction_up",
            Direction::Down => "direction_down",
            Direction::None => "direction_none",
        };
        let indicator = object! {
            "name" => site.say(&own.label),
            "unit" => own.unit.as_deref(),
            "kind" => own.kind.map(|own| word(site, kind(own))),
            "direction" => own.direction.map(|own| word(site, direction(own))),
            "definition" => definition(site, own),
            "csv" => super::data::indicator_csv(site, &self.id),
        };
        stage.page(
            "indicator.html",
            &head,
            [
                ("indicator", indicator),
                ("chart", charts::of_indicator(site, own, &self.rows)),
                ("rows", list(self.rows.iter().map(|row| row.shape(site)))),
                ("pager", self.pager.shape(site)),
                ("total", Value::from(self.pager.total)),
                ("note", word(site, "indicator_note")),
            ],
            out,
        )
    }
}
