//! From the catalog to outputs: what the site holds, one file and one table row per kind.
//!
//! A [`Job`] is one output file. Its view holds the hashed parts that the file is made of, and its key
//! is the hash of those parts; rendering sees nothing else but the [`Stage`], whose own hash is in
//! every key. So what is visible is the dependency.

mod assets;
mod availability;
mod case;
mod cases;
mod charts;
mod cite;
mod comments;
mod compare;
mod data;
mod facets;
mod feeds;
mod filters;
mod gaps;
mod head;
mod home;
mod index;
mod indicators;
mod json_ld;
mod links;
mod menu;
mod models;
mod object;
mod once;
mod pager;
mod pages;
mod place;
mod practices;
mod redirects;
mod regions;
mod search;
mod shape;
mod sitemap;
mod stage;
mod timeline;
mod topics;

use std::hash::Hash as StdHash;
use std::sync::{Arc, OnceLock};

pub use availability::tell_editions;
use availability::{ALL, Mask};
pub use links::{Links, Resolved};
pub use once::Once;
use rayon::prelude::*;
pub use stage::{Site, Stage};

use crate::asset::Asset;
use crate::case::Case;
use crate::catalog::{CaseIndex, Catalog};
use crate::config::Outputs;
use crate::diagnostic::{Diagnostic, Severity, Sink, Text};
use crate::hash::{Hash, KeyHasher};
use crate::path::{BadPath, OutPath, SitePath, SourcePath};
use crate::say;
use crate::theme::RenderError;
use crate::world::World;

/// What one output shows: its hashed parts, and how to make bytes of them.
pub trait View: Send + Sync {
    /// Writes the output onto the end of `out`.
    ///
    /// # Errors
    /// Returns where a template failed, or that a file vanished.
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure>;

    /// Returns the file that the output is a copy of, when it is one, be it without comments.
    fn copied(&self) -> Option<&Asset> {
        None
    }
}

/// Why an output could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A template failed.
    #[error(transparent)]
    Template(#[from] RenderError),
    /// A file could not be read.
    #[error("{file}: {error}")]
    Read {
        /// The file.
        file: SourcePath,
        /// What the outside world said.
        error: std::io::Error,
    },
    /// Data could not be written in its format; the text says why.
    #[error("{0}")]
    Format(String),
}

/// One output file that is to be made.
pub struct Job {
    /// Where it goes.
    pub path: OutPath,
    /// The file that it comes from, for messages; `None` when it comes from many.
    pub origin: Option<SourcePath>,
    /// The hash of what all outputs of an edition share.
    seed: Hash,
    /// The editions that have a page at its address.
    editions: Mask,
    view: Box<dyn Keyed>,
    key: OnceLock<Hash>,
}

/// A view that can be hashed, whatever its type.
trait Keyed: View {
    fn feed(&self, hasher: &mut KeyHasher);
}

impl<V: View + StdHash> Keyed for V {
    fn feed(&self, hasher: &mut KeyHasher) {
        self.hash(hasher);
    }
}

impl Job {
    /// Returns the hash of all that it shows. It is worked out when it is asked for first: a build that keeps nothing asks
    /// for none.
    #[must_use]
    pub fn key(&self) -> Hash {
        *self.key.get_or_init(|| {
            let mut hasher = KeyHasher::default();
            self.seed.hash(&mut hasher);
            self.path.as_str().hash(&mut hasher);
            self.editions.hash(&mut hasher);
            self.view.feed(&mut hasher);
            hasher.digest()
        })
    }

    /// Writes the output onto the end of `out`.
    ///
    /// # Errors
    /// Returns where a template failed, or that a file vanished.
    pub fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        self.view.render(&stage.of_page(self.editions), out)
    }

    /// Tells whether it is a page, and not what stands beside one.
    fn is_page(&self) -> bool {
        self.path.as_str().ends_with(".html")
    }

    /// Returns the file that the output is a copy of. Any other output is made of what was read already, and nothing else.
    #[must_use]
    pub fn copied(&self) -> Option<&Asset> {
        self.view.copied()
    }
}

/// What planning sees: the index of one edition, and the site.
pub struct Plan<'a> {
    /// The index.
    pub catalog: &'a Catalog,
    /// The site in one edition.
    pub site: &'a Site,
    /// Where links lead.
    pub links: &'a Links,
    /// The inputs, for what is published as it is.
    pub world: &'a dyn World,
    /// See [`Plan::values`].
    values: OnceLock<Vec<facets::Listed>>,
}

impl<'a> Plan<'a> {
    /// Returns what planning sees of one edition.
    #[must_use]
    pub fn new(catalog: &'a Catalog, site: &'a Site, links: &'a Links, world: &'a dyn World) -> Self {
        Self { catalog, site, links, world, values: OnceLock::new() }
    }

    /// Returns the values of facets that have a page: the list of cases and their own pages go by the same.
    fn values(&self) -> &[facets::Listed] {
        self.values.get_or_init(|| facets::values(self.catalog, self.site))
    }
}

/// Gathers jobs.
pub struct Jobs<'a> {
    /// The hash of what all outputs of an edition share: it is in every key.
    seed: Hash,
    list: &'a mut Vec<Job>,
    /// Findings of planning.
    pub sink: &'a mut Sink,
}

