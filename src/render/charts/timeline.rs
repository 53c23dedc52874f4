//! A timeline: when the practices of several cases ran.

use super::scale::Scale;
use super::svg::{Anchor, Svg, fit_text, width_of};
use super::{Frame, WIDTH};

/// When one case's practice ran, in years with fractions.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    /// The case.
    pub label: String,
    /// The period in words.
    pub text: String,
    /// When it began; `None` when nobody says.
    pub start: Option<f64>,
    /// When it ended; `None` when it goes on or nobody says.
    pub end: Option<f64>,
    /// When the account was published: an open end is known no further.
    pub told: f64,
}

const ROW: f64 = 36.0;

/// Draws `bars`. An open end runs to the date of the account and ends in an arrow, since nothing is
/// known beyond.
#[must_use]
pub(crate) fn draw_timeline(frame: &Frame, bars: &[Bar]) -> String {
    let mut svg = Svg::new();
    let low = bars
        .iter()
        .map(|bar| bar.start.unwrap_or(bar.told).min(bar.told))
        .fold(f64::MAX, f64::min)
        .floor();
    let high =
        bars.iter().map(|bar| bar.end.unwrap_or(bar.told).max(bar.told)).fold(0.0, f64::max).ceil();
    let scale = Scale::between((low, high), (4.0, WIDTH - 14.0));
    let bottom = ROW * u32::try_from(bars.len()).map_or(0.0, f64::from) + 4.0;
    let ticks = round_years(low, high);
    for year in &ticks {
        svg.draw_line("rule", (scale.place_of(*year), 0.0), (scale.place_of(*year), bottom));
        let text = format!("{year:.0}");
        let x = scale.place_of(*year).clamp(width_of(&text) / 2.0, WIDTH - width_of(&text) / 2.0);
        svg.draw_text("tick", (x, bottom + 15.0), Anchor::Middle, &text);
    }
    let mut top = 0.0;
    for bar in bars {
        let from = scale.place_of(bar.start.unwrap_or(low));
        let to = scale.place_of(bar.end.unwrap_or(bar.told));
        let y = top + 26.0;
        let room = width_of(&bar.text);
        svg.draw_text(
            "label halo",
            (0.0, top + 14.0),
            Anchor::Start,
            &fit_text(&bar.label, WIDTH - room - 10.0),
        );
        svg.draw_text("tick halo", (WIDTH, top + 14.0), Anchor::End, &bar.text);
        svg.draw_rect("bar", (from, y - 3.0), (to - from, 6.0));
        if bar.end.is_none() {
            svg.draw_line("reach", (to, y), (to + 9.0, y));
            svg.draw_arrow((to + 10.0, y), 1.0);
        }
        if bar.start.is_none() {
            svg.draw_arrow((from - 2.0, y), -1.0);
        }
        top += ROW;
    }
    svg.finish_drawing(frame, bottom + 22.0)
}

/// Round years from `low` to `high`, at most five.
fn round_years(low: f64, high: f64) -> Vec<f64> {
    let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]
        .into_iter()
        .find(|step| (high - low) / step <= 5.0)
        .unwrap_or(500.0);
    let mut year = (low / step).ceil() * step;
    let mut years = Vec::new();
    while year <= high {
        years.push(year);
        year += step;
    }
    years
}
