//! `[说明]（b.md）`, whose full-width parentheses make it no link.

use super::{CountsOn, Finding, Rule};
use crate::say;

const NEEDLE: &str = "]（";

/// The longest address that is looked for, in characters.
const LONGEST: usize = 500;

pub(super) const RULE: Rule =
    Rule { code: "fullwidth-link", needles: &[NEEDLE], fresh: false, run: lint_fullwidth_link };

fn lint_fullwidth_link(text: &str, found: &mut Vec<Finding>) {
    for (bracket, _) in text.match_indices(NEEDLE) {
        let start = bracket + 1;
        let inside = &text[start + '（'.len_utf8()..];
        let Some((length, close)) = find_close(inside) else { continue };
        let address = &inside[..length];
        if !is_address(address) {
            continue;
        }
        let end = start + '（'.len_utf8() + length + close.len_utf8();
        found.push(Finding {
            range: start..end,
            message: say!(
                "全角括号里的地址没有成为链接" | "full-width parentheses do not make a link"
            ),
            hint: say!(
                "请把括号改成半角：`({address})`" | "use half-width parentheses: `({address})`"
            ),
            fix: Some(format!("({address})")),
            counts_on: CountsOn::Nothing,
            seen: None,
        });
    }
}

/// Where the address ends, and the parenthesis that ends it: of either width, but not one that
/// closes a half-width one inside.
fn find_close(inside: &str) -> Option<(usize, char)> {
    let mut open = 0_usize;
    inside.char_indices().take(LONGEST).find(|(_, c)| match c {
        '(' => {
            open += 1;
            false
        }
        ')' if open > 0 => {
            open -= 1;
            false
        }
        ')' | '）' => true,
        _ => false,
    })
}

/// Tells an address from a remark in parentheses.
fn is_address(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(char::is_whitespace)
        && (text.contains(['/', '.']) || text.starts_with('#'))
        && !text.contains(['。', '，'])
        && text.matches('(').count() == text.matches(')').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_link_wants_half_width_parentheses() {
        assert_eq!(run(&RULE, "见[说明]（b.md）。"), [("（b.md）".into(), Some("(b.md)".into()))]);
        assert_eq!(
            run(&RULE, "[x]（https://example.org/)"),
            [("（https://example.org/)".into(), Some("(https://example.org/)".into()))]
        );
        assert_eq!(
            run(&RULE, "[x]（a_(b).md）"),
            [("（a_(b).md）".into(), Some("(a_(b).md)".into()))]
        );
        assert!(run(&RULE, "[注]（见下文）").is_empty());
        assert!(run(&RULE, "[注]（a(b.md）").is_empty());
    }
}
