//! Where in a body the addresses of its links and images are written.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};
use rustc_hash::FxHashMap;

use super::html::{address_place, find_references};
use super::render::EXTENSIONS;

/// How the address of a link or an image is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// In its parentheses, here, without angle brackets.
    Inline(Range<usize>),
    /// In an attribute of HTML, here, without quotes.
    Html(Range<usize>),
    /// In the definition of this label, which is folded.
    Reference(String),
}

/// Reads where the address of a link or an image is written; `mark` is all of it.
#[must_use]
pub fn read_destination(mark: &str) -> Option<Destination> {
    if mark.starts_with('<') {
        return address_place(mark).map(Destination::Html);
    }
    if mark.ends_with(')')
        && let Some(open) = mark.rfind("](")
    {
        return address_in(mark, open + "](".len()..mark.len()).map(Destination::Inline);
    }
    let inside = mark.strip_prefix('!').unwrap_or(mark).strip_prefix('[')?;
    let label = match inside.strip_suffix("][]") {
        Some(label) => label,
        None => {
            let inside = inside.strip_suffix(']')?;
            inside.rsplit_once("][").map_or(inside, |(_, label)| label)
        }
    };
    Some(Destination::Reference(fold_label(label)))
}

/// Returns where the addresses of all definitions are written, without angle brackets, by folded
/// label.
#[must_use]
pub fn find_definitions(body: &str) -> FxHashMap<String, Range<usize>> {
    let parser = Parser::new_ext(body, EXTENSIONS);
    let definitions = parser.reference_definitions().iter();
    definitions
        .filter_map(|(label, definition)| {
            Some((fold_label(label), definition_address(body, &definition.span)?))
        })
        .collect()
}

/// Returns a label as labels are compared.
fn fold_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns where the address of the definition at `range` is written.
fn definition_address(body: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let head = body.get(range.clone())?.find("]:")? + "]:".len();
    address_in(body, range.start + head..range.end)
}

/// Returns the places of all addresses of links and images, those of HTML among them, without angle
/// brackets or quotes, in order and each once.
#[must_use]
pub fn find_destinations(body: &str) -> Vec<Range<usize>> {
    let parser = Parser::new_ext(body, EXTENSIONS);
    let mut places: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .filter_map(|(_, definition)| definition_address(body, &definition.span))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        let Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) = event else {
            if matches!(event, Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock)) {
                let html = body.get(range.clone()).unwrap_or_default();
                let named = find_references(html).into_iter();
                places.extend(named.map(|at| range.start + at.start..range.start + at.end));
            }
            continue;
        };
        if link_type == LinkType::Inline
            && let Some(open) = body.get(range.clone()).and_then(|link| link.rfind("]("))
        {
            places.extend(address_in(body, range.start + open + "](".len()..range.end));
        }
    }
    places.sort_by_key(|place| place.start);
    places.dedup();
    places
}

/// Finds the address at the beginning of a stretch: between angle brackets, or up to a space or the
/// closing parenthesis. A full-width space is part of a name, as it is to the parser.
fn address_in(body: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = body.get(range.clone())?;
    let blank = text.len() - text.trim_ascii_start().len();
    let start = range.start + blank;
    let text = &text[blank..];
    if let Some(inner) = text.strip_prefix('<') {
        let end = inner.find('>')?;
        return Some(start + 1..start + 1 + end);
    }
    let mut depth = 0_u32;
    let end = text.find(|c: char| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' if depth > 0 => {
            depth -= 1;
            false
        }
        ')' => true,
        c => c.is_ascii_whitespace() || c.is_ascii_control(),
    });
    Some(start..start + end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_an_address_is_found_and_no_code() {
        let body = "[甲](a.md) ![图](<b c.png> \"题\") [乙][r] [丙](d_(1).md#节)\n\n\
            [![图](e.png)](f.md) <a href=\"j.md\">己</a>\n\n<p>\n<img src='k.png' alt=x>\n</p>\n\n`[码](g.md)`\n\n```\n[码](h.md)\n```\n\n[r]: i.md \"题\"\n";
        let found: Vec<&str> =
            find_destinations(body).into_iter().map(|place| &body[place]).collect();
        assert_eq!(
            found,
            ["a.md", "b c.png", "d_(1).md#节", "e.png", "f.md", "j.md", "k.png", "i.md"]
        );
    }

    #[test]
    fn the_address_of_one_link_is_found_however_it_is_written() {
        let body = "[甲 乙]: <a b.md> \"题\"\n[R]: ..\\c.md\n";
        let definitions = find_definitions(body);
        let written = |mark: &str| match read_destination(mark)? {
            Destination::Inline(place) | Destination::Html(place) => Some(mark[place].to_owned()),
            Destination::Reference(label) => {
                Some(body[definitions.get(&label)?.clone()].to_owned())
            }
        };
        for (mark, address) in [
            ("[甲](b.md \"题\")", "b.md"),
            ("![图](<a (1).png>)", "a (1).png"),
            ("![图](a\u{3000}b.png \"题\")", "a\u{3000}b.png"),
            ("[x][甲  乙]", "a b.md"),
            ("[r][]", "..\\c.md"),
            ("![R]", "..\\c.md"),
            ("<img alt=\"a.png\" src='a.png'>", "a.png"),
            ("<a href=b.md>", "b.md"),
        ] {
            assert_eq!(written(mark).as_deref(), Some(address), "{mark}");
        }
        assert_eq!(written("[x][无]"), None);
        assert_eq!(written("<img alt=\"a.png\">"), None);
    }
}
