//! Where in a body the addresses of its links and images are written.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::render::EXTENSIONS;

/// Returns the places of all addresses of links and images, without angle brackets, in order and
/// each once.
#[must_use]
pub fn find_destinations(body: &str) -> Vec<Range<usize>> {
    let parser = Parser::new_ext(body, EXTENSIONS);
    let mut places: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .filter_map(|(_, definition)| {
            let head = body.get(definition.span.clone())?.find("]:")? + "]:".len();
            address_in(body, definition.span.start + head..definition.span.end)
        })
        .collect();
    for (event, range) in parser.into_offset_iter() {
        let Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) = event else {
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
/// closing parenthesis.
fn address_in(body: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = body.get(range.clone())?;
    let blank = text.len() - text.trim_start().len();
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
        c => c.is_whitespace(),
    });
    Some(start..start + end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_an_address_is_found_and_no_code() {
        let body = "[甲](a.md) ![图](<b c.png> \"题\") [乙][r] [丙](d_(1).md#节)\n\n\
            [![图](e.png)](f.md)\n\n`[码](g.md)`\n\n```\n[码](h.md)\n```\n\n[r]: i.md \"题\"\n";
        let found: Vec<&str> =
            find_destinations(body).into_iter().map(|place| &body[place]).collect();
        assert_eq!(found, ["a.md", "b c.png", "d_(1).md#节", "e.png", "f.md", "i.md"]);
    }
}
