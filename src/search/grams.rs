//! The grams of one text, in slices by their highest bits, each with what is known of it.

#![expect(
    clippy::cast_possible_truncation,
    reason = "bits are taken out of larger numbers on purpose"
)]

use std::sync::{Arc, OnceLock};

use super::code::CODES;
use super::{Builder, gram};

/// How many slices the grams of shards are cut into, by their highest bits. One more has the
/// characters by themselves.
pub(super) const SLICES: usize = 64;

/// How many bits of a gram are left within a slice of those of shards.
pub(super) const REST: u32 = gram::BITS - 6;

/// How many bits say how often and in what a gram stands.
pub(super) const NOTES: u32 = 4;

/// The notes about a gram in one text, in one byte.
pub struct Posting;

impl Posting {
    /// It stands there often: the lowest bits count up to this, three times. Of what tells little
    /// by itself nothing is counted.
    pub const OFTEN: u8 = 3;
    /// It stands in the title.
    pub const TITLE: u8 = 4;
    /// It stands in the name of a model, a practice, a topic or a region.
    pub const NAMES: u8 = 8;

    /// What is known of a gram that stands at both of two places.
    #[must_use]
    pub fn join_notes(one: u8, other: u8) -> u8 {
        let times = ((one & Self::OFTEN) + (other & Self::OFTEN)).min(Self::OFTEN);
        ((one | other) & (Self::TITLE | Self::NAMES)) | times
    }

    /// Tells whether the gram stands there often.
    #[must_use]
    pub fn is_often(notes: u8) -> bool {
        notes & Self::OFTEN == Self::OFTEN
    }
}

/// The bits of the notes.
pub(super) const LOW: u32 = (1 << NOTES) - 1;

/// The grams of one text, each once.
#[derive(Clone, Debug, Default)]
pub struct Grams {
    /// Where each slice begins in `entries`, and where the last one ends. One more has the
    /// characters that are not common.
    starts: Box<[u32]>,
    /// The rest of the gram above the notes, in the order in which they came within each slice:
    /// shards are sorted for all texts at once.
    entries: Box<[u32]>,
    /// The code of each common character above its notes.
    chars: Box<[u16]>,
    /// A hash of each slice, that of all characters last: a build that keeps nothing asks for none.
    hashes: OnceLock<Box<[u32]>>,
}

impl Grams {
    pub(super) fn new(starts: Box<[u32]>, entries: Box<[u32]>, chars: Box<[u16]>) -> Self {
        Self { starts, entries, chars, hashes: OnceLock::new() }
    }

    /// Returns the grams of a text, and of the values of its figures.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let mut builder = Builder::default();
        builder.add_text(text, 0);
        builder.finish()
    }

    /// Returns what is known of a gram; `None` when the text has no such gram.
    #[must_use]
    pub fn notes_of(&self, gram: u32) -> Option<u8> {
        let (slice, wanted) = split_gram(gram);
        if slice == SLICES && (wanted as usize) < CODES {
            return self.chars().find(|(code, _)| *code == wanted).map(|(_, notes)| notes);
        }
        let found = self.slice_entries(slice).iter().find(|entry| **entry >> NOTES == wanted);
        found.and_then(|entry| u8::try_from(entry & LOW).ok())
    }

    /// Returns the entries of one slice: the rest of the gram above the notes.
    pub(super) fn slice_entries(&self, slice: usize) -> &[u32] {
        let bounds = self.starts.get(slice).zip(self.starts.get(slice + 1));
        bounds
            .and_then(|(from, to)| self.entries.get(*from as usize..*to as usize))
            .unwrap_or_default()
    }

    /// Returns the codes of the common characters, each with its notes.
    pub(super) fn chars(&self) -> impl Iterator<Item = (u32, u8)> {
        self.chars.iter().map(|entry| (u32::from(entry >> NOTES), (entry & LOW as u16) as u8))
    }

    /// Returns a hash of the grams of one slice, or of all characters: another hash, other grams.
    #[must_use]
    pub fn slice_hash(&self, slice: usize) -> u32 {
        let sum = |entries: &[u32]| {
            entries.iter().fold(0u32, |sum, entry| sum.wrapping_add(mix_entry(*entry)))
        };
        let hashes = self.hashes.get_or_init(|| {
            let mut hashes: Vec<u32> =
                (0..=SLICES).map(|slice| sum(self.slice_entries(slice))).collect();
            hashes[SLICES] = self
                .chars
                .iter()
                .fold(hashes[SLICES], |sum, entry| sum.wrapping_add(mix_entry(u32::from(*entry))));
            hashes.into()
        });
        hashes[slice]
    }

    /// Returns how many grams there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.entries.len() + self.chars.len()
    }
}

/// Returns the slice of a gram, and what is left of it.
pub(super) fn split_gram(gram: u32) -> (usize, u32) {
    if gram < gram::ALONE {
        ((gram >> REST) as usize, gram & ((1 << REST) - 1))
    } else {
        (SLICES, gram - gram::ALONE)
    }
}

/// Grams that are made on first use, and kept.
#[derive(Clone, Debug, Default)]
pub struct LazyGrams(OnceLock<Arc<Grams>>);

impl LazyGrams {
    /// Returns the grams, which `make` makes unless they are there. It must make the same for the
    /// same owner.
    pub fn get_or_make(&self, make: impl FnOnce() -> Grams) -> &Arc<Grams> {
        self.0.get_or_init(|| Arc::new(make()))
    }
}

/// Returns a number that adds up to a hash with those of other entries, in whatever order.
fn mix_entry(entry: u32) -> u32 {
    let mixed = (entry ^ entry >> 15).wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ mixed >> 13).wrapping_mul(0x85EB_CA6B);
    mixed ^ mixed >> 16
}
