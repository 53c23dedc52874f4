//! The files of the index: every gram of all cases, in shards by the hash of the gram.
//!
//! A shard is a row of bits, highest first:
//! ```text
//! terms+1 γ · width of gaps (5 bits) · terms
//! term:   gap of the hash (Rice) · cases γ · 0 | 1 title? names? often? · cases · titles · names · often
//! cases:  gaps of the numbers of the cases (Rice); of those left out where they are the fewer
//! titles: how many γ · gaps of places in the list of cases (Rice); names and often alike
//! ```
//! Gaps of random numbers cannot be packed tighter than this by more than a thirtieth, so shards are not compressed again.

#![expect(clippy::cast_possible_truncation, reason = "bits are taken out of larger numbers on purpose")]

use std::ops::Range;

use super::gram;
use super::grams::{Grams, NOTES, Posting, REST, SLICES};

mod bits;

use bits::{Bits, Writer};

/// How large a shard should be, in bytes.
const SIZE: usize = 8000;

/// How the index is cut into shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    /// How many of a hash's highest bits are the number of its shard.
    pub bits: u32,
    /// How many cases there are.
    pub cases: usize,
}

impl Layout {
    /// Returns the layout for so many cases with so many grams in all.
    #[must_use]
    pub fn new(cases: usize, grams: usize) -> Self {
        // Measured: 7 bits a gram at 10,000 cases, 14 at ten.
        let per_gram = 14usize.saturating_sub((cases.max(1).ilog2() as usize) / 2).max(7);
        let shards = (grams * per_gram / 8 / SIZE).max(1).next_power_of_two();
        Self { bits: shards.ilog2().min(16), cases }
    }

    /// Returns how many shards there are.
    #[must_use]
    pub fn shards(self) -> usize {
        1 << self.bits
    }

    /// Returns the shard that holds a gram.
    #[must_use]
    pub fn shard(self, hash: u32) -> usize {
        (hash >> (gram::BITS - self.bits)) as usize
    }

    /// Returns how many units there are: shards that are made together.
    ///
    /// A unit reads a few slices of every case at once: fewer slices would fetch each case from memory more often, more
    /// would not fit the processor's cache while they are sorted.
    #[must_use]
    pub fn units(self) -> usize {
        self.shards().min(16)
    }

    /// Returns the slices that make up one of `parts` equal parts of the index.
    #[must_use]
    pub fn slices(part: usize, parts: usize) -> Range<usize> {
        let parts = parts.min(SLICES);
        let each = SLICES / parts;
        part * each..(part + 1) * each
    }

    /// Returns the slices that a shard is made of, or the one that it is a part of.
    #[must_use]
    pub fn slices_of(self, shard: usize) -> Range<usize> {
        Self::slices(if self.shards() > SLICES { shard * SLICES / self.shards() } else { shard }, self.shards())
    }
}

/// Memory that units use one after the other: fresh memory for each costs a tenth of a build.
#[derive(Debug, Default)]
pub struct Room {
    entries: Vec<u64>,
    spare: Vec<u64>,
}

/// Makes the shards of one unit. `cases` gives the grams of each case, in the order of their numbers.
#[must_use]
pub fn encode<'a>(layout: Layout, unit: usize, cases: impl Iterator<Item = [&'a Grams; 2]> + Clone, room: &mut Room) -> Vec<Vec<u8>> {
    let mut rest = gather(Layout::slices(unit, layout.units()), cases, room);
    let each = layout.shards() / layout.units();
    (unit * each..(unit + 1) * each)
        .map(|shard| {
            let end = rest.partition_point(|entry| layout.shard((entry >> 32) as u32) <= shard);
            let (own, after) = rest.split_at(end);
            rest = after;
            write(layout, own)
        })
        .collect()
}

