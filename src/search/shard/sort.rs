//! Entries of all cases in the order of their grams.

use std::ops::Range;

use super::super::grams::{Grams, LOW, NOTES, REST};
use super::bits::Writer;
use super::write::Terms;

/// Memory that units use one after the other: fresh memory for each costs a tenth of a build.
#[derive(Debug, Default)]
pub struct Room {
    pub(super) entries: Vec<u64>,
    pub(super) spare: Vec<u64>,
    pub(super) terms: Terms,
    pub(super) out: Writer,
}

/// Returns all entries of some slices, the gram above the number of the case above the notes, in the order of grams and cases.
pub(super) fn gather<'a, 'r>(
    own: Range<usize>,
    cases: impl Iterator<Item = [&'a Grams; 2]> + Clone,
    entries: &'r mut Vec<u64>,
    spare: &mut Vec<u64>,
) -> &'r [u64] {
    let mut counts = vec![0; own.len()];
    for grams in cases.clone().flatten() {
        for (slice, count) in own.clone().zip(&mut counts) {
            *count += grams.slice_entries(slice).len();
        }
    }
    let total = counts.iter().sum();
    if entries.len() < total {
        entries.resize(total, 0);
    }
    let mut left = &mut entries[..total];
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
                    let (rest, notes) = (u64::from(entry >> NOTES), u64::from(entry & LOW));
                    *place = rest << 32 | high | notes;
                }
                *end += found.len();
            }
        }
    }
    for entries in slices {
        sort(entries, spare);
    }
    &entries[..total]
}

/// How many bits a pass sorts by: two sort by what a slice leaves of a gram.
const PASS: u32 = REST.div_ceil(2);

/// Sorts by the lowest bits of the upper half, keeping the order of equal ones: there and back.
fn sort(entries: &mut [u64], spare: &mut Vec<u64>) {
    if spare.len() < entries.len() {
        spare.resize(entries.len(), 0);
    }
    let spare = &mut spare[..entries.len()];
    pass(entries, spare, 32);
    pass(spare, entries, 32 + PASS);
}

/// Sorts `from` into `to` by the bits above `shift`.
fn pass(from: &[u64], to: &mut [u64], shift: u32) {
    let digit = |entry: u64| (entry >> shift) as usize & ((1 << PASS) - 1);
    let mut starts = [0usize; 1 << PASS];
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
