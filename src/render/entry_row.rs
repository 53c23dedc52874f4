//! An entry of a collection as lists and feeds show it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use tera::Value;

use super::linked::LinkedValues;
use super::named_page::NamedPage;
use super::view_model;
use crate::catalog::{Catalog, Target};
use crate::content::page::Page;
use crate::edition::site::Site;
use crate::edition::value::{free_value, object, optional_value};
use crate::publication::config::Collection;
use crate::text::date::Date;

/// An entry in a list. Its hash covers what lists show, and not the text.
#[derive(Clone)]
pub(crate) struct EntryRow {
    pub(crate) named: NamedPage,
    page: Arc<Page>,
    linked: LinkedValues,
}

impl Hash for EntryRow {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Page { summary, updated, fields, extra, .. } = &*self.page;
        (&self.named, &self.linked, self.id(), summary, updated, fields, extra).hash(state);
    }
}

impl EntryRow {
    /// Returns the entry at a place of the catalog's pages.
    pub(crate) fn new(
        site: &Site,
        catalog: &Catalog,
        collection: &Collection,
        place: usize,
    ) -> Self {
        let page = &catalog.pages[place];
        let from = Target::Page(place);
        Self {
            named: NamedPage::of_page(site, catalog, page),
            page: Arc::clone(page),
            linked: LinkedValues::new(site, catalog, &collection.fields, &page.fields, from),
        }
    }

    fn id(&self) -> &str {
        self.page.role.entry().map_or("", |entry| &entry.id)
    }

    pub(crate) fn summary(&self) -> &str {
        &self.page.summary
    }

    /// When it was last corrected.
    pub(crate) fn updated(&self) -> Option<Date> {
        self.page.updated
    }

    /// When readers last had a reason to look at it.
    pub(crate) fn last_change(&self) -> Option<Date> {
        self.page.date.max(self.page.updated)
    }

    /// Returns it for templates.
    pub(crate) fn to_template_value(&self, site: &Site, collection: &Collection) -> Value {
        object! {
            "id" => self.id(),
            "title" => self.named.title.as_str(),
            "href" => self.named.href(site),
            "language" => self.named.foreign_language(),
            "date" => view_model::optional_date(site, self.page.date.as_ref()),
            "updated" => view_model::optional_date(site, self.page.updated.as_ref()),
            "summary" => self.page.summary.as_str(),
            "fields" => self.linked.fields_value(site, &collection.fields, &self.page.fields),
            "extra" => optional_value(self.page.extra.as_deref(), free_value),
            "draft" => self.page.draft,
        }
    }
}
