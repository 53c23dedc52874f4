//! Telling the terminal what happens.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;

use super::App;
use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Speech, Text};
use crate::path::SourcePath;
use crate::world::World;

/// Is told what happens while a preview runs.
pub trait Listener: Send + Sync {
    /// Returns the language to speak; `chinese` says whether the publication is in Chinese.
    fn speech(&self, chinese: bool) -> Speech;
    /// The preview answers at `url`, and has this many cases.
    fn ready(&self, url: &str, cases: usize, speech: Speech);
    /// A change is shown.
    fn rebuilt(&self, rebuilt: &Rebuilt<'_>, speech: Speech);
    /// Something else is wrong than before, or nothing any more: what is `fresh`, and `all`.
    fn found(&self, fresh: &[Diagnostic], all: &[Diagnostic], world: &dyn World, speech: Speech);
    /// There is something that the user should know.
    fn notice(&self, text: &Text, speech: Speech);
}

/// What a change came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt<'a> {
    /// The files that changed.
    pub changed: &'a [SourcePath],
    /// How many outputs there are.
    pub outputs: usize,
    /// How many of them show something else than before.
    pub different: usize,
    /// How long it took until the change was shown, from the first look at the files.
    pub took: Duration,
}

/// Tells `listener` everything until the preview ends.
pub(super) fn narrate(app: &App, origin: &str, listener: &dyn Listener, runtime: &Handle) {
    let mut shown = app.shown.clone();
    let mut told = shown.borrow_and_update().clone();
    let site = &told.snapshot.site;
    listener.ready(&format!("{origin}{}/", site.prefix()), site.planned().cases(), told.findings.speech);
    let all = &told.findings.diagnostics;
    if !all.is_empty() {
        listener.found(all, all, &app.reader, told.findings.speech);
    }
    while runtime.block_on(shown.changed()).is_ok() {
        let now = shown.borrow_and_update().clone();
        if now.snapshot.is_ahead() {
            continue;
        }
        let (snapshot, speech) = (&now.snapshot, now.findings.speech);
        if snapshot.build != told.snapshot.build {
            let outputs = snapshot.site.planned().jobs().count();
            let different = count_different(&told.snapshot, snapshot);
            listener.rebuilt(&Rebuilt { changed: &snapshot.changed, outputs, different, took: snapshot.took }, speech);
        }
        let (before, after) = (&told.findings.diagnostics, &now.findings.diagnostics);
        if before != after {
            let fresh: Vec<_> = after.iter().filter(|found| !before.contains(found)).cloned().collect();
            listener.found(&fresh, after, &app.reader, speech);
        }
        told = now;
    }
}

/// Counts the outputs of `now` that are new or show something else than in `before`.
fn count_different(before: &Snapshot, now: &Snapshot) -> usize {
    if Arc::ptr_eq(&before.site, &now.site) {
        return 0;
    }
    let key_before = |path: &str| before.site.index_of(path).and_then(|index| before.site.planned().job(index)).map(|job| job.key);
    now.site.planned().jobs().filter(|job| key_before(job.path.as_str()) != Some(job.key)).count()
}
