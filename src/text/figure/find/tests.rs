//! Tests of `find`.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn finds(text: &str, figures: &[&str]) {
    let found: Vec<&str> =
        find_figures(text).into_iter().map(|(range, _)| text.get(range).unwrap()).collect();
    assert_eq!(found, figures, "{text}");
}

#[test]
fn figures_are_found_with_the_words_around_them() {
    finds(
        "园区现有社会组织94家，从业人员1400余人，每年投入不少于10万元，满意度达90%以上。",
        &["94家", "1400余人", "不少于10万元", "90%以上"],
    );
    finds(
        "累计服务超过1100人次、覆盖近1.9万家企业，增长3.5个百分点",
        &["超过1100人次", "近1.9万家", "3.5个百分点"],
    );
    finds(
        "建成1个中心、2个平台，共计13,101平方米，约 30 家入驻",
        &["1个", "2个", "13,101平方米", "约 30 家"],
    );
    finds("补贴20元/人，用电３万千瓦时左右", &["20元/人", "３万千瓦时左右"]);
    finds("投入3亿5000万元\n94家", &["3亿5000万元", "94家"]);
    finds("从12支队伍做起", &["12支"]);
    finds("表彰3名，平均30岁上下。", &["3名", "30岁上下"]);
    finds("说明：\n- 94家未注明\n  - 92个服务项目\n", &["94家", "92个"]);
}

#[test]
fn rates_and_shares_are_found_without_the_words_before_them() {
    finds("同比增长12.5%，死亡率3‰，3成以上，1,234人", &["12.5%", "3‰", "3成以上", "1,234人"]);
}

#[test]
fn what_is_found_is_read_alike() {
    let text = "投入3000余万元，近1.9万家，20%左右";
    let found: Vec<Reading> = find_figures(text).into_iter().map(|(_, reading)| reading).collect();
    assert_eq!(
        found,
        ["3000余万元", "近1.9万家", "20%左右"]
            .map(|printed| super::super::read_figure(printed).unwrap())
    );
}

#[test]
fn dates_ordinals_ranges_names_and_codes_are_no_figures() {
    for text in [
        "2022年2月25日，第3批、第 4 届，2021—2023年，8点30分，9:30",
        "一门式、三化、百余项、三个平台",
        "3—5万元，30%至40%，3万—5万元，20%～30%，数百人，几十家，上万人次，3:1，1∶2，过半，翻一番，1/3",
        "1+14+X、1+6个、A4纸3开、G20次、5G、4S、5A级景区、3D",
        "3-5人，3至5家，3~5个，3 - 5人，3家至5家，20%-30%，3、4个，20，100家",
        "3.1.2 节，见2.3.4家，12345热线，v1.2次",
        "约3000余人，近20家以上",
        "前3名，5个多月，3个半小时，30人大代表，6部门，3支部，2012成立，5周年",
        "20元/",
        "",
    ] {
        finds(text, &[]);
    }
}

#[test]
fn a_part_of_a_number_is_no_figure() {
    for text in [
        "3万5人，3亿5000人，3千5人，3点5万元",
        "百分之30家，百分之23.6人，万分之3例，三分之2人，3分之2户",
        "数10家，约数100人，几10个，十几3人",
        "3成5，3成五，3成半，3倍半，3倍多，3年半，两个半5天，5斤半，3家半",
        "翻2番，3倍增，2/3人，上百家，上千人，一半，半数，三分之二，成百上千人",
    ] {
        finds(text, &[]);
    }
    finds("总数30家，人数1,234人，网上30家，8点30人到场", &["30家", "1,234人", "30家"]);
}

#[test]
fn behind_a_word_of_exactness_a_half_belongs_to_what_follows() {
    finds("30人以上半年内到岗，20家左右半脱产", &["30人以上", "20家左右"]);
    finds("3个以上半", &["3个以上"]);
}

#[test]
fn the_tail_of_another_word_is_no_word_of_exactness() {
    for (text, figure) in [
        ("附近30家", "30家"),
        ("签约30家", "30家"),
        ("30家上下联动", "30家"),
        ("20家多为小企业", "20家"),
        ("> 30家", "30家"),
    ] {
        finds(text, &[figure]);
        assert_eq!(
            find_figures(text).first().map(|(_, reading)| reading.qualifier),
            Some(Qualifier::Exact),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_stops_the_search(text in "\\PC*") {
        let _ = find_figures(&text);
    }

    #[test]
    fn every_find_reads_back_in_place(parts in prop::collection::vec(prop::sample::select(vec![
        "约", "近", "超过", "第", "3", "94", "1.2", "13,101", "，", "。", "-", "+", "万", "亿", "三", "余", "多", "个", "个百分点", "元", "/", "%", "以上", "左右",
        "年", "月", " ", "\n", "社会组织", "至", "半", "成", "倍", "分之", "数", "总数", "点", "千",
    ]), 0..14)) {
        let text = parts.concat();
        let mut last = 0;
        for (range, reading) in find_figures(&text) {
            prop_assert!(last <= range.start && range.start < range.end, "{:?} in {:?}", range, text);
            last = range.end;
            let printed = &text[range.clone()];
            prop_assert!(!is_part_of_number(&text[..range.start]) || !printed.starts_with(is_digit), "{:?} in {:?}", range, text);
            let ends_in_word = printed.ends_with("以上") || printed.ends_with("左右");
            prop_assert!(ends_in_word || !text[range.end..].starts_with('半'), "{:?} in {:?}", range, text);
            prop_assert_eq!(super::super::read_figure(printed), Some(reading), "{:?} in {:?}", printed, text);
        }
    }
}
