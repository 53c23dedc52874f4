//! The values that have pages here: years, statuses and values of declared fields. Regions, models
//! and topics have pages of their own.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::catalog::{CaseIndex, Catalog};
use crate::content::case;
use crate::edition::facets::address::SlugRegistry;
use crate::edition::facets::facet_value::{FacetValue, NamedValue};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::publication::config::{Field, FieldType};
use crate::text::figure::Decimal;
use crate::text::summarise_text;

/// How many values of a declared field have a page: a free text may say something else in every
/// case. The largest come first. All years and statuses have one.
const MOST: usize = 200;

/// How many characters of a value lists show.
const NAME: usize = 24;

/// A value, and the cases that have it, newest first.
pub(crate) type ValueCases = (FacetValue, Vec<CaseIndex>);

/// Returns the values that have a page: years, the newest first, statuses where there are drafts,
/// and values of fields in the order of `site.yaml`, each as its kind is ordered.
pub(crate) fn facet_values(catalog: &Catalog, site: &Site) -> Vec<ValueCases> {
    let mut all = year_values(catalog);
    all.extend(status_values(catalog));
    let mut folders = SlugRegistry::default();
    for field in site.config.vocabulary.fields.iter().filter(|field| field.facet) {
        all.extend(of_field(field, &folders.give_slug(&field.key), catalog));
    }
    all
}

fn year_values(catalog: &Catalog) -> Vec<ValueCases> {
    let mut years: BTreeMap<u16, Vec<CaseIndex>> = BTreeMap::new();
    for (index, case) in (0..).zip(&catalog.cases) {
        if let Some(date) = case.card.date {
            years.entry(date.year()).or_default().push(index);
        }
    }
    years.into_iter().rev().map(|(year, cases)| (FacetValue::Year(year), cases)).collect()
}

/// Where no case is a draft, the status says nothing.
fn status_values(catalog: &Catalog) -> Vec<ValueCases> {
    let all = (0..).zip(&catalog.cases);
    let (drafts, others): (Vec<_>, Vec<_>) =
        all.map(|(index, case)| (index, case.card.draft)).partition(|(_, draft)| *draft);
    if drafts.is_empty() {
        return Vec::new();
    }
    let indices = |pairs: Vec<(CaseIndex, bool)>| {
        pairs.into_iter().map(|(index, _)| index).collect::<Vec<_>>()
    };
    let both =
        [(FacetValue::Status(false), indices(others)), (FacetValue::Status(true), indices(drafts))];
    both.into_iter().filter(|(_, cases)| !cases.is_empty()).collect()
}

/// A value while its cases are counted.
struct ValueCount<'a> {
    value: &'a case::FieldValue,
    cases: usize,
    last: Option<CaseIndex>,
}

/// Returns the largest values of a field, whose pages stand in `folder`.
///
/// Values are counted by small numbers, and only those that have a page are named: this runs at
/// every edit.
fn of_field(field: &Field, folder: &str, catalog: &Catalog) -> Vec<ValueCases> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut known: Vec<ValueCount<'_>> = Vec::new();
    let mut had: Vec<(usize, CaseIndex)> = Vec::new();
    for (index, case) in (0..).zip(&catalog.cases) {
        let values =
            case.fields.iter().filter(|(key, _)| *key == field.key).flat_map(|(_, values)| values);
        for value in values.filter(|value| !value.id.trim().is_empty()) {
            let place = *places.entry(&value.id).or_insert_with(|| {
                known.push(ValueCount { value, cases: 0, last: None });
                known.len() - 1
            });
            // A list may name a value twice.
            let counted = &mut known[place];
            if counted.last.replace(index) != Some(index) {
                counted.cases += 1;
                had.push((place, index));
            }
        }
    }
    // What is told by ids is the same in all editions.
    let mut largest: Vec<usize> = (0..known.len()).collect();
    largest.sort_unstable_by(|a, b| {
        let (a, b) = (&known[*a], &known[*b]);
        b.cases.cmp(&a.cases).then_with(|| a.value.id.cmp(&b.value.id))
    });
    largest.truncate(MOST);
    // The largest of several values with one slug has it.
    let mut addresses = SlugRegistry::default();
    let mut named: Vec<(usize, String)> = largest
        .into_iter()
        .map(|place| (place, addresses.give_slug(&known[place].value.id)))
        .collect();
    named.sort_by(|a, b| compare_values(field, catalog, known[a.0].value, known[b.0].value));
    let mut cases: Vec<Option<Vec<CaseIndex>>> = vec![None; known.len()];
    for (place, _) in &named {
        cases[*place] = Some(Vec::with_capacity(known[*place].cases));
    }
    for (place, index) in had {
        if let Some(members) = &mut cases[place] {
            members.push(index);
        }
    }
    let listed = named.into_iter().map(|(place, address)| {
        let text = labels::value_text(catalog, field, known[place].value);
        let path = routes::field_value_path(folder, &address);
        let name = summarise_text(text, NAME);
        let whole = (name != text).then(|| text.to_owned());
        (
            FacetValue::Field(NamedValue { key: field.key.clone(), name, whole, path }),
            cases[place].take().expect("each value that is named has a list of its cases"),
        )
    });
    listed.collect()
}

/// The order of two values: that of the choices, of numbers, or of names.
fn compare_values(
    field: &Field,
    catalog: &Catalog,
    a: &case::FieldValue,
    b: &case::FieldValue,
) -> std::cmp::Ordering {
    let by_kind = match &field.kind {
        FieldType::Choice(choices) => {
            let rank =
                |value: &case::FieldValue| choices.iter().position(|choice| **choice == *value.id);
            rank(a).cmp(&rank(b))
        }
        FieldType::Number => Decimal::parse(&a.text).cmp(&Decimal::parse(&b.text)),
        _ => {
            let text = |value| labels::value_text(catalog, field, value);
            catalog.order.compare_names(text(a), text(b))
        }
    };
    by_kind.then_with(|| a.id.cmp(&b.id))
}
