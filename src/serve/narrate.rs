//! Telling the terminal what happens.

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;

use super::App;
use super::cost::{Cost, RenderCounts};
use super::snapshot::{PreviewState, Snapshot};
use crate::foundation::diagnostic::{Diagnostic, Speech, Text};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::io::stopwatch::Lap;
use crate::render::job::Job;

/// Receives what happens while a preview runs.
pub trait Listener: Send + Sync {
    /// Returns the language to speak; `chinese` says whether the publication is in Chinese.
    fn speech(&self, chinese: bool) -> Speech;
    /// The preview answers at `url`, and has this many cases.
    fn ready(&self, url: &str, cases: usize, speech: Speech);
    /// A change is shown.
    fn rebuilt(&self, rebuilt: &RebuildSummary<'_>, speech: Speech);
    /// All outputs of a change were checked, or the next change came first.
    fn finished(&self, rebuilt: &RebuildSummary<'_>, rendering: &Rendering, speech: Speech);
    /// Something else is wrong than before, or nothing any more: what is `fresh`, and `all`.
    fn found(&self, fresh: &[Diagnostic], all: &[Diagnostic], world: &dyn World, speech: Speech);
    /// There is something that the user should know.
    fn notice(&self, text: &Text, speech: Speech);
}

/// What a change came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RebuildSummary<'a> {
    /// The files that changed.
    pub changed: &'a [SourcePath],
    /// How many outputs there are. Each was looked at: its key was worked out.
    pub outputs: usize,
    /// How many of them show something else than before.
    pub different: usize,
    /// How long it took until the change was shown, from when it was known.
    pub took: Duration,
    /// Where that time went.
    pub laps: &'a [Lap],
}

/// What was rendered after a change, from when it was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rendering {
    /// How many outputs.
    pub rendered: RenderCounts,
    /// When all that templates make had been checked, each output in this state or in an earlier
    /// one that was the same; `None` when the next change came first.
    pub whole: Option<Duration>,
}

/// A change that is shown, while its outputs are being rendered.
struct Open {
    snapshot: Arc<Snapshot>,
    cost: Arc<Cost>,
    outputs: usize,
    different: usize,
}

impl Open {
    /// Returns the change that `now` shows; `None` when no other plan is shown than `told` has.
    fn change_shown(told: &PreviewState, now: &PreviewState) -> Option<Self> {
        let (before, snapshot) = (&told.snapshot, &now.snapshot);
        let cost = snapshot
            .cost
            .as_ref()
            .filter(|cost| before.cost.as_ref().is_none_or(|before| !Arc::ptr_eq(before, cost)))?;
        let (outputs, different) =
            (snapshot.site.planned().jobs().count(), count_different(before, snapshot));
        Some(Self { snapshot: Arc::clone(snapshot), cost: Arc::clone(cost), outputs, different })
    }

    fn rebuilt(&self) -> RebuildSummary<'_> {
        let Self { snapshot, cost, outputs, different } = self;
        RebuildSummary {
            changed: &snapshot.changed,
            outputs: *outputs,
            different: *different,
            took: cost.time_until_shown(),
            laps: &cost.laps,
        }
    }

    fn finish_change(self, app: &App, is_whole: bool, listener: &dyn Listener, speech: Speech) {
        let rendering = Rendering {
            rendered: self.cost.rendered(&app.counter),
            whole: is_whole.then(|| self.cost.elapsed()),
        };
        listener.finished(&self.rebuilt(), &rendering, speech);
    }
}

/// Tells `listener` everything until the preview ends.
pub(super) fn narrate_changes(app: &App, origin: &str, listener: &dyn Listener, runtime: &Handle) {
    let mut shown = app.shown.clone();
    let mut told = shown.borrow_and_update().clone();
    let site = &told.snapshot.site;
    listener.ready(
        &format!("{origin}{}/", site.prefix()),
        site.planned().cases(),
        told.findings.speech,
    );
    let all = &told.findings.diagnostics;
    if !all.is_empty() {
        listener.found(all, all, &app.reader, told.findings.speech);
    }
    let mut open: Option<Open> = None;
    while runtime.block_on(shown.changed()).is_ok() {
        let now = shown.borrow_and_update().clone();
        if now.snapshot.is_ahead() {
            continue;
        }
        let speech = now.findings.speech;
        if let Some(next) = Open::change_shown(&told, &now) {
            if let Some(last) = open.take() {
                last.finish_change(app, false, listener, speech);
            }
            listener.rebuilt(&next.rebuilt(), speech);
            open = Some(next);
        }
        if now.is_checked
            && let Some(last) = open.take()
        {
            last.finish_change(app, true, listener, speech);
        }
        let (before, after) = (&told.findings.diagnostics, &now.findings.diagnostics);
        if before != after {
            let fresh: Vec<_> =
                after.iter().filter(|found| !before.contains(found)).cloned().collect();
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
    let key_before = |path: &str| {
        before.site.index_of(path).and_then(|index| before.site.planned().job(index)).map(Job::key)
    };
    now.site.planned().jobs().filter(|job| key_before(job.path.as_str()) != Some(job.key())).count()
}
