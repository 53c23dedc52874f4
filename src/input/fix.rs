//! Safe fixes applied to texts: the replaced bytes change, and no others.
//!
//! One mistake may hide others: YAML that cannot be read says nothing of its keys. So everything is
//! looked at again after each round of fix, until nothing safe is left to do.

use std::collections::BTreeMap;
use std::io;

use crate::foundation::diagnostic::{Diagnostic, Fix};
use crate::foundation::lines::{Lines, Place};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::foundation::world::{Entry, PublishedSite, World};
use crate::say;

/// How often everything is checked again. A longer chain of mistakes, each hiding the next, is
/// fixed by another run.
const ROUNDS: usize = 256;

/// Returns `text` with `fixes` applied, and which of them were, by their place in the list.
///
/// Of two that touch the same bytes the earlier place wins; one that does not fit the text is left
/// out.
#[must_use]
pub fn apply_fixes(text: &str, fixes: &[&Fix]) -> (String, Vec<usize>) {
    let mut order: Vec<usize> = (0..fixes.len()).collect();
    order.sort_by_key(|number| fixes[*number].span);
    let mut fixed = String::with_capacity(text.len());
    let mut applied: Vec<usize> = Vec::new();
    let mut done = 0;
    for number in order {
        let fix = fixes[number];
        let range = fix.span.byte_range();
        // Two insertions at one place would stand in no order.
        let doubled = range.is_empty()
            && applied.last().is_some_and(|last| fixes[*last].span.byte_range().end == range.start);
        if range.start < done || doubled || text.get(range.clone()).is_none() {
            continue;
        }
        fixed.push_str(&text[done..range.start]);
        fixed.push_str(&fix.replacement);
        done = range.end;
        applied.push(number);
    }
    fixed.push_str(&text[done..]);
    (fixed, applied)
}

/// A file that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub path: SourcePath,
    /// What it holds outside.
    pub before: Vec<u8>,
    /// What it holds here: UTF-8 without a byte order mark.
    pub after: String,
}

/// A mistake that was fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedFix {
    /// What was found.
    pub finding: Diagnostic,
    /// Where, when it was looked at; `None` for the file as a whole.
    pub place: Option<Place>,
}

/// A publication as it is with its safe fixes applied. Nothing is written.
pub struct FixSession<'a> {
    world: &'a dyn World,
    entries: Vec<Entry>,
    changes: BTreeMap<SourcePath, Change>,
    fixed: Vec<AppliedFix>,
    clock: u64,
    is_unfinished: bool,
}

impl<'a> FixSession<'a> {
    /// Fixes what `find` finds in the texts of `world`, as often as it takes.
    pub fn fix_all(
        world: &'a dyn World,
        mut find: impl FnMut(&dyn World) -> Vec<Diagnostic>,
    ) -> Self {
        let entries = world.files().to_vec();
        let clock = entries.iter().map(|entry| entry.stamp).max().unwrap_or_default();
        let mut session = Self {
            world,
            entries,
            changes: BTreeMap::new(),
            fixed: Vec::new(),
            clock,
            is_unfinished: true,
        };
        session.drop_marks();
        for _ in 0..ROUNDS {
            let found = find(&session);
            if !session.fix_round(&found) {
                session.is_unfinished = false;
                break;
            }
        }
        session
    }

