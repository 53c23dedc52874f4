//! How calls are written: in the braces of Casebook, and in those of other generators.

use std::borrow::Cow;
use std::mem;

use memchr::memmem;
use rustc_hash::FxHashMap;

use crate::foundation::diagnostic::Span;
use crate::markdown::Body;
use crate::markdown::macros::find_pair;

/// Returns what stands between the braces of a call.
pub(super) fn inside_braces(written: &str) -> &str {
    written.trim_matches(['{', '}']).trim()
}

/// The longest name of a call that has none, in bytes: it goes by what it holds.
pub(super) const LONGEST_NAME: usize = 60;

/// The longest call, in bytes.
const LONGEST: usize = 4096;

/// Returns the first `{{ … }}` or `{% … %}` from `done` on.
pub(super) fn next_call(text: &str, done: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut from = done;
    loop {
        let start = from + find_pair(bytes.get(from..)?)?;
        let end = bytes.len().min(start + LONGEST);
        let call = bytes.get(start..end)?;
        let close: &[u8] = if call.starts_with(b"{%") { b"%}" } else { b"}}" };
        let length = memmem::find(call, close);
        // What holds the beginning of another was not closed.
        let is_whole = |length: usize| {
            let inside = call.get(2..length).unwrap_or_default();
            inside.starts_with(b"<")
                || inside.starts_with(b"%")
                || memmem::find(inside, b"{{").is_none()
        };
        if let Some(length) = length.filter(|length| is_whole(*length)) {
            return Some((start, start + length + 2));
        }
        from = start + 1;
    }
}

/// The calls that texts of Casebook make.
pub const OWN_CALLS: [&str; 2] = ["metric", "as_is"];

/// Notes in `body` the calls of other generators in `texts`, which stand in the front matter at
/// byte `base` of the file.
pub fn note_calls(body: &mut Body, front: &str, base: usize, texts: [Option<&str>; 2]) {
    let mut calls = texts.into_iter().flatten().flat_map(foreign_calls).peekable();
    if calls.peek().is_none() {
        return;
    }
    let places = call_places(front);
    let written = calls.filter_map(|(name, written)| {
        let at = base + places.get(written)?;
        Some((name.into_owned(), Span::new(at, at + written.len())))
    });
    body.shortcodes = mem::take(&mut body.shortcodes).into_iter().chain(written).collect();
}

/// Returns where each text first stands that may be a call.
fn call_places(text: &str) -> FxHashMap<&str, usize> {
    let mut places = FxHashMap::default();
    let mut from = 0;
    while let Some((start, end)) = next_call(text, from) {
        places.entry(&text[start..end]).or_insert(start);
        from = start + 1;
    }
    places
}

/// Returns the calls of a text in which none are made, each with its name.
fn foreign_calls(text: &str) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let (start, end) = next_call(text, done)?;
        done = end;
        let written = &text[start..end];
        let first = || first_name(written.trim_matches(['{', '}']).trim());
        let name = foreign_name(written);
        let is_own = name.is_none() && OWN_CALLS.contains(&first());
        Some((if is_own { "".into() } else { name.unwrap_or_else(|| first().into()) }, written))
    })
    .filter(|(name, _)| !name.is_empty())
}

/// Returns the call of another generator that goes on behind the end of `text`, and its name: one
/// may take several lines.
pub(super) fn open_call(text: &str) -> Option<(usize, &str)> {
    let start = ["{{<", "{{%"].iter().filter_map(|open| text.find(open)).min()?;
    let name = first_name(text.get(start + 3..)?.trim_start());
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((start, name))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$')
}

