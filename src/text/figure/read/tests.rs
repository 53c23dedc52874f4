//! Tests of `read`.

use proptest::prelude::*;

use super::Qualifier::{About, AtLeast, AtMost, Exact};
use super::*;

#[track_caller]
fn reads(printed: &str, value: &str, qualifier: Qualifier, unit: &str) {
    let reading = read_figure(printed).unwrap_or_else(|| panic!("{printed} is a figure"));
    assert_eq!(
        (reading.value.to_string().as_str(), reading.qualifier, reading.unit.as_str()),
        (value, qualifier, unit),
        "{printed}"
    );
}

#[test]
fn the_names_of_qualifiers_are_those_of_data_files_and_read_back() {
    for (name, qualifier) in
        [("exact", Exact), ("at_least", AtLeast), ("at_most", AtMost), ("about", About)]
    {
        assert_eq!((qualifier.name(), Qualifier::parse(name)), (name, Some(qualifier)));
    }
    assert_eq!(Qualifier::parse("at least"), None);
}

#[test]
fn plain_figures() {
    reads("94", "94", Exact, "");
    reads("94家", "94", Exact, "家");
    reads("2000家", "2000", Exact, "家");
    reads("94 家", "94", Exact, "家");
    reads("23.6%", "23.6", Exact, "%");
    reads("２３．６％", "23.6", Exact, "%");
    reads("4600平米", "4600", Exact, "平米");
    reads("达4600平方米", "4600", Exact, "平方米");
    reads("3.5个百分点", "3.5", Exact, "个百分点");
    reads("3百分点", "3", Exact, "百分点");
    reads("-1.5个百分点", "-1.5", Exact, "个百分点");
    reads("13,101人", "13101", Exact, "人");
    reads("13，101人", "13101", Exact, "人");
    reads("20元/人", "20", Exact, "元/人");
    reads("120m²", "120", Exact, "m²");
    reads("94家社会组织", "94", Exact, "家社会组织");
    reads("十五周年", "15", Exact, "周年");
}

#[test]
fn multipliers_fold_into_the_value() {
    reads("38万元", "380000", Exact, "元");
    reads("8.6万元", "86000", Exact, "元");
    reads("2万人次", "20000", Exact, "人次");
    reads("1.2亿", "120000000", Exact, "");
    reads("1.2 亿元", "120000000", Exact, "元");
    reads("3千万元", "30000000", Exact, "元");
    reads("1.5万亿元", "1500000000000", Exact, "元");
    reads("3亿5000万元", "350000000", Exact, "元");
    reads("3亿500万元", "305000000", Exact, "元");
    reads("1万2000人", "12000", Exact, "人");
    reads("1亿5000万3000元", "150003000", Exact, "元");
    reads("1亿5000多万元", "150000000", AtLeast, "元");
    reads("5千米", "5", Exact, "千米");
    reads("3万千瓦时", "30000", Exact, "千瓦时");
}

#[test]
fn words_of_exactness_may_stand_before_within_and_after() {
    reads("3000余万元", "30000000", AtLeast, "元");
    reads("3000万余元", "30000000", AtLeast, "元");
    reads("380余万元", "3800000", AtLeast, "元");
    reads("1400余人", "1400", AtLeast, "人");
    reads("50余批次", "50", AtLeast, "批次");
    reads("100+人", "100", AtLeast, "人");
    reads("90%以上", "90", AtLeast, "%");
    reads("90％以上", "90", AtLeast, "%");
    reads("90以上", "90", AtLeast, "");
    reads("3年多", "3", AtLeast, "年");
    for printed in [
        "超过1100人次",
        "超1100人次",
        "逾1100人次",
        "不少于1100人次",
        "不低于 1100 人次",
        "至少1100人次",
        "超过1100余人次",
        "达1100余人次",
    ] {
        reads(printed, "1100", AtLeast, "人次");
    }
    reads("近1.9万家", "19000", AtMost, "家");
    for printed in [
        "近20家",
        "不足20家",
        "不到20家",
        "20家以内",
        "20家以下",
        "不超过20家",
        "将近20家",
        "接近20家",
    ] {
        reads(printed, "20", AtMost, "家");
    }
    for printed in [
        "约200人",
        "大约200人",
        "200人左右",
        "200人上下",
        "约200人左右",
        "近似200人",
        "达到约200人",
        "200来人",
    ] {
        reads(printed, "200", About, "人");
    }
    reads("达3000人之多", "3000", Exact, "人");
}

