//! Several regions in one text, as in `上海市静安区、黄浦区`: they are a list.

use rustc_hash::FxHashSet;

use super::region_list::{list_regions, what_became};
use super::region_parts::{
    COMMAS, MARKS, Part, is_path, parts_joined, read_part, read_parts, split_parts,
};
use crate::foundation::diagnostic::{Diagnostic, Span, Text};
use crate::input::fields::Reader;
use crate::input::yaml::write_item;
use crate::publication::gazetteer::{Gazetteer, Unresolved};
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
    if parts.len() < 2
        || regions == 0
        || is_path(&read, gazetteer)
        || (!is_listed && (!all_known || regions < 2))
    {
        return None;
    }
    if regions < 2 && all_known {
        let finding = one_with_places(text, span, place, &read, gazetteer, reader);
        return Some(explain_names(finding, (&parts, &read), gazetteer));
    }
    let finding = Diagnostic::error(
        "several-districts",
        reader.file,
        say!("“{text}”是几个地区，写成了一个" | "`{text}` are several regions, written as one"),
    )
    .at_span(span);
    Some(write_list(finding, span, place, (&parts, &read), is_sure, gazetteer))
}

/// Tells whether a text lists nothing but streets, towns or villages.
pub(super) fn lists_places(text: &str, gazetteer: &Gazetteer) -> bool {
    let parts = split_parts(text, |c| MARKS.contains(&c) || COMMAS.contains(&c));
    let is_place = |part: &&str| matches!(read_part(part, gazetteer), Part::Place);
    parts.len() > 1 && parts.iter().all(is_place)
}

/// Returns the items of the list: whole names, each once, and what is not known as it is written.
fn names_of(parts: &[&str], read: &[Part], gazetteer: &Gazetteer) -> Vec<String> {
    let mut names: Vec<String> = parts
        .iter()
        .zip(read)
        .filter_map(|(part, read)| match read {
            Part::Region { code, .. } => Some(write_item(&gazetteer.full_name(code.as_str()))),
            Part::Place => None,
            Part::OneOf { .. } | Part::Unknown => Some(write_item(part)),
        })
        .collect();
    let mut written = FxHashSet::default();
    names.retain(|name| written.insert(name.clone()));
    names
}

/// Adds what former names became, and what is to be written for names that no one region has.
fn explain_names(
    mut finding: Diagnostic,
    (parts, read): (&[&str], &[Part]),
    gazetteer: &Gazetteer,
) -> Diagnostic {
    for (part, read) in parts.iter().zip(read) {
        let unresolved = gazetteer.resolve_name(part).err();
        if let Some(Unresolved::Former { names, .. }) = &unresolved {
            for name in names {
                finding = finding.with_hint(what_became(name, part, gazetteer));
            }
        }
        finding = match read {
            Part::OneOf { candidates, .. } => {
                let Text { zh, en } = list_regions(candidates, gazetteer);
                finding.with_hint(say!(
                    "“{part}”要写全称，是其中的哪一个：{zh}"
                        | "for `{part}` write the full name of the one that is meant: {en}"
                ))
            }
            Part::Unknown => finding.with_hint(say!(
                "地区表里没有“{part}”，请改成有的地区"
                    | "the gazetteer has no `{part}`: write a region that it has"
            )),
            Part::Region { .. } | Part::Place => finding,
        };
    }
    finding
}

/// Says how the items of a list are written; one alone is none.
fn how_to_write(names: &[String], place: Place<'_>) -> Text {
    let items = names.join(", ");
    match (names, place) {
        ([only], Place::InList) => say!(
            "它们现在是同一个地区，请只写一项：{only}"
                | "they are one region today: write one item, `{only}`"
        ),
        ([only], _) => say!(
            "它们现在是同一个地区，请写 district: {only}"
                | "they are one region today: write `district: {only}`"
        ),
        (_, Place::InList) => say!(
            "请每个地区作一项，用半角逗号分开：{items}，或各写一行"
                | "make each region an item of the list, as in `{items}`, or on a line of its own"
        ),
        _ => say!(
            "请用半角方括号和半角逗号写成列表，主要的写在最前面：district: [{items}]"
                | "write a list, the main one first: `district: [{items}]`"
        ),
    }
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
    let list = match names.as_slice() {
        [only] => only.clone(),
        _ => format!("[{}]", names.join(", ")),
    };
    finding = finding.with_hint(how_to_write(&names, place));
    finding = explain_names(finding, (parts, read), gazetteer);
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
    let finding = finding.add_fix(span, list, is_sure);
    let count = names.len();
    if count < 2 {
        return finding;
    }
    finding.readers_see(say!(
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
