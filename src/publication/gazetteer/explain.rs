//! Why a text names no region of a gazetteer, and what its author may have meant.

use super::former::FormerFit;
use super::names::fold_name;
use super::reading::{longest_head, whole_names};
use super::zones::{ends_as_zone, well_known};
use super::{Gazetteer, Region, RegionCode, nearest};
use crate::text::simplified::simplify_char;

/// Why a text names no one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// No region goes by it.
    Unknown {
        /// Full names of regions that may be meant, the likeliest first; at most five, often none.
        nearest: Vec<String>,
    },
    /// Several regions go by it.
    Ambiguous {
        /// Their codes, in order; at least two.
        candidates: Vec<RegionCode>,
    },
    /// A region went by it in former days; perhaps several did.
    Former {
        /// The former names; at least one.
        names: Vec<FormerName>,
        /// What follows, such as a street; often empty.
        rest: String,
    },
    /// A region, and then a place inside it: 上海市静安区南京西路街道.
    Beyond {
        region: RegionCode,
        /// The place inside it.
        rest: String,
        /// Nothing smaller than the region can be named, and the place ends as streets, towns or
        /// villages do.
        sure: bool,
    },
    /// A development zone, which is no division.
    Zone {
        /// The zone as written.
        name: String,
        /// The counties that it lies in; none when they are not known.
        within: Vec<RegionCode>,
    },
    /// A region, and then a name that nothing in it has: 北京市静安区.
    NotThere {
        /// The region.
        above: RegionCode,
        /// Names of what lies right in it, in order.
        below: Vec<String>,
        /// The name.
        rest: String,
    },
}

/// A name of former days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The former name; empty when the code alone changed.
    pub name: String,
    /// The year of the change.
    pub year: u16,
    /// What it belongs to today; at least one.
    pub became: Vec<RegionCode>,
    /// What is meant today: the same, or a region in it that the text goes on to name.
    pub now: Vec<RegionCode>,
    /// Whether the table has this from its source.
    pub is_verified: bool,
}

impl Gazetteer {
    /// Returns a region to show how one is written: 上海市静安区, or the first of those of the
    /// publication's own that has no other in it.
    #[must_use]
    pub fn example_region(&self) -> Option<&Region> {
        let known = self.resolve_name("上海市静安区").ok();
        known.or_else(|| {
            let smallest = (0..).zip(&self.regions).find(|(index, _)| self.is_smallest(*index));
            smallest.map(|(_, region)| region)
        })
    }
}

/// Endings of what lies in a county.
const PLACES: [&str; 11] =
    ["街道", "街道办", "街道办事处", "镇", "乡", "苏木", "社区", "村", "小区", "居委会", "村委会"];

/// Explains why `text` names no region. `folded` is the same, folded and in Simplified characters.
pub(super) fn explain_unresolved(gazetteer: &Gazetteer, text: &str, folded: &str) -> Unresolved {
    let former = gazetteer.former();
    if let Some(fit) = former.by_code(folded) {
        return former_names(gazetteer, &[fit], String::new());
    }
    let fits = former.read_former(gazetteer, folded);
    if !fits.is_empty() {
        return former_names(gazetteer, &fits, String::new());
    }
    if let Some(rest) = after_corps(folded) {
        return explain_corps(gazetteer, text, rest);
    }
    let mut head = longest_head(gazetteer, folded);
    if let Some((found, rest)) = &head
        && let [region] = found.as_slice()
        && gazetteer.is_smallest(*region)
        && is_place_in(gazetteer, rest)
    {
        let (is_whole, is_zone) =
            (ends_with_name(gazetteer, *region, folded, rest), ends_as_zone(rest));
        if is_whole || !is_zone {
            let sure = is_whole && (is_place(rest) || is_zone);
            return explain_beyond(gazetteer, *region, text, rest, sure);
        }
        // A zone whose name only begins as a region does: 长白山保护开发区 is not in 长白县.
        head = None;
    }
    if let Some(zone) = well_known(gazetteer, folded) {
        let name = folded.get(folded.len() - zone.length..).unwrap_or_default();
        return Unresolved::Zone {
            name: unfolded_tail(text, name),
            within: region_codes(gazetteer, &zone.within),
        };
    }
    if let Some((fits, rest)) = former_head(gazetteer, folded) {
        return former_names(gazetteer, &fits, unfolded_tail(text, rest));
    }
    let after_head = head.as_ref().map_or(folded, |(_, rest)| *rest);
    if ends_as_zone(after_head) {
        return Unresolved::Zone { name: unfolded_tail(text, after_head), within: Vec::new() };
    }
    let nearest = nearest::nearest_regions(gazetteer, folded);
    match head.as_ref().map(|(found, rest)| (found.as_slice(), *rest)) {
        Some(([region], rest)) if nearest.is_empty() => {
            if is_place(rest) {
                explain_beyond(gazetteer, *region, text, rest, false)
            } else {
                not_there(gazetteer, *region, unfolded_tail(text, rest))
            }
        }
        _ => Unresolved::Unknown { nearest },
    }
}

