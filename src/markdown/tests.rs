//! Tests of the renderer as a whole: Markdown in, HTML and findings out.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "this is how expect-test writes what it saw"
)]

mod chinese_text;
mod dialects;
mod plain_text;
mod raw_html;
mod safe_html;
mod typos;

use std::fmt::Write as _;

use expect_test::{Expect, expect};

use super::*;
use crate::foundation::diagnostic::{Severity, Speech};

/// Renders `body` and shows the HTML with placeholders as `{kind target}`, then the findings.
fn shown(body: &str, options: &Options<'_>) -> String {
    let mut sink = Sink::default();
    let rendered = render_body(&SourcePath::new("content/cases/a.md"), body, 0, options, &mut sink);
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
        let at = found.span.and_then(|span| body.get(span.byte_range())).unwrap_or("?");
        let _ = writeln!(
            out,
            "{severity}[{}]: {} @ {at:?}",
            found.code.0,
            found.message.in_speech(Speech::English)
        );
        if let Some(fix) = found.fix {
            let _ =
                writeln!(out, "  fix: {:?} → {:?}", &body[fix.span.byte_range()], fix.replacement);
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
        "# 一\n\n## 做法\n\n## 做法\n\n#### 深 {#s}\n\n## 又 {#s}\n\n## 坏 {#a b}\n\n## fn 1\n\n\
         ## s\n\n集 {#x}\n---\n\n## 集合 {a}\n",
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
fn code_is_coloured_by_class() {
    check(
        "```rust\nfn a() {}\n```\n\n```\n<b>\n```\n\n```pyton x\"y\na\n\
         ```\n\n    indented\n\n`a<b`\n",
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
    let body = "## 共 {{ metric(a_b) }}\n\n{{metric(a_b)}}和`{{ metric(a_b) }}`，\
        \\{{ metric(a_b) }}，{{ x }}。{{ 未完\n\n\
        ![{{ metric(a_b) }}](a.png)\n\n    {{ metric(a_b) }}\n";
    expect![[r#"
        <h2 id="共-94-家">共 <data value="94">94 家</data></h2>
        <p><data value="94">94 家</data>和<code>{{ metric(a_b) }}</code>，{{ metric(a_b) }}，{{ x }}。{{ 未完</p>
        <p><img src="&lt;content/cases/a.png&gt;" width="4" height="3" alt="94 家" loading="lazy"></p>
        <pre class="code" tabindex="0"><code>{{ metric(a_b) }}
        </code></pre>
        error[macro]: no metric `x` @ "{{ x }}"
    "#]]
    .assert_eq(&shown(body, &options));
    let rendered = render_body(&SourcePath::new("a.md"), body, 100, &options, &mut Sink::default());
    let calls: Vec<&str> = rendered.calls.iter().map(|(call, _)| call.as_str()).collect();
    assert_eq!(calls, ["metric(a_b)", "metric(a_b)", "x", "metric(a_b)"]);
    assert_eq!(rendered.calls[0].1, Span::new(107, 124));
    assert_eq!(rendered.headings.iter().next().map(|heading| heading.text), Some("共 94 家"));
}
