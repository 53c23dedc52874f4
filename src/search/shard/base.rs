//! The characters of all cases, and how rare each is.

use super::super::code::CODES;
use super::super::grams::{Grams, LOW, NOTES, Posting, SLICES};
use super::super::{code, gram};

/// How rare the character of each code is: it stands in at most one case in two to this power, and
/// in more than half as many.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rarity(Box<[u8]>);

impl Rarity {
    /// How rare a character is at most: it has four bits.
    const MOST: u32 = 15;

    fn new(cases: usize, counts: impl Iterator<Item = usize>) -> Self {
        let rarity =
            |count: usize| (cases / count.max(1)).checked_ilog2().unwrap_or(0).min(Self::MOST);
        Self(counts.map(|count| u8::try_from(rarity(count)).expect("four bits")).collect())
    }

    /// How many bytes [`Rarity::to_bytes`] returns.
    pub const BYTES: usize = CODES.div_ceil(2);

    /// Reads what [`Rarity::to_bytes`] returned; codes that are missing are not rare.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let half = |at: usize| {
            bytes
                .get(at / 2)
                .map_or(0, |byte| if at.is_multiple_of(2) { byte >> 4 } else { byte & 15 })
        };
        Self((0..CODES).map(half).collect())
    }

    /// Returns four bits for each code, two codes to a byte.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.chunks(2).map(|two| two[0] << 4 | two.get(1).copied().unwrap_or_default()).collect()
    }

    /// Returns the code of the character in whose list a pair is written, and how long that list
    /// can be taken for; `None` for a pair that is written by the numbers of its cases.
    #[must_use]
    pub fn rarer_of(&self, pair: u32, cases: usize) -> Option<(u32, usize)> {
        let (one, other) = code::unmix_codes(pair >> 1);
        let rare = |code: u32| self.0.get(code as usize).copied().unwrap_or_default();
        let (code, most) =
            if rare(other) > rare(one) { (other, rare(other)) } else { (one, rare(one)) };
        // Between the least and the most.
        (most > 0).then_some((code, (cases >> most) * 3 / 4))
    }
}

/// Which cases have each character.
#[derive(Debug)]
pub struct Bases {
    rarity: Rarity,
    /// For each code where its words begin, counted in rows of words; 0 for a code that no case
    /// has.
    rows: Box<[u32]>,
    /// A bit for each case, a row for each code, and how many cases there are before each word.
    words: Vec<(u64, u32)>,
    /// How many words a row has.
    width: usize,
    /// The character by itself, the case, the notes: of those that share a code, and of those that
    /// have notes.
    noted: Vec<(u32, u32, u8)>,
}

impl Bases {
    /// Gathers the characters of all cases, in the order of their numbers.
    #[must_use]
    pub fn new<'a>(cases: usize, all: impl Iterator<Item = [&'a Grams; 2]> + Clone) -> Self {
        let width = cases.div_ceil(64);
        let mut rows = vec![0u32; CODES].into_boxed_slice();
        // The first row is that of all codes that no case has. There is room for all codes, of
        // which memory is taken only as they come.
        let mut words = Vec::with_capacity(width * (CODES + 1));
        words.resize(width, (0u64, 0u32));
        let mut noted = Vec::new();
        for (case, grams) in (0u32..).zip(all) {
            let (word, bit) = (case as usize / 64, case % 64);
            let mut add = |code: usize| {
                if rows[code] == 0 {
                    rows[code] = (words.len() / width) as u32;
                    words.resize(words.len() + width, (0, 0));
                }
                words[rows[code] as usize * width + word].0 |= 1 << bit;
            };
            for grams in grams {
                for (code, notes) in grams.chars() {
                    add(code as usize);
                    if notes != 0 {
                        noted.push((gram::ALONE | code, case, notes));
                    }
                }
                for entry in grams.slice_entries(SLICES) {
                    let (character, notes) = (entry >> NOTES, (entry & LOW) as u8);
                    add(character as usize & (CODES - 1));
                    noted.push((gram::ALONE | character, case, notes));
                }
            }
        }
        for row in words.chunks_mut(width.max(1)) {
            row.iter_mut().fold(0, |before, (word, rank)| {
                *rank = before;
                before + word.count_ones()
            });
        }
        noted.sort_by_key(|(gram, case, _)| (gram & (CODES as u32 - 1), *gram, *case));
        noted.dedup_by(|next, kept| {
            let same = (kept.0, kept.1) == (next.0, next.1);
            kept.2 = if same { Posting::join_notes(kept.2, next.2) } else { kept.2 };
            same
        });
        let mut bases = Self { rarity: Rarity(Box::default()), rows, words, width, noted };
        bases.rarity = Rarity::new(cases, (0..CODES as u32).map(|code| bases.count_cases(code)));
        bases
    }

    /// Returns how rare each character is.
    #[must_use]
    pub fn rarity(&self) -> &Rarity {
        &self.rarity
    }

    /// Returns a bit for each case that has the character, and how many cases there are before each
    /// word.
    pub(super) fn case_bits(&self, code: u32) -> &[(u64, u32)] {
        let from = self.rows[code as usize] as usize * self.width;
        &self.words[from..from + self.width]
    }

    fn count_cases(&self, code: u32) -> usize {
        self.case_bits(code).last().map_or(0, |(word, rank)| (rank + word.count_ones()) as usize)
    }

    /// Returns the place of a case in the list of a character that it has, whose row is given.
    pub(super) fn rank_in_row(row: &[(u64, u32)], case: u32) -> u32 {
        let (word, rank) = row[case as usize / 64];
        rank + (word & ((1 << (case % 64)) - 1)).count_ones()
    }

    /// Returns the cases that have a character of this code.
    pub(super) fn cases(&self, code: u32) -> impl Iterator<Item = u32> {
        (0u32..).step_by(64).zip(self.case_bits(code)).flat_map(|(first, (word, _))| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.checked_sub(1)?;
                Some(first + bit)
            })
        })
    }

    /// Returns what is noted of the characters of this code, in their order and that of their
    /// cases.
    pub(super) fn noted_chars(&self, code: u32) -> &[(u32, u32, u8)] {
        let code_of = |noted: &(u32, u32, u8)| noted.0 & (CODES as u32 - 1);
        let from = self.noted.partition_point(|noted| code_of(noted) < code);
        let to = self.noted.partition_point(|noted| code_of(noted) <= code);
        &self.noted[from..to]
    }
}
