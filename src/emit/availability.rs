//! Which editions have which page.

use rustc_hash::FxHashMap;

use super::facets;
use super::stage::Site;
use crate::catalog::Catalog;
use crate::path::SitePath;

/// A set of editions: bit `n` stands for the edition at place `n`.
pub(super) type Mask = u32;

/// Which editions have which page. Indexes are in all; cases and plain pages may be missing, and values that only cases have whose
/// translation is a draft.
#[derive(Debug, Default)]
pub struct Availability {
    partial: FxHashMap<SitePath, Mask>,
}

/// Tells whether two editions list the same cases, drafts or not.
fn same_lists(a: &Catalog, b: &Catalog) -> bool {
    a.cases.len() == b.cases.len() && a.cases.iter().zip(&b.cases).all(|(a, b)| a.card.draft == b.card.draft)
}

/// Every edition.
pub(super) const ALL: Mask = Mask::MAX;

impl Availability {
    /// Looks at all editions, in their order.
    #[must_use]
    pub fn of(editions: &[(Site, Catalog)]) -> Self {
        let mut partial: FxHashMap<SitePath, Mask> = FxHashMap::default();
        if editions.len() < 2 {
            return Self { partial };
        }
        let same = editions.windows(2).all(|pair| same_lists(&pair[0].1, &pair[1].1));
        for (bit, (site, catalog)) in editions.iter().take(32).enumerate() {
            let cases = catalog.cases.iter().filter(|case| case.card.language.is_none()).map(|case| case.card.path.clone());
            let pages = catalog.pages.iter().filter(|page| page.elsewhere.is_none()).map(|page| catalog.page_path(page));
            let values = if same || !site.has_browse() { Vec::new() } else { facets::values(catalog, site) };
            for path in cases.chain(pages).chain(values.iter().map(|(value, _)| value.path())) {
                *partial.entry(path).or_default() |= 1 << bit;
            }
        }
        let whole = if editions.len() >= 32 { ALL } else { (1 << editions.len()) - 1 };
        partial.retain(|_, mask| *mask != whole);
        Self { partial }
    }

    /// Returns the editions that have the page at `path`.
    pub(super) fn mask(&self, path: &SitePath) -> Mask {
        self.partial.get(path).copied().unwrap_or(ALL)
    }
}
