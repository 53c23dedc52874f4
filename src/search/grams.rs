//! The grams of one text, in slices by their highest bits, each with what is known of it.

#![expect(clippy::cast_possible_truncation, reason = "bits are taken out of larger numbers on purpose")]

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use super::fold::{self, GAP};
use super::gram::{self, Kind};

/// How many slices the grams of shards are cut into, by their highest bits. One more has the characters by themselves.
pub(super) const SLICES: usize = 64;

/// How many bits of a gram are left within a slice of those of shards.
pub(super) const REST: u32 = gram::BITS - 6;

/// How many bits say how often and in what a gram stands.
pub(super) const NOTES: u32 = 4;

/// What is known of a gram in one text: notes in one byte.
pub struct Posting;

impl Posting {
    /// It stands there often: the lowest bits count up to this, three times. Of what tells little by itself nothing is counted.
    pub const OFTEN: u8 = 3;
    /// It stands in the title.
    pub const TITLE: u8 = 4;
    /// It stands in the name of a model, a practice, a topic or a region.
    pub const NAMES: u8 = 8;

    /// What is known of a gram that stands at both of two places.
    #[must_use]
    pub fn both(one: u8, other: u8) -> u8 {
        let times = ((one & Self::OFTEN) + (other & Self::OFTEN)).min(Self::OFTEN);
        ((one | other) & (Self::TITLE | Self::NAMES)) | times
    }

    /// Tells whether the gram stands there often.
    #[must_use]
    pub fn is_often(notes: u8) -> bool {
        notes & Self::OFTEN == Self::OFTEN
    }
}

/// The grams of one text, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grams {
    /// Where each slice begins in `entries`, and where the last one ends.
    starts: Box<[u32]>,
    /// The rest of the gram above the notes, in the order in which they came within each slice: whoever makes shards sorts
    /// those of all texts at once.
    entries: Box<[u32]>,
    /// A hash of each slice.
    hashes: Box<[u32]>,
}

impl Grams {
    /// Returns the grams of a text, and of the values of its figures.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut builder = Builder::default();
        builder.add(text, 0);
        builder.finish()
    }

    /// Returns what is known of a gram; `None` when the text has no such gram.
    #[must_use]
    pub fn get(&self, gram: u32) -> Option<u8> {
        let (slice, wanted) = split(gram);
        let found = self.slice_entries(slice).iter().find(|entry| **entry >> NOTES == wanted);
        found.and_then(|entry| u8::try_from(entry & ((1 << NOTES) - 1)).ok())
    }

    /// Returns the entries of one slice: the rest of the gram above the notes.
    pub(super) fn slice_entries(&self, slice: usize) -> &[u32] {
        let bounds = self.starts.get(slice).zip(self.starts.get(slice + 1));
        bounds.and_then(|(from, to)| self.entries.get(*from as usize..*to as usize)).unwrap_or_default()
    }

    /// Returns a hash of the grams of one slice: another hash, other grams.
    #[must_use]
    pub fn slice_hash(&self, slice: usize) -> u32 {
        self.hashes.get(slice).copied().unwrap_or_default()
    }

    /// Returns how many grams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Returns the slice of a gram, and what is left of it.
fn split(gram: u32) -> (usize, u32) {
    if gram < gram::ALONE { ((gram >> REST) as usize, gram & ((1 << REST) - 1)) } else { (SLICES, gram - gram::ALONE) }
}

/// Grams that are made when they are asked for first, and kept.
#[derive(Clone, Debug, Default)]
pub struct Kept(OnceLock<Arc<Grams>>);

impl Kept {
    /// Returns the grams, which `make` makes unless they are there. It must make the same for the same owner.
    pub fn get(&self, make: impl FnOnce() -> Grams) -> &Arc<Grams> {
        self.0.get_or_init(|| Arc::new(make()))
    }
}

/// Gathers the grams of several texts that belong together.
pub struct Builder {
    scratch: Scratch,
    zero: Option<u8>,
}

/// Memory that the builders of a thread use one after the other: fresh memory for each text costs more than its grams.
#[derive(Default)]
struct Scratch {
    /// A table of hashes, open and linear; 0 stands for none. A gram of hash 0 is kept apart.
    table: Vec<u32>,
    notes: Vec<u8>,
    /// The places in the table that are taken.
    taken: Vec<u32>,
    folded: Vec<char>,
    sliced: Vec<u32>,
}

thread_local! {
    static SPARE: Cell<Option<Scratch>> = const { Cell::new(None) };
}

