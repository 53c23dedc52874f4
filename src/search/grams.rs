//! The grams of one text, in slices by their highest bits, each with what is known of it.

#![expect(clippy::cast_possible_truncation, reason = "bits are taken out of larger numbers on purpose")]

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use super::code::CODES;
use super::fold::{self, GAP};
use super::gram::{self, Cutter, Kind};
use super::sign;

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

/// The bits of the notes.
pub(super) const LOW: u32 = (1 << NOTES) - 1;

/// What a gram of the table has above itself.
const TAKEN: u32 = 1 << 31;

/// What the notes of a common character have that was met.
const MET: u8 = 1 << NOTES;

/// The grams of one text, each once.
#[derive(Clone, Debug, Default)]
pub struct Grams {
    /// Where each slice begins in `entries`, and where the last one ends. One more has the characters that are not common.
    starts: Box<[u32]>,
    /// The rest of the gram above the notes, in the order in which they came within each slice: whoever makes shards sorts
    /// those of all texts at once.
    entries: Box<[u32]>,
    /// The code of each common character above its notes.
    chars: Box<[u16]>,
    /// A hash of each slice, that of all characters last: a build that keeps nothing asks for none.
    hashes: OnceLock<Box<[u32]>>,
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
        if slice == SLICES && (wanted as usize) < CODES {
            return self.chars().find(|(code, _)| *code == wanted).map(|(_, notes)| notes);
        }
        let found = self.slice_entries(slice).iter().find(|entry| **entry >> NOTES == wanted);
        found.and_then(|entry| u8::try_from(entry & LOW).ok())
    }

    /// Returns the entries of one slice: the rest of the gram above the notes.
    pub(super) fn slice_entries(&self, slice: usize) -> &[u32] {
        let bounds = self.starts.get(slice).zip(self.starts.get(slice + 1));
        bounds.and_then(|(from, to)| self.entries.get(*from as usize..*to as usize)).unwrap_or_default()
    }

    /// Returns the codes of the common characters, each with its notes.
    pub(super) fn chars(&self) -> impl Iterator<Item = (u32, u8)> {
        self.chars.iter().map(|entry| (u32::from(entry >> NOTES), (entry & LOW as u16) as u8))
    }

    /// Returns a hash of the grams of one slice, or of all characters: another hash, other grams.
    #[must_use]
    pub fn slice_hash(&self, slice: usize) -> u32 {
        let sum = |entries: &[u32]| entries.iter().fold(0u32, |sum, entry| sum.wrapping_add(mix(*entry)));
        let hashes = self.hashes.get_or_init(|| {
            let mut hashes: Vec<u32> = (0..=SLICES).map(|slice| sum(self.slice_entries(slice))).collect();
            hashes[SLICES] = self.chars.iter().fold(hashes[SLICES], |sum, entry| sum.wrapping_add(mix(u32::from(*entry))));
            hashes.into()
        });
        hashes.get(slice).copied().unwrap_or_default()
    }

    /// Returns how many grams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() + self.chars.len()
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
}

/// Memory that the builders of a thread use one after the other: fresh memory for each text costs more than its grams.
#[derive(Default)]
struct Scratch {
    /// A table of grams, open and linear: [`TAKEN`], the gram above its notes; 0 where there is none.
    table: Vec<u32>,
    /// The places in the table that are taken.
    taken: Vec<u32>,
    /// The notes of each common character by itself, [`MET`] among them where it was met, and the characters in that order.
    chars: Vec<u8>,
    met: Vec<u16>,
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
        scratch.chars.resize(CODES, 0);
        Self { scratch }
    }
}

impl Builder {
    /// Adds a text whose grams have `notes`.
    pub fn add(&mut self, text: &str, notes: u8) {
        let mut cutter = Cutter::default();
        // As `sign::each` tells signs, in the same walk.
        let mut last = None;
        fold::each(text, |c, from| {
            if c != GAP {
                last = None;
                return cutter.push(c, |gram, _, alone| self.put(gram, notes | u8::from(!alone)));
            }
            cutter.gap();
            let before = std::mem::replace(&mut last, sign::sign(from));
            if let Some(own) = last {
                self.put(gram::hash(Kind::Sign, &[own]), notes);
                if let Some(before) = before {
                    self.put(gram::hash(Kind::Sign, &[before, own]), notes);
                }
            }
        });
        super::number::each(text, |digits| self.put(gram::hash(Kind::Number, digits), notes));
    }

    /// Adds the Pinyin of a name, with all readings that its characters have.
    pub fn add_pinyin(&mut self, name: &str, notes: u8) {
        super::pinyin::each(name, |gram| self.put(gram::hash(Kind::Pinyin, gram), notes));
    }

    /// Adds the value of a figure.
    pub fn add_number(&mut self, value: &crate::figure::Decimal) {
        self.put(gram::hash(Kind::Number, &super::number::digits(value)), 0);
    }

    fn put(&mut self, gram: u32, notes: u8) {
        let Scratch { table, taken, chars, met, .. } = &mut self.scratch;
        // Characters by themselves are half of all that is put.
        if let Some(own) = chars.get_mut(gram.wrapping_sub(gram::ALONE) as usize) {
            if *own == 0 {
                met.push((gram - gram::ALONE) as u16);
            }
            *own = Posting::both(*own, notes) | MET;
            return;
        }
        let entry = TAKEN | gram << NOTES | u32::from(notes);
        let mask = table.len() - 1;
        // The lowest bit of all pairs is the same.
        let mut at = (gram ^ gram >> 12) as usize & mask;
        loop {
            match table[at] {
                0 => break,
                own if (own ^ entry) >> NOTES == 0 => {
                    table[at] = own & !LOW | u32::from(Posting::both((own & LOW) as u8, notes));
                    return;
                }
                _ => at = (at + 1) & mask,
            }
        }
        table[at] = entry;
        taken.push(at as u32);
        if taken.len() * 2 > table.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let wider = self.scratch.table.len() * 2;
        let table = std::mem::replace(&mut self.scratch.table, vec![0; wider]);
        self.scratch.taken.clear();
        for entry in table.into_iter().filter(|entry| *entry != 0) {
            self.put((entry & !TAKEN) >> NOTES, (entry & LOW) as u8);
        }
    }

    /// Returns all grams that were added.
    #[must_use]
    pub fn finish(mut self) -> Grams {
        let Scratch { table, taken, chars, met, sliced, .. } = &mut self.scratch;
        let found = || taken.iter().map(|at| table[*at as usize] & !TAKEN).map(|entry| (split(entry >> NOTES), entry & LOW));
        let mut starts = vec![0u32; SLICES + 2];
        for ((slice, _), _) in found() {
            starts[slice + 1] += 1;
        }
        for slice in 0..=SLICES {
            starts[slice + 1] += starts[slice];
        }
        let mut ends = [0u32; SLICES + 1];
        ends.copy_from_slice(&starts[..=SLICES]);
        sliced.clear();
        sliced.resize(taken.len(), 0);
        for ((slice, rest), notes) in found() {
            let end = &mut ends[slice];
            sliced[*end as usize] = rest << NOTES | notes;
            *end += 1;
        }
        let own_chars = met.iter().map(|code| *code << NOTES | u16::from(chars[usize::from(*code)] & !MET)).collect();
        let grams = Grams { starts: starts.into(), entries: sliced.as_slice().into(), chars: own_chars, hashes: OnceLock::new() };
        for at in taken.drain(..) {
            table[at as usize] = 0;
        }
        for code in met.drain(..) {
            chars[code as usize] = 0;
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
