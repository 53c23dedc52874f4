//! The lists of collections, and the page of each entry.

use std::sync::Arc;

use tera::Value;

use crate::catalog::{EntryGroup, Target};
use crate::content::page::Page;
use crate::edition::links::ResolvedLinks;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, free_value, object, optional_value};
use crate::foundation::path::SitePath;
use crate::pages::case::table_of_contents;
use crate::publication::config::Collection;
use crate::render::context::RenderContext;
use crate::render::entry_row::EntryRow;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::linked::{BackLinks, LinkedValues};
use crate::render::named_page::NamedPage;
use crate::render::page_head::Head;
use crate::render::pager::Pager;
use crate::render::view_model;

/// A page of the list of a collection.
#[derive(Hash)]
struct EntryList {
    path: SitePath,
    /// The place of the collection in `site.yaml`.
    collection: usize,
    /// What stands above the list, on its first page.
    text: Option<Arc<Page>>,
    links: ResolvedLinks,
    /// What the list is called: by the page above it, else by its collection.
    title: Option<String>,
    pager: Pager,
    rows: Vec<EntryRow>,
}

/// The page of an entry.
#[derive(Hash)]
struct EntryPage {
    path: SitePath,
    /// The place of the collection in `site.yaml`.
    collection: usize,
    page: Arc<Page>,
    links: ResolvedLinks,
    linked: LinkedValues,
    back: BackLinks,
    previous: Option<NamedPage>,
    next: Option<NamedPage>,
}

pub(crate) fn plan_collections(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let collections = plan.site.config.collections.iter();
    for (place, (collection, group)) in collections.zip(&plan.catalog.collections).enumerate() {
        let texts = group.texts.iter().copied().map(Some);
        let untitled = group.texts.is_empty() && !group.entries.is_empty();
        // Two texts share an address, which is told as of any two pages.
        for text in texts.chain(untitled.then_some(None)).filter(|_| collection.list) {
            plan_list(plan, (place, collection), (group, text), jobs);
        }
        plan_entries(plan, (place, collection), group, jobs);
    }
}

fn plan_list(
    plan: &Plan<'_>,
    (number, collection): (usize, &Collection),
    (group, text): (&EntryGroup, Option<usize>),
    jobs: &mut Jobs<'_>,
) {
    let (site, catalog) = (plan.site, plan.catalog);
    let text = text.map(|place| &catalog.pages[place]);
    let base = routes::section_path(&collection.key);
    let size = collection.paginate.unwrap_or(site.config.paginate);
    for (pager, places) in Pager::cut_pages(&base, &group.entries, size) {
        let path = pager.path();
        let shown = text.filter(|_| pager.is_first());
        let links = shown.map(|page| plan.links.link_addresses(site, catalog, &page.body));
        let rows = places.iter().map(|place| EntryRow::new(site, catalog, collection, *place));
        let view = EntryList {
            path: path.clone(),
            collection: number,
            text: shown.cloned(),
            links: links.unwrap_or_default(),
            title: text.map(|page| page.title.clone()).filter(|title| !title.is_empty()),
            rows: rows.collect(),
            pager,
        };
        jobs.add_page(&site.edition_path(&path), text.map(|page| &page.file), view);
    }
}

fn plan_entries(
    plan: &Plan<'_>,
    (number, collection): (usize, &Collection),
    group: &EntryGroup,
    jobs: &mut Jobs<'_>,
) {
    let (site, catalog) = (plan.site, plan.catalog);
    let named = |at: Option<usize>| {
        let place = group.entries.get(at?)?;
        Some(NamedPage::of_page(site, catalog, &catalog.pages[*place]))
    };
    for (at, place) in group.entries.iter().enumerate() {
        let page = &catalog.pages[*place];
        // An entry of another edition is listed here and shown there.
        if page.elsewhere.is_some() {
            continue;
        }
        let (path, from) = (catalog.page_path(page), Target::Page(*place));
        let view = EntryPage {
            path: path.clone(),
            collection: number,
            page: Arc::clone(page),
            links: plan.links.link_addresses(site, catalog, &page.body),
            linked: LinkedValues::new(site, catalog, &collection.fields, &page.fields, from),
            back: BackLinks::new(site, catalog, from),
            previous: named(at.checked_sub(1)),
            next: named(Some(at + 1)),
        };
        jobs.add_page(&site.edition_path(&path), Some(&page.file), view);
    }
}

