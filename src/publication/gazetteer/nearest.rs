//! What may be meant by a text that names no region.

use super::Gazetteer;
use super::names::fold_name;
use super::place::is_place;
use super::reading::{longest_head, whole_names};

/// Most names that are worth listing.
const MOST: usize = 5;

/// Returns full names of regions that may be meant by `text` (folded), the likeliest first.
pub(super) fn nearest_regions(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    let regions = by_name_alone(gazetteer, text)
        .or_else(|| by_head(gazetteer, text))
        .or_else(|| by_tail(gazetteer, text))
        .or_else(|| by_code(gazetteer, text))
        .unwrap_or_else(|| by_spelling(gazetteer, text, None));
    full_names(gazetteer, text, &regions)
}

/// Returns full names of streets, towns and villages of the publication's own table that may be
/// meant by `text` (folded): a district is no guess for a town.
pub(super) fn nearest_places(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    let mut places = by_spelling(gazetteer, text, None);
    places.retain(|index| gazetteer.region_at(*index).is_some_and(|place| is_place(&place.name)));
    full_names(gazetteer, text, &places)
}

fn full_names(gazetteer: &Gazetteer, text: &str, regions: &[u32]) -> Vec<String> {
    let name = |index: &u32| Some(gazetteer.full_name(gazetteer.region_at(*index)?.code.as_str()));
    // What was written is no help, as where two regions share all their names.
    let names = regions.iter().filter_map(name).filter(|name| *fold_name(name) != *text);
    names.take(MOST).collect()
}

/// The text is the name of what is found only behind the region above it: 信义区, of which there
/// are two. Townships and towns are not guessed, since most are in no table.
fn by_name_alone(gazetteer: &Gazetteer, text: &str) -> Option<Vec<u32>> {
    let (named, _) = gazetteer.names().leading_names(text).find(|(_, rest)| rest.is_empty())?;
    let lower = named.iter().map(|named| named.region);
    let lower: Vec<u32> = lower.filter(|index| gazetteer.needs_region_above(*index)).collect();
    let is_town = text.ends_with(['乡', '镇']);
    (!lower.is_empty()).then(|| if is_town { Vec::new() } else { lower })
}

/// The text begins with a path of names and goes on with something like a name in there:
/// 上海市静按区. What lies elsewhere is never meant: a guess that leaves the city that was written
/// misleads.
fn by_head(gazetteer: &Gazetteer, text: &str) -> Option<Vec<u32>> {
    let (above, rest) = longest_head(gazetteer, text)?;
    // 芝罘曲: a name that ends wrong.
    if rest.chars().nth(1).is_none() {
        return Some(above);
    }
    Some(
        above
            .iter()
            .take(MOST)
            .flat_map(|above| by_spelling(gazetteer, rest, Some(*above)))
            .collect(),
    )
}

/// The text ends with a path of names: 上誨市静安区.
fn by_tail(gazetteer: &Gazetteer, text: &str) -> Option<Vec<u32>> {
    let starts = text.char_indices().map(|(at, _)| at).skip(1);
    starts
        .take(64)
        .filter_map(|start| text.get(start..))
        .map(|tail| whole_names(gazetteer, tail))
        .find(|found| !found.is_empty())
}

/// The text is a code that begins as China's codes do: 310199 lies in 310000.
fn by_code(gazetteer: &Gazetteer, text: &str) -> Option<Vec<u32>> {
    [4, 2]
        .into_iter()
        .find_map(|digits| gazetteer.index_of(&format!("{:0<6}", text.get(..digits)?)))
        .map(|index| vec![index])
}

/// Returns the regions whose name is a typo away from `text`: a third of its characters at most.
fn by_spelling(gazetteer: &Gazetteer, text: &str, above: Option<u32>) -> Vec<u32> {
    let chars: Vec<char> = text.chars().collect();
    let limit = chars.len() / 3;
    if limit == 0 || chars.len() > 32 {
        return Vec::new();
    }
    // So many typos leave at least one of any `limit + 1` characters as it was.
    let candidates = gazetteer.names().with_rarest(&gazetteer.regions, &chars, limit + 1);
    let mut near: Vec<(usize, u32)> = candidates
        .into_iter()
        .filter(|index| match above {
            Some(above) => gazetteer.lies_below(*index, above),
            None => !gazetteer.needs_region_above(*index),
        })
        .filter_map(|index| {
            let region = gazetteer.region_at(index)?;
            let length = region.name.chars().count();
            // A glance first: most names share no character with the text.
            let shared = region.name.chars().filter(|c| chars.contains(c)).count();
            if length.abs_diff(chars.len()) > limit || shared + limit < length {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&region.name, text);
            (distance <= limit && distance < length).then_some((distance, index))
        })
        .collect();
    near.sort_unstable();
    let least = near.first().map(|(distance, _)| *distance);
    near.into_iter()
        .filter(|(distance, _)| Some(*distance) == least)
        .map(|(_, index)| index)
        .collect()
}
