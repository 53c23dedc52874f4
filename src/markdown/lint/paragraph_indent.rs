//! `　　甲`, indented by hand: the theme settles how paragraphs begin.

use super::{CountsOn, Finding, Rule};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "paragraph-indent",
    needles: &["\u{3000}", "\u{A0}"],
    fresh: true,
    run: lint_paragraph_indent,
};

fn lint_paragraph_indent(text: &str, found: &mut Vec<Finding>) {
    let rest = text.trim_start();
    let indent = &text[..text.len() - rest.len()];
    if rest.is_empty() || !indent.contains(['\u{3000}', '\u{A0}']) {
        return;
    }
    found.push(Finding {
        range: 0..indent.len(),
        message: say!(
            "段首用了全角空格或不间断空格"
                | "the paragraph begins with full-width or no-break spaces"
        ),
        hint: say!(
            "请删去：首行是否缩进由主题决定；要另起一段，请在上面空一行"
                | "delete them: the theme settles how paragraphs begin; leave a blank line \
                   above to begin one"
        ),
        fix: Some(String::new()),
        counts_on: CountsOn::Indent,
        seen: None,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_paragraph_is_not_indented_by_hand() {
        assert_eq!(
            run(&RULE, "\u{3000}\u{3000}静安"),
            [("\u{3000}\u{3000}".into(), Some(String::new()))]
        );
        assert_eq!(run(&RULE, "\u{A0} 静安"), [("\u{A0} ".into(), Some(String::new()))]);
        assert!(run(&RULE, "静\u{3000}安").is_empty());
        assert!(run(&RULE, "\u{3000}").is_empty());
    }
}
