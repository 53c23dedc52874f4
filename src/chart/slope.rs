//! A slope: one measure of one case in several years.

use super::scale::Scale;
use super::svg::{Anchor, SIZE, Svg};
use super::{Frame, WIDTH};
use crate::figure::{Decimal, Qualifier};

/// The figures of one case, by year.
#[derive(Clone, Debug)]
pub struct Line {
    /// Year, as printed, value in the unit that all share, how exact; in order, at least two.
    pub points: Vec<(u16, String, Decimal, Qualifier)>,
}

/// Draws one case. The figures stand beside their points: there is no axis to read off.
#[must_use]
pub fn slope(frame: &Frame, line: &Line) -> String {
    const TOP: f64 = 26.0;
    const BOTTOM: f64 = 110.0;
    let mut svg = Svg::new();
    let values = line.points.iter().map(|point| point.2.to_f64());
    let years = line.points.iter().map(|point| f64::from(point.0));
    let across = Scale::between((years.clone().fold(f64::MAX, f64::min), years.fold(0.0, f64::max)), (52.0, WIDTH - 52.0));
    let up = Scale::from_nought(values, (BOTTOM, TOP));
    svg.line("rule", (0.0, BOTTOM), (WIDTH, BOTTOM));
    let place = |point: &(u16, String, Decimal, Qualifier)| (across.at(f64::from(point.0)), up.at(point.2.to_f64()));
    for pair in line.points.windows(2) {
        if let [one, two] = pair {
            svg.line("reach", place(one), place(two));
        }
    }
    for point in &line.points {
        let (x, y) = place(point);
        svg.circle(if point.3 == Qualifier::Exact { "dot" } else { "ring" }, (x, y), 4.5);
        svg.text("value halo", (x, y - SIZE * 0.8), Anchor::Middle, &point.1);
        svg.text("tick", (x, BOTTOM + 16.0), Anchor::Middle, &point.0.to_string());
    }
    svg.finish(frame, BOTTOM + 24.0)
}
