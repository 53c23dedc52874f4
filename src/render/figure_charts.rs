//! Charts of the site's figures: which rows share a scale, and what is said beside the drawing.

use tera::Value;

use crate::content::case::{Metric, Model};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, optional_value, safe_html};
use crate::publication::config::{Indicator, Kind};
use crate::publication::measure::Measurement;
use crate::render::charts;
use crate::render::charts::{Dot, Frame, Line, Part};
use crate::render::figures::{FigureGroup, FigureRow};
use crate::text::figure::{Decimal, Qualifier};

/// With more figures than this, a row for each would be longer than the table: how they are spread
/// is drawn instead.
const MOST: usize = 40;

/// How many cases with figures of several years are drawn.
const COURSES: usize = 12;

/// A figure that can stand on the scale of its indicator.
struct PlottedFigure<'a> {
    row: &'a FigureRow,
    value: Decimal,
}

impl PlottedFigure<'_> {
    fn metric(&self) -> &Metric {
        &self.row.case.metrics[self.row.place as usize]
    }

    /// The figure as its author printed it; where readers do not read that language, in signs and
    /// without a unit, which the axis names.
    fn drawn_text(&self, site: &Site) -> String {
        let metric = self.metric();
        if site.language().is_same_language(&site.config.language) {
            return metric.printed().to_owned();
        }
        crate::text::figure::write_in_signs(self.value, metric.qualifier)
    }
}

/// What is drawn of an indicator, and which figures are not and why.
struct ChartFigures<'a> {
    unit: &'a str,
    placed: Vec<PlottedFigure<'a>>,
    left_out: Vec<(&'a FigureRow, String)>,
}

fn sort_rows<'a>(
    site: &'a Site,
    indicator: &'a Indicator,
    rows: &'a [FigureRow],
) -> ChartFigures<'a> {
    let words = &site.config.vocabulary;
    let metric = |row: &'a FigureRow| &row.case.metrics[row.place as usize];
    let unit = indicator
        .unit
        .as_deref()
        .unwrap_or_else(|| most_used(rows.iter().map(|row| metric(row).unit())));
    let scale = Measurement { indicator: Some(indicator), unit };
    let mut sorted = ChartFigures { unit, placed: Vec::new(), left_out: Vec::new() };
    for row in rows {
        let figure = metric(row);
        let compared = words.check_comparable(
            Measurement { indicator: Some(indicator), unit: figure.unit() },
            scale,
        );
        match (compared, words.convert_unit(figure.value, figure.unit(), unit)) {
            (Ok(()), Some(value)) => sorted.placed.push(PlottedFigure { row, value }),
            (Err(why), _) => sorted.left_out.push((row, labels::why_not(site, &why))),
            (Ok(()), None) => {
                sorted.left_out.push((row, site.text("why_inexact").to_owned()));
            }
        }
    }
    sorted
}

/// An indicator without a unit has that of most of its figures, else that of the first.
fn most_used<'a>(units: impl Iterator<Item = &'a str>) -> &'a str {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for unit in units {
        match counts.iter_mut().find(|(counted, _)| *counted == unit) {
            Some((_, count)) => *count += 1,
            None => counts.push((unit, 1)),
        }
    }
    // The last of equals is the one that is returned.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or("", |(unit, _)| unit)
}

fn region_name(site: &Site, row: &FigureRow) -> String {
    let card = &row.case.card;
    card.regions
        .main_in(&site.gazetteer)
        .map_or_else(|| card.title.clone(), |region| labels::region_name(site, region).to_owned())
}

fn row_label(site: &Site, indicator: &Indicator, row: &FigureRow) -> String {
    let figure_label = row.case.metrics[row.place as usize].label();
    let name = region_name(site, row);
    if figure_label == site.say(&indicator.label) { name } else { format!("{name} {figure_label}") }
}

/// How a scale of the indicator ends when that is known.
fn end_of(indicator: &Indicator) -> Option<f64> {
    (indicator.kind == Some(Kind::Share)).then_some(100.0)
}

fn dot_chart(
    site: &Site,
    indicator: &Indicator,
    sorted: &ChartFigures<'_>,
    id: String,
) -> Option<String> {
    if sorted.placed.is_empty() {
        return None;
    }
    let rows: Vec<Dot> = sorted
        .placed
        .iter()
        .map(|placed| {
            let metric = placed.metric();
            Dot {
                label: row_label(site, indicator, placed.row),
                year: metric.year().unwrap_or_else(|| site.text("year_unknown")).to_owned(),
                printed: placed.drawn_text(site),
                value: placed.value,
                qualifier: metric.qualifier,
            }
        })
        .collect();
    let frame = Frame {
        id,
        title: site.text("chart_dots").replace("{name}", site.say(&indicator.label)),
        description: labels::list_some(
            site,
            rows.iter().zip(&sorted.placed).map(|(row, placed)| {
                let shown = labels::figure_label(site, placed.metric());
                format!("{} {shown} ({})", row.label, row.year)
            }),
        ),
    };
    Some(charts::draw_dots(&frame, &rows, labels::unit_name(site, sorted.unit), end_of(indicator)))
}