/// Returns the template of pages of a kind: that of the collection, else that of all, else
/// `otherwise` in themes that have none for collections.
fn choose_template(site: &Site, kind: &str, collection: &Collection, otherwise: &str) -> String {
    let own = format!("{kind}-{}.html", collection.key);
    let all = format!("{kind}.html");
    let mut known = [own, all].into_iter().filter(|name| site.theme.has_template(name));
    known.next().unwrap_or_else(|| otherwise.to_owned())
}

/// A collection for templates.
fn collection_value(site: &Site, collection: &Collection) -> Value {
    let path = routes::section_path(&collection.key);
    object! {
        "key" => collection.key.as_str(),
        "label" => site.say(&collection.label),
        "href" => collection.list.then(|| site.href(&path)),
    }
}

fn optional_updated(site: &Site, page: &Page) -> Value {
    view_model::optional_date(site, page.updated.as_ref())
}

fn lede(page: &Page) -> Option<&str> {
    page.has_lede.then_some(page.summary.as_str())
}

impl View for EntryList {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let collection = &site.config.collections[self.collection];
        let base = routes::section_path(&collection.key);
        let title = self.title.as_deref().unwrap_or(site.say(&collection.label));
        let text = self.text.as_deref();
        let mut head = Head::new("entries", title, &self.path)
            .with_description(text.map_or("", |page| page.summary.as_str()))
            .under_home(site);
        head.feed = collection.feed.then_some(&base);
        head.extra = text.and_then(|page| page.extra.as_deref());
        let rows = self.rows.iter().map(|row| row.to_template_value(site, collection));
        context.render_page(
            &choose_template(site, "entries", collection, "entries.html"),
            &head,
            [
                ("collection", collection_value(site, collection)),
                ("lede", optional_value(text.and_then(lede), Into::into)),
                ("body", optional_value(text, |page| self.links.fill_body(&page.body))),
                ("updated", optional_value(text, |page| optional_updated(site, page))),
                ("entries", build_list(rows)),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
            ],
            out,
        )
    }
}

impl View for EntryPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let (site, page) = (context.site, &*self.page);
        let collection = &site.config.collections[self.collection];
        let mut head = Head::new("entry", &page.title, &self.path)
            .with_description(&page.summary)
            .under_collection(site, collection);
        head.extra = page.extra.as_deref();
        let neighbour =
            |page: Option<&NamedPage>| optional_value(page, |page| page.to_template_value(site));
        context.render_page(
            &choose_template(site, "entry", collection, "page.html"),
            &head,
            [
                ("collection", collection_value(site, collection)),
                ("entry", self.to_template_value(site, collection)),
                ("lede", optional_value(lede(page), Into::into)),
                ("updated", optional_updated(site, page)),
                ("body", self.links.fill_body(&page.body)),
                ("toc", table_of_contents(&page.body.headings)),
                ("back_links", self.back.to_template_value(site)),
                ("previous", neighbour(self.previous.as_ref())),
                ("next", neighbour(self.next.as_ref())),
            ],
            out,
        )
    }
}

impl EntryPage {
    /// Returns what the front matter says, for templates.
    fn to_template_value(&self, site: &Site, collection: &Collection) -> Value {
        let page = &*self.page;
        object! {
            "id" => page.role.entry().map(|entry| entry.id.as_str()),
            "title" => page.title.as_str(),
            "href" => site.href(&self.path),
            "summary" => page.summary.as_str(),
            "date" => view_model::optional_date(site, page.date.as_ref()),
            "updated" => optional_updated(site, page),
            "fields" => self.linked.fields_value(site, &collection.fields, &page.fields),
            "extra" => optional_value(page.extra.as_deref(), free_value),
            "draft" => page.draft,
        }
    }
}
