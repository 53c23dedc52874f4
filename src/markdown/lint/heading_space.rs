//! `#标题`, which is no heading without a space.

use super::{Finding, Rule};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "heading-space", needle: "#", fresh: true, run };

fn run(text: &str, found: &mut Vec<Finding>) {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let title = |c: char| c.is_alphabetic() || !c.is_ascii() && !c.is_whitespace();
    if !(1..=6).contains(&level) || !rest.starts_with(title) {
        return;
    }
    // `#话题#` is how social media write a topic.
    if level == 1 && rest.contains('#') {
        return;
    }
    found.push(Finding {
        range: 0..level,
        message: say!("`#` 后面没有空格，这一行没有成为标题" | "no space after `#`: this line did not become a heading"),
        hint: say!("在 `#` 后面加一个空格；不是标题时写 `\\#`" | "put a space after `#`, or write `\\#` when it is no heading"),
        fix: Some(format!("{} ", "#".repeat(level))),
    });
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
}