/// Draws how many figures lie where.
fn spread_chart(site: &Site, indicator: &Indicator, sorted: &ChartFigures<'_>) -> String {
    let values: Vec<(Decimal, Qualifier)> =
        sorted.placed.iter().map(|placed| (placed.value, placed.metric().qualifier)).collect();
    let told = charts::sort_into_bins(&values, end_of(indicator))
        .into_iter()
        .filter(|bin| bin.count() > 0);
    let told: Vec<String> =
        told.map(|bin| format!("{}–{} ({})", bin.from, bin.to, bin.count())).collect();
    let title = site
        .text("chart_spread")
        .replace("{name}", site.say(&indicator.label))
        .replace("{n}", &values.len().to_string());
    let frame =
        Frame { id: "chart".to_owned(), title, description: told.join(site.text("semicolon")) };
    charts::draw_spread(&frame, &values, labels::unit_name(site, sorted.unit), end_of(indicator))
}

/// The charts of an indicator's page: a row for each figure or how they are spread, a slope for
/// each case with several years, and what could not be placed. What is left out is counted.
pub(crate) fn of_indicator(site: &Site, indicator: &Indicator, rows: &[FigureRow]) -> Value {
    if !site.config.outputs.charts || rows.is_empty() {
        return Value::none();
    }
    let sorted = sort_rows(site, indicator, rows);
    let placed = sorted.placed.len();
    let (svg, note) = if placed > MOST {
        (
            Some(spread_chart(site, indicator, &sorted)),
            site.text("spread_note").replace("{n}", &placed.to_string()),
        )
    } else {
        (
            dot_chart(site, indicator, &sorted, "chart".to_owned()),
            site.text("chart_note").to_owned(),
        )
    };
    let left_out = sorted.left_out.iter().take(MOST).map(|(row, why)| {
        let metric = &row.case.metrics[row.place as usize];
        object! {
            "name" => region_name(site, row),
            "text" => &*labels::figure_label(site, metric),
            "why" => why.as_str(),
        }
    });
    let (slopes, more) = slope_charts(site, indicator, &sorted);
    object! {
        "svg" => optional_value(svg.as_deref(), safe_html),
        "note" => note,
        "slopes" => slopes,
        "slopes_more" => labels::more_than(site, "slopes_more", more),
        "left_out" => build_list(left_out),
        "left_out_more" => labels::more_than(site, "n_more", sorted.left_out.len().saturating_sub(MOST)),
    }
}

/// Cases that give the measure for several years, and how many more of them there are.
fn slope_charts(site: &Site, indicator: &Indicator, sorted: &ChartFigures<'_>) -> (Value, usize) {
    let mut drawn: Vec<Value> = Vec::new();
    let mut more = 0;
    // The figures of a case stand together.
    for figures in sorted.placed.chunk_by(|a, b| std::sync::Arc::ptr_eq(&a.row.case, &b.row.case)) {
        let Some(points) = figures_by_year(site, figures) else { continue };
        if drawn.len() == COURSES {
            more += 1;
            continue;
        }
        let (row, name) = (figures[0].row, region_name(site, figures[0].row));
        let texts = points.iter().map(|point| format!("{} {}", point.0, point.1));
        let frame = Frame {
            id: format!("slope-{}", drawn.len() + 1),
            title: format!("{name} {}", site.say(&indicator.label)),
            description: labels::list_some(site, texts),
        };
        let svg = charts::draw_slope(&frame, &Line { points });
        let (href, svg) = (site.case_href(&row.case.card), safe_html(&svg));
        drawn.push(object! { "name" => name, "href" => href, "svg" => svg });
    }
    (build_list(drawn), more)
}

/// The figures of one case by year. Two figures of one year are two things, not a course.
fn figures_by_year(
    site: &Site,
    figures: &[PlottedFigure<'_>],
) -> Option<Vec<(u16, String, Decimal, Qualifier)>> {
    if figures.len() < 2 {
        return None;
    }
    let mut points: Vec<_> = figures
        .iter()
        .filter_map(|placed| {
            let metric = placed.metric();
            Some((
                metric.year()?.parse::<u16>().ok()?,
                placed.drawn_text(site),
                placed.value,
                metric.qualifier,
            ))
        })
        .collect();
    points.sort_by_key(|point| point.0);
    let twice = points.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0));
    (points.len() > 1 && !twice).then_some(points)
}

/// One small chart for each indicator of which a page shows at least two figures.
pub(crate) fn small_multiples(site: &Site, groups: &[FigureGroup]) -> Value {
    if !site.config.outputs.charts {
        return build_list([]);
    }
    build_list(groups.iter().enumerate().filter(|(_, group)| group.rows.len() > 1).filter_map(
        |(number, group)| {
            let indicator = site.config.vocabulary.find_indicator(&group.indicator.0)?;
            let svg = dot_chart(
                site,
                indicator,
                &sort_rows(site, indicator, &group.rows),
                format!("chart-{}", number + 1),
            )?;
            Some(object! {
                "name" => site.say(&indicator.label),
                "href" => site.href(&routes::indicator_path(&group.indicator)),
                "svg" => safe_html(&svg),
                "more" => labels::more_than(site, "n_more", group.more),
            })
        },
    ))
}

/// The parts of a model's formula, when it says what each stands for.
pub(crate) fn notation_chart(site: &Site, model: &Model) -> Value {
    if !site.config.outputs.charts || model.components.len() < 2 {
        return Value::none();
    }
    let parts: Vec<Part> = model
        .components
        .iter()
        .map(|part| Part { token: part.token.clone(), label: part.label.clone() })
        .collect();
    let description =
        labels::list_some(site, parts.iter().map(|part| format!("{} {}", part.token, part.label)));
    let title = site
        .text("chart_notation")
        .replace("{name}", model.notation.as_deref().unwrap_or(&model.name));
    let frame = Frame { id: "notation".to_owned(), title, description };
    safe_html(&charts::draw_parts(&frame, &parts))
}
