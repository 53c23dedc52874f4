//! `<!-- 备注`, `<!— 备注 —>` and `《！-- 备注 --》`, which are no comments: readers see the note.

use super::{CountsOn, Finding, Rule};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "unclosed-comment",
    needles: &["<!", "<！", "＜!", "＜！", "《！"],
    fresh: false,
    run: lint_comment,
};

/// The longest beginning of a note that a message repeats, in characters.
const LONGEST: usize = 16;

fn lint_comment(text: &str, found: &mut Vec<Finding>) {
    let starts = RULE.needles.iter().filter_map(|needle| {
        text.match_indices(needle).map(|(at, _)| at).find(|at| {
            let rest = text[at + needle.len()..].trim_start();
            rest.starts_with(['-', '—', '–', '－'])
        })
    });
    let Some(start) = starts.min() else { return };
    let written = text[start..].trim_end();
    let shown: String = written.chars().take(LONGEST).collect();
    let dots = if shown.len() < written.len() { "…" } else { "" };
    found.push(Finding {
        range: start..start + written.len(),
        message: say!(
            "“{shown}{dots}”不是注释，读者会看到它"
                | "`{shown}{dots}` is no comment: readers see it"
        ),
        hint: say!(
            "只给编辑看的话请写成 `<!-- … -->`，都用半角，里面不能有空行；要显示 `<` 本身时写 `\\<`"
                | "write `<!-- … -->` for what editors alone are to see, with no blank line inside; \
                   write `\\<` to show `<` itself"
        ),
        fix: None,
        counts_on: CountsOn::Luck,
        seen: None,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_note_that_readers_see_is_found() {
        for text in [
            "<!-- 内部备注",
            "<!— 备注 —>",
            "《！-- 备注 --》",
            "＜！—— 备注 ——＞",
            "<! -- 备注 -->",
        ] {
            assert_eq!(run(&RULE, &format!("甲 {text}")), [(text.into(), None)], "{text}");
        }
        for innocent in ["《！》", "a <!b", "甲 <- 乙", "5 <! 6"] {
            assert!(run(&RULE, innocent).is_empty(), "{innocent}");
        }
    }
}
