//! Tests of `numeral`.

use proptest::prelude::*;

use super::*;

fn value(text: &str) -> Option<u64> {
    read_numeral(text).filter(|numeral| numeral.rest.is_empty()).map(|numeral| numeral.value)
}

/// Says `n` as a Chinese reader would.
fn say(n: u64) -> String {
    fn below(n: u64, out: &mut String) {
        let mut gap = false;
        for (unit, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = n / unit % 10;
            if digit == 0 {
                gap = true;
                continue;
            }
            if gap && !out.is_empty() {
                out.push('零');
            }
            gap = false;
            out.extend("零一二三四五六七八九".chars().nth(usize::try_from(digit).unwrap()));
            out.push_str(word);
        }
    }
    if n == 0 {
        return "零".into();
    }
    let mut out = String::new();
    for (unit, word) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = n / unit % 10_000;
        if part == 0 {
            continue;
        }
        // A gap before a section shows as 零, also when the section before was all zeros.
        if !out.is_empty() && part >= 1000 && (n / unit / 10_000).is_multiple_of(10_000) {
            out.push('零');
        }
        below(part, &mut out);
        out.push_str(word);
    }
    out
}

#[test]
fn a_numeral_is_read_as_it_is_said() {
    for (text, number) in [
        ("零", 0),
        ("十", 10),
        ("十五", 15),
        ("一〇", 10),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百十五", 115),
        ("一百二十三", 123),
        ("两百", 200),
        ("两千零二十", 2020),
        ("三万五千", 35_000),
        ("三万零五百", 30_500),
        ("三万零五", 30_005),
        ("十万零五千", 105_000),
        ("一亿二千万", 120_000_000),
        ("一万二千亿", 1_200_000_000_000),
        ("二〇二四", 2024),
        ("一〇五", 105),
        ("壹佰贰拾叁", 123),
        ("廿", 20),
        ("廿五", 25),
        ("卅", 30),
    ] {
        assert_eq!(value(text), Some(number), "{text}");
    }
}

#[test]
fn what_could_be_two_numbers_is_none() {
    for text in [
        "三五",
        "一百五",
        "三万五",
        "二十零五",
        "一万零",
        "零五",
        "百二十",
        "十十",
        "一万万",
        "一亿亿",
        "三十百",
        "〇五",
        "两〇五",
        "一二三",
        "二十两",
        "一千千",
        "廿十",
        "三廿",
        "",
    ] {
        assert_eq!(value(text), None, "{text}");
    }
}

#[test]
fn a_multiplier_alone_is_marked() {
    assert!(read_numeral("百余项").is_some_and(|n| n.bare && n.value == 100 && n.rest == "余项"));
    assert!(read_numeral("十项").is_some_and(|n| !n.bare));
    assert!(read_numeral("千万元").is_some_and(|n| n.bare && n.value == 10_000_000));
}

#[test]
fn a_unit_is_no_part_of_the_number() {
    assert!(read_numeral("五千米").is_some_and(|n| n.value == 5 && n.rest == "千米"));
    assert!(read_numeral("三个百分点").is_some_and(|n| n.value == 3));
    assert!(read_numeral("五千米七").is_some_and(|n| n.value == 5));
}

proptest! {
    #[test]
    fn every_number_reads_back_from_how_it_is_said(n in 0u64..1_000_000_000_000) {
        prop_assert_eq!(value(&say(n)), Some(n), "{}", say(n));
    }

    #[test]
    fn small_numbers_and_round_ones_read_back(n in 0u64..10_000, unit in prop::sample::select(vec![1u64, 10, 10_000, 100_000_000])) {
        prop_assert_eq!(value(&say(n * unit)), Some(n * unit), "{}", say(n * unit));
    }

    #[test]
    fn no_run_of_numerals_stops_the_reader(text in "[零〇一二两三五九十百千万亿点余]{0,12}") {
        let _ = read_numeral(&text);
    }
}
