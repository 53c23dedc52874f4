//! Patterns of texts, such as `{month} {year}`: parsed once, filled in often.

/// A text with gaps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The text before each gap, and the place of the gap among the names that were given.
    parts: Vec<(String, usize)>,
    /// The text after the last gap.
    end: String,
}

impl Pattern {
    /// Parses a text in which each of `gaps` may stand in braces, in any order. Other braces are
    /// text.
    #[must_use]
    pub fn parse(text: &str, gaps: &[&str]) -> Self {
        let mut parts = Vec::new();
        let mut end = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            end.push_str(before);
            let gap = after
                .split_once('}')
                .and_then(|(name, after)| Some((gaps.iter().position(|gap| *gap == name)?, after)));
            if let Some((gap, after)) = gap {
                parts.push((std::mem::take(&mut end), gap));
                rest = after;
            } else {
                end.push('{');
                rest = after;
            }
        }
        end.push_str(rest);
        Self { parts, end }
    }

    /// Returns the text with `values` in its gaps, in the order of the names that were given.
    ///
    /// # Panics
    /// Panics when there are fewer values than names.
    #[must_use]
    pub fn fill_gaps(&self, values: &[&str]) -> String {
        let values_length: usize = values.iter().map(|value| value.len()).sum();
        let mut text = String::with_capacity(2 * values_length + self.end.len());
        for (before, gap) in &self.parts {
            text.push_str(before);
            text.push_str(values.get(*gap).expect("a value for each name that a pattern may hold"));
        }
        text.push_str(&self.end);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_wherever_a_language_puts_them() {
        let filled = |text| Pattern::parse(text, &["day", "month"]).fill_gaps(&["5", "May"]);
        assert_eq!(filled("{month} {day}, {month}!"), "May 5, May!");
        assert_eq!(filled("{day}"), "5");
        assert_eq!(filled("a {year} {b} {day} {"), "a {year} {b} 5 {");
    }
}
