//! Where the links of Markdown lead: from a file beside it to an address on the site.

use rustc_hash::FxHashMap;

use super::stage::Site;
use crate::catalog::{Catalog, Target};
use crate::markdown::{Body, Heading, Splice, SpliceKind};
use crate::path::{SitePath, SourcePath, encode};

/// Where every file of an edition is addressed.
pub struct Links {
    targets: FxHashMap<SourcePath, Target>,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug)]
pub enum Resolved<'a> {
    /// A page with headings.
    Page(&'a [Heading]),
    /// A picture or attachment.
    Asset,
    /// An address of the site that is written as such.
    Site,
    /// Nothing that the site holds.
    Nothing,
}

impl Links {
    /// Gathers the addresses of `catalog`.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        Self { targets: catalog.targets() }
    }

    /// Returns what a link leads to.
    #[must_use]
    pub fn resolve<'a>(&self, catalog: &'a Catalog, splice: &Splice) -> Resolved<'a> {
        match self.targets.get(&splice.target) {
            Some(Target::Case(index)) => Resolved::Page(&catalog.cases[*index as usize].body.headings),
            Some(Target::Page(index)) => Resolved::Page(&catalog.pages[*index].body.headings),
            Some(Target::Asset(_)) => Resolved::Asset,
            None if splice.target.as_str().starts_with('/') => Resolved::Site,
            None => Resolved::Nothing,
        }
    }

    /// Returns every file that a link can lead to.
    pub fn files(&self) -> impl Iterator<Item = &SourcePath> {
        self.targets.keys()
    }

    /// Returns what is put in the place of each splice of `body`, in order.
    #[must_use]
    pub fn insertions(&self, site: &Site, catalog: &Catalog, body: &Body) -> Vec<String> {
        body.splices.iter().map(|splice| self.insertion(site, catalog, splice)).collect()
    }

    fn insertion(&self, site: &Site, catalog: &Catalog, splice: &Splice) -> String {
        let fragment = splice.fragment.as_deref().map(|id| format!("#{}", encode(id))).unwrap_or_default();
        let address = |path: &SitePath| format!("{}{fragment}", site.href(path));
        match (self.targets.get(&splice.target), splice.kind) {
            (Some(Target::Case(index)), _) => address(&catalog.cases[*index as usize].card.path),
            (Some(Target::Page(index)), _) => address(&catalog.page_path(&catalog.pages[*index])),
            (Some(Target::Asset(index)), SpliceKind::Link) => format!("{}{fragment}", site.base.href(&catalog.assets[*index].out.site_path())),
            (Some(Target::Asset(index)), SpliceKind::Image) => {
                let asset = &catalog.assets[*index];
                let size = asset.size.map(|(width, height)| format!("\" width=\"{width}\" height=\"{height}")).unwrap_or_default();
                format!("{}{size}", site.base.href(&asset.out.site_path()))
            }
            (None, _) if splice.target.as_str().starts_with('/') => address(&SitePath::new(splice.target.as_str())),
            (None, _) => format!("#{}", encode(splice.fragment.as_deref().unwrap_or_default())),
        }
    }
}
