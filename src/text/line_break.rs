//! What becomes of a line break inside a paragraph.

use super::width::{is_ambiguous_punctuation, is_fullwidth_punctuation, is_wide};

/// Tells whether a line break between two characters is dropped; else it is a space.
///
/// `None` stands for the edge of the paragraph. The rule is CSS Text 3's for segment breaks
/// (4.1.3, with the addition for Chinese in level 4): the break goes beside a zero-width space,
/// between two wide characters, beside full-width punctuation, and between a wide character and
/// punctuation of ambiguous width such as `”`.
#[must_use]
pub fn join_break(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return true };
    if before == '\u{200B}' || after == '\u{200B}' {
        return true;
    }
    match (is_wide(before), is_wide(after)) {
        (true, true) => true,
        (true, false) => is_fullwidth_punctuation(before) || is_ambiguous_punctuation(after),
        (false, true) => is_fullwidth_punctuation(after) || is_ambiguous_punctuation(before),
        (false, false) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_lines_join_and_english_lines_keep_a_space() {
        let cases = [
            ("党", "建", true),
            ("。", "社", true),
            ("，", "A", true),
            ("A", "（", true),
            ("”", "治", true),
            ("治", "“", true),
            ("党", "A", false),
            ("1", "个", false),
            ("a", "b", false),
            ("”", "a", false),
            ("한", "국", false),
            ("한", "，", true),
        ];
        for (before, after, joined) in cases {
            assert_eq!(
                join_break(before.chars().next(), after.chars().next()),
                joined,
                "{before}|{after}"
            );
        }
        assert!(join_break(None, Some('a')) && join_break(Some('a'), None));
    }
}
