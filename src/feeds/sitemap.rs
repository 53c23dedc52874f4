//! The sitemap, split past 50,000 addresses, and `robots.txt`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::Catalog;
use crate::edition::availability::Mask;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::path::{OutPath, SitePath};
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Job, Jobs, View};
use crate::text::date::Date;

/// How many addresses a sitemap may have (sitemaps.org).
const LIMIT: usize = 50_000;

/// One address.
#[derive(Clone, Hash)]
pub(crate) struct Entry {
    path: OutPath,
    date: Option<Date>,
    /// Its address within each edition and the editions that have it, when it is in several.
    others: Option<(SitePath, Mask)>,
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

/// Lists the pages among `jobs`, each with the day of its last change where its file says so: the
/// date of a case is that of its material and no day on which the page changed.
pub(crate) fn sitemap_entries(editions: &[(&Site, &Catalog)], jobs: &[Job]) -> Vec<Entry> {
    let mut dates: FxHashMap<SitePath, Date> = FxHashMap::default();
    let mut hidden: std::collections::BTreeSet<SitePath> = std::collections::BTreeSet::new();
    // Pages of the content whose address ends in no slash.
    let mut named: FxHashSet<SitePath> = FxHashSet::default();
    for (site, catalog) in editions {
        for case in &catalog.cases {
            if let Some(changed) = case.card.updated.max(case.card.added) {
                dates.insert(site.edition_path(&case.card.path), changed);
            }
            named.insert(site.edition_path(&case.card.path));
            hidden.extend(case.aliases.iter().map(|alias| site.edition_path(alias)));
        }
    }
    for (site, catalog) in editions {
        for page in catalog.pages.iter().filter(|page| page.elsewhere.is_none()) {
            let path = site.edition_path(&catalog.page_path(page));
            dates.extend(page.date.max(page.updated).map(|changed| (path.clone(), changed)));
            named.insert(path);
        }
    }
    let roots: Vec<String> = editions
        .iter()
        .map(|(site, _)| site.edition_path(&SitePath::new("/")).to_string())
        .collect();
    let mut entries: Vec<Entry> = jobs
        .iter()
        .filter(|job| job.path.as_str().ends_with(".html"))
        .map(|job| (job, job.path.site_path()))
        .filter(|(_, path)| path.as_str().ends_with('/') || named.contains(path))
        .filter(|(_, path)| !hidden.contains(path))
        .map(|(job, path)| Entry {
            date: dates.get(&path).copied(),
            others: other_editions(&roots, job, &path),
            path: job.path.clone(),
        })
        .collect();
    entries.sort_by_cached_key(|entry| entry.path.site_path());
    entries
}

/// Returns the address of a page within each edition, and the editions that have it, when they are
/// several.
fn other_editions(roots: &[String], job: &Job, path: &SitePath) -> Option<(SitePath, Mask)> {
    if roots.len() < 2 || job.editions.count_ones() < 2 {
        return None;
    }
    // The default edition's root is the beginning of every address.
    let root = roots
        .iter()
        .filter(|root| path.as_str().starts_with(root.as_str()))
        .max_by_key(|root| root.len())?;
    Some((SitePath::new(&path.as_str()[root.len() - 1..]), job.editions))
}

pub(crate) fn plan_sitemap_file(site: &Site, entries: Vec<Entry>, jobs: &mut Jobs<'_>) {
    // Every address names all its editions, and a sitemap may not be larger than 50 MB.
    let limit = LIMIT / site.config.all_editions().len().max(1);
    if entries.len() <= limit {
        jobs.add_page(&routes::sitemap_path(None), None, Sitemap { entries });
    } else {
        let parts: Vec<_> = entries.chunks(limit).map(<[Entry]>::to_vec).collect();
        jobs.add_page(&routes::sitemap_path(None), None, Index { parts: parts.len() });
        for (number, entries) in (1..).zip(parts) {
            jobs.add_page(&part_path(number), None, Sitemap { entries });
        }
    }
    jobs.add_page(&SitePath::new("/robots.txt"), None, Robots);
}

fn part_path(number: usize) -> SitePath {
    routes::sitemap_path(Some(number))
}

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// One row of a sitemap, or of a list of sitemaps.
#[derive(Default)]
struct Row {
    url: String,
    date: Option<String>,
    /// Languages, each with the address of the same page in it; its own among them.
    alternates: Vec<(String, String)>,
}

fn write_document(
    out: &mut Vec<u8>,
    root: &str,
    entry: &str,
    namespaces: &[(&str, &str)],
    rows: impl Iterator<Item = Row>,
) -> Result<(), Failure> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    let write = || -> std::io::Result<()> {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        xml.create_element(root).with_attributes(namespaces.iter().copied()).write_inner_content(
            |xml| {
                for Row { url, date, alternates } in rows {
                    xml.create_element(entry).write_inner_content(|xml| {
                        xml.create_element("loc").write_text_content(BytesText::new(&url))?;
                        if let Some(date) = date {
                            xml.create_element("lastmod")
                                .write_text_content(BytesText::new(&date))?;
                        }
                        for (language, url) in &alternates {
                            let link =
                                [("rel", "alternate"), ("hreflang", language), ("href", url)];
                            xml.create_element("xhtml:link").with_attributes(link).write_empty()?;
                        }
                        Ok(())
                    })?;
                }
                Ok(())
            },
        )?;
        xml.get_mut().push(b'\n');
        Ok(())
    };
    write().map_err(|error| Failure::Format(error.to_string()))
}

impl View for Sitemap {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let editions = site.config.all_editions();
        let alternates = |inner: &SitePath, mask: Mask| {
            let published = editions
                .iter()
                .take(Mask::BITS as usize)
                .enumerate()
                .filter(|(bit, _)| mask & (1 << bit) != 0);
            published
                .map(|(_, edition)| {
                    (edition.tag.to_string(), site.base.url(&site.path_in(&edition.tag, inner)))
                })
                .collect()
        };
        let rows = self.entries.iter().map(|entry| Row {
            url: site.base.url(&entry.path.site_path()),
            date: entry.date.map(|date| date.to_string()),
            alternates: entry
                .others
                .as_ref()
                .map(|(inner, mask)| alternates(inner, *mask))
                .unwrap_or_default(),
        });
        let namespaces = [("xmlns", NAMESPACE), ("xmlns:xhtml", XHTML)];
        write_document(
            out,
            "urlset",
            "url",
            if editions.len() > 1 { &namespaces } else { &namespaces[..1] },
            rows,
        )
    }
}

impl View for Index {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let base = &context.site.base;
        let rows = (1..=self.parts)
            .map(|number| Row { url: base.url(&part_path(number)), ..Row::default() });
        write_document(out, "sitemapindex", "sitemap", &[("xmlns", NAMESPACE)], rows)
    }
}

impl View for Robots {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let sitemap = context.site.base.url(&routes::sitemap_path(None));
        out.extend_from_slice(
            format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n").as_bytes(),
        );
        Ok(())
    }
}
