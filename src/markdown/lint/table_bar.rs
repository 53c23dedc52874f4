//! `｜甲｜乙｜`, whose full-width bars part no cells.

use super::{CountsOn, Finding, Rule};
use crate::say;

pub(super) const RULE: Rule =
    Rule { code: "table-bar", needles: &["｜"], fresh: true, run: lint_table_bar };

fn lint_table_bar(text: &str, found: &mut Vec<Finding>) {
    let line = text.trim_end();
    let is_row = line.starts_with(['｜', '|'])
        && line.ends_with(['｜', '|'])
        && line.matches(['｜', '|']).count() > 1;
    // A line of dashes is the rule under the head.
    if !is_row || !line.contains('｜') || !line.contains(char::is_alphanumeric) {
        return;
    }
    let fix = line.replace('｜', "|");
    found.push(Finding {
        range: 0..line.len(),
        message: say!(
            "表格用了全角竖线，没有分成几格" | "full-width bars do not part the cells of a table"
        ),
        hint: say!("请改用半角竖线：`{fix}`" | "use the half-width bar: `{fix}`"),
        fix: Some(fix),
        counts_on: CountsOn::Nothing,
        seen: Some(say!(
            "改后读者看到的是分成几格的表格" | "once fixed, readers see the cells of a table"
        )),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn cells_are_parted_by_half_width_bars() {
        assert_eq!(run(&RULE, "｜甲｜乙｜"), [("｜甲｜乙｜".into(), Some("|甲|乙|".into()))]);
        assert_eq!(run(&RULE, "|甲｜乙|"), [("|甲｜乙|".into(), Some("|甲|乙|".into()))]);
        assert!(run(&RULE, "｜——｜——｜").is_empty());
        assert!(run(&RULE, "静安｜枢纽").is_empty());
        assert!(run(&RULE, "｜引言").is_empty());
    }
}
