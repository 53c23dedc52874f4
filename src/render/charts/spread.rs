//! A spread: how many figures lie in each stretch of one scale, where they are too many for a row
//! each.

use super::scale::{Scale, scale_label};
use super::svg::{Anchor, SIZE, Svg, width_of};
use super::{Frame, WIDTH};
use crate::text::figure::{Decimal, Qualifier};

/// The figures between two round values; the lower one belongs to them, the upper one to the next
/// stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bin {
    /// The lower value, written out.
    pub from: String,
    /// The upper value, written out.
    pub to: String,
    /// How many exact figures there are.
    pub exact: usize,
    /// How many are at least, at most or about so much.
    pub inexact: usize,
}

impl Bin {
    /// Returns how many figures there are.
    #[must_use]
    pub(crate) fn count(&self) -> usize {
        self.exact + self.inexact
    }
}

/// How many stretches there are between two numbers of the axis: a fifth of a round step is round
/// again.
const PARTS: u32 = 5;

const TOP: f64 = 18.0;
const BOTTOM: f64 = 128.0;

fn spread_scale(values: &[(Decimal, Qualifier)], whole: Option<f64>) -> Scale {
    Scale::from_nought(
        values.iter().map(|(value, _)| value.to_f64()).chain(whole),
        (8.0, WIDTH - 8.0),
    )
}

/// The borders of the stretches.
fn bin_borders(scale: Scale) -> Vec<f64> {
    let ticks = scale.ticks();
    let inner = ticks.windows(2).flat_map(|pair| {
        let (low, high) = (pair[0], pair[1]);
        (0..PARTS).map(move |part| low + (high - low) * f64::from(part) / f64::from(PARTS))
    });
    inner.chain(ticks.last().copied()).collect()
}

/// Sorts figures into stretches between round values. `whole` is where the scale ends when it is
/// known, as for shares.
#[must_use]
pub(crate) fn sort_into_bins(values: &[(Decimal, Qualifier)], whole: Option<f64>) -> Vec<Bin> {
    let borders = bin_borders(spread_scale(values, whole));
    let mut bins: Vec<Bin> = borders
        .windows(2)
        .map(|pair| Bin {
            from: scale_label(pair[0]),
            to: scale_label(pair[1]),
            exact: 0,
            inexact: 0,
        })
        .collect();
    let last = bins.len().saturating_sub(1);
    for (value, qualifier) in values {
        let value = value.to_f64();
        let place = borders.partition_point(|border| *border <= value).saturating_sub(1).min(last);
        if let Some(bin) = bins.get_mut(place) {
            match qualifier {
                Qualifier::Exact => bin.exact += 1,
                Qualifier::AtLeast | Qualifier::AtMost | Qualifier::About => bin.inexact += 1,
            }
        }
    }
    bins
}

/// Draws how many figures lie in each stretch: a full column for exact ones and an open one on top
/// for all others.
#[must_use]
pub(crate) fn draw_spread(
    frame: &Frame,
    values: &[(Decimal, Qualifier)],
    unit: &str,
    whole: Option<f64>,
) -> String {
    let mut svg = Svg::new();
    let scale = spread_scale(values, whole);
    let (bins, borders) = (sort_into_bins(values, whole), bin_borders(scale));
    let number = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
    let most = bins.iter().map(Bin::count).max().unwrap_or(0).max(1);
    let tall = |count: usize| number(count) / number(most) * (BOTTOM - TOP);
    svg.draw_line("rule", (0.0, BOTTOM), (WIDTH, BOTTOM));
    for (bin, pair) in bins.iter().zip(borders.windows(2)) {
        let (left, right) = (scale.place_of(pair[0]) + 0.8, scale.place_of(pair[1]) - 0.8);
        let (full, open) = (tall(bin.exact), tall(bin.inexact));
        if bin.exact > 0 {
            svg.draw_rect("bar", (left, BOTTOM - full), (right - left, full));
        }
        if bin.inexact > 0 {
            svg.draw_rect("open", (left, BOTTOM - full - open), (right - left, open));
        }
        let text = bin.count().to_string();
        // A number wider than its column would touch its neighbour's; the tallest column always has
        // one.
        if bin.count() > 0 && (width_of(&text) < right - left || bin.count() == most) {
            let x = f64::midpoint(left, right)
                .clamp(width_of(&text) / 2.0, WIDTH - width_of(&text) / 2.0);
            svg.draw_text("tick halo", (x, BOTTOM - full - open - 4.0), Anchor::Middle, &text);
        }
    }
    let ticks = scale.ticks();
    for (place, tick) in ticks.iter().enumerate() {
        let y = BOTTOM + SIZE + 3.0;
        if place + 1 == ticks.len() {
            let text = format!("{} {unit}", scale_label(*tick));
            svg.draw_text("tick", (WIDTH, y), Anchor::End, text.trim_end());
        } else {
            let text = scale_label(*tick);
            let x = scale.place_of(*tick).max(width_of(&text) / 2.0);
            svg.draw_text("tick", (x, y), Anchor::Middle, &text);
        }
    }
    svg.finish_drawing(frame, BOTTOM + SIZE + 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(list: &[(u64, Qualifier)]) -> Vec<(Decimal, Qualifier)> {
        list.iter().map(|(value, qualifier)| (Decimal::from(*value), *qualifier)).collect()
    }

    #[test]
    fn every_figure_lies_in_one_stretch() {
        let values: Vec<_> =
            (0..=100u64).map(|value| (Decimal::from(value), Qualifier::Exact)).collect();
        let bins = sort_into_bins(&values, Some(100.0));
        assert_eq!(bins.iter().map(Bin::count).sum::<usize>(), 101);
        assert_eq!((bins[0].from.as_str(), bins.last().unwrap().to.as_str()), ("0", "100"));
        // A border belongs to the stretch above it, the end of the scale to the last one.
        assert_eq!((bins[1].from.as_str(), bins[1].count()), ("10", 10));
        assert_eq!(bins.last().unwrap().count(), 11);
    }

    #[test]
    fn an_inexact_figure_is_never_drawn_as_an_exact_one() {
        let exact = draw_spread(
            &Frame::default(),
            &values(&[(3, Qualifier::Exact), (8, Qualifier::Exact)]),
            "家",
            None,
        );
        assert!(exact.contains(r#"class="bar""#) && !exact.contains(r#"class="open""#));
        for qualifier in [Qualifier::AtLeast, Qualifier::AtMost, Qualifier::About] {
            let drawn = draw_spread(
                &Frame::default(),
                &values(&[(3, qualifier), (8, qualifier)]),
                "家",
                None,
            );
            assert!(drawn.contains(r#"class="open""#) && !drawn.contains(r#"class="bar""#));
        }
    }
}
