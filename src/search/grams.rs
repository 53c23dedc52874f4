//! The grams of one text, sorted by hash, each with what is known of its places.

use std::sync::{Arc, OnceLock};

use super::fold::{self, GAP};
use super::gram::{self, Kind};

/// How many slices the hashes are cut into, by their highest bits.
pub(super) const SLICES: usize = 64;

/// How many bits of the hash are left within a slice.
const REST: u32 = 26;

/// How many bits say where and in what a gram stands.
const NOTES: u32 = 5;

/// The places of a gram in a text, modulo this, are told apart.
pub(super) const MODULUS: usize = 4;

/// One gram of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The hash of the gram.
    pub hash: u32,
    /// What is known of its places: see [`Posting::MANY`], [`Posting::TITLE`], [`Posting::NAMES`].
    pub notes: u8,
}

impl Posting {
    /// The lowest bits: its place modulo [`MODULUS`].
    pub const PLACE: u8 = 3;
    /// It stands in several places that differ: any place will do.
    pub const MANY: u8 = 4;
    /// It stands in the title.
    pub const TITLE: u8 = 8;
    /// It stands in the name of a model, a practice, a topic or a region.
    pub const NAMES: u8 = 16;

    /// What is known of a gram that stands at both of two places.
    #[must_use]
    pub fn both(one: u8, other: u8) -> u8 {
        let many = if (one ^ other) & Self::PLACE == 0 { (one | other) & Self::MANY } else { Self::MANY };
        let place = if many == 0 { one & Self::PLACE } else { 0 };
        ((one | other) & (Self::TITLE | Self::NAMES)) | many | place
    }
}

/// The grams of one text, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grams {
    /// Where each slice begins in `entries`, and where the last one ends.
    starts: Box<[u16]>,
    /// The rest of the hash above the notes, sorted within each slice. Texts beyond 65,535 grams go on in `more`.
    entries: Box<[u32]>,
    /// A hash of each slice.
    hashes: Box<[u32]>,
    more: Option<Box<Self>>,
}

impl Grams {
    /// Returns the grams of a text, and of the values of its figures.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut builder = Builder::default();
        builder.add(text, 0);
        builder.finish()
    }

    /// Returns what is known of the gram with `hash`; `None` when the text has no such gram.
    #[must_use]
    pub fn get(&self, hash: u32) -> Option<u8> {
        let slice = (hash >> REST) as usize;
        let wanted = (hash << NOTES) & !((1 << NOTES) - 1);
        let own = self.slice_entries(slice);
        let found = own.get(own.partition_point(|entry| *entry < wanted)).copied().filter(|entry| entry >> NOTES == wanted >> NOTES);
        let own = found.and_then(|entry| u8::try_from(entry & ((1 << NOTES) - 1)).ok());
        match (own, self.more.as_ref().and_then(|more| more.get(hash))) {
            (Some(one), Some(other)) => Some(Posting::both(one, other)),
            (one, other) => one.or(other),
        }
    }

    fn slice_entries(&self, slice: usize) -> &[u32] {
        let bounds = self.starts.get(slice).zip(self.starts.get(slice + 1));
        bounds.and_then(|(from, to)| self.entries.get(usize::from(*from)..usize::from(*to))).unwrap_or_default()
    }

    /// Returns the grams of one slice, by hash.
    pub fn slice(&self, slice: usize) -> impl Iterator<Item = Posting> {
        let high = u32::try_from(slice << REST).unwrap_or_default();
        let more = self.more.iter().flat_map(move |more| more.slice_entries(slice));
        self.slice_entries(slice).iter().chain(more).map(move |entry| Posting {
            hash: high | (entry >> NOTES),
            notes: u8::try_from(entry & ((1 << NOTES) - 1)).unwrap_or_default(),
        })
    }

    /// Returns a hash of the grams of one slice: another hash, other grams.
    #[must_use]
    pub fn slice_hash(&self, slice: usize) -> u32 {
        self.hashes.get(slice).copied().unwrap_or_default()
    }

    /// Returns how many grams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() + self.more.as_ref().map_or(0, |more| more.len())
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
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
    /// A table of hashes, open and linear; 0 stands for none. A gram of hash 0 is kept apart.
    table: Vec<u32>,
    notes: Vec<u8>,
    count: usize,
    zero: Option<u8>,
    folded: Vec<char>,
    /// Where the next text begins, so that texts differ in their places.
    base: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self { table: vec![0; 4096], notes: vec![0; 4096], count: 0, zero: None, folded: Vec::new(), base: 0 }
    }
}

