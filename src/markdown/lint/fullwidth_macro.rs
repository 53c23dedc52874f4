//! `｛｛ metric(a) ｝｝`, whose full-width braces call nothing.

use super::{CountsOn, Finding, Rule};
use crate::say;

const NEEDLE: &str = "｛｛";

pub(super) const RULE: Rule =
    Rule { code: "fullwidth-macro", needles: &[NEEDLE], fresh: false, run: lint_fullwidth_macro };

fn lint_fullwidth_macro(text: &str, found: &mut Vec<Finding>) {
    for (start, _) in text.match_indices(NEEDLE) {
        let inside = &text[start + NEEDLE.len()..];
        let Some(length) = inside.find(['｝', '}']) else { return };
        let close = &inside[length..];
        let Some(close) = ["｝｝", "}}"].into_iter().find(|mark| close.starts_with(mark)) else {
            continue;
        };
        let call = inside[..length].replace('（', "(").replace('）', ")");
        let call = call.trim();
        if !call.starts_with(|c: char| c.is_ascii_lowercase()) || !call.ends_with(')') {
            continue;
        }
        found.push(Finding {
            range: start..start + NEEDLE.len() + length + close.len(),
            message: say!("全角花括号取不到数据" | "full-width braces call no metric"),
            hint: say!("请用半角：`{{{{ {call} }}}}`" | "use half-width ones: `{{{{ {call} }}}}`"),
            fix: Some(format!("{{{{ {call} }}}}")),
            counts_on: CountsOn::Nothing,
            seen: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_call_stands_between_half_width_braces() {
        assert_eq!(
            run(&RULE, "共｛｛ metric（a） ｝｝场"),
            [("｛｛ metric（a） ｝｝".into(), Some("{{ metric(a) }}".into()))]
        );
        assert!(run(&RULE, "｛｛甲｝｝").is_empty());
        assert!(run(&RULE, "｛｛ metric(a)").is_empty());
    }
}
