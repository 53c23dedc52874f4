//! Slips and their fix, as whole texts.

use proptest::prelude::*;

use super::*;

fn fixed(text: &str) -> String {
    fix_typos(text, &find_typos(text))
}

#[test]
fn marks_of_a_chinese_keyboard_are_fixed() {
    assert_eq!(fixed("title：静安\n"), "title: 静安\n");
    assert_eq!(fixed("title:静安\n"), "title: 静安\n");
    assert_eq!(fixed("topics: [甲，乙]\n"), "topics: [甲, 乙]\n");
    assert_eq!(fixed("  - {id：s1，title：甲}\n"), "  - {id: s1, title: 甲}\n");
    assert_eq!(fixed("metrics:\n\t- label: 甲\n"), "metrics:\n  - label: 甲\n");
    assert_eq!(fixed("\u{3000}title: 甲\n"), "  title: 甲\n");
}

#[test]
fn a_value_with_a_colon_is_put_in_quotes() {
    assert_eq!(fixed("title: 静安: 枢纽\n"), "title: \"静安: 枢纽\"\n");
    assert_eq!(fixed("title: \"静安\n"), "title: \"静安\"\n");
}

#[test]
fn a_comment_that_is_none_is_found() {
    let found = |text: &'static str| {
        find_dropped_comments(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>()
    };
    assert_eq!(found("title: 静安 #1 枢纽\ntopics: #标签\n"), vec!["#1 枢纽", "#标签"]);
    for text in [
        "#注\na: 1 # 注\n",
        "a: \"甲 #1\"\n",
        "a: ['x #1']\n",
        "a: |\n  甲 #1\n",
        "a: b#1\n",
        "url: https://e.org/#x\n",
    ] {
        assert_eq!(found(text), Vec::<&str>::new(), "{text}");
    }
    assert_eq!(found("a: don't #1\n"), vec!["#1"]);
}

#[test]
fn what_is_right_stays_as_it_is() {
    for text in [
        "title: 静安：枢纽\n",
        "url: https://example.org/a:b\n",
        "summary: |\n  甲：乙\n\n  丙：丁\n",
        "# 注：释\n",
        "a: \"甲，乙\"\n",
        "date: 2022-02-25\n",
    ] {
        assert_eq!(fixed(text), text);
    }
}

/// Fixes what is certain, as often as it takes.
fn surely(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..4 {
        text = fix_typos(
            &text,
            &find_typos(&text)
                .into_iter()
                .filter(|typo| typo.sure == Confidence::Certain)
                .collect::<Vec<_>>(),
        );
    }
    text
}

#[test]
fn one_line_may_hold_several_typos() {
    assert_eq!(fixed("topics：[甲，乙]\n"), "topics: [甲, 乙]\n");
    assert_eq!(fixed("\u{3000}title ：\u{3000}“甲: 乙”\n"), "  title: \"“甲: 乙”\"\n");
    assert_eq!(fixed("- label：党组织\n  value：3\n"), "- label: 党组织\n  value: 3\n");
}

#[test]
fn a_blank_that_is_no_plain_space_is_mended_where_it_stands() {
    assert_eq!(surely("title:\u{A0}甲\n"), "title: 甲\n");
    assert_eq!(surely("title: \u{3000}甲\n"), "title: 甲\n");
    assert_eq!(
        surely("title: 甲\n\u{3000}district: 乙\n\u{A0}model: 丙\n"),
        "title: 甲\ndistrict: 乙\nmodel: 丙\n"
    );
    assert_eq!(surely("metrics:\n\u{3000}\u{3000}- {a: 1}\n"), "metrics:\n    - {a: 1}\n");
    assert_eq!(surely("a: 1\n\u{200B}b: 2\n"), "a: 1\nb: 2\n");
}

#[test]
fn brackets_are_mended_without_the_text_inside_them() {
    assert_eq!(
        fixed("- {id：s1，title：静安，枢纽：一，url: x}\n"),
        "- {id: s1, title: 静安，枢纽：一, url: x}\n"
    );
    assert_eq!(fixed("- ｛id: s1，topics: ［甲，乙］｝\n"), "- {id: s1, topics: [甲, 乙]}\n");
    assert_eq!(
        fixed("- {title: \"甲，b: 乙\", topic: 丙}\n"),
        "- {title: \"甲，b: 乙\", topic: 丙}\n"
    );
    assert_eq!(fixed("topics: [“甲”，'乙，丙'】\n"), "topics: [“甲”, '乙，丙']\n");
    assert_eq!(
        surely("- {id: s1, title:甲, url: https://example.org/}\n"),
        "- {id: s1, title: 甲, url: https://example.org/}\n"
    );
    assert_eq!(fixed("- {label: 甲】乙, unit: 个}\n"), "- {label: 甲】乙, unit: 个}\n");
}

