//! A planned site and its table of addresses. Nothing is answered but what stands in a table.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::hash::Hash;
use crate::foundation::path::{OutPath, SourcePath, encode_percent};
use crate::io::disk::DiskReader;
use crate::pipeline::{FastPage, Planned};
use crate::render::job::Job;

/// The place of each output among the jobs.
type Table = FxHashMap<OutPath, usize>;

/// A planned site and its table.
pub(super) struct Site {
    planned: Planned,
    table: Arc<Table>,
}

impl Site {
    /// Tabulates `planned`; the table of `previous` is shared when both have the same outputs.
    pub(super) fn new(planned: Planned, previous: Option<&Site>) -> Self {
        let shared = previous.filter(|previous| {
            planned.jobs().map(|job| &job.path).eq(previous.planned.jobs().map(|job| &job.path))
        });
        let table = match shared {
            Some(previous) => Arc::clone(&previous.table),
            None => Arc::new(
                planned.jobs().enumerate().map(|(index, job)| (job.path.clone(), index)).collect(),
            ),
        };
        // All are compared with those before.
        planned.hash_jobs();
        Self { planned, table }
    }

    /// Returns the path before the site's own addresses, without a closing slash.
    pub(super) fn prefix(&self) -> &str {
        self.planned.base().map_or("", |base| base.path_prefix())
    }

    pub(super) fn planned(&self) -> &Planned {
        &self.planned
    }

    /// Returns the place of an output.
    pub(super) fn index_of(&self, path: &str) -> Option<usize> {
        self.table.get(path).copied()
    }

    /// Tells whether both have the same outputs, whatever these show.
    pub(super) fn has_table_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.table, &other.table)
    }
}

/// One output of one planned site.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) site: Arc<Site>,
    which: Which,
}

#[derive(Clone)]
enum Which {
    /// At this place among the jobs.
    Planned(usize),
    /// In the place of the one that was planned.
    FastPage(Arc<FastPage>),
}

impl Page {
    /// Returns the output at `path`.
    pub(super) fn find_page(site: &Arc<Site>, path: &str) -> Option<Self> {
        site.index_of(path)
            .map(|index| Self { site: Arc::clone(site), which: Which::Planned(index) })
    }

    /// Returns the page that takes the place of an older state of it; `None` when `site` has none.
    pub(super) fn page_ahead(site: &Arc<Site>, ahead: FastPage) -> Option<Self> {
        site.index_of(ahead.job().path.as_str())
            .map(|_| Self { site: Arc::clone(site), which: Which::FastPage(Arc::new(ahead)) })
    }

    fn job(&self) -> Option<&Job> {
        match &self.which {
            Which::Planned(index) => self.site.planned.job(*index),
            Which::FastPage(ahead) => Some(ahead.job()),
        }
    }

    pub(super) fn path(&self) -> &str {
        self.job().map_or("", |job| job.path.as_str())
    }

    /// Returns the file that the output comes from; `None` when it comes from many.
    pub(super) fn origin(&self) -> Option<&SourcePath> {
        self.job()?.origin.as_ref()
    }

    /// Returns the hash of all that the output shows.
    pub(super) fn key(&self) -> Hash {
        self.job().map_or_else(Hash::default, Job::key)
    }

    /// Tells whether the output is a file of the publication as it is, which another program may be
    /// writing right now.
    pub(super) fn is_copy(&self) -> bool {
        self.job().is_some_and(|job| job.copied_asset().is_some())
    }

    /// Makes the bytes of the output.
    pub(super) fn render(&self, reader: &DiskReader) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = Vec::with_capacity(16 << 10);
        match &self.which {
            Which::Planned(index) => self.site.planned.render(*index, reader, &mut bytes)?,
            Which::FastPage(ahead) => ahead.render(&self.site.planned, reader, &mut bytes)?,
        }
        Ok(bytes)
    }
}

/// What there is at an address.
pub(super) enum Lookup {
    /// An output.
    Page(Page),
    /// Nothing; but there is something at this address.
    Moved(String),
    /// Nothing.
    Missing,
}

/// Looks up `address`, decoded, from `/`. `get` is asked for whole paths under the output; nothing
/// is ever joined to a path.
pub(super) fn look_up(prefix: &str, address: &str, get: impl Fn(&str) -> Option<Page>) -> Lookup {
    let home = || Lookup::Moved(format!("{}/", encode_percent(prefix)));
    if !prefix.is_empty() && (address == "/" || address == prefix) {
        return home();
    }
    let Some(path) = address.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('/')) else {
        return Lookup::Missing;
    };
    let is_folder = path.is_empty() || path.ends_with('/');
    let exact = if is_folder { get(&format!("{path}index.html")) } else { get(path) };
    if let Some(page) = exact {
        return Lookup::Page(page);
    }
    if !is_folder && get(&format!("{path}/index.html")).is_some() {
        return Lookup::Moved(format!("{}/", encode_percent(address)));
    }
    Lookup::Missing
}
