//! Labels: short lines of a text that say what follows and nothing themselves, such as 一、基本情况
//! and 【内容提要】.

/// How long a line without a full stop may be to be taken for a label, in characters.
const SHORT: usize = 30;

/// How long a line that begins as a heading does may be.
const HEADING: usize = 60;

/// Words that stand before an abstract and are no part of it.
const NAMES: [&str; 37] = [
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
    "背景",
    "案例背景",
    "背景介绍",
    "项目背景",
    "基本情况",
    "项目简介",
    "主要内容",
    "缘起",
    "起因",
    "abstract",
    "summary",
];

/// How long the longest of [`NAMES`] is, in characters.
const LONGEST_NAME: usize = 8;

/// Words that begin a note about the text, which tells nothing of what it is about.
const NOTES: [&str; 14] = [
    "注",
    "备注",
    "说明",
    "作者",
    "记者",
    "来源",
    "关键词",
    "关键字",
    "编辑",
    "供稿",
    "图",
    "關鍵詞",
    "來源",
    "keywords",
];

/// Within how many characters the word ends that begins a note, spaces and all.
const NOTE: usize = 24;

/// How long the heading may be that stands on one line with the text, in characters.
const RUN_IN: usize = 12;

const BRACKETS: [(char, char); 5] =
    [('【', '】'), ('［', '］'), ('〔', '〕'), ('〖', '〗'), ('[', ']')];

/// Tells whether a paragraph is a label: it stands in brackets, ends with a colon, is a note, has
/// no words, or is short, bold or like a heading and ends no sentence.
#[must_use]
pub fn is_label(text: &str, is_bold: bool) -> bool {
    let text = text.trim();
    let is_wordless = !text.contains(char::is_alphanumeric);
    if is_wordless || is_enclosed(text) || text.ends_with(['：', ':']) || is_note(text) {
        return true;
    }
    if is_numbered_heading(text) {
        return true;
    }
    if ends_sentence(text) {
        return false;
    }
    let length = text.chars().take(HEADING + 1).count();
    is_bold || length <= SHORT || (length <= HEADING && begins_heading(text))
}

/// Returns the paragraph without what stands before the text on its line: the name of an abstract
/// (`摘要：`, 【内容提要】), a heading with its number (`（一）缘起。`).
#[must_use]
pub fn without_label(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in BRACKETS {
        if let Some((name, rest)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && (is_name(name) || open == '【' && is_run_in(name))
            && !rest.trim().is_empty()
        {
            return rest.trim_start_matches(['：', ':']).trim_start();
        }
    }
    if is_numbered(text)
        && let Some((heading, rest)) =
            without_number(text).split_once(['。', '：', ':', '\u{3000}', ' '])
        && !heading.is_empty()
        && is_run_in(heading)
        && ends_sentence(rest)
    {
        return rest.trim_start();
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

/// Tells whether a text is as short as the heading that stands on one line with its text.
fn is_run_in(text: &str) -> bool {
    text.chars().take(RUN_IN + 1).count() <= RUN_IN && !text.contains(['，', '；', ','])
}

/// Tells whether a paragraph is a heading with its number and a full stop: 一、基本情况。
fn is_numbered_heading(text: &str) -> bool {
    let heading = text.strip_suffix(['。', '.']).unwrap_or(text);
    is_numbered(text) && is_run_in(heading) && !heading.contains(['。', '！', '？', '!', '?'])
}

/// Tells whether a text begins with a number that can be no part of a sentence: not 2024 年 or 3.5.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(['（', '(', '第']);
    let after = rest.trim_start_matches(is_number);
    begins_heading(text)
        && !after.starts_with([' ', '，'])
        && !after.strip_prefix(['.', '．']).is_some_and(|rest| rest.starts_with(is_number))
}

/// Tells whether a paragraph is a note such as 注：人名为化名。
fn is_note(text: &str) -> bool {
    let text = text.trim_start_matches(['*', '※', '●']).trim_start();
    let end = text.char_indices().nth(NOTE).map_or(text.len(), |(at, _)| at);
    text[..end].split_once(['：', ':', '/', '／']).is_some_and(|(word, _)| {
        let word: String = word.chars().filter(|c| !c.is_whitespace()).take(9).collect();
        NOTES.contains(&&*word.to_lowercase())
    })
}

/// Returns a heading without its number.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(['（', '(', '第']).trim_start_matches(is_number);
    rest.trim_start_matches(['、', '.', '．', '，', '）', ')', ' ', '章', '节', '節', '部', '篇'])
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c)
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
            "一、基本情况。",
            "……",
            "注：本文人名为化名。",
            "关键词：社区治理、门房。",
        ] {
            assert!(is_label(text, false), "{text}");
        }
        for text in [
            "门房空了很多年，街坊把它收拾出来给老师傅修鞋。",
            "成了。",
            "2024 年成立。",
            "3.5万元。",
            "他说：“成了！”",
            "（一）门房空了很多年，街坊把它收拾出来给老师傅修鞋。",
            "（一）门房空了。街坊把它收拾出来给老师傅修鞋。",
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
            "【案例背景】门房空了。",
            "（一）缘起。门房空了。",
            "一、背景 门房空了。",
            "1. 基本情况：门房空了。",
            "背景：门房空了。",
        ] {
            assert_eq!(without_label(text), "门房空了。", "{text}");
        }
        assert_eq!(without_label("Abstract: It works."), "It works.");
        for text in
            ["他说：门房空了。", "［门房］空了。", "一、门房空了。", "摘要：", "摘要里说门房空了。"]
        {
            assert_eq!(without_label(text), text);
        }
    }
}
