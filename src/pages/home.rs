//! The home page.

use std::cmp::Reverse;
use std::sync::Arc;

use tera::Value;

use crate::catalog::Catalog;
use crate::content::page::{Page, Role};
use crate::edition::labels;
use crate::edition::links::ResolvedLinks;
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;
use crate::publication::gazetteer::RegionCode;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::view_model;
use crate::text::date::Date;

/// How many of the newest cases the home page shows.
const NEWEST: usize = 6;

#[derive(Hash)]
struct Home {
    path: SitePath,
    page: Option<Arc<Page>>,
    links: ResolvedLinks,
    counts: Counts,
    provinces: Vec<(RegionCode, usize)>,
    newest: CardList,
}

#[derive(Hash)]
struct Counts {
    cases: usize,
    regions: usize,
    models: usize,
    practices: usize,
    figures: usize,
}

impl Counts {
    fn count_catalog(catalog: &Catalog) -> Self {
        Self {
            cases: catalog.cases.len(),
            regions: catalog.regions.values().filter(|group| !group.direct.is_empty()).count(),
            models: catalog.models.len(),
            practices: catalog.practices.len(),
            figures: catalog.cases.iter().map(|case| case.metrics.len()).sum(),
        }
    }
}

pub(crate) fn plan_home(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let catalog = plan.catalog;
    let page = catalog.page_with(&Role::Home).cloned();
    let links = page
        .as_ref()
        .map(|page| plan.links.link_addresses(plan.site, catalog, &page.body))
        .unwrap_or_default();
    let newest = newest(catalog);
    let origin = page.as_ref().map(|page| page.file.clone());
    let path = SitePath::new("/");
    let view = Home {
        path: path.clone(),
        page,
        links,
        counts: Counts::count_catalog(catalog),
        provinces: view_model::root_counts(plan.site, &catalog.regions),
        newest: CardList::new(catalog, &newest),
    };
    jobs.add_page(&plan.site.edition_path(&path), origin.as_ref(), view);
}

/// The cases that the publication took up last: by the day of adding, without one by their own
/// date, as in the feeds.
fn newest(catalog: &Catalog) -> Vec<u32> {
    let mut newest: Vec<(Reverse<Option<Date>>, u32)> = catalog
        .cases
        .iter()
        .zip(0..)
        .map(|(case, at)| (Reverse(case.card.first_shown()), at))
        .collect();
    if newest.len() > NEWEST {
        newest.select_nth_unstable(NEWEST);
        newest.truncate(NEWEST);
    }
    newest.sort_unstable();
    newest.into_iter().map(|(_, at)| at).collect()
}

impl View for Home {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let Counts { cases, regions, models, practices, figures } = self.counts;
        let head = Head::new("home", site.say(&site.config.title), &self.path);
        let provinces = self.provinces.iter().filter_map(|(code, count)| {
            Some(view_model::counted_region(
                site,
                site.gazetteer.find_region(code.as_str())?,
                *count,
            ))
        });
        let body = self.page.as_ref().map(|page| self.links.fill_body(&page.body));
        context.render_page(
            "home.html",
            &head,
            [
                ("body", body.into()),
                (
                    "counts",
                    object! {
                        "cases" => cases,
                        "regions" => regions,
                        "models" => models,
                        "practices" => practices,
                        "figures" => figures,
                    },
                ),
                ("by_region", Value::from(labels::by_region(site))),
                ("tiles", view_model::tiles_view(site, &self.provinces)),
                ("legend", view_model::legend_view(&self.provinces)),
                ("cards", context.render_cards(&self.newest)?),
                ("cases", context.list_cases("home.html", &self.newest)),
                ("provinces", build_list(provinces)),
            ],
            out,
        )
    }
}
