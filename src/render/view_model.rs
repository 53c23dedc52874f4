//! The small shapes that templates see again and again: a region, a figure, a card.

use std::borrow::Cow;

use tera::Value;

use super::context::RenderContext;
use super::figure_views::metric_views;
use crate::catalog::{CaseIndex, PracticeIndex, RegionGroup};
use crate::content::case::{Case, Regions};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object, optional_value};
use crate::foundation::language::LanguageTag;
use crate::foundation::path::encode_percent;
use crate::publication::gazetteer::{Region, RegionCode};
use crate::text::date::{Date, Interval};

pub(crate) fn date_view(site: &Site, date: &Date) -> Value {
    object! { "iso" => date.to_string(), "text" => site.texts.dates.write_date(*date) }
}

pub(crate) fn period_view(site: &Site, period: &Interval) -> Value {
    object! { "iso" => period.to_string(), "text" => site.texts.dates.write_interval(*period) }
}

pub(crate) fn region_view(context: &RenderContext<'_>, region: &Region) -> Value {
    context.region_view(&region.code).map_or_else(Value::none, |view| view.value.clone())
}

/// The date of a case, if it has one.
pub(crate) fn optional_date(site: &Site, date: Option<&Date>) -> Value {
    optional_value(date, |date| date_view(site, date))
}

/// The regions from the top down to the main one of a case.
pub(crate) fn main_trail(context: &RenderContext<'_>, regions: &Regions) -> Value {
    regions.main().map_or_else(|| build_list([]), |code| region_trail(context, code))
}

/// The models that a case stands for, as lists name them.
pub(crate) fn models_view(context: &RenderContext<'_>, index: CaseIndex) -> Value {
    let named = &context.catalog.cases[index as usize].card.models;
    let groups = context.catalog.models_of(index);
    build_list(named.iter().zip(groups).map(|(model, group)| {
        object! { "name" => model.name.as_str(), "href" => context.site.href(&group.path) }
    }))
}

/// The regions from the top down to `code`.
pub(crate) fn region_trail(context: &RenderContext<'_>, code: &RegionCode) -> Value {
    context.region_view(code).map_or_else(|| build_list([]), |view| view.trail.clone())
}

/// The names of the regions from the top down to `code`, in one text.
pub(crate) fn region_text<'a>(context: &RenderContext<'a>, code: &RegionCode) -> &'a str {
    context.region_view(code).map_or("", |view| &view.text)
}

/// The same of each region beside the main one; nothing for nearly every case.
pub(crate) fn other_trails(context: &RenderContext<'_>, regions: &Regions) -> Value {
    match regions.others() {
        [] => Value::none(),
        others => build_list(others.iter().map(|code| region_trail(context, code))),
    }
}

/// The names of all regions of a case, each from the top down, in one text.
pub(crate) fn regions_text<'a>(context: &RenderContext<'a>, regions: &Regions) -> Cow<'a, str> {
    let main = regions.main().map_or("", |code| region_text(context, code));
    if regions.others().is_empty() {
        return main.into();
    }
    let all: Vec<&str> = regions.all().map(|code| region_text(context, code)).collect();
    all.join(context.site.text("comma")).into()
}

pub(crate) fn case_ref(site: &Site, case: &Case) -> Value {
    object! { "name" => case.card.title.as_str(), "href" => site.case_href(&case.card) }
}

/// What `card.html` sees as `case`.
pub(crate) fn card_view(context: &RenderContext<'_>, index: CaseIndex) -> Value {
    let (site, catalog) = (context.site, context.catalog);
    let case = &*catalog.cases[index as usize];
    let card = &case.card;
    object! {
        "id" => &*card.id.0,
        "href" => site.case_href(card),
        "language" => card.language.as_ref().map(LanguageTag::as_str),
        "title" => card.title.as_str(),
        "summary" => card.summary.as_str(),
        "region_path" => main_trail(context, &card.regions),
        "other_regions" => other_trails(context, &card.regions),
        "locality" => card.locality.as_deref(),
        "models" => models_view(context, index),
        "period" => optional_value(card.period.as_ref(), |given| period_view(site, given)),
        "date" => optional_date(site, card.date.as_ref()),
        "topics" => build_list(card.topics.iter().map(|topic| context.topic_view(topic))),
        "figures" => metric_views(site, case, card.figures.iter().map(|figure| &case.metrics[figure.place])),
        "compare" => site.compare_href(&card.id.0),
        "draft" => card.draft,
    }
}

