//! What a publication calls the keys of its cases, in the place of the words of a theme.

use std::sync::Arc;

use crate::foundation::language::{LanguageTag, Localised};
use crate::publication::config::Config;
use crate::text::script::Converter;

/// Returns the texts that `cases` of `site.yaml` words for readers of `language`, by key; what is
/// written in another script is converted.
pub(super) fn words_for(
    language: &LanguageTag,
    config: &Config,
    mut converter: impl FnMut(&LanguageTag) -> Option<Arc<Converter>>,
) -> Vec<(String, String)> {
    let of_key = |(key, words): (&str, &Localised)| {
        let (from, word) = nearest_form(words, language, &config.language)?;
        let converter = if language.distance_from(&from) < 2 { None } else { converter(&from) };
        let word = converter.map_or_else(|| word.to_owned(), |to| to.convert_text(word));
        Some((key.to_owned(), word))
    };
    config.cases.texts().filter_map(of_key).collect()
}

/// Returns the form of a word for `language` and what it is written in; `None` where there are
/// forms in other languages alone.
fn nearest_form<'a>(
    words: &'a Localised,
    language: &LanguageTag,
    default: &LanguageTag,
) -> Option<(LanguageTag, &'a str)> {
    let for_all = if default.is_same_language(language) { default } else { language };
    let form = |(tag, word): (Option<&str>, &'a str)| {
        let from = tag.map_or_else(|| Some(for_all.clone()), LanguageTag::parse)?;
        let far = language.distance_from(&from);
        (far < 3).then_some(((tag.is_none(), far), from, word))
    };
    let nearest = words.forms().filter_map(form).min_by_key(|(order, ..)| *order);
    nearest.map(|(_, from, word)| (from, word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Sink;

    /// Returns what readers of some languages call one model and several; converted words are in
    /// Traditional characters.
    fn words(model: &str, languages: &[&str]) -> Vec<String> {
        let site = format!(
            "title: t\nbase_url: https://example.org/\nlanguage: zh-Hans\ncases: {{model: {model}}}\n"
        );
        let config = Config::read_config(&site, &mut Sink::default());
        let of_language = |name: &&str| {
            let tag = LanguageTag::parse(name).unwrap();
            let convert = |from: &LanguageTag| Converter::new(from, &tag, &[]).map(Arc::new);
            let words = words_for(&tag, &config, convert);
            words.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" ")
        };
        languages.iter().map(of_language).collect()
    }

    #[test]
    fn several_are_called_as_one_in_each_language_without_a_word_for_several() {
        let model = "{label: {zh-Hans: 类别, en: Cause}, plural: {en: Causes}}";
        assert_eq!(words(model, &["zh-Hans", "en", "fr"]), ["类别 类别", "Cause Causes", ""]);
        assert_eq!(words("{plural: {en: Causes}}", &["zh-Hans", "en"]), ["", "Causes"]);
    }

    #[test]
    fn a_word_stands_for_all_who_read_its_language() {
        let model = "{label: {zh: 类别, en: Cause}}";
        let called = words(model, &["zh-Hans", "zh-TW", "en-GB"]);
        assert_eq!(called, ["类别 类别", "類別 類別", "Cause Cause"]);
        assert_eq!(words("{label: 类别}", &["zh-Hant", "en"]), ["類別 類別", "类别 类别"]);
    }
}
