//! Grams: the pieces by which text is found.
//!
//! Every character is a gram, every two that stand side by side are one, and three when all are
//! narrow (Latin letters, digits, signs), since two Latin letters tell little. A gram is known by a
//! number. Of one or two wide characters it says which they are; any other is a hash: two grams of
//! one hash are taken for the same, which may find too much, never too little.

use super::{code, fold};

pub use super::fold::is_narrow;

/// What a gram is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text as it stands.
    Text,
    /// Pinyin of a name or title.
    Pinyin,
    /// The value of a figure.
    Number,
    /// Punctuation and the like.
    Sign,
}

impl Kind {
    /// Where the hash of its grams begins, so that equal characters of two kinds differ.
    const fn seed(self) -> u32 {
        match self {
            Self::Text => 0x9E37_79B1,
            Self::Pinyin => 0x51ED_270B,
            Self::Number => 0x2545_F491,
            Self::Sign => 0x61C8_8647,
        }
    }
}

/// How many bits the number of a gram has that stands in shards: the highest choose the shard, the
/// lowest is 0 for two wide characters and 1 for all else.
pub const BITS: u32 = 2 * code::BITS + 1;

/// What is added to the number of a wide character by itself, which stands in no shard.
pub const ALONE: u32 = 1 << BITS;

/// Returns the number of a gram.
#[must_use]
pub fn gram_hash(kind: Kind, chars: &[char]) -> u32 {
    match (kind, chars) {
        (Kind::Text, [c]) if !is_narrow(*c) => single_hash(code::char_code(*c)),
        (Kind::Text, [one, other]) if !is_narrow(*one) && !is_narrow(*other) => {
            pair_hash(code::char_code(*one).0, code::char_code(*other).0)
        }
        _ => hash_chars(kind, chars),
    }
}

/// A code, and which of the characters that share it.
fn single_hash((code, which): (u32, u32)) -> u32 {
    ALONE | which << code::BITS | code
}

/// Two codes.
pub(super) fn pair_hash(one: u32, other: u32) -> u32 {
    code::mix_codes(one, other) << 1
}

/// Anything else.
fn hash_chars(kind: Kind, chars: &[char]) -> u32 {
    let mut hash = kind.seed() ^ u32::try_from(chars.len()).unwrap_or(u32::MAX);
    for c in chars {
        hash = (hash ^ u32::from(*c)).wrapping_mul(0x85EB_CA6B);
        hash ^= hash >> 13;
    }
    hash = hash.wrapping_mul(0xC2B2_AE35);
    (hash ^ (hash >> 16)) >> (32 - BITS) | 1
}

/// Tells whether a gram is two wide characters.
#[must_use]
pub fn is_pair(hash: u32) -> bool {
    hash & (ALONE | 1) == 0
}

/// Cuts runs into all grams that a text is indexed by, a character at a time.
#[derive(Default)]
pub struct Cutter {
    /// The last three characters, and how many of them belong to the run.
    last: [char; 3],
    length: usize,
    /// The code of the last one, where it is wide.
    code: Option<u32>,
    /// Whether a mark stands after it that parts Latin words alone.
    soft: bool,
}

impl Cutter {
    /// Begins a new run.
    pub fn begin_run(&mut self) {
        self.length = 0;
        self.code = None;
        self.soft = false;
    }

    /// Begins a new run where a Latin word ends and the next begins.
    pub(super) fn soft_gap(&mut self) {
        self.soft = self.length > 0;
    }

    /// Tells whether the grams that end with a wide character are told by codes alone: unless a
    /// narrow one stands before it.
    pub(super) fn is_coded(&self) -> bool {
        self.length == 0 || self.code.is_some()
    }

    /// Returns the code of the last character of the run, where it is wide.
    pub(super) fn last_code(&self) -> Option<u32> {
        self.code
    }

    /// Goes on after wide characters whose grams were taken elsewhere; the last one is `c`.
    pub(super) fn pass_wide(&mut self, c: char, code: u32) {
        self.last[2] = c;
        self.length = self.length.max(1);
        self.code = Some(code);
        self.soft = false;
    }