/// Returns the name that a text begins with.
pub(super) fn first_name(text: &str) -> &str {
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Returns the name in a call that is written as other generators write theirs, with a slash before
/// it where it ends an enclosing one; `None` when it may be one of Casebook's, empty when it is one
/// with too many braces, which is told as that.
pub(super) fn foreign_name(written: &str) -> Option<Cow<'_, str>> {
    // Hugo: {{< name >}}, {{% name %}}. Liquid, Nunjucks and Jinja: {% name %}. Handlebars:
    // {{#name}}, {{{name}}}.
    let inside = written.get(1..written.len() - 1)?;
    let inside = inside.strip_prefix('{').unwrap_or(inside);
    let inside = inside.strip_suffix('}').unwrap_or(inside);
    let marked = inside.trim_start();
    let call = marked.trim_start_matches(['<', '%', '-', '~', '#', '>', '^', '{', '*', '!', ' ']);
    let name = first_name(call.trim_start_matches(['"', '\'']));
    // What has no name goes by its filter, or by itself: {{ '/a' | relative_url }}.
    let nameless = || {
        let filter = call.rsplit('|').next().map(|filter| first_name(filter.trim()));
        filter.filter(|name| !name.is_empty()).unwrap_or(call.trim())
    };
    let ended = match call.strip_prefix('/') {
        Some(rest) => Some(first_name(rest.trim_start())),
        None => name.strip_prefix("end").filter(|_| written.starts_with("{%")),
    };
    if let Some(ended) = ended {
        return Some(format!("/{}", ended.trim_start_matches(['_', '-'])).into());
    }
    let inner = written.trim_start_matches(['{', ' ']);
    let braces = written[..written.len() - inner.len()].matches('{').count();
    if braces > 2 && inner.starts_with(name) && OWN_CALLS.contains(&name) {
        return Some("".into());
    }
    if call.len() < marked.len() || call.starts_with(['"', '\'', '$', '.']) {
        return Some(if name.is_empty() { nameless() } else { name }.into());
    }
    // Variables and filters: {{ site.title }}, {{ x | upcase }}, {{ title or name }}.
    let rest = call.get(name.len()..)?.trim();
    let plain = rest.is_empty() || rest.starts_with(['(', '（']);
    (name.contains('.') || !plain && rest.contains('|')).then_some(name.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_of_other_generators_are_told_by_their_form() {
        for (written, name) in [
            ("{{< figure src=\"a.png\" >}}", Some("figure")),
            ("{{<ref \"b.md\">}}", Some("ref")),
            ("{{% note %}}", Some("note")),
            ("{{% /note %}}", Some("/note")),
            ("{{< / tabs >}}", Some("/tabs")),
            ("{{/each}}", Some("/each")),
            ("{% include a.html %}", Some("include")),
            ("{%- endif -%}", Some("/if")),
            ("{{{ metric(members) }}}", Some("")),
            ("{{ {metric(members)} }}", Some("")),
            ("{{ page.title }}", Some("page.title")),
            ("{{ date | date: \"%Y\" }}", Some("date")),
            ("{{ \"/a\" | relative_url }}", Some("relative_url")),
            ("{{ '/assets/a.png' | relative_url }}", Some("relative_url")),
            ("{{ '/a' }}", Some("'/a'")),
            ("{{! 注释 }}", Some("注释")),
            ("{{!-- 注释 --}}", Some("注释")),
            ("{{{ body }}}", Some("body")),
            ("{{#each items}}", Some("each")),
            ("{{ $t('hi') }}", Some("$t")),
            ("{{ metric(members) }}", None),
            ("{{ metrik(members) }}", None),
            ("{{ as_is(甲|乙) }}", None),
            ("{{ total }}", None),
        ] {
            assert_eq!(foreign_name(written).as_deref(), name, "{written}");
        }
    }

    #[test]
    fn a_call_is_closed_as_it_was_opened() {
        assert_eq!(next_call("甲{% x %}乙{{ y }}", 0), Some((3, 10)));
        assert_eq!(next_call("{{ x %} {% y %}", 0), Some((8, 15)));
        assert_eq!(next_call("{% x }} {{ y }}", 0), Some((8, 15)));
        assert_eq!(next_call("{{ x {{ y", 0), None);
        assert_eq!(next_call("{{ x }, {{ y }}", 0), Some((8, 15)));
        assert_eq!(next_call("{{< x \"{{y}}\" >}}", 0), Some((0, 12)));
        assert_eq!(open_call("甲{{< figure"), Some((3, "figure")));
        assert_eq!(open_call("甲{{ figure"), None);
        assert_eq!(open_call("{{< "), None);
    }
}
