//! Parts a text into a region and a place in it: 静安区, and then 大宁路街道.

use super::Gazetteer;
use super::former::FormerFit;
use super::names::{name_at_end, strip_unit_ending};
use super::reading::{longest_head, whole_names};

/// Endings of what lies in a county.
const ENDINGS: [&str; 13] = [
    "街道",
    "街道办",
    "街道办事处",
    "镇",
    "乡",
    "苏木",
    "嘎查",
    "社区",
    "村",
    "小区",
    "居委会",
    "村委会",
    "居民区",
];

/// Endings that a place has and a shortened region in front of them has not: 北站街道 is called
/// 北站街道, and is no 街道 in 北站.
const OWN_ENDINGS: [&str; 5] = ["街道", "镇", "乡", "村", "社区"];

/// What follows 市, 区 or 县 where that is no ending but the beginning of a word: 市民中心社区.
const WORDS: &str = "民场政郊委府城桥";

/// How a region is written at the end of a path of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Beyond doubt.
    InFull,
    /// By a name that may be no more than the beginning of another, as 朝阳 in 朝阳门街道.
    Shortened,
    /// With an ending that it has not: 静安县.
    WithWrongEnding,
}

/// A path of names of today at the head of a text.
pub(super) struct Head<'t> {
    /// What it leads to.
    pub(super) regions: Vec<u32>,
    /// What follows.
    pub(super) rest: &'t str,
    pub(super) written: Written,
    /// How many bytes name regions as they are called.
    pub(super) taken: usize,
}

impl<'t> Head<'t> {
    /// Reads the longest path of names that leaves a name of its own to what follows.
    pub(super) fn read_head(gazetteer: &Gazetteer, text: &'t str) -> Option<Self> {
        let (mut regions, mut rest) = longest_head(gazetteer, text)?;
        loop {
            let taken = text.len() - rest.len();
            let head = text.get(..taken)?;
            if regions.iter().any(|region| ends_in_full(gazetteer, *region, head)) {
                return Some(Self { regions, rest, written: Written::InFull, taken });
            }
            if let Some(place) = behind_wrong_ending(rest) {
                let written = Written::WithWrongEnding;
                return Some(Self { regions, rest: place, written, taken });
            }
            let last = last_name(gazetteer, &regions, head);
            let before = taken - last.len();
            // 乐山市中山路街道 is in 乐山市, and in no 市中区.
            let inner = last.char_indices().map(|(at, _)| before + at).rev();
            let across = inner.filter(|end| *end > before).find_map(|end| {
                let found = whole_names(gazetteer, text.get(..end)?);
                let is_whole = |region: &u32| ends_in_full(gazetteer, *region, &text[..end]);
                (found != regions && found.iter().any(is_whole)).then_some((found, end))
            });
            if across.is_none() && !is_cut_off(rest) {
                return Some(Self { regions, rest, written: Written::Shortened, taken });
            }
            let end;
            (regions, end) = match across {
                Some(found) => found,
                None if last.is_empty() => return None,
                None => (whole_names(gazetteer, text.get(..before)?), before),
            };
            if regions.is_empty() {
                return None;
            }
            rest = text.get(end..)?;
        }
    }
}

/// Tells whether `rest` behind a shortened name is no name of its own, so that the two are one:
/// 中山 and 东路社区, 静安 and 寺街道.
fn is_cut_off(rest: &str) -> bool {
    const ROADS: [&str; 5] = ["路", "大街", "大道", "街", "巷"];
    let is_road = |stem: &str| {
        let directed = stem.strip_prefix(['东', '西', '南', '北', '中']).unwrap_or(stem);
        ROADS.contains(&directed)
    };
    OWN_ENDINGS.iter().any(|ending| rest.starts_with(ending))
        || place_stem(rest).is_some_and(|stem| stem.chars().nth(1).is_none() || is_road(stem))
}

/// Returns the longest name at the end of `head` that one of `regions` goes by.
pub(super) fn last_name<'t>(gazetteer: &Gazetteer, regions: &[u32], head: &'t str) -> &'t str {
    let regions = regions.iter().filter_map(|index| gazetteer.region_at(*index));
    regions.map(|region| name_at_end(region, head)).max_by_key(|name| name.len()).unwrap_or("")
}

/// Tells whether a region is named at the end of `head` beyond doubt: in full.
fn ends_in_full(gazetteer: &Gazetteer, region: u32, head: &str) -> bool {
    gazetteer.region_at(region).is_some_and(|region| region.is_named_in_full(head))
}

/// Returns the place behind the ending of a unit: 大宁路街道 of 县大宁路街道.
fn behind_wrong_ending(rest: &str) -> Option<&str> {
    let place = strip_unit_ending(rest)?;
    let is_name = place_stem(place)?.chars().nth(1).is_some();
    (is_name && !place.starts_with(|c| WORDS.contains(c))).then_some(place)
}

/// Returns the name of a place in a county without its ending: 大宁路 of 大宁路街道.
fn place_stem(text: &str) -> Option<&str> {
    ENDINGS.iter().filter_map(|ending| text.strip_suffix(ending)).min_by_key(|stem| stem.len())
}

/// Tells whether a text ends as places in a county do.
pub(super) fn is_place(text: &str) -> bool {
    place_stem(text).is_some_and(|stem| !stem.is_empty())
}

/// Tells whether `rest` after a region can be a place in it, rather than a region in the wrong
/// place: 长沙县望城区.
pub(super) fn is_place_in(gazetteer: &Gazetteer, rest: &str) -> bool {
    is_place(rest) || (rest.chars().nth(1).is_some() && whole_names(gazetteer, rest).is_empty())
}

/// Tells whether a text names a county or something larger in full, now or in former days, behind
/// its beginning: 大宁路街道和宝山区庙行镇.
pub(super) fn names_a_region(gazetteer: &Gazetteer, text: &str) -> bool {
    let is_long = |rest: &str, tail: &str| {
        tail.strip_suffix(rest).is_some_and(|name| name.chars().nth(2).is_some())
    };
    let starts = text.char_indices().map(|(at, _)| at).skip(1);
    starts.filter_map(|at| text.get(at..)).any(|tail| {
        let today = gazetteer.names().leading_names(tail).any(|(named, rest)| {
            is_long(rest, tail)
                && named
                    .iter()
                    .any(|named| named.full && !gazetteer.needs_region_above(named.region))
        });
        today || gazetteer.former().leading_full_names(tail).any(|rest| is_long(rest, tail))
    })
}

/// Finds a former name at the head of a text that goes on with a place.
pub(super) fn former_head<'t>(
    gazetteer: &Gazetteer,
    folded: &'t str,
) -> Option<(Vec<FormerFit>, &'t str)> {
    let ends = folded.char_indices().map(|(at, _)| at).skip(2).take(40).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| {
        let (head, rest) = folded.split_at_checked(end)?;
        place_stem(rest).filter(|stem| stem.chars().nth(1).is_some())?;
        let fits = gazetteer.former().read_former(gazetteer, head);
        (!fits.is_empty()).then_some((fits, rest))
    })
}

#[cfg(test)]
mod tests;
