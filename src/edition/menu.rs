//! The menu: what it holds, and how it looks on a page.

use std::cmp::Reverse;
use std::sync::Arc;

use tera::Value;

use crate::catalog::Catalog;
use crate::content::case::Case;
use crate::content::page;
use crate::content::page::Page;
use crate::edition::labels;
use crate::edition::menu_item::{MenuItem, Target};
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;
use crate::publication::config::{Collection, Config, Field, MenuEntry, MenuTarget};

/// The search, which stands last in the menu.
pub(crate) const SEARCH: &str = "search";

/// The sections of the site, in the order of the menu.
pub(crate) const SECTIONS: [&str; 7] =
    ["cases", "regions", "models", "practices", "indicators", "topics", "data"];

impl Site {
    /// Returns the sections, lists of values and collections that hold something, then the plain
    /// pages by their order.
    pub(crate) fn list_sections(&self, catalog: &Catalog) -> Vec<MenuItem> {
        let sections = SECTIONS.into_iter().filter(|key| self.has_section(key, catalog));
        let mut items: Vec<MenuItem> = sections.map(|key| self.section_item(key)).collect();
        let indexed = self.config.vocabulary.fields.iter().filter(|field| field.index);
        items.extend(indexed.filter_map(|field| self.index_item(field, catalog)));
        let collections = self.config.collections.iter().filter(|one| one.menu);
        items.extend(collections.filter_map(|one| self.collection_item(one, catalog)));
        let mut pages: Vec<_> = catalog
            .pages
            .iter()
            .filter(|page| page.order.is_some() && matches!(page.role, page::Role::Plain(_)))
            .collect();
        pages.sort_by_key(|page| (page.order, page.file.clone()));
        items.extend(pages.into_iter().map(|page| self.page_item(page, catalog)));
        items
    }

    /// Returns the menu: as `site.yaml` has it, else the sections and pages, and the search.
    pub(crate) fn build_menu(&self, sections: &[MenuItem], catalog: &Catalog) -> Vec<MenuItem> {
        match self.config.menu.as_slice() {
            [] => {
                let search = self.has_search().then(|| self.section_item(SEARCH));
                sections.iter().cloned().chain(search).collect()
            }
            entries => entries.iter().filter_map(|entry| self.menu_item(entry, catalog)).collect(),
        }
    }

    /// Returns an entry of `site.yaml`; `None` when it leads to nothing that the edition has.
    fn menu_item(&self, entry: &MenuEntry, catalog: &Catalog) -> Option<MenuItem> {
        let item = match &entry.to {
            MenuTarget::Inside(to) => self.find_target(to, catalog)?,
            MenuTarget::Web(url) => {
                MenuItem { key: String::new(), label: String::new(), to: Target::Web(url.clone()) }
            }
            MenuTarget::Entries(entries) => {
                let items = entries.iter().filter_map(|entry| self.menu_item(entry, catalog));
                let items: Vec<MenuItem> = items.collect();
                let to = (!items.is_empty()).then_some(Target::Items(items))?;
                MenuItem { key: String::new(), label: String::new(), to }
            }
        };
        let label = match entry.label.for_readers_of(&self.edition.tag) {
            Some(label) => label.to_owned(),
            None if item.label.is_empty() => self.say(&entry.label).to_owned(),
            None => item.label,
        };
        Some(MenuItem { label, ..item })
    }

    /// Returns an entry that leads to a section, a page or an address of the site.
    fn find_target(&self, to: &str, catalog: &Catalog) -> Option<MenuItem> {
        if let Some(section) = find_section(to) {
            return self.has_section(section, catalog).then(|| self.section_item(section));
        }
        if let Some(field) = find_index(to, &self.config) {
            return self.index_item(field, catalog);
        }
        if let Some(collection) = find_collection(to, &self.config) {
            return self.collection_item(collection, catalog);
        }
        if let Some(page) = find_page(to, catalog) {
            return Some(self.page_item(page, catalog));
        }
        let path = SitePath::new(to);
        to.starts_with('/').then(|| MenuItem {
            key: path.as_str().trim_matches('/').to_owned(),
            label: String::new(),
            to: Target::Path(self.edition_path(&path)),
        })
    }

    fn has_section(&self, key: &str, catalog: &Catalog) -> bool {
        match key {
            "cases" => !catalog.cases.is_empty(),
            "regions" => !catalog.regions.is_empty(),
            "models" => !catalog.models.is_empty(),
            "practices" => !catalog.practices.is_empty(),
            "indicators" => !catalog.indicators.is_empty(),
            "topics" => !catalog.topics.is_empty(),
            "data" => self.config.outputs.data && !catalog.cases.is_empty(),
            SEARCH => self.has_search(),
            _ => false,
        }
    }

    fn section_item(&self, key: &str) -> MenuItem {
        MenuItem {
            key: key.to_owned(),
            label: self.text(key).to_owned(),
            to: Target::Path(self.edition_path(&routes::section_path(key))),
        }
    }

    /// Returns an entry that leads to the list of the values of a field; `None` when there are
    /// none.
    fn index_item(&self, field: &Field, catalog: &Catalog) -> Option<MenuItem> {
        let has_value = |case: &Arc<Case>| case.fields.iter().any(|(key, _)| *key == field.key);
        (self.has_browse() && catalog.cases.iter().any(has_value)).then(|| MenuItem {
            key: field.key.clone(),
            label: labels::own_label(self, field).to_owned(),
            to: Target::Path(self.edition_path(&routes::field_index_path(field))),
        })
    }

