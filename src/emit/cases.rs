//! The list of all cases.

use tera::Value;

use super::head::Head;
use super::object::{list, object};
use super::pager::Pager;
use super::stage::{CardRef, Stage};
use super::{Failure, Jobs, Plan, View, charts};
use crate::catalog::CaseIndex;
use super::stage::{CardRef, Site, Stage};
use super::{Failure, Jobs, Plan, View, shape};
use crate::case::TopicRef;
use crate::gazetteer::RegionCode;
use crate::path::SitePath;

#[derive(Hash)]
struct Cases {
    path: SitePath,
    pager: Pager,
    cards: Vec<CardRef>,
    /// All cases on the first page, when they are few enough to draw.
    timed: Vec<CaseIndex>,
    /// What the list can be narrowed down by: on its first page only.
    filters: Vec<(Filter, usize)>,
}

/// A page that lists a part of the cases.
#[derive(Clone, Hash)]
enum Filter {
    Region(RegionCode),
    Model(String, SitePath),
    Topic(TopicRef),
}

/// How many values of each facet the list of cases leads to.
const VALUES: usize = 40;

fn gather(plan: &Plan<'_>) -> Vec<(Filter, usize)> {
    let catalog = plan.catalog;
    let regions = shape::root_counts(plan.site, &catalog.regions).into_iter().map(|(code, count)| (Filter::Region(code), count));
    let models = catalog.models.iter().map(|group| (Filter::Model(group.model.name.clone(), group.path.clone()), group.cases.len()));
    let topics = catalog.topics.iter().map(|group| (Filter::Topic(group.topic.clone()), group.cases.len()));
    regions.chain(largest(models)).chain(largest(topics)).collect()
}

/// Returns the largest, in the order of their names.
fn largest(values: impl Iterator<Item = (Filter, usize)>) -> Vec<(Filter, usize)> {
    let mut all: Vec<(usize, (Filter, usize))> = values.filter(|(_, count)| *count > 0).enumerate().collect();
    all.sort_by_key(|(_, (_, count))| std::cmp::Reverse(*count));
    all.truncate(VALUES);
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, value)| value).collect()
}

fn filters(all: &[(Filter, usize)], site: &Site) -> Value {
    list(["regions", "models", "topics"].into_iter().filter_map(|kind| {
        let own = all.iter().filter_map(|(filter, count)| {
            let (own, name, path) = match filter {
                Filter::Region(code) => ("regions", shape::region_name(site, site.gazetteer.get(code.as_str())?), shape::region_path(code)),
                Filter::Model(name, path) => ("models", name.as_str(), path.clone()),
                Filter::Topic(topic) => ("topics", shape::topic_name(site, topic), shape::topic_path(topic)),
            };
            (own == kind).then(|| object! { "name" => name, "href" => site.href(&path), "count" => *count })
        });
        let own: Vec<Value> = own.collect();
        (!own.is_empty()).then(|| object! { "name" => site.text(kind), "values" => own })
    }))
}

pub(super) fn plan(plan: &Plan<'_>, jobs: &mut Jobs<'_>) {
    let all: Vec<u32> = (0..).take(plan.catalog.cases.len()).collect();
    for (pager, own) in Pager::cut(&SitePath::new("/cases/"), &all, plan.site.config.paginate) {
        let path = pager.path();
        jobs.add(
            &plan.site.path(&path),
            None,
            Cases { path, timed: if pager.is_first() { own.to_vec() } else { Vec::new() }, pager, cards: CardRef::all(plan.catalog, own) },
        );
        let filters = if pager.is_first() { gather(plan) } else { Vec::new() };
        jobs.add(&plan.site.path(&path), None, Cases { path, pager, cards: CardRef::all(plan.catalog, own), filters });
    }
}

impl View for Cases {
    fn render(&self, stage: &Stage<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let head = Head::new("cases", stage.site.text("cases"), &self.path).under_home(stage.site);
        stage.page(
            "cases.html",
            &head,
            [
                ("timeline", charts::timeline(stage, &self.timed)),
                ("cards", stage.cards(&self.cards)?),
                ("pager", self.pager.shape(stage.site)),
                ("total", Value::from(self.pager.total)),
                ("cards", stage.cards(&self.cards)?),
                ("pager", self.pager.shape(stage.site)),
                ("total", Value::from(self.pager.total)),
                ("filters", filters(&self.filters, stage.site)),
            ],
            out,
        )
    }
}
