//! A value of a facet: what it is called, and where its cases are listed.

use tera::Value;

use crate::content::case::TopicRef;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::object;
use crate::foundation::path::SitePath;
use crate::publication::gazetteer::RegionCode;

/// What cases have in common. A page of its own, or one below `/browse/`, lists them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum FacetValue {
    Region(RegionCode),
    Topic(TopicRef),
    /// The name of a model and its address.
    Model(String, SitePath),
    Year(u16),
    /// Whether cases are drafts.
    Status(bool),
    Field(NamedValue),
}

/// A value of a field that `site.yaml` declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NamedValue {
    /// The key of the field.
    pub(crate) key: String,
    /// The value, cut short where it is too long for a list.
    pub(crate) name: String,
    /// The value, where its name is cut short.
    pub(crate) whole: Option<String>,
    pub(crate) path: SitePath,
}

impl FacetValue {
    /// Its part of the address of a pair.
    pub(crate) fn slug(&self) -> String {
        self.path().as_str().trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// The word for its kind in addresses of pairs and for themes.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Region(_) => "region",
            Self::Topic(_) => "topic",
            Self::Model(..) => "model",
            Self::Year(_) => "year",
            Self::Status(_) => "status",
            Self::Field(_) => "field",
        }
    }

    /// Tells whether `other` is a value of the same facet.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field(field), Self::Field(other)) => field.key == other.key,
            _ => self.kind() == other.kind(),
        }
    }

    /// Returns what readers call its facet.
    fn label<'a>(&'a self, site: &'a Site) -> &'a str {
        match self {
            // What the theme calls `status` is that of a figure.
            Self::Status(_) => site.text("search_status"),
            Self::Field(value) => labels::field_label(site, &value.key),
            _ => site.text(self.kind()),
        }
    }

    /// Returns what stands above a list of several values of its facet.
    pub(crate) fn heading<'a>(&'a self, site: &'a Site) -> &'a str {
        match self {
            Self::Region(_) => site.text("regions"),
            Self::Topic(_) => site.text("topics"),
            Self::Model(..) => site.text("models"),
            Self::Year(_) => site.text("years"),
            Self::Status(_) | Self::Field(_) => self.label(site),
        }
    }

    pub(crate) fn name(&self, site: &Site) -> String {
        match self {
            Self::Region(code) => site
                .gazetteer
                .find_region(code.as_str())
                .map_or("", |region| labels::region_name(site, region))
                .to_owned(),
            Self::Topic(topic) => labels::topic_name(site, topic).to_owned(),
            Self::Model(name, _) => name.clone(),
            Self::Year(year) => year.to_string(),
            Self::Status(draft) => {
                site.text(if *draft { "draft" } else { "search_published" }).to_owned()
            }
            Self::Field(value) => value.name.clone(),
        }
    }

    /// Returns its name behind that of its facet, for it may say little by itself.
    pub(crate) fn title(&self, site: &Site) -> String {
        [self.label(site), site.text("colon"), &self.name(site)].concat()
    }

    /// Where all its cases are listed.
    pub(crate) fn path(&self) -> SitePath {
        match self {
            Self::Region(code) => routes::region_path(code),
            Self::Topic(topic) => routes::topic_path(topic),
            Self::Model(_, path) => path.clone(),
            Self::Year(year) => routes::year_path(*year),
            Self::Status(draft) => routes::status_path(*draft),
            Self::Field(value) => value.path.clone(),
        }
    }

    /// Returns it for templates.
    pub(crate) fn to_template_value(&self, site: &Site) -> Value {
        let whole = match self {
            Self::Field(value) => value.whole.as_deref(),
            _ => None,
        };
        object! {
            "kind" => self.kind(),
            "label" => self.label(site),
            "name" => self.name(site),
            "whole" => whole,
            "href" => site.href(&self.path()),
        }
    }
}
