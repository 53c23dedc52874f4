//! The order of names: Chinese by Pinyin or strokes, other languages as their readers expect.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use pinyin::ToPinyin;

use crate::config::Sort;
use crate::language::LanguageTag;

/// Compares names as readers of one language expect them ordered.
#[derive(Clone)]
pub struct Collation {
    /// `None` when there are no data for the language: then by code points.
    collator: Option<std::sync::Arc<CollatorBorrowed<'static>>>,
    chinese: bool,
}

impl Collation {
    /// Returns the order for `language`; `sort` settles how Chinese is ordered.
    #[must_use]
    pub fn new(language: &LanguageTag, sort: Sort) -> Self {
        let chinese = language.is_chinese();
        let tag = match (chinese, sort) {
            (true, Sort::Pinyin) => "zh-u-co-pinyin".to_owned(),
            (true, Sort::Stroke) => "zh-u-co-stroke".to_owned(),
            (false, _) => language.as_str().to_owned(),
        };
        let locale = tag.parse::<icu_locale_core::Locale>().ok();
        let collator =
            locale.and_then(|locale| Collator::try_new((&locale).into(), CollatorOptions::default()).ok()).map(std::sync::Arc::new);
        Self { collator, chinese: chinese && sort == Sort::Pinyin }
    }

    /// Compares two names; equal ones by code points, so that the order is total.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let by_language = self.collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b));
        by_language.then_with(|| a.cmp(b))
    }

    /// Returns the letter under which a name is filed: A to Z by Pinyin or by its own first letter, `#` for the rest.
    ///
    /// Marks before the first letter do not count: “三化”治理 stands under S.
    #[must_use]
    pub fn initial(&self, name: &str) -> char {
        let Some(first) = name.chars().find(|c| c.is_alphanumeric()) else { return '#' };
        let letter = if first.is_ascii_alphabetic() {
            Some(first)
        } else if self.chinese {
            first.to_pinyin().and_then(|pinyin| pinyin.first_letter().chars().next())
        } else {
            None
        };
        letter.map_or('#', |letter| letter.to_ascii_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(language: &str, sort: Sort, names: &[&'static str]) -> Vec<&'static str> {
        let order = Collation::new(&LanguageTag::parse(language).unwrap(), sort);
        let mut names = names.to_vec();
        names.sort_by(|a, b| order.compare(a, b));
        names
    }

    #[test]
    fn chinese_names_are_ordered_by_pinyin_or_strokes() {
        assert_eq!(sorted("zh-Hans", Sort::Pinyin, &["志愿", "党建", "公益"]), vec!["党建", "公益", "志愿"]);
        assert_eq!(sorted("zh-Hans", Sort::Stroke, &["党建", "一核", "公益"]), vec!["一核", "公益", "党建"]);
        assert_eq!(sorted("en", Sort::Pinyin, &["b", "A", "a"]), vec!["a", "A", "b"]);
    }

    #[test]
    fn a_name_is_filed_under_its_first_letter() {
        let order = Collation::new(&LanguageTag::parse("zh-Hans").unwrap(), Sort::Pinyin);
        assert_eq!(["“三化”治理", "五星", "hub", "1+14+X", "…"].map(|name| order.initial(name)), ['S', 'W', 'H', '#', '#']);
    }
}
