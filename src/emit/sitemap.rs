//! The sitemap, split past 50,000 addresses, and `robots.txt`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use rustc_hash::FxHashMap;

use super::stage::{Site, Stage};
use super::{Failure, Job, Jobs, View};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::path::SitePath;

/// How many addresses a sitemap may have (sitemaps.org).
const LIMIT: usize = 50_000;

/// One address.
#[derive(Clone, Hash)]
pub(super) struct Entry {
    path: SitePath,
    date: Option<Date>,
}

#[derive(Hash)]
struct Sitemap {
    entries: Vec<Entry>,
}

#[derive(Hash)]
struct Index {
    parts: usize,
}

#[derive(Hash)]
struct Robots;

/// Lists the pages among `jobs`, with the dates of the cases.
pub(super) fn entries(editions: &[(&Site, &Catalog)], jobs: &[Job]) -> Vec<Entry> {
    let mut dates: FxHashMap<SitePath, Date> = FxHashMap::default();
    let mut hidden: std::collections::BTreeSet<SitePath> = std::collections::BTreeSet::new();
    for (site, catalog) in editions {
        for case in &catalog.cases {
            dates.insert(site.path(&case.card.path), case.card.date);
            hidden.extend(case.aliases.iter().map(|alias| site.path(alias)));
        }
    }
    let mut entries: Vec<Entry> = jobs
        .iter()
        .filter(|job| job.path.as_str().ends_with("index.html"))
        .map(|job| job.path.site_path())
        .filter(|path| !hidden.contains(path))
        .map(|path| Entry { date: dates.get(&path).copied(), path })
        .collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    entries
}

pub(super) fn plan(_: &Site, entries: Vec<Entry>, jobs: &mut Jobs<'_>) {
    if entries.len() <= LIMIT {
        jobs.add(&SitePath::new("/sitemap.xml"), None, Sitemap { entries });
    } else {
        let parts: Vec<_> = entries.chunks(LIMIT).map(<[Entry]>::to_vec).collect();
        jobs.add(&SitePath::new("/sitemap.xml"), None, Index { parts: parts.len() });
        for (number, entries) in (1..).zip(parts) {
            jobs.add(&part_path(number), None, Sitemap { entries });
        }
    }
    jobs.add(&SitePath::new("/robots.txt"), None, Robots);
}

fn part_path(number: usize) -> SitePath {
    SitePath::new(&format!("/sitemap-{number}.xml"))
}

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn document(out: &mut Vec<u8>, root: &str, entry: &str, rows: impl Iterator<Item = (String, Option<String>)>) -> Result<(), Failure> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    let write = || -> std::io::Result<()> {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        xml.create_element(root).with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
            for (url, date) in rows {
                xml.create_element(entry).write_inner_content(|xml| {
                    xml.create_element("loc").write_text_content(BytesText::new(&url))?;
                    if let Some(date) = date {
                        xml.create_element("lastmod").write_text_content(BytesText::new(&date))?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        xml.get_mut().push(b'\n');
        Ok(())
    };
    write().map_err(|error| Failure::Format(error.to_string()))
}

impl View for Sitemap {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let base = &stage.site.base;
        document(out, "urlset", "url", self.entries.iter().map(|entry| (base.url(&entry.path), entry.date.map(|date| date.to_string()))))
    }
}

impl View for Index {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let base = &stage.site.base;
        document(out, "sitemapindex", "sitemap", (1..=self.parts).map(|number| (base.url(&part_path(number)), None)))
    }
}

impl View for Robots {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let sitemap = stage.site.base.url(&SitePath::new("/sitemap.xml"));
        out.extend_from_slice(format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").as_bytes());
        Ok(())
    }
}