impl Default for Builder {
    fn default() -> Self {
        let mut scratch = SPARE.take().unwrap_or_default();
        let size = scratch.table.len().max(4096);
        scratch.table.resize(size, 0);
        scratch.notes.resize(size, 0);
        Self { scratch, zero: None }
    }
}

impl Builder {
    /// Adds a text whose grams have `notes`.
    pub fn add(&mut self, text: &str, notes: u8) {
        let mut folded = std::mem::take(&mut self.scratch.folded);
        folded.clear();
        fold::fold_into(text, &mut folded);
        for run in folded.split(|c| *c == GAP) {
            gram::each(run, |hash, _, alone| self.put(hash, notes | u8::from(!alone)));
        }
        self.scratch.folded = folded;
        super::number::each(text, |digits| self.put(gram::hash(Kind::Number, digits), notes));
        super::sign::each(text, |signs| self.put(gram::hash(Kind::Sign, signs), notes));
    }

    /// Adds the Pinyin of a name, with all readings that its characters have.
    pub fn add_pinyin(&mut self, name: &str, notes: u8) {
        super::pinyin::each(name, |gram| self.put(gram::hash(Kind::Pinyin, gram), notes));
    }

    /// Adds the value of a figure.
    pub fn add_number(&mut self, value: &crate::figure::Decimal) {
        self.put(gram::hash(Kind::Number, &super::number::digits(value)), 0);
    }

    fn put(&mut self, hash: u32, notes: u8) {
        if hash == 0 {
            self.zero = Some(self.zero.map_or(notes, |own| Posting::both(own, notes)));
            return;
        }
        let Scratch { table, notes: known, taken, .. } = &mut self.scratch;
        let mask = table.len() - 1;
        // The lowest bits of a pair are the same, and so may be the highest of a character.
        let mut at = (hash ^ hash >> 12) as usize & mask;
        loop {
            match table[at] {
                0 => break,
                own if own == hash => {
                    known[at] = Posting::both(known[at], notes);
                    return;
                }
                _ => at = (at + 1) & mask,
            }
        }
        table[at] = hash;
        known[at] = notes;
        taken.push(at as u32);
        if taken.len() * 2 > table.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let wider = self.scratch.table.len() * 2;
        let table = std::mem::replace(&mut self.scratch.table, vec![0; wider]);
        let notes = std::mem::replace(&mut self.scratch.notes, vec![0; wider]);
        self.scratch.taken.clear();
        for (hash, notes) in table.into_iter().zip(notes).filter(|(hash, _)| *hash != 0) {
            self.put(hash, notes);
        }
    }

    /// Returns all grams that were added.
    #[must_use]
    pub fn finish(mut self) -> Grams {
        let Scratch { table, notes, taken, sliced, .. } = &mut self.scratch;
        let found = || taken.iter().map(|at| (table[*at as usize], notes[*at as usize]));
        let found = || found().chain(self.zero.map(|notes| (0, notes)));
        let mut starts = vec![0u32; SLICES + 2];
        for (gram, _) in found() {
            starts[split(gram).0 + 1] += 1;
        }
        for slice in 0..=SLICES {
            starts[slice + 1] += starts[slice];
        }
        let mut ends = [0u32; SLICES + 1];
        ends.copy_from_slice(&starts[..=SLICES]);
        sliced.clear();
        sliced.resize(starts[SLICES + 1] as usize, 0);
        for (gram, notes) in found() {
            let (slice, rest) = split(gram);
            let end = &mut ends[slice];
            sliced[*end as usize] = rest << NOTES | u32::from(notes);
            *end += 1;
        }
        let hash =
            |bounds: &[u32]| sliced[bounds[0] as usize..bounds[1] as usize].iter().fold(0u32, |sum, entry| sum.wrapping_add(mix(*entry)));
        let hashes: Vec<u32> = starts.windows(2).map(hash).collect();
        let grams = Grams { starts: starts.into(), entries: sliced.as_slice().into(), hashes: hashes.into() };
        for at in taken.drain(..) {
            table[at as usize] = 0;
        }
        SPARE.set(Some(self.scratch));
        grams
    }
}

/// Returns a number that adds up to a hash with those of other entries, in whatever order.
fn mix(entry: u32) -> u32 {
    let mixed = (entry ^ entry >> 15).wrapping_mul(0x9E37_79B1);
    let mixed = (mixed ^ mixed >> 13).wrapping_mul(0x85EB_CA6B);
    mixed ^ mixed >> 16
}
