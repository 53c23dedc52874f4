//! Charts of the site's figures: which rows may stand on one scale, and what is said beside the drawing.

use tera::Value;

use super::object::{list, object, safe};
use super::regions::{FigureGroup, FigureRow};
use super::shape;
use super::stage::{Site, Stage};
use crate::case::{Metric, Model};
use crate::chart::{self, Bar, Dot, Frame, Line, Part};
use crate::config::{Indicator, Kind};
use crate::date::Date;
use crate::diagnostic::Text;
use crate::figure::Decimal;
use crate::measure::Measured;

/// With more rows than this a chart would be longer than its table.
const MOST: usize = 40;

/// How many figures the description of a drawing tells one by one.
const TOLD: usize = 12;

/// A figure that can stand on the scale of its indicator.
struct Placed<'a> {
    row: &'a FigureRow,
    value: Decimal,
}

impl Placed<'_> {
    fn metric(&self) -> &Metric {
        &self.row.case.metrics[self.row.place as usize]
    }
}

/// What is drawn of an indicator, and which figures are not and why.
struct Sorted<'a> {
    unit: &'a str,
    placed: Vec<Placed<'a>>,
    left_out: Vec<(&'a FigureRow, Text)>,
}

fn sort<'a>(site: &'a Site, indicator: &'a Indicator, rows: &'a [FigureRow]) -> Sorted<'a> {
    let words = &site.config.vocabulary;
    let metric = |row: &'a FigureRow| &**row.case.metrics[row.place as usize];
    // Without a unit of its own an indicator is measured as its first figure is.
    let unit = indicator.unit.as_deref().or_else(|| rows.first().map(|row| metric(row).unit.as_str())).unwrap_or_default();
    let scale = Measured { indicator: Some(indicator), unit };
    let mut sorted = Sorted { unit, placed: Vec::new(), left_out: Vec::new() };
    for row in rows {
        let own = metric(row);
        let compared = words.comparable(Measured { indicator: Some(indicator), unit: &own.unit }, scale);
        match (compared, words.convert(own.value, &own.unit, unit)) {
            (Ok(()), Some(value)) => sorted.placed.push(Placed { row, value }),
            (Err(why), _) => sorted.left_out.push((row, why.text())),
            (Ok(()), None) => {
                sorted.left_out.push((row, crate::say!("换算不尽，不能准确标出" | "it does not convert to an exact value")));
            }
        }
    }
    sorted
}

fn region_name(site: &Site, row: &FigureRow) -> String {
    let code = &row.case.card.region;
    site.gazetteer.get(code.as_str()).map_or_else(|| code.as_str().to_owned(), |region| shape::region_name(site, region).to_owned())
}

fn label(site: &Site, indicator: &Indicator, row: &FigureRow) -> String {
    let own = &row.case.metrics[row.place as usize].label;
    let name = region_name(site, row);
    if own == site.say(&indicator.label) { name } else { format!("{name} {own}") }
}

fn unit_name<'a>(site: &'a Site, unit: &'a str) -> &'a str {
    site.config
        .vocabulary
        .unit(unit)
        .map(|own| site.say(&own.name))
        .filter(|name| !name.is_empty() && !site.language().is_chinese())
        .unwrap_or(unit)
}

fn dots(site: &Site, indicator: &Indicator, sorted: &Sorted<'_>, id: String) -> Option<String> {
    if sorted.placed.is_empty() || sorted.placed.len() > MOST {
        return None;
    }
    let rows: Vec<Dot> = sorted
        .placed
        .iter()
        .map(|placed| {
            let metric = placed.metric();
            Dot {
                label: label(site, indicator, placed.row),
                year: metric.year.clone().unwrap_or_else(|| site.text("year_unknown").to_owned()),
                printed: metric.printed.clone(),
                value: placed.value,
                qualifier: metric.qualifier,
            }
        })
        .collect();
    let told: Vec<String> = rows.iter().take(TOLD).map(|row| format!("{} {} ({})", row.label, row.printed, row.year)).collect();
    let frame = Frame {
        id,
        title: site.text("chart_dots").replace("{name}", site.say(&indicator.label)),
        description: told.join(site.text("semicolon")),
    };
    let whole = (indicator.kind == Some(Kind::Share)).then_some(100.0);
    Some(chart::dots(&frame, &rows, unit_name(site, sorted.unit), whole))
}

/// The charts of an indicator's page: the dots, a slope for each case with several years, and what could not be placed.
pub(super) fn of_indicator(site: &Site, indicator: &Indicator, rows: &[FigureRow]) -> Value {
    if !site.config.outputs.charts {
        return Value::none();
    }
    let sorted = sort(site, indicator, rows);
    let Some(svg) = dots(site, indicator, &sorted, "chart".to_owned()) else { return Value::none() };
    let chinese = site.language().is_chinese();
    let left_out = sorted.left_out.iter().map(|(row, why)| {
        object! { "name" => region_name(site, row), "text" => row.case.metrics[row.place as usize].printed.as_str(), "why" => if chinese { &*why.zh } else { &*why.en } }
    });
    object! {
        "svg" => safe(&svg),
        "slopes" => slopes(site, indicator, &sorted),
        "left_out" => list(left_out),
    }
}

