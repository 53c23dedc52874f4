//! The variables of a template, a line each.

use super::shape::{Field, Kind};
use crate::foundation::diagnostic::Text;

/// A variable, or a key of one, as lists show it.
#[derive(Debug)]
pub struct Line {
    /// How a template writes it; `[]` is each of a list: `case.figures[].year`.
    pub path: String,
    pub kind: String,
    pub meaning: Text,
}

/// Returns the variables with all that they hold. What stands in several places is listed at the
/// first, which the others name.
pub fn list_values<'a>(fields: impl Iterator<Item = &'a Field>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut known = Vec::new();
    for field in fields {
        add_lines("", field, &mut known, &mut lines);
    }
    lines
}

fn add_lines(
    above: &str,
    field: &Field,
    known: &mut Vec<(&'static str, String)>,
    lines: &mut Vec<Line>,
) {
    let path = format!("{above}{}", field.name);
    let mut kind = field.kind.written();
    let words = field.kind.words();
    if !words.is_empty() {
        kind = kind.replacen("string", &words.join(" | "), 1);
    }
    let inner = format!("{path}{}.", "[]".repeat(depth(&field.kind)));
    let shape = field.kind.shape();
    let listed = shape.and_then(|shape| known.iter().find(|(name, _)| *name == shape.name));
    let meaning = match listed {
        Some((_, first)) => Text {
            zh: format!("{}；同 {first}*", field.zh).into(),
            en: format!("{}; as {first}*", field.en).into(),
        },
        None => Text { zh: field.zh.into(), en: field.en.into() },
    };
    let is_listed = listed.is_some();
    lines.push(Line { path, kind, meaning });
    if let Some(shape) = shape.filter(|_| !is_listed) {
        known.push((shape.name, inner.clone()));
        for field in shape.fields {
            add_lines(&inner, field, known, lines);
        }
    }
}

/// How many lists a value stands in.
fn depth(kind: &Kind) -> usize {
    match kind.present() {
        Kind::List(inner) => 1 + depth(inner),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::contract::find_template;

    #[test]
    fn what_stands_in_several_places_is_listed_once() {
        let case = find_template("case.html").unwrap();
        let lines = list_values(case.values.iter());
        let line = |path: &str| lines.iter().find(|line| line.path == path);
        assert_eq!(line("case.figures[].year").unwrap().kind, "string or none");
        assert_eq!(
            line("case.toc[].children").unwrap().meaning.en,
            "the headings below it; as case.toc[].*"
        );
        assert!(line("toc").is_some() && line("toc[].id").is_none());
        assert_eq!(line("case.other_regions").unwrap().kind, "array of array of region or none");
        assert_eq!(
            line("case.figures[].status").unwrap().kind,
            "self-reported | official | independent or none"
        );
    }
}
