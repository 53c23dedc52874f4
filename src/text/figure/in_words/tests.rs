//! Tests of `in_words`.

use proptest::prelude::*;

use super::super::read::read_figure;
use super::Qualifier::{About, AtLeast, AtMost, Exact};
use super::*;

#[track_caller]
fn reads(printed: &str, value: &str, qualifier: Qualifier, unit: &str) {
    let reading = read_words(printed).unwrap_or_else(|| panic!("{printed} is a figure"));
    let said = (reading.value.to_string(), reading.qualifier, &*reading.unit);
    assert_eq!(said, (value.to_owned(), qualifier, unit), "{printed}");
    assert_eq!(read_figure(printed), None, "{printed}");
}

#[test]
fn a_part_of_the_whole_is_a_share() {
    for half in ["一半", "半数", "二分之一", "2分之1", "达一半"] {
        reads(half, "50", Exact, "%");
    }
    for more in
        ["过半", "过半数", "超半数", "超过一半", "一半以上", "半数以上", "逾半", "超过半数以上"]
    {
        reads(more, "50", AtLeast, "%");
    }
    for less in ["近半", "近半数", "不到一半", "不足半数", "将近一半"] {
        reads(less, "50", AtMost, "%");
    }
    reads("约一半", "50", About, "%");
    reads("一半左右", "50", About, "%");
    reads("四分之三", "75", Exact, "%");
    reads("八分之一", "12.5", Exact, "%");
    reads("十分之九以上", "90", AtLeast, "%");
    reads("万分之五", "0.05", Exact, "%");
    reads("298分之3", "1.01", About, "%");
    reads("三分之二", "66.67", About, "%");
    reads("３分之２", "66.67", About, "%");
    reads("超过三分之二", "66.66", AtLeast, "%");
    reads("三分之二以上", "66.66", AtLeast, "%");
    reads("近三分之二", "66.67", AtMost, "%");
    reads("不足三分之一", "33.34", AtMost, "%");
}

#[test]
fn a_round_number_after_up_is_at_least_so_much() {
    reads("上万人次", "10000", AtLeast, "人次");
    reads("上万", "10000", AtLeast, "");
    reads("上百家", "100", AtLeast, "家");
    reads("达上千万元", "10000000", AtLeast, "元");
    reads("上千人", "1000", AtLeast, "人");
    reads("上百万元", "1000000", AtLeast, "元");
    reads("上百亿元", "10000000000", AtLeast, "元");
    reads("上千亿元", "100000000000", AtLeast, "元");
    reads("上万亿元", "1000000000000", AtLeast, "元");
    reads("上百余项", "100", AtLeast, "项");
    reads("上亿元", "100000000", AtLeast, "元");
}

#[test]
fn what_leaves_open_how_much_is_not_read() {
    for printed in [
        "",
        "半",
        "达半",
        "半以上",
        "半年",
        "半个",
        "大半",
        "多半",
        "一大半",
        "小半",
        "两半",
        "一半多为老人",
        "半数家庭",
        "约近半",
        "近一半以上",
        "数百",
        "数百人",
        "数十家",
        "几十",
        "几百人",
        "好几百人",
        "十几分之一",
        "两三成",
        "三四百人",
        "成百上千",
        "成千上万人",
        "翻一番",
        "翻两番",
        "翻了一番",
        "增长一倍多",
        "三分之",
        "分之二",
        "三分之二强",
        "三分之二人",
        "三分之零",
        "零分之一",
        "一分之一",
        "三分之四",
        "三分之二分之一",
        "一又三分之二",
        "三分之一到一半",
        "三分之一至二",
        "三十万分之一",
        "三分之2.5",
        "负三分之一",
        "-3分之1",
        "上",
        "上三百人",
        "上3000人",
        "上百强",
        "上千米",
        "上百分之三十",
        "近上万人",
        "上万人左右",
        "上升",
        "上十人",
        "过30家",
        "上百上千人",
    ] {
        assert_eq!(read_words(printed), None, "{printed:?}");
    }
}

/// Spells 1 to 99 as it is said.
fn spell(number: u64) -> String {
    let digit = |n: u64| {
        ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][usize::try_from(n).unwrap()]
    };
    match number {
        0..10 => digit(number).into(),
        10..20 => format!("十{}", digit(number - 10)),
        _ => format!("{}十{}", digit(number / 10), digit(number % 10)),
    }
}

