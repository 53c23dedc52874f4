//! The tree of regions, and the page of each region with cases.

use std::sync::Arc;

use tera::Value;

use super::head::Head;
use super::object::{list, object};
use super::pager::Pager;
use super::stage::{CardRef, Site, Stage};
use super::{Failure, Jobs, Plan, View, charts, shape};
use crate::case::Case;
use crate::catalog::{CaseIndex, Catalog};
use crate::config::IndicatorId;
use crate::gazetteer::RegionCode;
use crate::hash::Hash;
use crate::path::SitePath;

/// How many rows of one indicator a page shows; its own page has all.
pub(super) const ROWS: usize = 12;

#[derive(Hash)]
struct Tree {
    path: SitePath,
    /// Regions with cases, in the order of their codes, with their counts.
    counts: Vec<(RegionCode, usize)>,
}

#[derive(Hash)]
struct RegionPage {
    code: RegionCode,
    path: SitePath,
    pager: Pager,
    cards: Vec<CardRef>,
    own: usize,
    children: Vec<(RegionCode, usize)>,
    figures: Vec<FigureGroup>,
}

/// The figures of one indicator in some cases.
#[derive(Hash)]
pub(super) struct FigureGroup {
    pub(super) indicator: IndicatorId,
    pub(super) rows: Vec<FigureRow>,
    /// How many more there are than the page shows.
    pub(super) more: usize,
}

/// A figure, and the case that it belongs to.
pub(super) struct FigureRow {
    pub(super) case: Arc<Case>,
    pub(super) place: u32,
    /// The hashes of the card and of the metric: all that a row shows.
    hash: Hash,
}

impl std::hash::Hash for FigureRow {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl FigureRow {
    pub(super) fn new(catalog: &Catalog, (index, place): (CaseIndex, u32)) -> Self {
        let case = &catalog.cases[index as usize];
        let source = case.metrics[place as usize].source.as_ref().map(|id| case.sources.iter().position(|own| own.id == *id));
        let hash = Hash::of_value(&(case.card.hash(), &case.metrics[place as usize], source));
        Self { case: Arc::clone(case), place, hash }
    }

    pub(super) fn shape(&self, site: &Site) -> Value {
        let region = site.gazetteer.get(self.case.card.region.as_str());
        object! {
            "case" => shape::case_ref(site, &self.case),
            "region" => super::object::optional(region, |own| shape::region(site, own)),
            "figure" => shape::metric(site, &self.case, &self.case.metrics[self.place as usize]),
        }
    }
}

impl FigureGroup {
    /// Gathers the figures of some cases by indicator; `cases` is sorted.
    pub(super) fn gather(catalog: &Catalog, cases: &[CaseIndex]) -> Vec<Self> {
        let mut groups = Vec::new();
        for group in &catalog.indicators {
            let mut own = group.rows.iter().filter(|(case, _)| cases.binary_search(case).is_ok());
            let rows: Vec<FigureRow> = own.by_ref().take(ROWS).map(|row| FigureRow::new(catalog, *row)).collect();
            if !rows.is_empty() {
                groups.push(Self { indicator: group.id.clone(), rows, more: own.count() });
            }
        }
        groups
    }

    pub(super) fn shape_all(groups: &[Self], site: &Site) -> Value {
        list(groups.iter().map(|group| {
            let own = site.config.vocabulary.indicator(&group.indicator.0);
            let name = own.map_or("", |own| site.say(&own.label));
            object! {
                "indicator" => object! { "id" => &*group.indicator.0, "name" => name, "href" => site.href(&super::indicators::path_of(&group.indicator)) },
                "rows" => list(group.rows.iter().map(|row| row.shape(site))),
                "more" => charts::more_than(site, "n_more", group.more),
            }
        }))
    }
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    let path = SitePath::new("/regions/");
    let counts = catalog.regions.iter().map(|(code, group)| (code.clone(), group.all.len())).collect();
    jobs.add(&site.path(&path), None, Tree { path, counts });
    for (code, group) in &catalog.regions {
        let base = shape::region_path(code);
        let mut figures = Some(FigureGroup::gather(catalog, &group.all));
        for (pager, own) in Pager::cut(&base, &group.all, site.config.paginate) {
            let path = pager.path();
            let first = pager.is_first();
            let view = RegionPage {
                code: code.clone(),
                path: path.clone(),
                pager,
                cards: CardRef::all(catalog, own),
                own: group.own.len(),
                children: group
                    .children
                    .iter()
                    .filter(|_| first)
                    .filter_map(|child| Some((child.clone(), catalog.regions.get(child)?.all.len())))
                    .collect(),
                figures: figures.take().unwrap_or_default(),
            };
            jobs.add(&site.path(&path), None, view);
        }
    }
}

impl View for Tree {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let head = Head::new("regions", site.text("regions"), &self.path).under_home(site);
        let roots: Vec<&(RegionCode, usize)> = self
            .counts
            .iter()
            .filter(|(code, _)| site.gazetteer.get(code.as_str()).is_some_and(|region| region.parent.is_none()))
            .collect();
        let tiles: Vec<(RegionCode, usize)> = roots.iter().map(|root| (*root).clone()).collect();
        let mut below: std::collections::BTreeMap<&str, Vec<&(RegionCode, usize)>> = std::collections::BTreeMap::new();
        for entry in &self.counts {
            if let Some(parent) = site.gazetteer.get(entry.0.as_str()).and_then(|region| region.parent.as_ref()) {
                below.entry(parent.as_str()).or_default().push(entry);
            }
        }
        let tree = list(roots.into_iter().filter_map(|root| branch(site, root, &below)));
        stage.page("regions.html", &head, [("tree", tree), ("tiles", shape::tiles(site, &tiles)), ("legend", shape::legend(&tiles))], out)
    }
}

fn branch(
    site: &Site,
    (code, count): &(RegionCode, usize),
    below: &std::collections::BTreeMap<&str, Vec<&(RegionCode, usize)>>,
) -> Option<Value> {
    let region = site.gazetteer.get(code.as_str())?;
    let children = below.get(code.as_str()).map(Vec::as_slice).unwrap_or_default();
    Some(object! {
        "code" => code.as_str(),
        "name" => shape::region_name(site, region),
        "href" => site.href(&shape::region_path(code)),
        "count" => *count,
        "children" => list(children.iter().filter_map(|child| branch(site, child, below))),
    })
}

impl View for RegionPage {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let Some(region) = site.gazetteer.get(self.code.as_str()) else { return Ok(()) };
        let title = shape::region_name(site, region);
        let description = site
            .text("region_description")
            .replace("{name}", shape::region_text(site, &self.code))
            .replace("{n}", &self.pager.total.to_string());
        let base = shape::region_path(&self.code);
        let mut head = Head::new("region", title, &self.path).description(&description).under(site, "regions");
        head.feed = site.config.outputs.region_feeds.then_some(&base);
        let parents = site.gazetteer.ancestors(self.code.as_str()).into_iter().map(|own| shape::region(site, own));
        let children =
            self.children.iter().filter_map(|(code, count)| Some(shape::counted_region(site, site.gazetteer.get(code.as_str())?, *count)));
        stage.page(
            "region.html",
            &head,
            [
                ("region", shape::region(site, region)),
                ("parents", list(parents)),
                ("children", list(children)),
                ("cards", stage.cards(&self.cards)?),
                ("pager", self.pager.shape(site)),
                ("total", Value::from(self.pager.total)),
                ("own", Value::from(self.own)),
                ("indicators", FigureGroup::shape_all(&self.figures, site)),
                ("charts", charts::multiples(site, &self.figures)),
            ],
            out,
        )
    }
}
