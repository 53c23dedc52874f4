//! `[^甲]` without a footnote of that name.

use super::{CountsOn, Finding, Rule};
use crate::say;

const NEEDLE: &str = "[^";

/// The longest name that is looked for, in bytes.
const LONGEST: usize = 60;

/// What is defined is no text any more when rules see it: whatever still looks like a reference
/// leads nowhere.
pub(super) const RULE: Rule =
    Rule { code: "missing-footnote", needles: &[NEEDLE], fresh: false, run: lint_missing_footnote };

fn lint_missing_footnote(text: &str, found: &mut Vec<Finding>) {
    for (start, _) in text.match_indices(NEEDLE) {
        let inside = &text[start + NEEDLE.len()..];
        let near = inside.as_bytes().iter().take(LONGEST + 1);
        let Some(length) = near.into_iter().position(|b| *b == b']') else { continue };
        let name = &inside[..length];
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '[') {
            continue;
        }
        let end = start + NEEDLE.len() + length + 1;
        // A definition that did not become one, for instance with a full-width colon.
        let rest = text.get(end..).unwrap_or_default();
        let definition = rest.starts_with([':', '：']);
        let fixed = rest
            .strip_prefix('：')
            .filter(|_| start == 0)
            .map(|text| (text.len() - text.trim_start().len(), format!("[^{name}]: ")));
        let end = end + fixed.as_ref().map_or(0, |(blank, _)| '：'.len_utf8() + blank);
        found.push(Finding {
            range: start..end,
            message: say!("没有名为“{name}”的脚注" | "there is no footnote `{name}`"),
            hint: if definition {
                say!(
                    "脚注请另起一行，用半角冒号：`[^{name}]: 内容`"
                        | "define it on a line of its own, with a half-width colon: \
                           `[^{name}]: text`"
                )
            } else {
                say!(
                    "在文末另起一行写 `[^{name}]: 内容`"
                        | "add a line `[^{name}]: text` at the end"
                )
            },
            fix: fixed.map(|(_, fix)| fix),
            counts_on: CountsOn::Note,
            seen: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_reference_wants_a_footnote() {
        assert_eq!(run(&RULE, "甲[^注]乙"), [("[^注]".into(), None)]);
        assert_eq!(run(&RULE, "[^1]： 注"), [("[^1]： ".into(), Some("[^1]: ".into()))]);
        assert_eq!(run(&RULE, "见[^1]：注"), [("[^1]".into(), None)]);
        assert!(run(&RULE, "正则 [^a b] 与 [^").is_empty());
    }
}
