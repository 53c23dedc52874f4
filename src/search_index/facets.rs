//! What results are filtered and ordered by: a file for each facet with the value of every case.
//!
//! A file is one line of JSON, the values as `[id, name, above]`, and then for each case how many
//! values it has (one byte, left out where each has exactly one) and their places in the list: all
//! low bytes, then all high bytes.

use std::collections::BTreeMap;

use serde_json::json;

use crate::catalog::Catalog;
use crate::edition::facets::Facet;
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::foundation::hash::Hash;
use crate::publication::config::Field;
use crate::publication::gazetteer::RegionCode;
use crate::render::context::RenderContext;
use crate::render::job::{Failure, Jobs, Plan, View};
use crate::text::collation::Collation;

#[derive(Hash)]
struct Column {
    facet: Facet,
    version: Hash,
}

/// Returns the facets, and the hash of what each is made of: all cards, all cases for a declared
/// field, and what is in the key of all.
pub(crate) fn plan_facets(plan: &Plan<'_>, jobs: &mut Jobs<'_>) -> Vec<(Facet, Hash)> {
    let each = Facet::all_facets(plan.catalog, plan.site).into_iter().map(|facet| {
        let version = match &facet {
            // What a field leads to is named by its title.
            Facet::Field(key) if declared_field(plan.site, key).links_to().is_some() => {
                Hash::of_value(&(jobs.seed, &plan.catalog.cases, &plan.catalog.pages))
            }
            Facet::Field(_) => Hash::of_value(&(jobs.seed, &plan.catalog.cases)),
            _ => Hash::of_value(&(jobs.seed, &plan.catalog.card_hashes)),
        };
        let path = routes::search_file_path(&format!("facets/{}.bin", facet.key()));
        jobs.add_page(
            &plan.site.edition_path(&path),
            None,
            Column { facet: facet.clone(), version },
        );
        (facet, version)
    });
    each.collect()
}

/// The values of all cases: the list of values, and for each case its places in the list.
struct Values {
    list: Vec<serde_json::Value>,
    cases: Vec<Vec<u16>>,
}

impl View for Column {
    fn render(&self, context: &RenderContext<'_>, out: &mut Vec<u8>) -> Result<(), Failure> {
        let Values { list, cases } = gather_values(&self.facet, context.catalog, context.site);
        let mut data = serde_json::Value::from(list).to_string().into_bytes();
        data.push(b'\n');
        let single = cases.iter().all(|numbers| numbers.len() == 1);
        data.push(u8::from(single));
        if !single {
            data.extend(cases.iter().map(|numbers| u8::try_from(numbers.len()).unwrap_or(u8::MAX)));
        }
        let places = || cases.iter().flat_map(|numbers| numbers.iter().take(usize::from(u8::MAX)));
        data.extend(places().map(|place| place.to_le_bytes()[0]));
        data.extend(places().map(|place| place.to_le_bytes()[1]));
        out.extend(crate::search_index::file_version(self.version));
        crate::search_index::deflate_data(&data, out)
    }
}

fn gather_values(facet: &Facet, catalog: &Catalog, site: &Site) -> Values {
    let cases = &catalog.cases;
    match facet {
        Facet::Region => top_regions(catalog, site),
        Facet::Place => region_places(catalog, site),
        Facet::Model => models(catalog),
        Facet::Topic => gather_in(
            catalog.topics.iter().map(|group| {
                (group.topic.id.0.to_string(), labels::topic_name(site, &group.topic).to_owned())
            }),
            cases
                .iter()
                .map(|case| case.card.topics.iter().map(|topic| topic.id.0.to_string()).collect()),
        ),
        Facet::Year => gather_by_value(
            cases
                .iter()
                .map(|case| case.card.date.iter().map(|date| date.year().to_string()).collect()),
            |year| json!([year, year]),
        ),
        Facet::Status => gather_by_value(
            cases
                .iter()
                .map(|case| vec![if case.card.draft { "draft" } else { "published" }.to_owned()]),
            |status| {
                json!([
                    status,
                    site.text(if status == "draft" { "draft" } else { "search_published" })
                ])
            },
        ),
        Facet::Field(key) => field_values(declared_field(site, key), catalog),
        Facet::Title => title_order(catalog, site),
    }
}

fn declared_field<'a>(site: &'a Site, key: &str) -> &'a Field {
    let mut fields = site.config.vocabulary.fields.iter();
    fields.find(|field| field.key == key).expect("facets are made of declared fields")
}

/// The values of a field, known by what readers see; those that lead somewhere by their ids.
fn field_values(field: &Field, catalog: &Catalog) -> Values {
    let is_link = field.links_to().is_some();
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    let mut cases = Vec::with_capacity(catalog.cases.len());
    for case in &catalog.cases {
        let own = case.fields.iter().filter(|(key, _)| *key == field.key);
        let values = own.flat_map(|(_, values)| values).map(|value| {
            if is_link {
                let title = labels::value_text(catalog, field, value);
                titles.insert(value.id.to_string(), title);
                value.id.to_string()
            } else {
                value.text.to_string()
            }
        });
        cases.push(values.collect());
    }
    gather_by_value(cases.into_iter(), |value| {
        json!([value, titles.get(value).copied().unwrap_or(value)])
    })
}

