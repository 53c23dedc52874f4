//! Ties each row to the region above it.

use std::cell::LazyCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Row;
use crate::foundation::diagnostic::{Diagnostic, Sink, Text, join_names};
use crate::foundation::path::SourcePath;
use crate::publication::gazetteer::{Gazetteer, Levels, Region, RegionCode};
use crate::say;

/// Returns the parent of each row. A parent of the same level or below is none, so that no chain of
/// parents is longer than there are levels.
pub(super) fn link_parents(
    file: &SourcePath,
    rows: &[Row],
    by_code: &FxHashMap<RegionCode, u32>,
    unusable: &FxHashSet<Box<str>>,
    levels: &Levels,
    sink: &mut Sink,
) -> Vec<Option<u32>> {
    let mut parents = Vec::with_capacity(rows.len());
    let china = LazyCell::new(Gazetteer::of_china);
    for row in rows {
        let Some(parent) = &row.region.parent else {
            parents.push(None);
            continue;
        };
        let above =
            by_code.get(parent).and_then(|index| Some((*index, rows.get(*index as usize)?)));
        match above {
            Some((index, above)) if above.region.level < row.region.level => {
                parents.push(Some(index));
                continue;
            }
            Some((_, above)) => {
                let note = say!("上级在这里" | "the parent is here");
                let finding = upside_down(file, rows, by_code, row, levels);
                sink.push(match above.span {
                    Some(span) => finding.with_note(file, Some(span), note),
                    None => finding,
                });
            }
            None if unusable.contains(parent.as_str()) => {}
            None => {
                sink.push(without_parent(file, row, parent, &china));
            }
        }
        parents.push(None);
    }
    parents
}

/// Says that the parent of `row` is not in the table. When China's table has it, the file was meant
/// to add to that.
fn without_parent(
    file: &SourcePath,
    row: &Row,
    parent: &RegionCode,
    china: &Gazetteer,
) -> Diagnostic {
    let name = &row.region.name;
    let message = say!(
        "“{name}”的上级“{parent}”不在表中"
            | "`{parent}`, the parent of `{name}`, is not in the gazetteer"
    );
    let finding = Diagnostic::error("region-parent", file, message)
        .at_span(row.span.unwrap_or_default())
        .with_hint(say!(
            "请给“{parent}”也写一行，或改正这一行的 parent"
                | "add a line for `{parent}`, or fix `parent` in this line"
        ));
    let Some(above) = china.find_region(parent.as_str()) else {
        return finding;
    };
    let above = &above.name;
    finding.with_hint(say!(
        "自带的地区表里“{parent}”是“{above}”。gazetteer: {file} 代替整个自带的表；\
         要保留自带的表、只添几行，请在 site.yaml 写 gazetteer: {{add: {file}}}"
            | "in the built-in table, `{parent}` is `{above}`. `gazetteer: {file}` stands for that \
               whole table; to keep it and add rows, write `gazetteer: {{add: {file}}}` in site.yaml"
    ))
}

/// How many regions a cycle may have that is told as one.
const LONGEST_CYCLE: usize = 16;

/// Says that the parent of `row` is not above it. Any cycle has such a row.
fn upside_down(
    file: &SourcePath,
    rows: &[Row],
    by_code: &FxHashMap<RegionCode, u32>,
    row: &Row,
    levels: &Levels,
) -> Diagnostic {
    let Region { code, name, parent, .. } = &row.region;
    let mut seen = FxHashSet::default();
    let mut at = parent.as_ref();
    while let Some(above) = at.filter(|above| *above != code && seen.insert(*above))
        && seen.len() < LONGEST_CYCLE
    {
        at = by_code.get(above).and_then(|index| rows.get(*index as usize)?.region.parent.as_ref());
    }
    let finding = if at == Some(code) {
        let message = say!(
            "“{name}”（{code}）绕了一圈成了自己的上级"
                | "`{name}` ({code}) is its own parent, by a cycle"
        );
        Diagnostic::error("region-cycle", file, message)
    } else {
        let parent = parent.as_ref().map(RegionCode::as_str).unwrap_or_default();
        let message = say!(
            "“{name}”的上级“{parent}”级别不比它高"
                | "`{parent}`, the parent of `{name}`, is of no higher level"
        );
        Diagnostic::error("region-parent", file, message)
    };
    let Text { zh, en } = join_names(levels.words());
    finding.at_span(row.span.unwrap_or_default()).with_hint(say!(
        "parent 写上一级地区的代码，最高一级留空；级别从高到低是：{zh}"
            | "`parent` is the code of the region above, blank at the top; from the top down \
               the levels are {en}"
    ))
}