/// The number that is spelled so or written in digits.
fn number(text: &str) -> Option<u64> {
    let spelled = (1..100).find(|number| {
        let spelled = spell(*number);
        text == spelled || (10..20).contains(number) && text.strip_prefix('一') == Some(&spelled)
    });
    spelled.or_else(|| text.parse().ok())
}

/// What a text says, found by trying every form there is: the part and the whole that are named,
/// and how exact.
fn reference(text: &str) -> Option<(u64, u64, Qualifier)> {
    let befores = [
        ("", Exact),
        ("约", About),
        ("大约", About),
        ("近", AtMost),
        ("不到", AtMost),
        ("超过", AtLeast),
        ("过", AtLeast),
        ("达", Exact),
        ("多达", Exact),
    ];
    let afters = [
        ("", Exact),
        ("以上", AtLeast),
        ("多", AtLeast),
        ("余", AtLeast),
        ("左右", About),
        ("以下", AtMost),
        ("不到", AtMost),
    ];
    for ((before, first), (after, second)) in
        befores.iter().flat_map(|b| afters.iter().map(move |a| (*b, *a)))
    {
        let qualifier = match (first, second) {
            (one, Exact) | (Exact, one) => one,
            (one, other) if one == other => one,
            _ => continue,
        };
        let Some(core) = text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)) else {
            continue;
        };
        if matches!(core, "一半" | "半数")
            || (core == "半" && !before.is_empty() && qualifier != Exact)
        {
            return Some((1, 2, qualifier));
        }
        if let Some((Some(whole), Some(part))) =
            core.split_once("分之").map(|(whole, part)| (number(whole), number(part)))
            && whole > 1
            && (1..=whole).contains(&part)
        {
            return Some((part, whole, qualifier));
        }
    }
    None
}

/// Tells whether a reading is true whenever what was printed is.
fn is_true(reading: &Reading, part: u64, whole: u64, said: Qualifier) -> bool {
    let times = |value: Decimal, by: u64| value.checked_mul(by).unwrap();
    // In hundred-thousandths of the whole, times the whole.
    let (read, named) = (times(times(reading.value, 1000), whole), Decimal::from(part * 100_000));
    let near = Decimal::from(5 * whole);
    match reading.qualifier {
        Exact => said == Exact && read == named,
        AtLeast => {
            said == AtLeast && read <= named && named <= read.checked_add(times(near, 2)).unwrap()
        }
        AtMost => {
            said == AtMost && named <= read && read <= named.checked_add(times(near, 2)).unwrap()
        }
        About => {
            (said == About || (said == Exact && !(10_000 * part).is_multiple_of(whole)))
                && read <= named.checked_add(near).unwrap()
                && named <= read.checked_add(near).unwrap()
        }
    }
}

proptest! {
    #[test]
    fn every_part_of_a_whole_is_read_as_it_is_said(
        before in prop::sample::select(vec!["", "约", "近", "不到", "超过", "过", "达"]),
        (whole, part) in (2u64..=20).prop_flat_map(|whole| (Just(whole), 1..=whole)),
        after in prop::sample::select(vec!["", "以上", "左右", "以下"]),
    ) {
        let text = format!("{before}{}分之{}{after}", spell(whole), spell(part));
        let reading = read_words(&text);
        prop_assert_eq!(reading.is_some(), reference(&text).is_some(), "{}", text);
        if let (Some(reading), Some((part, whole, said))) = (reading, reference(&text)) {
            prop_assert!(is_true(&reading, part, whole, said), "{}: {:?}", text, reading);
        }
    }

    #[test]
    fn no_words_are_read_with_a_wrong_value(parts in prop::collection::vec(prop::sample::select(vec![
        "约", "近", "不到", "超过", "过", "达", "以上", "左右", "以下", "一半", "半数", "半", "分之", "一", "二", "三", "十", "3", "2",
        "几", "数", "大", "个", "人", "翻", "番", "又", "强", "成", "点", "余", "多",
    ]), 0..6)) {
        let text = parts.concat();
        if let Some(reading) = read_words(&text) {
            let said = reference(&text);
            prop_assert!(
                said.is_some_and(|(part, whole, said)| is_true(&reading, part, whole, said)),
                "{}: {:?} {:?}", text, reading, said
            );
        }
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC*") {
        let _ = read_words(&text);
    }
}
