//! The normalised form of a figure, shown beside the printed one.

use super::{Decimal, Qualifier};

/// Writes a figure in full, with its exactness in words: `至少30,000,000元` where `language` is
/// Chinese, `at least 30,000,000 yuan` where it is English, `≥ 30,000,000 Yuan` elsewhere.
/// `unit` is the unit's name in that language. [`super::read`] reads back all three.
#[must_use]
pub fn write(value: Decimal, qualifier: Qualifier, unit: &str, language: &str) -> String {
    let chinese = is(language, "zh");
    let words = match qualifier {
        Qualifier::Exact => ["", "", ""],
        Qualifier::AtLeast => ["至少", "at least ", "≥ "],
        Qualifier::AtMost => ["至多", "at most ", "≤ "],
        Qualifier::About if is_traditional(language) => ["約", "about ", "≈ "],
        Qualifier::About => ["约", "about ", "≈ "],
    };
    let [zh, en, other] = words;
    let before = if chinese {
        zh
    } else if is(language, "en") {
        en
    } else {
        other
    };
    // Symbols stand close to the number in every language; words do so in Chinese alone.
    let close = chinese || unit.is_empty() || unit.starts_with(['%', '‰', '°', '℃']);
    [before, &value.grouped(), if close { "" } else { " " }, unit].concat()
}

/// Tells whether a tag of Chinese is of the Traditional script, by name or by the region that writes it.
fn is_traditional(tag: &str) -> bool {
    tag.split(['-', '_'])
        .skip(1)
        .any(|part| ["Hant", "TW", "HK", "MO"].iter().any(|own| part.eq_ignore_ascii_case(own)))
}

/// Tells whether the language tag `tag` is of the language `primary` (BCP 47: the first subtag).
fn is(tag: &str, primary: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|first| first.eq_ignore_ascii_case(primary))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::read;
    use super::*;

    #[test]
    fn a_figure_is_written_for_its_readers() {
        let value = Decimal::from(30_000_000u64);
        assert_eq!(write(value, Qualifier::AtLeast, "元", "zh-Hans"), "至少30,000,000元");
        assert_eq!(write(value, Qualifier::AtLeast, "yuan", "en"), "at least 30,000,000 yuan");
        assert_eq!(write(value, Qualifier::AtMost, "Yuan", "de"), "≤ 30,000,000 Yuan");
        assert_eq!(write(Decimal::from(94u64), Qualifier::Exact, "家", "zh"), "94家");
        let share = Decimal::parse("23.6").unwrap();
        assert_eq!(write(share, Qualifier::About, "%", "zh-Hans-CN"), "约23.6%");
        assert_eq!(write(share, Qualifier::About, "%", "zh-Hant"), "約23.6%");
        assert_eq!(write(share, Qualifier::About, "%", "en-GB"), "about 23.6%");
        assert_eq!(write(share, Qualifier::Exact, "", "en"), "23.6");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            number in "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,4})?",
            qualifier in prop::sample::select(Qualifier::ALL.to_vec()),
            (language, unit) in prop::sample::select(vec![
                ("zh", "元"), ("zh-Hans", "家"), ("zh-Hant", "人次"), ("zh", "%"), ("zh", "个百分点"), ("zh", "千米"), ("zh", "元/人"), ("zh", ""),
                ("en", "yuan"), ("en", "organisations"), ("en", "%"), ("en", "percentage points"), ("en", "m²"), ("en", ""),
                ("de", "Yuan"), ("fr", "%"), ("", "x"),
            ]),
        ) {
            let value = Decimal::parse(&number).unwrap();
            let written = write(value, qualifier, unit, language);
            let reading = read(&written);
            prop_assert!(reading.is_some(), "{}", written);
            let reading = reading.unwrap();
            prop_assert_eq!((reading.value, reading.qualifier, reading.unit.as_str()), (value, qualifier, unit), "{}", written);
        }
    }
}
