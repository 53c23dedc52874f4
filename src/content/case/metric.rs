//! A metric: one figure of one case, with its unit, its year, its source and how exact it is.

use std::borrow::Cow;
use std::sync::Arc;

use crate::foundation::language::LanguageTag;
use crate::publication::config::{Config, IndicatorId};
use crate::text::figure::{Decimal, FigureFormat, Qualifier};

/// What a figure is called within its case, and in its address after `#metric-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricId(pub Arc<str>);

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

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Metric {
    /// What it is called within its case.
    pub id: MetricId,
    /// What it counts.
    pub label: String,
    /// The shared measure that it is one of.
    pub indicator: Option<IndicatorId>,
    /// Its value in `unit`, exactly.
    pub value: Decimal,
    /// Its unit; empty for a bare number.
    pub unit: String,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// The author's own form, unit included.
    pub printed: String,
    /// The year it is about.
    pub year: Option<String>,
    /// The source it comes from.
    pub source: Option<String>,
    /// Where in the source.
    pub at: Option<String>,
    /// Who vouches for it.
    pub status: Option<Status>,
}

impl Metric {
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
            Cow::Borrowed(&self.printed)
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
        let is_plain = self.printed.contains(&value)
            || self.printed.contains(is_grouped)
                && self.printed.replace(is_grouped, "").contains(&value);
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
        let unit = config.vocabulary.unit_name(&self.unit, language);
        format.write_figure(self.value, self.qualifier, unit)
    }
}
