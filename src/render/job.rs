//! A [`Job`] is one output file. Its view holds the hashed parts that the file is made of, and its
//! key is the hash of those parts; rendering sees nothing else but the [`RenderContext`], whose own
//! hash is in every key. So what is visible is the dependency.

use std::hash::Hash as StdHash;
use std::sync::OnceLock;

use super::context::RenderContext;
pub use super::failure::Failure;
use crate::edition::availability::{ALL, Mask};
use crate::edition::facets;
use crate::edition::links::LinkResolver;
use crate::edition::site::Site;
use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::content::asset::Asset;
use crate::foundation::diagnostic::{Diagnostic, Severity, Sink, Text};
use crate::foundation::hash::{Hash, KeyHasher};
use crate::foundation::path::{BadPath, OutPath, SitePath, SourcePath};
use crate::say;
use crate::text::{LONGEST_SLUG, shorten_slug};

/// What one output shows: its hashed parts, and how to make bytes of them.
pub(crate) trait View: Send + Sync {
    /// Writes the output onto the end of `out`.
    ///
    /// # Errors
    /// Returns where a template failed, or that a file vanished.
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure>;

    /// Returns the file that the output is a copy of, when it is one, be it without comments.
    fn copied(&self) -> Option<&Asset> {
        None
    }
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
    pub(crate) editions: Mask,
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
    /// Returns the hash of all that it shows, computed on first use: a build that keeps nothing
    /// needs none.
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
    pub fn render_output(
        &self,
        context: &RenderContext<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Failure> {
        self.view.render(&context.of_page(self.editions), out)
    }

    /// Tells whether it is a page, and not what stands beside one.
    pub(crate) fn is_page(&self) -> bool {
        self.path.as_str().ends_with(".html")
    }

    /// Returns the file that the output is a copy of. Any other output is made of what was read
    /// already, and nothing else.
    #[must_use]
    pub fn copied_asset(&self) -> Option<&Asset> {
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
    pub links: &'a LinkResolver,
    /// See [`Plan::values`].
    values: OnceLock<Vec<facets::ValueCases>>,
}

impl<'a> Plan<'a> {
    /// Returns what planning sees of one edition.
    #[must_use]
    pub fn new(catalog: &'a Catalog, site: &'a Site, links: &'a LinkResolver) -> Self {
        Self { catalog, site, links, values: OnceLock::new() }
    }

    /// Returns the values of facets that have a page: the list of cases and their own pages go by
    /// the same.
    pub(crate) fn values(&self) -> &[facets::ValueCases] {
        self.values.get_or_init(|| facets::facet_values(self.catalog, self.site))
    }
}

/// Gathers jobs.
pub(crate) struct Jobs<'a> {
    /// The hash of what all outputs of an edition share: it is in every key.
    pub(crate) seed: Hash,
    pub(crate) list: &'a mut Vec<Job>,
    /// Findings of planning.
    pub sink: &'a mut Sink,
}

impl Jobs<'_> {
    /// Lists outputs that share something else: `seed` is in their keys instead of the edition's.
    pub(crate) fn with_seed(&mut self, seed: Hash, plan: impl FnOnce(&mut Jobs<'_>)) {
        plan(&mut Jobs { seed, list: self.list, sink: self.sink });
    }

    /// Adds the output at `path`, an address within the edition. A page whose path no output can
    /// have is reported.
    pub(crate) fn add_page<V: View + StdHash + 'static>(
        &mut self,
        path: &SitePath,
        origin: Option<&SourcePath>,
        view: V,
    ) {
        let job = edition_job(self.seed, path, origin, view);
        self.take_job(job);
    }

