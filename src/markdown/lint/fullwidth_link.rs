//! `[说明]（b.md）`, whose full-width parentheses make it no link.

use super::{Finding, Rule};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "fullwidth-link", needle: "]（", fresh: false, run };

fn run(text: &str, found: &mut Vec<Finding>) {
    for (bracket, _) in text.match_indices(RULE.needle) {
        let start = bracket + 1;
        let inside = text.get(start + '（'.len_utf8()..).unwrap_or_default();
        // The closing one may have been typed in either width.
        let Some(length) = inside.find(['）', ')']) else { continue };
        let address = inside.get(..length).unwrap_or_default();
        if !is_address(address) {
            continue;
        }
        let close = inside.get(length..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let end = start + '（'.len_utf8() + length + close;
        found.push(Finding {
            range: start..end,
            message: say!("全角括号里的地址没有成为链接" | "full-width parentheses do not make a link"),
            hint: say!("请把括号改成半角：`({address})`" | "use half-width parentheses: `({address})`"),
            fix: Some(format!("({address})")),
        });
    }
}

/// Tells an address from a remark in parentheses.
fn is_address(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(char::is_whitespace)
        && (text.contains(['/', '.']) || text.starts_with('#'))
        && !text.contains(['。', '，'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_link_wants_half_width_parentheses() {
        assert_eq!(run(&RULE, "见[说明]（b.md）。"), [("（b.md）".into(), Some("(b.md)".into()))]);
        assert_eq!(run(&RULE, "[x]（https://example.org/)"), [("（https://example.org/)".into(), Some("(https://example.org/)".into()))]);
        assert!(run(&RULE, "[注]（见下文）").is_empty());
    }
}
