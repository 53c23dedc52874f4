//! Atom and JSON feeds of the site, of regions, models and collections. Written by serializers,
//! never by templates.

use std::cmp::Reverse;
use std::io;
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde_json::json;

use super::item::Item;
use crate::catalog::{CaseIndex, Catalog};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::path::SitePath;
use crate::publication::config::Collection;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::entry_row::EntryRow;
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
    entries: Entries,
}

/// What a feed tells of.
#[derive(Clone, Hash)]
enum Entries {
    Cases(CardList),
    /// Those of a collection.
    Rows(Arc<[EntryRow]>),
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
    let mut add_feeds = |page: &SitePath, title: &str, entries: Entries| {
        for format in [Format::Atom, Format::Json] {
            let path = routes::file_path(page, format.file_name());
            jobs.add_page(
                &site.edition_path(&path),
                None,
                Feed { format, page: page.clone(), title: title.into(), entries: entries.clone() },
            );
        }
    };
    for (collection, group) in site.config.collections.iter().zip(&catalog.collections) {
        if collection.feed && !group.entries.is_empty() {
            let rows = newest_rows(plan, collection, &group.entries);
            let page = routes::section_path(&collection.key);
            add_feeds(&page, site.say(&collection.label), Entries::Rows(rows));
        }
    }
    let mut add = |page: &SitePath, title: &str, cases: &[CaseIndex]| {
        let newest = CardList::new(catalog, &newest_cases(catalog, cases));
        add_feeds(page, title, Entries::Cases(newest));
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

/// Returns the entries of a collection that were changed last, the latest first; those of a day as
/// they stand in lists.
fn newest_rows(plan: &Plan<'_>, collection: &Collection, entries: &[usize]) -> Arc<[EntryRow]> {
    let pages = &plan.catalog.pages;
    let mut newest = entries.to_vec();
    newest.sort_by_key(|place| Reverse(pages[*place].date.max(pages[*place].updated)));
    newest.truncate(ENTRIES);
    let row = |place| EntryRow::new(plan.site, plan.catalog, collection, place);
    newest.into_iter().map(row).collect()
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
        let items = self.items(context);
        let updated = items
            .iter()
            .filter_map(|item| item.last_change)
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
                items.iter().try_for_each(|item| {
                    xml.create_element("entry")
                        .write_inner_content(|xml| write_entry(xml, item))
                        .map(|_| ())
                })
            })?;
        xml.get_mut().push(b'\n');
        Ok(())
    }

    fn write_json(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let items = self.items(context);
        let items: Vec<_> = items.iter().map(json_item).collect();
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

impl Feed {
    fn items<'a>(&'a self, context: &RenderContext<'a>) -> Vec<Item<'a>> {
        let site = context.site;
        match &self.entries {
            Entries::Cases(cards) => {
                let card = |index| &context.catalog.cases[index as usize].card;
                cards.iter().map(|part| Item::of_case(card(part.index), site)).collect()
            }
            Entries::Rows(rows) => rows.iter().map(|row| Item::of_entry(row, site)).collect(),
        }
    }
}

fn json_item(item: &Item<'_>) -> serde_json::Value {
    let mut value = json!({
        "id": item.url,
        "url": item.url,
        "title": item.title,
        "content_text": item.summary,
        "summary": item.summary,
        "tags": item.tags,
    });
    if let Some(date) = item.first_shown {
        value["date_published"] = start_of_day(date).into();
    }
    if let Some(date) = item.modified {
        value["date_modified"] = start_of_day(date).into();
    }
    value
}

/// Writes what stands inside an entry.
fn write_entry(xml: &mut Writer<&mut Vec<u8>>, item: &Item<'_>) -> io::Result<()> {
    write_text(xml, "id", &item.url)?;
    write_text(xml, "title", item.title)?;
    xml.create_element("link").with_attribute(("href", item.url.as_str())).write_empty()?;
    if let Some(date) = item.first_shown.filter(|_| item.is_known) {
        write_text(xml, "published", &start_of_day(date))?;
    }
    // Atom wants one of every entry.
    let updated = item.last_change.map_or_else(|| UNDATED.to_owned(), start_of_day);
    write_text(xml, "updated", &updated)?;
    write_text(xml, "summary", item.summary)?;
    for tag in &item.tags {
        let term = clean_text(tag);
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