    /// Calls `take` with every gram that ends with the next character of the run: its number, its
    /// characters, and whether it is one alone.
    pub fn push_char(&mut self, c: char, mut take: impl FnMut(u32, &[char], bool)) {
        if std::mem::take(&mut self.soft) && fold::parts_words(self.last[2], c) {
            self.begin_run();
        }
        // What stands beside a sign that readers look through is a gram as if it were not there.
        let through = (self.length > 1 && self.last[2] == fold::PLUS)
            .then_some(self.last[1])
            .filter(|before| !(is_narrow(*before) && is_narrow(c)));
        if let Some(before) = through {
            take(gram_hash(Kind::Text, &[before, c]), &[before, c], false);
        }
        self.last = [self.last[1], self.last[2], c];
        self.length = (self.length + 1).min(3);
        let last = &self.last;
        if is_narrow(c) {
            self.code = None;
            take(hash_chars(Kind::Text, &last[2..]), &last[2..], true);
        } else {
            let code = code::char_code(c);
            take(single_hash(code), &last[2..], true);
            if let Some(before) = self.code.replace(code.0) {
                return take(pair_hash(before, code.0), &last[1..], false);
            }
        }
        if self.length > 1 {
            take(hash_chars(Kind::Text, &last[1..]), &last[1..], false);
        }
        if self.length > 2 && last.iter().all(|c| is_narrow(*c)) {
            take(hash_chars(Kind::Text, last), last, false);
        }
    }
}

/// Returns the grams that a text must have to hold `run`: as few and as telling as can be.
#[must_use]
pub fn cover_run(run: &[char]) -> Vec<u32> {
    if run.len() < 2 {
        return run.iter().map(|c| gram_hash(Kind::Text, &[*c])).collect();
    }
    let narrow =
        |at: usize| run.get(at..at + 3).is_some_and(|three| three.iter().all(|c| is_narrow(*c)));
    let mut grams = Vec::with_capacity(run.len());
    for at in 0..run.len() - 1 {
        if narrow(at) {
            grams.push(gram_hash(Kind::Text, &run[at..at + 3]));
        } else if !(at > 0 && narrow(at - 1)) {
            grams.push(gram_hash(Kind::Text, &run[at..at + 2]));
        }
    }
    grams
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fold::{GAP, fold_text, split_runs};
    use super::*;

    #[test]
    fn hashes_are_those_of_the_browser() {
        // tests/browser/search_answers.test.mjs holds the same.
        assert_eq!(gram_hash(Kind::Text, &['党', '建']), 0x01AF_C480);
        assert_eq!(gram_hash(Kind::Text, &['党']), 0x0200_01E8);
        assert_eq!(gram_hash(Kind::Text, &['圳']), 0x0204_1F49);
        assert_eq!(gram_hash(Kind::Text, &['3', '家']), 0x012B_4437);
        assert_eq!(gram_hash(Kind::Pinyin, &['c', 'q']), 0x0089_DA07);
        assert_eq!(gram_hash(Kind::Number, &['9', '4']), 0x006F_15AB);
        assert_eq!(gram_hash(Kind::Sign, &['。', '”']), 0x014A_9939);
    }

    proptest! {
        #[test]
        fn a_text_has_all_grams_of_each_of_its_parts(text in "[党建社会a-c1-3+，]{1,20}", from in 0usize..20, length in 1usize..20) {
            let text = fold_text(&text);
            prop_assume!(!text.is_empty());
            let from = from.min(text.len() - 1);
            let part = &text[from..(from + length).min(text.len())];
            let mut all = Vec::new();
            let mut cutter = Cutter::default();
            for c in &text {
                if *c == GAP { cutter.begin_run() } else { cutter.push_char(*c, |gram, _, _| all.push(gram)) }
            }
            for gram in split_runs(part).flat_map(cover_run) {
                prop_assert!(all.contains(&gram));
            }
        }
    }
}
