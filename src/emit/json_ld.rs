//! What search engines read: JSON-LD in the words of schema.org.

use serde_json::{Value, json};

use super::shape;
use super::stage::Site;
use crate::case::Case;
use crate::path::SitePath;

/// Returns the graph of a page, unless it is empty, as text that can stand in a script element: no `<`, so nothing in it ends the element.
pub(super) fn graph<'a>(nodes: impl Iterator<Item = &'a Value>) -> Option<String> {
    let mut text = String::new();
    for node in nodes {
        text.push_str(if text.is_empty() { r#"{"@context":"https://schema.org","@graph":["# } else { "," });
        // A value's own `Display` goes through the formatter piece by piece. Text is all that can be in a value, so writing it cannot fail.
        text.push_str(&serde_json::to_string(node).unwrap_or_default());
    }
    (!text.is_empty()).then(|| (text + "]}").replace('<', "\\u003c"))
}

/// Returns where a page stands: the pages above it, then itself.
pub(super) fn breadcrumb(site: &Site, above: &[(String, SitePath)], title: &str, path: &SitePath) -> Value {
    let own = (title.to_owned(), path.clone());
    let items: Vec<Value> = (1..)
        .zip(above.iter().chain(std::iter::once(&own)))
        .map(|(position, (name, path))| json!({ "@type": "ListItem", "position": position, "name": name, "item": site.url(path) }))
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// Returns what a case is: an article about a place and a time, with its sources.
pub(super) fn article(site: &Site, case: &Case) -> Value {
    let card = &case.card;
    let url = site.url(&card.path);
    let mut article = json!({
        "@type": "Article",
        "@id": url,
        "url": url,
        "headline": card.title,
        "description": card.summary,
        "inLanguage": site.language().as_str(),
        "datePublished": card.date.to_string(),
        "isPartOf": { "@type": "WebSite", "name": site.say(&site.config.title), "url": site.url(&SitePath::new("/")) },
        "spatialCoverage": place(site, case),
        "about": card.topics.iter().map(|topic| shape::topic_name(site, topic)).collect::<Vec<_>>(),
    });
    common(site, &mut article);
    if let Some(period) = &card.period {
        article["temporalCoverage"] = json!(period.to_string());
    }
    if !case.sources.is_empty() {
        let sources = case.sources.iter().map(|source| {
            let mut work = json!({ "@type": "CreativeWork", "name": source.title });
            if let Some(url) = &source.url {
                work["url"] = json!(url);
            }
            if let Some(publisher) = &source.publisher {
                work["publisher"] = json!({ "@type": "Organization", "name": publisher });
            }
            if let Some(date) = &source.date {
                work["datePublished"] = json!(date.to_string());
            }
            work
        });
        article["citation"] = Value::Array(sources.collect());
    }
    article
}

/// The region of a case within those above it.
fn place(site: &Site, case: &Case) -> Value {
    let mut inner = Value::Null;
    for region in site.gazetteer.path(case.card.region.as_str()) {
        let mut place = json!({ "@type": "Place", "name": shape::region_name(site, region), "identifier": region.code.as_str() });
        if !inner.is_null() {
            place["containedInPlace"] = inner;
        }
        inner = place;
    }
    inner
}

/// Returns what the data is: a dataset, and where each of its forms is found.
pub(super) fn dataset(site: &Site, path: &SitePath, files: &[(String, &str)]) -> Value {
    let url = site.url(path);
    let downloads: Vec<Value> = files
        .iter()
        .map(|(name, kind)| json!({ "@type": "DataDownload", "contentUrl": site.url(&SitePath::new(&format!("{path}{name}"))), "encodingFormat": kind }))
        .collect();
    let mut dataset = json!({
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": format!("{} · {}", site.text("data"), site.say(&site.config.title)),
        "description": site.text("data_description"),
        "inLanguage": site.language().as_str(),
        "isAccessibleForFree": true,
        "distribution": downloads,
    });
    common(site, &mut dataset);
    dataset
}

/// Publisher and licence.
fn common(site: &Site, work: &mut Value) {
    let publisher = site.say(&site.config.publisher);
    if !publisher.is_empty() {
        work["publisher"] = json!({ "@type": "Organization", "name": publisher });
    }
    if let Some(url) = site.config.licence.as_ref().and_then(|licence| licence.url.as_ref()) {
        work["license"] = json!(url);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_graph_ends_its_element() {
        let title = "</script><script>alert(1)</script><!--";
        let text = graph([json!({ "name": title })].iter()).unwrap();
        assert!(!text.contains('<'));
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["@graph"][0]["name"], title);
    }
}