#[test]
fn chinese_numerals() {
    reads("一百二十三", "123", Exact, "");
    reads("三万五千", "35000", Exact, "");
    reads("两千多人", "2000", AtLeast, "人");
    reads("百余项", "100", AtLeast, "项");
    reads("百余万元", "1000000", AtLeast, "元");
    reads("三百余万元", "3000000", AtLeast, "元");
    reads("十几个", "10", AtLeast, "个");
    reads("十几万人", "100000", AtLeast, "人");
    reads("近百项", "100", AtMost, "项");
    reads("近千万元", "10000000", AtMost, "元");
    reads("十二个百分点", "12", Exact, "个百分点");
    reads("三点五亿元", "350000000", Exact, "元");
    reads("零点五", "0.5", Exact, "");
    reads("百分之三十", "30", Exact, "%");
    reads("百分之九十以上", "90", AtLeast, "%");
    reads("约百分之23.6", "23.6", About, "%");
    reads("百分之百", "100", Exact, "%");
    reads("一〇五家", "105", Exact, "家");
}

#[test]
fn english_figures() {
    reads("about 1.9 million people", "1900000", About, "people");
    reads("at least 30,000,000 yuan", "30000000", AtLeast, "yuan");
    reads("More than 1,400 volunteers", "1400", AtLeast, "volunteers");
    reads("nearly 20 percentage points", "20", AtMost, "percentage points");
    reads("90% or more", "90", AtLeast, "%");
    reads("≥ 30 Mio", "30", AtLeast, "Mio");
}

#[test]
fn what_needs_a_guess_is_not_read() {
    for printed in [
        "",
        " ",
        "家",
        "约",
        "余人",
        "万元",
        "每年不少于10万元",
        "日均200人",
        "累计2万人次",
        "共94家",
        "约3000余人",
        "近20家以上",
        "3—5人",
        "94家镇街社区社会组织联合会会员",
        "1万10000人",
        "三万点五元",
        "3-5人",
        "3~5家",
        "3至5家",
        "三五人",
        "三五百人",
        "数十家",
        "几百人",
        "几十",
        "一半",
        "3年半",
        "两个半小时",
        "三万五",
        "3万5",
        "3亿5000",
        "3亿5.5万元",
        "三化",
        "三融合",
        "一门式",
        "六个便利",
        "五星红帆",
        "1+14+X",
        "百家争鸣",
        "百家",
        "2022年",
        "二〇二二年",
        "2022年3月",
        "3月",
        "5号",
        "第二",
        "第3批",
        "94家和20个",
        "94家，20个",
        "1,31家",
        "007",
        "1.2.3",
        "1e5",
        "３0O0",
        "三分之二",
        "3十",
        "3万万",
        "3亿余万元",
        "一百千",
        "九点三十",
        "千克",
        "5个多月",
        "10几人",
        "¥3000",
        "94家。",
        "(94)",
        "约约3家",
        "达约近3家",
        "3000余余人",
        "九九九九九九九九九九九九",
        "20元/",
        "20/人/",
        "1万+2000人",
        "- 3",
    ] {
        assert_eq!(read_figure(printed), None, "{printed:?}");
    }
    assert_eq!(read_figure(&format!("{}万亿元", "9".repeat(30))), None);
}

proptest! {
    #[test]
    fn no_text_stops_the_reader(text in "\\PC*") {
        let _ = read_figure(&text);
    }

    #[test]
    fn nor_does_text_made_of_its_own_words(parts in prop::collection::vec(prop::sample::select(vec![
        "约", "近", "超过", "达", "百分之", "3", "94", "1.2", "13,101", "-", "+", "十", "百", "千", "万", "亿", "三", "零", "〇", "点", "余", "多", "几", "来",
        "个", "个百分点", "元", "%", "以上", "左右", "年", "/", " ", "，", "million", "at least ", "or more",
    ]), 0..10)) {
        if let Some(reading) = read_figure(&parts.concat()) {
            prop_assert!(!reading.unit.contains(|c: char| c.is_numeric()), "{:?}", reading);
        }
    }

    #[test]
    fn a_multiplier_scales_by_its_places(whole in 1u64..100_000, (word, places) in prop::sample::select(vec![("", 0u8), ("百", 2), ("千", 3), ("万", 4), ("百万", 6), ("千万", 7), ("亿", 8), ("万亿", 12)])) {
        let reading = read_figure(&format!("超{whole}{word}元")).unwrap();
        prop_assert_eq!(Some(reading.value), Decimal::from(whole).shift_point(places));
        prop_assert_eq!(read_figure(&format!("{whole}余{word}元")), Some(reading));
    }
}
