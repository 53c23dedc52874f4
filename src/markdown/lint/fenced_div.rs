//! `:::tip` and `!!! note`, the boxes of other dialects.

use super::{CountsOn, Finding, Rule};
use crate::foundation::diagnostic::Text;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "fenced-div",
    needles: &[":::", "：：：", "!!! ", "???"],
    fresh: true,
    run: lint_fenced_div,
};

/// Words of other dialects, and the box that each means.
const BOXES: [(&str, &str); 14] = [
    ("note", "NOTE"),
    ("info", "NOTE"),
    ("说明", "NOTE"),
    ("tip", "TIP"),
    ("hint", "TIP"),
    ("提示", "TIP"),
    ("important", "IMPORTANT"),
    ("重要", "IMPORTANT"),
    ("warning", "WARNING"),
    ("attention", "WARNING"),
    ("警告", "WARNING"),
    ("caution", "CAUTION"),
    ("danger", "CAUTION"),
    ("注意", "CAUTION"),
];

fn lint_fenced_div(text: &str, found: &mut Vec<Finding>) {
    let line = text.trim_end();
    let name = line.trim_start_matches([':', '：', '!', '?', '+', ' ', '{', '.']);
    let mark = line.get(..line.len() - name.len()).unwrap_or_default();
    let is_box = mark.starts_with(":::")
        || mark.starts_with("：：：")
        || matches!(mark, "!!! " | "??? " | "???+ ")
            && name.starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_box {
        return;
    }
    if name.is_empty() {
        found.push(Finding {
            range: 0..line.len(),
            message: say!(
                "`{line}` 前面没有提示框要它来结束，读者会看到它"
                    | "`{line}` closes no box: readers see it as it is"
            ),
            hint: say!("请删去这一行" | "delete the line"),
            fix: None,
            counts_on: CountsOn::Box { opens: false },
            seen: None,
        });
        return;
    }
    let lower = name.to_lowercase();
    let word =
        BOXES.iter().find(|(word, _)| lower.starts_with(word)).map_or("NOTE", |(_, kind)| kind);
    found.push(Finding {
        range: 0..line.len(),
        message: say!(
            "“{line}”是别的程序的写法，这里按文字显示"
                | "`{line}` belongs to another dialect; it is shown as text"
        ),
        hint: hint(word, &lower, mark),
        fix: None,
        counts_on: CountsOn::Box { opens: mark.starts_with([':', '：']) },
        seen: None,
    });
}

/// Says how a box is written here; `lower` is what stands behind its mark.
fn hint(word: &str, lower: &str, mark: &str) -> Text {
    if lower.starts_with("details") || lower.starts_with("collapse") {
        return say!(
            "可以展开的一段请写 `<details><summary>标题</summary>`，空一行写内容，再空一行写 `</details>`，并删去结尾的 `:::`"
                | "write `<details><summary>title</summary>` for what can be unfolded, then its \
                   text between blank lines, then `</details>`; delete the closing `:::`"
        );
    }
    if mark.starts_with([':', '：']) {
        return say!(
            "提示框请写 `> [!{word}]`，后面每一行都以 `> ` 开头，并删去结尾的 `:::`"
                | "write `> [!{word}]` for a box, begin each line below with `> `, and delete \
                   the closing `:::`"
        );
    }
    say!(
        "提示框请写 `> [!{word}]`，后面缩进的每一行都改成以 `> ` 开头"
            | "write `> [!{word}]` for a box, and begin each indented line below with `> ` in the \
               place of its spaces"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn a_box_of_another_dialect_is_found_where_it_opens() {
        for text in [
            ":::tip 提示",
            "::: warning",
            "::::{.note}",
            "：：：提示",
            // It counts where no box is open.
            ":::",
            "!!! note \"甲\"",
            "??? info",
        ] {
            assert_eq!(run(&RULE, text), [(text.into(), None)]);
        }
        for innocent in ["::", ":bulb: 甲", "!!! 太好了", "???", "甲:::乙"] {
            assert!(run(&RULE, innocent).is_empty(), "{innocent}");
        }
    }
}
