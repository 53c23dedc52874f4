//! Every address of the site that is made of a name: one function each.

use crate::content::case::{Case, TopicRef};
use crate::foundation::path::SitePath;
use crate::publication::config::{Field, IndicatorId};
use crate::publication::gazetteer::RegionCode;
use crate::text::make_slug;

/// The folder of the tables, the records of cases and their description.
pub(crate) const DATA_FOLDER: &str = "/data/";

/// The folder of the search page and its index.
pub(crate) const SEARCH_FOLDER: &str = "/search/";

/// The folder of the lists by facet.
pub(crate) const BROWSE_FOLDER: &str = "/browse/";

/// The name of the Atom feed in the folder of its page.
pub(crate) const ATOM: &str = "feed.xml";

/// The name of the JSON feed in the folder of its page.
pub(crate) const JSON_FEED: &str = "feed.json";

/// The address of a section of the menu, such as `regions`.
pub(crate) fn section_path(key: &str) -> SitePath {
    SitePath::new(&["/", key, "/"].concat())
}

/// The address of a file in the folder of a page.
pub(crate) fn file_path(page: &SitePath, name: &str) -> SitePath {
    SitePath::new(&[page.as_str(), name].concat())
}

/// The address of a page of a list that stands at `list`, from 1.
pub(crate) fn numbered_path(list: &SitePath, number: usize) -> SitePath {
    if number == 1 { list.clone() } else { SitePath::new(&format!("{list}page/{number}/")) }
}

/// The address of the fixed comparison of the cases of a model, whose page stands at `model`.
pub(crate) fn model_comparison_path(model: &SitePath) -> SitePath {
    SitePath::new(&format!("{model}compare/"))
}

/// The address of a list of the cases of a year.
pub(crate) fn year_path(year: u16) -> SitePath {
    SitePath::new(&format!("{BROWSE_FOLDER}year/{year}/"))
}

/// The address of the list of drafts, or of what is published.
pub(crate) fn status_path(draft: bool) -> SitePath {
    let status = if draft { "draft" } else { "published" };
    SitePath::new(&format!("{BROWSE_FOLDER}status/{status}/"))
}

/// The address of the list of all values of a declared field.
pub(crate) fn field_index_path(field: &Field) -> SitePath {
    section_path(&make_slug(&field.key))
}

/// The address of the list of cases with one value of a declared field, by the parts that stand for
/// the two.
pub(crate) fn field_value_path(field: &str, value: &str) -> SitePath {
    SitePath::new(&format!("{BROWSE_FOLDER}f-{field}/{value}/"))
}

/// The address of the list of cases with two values, each given by its kind and its part of the
/// address.
pub(crate) fn pair_path(one: (&str, &str), two: (&str, &str)) -> SitePath {
    SitePath::new(&format!("{BROWSE_FOLDER}{}-{}/{}/{}/", one.0, two.0, one.1, two.1))
}

/// The address of a file of the data.
pub(crate) fn data_file_path(name: &str) -> SitePath {
    SitePath::new(&[DATA_FOLDER, name].concat())
}

/// The address of a file of the index of the search.
pub(crate) fn search_file_path(name: &str) -> SitePath {
    SitePath::new(&[SEARCH_FOLDER, name].concat())
}

/// The address of the sitemap, or of one of its parts.
pub(crate) fn sitemap_path(part: Option<usize>) -> SitePath {
    SitePath::new(
        &part.map_or_else(|| "/sitemap.xml".to_owned(), |number| format!("/sitemap-{number}.xml")),
    )
}

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

/// The name of the CSV of an indicator in the folder of the data.
pub(crate) fn indicator_file(id: &IndicatorId) -> String {
    format!("indicators/{}.csv", id.0)
}

/// The address of a case's record.
pub(crate) fn record_path(case: &Case) -> SitePath {
    file_path(&case.card.path, "index.json")
}
