//! YAML with control characters in it, which the library refuses: it is read without them, since
//! pages leave them out as well.

use super::{Node, Value, library, plain};
use crate::foundation::diagnostic::Span;
use crate::text::invisible::is_stray;

/// Reads one document, which begins at byte `base` of its file, without its control characters.
/// Returns `None` when there are none, or when it is no YAML without them.
pub(super) fn read(text: &str, base: usize) -> Option<Node> {
    let mut seen = String::with_capacity(text.len());
    // Where characters were left out, as bytes of what is left, and how many bytes had been left
    // out until then.
    let mut gaps = vec![(0, 0)];
    let mut left_out = 0;
    for c in text.chars() {
        if is_stray(c) {
            left_out += c.len_utf8();
            gaps.push((seen.len(), left_out));
        } else {
            seen.push(c);
        }
    }
    if left_out == 0 {
        return None;
    }
    let mut node = plain::read_plain(&seen, 0).or_else(|| library::read_document(&seen, 0).ok())?;
    let place = |at: u32, is_start: bool| {
        let at = at as usize;
        let gap = gaps.partition_point(|(gap, _)| *gap < at || is_start && *gap == at);
        base + at + gaps.get(gap.saturating_sub(1)).map_or(0, |(_, left_out)| *left_out)
    };
    shift(&mut node, &|span: Span| Span::new(place(span.start, true), place(span.end, false)));
    Some(node)
}

fn shift(node: &mut Node, moved: &impl Fn(Span) -> Span) {
    node.span = moved(node.span);
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|node| shift(node, moved)),
        Value::Map(map) => {
            for (key, node) in map {
                key.span = moved(key.span);
                shift(node, moved);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_without_its_control_characters_at_its_own_place() {
        let text = "title: 门\u{f}房\ntopics: [社\u{7}\u{7}区, 治理]\nnot\u{1}e: 一\n";
        let node = read(text, 4).expect("it is YAML");
        let Value::Map(map) = &node.value else { panic!("no map: {node:?}") };
        let at = |span: Span| &text[span.start as usize - 4..span.end as usize - 4];
        assert_eq!(map[0].1.value, Value::Text("门房".into()));
        assert_eq!(at(map[0].1.span), "门\u{f}房");
        let Value::List(list) = &map[1].1.value else { panic!("no list: {node:?}") };
        assert_eq!((&list[0].value, at(list[1].span)), (&Value::Text("社区".into()), "治理"));
        assert_eq!((&*map[2].0.text, at(map[2].1.span)), ("note", "一"));
        assert_eq!(read("title: 门房\n", 0), None);
        assert_eq!(read("title: [\u{1}\n", 0), None);
    }
}
