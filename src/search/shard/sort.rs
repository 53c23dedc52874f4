//! Entries of all cases in the order of their grams.

use super::super::gram;
use super::super::grams::{Grams, LOW, NOTES, REST};
use super::Layout;
use super::bits::Writer;
use super::terms::Terms;

/// Memory that units use one after the other: fresh memory for each costs a tenth of a build.
#[derive(Debug, Default)]
pub struct SortBuffers {
    /// The entries of each part of a unit, in the order of their cases.
    pub(super) parts: Vec<Vec<u32>>,
    /// Entries on their way from a few texts to their parts.
    pub(super) fetched: Vec<u64>,
    /// Half-sorted entries of a part, and how many have each digit.
    pub(super) spare: Vec<u32>,
    pub(super) counts: Vec<u32>,
    pub(super) terms: Terms,
    pub(super) out: Writer,
}

/// How an entry is held in 32 bits: what its part leaves of a gram, above the number of the case,
/// above the notes.
///
/// A part is a shard, or less where its entries would need more bits: a part stays in the
/// processor's cache while it is sorted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packing {
    /// How many bits of a gram a part leaves.
    gram: u32,
    /// How many bits the number of a case has.
    case: u32,
}

impl Packing {
    pub(super) fn new(layout: Layout) -> Self {
        let case = usize::BITS - layout.cases.leading_zeros();
        Self { gram: (gram::BITS - layout.bits).min(u32::BITS - NOTES - case), case }
    }

    /// Returns how many parts there are to a shard.
    pub(super) fn parts_per_shard(self, layout: Layout) -> usize {
        1 << (gram::BITS - layout.bits - self.gram)
    }

    /// Returns the entry of a gram of a part.
    fn pack_entry(self, gram: u32, case: u32, notes: u32) -> u32 {
        (gram & ((1 << self.gram) - 1)) << (self.case + NOTES) | case << NOTES | notes
    }

    /// Returns the gram of an entry of the part `part` of all, the case, and the notes.
    pub(super) fn unpack_entry(self, part: usize, entry: u32) -> (u32, u32, u8) {
        let gram = (part as u32) << self.gram | entry >> (self.case + NOTES);
        (gram, entry >> NOTES & ((1 << self.case) - 1), (entry & LOW) as u8)
    }

    /// Sorts the entries of a part by their grams, keeping the order of equal ones: there and back.
    pub(super) fn sort_entries(
        self,
        entries: &mut [u32],
        spare: &mut Vec<u32>,
        counts: &mut Vec<u32>,
    ) {
        let digit = self.gram.div_ceil(2);
        if entries.len() < 1 << digit {
            return entries.sort_unstable();
        }
        if spare.len() < entries.len() {
            spare.resize(entries.len(), 0);
        }
        let spare = &mut spare[..entries.len()];
        let shift = self.case + NOTES;
        let low = |entry: u32| (entry >> shift) as usize & ((1 << digit) - 1);
        let high = |entry: u32| (entry >> shift >> digit) as usize;
        counts.clear();
        counts.resize(2 << digit, 0);
        let (lows, highs) = counts.split_at_mut(1 << digit);
        for entry in &*entries {
            lows[low(*entry)] += 1;
            highs[high(*entry)] += 1;
        }
        scatter_by_part(entries, spare, lows, low);
        scatter_by_part(spare, entries, highs, high);
    }
}

/// Sorts `from` into `to` by a part of each entry, of which the counts are given.
fn scatter_by_part(from: &[u32], to: &mut [u32], counts: &mut [u32], part: impl Fn(u32) -> usize) {
    let mut sum = 0;
    for count in &mut *counts {
        sum += std::mem::replace(count, sum);
    }
    for entry in from {
        let start = &mut counts[part(*entry)];
        to[*start as usize] = *entry;
        *start += 1;
    }
}

/// How many texts are fetched at a time: what fits into the nearest memory of the processor.
const AT_ONCE: usize = 16;

/// Puts the entries of one unit into its parts.
pub(super) fn gather_entries<'a>(
    layout: Layout,
    unit: usize,
    cases: impl Iterator<Item = [&'a Grams; 2]>,
    packing: Packing,
    parts: &mut Vec<Vec<u32>>,
    fetched: &mut Vec<u64>,
) {
    let slices = Layout::slice_range(unit, layout.units());
    parts.resize_with(slices.len() << REST >> packing.gram, Vec::new);
    for part in &mut *parts {
        part.clear();
    }
    let mut all = (0u64..).zip(cases).flat_map(|(case, grams)| grams.map(|grams| (case, grams)));
    let mut found = Vec::with_capacity(AT_ONCE * slices.len());
    loop {
        // The processor fetches many places from memory at a time where nothing else is done with
        // them: first where slices begin, then the slices.
        found.clear();
        for (case, grams) in all.by_ref().take(AT_ONCE) {
            let above =
                |slice: usize| case << 32 | ((slice - slices.start) as u64) << (REST + NOTES);
            found.extend(slices.clone().map(|slice| (above(slice), grams.slice_entries(slice))));
        }
        if found.is_empty() {
            break;
        }
        fetched.clear();
        for (above, entries) in &found {
            fetched.extend(entries.iter().map(|entry| above | u64::from(*entry)));
        }
        for entry in &*fetched {
            let (case, gram, notes) =
                ((entry >> 32) as u32, *entry as u32 >> NOTES, *entry as u32 & LOW);
            parts[(gram >> packing.gram) as usize].push(packing.pack_entry(gram, case, notes));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn entries_are_sorted_by_gram_and_case(
            all in prop::collection::vec((0u32..1 << gram::BITS, 0u32..16), 0..400),
            bits in 0u32..20,
            cases in 400usize..100_000,
        ) {
            let packing = Packing::new(Layout { bits, cases });
            let part = |gram: u32| (gram >> packing.gram) as usize;
            let Some(first_part) = all.first().map(|(gram, _)| part(*gram)) else { return Ok(()) };
            // All in one part, in the order of their cases.
            let all = (0..).zip(all).map(|(case, (gram, notes))| ((first_part as u32) << packing.gram | gram & ((1 << packing.gram) - 1), case, notes as u8));
            let mut all: Vec<(u32, u32, u8)> = all.collect();
            let mut entries: Vec<u32> = all.iter().map(|(gram, case, notes)| packing.pack_entry(*gram, *case, u32::from(*notes))).collect();
            packing.sort_entries(&mut entries, &mut Vec::new(), &mut Vec::new());
            all.sort_unstable();
            let sorted: Vec<(u32, u32, u8)> = entries.iter().map(|entry| packing.unpack_entry(first_part, *entry)).collect();
            prop_assert_eq!(sorted, all);
        }
    }
}