/// A case beside others: what a column of a comparison says above its figures.
pub(crate) fn side_view(context: &RenderContext<'_>, index: CaseIndex) -> Value {
    let (site, card) = (context.site, &context.catalog.cases[index as usize].card);
    object! {
        "id" => &*card.id.0,
        "href" => site.case_href(card),
        "title" => card.title.as_str(),
        "region_path" => main_trail(context, &card.regions),
        "other_regions" => other_trails(context, &card.regions),
        "locality" => card.locality.as_deref(),
        "period" => optional_value(card.period.as_ref(), |given| period_view(site, given)),
        "date" => optional_date(site, card.date.as_ref()),
        "topics" => build_list(card.topics.iter().map(|topic| context.topic_view(topic))),
    }
}

/// A practice with the case that it belongs to.
pub(crate) fn practice_view(context: &RenderContext<'_>, (index, place): PracticeIndex) -> Value {
    let (site, catalog) = (context.site, context.catalog);
    let case = &*catalog.cases[index as usize];
    let practice = &*case.practices[place as usize];
    object! {
        "name" => practice.name.as_str(),
        "href" => practice_href(site, case, practice.anchor.as_deref()),
        "case" => case_ref(site, case),
        "region" => &*regions_text(context, &case.card.regions),
        "topic" => optional_value(practice.topic.as_ref(), |topic| context.topic_view(topic)),
    }
}

/// The heading that describes a practice, or its case.
pub(crate) fn practice_href(site: &Site, case: &Case, anchor: Option<&str>) -> String {
    let page = site.case_href(&case.card);
    anchor.map_or_else(|| page.clone(), |anchor| format!("{page}#{}", encode_percent(anchor)))
}

/// A region with the number of its cases.
pub(crate) fn counted_region(site: &Site, region: &Region, count: usize) -> Value {
    object! {
        "code" => region.code.as_str(),
        "name" => labels::region_name(site, region),
        "href" => site.href(&routes::region_path(&region.code)),
        "count" => count,
    }
}

/// The provinces (or whatever tells cases apart at a glance) as equal tiles, with or without cases.
pub(crate) fn tiles_view(site: &Site, counts: &[(RegionCode, usize)]) -> Value {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let regions = site.gazetteer.glance_regions();
    let shorts = super::tile_names::abbreviate_names(&regions, |region| {
        labels::region_name(site, region).into()
    });
    build_list(regions.into_iter().zip(shorts).map(|(region, short)| {
        let count =
            counts.iter().find(|(code, _)| *code == region.code).map_or(0, |(_, count)| *count);
        object! {
            "code" => region.code.as_str(),
            "name" => labels::region_name(site, region),
            "short" => short,
            "href" => (count > 0).then(|| site.href(&routes::region_path(&region.code))),
            "count" => count,
            "level" => shade_of(count, most),
        }
    }))
}

/// How many shades tell counts apart.
const SHADES: usize = 4;

/// The shade of a count: 0 for none, and up to [`SHADES`]. Few counts have a shade each; many are
/// divided so that each shade holds about twice the counts of the one below, since most places have
/// few cases.
fn shade_of(count: usize, most: usize) -> usize {
    shade_bounds(most).iter().filter(|bound| count >= **bound).count()
}

/// The least count of each shade.
fn shade_bounds(most: usize) -> Vec<usize> {
    if most <= SHADES {
        return (1..=most).collect();
    }
    let mut bounds = vec![1];
    for shade in [8, 4, 2] {
        let bound = (most / shade).max(bounds.last().map_or(1, |last| last + 1));
        bounds.push(bound);
    }
    bounds
}

/// What each shade of the tiles means.
pub(crate) fn legend_view(counts: &[(RegionCode, usize)]) -> Value {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let bounds = shade_bounds(most);
    build_list((1..).zip(&bounds).map(|(level, from): (usize, &usize)| {
        let to = bounds.get(level).map_or(most, |next| next - 1);
        let text = if *from == to { from.to_string() } else { format!("{from}–{to}") };
        object! { "level" => level, "text" => text }
    }))
}

/// How many cases each top region has; those without are left out.
pub(crate) fn root_counts(
    site: &Site,
    regions: &std::collections::BTreeMap<RegionCode, RegionGroup>,
) -> Vec<(RegionCode, usize)> {
    let top = site.gazetteer.glance_regions().into_iter();
    top.filter_map(|region| Some((region.code.clone(), regions.get(&region.code)?.all.len())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_counts_have_a_shade_each_and_many_share_four() {
        assert_eq!([0, 1, 2, 3].map(|count| shade_of(count, 3)), [0, 1, 2, 3]);
        assert_eq!(shade_bounds(100), [1, 12, 25, 50]);
        assert_eq!(
            [0, 1, 11, 12, 49, 50, 100].map(|count| shade_of(count, 100)),
            [0, 1, 1, 2, 3, 4, 4]
        );
        for most in 1..200 {
            let bounds = shade_bounds(most);
            assert!(
                bounds.is_sorted_by(|a, b| a < b) && bounds.iter().all(|bound| *bound <= most),
                "{most}: {bounds:?}"
            );
        }
    }
}
