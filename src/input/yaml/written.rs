//! Texts as they are written into YAML, for hints and fixes.

/// Returns a text in quotes.
#[must_use]
pub fn write_quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns a text as one item of a list: in quotes where it would else be several, or no text.
#[must_use]
pub fn write_item(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '·' | '-' | '_' | '.');
    if text.starts_with(char::is_alphanumeric) && text.chars().all(is_plain) {
        return text.to_owned();
    }
    write_quoted(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_several_items_stands_in_quotes() {
        assert_eq!(write_item("cases/名单 1-2.XLSX"), "cases/名单 1-2.XLSX");
        assert_eq!(write_item("2021 #1.pdf"), "\"2021 #1.pdf\"");
        assert_eq!(write_item("a, b"), "\"a, b\"");
        assert_eq!(write_item("- a"), "\"- a\"");
        assert_eq!(write_item("a\"\\b"), r#""a\"\\b""#);
    }
}
