//! `#标题` and `＃ 标题`, which are no headings: one has no space, the other no `#`.

use super::{CountsOn, Finding, Rule};
use crate::say;

pub(super) const RULE: Rule =
    Rule { code: "heading-space", needles: &["#", "＃"], fresh: true, run: lint_heading_space };

const MARKS: [char; 2] = ['#', '＃'];

fn lint_heading_space(text: &str, found: &mut Vec<Finding>) {
    let rest = text.trim_start_matches(MARKS);
    let marks = &text[..text.len() - rest.len()];
    let level = marks.chars().count();
    let title = rest.trim_start();
    let spaced = title.len() < rest.len();
    let is_wide = marks.contains('＃');
    if !(1..=6).contains(&level) || !is_meant(marks, rest, title) {
        return;
    }
    // `#话题#` is how social media write a topic.
    if level == 1 && title.contains(MARKS) {
        return;
    }
    let fix = format!("{} ", "#".repeat(level));
    found.push(Finding {
        range: 0..marks.len() + rest.len() - title.len(),
        message: match (is_wide, spaced) {
            (true, _) => say!(
                "用了全角井号“＃”，这一行没有成为标题"
                    | "the full-width number sign makes no heading of this line"
            ),
            (false, true) => {
                say!(
                    "`#` 后面不是半角空格，这一行没有成为标题"
                        | "no plain space after `#`: this line did not become a heading"
                )
            }
            (false, false) => say!(
                "`#` 后面没有空格，这一行没有成为标题"
                    | "no space after `#`: this line did not become a heading"
            ),
        },
        hint: if title.is_empty() {
            say!(
                "请写成 `{fix}` 加标题的文字，井号和空格都用半角；没有标题的删去这一行"
                    | "write `{fix}` and the words of the heading, with a plain space, or delete \
                       the line when there are none"
            )
        } else {
            say!(
                "请写成 `{fix}{title}`，井号和空格都用半角；不是标题时写 `\\#`"
                    | "write `{fix}{title}` with a plain space, or `\\#` when it is no heading"
            )
        },
        fix: Some(fix),
        // One `#` alone may as well mark a tag, and no body has a heading of level 1. Where no text
        // follows, there may be none to set as a heading.
        counts_on: if level == 1 || title.is_empty() {
            CountsOn::Luck
        } else {
            CountsOn::Paragraph
        },
        seen: None,
    });
}

/// Tells whether the line of `marks` and `rest`, which holds `title`, is meant as a heading.
fn is_meant(marks: &str, rest: &str, title: &str) -> bool {
    let begins = |c: char| c.is_alphabetic() || !c.is_ascii() && !c.is_whitespace();
    if title.is_empty() {
        // `##` alone is a heading without words, and told as such, unless markup follows.
        return !rest.is_empty() || marks.chars().count() > 1;
    }
    // A plain space behind a half-width `#` would have made a heading; a number is more often
    // meant.
    let spaced = title.len() < rest.len();
    let is_heading = spaced && marks == "#" && rest.starts_with(' ');
    (spaced || title.starts_with(begins)) && !is_heading
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_heading_wants_a_space() {
        assert_eq!(run(&RULE, "##背景"), [("##".into(), Some("## ".into()))]);
        assert!(run(&RULE, "#社会组织# 转发").is_empty());
        assert!(run(&RULE, "#1 号楼").is_empty());
        assert_eq!(run(&RULE, "#“三化”").len(), 1);
        assert!(run(&RULE, "正文 #标签").is_empty());
    }

    #[test]
    fn a_heading_wants_half_width_marks() {
        assert_eq!(run(&RULE, "##\u{3000}背景"), [("##\u{3000}".into(), Some("## ".into()))]);
        assert_eq!(run(&RULE, "＃＃ 背景"), [("＃＃ ".into(), Some("## ".into()))]);
        assert_eq!(run(&RULE, "＃＃1 背景").len(), 0);
        assert!(run(&RULE, "#######").is_empty());
    }

    #[test]
    fn a_heading_without_words_is_told_too() {
        assert_eq!(run(&RULE, "##\u{3000}"), [("##\u{3000}".into(), Some("## ".into()))]);
        assert_eq!(run(&RULE, "＃＃").len(), 1);
        assert!(run(&RULE, "＃").is_empty());
    }
}
