//! The tree of regions, and the page of each region with cases.

use tera::Value;

use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::foundation::path::SitePath;
use crate::publication::config::Need;
use crate::publication::gazetteer::RegionCode;
use crate::render::cards::CardList;
use crate::render::context::RenderContext;
use crate::render::figures::FigureGroup;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::render::page_head::Head;
use crate::render::pager::Pager;
use crate::render::{figure_charts, view_model};

#[derive(Hash)]
struct Tree {
    path: SitePath,
    /// Regions with cases, in the order of the gazetteer, with their counts.
    counts: Vec<(RegionCode, usize)>,
}

#[derive(Hash)]
struct RegionPage {
    code: RegionCode,
    path: SitePath,
    pager: Pager,
    cards: CardList,
    direct: usize,
    children: Vec<(RegionCode, usize)>,
    figures: Vec<FigureGroup>,
}

pub(crate) fn plan_regions(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    if plan.site.config.case_need("district") == Need::Off {
        return;
    }
    let (site, catalog) = (plan.site, plan.catalog);
    let path = routes::section_path("regions");
    let mut counts: Vec<(RegionCode, usize)> =
        catalog.regions.iter().map(|(code, group)| (code.clone(), group.all.len())).collect();
    counts.sort_by_key(|(code, _)| site.gazetteer.position(code.as_str()));
    jobs.add_page(&site.edition_path(&path), None, Tree { path, counts });
    for (code, group) in &catalog.regions {
        let base = routes::region_path(code);
        let mut figures = Some(FigureGroup::gather_figures(catalog, &group.all));
        for (pager, indices) in Pager::cut_pages(&base, &group.all, site.config.paginate) {
            let path = pager.path();
            let first = pager.is_first();
            let view = RegionPage {
                code: code.clone(),
                path: path.clone(),
                pager,
                cards: CardList::new(catalog, indices),
                direct: group.direct.len(),
                children: group
                    .children
                    .iter()
                    .filter(|_| first)
                    .map(|child| (child.clone(), catalog.regions[child].all.len()))
                    .collect(),
                figures: figures.take().unwrap_or_default(),
            };
            jobs.add_page(&site.edition_path(&path), None, view);
        }
    }
}

impl View for Tree {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let head = Head::new("regions", site.text("regions"), &self.path).under_home(site);
        let roots: Vec<&(RegionCode, usize)> = self
            .counts
            .iter()
            .filter(|(code, _)| {
                site.gazetteer
                    .find_region(code.as_str())
                    .is_some_and(|region| region.parent.is_none())
            })
            .collect();
        let top = site.gazetteer.glance_regions();
        let is_top =
            |(code, _): &&(RegionCode, usize)| top.iter().any(|region| region.code == *code);
        let tiles: Vec<(RegionCode, usize)> = self.counts.iter().filter(is_top).cloned().collect();
        let mut below: std::collections::BTreeMap<&str, Vec<&(RegionCode, usize)>> =
            std::collections::BTreeMap::new();
        for entry in &self.counts {
            if let Some(parent) = site
                .gazetteer
                .find_region(entry.0.as_str())
                .and_then(|region| region.parent.as_ref())
            {
                below.entry(parent.as_str()).or_default().push(entry);
            }
        }
        let tree =
            build_list(roots.into_iter().filter_map(|root| region_branch(site, root, &below)));
        context.render_page(
            "regions.html",
            &head,
            [
                ("tree", tree),
                ("tiles", view_model::tiles_view(site, &tiles)),
                ("legend", view_model::legend_view(&tiles)),
            ],
            out,
        )
    }
}

fn region_branch(
    site: &Site,
    (code, count): &(RegionCode, usize),
    below: &std::collections::BTreeMap<&str, Vec<&(RegionCode, usize)>>,
) -> Option<Value> {
    let region = site.gazetteer.find_region(code.as_str())?;
    let children = below.get(code.as_str()).map(Vec::as_slice).unwrap_or_default();
    Some(object! {
        "code" => code.as_str(),
        "name" => labels::region_name(site, region),
        "href" => site.href(&routes::region_path(code)),
        "count" => *count,
        "children" => build_list(children.iter().filter_map(|child| region_branch(site, child, below))),
    })
}

impl View for RegionPage {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = context.site;
        let region = site
            .gazetteer
            .find_region(self.code.as_str())
            .expect("a page is planned for known regions");
        let title = labels::region_name(site, region);
        let description = site
            .text("region_description")
            .replace("{name}", view_model::region_text(context, &self.code))
            .replace("{n}", &self.pager.total.to_string());
        let base = routes::region_path(&self.code);
        let mut head = Head::new("region", title, &self.path)
            .with_description(&description)
            .under_section(site, "regions");
        head.feed = site.config.outputs.region_feeds.then_some(&base);
        let parents = site
            .gazetteer
            .ancestors(self.code.as_str())
            .into_iter()
            .map(|above| view_model::region_view(context, above));
        let children = self.children.iter().filter_map(|(code, count)| {
            Some(view_model::counted_region(
                site,
                site.gazetteer.find_region(code.as_str())?,
                *count,
            ))
        });
        context.render_page(
            "region.html",
            &head,
            [
                ("region", view_model::region_view(context, region)),
                ("parents", build_list(parents)),
                ("children", build_list(children)),
                ("cards", context.render_cards(&self.cards)?),
                ("cases", context.list_cases("region.html", &self.cards)),
                ("pager", self.pager.to_template_value(site)),
                ("total", Value::from(self.pager.total)),
                ("own", Value::from(self.direct)),
                ("indicators", FigureGroup::to_template_values(&self.figures, context)),
                ("charts", figure_charts::small_multiples(site, &self.figures)),
            ],
            out,
        )
    }
}
