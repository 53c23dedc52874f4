//! From a value to a place, and the round numbers that are written along the way.

use crate::text::figure::Decimal;

/// Maps values to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that begins at nought, so that lengths do not lie, and ends at a round number past
    /// the largest value.
    pub(super) fn from_nought(
        values: impl Iterator<Item = f64> + Clone,
        (from, to): (f64, f64),
    ) -> Self {
        let low = values.clone().fold(0.0, f64::min);
        let high = values.fold(0.0, f64::max);
        let step = round_step(high - low);
        let low = (low / step).floor() * step;
        let high = ((high / step).ceil() * step).max(low + step);
        Self { low, high, from, to }
    }

    /// A scale between two values.
    pub(super) fn between((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        Self { low, high: if high > low { high } else { low + 1.0 }, from, to }
    }

    pub(super) fn place_of(self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// Returns a few round values from one end to the other.
    pub(super) fn ticks(self) -> Vec<f64> {
        let step = round_step(self.high - self.low);
        let count = ((self.high - self.low) / step).round();
        let mut ticks = Vec::new();
        let mut at = 0.0;
        while at <= count {
            ticks.push(self.low + at * step);
            at += 1.0;
        }
        ticks
    }
}

/// A round step that cuts `span` into two to five parts: 1, 2 or 5 times a power of ten.
fn round_step(span: f64) -> f64 {
    if span <= 0.0 || !span.is_finite() {
        return 1.0;
    }
    let power = 10f64.powf((span / 4.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| span / step <= 4.5)
        .unwrap_or(power * 10.0)
}

/// Writes a round value with a comma between thousands.
pub(super) fn scale_label(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    Decimal::parse(text).map_or_else(|| text.to_owned(), Decimal::with_commas)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_past_every_value() {
        for (high, expected) in [
            (94.0, vec!["0", "50", "100"]),
            (150.0, vec!["0", "50", "100", "150"]),
            (3000.0, vec!["0", "1,000", "2,000", "3,000"]),
            (0.4, vec!["0", "0.1", "0.2", "0.3", "0.4"]),
            (0.0, vec!["0", "0.5", "1"]),
        ] {
            let scale = Scale::from_nought([high].into_iter(), (0.0, 100.0));
            assert_eq!(scale.ticks().into_iter().map(scale_label).collect::<Vec<_>>(), expected);
            assert!(scale.place_of(high) <= 100.0);
        }
    }

    #[test]
    fn a_change_may_fall_below_nought() {
        let scale = Scale::from_nought([-3.0, 8.0].into_iter(), (0.0, 100.0));
        assert!(scale.place_of(-3.0) >= 0.0 && scale.place_of(0.0) > scale.place_of(-3.0));
    }
}
