//! The grams of a file, in order, and how they are written.

use super::super::gram;
use super::super::grams::Posting;
use super::base::Bases;
use super::bits::Writer;
use super::{FLAGS, Layout, is_dense, rice_width};

/// Returns a bit for each of [`FLAGS`], the first highest.
fn flag_bits(notes: u8) -> u8 {
    FLAGS.iter().fold(0, |bits, flag| bits << 1 | u8::from(notes & flag == *flag))
}

/// The grams of a file, in order.
#[derive(Debug, Default)]
pub(super) struct Terms {
    terms: Vec<Term>,
    /// The cases of all grams, one after the other.
    cases: Vec<u32>,
    /// What is noted of some of them: the place in the list of the gram, and a bit for each of
    /// [`FLAGS`].
    noted: Vec<(u32, u8)>,
}

#[derive(Debug)]
struct Term {
    gram: u32,
    /// Where its cases end, and what is noted of them.
    end: usize,
    noted_end: usize,
    /// What its numbers are mostly below, when they are places in the list of a character.
    range: Option<usize>,
}

impl Terms {
    pub(super) fn clear(&mut self) {
        self.terms.clear();
        self.cases.clear();
        self.noted.clear();
    }

    pub(super) fn push_gram(&mut self, gram: u32, start: usize) {
        if self.cases.len() > start {
            self.terms.push(Term {
                gram,
                end: self.cases.len(),
                noted_end: self.noted.len(),
                range: None,
            });
        }
    }

    pub(super) fn note_first(&mut self, start: usize, notes: u8) {
        let flags = flag_bits(notes);
        if flags != 0 {
            self.noted.push(((self.cases.len() - start) as u32, flags));
        }
    }

    /// Adds grams in their order, each with its cases in theirs, and the notes; a case may come
    /// twice, once after the other.
    pub(super) fn add_all(&mut self, mut entries: impl Iterator<Item = (u32, u32, u8)>) {
        let Some(mut pending) = entries.next() else { return };
        let mut start = self.cases.len();
        for next in entries {
            if (pending.0, pending.1) == (next.0, next.1) {
                pending.2 = Posting::join_notes(pending.2, next.2);
                continue;
            }
            self.add_case(start, pending.1, pending.2);
            if pending.0 != next.0 {
                self.push_gram(pending.0, start);
                start = self.cases.len();
            }
            pending = next;
        }
        self.add_case(start, pending.1, pending.2);
        self.push_gram(pending.0, start);
    }

    pub(super) fn add_case(&mut self, start: usize, case: u32, notes: u8) {
        self.note_first(start, notes);
        self.cases.push(case);
    }

    /// Adds a gram with its cases, and apart from them those that have notes.
    pub(super) fn add_noted(
        &mut self,
        gram: u32,
        cases: impl Iterator<Item = u32>,
        noted: impl Iterator<Item = (u32, u8)>,
    ) {
        let start = self.cases.len();
        let mut noted = noted.peekable();
        for case in cases {
            if let Some((_, notes)) = noted.next_if(|noted| noted.0 == case) {
                self.note_first(start, notes);
            }
            self.cases.push(case);
        }
        self.push_gram(gram, start);
    }

    /// Puts places in the list of a character where they are written in the place of cases.
    ///
    /// For all terms at once, so that the processor fetches many places from memory at a time.
    pub(super) fn rank_cases(&mut self, count: usize, bases: &Bases) {
        let mut start = 0;
        for term in &mut self.terms {
            let cases = &mut self.cases[start..term.end];
            start = term.end;
            if let Some((code, range)) = Some(term.gram)
                .filter(|gram| gram::is_pair(*gram))
                .and_then(|gram| bases.rarity().rarer_of(gram, count))
            {
                let row = bases.case_bits(code);
                for case in cases {
                    *case = Bases::rank_in_row(row, *case);
                }
                term.range = Some(range);
            }
        }
    }

    /// Writes the two sections of those grams that are `wanted`; the keys have so many bits.
    pub(super) fn write_sections(
        &self,
        out: &mut Writer,
        layout: Layout,
        bits: u32,
        wanted: impl Fn(u32) -> bool,
        key: impl Fn(u32) -> u32,
    ) {
        for with_notes in [false, true] {
            let lists = || {
                let mut starts = (0, 0);
                let lists = self.terms.iter().map(move |term| {
                    let (start, noted) = std::mem::replace(&mut starts, (term.end, term.noted_end));
                    (term, &self.cases[start..term.end], &self.noted[noted..term.noted_end])
                });
                lists.filter(|(term, _, noted)| wanted(term.gram) && noted.is_empty() != with_notes)
            };
            let count = lists().count();
            out.write_gamma(count as u64 + 1);
            let key_width = rice_width(1 << bits, count);
            if count > 0 {
                out.write_bits(u64::from(key_width), 5);
            }
            let mut next = 0;
            for (term, cases, noted) in lists() {
                let key = key(term.gram);
                out.write_rice(u64::from(key - next), key_width);
                next = key + 1;
                write_list(out, layout, cases, noted, term.range);
            }
            out.fill_byte();
        }
    }
}

fn write_list(
    out: &mut Writer,
    layout: Layout,
    numbers: &[u32],
    noted: &[(u32, u8)],
    range: Option<usize>,
) {
    out.write_gamma(numbers.len() as u64);
    let all = noted.iter().fold(0, |all, (_, flags)| all | flags);
    if all != 0 {
        out.write_bits(u64::from(all), FLAGS.len() as u32);
    }
    if range.is_none() && is_dense(numbers.len(), layout.cases) {
        let mut present = numbers.iter().peekable();
        let absent = (0..layout.cases as u32).filter(|case| present.next_if_eq(&case).is_none());
        write_numbers(out, absent, layout.cases, layout.cases - numbers.len());
    } else {
        write_numbers(out, numbers.iter().copied(), range.unwrap_or(layout.cases), numbers.len());
    }
    for flag in [4, 2, 1].into_iter().filter(|flag| all & flag != 0) {
        let flagged =
            || noted.iter().filter(|(_, flags)| flags & flag != 0).map(|(place, _)| *place);
        let count = flagged().count();
        out.write_gamma(count as u64);
        write_numbers(out, flagged(), numbers.len(), count);
    }
}

/// Writes `count` numbers in order, which are mostly below `range`.
fn write_numbers(out: &mut Writer, numbers: impl Iterator<Item = u32>, range: usize, count: usize) {
    out.write_gaps(numbers, rice_width(range as u64, count));
}
