//! Languages of editions, and texts that may be given in several.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A BCP 47 language tag such as `zh-Hans` or `en`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(Arc<str>);

impl LanguageTag {
    /// Checks a tag: subtags of one to eight letters or digits, the first of two or three letters.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let first = subtags.next()?;
        let language =
            (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
        let rest = subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
        (language && rest).then(|| Self(tag.into()))
    }

    /// Returns the tag as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether this is the language of `other`, in whatever script or country.
    #[must_use]
    pub fn is_same_language(&self, other: &Self) -> bool {
        self == other || self.0.split('-').next() == other.0.split('-').next()
    }

    /// Tells whether both are written in one script, as far as the tags tell: by its name, or for
    /// Chinese by the region.
    #[must_use]
    pub fn is_same_script(&self, other: &Self) -> bool {
        match (self.script(), other.script()) {
            (Some(script), Some(other)) => script.eq_ignore_ascii_case(other),
            _ => true,
        }
    }

    /// Returns how far texts in `other` are from this language: 0 for the very tag, 1 for the same
    /// script, 2 for another script of the language, 3 for another language.
    #[must_use]
    pub fn distance_from(&self, other: &Self) -> u8 {
        match (self == other, self.is_same_language(other), self.is_same_script(other)) {
            (true, ..) => 0,
            (_, true, true) => 1,
            (_, true, false) => 2,
            _ => 3,
        }
    }

    fn script(&self) -> Option<&str> {
        let is_traditional = |part: &str| matches!(part, "TW" | "HK" | "MO");
        let parts = || self.0.split('-').skip(1);
        parts().find(|part| part.len() == 4).or_else(|| {
            self.is_chinese().then(|| if parts().any(is_traditional) { "Hant" } else { "Hans" })
        })
    }

    /// Tells whether this is Chinese in any script.
    #[must_use]
    pub fn is_chinese(&self) -> bool {
        self.0.as_ref() == "zh" || self.0.starts_with("zh-")
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text as `site.yaml` gives it: one for all languages, or one for each.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Localised {
    plain: Option<Arc<str>>,
    by_language: BTreeMap<String, Arc<str>>,
}

impl Localised {
    /// A text that is the same in every language.
    #[must_use]
    pub fn same_everywhere(text: &str) -> Self {
        Self { plain: Some(text.into()), by_language: BTreeMap::new() }
    }

    /// A text for each of some languages.
    #[must_use]
    pub fn by_language(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            plain: None,
            by_language: texts.into_iter().map(|(tag, text)| (tag, text.into())).collect(),
        }
    }

    /// Returns the text for `language`: its own, that of its base language, the plain one,
    /// that of `default`, or the first; empty when there is none.
    #[must_use]
    pub fn in_language(&self, language: &LanguageTag, default: &LanguageTag) -> &str {
        let base = language.as_str().split('-').next().unwrap_or_default();
        let given = self.by_language.get(language.as_str()).or_else(|| self.by_language.get(base));
        given
            .or(self.plain.as_ref())
            .or_else(|| self.by_language.get(default.as_str()))
            .or_else(|| self.by_language.values().next())
            .map_or("", |text| text)
    }

    /// Returns the text that was given for `language` or its base language, and no other.
    #[must_use]
    pub fn given_for(&self, language: &LanguageTag) -> Option<&str> {
        let base = language.as_str().split('-').next().unwrap_or_default();
        self.by_language
            .get(language.as_str())
            .or_else(|| self.by_language.get(base))
            .map(|text| &**text)
    }

    /// Returns the text that was given for `language`, its base language or all.
    #[must_use]
    pub fn for_readers_of(&self, language: &LanguageTag) -> Option<&str> {
        self.given_for(language).or(self.plain.as_deref())
    }

    /// Returns the text with a form for `tag`: its own, or else the one for `from`, converted.
    #[must_use]
    pub fn or_converted(
        &self,
        tag: &LanguageTag,
        convert: impl Fn(&str) -> String,
        from: &LanguageTag,
    ) -> Self {
        let mut texts = self.clone();
        if !self.is_empty() && !self.by_language.contains_key(tag.as_str()) {
            texts
                .by_language
                .insert(tag.as_str().to_owned(), convert(self.in_language(from, from)).into());
        }
        texts
    }

    /// Returns the text with `form` for `tag`.
    #[must_use]
    pub fn with_form(&self, tag: &LanguageTag, form: String) -> Self {
        let mut texts = self.clone();
        texts.by_language.insert(tag.as_str().to_owned(), form.into());
        texts
    }

    /// Returns the text with the forms of another that it has not itself.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        if self.plain.is_none() {
            self.plain.clone_from(&other.plain);
            for (tag, text) in &other.by_language {
                self.by_language.entry(tag.clone()).or_insert_with(|| Arc::clone(text));
            }
        }
        self
    }

    /// Returns every form of the text.
    pub fn all_forms(&self) -> impl Iterator<Item = &str> {
        self.plain.iter().chain(self.by_language.values()).map(|text| &**text)
    }

    /// Returns every form of the text with its language; that for all languages has none.
    pub fn forms(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        let plain = self.plain.iter().map(|text| (None, &**text));
        plain.chain(self.by_language.iter().map(|(tag, text)| (Some(tag.as_str()), &**text)))
    }

    /// Tells whether no text was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all_forms().all(str::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_back_to_what_there_is() {
        let tag = |text| LanguageTag::parse(text).unwrap();
        let text = Localised::by_language([
            ("zh-Hans".to_owned(), "甲".to_owned()),
            ("en".to_owned(), "a".to_owned()),
        ]);
        assert_eq!(text.in_language(&tag("en-GB"), &tag("zh-Hans")), "a");
        assert_eq!(text.in_language(&tag("fr"), &tag("zh-Hans")), "甲");
        assert_eq!(Localised::same_everywhere("x").in_language(&tag("fr"), &tag("en")), "x");
        assert_eq!(LanguageTag::parse("中文"), None);
    }

    #[test]
    fn a_script_or_a_country_makes_no_other_language() {
        let tag = |text| LanguageTag::parse(text).unwrap();
        assert!(
            tag("zh-Hant").is_same_language(&tag("zh-Hans"))
                && tag("en-GB").is_same_language(&tag("en"))
        );
        assert!(!tag("en").is_same_language(&tag("fr")));
        let same = |one, other| tag(one).is_same_script(&tag(other));
        assert!(same("zh-TW", "zh-Hant-HK") && same("zh", "zh-Hans-SG") && same("en", "en-GB"));
        assert!(!same("zh-Hant", "zh") && !same("sr-Latn", "sr-Cyrl"));
    }
}
