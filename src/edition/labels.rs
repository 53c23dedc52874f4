//! What readers of an edition call things: regions, topics, fields, units, and why figures do not
//! compare.

use std::borrow::Cow;
use std::collections::BTreeSet;

use tera::Value;

use super::site::Site;
use super::value::optional_value;
use crate::catalog::{Catalog, Target};
use crate::content::case::{FieldValue, Metric, TopicRef};
use crate::publication::config::{Field, Indicator, Kind, Topic};
use crate::publication::gazetteer::{Level, Region, RegionCode};
use crate::publication::measure::WhyNot;

/// The texts of the levels of China, from the largest.
const LEVELS: [&str; 5] =
    ["level_country", "level_province", "level_prefecture", "level_county", "level_township"];

/// How many things a text lists one by one.
const TOLD: usize = 12;

/// The name of a region in the edition's language.
pub(crate) fn region_name<'a>(site: &'a Site, region: &'a Region) -> &'a str {
    site.config
        .region_names
        .get(region.code.as_str())
        .and_then(|names| names.given_for(site.language()))
        .unwrap_or(&region.name)
}

/// The names of the regions from the top down to `code`, in one text.
pub(crate) fn region_trail_text(site: &Site, code: &RegionCode) -> String {
    let path = site.gazetteer.path_to(code.as_str());
    let names = path.iter().map(|region| region_name(site, region).to_owned());
    let within = &site.texts.region_within;
    names.reduce(|outer, inner| within.fill_gaps(&[&inner, &outer])).unwrap_or_default()
}

/// What readers call a level of regions.
pub(crate) fn level_name(site: &Site, level: Level) -> &str {
    let own = site.config.gazetteer.levels.get(level.place());
    own.map_or_else(
        || LEVELS.get(level.place()).map_or("", |key| site.text(key)),
        |named| site.say(&named.name),
    )
}

/// How regions that tell cases apart at a glance are headed: by province, or by what the
/// publication has in their place.
pub(crate) fn by_region(site: &Site) -> String {
    let top = site.gazetteer.glance_regions();
    let levels: BTreeSet<Level> = top.iter().map(|region| region.level).collect();
    match levels.first().filter(|_| levels.len() == 1) {
        Some(level) if *level != Level::PROVINCE || !site.config.gazetteer.levels.is_empty() => {
            site.text("by_level").replace("{level}", level_name(site, *level))
        }
        _ => site.text("by_province").to_owned(),
    }
}

/// The name of a subject term in the edition's language.
pub(crate) fn topic_name<'a>(site: &'a Site, topic: &'a TopicRef) -> &'a str {
    listed_topic(site, topic).map_or(&*topic.name, |listed| site.say(&listed.name))
}

/// The subject term as `site.yaml` has it; `None` for one that it does not list.
pub(crate) fn listed_topic<'a>(site: &'a Site, topic: &TopicRef) -> Option<&'a Topic> {
    site.config.vocabulary.topics.as_ref()?.iter().find(|known| known.id == topic.id)
}

/// What readers call a field of cases that `site.yaml` declares.
pub(crate) fn field_label<'a>(site: &'a Site, key: &'a str) -> &'a str {
    let declared = site.config.vocabulary.fields.iter().find(|field| field.key == key);
    declared.map_or(key, |field| own_label(site, field))
}

/// What readers call a field.
pub(crate) fn own_label<'a>(site: &'a Site, field: &'a Field) -> &'a str {
    Some(site.say(&field.label)).filter(|label| !label.is_empty()).unwrap_or(&field.key)
}

/// A value of a field of cases as readers see it: a link by the title of what it leads to.
pub(crate) fn value_text<'a>(
    catalog: &'a Catalog,
    field: &Field,
    value: &'a FieldValue,
) -> &'a str {
    let target = field.links_to().and_then(|to| catalog.field_links.target(to, &value.id));
    match target {
        Some(Target::Case(index)) => &catalog.cases[index as usize].card.title,
        Some(Target::Page(place)) => &catalog.pages[place].title,
        Some(Target::Asset(_)) | None => &value.text,
    }
}

/// A figure as readers of the edition see it.
pub(crate) fn figure_label<'a>(site: &Site, metric: &'a Metric) -> Cow<'a, str> {
    metric.shown_figure(site.language(), &site.config, &site.texts.figures)
}

/// What readers of the edition call a unit.
pub(crate) fn unit_name<'a>(site: &'a Site, unit: &'a str) -> &'a str {
    site.config.vocabulary.unit_name(unit, site.language())
}

/// What readers call a kind of indicator.
pub(crate) fn kind_label(site: &Site, kind: Kind) -> &str {
    site.text(match kind {
        Kind::Level => "kind_level",
        Kind::Share => "kind_share",
        Kind::Change => "kind_change",
        Kind::Count => "kind_count",
        Kind::Amount => "kind_amount",
    })
}

/// Why two figures do not compare, with units as readers call them.
pub(crate) fn why_not(site: &Site, why: &WhyNot) -> String {
    let both = |key, a: &str, b: &str| site.text(key).replace("{a}", a).replace("{b}", b);
    let unit = |unit| {
        Some(unit_name(site, unit))
            .filter(|name| !name.is_empty())
            .unwrap_or(site.text("why_no_unit"))
    };
    match why {
        WhyNot::Alone => site.text("why_alone").to_owned(),
        WhyNot::Kind(a, b) => both("why_kind", kind_label(site, *a), kind_label(site, *b)),
        WhyNot::Dimension(a, b) => both("why_units", unit(a), unit(b)),
        WhyNot::Indicator => site.text("why_other").to_owned(),
    }
}

/// The unit of an indicator as readers call it; `None` when it has none that they would name.
pub(crate) fn indicator_unit<'a>(site: &'a Site, indicator: &'a Indicator) -> Option<&'a str> {
    indicator.unit.as_deref().map(|unit| unit_name(site, unit)).filter(|name| !name.is_empty())
}

/// Lists the first of several things, and how many more there are.
pub(crate) fn list_some(site: &Site, things: impl ExactSizeIterator<Item = String>) -> String {
    let more = things.len().saturating_sub(TOLD);
    let mut told: Vec<String> = things.take(TOLD).collect();
    if more > 0 {
        told.push(site.text("n_more").replace("{n}", &more.to_string()));
    }
    told.join(site.text("semicolon"))
}

/// Says that there are `more`, unless there are none.
pub(crate) fn more_than(site: &Site, key: &str, more: usize) -> Value {
    optional_value((more > 0).then_some(more), |more| {
        Value::from(site.text(key).replace("{n}", &more.to_string()))
    })
}
