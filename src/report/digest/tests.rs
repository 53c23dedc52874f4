//! Tests of `digest`.

use super::*;
use crate::foundation::diagnostic::Span;

/// A finding that says what no other does.
fn found(severity: Severity, code: &'static str, file: &str, at: usize) -> Diagnostic {
    Diagnostic::new(severity, code, Some(SourcePath::new(file)), say!("第 {at}" | "no. {at}"))
        .at_span(Span::new(at, at))
}

/// What is shown, each by its code and place, and the lines between.
fn shown(diagnostics: &[Diagnostic]) -> Vec<String> {
    digest_findings(diagnostics)
        .into_iter()
        .map(|entry| match entry {
            Entry::Finding(found) => {
                format!("{} {}", found.code.0, found.span.unwrap_or_default().start)
            }
            Entry::More(more) => {
                let place = |found: &Diagnostic| found.file.as_ref().expect("a file").to_string();
                more.text(place).en.into_owned()
            }
        })
        .collect()
}

#[test]
fn errors_come_first_and_equal_kinds_together() {
    let found = [
        found(Severity::Hint, "loose-figure", "a.md", 1),
        found(Severity::Warning, "image-alt", "a.md", 2),
        found(Severity::Error, "unknown-key", "a.md", 3),
        found(Severity::Error, "bad-date", "a.md", 4),
        found(Severity::Error, "unknown-key", "b.md", 5),
    ];
    assert_eq!(
        shown(&found),
        ["unknown-key 3", "unknown-key 5", "bad-date 4", "image-alt 2", "loose-figure 1"]
    );
    assert_eq!(sort_findings(&found).len(), found.len());
}

#[test]
fn of_a_flood_the_first_few_are_shown_and_the_rest_counted() {
    let many = |count: usize| -> Vec<Diagnostic> {
        let file = |at: usize| format!("content/cases/c{:03}.md", at / 3);
        (0..count).map(|at| found(Severity::Warning, "image-alt", &file(at), at)).collect()
    };
    assert_eq!(shown(&many(10)).len(), 10);
    assert_eq!(
        shown(&many(939)),
        [
            "image-alt 0",
            "image-alt 1",
            "image-alt 2",
            "… and 936 more of image-alt in 312 files; to list them all: casebook check --all"
        ]
    );
}

#[test]
fn what_is_said_of_many_files_is_said_once() {
    let many = |count: usize| -> Vec<Diagnostic> {
        let file = |at: usize| format!("c{at}.md");
        let same = |at| Diagnostic {
            message: say!("没有说明" | "no description"),
            ..found(Severity::Warning, "image-alt", &file(at), at)
        };
        let other = found(Severity::Warning, "image-alt", "a.md", 90);
        (0..count).map(same).chain([other]).collect()
    };
    assert_eq!(shown(&many(2)).len(), 3);
    assert_eq!(
        shown(&many(24)),
        [
            "image-alt 90",
            "image-alt 0",
            "… and 23 more of image-alt in 23 files, such as c1.md, c2.md, c3.md; \
             to list them all: casebook check --all"
        ]
    );
}

#[test]
fn three_hints_of_a_file_are_enough() {
    let hints: Vec<Diagnostic> = (0..7)
        .map(|at| found(Severity::Hint, "loose-figure", if at < 5 { "a.md" } else { "b.md" }, at))
        .collect();
    assert_eq!(
        shown(&hints),
        [
            "loose-figure 0",
            "loose-figure 1",
            "loose-figure 2",
            "… and 2 more of loose-figure in a.md; to list them all: casebook check --all",
            "loose-figure 5",
            "loose-figure 6"
        ]
    );
}
