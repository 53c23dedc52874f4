//! The site in one edition: what all its pages share.

use std::sync::Arc;

use tera::Value;

use super::menu_item::MenuItem;
use super::routes;
use super::value::{build_list, escaped, free_value, object, optional_value};
use crate::catalog::Catalog;
use crate::content::case::Card;
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{BaseUrl, SitePath, encode_percent};
use crate::publication::config::{Config, Edition, IndicatorId, Need};
use crate::publication::data_files::DataFiles;
use crate::publication::gazetteer::Gazetteer;
use crate::publication::theme::{ICON, Texts, Theme};

/// The site in one edition: what pages share.
pub struct Site {
    /// What the publication says about itself.
    pub config: Arc<Config>,
    /// Its regions.
    pub gazetteer: Arc<Gazetteer>,
    /// Its look.
    pub theme: Arc<Theme>,
    pub edition: Edition,
    /// Where this edition stands.
    pub base: BaseUrl,
    pub(crate) menu: Vec<MenuItem>,
    /// Whether there is a page that compares cases: one alone has none.
    has_comparison: bool,
    /// `site` for templates.
    pub(crate) value: Value,
    /// `data` for templates.
    pub(crate) data: Value,
    /// What readers see besides the content.
    pub(crate) texts: Arc<Texts>,
    pub hash: Hash,
}

