//! Development zones: areas that run a place and are no divisions.

use std::sync::LazyLock;

use super::Gazetteer;
use super::names::fold_name;
use super::reading::whole_names;

/// Well-known zones with the counties that they lie in (see `data/README.md`).
const TABLE: &str = include_str!("../../../data/zones.csv");

/// Endings of the names of zones. Real divisions that end so were found before anything is taken
/// for a zone.
#[rustfmt::skip]
const ENDINGS: [&str; 31] = [
    "新区", "高新区", "经开区", "开发区", "工业园区", "产业园区", "科技园区", "园区", "工业园", "产业园", "科技园",
    "管委会", "管理委员会", "示范区", "度假区", "保税区", "自贸区", "试验区", "合作区", "风景区", "名胜区", "保护区",
    "集聚区", "管理区", "先行区", "实验区", "经济区", "林场", "农场", "牧场", "林业局",
];

/// A zone that a text names.
pub(super) struct Zone {
    /// The counties that it lies in; none when it is not a well-known one.
    pub(super) within: Vec<u32>,
    /// Bytes at the end of the text that name it.
    pub(super) length: usize,
}

static ZONES: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(1).filter_map(|line| line.split_once(','));
    let mut zones: Vec<(String, &str)> = rows
        .flat_map(|(names, codes)| {
            names.split('|').map(move |name| (fold_name(name).into_owned(), codes))
        })
        .collect();
    zones.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    zones
});

/// Tells whether a name ends as those of zones do.
pub(super) fn ends_as_zone(text: &str) -> bool {
    ENDINGS.iter().any(|ending| text.ends_with(ending))
}

/// Finds the well-known zone in `text` (folded): nothing but a path of regions stands before it.
pub(super) fn well_known(gazetteer: &Gazetteer, text: &str) -> Option<Zone> {
    ZONES.iter().find_map(|(name, codes)| {
        let at = text.find(name.as_str())?;
        let head = text.get(..at)?;
        let above = whole_names(gazetteer, head);
        let lies_there = |index: &u32| {
            head.is_empty()
                || above.iter().any(|above| index == above || gazetteer.lies_below(*index, *above))
        };
        let within: Option<Vec<u32>> =
            codes.split(' ').map(|code| gazetteer.index_of(code)).collect();
        let within: Vec<u32> = within?.into_iter().filter(lies_there).collect();
        (!within.is_empty()).then(|| Zone { within, length: text.len() - at })
    })
}