/// Tells whether a region is named beyond doubt before `rest` at the end of `text`: in full. 长白
/// alone may be no more than the beginning of another name, and so may 朝阳 in 北京市朝阳门街道.
fn ends_with_name(gazetteer: &Gazetteer, region: u32, text: &str, rest: &str) -> bool {
    let head = text.strip_suffix(rest).unwrap_or_default();
    gazetteer.region_at(region).is_some_and(|region| {
        let mut names = region.aliases.iter().chain([&region.name]);
        names.any(|name| head.ends_with(&*fold_name(name)))
    })
}

/// Returns what follows a division of the corps in 新疆, which runs cities and is no region itself:
/// 新疆生产建设兵团第八师石河子市.
fn after_corps(folded: &str) -> Option<&str> {
    let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some((_, rest)) = folded.split_once("兵团") {
        return Some(rest.split_once('师').map_or(rest, |(_, rest)| rest));
    }
    let number = folded.strip_prefix("第")?;
    number.trim_start_matches(is_numeral).strip_prefix('师').filter(|rest| !rest.is_empty())
}

fn explain_corps(gazetteer: &Gazetteer, text: &str, rest: &str) -> Unresolved {
    match whole_names(gazetteer, rest).as_slice() {
        [city] => {
            let name = |index| Some(gazetteer.full_name(gazetteer.region_at(index)?.code.as_str()));
            Unresolved::Unknown { nearest: name(*city).into_iter().collect() }
        }
        _ => Unresolved::Zone { name: text.to_owned(), within: Vec::new() },
    }
}

fn former_names(gazetteer: &Gazetteer, fits: &[FormerFit], rest: String) -> Unresolved {
    let name = |fit: &FormerFit| {
        let former = gazetteer.former().former_of(fit.former)?;
        let (became, now) =
            (region_codes(gazetteer, &former.now), region_codes(gazetteer, &fit.now));
        let (name, year, is_verified) = (former.name.to_string(), former.year, former.is_verified);
        Some(FormerName { name, year, became, now, is_verified })
    };
    Unresolved::Former { names: fits.iter().filter_map(name).collect(), rest }
}

/// Finds a former name at the head of a text that goes on with a place.
fn former_head<'t>(gazetteer: &Gazetteer, folded: &'t str) -> Option<(Vec<FormerFit>, &'t str)> {
    let ends = folded.char_indices().map(|(at, _)| at).skip(2).take(40).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| {
        let (head, rest) = folded.split_at_checked(end)?;
        let fits = is_place(rest).then(|| gazetteer.former().read_former(gazetteer, head))?;
        (!fits.is_empty()).then_some((fits, rest))
    })
}

fn explain_beyond(
    gazetteer: &Gazetteer,
    region: u32,
    text: &str,
    rest: &str,
    sure: bool,
) -> Unresolved {
    let Some(region) = gazetteer.region_at(region) else {
        return Unresolved::Unknown { nearest: Vec::new() };
    };
    Unresolved::Beyond { region: region.code.clone(), rest: unfolded_tail(text, rest), sure }
}

fn not_there(gazetteer: &Gazetteer, above: u32, rest: String) -> Unresolved {
    let Some(region) = gazetteer.region_at(above) else {
        return Unresolved::Unknown { nearest: Vec::new() };
    };
    let name = |index| Some(gazetteer.region_at(index)?.name.to_string());
    let below = gazetteer.children_of(above).filter_map(name).collect();
    Unresolved::NotThere { above: region.code.clone(), below, rest }
}

fn is_place(rest: &str) -> bool {
    rest.chars().nth(1).is_some() && PLACES.iter().any(|ending| rest.ends_with(ending))
}

/// Tells whether `rest` after a region can be a place in it, rather than a region in the wrong
/// place: 长沙县望城区.
fn is_place_in(gazetteer: &Gazetteer, rest: &str) -> bool {
    is_place(rest) || (rest.chars().nth(1).is_some() && whole_names(gazetteer, rest).is_empty())
}

fn region_codes(gazetteer: &Gazetteer, regions: &[u32]) -> Vec<RegionCode> {
    let code = |index: &u32| Some(gazetteer.region_at(*index)?.code.clone());
    regions.iter().filter_map(code).collect()
}

/// Returns the end of `text` that folds to `folded`, as its author wrote it.
fn unfolded_tail(text: &str, folded: &str) -> String {
    let simple = |part: &str| fold_name(part).chars().map(simplify_char).collect::<String>();
    let starts = text.char_indices().map(|(at, _)| at);
    let written = starts
        .filter_map(|at| text.get(at..))
        .filter(|tail| simple(tail) == folded)
        .min_by_key(|tail| tail.len());
    written.unwrap_or(folded).to_owned()
}

#[cfg(test)]
mod tests;
