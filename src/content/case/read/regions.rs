//! Reads `district`: the region of a case, or a list of several.

use rustc_hash::FxHashMap;

use super::region::find_region;
use super::several::Place;
use crate::content::case::Regions;
use crate::content::case::context::Context;
use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::input::fields::Reader;
use crate::input::yaml::{Node, Value};
use crate::publication::gazetteer::{Gazetteer, RegionCode};
use crate::say;

/// Reads the regions that a case names. `locality` is the text of
/// that key, if it is there.
///
/// Of several, none is left out in silence: one that is unknown is an error, so that a case is
/// never listed under fewer regions than its author wrote.
pub(super) fn read_regions(
    node: Node,
    locality: Option<&str>,
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Option<Regions> {
    let Value::List(items) = node.value else {
        let place = locality.map_or(Place::Alone, Place::WithLocality);
        return Regions::new(find_region(&node, place, context, reader));
    };
    if items.is_empty() {
        reader.error(
            "empty",
            node.span,
            say!("“district”后面是空的" | "`district` is empty"),
            say!(
                "请写上案例所在的地区，例如 [上海市浦东新区, 江苏省苏州市昆山市]"
                    | "write the regions of the case, such as `[\"310115\", \"320583\"]`"
            ),
        );
        return None;
    }
    // All are reported before any gives up.
    let read = items.iter().map(|item| {
        let code = find_region(item, Place::InList, context, reader)?;
        Some((code, item.span))
    });
    let read: Vec<Option<(RegionCode, Span)>> = read.collect();
    let read: Option<Vec<(RegionCode, Span)>> = read.into_iter().collect();
    let distinct = without_repeated(read?, context.gazetteer, reader);
    Regions::new(without_ancestors(&distinct, context.gazetteer, reader))
}

/// Leaves out what was named before.
fn without_repeated(
    read: Vec<(RegionCode, Span)>,
    gazetteer: &Gazetteer,
    reader: &mut Reader<'_>,
) -> Vec<(RegionCode, Span)> {
    let mut first: FxHashMap<RegionCode, Span> = FxHashMap::default();
    let mut distinct = Vec::with_capacity(read.len());
    for (code, span) in read {
        let before = *first.entry(code.clone()).or_insert(span);
        if before == span {
            distinct.push((code, span));
            continue;
        }
        let name = gazetteer.full_name(code.as_str());
        reader.sink.push(
            Diagnostic::warning(
                "repeated-district",
                reader.file,
                say!("“{name}”写了两次" | "`{name}` is written twice"),
            )
            .at_span(span)
            .with_note(reader.file, Some(before), say!("第一次在这里" | "it is first written here"))
            .with_hint(say!(
                "请删去一处；如果想写的是另一个地区，请改正"
                    | "delete one of them, or fix it when another region is meant"
            )),
        );
    }
    distinct
}

/// Leaves out what another of the regions lies in: the case is listed there anyway.
fn without_ancestors(
    read: &[(RegionCode, Span)],
    gazetteer: &Gazetteer,
    reader: &mut Reader<'_>,
) -> Vec<RegionCode> {
    let mut below: FxHashMap<&RegionCode, &RegionCode> = FxHashMap::default();
    for (code, _) in read {
        for ancestor in gazetteer.ancestors(code.as_str()) {
            below.entry(&ancestor.code).or_insert(code);
        }
    }
    let mut kept = Vec::with_capacity(read.len());
    for (code, span) in read {
        let Some(inner) = below.get(code) else {
            kept.push(code.clone());
            continue;
        };
        let name = gazetteer.full_name(code.as_str());
        let inner = gazetteer.full_name(inner.as_str());
        reader.sink.push(
            Diagnostic::warning(
                "district-within",
                reader.file,
                say!(
                    "“{inner}”就在“{name}”里，不必再写“{name}”"
                        | "`{inner}` lies in `{name}`, which need not be written too"
                ),
            )
            .at_span(*span)
            .with_hint(say!(
                "请删去“{name}”：案例列在区县下，也就列在它上级的地区下"
                    | "delete `{name}`: a case is listed under its regions and under all above them"
            )),
        );
    }
    kept
}
