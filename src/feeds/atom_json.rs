//! Atom and JSON feeds of the site, of regions and of models. Written by serializers, never by
//! templates.

use std::cmp::Reverse;
use std::io;
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::json;

use crate::catalog::{CaseIndex, Catalog};
use crate::content::case::Card;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::path::SitePath;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::text::date::Date;

/// When something without any date was changed last.
const UNDATED: &str = "1970-01-01T00:00:00Z";

/// How many entries a feed has.
const ENTRIES: usize = 20;

#[derive(Clone, Hash)]
struct Feed {
    format: Format,
    /// The page that the feed is about.
    page: SitePath,
    /// What the feed is about; empty for the whole site.
    title: Arc<str>,
    entries: CardList,
}

#[derive(Clone, Copy, Hash)]
enum Format {
    Atom,
    Json,
}

impl Format {
    fn file_name(self) -> &'static str {
        match self {
            Self::Atom => routes::ATOM,
            Self::Json => routes::JSON_FEED,
        }
    }
}

pub(crate) fn plan_feeds(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    let outputs = site.config.outputs;
    let mut add = |page: &SitePath, title: &str, cases: &[CaseIndex]| {
        let entries = CardList::new(catalog, &newest_cases(catalog, cases));
        for format in [Format::Atom, Format::Json] {
            let path = routes::file_path(page, format.file_name());
            jobs.add_page(
                &site.edition_path(&path),
                None,
                Feed { format, page: page.clone(), title: title.into(), entries: entries.clone() },
            );
        }
    };
    if outputs.site_feed {
        let all: Vec<CaseIndex> = (0..).take(catalog.cases.len()).collect();
        add(&SitePath::new("/"), "", &all);
    }
    if outputs.region_feeds {
        for (code, group) in &catalog.regions {
            add(&routes::region_path(code), &labels::region_trail_text(site, code), &group.all);
        }
    }
    if outputs.model_feeds {
        for group in &catalog.models {
            add(&group.path, &group.model.name, &group.cases);
        }
    }
}

/// Returns the cases that were changed last, the latest first; those of a day as they stand in
/// lists.
fn newest_cases(catalog: &Catalog, cases: &[CaseIndex]) -> Vec<CaseIndex> {
    let card = |index: &CaseIndex| &catalog.cases[*index as usize].card;
    let mut newest = cases.to_vec();
    if cases.iter().map(card).any(|card| card.added.or(card.updated).is_some()) {
        newest.sort_by_key(|index| Reverse(card(index).last_change()));
    }
    newest.truncate(ENTRIES);
    newest
}

impl View for Feed {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        match self.format {
            Format::Atom => {
                self.write_atom(context, out).map_err(|error| Failure::Format(error.to_string()))
            }
            Format::Json => self.write_json(context, out),
        }
    }
}

impl Feed {
    fn full_title(&self, site: &Site) -> String {
        let name = site.say(&site.config.title);
        if self.title.is_empty() { name.to_owned() } else { format!("{} · {name}", self.title) }
    }

    fn self_url(&self, site: &Site) -> String {
        site.url(&routes::file_path(&self.page, self.format.file_name()))
    }

    fn write_atom(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        let site = context.site;
        let cases =
            || self.entries.iter().map(|part| &context.catalog.cases[part.index as usize].card);
        let updated = cases()
            .filter_map(|card| card.last_change())
            .max()
            .map_or_else(|| UNDATED.to_owned(), start_of_day);
        let mut xml = Writer::new_with_indent(out, b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        xml.create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", site.language().as_str()))
            .write_inner_content(|xml| {
                let page = site.url(&self.page);
                write_text(xml, "id", &page)?;
                write_text(xml, "title", &self.full_title(site))?;
                write_text(xml, "updated", &updated)?;
                xml.create_element("link")
                    .with_attribute(("rel", "self"))
                    .with_attribute(("href", self.self_url(site).as_str()))
                    .write_empty()?;
                xml.create_element("link").with_attribute(("href", page.as_str())).write_empty()?;
                let publisher = site.say(&site.config.publisher);
                let author =
                    if publisher.is_empty() { site.say(&site.config.title) } else { publisher };
                xml.create_element("author")
                    .write_inner_content(|xml| write_text(xml, "name", author))?;
                cases().try_for_each(|card| {
                    xml.create_element("entry")
                        .write_inner_content(|xml| write_entry(xml, card, site))
                        .map(|_| ())
                })
            })?;
        xml.get_mut().push(b'\n');
        Ok(())
    }

    fn write_json(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let items: Vec<_> = self
            .entries
            .iter()
            .map(|part| {
                let card = &context.catalog.cases[part.index as usize].card;
                let mut item = json!({
                    "id": site.base.url(&site.case_path(card)),
                    "url": site.base.url(&site.case_path(card)),
                    "title": card.title,
                    "content_text": card.summary,
                    "summary": card.summary,
                    "tags": card.topics.iter().map(|topic| labels::topic_name(site, topic)).collect::<Vec<_>>(),
                });
                if let Some(date) = card.first_shown() {
                    item["date_published"] = start_of_day(date).into();
                }
                if let Some(date) = card.updated.and(card.last_change()) {
                    item["date_modified"] = start_of_day(date).into();
                }
                item
            })
            .collect();
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.full_title(site),
            "home_page_url": site.url(&self.page),
            "feed_url": self.self_url(site),
            "description": site.say(&site.config.description),
            "language": site.language().as_str(),
            "items": items,
        });
        serde_json::to_writer_pretty(&mut *out, &feed)
            .map_err(|error| Failure::Format(error.to_string()))?;
        out.push(b'\n');
        Ok(())
    }
}

/// Writes what stands inside the entry of a case.
fn write_entry(xml: &mut Writer<&mut Vec<u8>>, card: &Card, site: &Site) -> io::Result<()> {
    let url = site.base.url(&site.case_path(card));
    write_text(xml, "id", &url)?;
    write_text(xml, "title", &card.title)?;
    xml.create_element("link").with_attribute(("href", url.as_str())).write_empty()?;
    if let Some(date) = card.added.or(card.updated).and(card.first_shown()) {
        write_text(xml, "published", &start_of_day(date))?;
    }
    // Atom wants one of every entry.
    let updated = card.last_change().map_or_else(|| UNDATED.to_owned(), start_of_day);
    write_text(xml, "updated", &updated)?;
    write_text(xml, "summary", &card.summary)?;
    for topic in &card.topics {
        let term = clean_text(labels::topic_name(site, topic));
        xml.create_element("category").with_attribute(("term", term.as_str())).write_empty()?;
    }
    Ok(())
}

fn write_text(xml: &mut Writer<&mut Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&clean_text(text))).map(|_| ())
}

/// Atom wants a moment; a content date has none, so it is the start of its first day in UTC.
fn start_of_day(date: Date) -> String {
    format!("{}T00:00:00Z", date.first_day())
}

/// Leaves out what XML 1.0 cannot hold at all.
fn clean_text(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
