//! Markdown within a line as plain text, for what is shown without marks.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

use super::emphasis;
use super::html::find_element;
use super::render::EXTENSIONS;
use crate::text::one_line;

/// Stands before the text, so that nothing at its head begins a block: a list, a heading.
const GUARD: char = '\u{A0}';

/// Returns the words that readers of `text` would see: without emphasis, tags and addresses,
/// entities decoded. What is code stays as it is. A text without any of this is as it was written.
#[must_use]
pub fn inline_text(text: &str) -> String {
    if !text.contains(['&', '<', '*', '_', '`', '[', '~', '\\']) {
        return text.to_owned();
    }
    let line = format!("{GUARD}{}", one_line(text));
    let joined = emphasis::join_text(&line, true);
    let mut plain = String::with_capacity(line.len());
    for event in Parser::new_ext(&joined.text, EXTENSIONS) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&joined.without_signs(&text)),
            Event::InlineMath(text) | Event::DisplayMath(text) => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            Event::InlineHtml(tag) => match element_name(&tag) {
                Some("br") => plain.push(' '),
                // What is no pair of tags is a text about one.
                Some(name) if !is_paired(name, &line) => {
                    plain.push_str(&joined.without_signs(&tag));
                }
                // Blocks stand apart.
                Some(name) if !is_phrase(name) => plain.push('\n'),
                _ => {}
            },
            _ => {}
        }
    }
    let plain: Cow<'_, str> = plain.strip_prefix(GUARD).map_or(plain.as_str().into(), Into::into);
    // A text of nothing but marks is shown as it is.
    if plain.trim().is_empty() { text.to_owned() } else { one_line(&plain) }
}

/// Returns the name of the element that a tag is of; `None` for a comment and the like.
fn element_name(tag: &str) -> Option<&str> {
    let name = tag.trim_start_matches('<').trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name.get(..end).filter(|name| !name.is_empty())?;
    Some(if name.eq_ignore_ascii_case("br") { "br" } else { name })
}

/// Tells whether an element stands inside a line.
fn is_phrase(name: &str) -> bool {
    find_element(name).is_none_or(|element| !element.is_block)
}

fn is_paired(name: &str, line: &str) -> bool {
    line.contains(&format!("<{name}")) && line.contains(&format!("</{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_see_words_and_no_marks() {
        for (text, seen) in [
            (
                "门房&mdash;&mdash;<em>街坊</em>的&#8220;会客厅&#8221;，见[约定](b.md)",
                "门房——街坊的“会客厅”，见约定",
            ),
            ("**“三化”**治理与~~旧~~新办法", "“三化”治理与旧新办法"),
            ("党建&amp;社区&nbsp;共治", "党建&社区\u{A0}共治"),
            ("上半句<br>下半句[^1]", "上半句 下半句[^1]"),
            ("写<b>的用法<!-- 注 -->", "写<b>的用法"),
            ("<p>One thing.</p><p>Two things.</p>", "One thing. Two things."),
            ("<ul><li>One</li><li>Two</li></ul>", "One Two"),
            ("<p>先问街坊。</p><p>再说。</p>", "先问街坊。再说。"),
            ("讲`<em>`的用法", "讲<em>的用法"),
            ("1. *门房*空了", "1. 门房空了"),
            ("# 不是标题&hellip;", "# 不是标题…"),
            ("人数<5，A&B，snake_case", "人数<5，A&B，snake_case"),
            ("5\\*3", "5*3"),
            ("街坊\n自己动手", "街坊\n自己动手"),
            ("&", "&"),
        ] {
            assert_eq!(inline_text(text), seen, "{text}");
        }
    }
}
