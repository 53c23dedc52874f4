//! Figures by their value: 3000余万元 is found by 3000万 and by 30000000.

use crate::figure::{self, Decimal};

/// Calls `take` with the digits of each figure that stands in `text`.
pub fn each(text: &str, mut take: impl FnMut(&[char])) {
    if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xEF) {
        return;
    }
    for (_, reading) in figure::find(text) {
        take(&digits(&reading.value));
    }
}

/// Returns the value of a query that is one figure, with or without a unit.
#[must_use]
pub fn read(query: &str) -> Option<Vec<char>> {
    let value = Decimal::parse(query.trim()).or_else(|| figure::read(query).map(|reading| reading.value))?;
    Some(digits(&value))
}

/// Returns a value as text without closing zeros after the point.
#[must_use]
pub fn digits(value: &Decimal) -> Vec<char> {
    let text = value.to_string();
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_one_value_in_all_its_forms() {
        let mut found: Vec<String> = Vec::new();
        each("投入3000余万元，覆盖94.0家", |digits| found.push(digits.iter().collect()));
        assert_eq!(found, ["30000000", "94"]);
        for query in ["3000万", "30000000", "3000余万元", "30,000,000"] {
            assert_eq!(read(query).map(String::from_iter).as_deref(), Some("30000000"), "{query}");
        }
        assert_eq!(read("党建"), None);
    }
}
