//! Maps in templates: walked in the order of their keys, or not at all.
//!
//! A map of Tera's has no order of its own, and a page must have the same bytes whenever and
//! wherever it is made. So the filters that list a map sort it, and `for key, value in map` is
//! refused with the way to write it.

use ahash::random_state::{RandomSource, set_random_source};
use tera::{Kwargs, Map, State, Tera, Value};

use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::foundation::path::SourcePath;
use crate::say;

/// Replaces the filters that list a map by such that sort it.
pub(super) fn register_filters(tera: &mut Tera) {
    tera.register_filter("keys", |map: &Map, _: Kwargs, _: &State<'_>| {
        sorted_entries(map).into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    });
    tera.register_filter("values", |map: &Map, _: Kwargs, _: &State<'_>| {
        sorted_entries(map).into_iter().map(|(_, value)| value).collect::<Vec<_>>()
    });
    tera.register_filter("pairs", |map: &Map, _: Kwargs, _: &State<'_>| {
        sorted_entries(map)
            .into_iter()
            .map(|(key, value)| Value::from(vec![key, value]))
            .collect::<Vec<_>>()
    });
}

fn sorted_entries(map: &Map) -> Vec<(Value, Value)> {
    let mut pairs: Vec<_> = map.iter().collect();
    pairs.sort_by_key(|(key, _)| *key);
    pairs.into_iter().map(|(key, value)| (key.as_value(), value.clone())).collect()
}

/// A source of seeds that are all the same.
struct Constant;

impl RandomSource for Constant {
    fn gen_hasher_seed(&self) -> usize {
        0
    }
}

/// Has maps hash alike in every run: what a template makes of a map that it walks all the same, by
/// `for value in map`, does not change from build to build. Does nothing when a map was made
/// before.
pub(super) fn settle_hashing() {
    set_random_source(Constant).ok();
}

/// Finds every `for key, value in` in a template.
pub(super) fn find_walks(path: &SourcePath, text: &str) -> Vec<Diagnostic> {
    let walks = find_tags(text).into_iter().flat_map(|tag| find_walk_tags(text, tag));
    walks.map(|span| report_walk(path, &text[span.byte_range()]).at_span(span)).collect()
}

fn report_walk(path: &SourcePath, walk: &str) -> Diagnostic {
    Diagnostic::error(
        "template-map",
        path,
        say!(
            "“{walk}”没有固定的次序，每次生成的页面会不一样"
                | "`{walk}` has no order of its own, so that the page would differ \
                   from build to build"
        ),
    )
    .with_hint(say!(
        "请写成“for pair in … | pairs”：pair[0] 是键，pair[1] 是值，按键排好了次序"
            | "write `for pair in … | pairs`: pair[0] is the key, pair[1] the value, sorted by key"
    ))
}

/// Returns where the insides of `{% … %}` and `{{ … }}` stand, without comments and what stands in
/// `raw`.
pub(super) fn find_tags(text: &str) -> Vec<Span> {
    let mut tags = Vec::new();
    let (mut at, mut is_raw) = (0, false);
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'%') => "%}",
            Some(b'{') => "}}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = text[start + 2..].find(close).map_or(text.len(), |found| start + 2 + found);
        let word = text[start + 2..end].trim_matches(['-', ' ', '\t', '\n', '\r']);
        match word {
            "raw" => is_raw = true,
            "endraw" => is_raw = false,
            _ if close != "#}" && !is_raw => tags.push(Span::new(start + 2, end)),
            _ => {}
        }
        at = (end + close.len()).min(text.len());
    }
    tags
}

/// Finds `for`, a name, a comma, a name, `in` inside one tag.
fn find_walk_tags(text: &str, tag: Span) -> Vec<Span> {
    let words = split_words(&text[tag.byte_range()]);
    let found =
        words.windows(5).filter(|words| matches!(words, [(_, "for"), _, (_, ","), _, (_, "in")]));
    found
        .map(|words| Span::new(words[0].0, words[4].0 + "in".len()).shifted_by(tag.start as usize))
        .collect()
}

/// Splits code into names and single signs, each with its place; strings are one sign.
pub(super) fn split_words(code: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = code[at..].chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let rest = &code[at + first.len_utf8()..];
        let length = first.len_utf8()
            + match first {
                '"' | '\'' | '`' => rest.find(first).map_or(rest.len(), |end| end + 1),
                _ if is_name(first) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
                _ => 0,
            };
        if !first.is_whitespace() {
            words.push((at, &code[at..at + length]));
        }
        at += length;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let found = find_walks(&SourcePath::new("templates/a.html"), text);
        found
            .iter()
            .map(|one| one.span.map(|span| text[span.byte_range()].to_owned()).unwrap_or_default())
            .collect()
    }

    #[test]
    fn a_walk_over_keys_and_values_is_found_wherever_it_stands() {
        assert_eq!(found("{%- for k,\n v in t -%}{{ k }}{% endfor %}"), ["for k,\n v in"]);
        assert_eq!(found("{{ [v for k, v in t] | join }}"), ["for k, v in"]);
        assert!(
            found(
                "{% for x in list %}{{ 'for k, v in t' \
            }}{# for k, v in t #}{% endfor %}for k, v in t"
            )
            .is_empty()
        );
        assert!(found("{% raw %}{% for k, v in t %}{% endraw %}").is_empty());
        assert_eq!(found("{% raw %}{% endraw %}{% for k, v in t %}").len(), 1);
        assert!(found("{ {% for").is_empty());
    }

    #[test]
    fn what_lists_a_map_sorts_it() {
        let mut tera = Tera::new();
        register_filters(&mut tera);
        let template = "{{ map | keys }} {{ map | values }} {% for pair in map | pairs %}{{ \
            pair[0] }}={{ pair[1] }};{% endfor %}";
        tera.add_raw_template("a", template).unwrap();
        let mut context = tera::Context::new();
        let map: std::collections::HashMap<String, i64> =
            (0..40).map(|number| (format!("k{number:02}"), number)).collect();
        context.insert("map", &map);
        let keys: Vec<String> = (0..40).map(|number| format!("\"k{number:02}\"")).collect();
        let values: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let pairs: Vec<String> = (0..40).map(|number| format!("k{number:02}={number};")).collect();
        let expected = format!("[{}] [{}] {}", keys.join(", "), values.join(", "), pairs.concat());
        assert_eq!(tera.render("a", &context).unwrap(), expected);
    }
}
