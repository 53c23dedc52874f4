//! Walking the inputs: every file is either listed or reported, none is dropped in silence.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::odd_entry::{odd_kind, odd_name, report_link, report_unreadable_entry};
use super::unread::find_unread;

use crate::foundation::diagnostic::{Diagnostic, Text, join_names};
use crate::foundation::leftover::{file_of_placeholder, is_leftover, placeholder_of};
use crate::foundation::path::SourcePath;
use crate::foundation::source;
use crate::io::inputs;
use crate::io::inputs::SITE;
use crate::say;
use crate::text::copy_name::{Mark, find_originals};

/// What stands at and below one path.
#[derive(Debug, Default)]
pub(super) struct FoundFiles {
    /// The files, in no particular order.
    pub(super) files: Vec<SourcePath>,
    /// What is there and cannot be an input.
    pub(super) problems: Vec<Diagnostic>,
    /// What stands in the root beside the inputs, sorted.
    pub(super) others: Vec<String>,
}

impl FoundFiles {
    /// Returns all inputs under `root`.
    pub(super) fn find_all(root: &Path) -> Self {
        let mut found = Self::default();
        for top in inputs::FOLDERS.iter().chain([&SITE]) {
            found.look_below(root, Path::new(top));
        }
        found.problems.extend(find_unread(root));
        found.others = list_others(root);
        found.problems.extend(copy_of_site(&found.others));
        found
    }

    /// Adds what stands at and below `scope`, a path under `root`; nothing when there is nothing.
    pub(super) fn look_below(&mut self, root: &Path, scope: &Path) {
        let start = root.join(scope);
        self.problems.extend(away_at(root, &start).map(|file| source::not_downloaded(&file)));
        let mut walk =
            WalkDir::new(&start).follow_root_links(false).into_iter().filter_entry(|entry| {
                // A placeholder is a file.
                let is_ignored =
                    if entry.file_type().is_dir() { is_leftover } else { inputs::is_ignored };
                !entry.file_name().to_str().is_some_and(is_ignored)
            });
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) => match sort_entry(root, &entry) {
                    EntryKind::File(path) => self.files.push(path),
                    EntryKind::Folder | EntryKind::Nothing => {}
                    EntryKind::Problem(problem) => {
                        self.problems.push(*problem);
                        if entry.file_type().is_dir() {
                            walk.skip_current_dir();
                        }
                    }
                },
                Err(error) => {
                    let path = source_path(root, error.path().unwrap_or(&start));
                    match error.io_error() {
                        // It was removed while we looked, which is as good as before.
                        Some(error) if error.kind() == io::ErrorKind::NotFound => {}
                        Some(error) => self.problems.push(report_unreadable_entry(&path, error)),
                        None => self
                            .problems
                            .push(report_unreadable_entry(&path, &io::Error::other(error))),
                    }
                }
            }
        }
    }
}

/// Lists what stands in the root beside the inputs.
fn list_others(root: &Path) -> Vec<String> {
    let entries = root.read_dir().into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !inputs::is_top(name)).collect();
    names.sort_unstable();
    names
}

/// Says that copies of the settings stand beside them: which of them holds what was changed last,
/// people must tell.
fn copy_of_site(others: &[String]) -> Option<Diagnostic> {
    let is_copy = |name: &str| {
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
        let originals = stem.map(find_originals).unwrap_or_default();
        originals.iter().any(|(original, mark)| original == "site" && *mark != Mark::Other)
    };
    let copies: Vec<&str> =
        others.iter().map(String::as_str).filter(|name| is_copy(name)).collect();
    if copies.is_empty() {
        return None;
    }
    let Text { zh, en } = join_names(copies);
    let finding = Diagnostic::warning(
        "conflict-copy",
        &SourcePath::new(SITE),
        say!(
            "site.yaml 旁边有像是网盘冲突副本的 {zh}，没有读取"
                | "beside site.yaml stands {en}, as conflict copies of a sync tool \
                   do; it is not read"
        ),
    );
    Some(finding.with_hint(say!(
        "请比较后只留 site.yaml，把需要的改动并进去"
            | "compare them, bring what is wanted into site.yaml, and keep that alone"
    )))
}

