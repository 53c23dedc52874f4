//! `1、甲`, `1.甲` and `•甲`, which are no items of a list.

use super::{CountsOn, Finding, ItemMark, Rule};
use crate::say;
use crate::text::is_cjk;

pub(super) const RULE: Rule = Rule {
    code: "list-marker",
    needles: &["、", ".", "．", "•", "·", "●", "▪", "◆", "■", "-", "－"],
    fresh: true,
    run: lint_list_marker,
};

/// Dots that word processors put before the items of a list.
const BULLETS: [char; 4] = ['•', '·', '●', '▪'];

/// Signs that stand before items and sections alike.
const SIGNS: [char; 2] = ['◆', '■'];

fn lint_list_marker(text: &str, found: &mut Vec<Finding>) {
    found.extend(find_numbered(text).or_else(|| find_bulleted(text)));
}

fn find_numbered(text: &str) -> Option<Finding> {
    let rest = text.trim_start_matches(|c: char| halfwidth_digit(c).is_some());
    let written = text.get(..text.len() - rest.len())?;
    let digits: String = written.chars().filter_map(halfwidth_digit).collect();
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．'))?;
    let after = rest.get(mark.len_utf8()..)?;
    let content = after.trim_start();
    // `3、4月` is a stretch of months, not an item; behind a half-width dot only Chinese is none of
    // a number.
    let is_item = match mark {
        // Where emphasis or a link follows, the run of items knows what it begins with.
        '.' if written == digits => {
            after.is_empty()
                || after.starts_with(|c: char| is_cjk(c) && halfwidth_digit(c).is_none())
        }
        _ => !content.starts_with(|c: char| halfwidth_digit(c).is_some()),
    };
    if !(1..=3).contains(&digits.len()) || !is_item {
        return None;
    }
    let shown = format!("{written}{mark}");
    let number = digits.parse().ok()?;
    Some(Finding {
        range: 0..text.len() - content.len(),
        message: say!("“{shown}”不会排成列表" | "`{shown}` does not make a list"),
        hint: say!(
            "列表请写 `{digits}. `，点后面有一个空格"
                | "write `{digits}. ` for a list, with a space after the dot"
        ),
        fix: Some(format!("{digits}. ")),
        counts_on: CountsOn::List(ItemMark::Number(number)),
        seen: None,
    })
}

fn find_bulleted(text: &str) -> Option<Finding> {
    let mark = text.chars().next()?;
    let after = text.get(mark.len_utf8()..)?;
    let content = after.trim_start();
    // A hyphen may begin a signature as well.
    let is_hyphen =
        mark == '-' && after.starts_with(char::is_alphabetic) && after.starts_with(is_cjk)
            || mark == '－' && !content.is_empty();
    let counts_on = match mark {
        _ if is_hyphen => CountsOn::Luck,
        mark if BULLETS.contains(&mark) => CountsOn::List(ItemMark::Bullet(mark)),
        mark if SIGNS.contains(&mark) => CountsOn::List(ItemMark::Sign(mark)),
        _ => return None,
    };
    (!content.starts_with(['-', '－'])).then(|| Finding {
        range: 0..text.len() - content.len(),
        message: say!("“{mark}”不会排成列表" | "`{mark}` does not make a list"),
        hint: say!(
            "列表请写 `- `：半角减号加一个空格" | "write `- ` for a list: a hyphen and a space"
        ),
        fix: Some("- ".to_owned()),
        counts_on,
        seen: None,
    })
}

/// The half-width form of a digit.
fn halfwidth_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lint::run;

    #[test]
    fn an_item_begins_with_a_number_and_a_dot() {
        assert_eq!(run(&RULE, "1、建立联合会"), [("1、".into(), Some("1. ".into()))]);
        assert_eq!(run(&RULE, "1.建立联合会"), [("1.".into(), Some("1. ".into()))]);
        assert_eq!(run(&RULE, "１．建立联合会"), [("１．".into(), Some("1. ".into()))]);
        assert_eq!(run(&RULE, "２、\u{3000}建立"), [("２、\u{3000}".into(), Some("2. ".into()))]);
        for text in ["3、4月开展", "甲、乙", "2023、甲", "1.2万人", "3.15晚会", "1.x", "1.５倍"]
        {
            assert!(run(&RULE, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_item_begins_with_a_hyphen() {
        assert_eq!(run(&RULE, "• 建立联合会"), [("• ".into(), Some("- ".into()))]);
        assert_eq!(run(&RULE, "●建立"), [("●".into(), Some("- ".into()))]);
        assert_eq!(run(&RULE, "-建立"), [("-".into(), Some("- ".into()))]);
        assert!(run(&RULE, "-5℃").is_empty());
        assert!(run(&RULE, "甲•乙").is_empty());
    }
}
