//! The grammar of a printed figure: `exactness? number exactness? unit exactness?`.

use super::amount::{Amount, amount};
use super::words::{AFTER, BEFORE, is_counter, strip_head, strip_tail};
use super::{Decimal, Qualifier, Reading};

/// Reads a printed figure as a whole; `None` when any part of it cannot be read.
///
/// Multipliers are folded into the value: `3000余万元` is at least 30,000,000 元. Read are half-width
/// and full-width digits with or without commas between thousands, Chinese numerals, `1.2亿`,
/// `3亿5000万`, `百分之三十`, and what [`super::write`] writes. The words of exactness are those of
/// Chinese reports (余 多 超 逾 以上, 近 不足 以内, 约 左右, 达) and the usual English ones.
///
/// Not read, since each would need a guess:
/// - words that say what is measured rather than how much: 每年, 日均, 累计, 共; they belong in the label;
/// - 半, 数十, 几百, 三五, 三万五, a range, two words of exactness that disagree (约3000余人);
/// - 百家 and the like without a word of exactness: rhetoric more often than a count;
/// - a numeral before what is not a known counter (三化, 一门式), a year (2022年), a month (3月).
///
/// 十几 is at least 10, as 十余 is.
#[must_use]
pub fn read(printed: &str) -> Option<Reading> {
    let mut rest = printed.trim();
    let mut before = None;
    while let Some((found, after)) = strip_head(rest, BEFORE) {
        // 达到约 is one step from neutral to exactness; anything longer is a phrase.
        if before.is_some_and(|before| before != Qualifier::Exact || found == Qualifier::Exact) {
            return None;
        }
        before = Some(found);
        rest = after.trim_start();
    }
    let (share, rest) = match rest
        .strip_prefix("百分之")
        .map(|after| ("%", after))
        .or(rest.strip_prefix("千分之").map(|after| ("‰", after)))
    {
        Some((sign, after)) => (Some(sign), after),
        None => (None, rest),
    };
    let Amount { value, within, spoken, bare, rest } = amount(rest)?;
    let rest = rest.trim();
    let (after, rest) = strip_tail(rest, AFTER)
        .map_or((None, rest), |(found, before)| (Some(found), before.trim_end()));
    let qualifier = agree([before, within, after])?;
    let unit = match share {
        Some(sign) => rest.is_empty().then(|| sign.into())?,
        None => unit(rest)?,
    };
    let counted = qualifier != Qualifier::Exact || !spoken || unit.is_empty() || is_counter(&unit);
    let rhetoric = bare && qualifier == Qualifier::Exact && share.is_none();
    (counted && !rhetoric && !is_date(value, qualifier, &unit)).then_some(Reading {
        value,
        qualifier,
        unit,
    })
}

/// Returns the one exactness that all words name, 达 and its like aside; `None` when they disagree.
pub(super) fn agree(words: [Option<Qualifier>; 3]) -> Option<Qualifier> {
    let mut said = words.into_iter().flatten().filter(|word| *word != Qualifier::Exact);
    let first = said.next().unwrap_or_default();
    said.all(|word| word == first).then_some(first)
}

/// Checks what stands after a number: one unit, in full-width or half-width characters.
fn unit(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect();
    let latin = text.chars().all(|c| !is_wide(c));
    let length = if latin { 40 } else { 12 };
    let parts = || text.split('/');
    let fits = text.chars().count() <= length
        && (latin || !text.contains(' '))
        && parts().all(|part| is_counter(part) || (!part.trim().is_empty() && part.chars().all(may_name)))
        // A month or the day of one is a date, not a count: that would be 个月 and 天.
        && !matches!(text.as_str(), "月" | "号");
    (text.is_empty() || fits).then_some(text)
}

/// Tells whether `c` may stand in the name of a unit. Numerals may not, nor words that join phrases.
fn may_name(c: char) -> bool {
    const NUMERALS: &str = "〇零一二三四五六七八九两十百千万亿";
    const JOINTS: &str = "的了和与及或至到是在为被把将由从每约超近逾余多以达不第几数半";
    let sign = " %‰°℃²³·-'$€£¥".contains(c);
    (sign || c.is_alphabetic()) && !NUMERALS.contains(c) && !JOINTS.contains(c)
}

fn is_wide(c: char) -> bool {
    ('\u{2e80}'..='\u{ffdc}').contains(&c) || c >= '\u{20000}'
}

/// Maps the full-width forms of ASCII to ASCII (Unicode block FF00).
fn half_width(c: char) -> char {
    match u32::from(c) {
        full @ 0xff01..=0xff5e => char::from_u32(full - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Tells whether the figure is a year: 2022年.
fn is_date(value: Decimal, qualifier: Qualifier, unit: &str) -> bool {
    let years = Decimal::from(1000u64)..Decimal::from(3000u64);
    unit == "年" && qualifier == Qualifier::Exact && value.is_whole() && years.contains(&value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Qualifier::{About, AtLeast, AtMost, Exact};
    use super::*;

    #[track_caller]
    fn reads(printed: &str, value: &str, qualifier: Qualifier, unit: &str) {
        let reading = read(printed).unwrap_or_else(|| panic!("{printed} is a figure"));
        assert_eq!(
            (reading.value.to_string().as_str(), reading.qualifier, reading.unit.as_str()),
            (value, qualifier, unit),
            "{printed}"
        );
    }

    #[test]
    fn plain_figures() {
        reads("94", "94", Exact, "");
        reads("94家", "94", Exact, "家");
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
            assert_eq!(read(printed), None, "{printed:?}");
        }
        assert_eq!(read(&format!("{}万亿元", "9".repeat(30))), None);
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(text in "\\PC*") {
            let _ = read(&text);
        }

        #[test]
        fn nor_does_text_made_of_its_own_words(parts in prop::collection::vec(prop::sample::select(vec![
            "约", "近", "超过", "达", "百分之", "3", "94", "1.2", "13,101", "-", "+", "十", "百", "千", "万", "亿", "三", "零", "〇", "点", "余", "多", "几", "来",
            "个", "个百分点", "元", "%", "以上", "左右", "年", "/", " ", "，", "million", "at least ", "or more",
        ]), 0..10)) {
            if let Some(reading) = read(&parts.concat()) {
                prop_assert!(!reading.unit.contains(|c: char| c.is_numeric()), "{:?}", reading);
            }
        }

        #[test]
        fn a_multiplier_scales_by_its_places(whole in 1u64..100_000, (word, places) in prop::sample::select(vec![("", 0u8), ("百", 2), ("千", 3), ("万", 4), ("百万", 6), ("千万", 7), ("亿", 8), ("万亿", 12)])) {
            let reading = read(&format!("超{whole}{word}元")).unwrap();
            prop_assert_eq!(Some(reading.value), Decimal::from(whole).shifted(places));
            prop_assert_eq!(read(&format!("{whole}余{word}元")), Some(reading));
        }
    }
}