/// What one name on the disk is to a publication.
enum EntryKind {
    File(SourcePath),
    Folder,
    /// Nothing to tell of.
    Nothing,
    Problem(Box<Diagnostic>),
}

fn sort_entry(root: &Path, entry: &DirEntry) -> EntryKind {
    let kind = entry.file_type();
    let path = source_path(root, entry.path());
    let is_top = !path.as_str().contains('/');
    if entry.file_name().to_str().is_none() {
        EntryKind::Problem(Box::new(odd_name(&path)))
    } else if file_of_placeholder(entry.file_name().to_str().unwrap_or_default()).is_some() {
        if kind.is_file() { cloud_placeholder(root, entry.path()) } else { EntryKind::Nothing }
    } else if kind.is_symlink() {
        EntryKind::Problem(Box::new(report_link(&path)))
    } else if kind.is_dir() && path.as_str() != SITE {
        EntryKind::Folder
    } else if kind.is_file() && (!is_top || path.as_str() == SITE) {
        EntryKind::File(path)
    } else {
        EntryKind::Problem(Box::new(odd_kind(&path)))
    }
}

/// Says that the file of the placeholder at `path` is still in the cloud, unless it has come
/// meanwhile.
fn cloud_placeholder(root: &Path, path: &Path) -> EntryKind {
    let name = path.file_name().and_then(OsStr::to_str).and_then(file_of_placeholder);
    match name.and_then(|name| away_at(root, &path.with_file_name(name))) {
        Some(file) => EntryKind::Problem(Box::new(source::not_downloaded(&file))),
        None => EntryKind::Nothing,
    }
}

/// Returns the file that should stand at `path`, when there is only its placeholder.
fn away_at(root: &Path, path: &Path) -> Option<SourcePath> {
    let name = path.file_name()?.to_str()?;
    let is_file = |path: &Path| path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    let is_away =
        path.symlink_metadata().is_err() && is_file(&path.with_file_name(placeholder_of(name)));
    is_away.then(|| source_path(root, path))
}

/// Returns `path` as seen from `root`. Bytes that are not UTF-8 are replaced, which is good enough
/// for a message.
fn source_path(root: &Path, path: &Path) -> SourcePath {
    SourcePath::new(&path.strip_prefix(root).unwrap_or(path).to_string_lossy())
}

/// Returns the part of a path under the root that a change of it calls to look at again, and the
/// same as text; `None` when no input can stand there.
///
/// That is the path itself, unless something above it is no folder (any more): then all below is
/// gone, and what stands there instead is the news.
pub(super) fn change_scope(root: &Path, path: &Path) -> Option<(PathBuf, SourcePath)> {
    let mut scope = PathBuf::new();
    let mut names = path.components().peekable();
    while let Some(name) = names.next() {
        let Component::Normal(name) = name else { return None };
        if !is_input(name, scope.as_os_str().is_empty()) {
            return None;
        }
        let is_last = names.peek().is_none();
        // What happens to a placeholder is news of its file.
        match name.to_str().and_then(file_of_placeholder) {
            Some(_) if !is_last => return None,
            Some(file) => scope.push(file),
            None => scope.push(name),
        }
        if is_last || name.to_str().is_none() || !is_folder(&root.join(&scope)) {
            break;
        }
    }
    let text = SourcePath::new(&scope.to_string_lossy());
    (!text.as_str().is_empty()).then_some((scope, text))
}

fn is_input(name: &OsStr, is_top: bool) -> bool {
    // A name that is not UTF-8 belongs, so that it is reported.
    name.to_str().map_or(!is_top, |name| {
        if is_top { inputs::is_top(name) } else { !inputs::is_ignored(name) }
    })
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}
