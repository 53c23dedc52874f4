//! The timeline of the periods in which practices ran.

use tera::Value;

use crate::content::case::Card;
use crate::edition::labels::{self, list_some};
use crate::edition::value::{build_list, object, safe_html};
use crate::render::charts;
use crate::render::charts::{Bar, Frame};
use crate::render::context::RenderContext;
use crate::render::view_model;
use crate::text::date::{Date, Interval};

/// With more bars than this the drawing would be longer than what it is about.
const MOST: usize = 40;

/// When the practices of `cases` ran; nothing unless two of them say. When more do than can be
/// drawn, those that began first are; how many are not drawn is said.
pub(crate) fn practice_timeline(context: &RenderContext<'_>, cases: &[u32]) -> Value {
    let site = context.site;
    if !site.config.outputs.charts {
        return Value::none();
    }
    let mut told: Vec<(&Card, Interval)> = cases
        .iter()
        .filter_map(|index| {
            let card: &Card = &context.catalog.cases[*index as usize].card;
            Some((card, card.period?))
        })
        .collect();
    if told.len() < 2 {
        return Value::none();
    }
    let known = told.len();
    let start =
        |period: &Interval| period.start().map_or(0.0, |date| fractional_year(date.first_day()));
    told.sort_by(|a, b| start(&a.1).total_cmp(&start(&b.1)));
    told.truncate(MOST);
    let bars: Vec<Bar> = told
        .iter()
        .map(|(card, period)| {
            let region = card.regions.main_in(&site.gazetteer);
            let region = region.map_or("", |region| labels::region_name(site, region));
            let model = card.models.first().map_or(&*card.title, |model| &*model.name);
            Bar {
                label: format!("{region} {model}").trim_start().to_owned(),
                text: site.texts.dates.write_interval(*period),
                start: period.start().map(|date| fractional_year(date.first_day())),
                end: period.end().map(|date| fractional_year(date.last_day())),
                told: told_until(card.date, period),
            }
        })
        .collect();
    let frame = Frame {
        id: "timeline".to_owned(),
        title: site.text("timeline").to_owned(),
        description: list_some(site, bars.iter().map(|bar| format!("{} {}", bar.label, bar.text))),
    };
    let says = |key: &str, count: usize| {
        (count > 0).then(|| site.text(key).replace("{n}", &count.to_string()))
    };
    let notes =
        [says("timeline_unknown", cases.len() - known), says("timeline_more", known - told.len())];
    let rows = told.iter().map(|(card, period)| {
        object! {
            "title" => card.title.as_str(),
            "href" => site.case_href(card),
            "period" => view_model::period_view(site, period),
            "date" => view_model::optional_date(site, card.date.as_ref()),
        }
    });
    object! {
        "svg" => safe_html(&charts::draw_timeline(&frame, &bars)),
        "notes" => build_list(notes.into_iter().flatten().map(Value::from)),
        "rows" => build_list(rows),
    }
}

/// Until when a period is known to have run: to the day of the account; without one, to what it
/// says itself.
fn told_until(date: Option<Date>, period: &Interval) -> f64 {
    let last = date.or(period.end()).or(period.start());
    last.map_or(0.0, |date| fractional_year(date.last_day()))
}

/// A date as a year with a fraction.
fn fractional_year(date: Date) -> f64 {
    let month = f64::from(date.month().unwrap_or(1) - 1);
    let day = f64::from(date.day().unwrap_or(1) - 1);
    f64::from(date.year()) + (month + day / 31.0) / 12.0
}