/// Cases that give the measure for several years.
fn slopes(site: &Site, indicator: &Indicator, sorted: &Sorted<'_>) -> Value {
    let mut drawn: Vec<Value> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for placed in &sorted.placed {
        let id = &*placed.row.case.card.id.0;
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let own = sorted.placed.iter().filter(|other| &*other.row.case.card.id.0 == id);
        let mut points: Vec<_> = own
            .filter_map(|other| {
                let metric = other.metric();
                Some((metric.year.as_ref()?.parse::<u16>().ok()?, metric.printed.clone(), other.value, metric.qualifier))
            })
            .collect();
        points.sort_by_key(|point| point.0);
        // Two figures of one year are two things, not a course.
        if points.len() < 2 || points.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0)) {
            continue;
        }
        let told: Vec<String> = points.iter().map(|point| format!("{} {}", point.0, point.1)).collect();
        let name = region_name(site, placed.row);
        let frame = Frame {
            id: format!("slope-{}", drawn.len() + 1),
            title: format!("{name} {}", site.say(&indicator.label)),
            description: told.join(site.text("semicolon")),
        };
        let svg = chart::slope(&frame, &Line { points });
        drawn.push(object! { "name" => name, "href" => site.href(&placed.row.case.card.path), "svg" => safe(&svg) });
    }
    list(drawn)
}

/// One small chart for each indicator of which a page shows at least two figures.
pub(super) fn multiples(site: &Site, groups: &[FigureGroup]) -> Value {
    if !site.config.outputs.charts {
        return list([]);
    }
    list(groups.iter().enumerate().filter(|(_, group)| group.rows.len() > 1).filter_map(|(number, group)| {
        let indicator = site.config.vocabulary.indicator(&group.indicator.0)?;
        let svg = dots(site, indicator, &sort(site, indicator, &group.rows), format!("chart-{}", number + 1))?;
        Some(object! { "name" => site.say(&indicator.label), "href" => site.href(&super::indicators::path_of(&group.indicator)), "svg" => safe(&svg) })
    }))
}

/// The parts of a model's formula, when it says what each stands for.
pub(super) fn notation(site: &Site, model: &Model) -> Value {
    if !site.config.outputs.charts || model.components.len() < 2 {
        return Value::none();
    }
    let parts: Vec<Part> = model.components.iter().map(|part| Part { token: part.token.clone(), label: part.label.clone() }).collect();
    let told: Vec<String> = parts.iter().map(|part| format!("{} {}", part.token, part.label)).collect();
    let title = site.text("chart_notation").replace("{name}", model.notation.as_deref().unwrap_or(&model.name));
    let frame = Frame { id: "notation".to_owned(), title, description: told.join(site.text("semicolon")) };
    safe(&chart::parts(&frame, &parts))
}

/// When the practices of `cases` ran; nothing unless two of them say.
pub(super) fn timeline(stage: &Stage<'_>, cases: &[u32]) -> Value {
    let site = stage.site;
    if !site.config.outputs.charts {
        return Value::none();
    }
    let mut bars: Vec<Bar> = cases
        .iter()
        .filter_map(|index| {
            let card = &stage.catalog.cases[*index as usize].card;
            let period = card.period?;
            let region = site.gazetteer.get(card.region.as_str()).map_or("", |region| shape::region_name(site, region));
            Some(Bar {
                label: format!("{region} {}", card.model_name),
                text: period.text(site.language().as_str()),
                start: period.start().map(|date| year(date.first_day())),
                end: period.end().map(|date| year(date.last_day())),
                told: year(card.date.last_day()),
            })
        })
        .collect();
    if bars.len() < 2 || bars.len() > MOST {
        return Value::none();
    }
    bars.sort_by(|a, b| a.start.unwrap_or(0.0).total_cmp(&b.start.unwrap_or(0.0)));
    let told: Vec<String> = bars.iter().take(TOLD).map(|bar| format!("{} {}", bar.label, bar.text)).collect();
    let frame =
        Frame { id: "timeline".to_owned(), title: site.text("timeline").to_owned(), description: told.join(site.text("semicolon")) };
    safe(&chart::timeline(&frame, &bars))
}

/// A date as a year with a fraction.
fn year(date: Date) -> f64 {
    let month = f64::from(date.month().unwrap_or(1) - 1);
    let day = f64::from(date.day().unwrap_or(1) - 1);
    f64::from(date.year()) + (month + day / 31.0) / 12.0
}
