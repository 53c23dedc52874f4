//! The words around a number: how exact it is, and what it counts.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Qualifier::{self, About, AtLeast, AtMost, Exact};

/// Words before a number; the longest that fits counts. 达 and its kin say nothing about exactness,
/// so that another word may follow: 达到约200人.
#[rustfmt::skip]
pub(super) const BEFORE: &[(&str, Qualifier)] = &[
    ("大约为", About), ("大约", About), ("大概", About), ("约为", About), ("约", About), ("約", About),
    ("近似", About), ("≈", About), ("~", About), ("～", About), ("不少于", AtLeast), ("不低于", AtLeast),
    ("不下于", AtLeast), ("不下", AtLeast), ("至少", AtLeast), ("超过", AtLeast), ("超", AtLeast), ("逾", AtLeast),
    ("多于", AtLeast), ("高于", AtLeast), ("大于", AtLeast), ("突破", AtLeast), ("≥", AtLeast), (">", AtLeast),
    ("＞", AtLeast), ("不超过", AtMost), ("不多于", AtMost), ("不高于", AtMost), ("不足", AtMost), ("不到", AtMost),
    ("未满", AtMost), ("至多", AtMost), ("最多", AtMost), ("少于", AtMost), ("低于", AtMost), ("接近", AtMost),
    ("将近", AtMost), ("近", AtMost), ("≤", AtMost), ("<", AtMost), ("＜", AtMost), ("达到", Exact), ("高达", Exact),
    ("多达", Exact), ("达", Exact), ("at least ", AtLeast), ("more than ", AtLeast), ("no fewer than ", AtLeast),
    ("no less than ", AtLeast), ("over ", AtLeast), ("at most ", AtMost), ("no more than ", AtMost),
    ("fewer than ", AtMost), ("less than ", AtMost), ("up to ", AtMost), ("nearly ", AtMost), ("almost ", AtMost),
    ("about ", About), ("around ", About), ("approximately ", About),
];

/// Words between a number and its unit, or before 万 and 亿.
pub(super) const WITHIN: &[(&str, Qualifier)] = &[
    ("余", AtLeast),
    ("餘", AtLeast),
    ("多", AtLeast),
    ("+", AtLeast),
    ("＋", AtLeast),
    ("来", About),
];

/// Words after the unit.
#[rustfmt::skip]
pub(super) const AFTER: &[(&str, Qualifier)] = &[
    ("及以上", AtLeast), ("或以上", AtLeast), ("以上", AtLeast), ("有余", AtLeast), ("余", AtLeast), ("多", AtLeast),
    ("及以下", AtMost), ("或以下", AtMost), ("以下", AtMost), ("以内", AtMost), ("之内", AtMost), ("不到", AtMost),
    ("左右", About), ("上下", About), ("之多", Exact), (" or more", AtLeast), (" or less", AtMost),
    (" or fewer", AtMost),
];

/// What is counted or measured in Chinese case studies. Left out is what more often names than
/// counts: 年 月 日 点 号 级 节 章 期 届 层 楼.
#[rustfmt::skip]
pub(super) const COUNTERS: &[&str] = &[
    // People and bodies.
    "人", "名", "位", "家", "户", "人次", "人天", "户次", "家次", "对", "支", "组", "队", "群", "批", "批次", "班次",
    "车次", "架次",
    // Things.
    "个", "项", "件", "条", "款", "起", "宗", "桩", "种", "类", "套", "台", "辆", "架", "艘", "部", "座", "栋", "幢",
    "间", "所", "处", "片", "块", "张", "份", "本", "册", "篇", "只", "头", "株", "棵", "箱", "袋", "瓶", "幅", "枚",
    "颗", "粒", "盏", "根", "面", "道", "堂", "顿", "餐", "床", "席", "桌", "股", "笔", "单", "门", "字", "例",
    "例次", "件次", "次", "场", "场次", "轮", "趟", "遍", "回",
    // Money.
    "元", "美元", "欧元", "港元", "日元", "英镑",
    // Shares.
    "%", "‰", "个百分点", "百分点", "倍", "成",
    // Time.
    "个月", "个小时", "小时", "个工作日", "工作日", "学时", "课时", "工时", "分钟", "秒", "秒钟", "天", "周",
    "个星期", "岁", "周岁",
    // Measures.
    "吨", "公斤", "千克", "克", "斤", "米", "千米", "公里", "里", "厘米", "毫米", "平方米", "平方公里", "平方千米",
    "平方", "平米", "㎡", "m²", "亩", "公顷", "立方米", "升", "毫升", "度", "千瓦", "千瓦时", "兆瓦", "km", "kg",
    "kWh", "℃",
];

