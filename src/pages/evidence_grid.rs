//! The evidence-gap grid: for each subject term and top region, whether there is a case and who
//! vouches for its figures.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tera::Value;

use crate::catalog::Catalog;
use crate::content::case::{Status, TopicRef};
use crate::edition::labels;
use crate::edition::routes;
use crate::edition::site::Site;
use crate::edition::value::{build_list, object};
use crate::publication::gazetteer::RegionCode;
use crate::render::view_model;

/// More columns than this do not fit; more rows nobody reads. What is left out is counted below the
/// grid.
const MOST: usize = 40;

/// What is known of one subject in one region, from nothing up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Evidence {
    /// Cases without figures, or whose figures nobody says who vouches for.
    Case,
    /// Figures that the organisations themselves report.
    SelfReported,
    /// A figure of official statistics or of somebody else.
    Vouched,
}

impl Evidence {
    fn word(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::SelfReported => "self",
            Self::Vouched => "vouched",
        }
    }
}

/// What is known in one column, and by how many cases; nothing is the gap.
type Cell = Option<(Evidence, usize)>;

/// The grid: its columns, and for each subject what is known in each column with the number of
/// cases.
#[derive(Hash)]
pub(crate) struct Gaps {
    regions: Vec<RegionCode>,
    rows: Vec<(TopicRef, Vec<Cell>)>,
    /// How many subjects and regions there are besides.
    more: (usize, usize),
}

/// Returns the regions with the most cases, as many as fit, in the order of the gazetteer.
fn with_most_cases(regions: Vec<(RegionCode, usize)>) -> Vec<RegionCode> {
    let mut numbered: Vec<(usize, (RegionCode, usize))> = regions.into_iter().enumerate().collect();
    numbered.sort_by_key(|(place, (_, count))| (Reverse(*count), *place));
    numbered.truncate(MOST);
    numbered.sort_by_key(|(place, _)| *place);
    numbered.into_iter().map(|(_, (code, _))| code).collect()
}

impl Gaps {
    /// Gathers what is known. Listed subjects without a case have rows too: they are the gaps.
    pub(crate) fn gather_gaps(site: &Site, catalog: &Catalog) -> Option<Self> {
        let regions = view_model::root_counts(site, &catalog.regions);
        let more_regions = regions.len().saturating_sub(MOST);
        let regions = with_most_cases(regions);
        let mut topics: Vec<TopicRef> = match &site.config.vocabulary.topics {
            Some(listed) => listed
                .iter()
                .map(|topic| TopicRef { id: topic.id.clone(), name: site.say(&topic.name).into() })
                .collect(),
            None => catalog.topics.iter().map(|group| group.topic.clone()).collect(),
        };
        if !site.config.outputs.charts || regions.len() < 2 || topics.is_empty() {
            return None;
        }
        let more = (topics.len().saturating_sub(MOST), more_regions);
        topics.truncate(MOST);
        let mut known: BTreeMap<(&str, &str), (Evidence, usize)> = BTreeMap::new();
        for case in &catalog.cases {
            let top = case.card.regions.top(&site.gazetteer);
            let evidence =
                case.metrics.iter().filter_map(|metric| metric.status).map(|status| match status {
                    Status::SelfReported => Evidence::SelfReported,
                    Status::Official | Status::Independent => Evidence::Vouched,
                });
            let evidence = evidence.max().unwrap_or(Evidence::Case);
            for topic in &case.card.topics {
                for region in &top {
                    let key = (&*topic.id.0, region.code.as_str());
                    let cell = known.entry(key).or_insert((evidence, 0));
                    *cell = (cell.0.max(evidence), cell.1 + 1);
                }
            }
        }
        let rows = topics
            .into_iter()
            .map(|topic| {
                let cells = regions
                    .iter()
                    .map(|region| known.get(&(&*topic.id.0, region.as_str())).copied())
                    .collect();
                (topic, cells)
            })
            .collect();
        Some(Self { regions, rows, more })
    }

    pub(crate) fn to_template_value(&self, site: &Site) -> Value {
        let regions = self
            .regions
            .iter()
            .filter_map(|code| site.gazetteer.find_region(code.as_str()))
            .map(|region| {
                let name = labels::region_name(site, region);
                object! { "name" => name, "href" => site.href(&routes::region_path(&region.code)) }
            });
        let rows = self.rows.iter().map(|(topic, cells)| {
            let some = cells.iter().any(Option::is_some);
            object! {
                "name" => labels::topic_name(site, topic),
                "href" => some.then(|| site.href(&routes::topic_path(topic))),
                "cells" => build_list(cells.iter().map(|cell| match cell {
                    None => object! {
                        "word" => "none",
                        "count" => 0_usize,
                        "text" => site.text("gap_none"),
                    },
                    Some((evidence, count)) => {
                        let key = match evidence {
                            Evidence::Case => "gap_case",
                            Evidence::SelfReported => "gap_self",
                            Evidence::Vouched => "gap_vouched",
                        };
                        object! {
                            "word" => evidence.word(),
                            "count" => *count,
                            "text" => site.text(key),
                        }
                    }
                })),
            }
        });
        let more = [
            labels::more_than(site, "gaps_more_topics", self.more.0),
            labels::more_than(site, "gaps_more_regions", self.more.1),
        ];
        object! {
            "regions" => build_list(regions),
            "rows" => build_list(rows),
            "more" => build_list(more.into_iter().filter(|text| !text.is_none())),
        }
    }
}
