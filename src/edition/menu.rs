//! The menu: what it holds, and how it looks on a page.

use tera::Value;

use crate::catalog::Catalog;
use crate::content::page;
use crate::edition::routes;
use crate::edition::site::{MenuItem, Site};
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;

impl Site {
    /// The menu: the sections that hold something, then the plain pages by their order.
    pub(crate) fn build_menu(&self, catalog: &Catalog) -> Vec<MenuItem> {
        let sections = [
            ("cases", !catalog.cases.is_empty()),
            ("regions", !catalog.regions.is_empty()),
            ("models", !catalog.models.is_empty()),
            ("practices", !catalog.practices.is_empty()),
            ("indicators", !catalog.indicators.is_empty()),
            ("topics", !catalog.topics.is_empty()),
            ("data", self.config.outputs.data && !catalog.cases.is_empty()),
        ];
        let mut menu: Vec<MenuItem> = sections
            .into_iter()
            .filter(|(_, some)| *some)
            .map(|(key, _)| {
                (
                    key.to_owned(),
                    self.text(key).to_owned(),
                    self.edition_path(&routes::section_path(key)),
                )
            })
            .collect();
        let mut pages: Vec<_> = catalog
            .pages
            .iter()
            .filter(|page| page.order.is_some() && matches!(page.role, page::Role::Plain(_)))
            .collect();
        pages.sort_by_key(|page| (page.order, page.file.clone()));
        menu.extend(pages.into_iter().map(|page| {
            let path = catalog.page_path(page);
            (
                path.as_str().trim_matches('/').to_owned(),
                page.title.clone(),
                self.path_in(page.elsewhere.as_ref().unwrap_or(&self.edition.tag), &path),
            )
        }));
        menu
    }

    /// How many states the menu has: no entry marked, or any one of them as this page or as the
    /// section that it belongs to.
    #[must_use]
    pub(crate) fn menu_states(&self) -> usize {
        1 + 2 * self.menu.len()
    }

    /// Returns the state of the menu on the page of a kind at `path`.
    pub(crate) fn menu_state(&self, kind: &str, path: &SitePath) -> usize {
        // The page of a `case` belongs to the section `cases`, that of a `practice-topic` to
        // `practices`.
        let section = if kind == "practice-topic" { "practice" } else { kind };
        let exact = self.menu.iter().position(|(_, _, entry)| entry == path).map(|at| 1 + 2 * at);
        let above = || {
            self.menu.iter().position(|(key, _, _)| key.starts_with(section)).map(|at| 2 + 2 * at)
        };
        exact.or_else(above).unwrap_or(0)
    }

    /// Returns the entries of the menu in one of its states, for its template.
    pub(crate) fn menu_in(&self, state: usize) -> Value {
        build_list(self.menu.iter().enumerate().map(|(at, (key, label, path))| {
            let current = match state {
                number if number == 1 + 2 * at => Some("page"),
                number if number == 2 + 2 * at => Some("true"),
                _ => None,
            };
            object! {
                "key" => key.as_str(),
                "label" => label.as_str(),
                "href" => self.base.href(path),
                "current" => current,
            }
        }))
    }
}