/// Returns all entries of some slices, the hash above the number of the case above the notes, in the order of hashes and cases.
fn gather<'a, 'r>(own: Range<usize>, cases: impl Iterator<Item = [&'a Grams; 2]> + Clone, room: &'r mut Room) -> &'r [u64] {
    let count = |slice| cases.clone().flatten().map(|grams: &Grams| grams.slice_entries(slice).len()).sum::<usize>();
    let counts: Vec<usize> = own.clone().map(count).collect();
    let total = counts.iter().sum();
    if room.entries.len() < total {
        room.entries.resize(total, 0);
    }
    let mut left = &mut room.entries[..total];
    let mut slices: Vec<&mut [u64]> = Vec::new();
    for count in &counts {
        let (slice, after) = left.split_at_mut(*count);
        slices.push(slice);
        left = after;
    }
    let mut ends = vec![0; slices.len()];
    for (number, grams) in (0u64..).zip(cases) {
        for grams in grams {
            for ((slice, entries), end) in own.clone().zip(&mut slices).zip(&mut ends) {
                let high = (slice as u64) << REST << 32 | number << NOTES;
                let found = grams.slice_entries(slice);
                for (place, entry) in entries[*end..].iter_mut().zip(found) {
                    let (rest, notes) = (u64::from(entry >> NOTES), u64::from(entry & ((1 << NOTES) - 1)));
                    *place = rest << 32 | high | notes;
                }
                *end += found.len();
            }
        }
    }
    for entries in slices {
        sort_by_hash(entries, &mut room.spare);
    }
    &room.entries[..total]
}

/// Sorts by the 22 bits above the lower half, keeping the order of equal ones: two passes by eleven bits, there and back.
fn sort_by_hash(entries: &mut [u64], spare: &mut Vec<u64>) {
    if spare.len() < entries.len() {
        spare.resize(entries.len(), 0);
    }
    let spare = &mut spare[..entries.len()];
    pass(entries, spare, 32);
    pass(spare, entries, 43);
}

/// Sorts `from` into `to` by the eleven bits above `shift`.
fn pass(from: &[u64], to: &mut [u64], shift: u32) {
    let digit = |entry: u64| (entry >> shift) as usize & 0x7FF;
    let mut starts = [0usize; 0x800];
    for entry in from {
        starts[digit(*entry)] += 1;
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    for entry in from {
        let start = &mut starts[digit(*entry)];
        to[*start] = *entry;
        *start += 1;
    }
}

/// One case that has a gram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of the case.
    pub case: u32,
    /// See [`Posting`].
    pub notes: u8,
}

/// What is noted of some cases of a list, each in a list of its own.
const FLAGS: [u8; 3] = [Posting::TITLE, Posting::NAMES, Posting::OFTEN];

/// Returns the best width of the Rice code for `count` numbers that sum up to no more than `range`.
fn width(range: u64, count: usize) -> u32 {
    // The golden rule is the mean times ln 2, here as 45,426 / 65,536.
    let mean = range.saturating_mul(45_426) / (count.max(1) as u64 * 65_536);
    mean.checked_ilog2().unwrap_or(0)
}

fn write(layout: Layout, sorted: &[u64]) -> Vec<u8> {
    let mut out = Writer::default();
    let borders = sorted.windows(2).filter(|two| two[0] >> 32 != two[1] >> 32).count();
    let terms = borders + usize::from(!sorted.is_empty());
    out.gamma(terms as u64 + 1);
    if terms == 0 {
        return out.finish();
    }
    let range = 1u64 << (gram::BITS - layout.bits);
    let key_width = width(range, terms);
    out.bits(u64::from(key_width), 5);
    let mut next = 0u64;
    let mut list: Vec<Entry> = Vec::new();
    for term in sorted.chunk_by(|a, b| a >> 32 == b >> 32) {
        let key = (term[0] >> 32) & (range - 1);
        out.rice(key - next, key_width);
        next = key + 1;
        list.clear();
        for entry in term {
            let (case, notes) = ((*entry as u32) >> NOTES, (*entry & ((1 << NOTES) - 1)) as u8);
            match list.last_mut().filter(|last| last.case == case) {
                Some(last) => last.notes = Posting::both(last.notes, notes),
                None => list.push(Entry { case, notes }),
            }
        }
        write_list(&mut out, layout, &list);
    }
    out.finish()
}

/// Writes the cases of a gram.
fn write_list(out: &mut Writer, layout: Layout, list: &[Entry]) {
    out.gamma(list.len() as u64);
    let noted = list.iter().fold(0, |noted, entry| noted | flags(entry.notes));
    if noted == 0 {
        out.bits(0, 1);
    } else {
        out.bits(1 << FLAGS.len() | u64::from(noted), 1 + FLAGS.len() as u32);
    }
    if is_dense(list.len(), layout.cases) {
        let mut present = list.iter().map(|entry| entry.case).peekable();
        let absent = (0..layout.cases as u32).filter(|case| present.next_if_eq(case).is_none());
        write_numbers(out, absent, layout.cases, layout.cases - list.len());
    } else {
        write_numbers(out, list.iter().map(|entry| entry.case), layout.cases, list.len());
    }
    for flag in [4, 2, 1].into_iter().filter(|flag| noted & flag != 0) {
        let own: Vec<u32> = (0..).zip(list).filter(|(_, entry)| flags(entry.notes) & flag != 0).map(|(at, _)| at).collect();
        out.gamma(own.len() as u64);
        write_numbers(out, own.iter().copied(), list.len(), own.len());
    }
}

