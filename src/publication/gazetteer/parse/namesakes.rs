//! Regions of one name right below the same one, which nobody can tell apart.

use rustc_hash::FxHashMap;

use super::Row;
use crate::foundation::diagnostic::{Diagnostic, Sink};
use crate::foundation::path::SourcePath;
use crate::publication::gazetteer::names::fold_name;
use crate::say;

/// Reports rows of the file whose region has the name of another below the same parent.
pub(super) fn check_namesakes(
    file: &SourcePath,
    rows: &[Row],
    parents: &[Option<u32>],
    sink: &mut Sink,
) {
    // Built-in regions have no span, and no two of them share a parent and a name.
    if rows.iter().all(|row| row.span.is_none()) {
        return;
    }
    let mut first: FxHashMap<(Option<u32>, Box<str>), &Row> = FxHashMap::default();
    for (row, parent) in rows.iter().zip(parents) {
        // Where its parent cannot be used, nobody knows what it lies in.
        if parent.is_none() && row.region.parent.is_some() {
            continue;
        }
        let name = fold_name(&row.region.name).into_owned().into_boxed_str();
        let other = *first.entry((*parent, name)).or_insert(row);
        if std::ptr::eq(other, row) {
            continue;
        }
        // What was there before the file cannot be changed.
        let (row, other) = if row.span.is_some() { (row, other) } else { (other, row) };
        let Some(span) = row.span else { continue };
        let (name, code, taken) = (&row.region.name, &row.region.code, &other.region.code);
        let message = say!(
            "同一个上级里有两个“{name}”（{taken}、{code}），编辑和读者都分不清"
                | "two regions right below the same one are called `{name}` ({taken}, {code}): \
                   nobody can tell them apart"
        );
        let finding =
            Diagnostic::warning("duplicate-region", file, message).at_span(span).with_hint(say!(
                "是同一个地区，请删去一行，或用同一个代码；是两个，名称要写得不同"
                    | "delete one of them, or use one code, when they are one region; give two \
                       regions two names"
            ));
        sink.push(match other.span {
            Some(span) => {
                finding.with_note(file, Some(span), say!("另一个在这里" | "the other is here"))
            }
            None => finding,
        });
    }
}
