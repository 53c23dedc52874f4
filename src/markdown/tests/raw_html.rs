//! HTML as text and as it is.

use super::*;

#[test]
fn html_is_text_where_none_is_wanted() {
    let highlighter = Highlighter::new();
    let options = Options { raw_html: RawHtml::Text, ..options(&highlighter) };
    let body = "a<br>b <b onclick=x>c</b> <!-- 注 -->\n\n<!-- 注\n释 -->\n\n\
        <script>alert(1)</script>\n\n正文\n";
    expect![[r#"
        <p>a<br>b &lt;b onclick=x&gt;c&lt;/b&gt; </p>
        <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
        <p>正文</p>
        warning[raw-html]: HTML is shown as text @ "<b onclick=x>"
    "#]]
    .assert_eq(&shown(body, &options));
}

#[test]
fn raw_html_passes_when_allowed() {
    let highlighter = Highlighter::new();
    let options = Options { raw_html: RawHtml::AsIs, ..Options::new(&highlighter) };
    let body = "a <b>c</b> <!-- 注 -->\n\n<div>\n**（甲）**乙\n</div>\n";
    expect![[r#"
        <p>a <b>c</b> <!-- 注 --></p>
        <div>
        **（甲）**乙
        </div>
        warning[markdown-in-html]: `**（甲）**` stands right beside a tag or a comment of HTML and is shown as typed @ "**（甲）**"
    "#]]
    .assert_eq(&shown(body, &options));
}

#[test]
fn an_empty_comment_hides_nothing_behind_it() {
    let highlighter = Highlighter::new();
    let options = Options { raw_html: RawHtml::Text, ..options(&highlighter) };
    expect![[r"
        <p>甲</p>
        <p>丙  丁</p>
    "]]
    .assert_eq(&shown("<!-->甲\n\n丙 <!---> 丁\n\n<!---->\n", &options));
}

#[test]
fn one_number_below_a_tag_is_no_list() {
    let highlighter = Highlighter::new();
    let options = Options { raw_html: RawHtml::AsIs, ..options(&highlighter) };
    let cell = |text| format!("<table><tr><td>\n{text}\n</td></tr></table>\n");
    for text in ["- 12.5", "- 3万元", "+ 5"] {
        assert!(!shown(&cell(text), &options).contains("markdown-in-html"), "{text}");
    }
    for text in ["- 甲", "- 2019\n- 2020"] {
        assert!(shown(&cell(text), &options).contains("markdown-in-html"), "{text}");
    }
}

#[test]
fn the_text_of_raw_html_belongs_to_the_plain_text() {
    let highlighter = Highlighter::new();
    let options =
        Options { raw_html: RawHtml::AsIs, want_text: true, ..Options::new(&highlighter) };
    let body = "党<b>建</b>与x<sup>2</sup>，<ruby>治<rt>zhì</rt></ruby>理<br>下<!-- 注 -->行[^1]\n\n\
        <details><summary>概要</summary>\n\n正文&hellip;&#20826;\n\n</details>\n\n\
        <script>\nlet a = '</p>';\n\nlet b;\n</script>\n\n<div\n\ntitle=\"x\">末\n\n[^1]: 脚\n";
    let body =
        render_body(&SourcePath::new("content/a.md"), body, 0, &options, &mut Sink::default());
    let lines: Vec<&str> =
        body.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // The tag that a blank line cut in two ends with that of the next paragraph, as browsers have
    // it.
    assert_eq!(lines, ["党建与x2，治理 下行", "概要", "正文…党", "title=\"x\">末", "脚", "zhì"]);
    assert_eq!(body.first_paragraph, "党建与x2，治zhì理 下行");
}
