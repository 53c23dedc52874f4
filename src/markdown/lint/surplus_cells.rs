//! A row of a table that has more cells than the head, and `|` in code that parts a cell.

use super::{CountsOn, Finding};
use crate::say;

/// Returns what a row has beyond `columns` cells, with the bar before it, and what is wrong; `None`
/// when nothing is lost.
pub(in super::super) fn surplus_cells(line: &str, columns: usize) -> Option<(&str, Finding)> {
    let line = line.trim_end();
    let row = line.trim_start();
    let start = line.len() - row.len();
    let bars: Vec<usize> = find_bars(row).collect();
    // A bar at either end is the edge of the row.
    let inner = usize::from(bars.first() == Some(&0));
    let cut = *bars.get(inner + columns.checked_sub(1)?)?;
    let dropped = row.get(cut..)?;
    let dropped = match bars.last() {
        Some(last) if last + 1 == row.len() => row.get(cut..*last).unwrap_or_default(),
        _ => dropped,
    };
    let text = dropped.trim_matches(|c: char| c == '|' || c.is_whitespace());
    if text.is_empty() {
        return None;
    }
    let finding = parted_code(row, &bars, columns + inner).map_or_else(
        || Finding {
            range: start + cut + 1..start + cut + dropped.len(),
            message: say!(
                "这一行比表头多出了格子：“{text}”没有自己的一列，放在最后一格里"
                    | "this row has more cells than the head: `{text}` has no column and is put \
                       into the last cell"
            ),
            hint: say!(
                "请在表头补一格，或删去多出的格子；文字里的竖线写 `\\|`"
                    | "add a cell to the head, or delete the surplus one; write `\\|` for \
                       a bar in the text"
            ),
            fix: None,
            counts_on: CountsOn::Luck,
            seen: None,
        },
        |(code, fix)| Finding {
            range: start + code.start..start + code.end,
            message: say!(
                "代码里的 `|` 把这一格分成了两格" | "the `|` in this code parts the cell in two"
            ),
            hint: say!("表格里的竖线要写 `\\|`：{fix}" | "write `\\|` for a bar in a table: {fix}"),
            fix: Some(fix),
            counts_on: CountsOn::Nothing,
            seen: Some(say!(
                "改后读者看到的是一格，里面是完整的代码"
                    | "once fixed, readers see one cell with the whole code in it"
            )),
        },
    );
    // With the space before the bar, as it was written.
    let space = row.get(..cut)?.trim_end().len();
    Some((row.get(space..cut + dropped.trim_end().len())?, finding))
}

/// Returns where the bars of a row stand that part cells.
fn find_bars(row: &str) -> impl Iterator<Item = usize> {
    let bytes = row.as_bytes();
    memchr::memchr_iter(b'|', bytes)
        .filter(|at| bytes[..*at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 0)
}

/// Returns the code whose bars are the surplus ones, and how to write it.
fn parted_code(
    row: &str,
    bars: &[usize],
    wanted: usize,
) -> Option<(std::ops::Range<usize>, String)> {
    let edge = usize::from(bars.last().is_some_and(|last| last + 1 == row.len()));
    let surplus = bars.len().checked_sub(edge)?.checked_sub(wanted.checked_sub(1)?)?;
    let open = row.find('`')?;
    let length = row.get(open..)?.bytes().take_while(|b| *b == b'`').count();
    let fence = row.get(open..open + length)?;
    let inside = row.get(open + length..)?;
    let end = open + inside.find(fence)? + 2 * length;
    let inner: Vec<usize> = bars.iter().copied().filter(|bar| (open..end).contains(bar)).collect();
    if inner.is_empty() || inner.len() != surplus {
        return None;
    }
    let mut fixed = row.get(open..end)?.to_owned();
    for bar in inner.iter().rev() {
        fixed.insert(bar - open, '\\');
    }
    Some((open..end, fixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surplus(line: &str, columns: usize) -> Option<(&str, Option<String>)> {
        surplus_cells(line, columns).map(|(dropped, finding)| (dropped, finding.fix))
    }

    #[test]
    fn cells_beyond_the_head_are_found() {
        assert_eq!(surplus("| 东门 | 白天 | 雨天不开 |", 2), Some((" | 雨天不开", None)));
        assert_eq!(surplus("东门 | 白天 | 雨天不开", 2), Some((" | 雨天不开", None)));
        assert_eq!(surplus("| 甲 | 乙 | | 丙", 2), Some((" | | 丙", None)));
        for innocent in [
            "| 甲 | 乙 |",
            "| 甲 |",
            "甲 | 乙",
            "| 甲 | 乙 |  |",
            "| 甲 | 乙 | | |",
            "| 甲\\|丙 | 乙 |",
            "|",
        ] {
            assert_eq!(surplus(innocent, 2), None, "{innocent}");
        }
    }

    #[test]
    fn bars_in_code_are_escaped() {
        assert_eq!(surplus("| 西门 | `早|晚` |", 2), Some(("|晚`", Some("`早\\|晚`".into()))));
        assert_eq!(surplus("| `a|b` | 乙 |", 2).and_then(|found| found.1), Some("`a\\|b`".into()));
        assert_eq!(surplus("| `a` | 乙 | 丙 |", 2), Some((" | 丙", None)));
    }
}
