//! The order of names: Chinese by Pinyin or strokes, other languages as their readers expect.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

use crate::foundation::language::LanguageTag;

/// How Chinese titles are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// By Pinyin.
    #[default]
    Pinyin,
    /// By the number of strokes.
    Stroke,
}

/// Compares names as readers of one language expect them ordered; the default one by code points.
#[derive(Clone, Default)]
pub struct Collation {
    /// `None` when there are no data for the language: then by code points.
    collator: Option<std::sync::Arc<CollatorBorrowed<'static>>>,
    /// How Chinese characters are filed; `None` in other languages.
    han: Option<Sort>,
}

impl std::fmt::Debug for Collation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Collation").field("han", &self.han).finish_non_exhaustive()
    }
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
        let collator = locale
            .and_then(|locale| Collator::try_new((&locale).into(), CollatorOptions::default()).ok())
            .map(std::sync::Arc::new);
        Self { collator, han: chinese.then_some(sort) }
    }

    /// Compares two names; equal ones by code points, so that the order is total.
    ///
    /// Marks before the first letter do not count: “三化”治理 stands among the names in S.
    #[must_use]
    pub fn compare_names(&self, a: &str, b: &str) -> Ordering {
        let by_language = self
            .by_language(without_leading_marks(a), without_leading_marks(b))
            .then_with(|| self.by_language(a, b));
        by_language.then_with(|| a.cmp(b))
    }

    fn by_language(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_ref().map_or(Ordering::Equal, |collator| collator.compare(a, b))
    }

    /// Returns what a name is filed under, in step with [`Collation::compare_names`].
    #[must_use]
    pub fn find_initial(&self, name: &str) -> Initial {
        let stripped = without_leading_marks(name);
        let Some(first) = stripped.chars().next().filter(|c| c.is_alphanumeric()) else {
            return Initial::Other;
        };
        if let Some(letter) = first.nfd().next().filter(char::is_ascii_alphabetic) {
            return Initial::Letter(letter.to_ascii_uppercase());
        }
        let Some(han) = self.han.filter(|_| first.to_pinyin().is_some()) else {
            return Initial::Other;
        };
        // The data hold a mark before the first character of each letter and of each number of
        // strokes (UTS 35, part 5, 1.14.1). A word may have a place of its own, as 重庆 has under
        // C.
        let is_behind = |mark: char| self.by_language(&format!("\u{FDD0}{mark}"), stripped).is_le();
        match han {
            Sort::Pinyin => {
                let place = LETTERS.partition_point(|letter| is_behind(*letter));
                LETTERS
                    .get(place.wrapping_sub(1))
                    .map_or(Initial::Other, |letter| Initial::Letter(*letter))
            }
            Sort::Stroke => {
                let strokes: Vec<(char, u8)> = ('\u{2801}'..).zip(1..=MOST_STROKES).collect();
                let place = strokes.partition_point(|(sign, _)| is_behind(*sign));
                strokes
                    .get(place.wrapping_sub(1))
                    .map_or(Initial::Other, |(_, count)| Initial::Strokes(*count))
            }
        }
    }
}

/// Returns a name from its first letter or digit on; all of it, when it has none.
fn without_leading_marks(name: &str) -> &str {
    name.find(char::is_alphanumeric).and_then(|at| name.get(at..)).unwrap_or(name)
}

/// The letters with which a syllable of Pinyin can begin.
const LETTERS: [char; 23] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T',
    'W', 'X', 'Y', 'Z',
];

/// The most strokes that have a mark of their own in the data.
const MOST_STROKES: u8 = 48;

/// What a name is filed under, in the order of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Initial {
    /// The number of strokes of its first character.
    Strokes(u8),
    /// A letter from A to Z: by Pinyin, or its own.
    Letter(char),
    /// Numbers, and letters of other scripts.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(language: &str, sort: Sort, names: &[&'static str]) -> Vec<&'static str> {
        let order = Collation::new(&LanguageTag::parse(language).unwrap(), sort);
        let mut names = names.to_vec();
        names.sort_by(|a, b| order.compare_names(a, b));
        names
    }

    #[test]
    fn chinese_names_are_ordered_by_pinyin_or_strokes() {
        assert_eq!(
            sorted("zh-Hans", Sort::Pinyin, &["志愿", "党建", "公益"]),
            vec!["党建", "公益", "志愿"]
        );
        assert_eq!(
            sorted("zh-Hans", Sort::Stroke, &["党建", "一核", "公益"]),
            vec!["一核", "公益", "党建"]
        );
        assert_eq!(sorted("en", Sort::Pinyin, &["b", "A", "a"]), vec!["a", "A", "b"]);
        assert_eq!(
            sorted("zh-Hans", Sort::Pinyin, &["“三化”", "三会", "《党建》", "公益"]),
            vec!["《党建》", "公益", "“三化”", "三会"]
        );
    }

    fn filed(language: &str, sort: Sort, names: &[&str]) -> Vec<Initial> {
        let order = Collation::new(&LanguageTag::parse(language).unwrap(), sort);
        names.iter().map(|name| order.find_initial(name)).collect()
    }

    #[test]
    fn a_name_is_filed_under_its_first_letter() {
        use Initial::{Letter, Other};
        let names =
            ["“三化”治理", "五星", "hub", "1+14+X", "…", "阿里", "坐标", "Étoile", "ひらがな"];
        let letters = [
            Letter('S'),
            Letter('W'),
            Letter('H'),
            Other,
            Other,
            Letter('A'),
            Letter('Z'),
            Letter('E'),
            Other,
        ];
        assert_eq!(filed("zh-Hans", Sort::Pinyin, &names), letters);
        assert_eq!(
            filed("en", Sort::Pinyin, &["hub", "Étoile", "五星"]),
            [Letter('H'), Letter('E'), Other]
        );
    }

    #[test]
    fn a_name_is_filed_under_its_strokes() {
        use Initial::{Letter, Strokes};
        assert_eq!(
            filed("zh-Hans", Sort::Stroke, &["一核", "公益", "“三化”", "党建", "hub"]),
            [Strokes(1), Strokes(4), Strokes(3), Strokes(10), Letter('H')]
        );
    }

    #[test]
    fn names_are_filed_in_the_order_they_stand_in() {
        // Characters of several readings among them: an index must not file 重庆 away from its
        // neighbours.
        let names = [
            "重庆", "长沙", "厦门", "六安", "单县", "曾都", "朝阳", "乐山", "解州", "行唐", "安吉",
            "资阳", "欧阳", "额敏",
        ];
        for sort in [Sort::Pinyin, Sort::Stroke] {
            let order = Collation::new(&LanguageTag::parse("zh-Hans").unwrap(), sort);
            let filed: Vec<Initial> = sorted("zh-Hans", sort, &names)
                .into_iter()
                .map(|name| order.find_initial(name))
                .collect();
            assert!(filed.is_sorted(), "{sort:?}: {filed:?}");
        }
    }
}
