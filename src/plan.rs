//! What the site holds: one table row per kind of output, each planned by the file that makes it.
//!
//! Which editions have a page is read off the jobs of all, never predicted: an edition has the
//! pages that it planned. A page gets the list before it is rendered, and the list is in its key.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::catalog::{CaseIndex, Catalog};
use crate::content::case::Case;
use crate::edition::availability::{ALL, Mask};
use crate::edition::site::Site;
use crate::exports::data;
use crate::feeds::{atom_json, sitemap};
use crate::foundation::diagnostic::Sink;
use crate::foundation::hash::Hash;
use crate::foundation::path::SitePath;
use crate::pages::{
    assets, browse, case, case_list, compare, entries, home, indicators, models, plain, practices,
    redirects, regions, search, topics,
};
use crate::publication::config::Outputs;
use crate::render::job::{Job, Jobs, Plan};
use crate::search_index;

/// One kind of output.
struct Kind {
    /// Whether the publication wants it.
    wanted: fn(&Outputs) -> bool,
    /// Whether it is made once for the whole site, with the default edition, and not for each.
    once: bool,
    plan: fn(&Plan<'_>, &mut Jobs<'_>),
}

const fn edition_kind(plan: fn(&Plan<'_>, &mut Jobs<'_>)) -> Kind {
    Kind { wanted: |_| true, once: false, plan }
}

const fn site_kind(plan: fn(&Plan<'_>, &mut Jobs<'_>)) -> Kind {
    Kind { wanted: |_| true, once: true, plan }
}

/// All kinds of output, in the order in which they are planned.
const KINDS: &[Kind] = &[
    edition_kind(home::plan_home),
    edition_kind(case_list::plan_case_list),
    edition_kind(case::plan_cases),
    edition_kind(regions::plan_regions),
    edition_kind(models::plan_models),
    edition_kind(practices::plan_practices),
    edition_kind(indicators::plan_indicators),
    edition_kind(topics::plan_topics),
    edition_kind(browse::plan_browse_pages),
    edition_kind(entries::plan_collections),
    edition_kind(plain::plan_plain_pages),
    site_kind(plain::plan_not_found),
    edition_kind(redirects::plan_redirects),
    edition_kind(atom_json::plan_feeds),
    Kind { wanted: |outputs| outputs.data, once: false, plan: data::plan_data },
    Kind { wanted: |outputs| outputs.data, once: false, plan: data::plan_records },
    Kind { wanted: |outputs| outputs.data, once: false, plan: compare::plan_comparison },
    edition_kind(compare::plan_fixed),
    edition_kind(search::plan_search),
    edition_kind(search_index::plan_search_index),
    site_kind(assets::plan_assets),
];

/// Lists every output of one edition but the sitemap, which lists them.
pub fn plan_edition(plan: &Plan<'_>, list: &mut Vec<Job>, sink: &mut Sink) {
    let mut jobs = Jobs { seed: plan.site.hash, list, sink };
    for kind in KINDS {
        if (kind.wanted)(&plan.site.config.outputs) && (!kind.once || plan.site.is_default()) {
            (kind.plan)(plan, &mut jobs);
        }
    }
}

/// Lists the page of `case` alone, as if it stood in the catalog at `index`, where an older state
/// of it stands; `None` when the edition has no such page. `before` is the page of that older
/// state.
#[must_use]
pub fn plan_case(plan: &Plan<'_>, index: CaseIndex, case: &Arc<Case>, before: &Job) -> Option<Job> {
    let mut list = Vec::with_capacity(1);
    let mut jobs = Jobs { seed: plan.site.hash, list: &mut list, sink: &mut Sink::default() };
    case::plan_one(plan, index, case, &mut jobs);
    list.pop().map(|mut job| {
        job.editions = before.editions;
        job
    })
}

/// Lists the sitemap and `robots.txt` of the whole site, which has `jobs`.
pub fn plan_sitemap(
    site: &Site,
    editions: &[(&Site, &Catalog)],
    list: &mut Vec<Job>,
    sink: &mut Sink,
) {
    let entries = sitemap::sitemap_entries(editions, list);
    let mut jobs = Jobs { seed: site.hash, list, sink };
    sitemap::plan_sitemap_file(site, entries, &mut jobs);
}

/// Tells every page among `jobs` which editions have one at the same address. `jobs` are those of
/// all editions, in their order; each edition comes with how many of them are its own.
pub fn assign_editions(editions: &[(&Site, usize)], jobs: &mut [Job]) {
    if editions.len() < 2 {
        return;
    }
    let mut rest = &*jobs;
    let mut addresses: Vec<Option<(Hash, Mask)>> = Vec::with_capacity(jobs.len());
    for (bit, (site, count)) in (0..).zip(editions) {
        let (site_jobs, others) = rest.split_at(*count);
        rest = others;
        let root = site.edition_path(&SitePath::new("/")).as_str().len() - 1;
        let mask = 1_u32.checked_shl(bit).unwrap_or_default();
        // Addresses without the root of the edition are the same in all.
        let address = |job: &Job| {
            job.path
                .as_str()
                .get(root..)
                .filter(|_| job.is_page())
                .map(|path| (Hash::of_bytes(path.as_bytes()), mask))
        };
        addresses.par_extend(site_jobs.par_iter().map(address));
    }
    let mut masks: FxHashMap<Hash, Mask> = FxHashMap::default();
    masks.reserve(addresses.len() / editions.len());
    for (address, mask) in addresses.iter().flatten() {
        *masks.entry(*address).or_default() |= mask;
    }
    let whole = u32::try_from(editions.len())
        .ok()
        .and_then(|count| 1_u32.checked_shl(count))
        .map_or(ALL, |next| next - 1);
    masks.retain(|_, mask| *mask != whole);
    if masks.is_empty() {
        return;
    }
    for (job, address) in jobs.iter_mut().zip(&addresses) {
        job.editions =
            address.as_ref().and_then(|(address, _)| masks.get(address)).copied().unwrap_or(ALL);
    }
}
