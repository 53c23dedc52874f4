//! Following the files: each change is planned and shown, whoever asks meanwhile.

#![expect(clippy::disallowed_methods, reason = "the editor is told how long a change took")]

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch;

use super::findings::Findings;
use super::site::Page;
use super::snapshot::{Shown, Snapshot};
use super::{App, Listener};
use crate::build::{self, Ahead, Memo, Request, Silent};
use crate::config::{self, Config};
use crate::diagnostic::Sink;
use crate::io::disk::DiskWorld;
use crate::io::watch::{Batch, Watcher};
use crate::path::{BaseUrl, SourcePath};
use crate::source;
use crate::world::World;

/// The publication on the disk, and what a later plan need not do again.
pub(super) struct Follower {
    world: DiskWorld,
    memo: Memo,
    /// Scheme, host and port.
    origin: String,
    request: Request,
}

impl Follower {
    /// Reads the publication. Its site is to stand at `origin`, under the prefix that it will have when it is published.
    pub(super) fn new(world: DiskWorld, origin: String, drafts: bool) -> Self {
        let request = Request { drafts, base_url: base_url(&world, &origin), lints: false };
        Self { world, memo: Memo::default(), origin, request }
    }

    pub(super) fn world(&self) -> &DiskWorld {
        &self.world
    }

    /// Plans the site as the files are now.
    pub(super) fn first(&mut self) -> Snapshot {
        Snapshot::first(build::plan(&self.world, &self.request, &mut self.memo, &Silent))
    }

    /// Shows every change until the watcher is stopped.
    pub(super) fn follow(mut self, mut watcher: Watcher, app: &App, shown: &watch::Sender<Shown>, listener: &dyn Listener) {
        loop {
            if let Some(notice) = watcher.take_notice() {
                let speech = shown.borrow().findings.speech;
                listener.notice(&notice, speech);
            }
            let Some(batch) = watcher.next() else { return };
            self.take(&batch, app, shown, listener);
        }
    }

    fn take(&mut self, batch: &Batch, app: &App, shown: &watch::Sender<Shown>, listener: &dyn Listener) {
        let start = Instant::now();
        let refreshed = if batch.rescan { self.world.rescan() } else { self.world.refresh(&batch.paths) };
        if refreshed.is_empty() {
            return;
        }
        let changed = refreshed.changed;
        if changed.iter().any(|path| path.as_str() == config::FILE) {
            self.request.base_url = base_url(&self.world, &self.origin);
        }
        let before = shown.borrow().clone();
        let ahead = self.ahead(&before, &changed);
        if let Some(page) = ahead {
            let mut snapshot = Snapshot::ahead(&before, page, changed.clone());
            snapshot.took = start.elapsed();
            show(shown, &Arc::new(snapshot));
        }
        let now = shown.borrow().clone();
        let planned = build::plan(&self.world, &self.request, &mut self.memo, &Silent);
        let speech = listener.speech(planned.chinese);
        let mut snapshot = Snapshot::after(&now, planned, changed);
        snapshot.took = start.elapsed();
        let snapshot = Arc::new(snapshot);
        // Putting findings into words takes time, and the page is waited for.
        show(shown, &snapshot);
        let is_quoted = |path: &SourcePath| snapshot.diagnostics.iter().any(|found| found.file.as_ref() == Some(path));
        let is_same = before.snapshot.diagnostics == snapshot.diagnostics && speech == before.findings.speech;
        if is_same && !snapshot.changed.iter().any(is_quoted) {
            return;
        }
        // What templates do wrong is found in the background; until then it is what it was.
        loop {
            let failures = Arc::clone(&shown.borrow().failures);
            let findings = Arc::new(Findings::new(&snapshot.diagnostics, &failures, &app.reader, speech));
            let is_done = shown.send_if_modified(|shown| {
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

    /// Returns the page of the case that has changed, when that is all that has.
    fn ahead(&mut self, before: &Shown, changed: &[SourcePath]) -> Option<Page> {
        let [file] = changed else { return None };
        let site = &before.snapshot.site;
        let ahead = Ahead::of(site.planned(), file, &self.world, &self.request, &mut self.memo)?;
        Page::ahead(site, ahead)
    }
}

fn show(shown: &watch::Sender<Shown>, snapshot: &Arc<Snapshot>) {
    shown.send_modify(|shown| {
        shown.snapshot = Arc::clone(snapshot);
        shown.is_checked = false;
    });
}

/// Returns where the site stands while it is being edited; `None` when `site.yaml` cannot be read.
fn base_url(world: &DiskWorld, origin: &str) -> Option<BaseUrl> {
    let file = SourcePath::new(config::FILE);
    let text = source::decode(&file, world.read(&file).ok()?, &mut Sink::default())?;
    let config = Config::read(&text, &mut Sink::default());
    BaseUrl::parse(&format!("{origin}{}/", config.base_url.prefix()))
}
