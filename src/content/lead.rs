//! What a text begins with in lists and feeds: the summary that was written, or the first paragraph
//! that says something.

use crate::markdown;
use crate::text::{one_line, summarise_text, without_label};

/// The summary of a case or a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lead {
    /// The summary as plain text.
    pub summary: String,
    /// Whether it stands above the text as well: not where the text begins with the same.
    pub is_shown: bool,
}

impl Lead {
    /// Returns the summary that was `written`, else the first paragraph cut to `limit` characters.
    #[must_use]
    pub fn choose_lead(written: Option<&str>, first_paragraph: &str, limit: usize) -> Self {
        let Some(written) = written else {
            let text = without_label(first_paragraph);
            return Self { summary: summarise_text(text, limit), is_shown: false };
        };
        let text = markdown::inline_text(written);
        let words = |text: &str| {
            let line = one_line(text);
            line.trim_end_matches(['。', '！', '？', '…', '.', '!', '?']).to_owned()
        };
        let line = words(&text);
        let is_repeated = [first_paragraph, without_label(first_paragraph)]
            .iter()
            .any(|paragraph| begins_alike(paragraph, &line) && words(paragraph) == line);
        Self { is_shown: !is_repeated, summary: text }
    }
}

/// Tells whether a text may be `line` once its lines are joined. Nearly all texts differ in their
/// first character, which costs less to see.
fn begins_alike(text: &str, line: &str) -> bool {
    text.trim_start().chars().next() == line.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_shown_above_a_text_that_does_not_begin_with_it() {
        for (written, first, shown) in [
            (Some("街坊的会客厅。"), "门房空了很多年。", true),
            (Some("门房空了\n很多年。"), "门房空了很多年。", false),
            (Some("门房**空**了很多年。"), "摘要：门房空了很多年。", false),
            (Some("门房空了很多年"), "门房空了很多年。", false),
            (None, "门房空了很多年。", false),
        ] {
            assert_eq!(Lead::choose_lead(written, first, 120).is_shown, shown, "{written:?}");
        }
    }
}
