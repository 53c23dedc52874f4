//! Several regions in one text, as in `上海市静安区、黄浦区`: they are a list.

use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::input::fields::Reader;
use crate::input::yaml::write_item;
use crate::publication::gazetteer::{Gazetteer, RegionCode, Unresolved};
use crate::say;

/// Where a name stands, which says what may be written in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// Alone under `district`, and `locality` is not written: a second line may be.
    Alone,
    /// Alone under `district`, beside a `locality` with this text, or an empty one.
    WithLocality(&'a str),
    /// In a list of regions.
    InList,
}

/// What one part of such a text names.
enum Part {
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
const MARKS: [char; 3] = ['、', '；', ';'];
const COMMAS: [char; 2] = ['，', ','];
/// Marks that join regions, or stand between the names of one.
const JOINTS: [char; 8] = ['/', '／', '+', '＋', '&', '＆', ' ', '　'];
/// Words that join regions, and are parts of names too: 和平区, 及第街道.
const WORDS: [&str; 6] = ["以及", "和", "与", "與", "及", "暨"];

/// Says how the regions are written that `text`, which no region is called, names one by one;
/// `None` when it may be one name with a comma in it, as in “Paris, Texas”.
pub(super) fn several_in_one(
    text: &str,
    span: Span,
    place: Place<'_>,
    gazetteer: &Gazetteer,
    reader: &Reader<'_>,
) -> Option<Diagnostic> {
    let is_listed = text.contains(MARKS);
    let listed = split_parts(text, |c| MARKS.contains(&c) || COMMAS.contains(&c));
    // Where a comma stands, one may be meant to say where the other lies.
    let mut is_sure = !text.contains(COMMAS);
    let mut parts = Vec::new();
    for part in listed {
        let joined = parts_joined(part, gazetteer);
        is_sure &= joined.is_none();
        parts.extend(joined.unwrap_or_else(|| vec![part]));
    }
    let read = read_parts(&parts, gazetteer);
    let is_region = |part: &Part| matches!(part, Part::Region { .. });
    let is_named = |part: &&Part| is_region(part) || matches!(part, Part::OneOf { .. });
    let regions = read.iter().filter(is_named).count();
    let all_known = read.iter().all(|part| is_region(part) || matches!(part, Part::Place));
    if parts.len() < 2 || regions == 0 || (!is_listed && (!all_known || regions < 2)) {
        return None;
    }
    if regions < 2 && all_known {
        return Some(one_with_places(text, span, place, &read, gazetteer, reader));
    }
    let finding = Diagnostic::error(
        "several-districts",
        reader.file,
        say!("“{text}”是几个地区，写成了一个" | "`{text}` are several regions, written as one"),
    )
    .at_span(span);
    Some(write_list(finding, span, place, (&parts, &read), is_sure, gazetteer))
}

fn split_parts(text: &str, is_mark: impl Fn(char) -> bool) -> Vec<&str> {
    text.split(is_mark).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Parts a text where a mark or a word joins two regions, each of them known.
fn parts_joined<'t>(text: &'t str, gazetteer: &Gazetteer) -> Option<Vec<&'t str>> {
    let parts = split_parts(text, |c| JOINTS.contains(&c));
    let is_whole = |part: &Part| matches!(part, Part::Region { rest, .. } if rest.is_empty());
    if parts.len() > 1 && read_parts(&parts, gazetteer).iter().all(is_whole) {
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

fn read_part(text: &str, gazetteer: &Gazetteer) -> Part {
    match gazetteer.resolve_name(text) {
        Ok(region) => {
            Part::Region { code: region.code.clone(), rest: String::new(), is_sure: true }
        }
        Err(Unresolved::Beyond { region, rest, sure }) => {
            Part::Region { code: region, rest, is_sure: sure }
        }
        Err(Unresolved::Ambiguous { candidates, rest }) => Part::OneOf { candidates, rest },
        Err(Unresolved::PlaceAlone) => Part::Place,
        Err(_) => Part::Unknown,
    }
}

/// Reads each part; of several regions of one name, that which lies beside another part.
fn read_parts(parts: &[&str], gazetteer: &Gazetteer) -> Vec<Part> {
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

/// Tells whether a text lists nothing but streets, towns or villages.
pub(super) fn lists_places(text: &str, gazetteer: &Gazetteer) -> bool {
    let parts = split_parts(text, |c| MARKS.contains(&c) || COMMAS.contains(&c));
    let is_place = |part: &&str| matches!(read_part(part, gazetteer), Part::Place);
    parts.len() > 1 && parts.iter().all(is_place)
}

/// Returns the items of the list: whole names, and what is not known as it is written.
fn names_of(parts: &[&str], read: &[Part], gazetteer: &Gazetteer) -> Vec<String> {
    parts
        .iter()
        .zip(read)
        .filter_map(|(part, read)| match read {
            Part::Region { code, .. } => Some(write_item(&gazetteer.full_name(code.as_str()))),
            Part::Place => None,
            Part::OneOf { .. } | Part::Unknown => Some(write_item(part)),
        })
        .collect()
}

/// Says how several regions are written as a list.
fn write_list(
    mut finding: Diagnostic,
    span: Span,
    place: Place<'_>,
    (parts, read): (&[&str], &[Part]),
    is_sure: bool,
    gazetteer: &Gazetteer,
) -> Diagnostic {
    let names = names_of(parts, read, gazetteer);
    let places: Vec<&str> = parts
        .iter()
        .zip(read)
        .filter_map(|(part, read)| match read {
            Part::Region { rest, .. } => Some(&**rest).filter(|rest| !rest.is_empty()),
            Part::Place => Some(*part),
            Part::OneOf { .. } | Part::Unknown => None,
        })
        .collect();
    let list = format!("[{}]", names.join(", "));
    finding = if place == Place::InList {
        let items = names.join(", ");
        finding.with_hint(say!(
            "请每个地区作一项，用半角逗号分开：{items}，或各写一行"
                | "make each region an item of the list, as in `{items}`, or on a line of its own"
        ))
    } else {
        finding.with_hint(say!(
            "请用半角方括号和半角逗号写成列表，主要的写在最前面：district: {list}"
                | "write a list, the main one first: `district: {list}`"
        ))
    };
    if !lie_as_written(parts, read, gazetteer) {
        finding = finding.with_hint(say!(
            "不在同一个市的地区，请核对是不是这里写的那一个"
                | "regions of other cities than the first: see that they are the ones meant"
        ));
    }
    if !places.is_empty() {
        let places = places.join("、");
        return finding
            .with_hint(say!("“{places}”写在 locality 里" | "write `{places}` under `locality`"));
    }
    let is_known = |part: &Part| matches!(part, Part::Region { .. });
    if place == Place::InList || !read.iter().all(is_known) {
        return finding;
    }
    let is_sure = is_sure
        && read.iter().all(|part| matches!(part, Part::Region { is_sure: true, .. }))
        && lie_as_written(parts, read, gazetteer);
    let count = names.len();
    finding.add_fix(span, list, is_sure).readers_see(say!(
        "改后案例列在这 {count} 个地区的每一个之下"
            | "the case is listed under each of these {count} regions then"
    ))
}

/// Tells whether each region lies beside the first, is a city, or is written with what it lies in:
/// 桥东区 behind 石家庄市长安区 is none of another city.
fn lie_as_written(parts: &[&str], read: &[Part], gazetteer: &Gazetteer) -> bool {
    let above = |part: &Part| match part {
        Part::Region { code, .. } => gazetteer.find_region(code.as_str())?.parent.clone(),
        _ => None,
    };
    let first = read.first().and_then(above);
    parts.iter().zip(read).all(|(written, part)| {
        let parent = above(part);
        let region = parent.as_ref().and_then(|code| gazetteer.find_region(code.as_str()));
        let is_named = region.is_some_and(|region| {
            written.contains(region.name.trim_end_matches(['市', '省', '州', '盟']))
        });
        parent == first || is_named || written.ends_with('市')
    })
}

/// Says how one region with several places in it is written: 上海市静安区大宁路街道、彭浦新村街道.
fn one_with_places(
    text: &str,
    span: Span,
    place: Place<'_>,
    read: &[Part],
    gazetteer: &Gazetteer,
    reader: &Reader<'_>,
) -> Diagnostic {
    let region = read.iter().find_map(|part| match part {
        Part::Region { code, rest, .. } => Some((gazetteer.full_name(code.as_str()), rest)),
        _ => None,
    });
    let (name, rest) = region.expect("one part is a region");
    let first = if rest.is_empty() { text.find(MARKS) } else { text.find(rest.as_str()) };
    let places = text.get(first.unwrap_or_default()..).unwrap_or(text);
    let places = places.trim_start_matches(MARKS).trim();
    let message = say!(
        "district 只写到区县，“{places}”是区县里的地方"
            | "`district` ends at the county or district; `{places}` are places in it"
    );
    let finding = Diagnostic::error("place-in-district", reader.file, message).at_span(span);
    finding.with_hint(match place {
        Place::Alone => say!(
            "请分两行写 district: {name} 和 locality: {places}"
                | "write two lines, `district: {name}` and `locality: {places}`"
        ),
        Place::WithLocality(_) => say!(
            "请写 district: {name}；“{places}”请写到 locality 那一行里"
                | "write `district: {name}`, and `{places}` on the line of `locality`"
        ),
        Place::InList => say!(
            "列表里只写“{name}”；“{places}”请写在 locality 里"
                | "write `{name}` alone in the list, and `{places}` under `locality`"
        ),
    })
}
