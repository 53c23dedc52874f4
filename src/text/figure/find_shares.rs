//! Parts of a whole that running prose says in words: 一半, 过半数, 近三分之二, 百分之三十.

use std::ops::Range;

use super::decimal::digit_value;
use super::find::{exactness_after, exactness_before};
use super::{Decimal, Qualifier, Reading, read_figure, read_words};

/// Finds the parts of a whole in prose that are said in words, each in per cent or per mille.
///
/// Left alone is what leaves open how much it is (大半, 三分之二强), a part of a longer number
/// (一又三分之二) and a range.
pub fn find_shares(text: &str) -> impl Iterator<Item = Reading> + '_ {
    let fractions = text.match_indices("分之").filter_map(|(at, word)| {
        let (head, tail) = (text.get(..at)?, text.get(at + word.len()..)?);
        let whole = head.trim_end_matches(in_numeral);
        let rest = tail.trim_start_matches(|c| in_numeral(c) || c == '点' || c == '.');
        read_around(text, whole.len()..text.len() - rest.len())
    });
    let halves = text.match_indices('半').filter_map(|(at, word)| {
        let end = at + word.len();
        let end = end + text.get(end..)?.strip_prefix('数').map_or(0, |_| '数'.len_utf8());
        let start = at - text.get(..at)?.strip_suffix('一').map_or(0, |_| '一'.len_utf8());
        read_around(text, start..end)
    });
    fractions.chain(halves)
}

/// Tells whether `value`, in the unit of `said`, is the same part of the whole: where words say
/// what per cent cannot write, rounded to any place, as 67, 66.7 and 66.67 for 三分之二.
#[must_use]
pub fn is_same_share(said: &Reading, value: Decimal, qualifier: Qualifier) -> bool {
    let is_exact = |one: Qualifier| matches!(one, Qualifier::Exact | Qualifier::About);
    if said.qualifier != qualifier && !(is_exact(said.qualifier) && is_exact(qualifier)) {
        return false;
    }
    let is_cut = said.value.checked_mul(10u64).is_none_or(|value| !value.is_whole());
    if !is_cut || said.qualifier == Qualifier::Exact {
        return said.value == value;
    }
    let places = value.to_string().split_once('.').map_or(0, |(_, places)| places.len());
    let half = 0.5 * 0.1_f64.powi(i32::try_from(places).unwrap_or(i32::MAX));
    (said.value.to_f64() - value.to_f64()).abs() <= half + 0.01
}

/// Reads what stands at `core` with the words of exactness around it.
fn read_around(text: &str, core: Range<usize>) -> Option<Reading> {
    let (head, tail) = (text.get(..core.start)?, text.get(core.end..)?);
    let (_, before) = match head.strip_suffix('过') {
        Some(rest) if !rest.ends_with(['超', '不']) => (None, rest),
        _ => exactness_before(head),
    };
    let (_, after) = exactness_after(tail);
    let is_part = head.ends_with(['又', '大', '小', '多', '几', '数', '-', '至', '到'])
        && before.len() == head.len()
        || after.starts_with(['强', '弱', '多', '到', '至', '-', '—', '~', '～']);
    let printed = text.get(before.len()..text.len() - after.len())?.trim();
    (!is_part).then(|| read_figure(printed).or_else(|| read_words(printed)))?
}

fn in_numeral(c: char) -> bool {
    digit_value(c).is_some() || "零〇一二三四五六七八九两十百千万".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(text: &str, expected: &[&str]) {
        let found: Vec<String> = find_shares(text)
            .map(|said| format!("{}{} {}", said.value, said.unit, said.qualifier.name()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn parts_of_the_whole_are_found_in_prose() {
        finds("流程缩短了一半，其中半数是老人", &["50% exact", "50% exact"]);
        finds(
            "过半会员、超过半数的户、近半商户、一半以上的人",
            &["50% at_least", "50% at_least", "50% at_most", "50% at_least"],
        );
        finds("占三分之二，近三分之一的居民", &["66.67% about", "33.34% at_most"]);
        finds("其中百分之三十点五是老人，四分之三以上", &["30.5% exact", "75% at_least"]);
        finds("一半为老人，占１／２，3分之2", &["66.67% about", "50% exact"]);
    }

    #[test]
    fn what_leaves_open_how_much_is_no_part() {
        for text in [
            "大半、小半、多半、一大半、半年、半天、事半功倍",
            "一又三分之二",
            "三分之二强",
            "三分之一到三分之二",
            "几分之一",
            "十几分之一",
            "数百、几十、近万、上万",
            "百分之",
            "分之",
            "半",
            "一半到三分之二",
        ] {
            let found: Vec<_> = find_shares(text).collect();
            assert!(found.is_empty(), "{text} {found:?}");
        }
    }

    #[test]
    fn a_share_is_the_same_rounded_to_any_place() {
        let said = |text: &str| find_shares(text).next().expect("a share");
        let is_same = |text: &str, value: &str, qualifier| {
            is_same_share(&said(text), Decimal::parse(value).expect("a number"), qualifier)
        };
        for value in ["67", "66.7", "66.67", "66.667"] {
            assert!(is_same("三分之二", value, Qualifier::Exact), "{value}");
        }
        assert!(is_same("一半", "50.0", Qualifier::Exact));
        assert!(is_same("超三分之二", "66.7", Qualifier::AtLeast));
        for (text, value) in
            [("一半", "50.4"), ("三分之二", "66"), ("三分之二", "66.6"), ("过半", "52")]
        {
            assert!(!is_same(text, value, Qualifier::Exact), "{text} {value}");
        }
        assert!(!is_same("过半", "50", Qualifier::Exact));
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_the_search(text in "[半一数分之三又过近\\PC]*") {
            let _ = find_shares(&text).count();
        }
    }
}
