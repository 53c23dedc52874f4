//! Marks of a text in values that readers see as typed: entities, tags, emphasis, macros, notes.

mod kinds;

use self::kinds::{
    emphasis, entity, full_width, highlight, link, of_bodies, single_tag, tag, wiki,
};
use super::Reader;
use crate::foundation::diagnostic::{Diagnostic, Text};
use crate::input::yaml::Node;
use crate::say;

/// Values that readers see as they were typed.
const SHOWN: [&str; 20] = [
    "at",
    "choices",
    "definition",
    "description",
    "label",
    "levels",
    "licence",
    "locality",
    "model",
    "name",
    "notation",
    "organisations",
    "practices",
    "publisher",
    "subtitle",
    "title",
    "token",
    "topic",
    "topics",
    "unit",
];

/// A value whose marks are read as those of a text are.
const READ: &str = "summary";

impl Reader<'_> {
    /// Says which mark of a value is shown as it was typed.
    pub(super) fn tell_marks(&mut self, key: &str, text: &str, node: &Node) {
        if may_hold_marks(text) {
            self.tell_marks_as(key, text, node, SHOWN.contains(&key));
        }
    }

    /// Says which mark is shown as it was typed of the value of a field of the publication's own.
    pub fn tell_field_marks(&mut self, key: &str, text: &str, node: &Node) {
        if may_hold_marks(text) && !SHOWN.contains(&key) {
            self.tell_marks_as(key, text, node, true);
        }
    }

    fn tell_marks_as(&mut self, key: &str, text: &str, node: &Node, is_shown: bool) {
        let found = match key {
            READ => find_marks(text, &[single_tag, full_width, wiki, highlight, of_bodies]),
            _ if is_shown => {
                let kinds: [FindMark; 8] =
                    [entity, tag, emphasis, full_width, link, wiki, highlight, of_bodies];
                find_marks(text, &kinds)
            }
            _ => return,
        };
        if found.is_empty() {
            return;
        }
        let marks: Vec<&str> = found.iter().map(|(mark, _)| *mark).collect();
        let Text { zh, en } = list_marks(&marks);
        let message =
            say!("“{key}”里的{zh}会照原样显示给读者" | "readers see {en} of `{key}` as typed");
        let mut finding =
            Diagnostic::warning("mark-as-typed", self.file, message).at_span(node.span);
        for hint in hints_of(&found) {
            finding = finding.with_hint(hint);
        }
        self.sink.push(finding);
    }
}

/// Finds the first mark of a kind, and says what to write in its place.
type FindMark = for<'t> fn(&'t str) -> Option<(&'t str, Text)>;

/// How many marks of a value are named, and how many are looked for.
const MOST_NAMED: usize = 5;
const MOST: usize = 100;

/// Finds the marks of a text in their order; those inside of others are left out.
fn find_marks<'t>(text: &'t str, kinds: &[FindMark]) -> Vec<(&'t str, Text)> {
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < MOST {
        let place = |mark: &str| mark.as_ptr().addr() - rest.as_ptr().addr();
        let all = kinds.iter().filter_map(|find| find(rest));
        let Some((mark, hint)) = all.min_by_key(|(mark, _)| place(mark)) else { break };
        rest = rest.get(place(mark) + mark.len()..).unwrap_or_default();
        found.push((mark, hint));
    }
    found
}

/// Names the marks, each once; of many the first.
fn list_marks(marks: &[&str]) -> Text {
    let mut named: Vec<&str> = Vec::new();
    for mark in marks.iter().filter(|mark| !mark.starts_with("</")) {
        if !named.contains(mark) {
            named.push(mark);
        }
    }
    // A tag that only ends something is named where nothing else is.
    let named = if named.is_empty() { marks } else { &named };
    let shown = named.get(..MOST_NAMED).unwrap_or(named);
    let zh = format!("“{}”", shown.join("”“"));
    let en = format!("`{}`", shown.join("`, `"));
    match named.len() - shown.len() {
        0 => Text { zh: zh.into(), en: en.into() },
        rest => say!("{zh}以及另外 {rest} 种记号" | "{en} and {rest} more"),
    }
}

/// Says what to write: each advice once, with its marks where there are several.
fn hints_of(found: &[(&str, Text)]) -> Vec<Text> {
    let mut advice: Vec<(&Text, Vec<&str>)> = Vec::new();
    for (mark, hint) in found {
        match advice.iter_mut().find(|(known, _)| *known == hint) {
            Some((_, marks)) => marks.push(mark),
            None => advice.push((hint, vec![mark])),
        }
    }
    if let [(only, _)] = advice.as_slice() {
        return vec![(*only).clone()];
    }
    let shown = advice.into_iter().take(MOST_NAMED);
    shown
        .map(|(hint, marks)| {
            let (Text { zh: marks_zh, en: marks_en }, Text { zh, en }) = (list_marks(&marks), hint);
            say!("{marks_zh}：{zh}" | "{marks_en}: {en}")
        })
        .collect()
}

/// Tells whether a value is worth a closer look; nearly none is.
fn may_hold_marks(text: &str) -> bool {
    text.bytes()
        .any(|byte| matches!(byte, b'&' | b'<' | b'*' | b'{' | b'[' | b'~' | b'`' | b'=' | b'_'))
        || text.contains("＊＊")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_marks_of_a_value_are_named() {
        let kinds: [FindMark; 5] = [entity, tag, emphasis, link, of_bodies];
        let all =
            |text| find_marks(text, &kinds).into_iter().map(|found| found.0).collect::<Vec<_>>();
        assert_eq!(
            all("**甲**&amp;[乙](b.md)<b>丙</b>"),
            ["**甲**", "&amp;", "[乙](b.md)", "<b>", "</b>"]
        );
        let named = list_marks(&["<b>", "</b>", "&amp;", "&lt;", "&amp;"]);
        assert_eq!((&*named.zh, &*named.en), ("“<b>”“&amp;”“&lt;”", "`<b>`, `&amp;`, `&lt;`"));
        let many = list_marks(&["&lt;", "&gt;", "&ge;", "&le;", "&sect;", "&reg;", "&yen;"]);
        assert!(many.zh.ends_with("以及另外 2 种记号"), "{}", many.zh);
    }
}
