//! Cases that stand among the pages.

use crate::foundation::diagnostic::Diagnostic;
use crate::foundation::path::SourcePath;
use crate::input::fields::{Fields, Reader};
use crate::say;

/// Tells whether a page is meant as a case, and says so.
pub(super) fn is_misplaced(fields: &Fields, reader: &mut Reader<'_>) -> bool {
    let found = misplaced_case(reader.file, fields);
    let is_found = found.is_some();
    reader.sink.extend(found);
    is_found
}

/// Says that a page is meant as a case: it says where and what of. Cases stand in a folder of their
/// own.
fn misplaced_case(file: &SourcePath, fields: &Fields) -> Option<Diagnostic> {
    let district = fields.place_of("district")?;
    let is_case = fields.place_of("model").is_some() || fields.place_of("date").is_some();
    if !is_case {
        return None;
    }
    let inner = file.as_str().strip_prefix("content/")?;
    let place = match inner.split_once('/') {
        // The folder is called otherwise: `案例`, `posts`, `Cases`.
        Some((folder, rest)) if folder != "models" => format!("content/cases/{rest}"),
        _ => format!("content/cases/{}", file.file_name()),
    };
    let message = say!(
        "这是案例，却不在 content/cases/ 里，没有读取"
            | "this is a case, but it does not stand in content/cases/: it was not read"
    );
    Some(Diagnostic::error("misplaced-case", file, message).at_span(district).with_hint(say!(
        "请把它移到 {place}；不是案例的，删去 district、model、date 这些案例的字段"
            | "move it to `{place}`; if it is no case, delete what only cases have: `district`, \
               `model`, `date`"
    )))
}
