//! Labels: short lines of a text that say what follows and nothing themselves, such as 一、基本情况 and 【内容提要】.

/// How long a line without a full stop may be to be taken for a label, in characters.
const SHORT: usize = 30;

/// How long a line that begins as a heading does may be.
const HEADING: usize = 60;

/// Words that stand before an abstract and are no part of it.
const NAMES: [&str; 28] = [
    "摘要",
    "内容摘要",
    "案例摘要",
    "内容提要",
    "内容简介",
    "案例简介",
    "案例概述",
    "提要",
    "核心提示",
    "导语",
    "导读",
    "引言",
    "引子",
    "前言",
    "简介",
    "概述",
    "编者按",
    "按语",
    "內容摘要",
    "內容提要",
    "內容簡介",
    "案例簡介",
    "導語",
    "導讀",
    "簡介",
    "編者按",
    "abstract",
    "summary",
];

/// How long the longest of [`NAMES`] is, in characters.
const LONGEST_NAME: usize = 8;

const BRACKETS: [(char, char); 5] =
    [('【', '】'), ('［', '］'), ('〔', '〕'), ('〖', '〗'), ('[', ']')];

/// Tells whether a paragraph is a label: it stands in brackets, ends with a colon, or is short,
/// bold or like a heading and ends no sentence.
#[must_use]
pub fn is_label(text: &str, is_bold: bool) -> bool {
    let text = text.trim();
    if is_enclosed(text) || text.ends_with(['：', ':']) {
        return true;
    }
    if ends_sentence(text) {
        return false;
    }
    let length = text.chars().take(HEADING + 1).count();
    is_bold || length <= SHORT || (length <= HEADING && begins_heading(text))
}

/// Returns the paragraph without the name of an abstract at its head: `摘要：`, 【内容提要】.
#[must_use]
pub fn without_label(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in BRACKETS {
        if let Some((name, rest)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && is_name(name)
            && !rest.trim().is_empty()
        {
            return rest.trim_start_matches(['：', ':']).trim_start();
        }
    }
    // No name is longer: a paragraph is not searched to its end.
    let is_end = |(_, c): &(usize, char)| matches!(c, '：' | ':');
    let mut signs = text.char_indices().filter(|(_, c)| !c.is_whitespace()).take(LONGEST_NAME + 1);
    match signs.find(is_end).and_then(|(at, colon)| Some((at, text.get(at + colon.len_utf8()..)?)))
    {
        Some((at, rest)) if is_name(&text[..at]) && !rest.trim().is_empty() => rest.trim_start(),
        _ => text,
    }
}

fn is_name(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    let name: String = signs.take(LONGEST_NAME + 1).flat_map(char::to_lowercase).collect();
    NAMES.contains(&name.as_str())
}

/// Tells whether one pair of brackets holds all of the text, a note about the author among them.
fn is_enclosed(text: &str) -> bool {
    BRACKETS.into_iter().chain([('（', '）'), ('(', ')')]).any(|(open, close)| {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !inner.contains(close))
    })
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '’', '」', '』', '》', '）', '"', '\'', ')', '】']);
    text.ends_with(['。', '！', '？', '…', '；', '.', '!', '?', ';', '．', '｡'])
}

/// Tells whether a text begins with a number as headings do: 一、 （一） 1. 1、 第一章.
fn begins_heading(text: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    let rest = text.trim_start_matches(['（', '(', '第']);
    let after = rest.trim_start_matches(is_number);
    after.len() < rest.len()
        && after.starts_with(['、', '.', '．', '，', '）', ')', ' ', '章', '节', '節', '部', '篇'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_announces_is_a_label() {
        for text in [
            "一、基本情况",
            "（一）坚持党建引领，构建“一核多元”的社区治理新格局，打造共建共治共享共同体",
            "1.案例背景",
            "第一部分 起因与经过",
            "起因",
            "【内容提要】",
            "［摘　要］",
            "（本文作者系上海市静安区某街道办事处工作人员。）",
            "摘要：",
            "Background",
        ] {
            assert!(is_label(text, false), "{text}");
        }
        for text in [
            "门房空了很多年，街坊把它收拾出来给老师傅修鞋。",
            "成了。",
            "他说：“成了！”",
            "（一）门房空了很多年，街坊把它收拾出来给老师傅修鞋。",
            "【案例】门房空了很多年，街坊把它收拾出来【给老师傅修鞋】。",
            "It worked.",
            "三月里街坊把空了很多年的门房收拾出来给老师傅修鞋，又添了桌椅板凳和一盏灯",
        ] {
            assert!(!is_label(text, false), "{text}");
        }
        let bold = "街坊把空了很多年的门房收拾出来给老师傅修鞋又添了桌椅板凳和一盏灯";
        assert!(is_label(bold, true) && !is_label(&format!("{bold}。"), true));
    }

    #[test]
    fn the_name_of_an_abstract_is_no_part_of_it() {
        for text in [
            "摘要：门房空了。",
            "摘　要: 门房空了。",
            "【内容提要】门房空了。",
            "【导语】：门房空了。",
            "導語：门房空了。",
        ] {
            assert_eq!(without_label(text), "门房空了。", "{text}");
        }
        assert_eq!(without_label("Abstract: It works."), "It works.");
        for text in ["他说：门房空了。", "【门房】空了。", "摘要：", "摘要里说门房空了。"]
        {
            assert_eq!(without_label(text), text);
        }
    }
}
