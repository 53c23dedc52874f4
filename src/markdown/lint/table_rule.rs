//! `|——|——|`, which rules no table.

use super::{CountsOn, Finding, Rule};
use crate::say;

pub(super) const RULE: Rule =
    Rule { code: "table-rule", needles: &["—"], fresh: true, run: lint_table_rule };

/// Dashes and bars that input methods put in the place of `-` and `|`.
const WIDE: [char; 6] = ['—', '–', '－', '─', '｜', '：'];

fn lint_table_rule(text: &str, found: &mut Vec<Finding>) {
    let line = text.trim_end();
    let ruled = line.contains('|') || line.contains('｜');
    let only = line.chars().all(|c| WIDE.contains(&c) || matches!(c, '|' | '-' | ':' | ' '));
    if !ruled || !only || !line.contains(WIDE) || !line.contains(['—', '–', '－', '─', '-'])
    {
        return;
    }
    let cells: Vec<String> =
        line.replace('｜', "|").trim_matches([' ', '|']).split('|').map(rule_cell).collect();
    let fix = format!("| {} |", cells.join(" | "));
    found.push(Finding {
        range: 0..line.len(),
        message: say!(
            "表头下的横线用了全角符号，没有成为表格"
                | "the rule under the head of the table is not made of `-`, so this is no table"
        ),
        hint: say!("请写成 `{fix}`" | "write `{fix}`"),
        fix: Some(fix),
        counts_on: CountsOn::Nothing,
        seen: None,
    });
}

/// Returns the rule of one column, with its alignment.
fn rule_cell(cell: &str) -> String {
    let cell = cell.trim();
    let left = if cell.starts_with([':', '：']) { ":" } else { "" };
    let right = if cell.ends_with([':', '：']) { ":" } else { "" };
    format!("{left}---{right}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_table_is_ruled_with_hyphens() {
        assert_eq!(run(&RULE, "|——|——：|"), [("|——|——：|".into(), Some("| --- | ---: |".into()))]);
        assert!(run(&RULE, "| 甲 | —— |").is_empty());
        assert!(run(&RULE, "---").is_empty());
    }
}
