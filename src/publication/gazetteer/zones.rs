//! Development zones: areas that run a place and are no divisions.

use std::sync::LazyLock;

use super::Gazetteer;
use super::names::{fold_name, shortest_name};
use super::place::{Head, Written, last_name};
use super::reading::{longest_head, whole_names};

/// Well-known zones with the counties that they lie in (see `data/README.md`).
const TABLE: &str = include_str!("../../../data/zones.csv");

/// Endings of the names of zones. Real divisions that end so were found before anything is taken
/// for a zone.
#[rustfmt::skip]
const ENDINGS: [&str; 33] = [
    "新区", "高新区", "经开区", "开发区", "工业园区", "产业园区", "科技园区", "园区", "工业园", "产业园", "科技园",
    "管委会", "管理委员会", "示范区", "度假区", "保税区", "自贸区", "试验区", "合作区", "风景区", "名胜区", "保护区",
    "集聚区", "管理区", "先行区", "实验区", "经济区", "林场", "农场", "牧场", "林业局",
    "景区", "管理局",
];

/// Words that say of which kind a zone is, and are no name.
#[rustfmt::skip]
const KINDS: [&str; 25] = [
    "国家级", "国家", "省级", "市级", "经济", "技术", "高新", "高科技", "科技", "产业", "工业", "农业", "旅游", "综合",
    "国际", "生态", "现代", "风景", "名胜", "自然", "森林", "地质", "文化", "创新", "循环",
];

/// The long ways to write a kind, longer ones first, and the short one.
const LONG_KINDS: [(&str, &str); 11] = [
    ("管理委员会", ""),
    ("管委会", ""),
    ("国家级", ""),
    ("国家", ""),
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高新开发区", "高新区"),
    ("经济技术产业开发区", "经开区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
];

/// A zone that a text names.
pub(super) struct Zone {
    /// The counties that it lies in.
    pub(super) within: Vec<u32>,
    /// What it is called, with what follows.
    pub(super) name: String,
}

/// A zone of the table.
struct Known {
    name: String,
    /// Its name with the kind written in short.
    short: String,
    codes: &'static str,
}

static ZONES: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(1).filter_map(|line| line.split_once(','));
    let mut zones: Vec<Known> = rows
        .flat_map(|(names, codes)| {
            names.split('|').map(move |name| {
                let name = fold_name(name).into_owned();
                Known { short: with_short_kind(&name), name, codes }
            })
        })
        .collect();
    zones.sort_by_key(|zone| std::cmp::Reverse(zone.name.len()));
    zones
});

fn with_short_kind(name: &str) -> String {
    LONG_KINDS.iter().fold(name.to_owned(), |name, (long, short)| name.replace(long, short))
}

/// Tells whether a text says of which kind a zone is, and has no name for it: 经济技术开发区.
pub(super) fn is_mere_kind(text: &str) -> bool {
    let stem = ENDINGS.iter().filter_map(|ending| text.strip_suffix(ending));
    let mut stem = stem.min_by_key(|stem| stem.len()).unwrap_or(text);
    while let Some(rest) = KINDS.iter().find_map(|kind| stem.strip_prefix(kind)) {
        stem = rest;
    }
    stem.chars().nth(1).is_none()
}

/// Tells whether a name ends as those of zones do.
pub(super) fn ends_as_zone(text: &str) -> bool {
    ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// Returns the zone that follows a path of names, with the shortened name before it where it has no
/// other: 黄山风景区 and not 风景区.
pub(super) fn own_name<'t>(gazetteer: &Gazetteer, head: &Head<'t>, text: &'t str) -> &'t str {
    // A county's short name is mostly the beginning of the zone's: 长白山保护开发区.
    let is_county = head.regions.iter().any(|region| gazetteer.is_smallest(*region));
    if head.written == Written::InFull || !(is_county || is_mere_kind(head.rest)) {
        return head.rest;
    }
    let path = text.get(..head.taken).unwrap_or_default();
    let last = last_name(gazetteer, &head.regions, path);
    text.get(head.taken - last.len()..).unwrap_or(head.rest)
}

/// Finds the well-known zone in `text` (folded): nothing but a path of regions stands before it. A
/// county that follows says where in it: 雄安新区容城县.
pub(super) fn well_known(
    gazetteer: &Gazetteer,
    text: &str,
    head: Option<&Head<'_>>,
) -> Option<Zone> {
    let written = ZONES.iter().find_map(|zone| {
        let at = text.find(zone.name.as_str())?;
        let (before, tail) = (text.get(..at)?, text.get(at..)?);
        let within = counties_of(gazetteer, zone, &whole_names(gazetteer, before), before);
        (!within.is_empty()).then(|| with_its_county(gazetteer, zone, within, tail))
    });
    written.or_else(|| {
        let head = head?;
        let city = head.regions.iter().find_map(|index| gazetteer.region_at(*index))?;
        let behind_city = format!("{}{}", shortest_name(city), head.rest);
        let names = [own_name(gazetteer, head, text).to_owned(), behind_city];
        names.into_iter().find_map(|name| {
            let short = with_short_kind(&name);
            let zone = ZONES.iter().find(|zone| zone.short == short)?;
            let within = counties_of(gazetteer, zone, &head.regions, text);
            (!within.is_empty()).then_some(Zone { within, name })
        })
    })
}

/// Returns the counties of the zone or area that is called `name` (folded).
pub(super) fn area_called(gazetteer: &Gazetteer, name: &str) -> Option<Vec<u32>> {
    let zone = ZONES.iter().find(|zone| zone.name == name)?;
    Some(counties_of(gazetteer, zone, &[], ""))
}

/// Returns the counties of a zone that lie in regions named before it, where any are.
fn counties_of(gazetteer: &Gazetteer, zone: &Known, above: &[u32], before: &str) -> Vec<u32> {
    let lies_there = |index: &u32| {
        before.is_empty()
            || above.iter().any(|above| index == above || gazetteer.lies_below(*index, *above))
    };
    let within: Option<Vec<u32>> =
        zone.codes.split(' ').map(|code| gazetteer.index_of(code)).collect();
    within.unwrap_or_default().into_iter().filter(lies_there).collect()
}

/// Says where in a zone a text is that goes on with one of its counties. `tail` begins with the
/// name of the zone.
fn with_its_county(gazetteer: &Gazetteer, zone: &Known, within: Vec<u32>, tail: &str) -> Zone {
    let after = tail.get(zone.name.len()..).unwrap_or_default();
    let whole = Some(whole_names(gazetteer, after)).filter(|found| !found.is_empty());
    let head = whole.map(|found| (found, "")).or_else(|| longest_head(gazetteer, after));
    if let Some((found, rest)) = head
        && let [county] = found.as_slice()
        && within.contains(county)
    {
        return Zone { within: found, name: format!("{}{rest}", zone.name) };
    }
    Zone { within, name: tail.to_owned() }
}
