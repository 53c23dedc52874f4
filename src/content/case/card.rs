//! A card: what lists show of a case.

use std::hash::{Hash as StdHash, Hasher};

use super::{CaseId, Headline, ModelId, Regions, TopicRef};
use crate::foundation::language::LanguageTag;
use crate::foundation::packed::Packed;
use crate::foundation::path::SitePath;
use crate::text::date::{Date, Interval};

/// A case as the catalog and the lists see it. Its hash covers all of it, so that
/// a page that shows only the card does not change with the body.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its address part.
    pub id: CaseId,
    /// Its address within an edition.
    pub path: SitePath,
    /// The edition that has it, when the one that lists it does not.
    pub language: Option<LanguageTag>,
    /// What it says of itself.
    pub texts: CardTexts,
    /// The regions it took place in.
    pub regions: Regions,
    /// The model it stands for.
    pub model: ModelId,
    /// When its account was published.
    pub date: Date,
    /// When the publication took it up.
    pub added: Option<Date>,
    /// When it was last corrected.
    pub updated: Option<Date>,
    /// When the practice ran.
    pub period: Option<Interval>,
    /// Its subject terms, in the author's order.
    pub topics: Box<[TopicRef]>,
    /// Two of its figures.
    pub figures: Box<[Headline]>,
    /// Whether it is shown in previews only.
    pub draft: bool,
}

/// The texts of a card.
#[derive(Clone, Debug)]
pub struct CardTexts(Packed<5>);

/// What the texts of a card are made of.
#[derive(Clone, Copy, Debug)]
pub struct CardParts<'a> {
    pub title: &'a str,
    /// Where its title is filed, when not under itself.
    pub sort_key: Option<&'a str>,
    /// What it is about, in a few sentences.
    pub summary: &'a str,
    /// The place in the main region, below the gazetteer's last level.
    pub locality: Option<&'a str>,
    pub model_name: &'a str,
}

impl From<CardParts<'_>> for CardTexts {
    fn from(parts: CardParts<'_>) -> Self {
        let CardParts { title, sort_key, summary, locality, model_name } = parts;
        let [sort_key, locality] = [sort_key, locality].map(Option::unwrap_or_default);
        Self(Packed::new([title, sort_key, summary, locality, model_name]))
    }
}

impl StdHash for Card {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self {
            id,
            path,
            language,
            texts: _,
            regions,
            model,
            date,
            added,
            updated,
            period,
            topics,
            figures,
            draft,
        } = self;
        (id, path, language, self.title(), self.sort_key(), self.summary()).hash(state);
        (regions, self.locality(), model, self.model_name()).hash(state);
        (date, added, updated, period, topics, figures, draft).hash(state);
    }
}

impl Card {
    pub fn title(&self) -> &str {
        self.texts.0.text(0)
    }

    /// See [`CardParts::sort_key`].
    pub fn sort_key(&self) -> Option<&str> {
        self.texts.0.text_if_any(1)
    }

    /// See [`CardParts::summary`].
    pub fn summary(&self) -> &str {
        self.texts.0.text(2)
    }

    /// See [`CardParts::locality`].
    pub fn locality(&self) -> Option<&str> {
        self.texts.0.text_if_any(3)
    }

    pub fn model_name(&self) -> &str {
        self.texts.0.text(4)
    }

    /// When subscribers last had a reason to look at it: when it was corrected, else added, else
    /// published.
    #[must_use]
    pub fn last_change(&self) -> Date {
        self.added.unwrap_or(self.date).max(self.updated.unwrap_or(self.added.unwrap_or(self.date)))
    }
}
