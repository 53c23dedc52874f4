//! The texts of a theme that readers see: in every language that it has, and of one edition with
//! all gaps of one language filled from the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::Value;

use super::case_words::words_for;
use super::text_parts::fill_parts;
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::publication::config::Config;
use crate::text::date::DateFormat;
use crate::text::figure::FigureFormat;
use crate::text::pattern::Pattern;
use crate::text::script::Converter;

/// The key of what a language calls itself. It is the one text that no other language can stand in
/// for.
const LANGUAGE_NAME: &str = "language_name";

/// How the keys of texts begin that stand in rendered bodies.
const BODY: &str = "body_";

/// The texts that a theme has, by language and key.
#[derive(Clone, Debug, Default)]
pub struct ThemeTexts(BTreeMap<String, BTreeMap<String, String>>);

impl ThemeTexts {
    /// Adds the texts of a layer that lies above what is there.
    pub(super) fn add_layer(&mut self, language: &str, texts: BTreeMap<String, String>) {
        self.0.entry(language.to_owned()).or_default().extend(texts);
    }

    /// Returns all keys, in whatever language.
    pub(super) fn keys(&self) -> BTreeSet<&str> {
        self.0.values().flat_map(|texts| texts.keys().map(String::as_str)).collect()
    }

    /// Returns the text under a key in each language that has it.
    pub(super) fn all_of(&self, key: &str) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(move |texts| texts.get(key)).map(String::as_str)
    }

    /// Returns the language whose texts stand in for those of `language`, when there is none of its
    /// own.
    #[must_use]
    pub fn stand_in(&self, language: &LanguageTag) -> Option<LanguageTag> {
        let nearest = self.in_order(language).next().map(|(nearest, _)| nearest)?;
        (!nearest.is_same_language(language)).then_some(nearest)
    }

    /// Returns the keys of what is written in other languages alone, and the language that stands
    /// in for most of it.
    #[must_use]
    pub fn missing_in(&self, language: &LanguageTag) -> Option<(LanguageTag, Vec<&str>)> {
        let all: Vec<_> = self.in_order(language).collect();
        let is_own = |tag: &LanguageTag| tag.is_same_language(language);
        let (other, _) = all.iter().find(|(tag, _)| !is_own(tag))?;
        let own = || all.iter().filter(|(tag, _)| is_own(tag));
        let is_written = |key: &&str| own().any(|(_, texts)| texts.contains_key(*key));
        let missing: Vec<&str> = self.keys().into_iter().filter(|key| !is_written(key)).collect();
        Some((other.clone(), missing))
    }

    /// Returns what a language calls itself; `None` where the theme does not know it.
    #[must_use]
    pub fn language_name(&self, language: &LanguageTag) -> Option<&str> {
        self.in_order(language)
            .filter(|(tag, _)| tag.is_same_language(language) && tag.is_same_script(language))
            .find_map(|(_, texts)| texts.get(LANGUAGE_NAME))
            .map(String::as_str)
    }

    /// Returns the texts for readers of `language`. What the theme lacks in it comes from the same
    /// language in another script, converted by what `converter` returns for that, then from
    /// English, then from any other.
    #[must_use]
    pub fn texts_for(
        &self,
        language: &LanguageTag,
        mut converter: impl FnMut(&LanguageTag) -> Option<Arc<Converter>>,
        config: &Config,
    ) -> Texts {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        for (from, texts) in self.in_order(language) {
            let missing: Vec<_> = texts.iter().filter(|(key, _)| !all.contains_key(*key)).collect();
            let converter = (!missing.is_empty() && from.is_same_language(language))
                .then(|| converter(&from))
                .flatten();
            all.extend(missing.into_iter().map(|(key, text)| {
                let text = converter
                    .as_ref()
                    .map_or_else(|| text.clone(), |converter| converter.convert_text(text));
                (key.clone(), text)
            }));
        }
        all.extend(words_for(language, config, converter));
        fill_parts(&mut all, &config.cases);
        Texts::new(all)
    }

    /// Returns the texts of all editions; `converter` returns what turns the first script into the
    /// second.
    #[must_use]
    pub fn of_editions(
        &self,
        config: &Config,
        mut converter: impl FnMut(&LanguageTag, &LanguageTag) -> Option<Arc<Converter>>,
    ) -> EditionTexts {
        let mut of =
            |tag: &LanguageTag| Arc::new(self.texts_for(tag, |from| converter(from, tag), config));
        let first = of(&config.language);
        let others: Vec<_> =
            config.editions.iter().map(|edition| (edition.tag.clone(), of(&edition.tag))).collect();
        let in_bodies: Vec<_> = others.iter().map(|(tag, texts)| (tag, texts.in_bodies)).collect();
        let hash = Hash::of_value(&(first.in_bodies, in_bodies));
        EditionTexts { first, others, hash }
    }

    /// All languages, the nearest to `language` first.
    fn in_order(
        &self,
        language: &LanguageTag,
    ) -> impl Iterator<Item = (LanguageTag, &BTreeMap<String, String>)> {
        let mut all: Vec<_> = self
            .0
            .iter()
            .filter_map(|(tag, texts)| Some((LanguageTag::parse(tag)?, texts)))
            .collect();
        all.sort_by_key(|(tag, _)| (language.distance_from(tag), tag.as_str() != "en"));
        all.into_iter()
    }
}

