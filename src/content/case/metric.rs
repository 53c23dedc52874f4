//! A metric: one figure of one case, with its unit, its year, its source and how exact it is.

use std::borrow::Cow;
use std::hash::{Hash as StdHash, Hasher};

use crate::foundation::language::LanguageTag;
use crate::foundation::packed::Packed;
use crate::publication::config::{Config, IndicatorId};
use crate::text::figure::{Decimal, FigureFormat, Qualifier};

/// Who vouches for a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// The organisation's own account.
    SelfReported,
    /// An official statistic.
    Official,
    /// Somebody without a stake.
    Independent,
}

impl Status {
    /// Returns the word for it in front matter.
    #[must_use]
    pub fn as_word(self) -> &'static str {
        match self {
            Self::SelfReported => "self-reported",
            Self::Official => "official",
            Self::Independent => "independent",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        [Self::SelfReported, Self::Official, Self::Independent]
            .into_iter()
            .find(|status| status.as_word() == word)
    }
}

/// What there is to know of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MetricParts<'a> {
    /// What it is called within its case, and in its address after `#metric-`.
    pub id: &'a str,
    /// What it counts.
    pub label: &'a str,
    /// The shared measure that it is one of.
    pub indicator: Option<&'a IndicatorId>,
    /// Its value in `unit`, exactly.
    pub value: Decimal,
    /// Its unit; empty for a bare number.
    pub unit: &'a str,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// The author's own form, unit included.
    pub printed: &'a str,
    /// The year it is about.
    pub year: Option<&'a str>,
    /// The source it comes from.
    pub source: Option<&'a str>,
    /// Where in the source.
    pub at: Option<&'a str>,
    /// Who vouches for it.
    pub status: Option<Status>,
}

/// One figure, as [`MetricParts`] say. A site has several for each case, all the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// See [`MetricParts::indicator`].
    pub indicator: Option<IndicatorId>,
    /// See [`MetricParts::value`].
    pub value: Decimal,
    texts: Packed<7>,
    /// See [`MetricParts::qualifier`].
    pub qualifier: Qualifier,
    /// See [`MetricParts::status`].
    pub status: Option<Status>,
}

impl StdHash for Metric {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl Metric {
    /// Takes what is known of a figure. Nearly every one is called by its label.
    #[must_use]
    pub fn new(parts: &MetricParts<'_>) -> Self {
        let MetricParts { id, label, value, unit, qualifier, printed, status, .. } = *parts;
        let id = if id == label { "" } else { id };
        let rest = [parts.year, parts.source, parts.at].map(Option::unwrap_or_default);
        let [year, source, at] = rest;
        let texts = Packed::new([id, label, unit, printed, year, source, at]);
        Self { indicator: parts.indicator.cloned(), value, texts, qualifier, status }
    }

    /// Returns what is known of it.
    #[must_use]
    pub fn parts(&self) -> MetricParts<'_> {
        MetricParts {
            id: self.id(),
            label: self.label(),
            indicator: self.indicator.as_ref(),
            value: self.value,
            unit: self.unit(),
            qualifier: self.qualifier,
            printed: self.printed(),
            year: self.year(),
            source: self.source(),
            at: self.at(),
            status: self.status,
        }
    }

    /// See [`MetricParts::id`].
    pub fn id(&self) -> &str {
        self.texts.text_if_any(0).unwrap_or_else(|| self.label())
    }

    /// See [`MetricParts::label`].
    pub fn label(&self) -> &str {
        self.texts.text(1)
    }

    /// See [`MetricParts::unit`].
    pub fn unit(&self) -> &str {
        self.texts.text(2)
    }

    /// See [`MetricParts::printed`].
    pub fn printed(&self) -> &str {
        self.texts.text(3)
    }

    /// See [`MetricParts::year`].
    pub fn year(&self) -> Option<&str> {
        self.texts.text_if_any(4)
    }

    /// See [`MetricParts::source`].
    pub fn source(&self) -> Option<&str> {
        self.texts.text_if_any(5)
    }

    /// See [`MetricParts::at`].
    pub fn at(&self) -> Option<&str> {
        self.texts.text_if_any(6)
    }

    /// Returns the figure as readers of `language` see it: in the author's own form where it is in
    /// their language, and else as [`Metric::written_figure`] has it.
    #[must_use]
    pub fn shown_figure(
        &self,
        language: &LanguageTag,
        config: &Config,
        format: &FigureFormat,
    ) -> Cow<'_, str> {
        if language.is_same_language(&config.language) {
            Cow::Borrowed(self.printed())
        } else {
            Cow::Owned(self.written_figure(language, config, format))
        }
    }

    /// Returns the figure as [`Metric::written_figure`] has it where that tells readers of
    /// `language` more than the author's form does: 至少30,000,000元 for 3000余万元, but nothing
    /// for 94家, 1,200家 or 90%以上, whose number is plain to see.
    #[must_use]
    pub fn full_figure(
        &self,
        language: &LanguageTag,
        config: &Config,
        format: &FigureFormat,
    ) -> Option<String> {
        // Readers of another language see nothing but the written form already.
        if !language.is_same_language(&config.language) {
            return None;
        }
        let value = self.value.to_string();
        let is_grouped = |c: char| matches!(c, ',' | '，' | ' ');
        let is_plain = self.printed().contains(&value)
            || self.printed().contains(is_grouped)
                && self.printed().replace(is_grouped, "").contains(&value);
        (!is_plain).then(|| self.written_figure(language, config, format))
    }

    /// Returns the figure in full, with its exactness in words and the name of its unit in
    /// `language`.
    #[must_use]
    pub fn written_figure(
        &self,
        language: &LanguageTag,
        config: &Config,
        format: &FigureFormat,
    ) -> String {
        let unit = config.vocabulary.unit_name(self.unit(), language);
        format.write_figure(self.value, self.qualifier, unit)
    }
}
