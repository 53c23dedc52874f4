//! Tests of the renderer as a whole: Markdown in, HTML and findings out.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "this is how expect-test writes what it saw"
)]

mod dialects;
mod safe_html;
mod typos;

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;
use crate::foundation::diagnostic::{Severity, Speech};

/// Renders `body` and shows the HTML with placeholders as `{kind target}`, then the findings.
fn shown(body: &str, options: &Options<'_>) -> String {
    let mut sink = Sink::default();
    let rendered = render(&SourcePath::new("content/cases/a.md"), body, 0, options, &mut sink);
    let mut out = rendered
        .fill_links(|splice| {
            Some(Address {
                href: format!("<{}>{}", splice.target, splice.suffix()),
                size: Some((4, 3)),
            })
        })
        .into_owned();
    for found in sink.into_sorted() {
        let severity = if found.severity == Severity::Error { "error" } else { "warning" };
        let at = found.span.and_then(|span| body.get(span.range())).unwrap_or("?");
        let _ = writeln!(
            out,
            "{severity}[{}]: {} @ {at:?}",
            found.code.0,
            found.message.get(Speech::English)
        );
        if let Some(fix) = found.fix {
            let _ = writeln!(out, "  fix: {:?} → {:?}", &body[fix.span.range()], fix.replacement);
        }
    }
    out
}

fn check(body: &str, expected: &Expect) {
    let highlighter = Highlighter::new();
    expected.assert_eq(&shown(body, &options(&highlighter)));
}

/// The options of a publication with labels in Chinese.
fn options(highlighter: &Highlighter) -> Options<'_> {
    let labels = Labels {
        table: "表格",
        table_n: "表格 {n}",
        footnotes: "注释",
        back: "返回正文 {n}",
        done: "已完成",
        open: "未完成",
        alerts: ["说明", "提示", "重要", "警告", "注意"],
    };
    Options { labels, ..Options::new(highlighter) }
}