    /// Returns the files that are not as they were, by path.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.changes.values()
    }

    /// Returns what was fixed, in the order of fix.
    #[must_use]
    pub fn fixes_made(&self) -> &[AppliedFix] {
        &self.fixed
    }

    /// Tells whether there may be more to fix: so many mistakes hid one another that looking again
    /// had to end.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.is_unfinished
    }

    /// Takes away the byte order marks, which no finding speaks of.
    fn drop_marks(&mut self) {
        let files: Vec<SourcePath> =
            self.world.files().iter().map(|entry| entry.path.clone()).filter(is_mendable).collect();
        for path in files {
            let Ok(bytes) = self.world.read(&path) else { continue };
            if bytes.starts_with("\u{feff}".as_bytes())
                && let Some(text) = source::recode_text(&bytes)
            {
                let message = say!(
                    "文件开头有看不见的字节顺序标记（BOM）"
                        | "the file begins with a byte order mark, which nobody sees"
                );
                self.fixed.push(AppliedFix {
                    finding: Diagnostic::warning("encoding", &path, message),
                    place: None,
                });
                self.put_text(&path, bytes, text);
            }
        }
    }

    /// Fixes what is safe among `found`; tells whether anything changed.
    fn fix_round(&mut self, found: &[Diagnostic]) -> bool {
        let mut by_file: BTreeMap<&SourcePath, Vec<(&Diagnostic, &Fix)>> = BTreeMap::new();
        for finding in found {
            if let (Some(file), Some(fix)) = (&finding.file, &finding.fix)
                && fix.safe
                && is_mendable(file)
            {
                by_file.entry(file).or_default().push((finding, fix));
            }
        }
        // What other files are read against comes first: with it fixed, other things are found in
        // them.
        let site = by_file.keys().find(|file| is_site(file)).copied();
        if let Some(site) = site {
            by_file.retain(|file, _| *file == site);
            if self.fix_file(site, &by_file[site]) {
                return true;
            }
        }
        let mut changed = false;
        for (file, fixes) in by_file {
            changed |= self.fix_file(file, &fixes);
        }
        changed
    }

    fn fix_file(&mut self, file: &SourcePath, found: &[(&Diagnostic, &Fix)]) -> bool {
        let Ok(bytes) = self.read(file) else { return false };
        let Some(text) = source::recode_text(&bytes) else { return false };
        // What may be in another encoding still stays as it is, whatever else could be fixed in it.
        if std::str::from_utf8(&bytes).is_err() && !found.iter().any(|(_, fix)| is_recoding(fix)) {
            return false;
        }
        let fixes: Vec<&Fix> = found.iter().map(|(_, fix)| *fix).collect();
        let (after, applied) = apply_fixes(&text, &fixes);
        if after.as_bytes() == bytes {
            return false;
        }
        let lines = Lines::new(text);
        for number in applied {
            let finding = found[number].0.clone();
            let place = finding.span.map(|span| lines.place_at(span.start as usize));
            self.fixed.push(AppliedFix { finding, place });
        }
        self.put_text(file, bytes, after);
        true
    }

    fn put_text(&mut self, path: &SourcePath, before: Vec<u8>, after: String) {
        self.clock += 1;
        if let Ok(at) = self.entries.binary_search_by(|entry| entry.path.cmp(path)) {
            self.entries[at].stamp = self.clock;
        }
        let change = self.changes.entry(path.clone()).or_insert_with(|| Change {
            path: path.clone(),
            before,
            after: String::new(),
        });
        change.after = after;
    }
}

impl World for FixSession<'_> {
    fn files(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        match self.changes.get(path) {
            Some(change) => Ok(change.after.clone().into_bytes()),
            None => self.world.read(path),
        }
    }

    fn problems(&self) -> &[Diagnostic] {
        self.world.problems()
    }

    fn others(&self) -> &[String] {
        self.world.others()
    }

    fn published(&self) -> Option<&dyn PublishedSite> {
        self.world.published()
    }
}

/// Tells whether a fix replaces nothing: the file is only written in UTF-8.
fn is_recoding(fix: &Fix) -> bool {
    fix.span.byte_range().is_empty() && fix.replacement.is_empty()
}

/// Tells whether a file is one that editors write, and may be fixed: Markdown below `content/`,
/// texts in `i18n/`, and `site.yaml`.
#[must_use]
pub fn is_mendable(file: &SourcePath) -> bool {
    let is_in =
        |folder, ending| file.as_str().starts_with(folder) && file.as_str().ends_with(ending);
    is_site(file) || is_in("content/", ".md") || is_in("i18n/", ".yaml")
}

fn is_site(file: &SourcePath) -> bool {
    file.as_str() == "site.yaml"
}

/// Returns how many of `found` would be fixed at once.
#[must_use]
pub fn count_safe_fixes(found: &[Diagnostic]) -> usize {
    let fixable = |finding: &&Diagnostic| finding.file.as_ref().is_some_and(is_mendable);
    found
        .iter()
        .filter(fixable)
        .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe))
        .count()
}

#[cfg(test)]
mod tests;
