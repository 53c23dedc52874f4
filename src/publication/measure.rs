//! When two figures may be compared, and in which unit: the guard of every chart and table that
//! sets figures side by side.

use crate::publication::config::{Indicator, Kind, Vocabulary};
use crate::text::figure::Decimal;

/// A share in tenths, as in 三成.
const TENTH: &str = "成";

/// A share in thousandths.
const THOUSANDTH: &str = "‰";

/// A figure as the guard sees it.
#[derive(Clone, Copy, Debug)]
pub struct Measurement<'a> {
    /// The shared measure that it is one of; `None` when it stands alone.
    pub indicator: Option<&'a Indicator>,
    /// Its unit; empty for a bare number.
    pub unit: &'a str,
}

/// Why two figures are not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// One of them belongs to no indicator.
    Alone,
    /// One is, say, a share and the other a count.
    Kind(Kind, Kind),
    /// Their units do not convert into one another.
    Dimension(String, String),
    /// They are of one kind and unit, but measure different things.
    Indicator,
}

impl Vocabulary {
    /// Returns the unit that `unit` converts to; a unit that is not listed converts to nothing
    /// else, but for shares: 三成 is 30 %.
    #[must_use]
    pub fn dimension_of<'a>(&'a self, unit: &'a str) -> &'a str {
        match self.find_unit(unit) {
            Some(listed) => listed.dimension(),
            None if matches!(unit, TENTH | THOUSANDTH) => "%",
            None => unit,
        }
    }

    /// Returns `value` in the unit that `unit` converts to; `None` when it cannot be held exactly.
    #[must_use]
    pub fn in_base(&self, value: Decimal, unit: &str) -> Option<Decimal> {
        match self.find_unit(unit) {
            Some(listed) => value.checked_mul(listed.factor),
            None if unit == TENTH => value.checked_mul(10u64),
            None if unit == THOUSANDTH => value.checked_div(10u64),
            None => Some(value),
        }
    }

    /// Returns `value`, which is in `from`, in the unit `to`; `None` when the units do not convert
    /// or the result cannot be written exactly.
    #[must_use]
    pub fn convert_unit(&self, value: Decimal, from: &str, to: &str) -> Option<Decimal> {
        if from == to {
            return Some(value);
        }
        if self.dimension_of(from) != self.dimension_of(to) {
            return None;
        }
        let value = self.in_base(value, from)?;
        match self.find_unit(to) {
            Some(listed) => value.checked_div(listed.factor),
            None if to == TENTH => value.checked_div(10u64),
            None if to == THOUSANDTH => value.checked_mul(10u64),
            None => Some(value),
        }
    }

    /// Tells whether two figures may be set against one another.
    ///
    /// # Errors
    /// Returns why they may not.
    pub fn check_comparable(&self, a: Measurement<'_>, b: Measurement<'_>) -> Result<(), WhyNot> {
        let (Some(first), Some(other)) = (a.indicator, b.indicator) else {
            return Err(WhyNot::Alone);
        };
        if let (Some(one), Some(two)) = (first.kind, other.kind)
            && one != two
        {
            return Err(WhyNot::Kind(one, two));
        }
        if self.dimension_of(a.unit) != self.dimension_of(b.unit) {
            return Err(WhyNot::Dimension(a.unit.to_owned(), b.unit.to_owned()));
        }
        if first.id == other.id { Ok(()) } else { Err(WhyNot::Indicator) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::foundation::diagnostic::Sink;
    use crate::publication::config::Config;

    fn vocabulary() -> Config {
        let text = "title: t\nbase_url: https://example.org/\nunits: [元, 人, 分钟, {id: 小时, base: 分钟, factor: 60}, {id: 万元, base: 元, factor: 10000}]\n\
            indicators: [{id: funds, label: f, unit: 万元, kind: amount}, \
            {id: people, label: p, unit: 人, kind: level}, \
            {id: members, label: m, unit: 人, kind: level}]\n";
        let mut sink = Sink::default();
        let config = Config::read_config(text, &mut sink);
        assert!(sink.is_empty());
        config
    }

    #[test]
    fn figures_of_one_indicator_and_dimension_compare() {
        let config = vocabulary();
        let words = &config.vocabulary;
        let figure = |id: &str, unit| Measurement { indicator: words.find_indicator(id), unit };
        assert_eq!(words.check_comparable(figure("funds", "万元"), figure("funds", "元")), Ok(()));
        assert_eq!(
            words.check_comparable(figure("", "元"), figure("funds", "元")),
            Err(WhyNot::Alone)
        );
        assert_eq!(
            words.check_comparable(figure("funds", "元"), figure("people", "人")),
            Err(WhyNot::Kind(Kind::Amount, Kind::Level))
        );
        assert_eq!(
            words.check_comparable(figure("people", "人"), figure("people", "元")),
            Err(WhyNot::Dimension("人".into(), "元".into()))
        );
        assert_eq!(
            words.check_comparable(figure("people", "人"), figure("members", "人")),
            Err(WhyNot::Indicator)
        );
    }

    #[test]
    fn a_value_is_converted_exactly_or_not_at_all() {
        let config = vocabulary();
        let words = &config.vocabulary;
        let convert = |value: &str, from, to| {
            words
                .convert_unit(Decimal::parse(value).unwrap(), from, to)
                .map(|number| number.to_string())
        };
        assert_eq!(convert("30000000", "元", "万元").as_deref(), Some("3000"));
        assert_eq!(convert("86000", "元", "万元").as_deref(), Some("8.6"));
        assert_eq!(convert("8.6", "万元", "元"), Some("86000.0".to_owned()));
        assert_eq!(convert("90", "分钟", "小时").as_deref(), Some("1.5"));
        assert_eq!(convert("20", "分钟", "小时"), None);
        assert_eq!(convert("20", "人", "元"), None);
        assert_eq!(convert("20", "本", "本").as_deref(), Some("20"));
    }

    #[test]
    fn shares_convert_without_a_list_of_units() {
        let config = vocabulary();
        let words = &config.vocabulary;
        let convert = |value: &str, from, to| {
            words
                .convert_unit(Decimal::parse(value).unwrap(), from, to)
                .map(|number| number.to_string())
        };
        assert_eq!(convert("3", "成", "%").as_deref(), Some("30"));
        assert_eq!(convert("85", "%", "成").as_deref(), Some("8.5"));
        assert_eq!(convert("3", "‰", "%").as_deref(), Some("0.3"));
        assert_eq!(convert("2", "%", "‰").as_deref(), Some("20"));
        assert_eq!(convert("2", "%", "人"), None);
    }

    proptest! {
        #[test]
        fn a_conversion_and_back_is_the_same(value in "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,4})?") {
            let config = vocabulary();
            let value = Decimal::parse(&value).unwrap();
            let there = config.vocabulary.convert_unit(value, "元", "万元").unwrap();
            prop_assert_eq!(config.vocabulary.convert_unit(there, "万元", "元"), Some(value));
        }
    }
}
