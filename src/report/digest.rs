//! A report that a person can take in: the gravest findings first, equal kinds together, the first
//! few of a flood.

use std::collections::BTreeSet;
use std::collections::hash_map::Entry as Place;

use rustc_hash::FxHashMap;

use crate::foundation::diagnostic::{Diagnostic, Severity, Text, count_noun};
use crate::foundation::path::SourcePath;
use crate::input::fields::FOREIGN_KEY;
use crate::say;

/// Up to how many findings of one kind are all shown.
const FEW: usize = 10;

/// How many are shown of a kind that has more.
const FIRST: usize = 3;

/// How many hints of one kind are shown of one file.
const HINTS_OF_A_FILE: usize = 3;

/// One entry of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry<'a> {
    /// A finding, to be shown in full.
    Finding(&'a Diagnostic),
    /// How many more there are like those before it.
    More(More<'a>),
}

/// What is left out of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct More<'a> {
    /// The kind, as `unknown-key`.
    pub code: &'static str,
    /// How much each weighs.
    pub severity: Severity,
    /// How many findings.
    pub count: usize,
    /// The files that they are in.
    pub files: BTreeSet<&'a SourcePath>,
}

impl<'a> More<'a> {
    fn more_than_shown(left: &[&'a Diagnostic]) -> Option<Self> {
        let files = left.iter().filter_map(|found| found.file.as_ref()).collect();
        let first = left.first()?;
        Some(Self { code: first.code.0, severity: first.severity, count: left.len(), files })
    }

    /// Returns the line that says so, and how to see them.
    #[must_use]
    pub fn text(&self) -> Text {
        let Self { code, count, files, .. } = self;
        let place = match files.first() {
            Some(_) if *code == FOREIGN_KEY && files.len() > 1 => {
                let first: Vec<_> = files.iter().take(FIRST).map(|file| file.as_str()).collect();
                let (number, some) = (files.len(), count_noun(files.len(), "file"));
                let (zh, en) = (first.join("、"), first.join(", "));
                say!("{zh} 等 {number} 个文件里" | " in {some}, such as {en}")
            }
            Some(file) if files.len() == 1 => say!("{file} 里" | " in {file}"),
            Some(_) => {
                let (number, some) = (files.len(), count_noun(files.len(), "file"));
                say!("{number} 个文件里" | " in {some}")
            }
            None => say!("" | ""),
        };
        let Text { zh, en } = place;
        say!(
            "… {zh}另有 {count} 处 {code}；全部列出：casebook check --all"
                | "… and {count} more of {code}{en}; to list them all: casebook check --all"
        )
    }
}

/// Returns findings by severity, those of one kind together, kinds of many after the others.
#[must_use]
pub fn sort_findings(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    group_findings(diagnostics.iter()).concat()
}

/// Returns what a report shows of `diagnostics`.
#[must_use]
pub fn digest_findings<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<Entry<'a>> {
    group_findings(diagnostics).iter().flat_map(|group| digest_group(group)).collect()
}

/// Puts findings of one severity and code together.
fn group_findings<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<Vec<&'a Diagnostic>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut places: FxHashMap<_, usize> = FxHashMap::default();
    for found in diagnostics {
        // Of such a kind each key is a matter of its own.
        let key = (found.code.0 == FOREIGN_KEY).then_some(&found.message);
        match places.entry((found.severity, found.code, key)) {
            Place::Occupied(place) => groups[*place.get()].push(found),
            Place::Vacant(place) => {
                place.insert(groups.len());
                groups.push(vec![found]);
            }
        }
    }
    // What stands alone comes before a flood, which would carry it away.
    groups.sort_by_key(|group| (group.first().map(|first| first.severity), group.len() > FEW));
    groups
}

fn digest_group<'a>(group: &[&'a Diagnostic]) -> Vec<Entry<'a>> {
    if let [first, left @ ..] = group
        && first.code.0 == FOREIGN_KEY
    {
        return [Entry::Finding(first)]
            .into_iter()
            .chain(More::more_than_shown(left).map(Entry::More))
            .collect();
    }
    let is_hint = group.first().is_some_and(|first| first.severity == Severity::Hint);
    let of_a_file = if is_hint { HINTS_OF_A_FILE } else { usize::MAX };
    let files: Vec<_> = group
        .chunk_by(|a, b| a.file == b.file)
        .map(|file| file.split_at(file.len().min(of_a_file)))
        .collect();
    let finding = |found: &&'a Diagnostic| Entry::Finding(found);
    if files.iter().map(|(shown, _)| shown.len()).sum::<usize>() <= FEW {
        return files
            .into_iter()
            .flat_map(|(shown, left)| {
                shown.iter().map(finding).chain(More::more_than_shown(left).map(Entry::More))
            })
            .collect();
    }
    let (shown, left) = group.split_at(FIRST);
    shown.iter().map(finding).chain(More::more_than_shown(left).map(Entry::More)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foundation::diagnostic::Span;

    fn found(severity: Severity, code: &'static str, file: &str, at: usize) -> Diagnostic {
        Diagnostic::new(severity, code, Some(SourcePath::new(file)), say!("一" | "one"))
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
                Entry::More(more) => more.text().en.into_owned(),
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
    fn three_hints_of_a_file_are_enough() {
        let hints: Vec<Diagnostic> = (0..7)
            .map(|at| {
                found(Severity::Hint, "loose-figure", if at < 5 { "a.md" } else { "b.md" }, at)
            })
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
}
