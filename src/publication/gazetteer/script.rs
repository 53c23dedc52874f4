//! The names of regions in another script.

use std::sync::OnceLock;

use super::{Gazetteer, Region};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::text::script::{Converter, is_convertible};

/// Names that conversion gets wrong, as the table has them and in Traditional Chinese.
#[rustfmt::skip]
const SETTLED: [(&str, &str); 8] = [
    ("湖里区", "湖里區"), ("新干县", "新干縣"), ("凌河区", "凌河區"), ("沈北新区", "瀋北新區"),
    ("云城区", "雲城區"), ("钟山区", "鍾山區"), ("钟山县", "鍾山縣"), ("石拐区", "石拐區"),
];

/// Returns the language that the names of the built-in table are in.
fn built_in_language() -> LanguageTag {
    LanguageTag::parse("zh-Hans").expect("a language tag")
}

/// Returns what brings the names of the built-in table into the script of `to`; `None` where they
/// are in it or there is no way. The publication's own `terms` go before all else.
#[must_use]
pub fn built_in_converter(to: &LanguageTag, terms: &[(String, String)]) -> Option<Converter> {
    let is_open = |(name, _): &&(&str, &str)| !terms.iter().any(|(from, _)| name.contains(from));
    let settled = SETTLED.iter().filter(is_open);
    let settled = settled.map(|(name, wanted)| ((*name).to_owned(), (*wanted).to_owned()));
    let terms: Vec<_> = terms.iter().cloned().chain(settled).collect();
    Converter::of_names(&built_in_language(), to, &terms)
}

/// Tells whether editions in both languages call all regions of the built-in table the same.
#[must_use]
pub fn is_named_alike(one: &LanguageTag, other: &LanguageTag) -> bool {
    let is_converted = |tag| is_convertible(&built_in_language(), tag);
    one == other || !is_converted(one) && !is_converted(other)
}

impl Gazetteer {
    /// Returns the same regions with their names converted, for an edition in another script: each
    /// by the converter that `choose` returns for it, if any. `seed` names the change in the hash.
    #[must_use]
    pub fn convert_names<'c>(
        &self,
        seed: Hash,
        choose: impl Fn(&Region) -> Option<&'c Converter>,
    ) -> Self {
        let convert = |region: &Region| match choose(region) {
            Some(to) => Region {
                name: to.convert_text(&region.name).into(),
                short: region.short.as_deref().map(|short| to.convert_text(short).into()),
                ..region.clone()
            },
            None => region.clone(),
        };
        Self {
            regions: self.regions.iter().map(convert).collect(),
            names: OnceLock::new(),
            former: OnceLock::new(),
            hash: Hash::of_value(&(self.hash, seed)),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_names_are_those_of_places_and_not_of_things() {
        let named = |tag: &str, terms: &[(String, String)], name: &str| {
            let to = LanguageTag::parse(tag).expect("a language");
            built_in_converter(&to, terms).expect("a conversion").convert_text(name)
        };
        for (name, wanted) in [
            ("新社区", "新社區"),
            ("大社区", "大社區"),
            ("布尔津县", "布爾津縣"),
            ("湖里区", "湖里區"),
            ("沈北新区", "瀋北新區"),
            ("后里区", "后里區"),
            ("科尔沁左翼后旗", "科爾沁左翼後旗"),
        ] {
            assert_eq!(named("zh-TW", &[], name), wanted);
        }
        let own = [("湖里".to_owned(), "湖裡".to_owned())];
        assert_eq!(named("zh-TW", &own, "湖里区"), "湖裡區");
        let english = LanguageTag::parse("en").expect("a language");
        assert!(built_in_converter(&english, &[]).is_none());
    }

    #[test]
    fn every_settled_name_is_one_of_the_table() {
        let china = Gazetteer::of_china();
        let names: Vec<&str> = china.regions.iter().map(|region| &*region.name).collect();
        assert!(SETTLED.iter().all(|(name, _)| names.contains(name)));
    }
}
