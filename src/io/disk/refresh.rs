//! Learning what changed on the disk. Paths are hints; only other bytes are a change.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Mutex;

use super::known::Known;
use super::walk::{self, FoundFiles};
use super::{DiskWorld, FileContent, RefreshSummary};
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::path::SourcePath;
use crate::foundation::world::Entry;

impl DiskWorld {
    /// Looks again at `changed`, absolute or relative to the root: files are read, folders are
    /// listed, and what is below them is read where its metadata differ. Paths that are no inputs
    /// cost nothing.
    ///
    /// A stamp changes only when the bytes are not those that were read before.
    pub fn refresh(&mut self, changed: &[PathBuf]) -> RefreshSummary {
        let mut scopes = BTreeMap::new();
        for path in changed {
            let path = path.strip_prefix(&self.root).unwrap_or(path);
            if path.as_os_str().is_empty() {
                return self.rescan();
            }
            if let Some((path, text)) = walk::change_scope(&self.root, path) {
                scopes.insert(text, path);
            }
        }
        let mut pass = self.begin_pass();
        for (text, path) in scopes {
            // A batch names a new folder and the files in it, which were listed with the folder.
            if self
                .entries
                .binary_search_by(|entry| entry.path.cmp(&text))
                .is_ok_and(|index| self.entries[index].stamp == pass.stamp)
            {
                continue;
            }
            let mut found = FoundFiles::default();
            found.look_below(&self.root, &path);
            found.files.sort_unstable();
            pass.replace_problems(|file| is_within(file, text.as_str()), found.problems);
            // In byte order `a.md` stands between `a` and `a/b`, so that a path and what is below
            // it are two ranges.
            let below = format!("{text}/");
            let is_file = found.files.first() == Some(&text);
            let (at, under): (&[SourcePath], &[SourcePath]) =
                if is_file { (&found.files, &[]) } else { (&[], &found.files) };
            let start = self.entries.partition_point(|entry| entry.path < text);
            let end = start
                + usize::from(self.entries.get(start).is_some_and(|entry| entry.path == text));
            self.reconcile_range(start..end, at, Look::Read, &mut pass);
            let start = self.entries.partition_point(|entry| entry.path.as_str() < below.as_str());
            let end = start
                + self.entries[start..]
                    .partition_point(|entry| entry.path.as_str().starts_with(&below));
            self.reconcile_range(start..end, under, Look::Compare, &mut pass);
        }
        self.end_pass(pass)
    }

    /// Looks again at everything: all folders are listed, and files are read where their metadata
    /// differ.
    ///
    /// Where another folder stands in the place of the one that was opened, that one is read from
    /// now on.
    pub fn rescan(&mut self) -> RefreshSummary {
        self.folder.follow(&self.root);
        let mut pass = self.begin_pass();
        let FoundFiles { mut files, problems, others } = FoundFiles::find_all(&self.root);
        files.sort_unstable();
        self.others = others;
        pass.replace_problems(|_| true, problems);
        self.reconcile_range(0..self.entries.len(), &files, Look::Compare, &mut pass);
        self.end_pass(pass)
    }

    fn begin_pass(&self) -> Pass {
        Pass { stamp: self.clock + 1, changed: Vec::new(), problems: self.problems.clone() }
    }

    fn end_pass(&mut self, mut pass: Pass) -> RefreshSummary {
        pass.changed.sort_unstable();
        pass.changed.dedup();
        if !pass.changed.is_empty() {
            self.clock = pass.stamp;
        }
        pass.problems.sort_by(|a, b| a.file.cmp(&b.file));
        let problems_changed = pass.problems != self.problems;
        self.problems = pass.problems;
        RefreshSummary { changed: pass.changed, problems_changed }
    }

    /// Makes `range` of the entries list `found`, which is sorted, and looks at the files that
    /// stay.
    fn reconcile_range(
        &mut self,
        range: Range<usize>,
        found: &[SourcePath],
        look: Look,
        pass: &mut Pass,
    ) {
        let (start, end) = (range.start, range.start + found.len());
        let old = &self.entries[range.clone()];
        if old.len() != found.len()
            || old.iter().zip(found).any(|(entry, path)| entry.path != *path)
        {
            let listed = self.list_again(range.clone(), found, pass);
            self.entries.splice(range, listed);
        }
        for index in start..end {
            let Entry { path, stamp } = &self.entries[index];
            // What was listed first in this pass was read by nobody yet.
            if *stamp == pass.stamp || !self.has_changed(path, look) {
                continue;
            }
            if let Some(mut known) = self.known_state(path) {
                *known = Known::Unread;
            }
            pass.changed.push(path.clone());
            self.entries[index].stamp = pass.stamp;
        }
    }

    /// Returns the entries for `found`: with their stamp where `range` has them already, else with
    /// a new one.
    fn list_again(
        &mut self,
        range: Range<usize>,
        found: &[SourcePath],
        pass: &mut Pass,
    ) -> Vec<Entry> {
        let mut old = self.entries[range].iter().peekable();
        let mut listed = Vec::with_capacity(found.len());
        for path in found {
            while let Some(gone) = old.next_if(|entry| entry.path < *path) {
                self.known.remove(&gone.path);
                pass.changed.push(gone.path.clone());
            }
            listed.push(old.next_if(|entry| entry.path == *path).cloned().unwrap_or_else(|| {
                self.known.insert(path.clone(), Mutex::default());
                pass.changed.push(path.clone());
                Entry { path: path.clone(), stamp: pass.stamp }
            }));
        }
        for gone in old {
            self.known.remove(&gone.path);
            pass.changed.push(gone.path.clone());
        }
        listed
    }

    /// Tells whether a file no longer holds what was read at its present stamp.
    fn has_changed(&self, path: &SourcePath, look: Look) -> bool {
        let Some(known) = self.known_state(path).map(|known| *known) else { return true };
        if look == Look::Compare {
            match self.root.join(path.as_str()).symlink_metadata() {
                Ok(metadata) if known.is_proved_by(&metadata) => return false,
                Ok(_) => {}
                Err(_) => return true,
            }
        }
        match (known, self.load_file(path)) {
            (Known::Read { hash: before, .. }, Ok(FileContent { hash, hint, .. }))
                if hash == before =>
            {
                if let Some(mut known) = self.known_state(path) {
                    known.note_read(hash, hint);
                }
                false
            }
            _ => true,
        }
    }
}

/// How closely to look at a file that was known before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// It was named as changed: read it.
    Read,
    /// Read it when its metadata differ.
    Compare,
}

/// What one look gathers.
struct Pass {
    /// The stamp of everything that is found to have changed.
    stamp: u64,
    changed: Vec<SourcePath>,
    problems: Vec<Diagnostic>,
}

impl Pass {
    /// Puts `found` in the place of the problems of those files that `is_theirs` says.
    fn replace_problems(&mut self, is_theirs: impl Fn(&str) -> bool, found: Vec<Diagnostic>) {
        self.problems
            .retain(|problem| !problem.file.as_ref().is_some_and(|file| is_theirs(file.as_str())));
        self.problems.extend(found);
    }
}

/// Tells whether `path` is `scope` or stands below it.
fn is_within(path: &str, scope: &str) -> bool {
    path.strip_prefix(scope).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