impl Builder {
    /// Adds a text whose grams have `notes`.
    pub fn add(&mut self, text: &str, notes: u8) {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold::fold_into(text, &mut folded);
        let mut start = self.base;
        for run in folded.split(|c| *c == GAP) {
            gram::each(run, |hash, at| self.put(hash, place(start + at) | notes));
            start += run.len() + 1;
        }
        self.base = start;
        self.folded = folded;
        super::number::each(text, |digits| self.put(gram::hash(Kind::Number, digits), notes | Posting::MANY));
    }

    /// Adds the Pinyin of a name, with all readings that its characters have.
    pub fn add_pinyin(&mut self, name: &str, notes: u8) {
        super::pinyin::each(name, |gram| self.put(gram::hash(Kind::Pinyin, gram), notes | Posting::MANY));
    }

    /// Adds the value of a figure.
    pub fn add_number(&mut self, value: &crate::figure::Decimal) {
        self.put(gram::hash(Kind::Number, &super::number::digits(value)), Posting::MANY);
    }

    fn put(&mut self, hash: u32, notes: u8) {
        if hash == 0 {
            self.zero = Some(self.zero.map_or(notes, |own| Posting::both(own, notes)));
            return;
        }
        let mask = self.table.len() - 1;
        // The lowest bits are as even as the highest, which choose slice and shard.
        let mut at = hash as usize & mask;
        loop {
            match self.table[at] {
                0 => break,
                own if own == hash => {
                    self.notes[at] = Posting::both(self.notes[at], notes);
                    return;
                }
                _ => at = (at + 1) & mask,
            }
        }
        self.table[at] = hash;
        self.notes[at] = notes;
        self.count += 1;
        if self.count * 2 > self.table.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let wider = self.table.len() * 2;
        let table = std::mem::replace(&mut self.table, vec![0; wider]);
        let notes = std::mem::replace(&mut self.notes, vec![0; wider]);
        self.count = 0;
        for (hash, notes) in table.into_iter().zip(notes).filter(|(hash, _)| *hash != 0) {
            self.put(hash, notes);
        }
    }

    /// Returns all grams that were added.
    #[must_use]
    pub fn finish(self) -> Grams {
        let mut slices: Vec<Vec<u32>> = vec![Vec::with_capacity(self.count / SLICES + 16); SLICES];
        let found = self.table.iter().zip(&self.notes).filter(|(hash, _)| **hash != 0).map(|(hash, notes)| (*hash, *notes));
        for (hash, notes) in found.chain(self.zero.map(|notes| (0, notes))) {
            slices[(hash >> REST) as usize].push((hash << NOTES) | u32::from(notes));
        }
        for slice in &mut slices {
            slice.sort_unstable();
        }
        pack(&slices, 0)
    }
}

/// Packs slices, the part of each that begins at `from`, into as many rows of grams as are needed.
fn pack(slices: &[Vec<u32>], from: usize) -> Grams {
    // No row of 64 slices of a thousand has more than its 16-bit starts can count.
    const MOST: usize = 1000;
    let part = |slice: &Vec<u32>| slice.get(from..slice.len().min(from + MOST)).unwrap_or_default().to_vec();
    let parts: Vec<Vec<u32>> = slices.iter().map(part).collect();
    let mut starts = Vec::with_capacity(SLICES + 1);
    let mut entries = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    let mut hashes = Vec::with_capacity(SLICES);
    for part in &parts {
        starts.push(u16::try_from(entries.len()).unwrap_or(u16::MAX));
        hashes.push(part.iter().fold(0u32, |hash, entry| (hash.rotate_left(5) ^ entry).wrapping_mul(0x9E37_79B1)));
        entries.extend_from_slice(part);
    }
    starts.push(u16::try_from(entries.len()).unwrap_or(u16::MAX));
    let more = slices.iter().any(|slice| slice.len() > from + MOST).then(|| Box::new(pack(slices, from + MOST)));
    if let Some(more) = &more {
        for (own, other) in hashes.iter_mut().zip(&more.hashes) {
            *own = (own.rotate_left(5) ^ other).wrapping_mul(0x9E37_79B1);
        }
    }
    Grams { starts: starts.into(), entries: entries.into(), hashes: hashes.into(), more }
}

fn place(at: usize) -> u8 {
    u8::try_from(at % MODULUS).unwrap_or_default()
}
