//! Following the files: every change is shown as soon as it is planned.
//!
//! A change goes to the [planner](super::planner), and what it comes to is shown when it is done.
//! The page of a case that was saved is shown before, as part of the site that was planned last.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use tokio::sync::watch;

use super::cost::ChangeTimer;
use super::findings::Findings;
use super::message::{Event, PlanResult, Work};
use super::site::Page;
use super::snapshot::{PreviewState, Snapshot};
use super::{App, Listener};
use crate::foundation::path::SourcePath;
use crate::foundation::world::World;
use crate::io::watch::{Batch, Watcher};
use crate::markdown::Highlighter;
use crate::pipeline::{FastPage, Phase, Progress, Request};

/// With more paths than this a change is no save of one file.
const SAVE: usize = 4;

/// Passes on what the watcher tells.
pub(super) fn watch_files(mut watcher: Watcher, events: &Sender<Event>) {
    loop {
        if let Some(notice) = watcher.take_notice()
            && events.send(Event::Notice(notice)).is_err()
        {
            return;
        }
        let Some(batch) = watcher.next() else { return };
        if events.send(Event::Changed(batch)).is_err() {
            return;
        }
    }
}

/// Shows what happens.
pub(super) struct Follower<'a> {
    pub(super) app: &'a App,
    pub(super) shown: &'a watch::Sender<PreviewState>,
    pub(super) listener: &'a dyn Listener,
    pub(super) root: PathBuf,
    pub(super) request: Request,
    pub(super) highlighter: Arc<Highlighter>,
    pub(super) planner: Sender<Work>,
    /// How much work the planner was given so far.
    pub(super) number: u64,
    /// The cases whose pages are ahead, with the number of the work that will plan them.
    pub(super) fast_pages: Vec<(u64, SourcePath)>,
}

impl Follower<'_> {
    /// Shows every change until nothing can happen any more.
    pub(super) fn follow_changes(mut self, events: &Receiver<Event>) {
        for event in events {
            match event {
                Event::Changed(batch) => {
                    let timer = ChangeTimer::start_now(Phase::FastPath, &self.app.counter);
                    let file = self.saved_case(&batch);
                    self.number += 1;
                    // The page first: the planner takes all processors.
                    if let Some(file) = file {
                        self.show_fast_page(file);
                    }
                    timer.stopwatch.begin(Phase::Wait, 0);
                    if self.planner.send(Work { number: self.number, batch, timer }).is_err() {
                        return;
                    }
                }
                Event::Notice(notice) => {
                    let speech = self.shown.borrow().findings.speech;
                    self.listener.notice(&notice, speech);
                }
                Event::Planned(done) => self.show_planned(done),
            }
        }
    }

    /// Returns the one case among what may have changed, when it is alone.
    fn saved_case(&self, batch: &Batch) -> Option<SourcePath> {
        if batch.rescan || batch.paths.len() > SAVE {
            return None;
        }
        let inner = |path: &PathBuf| {
            path.strip_prefix(&self.root).ok().and_then(Path::to_str).map(SourcePath::new)
        };
        // Editors leave other names behind, which are gone by now.
        let mut there =
            batch.paths.iter().filter_map(inner).filter(|path| self.app.reader.read(path).is_ok());
        there.next().filter(|_| there.next().is_none())
    }

    /// Returns the page of a case as part of the site that is shown, when it differs from the page
    /// there.
    fn page_ahead(&self, snapshot: &Snapshot, file: &SourcePath) -> Option<Page> {
        if snapshot.is_held() {
            return None;
        }
        let ahead = FastPage::read_ahead(
            snapshot.site.planned(),
            file,
            &self.app.reader,
            &self.request,
            &self.highlighter,
        )?;
        let page = Page::page_ahead(&snapshot.site, ahead)?;
        let is_shown =
            matches!(snapshot.find_path(page.path()), Some(shown) if shown.key() == page.key());
        (!is_shown).then_some(page)
    }

    fn show_fast_page(&mut self, file: SourcePath) {
        let before = self.shown.borrow().clone();
        if let Some(page) = self.page_ahead(&before.snapshot, &file) {
            self.replace_shown(Snapshot::with_page_ahead(&before, page, file.clone()));
            self.fast_pages.retain(|(_, older)| *older != file);
            self.fast_pages.push((self.number, file));
        }
    }

    /// Shows what was planned, with the pages that are ahead of it still.
    fn show_planned(&mut self, done: PlanResult) {
        self.fast_pages.retain(|(number, _)| *number > done.number);
        let before = self.shown.borrow().clone();
        let Some(planned) = done.result else {
            if before.snapshot.is_ahead() && self.fast_pages.is_empty() {
                // What was ahead has become what was planned.
                self.replace_shown(Snapshot::settled(&before));
            }
            return;
        };
        let mut snapshot = Snapshot::after_change(&before, planned.site, planned.changed);
        for (_, file) in &self.fast_pages {
            if let Some(page) = self.page_ahead(&snapshot, file) {
                snapshot.put_ahead(page);
            }
        }
        snapshot.cost = Some(Arc::new(planned.timer.stop_shown()));
        // Putting findings into words takes time, and the page is waited for.
        let snapshot = self.replace_shown(snapshot);
        self.word_findings(&before, &snapshot);
    }

    fn replace_shown(&self, snapshot: Snapshot) -> Arc<Snapshot> {
        let snapshot = Arc::new(snapshot);
        self.shown.send_modify(|shown| {
            shown.snapshot = Arc::clone(&snapshot);
            shown.is_checked = false;
        });
        snapshot
    }

    /// Puts what planning found into words.
    fn word_findings(&self, before: &PreviewState, snapshot: &Snapshot) {
        let speech = self.listener.speech(snapshot.site.planned().chinese);
        let is_quoted = |path: &SourcePath| {
            snapshot.diagnostics.iter().any(|found| found.file.as_ref() == Some(path))
        };
        let is_same = before.snapshot.diagnostics == snapshot.diagnostics
            && before.snapshot.drafts == snapshot.drafts
            && speech == before.findings.speech;
        if is_same && !snapshot.changed.iter().any(is_quoted) {
            return;
        }
        // What templates do wrong is found in the background; until then it is what it was.
        loop {
            let failures = Arc::clone(&self.shown.borrow().failures);
            let findings = Arc::new(Findings::new(
                &snapshot.diagnostics,
                &failures,
                &snapshot.drafts,
                &self.app.reader,
                speech,
            ));
            let is_done = self.shown.send_if_modified(|shown| {
                let is_current = Arc::ptr_eq(&shown.failures, &failures);
                if is_current {
                    shown.findings = findings;
                }
                is_current
            });
            if is_done {
                return;
            }
        }
    }
}
