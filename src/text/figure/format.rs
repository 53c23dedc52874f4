//! The normalised form of a figure, shown beside the printed one.

use super::{Decimal, Qualifier};
use crate::text::pattern::Pattern;

/// How a language writes figures, parsed from the texts of a theme.
#[derive(Clone, Debug, Hash)]
pub struct FigureFormat {
    at_least: Pattern,
    at_most: Pattern,
    about: Pattern,
    unit: Pattern,
}

impl FigureFormat {
    /// Parses the format; `text` returns the text of a key.
    #[must_use]
    pub fn new<'t>(text: impl Fn(&str) -> &'t str) -> Self {
        let qualified = |key| Pattern::parse(text(key), &["figure"]);
        Self {
            at_least: qualified("figure_at_least"),
            at_most: qualified("figure_at_most"),
            about: qualified("figure_about"),
            unit: Pattern::parse(text("figure_unit"), &["n", "unit"]),
        }
    }

    /// Writes a figure in full, with its exactness in words: `至少30,000,000元`,
    /// `at least 30,000,000 yuan`. `unit` is the unit's name in the same language.
    #[must_use]
    pub fn write_figure(&self, value: Decimal, qualifier: Qualifier, unit: &str) -> String {
        let number = value.with_commas();
        // Symbols stand close to the number in every language.
        let figure = if unit.is_empty() || unit.starts_with(['%', '‰', '°', '℃']) {
            [&*number, unit].concat()
        } else {
            self.unit.fill_gaps(&[&number, unit])
        };
        match qualifier {
            Qualifier::Exact => figure,
            Qualifier::AtLeast => self.at_least.fill_gaps(&[&figure]),
            Qualifier::AtMost => self.at_most.fill_gaps(&[&figure]),
            Qualifier::About => self.about.fill_gaps(&[&figure]),
        }
    }
}

/// Writes a number in full, with its exactness as a sign: `≥ 30,000,000`.
#[must_use]
pub fn write_in_signs(value: Decimal, qualifier: Qualifier) -> String {
    let sign = match qualifier {
        Qualifier::Exact => "",
        Qualifier::AtLeast => "≥ ",
        Qualifier::AtMost => "≤ ",
        Qualifier::About => "≈ ",
    };
    [sign, &value.with_commas()].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::read_figure;
    use super::*;

    /// Writes for readers of Chinese or of English.
    fn write(value: Decimal, qualifier: Qualifier, unit: &str, language: &str) -> String {
        let zh = language == "zh";
        let format = FigureFormat::new(|key| match key {
            "figure_at_least" => ["at least {figure}", "至少{figure}"][usize::from(zh)],
            "figure_at_most" => ["at most {figure}", "至多{figure}"][usize::from(zh)],
            "figure_about" => ["about {figure}", "约{figure}"][usize::from(zh)],
            _ => ["{n} {unit}", "{n}{unit}"][usize::from(zh)],
        });
        format.write_figure(value, qualifier, unit)
    }

    #[test]
    fn a_figure_is_written_for_its_readers() {
        let value = Decimal::from(30_000_000u64);
        assert_eq!(write(value, Qualifier::AtLeast, "元", "zh"), "至少30,000,000元");
        assert_eq!(write(value, Qualifier::AtLeast, "yuan", "en"), "at least 30,000,000 yuan");
        assert_eq!(write(Decimal::from(94u64), Qualifier::Exact, "家", "zh"), "94家");
        let share = Decimal::parse("23.6").unwrap();
        assert_eq!(write(share, Qualifier::About, "%", "zh"), "约23.6%");
        assert_eq!(write(share, Qualifier::About, "%", "en"), "about 23.6%");
        assert_eq!(write(share, Qualifier::Exact, "", "en"), "23.6");
        assert_eq!(write_in_signs(value, Qualifier::AtMost), "≤ 30,000,000");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            number in "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,4})?",
            qualifier in prop::sample::select(Qualifier::ALL.to_vec()),
            (language, unit) in prop::sample::select(vec![
                ("zh", "元"), ("zh", "家"), ("zh", "人次"), ("zh", "%"), ("zh", "个百分点"), ("zh", "千米"), ("zh", "元/人"), ("zh", ""),
                ("en", "yuan"), ("en", "organisations"), ("en", "%"), ("en", "percentage points"), ("en", "m²"), ("en", ""),
            ]),
        ) {
            let value = Decimal::parse(&number).unwrap();
            let written = [write(value, qualifier, unit, language), write_in_signs(value, qualifier)];
            for (written, unit) in written.iter().zip([unit, ""]) {
                let reading = read_figure(written);
                prop_assert!(reading.is_some(), "{}", written);
                let reading = reading.unwrap();
                prop_assert_eq!((reading.value, reading.qualifier, reading.unit.as_str()), (value, qualifier, unit), "{}", written);
            }
        }
    }
}
