//! Converters between scripts, each made once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::publication::config::Config;
use crate::publication::gazetteer;
use crate::publication::theme::{EditionTexts, ThemeTexts};
use crate::text::script::Converter;

/// A converter with the hash that names it.
pub(super) type Seeded = (Arc<Converter>, Hash);

/// The converters that were asked for so far; `None` between scripts that have none.
#[derive(Default)]
pub(super) struct Converters(FxHashMap<Hash, Option<Arc<Converter>>>);

impl Converters {
    /// Returns the converter of texts between two scripts.
    pub(super) fn load(
        &mut self,
        from: &LanguageTag,
        to: &LanguageTag,
        terms: &[(String, String)],
    ) -> Option<Seeded> {
        let key = Hash::of_value(&(from, to, terms));
        self.keep(key, || Converter::new(from, to, terms))
    }

    /// Returns the converter of the names of built-in regions.
    pub(super) fn load_for_names(
        &mut self,
        to: &LanguageTag,
        terms: &[(String, String)],
    ) -> Option<Seeded> {
        let key = Hash::of_value(&("names", to, terms));
        self.keep(key, || gazetteer::built_in_converter(to, terms))
    }

    /// Returns the texts of a theme for all editions; those in another script are converted.
    pub(super) fn texts_of(&mut self, texts: &ThemeTexts, config: &Config) -> EditionTexts {
        texts.of_editions(config, |from, to| {
            let terms = config.terms.get(to.as_str()).map_or(&[][..], Vec::as_slice);
            self.load(from, to, terms).map(|(converter, _)| converter)
        })
    }

    fn keep(&mut self, key: Hash, make: impl FnOnce() -> Option<Converter>) -> Option<Seeded> {
        let kept = self.0.entry(key).or_insert_with(|| make().map(Arc::new));
        kept.clone().map(|converter| (converter, key))
    }
}
