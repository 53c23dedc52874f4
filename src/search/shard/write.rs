//! Writing the files.

use super::super::code::COMMON;
use super::super::grams::Grams;
use super::super::{code, gram};
use super::Layout;
use super::base::Bases;
use super::bits::Writer;
use super::sort::{Packing, SortBuffers, gather_entries};
use super::terms::Terms;

/// Makes the shards of one unit. `cases` gives the grams of each case, in the order of their
/// numbers.
#[must_use]
pub fn encode_unit<'a>(
    layout: Layout,
    unit: usize,
    cases: impl Iterator<Item = [&'a Grams; 2]> + Clone,
    bases: &Bases,
    room: &mut SortBuffers,
) -> Vec<Vec<u8>> {
    let SortBuffers { parts, fetched, spare, counts, terms, out } = room;
    let packing = Packing::new(layout);
    gather_entries(layout, unit, cases, packing, parts, fetched);
    let each = packing.parts_per_shard(layout);
    let keys = 2 * code::BITS - layout.bits;
    let key = |gram: u32| gram >> 1 & ((1 << keys) - 1);
    let first = unit * parts.len();
    (first..)
        .step_by(each)
        .zip(parts.chunks_mut(each))
        .map(|(first, shard)| {
            terms.clear();
            for (part, entries) in (first..).zip(shard) {
                packing.sort_entries(entries, spare, counts);
                terms.add_all(entries.iter().map(|entry| packing.unpack_entry(part, *entry)));
            }
            terms.rank_cases(layout.cases, bases);
            terms.write_sections(out, layout, keys, gram::is_pair, key);
            terms.write_sections(out, layout, keys, |gram| !gram::is_pair(gram), key);
            out.take_bytes()
        })
        .collect()
}

/// Makes all files of characters.
#[must_use]
pub fn encode_chars(layout: Layout, bases: &Bases) -> Vec<Vec<u8>> {
    let bits = layout.char_bits();
    let key = |gram: u32| {
        (gram & ((1 << code::BITS) - 1)) >> bits << code::BITS | (gram - gram::ALONE) >> code::BITS
    };
    let mut terms = Terms::default();
    let mut out = Writer::default();
    (0..1 << bits)
        .map(|file| {
            terms.clear();
            for code in (file..1 << code::BITS).step_by(1 << bits) {
                let noted = bases.noted_chars(code);
                if code < COMMON {
                    terms.add_noted(
                        gram::ALONE | code,
                        bases.cases(code),
                        noted.iter().map(|(_, case, notes)| (*case, *notes)),
                    );
                    continue;
                }
                terms.add_all(noted.iter().copied());
            }
            terms.write_sections(&mut out, layout, 2 * code::BITS - bits, |_| true, key);
            out.take_bytes()
        })
        .collect()
}
