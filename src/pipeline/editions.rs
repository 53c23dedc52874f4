//! Plans the outputs of all editions, and checks the site as a whole.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::build_cache::BuildCache;
use super::edition;
use super::edition::Shared;
use super::gather::ParsedContent;
use super::planned::{EditionPlan, Planned};
use super::progress::{Phase, Progress};
use super::{Request, part_drafts};
use crate::catalog::Catalog;
use crate::check;
use crate::edition::links::LinkResolver;
use crate::edition::site::Site;
use crate::foundation::diagnostic::Sink;
use crate::foundation::spill::TextStore;
use crate::foundation::world::World;
use crate::plan;
use crate::render::job::{Job, Plan};
use crate::render::render_cache::RenderCache;

/// Plans all editions, and checks them.
pub(super) fn plan_editions(
    shared: &Shared,
    parsed: &ParsedContent,
    request: &Request,
    cache: &mut BuildCache,
    world: &dyn World,
    progress: &dyn Progress,
    mut sink: Sink,
) -> Planned {
    let config = &shared.config;
    progress.begin(Phase::Index, 0);
    let all = config.all_editions();
    let prepared: Vec<(Site, Catalog)> = all
        .iter()
        .map(|edition| edition::prepare_edition(shared, parsed, edition, request, cache, &mut sink))
        .collect();
    progress.begin(Phase::Plan, 0);
    let (editions, list, counts) = plan_jobs(prepared, cache.store.as_ref(), &mut sink);
    progress.begin(Phase::Check, 0);
    let clashes = check::find_clashes(&list);
    let catalogs: Vec<&Catalog> = editions.iter().map(|edition| &edition.catalog).collect();
    let mut moved = Vec::new();
    for EditionPlan { site, catalog, links, .. } in &editions {
        moved.extend(check::check_edition(
            &check::Scope {
                site,
                catalog,
                catalogs: &catalogs,
                links,
                world,
                jobs: &list,
                clashes: &clashes,
                broken: &parsed.broken,
                unread: &parsed.unread,
                lints: request.lints,
                drafts: &parsed.drafts,
                with_drafts: request.drafts,
            },
            &mut sink,
        ));
    }
    let doubled: FxHashSet<_> =
        clashes.iter().map(|clash| std::ptr::from_ref(clash.left_out())).collect();
    let jobs = without_clashes(list, &doubled, &counts);
    let config_hash = shared.config_hash;
    let (diagnostics, draft_findings) = part_drafts(sink, &parsed.drafts, request);
    Planned {
        editions,
        config_hash,
        gazetteer: Arc::clone(&shared.gazetteer),
        texts: Arc::clone(&shared.texts),
        jobs,
        diagnostics,
        draft_findings,
        moved,
        drafts: Arc::new(parsed.drafts.clone()),
        chinese: config.language.is_chinese(),
    }
}

/// Returns the editions, the outputs of all, and how many each edition has. What comes after those
/// belongs to the whole site.
fn plan_jobs(
    prepared: Vec<(Site, Catalog)>,
    store: Option<&Arc<TextStore>>,
    sink: &mut Sink,
) -> (Vec<EditionPlan>, Vec<Job>, Vec<usize>) {
    let mut editions = Vec::new();
    let mut list = Vec::new();
    let mut counts = Vec::new();
    for (site, catalog) in prepared {
        let links = LinkResolver::new(&catalog);
        let before = list.len();
        plan::plan_edition(&Plan::new(&catalog, &site, &links), &mut list, sink);
        counts.push(list.len() - before);
        let cache = RenderCache::new(&site, &catalog, store);
        editions.push(EditionPlan { site, catalog, links, cache });
    }
    let job_counts: Vec<(&Site, usize)> =
        editions.iter().map(|edition| &edition.site).zip(counts.iter().copied()).collect();
    plan::assign_editions(&job_counts, &mut list);
    let sites: Vec<(&Site, &Catalog)> =
        editions.iter().map(|edition| (&edition.site, &edition.catalog)).collect();
    if let Some((site, _)) = sites.first() {
        plan::plan_sitemap(site, &sites, &mut list, sink);
    }
    (editions, list, counts)
}

/// Returns the outputs but those that are `doubled`, each with the number of its edition. `counts`
/// says how many each edition has, and what comes after them belongs to the first.
fn without_clashes(
    list: Vec<Job>,
    doubled: &FxHashSet<*const Job>,
    counts: &[usize],
) -> Vec<(usize, Job)> {
    let doubled: Vec<bool> =
        list.iter().map(|job| doubled.contains(&std::ptr::from_ref(job))).collect();
    let owners = counts
        .iter()
        .enumerate()
        .flat_map(|(number, count)| std::iter::repeat_n(number, *count))
        .chain(std::iter::repeat(0));
    let mut jobs = Vec::with_capacity(list.len());
    jobs.extend(owners.zip(list).zip(doubled).filter(|(_, doubled)| !doubled).map(|(job, _)| job));
    jobs
}
