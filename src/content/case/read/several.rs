//! Several regions in one text, as in `上海市静安区、黄浦区`: they are a list.

use crate::foundation::diagnostic::{Diagnostic, Span};
use crate::input::fields::Reader;
use crate::publication::gazetteer::{Gazetteer, RegionCode};
use crate::say;

/// Where a name stands, which says what may be written in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Alone under `district`, and `locality` is not written: a second line may be.
    Alone,
    /// Alone under `district`, beside a `locality`.
    WithLocality,
    /// In a list of regions.
    InList,
}

/// Says how the regions are written that `text`, which no region is called, names one by one;
/// `None` when it may be one name with a comma in it, as in “Paris, Texas”.
pub(super) fn several_in_one(
    text: &str,
    span: Span,
    place: Place,
    gazetteer: &Gazetteer,
    reader: &Reader<'_>,
) -> Option<Diagnostic> {
    let is_listed = text.contains(['、', '；', ';']);
    if !is_listed && !text.contains(['，', ',']) {
        return None;
    }
    let parts = text.split(['、', '；', ';', '，', ',']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let found = parts.iter().map(|part| Some(gazetteer.resolve_name(part).ok()?.code.clone()));
    let found: Option<Vec<RegionCode>> = found.collect();
    if parts.len() < 2 || (!is_listed && found.is_none()) {
        return None;
    }
    let finding = Diagnostic::error(
        "several-districts",
        reader.file,
        say!("“{text}”是几个地区，写成了一个" | "`{text}` are several regions, written as one"),
    )
    .at_span(span);
    let names = match &found {
        Some(codes) => {
            codes.iter().map(|code| quoted(gazetteer.full_name(code.as_str()))).collect()
        }
        None => parts.iter().map(|part| quoted((*part).to_owned())).collect::<Vec<String>>(),
    };
    if place == Place::InList {
        let items = names.join(", ");
        return Some(finding.with_hint(say!(
            "请每个地区作一项，用半角逗号分开：{items}，或各写一行"
                | "make each region an item of the list, as in `{items}`, or on a line of its own"
        )));
    }
    let list = format!("[{}]", names.join(", "));
    let finding = finding.with_hint(say!(
        "请用半角方括号和半角逗号写成列表，主要的写在最前面：district: {list}"
            | "write a list, the main one first: `district: {list}`"
    ));
    Some(match found {
        // Where a comma stands, one may be meant to say where the other lies.
        Some(_) => {
            let count = names.len();
            finding.add_fix(span, list, is_listed && !text.contains(['，', ','])).readers_see(say!(
                "改后案例列在这 {count} 个地区的每一个之下"
                    | "the case is listed under each of these {count} regions then"
            ))
        }
        None => finding,
    })
}

/// Quotes a name that would not be one item of a YAML list as it stands.
fn quoted(name: String) -> String {
    if name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '/' | '·')) {
        return name;
    }
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