#[test]
fn quotation_marks_are_mended_in_pairs() {
    assert_eq!(fixed("title: \"静安：枢纽”\n"), "title: \"静安：枢纽\"\n");
    assert_eq!(fixed("title: “静安：枢纽\"\n"), "title: \"静安：枢纽\"\n");
    for text in ["title: “三化”治理\n", "title: “静安”\n", "a: \"甲“乙”\"\n", "a: “甲”\"乙\"\n"]
    {
        assert_eq!(fixed(text), text);
    }
}

#[test]
fn a_dash_of_another_keyboard_begins_an_item_where_a_list_is_due() {
    assert_eq!(surely("topics:\n  － 甲\n  － 乙\n"), "topics:\n  - 甲\n  - 乙\n");
    assert_eq!(surely("topics:\n  —甲\n"), "topics:\n  - 甲\n");
    assert_eq!(surely("topics:\n  -甲\n  -乙\n"), "topics:\n  - 甲\n  - 乙\n");
    assert_eq!(surely("m:\n  － label：甲\n    value: 1\n"), "m:\n  - label: 甲\n    value: 1\n");
    assert_eq!(surely("topics:\n  # 注\n  —甲\n"), "topics:\n  # 注\n  - 甲\n");
    assert!(may_hold_typo("topics:\n  # 注\n  —甲\n"));
    assert_eq!(surely("-甲\n－ 、\n"), "-甲\n－ 、\n");
    assert_eq!(fixed("summary: 甲\n  —— 乙\n  — 丙\n"), "summary: 甲\n  —— 乙\n  — 丙\n");
}

#[test]
fn what_may_be_meant_is_not_certain() {
    for text in [
        "summary: 甲\n  注意：乙\n",
        "summary: |\n  label：甲\n",
        "summary: >-\n  label：甲\n",
        "title: 静安: 枢纽\n",
        "m:\n\t- a: 1\n",
        "url: https://example.org/：x\n",
        "summary: 甲\n\u{3000}\u{3000}乙\n",
    ] {
        assert_eq!(surely(text), text);
    }
    // A tab may stand for any number of spaces.
    let tabs = find_typos("m:\n    - a: 1\n\tb: 2\n");
    assert_eq!(tabs.iter().map(|typo| typo.sure).collect::<Vec<_>>(), vec![Confidence::Guess]);
}

#[test]
fn a_line_out_of_step_is_a_guess() {
    for (text, fixed) in [
        ("m:\n  - {a: 1}\n   - {a: 2}\n", "m:\n  - {a: 1}\n  - {a: 2}\n"),
        ("m:\n  - a: 1\n     b: 2\n", "m:\n  - a: 1\n    b: 2\n"),
        ("a: 1\n b: 2\n", "a: 1\nb: 2\n"),
    ] {
        let typos = find_typos(text);
        assert_eq!(fix_typos(text, &typos), fixed);
        assert!(typos.iter().all(|typo| typo.sure == Confidence::Guess), "{text}");
    }
    assert_eq!(find_typos("a:\n    b: 1\n    c:\n      - d\nsummary: 甲\n   乙\n"), vec![]);
}

#[test]
fn a_bracket_that_is_never_closed_is_closed_at_the_end_of_the_line() {
    assert_eq!(fixed("- {id: s1, topics: [甲, 乙\n"), "- {id: s1, topics: [甲, 乙]}\n");
    assert_eq!(fixed("topics: [甲,\n  乙]\n"), "topics: [甲,\n  乙]\n");
}

fn yaml() -> impl Strategy<Value = String> {
    "((# 注\n)?[ \t\u{3000}\u{A0}]{0,2}(- |－ |-)?(title|甲乙)?(: ?|：\
     \u{3000}?)?[\\[{［]?(id|甲)?[：:]? ?[\"“”]?[，、,]?(a: |乙)?[\\]}】]?\n){1,5}"
}

proptest! {
    #[test]
    fn typos_stand_in_order_and_are_gone_once_fixed(text in yaml()) {
        let typos = find_typos(&text);
        let mut done = 0;
        for typo in &typos {
            prop_assert!(typo.range.start >= done, "{text:?} {typos:?}");
            prop_assert!(text.get(typo.range.clone()).is_some());
            prop_assert_ne!(&text[typo.range.clone()], &typo.replacement);
            done = typo.range.end;
        }
        prop_assert!(typos.iter().all(|typo| typo.sure < Confidence::Certain) || may_hold_typo(&text), "{text:?}");
    }

    #[test]
    fn what_is_certain_comes_to_rest(text in yaml()) {
        let once = surely(&text);
        prop_assert_eq!(surely(&once), once);
    }
}
