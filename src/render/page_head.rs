//! What the head of every page says.

use tera::Value;

use crate::edition::availability::Mask;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, free_value, object, optional_value, safe_html};
use crate::foundation::path::SitePath;
use crate::input::free_value::FreeValue;
use crate::publication::config::Collection;
use crate::render::json_ld;

/// What the head of a page says, and where the page stands.
pub(crate) struct Head<'a> {
    /// The kind of page, a word that themes know.
    pub(crate) kind: &'static str,
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    /// Its address within the edition.
    pub(crate) path: &'a SitePath,
    /// The pages above it, from the home page on.
    pub(crate) above: Vec<(String, SitePath)>,
    /// The address of a feed folder, such as `/models/hub/`, that has one of its own.
    pub(crate) feed: Option<&'a SitePath>,
    /// What the page is to search engines, besides its place in the site.
    pub(crate) json_ld: Option<String>,
    /// What the author of the page hands to templates as it is.
    pub(crate) extra: Option<&'a FreeValue>,
    /// The value of `<meta name="robots">`, when there is one.
    pub(crate) robots: Option<&'static str>,
}

impl<'a> Head<'a> {
    pub(crate) fn new(kind: &'static str, title: &'a str, path: &'a SitePath) -> Self {
        Self {
            kind,
            title,
            description: "",
            path,
            above: Vec::new(),
            feed: None,
            json_ld: None,
            extra: None,
            robots: None,
        }
    }

    pub(crate) fn with_description(mut self, text: &'a str) -> Self {
        self.description = text;
        self
    }

    /// Puts the page under a section of the menu.
    pub(crate) fn under_section(mut self, site: &Site, section: &str) -> Self {
        self.above = vec![
            (site.text("home").to_owned(), SitePath::new("/")),
            (site.text(section).to_owned(), routes::section_path(section)),
        ];
        self
    }

    /// Puts the page under the list of a collection, or under the home page when there is no list.
    pub(crate) fn under_collection(self, site: &Site, collection: &Collection) -> Self {
        let mut head = self.under_home(site);
        if collection.list {
            let label = site.say(&collection.label).to_owned();
            head.above.push((label, routes::section_path(&collection.key)));
        }
        head
    }

    /// Puts the page under the home page.
    pub(crate) fn under_home(mut self, site: &Site) -> Self {
        self.above = vec![(site.text("home").to_owned(), SitePath::new("/"))];
        self
    }

    /// The structured data of the page; `None` for a page that is no more than itself.
    fn structured_data(&self, site: &Site) -> Option<String> {
        let breadcrumb = (!self.above.is_empty())
            .then(|| json_ld::breadcrumb_node(site, &self.above, self.title, self.path));
        json_ld::linked_graph(self.json_ld.iter().chain(&breadcrumb).map(String::as_str))
    }

    /// Returns `page` for templates; `editions` are those that have the page.
    pub(crate) fn to_template_value(&self, site: &Site, editions: Mask) -> Value {
        let description = if self.description.is_empty() {
            site.say(&site.config.description)
        } else {
            self.description
        };
        let feed = |title: &str, name: &str, kind: &str, folder: &SitePath| {
            object! {
                "title" => format!("{title} · {}", self.title),
                "href" => site.href(&routes::file_path(folder, name)),
                "type" => kind,
            }
        };
        let feeds = self.feed.map(|folder| {
            vec![
                feed("Atom", routes::ATOM, "application/atom+xml", folder),
                feed("JSON Feed", routes::JSON_FEED, "application/feed+json", folder),
            ]
        });
        object! {
            "kind" => self.kind,
            "title" => self.title,
            "description" => description,
            "href" => site.href(self.path),
            "url" => site.url(self.path),
            "language" => site.language().as_str(),
            "breadcrumb" => build_list(self.above.iter().map(|(label, path)| object! {
                "label" => label.as_str(),
                "href" => site.href(path),
            })),
            "feeds" => build_list(feeds.unwrap_or_default()),
            "alternates" => self.alternate_links(site, editions),
            "json_ld" => optional_value(self.structured_data(site).as_deref(), safe_html),
            "extra" => self.extra.map(free_value),
            "robots" => self.robots,
        }
    }

    /// The same page in every edition; where an edition lacks it, its home page.
    fn alternate_links(&self, site: &Site, available: Mask) -> Value {
        let editions = site.config.all_editions();
        if editions.len() < 2 {
            return build_list([]);
        }
        let home = SitePath::new("/");
        build_list(editions.iter().enumerate().map(|(bit, edition)| {
            let available = bit < 32 && available & (1 << bit) != 0;
            let path = site.path_in(&edition.tag, if available { self.path } else { &home });
            object! {
                "language" => edition.tag.as_str(),
                "label" => site.edition_label(edition),
                "href" => site.base.href(&path),
                "url" => site.base.url(&path),
                "available" => available,
            }
        }))
    }
}
