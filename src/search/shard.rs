//! The files of the index: every gram of all cases, in shards by the gram, and the characters by
//! themselves.
//!
//! A file is a row of bits, highest first. A shard has four sections, first of pairs, then of other
//! grams; a file of characters has two:
//! ```text
//! section: terms+1 γ · width of gaps (5 bits) · terms · 1 up to the next byte;
//!          the second of two has terms with notes
//! term:    gap of the key (Rice) · cases γ · title? names? often? in the second ·
//!          numbers · titles · names · often
//! numbers: gaps (Rice); of those left out where they are the fewer
//! titles:  how many γ · places in the list of cases, as numbers; names and often alike
//! ```
//! A case that has a pair has both its characters. So the numbers of a pair are no cases but places
//! in the list of the character that is rarer, unless both are in more than half of the cases: this
//! saves a twelfth of the index. A pair says its characters, and the manifest how rare each is
//! ([`Rarity`]), so that a reader can skip the other pairs.
//!
//! Gaps of random numbers cannot be packed tighter than this by more than a thirtieth, so files are
//! not compressed again.

#![expect(
    clippy::cast_possible_truncation,
    reason = "bits are taken out of larger numbers on purpose"
)]

mod base;
mod bits;
mod read;
mod sort;
mod terms;
mod write;

use std::ops::Range;

pub use self::base::{Bases, Rarity};
pub use self::read::Reader;
pub use self::sort::SortBuffers;
pub use self::write::{encode_chars, encode_unit};
use super::code;
use super::grams::{Posting, SLICES};

/// How large a shard should be at most, in bytes: a query reads up to six of them, each with a file
/// of characters.
const SIZE: usize = 4000;

/// How the index is cut into files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    /// How many of a gram's highest bits are the number of its shard.
    pub bits: u32,
    /// How many cases there are.
    pub cases: usize,
}

impl Layout {
    /// How many bits the number of a shard has at most.
    pub(super) const MOST: u32 = 16;

    /// Returns the layout for so many cases with so many grams in all.
    #[must_use]
    pub fn new(cases: usize, grams: usize) -> Self {
        // Measured, characters among them: 10 bits a gram at ten cases, 5 from 1,000 on.
        let per_gram = 12usize.saturating_sub((cases.max(1).ilog2() as usize) / 2).max(5);
        let shards = (grams * per_gram / 8 / SIZE).max(1).next_power_of_two();
        Self { bits: shards.ilog2().min(Self::MOST), cases }
    }

    /// Returns how many shards there are.
    #[must_use]
    pub fn shards(self) -> usize {
        1 << self.bits
    }

    /// Returns how many of a code's lowest bits are the number of the file that has the character.
    pub(super) fn char_bits(self) -> u32 {
        // A quarter as many files as there are shards: those of characters are read beside shards,
        // and should be small.
        self.bits.saturating_sub(2).min(code::BITS)
    }

    /// Returns how many files of characters there are.
    #[must_use]
    pub fn char_files(self) -> usize {
        1 << self.char_bits()
    }

    /// Returns how many units there are: shards that are made together.
    ///
    /// A unit reads a few slices of every case at once: fewer slices would fetch each case from
    /// memory more often, more would leave fewer units for processors to share, and take more
    /// memory.
    #[must_use]
    pub fn units(self) -> usize {
        self.shards().min(16)
    }

    /// Returns the slices that make up one of `parts` equal parts of the index.
    #[must_use]
    pub fn slice_range(part: usize, parts: usize) -> Range<usize> {
        let parts = parts.min(SLICES);
        let each = SLICES / parts;
        part * each..(part + 1) * each
    }

    /// Returns the slices that a shard is made of, or the one that it is a part of.
    #[must_use]
    pub fn slices_of(self, shard: usize) -> Range<usize> {
        Self::slice_range(
            if self.shards() > SLICES { shard * SLICES / self.shards() } else { shard },
            self.shards(),
        )
    }
}

/// One case that has a gram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub case: u32,
    /// See [`Posting`].
    pub notes: u8,
}

/// What is noted of some cases of a list, each in a list of its own.
const FLAGS: [u8; 3] = [Posting::TITLE, Posting::NAMES, Posting::OFTEN];

/// Returns the best width of the Rice code for `count` numbers that sum up to no more than `range`.
fn rice_width(range: u64, count: usize) -> u32 {
    // The golden rule is the mean times ln 2, here as 45,426 / 65,536.
    let mean = range.saturating_mul(45_426) / (count.max(1) as u64 * 65_536);
    mean.checked_ilog2().unwrap_or(0)
}

/// Tells whether a list names more than half of all cases, so that those left out are written.
fn is_dense(entries: usize, cases: usize) -> bool {
    entries * 2 > cases
}