#[test]
fn blocks_are_written_plainly() {
    check(
        "段落一\n段落一\n\n- 甲\n- 乙\n  - 丙\n\n3. 一\n\n   二\n4. 三\n\n> 引\n\n---\n\n词\n: 义\n",
        &expect![[r#"
        <p>段落一段落一</p>
        <ul>
        <li>甲</li>
        <li>乙
        <ul>
        <li>丙</li>
        </ul>
        </li>
        </ul>
        <ol start="3">
        <li>
        <p>一</p>
        <p>二</p>
        </li>
        <li>
        <p>三</p>
        </li>
        </ol>
        <blockquote>
        <p>引</p>
        </blockquote>
        <hr>
        <dl>
        <dt>词</dt>
        <dd>义</dd>
        </dl>
    "#]],
    );
}

#[test]
fn a_table_scrolls_and_is_aligned_by_class() {
    check(
        "| 甲 | 乙 |\n|:--|--:|\n| a *b* | 1 |\n| c | 2 |\n\n|  | x |\n|---|---|\n",
        &expect![[r#"
            <div class="table" role="region" tabindex="0" aria-label="表格"><table>
            <thead><tr><th scope="col" class="left">甲</th><th scope="col" class="right">乙</th></tr></thead>
            <tbody>
            <tr><td class="left">a <em>b</em></td><td class="right">1</td></tr>
            <tr><td class="left">c</td><td class="right">2</td></tr>
            </tbody>
            </table></div>
            <div class="table" role="region" tabindex="0" aria-label="表格 2"><table>
            <thead><tr><td></td><th scope="col">x</th></tr></thead>
            </table></div>
        "#]],
    );
}

#[test]
fn headings_get_ids_that_are_unique() {
    check(
        "# 一\n\n## 做法\n\n## 做法\n\n#### 深 {#s}\n\n## 又 {#s}\n\n## 坏 {#a b}\n\n## fn 1\n\n## s\n\n集 {#x}\n---\n\n## 集合 {a}\n",
        &expect![[r#####"
            <h2 id="一">一</h2>
            <h2 id="做法">做法</h2>
            <h2 id="做法-2">做法</h2>
            <h4 id="s">深</h4>
            <h2 id="又">又</h2>
            <h2 id="a-b">坏</h2>
            <h2 id="section-fn-1">fn 1</h2>
            <h2 id="s-2">s</h2>
            <h2 id="x">集</h2>
            <h2 id="集合-a">集合 {a}</h2>
            warning[heading-level]: a body has no heading of level 1; this one is set as level 2 @ "# 一\n"
            warning[heading-level]: the heading jumps from level 2 to 4 @ "#### 深 {#s}\n"
            error[duplicate-id]: the id `s` is given twice @ "{#s}"
            warning[heading-id]: the id `a b` has characters that cannot stand there: `a-b` is used instead @ "{#a b}"
        "#####]],
    );
}

#[test]
fn links_stay_open_and_places_on_the_page_are_checked() {
    check(
        "## 做法\n\n[a](b.md#x) [b](/cases/静/?q=1 \"t\") [c](#做法) [d](#作法) [e](https://e.org/?a=1&b=静) <me@e.org> [f](javascript:x) [g]() [h](../../../x)\n\n[r]: ../models/m.md\n\n[m][r]\n",
        &expect![[r##"
            <h2 id="做法">做法</h2>
            <p><a href="&lt;content/cases/b.md&gt;#x">a</a> <a href="&lt;/cases/静/&gt;?q=1" title="t">b</a> <a href="#%E5%81%9A%E6%B3%95">c</a> <a href="#%E4%BD%9C%E6%B3%95">d</a> <a href="https://e.org/?a=1&amp;b=%E9%9D%99">e</a> <a href="mailto:me@e.org">me@e.org</a> f g h</p>
            <p><a href="&lt;content/models/m.md&gt;">m</a></p>
            error[dead-anchor]: nothing on this page is called `#作法` @ "[d](#作法)"
            error[link-scheme]: an address may not begin with `javascript:` @ "[f](javascript:x)"
            warning[empty-link]: there is no address here; shown as text @ "[g]()"
            error[link-outside]: `../../../x` lies outside the publication @ "[h](../../../x)"
        "##]],
    );
}

#[test]
fn images_have_a_text_and_may_be_figures() {
    check(
        "![甲*乙*](a.png) ![](b.png)\n\n![图](c.png \"说明 & 来源\")\n\n![图](data:x \"t\") 文\n",
        &expect![[r#"
        <p><img src="&lt;content/cases/a.png&gt;" width="4" height="3" alt="甲乙" loading="lazy"> <img src="&lt;content/cases/b.png&gt;" width="4" height="3" alt="" loading="lazy"></p>
        <figure><img src="&lt;content/cases/c.png&gt;" width="4" height="3" alt="图" loading="lazy"><figcaption>说明 &amp; 来源</figcaption></figure>
        <p><img alt="图" title="t" loading="lazy"> 文</p>
        warning[image-alt]: the image has no alternative text @ "![](b.png)"
        error[link-scheme]: an address may not begin with `data:` @ "![图](data:x \"t\")"
    "#]],
    );
}

#[test]
fn footnotes_are_numbered_by_reference_and_linked_back() {
    check(
        "甲[^b]乙[^a]丙[^b]\n\n[^a]: 注一 [x](y.md)\n[^b]: 注二\n\n    续\n\n[^c]: 无\n",
        &expect![[r##"
        <p>甲<sup class="footnote"><a id="fnref-1" href="#fn-1" role="doc-noteref">1</a></sup>乙<sup class="footnote"><a id="fnref-2" href="#fn-2" role="doc-noteref">2</a></sup>丙<sup class="footnote"><a id="fnref-1-2" href="#fn-1" role="doc-noteref">1</a></sup></p>
        <section class="footnotes" role="doc-endnotes" aria-label="注释">
        <ol>
        <li id="fn-1"><p>注二</p>
        <p>续 <a class="back" role="doc-backlink" href="#fnref-1" aria-label="返回正文 1">↩︎</a> <a class="back" role="doc-backlink" href="#fnref-1-2" aria-label="返回正文 1-2">↩︎</a></p></li>
        <li id="fn-2"><p>注一 <a href="&lt;content/cases/y.md&gt;">x</a> <a class="back" role="doc-backlink" href="#fnref-2" aria-label="返回正文 2">↩︎</a></p></li>
        </ol>
        </section>
        warning[unused-footnote]: the footnote `c` is never referred to and was left out @ "[^c]: 无"
    "##]],
    );
}

#[test]
fn tasks_and_alerts_are_labelled() {
    check(
        "- [x] 成\n- [ ] 未\n\n> [!NOTE]\n> 记\n\n- [x] 松\n\n- 散\n",
        &expect![[r#"
        <ul>
        <li class="task"><input type="checkbox" disabled checked aria-label="已完成"> 成</li>
        <li class="task"><input type="checkbox" disabled aria-label="未完成"> 未</li>
        </ul>
        <blockquote class="alert note">
        <p class="alert-title">说明</p>
        <p>记</p>
        </blockquote>
        <ul>
        <li class="task">
        <p><input type="checkbox" disabled checked aria-label="已完成"> 松</p>
        </li>
        <li>
        <p>散</p>
        </li>
        </ul>
    "#]],
    );
}

#[test]
fn html_is_text_where_none_is_wanted() {
    let highlighter = Highlighter::new();
    let options = Options { raw_html: RawHtml::Text, ..options(&highlighter) };
    let body = "a<br>b <b onclick=x>c</b> <!-- 注 -->\n\n<!-- 注\n释 -->\n\n<script>alert(1)</script>\n\n正文\n";
    expect![[r#"
        <p>a<br>b &lt;b onclick=x&gt;c&lt;/b&gt; </p>
        <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>
        <p>正文</p>
        warning[raw-html]: HTML is shown as text @ "<b onclick=x>"
    "#]]
    .assert_eq(&shown(body, &options));
}

#[test]
fn code_is_coloured_by_class() {
    check(
        "```rust\nfn a() {}\n```\n\n```\n<b>\n```\n\n```pyton x\"y\na\n```\n\n    indented\n\n`a<b`\n",
        &expect![[r#"
            <pre class="code" tabindex="0"><code class="language-rust"><span class="hl-storage hl-type">fn </span><span class="hl-entity hl-name hl-function">a</span>() {}
            </code></pre>
            <pre class="code" tabindex="0"><code>&lt;b&gt;
            </code></pre>
            <pre class="code" tabindex="0"><code>a
            </code></pre>
            <pre class="code" tabindex="0"><code>indented
            </code></pre>
            <p><code>a&lt;b</code></p>
            warning[unknown-language]: unknown language `pyton`, not coloured @ "pyton"
        "#]],
    );
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    check(
        "**“三化”**治理，增长**约 35%**的产量，[x](a**（b.md)与**（c）**，\\**（d）*\n\n`e**（f）**g`\n",
        &expect![[r#"
        <p><strong>“三化”</strong>治理，增长<strong>约 35%</strong>的产量，<a href="&lt;content/cases/a**（b.md&gt;">x</a>与<strong>（c）</strong>，*<em>（d）</em></p>
        <p><code>e**（f）**g</code></p>
    "#]],
    );
}

#[test]
fn soft_breaks_join_chinese_lines() {
    check(
        "甲\n乙\nabc\n**def**\n*庚*\n*辛*\n`x`\n`y`，\nz\n",
        &expect![[r#"
        <p>甲乙
        abc
        <strong>def</strong>
        <em>庚</em><em>辛</em>
        <code>x</code>
        <code>y</code>，z</p>
    "#]],
    );
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
    "#]]
    .assert_eq(&shown(body, &options));
}

#[test]
fn the_text_of_raw_html_belongs_to_the_plain_text() {
    let highlighter = Highlighter::new();
    let options =
        Options { raw_html: RawHtml::AsIs, want_text: true, ..Options::new(&highlighter) };
    let body = "党<b>建</b>与x<sup>2</sup>，<ruby>治<rt>zhì</rt></ruby>理<br>下<!-- 注 -->行[^1]\n\n\
        <details><summary>概要</summary>\n\n正文&hellip;&#20826;\n\n</details>\n\n\
        <script>\nlet a = '</p>';\n\nlet b;\n</script>\n\n<div\n\ntitle=\"x\">末\n\n[^1]: 脚\n";
    let body = render(&SourcePath::new("content/a.md"), body, 0, &options, &mut Sink::default());
    let lines: Vec<&str> =
        body.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // The tag that a blank line cut in two ends with that of the next paragraph, as browsers have it.
    assert_eq!(lines, ["党建与x2，治理 下行", "概要", "正文…党", "title=\"x\">末", "脚", "zhì"]);
    assert_eq!(body.first_paragraph, "党建与x2，治zhì理 下行");
}

#[test]
fn emphasis_can_be_left_to_commonmark() {
    let highlighter = Highlighter::new();
    let options = Options { cjk_emphasis: false, ..Options::new(&highlighter) };
    expect![[r#"
        <p>增长**约 35%**的产量</p>
    "#]]
    .assert_eq(&shown("增长**约 35%**的产量\n", &options));
}

#[test]
fn plain_text_has_a_block_a_line() {
    let highlighter = Highlighter::new();
    let options = Options { want_text: true, ..Options::new(&highlighter) };
    let body = "> 引\n\n![图](a.png \"题\")\n\n首**段**\n第二行 `code` [链](b.md)[^1]\n\n## 节 {#x}\n\n- 甲\n- 乙\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nlet x;\n```\n\n[^1]: 注\n";
    let body = render(&SourcePath::new("content/a.md"), body, 0, &options, &mut Sink::default());
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
fn macros_are_expanded_in_text_and_nowhere_else() {
    struct Metric;
    impl Macros for Metric {
        fn expand(&self, call: &str) -> Result<Expansion, Refusal> {
            match call {
                "metric(a_b)" => Ok(Expansion {
                    html: "<data value=\"94\">94 家</data>".into(),
                    text: "94 家".into(),
                }),
                _ => Err(Refusal::Wrong(say!("没有指标“{call}”" | "no metric `{call}`"))),
            }
        }
    }
    let highlighter = Highlighter::new();
    let options = Options { macros: Some(&Metric), ..Options::new(&highlighter) };
    let body = "## 共 {{ metric(a_b) }}\n\n{{metric(a_b)}}和`{{ metric(a_b) }}`，\\{{ metric(a_b) }}，{{ x }}。{{ 未完\n\n![{{ metric(a_b) }}](a.png)\n\n    {{ metric(a_b) }}\n";
    expect![[r#"
        <h2 id="共-94-家">共 <data value="94">94 家</data></h2>
        <p><data value="94">94 家</data>和<code>{{ metric(a_b) }}</code>，{{ metric(a_b) }}，{{ x }}。{{ 未完</p>
        <p><img src="&lt;content/cases/a.png&gt;" width="4" height="3" alt="94 家" loading="lazy"></p>
        <pre class="code" tabindex="0"><code>{{ metric(a_b) }}
        </code></pre>
        error[macro]: no metric `x` @ "{{ x }}"
    "#]]
    .assert_eq(&shown(body, &options));
    let rendered = render(&SourcePath::new("a.md"), body, 100, &options, &mut Sink::default());
    let calls: Vec<&str> = rendered.calls.iter().map(|(call, _)| call.as_str()).collect();
    assert_eq!(calls, ["metric(a_b)", "metric(a_b)", "x", "metric(a_b)"]);
    assert_eq!(rendered.calls[0].1, Span::new(107, 124));
    assert_eq!(rendered.headings[0].text, "共 94 家");
}

#[test]
fn every_example_of_commonmark_keeps_its_text() {
    let examples: Vec<(u32, String, String)> =
        serde_json::from_str(include_str!("../../tests/data/commonmark.json")).unwrap();
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
            render(&SourcePath::new("a.md"), &markdown, 0, &options, &mut Sink::default()).html;
        let got = got.read();
        // A caption shows what was a title.
        if !got.contains("<figcaption>") {
            assert_eq!(text(&got), text(&wanted), "example {number}, {section}");
        }
    }
}