    /// Adds many outputs at once, planned in parallel and listed in the order of `pages`.
    pub(crate) fn add_all<'p, V: View + StdHash + 'static>(
        &mut self,
        pages: impl ParallelIterator<Item = (SitePath, &'p SourcePath, V)>,
    ) {
        let seed = self.seed;
        let made: Vec<_> = pages
            .map(|(path, origin, view)| edition_job(seed, &path, Some(origin), view))
            .collect();
        for job in made {
            self.take_job(job);
        }
    }

    fn take_job(&mut self, job: Result<Job, Option<Box<Diagnostic>>>) {
        match job {
            Ok(job) => self.list.push(job),
            Err(finding) => self.sink.extend(finding.map(|finding| *finding)),
        }
    }

    /// Adds the output at `path`.
    pub(crate) fn add_file<V: View + StdHash + 'static>(
        &mut self,
        path: OutPath,
        origin: Option<&SourcePath>,
        view: V,
    ) {
        self.list.push(file_job(self.seed, path, origin, view));
    }
}

/// Returns the output at `path`, an address within the edition, or why no output can have it.
fn edition_job<V: View + StdHash + 'static>(
    seed: Hash,
    path: &SitePath,
    origin: Option<&SourcePath>,
    view: V,
) -> Result<Job, Option<Box<Diagnostic>>> {
    // The feed beside a page has nothing to add.
    let path = path.out_path().map_err(|why| {
        path.as_str().ends_with('/').then(|| Box::new(bad_address(path, origin, why)))
    })?;
    Ok(file_job(seed, path, origin, view))
}

fn file_job<V: View + StdHash + 'static>(
    seed: Hash,
    path: OutPath,
    origin: Option<&SourcePath>,
    view: V,
) -> Job {
    Job {
        path,
        origin: origin.cloned(),
        seed,
        editions: ALL,
        view: Box::new(view),
        key: OnceLock::new(),
    }
}

/// Says how long a part of an address may be, and what would do.
fn too_long(path: &SitePath) -> Text {
    let part = path.as_str().split('/').find(|part| part.len() > LONGEST_SLUG);
    match part.map(shorten_slug) {
        Some(short) => say!(
            "太长，一段最多 {LONGEST_SLUG} 个字母或 66 个汉字；可以写 {short}"
                | "it is too long: a part has at most {LONGEST_SLUG} letters or 66 Chinese \
                   characters; `{short}` would do"
        ),
        None => say!("太长" | "it is too long"),
    }
}

/// Says why there is no page at an address that was made of a name.
fn bad_address(path: &SitePath, origin: Option<&SourcePath>, why: BadPath) -> Diagnostic {
    let why = match why {
        BadPath::Long => too_long(path),
        BadPath::Reserved => {
            say!("有的系统留作他用" | "some systems keep this name for themselves")
        }
        BadPath::Empty | BadPath::Dots | BadPath::Character(_) => {
            say!("含有不能用的符号" | "it holds signs that cannot stand there")
        }
    };
    let Text { zh, en } = why;
    let message = say!("地址 {path} 不能用：{zh}" | "the address `{path}` cannot be used: {en}");
    let hint = match path.as_str().split('/').find(|part| !part.is_empty()) {
        Some("cases") => say!(
            "地址取自文件名：请改文件名，或在信息区写上 slug"
                | "the address is made of the name of the file: rename it, or give \
                   the case a `slug`"
        ),
        Some("topics") => say!(
            "地址取自主题的名称：请换一个短的名称，或在 site.yaml 的 topics 里给它写上 id"
                | "the address is made of the name of the topic: choose a shorter name, or give it \
                   an `id` in `topics` of site.yaml"
        ),
        Some("models") => say!(
            "地址取自模式的名称：请在 content/models/ 建一个文件名简短的页面，title 写这个名称"
                | "the address is made of the name of the model: give it a page in content/models/ \
                   with a short file name and this name as its `title`"
        ),
        Some("indicators") => say!(
            "地址取自指标的 id：请在 site.yaml 的 indicators 里改短"
                | "the address is made of the `id` of the indicator: shorten it in \
                   `indicators` of site.yaml"
        ),
        _ => say!(
            "地址取自文件名：请改文件名" | "the address is made of the name of the file: rename it"
        ),
    };
    Diagnostic::new(Severity::Error, "bad-address", origin.cloned(), message).with_hint(hint)
}
