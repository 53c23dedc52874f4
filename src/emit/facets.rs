//! Pages for what two facets have in common, so that cases can be narrowed down without scripts: a province and a
//! topic, a region and a model, a topic and a year.
//!
//! A pair has a page when it holds something. There are no more pairs than [`FACTOR`] for each ten cases, never more than
//! [`MOST`], and never fewer than [`LEAST`] are let in: the largest pairs come first.

use rustc_hash::FxHashMap;
use tera::Value;

use super::head::Head;
use super::object::{list, object};
use super::pager::Pager;
use super::stage::{CardRef, Site, Stage};
use super::{Failure, Jobs, Plan, View, shape};
use crate::case::TopicRef;
use crate::catalog::{CaseIndex, Catalog};
use crate::config::TopicId;
use crate::gazetteer::{Region, RegionCode};
use crate::path::SitePath;

/// How many pairs have a page at most, for each ten cases, in the smallest publication and in all.
const FACTOR: usize = 2;
const LEAST: usize = 20;
const MOST: usize = 2000;

/// How many pairs one page of the list of all pairs leads to.
const LISTED: usize = 200;

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Facet {
    Region(RegionCode),
    Topic(TopicRef),
    /// The place of a model in the catalog, its name and its address.
    Model(u32, String, SitePath),
    Year(u16),
}

impl Facet {
    /// Its part of an address.
    fn slug(&self) -> String {
        match self {
            Self::Region(code) => code.as_str().to_owned(),
            Self::Topic(topic) => topic.id.0.to_string(),
            Self::Model(_, _, path) => path.as_str().trim_matches('/').rsplit('/').next().unwrap_or_default().to_owned(),
            Self::Year(year) => year.to_string(),
        }
    }

    /// The word for its kind, in addresses and among the theme's texts.
    fn kind(&self) -> &'static str {
        match self {
            Self::Region(_) => "region",
            Self::Topic(_) => "topic",
            Self::Model(..) => "model",
            Self::Year(_) => "year",
        }
    }

    fn name(&self, site: &Site) -> String {
        match self {
            Self::Region(code) => site.gazetteer.get(code.as_str()).map_or("", |region| shape::region_name(site, region)).to_owned(),
            Self::Topic(topic) => shape::topic_name(site, topic).to_owned(),
            Self::Model(_, name, _) => name.clone(),
            Self::Year(year) => year.to_string(),
        }
    }

    /// Where all its cases are listed; years have no page of their own.
    fn path(&self) -> Option<SitePath> {
        match self {
            Self::Region(code) => Some(shape::region_path(code)),
            Self::Topic(topic) => Some(shape::topic_path(topic)),
            Self::Model(_, _, path) => Some(path.clone()),
            Self::Year(_) => None,
        }
    }

    fn shape(&self, site: &Site) -> Value {
        object! {
            "kind" => self.kind(),
            "name" => self.name(site),
            "href" => self.path().map(|path| site.href(&path)),
        }
    }
}

/// Two values, and the cases that have both, newest first.
type Pair = ((Facet, Facet), Vec<CaseIndex>);

#[derive(Hash)]
struct PairPage {
    one: Facet,
    two: Facet,
    path: SitePath,
    pager: Pager,
    cards: Vec<CardRef>,
}

/// A page of the list that leads to all pairs.
#[derive(Hash)]
struct Browse {
    path: SitePath,
    pager: Pager,
    pairs: Vec<(Facet, Facet, usize)>,
}

fn path_of(one: &Facet, two: &Facet) -> SitePath {
    SitePath::new(&format!("/browse/{}-{}/{}/{}/", one.kind(), two.kind(), one.slug(), two.slug()))
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let (site, catalog) = (plan.site, plan.catalog);
    if !site.has_browse() {
        return;
    }
    let pairs = pairs(catalog, site);
    let listed: Vec<(Facet, Facet, usize)> = pairs.iter().map(|((one, two), cases)| (one.clone(), two.clone(), cases.len())).collect();
    for (pager, own) in Pager::cut(&SitePath::new("/browse/"), &listed, LISTED) {
        let path = pager.path();
        jobs.add(&site.path(&path), None, Browse { path, pager, pairs: own.to_vec() });
    }
    for ((one, two), cases) in &pairs {
        for (pager, own) in Pager::cut(&path_of(one, two), cases, site.config.paginate) {
            let path = pager.path();
            let view = PairPage { one: one.clone(), two: two.clone(), path: path.clone(), pager, cards: CardRef::all(catalog, own) };
            jobs.add(&site.path(&path), None, view);
        }
    }
}

