//! Abbreviations that no tile shows as they are written.

use rustc_hash::FxHashMap;

use super::Row;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::path::SourcePath;
use crate::say;

const CODE: &str = "region-short";

/// Reports abbreviations of regions that are too long for a tile or that another region has, among
/// the regions that are shown as tiles, by index in `top`.
pub(super) fn check_shorts(file: &SourcePath, rows: &[Row], top: &[u32], sink: &mut Sink) {
    let mut first: FxHashMap<&str, &Row> = FxHashMap::default();
    for row in top.iter().filter_map(|index| rows.get(*index as usize)) {
        let Some(written) = row.region.short.as_deref() else { continue };
        let Some(short) = row.region.tile_short() else {
            report_long(file, row, written, sink);
            continue;
        };
        if let Some(other) = first.get(short) {
            report_same(file, row, other, short, sink);
        } else {
            first.insert(short, row);
        }
    }
}

fn report_long(file: &SourcePath, row: &Row, written: &str, sink: &mut Sink) {
    let Some(span) = row.span else { return };
    let message = say!(
        "简称“{written}”太长，首页的方格里放不下，没有用它"
            | "the abbreviation `{written}` is too long for a tile and is not used"
    );
    sink.push(Diagnostic::warning(CODE, file, message).at_span(span).with_hint(say!(
        "short 写两个汉字或四个字母以内；空着不写，就取名称里的字"
            | "write four letters or fewer as `short`, or nothing, for letters of the name"
    )));
}

fn report_same(file: &SourcePath, row: &Row, other: &Row, short: &str, sink: &mut Sink) {
    // What stands in the file can be changed, and what was there before it cannot.
    let (row, other) = if row.span.is_some() { (row, other) } else { (other, row) };
    let Some(span) = row.span else { return };
    let (name, named) = (&row.region.name, &other.region.name);
    let message = say!(
        "“{name}”和“{named}”的简称都是“{short}”，首页的方格里只有一个用得上"
            | "`{name}` and `{named}` have one abbreviation, `{short}`, which only one tile can show"
    );
    let finding = Diagnostic::warning(CODE, file, message).at_span(span).with_hint(say!(
        "请给“{name}”另写一个 short，或空着不写" | "write another `short` for `{name}`, or none"
    ));
    sink.push(match other.span {
        Some(span) => {
            finding.with_note(file, Some(span), say!("另一个在这里" | "the other is here"))
        }
        None => finding,
    });
}
