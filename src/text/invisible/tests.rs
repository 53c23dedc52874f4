use super::*;

#[test]
fn pages_show_no_control_characters() {
    assert_eq!(strip_invisible("修\u{B}鞋摊\u{7}\u{7F}\u{85}\u{FFFC}"), "修鞋摊");
    assert_eq!(strip_invisible("值\u{202A}班"), "值班");
    // What ended a line parts two words.
    assert_eq!(
        strip_invisible(
            "one\u{B}two\u{C}three\u{85}four\u{2028}five\u{2029}six.\u{B}Next 党\u{B}建"
        ),
        "one two three four five six. Next 党建"
    );
    assert_eq!(strip_invisible("读\u{2067}书\u{2069}会"), "读\u{2067}书\u{2069}会");
    for long in ["", &"甲".repeat(50)] {
        for (text, shown) in
            [("\u{E0001}乙", "乙"), ("乙\u{FFF9}", "乙"), ("乙\u{85}", "乙"), ("￥乙", "￥乙")]
        {
            assert_eq!(strip_invisible(&format!("{long}{text}")), format!("{long}{shown}"));
        }
    }
    assert!(matches!(strip_invisible("“甲”\t乙\r\n，\u{200B}—…"), Cow::Borrowed(_)));
}

#[test]
fn what_would_turn_a_terminal_is_written_out() {
    assert_eq!(escape_invisible("甲\u{202E}乙\x1B[1m"), "甲\\u{202E}乙\\u{001B}[1m");
    assert!(matches!(escape_invisible("甲\n\t👨\u{200D}👩❤\u{FE0F}"), Cow::Borrowed(_)));
}

#[test]
fn what_is_found_is_taken_out_and_nothing_else() {
    for (text, fixed) in [
        ("修\u{B}鞋", "修鞋"),
        ("甲\n\u{FEFF}乙\u{200B}丙", "甲\n乙丙"),
        ("a\u{2028}b", "a b"),
        ("three\u{85}four ends.\u{B}Next\u{B}党\u{B}建", "three four ends. Next 党建"),
        ("a\u{B}\u{B}\u{200B}b\u{C} c", "a b c"),
        ("党\u{200D}建\u{200E}", "党建"),
        ("读\u{2067}书", "读书"),
    ] {
        let mut fixed_text = text.to_owned();
        for signs in find_invisible(text).into_iter().rev() {
            fixed_text.replace_range(signs.range, &signs.replacement);
        }
        assert_eq!(fixed_text, fixed, "{text:?}");
    }
    for innocent in [
        "👨\u{200D}👩",
        "क\u{94D}\u{200D}ष",
        "שלום\u{200F}",
        "\u{2067}a\u{2069}",
        "a\u{AD}b",
        "“甲”",
    ] {
        assert_eq!(find_invisible(innocent), [], "{innocent:?}");
    }
    let found = find_invisible("甲\u{B}乙\u{B}丙\u{7}\n");
    assert_eq!((found[0].names.join(" "), found[0].count), ("U+000B U+0007".into(), 3));
}
