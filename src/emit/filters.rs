//! What the list of all cases can be narrowed down by without scripts: links to the pages of regions, models and topics.

use tera::Value;

use super::object::{list, object};
use super::stage::Site;
use super::{Plan, shape};
use crate::case::TopicRef;
use crate::gazetteer::RegionCode;
use crate::path::SitePath;

/// A page that lists a part of the cases.
#[derive(Clone, Hash)]
pub(super) enum Filter {
    Region(RegionCode),
    Model(String, SitePath),
    Topic(TopicRef),
}

/// How many values of each facet the list of cases leads to.
const VALUES: usize = 40;

/// Returns the values that have pages, with the number of their cases.
pub(super) fn gather(plan: &Plan<'_>) -> Vec<(Filter, usize)> {
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

/// Returns them for the template, by kind.
pub(super) fn shape_all(all: &[(Filter, usize)], site: &Site) -> Value {
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
