//! `1、甲`, which is no item of a list.

use super::{Finding, Rule};
use crate::say;

pub(super) const RULE: Rule = Rule { code: "list-marker", needle: "、", fresh: true, run };

fn run(text: &str, found: &mut Vec<Finding>) {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let Some(after) = rest.strip_prefix('、') else { return };
    // `3、4月` is a stretch of months, not an item.
    if !(1..=3).contains(&digits) || after.starts_with(|c: char| c.is_ascii_digit()) || after.is_empty() {
        return;
    }
    let number = text.get(..digits).unwrap_or_default();
    found.push(Finding {
        range: 0..digits + '、'.len_utf8(),
        message: say!("“{number}、”不会排成列表" | "`{number}、` does not make a list"),
        hint: say!("列表请写 `{number}. `，点后面有一个空格" | "write `{number}. ` for a list, with a space after the dot"),
        fix: Some(format!("{number}. ")),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn an_item_begins_with_a_number_and_a_dot() {
        assert_eq!(run(&RULE, "1、建立联合会"), [("1、".into(), Some("1. ".into()))]);
        assert!(run(&RULE, "3、4月开展").is_empty());
        assert!(run(&RULE, "甲、乙").is_empty());
        assert!(run(&RULE, "2023、甲").is_empty());
    }
}
