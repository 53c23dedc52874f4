//! From texts to grams: the hottest loop of a build with a search.

use std::cell::Cell;

use super::code::{CODES, Han};
use super::fold::{self, GAP, SOFT};
use super::gram::{self, Cutter, Kind};
use super::grams::{Grams, LOW, NOTES, SLICES, split_gram};
use super::table::{Chars, Table};
use super::{number, sign};
use crate::text::simplified::simplify_char;

/// Gathers the grams of several texts that belong together.
pub struct Builder {
    scratch: Scratch,
}

/// Memory that the builders of a thread use one after the other: fresh memory for each text costs
/// more than its grams.
#[derive(Default)]
struct Scratch {
    table: Table,
    chars: Chars,
    sliced: Vec<u32>,
}

thread_local! {
    static SPARE: Cell<Option<Scratch>> = const { Cell::new(None) };
}

impl Default for Builder {
    fn default() -> Self {
        Self { scratch: SPARE.take().unwrap_or_default() }
    }
}

impl Builder {
    /// Adds a text whose grams have `notes`.
    pub fn add_text(&mut self, text: &str, notes: u8) {
        let han = Han::shared_table();
        let mut cutter = Cutter::default();
        // As `sign::each_gram` tells signs, in the same walk.
        let mut last = None;
        // Where the line begins, and whether there is a digit in it: figures go on over no end of a
        // line.
        let mut line = text;
        let mut digits = false;
        let mut rest = text;
        loop {
            // Nearly all of a text is such runs.
            if cutter.is_coded() {
                let (length, code) =
                    self.add_han_run(han, rest.as_bytes(), cutter.last_code(), notes);
                let (run, after) = rest.split_at(length);
                if let Some((code, c)) = code.zip(run.chars().next_back()) {
                    cutter.pass_wide(simplify_char(c), code);
                    last = None;
                }
                rest = after;
            }
            let mut chars = rest.chars();
            let Some(from) = chars.next() else { break };
            match from {
                '\n' => {
                    if std::mem::take(&mut digits) {
                        self.add_numbers(&line[..line.len() - rest.len()], notes);
                    }
                    line = chars.as_str();
                }
                '0'..='9' | '０'..='９' => digits = true,
                _ => {}
            }
            rest = chars.as_str();
            fold::each_of(from, |c| {
                match c {
                    GAP => cutter.begin_run(),
                    SOFT => cutter.soft_gap(),
                    _ => {
                        last = None;
                        return cutter.push_char(c, |gram, _, alone| {
                            self.put_gram(gram, notes | u8::from(!alone));
                        });
                    }
                }
                let before = std::mem::replace(&mut last, sign::sign_form(from));
                if let Some(sign) = last {
                    self.put_gram(gram::gram_hash(Kind::Sign, &[sign]), notes);
                    if let Some(before) = before {
                        self.put_gram(gram::gram_hash(Kind::Sign, &[before, sign]), notes);
                    }
                }
            });
        }
        if digits {
            self.add_numbers(line, notes);
        }
    }

    /// Adds the values of the figures in a line.
    fn add_numbers(&mut self, line: &str, notes: u8) {
        number::each_figure(line, |digits| {
            self.put_gram(gram::gram_hash(Kind::Number, digits), notes);
        });
    }

    /// Adds the common Chinese characters that a text begins with; the one before them has the code
    /// `before`. Returns how many bytes they are, and the code of the last one.
    fn add_han_run(
        &mut self,
        han: &Han,
        text: &[u8],
        mut before: Option<u32>,
        notes: u8,
    ) -> (usize, Option<u32>) {
        let Scratch { table, chars, .. } = &mut self.scratch;
        let mut length = 0;
        while let Some(code) = text.get(length..).and_then(|rest| han.code_at(rest)) {
            chars.put_char(code, notes);
            if let Some(before) = before {
                table.put_gram(gram::pair_hash(before, code), notes | 1);
            }
            before = Some(code);
            length += 3;
        }
        (length, before.filter(|_| length > 0))
    }

