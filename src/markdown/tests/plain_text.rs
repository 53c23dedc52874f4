//! The text that a search sees.

use super::*;

#[test]
fn plain_text_has_a_block_a_line() {
    let highlighter = Highlighter::new();
    let options = Options { want_text: true, ..Options::new(&highlighter) };
    let body = "> 引\n\n![图](a.png \"题\")\n\n首**段**\n第二行 `code` [链](b.md)[^1]\n\n\
        ## 节 {#x}\n\n- 甲\n- 乙\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nlet x;\n\
        ```\n\n[^1]: 注\n";
    let body =
        render_body(&SourcePath::new("content/a.md"), body, 0, &options, &mut Sink::default());
    expect![[r#"
        引
        题
        首段第二行 code 链
        节
        甲
        乙
        a
        b
        1
        2
        let x;
        注"#]]
    .assert_eq(&body.text);
    assert_eq!(body.first_paragraph, "首段第二行 code 链");
    assert_eq!(body.counts, crate::text::Counts { characters: 12, words: 5 });
}

#[test]
fn every_example_of_commonmark_keeps_its_text() {
    let examples: Vec<(u32, String, String)> =
        serde_json::from_str(include_str!("../../../tests/data/commonmark.json")).unwrap();
    let text = |html: &str| -> String {
        let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
        parts.collect::<String>().split_whitespace().collect()
    };
    let highlighter = Highlighter::new();
    for (number, section, markdown) in examples {
        let mut wanted = String::new();
        pulldown_cmark::html::push_html(&mut wanted, pulldown_cmark::Parser::new(&markdown));
        let options = Options { raw_html: RawHtml::AsIs, ..Options::new(&highlighter) };
        let got =
            render_body(&SourcePath::new("a.md"), &markdown, 0, &options, &mut Sink::default())
                .html;
        let got = got.read_html();
        // A caption shows what was a title.
        if !got.contains("<figcaption>") {
            assert_eq!(text(&got), text(&wanted), "example {number}, {section}");
        }
    }
}

#[test]
fn a_text_of_lists_and_quotes_begins_with_the_first_that_says_something() {
    let highlighter = Highlighter::new();
    let options = Options::new(&highlighter);
    let first = |text: &str| {
        let file = SourcePath::new("a.md");
        render_body(&file, text, 0, &options, &mut Sink::default()).first_paragraph
    };
    for (text, begins) in [
        ("- 先问**街坊**。\n- 再收拾。", "先问街坊。"),
        ("## 做法\n\n> 门房空了\n> 很多年。\n\n- 先问街坊。", "门房空了很多年。"),
        ("做法如下：\n\n1. 先问街坊。\n   - 挨家问。", "先问街坊。"),
        ("- 门房\n- 先问街坊，再收拾门房。", "先问街坊，再收拾门房。"),
        ("- 门房\n- 弄堂", "门房"),
        ("基本情况\n\n- 门房\n- 弄堂", "基本情况"),
        ("> - 先问街坊。\n> - 再收拾。", "先问街坊。"),
        ("- [x] 先问街坊。", "先问街坊。"),
        ("- 先问街坊。\n\n门房空了很多年。", "门房空了很多年。"),
        ("| 甲 |\n| --- |\n| 乙 |", ""),
        ("- ![](a.png)\n\n- 先问街坊。", "先问街坊。"),
    ] {
        assert_eq!(first(text), begins, "{text}");
    }
}
