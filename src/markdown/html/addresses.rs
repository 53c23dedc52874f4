//! The addresses that HTML, style sheets and drawings name, found without parsing them.

use std::ops::Range;

use super::tag::{Token, split_tokens};

/// Returns where the tag that `html` begins with names a page or a picture, without quotes.
#[must_use]
pub(in super::super) fn address_place(html: &str) -> Option<Range<usize>> {
    let (Token::Open(tag), _) = split_tokens(html).next()? else { return None };
    let name = if tag.name.eq_ignore_ascii_case("a") { "href" } else { "src" };
    value_place(html, tag.attribute_value(name)?)
}

/// Returns where the value of an attribute stands in `html`. One with entities in it was written
/// anew and stands nowhere.
fn value_place(html: &str, value: &str) -> Option<Range<usize>> {
    let start = value.as_ptr().addr().checked_sub(html.as_ptr().addr())?;
    (start + value.len() <= html.len()).then(|| start..start + value.len())
}

/// Attributes of a page that name one other file.
const REFERENCES: [&str; 6] = ["href", "src", "poster", "data", "action", "xlink:href"];

/// Attributes that name several, each with the width that it is for.
const SETS: [&str; 2] = ["srcset", "imagesrcset"];

/// Returns where the tags of a page name other files: links, pictures, style sheets and scripts.
#[must_use]
pub fn find_references(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (token, _) in split_tokens(html) {
        let Token::Open(tag) = token else { continue };
        let values = REFERENCES.iter().filter_map(|name| tag.attribute_value(name));
        found.extend(values.filter_map(|value| value_place(html, value)));
        let sets = SETS.iter().filter_map(|name| tag.attribute_value(name));
        // What stands before an address belongs to it: blanked code of a template.
        let pictures = sets.flat_map(|set| set.split(',')).filter_map(|part| {
            let word = part.split_ascii_whitespace().next()?;
            part.get(..part.find(word)? + word.len())
        });
        found.extend(pictures.filter_map(|value| value_place(html, value)));
    }
    found
}

/// Attributes that hold an address.
const ATTRIBUTES: [&str; 8] =
    ["src", "href", "srcset", "poster", "data", "data-src", "background", "content"];

/// Returns every address that `text`, of HTML, CSS or SVG, names: in attributes, in `url(…)` and in
/// `@import`. What only looks like one may be among them.
#[must_use]
pub fn find_addresses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('=') {
        let name = text[..at].trim_end();
        let start = name
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
        let name = &name[start..];
        if !ATTRIBUTES.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            continue;
        }
        let value = attribute_value(text[at + 1..].trim_start());
        if name.eq_ignore_ascii_case("srcset") {
            found.extend(
                value
                    .split(',')
                    .filter_map(|part| part.split_whitespace().next())
                    .map(plain_address),
            );
        } else {
            found.push(plain_address(value));
        }
    }
    for (at, mark) in text.match_indices("url(").chain(text.match_indices("@import")) {
        let rest = text[at + mark.len()..].trim_start();
        let value = if rest.starts_with(['"', '\'']) {
            attribute_value(rest)
        } else {
            rest.split([')', ';', '"', '\'']).next().unwrap_or_default()
        };
        found.push(plain_address(value));
    }
    found.retain(|address| !address.is_empty());
    found
}

/// Returns the value of an attribute that begins with `rest`.
fn attribute_value(rest: &str) -> &str {
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
        _ => rest.split(|c: char| c.is_ascii_whitespace() || c == '>').next(),
    }
    .unwrap_or_default()
}

fn plain_address(value: &str) -> String {
    value.trim().replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tags_name_is_found_in_its_place() {
        let html = "<!-- <a href=/a> --><a href=\"/b\" title='src=/c'>href=/d</a><IMG SRC=/e />\
            <script>f.src = '/g'</script><video poster='/h' src=\"/i\">";
        let named: Vec<&str> =
            find_references(html).into_iter().map(|place| &html[place]).collect();
        assert_eq!(named, ["/b", "/e", "/i", "/h"]);
        let html = "<img srcset=\"/a 1x, /b 2x\" src=/c><object data='/d'></object>\
            <form action=/e><svg><use xlink:href='/f#g'/></svg><link imagesrcset='/h 100w'>";
        let named: Vec<&str> =
            find_references(html).into_iter().map(|place| &html[place]).collect();
        assert_eq!(named, ["/c", "/a", " /b", "/d", "/e", "/f#g", "/h"]);
    }

    #[test]
    fn whatever_names_a_file_is_found() {
        let html = "<img alt=\"a=b\" src='图 一.png'><source srcset=\"a.png 1x, b.png 2x\">\
            <video poster=c.jpg src = \"d.mp4?x=1&amp;y=2\"></video><a href=\"e.pdf\">e</a>\
            <p style=\"background: url('f.png')\">说明=好</p>";
        let named = ["图 一.png", "a.png", "b.png", "c.jpg", "d.mp4?x=1&y=2", "e.pdf", "f.png"];
        assert_eq!(find_addresses(html), named);
        let css = "@import \"a.css\"; p { background: url(b.png) } q { src: url( \"c.woff2\" ) }";
        assert_eq!(find_addresses(css), ["b.png", "c.woff2", "a.css"]);
        assert!(find_addresses("<p>a = b</p> url() href=").is_empty());
    }
}