/// Returns a bit for each of [`FLAGS`], the first highest.
fn flags(notes: u8) -> u8 {
    FLAGS.iter().fold(0, |bits, flag| bits << 1 | u8::from(notes & flag == *flag))
}

/// Tells whether a list names more than half of all cases.
fn is_dense(entries: usize, cases: usize) -> bool {
    entries * 2 > cases
}

/// Writes `count` numbers below `range`, in order.
fn write_numbers(out: &mut Writer, numbers: impl Iterator<Item = u32>, range: usize, count: usize) {
    let width = width(range as u64, count);
    let mut next = 0;
    for number in numbers {
        out.rice(u64::from(number - next), width);
        next = number + 1;
    }
}

/// Reads what [`write_numbers`] wrote.
fn read_numbers(bits: &mut Bits<'_>, range: usize, count: usize) -> Option<Vec<u32>> {
    let width = width(range as u64, count);
    let mut next = 0u32;
    let mut numbers = Vec::with_capacity(count.min(range));
    for _ in 0..count {
        let number = next.checked_add(u32::try_from(bits.rice(width)?).ok()?)?;
        next = number.checked_add(1)?;
        numbers.push(number);
    }
    Some(numbers)
}

/// Returns the cases that have the gram with `hash`, as the shard with these bytes says; `None` for bytes that are no shard.
#[must_use]
pub fn find(layout: Layout, bytes: &[u8], hash: u32) -> Option<Vec<Entry>> {
    let mut bits = Bits::new(bytes);
    let terms = bits.gamma()? - 1;
    if terms == 0 {
        return Some(Vec::new());
    }
    let range = 1u64 << (gram::BITS - layout.bits);
    let key_width = u32::try_from(bits.bits(5)?).ok()?;
    let wanted = u64::from(hash) & (range - 1);
    let mut next = 0;
    for _ in 0..terms {
        let key = next + bits.rice(key_width)?;
        next = key + 1;
        let list = read_list(&mut bits, layout)?;
        if key >= wanted {
            return Some(if key == wanted { list } else { Vec::new() });
        }
    }
    Some(Vec::new())
}

/// Returns every gram of the shard `number` by its hash, with its cases; `None` for bytes that are no shard.
#[must_use]
pub fn terms(layout: Layout, number: usize, bytes: &[u8]) -> Option<Vec<(u32, Vec<Entry>)>> {
    let mut bits = Bits::new(bytes);
    let terms = usize::try_from(bits.gamma()? - 1).ok()?;
    if terms == 0 {
        return Some(Vec::new());
    }
    let high = u32::try_from((number as u64) << (gram::BITS - layout.bits)).ok()?;
    let key_width = u32::try_from(bits.bits(5)?).ok()?;
    let mut next = 0;
    let mut all = Vec::with_capacity(terms.min(bytes.len()));
    for _ in 0..terms {
        let key = next + bits.rice(key_width)?;
        next = key + 1;
        all.push((high | u32::try_from(key).ok()?, read_list(&mut bits, layout)?));
    }
    Some(all)
}

fn read_list(bits: &mut Bits<'_>, layout: Layout) -> Option<Vec<Entry>> {
    let count = usize::try_from(bits.gamma()?).ok()?;
    let noted = if bits.bits(1)? == 1 { bits.bits(FLAGS.len() as u32)? } else { 0 };
    let numbers = if is_dense(count, layout.cases) {
        let mut absent = read_numbers(bits, layout.cases, layout.cases.checked_sub(count)?)?.into_iter().peekable();
        (0..layout.cases as u32).filter(|case| absent.next_if_eq(case).is_none()).collect()
    } else {
        read_numbers(bits, layout.cases, count)?
    };
    let mut list: Vec<Entry> = numbers.into_iter().map(|case| Entry { case, notes: 0 }).collect();
    for (_, notes) in [4, 2, 1].into_iter().zip(FLAGS).filter(|(flag, _)| noted & flag != 0) {
        let own = usize::try_from(bits.gamma()?).ok()?;
        for at in read_numbers(bits, count, own)? {
            list.get_mut(at as usize)?.notes |= notes;
        }
    }
    Some(list)
}
