//! What search engines read: JSON-LD in the words of schema.org.

use memchr::memchr;
use serde::Serialize;

use crate::content::case::{Case, Regions, Source};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::path::SitePath;
use crate::publication::gazetteer::RegionCode;

/// Returns the graph of a page, unless it is empty, as text that can stand in a script element: no
/// `<`, so nothing in it ends the element.
pub(crate) fn linked_graph<'a>(nodes: impl Iterator<Item = &'a str>) -> Option<String> {
    let nodes: Vec<&str> = nodes.collect();
    let length: usize = nodes.iter().map(|node| node.len() + 1).sum();
    let mut text = String::with_capacity(length + 64);
    for node in nodes {
        text.push_str(if text.is_empty() {
            r#"{"@context":"https://schema.org","@graph":["#
        } else {
            ","
        });
        text.push_str(node);
    }
    if text.is_empty() {
        return None;
    }
    text.push_str("]}");
    Some(if memchr(b'<', text.as_bytes()).is_some() { text.replace('<', "\\u003c") } else { text })
}

fn write_node<T: Serialize>(node: &T) -> String {
    serde_json::to_string(node).expect("these structures hold text alone")
}

/// Returns where a page stands: the pages above it, then itself. Every page has one: it is written
/// without a structure in between.
pub(crate) fn breadcrumb_node(
    site: &Site,
    above: &[(String, SitePath)],
    title: &str,
    path: &SitePath,
) -> String {
    let pages = above.iter().map(|(name, path)| (name.as_str(), path)).chain([(title, path)]);
    let mut node = String::with_capacity(512);
    node.push_str(r#"{"@type":"BreadcrumbList","itemListElement":["#);
    for (position, (name, path)) in (1..).zip(pages) {
        if position > 1 {
            node.push(',');
        }
        node.push_str(r#"{"@type":"ListItem","position":"#);
        node.push_str(&write_node(&position));
        node.push_str(r#","name":"#);
        node.push_str(&write_node(&name));
        node.push_str(r#","item":"#);
        node.push_str(&write_node(&site.url(path)));
        node.push('}');
    }
    node.push_str("]}");
    node
}

/// A case: an article about a place and a time, with its sources.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    url: &'a str,
    headline: &'a str,
    description: &'a str,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    is_part_of: WebSite<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spatial_coverage: Option<Places<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal_coverage: Option<String>,
    about: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<CreativeWork<'a>>,
    #[serde(flatten)]
    rights: Rights<'a>,
}

#[derive(Serialize)]
struct WebSite<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    identifier: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    contained_in_place: Option<Box<Place<'a>>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Places<'a> {
    One(Box<Place<'a>>),
    Several(Vec<Place<'a>>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreativeWork<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
}

#[derive(Serialize)]
struct Organization<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

impl<'a> Organization<'a> {
    fn new(name: &'a str) -> Self {
        Self { kind: "Organization", name }
    }
}

/// Publisher and licence.
#[derive(Serialize)]
struct Rights<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Organization<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
}

impl<'a> Rights<'a> {
    fn of_site(site: &'a Site) -> Self {
        let publisher = Some(site.say(&site.config.publisher))
            .filter(|name| !name.is_empty())
            .map(Organization::new);
        Self {
            publisher,
            license: site.config.licence.as_ref().and_then(|licence| licence.url.as_deref()),
        }
    }
}

/// Returns what a case is: an article about a place and a time, with its sources.
pub(crate) fn article_node(site: &Site, case: &Case) -> String {
    let card = &case.card;
    let url = site.url(&card.path);
    write_node(&Article {
        kind: "Article",
        id: &url,
        url: &url,
        headline: &card.title,
        description: &card.summary,
        in_language: site.language().as_str(),
        date_published: card.date.as_ref().map(ToString::to_string),
        date_modified: card.updated.as_ref().map(ToString::to_string),
        is_part_of: WebSite {
            kind: "WebSite",
            name: site.say(&site.config.title),
            url: site.url(&SitePath::new("/")),
        },
        spatial_coverage: places(site, &case.card.regions),
        temporal_coverage: card.period.as_ref().map(ToString::to_string),
        about: card.topics.iter().map(|topic| labels::topic_name(site, topic)).collect(),
        citation: case.sources.iter().map(cited_work).collect(),
        rights: Rights::of_site(site),
    })
}

fn cited_work(source: &Source) -> CreativeWork<'_> {
    CreativeWork {
        kind: "CreativeWork",
        name: &source.title,
        url: source.url.as_deref(),
        publisher: source.publisher.as_deref().map(Organization::new),
        date_published: source.date.as_ref().map(ToString::to_string),
    }
}

/// The regions of a case.
fn places<'a>(site: &'a Site, regions: &Regions) -> Option<Places<'a>> {
    if regions.others().is_empty() {
        return case_place(site, regions.main()?).map(Places::One);
    }
    Some(Places::Several(regions.all().filter_map(|code| Some(*case_place(site, code)?)).collect()))
}

/// A region within those above it.
fn case_place<'a>(site: &'a Site, code: &RegionCode) -> Option<Box<Place<'a>>> {
    site.gazetteer.path_to(code.as_str()).into_iter().fold(None, |contained_in_place, region| {
        let (name, identifier) = (labels::region_name(site, region), region.code.as_str());
        Some(Box::new(Place { kind: "Place", name, identifier, contained_in_place }))
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dataset<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    url: &'a str,
    name: String,
    description: &'a str,
    in_language: &'a str,
    is_accessible_for_free: bool,
    distribution: Vec<DataDownload<'a>>,
    #[serde(flatten)]
    rights: Rights<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DataDownload<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    content_url: String,
    encoding_format: &'a str,
}

/// Returns what the data is: a dataset, and where each of its forms is found.
pub(crate) fn dataset_node(
    site: &Site,
    path: &SitePath,
    files: &[(String, &'static str)],
) -> String {
    let url = site.url(path);
    let download = |(name, kind): &(String, &'static str)| DataDownload {
        kind: "DataDownload",
        content_url: site.url(&routes::file_path(path, name)),
        encoding_format: kind,
    };
    write_node(&Dataset {
        kind: "Dataset",
        id: &url,
        url: &url,
        name: format!("{} · {}", site.text("data"), site.say(&site.config.title)),
        description: site.text("data_description"),
        in_language: site.language().as_str(),
        is_accessible_for_free: true,
        distribution: files.iter().map(download).collect(),
        rights: Rights::of_site(site),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_graph_ends_its_element() {
        let title = "</script><script>alert(1)</script><!--";
        let text =
            linked_graph(std::iter::once(write_node(&Organization::new(title)).as_str())).unwrap();
        assert!(!text.contains('<'));
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["@graph"][0]["name"], title);
    }
}