/// The regions at the top, in the order that readers see.
fn top_regions(catalog: &Catalog, site: &Site) -> Values {
    let cases = catalog.cases.iter().map(|case| {
        let top = case.card.regions.top(&site.gazetteer);
        top.into_iter().map(|region| region.code.as_str().to_owned()).collect()
    });
    let cases: Vec<Vec<String>> = cases.collect();
    let mut codes: Vec<&String> = cases.iter().flatten().collect();
    codes.sort_unstable();
    codes.dedup();
    codes.sort_by_key(|code| site.gazetteer.position(code));
    let place: BTreeMap<&str, usize> = codes.iter().map(|code| code.as_str()).zip(0..).collect();
    let numbers = cases
        .iter()
        .map(|codes| codes.iter().map(|code| place_number(place[code.as_str()])).collect());
    Values {
        cases: numbers.collect(),
        list: codes.iter().map(|code| region_value(site, code)).collect(),
    }
}

fn models(catalog: &Catalog) -> Values {
    let list = catalog.models.iter().map(|group| json!([*group.model.id.0, group.model.name]));
    let all = (0..).take(catalog.cases.len());
    let cases = all.map(|index| catalog.model_places_of(index).map(place_number).collect());
    Values { list: list.collect(), cases: cases.collect() }
}

fn region_value(site: &Site, code: &str) -> serde_json::Value {
    let name =
        site.gazetteer.find_region(code).map_or(code, |region| labels::region_name(site, region));
    json!([code, name])
}

/// Regions with all that stand above them: only the lowest are named for a case.
fn region_places(catalog: &Catalog, site: &Site) -> Values {
    let mut codes: Vec<&str> = catalog.regions.keys().map(RegionCode::as_str).collect();
    codes.sort_by_key(|code| site.gazetteer.position(code));
    let order: BTreeMap<&str, usize> = codes.iter().copied().zip(0..).collect();
    let list = codes.iter().map(|code| {
        let above = site
            .gazetteer
            .find_region(code)
            .and_then(|region| region.parent.as_ref())
            .and_then(|above| order.get(above.as_str()));
        let mut value = region_value(site, code);
        if let Some(value) = value.as_array_mut() {
            value.push(json!(above));
        }
        value
    });
    let places = catalog.cases.iter().map(|case| {
        let codes = case.card.regions.all();
        codes.map(|code| place_number(order[code.as_str()])).collect()
    });
    Values { list: list.collect(), cases: places.collect() }
}

/// Every case's place in the order of titles.
fn title_order(catalog: &Catalog, site: &Site) -> Values {
    let order = Collation::new(site.language(), site.config.sort);
    let key = |place: &usize| {
        let card = &catalog.cases[*place].card;
        card.sort_key.as_deref().unwrap_or(&card.title)
    };
    let mut sorted: Vec<usize> = (0..catalog.cases.len()).collect();
    sorted.sort_by(|a, b| order.compare_names(key(a), key(b)));
    let mut ranks = vec![Vec::new(); sorted.len()];
    for (rank, place) in sorted.into_iter().enumerate() {
        ranks[place] = vec![place_number(rank)];
    }
    Values { list: Vec::new(), cases: ranks }
}

fn gather_by_value(
    cases: impl Iterator<Item = Vec<String>>,
    show: impl Fn(&str) -> serde_json::Value,
) -> Values {
    let cases: Vec<Vec<String>> = cases.collect();
    let all: std::collections::BTreeSet<&String> = cases.iter().flatten().collect();
    let place: BTreeMap<&String, usize> =
        all.iter().enumerate().map(|(place, value)| (*value, place)).collect();
    let numbers = cases
        .iter()
        .map(|values| values.iter().map(|value| place_number(place[value])).collect())
        .collect();
    Values { list: all.iter().map(|value| show(value)).collect(), cases: numbers }
}

/// Like [`gather_by_value`], in the order of a list that is known.
fn gather_in(
    known: impl Iterator<Item = (String, String)>,
    cases: impl Iterator<Item = Vec<String>>,
) -> Values {
    let known: Vec<(String, String)> = known.collect();
    let place: BTreeMap<&str, usize> =
        known.iter().enumerate().map(|(place, (id, _))| (id.as_str(), place)).collect();
    let numbers =
        cases.map(|ids| ids.iter().map(|id| place_number(place[id.as_str()])).collect()).collect();
    Values { list: known.iter().map(|(id, name)| json!([id, name])).collect(), cases: numbers }
}

/// Returns a place as files write it. All from the 65,536th on are said to be that one: a filter by
/// it shows the cases of all later values too, which have none of their own, and titles from there
/// on are in no order among themselves.
fn place_number(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
