//! A dot plot: one figure a row, on one scale.

use super::scale::{Scale, scale_label};
use super::svg::{Anchor, SIZE, Svg, fit_text, width_of};
use super::{Frame, WIDTH};
use crate::text::figure::{Decimal, Qualifier};

/// One figure.
#[derive(Clone, Debug)]
pub(crate) struct Dot {
    /// What it is about.
    pub label: String,
    /// Its year, or what stands for none.
    pub year: String,
    /// As its author printed it, or in signs where readers of the page do not read that language.
    pub printed: String,
    /// Its value in the unit that all share; for the place of the dot alone.
    pub value: Decimal,
    /// How exact it is.
    pub qualifier: Qualifier,
}

/// How tall a row is: a line of text and a line for the dot.
const ROW: f64 = 42.0;

/// How far an open end reaches.
const REACH: f64 = 20.0;

/// At most so much of the width is kept free for the figures behind their dots.
const FREE: f64 = 150.0;

/// How much wider than other text the figures are, which are bold.
const BOLD: f64 = 1.12;

/// Draws `rows`. An exact figure is a full dot; at least so much ends in an arrow to the right, at
/// most in one to the left, and a figure that is about so much is a hollow dot with a tilde in it.
/// `whole` is where the scale ends when it is known, as for shares.
#[must_use]
pub(crate) fn draw_dots(frame: &Frame, rows: &[Dot], unit: &str, whole: Option<f64>) -> String {
    let mut svg = Svg::new();
    let values = rows.iter().map(|row| row.value.to_f64()).chain(whole);
    let longest = rows.iter().map(|row| width_of(&row.printed) * BOLD).fold(0.0, f64::max);
    let scale = Scale::from_nought(values, (8.0, WIDTH - REACH - 10.0 - longest.min(FREE)));
    let bottom = ROW * u32::try_from(rows.len()).map_or(0.0, f64::from) + 2.0;
    let ticks = scale.ticks();
    for tick in &ticks {
        svg.draw_line("rule", (scale.place_of(*tick), 18.0), (scale.place_of(*tick), bottom));
    }
    let mut top = 0.0;
    for row in rows {
        draw_dot(&mut svg, row, scale, top);
        top += ROW;
    }
    draw_axis(&mut svg, &ticks, scale, unit, bottom + 15.0);
    svg.finish_drawing(frame, bottom + 22.0)
}

/// Writes the numbers of the axis, the last one with the unit. A number that would touch the last
/// is left out.
fn draw_axis(svg: &mut Svg, ticks: &[f64], scale: Scale, unit: &str, y: f64) {
    let Some((last, others)) = ticks.split_last() else { return };
    let end = format!("{} {unit}", scale_label(*last));
    // The number of the last tick stands below it, as do all others; only its unit goes on to the
    // right.
    let from = scale.place_of(*last) - width_of(&scale_label(*last)) / 2.0;
    let from = from.min(WIDTH - width_of(end.trim_end()));
    let free = from - 8.0;
    svg.draw_text("tick", (from, y), Anchor::Start, end.trim_end());
    for (number, tick) in others.iter().enumerate() {
        let text = scale_label(*tick);
        let half = width_of(&text) / 2.0;
        let (x, anchor) = if number == 0 {
            (0.0, Anchor::Start)
        } else {
            (scale.place_of(*tick), Anchor::Middle)
        };
        if number == 0 || x + half < free {
            svg.draw_text("tick", (x, y), anchor, &text);
        }
    }
}

fn draw_dot(svg: &mut Svg, row: &Dot, scale: Scale, top: f64) {
    let year = width_of(&row.year);
    svg.draw_text(
        "label halo",
        (0.0, top + 14.0),
        Anchor::Start,
        &fit_text(&row.label, WIDTH - year - 10.0),
    );
    svg.draw_text("tick halo", (WIDTH, top + 14.0), Anchor::End, &row.year);
    let (x, y) = (scale.place_of(row.value.to_f64()), top + 28.0);
    svg.draw_line("stem", (scale.place_of(0.0), y), (x, y));
    let reach = match row.qualifier {
        Qualifier::AtLeast => REACH,
        Qualifier::AtMost => -REACH,
        Qualifier::Exact | Qualifier::About => 0.0,
    };
    if reach != 0.0 {
        svg.draw_line("reach", (x, y), (x + reach, y));
        svg.draw_arrow((x + reach, y), reach);
    }
    if row.qualifier == Qualifier::About {
        svg.draw_about((x, y));
    } else {
        svg.draw_circle("dot", (x, y), 4.5);
    }
    let line = y + SIZE * 0.36;
    let (left, right) = (x - 10.0 + reach.min(0.0), x + 10.0 + reach.max(0.0));
    // Where there is no room after the dot, the figure stands before it.
    if right + width_of(&row.printed) * BOLD <= WIDTH || left < WIDTH - right {
        svg.draw_text(
            "value",
            (right, line),
            Anchor::Start,
            &fit_text(&row.printed, (WIDTH - right) / BOLD),
        );
    } else {
        svg.draw_text(
            "value halo",
            (left, line),
            Anchor::End,
            &fit_text(&row.printed, left / BOLD),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(qualifier: Qualifier) -> String {
        let row = Dot {
            label: "静安区 <b>".into(),
            year: "2023".into(),
            printed: "94家".into(),
            value: Decimal::from(94u64),
            qualifier,
        };
        draw_dots(
            &Frame { id: "c".into(), title: "入驻".into(), description: "一个".into() },
            &[row],
            "家",
            None,
        )
    }

    #[test]
    fn an_inexact_figure_is_never_drawn_as_an_exact_one() {
        assert!(
            drawn(Qualifier::Exact).contains(r#"class="dot""#)
                && !drawn(Qualifier::Exact).contains(r#"class="reach""#)
        );
        assert!(drawn(Qualifier::AtLeast).contains(r#"class="reach""#));
        assert!(drawn(Qualifier::AtMost).contains(r#"class="reach""#));
        assert_ne!(drawn(Qualifier::AtLeast), drawn(Qualifier::AtMost));
        assert!(drawn(Qualifier::About).contains(r#"class="wave""#));
        assert!(
            drawn(Qualifier::About).contains(r#"class="ring""#)
                && !drawn(Qualifier::About).contains(r#"class="dot""#)
        );
    }

    #[test]
    fn a_drawing_names_and_describes_itself_and_has_no_style() {
        let svg = drawn(Qualifier::Exact);
        assert!(svg.contains("<title id=\"c-t\">入驻</title><desc id=\"c-d\">一个</desc>"));
        assert!(svg.contains("静安区 &lt;b&gt;") && svg.contains("2023") && svg.contains("94家"));
        assert!(!svg.contains("style") && !svg.contains("script"));
    }
}