/// Returns the pairs that have a page, in their order.
///
/// Values are counted by small numbers and named at the end: this runs at every edit.
fn pairs(catalog: &Catalog, site: &Site) -> Vec<Pair> {
    let topics: FxHashMap<&TopicId, u32> = catalog.topics.iter().map(|group| &group.topic.id).zip(0..).collect();
    let roots: Vec<&Region> = site.gazetteer.roots().collect();
    let root_of: FxHashMap<&str, u32> = roots.iter().map(|root| root.code.as_str()).zip(0..).collect();
    let mut all: FxHashMap<(Counted, Counted), Vec<CaseIndex>> = FxHashMap::default();
    for (index, case) in (0..).zip(&catalog.cases) {
        let path = site.gazetteer.path(case.card.region.as_str());
        let root = path.first().and_then(|root| root_of.get(root.code.as_str())).map(|root| (0, *root));
        let model = (2, catalog.model_of[index as usize]);
        let year = (3, u32::from(case.card.date.year()));
        let mut add = |one, two| all.entry((one, two)).or_default().push(index);
        for topic in case.card.topics.iter().filter_map(|topic| topics.get(&topic.id)) {
            add((1, *topic), year);
            if let Some(root) = root {
                add(root, (1, *topic));
            }
        }
        if let Some(root) = root {
            add(root, model);
        }
    }
    let mut all: Vec<((Counted, Counted), Vec<CaseIndex>)> = all.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    all.truncate((catalog.cases.len() * FACTOR / 10).clamp(LEAST, MOST));
    all.sort_unstable_by_key(|(pair, _)| *pair);
    let name = |(kind, place): Counted| match kind {
        0 => Facet::Region(roots[place as usize].code.clone()),
        1 => Facet::Topic(catalog.topics[place as usize].topic.clone()),
        2 => {
            let group = &catalog.models[place as usize];
            Facet::Model(place, group.model.name.clone(), group.path.clone())
        }
        _ => Facet::Year(u16::try_from(place).unwrap_or_default()),
    };
    all.into_iter().map(|((one, two), cases)| ((name(one), name(two)), cases)).collect()
}

/// A value while it is counted: 0 a region, 1 a topic, 2 a model by their places, 3 a year.
type Counted = (u8, u32);

impl Site {
    /// Tells whether this site has pages for pairs of facets: wanted, and known to the theme.
    #[must_use]
    pub fn has_browse(&self) -> bool {
        self.config.outputs.facet_pairs && self.theme.has("facet.html")
    }
}

impl View for Browse {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let head = Head::new("browse", site.text("browse"), &self.path).under(site, "cases");
        let mut groups: Vec<(&Facet, Vec<Value>)> = Vec::new();
        for (one, two, count) in &self.pairs {
            let entry = object! { "name" => two.name(site), "href" => site.href(&path_of(one, two)), "count" => *count };
            match groups.last_mut().filter(|(last, _)| *last == one) {
                Some((_, entries)) => entries.push(entry),
                None => groups.push((one, vec![entry])),
            }
        }
        let groups = groups.into_iter().map(|(one, entries)| object! { "facet" => one.shape(site), "entries" => entries });
        stage.page("browse.html", &head, [("groups", list(groups)), ("pager", self.pager.shape(site))], out)
    }
}

impl View for PairPage {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let site = stage.site;
        let title = format!("{}{}{}", self.one.name(site), site.text("dot"), self.two.name(site));
        let mut head = Head::new("facet", &title, &self.path).under(site, "cases");
        head.above.push((site.text("browse").to_owned(), SitePath::new("/browse/")));
        stage.page(
            "facet.html",
            &head,
            [
                ("facets", list([self.one.shape(site), self.two.shape(site)])),
                ("cards", stage.cards(&self.cards)?),
                ("pager", self.pager.shape(site)),
                ("total", Value::from(self.pager.total)),
            ],
            out,
        )
    }
}
