//! What readers see of a body, for comparing two states of it: texts, numbers of items, addresses,
//! in their order.

use pulldown_cmark::{Event, Parser, Tag};

use super::emphasis;
use super::render::EXTENSIONS;

/// Returns everything that readers can see or reach in `body`, in the order in which it stands
/// there. Marks that only shape it, such as those of headings, tables and emphasis, are left out;
/// numbers that a list counts are put in.
#[must_use]
pub fn visible_text(body: &str, cjk_emphasis: bool) -> String {
    let joined = emphasis::join_text(body, cjk_emphasis);
    let mut text = String::with_capacity(body.len());
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut addresses: Vec<String> = Vec::new();
    for event in Parser::new_ext(&joined.text, EXTENSIONS) {
        match event {
            Event::Start(Tag::List(first)) => lists.push(first),
            Event::End(pulldown_cmark::TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                text.push('\n');
                if let Some(Some(number)) = lists.last_mut() {
                    text.push_str(&format!("{number} "));
                    *number += 1;
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                addresses.push(dest_url.into_string());
            }
            Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => {
                text.push(' ');
                text.push_str(&addresses.pop().unwrap_or_default());
                text.push(' ');
            }
            Event::Start(Tag::FootnoteDefinition(name)) | Event::FootnoteReference(name) => {
                text.push_str(&name);
            }
            Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(word))) => {
                text.push_str(&word);
                text.push('\n');
            }
            Event::Start(_) | Event::End(_) | Event::Rule | Event::SoftBreak | Event::HardBreak => {
                text.push('\n');
            }
            Event::Text(part)
            | Event::Code(part)
            | Event::Html(part)
            | Event::InlineHtml(part)
            | Event::InlineMath(part)
            | Event::DisplayMath(part) => text.push_str(&joined.without_signs(&part)),
            Event::TaskListMarker(_) => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_list_are_those_that_readers_see() {
        let words =
            |body: &str| visible_text(body, true).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words("1. 甲\n2. 乙\n2. 丙\n"), "1 甲 2 乙 3 丙");
        assert_eq!(words("23. 甲\n"), "23 甲");
        assert_eq!(words("1\\. 甲\n"), "1. 甲");
        assert_eq!(words("见[说明](b.md)和![图](a.png)\n"), "见说明 b.md 和图 a.png");
        assert_eq!(words("甲[^1]\n\n[^1]: 注\n"), "甲1 1 注");
    }
}