    /// Adds the Pinyin of a name, with all readings that its characters have.
    pub fn add_pinyin(&mut self, name: &str, notes: u8) {
        super::pinyin::each_gram(name, |gram| {
            self.put_gram(gram::gram_hash(Kind::Pinyin, gram), notes);
        });
    }

    /// Adds the value of a figure.
    pub fn add_number(&mut self, value: &crate::text::figure::Decimal) {
        self.put_gram(gram::gram_hash(Kind::Number, &number::value_digits(value)), 0);
    }

    fn put_gram(&mut self, gram: u32, notes: u8) {
        let Scratch { table, chars, .. } = &mut self.scratch;
        match gram.checked_sub(gram::ALONE) {
            Some(code) if (code as usize) < CODES => chars.put_char(code, notes),
            _ => table.put_gram(gram, notes),
        }
    }

    /// Returns all grams that were added.
    #[must_use]
    pub fn finish(mut self) -> Grams {
        let Scratch { table, chars, sliced } = &mut self.scratch;
        let found = || table.entries().map(|entry| (split_gram(entry >> NOTES), entry & LOW));
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
        sliced.resize(table.len(), 0);
        for ((slice, rest), notes) in found() {
            let end = &mut ends[slice];
            sliced[*end as usize] = rest << NOTES | notes;
            *end += 1;
        }
        let grams = Grams::new(starts.into(), sliced.as_slice().into(), chars.entries().collect());
        table.clear();
        chars.clear();
        SPARE.set(Some(self.scratch));
        grams
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::grams::Posting;
    use super::*;

    fn text() -> impl Strategy<Value = String> {
        let parts = vec![
            "党",
            "建",
            "建",
            "黨",
            "圳",
            "𠮷",
            "社会组织",
            "a",
            "B",
            "３",
            "94家",
            "２０个",
            "é",
            "，",
            "。",
            "”",
            " ",
            "\n",
            "\u{200B}",
            "（",
            "—",
            ". ",
            "か",
            "㈠",
            "%",
        ];
        prop::collection::vec(prop::sample::select(parts), 0..60).prop_map(|parts| parts.concat())
    }

    /// Every gram of some texts, found one by one.
    fn slowly(texts: &[(String, u8)]) -> BTreeMap<u32, u8> {
        let mut all: BTreeMap<u32, u8> = BTreeMap::new();
        let mut put = |gram: u32, notes: u8| {
            all.entry(gram)
                .and_modify(|noted| *noted = Posting::join_notes(*noted, notes))
                .or_insert(notes);
        };
        for (text, notes) in texts {
            let mut cutter = Cutter::default();
            fold::each_folded(text, |c, _| match c {
                GAP => cutter.begin_run(),
                c => cutter.push_char(c, |gram, _, alone| put(gram, notes | u8::from(!alone))),
            });
            sign::each_gram(text, |signs| put(gram::gram_hash(Kind::Sign, signs), *notes));
            number::each_figure(text, |digits| put(gram::gram_hash(Kind::Number, digits), *notes));
        }
        all
    }

    proptest! {
        #[test]
        fn what_is_walked_fast_has_the_grams_of_what_is_walked_slowly(title in text(), body in text(), name in text()) {
            let texts = [(title, Posting::TITLE), (body, 0), (name, Posting::NAMES)];
            let mut builder = Builder::default();
            for (text, notes) in &texts {
                builder.add_text(text, *notes);
            }
            let (grams, all) = (builder.finish(), slowly(&texts));
            prop_assert_eq!(grams.count(), all.len());
            for (gram, notes) in all {
                prop_assert_eq!(grams.notes_of(gram), Some(notes), "{:x}", gram);
            }
        }
    }

    #[test]
    fn a_builder_begins_without_the_grams_of_the_one_before() {
        for text in ["党建", &"社会组织abc，，".repeat(3), "三个", ""] {
            let grams = Grams::of_text(text);
            assert_eq!(grams.count(), slowly(&[(text.to_owned(), 0)]).len());
        }
    }
}