/// The version is in every key: another generator may render the same parts otherwise.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Site {
    /// Prepares what pages of `edition` share.
    #[must_use]
    pub fn new(
        config: Arc<Config>,
        gazetteer: Arc<Gazetteer>,
        theme: Arc<Theme>,
        texts: Arc<Texts>,
        edition: Edition,
        (config_hash, data): (Hash, &DataFiles),
        catalog: &Catalog,
    ) -> Self {
        let base = config.base_url.clone();
        let has_comparison = config.outputs.data && catalog.cases.len() > 1;
        let mut site = Self {
            has_comparison,
            config,
            gazetteer,
            theme,
            edition,
            base,
            menu: Vec::new(),
            value: Value::none(),
            data: free_value(&data.value),
            texts,
            hash: Hash::default(),
        };
        let sections = site.list_sections(catalog);
        site.menu = site.build_menu(&sections, catalog);
        let css_hash = site.static_hash(catalog);
        site.hash = Hash::of_value(&(
            VERSION,
            config_hash,
            data.hash,
            site.gazetteer.hash(),
            site.theme.hash,
            &site.edition,
            (&sections, &site.menu, has_comparison),
            css_hash,
        ));
        site.value = site.to_template_value(&sections, css_hash);
        site
    }

    /// Tells whether this is the edition at the site's root.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.edition.tag == self.config.language
    }

    /// Returns the language of this edition.
    #[must_use]
    pub fn language(&self) -> &LanguageTag {
        &self.edition.tag
    }

    /// Returns the address of `path` within this edition: others than the default stand below their
    /// tag.
    #[must_use]
    pub fn edition_path(&self, path: &SitePath) -> SitePath {
        self.path_in(&self.edition.tag, path)
    }

    /// Returns the address of `path` within the edition in `language`.
    #[must_use]
    pub fn path_in(&self, language: &LanguageTag, path: &SitePath) -> SitePath {
        if *language == self.config.language {
            path.clone()
        } else {
            SitePath::new(&format!("/{language}{path}"))
        }
    }

    /// Returns the address of a case: in this edition, or in the one that has it.
    #[must_use]
    pub fn case_path(&self, card: &Card) -> SitePath {
        self.path_in(card.language.as_ref().unwrap_or(&self.edition.tag), &card.path)
    }

    /// Returns the `href` of a case: in this edition, or in the one that has it.
    #[must_use]
    pub fn case_href(&self, card: &Card) -> String {
        self.base.href(&self.case_path(card))
    }

    /// Returns the `href` that compares the case `id` with others; `None` without the pages of the
    /// data.
    #[must_use]
    pub(crate) fn compare_href(&self, id: &str) -> Option<String> {
        let page = self.has_comparison.then(|| self.href(&routes::section_path("compare")))?;
        Some(format!("{page}?cases={}", encode_percent(id)))
    }

    /// Returns the `href` of the CSV of an indicator; `None` without the pages of the data.
    #[must_use]
    pub(crate) fn indicator_csv_href(&self, id: &IndicatorId) -> Option<String> {
        let path = routes::data_file_path(&routes::indicator_file(id));
        self.config.outputs.data.then(|| self.href(&path))
    }

    /// Returns the name of an edition in its own language.
    #[must_use]
    pub fn edition_label<'a>(&'a self, edition: &'a Edition) -> &'a str {
        let named = || self.theme.texts.language_name(&edition.tag);
        edition.label.as_deref().or_else(named).unwrap_or(edition.tag.as_str())
    }

    /// Returns the `href` of `path` within this edition.
    #[must_use]
    pub fn href(&self, path: &SitePath) -> String {
        self.base.href(&self.edition_path(path))
    }

    /// Returns the absolute address of `path` within this edition.
    #[must_use]
    pub fn url(&self, path: &SitePath) -> String {
        self.base.url(&self.edition_path(path))
    }

    /// Returns a text of `site.yaml` in this edition's language.
    #[must_use]
    pub fn say<'a>(&self, text: &'a crate::foundation::language::Localised) -> &'a str {
        text.in_language(&self.edition.tag, &self.config.language)
    }

    /// Returns an interface text of the theme.
    #[must_use]
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.text_of(key)
    }

    /// A stylesheet that changed must not be taken from a reader's cache.
    fn static_hash(&self, catalog: &Catalog) -> Hash {
        let used = |path: &str| {
            path == self.theme.css
                || path == ICON
                || self.theme.scripts.iter().any(|script| script == path)
        };
        let hashes: Vec<Hash> = catalog
            .assets
            .iter()
            .filter(|asset| used(asset.out.as_str()))
            .map(|asset| asset.hash)
            .collect();
        Hash::of_value(&hashes)
    }

    /// Which keys cases of the publication may have, for templates.
    fn case_keys(&self) -> Value {
        let has = |key: &str| self.config.case_need(key) != Need::Off;
        object! {
            "district" => has("district"),
            "model" => has("model"),
            "date" => has("date"),
            "practices" => has("practices"),
            "metrics" => has("metrics"),
            "sources" => has("sources"),
        }
    }

    fn to_template_value(&self, sections: &[MenuItem], css_hash: Hash) -> Value {
        let config = &*self.config;
        let icon = self.theme.statics.iter().any(|(path, _)| path == ICON);
        let versioned = |path: &str| match self.theme.addresses.second_name(path) {
            Some(name) => self.base.href(&SitePath::new(name)),
            None => format!("{}?v={}", self.base.href(&SitePath::new(path)), css_hash.hex(8)),
        };
        let feed = |title: &str, path: &str, kind: &str| {
            object! {
                "title" => title,
                "href" => self.href(&SitePath::new(path)),
                "type" => kind,
            }
        };
        let feeds = if config.outputs.site_feed {
            vec![
                feed("Atom", "/feed.xml", "application/atom+xml"),
                feed("JSON Feed", "/feed.json", "application/feed+json"),
            ]
        } else {
            Vec::new()
        };
        object! {
            "title" => self.say(&config.title),
            "subtitle" => self.say(&config.subtitle),
            "description" => self.say(&config.description),
            "publisher" => self.say(&config.publisher),
            "licence" => optional_value(config.licence.as_ref(), |licence| object! {
                "name" => self.say(&licence.name),
                "url" => licence.url.as_deref(),
            }),
            "language" => self.edition.tag.as_str(),
            "home" => self.href(&SitePath::new("/")),
            "nav" => build_list(sections.iter().map(|item| object! {
                "key" => item.key.as_str(),
                "label" => item.label.as_str(),
                "href" => self.item_href(item),
            })),
            "css" => (!self.theme.css.is_empty()).then(|| versioned(&self.theme.css)),
            "policy" => optional_value(config.policy.as_ref(), |policy| escaped(policy.as_str())),
            "icon" => icon.then(|| versioned(ICON)),
            "scripts" => build_list(self.theme.scripts.iter().map(|path| Value::from(versioned(path)))),
            "feeds" => build_list(feeds),
            "params" => free_value(&config.params),
            "has" => self.case_keys(),
            "browse" => self.has_browse().then(|| self.href(&routes::section_path("browse"))),
            "search" => self.has_search(),
            "opensearch" => self.has_search().then(|| self.href(&SitePath::new("/opensearch.xml"))),
        }
    }
}
