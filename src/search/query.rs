//! What was typed, and how well a case answers it.
//!
//! Words between spaces must all be there, each as it was typed. A word that is a figure is also
//! found by its value, a word of Latin letters also by the Pinyin of titles and names. `find.js` of
//! the theme does the same.

use super::fold::{self, GAP};
use super::gram::{self, Kind};
use super::grams::Posting;
use super::{number, pinyin, sign};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, in order.
    pub words: Vec<Word>,
    /// The grams of each word and the next, were they written side by side.
    beside: Vec<u32>,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its form for comparison; a [`GAP`] stands for punctuation inside. Of a word of signs, the
    /// signs.
    pub folded: Vec<char>,
    /// Whether it holds nothing but signs.
    pub is_signs: bool,
    /// The grams of its runs that are asked for.
    grams: Vec<u32>,
    /// The gram of its value when it is a figure.
    number: Option<u32>,
    /// The grams of its letters when it can be Pinyin.
    pinyin: Vec<u32>,
}

/// A case whose title holds the word. Of up to ten words, one in the title outweighs all of them in
/// names.
pub const IN_TITLE: u32 = 1000;
/// A case whose model, practice, topic or region holds it: one word there outweighs how near and
/// how often all of them stand.
pub const IN_NAMES: u32 = 100;
/// A case that holds it anywhere.
pub const ANYWHERE: u32 = 10;
/// Added when every part of it stands there three times or more.
pub const OFTEN: u32 = 3;
/// Added when a word and the next stand side by side: more than if six stand there often.
pub const BESIDE: u32 = 20;
/// A case with a figure of the same value.
pub const BY_VALUE: u32 = 8;
/// A case whose title has this Pinyin; half for other names.
pub const BY_PINYIN: u32 = 6;

/// So many grams are asked for, in all and of one run: each costs the browser a file, and four tell
/// nearly all.
const ASKED: usize = 6;
const MOST: usize = 4;

/// Keeps the first gram, the last, and as many between, evenly spread.
fn thin_out<T: Copy>(grams: &[T], most: usize) -> Vec<T> {
    if grams.len() <= most {
        return grams.to_vec();
    }
    let last = most.max(2) - 1;
    // Rounded to the nearest.
    (0..most).map(|place| grams[(2 * place * (grams.len() - 1) + last) / (2 * last)]).collect()
}

impl Query {
    /// Reads what was typed. Words of nothing but signs count only when there are no others.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let folded: Vec<(&str, Vec<char>)> =
            text.split_whitespace().map(|word| (word, fold::fold_text(word))).collect();
        // Letters are asked for twice, as they stand and as Pinyin.
        let runs: usize = folded
            .iter()
            .map(|(_, folded)| {
                fold::split_runs(folded).count()
                    + usize::from(pinyin::pinyin_letters(folded).is_some())
            })
            .sum();
        let most = (ASKED / runs.max(1)).clamp(1, MOST);
        let words: Vec<Word> = folded
            .into_iter()
            .filter(|(_, folded)| !folded.is_empty())
            .map(|(word, folded)| Word::text_word(word, folded, most))
            .collect();
        if words.is_empty() {
            let signs =
                text.split_whitespace().map(sign::read_signs).filter(|signs| !signs.is_empty());
            return Self { words: signs.map(Word::sign_word).collect(), beside: Vec::new() };
        }
        let asked: usize = words.iter().map(|word| word.asked_grams().count()).sum();
        let beside = words
            .windows(2)
            .filter_map(|two| Some([*two[0].folded.last()?, *two[1].folded.first()?]));
        let beside = beside
            .filter(|two| !two.iter().any(|c| gram::is_narrow(*c)))
            .map(|two| gram::gram_hash(Kind::Text, &two));
        // As many as may still be asked for: many words say enough without.
        Self { beside: beside.take(ASKED.saturating_sub(asked).max(1)).collect(), words }
    }

    /// Returns all grams that are asked for, some of them more than once.
    #[cfg(feature = "internals")]
    pub fn grams(&self) -> impl Iterator<Item = u32> {
        self.words.iter().flat_map(Word::asked_grams).chain(self.beside.iter().copied())
    }

    /// Returns the score of a case; `None` when it lacks a word. `notes` says what is known of a
    /// gram in it.
    pub fn score(&self, notes: impl Fn(u32) -> Option<u8>) -> Option<u32> {
        self.score_with(&notes, |_| true)
    }

    /// Returns the score of a case of which `holds` tells whether it holds a word as typed.
    pub fn score_with(
        &self,
        notes: &impl Fn(u32) -> Option<u8>,
        mut holds: impl FnMut(&Word) -> bool,
    ) -> Option<u32> {
        if self.words.is_empty() {
            return None;
        }
        let mut sum = 0;
        for word in &self.words {
            sum += word
                .match_literally(notes)
                .filter(|_| holds(word))
                .or_else(|| word.match_otherwise(notes))?;
        }
        let beside =
            self.beside.iter().filter(|hash| notes(**hash).is_some()).map(|_| BESIDE).sum::<u32>();
        Some(sum + beside)
    }
}

