//! What was typed, and how well a case answers it.
//!
//! Words between spaces must all be there, each as it was typed. A word that is a figure is also found by its value,
//! a word of Latin letters also by the Pinyin of titles and names. `query.js` of the theme does the same.

use super::fold::{self, GAP};
use super::grams::{MODULUS, Posting};
use super::{gram, number, pinyin};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, in order.
    pub words: Vec<Word>,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its form for comparison; a [`GAP`] stands for punctuation inside.
    pub folded: Vec<char>,
    /// The value when it is a figure.
    number: Option<Vec<char>>,
}

/// How a case answers a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// More is better.
    pub score: u32,
    /// It may hold the word as typed; else it is found by a figure's value or by Pinyin.
    pub literal: bool,
}

/// A case whose title holds the word.
pub const IN_TITLE: u32 = 60;
/// A case whose model, practice, topic or region holds it.
pub const IN_NAMES: u32 = 30;
/// A case that holds it anywhere.
pub const ANYWHERE: u32 = 10;
/// Added when every part of it stands there more than once.
pub const OFTEN: u32 = 3;
/// A case with a figure of the same value.
pub const BY_VALUE: u32 = 8;
/// A case whose title has this Pinyin; half for other names.
pub const BY_PINYIN: u32 = 6;

impl Query {
    /// Reads what was typed. Words of nothing but punctuation are left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let words = text.split_whitespace().map(|word| Word { folded: fold::fold(word), number: number::read(word) });
        Self { words: words.filter(|word| !word.folded.is_empty()).collect() }
    }

    /// Returns the score of a case; `None` when it lacks a word. `notes` says what is known of a gram in it.
    pub fn score(&self, notes: impl Fn(u32) -> Option<u8>) -> Option<u32> {
        if self.words.is_empty() {
            return None;
        }
        self.words.iter().map(|word| word.answer(&notes).map(|answer| answer.score)).sum()
    }
}

impl Word {
    /// Returns how a case answers the word.
    pub fn answer(&self, notes: &impl Fn(u32) -> Option<u8>) -> Option<Answer> {
        let literal = self.literal(notes).map(|score| Answer { score, literal: true });
        literal.or_else(|| self.otherwise(notes).map(|score| Answer { score, literal: false }))
    }

    /// Returns how a case answers the word that does not hold it as typed.
    pub fn otherwise(&self, notes: &impl Fn(u32) -> Option<u8>) -> Option<u32> {
        let by_value = || notes(gram::hash(gram::Kind::Number, self.number.as_ref()?)).map(|_| BY_VALUE);
        by_value().or_else(|| self.by_pinyin(notes))
    }

    /// Returns how a case answers the word as typed.
    pub fn literal(&self, notes: &impl Fn(u32) -> Option<u8>) -> Option<u32> {
        let mut all = Posting::TITLE | Posting::NAMES | Posting::MANY;
        for run in fold::runs(&self.folded) {
            let mut start: Option<usize> = None;
            for (hash, at) in gram::cover(run) {
                let own = notes(hash)?;
                all &= own;
                if own & Posting::MANY == 0 {
                    let own = (usize::from(own & Posting::PLACE) + at * (MODULUS - 1)) % MODULUS;
                    if start.is_some_and(|start| start != own) {
                        return None;
                    }
                    start = Some(own);
                }
            }
        }
        let often = if all & Posting::MANY == 0 { 0 } else { OFTEN };
        let place = match all {
            all if all & Posting::TITLE != 0 => IN_TITLE,
            all if all & Posting::NAMES != 0 => IN_NAMES,
            _ => ANYWHERE,
        };
        Some(place + often)
    }

    fn by_pinyin(&self, notes: &impl Fn(u32) -> Option<u8>) -> Option<u32> {
        let mut all = Posting::TITLE | Posting::NAMES;
        for letters in pinyin::cover(&self.folded)? {
            all &= notes(gram::hash(gram::Kind::Pinyin, letters))?;
        }
        match all {
            all if all & Posting::TITLE != 0 => Some(BY_PINYIN),
            all if all & Posting::NAMES != 0 => Some(BY_PINYIN / 2),
            _ => None,
        }
    }

    /// Tells whether folded text holds the word. A gap inside the word stands for one gap of the text.
    #[must_use]
    pub fn stands_in(&self, folded: &[char]) -> bool {
        find(folded, &self.folded).is_some()
    }
}

/// Returns where `part` first stands in `whole`.
#[must_use]
pub fn find(whole: &[char], part: &[char]) -> Option<usize> {
    let first = *part.first()?;
    debug_assert!(first != GAP, "a word begins with a character");
    let last = whole.len().checked_sub(part.len())?;
    (0..=last).find(|at| whole[*at] == first && whole[*at..*at + part.len()] == *part)
}
