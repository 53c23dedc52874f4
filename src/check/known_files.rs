//! The files that a link can lead to, by folder and by name: a site of nothing but dead links asks
//! for as many as it has.

use rustc_hash::FxHashMap;

use super::Scope;
use crate::foundation::nearest::Names;
use crate::foundation::path::SourcePath;

/// The files of one edition.
pub(super) struct KnownFiles<'a> {
    /// The names of the files in each folder.
    folders: FxHashMap<&'a str, Names<'a>>,
    /// The files of each folder by their names without capitals and ending.
    by_letters: FxHashMap<(&'a str, String), &'a str>,
    /// The one file below `content/` that has a name; `None` where there are several.
    named: FxHashMap<&'a str, Option<&'a SourcePath>>,
}

impl<'a> KnownFiles<'a> {
    pub(super) fn new(scope: &Scope<'a>) -> Self {
        let mut folders: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut named: FxHashMap<&str, Option<&SourcePath>> = FxHashMap::default();
        for file in scope.links.files() {
            let (folder, name) = parts(file.as_str());
            folders.entry(folder).or_default().push(name);
            if file.as_str().starts_with("content/") {
                named.entry(name).and_modify(|one| *one = None).or_insert(Some(file));
            }
        }
        // A file that no text names is not published, and may be the one that was meant.
        let unnamed = scope.world.files().iter().map(|entry| &entry.path);
        for file in unnamed.filter(|file| {
            let path = file.as_str();
            path.starts_with("content/")
                && !path.ends_with(".md")
                && scope.links.find_file(file).is_none()
        }) {
            let (folder, name) = parts(file.as_str());
            folders.entry(folder).or_default().push(name);
            named.entry(name).and_modify(|one| *one = None).or_insert(Some(file));
        }
        let by_letters = folders.iter().flat_map(|(folder, names)| {
            names.iter().map(|name| ((*folder, fold_name(name)), *name))
        });
        let by_letters = by_letters.collect();
        let folders =
            folders.into_iter().map(|(folder, names)| (folder, Names::new(names))).collect();
        Self { folders, by_letters, named }
    }

    /// Returns the only file below `content/` that is called `name`.
    pub(super) fn only(&self, name: &str) -> Option<&'a SourcePath> {
        self.named.get(name).copied().flatten()
    }

    /// Tells whether any file below `content/` is called `name`.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// Returns the name in the folder of `path` that was probably meant by it, where `may_be` says
    /// that it may.
    pub(super) fn near(&self, path: &str, may_be: impl Fn(&SourcePath) -> bool) -> Option<&'a str> {
        let (folder, name) = parts(path);
        let path_of = |name: &str| match folder {
            "" => SourcePath::new(name),
            folder => SourcePath::new(&format!("{folder}/{name}")),
        };
        let alike = self.by_letters.get(&(folder, fold_name(name))).copied();
        let alike = alike.filter(|alike| *alike != name && may_be(&path_of(alike)));
        alike.or_else(|| self.folders.get(folder)?.nearest_of(name, |name| may_be(&path_of(name))))
    }
}

/// A name without what is most often written otherwise: capitals, and which kind of picture it is.
fn fold_name(name: &str) -> String {
    let lower = name.to_lowercase();
    match lower.rsplit_once('.') {
        Some((stem, "jpg" | "jpeg" | "png" | "webp" | "gif" | "bmp")) => format!("{stem}.*"),
        _ => lower,
    }
}

/// Parts a path into folder and name.
fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
