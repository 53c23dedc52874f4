//! A page as other pages name it: by its title.

use tera::Value;

use super::view_model;
use crate::catalog::{Catalog, Target};
use crate::content::page::Page;
use crate::edition::site::Site;
use crate::edition::value::object;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::SitePath;
use crate::text::date::Date;

/// A page as others name it.
#[derive(Clone, Debug, Hash)]
pub(crate) struct NamedPage {
    pub(crate) title: String,
    /// Within the site.
    pub(crate) path: SitePath,
    /// The edition that has it, when this one does not.
    language: Option<LanguageTag>,
    pub(crate) date: Option<Date>,
    draft: bool,
}

impl NamedPage {
    /// Returns how a case or a page is named; `None` for what is no page.
    pub(crate) fn new(site: &Site, catalog: &Catalog, target: Target) -> Option<Self> {
        match target {
            Target::Case(index) => {
                let card = &catalog.cases[index as usize].card;
                Some(Self {
                    title: card.title.clone(),
                    path: site.case_path(card),
                    language: card.language.clone(),
                    date: card.date,
                    draft: card.draft,
                })
            }
            Target::Page(place) => Some(Self::of_page(site, catalog, &catalog.pages[place])),
            Target::Asset(_) => None,
        }
    }

    /// Returns how a page that is no case is named.
    pub(crate) fn of_page(site: &Site, catalog: &Catalog, page: &Page) -> Self {
        let language = page.elsewhere.as_ref().unwrap_or(site.language());
        Self {
            title: page.title.clone(),
            path: site.path_in(language, &catalog.page_path(page)),
            language: page.elsewhere.clone(),
            date: page.date,
            draft: page.draft,
        }
    }

    /// Returns the language of the page, where it is another than that of the edition.
    pub(crate) fn foreign_language(&self) -> Option<&str> {
        self.language.as_ref().map(LanguageTag::as_str)
    }

    /// Returns its `href`.
    pub(crate) fn href(&self, site: &Site) -> String {
        site.base.href(&self.path)
    }

    /// Returns it for templates.
    pub(crate) fn to_template_value(&self, site: &Site) -> Value {
        object! {
            "title" => self.title.as_str(),
            "href" => self.href(site),
            "language" => self.foreign_language(),
            "date" => view_model::optional_date(site, self.date.as_ref()),
            "draft" => self.draft,
        }
    }
}
