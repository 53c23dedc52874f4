//! Writing the files.

use super::super::code::COMMON;
use super::super::grams::{Grams, NOTES, Posting};
use super::super::{code, gram};
use super::base::Bases;
use super::bits::Writer;
use super::sort::{Room, gather};
use super::{Entry, FLAGS, Layout, is_dense, width};

/// Makes the shards of one unit. `cases` gives the grams of each case, in the order of their numbers.
#[must_use]
pub fn encode<'a>(
    layout: Layout,
    unit: usize,
    cases: impl Iterator<Item = [&'a Grams; 2]> + Clone,
    bases: &Bases,
    room: &mut Room,
) -> Vec<Vec<u8>> {
    let mut rest = gather(Layout::slices(unit, layout.units()), cases, room);
    let each = layout.shards() / layout.units();
    let mut terms = Terms::default();
    (unit * each..(unit + 1) * each)
        .map(|shard| {
            let end = rest.partition_point(|entry| layout.shard((entry >> 32) as u32) <= shard);
            let (own, after) = rest.split_at(end);
            rest = after;
            terms.clear();
            for term in own.chunk_by(|a, b| a >> 32 == b >> 32) {
                let entry = |entry: &u64| Entry { case: (*entry as u32) >> NOTES, notes: (*entry & ((1 << NOTES) - 1)) as u8 };
                terms.add((term[0] >> 32) as u32, term.iter().map(entry));
            }
            let keys = 2 * code::BITS - layout.bits;
            let key = |gram: u32| gram >> 1 & ((1 << keys) - 1);
            let mut out = Writer::default();
            terms.write(&mut out, layout, keys, gram::is_pair, key, Some(bases));
            terms.write(&mut out, layout, keys, |gram| !gram::is_pair(gram), key, None);
            out.finish()
        })
        .collect()
}

/// Makes a file of characters.
#[must_use]
pub fn chars(layout: Layout, file: usize, bases: &Bases) -> Vec<u8> {
    let bits = layout.char_bits();
    let mut terms = Terms::default();
    for code in (file as u32..1 << code::BITS).step_by(1 << bits) {
        let mut noted = bases.noted(code);
        if code >= COMMON {
            for own in noted.chunk_by(|a, b| a.0 == b.0) {
                terms.add(own[0].0, own.iter().map(|(_, case, notes)| Entry { case: *case, notes: *notes }));
            }
            continue;
        }
        let entries = bases.cases(code).map(|case| {
            let own = noted.first().filter(|own| own.1 == case);
            noted = &noted[usize::from(own.is_some())..];
            Entry { case, notes: own.map_or(0, |own| own.2) }
        });
        terms.add(gram::ALONE | code, entries);
    }
    let key = |gram: u32| (gram & ((1 << code::BITS) - 1)) >> bits << code::BITS | (gram - gram::ALONE) >> code::BITS;
    let mut out = Writer::default();
    terms.write(&mut out, layout, 2 * code::BITS - bits, |_| true, key, None);
    out.finish()
}

/// Returns a bit for each of [`FLAGS`], the first highest.
fn flags(notes: u8) -> u8 {
    FLAGS.iter().fold(0, |bits, flag| bits << 1 | u8::from(notes & flag == *flag))
}

/// The grams of a file, in order.
#[derive(Default)]
struct Terms {
    terms: Vec<Term>,
    entries: Vec<Entry>,
}

struct Term {
    gram: u32,
    /// Where its entries end.
    end: usize,
    /// What is noted of any of them.
    noted: u8,
}

impl Terms {
    fn clear(&mut self) {
        self.terms.clear();
        self.entries.clear();
    }

    /// Adds a gram with its cases; a case may come twice, once after the other.
    fn add(&mut self, gram: u32, entries: impl Iterator<Item = Entry>) {
        let start = self.entries.len();
        for entry in entries {
            match self.entries[start..].last_mut().filter(|last| last.case == entry.case) {
                Some(last) => last.notes = Posting::both(last.notes, entry.notes),
                None => self.entries.push(entry),
            }
        }
        let noted = self.entries[start..].iter().fold(0, |noted, entry| noted | flags(entry.notes));
        if self.entries.len() > start {
            self.terms.push(Term { gram, end: self.entries.len(), noted });
        }
    }

    /// Writes the two sections of those grams that are `wanted`; the keys have so many bits.
    fn write(
        &self,
        out: &mut Writer,
        layout: Layout,
        bits: u32,
        wanted: impl Fn(u32) -> bool,
        key: impl Fn(u32) -> u32,
        bases: Option<&Bases>,
    ) {
        for with_notes in [false, true] {
            let own = |term: &&Term| wanted(term.gram) && (term.noted != 0) == with_notes;
            let count = self.terms.iter().filter(own).count();
            out.gamma(count as u64 + 1);
            let key_width = width(1 << bits, count);
            if count > 0 {
                out.bits(u64::from(key_width), 5);
            }
            let mut next = 0;
            let mut start = 0;
            for term in &self.terms {
                let list = &self.entries[start..term.end];
                start = term.end;
                if own(&term) {
                    let key = key(term.gram);
                    out.rice(u64::from(key - next), key_width);
                    next = key + 1;
                    write_list(out, layout, list, term, bases);
                }
            }
            out.align();
        }
    }
}

fn write_list(out: &mut Writer, layout: Layout, list: &[Entry], term: &Term, bases: Option<&Bases>) {
    out.gamma(list.len() as u64);
    if term.noted != 0 {
        out.bits(u64::from(term.noted), FLAGS.len() as u32);
    }
    let cases = list.iter().map(|entry| entry.case);
    match bases.and_then(|bases| Some((bases, bases.rarity().base(term.gram, layout.cases)?))) {
        Some((bases, (code, range))) => write_numbers(out, cases.map(|case| bases.rank(code, case)), range, list.len()),
        None if is_dense(list.len(), layout.cases) => {
            let mut present = cases.peekable();
            let absent = (0..layout.cases as u32).filter(|case| present.next_if_eq(case).is_none());
            write_numbers(out, absent, layout.cases, layout.cases - list.len());
        }
        None => write_numbers(out, cases, layout.cases, list.len()),
    }
    for flag in [4, 2, 1].into_iter().filter(|flag| term.noted & flag != 0) {
        let own = || (0u32..).zip(list).filter(|(_, entry)| flags(entry.notes) & flag != 0).map(|(at, _)| at);
        let count = own().count();
        out.gamma(count as u64);
        write_numbers(out, own(), list.len(), count);
    }
}

/// Writes `count` numbers in order, which are mostly below `range`.
fn write_numbers(out: &mut Writer, numbers: impl Iterator<Item = u32>, range: usize, count: usize) {
    let width = width(range as u64, count);
    let mut next = 0;
    for number in numbers {
        out.rice(u64::from(number - next), width);
        next = number + 1;
    }
}
