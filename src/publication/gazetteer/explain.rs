//! Why a text names no region of a gazetteer, and what its author may have meant.

use super::former::{FormerFit, FormerWriting};
use super::names::fold_name;
use super::place::{Head, Written, former_head, is_place, is_place_in, names_a_region};
use super::reading::whole_names;
use super::zones::{ends_as_zone, own_name, well_known};
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
        /// What follows, such as a street; often empty.
        rest: String,
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
    /// A street, a town or a village, and not in which region.
    PlaceAlone,
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
    /// How the text writes it.
    pub written: FormerWriting,
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
    let head = Head::read_head(gazetteer, folded);
    if let Some((fits, rest)) = former_head(gazetteer, folded)
        && head.as_ref().is_none_or(|head| goes_further(&fits, folded, rest, head))
    {
        return former_names(gazetteer, &fits, unfolded_tail(text, rest));
    }
    let place = head.as_ref().and_then(|head| explain_place(gazetteer, text, head));
    if let Some(place) = place {
        return place;
    }
    if let Some(zone) = explain_zone(gazetteer, text, folded, head.as_ref()) {
        return zone;
    }
    if head.is_none() && is_place(folded) {
        let nearest = nearest::nearest_places(gazetteer, folded);
        let is_none = nearest.is_empty();
        return if is_none { Unresolved::PlaceAlone } else { Unresolved::Unknown { nearest } };
    }
    let nearest = nearest::nearest_regions(gazetteer, folded);
    match head.as_ref().map(|head| (head.regions.as_slice(), head.rest)) {
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

/// Tells whether former names go further into a text than those of today do: 长安区建安街道 is in
/// no 长安县, and 广元市中山路街道 in no 市中区.
fn goes_further(fits: &[FormerFit], folded: &str, rest: &str, today: &Head<'_>) -> bool {
    let further = folded.get(today.taken..folded.len() - rest.len()).unwrap_or_default();
    let is_short = fits.iter().any(|fit| fit.written != FormerWriting::InFull);
    let least = if is_short && today.written == Written::InFull { 2 } else { 1 };
    further.chars().count() >= least
}

/// Parts a region from a place in it, where the region has nothing smaller, or is one of several.
fn explain_place(gazetteer: &Gazetteer, text: &str, head: &Head<'_>) -> Option<Unresolved> {
    let (rest, is_whole) = (head.rest, head.written == Written::InFull);
    let is_zone = ends_as_zone(rest);
    // A zone whose name only begins as a region does: 长白山保护开发区 is not in 长白县.
    if !is_place_in(gazetteer, rest) || (is_zone && !is_whole) {
        return None;
    }
    match head.regions.as_slice() {
        [region] if gazetteer.is_smallest(*region) => {
            let sure = is_whole && (is_place(rest) || is_zone) && !names_a_region(gazetteer, rest);
            Some(explain_beyond(gazetteer, *region, text, rest, sure))
        }
        [_] | [] => None,
        several if is_whole || is_place(rest) => Some(Unresolved::Ambiguous {
            candidates: region_codes(gazetteer, several),
            rest: unfolded_tail(text, rest),
        }),
        _ => None,
    }
}

/// Explains the zone that a text names.
fn explain_zone(
    gazetteer: &Gazetteer,
    text: &str,
    folded: &str,
    head: Option<&Head<'_>>,
) -> Option<Unresolved> {
    if let Some(zone) = well_known(gazetteer, folded, head) {
        let within = region_codes(gazetteer, &zone.within);
        return Some(Unresolved::Zone { name: unfolded_tail(text, &zone.name), within });
    }
    let name = head.map_or(folded, |head| own_name(gazetteer, head, folded));
    let is_zone = ends_as_zone(name);
    is_zone.then(|| Unresolved::Zone { name: unfolded_tail(text, name), within: Vec::new() })
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
        Some(FormerName { name, year, became, now, is_verified, written: fit.written })
    };
    Unresolved::Former { names: fits.iter().filter_map(name).collect(), rest }
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
