//! What the site answers, for what templates name.

use rustc_hash::FxHashSet;

use crate::check::Scope;
use crate::foundation::path::{SitePath, SourcePath};

/// The addresses that the site answers.
pub(super) struct Outputs<'a> {
    paths: FxHashSet<&'a str>,
    /// The names of the files.
    names: FxHashSet<&'a str>,
}

impl<'a> Outputs<'a> {
    pub(super) fn new(scope: &Scope<'a>) -> Self {
        let paths: FxHashSet<&str> = scope.jobs.iter().map(|job| job.path.as_str()).collect();
        let names = paths.iter().map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
        Self { paths, names }
    }

    /// Tells whether a path leads to nothing, wherever the page stands that names it.
    pub(super) fn lacks(&self, scope: &Scope<'_>, path: &str) -> bool {
        if path.starts_with('/') {
            // What stands outside of the folder of the site is another's, where the site has no
            // such address either.
            let below = path.strip_prefix(scope.site.base.path_prefix());
            return below.is_some_and(|below| {
                (below.is_empty() || below.starts_with('/'))
                    && !self.has_address(below)
                    && !is_broken(scope, below)
            });
        }
        // Another page names another address so; the name of the file is the same.
        let name = path.rsplit('/').next().unwrap_or_default();
        name.trim_matches('.').contains('.') && !self.names.contains(name)
    }

    /// Tells whether a path leaves the folder of the site, which has just this address in it. The
    /// root of the host is mostly meant.
    pub(super) fn has_below(&self, scope: &Scope<'_>, path: &str) -> bool {
        let prefix = scope.site.base.path_prefix();
        let below = path.strip_prefix(prefix);
        let is_below = below.is_some_and(|below| below.is_empty() || below.starts_with('/'));
        path.starts_with('/') && path != "/" && !is_below && self.has_address(path)
    }

    pub(super) fn has_address(&self, path: &str) -> bool {
        let has = |path: &str| {
            SitePath::new(path).out_path().is_ok_and(|path| self.paths.contains(path.as_str()))
        };
        has(path) || has(&format!("{path}/"))
    }
}

/// Tells whether the page at `path` is missing since its file has a mistake, which is told.
pub(super) fn is_broken(scope: &Scope<'_>, path: &str) -> bool {
    let path = path.trim_matches('/');
    let files = [
        format!("content/{path}"),
        format!("content/{path}.md"),
        format!("content/{path}/index.md"),
    ];
    files.iter().any(|file| scope.broken.contains(&SourcePath::new(file)))
}
