//! What is shown at one moment: immutable, and swapped whole.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cost::Cost;
use super::findings::Findings;
use super::site::{Lookup, Page, Site, look_up};
use crate::content::drafts::Drafts;
use crate::foundation::diagnostic::{Diagnostic, Severity};
use crate::foundation::hash::Hash;
use crate::foundation::path::{OutPath, SourcePath};
use crate::publication::config;

/// All that requests see. Cloning it costs a few counters.
#[derive(Clone)]
pub(super) struct PreviewState {
    pub(super) snapshot: Arc<Snapshot>,
    /// What templates did wrong when the snapshot's outputs were rendered, as far as that is known;
    /// until it is, what they did wrong the last time.
    pub(super) failures: Arc<Vec<Diagnostic>>,
    /// Whether all outputs were rendered once.
    pub(super) is_checked: bool,
    /// The findings of the plan and the failures, put into words.
    pub(super) findings: Arc<Findings>,
}

impl PreviewState {
    /// Returns the site when all of it has been rendered without a mistake, else the last one that
    /// was. Before there is any, the present one is the best there is.
    fn good_site(&self) -> Arc<Site> {
        let is_good = self.is_checked && self.failures.is_empty();
        let older = self.snapshot.good.as_ref().filter(|_| !is_good);
        Arc::clone(older.unwrap_or(&self.snapshot.site))
    }
}

/// The site after one change.
pub(super) struct Snapshot {
    /// Counts the snapshots of this run.
    pub(super) build: u64,
    pub(super) site: Arc<Site>,
    /// Whether what all pages share could be read when `site` was planned.
    is_sound: bool,
    /// Outputs that are gone only because of a mistake, as they were last.
    kept: FxHashMap<OutPath, Page>,
    /// Whether `site` is an older one, since what all pages share cannot be read.
    is_held: bool,
    /// The pages of cases that have changed since `site` was planned, while the next site is being
    /// planned.
    fast_pages: Vec<Page>,
    /// The last site that rendered without a mistake.
    good: Option<Arc<Site>>,
    /// What planning found. When `site` is an older one, this is about the present files all the
    /// same.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Which of the present files are drafts.
    pub(super) drafts: Arc<Drafts>,
    pub(super) marks: Marks,
    /// The files that changed.
    pub(super) changed: Vec<SourcePath>,
    /// What it cost to plan `site`; `None` for the first one.
    pub(super) cost: Option<Arc<Cost>>,
}

/// The builds in which something changed last that pages may show without it being in their key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Any stylesheet.
    pub(super) styles: u64,
    /// Pictures, scripts and other files that are published as they are.
    pub(super) files: u64,
    /// Anything that is no stylesheet.
    pub(super) others: u64,
}

impl Marks {
    fn after_change(mut self, build: u64, changed: &[SourcePath]) -> Self {
        let is_style = |path: &SourcePath| path.as_str().ends_with(".css");
        let is_file = |path: &SourcePath| {
            let path = path.as_str();
            let is_static = path.starts_with("static/")
                || (path.starts_with("themes/") && path.contains("/static/"));
            is_static || (path.starts_with("content/") && !path.ends_with(".md"))
        };
        if changed.iter().any(is_style) {
            self.styles = build;
        }
        if changed.iter().any(|path| is_file(path) && !is_style(path)) {
            self.files = build;
        }
        if changed.is_empty() || !changed.iter().all(is_style) {
            self.others = build;
        }
        self
    }
}

impl Snapshot {
    /// Shows the first site.
    pub(super) fn first_site(site: Arc<Site>) -> Self {
        Self {
            build: 1,
            is_sound: is_sound(&site),
            kept: FxHashMap::default(),
            is_held: false,
            fast_pages: Vec::new(),
            good: None,
            diagnostics: site.planned().diagnostics.clone(),
            drafts: Arc::clone(&site.planned().drafts),
            marks: Marks::default(),
            changed: Vec::new(),
            cost: None,
            site,
        }
    }

    /// Shows `page`, of the case in `file`, instead of its older state, and all else as it was.
    pub(super) fn with_page_ahead(previous: &PreviewState, page: Page, file: SourcePath) -> Self {
        let mut snapshot = Self::settled(previous);
        snapshot.fast_pages.clone_from(&previous.snapshot.fast_pages);
        snapshot.put_ahead(page);
        snapshot.changed = vec![file];
        snapshot.marks = snapshot.marks.after_change(snapshot.build, &snapshot.changed);
        snapshot
    }

    /// Shows the same as before, without pages that are ahead.
    pub(super) fn settled(previous: &PreviewState) -> Self {
        let before = &previous.snapshot;
        Self {
            build: before.build + 1,
            site: Arc::clone(&before.site),
            is_sound: before.is_sound,
            kept: before.kept.clone(),
            is_held: before.is_held,
            fast_pages: Vec::new(),
            good: Some(previous.good_site()),
            diagnostics: before.diagnostics.clone(),
            drafts: Arc::clone(&before.drafts),
            marks: before.marks,
            changed: before.changed.clone(),
            cost: before.cost.clone(),
        }
    }

