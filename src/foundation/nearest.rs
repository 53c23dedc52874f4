//! "Did you mean": the nearest of some names.

/// A word longer than this is no typo for another, and comparing costs the product of their
/// lengths.
const LONGEST: usize = 200;

/// No more candidates are compared with one word: a file of nothing but typos would else cost its
/// square.
const MOST: usize = 1000;

/// Returns the candidate nearest to `word` by edits, when one is near enough to be a typo.
///
/// Near enough is a Damerau–Levenshtein distance of at most a third of the longer word,
/// at least 1; a distance of whole words is no typo. The same rule serves every "did you mean".
/// Only the first 1,000 candidates are looked at; [`Names`] finds the likeliest of more.
#[must_use]
pub fn find_nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    nearest(word, candidates.into_iter().map(Candidate::new))
}

fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = Candidate<'a>>) -> Option<&'a str> {
    let wanted = Candidate::new(word);
    let distance_to = |candidate: Candidate<'a>| {
        let longest = wanted.length.max(candidate.length);
        let limit = (longest / 3).max(1);
        // A glance first: an edit changes the length by one at most, and which characters there
        // are by two.
        let differing = (wanted.shape ^ candidate.shape).count_ones() as usize;
        if wanted.length.abs_diff(candidate.length) > limit || differing > 2 * limit {
            return None;
        }
        let distance = strsim::damerau_levenshtein(word, candidate.name);
        (distance <= limit && distance < longest).then_some((distance, candidate.name))
    };
    candidates
        .into_iter()
        .take(MOST)
        .filter(|candidate| candidate.name.len() <= LONGEST)
        .filter_map(distance_to)
        .min()
        .map(|(_, name)| name)
}

/// A name with what a glance at it tells.
#[derive(Clone, Copy, Debug)]
struct Candidate<'a> {
    name: &'a str,
    /// How many characters it has.
    length: usize,
    /// A bit for each character, some of them sharing one.
    shape: u64,
}

impl<'a> Candidate<'a> {
    fn new(name: &'a str) -> Self {
        let (length, shape) = name
            .chars()
            .fold((0, 0), |(length, shape), c| (length + 1, shape | 1 << (u32::from(c) % 64)));
        Self { name, length, shape }
    }
}

/// Many names, of which the nearest to a word is asked for often.
#[derive(Clone, Debug, Default)]
pub struct Names<'a> {
    by_head: Vec<Candidate<'a>>,
    /// Each name as read from its end, with the name.
    by_tail: Vec<(String, Candidate<'a>)>,
}

impl<'a> Names<'a> {
    /// Sorts names from both ends.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_head: Vec<&str> = names.into_iter().collect();
        by_head.sort_unstable();
        by_head.dedup();
        let by_head: Vec<Candidate<'a>> = by_head.into_iter().map(Candidate::new).collect();
        let backwards = |one: &Candidate<'a>| (one.name.chars().rev().collect(), *one);
        let mut by_tail: Vec<(String, Candidate<'a>)> = by_head.iter().map(backwards).collect();
        by_tail.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Self { by_head, by_tail }
    }

    /// Returns the name that was probably meant by `word` among those of which `may_be` says that
    /// they may. A typo leaves the beginning of a word as it was or its end: of many names those
    /// are compared that begin or end most alike.
    #[must_use]
    pub fn nearest_of(&self, word: &str, may_be: impl Fn(&str) -> bool) -> Option<&'a str> {
        if word.len() > LONGEST {
            return None;
        }
        if self.by_head.len() <= MOST {
            let among = self.by_head.iter().copied().filter(|one| may_be(one.name));
            return nearest(word, among);
        }
        let around = |at: usize| {
            let first = at.saturating_sub(MOST / 4).min(self.by_head.len() - MOST / 2);
            first..first + MOST / 2
        };
        let head = around(self.by_head.partition_point(|one| one.name < word));
        let backwards: String = word.chars().rev().collect();
        let tail = around(self.by_tail.partition_point(|(name, _)| *name < backwards));
        let heads = self.by_head.get(head).unwrap_or_default().iter().copied();
        let tails = self.by_tail.get(tail).unwrap_or_default().iter().map(|(_, one)| *one);
        let among = heads.chain(tails).filter(|one| may_be(one.name));
        nearest(word, among)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_near_and_another_word_is_not() {
        let keys = ["title", "metrics", "sources", "district"];
        assert_eq!(find_nearest("titel", keys), Some("title"));
        assert_eq!(find_nearest("metric", keys), Some("metrics"));
        assert_eq!(find_nearest("colour", keys), None);
        assert_eq!(find_nearest("人", ["家", "%", "个人"]), Some("个人"));
        assert_eq!(find_nearest("名", ["家", "%", "个人"]), None);
        assert_eq!(find_nearest("公益创头", ["公益创投", "党群服务"]), Some("公益创投"));
        assert_eq!(find_nearest(&"a".repeat(1 << 20), keys), None);
    }

    #[test]
    fn among_many_names_a_typo_is_found_at_either_end() {
        let all: Vec<String> = (0..5000).map(|n| format!("{n:04}-jing-an-{n:04}.md")).collect();
        let names = Names::new(all.iter().map(String::as_str));
        let near = |word| names.nearest_of(word, |_| true);
        assert_eq!(near("0815-jing-an-0816.md"), Some("0815-jing-an-0815.md"));
        assert_eq!(near("x815-jing-an-0815.md"), Some("0815-jing-an-0815.md"));
        assert_eq!(near("shu-wu.md"), None);
        let others = |name: &str| name != "0815-jing-an-0815.md";
        assert_ne!(names.nearest_of("0815-jing-an-0816.md", others), Some("0815-jing-an-0815.md"));
    }
}
