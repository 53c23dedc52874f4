//! `＊＊重点＊＊`, whose full-width asterisks make nothing bold.

use super::{CountsOn, Finding, Rule};
use crate::say;

const NEEDLE: &str = "＊＊";

pub(super) const RULE: Rule = Rule {
    code: "fullwidth-emphasis",
    needles: &[NEEDLE],
    fresh: false,
    run: lint_fullwidth_emphasis,
};

fn lint_fullwidth_emphasis(text: &str, found: &mut Vec<Finding>) {
    let mut at = 0;
    while let Some((start, end)) = find_pair(text, at) {
        let inside = text.get(start + NEEDLE.len()..end - NEEDLE.len()).unwrap_or_default();
        found.push(Finding {
            range: start..end,
            message: say!("全角星号不会变成粗体" | "full-width asterisks make nothing bold"),
            hint: say!("请用半角星号：`**{inside}**`" | "use half-width asterisks: `**{inside}**`"),
            fix: Some(format!("**{inside}**")),
            counts_on: CountsOn::Nothing,
            seen: None,
        });
        at = end;
    }
}

/// Returns the next pair that encloses something.
fn find_pair(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text.get(at..)?.find(NEEDLE)?;
    let inside = start + NEEDLE.len();
    let length = text.get(inside..)?.find(NEEDLE)?;
    (length > 0).then_some((start, inside + length + NEEDLE.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn bold_wants_half_width_asterisks() {
        assert_eq!(
            run(&RULE, "＊＊一＊＊和＊＊二＊＊"),
            [
                ("＊＊一＊＊".into(), Some("**一**".into())),
                ("＊＊二＊＊".into(), Some("**二**".into()))
            ]
        );
        assert!(run(&RULE, "＊＊＊＊").is_empty());
        assert!(run(&RULE, "一＊＊二").is_empty());
    }
}
