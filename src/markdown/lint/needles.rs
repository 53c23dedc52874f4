//! Which needles of the rules a body holds.
//!
//! To search a page of text for one needle takes some 2,000 instructions, and to search it for all
//! at once not many more.

use std::sync::LazyLock;

use aho_corasick::Span;
use aho_corasick::packed::Searcher;
use memchr::memmem::Finder;

use super::RULES;

/// Which needles of a rule a text holds, by their places; a rule without any finds nothing.
pub(super) type Held = u32;

/// A needle, and which of which rule it is.
struct Needle {
    text: &'static str,
    finder: Finder<'static>,
    rule: usize,
    bit: Held,
    /// Needles that begin with this one, itself among them.
    longer: Vec<usize>,
}

/// The needles of all rules.
struct Needles {
    all: Vec<Needle>,
    /// Needles of one sign, which stand in many texts: each is looked for by itself, and found
    /// soon.
    frequent: Vec<usize>,
    /// The others.
    rare: Vec<usize>,
    /// Finds any of `rare`; `None` on a processor that cannot.
    searcher: Option<Searcher>,
}

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
    let mut all: Vec<Needle> = Vec::new();
    for (rule, row) in RULES.iter().enumerate() {
        for (place, text) in (0..Held::BITS).zip(row.needles) {
            let longer = Vec::new();
            all.push(Needle { text, finder: Finder::new(text), rule, bit: 1 << place, longer });
        }
    }
    let texts: Vec<&str> = all.iter().map(|needle| needle.text).collect();
    for needle in &mut all {
        let longer = (0..).zip(&texts).filter(|(_, text)| text.starts_with(needle.text));
        needle.longer = longer.map(|(place, _)| place).collect();
    }
    let is_frequent = |place: &usize| texts[*place].len() == 1 || texts[*place] == "、";
    let (frequent, rare): (Vec<_>, Vec<_>) = (0..all.len()).partition(is_frequent);
    let searcher = Searcher::new(rare.iter().map(|place| texts[*place]));
    Needles { all, frequent, rare, searcher }
});

/// Returns which needles of each rule a body holds. Of a rule for beginnings of lines, which are
/// few, one needle is enough.
pub(super) fn find_needles(body: &str) -> [Held; RULES.len()] {
    let needles = &*NEEDLES;
    let mut held = [0; RULES.len()];
    let is_settled = |held: &[Held; RULES.len()], needle: &Needle| {
        held[needle.rule] & needle.bit > 0 || RULES[needle.rule].fresh && held[needle.rule] > 0
    };
    let mut search_each = |places: &[usize]| {
        for needle in places.iter().map(|place| &needles.all[*place]) {
            if !is_settled(&held, needle) && needle.finder.find(body.as_bytes()).is_some() {
                held[needle.rule] |= needle.bit;
            }
        }
    };
    search_each(&needles.frequent);
    let Some(searcher) = &needles.searcher else {
        search_each(&needles.rare);
        return held;
    };
    let mut at = 0;
    while let Some(found) = searcher.find_in(body.as_bytes(), Span::from(at..body.len())) {
        at = found.start() + 1;
        let rest = &body.as_bytes()[found.start()..];
        let first = &needles.all[needles.rare[found.pattern().as_usize()]];
        for needle in first.longer.iter().map(|place| &needles.all[*place]) {
            if !is_settled(&held, needle) && rest.starts_with(needle.text.as_bytes()) {
                held[needle.rule] |= needle.bit;
            }
        }
    }
    held
}

/// Tells whether a text holds one of the needles that its body holds of a rule.
pub(super) fn holds_any(rule: usize, held: Held, text: &str) -> bool {
    let of_rule = NEEDLES.all.iter().filter(|needle| needle.rule == rule && held & needle.bit > 0);
    of_rule.into_iter().any(|needle| needle.finder.find(text.as_bytes()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_wherever_it_stands_and_nothing_else() {
        for fill in ["", "甲", &"乙，丙。“丁”\n".repeat(40)] {
            assert_eq!(find_needles(fill), [0; RULES.len()]);
            for needle in &NEEDLES.all {
                let text = needle.text;
                for body in [format!("{fill}{text}"), format!("{text}{fill}{text}{fill}")] {
                    let held = find_needles(&body)[needle.rule];
                    let is_found = held & needle.bit > 0 || RULES[needle.rule].fresh && held > 0;
                    assert!(is_found, "{text}: {body}");
                    assert!(holds_any(needle.rule, held, &body), "{text}");
                }
            }
        }
    }

    #[test]
    fn needles_that_overlap_are_all_found() {
        let held = find_needles("{++甲++} [[TOC]] ]（[^1] ！[a]（b）｛｛c｝｝＊＊d＊＊");
        for needle in &NEEDLES.all {
            let expected = ["{++", "[[TOC]]", "]（", "[^", "｛｛", "＊＊"].contains(&needle.text);
            let is_held = held[needle.rule] & needle.bit > 0;
            assert!(!expected || is_held, "{}", needle.text);
        }
    }
}
