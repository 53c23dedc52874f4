//! Slips of a Chinese keyboard in Markdown: what is found, and what is left alone.

use super::*;

#[test]
fn chinese_slips_are_found() {
    check(
        "##背景\n\n1、甲\n2、乙\n\n见[说明]（b.md），＊＊重点＊＊！[图](a.png)\n\n|甲|乙|\n\
         |——|——|\n|1|2|\n\n`##代码`\n\n```\n##代码\n```\n",
        &expect![[r###"
            <p>##背景</p>
            <p>1、甲
            2、乙</p>
            <p>见[说明]（b.md），＊＊重点＊＊！<a href="&lt;content/cases/a.png&gt;">图</a></p>
            <p>|甲|乙|
            |——|——|
            |1|2|</p>
            <p><code>##代码</code></p>
            <pre class="code" tabindex="0"><code>##代码
            </code></pre>
            warning[heading-space]: no space after `#`: this line did not become a heading @ "##"
              fix: "##" → "## "
            warning[list-marker]: `1、` does not make a list (2 lines) @ "1、"
              fix: "1、甲\n2、" → "1. 甲\n2. "
            warning[fullwidth-link]: full-width parentheses do not make a link @ "（b.md）"
              fix: "（b.md）" → "(b.md)"
            warning[fullwidth-emphasis]: full-width asterisks make nothing bold @ "＊＊重点＊＊"
              fix: "＊＊重点＊＊" → "**重点**"
            warning[fullwidth-image]: a full-width exclamation mark makes a link of this image @ "！"
              fix: "！" → "!"
            warning[table-rule]: the rule under the head of the table is not made of `-`, so this is no table @ "|——|——|"
              fix: "|——|——|" → "| --- | --- |"
        "###]],
    );
}

#[test]
fn paragraphs_that_were_indented_by_hand_are_found() {
    check(
        "\u{3000}\u{3000}第一段。\n\u{3000}\u{3000}第二段。\n\n\t第三段，一句。\n\n正文\n\n    let a = 1;\n",
        &expect![[r#"
            <p>　　第一段。　　第二段。</p>
            <pre class="code" tabindex="0"><code>第三段，一句。
            </code></pre>
            <p>正文</p>
            <pre class="code" tabindex="0"><code>let a = 1;
            </code></pre>
            warning[paragraph-indent]: the paragraph begins with full-width or no-break spaces @ "\u{3000}\u{3000}"
              fix: "\u{3000}\u{3000}" → ""
            warning[paragraph-indent]: the paragraph begins with full-width or no-break spaces @ "\u{3000}\u{3000}"
              fix: "\u{3000}\u{3000}" → "\n"
            warning[indented-code]: a tab or four spaces at its start make code of this paragraph @ "\t第三段，一句。"
              fix: "\t第三段，一句。\n" → "第三段，一句。\n"
        "#]],
    );
}

#[test]
fn a_replacement_that_would_make_another_block_is_a_guess() {
    let highlighter = Highlighter::new();
    let safe = |body: &str| {
        let mut sink = Sink::default();
        render_body(
            &SourcePath::new("content/cases/a.md"),
            body,
            0,
            &Options::new(&highlighter),
            &mut sink,
        );
        sink.into_sorted()
            .into_iter()
            .filter_map(|found| found.fix)
            .map(|fix| fix.safe)
            .collect::<Vec<_>>()
    };
    // A run of items is fixed as one.
    assert_eq!(safe("1、甲\n2、乙\n"), [true]);
    assert_eq!(safe("如下：\n1、甲\n2、乙\n"), [true]);
    assert!(safe("如下：\n2、甲\n").is_empty());
    assert!(safe("1、甲\n2、乙\n4、丙\n").is_empty());
    assert_eq!(safe("> 1、甲\n"), [false]);
    assert_eq!(safe("> 1、甲\n> 2、乙\n"), [true]);
    // The next line would become part of the last item, and an item between would be lost.
    for body in
        ["1、甲\n2、乙\n后文\n", "•甲\n•乙\n——丙\n", "> 1、甲\n> 2、乙\n> 丙\n", "•-甲\n•乙\n•丙\n"]
    {
        assert!(safe(body).is_empty(), "{body}");
    }
    assert_eq!(safe("1、甲\n2、乙\n## 丙\n"), [true]);
    // An item may begin with emphasis or a link.
    assert_eq!(safe("•**甲**：一\n•　乙\n• [丙](b.md)\n"), [true]);
    assert_eq!(safe("1.**甲**\n2.乙\n"), [true]);
    assert!(safe("1.**5**\n\n3、*4*月\n").is_empty());
    // A line without `>` goes on in the quote, and would not as an item.
    assert!(safe("> 1、甲\n2、乙\n").is_empty());
    assert_eq!(safe("> 甲\n##乙\n"), [false]);
    assert_eq!(safe("> ##甲\n"), [true]);
    assert_eq!(safe("> | 甲 | 乙 |\n> | --- |\n> | 1 | 2 |\n"), [true]);
    assert_eq!(safe("- 项\n\n  #甲\n"), [false]);
    assert_eq!(safe("-甲\n"), [false]);
    assert_eq!(safe("#甲\n"), [false]);
    assert_eq!(safe("##甲\n"), [true]);
    assert!(safe("■附记 （第二稿）\n").is_empty());
    assert_eq!(safe("甲\n[^1]：乙\n"), [false]);
    assert_eq!(safe("甲[^1]\n\n[^1]：乙\n"), [true]);
    // The second would become part of the first, and what nothing names is shown nowhere.
    assert_eq!(safe("甲[^1]、[^2]\n\n[^1]：乙\n[^2]：丙\n"), [false, false]);
    assert_eq!(safe("[^1]：乙\n"), [false]);
    assert_eq!(safe("    甲乙丙丁\n"), [false]);
    assert_eq!(safe("    甲乙，丙丁。\n"), [true]);
}

#[test]
fn quoted_lines_are_looked_at_as_others_are() {
    let told = |body: &str| {
        let mut sink = Sink::default();
        let (file, highlighter) = (SourcePath::new("content/cases/a.md"), Highlighter::new());
        render_body(&file, body, 0, &Options::new(&highlighter), &mut sink);
        let found = sink.into_sorted().into_iter();
        found.map(|found| (found.code.0, found.message.zh, found.hints)).collect::<Vec<_>>()
    };
    for text in [
        "1、甲\n2、乙\n\n3、丙\n",
        "1、甲\n3、乙\n",
        "##甲\n\n正文\n",
        "\u{3000}\u{3000}甲\n",
        "| 甲 | 乙 |\n| --- |\n| 1 | 2 |\n",
        "| 甲 | 乙 |\n| 1 | 2 |\n",
        "甲一。\n乙二。\n",
        "甲甲，乙乙。\n---\n",
    ] {
        let quoted = format!("> {}\n", text.trim_end().replace('\n', "\n> "));
        assert!(!told(text).is_empty(), "{text}");
        assert_eq!(told(&quoted), told(text), "{quoted}");
    }
}

#[test]
fn what_is_escaped_is_no_slip() {
    check(
        "\\#标签\n\n\\[^a]\n\n缺[^b]\n\n[^c]：注\n",
        &expect![[r#"
        <p>#标签</p>
        <p>[^a]</p>
        <p>缺[^b]</p>
        <p>[^c]：注</p>
        warning[missing-footnote]: there is no footnote `b` @ "[^b]"
        warning[missing-footnote]: there is no footnote `c` @ "[^c]："
          fix: "[^c]：" → "[^c]: "
    "#]],
    );
}

#[test]
fn a_heading_is_missed_in_items_and_quotes_too() {
    let highlighter = Highlighter::default();
    let codes_of = |body: &str| -> Vec<&str> {
        let (file, mut sink) = (SourcePath::new("content/cases/a.md"), Sink::default());
        render_body(&file, body, 0, &options(&highlighter), &mut sink);
        sink.as_slice().iter().map(|finding| finding.code.0).collect()
    };
    for body in [
        "- ##\u{3000}标题\n- 乙\n",
        "1. 甲\n2. ##\u{3000}标题\n",
        "- 甲\n\n- ##\u{3000}标题\n",
        "> ##\u{3000}标题\n",
        "> - ##\u{3000}标题\n",
        "- [ ] ##\u{3000}标题\n",
        "- ## 甲\n  ##\u{3000}标题\n",
    ] {
        assert_eq!(codes_of(body), ["heading-space"], "{body}");
    }
    for body in ["- 1、甲\n- 2、乙\n", "1. ① 甲\n2. ② 乙\n", "- **甲** ##\u{3000}乙\n"]
    {
        assert!(codes_of(body).is_empty(), "{body}");
    }
}
