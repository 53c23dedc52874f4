//! Which needles of the rules a body holds.
//!
//! To search a page of text for one needle takes some 2,000 instructions, and to search it for all
//! at once not many more.

use std::ops::Range;
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
    /// Where those of each rule stand.
    of_rule: [Range<usize>; RULES.len()],
    /// Needles of one sign, which stand in many texts: each is looked for by itself, and found
    /// soon.
    frequent: Vec<usize>,
    /// The others. Those of two bytes are apart: one search for all would stop at the first two
    /// bytes of every full-width comma.
    rare: [Group; 2],
}

/// Needles that are looked for at once.
struct Group {
    places: Vec<usize>,
    /// Finds any of them; `None` on a processor that cannot.
    searcher: Option<Searcher>,
}

impl Group {
    fn new(places: Vec<usize>, texts: &[&str]) -> Self {
        let searcher = Searcher::new(places.iter().map(|place| texts[*place]));
        Self { places, searcher }
    }
}

static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
    let mut all: Vec<Needle> = Vec::new();
    let mut of_rule = [const { 0..0 }; RULES.len()];
    for (rule, row) in RULES.iter().enumerate() {
        of_rule[rule] = all.len()..all.len() + row.needles.len();
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
    let (short, long) = rare.into_iter().partition(|place| texts[*place].len() == 2);
    let rare = [Group::new(short, &texts), Group::new(long, &texts)];
    Needles { all, of_rule, frequent, rare }
});

/// Returns which needles of each rule a body holds. Of a rule for beginnings of lines, which are
/// few, one needle is enough.
pub(super) fn find_needles(body: &str) -> [Held; RULES.len()] {
    let needles = &*NEEDLES;
    let mut held = [0; RULES.len()];
    search_each(needles, &needles.frequent, body, &mut held);
    for group in &needles.rare {
        match &group.searcher {
            Some(searcher) => search_all(needles, &group.places, searcher, body, &mut held),
            None => search_each(needles, &group.places, body, &mut held),
        }
    }
    held
}

/// Tells whether nothing more is to be learnt of a needle.
fn is_settled(held: &[Held], needle: &Needle) -> bool {
    held[needle.rule] & needle.bit > 0 || RULES[needle.rule].fresh && held[needle.rule] > 0
}

fn search_each(needles: &Needles, places: &[usize], body: &str, held: &mut [Held]) {
    for needle in places.iter().map(|place| &needles.all[*place]) {
        if !is_settled(held, needle) && needle.finder.find(body.as_bytes()).is_some() {
            held[needle.rule] |= needle.bit;
        }
    }
}

fn search_all(
    needles: &Needles,
    places: &[usize],
    searcher: &Searcher,
    body: &str,
    held: &mut [Held],
) {
    let mut at = 0;
    while let Some(found) = searcher.find_in(body.as_bytes(), Span::from(at..body.len())) {
        at = found.start() + 1;
        let rest = &body.as_bytes()[found.start()..];
        let first = &needles.all[places[found.pattern().as_usize()]];
        for needle in first.longer.iter().map(|place| &needles.all[*place]) {
            if !is_settled(held, needle) && rest.starts_with(needle.text.as_bytes()) {
                held[needle.rule] |= needle.bit;
            }
        }
    }
}

/// Tells whether a text holds one of the needles that its body holds of a rule.
pub(super) fn holds_any(rule: usize, held: Held, text: &str) -> bool {
    let needles = &NEEDLES.all[NEEDLES.of_rule[rule].clone()];
    let mut own = needles.iter().filter(|needle| held & needle.bit > 0);
    own.any(|needle| needle.finder.find(text.as_bytes()).is_some())
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
