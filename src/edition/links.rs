//! Where the links of Markdown lead: from a file beside it to an address on the site.

use rustc_hash::FxHashMap;

use tera::Value;

use crate::catalog::{CaseIndex, Catalog, Target};
use crate::content::asset::Asset;
use crate::edition::site::Site;
use crate::edition::value::safe_html;
use crate::foundation::path::{SitePath, SourcePath};
use crate::markdown::{Address, Body, LinkPlaceholder, PlaceholderKind};

/// Where every file of an edition is addressed.
pub struct LinkResolver {
    targets: FxHashMap<SourcePath, Target>,
}

/// What a link leads to.
#[derive(Clone, Copy, Debug)]
pub enum Resolved<'a> {
    /// A page with this text.
    Page(&'a Body),
    /// A picture or attachment.
    Asset,
    /// An address of the site that is written as such.
    Site,
    /// Nothing that the site holds.
    Nothing,
}

impl LinkResolver {
    /// Gathers the addresses of `catalog`.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        Self { targets: catalog.link_targets() }
    }

    /// Returns what a link leads to.
    #[must_use]
    pub fn resolve_link<'a>(
        &self,
        catalog: &'a Catalog,
        placeholder: &LinkPlaceholder,
    ) -> Resolved<'a> {
        match self.targets.get(&placeholder.target) {
            Some(Target::Case(index)) => Resolved::Page(&catalog.cases[*index as usize].body),
            Some(Target::Page(index)) => Resolved::Page(&catalog.pages[*index].body),
            Some(Target::Asset(_)) => Resolved::Asset,
            None if placeholder.is_site_path() => Resolved::Site,
            None => Resolved::Nothing,
        }
    }

    /// Returns the place of the case that was read from `file`.
    #[must_use]
    pub fn case_from(&self, file: &SourcePath) -> Option<CaseIndex> {
        match self.targets.get(file) {
            Some(Target::Case(index)) => Some(*index),
            _ => None,
        }
    }

    /// Returns what `file` is.
    #[must_use]
    pub fn target_of(&self, file: &SourcePath) -> Option<Target> {
        self.targets.get(file).copied()
    }

    /// Returns the file at `path`, when a link can lead to it.
    #[must_use]
    pub fn find_file(&self, path: &SourcePath) -> Option<&SourcePath> {
        self.targets.get_key_value(path).map(|(file, _)| file)
    }

    /// Returns every file that a link can lead to.
    pub fn files(&self) -> impl Iterator<Item = &SourcePath> {
        self.targets.keys()
    }

    /// Returns the picture or attachment that `file` is.
    #[must_use]
    pub fn find_asset<'a>(&self, catalog: &'a Catalog, file: &SourcePath) -> Option<&'a Asset> {
        match self.targets.get(file) {
            Some(Target::Asset(index)) => Some(&catalog.assets[*index]),
            _ => None,
        }
    }

    /// Tells whether two files hold one text, in different languages or as one file.
    #[must_use]
    pub fn are_one(&self, file: &SourcePath, other: &SourcePath) -> bool {
        file == other || self.targets.get(file) == self.targets.get(other)
    }

    /// Returns where an address within the site leads from this edition: to the same place in it,
    /// but for files that all editions share, and addresses that name an edition themselves.
    fn reach_path(&self, site: &Site, path: &SitePath) -> SitePath {
        let written = path.as_str().trim_start_matches('/');
        // Sorted by name.
        let statics = &site.theme.statics;
        let is_static = || statics.binary_search_by(|(name, _)| name.as_str().cmp(written)).is_ok();
        let is_asset = || {
            let file = SourcePath::new(&format!("content/{written}"));
            matches!(self.targets.get(&file), Some(Target::Asset(_)))
        };
        let first = written.split('/').next().unwrap_or_default();
        let names_edition =
            || site.config.editions.iter().any(|edition| edition.tag.as_str() == first);
        let is_file = written.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if names_edition() || is_file && (is_static() || is_asset()) {
            path.clone()
        } else {
            site.edition_path(path)
        }
    }

    /// Returns where each placeholder of `body` leads, in order.
    #[must_use]
    pub fn link_addresses(&self, site: &Site, catalog: &Catalog, body: &Body) -> ResolvedLinks {
        ResolvedLinks(
            body.placeholders
                .iter()
                .map(|placeholder| self.link_address(site, catalog, placeholder))
                .collect(),
        )
    }

    fn link_address(
        &self,
        site: &Site,
        catalog: &Catalog,
        placeholder: &LinkPlaceholder,
    ) -> Option<(String, Option<(u32, u32)>)> {
        let suffix = placeholder.suffix();
        match self.targets.get(&placeholder.target) {
            Some(Target::Case(index)) => Some((
                format!("{}{suffix}", site.case_href(&catalog.cases[*index as usize].card)),
                None,
            )),
            Some(Target::Page(index)) => {
                let target = &catalog.pages[*index];
                let path = site.path_in(
                    target.elsewhere.as_ref().unwrap_or(site.language()),
                    &catalog.page_path(target),
                );
                Some((format!("{}{suffix}", site.base.href(&path)), None))
            }
            Some(Target::Asset(index)) => {
                let asset = &catalog.assets[*index];
                Some((
                    format!("{}{suffix}", site.base.href(&asset.out.site_path())),
                    asset.size.filter(|_| placeholder.kind == PlaceholderKind::Image),
                ))
            }
            None if placeholder.is_site_path() => {
                let path = self.reach_path(site, &SitePath::new(placeholder.target.as_str()));
                Some((format!("{}{suffix}", site.base.href(&path)), None))
            }
            None => None,
        }
    }
}

/// Where the links of one body lead, in order: the address, and the size of a picture.
#[derive(Clone, Debug, Default, Hash)]
pub struct ResolvedLinks(Box<[Option<ResolvedLink>]>);

/// An address, and the size of a picture.
type ResolvedLink = (String, Option<(u32, u32)>);

impl ResolvedLinks {
    /// Returns the HTML of `body` with every address filled in.
    pub fn fill_body(&self, body: &Body) -> Value {
        let mut addresses = self.0.iter();
        let html = body.fill_links(|_| {
            addresses.next().cloned().flatten().map(|(href, size)| Address { href, size })
        });
        safe_html(&html)
    }
}