/// Counters of administrative units and of parts, fit after a Chinese numeral but too common in
/// names (16区, 3层) to be looked for in prose.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "年", "日", "级", "节", "章", "期", "届", "层", "省", "市", "区", "县", "镇", "乡", "街道", "社区", "村", "国",
    "步", "大类", "周年", "阶段",
];

// `starts_with(char)` encodes the character and compares bytes, which is slow for tables searched
// at every number.
fn first_of(word: &str) -> Option<char> {
    word.chars().next()
}

fn last_of(word: &str) -> Option<char> {
    word.chars().next_back()
}

/// The counters by their first characters, of each the longest first: a table is searched at every
/// number of a text.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut all: FxHashMap<char, Vec<&str>> = FxHashMap::default();
    for counter in COUNTERS {
        all.entry(first_of(counter).expect("a counter has a character")).or_default().push(counter);
    }
    for counters in all.values_mut() {
        counters.sort_by_key(|counter| Reverse(counter.len()));
    }
    all
});

/// Returns the longest counter that `text` begins with.
pub(super) fn find_counter(text: &str) -> Option<&'static str> {
    let counters = BY_FIRST.get(&first_of(text)?)?;
    counters.iter().copied().find(|counter| text.starts_with(counter))
}

/// What makes another word of a counter that it follows: 30家长, 3支部, 2012成立.
#[rustfmt::skip]
const GOES_ON: &[(&str, &str)] = &[
    ("人", "大民才均力员文工格"), ("家", "庭长属园乡"), ("名", "单称字"), ("位", "于置"), ("户", "外籍口型"),
    ("对", "象接于口应照外一多1１"), ("支", "部持撑付出"), ("组", "织长团合建成"), ("队", "员伍"), ("群", "众体团"),
    ("批", "准发评"), ("个", "多半一二三四五六七八九十"), ("项", "目"), ("件", "套"), ("条", "例件款"),
    ("款", "项式"), ("起", "来到步草点诉"), ("种", "植子"), ("类", "型别"), ("台", "账湾阶"), ("部", "门分队署"),
    ("座", "谈"), ("间", "隔接"), ("所", "有在需以"), ("处", "理于置长级"), ("片", "区面警"), ("份", "额"),
    ("本", "地区身级次市年土科"), ("篇", "章"), ("头", "部"), ("根", "据本"), ("面", "积向对板临"), ("道", "路德"),
    ("堂", "食"), ("餐", "饮厅桌"), ("床", "位"), ("席", "位"), ("股", "份东权"), ("单", "位元"),
    ("门", "店户类诊式"), ("字", "号"), ("例", "如行外"), ("次", "日年于数"), ("场", "所地馆"), ("回", "应家收"),
    ("元", "化素旦宵"), ("倍", "增"), ("成", "立员果效功为熟长本都"), ("天", "津然气"), ("周", "年边期围末"),
    ("里", "面程"), ("升", "级至到"), ("度", "假"),
];

/// Tells whether `next` after `counter` makes another word of it.
pub(super) fn goes_on(counter: &str, next: char) -> bool {
    let latin = counter.ends_with(|c: char| c.is_ascii_alphabetic()) && next.is_alphanumeric();
    latin
        || GOES_ON
            .iter()
            .any(|(word, follow)| *word == counter && follow.chars().any(|c| c == next))
}

/// Tells whether `unit` counts something.
pub(super) fn is_counter(unit: &str) -> bool {
    COUNTERS.contains(&unit) || LABELS.contains(&unit)
}

/// Returns what the longest word of `words` at the head of `text` says, and what follows it.
pub(super) fn strip_head<'a>(
    text: &'a str,
    words: &[(&str, Qualifier)],
) -> Option<(Qualifier, &'a str)> {
    let first = text.chars().next()?.to_ascii_lowercase();
    let fits = words.iter().filter(|(word, _)| first_of(word) == Some(first));
    let fits = fits
        .filter_map(|(word, qualifier)| Some((word.len(), *qualifier, strip_prefix(text, word)?)));
    fits.max_by_key(|(length, ..)| *length).map(|(_, qualifier, rest)| (qualifier, rest))
}

/// Returns what the longest word of `words` at the end of `text` says, and what precedes it.
pub(super) fn strip_tail<'a>(
    text: &'a str,
    words: &[(&str, Qualifier)],
) -> Option<(Qualifier, &'a str)> {
    let last = text.chars().next_back()?;
    let fits = words.iter().filter(|(word, _)| last_of(word) == Some(last));
    let fits = fits
        .filter_map(|(word, qualifier)| Some((word.len(), *qualifier, text.strip_suffix(word)?)));
    fits.max_by_key(|(length, ..)| *length).map(|(_, qualifier, rest)| (qualifier, rest))
}

/// Strips `word`, in capitals too: `More than` begins a sentence.
fn strip_prefix<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}