    /// Returns an entry that leads to the list of a collection; `None` when nothing is in it.
    fn collection_item(&self, collection: &Collection, catalog: &Catalog) -> Option<MenuItem> {
        let group = catalog.collections.iter().find(|group| group.key == collection.key)?;
        (collection.list && !group.entries.is_empty()).then(|| MenuItem {
            key: collection.key.clone(),
            label: self.say(&collection.label).to_owned(),
            to: Target::Path(self.edition_path(&routes::section_path(&collection.key))),
        })
    }

    fn page_item(&self, page: &Page, catalog: &Catalog) -> MenuItem {
        let path = catalog.page_path(page);
        let language = page.elsewhere.as_ref().unwrap_or(&self.edition.tag);
        MenuItem {
            key: path.as_str().trim_matches('/').to_owned(),
            label: page.title.clone(),
            to: Target::Path(self.path_in(language, &path)),
        }
    }

    /// Returns all entries of the menu that lead somewhere, in order.
    fn menu_leaves(&self) -> impl Iterator<Item = &MenuItem> {
        self.menu.iter().flat_map(|item| match &item.to {
            Target::Items(items) => items.as_slice(),
            _ => std::slice::from_ref(item),
        })
    }

    /// How many states the menu has: no entry marked, or any one of them as this page or as the
    /// section that it belongs to.
    #[must_use]
    pub(crate) fn menu_states(&self) -> usize {
        1 + 2 * self.menu_leaves().count()
    }

    /// Returns the state of the menu on the page at `path`, which stands below the pages `above`.
    pub(crate) fn menu_state(&self, path: &SitePath, above: &[(String, SitePath)]) -> usize {
        let (path, home) = (self.edition_path(path), self.edition_path(&SitePath::new("/")));
        let paths = || {
            let path_of = |item: &MenuItem| match &item.to {
                Target::Path(path) => Some(path.clone()),
                _ => None,
            };
            self.menu_leaves().map(path_of).enumerate().filter_map(|(at, to)| Some((at, to?)))
        };
        let holds = |to: &SitePath| {
            *to != home && to.as_str().ends_with('/') && path.as_str().starts_with(to.as_str())
        };
        let exact = paths().find(|(_, to)| *to == path).map(|(at, _)| 1 + 2 * at);
        let by_address = || {
            let holding = paths().filter(|(_, to)| holds(to));
            holding.max_by_key(|(at, to)| (to.as_str().len(), Reverse(*at)))
        };
        // Addresses of cases need not lie below their section.
        let by_place = || {
            let above = above.iter().rev().map(|(_, path)| self.edition_path(path));
            above.filter(|path| *path != home).find_map(|path| paths().find(|(_, to)| *to == path))
        };
        let section = || by_address().or_else(by_place).map(|(at, _)| 2 + 2 * at);
        exact.or_else(section).unwrap_or(0)
    }

    /// Returns the entries of the menu in one of its states, for its template.
    pub(crate) fn menu_in(&self, state: usize) -> Value {
        let mut leaf = 0;
        build_list(self.menu.iter().map(|item| self.item_value(item, state, &mut leaf)))
    }

    /// Returns an entry for templates. `leaf` counts those that lead somewhere.
    fn item_value(&self, item: &MenuItem, state: usize, leaf: &mut usize) -> Value {
        if let Target::Items(items) = &item.to {
            let first = *leaf;
            let items = build_list(items.iter().map(|item| self.item_value(item, state, leaf)));
            let holds_current = (1 + 2 * first..=2 * *leaf).contains(&state);
            return object! {
                "label" => item.label.as_str(),
                "items" => items,
                "current" => holds_current.then_some("true"),
            };
        }
        let current = match state {
            number if number == 1 + 2 * *leaf => Some("page"),
            number if number == 2 + 2 * *leaf => Some("true"),
            _ => None,
        };
        *leaf += 1;
        object! {
            "key" => item.key.as_str(),
            "label" => item.label.as_str(),
            "href" => self.item_href(item),
            "current" => current,
        }
    }

    /// Returns the `href` of an entry; none of one that holds others.
    pub(crate) fn item_href(&self, item: &MenuItem) -> Option<String> {
        match &item.to {
            Target::Path(path) => Some(self.base.href(path)),
            Target::Web(url) => Some(url.clone()),
            Target::Items(_) => None,
        }
    }
}

/// Returns the section that an entry names, by its word or its address.
pub(crate) fn find_section(name: &str) -> Option<&'static str> {
    let name = name.trim_matches('/');
    SECTIONS.into_iter().chain([SEARCH]).find(|section| *section == name)
}

/// Returns the field the list of whose values an entry names, by its key or its address.
pub(crate) fn find_index<'a>(name: &str, config: &'a Config) -> Option<&'a Field> {
    let name = name.trim_matches('/');
    let mut fields = config.vocabulary.fields.iter().filter(|field| field.index);
    fields.find(|field| {
        field.key == name || routes::field_index_path(field).as_str().trim_matches('/') == name
    })
}

/// Returns the collection whose list an entry names, by its word or its address.
pub(crate) fn find_collection<'a>(name: &str, config: &'a Config) -> Option<&'a Collection> {
    config.find_collection(name.trim_matches('/')).filter(|collection| collection.list)
}

/// Returns the plain page that an entry names by its address part.
pub(crate) fn find_page<'a>(name: &str, catalog: &'a Catalog) -> Option<&'a Page> {
    let name = name.trim_matches('/');
    let mut pages = catalog.pages.iter().map(|page| &**page);
    pages.find(|page| {
        matches!(&page.role, page::Role::Plain(path) if path.as_str().trim_matches('/') == name)
    })
}
