//! Addresses out of texts of any kind and length.

use rustc_hash::FxHashSet;

use crate::foundation::hash::Hash;
use crate::foundation::path::OutPath;
use crate::text::make_slug;

/// How many bytes of a text an address shows: twenty Chinese characters.
const LENGTH: usize = 60;

/// The addresses that were given so far.
#[derive(Default)]
pub(crate) struct SlugRegistry {
    /// As file systems compare names.
    taken: FxHashSet<String>,
}

impl SlugRegistry {
    /// Returns the part of an address that stands for `text`: its slug, and behind it some of its
    /// hash where the slug is too long, is no name of a file or was given to another text.
    pub(crate) fn give_slug(&mut self, text: &str) -> String {
        let whole = make_slug(text);
        let shown = whole[..whole.floor_char_boundary(LENGTH)].trim_end_matches('-');
        let marked = |digits| format!("{shown}-{}", Hash::of_bytes(text.as_bytes()).hex(digits));
        let plain = (whole.len() <= LENGTH).then(|| whole.clone());
        let mut free = plain.into_iter().chain((8..32).map(marked));
        let free = free.find(|candidate| {
            OutPath::new(candidate).is_ok_and(|path| self.taken.insert(path.fold_case()))
        });
        free.unwrap_or_else(|| marked(32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given<const N: usize>(texts: [&str; N]) -> [String; N] {
        let mut addresses = SlugRegistry::default();
        texts.map(|text| addresses.give_slug(text))
    }

    #[test]
    fn a_text_is_addressed_by_its_slug() {
        assert_eq!(
            given(["甲", "Level 1", "三星（市级）", "2.5"]),
            ["甲", "level-1", "三星-市级", "2-5"]
        );
    }

    #[test]
    fn texts_with_one_slug_have_addresses_of_their_own() {
        let [first, second, third, accented, capital] = given(["A+", "a", "A-", "é", "É"]);
        assert_eq!((first.as_str(), accented.as_str()), ("a", "é"));
        assert!(
            second.starts_with("a-") && third.starts_with("a-") && second != third,
            "{second} {third}"
        );
        assert!(capital.starts_with("É-"), "{capital}: some file systems fold case");
        // Whatever else is there, a text has the same mark.
        assert_eq!(given(["A-", "a"])[1], second);
    }

    #[test]
    fn a_text_that_is_written_like_the_address_of_another_does_not_take_it() {
        let [_, marked] = given(["a", "A"]);
        let [like, _, other] = given([&marked, "a", "A"]);
        assert_eq!(like, marked);
        assert!(other.starts_with(&marked) && other.len() > marked.len(), "{other}");
    }

    #[test]
    fn names_of_devices_and_long_texts_are_marked() {
        let long = "很长的一段说明，".repeat(400);
        let other = format!("{long}尾");
        let [device, long, other, nameless] = given(["CON", &long, &other, "！"]);
        assert!(device.starts_with("con-"), "{device}");
        assert!(
            long.starts_with("很长的一段说明-很长的一段") && long.len() < 80 && long != other,
            "{long} {other}"
        );
        assert_eq!(nameless, "section");
    }

    proptest::proptest! {
        #[test]
        fn every_text_has_an_address_that_no_other_has(texts in proptest::collection::hash_set("[aAé。 -]{0,4}|\\PC{0,90}", 0..40)) {
            let mut addresses = SlugRegistry::default();
            let mut seen = FxHashSet::default();
            for text in &texts {
                let path = OutPath::new(&addresses.give_slug(text));
                let path = path.map_err(|why| proptest::test_runner::TestCaseError::fail(format!("{why:?}")))?;
                proptest::prop_assert!(path.as_str().len() < 100 && !path.as_str().contains('/'), "{}", path);
                proptest::prop_assert!(seen.insert(path.fold_case()), "{}", path);
            }
        }
    }
}
