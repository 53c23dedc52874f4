//! Where templates call a function with an address that they write out.

use super::maps::{find_tags, split_words};
use crate::foundation::diagnostic::Span;

/// Returns the addresses that a template hands to `function` as `path`, each with its place:
/// `asset(path="logo.svg")`. What is put together from values is not known here.
pub fn find_paths<'t>(template: &'t str, function: &str) -> Vec<(&'t str, Span)> {
    let mut found = Vec::new();
    for tag in find_tags(template) {
        let code = &template[tag.byte_range()];
        if !code.contains(function) {
            continue;
        }
        let words = split_words(code);
        for call in words.windows(6) {
            let [(_, name), (_, "("), (_, "path"), (_, "="), (at, text), (_, after)] = call else {
                continue;
            };
            let is_text = text.len() > 1 && text.starts_with(['"', '\'', '`']);
            if *name == function && is_text && matches!(*after, ")" | ",") {
                let start = tag.start as usize + at + 1;
                let path = &text[1..text.len() - 1];
                found.push((path, Span::new(start, start + path.len())));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_writes_out_is_found_in_its_place() {
        let template = "{{ asset(path=\"a.svg\") }}{% set x = asset( path = 'b 图.png' ) %}\
            {{ asset(path=name) }}{{ asset(path=\"c\" ~ x) }}{# asset(path=\"d\") #}\
            {% raw %}{{ asset(path=\"e\") }}{% endraw %}{{ url(path=\"/f/\") | safe }}";
        let found = find_paths(template, "asset");
        assert_eq!(found.iter().map(|(path, _)| *path).collect::<Vec<_>>(), ["a.svg", "b 图.png"]);
        assert!(found.iter().all(|(path, span)| &template[span.byte_range()] == *path));
        assert_eq!(find_paths(template, "url").len(), 1);
    }
}
