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

/// In how many files findings that say the same are told once.
const FILES_ALIKE: usize = 3;

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
    /// The first of them, when all say the same as the one before: each is told by its place.
    pub alike: Vec<&'a Diagnostic>,
}

impl<'a> More<'a> {
    fn more_than_shown(left: &[&'a Diagnostic]) -> Option<Self> {
        let files = left.iter().filter_map(|found| found.file.as_ref()).collect();
        let first = left.first()?;
        let (code, severity, count) = (first.code.0, first.severity, left.len());
        Some(Self { code, severity, count, files, alike: Vec::new() })
    }

    /// As [`Self::more_than_shown`], where all say the same as one that is shown.
    fn more_alike(left: &[&'a Diagnostic]) -> Option<Self> {
        let mut more = Self::more_than_shown(left)?;
        more.alike = left.iter().copied().take(FIRST).collect();
        Some(more)
    }

    /// Returns the line that says so, and how to see them. `place_of` writes the place of a
    /// finding.
    #[must_use]
    pub fn text(&self, place_of: impl FnMut(&'a Diagnostic) -> String) -> Text {
        let Self { code, count, files, alike, .. } = self;
        let place = match files.first() {
            Some(_) if !alike.is_empty() => {
                let first: Vec<String> = alike.iter().copied().map(place_of).collect();
                let (number, some) = (files.len(), count_noun(files.len(), "file"));
                let (zh, en) = (first.join("、"), first.join(", "));
                if alike.len() == *count {
                    say!("{zh} " | " at {en}")
                } else {
                    say!("{zh} 等 {number} 个文件里" | " in {some}, such as {en}")
                }
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
pub fn sort_findings<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<&'a Diagnostic> {
    group_findings(diagnostics).concat()
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
    groups.sort_by_cached_key(|group| {
        let is_flood = group.len() > FEW || !part_alike(group).0.is_empty();
        (group.first().map(|first| first.severity), is_flood)
    });
    groups
}

fn digest_group<'a>(group: &[&'a Diagnostic]) -> Vec<Entry<'a>> {
    let (same, others) = part_alike(group);
    let mut entries = digest_unlike(&others);
    let shown = if same.len() > FEW { FIRST } else { same.len() };
    let (shown, left) = same.split_at(shown);
    for alike in shown {
        let Some((first, rest)) = alike.split_first() else { continue };
        entries.push(Entry::Finding(first));
        entries.extend(More::more_alike(rest).map(Entry::More));
    }
    entries.extend(More::more_than_shown(&left.concat()).map(Entry::More));
    entries
}

/// Parts findings of one kind: those that say the same in many files, and all others.
fn part_alike<'a>(group: &[&'a Diagnostic]) -> (Vec<Vec<&'a Diagnostic>>, Vec<&'a Diagnostic>) {
    let mut by_text: FxHashMap<_, (usize, BTreeSet<&Option<SourcePath>>)> = FxHashMap::default();
    for found in group {
        let (count, files) = by_text.entry(said(found)).or_default();
        *count += 1;
        files.insert(&found.file);
    }
    let mut same: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut places: FxHashMap<_, usize> = FxHashMap::default();
    let mut others = Vec::new();
    for found in group {
        let (count, files) = &by_text[&said(found)];
        let is_foreign = found.code.0 == FOREIGN_KEY && *count > 1;
        if !is_foreign && files.len() < FILES_ALIKE {
            others.push(*found);
            continue;
        }
        let place = *places.entry(said(found)).or_insert_with(|| {
            same.push(Vec::new());
            same.len() - 1
        });
        same[place].push(*found);
    }
    (same, others)
}

/// Returns all that a finding says; equal in what needs to be told once.
fn said(found: &Diagnostic) -> (&Text, &[Text]) {
    (&found.message, &found.hints)
}

/// Returns what is shown of findings of one kind that differ.
fn digest_unlike<'a>(group: &[&'a Diagnostic]) -> Vec<Entry<'a>> {
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
mod tests;
