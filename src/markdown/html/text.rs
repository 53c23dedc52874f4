//! The text of HTML: of what this module wrote, and of what it let through.
//!
//! It is what a browser's `textContent` has, except that blocks stand apart. `pageText` in
//! `view.js` of the theme reads a page alike, and what is found is looked up there: both must name
//! the same elements.

use super::entity::read_entity;

/// Elements that do not part the text beside them. All others do.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements that hold no text of the page, and in which a tag is none.
const HIDDEN: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "template"];

/// Elements that say how the text beside them is read. Theirs stands by itself, at the end, so that
/// it parts no word.
const READING: &[&str] = &["rp", "rt"];

/// How elements begin, and end, that lead to a footnote and back: no part of a text.
const LEADING: [(&str, &str); 2] =
    [("<sup class=\"footnote\">", "</sup>"), ("<a class=\"back\"", "</a>")];

/// Returns the text of HTML: a block a line, tags, comments, scripts and what leads to footnotes
/// left out, entities decoded.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = Text { body: String::with_capacity(html.len() / 2), ..Text::default() };
    let mut rest = html;
    while let Some(at) = memchr::memchr3(b'<', b'&', b'\n', rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        text.push_text(before);
        rest = match after.as_bytes().first() {
            Some(b'<') => text.read_markup(after),
            Some(b'&') => {
                let (sign, length) = read_entity(after);
                text.push_text(&sign);
                &after[length..]
            }
            _ => {
                // Only a block ends a line.
                text.push_text(" ");
                &after[1..]
            }
        };
    }
    text.push_text(rest);
    text.body + &text.readings
}

/// Text in the making.
#[derive(Default)]
struct Text {
    body: String,
    readings: String,
    /// Whether a reading is being read.
    reading: bool,
}

impl Text {
    fn push_text(&mut self, text: &str) {
        if self.reading { &mut self.readings } else { &mut self.body }.push_str(text);
    }

    /// Reads the markup that `html` begins with; returns what follows it.
    fn read_markup<'h>(&mut self, html: &'h str) -> &'h str {
        let after = |end: &str| html.split_once(end).map_or("", |(_, rest)| rest);
        if let Some((_, end)) = LEADING.iter().find(|(start, _)| html.starts_with(start)) {
            return after(end);
        }
        let (closing, name) =
            html[1..].strip_prefix('/').map_or((false, &html[1..]), |name| (true, name));
        match name.bytes().next() {
            Some(b'a'..=b'z' | b'A'..=b'Z') => {}
            Some(b'!') if !closing => {
                return name.strip_prefix("!--").map_or_else(|| after(">"), after_comment);
            }
            Some(b'?') if !closing => return after(">"),
            Some(_) if closing => return after(">"),
            _ => {
                self.push_text("<");
                return &html[1..];
            }
        }
        let (name, rest) = read_tag(name);
        let is = |names: &[&str]| names.iter().any(|element| element.eq_ignore_ascii_case(name));
        if is(READING) {
            self.reading = !closing;
            self.readings.push('\n');
        } else if name.eq_ignore_ascii_case("br") {
            self.push_text(" ");
        } else if !is(INLINE) {
            self.reading = false;
            self.push_text("\n");
        } else if name.eq_ignore_ascii_case("ruby") {
            self.reading = false;
        }
        if !closing && is(HIDDEN) { after_hidden(rest, name) } else { rest }
    }
}

/// Returns what follows a comment; `html` begins after its `<!--`.
fn after_comment(html: &str) -> &str {
    if let Some(rest) = html.strip_prefix('>').or_else(|| html.strip_prefix("->")) {
        return rest;
    }
    let ends =
        ["-->", "--!>"].into_iter().filter_map(|end| html.find(end).map(|at| at + end.len()));
    ends.min().and_then(|end| html.get(end..)).unwrap_or_default()
}

