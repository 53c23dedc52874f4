//! The parts of a text that may name several regions, each with what it names.

use crate::publication::gazetteer::{FormerName, FormerWriting, Gazetteer, RegionCode, Unresolved};

/// What one part of such a text names.
pub(super) enum Part {
    /// A region, and what follows it, such as a street; often nothing.
    Region {
        code: RegionCode,
        rest: String,
        is_sure: bool,
    },
    /// One of several of its name, and what follows it.
    OneOf {
        candidates: Vec<RegionCode>,
        rest: String,
    },
    /// A street, a town or a village.
    Place,
    Unknown,
}

/// Marks between the regions of a list; a comma may also stand between a place and where it lies.
pub(super) const MARKS: [char; 3] = ['、', '；', ';'];
pub(super) const COMMAS: [char; 2] = ['，', ','];
/// Marks that join regions, or stand between the names of one.
const JOINTS: [char; 8] = ['/', '／', '+', '＋', '&', '＆', ' ', '　'];
/// Words that join regions, and are parts of names too: 和平区, 及第街道.
const WORDS: [&str; 6] = ["以及", "和", "与", "與", "及", "暨"];

/// Parts a text at marks; what is between them is trimmed, and never empty.
pub(super) fn split_parts(text: &str, is_mark: impl Fn(char) -> bool) -> Vec<&str> {
    text.split(is_mark).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Parts a text where a mark or a word joins two regions, each of them known.
pub(super) fn parts_joined<'t>(text: &'t str, gazetteer: &Gazetteer) -> Option<Vec<&'t str>> {
    let parts = split_parts(text, |c| JOINTS.contains(&c));
    let is_whole = |part: &Part| matches!(part, Part::Region { rest, .. } if rest.is_empty());
    let read = read_parts(&parts, gazetteer);
    if parts.len() > 1 && read.iter().all(is_whole) && !is_path(&read, gazetteer) {
        return Some(parts);
    }
    WORDS.iter().find_map(|word| {
        text.match_indices(word).find_map(|(at, _)| {
            let parts = vec![text.get(..at)?.trim(), text.get(at + word.len()..)?.trim()];
            let read = read_parts(&parts, gazetteer);
            let [Part::Region { .. }, right] = read.as_slice() else { return None };
            let is_named = matches!(right, Part::Region { rest, is_sure, .. }
                if *is_sure || rest.is_empty() || names_district(parts.get(1)?, rest));
            is_named.then_some(parts)
        })
    })
}

/// Tells whether what stands before `rest` ends as districts do: 宝山区庙行镇, and not 庐山路社区.
fn names_district(text: &str, rest: &str) -> bool {
    text.strip_suffix(rest)
        .is_some_and(|name| name.trim_end().ends_with(['区', '县', '市', '旗', '區', '縣']))
}

/// Reads what one part names.
pub(super) fn read_part(text: &str, gazetteer: &Gazetteer) -> Part {
    match gazetteer.resolve_name(text) {
        Ok(region) => {
            Part::Region { code: region.code.clone(), rest: String::new(), is_sure: true }
        }
        Err(Unresolved::Beyond { region, rest, sure }) => {
            Part::Region { code: region, rest, is_sure: sure }
        }
        Err(Unresolved::Ambiguous { candidates, rest }) => Part::OneOf { candidates, rest },
        // A former name stands for what it is today; shortened and alone it may be any other.
        Err(Unresolved::Former { names, rest })
            if names.iter().all(|name| name.written != FormerWriting::ShortenedAlone) =>
        {
            let is_sure =
                |name: &FormerName| name.is_verified && name.written == FormerWriting::InFull;
            let is_sure = names.iter().all(is_sure);
            let mut now: Vec<RegionCode> = names.into_iter().flat_map(|name| name.now).collect();
            match now.pop() {
                Some(code) if now.is_empty() => Part::Region { code, rest, is_sure },
                last => Part::OneOf { candidates: now.into_iter().chain(last).collect(), rest },
            }
        }
        Err(Unresolved::PlaceAlone) => Part::Place,
        Err(_) => Part::Unknown,
    }
}

/// Reads each part; of several regions of one name, that which lies beside another part.
pub(super) fn read_parts(parts: &[&str], gazetteer: &Gazetteer) -> Vec<Part> {
    let alone: Vec<Part> = parts.iter().map(|part| read_part(part, gazetteer)).collect();
    let beside: Vec<RegionCode> = alone
        .iter()
        .filter_map(|part| match part {
            Part::Region { code, .. } => Some(gazetteer.ancestors(code.as_str())),
            _ => None,
        })
        .flat_map(|above| above.into_iter().rev().map(|region| region.code.clone()))
        .collect();
    let settle = |part: Part| {
        let Part::OneOf { candidates, rest } = part else { return part };
        let lies_in = |code: &RegionCode, above: &RegionCode| {
            gazetteer.ancestors(code.as_str()).iter().any(|region| region.code == *above)
        };
        let there = beside.iter().find_map(|above| {
            let mut there = candidates.iter().filter(|code| lies_in(code, above));
            there.next().filter(|_| there.next().is_none())
        });
        match there {
            Some(code) => Part::Region { code: code.clone(), rest, is_sure: false },
            None => Part::OneOf { candidates, rest },
        }
    };
    alone.into_iter().map(settle).collect()
}

/// Tells whether each part lies in the one before it: 上海市 / 闸北区 is one region.
pub(super) fn is_path(parts: &[Part], gazetteer: &Gazetteer) -> bool {
    let code = |part: &Part| match part {
        Part::Region { code, .. } => Some(code.clone()),
        _ => None,
    };
    let codes: Option<Vec<RegionCode>> = parts.iter().map(code).collect();
    codes.is_some_and(|codes| {
        codes.windows(2).all(|pair| {
            let [above, below] = pair else { return false };
            gazetteer.ancestors(below.as_str()).iter().any(|region| region.code == *above)
        })
    })
}
