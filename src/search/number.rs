//! Figures by their value: 3000余万元 is found by 3000万 and by 30000000.

use unicode_normalization::UnicodeNormalization;

use crate::text::figure;
use crate::text::figure::Decimal;

/// Calls `take` with the digits of each figure that stands in `text`.
pub fn each_figure(text: &str, mut take: impl FnMut(&[char])) {
    for (_, reading) in figure::find_figures(text) {
        take(&value_digits(&reading.value));
    }
}

/// Returns a value as text without closing zeros after the point.
#[must_use]
pub fn value_digits(value: &Decimal) -> Vec<char> {
    let text = value.to_string();
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.chars().collect()
}

/// Words of exactness before a figure; the longer ones come first.
const BEFORE: &[&str] = &[
    "不少于",
    "不低于",
    "不超过",
    "不足",
    "不到",
    "至少",
    "超过",
    "大约",
    "将近",
    "接近",
    "达到",
    "约",
    "約",
    "近",
    "超",
    "逾",
    "达",
];

/// How many characters of a unit a query may have.
const UNIT: usize = 6;

/// Returns the value of a word that is one figure, with or without a unit.
///
/// Simpler than [`figure::read_figure`], so that the script of the search page can do just the
/// same: `number` in `text.js`.
#[must_use]
pub fn read_figure(word: &str) -> Option<Vec<char>> {
    let word: String = word.nfkc().collect();
    let rest = BEFORE.iter().find_map(|before| word.strip_prefix(before)).unwrap_or(&word);
    let (minus, rest) = rest.strip_prefix(['-', '−']).map_or(("", rest), |rest| ("-", rest));
    let (whole, rest) = read_whole(rest)?;
    let (fraction, rest) = match rest.strip_prefix('.').map(leading_digits) {
        Some((fraction, rest)) if !fraction.is_empty() => (fraction, rest),
        _ => ("", rest),
    };
    let (places, below, rest) = read_multipliers(rest);
    let unit = rest.strip_prefix(MORE).unwrap_or(rest);
    let strange = |c: char| !c.is_alphabetic() && !"%‰/°".contains(c);
    let twice = !below.is_empty() && !fraction.is_empty();
    if twice
        || unit.chars().count() > UNIT
        || unit.contains(strange)
        || unit.starts_with(['年', '月', '日', '号'])
    {
        return None;
    }
    let mut decimals = fraction.to_owned();
    while decimals.len() < places {
        decimals.push('0');
    }
    let (above, after) = decimals.split_at(places);
    // 3亿5000万: what stands below the multiplier fills its places from the right.
    let above = if below.is_empty() { above.to_owned() } else { format!("{below:0>4}0000") };
    let joined = format!("{whole}{above}");
    let joined = joined.trim_start_matches('0');
    let after = after.trim_end_matches('0');
    let above = if joined.is_empty() { "0" } else { joined };
    let text = if after.is_empty() {
        format!("{minus}{above}")
    } else {
        format!("{minus}{above}.{after}")
    };
    Some(text.chars().collect())
}

/// Words between a number and its multiplier or unit.
const MORE: [char; 3] = ['余', '餘', '多'];

fn leading_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// Reads digits, with commas between thousands or without.
fn read_whole(text: &str) -> Option<(String, &str)> {
    let (first, mut rest) = leading_digits(text);
    if first.is_empty() || (first.len() > 1 && first.starts_with('0')) {
        return None;
    }
    let mut whole = first.to_owned();
    let may_group = first.len() <= 3 && first != "0";
    while may_group && let Some((group, after)) = rest.strip_prefix(',').map(leading_digits) {
        if group.len() != 3 {
            return None;
        }
        whole.push_str(group);
        rest = after;
    }
    Some((whole, rest))
}

/// Reads what multiplies a number: by how many places, how many 万 stand below 亿, and what
/// follows.
fn read_multipliers(text: &str) -> (usize, &str, &str) {
    if let Some((below, rest)) = text.strip_prefix(['亿', '億']).map(leading_digits)
        && (1..=4).contains(&below.len())
        && let Some(rest) = rest.strip_prefix(['万', '萬'])
    {
        return (8, below, rest);
    }
    let mut rest = text.strip_prefix(MORE).unwrap_or(text);
    let mut places = 0;
    for step in [&[('百', 2), ('千', 3)][..], &[('万', 4), ('萬', 4)], &[('亿', 8), ('億', 8)]]
    {
        if let Some((sign, more)) = step.iter().find(|(sign, _)| rest.starts_with(*sign)) {
            places += more;
            rest = &rest[sign.len_utf8()..];
        }
    }
    (places, "", rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(query: &str, value: Option<&str>) {
        assert_eq!(read_figure(query).map(String::from_iter).as_deref(), value, "{query}");
    }

    #[test]
    fn a_figure_is_one_value_in_all_its_forms() {
        let mut found: Vec<String> = Vec::new();
        each_figure("投入3000余万元，覆盖94.0家", |digits| {
            found.push(digits.iter().collect());
        });
        assert_eq!(found, ["30000000", "94"]);
        for query in [
            "3000万",
            "30000000",
            "3000余万元",
            "30,000,000",
            "３０００万",
            "超过3000多万元",
            "0.3亿",
            "3千万",
        ] {
            reads(query, Some("30000000"));
        }
        reads("3亿5000万元", Some("350000000"));
        reads("1.96万", Some("19600"));
        reads("23.60%", Some("23.6"));
        reads("0.5", Some("0.5"));
        reads("-3", Some("-3"));
    }

    #[test]
    fn what_is_no_figure_has_no_value() {
        for query in [
            "党建",
            "2022年",
            "3月",
            "1+14+X",
            "3-5家",
            "007",
            "1,31",
            "3.1.2",
            "第3批",
            "A4",
            "",
            "万",
            "94家和其他的单位",
        ] {
            reads(query, None);
        }
    }

    #[test]
    fn what_is_read_of_a_query_is_what_is_read_of_a_text() {
        for printed in [
            "94家",
            "近1.9万家",
            "超过10万元",
            "13,101平方米",
            "1.2亿元",
            "3亿5000万元",
            "20%",
            "3000余万元",
            "0.8倍",
        ] {
            let value = figure::read_figure(printed).unwrap().value;
            assert_eq!(read_figure(printed), Some(value_digits(&value)), "{printed}");
        }
    }
}