impl Jobs<'_> {
    /// Adds the output at `path`, an address within the edition. A page whose path no output can have is reported.
    pub fn add<V: View + StdHash + 'static>(&mut self, path: &SitePath, origin: Option<&SourcePath>, view: V) {
        let job = job(self.seed, path, origin, view);
        self.take(job);
    }

    /// Adds many outputs at once, each worked out by whatever thread is free; they are listed in their own order.
    pub fn add_all<'p, V: View + StdHash + 'static>(&mut self, pages: impl ParallelIterator<Item = (SitePath, &'p SourcePath, V)>) {
        let seed = self.seed;
        let made: Vec<_> = pages.map(|(path, origin, view)| job(seed, &path, Some(origin), view)).collect();
        for job in made {
            self.take(job);
        }
    }

    fn take(&mut self, job: Result<Job, Option<Box<Diagnostic>>>) {
        match job {
            Ok(job) => self.list.push(job),
            Err(finding) => self.sink.extend(finding.map(|finding| *finding)),
        }
    }

    /// Adds the output at `path`.
    pub fn add_file<V: View + StdHash + 'static>(&mut self, path: OutPath, origin: Option<&SourcePath>, view: V) {
        self.list.push(file(self.seed, path, origin, view));
    }
}

/// Returns the output at `path`, an address within the edition, or why no output can have it.
fn job<V: View + StdHash + 'static>(
    seed: Hash,
    path: &SitePath,
    origin: Option<&SourcePath>,
    view: V,
) -> Result<Job, Option<Box<Diagnostic>>> {
    // The feed beside a page has nothing to add.
    let path = path.out_path().map_err(|why| path.as_str().ends_with('/').then(|| Box::new(bad_address(path, origin, why))))?;
    Ok(file(seed, path, origin, view))
}

fn file<V: View + StdHash + 'static>(seed: Hash, path: OutPath, origin: Option<&SourcePath>, view: V) -> Job {
    Job { path, origin: origin.cloned(), seed, editions: ALL, view: Box::new(view), key: OnceLock::new() }
}

/// Says why there is no page at an address that was made of a name.
fn bad_address(path: &SitePath, origin: Option<&SourcePath>, why: BadPath) -> Diagnostic {
    let why = match why {
        BadPath::Long => say!("太长" | "it is too long"),
        BadPath::Reserved => say!("有的系统留作他用" | "some systems keep this name for themselves"),
        BadPath::Empty | BadPath::Dots | BadPath::Character(_) => say!("含有不能用的符号" | "it holds signs that cannot stand there"),
    };
    let Text { zh, en } = why;
    let message = say!("地址 {path} 不能用：{zh}" | "the address {path} cannot be used: {en}");
    Diagnostic::new(Severity::Error, "bad-address", origin.cloned(), message).hint(say!(
        "地址取自名称：案例请改文件名或写上 slug，主题、指标请改 id，模式请在 content/models/ 建一个文件名简短的页面"
            | "addresses are made of names: rename the file of a case or give it a `slug`, change the `id` of a topic or an indicator, give a model a page in content/models/ with a short file name"
    ))
}

/// One kind of output.
struct Kind {
    /// Whether the publication wants it.
    wanted: fn(&Outputs) -> bool,
    /// Whether it is made once for the whole site, with the default edition, and not for each.
    once: bool,
    plan: fn(&Plan<'_>, &mut Jobs<'_>),
}

const fn page(plan: fn(&Plan<'_>, &mut Jobs<'_>)) -> Kind {
    Kind { wanted: |_| true, once: false, plan }
}

const fn once(plan: fn(&Plan<'_>, &mut Jobs<'_>)) -> Kind {
    Kind { wanted: |_| true, once: true, plan }
}

/// All kinds of output, in the order in which they are planned.
const KINDS: &[Kind] = &[
    page(home::plan),
    page(cases::plan),
    page(case::plan),
    page(regions::plan),
    page(models::plan),
    page(practices::plan),
    page(indicators::plan),
    page(topics::plan),
    page(facets::plan),
    page(pages::plan),
    once(pages::plan_not_found),
    page(redirects::plan),
    page(feeds::plan),
    Kind { wanted: |outputs| outputs.data, once: false, plan: data::plan },
    Kind { wanted: |outputs| outputs.data, once: false, plan: data::plan_records },
    Kind { wanted: |outputs| outputs.data, once: false, plan: compare::plan },
    page(compare::plan_fixed),
    page(search::plan),
    once(assets::plan),
];

/// Lists every output of one edition but the sitemap, which lists them.
pub fn plan(plan: &Plan<'_>, list: &mut Vec<Job>, sink: &mut Sink) {
    let mut jobs = Jobs { seed: plan.site.hash, list, sink };
    for kind in KINDS {
        if (kind.wanted)(&plan.site.config.outputs) && (!kind.once || plan.site.is_default()) {
            (kind.plan)(plan, &mut jobs);
        }
    }
}

/// Lists the page of `case` alone, as if it stood in the catalog at `index`, where an older state of it stands; `None` when the
/// edition has no such page. `before` is the page of that older state.
#[must_use]
pub fn plan_case(plan: &Plan<'_>, index: CaseIndex, case: &Arc<Case>, before: &Job) -> Option<Job> {
    let mut list = Vec::with_capacity(1);
    let mut jobs = Jobs { seed: plan.site.hash, list: &mut list, sink: &mut Sink::default() };
    case::plan_one(plan, index, case, &mut jobs);
    list.pop().map(|job| Job { editions: before.editions, ..job })
}

/// Lists the sitemap and `robots.txt` of the whole site, which has `jobs`.
pub fn plan_sitemap(site: &Site, editions: &[(&Site, &Catalog)], list: &mut Vec<Job>, sink: &mut Sink) {
    let entries = sitemap::entries(editions, list);
    let mut jobs = Jobs { seed: site.hash, list, sink };
    sitemap::plan(site, entries, &mut jobs);
}
