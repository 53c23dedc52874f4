//! Planning the whole site after each change, on a thread of its own: pages that are ahead of the
//! plan do not wait for it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::message::{Event, NewPlan, PlanResult, Work};
use super::site::Site;
use crate::foundation::diagnostic::Sink;
use crate::foundation::path::{BaseUrl, SourcePath};
use crate::foundation::source;
use crate::foundation::world::World;
use crate::io::disk::DiskWorld;
use crate::markdown::Highlighter;
use crate::pipeline;
use crate::pipeline::{BuildCache, Phase, Progress, Request};
use crate::publication::config;
use crate::publication::config::Config;

/// The publication on the disk, and what a later plan need not do again.
pub(super) struct Planner {
    world: DiskWorld,
    cache: BuildCache,
    /// Scheme, host and port.
    origin: String,
    request: Request,
}

impl Planner {
    /// Takes the publication. Its site is to stand at `origin`, under the prefix that it will have
    /// when it is published.
    pub(super) fn new(world: DiskWorld, origin: String, drafts: bool) -> Self {
        let request = Request { drafts, base_url: base_url(&world, &origin), ..Request::default() };
        Self { world, cache: BuildCache::default(), origin, request }
    }

    pub(super) fn world(&self) -> &DiskWorld {
        &self.world
    }

    pub(super) fn request(&self) -> &Request {
        &self.request
    }

    pub(super) fn highlighter(&self) -> Arc<Highlighter> {
        self.cache.highlighter()
    }

    /// Plans the site as the files are now; `previous` is the last one.
    pub(super) fn plan_site(
        &mut self,
        previous: Option<&Site>,
        progress: &dyn Progress,
    ) -> Arc<Site> {
        let planned = pipeline::plan_site(&self.world, &self.request, &mut self.cache, progress);
        progress.begin(Phase::Show, 0);
        Arc::new(Site::new(planned, previous))
    }

    /// Plans until no more work comes. What has come meanwhile is planned at once.
    pub(super) fn plan_until_closed(
        mut self,
        mut last: Arc<Site>,
        work: &Receiver<Work>,
        done: &Sender<Event>,
    ) {
        while let Ok(first) = work.recv() {
            let (mut number, timer, mut batch) = (first.number, first.timer, first.batch);
            for more in work.try_iter() {
                number = more.number;
                batch.rescan |= more.batch.rescan;
                batch.paths.extend(more.batch.paths);
            }
            timer.stopwatch.begin(Phase::Refresh, 0);
            let refreshed =
                if batch.rescan { self.world.rescan() } else { self.world.refresh(&batch.paths) };
            let result = (!refreshed.is_empty()).then(|| {
                if refreshed.changed.iter().any(|path| path.as_str() == config::FILE) {
                    self.request.base_url = base_url(&self.world, &self.origin);
                }
                last = self.plan_site(Some(&last), &timer.stopwatch);
                NewPlan { site: Arc::clone(&last), changed: refreshed.changed, timer }
            });
            if done.send(Event::Planned(PlanResult { number, result })).is_err() {
                return;
            }
        }
    }
}

/// Returns where the site stands while it is being edited; `None` when `site.yaml` cannot be read.
fn base_url(world: &DiskWorld, origin: &str) -> Option<BaseUrl> {
    let file = SourcePath::new(config::FILE);
    let text = source::decode_text(&file, &world.read(&file).ok()?, &mut Sink::default())?;
    let config = Config::read_config(&text, &mut Sink::default());
    BaseUrl::parse(&format!("{origin}{}/", config.base_url.path_prefix()))
}