/// Returns the end tag of an element in which nothing else is markup, and all that follows.
fn after_hidden<'h>(html: &'h str, name: &str) -> &'h str {
    let is_end = |tag: &str| {
        let has_name =
            tag.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        has_name
            && !tag[2 + name.len()..]
                .starts_with(|c: char| !c.is_ascii_whitespace() && !matches!(c, '/' | '>'))
    };
    html.match_indices("</").map(|(at, _)| &html[at..]).find(|tag| is_end(tag)).unwrap_or_default()
}

/// Reads a tag from its name on. Returns the name, and what follows the tag: a `>` in quotes is
/// part of a value.
fn read_tag(html: &str) -> (&str, &str) {
    let is_end = |c: char| c.is_ascii_whitespace() || c == '>';
    let (name, mut rest) =
        html.split_at(html.find(|c| is_end(c) || c == '/').unwrap_or(html.len()));
    // Whether the name of an attribute was read: without one `=` is a name itself.
    let mut named = false;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '>' => return (name, rest),
            '=' if named => {
                named = false;
                let value = rest.trim_ascii_start();
                rest = match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => {
                        value[1..].split_once(quote).map_or("", |(_, rest)| rest)
                    }
                    _ => value.trim_start_matches(|c| !is_end(c)),
                };
            }
            '/' => named = false,
            _ => named |= !c.is_ascii_whitespace(),
        }
    }
    (name, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_left_out_and_blocks_stand_apart() {
        assert_eq!(
            plain_text("<p>党<em class=\"x\">建</em> &lt;&amp;</p><p>乙&</p>"),
            "\n党建 <&\n\n乙&\n"
        );
        assert_eq!(plain_text("<p>甲\n乙<br>丙<img alt=\"x\">丁</p>"), "\n甲 乙 丙丁\n");
        assert_eq!(
            plain_text("<DETAILS><Summary>党<B>建</B></Summary>x<sup>2</sup></DETAILS>"),
            "\n\n党建\nx2\n"
        );
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        for (html, text) in [
            ("甲<!-- > -- 党 <b> -->乙", "甲乙"),
            ("甲<!-->乙<!--->丙<!---->丁<!-- --!>戊<!--", "甲乙丙丁戊"),
            ("甲<!doctype x>乙<?php x ?>丙</>丁</ 党>戊", "甲乙丙丁戊"),
            ("甲<span title=\"a>b\" data-x='c>d' e = \"f>g\">乙</span>", "甲乙"),
            (
                "甲<span a=b\"c>乙<span \"d>丙<span =\"e>丁<span a=/b>戊<span a/=\"f>己",
                "甲乙丙丁戊己",
            ),
            ("1 < 2 <3 <", "1 < 2 <3 <"),
            ("甲<b", "甲"),
            ("甲<b title=\"乙>丙", "甲"),
            ("甲<script>if (a<b) '</p>党</scripts>'</SCRIPT >乙", "甲\n\n乙"),
            ("甲<style>p{}", "甲\n"),
            ("甲<template><p>乙</p></template>丙", "甲\n\n丙"),
            ("甲<sup class=\"footnote\"><a>1</a></sup>乙 <a class=\"back\">↩</a>", "甲乙 "),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn a_reading_parts_no_word() {
        assert_eq!(
            plain_text("<ruby>党<rp>(</rp><rt>dǎng</rt><rp>)</rp>建<rt>jiàn</ruby>设"),
            "党建设\n(\n\ndǎng\n\n)\n\njiàn"
        );
        assert_eq!(plain_text("<p><ruby>党<rt>dǎng</p><p>建</p>"), "\n党\n\n建\n\ndǎng");
    }

    #[test]
    fn the_page_tells_blocks_by_the_same_elements() {
        let script = include_str!("../../../themes/folio/static/search/view.js");
        // Outside of the body, the theme has texts side by side in spans.
        let selector = INLINE.join(",").replace("span", ".prose span");
        assert!(script.contains(&format!("\"{selector}\"")), "{selector}");
        assert!(script.contains(&format!("\"{}\"", READING.join(","))));
    }
}
