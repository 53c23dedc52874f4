//! What the list of all cases can be narrowed down by without scripts: links to the pages of
//! regions, models and topics, of years, statuses and values of declared fields.

use tera::Value;

use crate::edition::facets::FacetValue;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::render::job::Plan;
use crate::render::view_model;

/// How many values of each facet the list of cases leads to.
const VALUES: usize = 40;

/// Returns the values that have pages, with the number of their cases.
pub(crate) fn gather_filters(plan: &Plan<'_>) -> Vec<(FacetValue, usize)> {
    let (site, catalog) = (plan.site, plan.catalog);
    let regions = view_model::root_counts(site, &catalog.regions)
        .into_iter()
        .map(|(code, count)| (FacetValue::Region(code), count));
    let models = catalog.models.iter().map(|group| {
        (FacetValue::Model(group.model.name.clone(), group.path.clone()), group.cases.len())
    });
    let topics = catalog
        .topics
        .iter()
        .map(|group| (FacetValue::Topic(group.topic.clone()), group.cases.len()));
    let mut all: Vec<(FacetValue, usize)> =
        regions.chain(largest_values(models)).chain(largest_values(topics)).collect();
    if site.has_browse() {
        for group in plan.values().chunk_by(|(a, _), (b, _)| a.is_like(b)) {
            // One status leads to the same cases.
            if !matches!(group, [(FacetValue::Status(_), _)]) {
                all.extend(largest_values(
                    group.iter().map(|(facet, cases)| (facet.clone(), cases.len())),
                ));
            }
        }
    }
    all
}

/// Returns the largest, in the order that they have.
fn largest_values(values: impl Iterator<Item = (FacetValue, usize)>) -> Vec<(FacetValue, usize)> {
    let mut all: Vec<(usize, (FacetValue, usize))> =
        values.filter(|(_, count)| *count > 0).enumerate().collect();
    all.sort_by_key(|(_, (_, count))| std::cmp::Reverse(*count));
    all.truncate(VALUES);
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, value)| value).collect()
}

/// Returns them for the template, by facet.
pub(crate) fn to_template_values(all: &[(FacetValue, usize)], site: &Site) -> Value {
    build_list(all.chunk_by(|(a, _), (b, _)| a.is_like(b)).map(|group| {
        let values = group.iter().map(|(facet, count)| {
            object! {
                "name" => facet.name(site),
                "href" => site.href(&facet.path()),
                "count" => *count,
            }
        });
        object! { "name" => group[0].0.heading(site), "values" => build_list(values) }
    }))
}
