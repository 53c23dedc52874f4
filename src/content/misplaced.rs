//! Cases that stand among the pages.

use crate::foundation::diagnostic::{Diagnostic, Span, Text, join_names};
use crate::foundation::path::SourcePath;
use crate::input::fields::{Fields, Reader};
use crate::say;

/// Keys that cases have and pages have not.
const KEYS: [&str; 6] = ["district", "model", "date", "practices", "metrics", "sources"];

/// Tells whether a page is meant as a case, and says so.
pub(super) fn is_misplaced(fields: &Fields, reader: &mut Reader<'_>) -> bool {
    let found = misplaced_case(reader.file, fields);
    let is_found = found.is_some();
    reader.sink.extend(found);
    is_found
}

/// Says that a page is meant as a case: it has several of the keys of cases. Cases stand in a
/// folder of their own.
fn misplaced_case(file: &SourcePath, fields: &Fields) -> Option<Diagnostic> {
    let found: Vec<(&str, Span)> =
        KEYS.iter().filter_map(|key| Some((*key, fields.place_of(key)?))).collect();
    // Pages of other programs have dates too.
    let certain = found.iter().filter(|(key, _)| *key != "date").count();
    let (key, first) = found.first()?;
    if found.len() < 2 || certain < 2 && *key != "district" {
        return None;
    }
    let inner = file.as_str().strip_prefix("content/")?;
    let place = match inner.split_once('/') {
        // The folder is called otherwise: `案例`, `posts`, `Cases`.
        Some((folder, rest)) if folder != "models" => format!("content/cases/{rest}"),
        _ => format!("content/cases/{}", file.file_name()),
    };
    let Text { zh, en } = join_names(found.iter().map(|(key, _)| *key));
    let message = say!(
        "这是案例，却不在 content/cases/ 里，没有读取"
            | "this is a case, but it does not stand in content/cases/: it was not read"
    );
    Some(Diagnostic::error("misplaced-case", file, message).at_span(*first).with_hint(say!(
        "请把它移到 {place}；不是案例的，删去 {zh} 这些案例的字段"
            | "move it to `{place}`; if it is no case, delete what only cases have: {en}"
    )))
}