/// The texts for readers of one language.
pub struct Texts {
    /// `t` for templates.
    pub value: Value,
    /// How dates are written.
    pub dates: DateFormat,
    /// How figures are written.
    pub figures: FigureFormat,
    /// How a region is named within the one above it: `inner` within `outer`.
    pub region_within: Pattern,
    /// The hash of what stands in bodies.
    in_bodies: Hash,
}

impl Texts {
    pub(super) fn new(all: BTreeMap<String, String>) -> Self {
        let text = |key: &str| all.get(key).map_or("", String::as_str);
        let figures = FigureFormat::new(text);
        let bodies: Vec<_> = all.iter().filter(|(key, _)| key.starts_with(BODY)).collect();
        Self {
            in_bodies: Hash::of_value(&(&figures, bodies)),
            dates: DateFormat::new(text),
            figures,
            region_within: Pattern::parse(text("region_within"), &["inner", "outer"]),
            value: Value::from(all),
        }
    }

    /// Returns the text of a key; the key itself where there is none.
    #[must_use]
    pub fn text_of<'a>(&'a self, key: &'a str) -> &'a str {
        self.find_text(key).unwrap_or(key)
    }

    /// Returns the text of a key.
    pub(super) fn find_text<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        self.value.get_from_path(key).and_then(Value::as_str)
    }
}

/// The texts of the theme in each edition, or what is made of them.
pub struct EditionTexts<T = Texts> {
    first: Arc<T>,
    others: Vec<(LanguageTag, Arc<T>)>,
    /// The hash of those that stand in bodies.
    pub hash: Hash,
}

impl<T> EditionTexts<T> {
    /// Returns the texts of the edition in `language`; those of the first edition where there is no
    /// other.
    #[must_use]
    pub fn texts_for(&self, language: &LanguageTag) -> &Arc<T> {
        let found = self.others.iter().find(|(tag, _)| tag == language);
        found.map_or(&self.first, |(_, texts)| texts)
    }

    /// Returns what `make` makes for each edition, those but the first by their language; `None`
    /// where it makes nothing for one.
    pub(super) fn try_map<U>(
        &self,
        mut make: impl FnMut(Option<&LanguageTag>, &T) -> Option<U>,
    ) -> Option<EditionTexts<U>> {
        let first = Arc::new(make(None, &self.first)?);
        let others = self.others.iter();
        let others = others.map(|(tag, texts)| Some((tag.clone(), make(Some(tag), texts)?.into())));
        Some(EditionTexts { first, others: others.collect::<Option<_>>()?, hash: self.hash })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::parse(text).unwrap()
    }

    fn texts(languages: &[(&str, &[(&str, &str)])]) -> ThemeTexts {
        let mut all = ThemeTexts::default();
        for (language, given) in languages {
            let given = given.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
            all.add_layer(language, given.collect());
        }
        all
    }

    #[test]
    fn what_a_script_lacks_is_converted_from_the_other() {
        let all = texts(&[
            ("en", &[("topic", "Topic"), ("only", "Only")]),
            ("zh-Hans", &[("topic", "主题"), ("home", "首页"), ("language_name", "简体中文")]),
            ("zh-Hant", &[("home", "回首頁"), ("language_name", "繁體中文")]),
        ]);
        let convert = |from: &LanguageTag| Converter::new(from, &tag("zh-TW"), &[]).map(Arc::new);
        let taiwan = all.texts_for(&tag("zh-TW"), convert, &Config::default());
        assert_eq!(
            ["topic", "home", "only"].map(|key| taiwan.text_of(key)),
            ["主題", "回首頁", "Only"]
        );
        let names = ["zh-TW", "zh", "en-GB", "fr"].map(|name| all.language_name(&tag(name)));
        assert_eq!(names, [Some("繁體中文"), Some("简体中文"), None, None]);
    }
}
