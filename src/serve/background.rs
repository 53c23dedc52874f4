//! Rendering all that nobody asked for yet, to find what templates do wrong.

use std::collections::HashSet;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashSet};
use tokio::runtime::Handle;
use tokio::sync::watch;

use super::App;
use super::findings::Findings;
use super::site::Page;
use super::snapshot::{PreviewState, Snapshot};
use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::hash::Hash;
use crate::pipeline::merge_failures;
use crate::render::job::Job;

/// Endings of outputs that no template makes and that take long: the index of the search, archives.
const UNCHECKED: [&str; 2] = [".bin", ".zip"];
/// How many outputs that failed before are tried first.
const RETRIED: usize = 32;

/// Renders every snapshot's outputs, until nobody shows any more. Keeps no output: those that are
/// asked for are kept elsewhere.
pub(super) fn check_snapshots(app: &App, shown: &watch::Sender<PreviewState>, runtime: &Handle) {
    yield_to_others();
    let mut checker = Checker { app, shown, proven: HashSet::default(), failed: Vec::new() };
    let mut changes = shown.subscribe();
    loop {
        let now = changes.borrow_and_update().clone();
        if !now.is_checked && !now.snapshot.is_ahead() {
            checker.render_pass(&now);
        }
        if runtime.block_on(changes.changed()).is_err() {
            return;
        }
    }
}

/// Lets threads that somebody waits for go first.
fn yield_to_others() {
    // Elsewhere the whole process would be meant.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
}

struct Checker<'a> {
    app: &'a App,
    shown: &'a watch::Sender<PreviewState>,
    /// The keys of outputs that rendered without a mistake.
    proven: FxHashSet<Hash>,
    /// The paths of outputs that did not.
    failed: Vec<String>,
}

impl Checker<'_> {
    /// Renders what was not rendered yet, unless something newer is shown meanwhile.
    fn render_pass(&mut self, now: &PreviewState) {
        let snapshot = &now.snapshot;
        let planned = snapshot.site.planned();
        let mut failures = Vec::new();
        let mut failed = Vec::new();
        // What the editor looks at, and what was wrong last time, is what there is to learn about
        // first.
        let first: Vec<String> = self
            .app
            .cache
            .recent_paths()
            .into_iter()
            .chain(self.failed.iter().take(RETRIED).cloned())
            .collect();
        let first: Vec<Page> =
            first.iter().filter_map(|path| Page::find_page(&snapshot.site, path)).collect();
        let rest =
            planned.jobs().filter_map(|job| Page::find_page(&snapshot.site, job.path.as_str()));
        let lead = first.len();
        for (number, page) in first.into_iter().chain(rest).enumerate() {
            if self.shown.borrow().snapshot.build != snapshot.build {
                return;
            }
            if number == lead && failures.is_empty() && !now.failures.is_empty() {
                self.publish_failures(snapshot, &[], false);
            }
            // A copy is right when it can be read, which planning has done.
            let is_sure =
                page.is_copy() || UNCHECKED.iter().any(|ending| page.path().ends_with(ending));
            if is_sure || self.proven.contains(&page.key()) {
                continue;
            }
            self.app.counter.count_checked();
            match page.render(&self.app.reader) {
                Ok(_) => {
                    self.proven.insert(page.key());
                }
                Err(failure) => {
                    failures.push(*failure);
                    failed.push(page.path().to_owned());
                    if failures.len() == 1 {
                        self.publish_failures(snapshot, &failures, false);
                    }
                }
            }
        }
        self.failed = failed;
        self.proven = planned
            .jobs()
            .map(Job::key)
            .filter(|key| self.proven.contains(key))
            .collect::<HashSet<_, FxBuildHasher>>();
        self.publish_failures(snapshot, &failures, true);
    }

    /// Shows `failures`, unless something newer is shown.
    fn publish_failures(
        &self,
        snapshot: &Arc<Snapshot>,
        failures: &[Diagnostic],
        is_checked: bool,
    ) {
        let mut failures = failures.to_vec();
        merge_failures(&mut failures);
        let before = self.shown.borrow().clone();
        let findings = (*before.failures != failures).then(|| {
            Arc::new(Findings::new(
                &snapshot.diagnostics,
                &failures,
                &snapshot.drafts,
                &self.app.reader,
                before.findings.speech,
            ))
        });
        self.shown.send_if_modified(|shown| {
            if shown.snapshot.build != snapshot.build {
                return false;
            }
            if let Some(findings) = findings {
                (shown.failures, shown.findings) = (Arc::new(failures), findings);
            }
            shown.is_checked = is_checked;
            true
        });
    }
}
