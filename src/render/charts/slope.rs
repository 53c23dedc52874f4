//! A slope: one measure of one case in several years.

use super::scale::Scale;
use super::svg::{Anchor, SIZE, Svg};
use super::{Frame, WIDTH};
use crate::text::figure::{Decimal, Qualifier};

/// The figures of one case, by year.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Year, as printed, value in the unit that all share, how exact; in order, at least two.
    pub points: Vec<(u16, String, Decimal, Qualifier)>,
}

/// How far an open end reaches.
const REACH: f64 = 13.0;

/// Draws one case. At least so much ends in an arrow up, at most in one down, and about so much is
/// a hollow dot with a tilde in it. The figures stand beside their points: there is no axis to read
/// off.
#[must_use]
pub(crate) fn draw_slope(frame: &Frame, line: &Line) -> String {
    const TOP: f64 = 42.0;
    const BOTTOM: f64 = 126.0;
    let mut svg = Svg::new();
    let values = line.points.iter().map(|point| point.2.to_f64());
    let years = line.points.iter().map(|point| f64::from(point.0));
    let across = Scale::between(
        (years.clone().fold(f64::MAX, f64::min), years.fold(0.0, f64::max)),
        (52.0, WIDTH - 52.0),
    );
    let up = Scale::from_nought(values, (BOTTOM, TOP));
    svg.draw_line("rule", (0.0, BOTTOM), (WIDTH, BOTTOM));
    let place = |point: &(u16, String, Decimal, Qualifier)| {
        (across.place_of(f64::from(point.0)), up.place_of(point.2.to_f64()))
    };
    for pair in line.points.windows(2) {
        if let [one, two] = pair {
            svg.draw_line("reach", place(one), place(two));
        }
    }
    for point in &line.points {
        let (x, y) = place(point);
        let above = match point.3 {
            Qualifier::AtLeast => REACH,
            Qualifier::Exact | Qualifier::AtMost | Qualifier::About => 0.0,
        };
        match point.3 {
            Qualifier::AtLeast => draw_open_end(&mut svg, (x, y), -REACH),
            Qualifier::AtMost => draw_open_end(&mut svg, (x, y), REACH),
            Qualifier::Exact | Qualifier::About => {}
        }
        if point.3 == Qualifier::About {
            svg.draw_about((x, y));
        } else {
            svg.draw_circle("dot", (x, y), 4.5);
        }
        svg.draw_text("value halo", (x, y - SIZE * 0.8 - above), Anchor::Middle, &point.1);
        svg.draw_text("tick", (x, BOTTOM + 16.0), Anchor::Middle, &point.0.to_string());
    }
    svg.finish_drawing(frame, BOTTOM + 24.0)
}

/// Draws an open end of a point, down when `reach` is positive and up otherwise.
fn draw_open_end(svg: &mut Svg, (x, y): (f64, f64), reach: f64) {
    svg.draw_line("reach", (x, y), (x, y + reach));
    svg.upright_arrow((x, y + reach), reach);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inexact_figure_is_never_drawn_as_an_exact_one() {
        let drawn = |qualifier| {
            let point = |year, value: u64, qualifier| {
                (year, value.to_string(), Decimal::from(value), qualifier)
            };
            draw_slope(
                &Frame::default(),
                &Line {
                    points: vec![point(2018, 1200, Qualifier::Exact), point(2020, 1900, qualifier)],
                },
            )
        };
        let all: Vec<String> = Qualifier::ALL.into_iter().map(drawn).collect();
        for (place, one) in all.iter().enumerate() {
            assert!(all.iter().skip(place + 1).all(|other| other != one));
        }
        let heads = |qualifier| drawn(qualifier).matches(r#"<path class="reach""#).count();
        assert_eq!(Qualifier::ALL.map(heads), [0, 1, 1, 0]);
        assert_eq!(drawn(Qualifier::About).matches(r#"class="dot""#).count(), 1);
        assert!(drawn(Qualifier::About).contains(r#"class="wave""#));
        assert!(
            drawn(Qualifier::Exact).contains("2018") && drawn(Qualifier::Exact).contains("1900")
        );
    }
}