    /// Shows `site`, and what is missing from it by mistake as it was last.
    pub(super) fn after_change(
        previous: &PreviewState,
        site: Arc<Site>,
        changed: Vec<SourcePath>,
    ) -> Self {
        let before = &previous.snapshot;
        let build = before.build + 1;
        let diagnostics = site.planned().diagnostics.clone();
        let drafts = Arc::clone(&site.planned().drafts);
        let is_sound = is_sound(&site);
        // Without its theme or its settings every page would be wrong at once: the whole site stays
        // as it was.
        let is_held = !is_sound && before.is_sound;
        let (site, kept) = if is_held {
            (Arc::clone(&before.site), before.kept.clone())
        } else {
            let kept = kept_after(before, &site);
            (site, kept)
        };
        let marks = before.marks.after_change(build, &changed);
        let good = Some(previous.good_site());
        let is_sound = is_sound || is_held;
        Self {
            build,
            site,
            is_sound,
            kept,
            is_held,
            fast_pages: Vec::new(),
            good,
            diagnostics,
            drafts,
            marks,
            changed,
            cost: None,
        }
    }

    /// Shows `page` instead of its older state.
    pub(super) fn put_ahead(&mut self, page: Page) {
        self.fast_pages.retain(|older| older.path() != page.path());
        self.fast_pages.push(page);
    }

    /// Tells whether the next snapshot, of the same files, is being planned.
    pub(super) fn is_ahead(&self) -> bool {
        !self.fast_pages.is_empty()
    }

    /// Tells whether an older site is shown because of a mistake in what all pages share.
    pub(super) fn is_held(&self) -> bool {
        self.is_held
    }

    /// Looks up an address, decoded, from `/`.
    pub(super) fn find_address(&self, address: &str) -> Lookup {
        look_up(self.site.prefix(), address, |path| self.find_path(path))
    }

    /// Returns what is shown at a path under the output.
    pub(super) fn find_path(&self, path: &str) -> Option<Page> {
        let ahead = self.fast_pages.iter().find(|page| page.path() == path).cloned();
        ahead.or_else(|| Page::find_page(&self.site, path)).or_else(|| self.kept.get(path).cloned())
    }

    /// Returns the page for what does not exist.
    pub(super) fn not_found(&self) -> Option<Page> {
        Page::find_page(&self.site, "404.html")
    }

    /// Returns `page` as it was when its site rendered without a mistake.
    pub(super) fn last_good(&self, page: &Page) -> Option<Page> {
        let good = self.good.as_ref().filter(|good| !Arc::ptr_eq(good, &page.site))?;
        Page::find_page(good, page.path())
    }

    /// Returns the hash of all that is shown at an address.
    pub(super) fn key_of(&self, address: &str) -> Hash {
        match self.find_address(address) {
            Lookup::Page(page) => page.key(),
            Lookup::Moved(to) => Hash::of_bytes(to.as_bytes()),
            Lookup::Missing => self.not_found().map_or_else(Hash::default, |page| page.key()),
        }
    }
}

/// Tells whether what all pages share could be read.
fn is_sound(site: &Site) -> bool {
    let is_shared = |path: &str| {
        path == config::FILE
            || ["themes/", "templates/", "data/"].iter().any(|folder| path.starts_with(folder))
    };
    let planned = site.planned();
    let broken = planned.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    planned.base().is_some()
        && !broken.filter_map(|found| found.file.as_ref()).any(|file| is_shared(file.as_str()))
}

/// Returns the outputs that were there before and are gone from `site` because a file that they
/// come from is broken. Of outputs that come from many files, all that are gone while any file is
/// broken.
fn kept_after(before: &Snapshot, site: &Arc<Site>) -> FxHashMap<OutPath, Page> {
    let planned = site.planned();
    let broken: FxHashSet<&SourcePath> = planned
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .filter_map(|found| found.file.as_ref())
        .collect();
    let mut kept = FxHashMap::default();
    if broken.is_empty() {
        return kept;
    }
    let mut keep =
        |path: &OutPath, origin: Option<&SourcePath>, page: &dyn Fn() -> Option<Page>| {
            if site.index_of(path.as_str()).is_none()
                && origin.is_none_or(|origin| broken.contains(origin))
            {
                kept.extend(page().map(|page| (path.clone(), page)));
            }
        };
    for (path, page) in &before.kept {
        keep(path, page.origin(), &|| Some(page.clone()));
    }
    if !site.has_table_of(&before.site) {
        for job in before.site.planned().jobs() {
            keep(&job.path, job.origin.as_ref(), &|| before.find_path(job.path.as_str()));
        }
    }
    kept
}
