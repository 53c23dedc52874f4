//! `{{ metric(a) }` and `{ metric(a) }`, which lack a brace and call nothing, and
//! `{{{ metric(a) }}}`, which has too many.

use super::{CountsOn, Finding, Rule};
use crate::say;

/// The code of the findings, which count where calls are made alone.
pub(in super::super) const CODE: &str = "broken-macro";

pub(super) const RULE: Rule = Rule {
    code: CODE,
    needles: &["metric(", "metric（", "as_is(", "as_is（"],
    fresh: false,
    run: lint_broken_macro,
};

const OPEN: [char; 3] = ['{', '｛', ' '];
const CLOSE: [char; 3] = ['}', '｝', ' '];

/// The longest argument that is looked for, in characters.
const LONGEST: usize = 60;

fn lint_broken_macro(text: &str, found: &mut Vec<Finding>) {
    for needle in RULE.needles {
        for (at, _) in text.match_indices(needle) {
            found.extend(find_broken(text, at, at + needle.len()));
        }
    }
}

/// Looks at the call whose name begins at byte `at` of the text, and its argument at `inside`.
fn find_broken(text: &str, at: usize, inside: usize) -> Option<Finding> {
    let name = text[at..inside].trim_end_matches(['(', '（']);
    let start = text[..at].trim_end_matches(OPEN).len();
    let open = text[start..at].trim();
    let start = at - text[start..at].trim_start().len();
    let rest = &text[inside..];
    let (length, after) = read_argument(rest);
    let marks = after.len() - after.trim_start_matches(CLOSE).len();
    let close = after[..marks].trim();
    let argument = rest[..length].trim();
    let is_whole = open.ends_with("{{") && close.starts_with("}}");
    let has_more = open.ends_with("{{{") || close.starts_with("}}}");
    let are_too_many = [open, close].iter().all(|marks| marks.chars().count() > 1)
        && (has_more || open.matches('{').count() > 2);
    // Calls in full-width braces have a finding of their own.
    let is_fullwidth = open == "｛｛" && ["｝｝", "}}"].contains(&close);
    if open.is_empty() && close.is_empty()
        || argument.is_empty()
        || is_whole && !has_more
        || is_fullwidth
    {
        return None;
    }
    // The brace behind it may end what began before it: {x, metric(x)}.
    let before = &text[..start];
    let is_inner = before.rfind(['{', '｛']) > before.rfind(['}', '｝']);
    if open.is_empty() && is_inner {
        return None;
    }
    let end = inside + rest.len() - after.len() + after[..marks].trim_end().len();
    let call = format!("{{{{ {name}({argument}) }}}}");
    let written = &text[start..end];
    Some(Finding {
        range: start..end,
        message: if are_too_many {
            say!(
                "“{written}”的花括号多了，读者会看到花括号"
                    | "`{written}` has braces too many: readers see them"
            )
        } else {
            say!(
                "“{written}”的花括号不全，没有换成数据，读者会看到它"
                    | "`{written}` lacks a brace and calls nothing: readers see it as it is"
            )
        },
        hint: say!(
            "前后各写两个半角花括号：`{call}`" | "write two braces on either side: `{call}`"
        ),
        fix: Some(call),
        // Whether there is such a figure is not known here, and braces may be meant.
        counts_on: CountsOn::Luck,
        seen: None,
    })
}

/// Returns how long the argument is that a text begins with, and what follows its bracket.
fn read_argument(rest: &str) -> (usize, &str) {
    let end = rest.char_indices().take(LONGEST).find(|(_, c)| ")）}｝".contains(*c));
    match end {
        Some((length, mark)) => {
            let bracket = if ")）".contains(mark) { mark.len_utf8() } else { 0 };
            (length, &rest[length + bracket..])
        }
        None => {
            let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            let length = rest.find(|c| !is_id(c)).unwrap_or(rest.len());
            (length, &rest[length..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_call_stands_between_two_braces_on_either_side() {
        for written in [
            "{{ metric(a) }",
            "{ metric(a) }",
            "{metric(a)}}",
            "{{ metric(a)",
            "metric(a) }}",
            "{{metric（a）}",
            "{｛ metric(a) }}",
            "{{ metric(a }",
            "{{{ metric(a) }}}",
            "{{{metric(a)}}",
            "{{ metric(a) }}}",
        ] {
            assert_eq!(
                run(&RULE, &format!("共{written}人，后来")),
                [(written.to_owned(), Some("{{ metric(a) }}".to_owned()))]
            );
        }
        assert_eq!(run(&RULE, "共{{ as_is(30人) }，").len(), 1);
        for innocent in [
            "共{{ metric(a) }}人",
            "{{metric(a)}}",
            "｛｛ metric(a) ｝｝",
            "the metric(s) used",
            "{{ metric() }",
            "{ {{ metric(a) }} }",
        ] {
            assert!(run(&RULE, innocent).is_empty(), "{innocent}");
        }
    }
}