impl Word {
    fn text_word(word: &str, folded: Vec<char>, most: usize) -> Self {
        let grams = fold::split_runs(&folded)
            .flat_map(|run| thin_out(&gram::cover_run(run), most))
            .collect();
        let letters = pinyin::pinyin_letters(&folded);
        let pinyin: Vec<u32> = letters
            .iter()
            .flat_map(|letters| pinyin::cover_letters(letters))
            .map(|part| gram::gram_hash(Kind::Pinyin, part))
            .collect();
        let number = number::read_figure(word).map(|digits| gram::gram_hash(Kind::Number, &digits));
        Self { grams, number, pinyin: thin_out(&pinyin, most), is_signs: false, folded }
    }

    fn sign_word(signs: Vec<char>) -> Self {
        let cover = |run: &[char]| {
            thin_out(&sign::cover_run(run), MOST)
                .into_iter()
                .map(|part| gram::gram_hash(Kind::Sign, part))
                .collect::<Vec<_>>()
        };
        Self {
            grams: fold::split_runs(&signs).flat_map(cover).collect(),
            number: None,
            pinyin: Vec::new(),
            is_signs: true,
            folded: signs,
        }
    }

    /// Returns the grams of the word however it may be meant: as text, a figure or Pinyin.
    fn asked_grams(&self) -> impl Iterator<Item = u32> {
        self.grams.iter().copied().chain(self.number).chain(self.pinyin.iter().copied())
    }

    /// Returns how a case answers the word that does not hold it as typed.
    fn match_otherwise(&self, notes: &impl Fn(u32) -> Option<u8>) -> Option<u32> {
        let by_value = || notes(self.number?).map(|_| BY_VALUE);
        by_value().or_else(|| self.by_pinyin(notes))
    }

    /// Returns how a case answers the word as typed.
    fn match_literally(&self, notes: &impl Fn(u32) -> Option<u8>) -> Option<u32> {
        let mut all = Posting::TITLE | Posting::NAMES | Posting::OFTEN;
        for hash in &self.grams {
            all &= notes(*hash)?;
        }
        let often = if Posting::is_often(all) { OFTEN } else { 0 };
        let place = match all {
            all if all & Posting::TITLE != 0 => IN_TITLE,
            all if all & Posting::NAMES != 0 => IN_NAMES,
            _ => ANYWHERE,
        };
        Some(place + often)
    }

    fn by_pinyin(&self, notes: &impl Fn(u32) -> Option<u8>) -> Option<u32> {
        let mut all = Posting::TITLE | Posting::NAMES;
        for hash in &self.pinyin {
            all &= notes(*hash)?;
        }
        match all {
            _ if self.pinyin.is_empty() => None,
            all if all & Posting::TITLE != 0 => Some(BY_PINYIN),
            all if all & Posting::NAMES != 0 => Some(BY_PINYIN / 2),
            _ => None,
        }
    }

    /// Tells whether a text holds the word; the text is given as [`fold::fold_text`] and as
    /// [`sign::read_signs`] return it. A gap inside the word stands for one gap of the text.
    #[must_use]
    pub fn stands_in(&self, folded: &[char], signs: &[char]) -> bool {
        let whole = if self.is_signs { signs } else { folded };
        find_part(whole, &self.folded).is_some()
            || fold::look_through(whole).is_some_and(|left| {
                let seen: Vec<char> = left.into_iter().map(|at| whole[at]).collect();
                find_part(&seen, &self.folded).is_some()
            })
    }
}

/// Returns where `part` first stands in `whole`.
#[must_use]
pub fn find_part(whole: &[char], part: &[char]) -> Option<usize> {
    let first = *part.first()?;
    debug_assert!(first != GAP, "a word begins with a character");
    let last = whole.len().checked_sub(part.len())?;
    (0..=last).find(|at| whole[*at] == first && whole[*at..*at + part.len()] == *part)
}
