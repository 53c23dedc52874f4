//! Every address of the site that is made of a name: one function each.

use super::site::Site;
use crate::content::case::{Case, TopicRef};
use crate::foundation::path::{SitePath, encode};
use crate::publication::config::IndicatorId;
use crate::publication::gazetteer::RegionCode;

/// Where the data stands.
pub(crate) const DATA_FOLDER: &str = "/data/";

/// The address of a region.
pub(crate) fn region_path(code: &RegionCode) -> SitePath {
    SitePath::new(&["/regions/", code.as_str(), "/"].concat())
}

/// The address of a subject term.
pub(crate) fn topic_path(topic: &TopicRef) -> SitePath {
    SitePath::new(&["/topics/", &topic.id.0, "/"].concat())
}

/// The address of an indicator.
pub(crate) fn indicator_path(id: &IndicatorId) -> SitePath {
    SitePath::new(&["/indicators/", &id.0, "/"].concat())
}

/// The address of the practices under a subject term.
pub(crate) fn practice_topic_path(topic: &TopicRef) -> SitePath {
    SitePath::new(&format!("/practices/{}/", topic.id.0))
}

/// The address that compares the case `id` with others.
pub(crate) fn compare_href(site: &Site, id: &str) -> Option<String> {
    site.config
        .outputs
        .data
        .then(|| format!("{}?cases={}", site.href(&SitePath::new("/compare/")), encode(id)))
}

pub(crate) fn indicator_file(id: &IndicatorId) -> String {
    format!("indicators/{}.csv", id.0)
}

/// The address of the CSV of an indicator.
pub(crate) fn indicator_csv(site: &Site, id: &IndicatorId) -> Option<String> {
    site.config
        .outputs
        .data
        .then(|| site.href(&SitePath::new(&format!("{DATA_FOLDER}{}", indicator_file(id)))))
}

/// The address of a case's record.
pub(crate) fn record_path(case: &Case) -> SitePath {
    SitePath::new(&format!("{}index.json", case.card.path))
}
