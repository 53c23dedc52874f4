//! A few words of a text around what was searched.

use super::query::{self, Query, Word};
use super::{fold, sign};

/// How many characters stand before and after what was found.
const BEFORE: usize = 24;
const AFTER: usize = 72;

/// Returns the part of `text` around the first word of the query that stands in it, in one line;
/// its beginning when none does.
#[must_use]
pub fn cut_snippet(text: &str, query: &Query) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = query.words.iter().find_map(|word| find_word(text, word)).unwrap_or(0);
    let from = at.saturating_sub(BEFORE);
    let to = (at + AFTER).min(chars.len());
    let part: String = chars[from..to].iter().collect();
    let line = part.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{line}{}", if from > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" })
}

/// Returns the character of `text` at which `word` begins.
fn find_word(text: &str, word: &Word) -> Option<usize> {
    if word.is_signs {
        return text.chars().position(|c| sign::sign_form(c) == word.folded.first().copied());
    }
    let (mut folded, mut origin) = (Vec::new(), Vec::new());
    fold::each_folded(text, |c, at| {
        folded.push(c);
        origin.push(at);
    });
    let found = query::find_part(&folded, &word.folded).or_else(|| {
        let left = fold::look_through(&folded)?;
        let seen: Vec<char> = left.iter().map(|at| folded[*at]).collect();
        left.get(query::find_part(&seen, &word.folded)?).copied()
    });
    let at = *origin.get(found?)?;
    Some(text.get(..at)?.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_is_cut_around_what_was_found() {
        let text = format!("{}社會組織黨建{}", "甲".repeat(50), "乙".repeat(100));
        let cut = cut_snippet(&text, &Query::parse("组织党建"));
        assert!(
            cut.starts_with("…甲") && cut.contains("社會組織黨建乙") && cut.ends_with("乙…"),
            "{cut}"
        );
        assert_eq!(cut_snippet("短\n文", &Query::parse("无")), "短 文");
        let text = format!("{}党建＋引领", "甲".repeat(50));
        assert!(cut_snippet(&text, &Query::parse("党建引领")).ends_with("甲党建＋引领"));
    }
}
