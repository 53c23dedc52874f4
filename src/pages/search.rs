//! The search page, and what browsers read to offer the search in their address bar.

use std::cmp::Reverse;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::content::case::TopicRef;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, safe_html};
use crate::foundation::path::SitePath;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;

#[derive(Hash)]
struct SearchPage {
    path: SitePath,
    /// Where a reader who found nothing can look.
    topics: Vec<TopicRef>,
}

/// How many topics are suggested.
const TOPICS: usize = 6;

#[derive(Hash)]
struct OpenSearch;

pub(crate) const DESCRIPTION: &str = "/opensearch.xml";

pub(crate) fn plan_search(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    if !plan.site.has_search() {
        return;
    }
    let path = SitePath::new(routes::SEARCH_FOLDER);
    let mut groups: Vec<_> =
        plan.catalog.topics.iter().filter(|group| !group.cases.is_empty()).collect();
    groups.sort_by_key(|group| Reverse(group.cases.len()));
    let topics = groups.iter().take(TOPICS).map(|group| group.topic.clone()).collect();
    jobs.add_page(&plan.site.edition_path(&path), None, SearchPage { path, topics });
    jobs.add_page(&plan.site.edition_path(&SitePath::new(DESCRIPTION)), None, OpenSearch);
}

/// The texts that the scripts show, as JSON that can stand in a page.
fn script_texts(site: &Site) -> String {
    const KEYS: &[&str] = &[
        "search_found",
        "search_about",
        "search_none",
        "search_more",
        "search_remove",
        "search_clear",
        "search_unfiltered",
        "search_failed",
        "search_waiting",
        "draft",
    ];
    let map: serde_json::Map<String, serde_json::Value> =
        KEYS.iter().map(|key| ((*key).to_owned(), site.text(key).into())).collect();
    serde_json::Value::from(map).to_string().replace('<', "\\u003c")
}

impl View for SearchPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head = Head::new("search", site.text("search"), &self.path).under_home(site);
        let search = object! {
            "href" => site.href(&self.path),
            // Scripts are those of the theme: one folder for all editions.
            "folder" => site.base.href(&SitePath::new(routes::SEARCH_FOLDER)),
            "texts" => safe_html(&script_texts(site)),
            "topics" => build_list(self.topics.iter().map(|topic| {
                object! {
                    "name" => labels::topic_name(site, topic),
                    "href" => site.href(&routes::topic_path(topic)),
                }
            })),
        };
        context.render_page("search.html", &head, [("search", search)], out)
    }
}

impl View for OpenSearch {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let title = site.say(&site.config.title);
        // OpenSearch 1.1: a name has no more than 16 characters, a description no more than 1,024.
        let short: String = title.chars().take(16).collect();
        let template =
            format!("{}?q={{searchTerms}}", site.url(&SitePath::new(routes::SEARCH_FOLDER)));
        let mut xml = Writer::new_with_indent(out, b' ', 1);
        let mut write = || -> std::io::Result<()> {
            xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
            let root = xml
                .create_element("OpenSearchDescription")
                .with_attribute(("xmlns", "http://a9.com/-/spec/opensearch/1.1/"));
            root.write_inner_content(|xml| {
                xml.create_element("ShortName").write_text_content(BytesText::new(&short))?;
                xml.create_element("Description").write_text_content(BytesText::new(title))?;
                xml.create_element("InputEncoding").write_text_content(BytesText::new("UTF-8"))?;
                xml.create_element("Url")
                    .with_attribute(("type", "text/html"))
                    .with_attribute(("template", template.as_str()))
                    .write_empty()?;
                Ok(())
            })?;
            xml.get_mut().push(b'\n');
            Ok(())
        };
        write().map_err(|error| Failure::Format(error.to_string()))
    }
}
